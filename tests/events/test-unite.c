/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uniting two records in one step, undoing it at once and taking them apart later. */
#include "config.h"

#include "lotse-unite.h"
#include "lotse-error.h"

#include "events-fixture.h"

static char *
person (Fixture *fixture, const char *name, const char *field, const char *value)
{
  return add_record (fixture->store, "person", "display_name", name, field, value, NULL);
}

static void
must_unite (Fixture *fixture, const char *standing, const char *other, const char *const *take)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lotse_unite (fixture->store, standing, other, take, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, standing);
}

static gint64
count_people (Fixture *fixture)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));

  return lotse_store_count (fixture->store, query, NULL);
}

static const LotseUniteField *
field_of (const LotseUniteLook *look, const char *name)
{
  for (guint i = 0; i < look->fields->len; i++)
    {
      const LotseUniteField *field = &g_array_index (look->fields, LotseUniteField, i);

      if (g_str_equal (field->field->name, name))
        return field;
    }
  return NULL;
}

static void
test_look (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = person (fixture, "Yusuf Demir", "email", "a@example.org");
  g_autofree char *two = person (fixture, "Jussuf Demir", "phone", "0361 1");
  g_autofree char *third = person (fixture, "Maria", "phone", "3");
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Fest", NULL);
  g_autofree char *registration = add_record (fixture->store, "registration", "event", event, "person", one, "state", "registered", NULL);
  g_autofree char *pair = add_record (fixture->store, "mentoring_pair", "mentor", third, "mentee", two, "state", "proposed", NULL);
  g_autofree char *second = add_record (fixture->store, "mentoring_pair", "mentor", two, "mentee", third, "state", "proposed", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseUniteLook) look = lotse_unite_look (fixture->store, one, two, &error);
  g_autofree char *words[2] = { NULL, NULL };

  g_assert_no_error (error);
  g_assert_true (field_of (look, "display_name")->differs);
  g_assert_false (field_of (look, "email")->differs);
  g_assert_nonnull (field_of (look, "phone"));
  g_assert_null (field_of (look, "city"));
  words[0] = lotse_unite_count_words (look, FALSE);
  words[1] = lotse_unite_count_words (look, TRUE);
  g_assert_cmpstr (words[0], ==, "1 Registration");
  g_assert_cmpstr (words[1], ==, "2 Tandems");
  g_free (g_steal_pointer (&words[0]));
  g_free (g_steal_pointer (&words[1]));
  g_assert_nonnull (registration);
  g_assert_nonnull (pair);
  g_assert_nonnull (second);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  static const char *const take[] = { "phone", NULL };
  g_autofree char *one = add_record (fixture->store, "person", "display_name", "Yusuf Demir", "phone", "1", "city", "Jena", NULL);
  g_autofree char *two = add_record (fixture->store, "person", "display_name", "Jussuf", "phone", "2", "city", "Gera", "email", "a@example.org", NULL);
  g_autoptr (LotseRecord) languages = must_get (fixture->store, two);
  g_autoptr (LotseRecord) standing = NULL;
  g_autoptr (GError) error = NULL;

  lotse_record_set_element (languages, "languages", "ar", "native", &error);
  must_save (fixture->store, languages);
  must_unite (fixture, one, two, take);
  standing = must_get (fixture->store, one);
  g_assert_cmpstr (lotse_record_get (standing, "display_name"), ==, "Yusuf Demir");
  g_assert_cmpstr (lotse_record_get (standing, "phone"), ==, "2");
  g_assert_cmpstr (lotse_record_get (standing, "city"), ==, "Jena");
  g_assert_cmpstr (lotse_record_get (standing, "email"), ==, "a@example.org");
  g_assert_cmpstr (lotse_record_get_element (standing, "languages", "ar"), ==, "native");
  g_assert_cmpint (count_people (fixture), ==, 1);
  /* One step back takes both the uniting and the values. */
  g_assert_true (lotse_store_undo (fixture->store, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_people (fixture), ==, 2);
  g_clear_object (&standing);
  standing = must_get (fixture->store, one);
  g_assert_cmpstr (lotse_record_get (standing, "phone"), ==, "1");
  g_assert_null (lotse_record_get (standing, "email"));
  g_assert_null (lotse_record_get_element (standing, "languages", "ar"));
}

static void
test_taking_apart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = person (fixture, "Yusuf", "email", "a@example.org");
  g_autofree char *two = person (fixture, "Jussuf", "phone", "2");
  g_autofree char *three = person (fixture, "Yousef", "city", "Jena");
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GError) error = NULL;

  must_unite (fixture, one, two, NULL);
  /* A record that was united stands for nothing: the one that stands is taken. */
  {
    g_autofree char *standing = lotse_unite (fixture->store, two, three, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (standing, ==, one);
  }
  members = lotse_unite_members (fixture->store, two, &error);
  g_assert_cmpuint (members->len, ==, 2);
  g_assert_cmpint (lotse_unite_take_apart (fixture->store, two, NULL, &error), ==, 1);
  g_assert_cmpint (count_people (fixture), ==, 2);
  g_assert_cmpint (lotse_unite_take_apart (fixture->store, one, NULL, &error), ==, 1);
  g_assert_cmpint (count_people (fixture), ==, 3);
  g_assert_no_error (error);
  g_assert_cmpint (lotse_unite_take_apart (fixture->store, one, NULL, &error), ==, -1);
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
}

static void
test_what_cannot_be_united (Fixture *fixture, gconstpointer data)
{
  static const char *const unknown[] = { "no_such_field", NULL };
  g_autofree char *one = person (fixture, "Yusuf", "email", "a@example.org");
  g_autofree char *two = person (fixture, "Jussuf", "phone", "2");
  g_autofree char *binned = person (fixture, "Bin", "phone", "3");
  g_autofree char *club = add_record (fixture->store, "organisation", "name", "Club", NULL);
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Fest", NULL);
  const struct
  {
    const char *one;
    const char *other;
    const char *const *take;
    int code;
  } wrong[] = {
    { one, one, NULL, LOTSE_ERROR_INVALID },   { one, club, NULL, LOTSE_ERROR_INVALID },
    { event, event, NULL, LOTSE_ERROR_INVALID }, { one, binned, NULL, LOTSE_ERROR_INVALID },
    { binned, one, NULL, LOTSE_ERROR_INVALID }, { one, two, unknown, LOTSE_ERROR_INVALID },
    { one, "0193f3d2a0c07000800000000000abcd", NULL, LOTSE_ERROR_NOT_FOUND },
  };

  g_assert_true (lotse_store_delete (fixture->store, binned, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lotse_unite (fixture->store, wrong[i].one, wrong[i].other, wrong[i].take, NULL, &error));
      g_assert_error (error, LOTSE_ERROR, wrong[i].code);
    }
  g_assert_cmpint (count_people (fixture), ==, 2);
}

/* As the centre would have it: mentors unite nobody, organisers do, but write no tags. */
static void
test_roles (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = person (fixture, "Yusuf", "email", "a@example.org");
  g_autofree char *two = person (fixture, "Jussuf", "staff_notes", "x");
  g_autoptr (LotseRecord) tagged = must_get (fixture->store, two);
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (fixture->store, NULL);
  g_autoptr (LotseRecord) standing = NULL;
  g_autoptr (GError) error = NULL;

  lotse_record_set_element (tagged, "tags", "choir", "1", NULL);
  must_save (fixture->store, tagged);
  g_free (state->account);
  state->account = g_strdup ("maria");
  state->roles = LOTSE_ROLE_MENTOR;
  g_assert_true (lotse_store_set_sync_state (fixture->store, state, &error));
  g_assert_null (lotse_unite (fixture->store, one, two, NULL, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  g_clear_error (&error);
  state->roles = LOTSE_ROLE_ORGANISER;
  g_assert_true (lotse_store_set_sync_state (fixture->store, state, &error));
  must_unite (fixture, one, two, NULL);
  standing = must_get (fixture->store, one);
  g_assert_null (lotse_record_get_element (standing, "tags", "choir"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/unite/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("look", test_look);
  ADD ("values", test_values);
  ADD ("taking-apart", test_taking_apart);
  ADD ("what-cannot-be-united", test_what_cannot_be_united);
  ADD ("roles", test_roles);
  return g_test_run ();
}
