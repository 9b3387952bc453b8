/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of every kind with random values go out as CSV and come back as they were, into the same store and into a new one. */
#include "lotse-export.h"
#include "lotse-id.h"
#include "lotse-import.h"

#include "ctl-run.h"

#include <string.h>

#define PER_KIND 3

typedef struct
{
  GRand *rand;
  LotseStore *store;
  GPtrArray *records; /* of LotseRecord, each after those that it links to */
} World;

/* --- Random values ------------------------------------------------------------------------------------------ */

static const char *const pieces[] = {
  "Ö", "ß", "Çiğdem", "Nguyễn", "سلام", "Олена", "=1+1", "+49", "-", "@", "'", "''=", "\"", ";", ":", "=", "\\", ",", "a b", "€", "x",
};

static char *
random_text (World *world, gboolean lines)
{
  GString *text = g_string_new (NULL);
  guint n = 1 + (guint) g_rand_int_range (world->rand, 0, 5);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (text, lines && g_rand_boolean (world->rand) ? "\n" : " ");
      g_string_append (text, pieces[g_rand_int_range (world->rand, 0, G_N_ELEMENTS (pieces))]);
    }
  return g_string_free (text, FALSE);
}

static const char *
random_choice (World *world, const LotseField *field)
{
  guint n = 0;

  while (field->choices[n].name != NULL)
    n++;
  return field->choices[g_rand_int_range (world->rand, 0, (gint32) n)].name;
}

/* The id of a record made before, of a kind that the field links to; NULL if there is none. */
static char *
random_link (World *world, const LotseField *field, LotseRecord *record)
{
  for (guint try = 0; try < 60 && world->records->len > 0; try++)
    {
      LotseRecord *target = world->records->pdata[g_rand_int_range (world->rand, 0, (gint32) world->records->len)];
      const char *id = lotse_record_get_id (target);

      if (lotse_field_links_to (field, lotse_record_get_kind (target)->name) && g_strcmp0 (id, lotse_record_get (record, "mentor")) != 0)
        return g_strdup (id);
    }
  return NULL;
}

static char *
random_hex (World *world, guint digits)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < digits; i++)
    g_string_append_printf (text, "%x", g_rand_int_range (world->rand, 0, 16));
  return g_string_free (text, FALSE);
}

/* All dates of a record are one day, so that what begins never ends before. */
static char *
random_value (World *world, const LotseField *field, LotseRecord *record)
{
  if (strcmp (field->name, "email") == 0)
    return g_strdup_printf ("%u@example.org", g_rand_int (world->rand));
  if (strstr (field->name, "year") != NULL || strcmp (field->name, "founded") == 0)
    return g_strdup_printf ("%d", g_rand_int_range (world->rand, 1900, 2100));
  switch (field->type)
    {
    case LOTSE_FIELD_INT:
      return g_strdup_printf ("%d", g_rand_int_range (world->rand, 0, 100000));
    case LOTSE_FIELD_MONEY:
      return g_strdup_printf ("%d", g_rand_int_range (world->rand, -100000, 100000000));
    case LOTSE_FIELD_BOOL:
      return g_strdup (g_rand_boolean (world->rand) ? "1" : "0");
    case LOTSE_FIELD_DATE:
      return g_strdup ("2026-02-28");
    case LOTSE_FIELD_DATETIME:
      return g_strdup ("2026-02-28T09:05");
    case LOTSE_FIELD_CHOICE:
      return g_strdup (random_choice (world, field));
    case LOTSE_FIELD_LINK:
      return random_link (world, field, record);
    case LOTSE_FIELD_BLOB:
      return random_hex (world, 64);
    default:
      return random_text (world, field->type == LOTSE_FIELD_LONG_TEXT || field->type == LOTSE_FIELD_MAP);
    }
}

static void
set_random_elements (World *world, const LotseField *field, LotseRecord *record)
{
  guint n = (guint) g_rand_int_range (world->rand, 0, 4);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *element = field->choices != NULL  ? g_strdup (random_choice (world, field))
                                 : field->links != NULL ? random_link (world, field, record)
                                                        : random_text (world, FALSE);
      g_autofree char *value = field->type == LOTSE_FIELD_SET                  ? g_strdup ("1")
                               : (field->flags & LOTSE_FIELD_DATED) != 0 ? g_strdup ("2026-02-28")
                               : (field->flags & LOTSE_FIELD_JSON) != 0 ? g_strdup ("{\"a\":\"x;y:z\",\"b\":[1,2]}")
                                                                               : random_text (world, FALSE);

      /* Not every text may be an element, and not every value fits to every map: what is refused is left out. */
      if (element != NULL)
        lotse_record_set_element (record, field->name, element, value, NULL);
    }
}

/* A valid record of the kind, or NULL while the records that it must link to are not there. */
static LotseRecord *
random_record (World *world, const LotseKind *kind)
{
  for (guint try = 0; try < 200; try++)
    {
      g_autoptr (LotseRecord) record = lotse_record_new (kind, NULL);

      for (guint i = 0; i < kind->n_fields; i++)
        {
          const LotseField *field = &kind->fields[i];
          g_autofree char *value = NULL;

          if (lotse_field_has_elements (field))
            set_random_elements (world, field, record);
          else if ((field->flags & LOTSE_FIELD_REQUIRED) != 0 || g_rand_int_range (world->rand, 0, 3) > 0)
            value = random_value (world, field, record);
          if (value != NULL)
            lotse_record_set (record, field->name, value, NULL);
        }
      if (lotse_record_validate (record, NULL))
        return g_steal_pointer (&record);
    }
  return NULL;
}

/* Kinds that one may import, each after those that its records must link to. */
static GPtrArray *
fill (World *world)
{
  guint n;
  const LotseKind *const *kinds = lotse_kinds_list (&n);
  GPtrArray *order = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint pass = 0; pass < 6; pass++)
    for (guint k = 0; k < n; k++)
      {
        /* What must exist once is made once. */
        guint wanted = g_str_equal (kinds[k]->name, "participation") || g_str_equal (kinds[k]->name, "registration") ? 1 : PER_KIND;

        if (kinds[k]->system || kinds[k]->anonymous || g_ptr_array_find (order, kinds[k], NULL))
          continue;
        for (guint i = 0; i < wanted; i++)
          {
            LotseRecord *record = random_record (world, kinds[k]);

            if (record != NULL)
              g_ptr_array_add (world->records, record);
            if (record != NULL && i == 0)
              g_ptr_array_add (order, (gpointer) kinds[k]);
          }
      }
  g_assert_true (lotse_store_save_many (world->store, world->records, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  for (guint k = 0; k < n; k++)
    if (!kinds[k]->system && !kinds[k]->anonymous && !g_ptr_array_find (order, kinds[k], NULL))
      g_test_fail_printf ("no valid record of the kind %s came about", kinds[k]->name);
  return order;
}

/* --- Out and back ------------------------------------------------------------------------------------------- */

static LotseStore *
open_store (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  LotseStore *store = lotse_store_open (path, LOTSE_KEY_FILE, NULL, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static GBytes *
export_kind (LotseStore *store, const LotseKind *kind, LotseExportFlags flags)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (LotseQuery) query = lotse_query_new (kind);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_export_run (store, kind, query, flags, out, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (out, NULL, &error));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static LotseImportReport *
import_kind (LotseStore *store, const LotseKind *kind, GBytes *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseImport) import = lotse_import_new (store, kind, table, &error);
  LotseImportReport *report;

  g_assert_no_error (error);
  report = lotse_import_apply (import, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->notes->len; i++)
    {
      const LotseImportNote *note = report->notes->pdata[i];

      if (note->type != LOTSE_IMPORT_HINT)
        g_test_message ("%s row %u column %s: %s", kind->name, note->row, note->column, note->text);
    }
  g_assert_cmpuint (report->errors, ==, 0);
  g_assert_true (report->applied);
  return report;
}

static void
assert_same (LotseStore *store, LotseRecord *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) found = lotse_store_get (store, lotse_record_get_id (expected), &error);
  g_autoptr (GPtrArray) changes = NULL;

  g_assert_no_error (error);
  changes = lotse_record_diff (expected, found);
  for (guint i = 0; i < changes->len; i++)
    {
      const LotseRecordChange *change = changes->pdata[i];

      g_test_message ("%s.%s: “%s” instead of “%s”", lotse_record_get_kind (expected)->name, change->reg, change->value,
                      lotse_record_get_register (expected, change->reg));
    }
  g_assert_cmpuint (changes->len, ==, 0);
}

static void
test_every_kind (gconstpointer data)
{
  guint seed = GPOINTER_TO_UINT (data);
  char *folder = ctl_folder_new ();
  World world = { g_rand_new_with_seed (seed), open_store (folder, "one"), g_ptr_array_new_with_free_func (g_object_unref) };
  LotseStore *other = open_store (folder, "two");
  g_autoptr (GPtrArray) order = fill (&world);

  g_test_message ("seed %u", seed);
  for (guint k = 0; k < order->len; k++)
    {
      const LotseKind *kind = order->pdata[k];
      g_autoptr (GBytes) table = export_kind (world.store, kind, LOTSE_EXPORT_PLAIN);
      g_autoptr (GBytes) labelled = export_kind (world.store, kind, LOTSE_EXPORT_LABELS);
      g_autoptr (LotseImportReport) back = import_kind (world.store, kind, table);
      g_autoptr (LotseImportReport) over = import_kind (other, kind, labelled);

      g_assert_cmpuint (back->unchanged, ==, back->rows);
      g_assert_cmpuint (over->added, ==, back->rows);
    }
  for (guint i = 0; i < world.records->len; i++)
    {
      assert_same (world.store, world.records->pdata[i]);
      assert_same (other, world.records->pdata[i]);
    }
  lotse_store_close (world.store);
  lotse_store_close (other);
  g_object_unref (world.store);
  g_object_unref (other);
  g_ptr_array_unref (world.records);
  g_rand_free (world.rand);
  ctl_folder_free (folder);
}

/* Tables with bytes changed, cut out and doubled are read or refused, and what was refused wrote nothing. */
static void
test_damaged_tables (void)
{
  char *folder = ctl_folder_new ();
  World world = { g_rand_new_with_seed (11), open_store (folder, "one"), g_ptr_array_new_with_free_func (g_object_unref) };
  g_autoptr (GPtrArray) order = fill (&world);
  g_autofree char *wrong = NULL;
  g_autoptr (GError) error = NULL;
  guint read = 0;

  for (guint i = 0; i < 200; i++)
    {
      const LotseKind *kind = order->pdata[i % order->len];
      g_autoptr (GBytes) table = export_kind (world.store, kind, LOTSE_EXPORT_PLAIN);
      gsize size = 0;
      g_autofree char *bytes = g_bytes_unref_to_data (g_steal_pointer (&table), &size);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (LotseImport) import = NULL;
      g_autoptr (LotseImportReport) report = NULL;

      for (guint n = 0; n < 1 + i % 8; n++)
        bytes[g_rand_int_range (world.rand, 0, (gint32) size)] = "\";\n\r\0'=,\xff"[g_rand_int_range (world.rand, 0, 9)];
      damaged = g_bytes_new (bytes, i % 5 == 0 ? size / 2 : size);
      import = lotse_import_new (world.store, kind, damaged, NULL);
      report = import != NULL ? lotse_import_apply (import, NULL, NULL, NULL, &error) : NULL;
      g_assert_no_error (error);
      g_assert_true (report == NULL || report->applied == (report->errors == 0));
      read += report != NULL ? 1 : 0;
    }
  g_assert_cmpuint (read, >, 20);
  wrong = lotse_store_check (world.store, &error);
  g_assert_no_error (error);
  g_assert_null (wrong);
  lotse_store_close (world.store);
  g_object_unref (world.store);
  g_ptr_array_unref (world.records);
  g_rand_free (world.rand);
  ctl_folder_free (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 5; seed++)
    {
      g_autofree char *name = g_strdup_printf ("/ctl/round-trip/every-kind/%u", seed);

      g_test_add_data_func (name, GUINT_TO_POINTER (seed), test_every_kind);
    }
  g_test_add_func ("/ctl/round-trip/damaged-tables", test_damaged_tables);
  return g_test_run ();
}
