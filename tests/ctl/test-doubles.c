/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lotsectl finds doubles, unites them, takes them apart and remembers what is none. */
#include "config.h"

#include "ctl-run.h"

#include <string.h>

typedef struct
{
  char *folder;
  char *one;
  char *other;
} Pair;

static void
set_up (Pair *pair, gconstpointer data)
{
  pair->folder = ctl_folder_new ();
  pair->one = ctl_ok (pair->folder, "add", "person", "display_name=Yusuf Demir", "email=y@example.org", "phone=1", NULL);
  pair->other = ctl_ok (pair->folder, "add", "person", "display_name=Jussuf Demir", "email=Y@example.org", "phone=2", "city=Jena", NULL);
}

static void
tear_down (Pair *pair, gconstpointer data)
{
  ctl_folder_free (pair->folder);
  g_free (pair->one);
  g_free (pair->other);
}

static guint
offered (Pair *pair, const char *kind)
{
  g_autoptr (JsonNode) list = ctl_json (pair->folder, "doubles", kind, NULL);

  return json_array_get_length (json_node_get_array (list));
}

static void
assert_field (Pair *pair, const char *id, const char *field, const char *expected)
{
  g_autofree char *value = ctl_get (pair->folder, id, field);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_found (Pair *pair, gconstpointer data)
{
  g_autoptr (JsonNode) list = ctl_json (pair->folder, "doubles", NULL);
  JsonObject *first = json_array_get_object_element (json_node_get_array (list), 0);
  JsonArray *why = json_object_get_array_member (first, "why");
  g_autofree char *text = ctl_ok (pair->folder, "doubles", NULL);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (why, 0), ==, "spelling");
  g_assert_cmpstr (json_array_get_string_element (why, 1), ==, "email");
  g_assert_nonnull (strstr (text, "Jussuf Demir"));
  g_assert_nonnull (strstr (text, "similar name, same e-mail"));
  g_assert_cmpuint (offered (pair, "organisation"), ==, 0);
}

static void
test_united_and_apart (Pair *pair, gconstpointer data)
{
  g_autofree char *said = ctl_ok (pair->folder, "unite", pair->one, pair->other, "--take", "phone", NULL);

  g_assert_cmpstr (said, ==, "");
  g_assert_cmpuint (ctl_count (pair->folder, "person"), ==, 1);
  g_assert_cmpuint (offered (pair, "person"), ==, 0);
  assert_field (pair, pair->one, "phone", "2");
  assert_field (pair, pair->one, "city", "Jena");
  assert_field (pair, pair->one, "display_name", "Yusuf Demir");
  assert_field (pair, pair->other, "merged_into", pair->one);
  g_free (ctl_ok (pair->folder, "undo", NULL));
  g_assert_cmpuint (ctl_count (pair->folder, "person"), ==, 2);
  assert_field (pair, pair->one, "phone", "1");
  assert_field (pair, pair->one, "city", NULL);

  g_free (ctl_ok (pair->folder, "unite", pair->one, pair->other, NULL));
  g_free (ctl_ok (pair->folder, "take-apart", pair->other, NULL));
  g_assert_cmpuint (ctl_count (pair->folder, "person"), ==, 2);
  assert_field (pair, pair->one, "city", "Jena");
}

static void
test_not_doubles (Pair *pair, gconstpointer data)
{
  g_free (ctl_ok (pair->folder, "not-doubles", pair->other, pair->one, NULL));
  g_free (ctl_ok (pair->folder, "not-doubles", pair->one, pair->other, NULL));
  g_assert_cmpuint (offered (pair, "person"), ==, 0);
  g_assert_cmpuint (ctl_count (pair->folder, "not_double"), ==, 1);
}

static void
test_refused (Pair *pair, gconstpointer data)
{
  g_autofree char *club = ctl_ok (pair->folder, "add", "organisation", "name=Club", NULL);
  const char *const wrong[][6] = {
    { "unite", pair->one, pair->one, "one record already" },
    { "unite", pair->one, club, "Only two people" },
    { "take-apart", pair->one, NULL, "was not united" },
    { "not-doubles", pair->one, pair->one, "two different records" },
    { "doubles", "event", NULL, "Only people and organisations" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (CtlResult) result = ctl_run (pair->folder, wrong[i][0], wrong[i][1], wrong[i][2], NULL);

      ctl_assert_refused (result, 2, wrong[i][3]);
    }
  {
    g_autoptr (CtlResult) result = ctl_run (pair->folder, "unite", pair->one, pair->other, "--take", "shoe", NULL);

    ctl_assert_refused (result, 2, "shoe");
  }
  g_assert_cmpuint (ctl_count (pair->folder, "person"), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/ctl/doubles/" name, Pair, NULL, set_up, function, tear_down)
  ADD ("found", test_found);
  ADD ("united-and-apart", test_united_and_apart);
  ADD ("not-doubles", test_not_doubles);
  ADD ("refused", test_refused);
  return g_test_run ();
}
