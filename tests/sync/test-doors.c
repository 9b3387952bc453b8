/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three doors of one event without a network, whose clocks are wrong, and a centre, all of them real.
 *
 * Each door signs in a third to two thirds of 300 registered people, overlapping; some are taken back, some walk in, and some
 * walk in twice under two spellings of one name.  After meeting in any order everybody knows the same: each person came once,
 * at the earliest time that was not taken back.  A run follows from its seed, which is printed; LOTSE_SEED repeats one.
 */
#include "kit.h"

#include "lotse-desk.h"
#include "lotse-id.h"

#include <stdlib.h>
#include <string.h>

#define N_DOORS 3
#define N_PEOPLE 300
#define N_ORGANISATIONS 40
#define N_WALK_INS 12 /* of each door */
#define HOUR G_GINT64_CONSTANT (3600000)

static const char *const names[N_DOORS] = { "Nord", "Süd", "West" };
static const gint64 wrong[N_DOORS] = { 5 * HOUR, -3 * HOUR, 400 * 24 * HOUR };

/* Two usual spellings of one name each: whoever walks in at two doors. */
static const char *const spellings[][2] = {
  { "Yousef Haddad", "Jusuf Haddad" },       { "Serhij Kowaltschuk", "Sergej Kovalchuk" }, { "Jürgen Größmann", "Juergen Groessmann" },
  { "Muhammad Rahimi", "Mohammed Rahimi" },  { "Ayşe Yıldız", "Ayse Yildiz" },             { "Олександр Шевченко", "Oleksandr Shevchenko" },
};

typedef struct _World World;

typedef struct
{
  World *world;
  guint index;
  LotseStore *store;
  LotseDesk *desk;
} Door;

/* What the model knows of one person: all sign-ins, in milliseconds, and which of them were taken back. */
typedef struct
{
  GArray *at;
  GArray *undone;
} Person;

struct _World
{
  GRand *rand;
  char *folder;
  KitServer *server;
  LotseStore *office;
  char *event;
  char *organisations[N_ORGANISATIONS];
  char *people[N_PEOPLE];
  Door doors[N_DOORS];
  gint64 evening_ms; /* how much of it is over: the true time is ahead of the computer's by so much */
  GHashTable *model; /* id of a person -> Person */
  char *twice[G_N_ELEMENTS (spellings)][2];
  guint consents;
};

static guint
pick (World *world, guint n)
{
  return (guint) g_rand_int_range (world->rand, 0, (gint32) n);
}

/* --- The evening -------------------------------------------------------------------------------------------- */

static gint64
true_now (World *world)
{
  return g_get_real_time () / 1000 + world->evening_ms;
}

static gint64
door_now (gpointer data)
{
  Door *door = data;

  return true_now (door->world) + wrong[door->index];
}

static void
person_free (gpointer data)
{
  Person *person = data;

  g_array_unref (person->at);
  g_array_unref (person->undone);
  g_free (person);
}

static Person *
person_of (World *world, const char *id)
{
  Person *person = g_hash_table_lookup (world->model, id);

  if (person == NULL)
    {
      person = g_new0 (Person, 1);
      person->at = g_array_new (FALSE, FALSE, sizeof (gint64));
      person->undone = g_array_new (FALSE, FALSE, sizeof (gboolean));
      g_hash_table_insert (world->model, g_strdup (id), person);
    }
  return person;
}

/* The earliest that was not taken back; 0: did not come. */
static gint64
came_at (const Person *person)
{
  gint64 first = 0;

  for (guint i = 0; i < person->at->len; i++)
    {
      gint64 at = g_array_index (person->at, gint64, i);

      if (!g_array_index (person->undone, gboolean, i) && (first == 0 || at < first))
        first = at;
    }
  return first;
}

static void
take_back (Door *door, Person *person, LotseSignIn *sign_in)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_desk_undo (door->desk, sign_in, &error));
  g_assert_no_error (error);
  g_array_index (person->undone, gboolean, person->undone->len - 1) = TRUE;
}

static void
note (Door *door, const LotseSignIn *sign_in)
{
  Person *person = person_of (door->world, sign_in->person);
  gboolean undone = FALSE;

  /* The door's clock is off by hours or a year; what it says is not. */
  g_assert_cmpint (ABS (sign_in->at_ms - true_now (door->world)), <, 60000);
  g_array_append_val (person->at, sign_in->at_ms);
  g_array_append_val (person->undone, undone);
}

static void
sign_in (Door *door, const char *id)
{
  World *world = door->world;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseSignIn) result = lotse_desk_sign_in (door->desk, id, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (result->already);
  note (door, result);
  if (pick (world, 8) != 0)
    return;
  take_back (door, person_of (world, id), result);
  /* The wrong row, or somebody who comes a moment later after all. */
  if (pick (world, 2) == 0)
    {
      g_autoptr (LotseSignIn) again = lotse_desk_sign_in (door->desk, id, NULL, &error);

      g_assert_no_error (error);
      note (door, again);
    }
}

static LotseSignIn *
walk_in (Door *door, const char *name)
{
  World *world = door->world;
  g_autoptr (GError) error = NULL;
  LotseWalkIn said = { .name = name, .notice_shown = TRUE, .newsletter = pick (world, 2) == 0 };
  LotseSignIn *result;

  if (pick (world, 2) == 0)
    said.organisation = world->organisations[pick (world, N_ORGANISATIONS)];
  else
    said.organisation_name = pick (world, 2) == 0 ? "Freie Gruppe" : "freie  gruppe";
  result = lotse_desk_walk_in (door->desk, &said, &error);
  g_assert_no_error (error);
  note (door, result);
  world->consents += said.newsletter;
  if (pick (world, 6) == 0 && g_str_has_prefix (name, "Gast"))
    {
      take_back (door, person_of (world, result->person), result);
      world->consents -= said.newsletter;
    }
  return result;
}

static void
hold_evening (World *world)
{
  guint wanted[N_DOORS], at[N_DOORS] = { 0 }, walked[N_DOORS] = { 0 }, order[N_DOORS][N_PEOPLE];

  for (guint d = 0; d < N_DOORS; d++)
    {
      wanted[d] = N_PEOPLE / 3 + pick (world, N_PEOPLE / 3);
      for (guint i = 0; i < N_PEOPLE; i++)
        {
          guint k = pick (world, i + 1);

          order[d][i] = order[d][k];
          order[d][k] = i;
        }
    }
  for (guint left = N_DOORS; left > 0;)
    {
      guint d = pick (world, N_DOORS);
      Door *door = &world->doors[d];

      world->evening_ms += pick (world, 20000);
      if (at[d] < wanted[d])
        sign_in (door, world->people[order[d][at[d]]]);
      if (at[d] == wanted[d] - 1)
        left--;
      at[d] = MIN (at[d] + 1, wanted[d]);
      if (walked[d] < N_WALK_INS && pick (world, 10) == 0)
        {
          g_autofree char *name = g_strdup_printf ("Gast %c%c Testperson", 'A' + (char) d, 'a' + (char) walked[d]);
          g_autoptr (LotseSignIn) result = walk_in (door, name);

          walked[d]++;
        }
    }
}

static void
walk_in_twice (World *world)
{
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    for (guint k = 0; k < 2; k++)
      {
        g_autoptr (LotseSignIn) result = NULL;

        world->evening_ms += pick (world, 20000);
        result = walk_in (&world->doors[(i + k) % N_DOORS], spellings[i][k]);
        world->twice[i][k] = g_strdup (result->person);
      }
}

/* --- The world ---------------------------------------------------------------------------------------------- */

static void
fill_office (World *world)
{
  world->event = kit_add (world->office, "event", "title_de", "Große Tagung", "date", "2026-11-28", NULL);
  for (guint i = 0; i < N_ORGANISATIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Verein %u", i);

      world->organisations[i] = kit_add (world->office, "organisation", "name", name, NULL);
    }
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %c%c%c Beispiel", 'A' + (char) (i % 26), 'a' + (char) (i / 26), 'a' + (char) (i % 5));
      g_autoptr (LotseRecord) registration = NULL;
      g_autofree char *id = NULL;
      g_autoptr (GError) error = NULL;

      world->people[i] = kit_add (world->office, "person", "display_name", name, "staff_notes", "Only for the office", NULL);
      id = lotse_id_derive ("registration", world->event, world->people[i], NULL);
      registration = lotse_record_new (lotse_kind_find ("registration"), id);
      lotse_record_set (registration, "event", world->event, NULL);
      lotse_record_set (registration, "person", world->people[i], NULL);
      lotse_record_set (registration, "organisation", world->organisations[i % N_ORGANISATIONS], NULL);
      lotse_record_set (registration, "state", i % 10 == 0 ? "waiting" : "registered", NULL);
      lotse_record_set (registration, "role", i % 17 == 0 ? "speaker" : "participant", NULL);
      g_assert_true (lotse_store_save (world->office, registration, NULL, &error));
    }
}

static void
world_open (World *world, guint32 seed)
{
  *world = (World){ .rand = g_rand_new_with_seed (seed), .folder = kit_folder_new () };
  world->model = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, person_free);
  world->server = kit_server_start (world->folder);
  world->office = kit_store_open (world->folder, "office");
  fill_office (world);
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  kit_server_add_account (world->server, "desk", "organiser", NULL);
  kit_connect (world->office, kit_server_url (world->server), "office");
  kit_sync_completely (world->office);
  for (guint i = 0; i < N_DOORS; i++)
    {
      Door *door = &world->doors[i];
      g_autofree char *name = g_strdup_printf ("door%u", i);

      *door = (Door){ world, i, kit_store_open (world->folder, name), NULL };
      lotse_store_set_clock (door->store, door_now, door);
      kit_connect (door->store, kit_server_url (world->server), "desk");
      kit_sync_completely (door->store);
      door->desk = lotse_desk_new (door->store, world->event, NULL, names[i]);
    }
}

static void
world_close (World *world)
{
  for (guint i = 0; i < N_DOORS; i++)
    {
      g_object_unref (world->doors[i].desk);
      lotse_store_close (world->doors[i].store);
      g_object_unref (world->doors[i].store);
    }
  lotse_store_close (world->office);
  g_object_unref (world->office);
  kit_server_free (world->server);
  kit_folder_remove (world->folder);
  for (guint i = 0; i < N_ORGANISATIONS; i++)
    g_free (world->organisations[i]);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (world->people[i]);
  for (guint i = 0; i < G_N_ELEMENTS (world->twice); i++)
    for (guint k = 0; k < 2; k++)
      g_free (world->twice[i][k]);
  g_hash_table_unref (world->model);
  g_free (world->event);
  g_rand_free (world->rand);
}

/* --- The verdict -------------------------------------------------------------------------------------------- */

/* Everybody meets, in an order of the seed's, often enough for what one brought to reach the others. */
static void
meet (World *world)
{
  LotseStore *stores[N_DOORS + 1] = { world->office, world->doors[0].store, world->doors[1].store, world->doors[2].store };

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
      {
        guint k = i + pick (world, G_N_ELEMENTS (stores) - i);
        LotseStore *swap = stores[k];

        stores[k] = stores[i];
        stores[i] = swap;
        kit_sync_completely (stores[i]);
      }
}

/* Each person who came, with the time, and each organisation with its numbers, as one text. */
static char *
describe (LotseStore *store, const char *event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, event, &error);
  g_autoptr (GPtrArray) quotas = NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  quotas = lotse_guests_quotas (guests, NULL);
  for (guint i = 0; i < guests->guests->len; i++)
    {
      const LotseGuest *guest = guests->guests->pdata[i];
      const LotseStay *stay = lotse_guest_stay (guest, NULL);

      if (stay != NULL && stay->first != NULL)
        g_string_append_printf (text, "%s %s %s\n", guest->name, stay->first->at, stay->first->door);
    }
  for (guint i = 0; i < quotas->len; i++)
    {
      const LotseQuota *quota = quotas->pdata[i];

      g_string_append_printf (text, "%s: %u of %u\n", quota->name, quota->came, quota->registered);
    }
  return g_string_free (text, FALSE);
}

static void
assert_as_the_model (World *world, LotseStore *store)
{
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, world->event, NULL);
  GHashTableIter iter;
  gpointer id, person;
  guint n = 0, came = 0;

  g_hash_table_iter_init (&iter, world->model);
  while (g_hash_table_iter_next (&iter, &id, &person))
    {
      const LotseGuest *guest = lotse_guests_find (guests, id);
      const LotseStay *stay = guest != NULL ? lotse_guest_stay (guest, NULL) : NULL;
      gint64 at = stay != NULL && stay->first != NULL ? lotse_mark_time_parse (stay->first->at) : 0;

      g_assert_cmpint (at, ==, came_at (person));
      n += at > 0;
    }
  for (guint i = 0; i < guests->guests->len; i++)
    came += lotse_guest_came (guests->guests->pdata[i], NULL);
  g_assert_cmpuint (came, ==, n);
}

/* All three doors, the office, and a laptop that knows nothing but what the centre tells it. */
static void
assert_all_alike (World *world, const char *newcomer)
{
  g_autoptr (LotseStore) fresh = kit_store_open (world->folder, newcomer);
  g_autofree char *office = describe (world->office, world->event);
  g_autofree char *centre = NULL;

  kit_connect (fresh, kit_server_url (world->server), "office");
  kit_sync_completely (fresh);
  centre = describe (fresh, world->event);
  g_assert_cmpstr (office, ==, centre);
  for (guint i = 0; i < N_DOORS; i++)
    {
      g_autofree char *door = describe (world->doors[i].store, world->event);

      g_assert_cmpstr (door, ==, centre);
      assert_as_the_model (world, world->doors[i].store);
    }
  assert_as_the_model (world, fresh);
  g_assert_cmpuint (kit_count_conflicts (world->office), ==, 0);
  lotse_store_close (fresh);
}

/* Each of the two finds the other, and united they came once, when the first of them did. */
static void
unite_doubles (World *world)
{
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      LotseWalkIn said = { .name = spellings[i][1] };
      g_autoptr (GPtrArray) doubles = lotse_walk_in_doubles (world->office, world->event, &said, NULL);
      g_autoptr (LotseRecord) record = lotse_store_get (world->office, world->twice[i][1], NULL);
      Person *standing = person_of (world, world->twice[i][0]);
      Person *merged = person_of (world, world->twice[i][1]);
      gboolean found = FALSE;

      for (guint k = 0; k < doubles->len; k++)
        found = found || strcmp (((LotseDouble *) doubles->pdata[k])->person, world->twice[i][0]) == 0;
      g_test_message ("%s and %s: %u candidates", spellings[i][0], spellings[i][1], doubles->len);
      g_assert_true (found);
      g_assert_true (lotse_record_set_merged_into (record, world->twice[i][0], NULL));
      g_assert_true (lotse_store_save (world->office, record, NULL, NULL));
      g_array_append_vals (standing->at, merged->at->data, merged->at->len);
      g_array_append_vals (standing->undone, merged->undone->data, merged->undone->len);
      g_hash_table_remove (world->model, world->twice[i][1]);
    }
}

static void
assert_consents (World *world)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("consent"));

  g_assert_cmpint (lotse_store_count (world->office, query, NULL), ==, world->consents);
  for (guint i = 0; i < N_DOORS; i++)
    {
      g_autofree char *name = g_strdup_printf ("door%u", i);
      g_autofree char *dump = kit_dump (world->folder, name);

      /* Doors take consents and do not keep them, and never hold what is for staff. */
      g_assert_cmpint (lotse_store_count (world->doors[i].store, query, NULL), ==, 0);
      g_assert_null (strstr (dump, "Only for the office"));
    }
}

static void
test_doors (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  World world;

  g_test_message ("LOTSE_SEED=%u", seed);
  world_open (&world, seed);
  hold_evening (&world);
  walk_in_twice (&world);
  meet (&world);
  assert_all_alike (&world, "before");
  assert_consents (&world);
  unite_doubles (&world);
  meet (&world);
  assert_all_alike (&world, "after");
  world_close (&world);
}

int
main (int argc, char **argv)
{
  const char *repeated = g_getenv ("LOTSE_SEED");

  g_test_init (&argc, &argv, NULL);
  if (repeated != NULL)
    g_test_add_data_func ("/doors/seed", GUINT_TO_POINTER ((guint) strtoul (repeated, NULL, 10)), test_doors);
  else
    for (guint i = 0; i < 3; i++)
      {
        g_autofree char *name = g_strdup_printf ("/doors/%u", i);

        g_test_add_data_func (name, GUINT_TO_POINTER (g_random_int () >> 1), test_doors);
      }
  return g_test_run ();
}
