/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batches into the tables, out of them, and as they travel; see lotse-sheets.h. */
#include "config.h"

#include "lotse-sheets-private.h"

#include <string.h>

#define ID(bytes) bytes, (gssize) LOTSE_ID_BYTES

/* What all sheets of the batch have in common.  Whoever counts sheets hears of which event or survey they are. */
static gboolean
insert_row (LotseStore *self, const LotsePile *batch, GError **error)
{
  if (!lotse_pile_insert (self, "INSERT INTO batch (id, form, version, event, survey, way, questions, open) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                          batch, error))
    return FALSE;
  lotse_store_note_change (self, "response", batch->event != NULL ? batch->event : batch->survey);
  return TRUE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, LOTSE_ID_BYTES);
}

/* As many random ids as that, in their order. */
static GArray *
sorted_ids (guint n)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, LOTSE_ID_BYTES, n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = lotse_id_random ();
      guint8 bytes[LOTSE_ID_BYTES];

      g_assert (lotse_id_to_bytes (id, bytes));
      g_array_append_vals (ids, bytes, 1);
    }
  g_array_sort (ids, compare_ids);
  return ids;
}

/* Fisher and Yates; `n` is far below the range of the numbers, whose bias does not matter. */
void
lotse_sheets_shuffle (GPtrArray *items)
{
  for (guint i = items->len; i > 1; i--)
    {
      guint other = (guint) (lotse_random_u64 () % i);
      gpointer item = items->pdata[i - 1];

      items->pdata[i - 1] = items->pdata[other];
      items->pdata[other] = item;
    }
}

static gboolean
insert_sheets (LotseStore *self, const guint8 *batch, guint n_closed, GPtrArray *sheets, GError **error)
{
  static const char between[] = { LOTSE_SHEET_SEPARATOR, '\0' };
  g_autoptr (GArray) ids = sorted_ids (sheets->len);

  for (guint i = 0; i < sheets->len; i++)
    {
      const LotseSheet *sheet = sheets->pdata[i];
      g_autoptr (GPtrArray) closed = g_ptr_array_new ();
      g_autofree char *answers = NULL;

      for (guint q = 0; q < n_closed; q++)
        g_ptr_array_add (closed, sheet->answers[q]);
      g_ptr_array_add (closed, NULL);
      answers = g_strjoinv (between, (GStrv) closed->pdata);
      if (!lotse_db_run (self->db, error, "INSERT INTO sheet VALUES (?, ?, ?, ?)", "bbss", ID (batch),
                         ID (ids->data + (gsize) i * LOTSE_ID_BYTES), sheet->language, answers))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const char *question;
  const char *text;
} Remark;

/* In an order of their own, so that nobody puts them back to their sheets. */
static gboolean
insert_remarks (LotseStore *self, const guint8 *batch, const LotsePile *pile, GPtrArray *sheets, GError **error)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ids = NULL;
  guint first = g_strv_length (pile->questions);

  for (guint i = 0; i < sheets->len; i++)
    for (guint q = 0; pile->open[q] != NULL; q++)
      {
        const char *text = ((LotseSheet *) sheets->pdata[i])->answers[first + q];

        if (*text != '\0' && !g_str_equal (text, LOTSE_SHEET_NO_ANSWER))
          {
            Remark *remark = g_new (Remark, 1);

            *remark = (Remark){ pile->open[q], text };
            g_ptr_array_add (remarks, remark);
          }
      }
  lotse_sheets_shuffle (remarks);
  ids = sorted_ids (remarks->len);
  for (guint i = 0; i < remarks->len; i++)
    {
      const Remark *remark = remarks->pdata[i];
      guint8 question[LOTSE_ID_BYTES];

      if (!lotse_id_to_bytes (remark->question, question)
          || !lotse_db_run (self->db, error, "INSERT INTO remark VALUES (?, ?, ?, ?)", "bbbs", ID (batch),
                            ID (ids->data + (gsize) i * LOTSE_ID_BYTES), ID (question), remark->text))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_batch (LotseStore *self, const LotsePile *pile, GPtrArray *sheets, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];

  lotse_sheets_shuffle (sheets);
  return lotse_id_to_bytes (pile->id, bytes) && insert_row (self, pile, error)
         && insert_sheets (self, bytes, g_strv_length (pile->questions), sheets, error) && insert_remarks (self, bytes, pile, sheets, error);
}

static int
compare_content (gconstpointer a, gconstpointer b)
{
  const LotseSheet *one = *(LotseSheet *const *) a, *other = *(LotseSheet *const *) b;
  int order = g_strcmp0 (one->language, other->language);

  for (guint i = 0; order == 0 && one->answers[i] != NULL && other->answers[i] != NULL; i++)
    order = strcmp (one->answers[i], other->answers[i]);
  return order;
}

/* With what stands around each answer on the wire; an open one has two ids there. */
static gsize
size_of (const LotseSheet *sheet, guint n_closed)
{
  gsize size = 0;

  for (guint i = 0; sheet->answers[i] != NULL; i++)
    {
      gsize length = strlen (sheet->answers[i]);

      size += length + (i < n_closed ? 3 : length > 0 ? 80 : 0);
    }
  return size;
}

/* The first part has the id of the pile, by which a repeat is known. */
static gboolean
write_part (LotseStore *self, const LotsePile *pile, guint part, GPtrArray *sheets, GError **error)
{
  LotsePile copy = *pile;
  g_autofree char *number = g_strdup_printf ("%u", part);
  g_autofree char *id = part > 0 ? lotse_id_derive ("batch", pile->id, number, NULL) : g_strdup (pile->id);

  copy.id = id;
  return sheets->len == 0 || write_batch (self, &copy, sheets, error);
}

/*
 * What is too large to travel at once becomes several batches.  They are cut by what the sheets say, so that the parts of one file
 * are the same wherever it is imported, and tell nothing of its order.
 */
gboolean
lotse_batch_insert (LotseStore *self, const LotsePile *pile, GPtrArray *sheets, GError **error)
{
  g_autoptr (GPtrArray) part = g_ptr_array_new ();
  gsize bytes = 0;
  guint n = 0, n_closed = g_strv_length (pile->questions);

  self->outbox_changed = TRUE;
  g_ptr_array_sort (sheets, compare_content);
  for (guint i = 0; i < sheets->len; i++)
    {
      gsize size = size_of (sheets->pdata[i], n_closed);

      if (part->len == LOTSE_PROTOCOL_MAX_SHEETS || (part->len > 0 && bytes + size > LOTSE_BATCH_BYTES))
        {
          if (!write_part (self, pile, n++, part, error))
            return FALSE;
          g_ptr_array_set_size (part, 0);
          bytes = 0;
        }
      g_ptr_array_add (part, sheets->pdata[i]);
      bytes += size;
    }
  return write_part (self, pile, n, part, error);
}

/* --- As they travel ----------------------------------------------------------------------------------------- */

static void
take_ids (GPtrArray *ids, GStrv from)
{
  for (guint i = 0; from[i] != NULL; i++)
    g_ptr_array_add (ids, g_strdup (from[i]));
}

static LotseWireBatch *
wire_of (const LotsePile *pile)
{
  LotseWireBatch *wire = lotse_wire_batch_new ();

  wire->id = g_strdup (pile->id);
  wire->form = g_strdup (pile->form);
  wire->version = pile->version;
  wire->event = g_strdup (pile->event);
  wire->survey = g_strdup (pile->survey);
  wire->way = g_strdup (pile->way);
  take_ids (wire->questions, pile->questions);
  take_ids (wire->open, pile->open);
  return wire;
}

static void
add_sheet (LotseStatement *row, LotseWireBatch *wire)
{
  static const char between[] = { LOTSE_SHEET_SEPARATOR, '\0' };
  const char *text = lotse_statement_text (row, 1);
  g_auto (GStrv) answers = g_strsplit (text != NULL ? text : "", between, -1);

  lotse_wire_batch_add_sheet (wire, lotse_statement_text (row, 0), (const char *const *) answers);
}

static void
add_remark (LotseStatement *row, LotseWireBatch *wire)
{
  g_autofree char *id = lotse_store_dup_id (row, 0);
  g_autofree char *question = lotse_store_dup_id (row, 1);

  lotse_wire_batch_add_remark (wire, id, question, lotse_statement_text (row, 2));
}

/* Takes the statement. */
static gboolean
read_all (LotseStatement *statement, void (*add) (LotseStatement *row, LotseWireBatch *wire), LotseWireBatch *wire, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    add (statement, wire);
  return lotse_statement_end (statement, &local, error);
}

static void
add_head (LotseStatement *row, LotseWireBatch *wire)
{
  g_autoptr (LotsePile) pile = lotse_pile_take_row (row);
  LotseWireBatch *read = wire_of (pile);
  LotseWireBatch empty = *wire;

  *wire = *read;
  *read = empty;
  lotse_wire_batch_free (read);
}

LotseWireBatch *
lotse_batch_to_wire (LotseStore *self, const char *id, GError **error)
{
  g_autoptr (LotseWireBatch) wire = lotse_wire_batch_new ();
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_id_to_bytes (id, bytes)
      || !read_all (lotse_db_query (self->db, error, "SELECT " LOTSE_PILE_COLUMNS " FROM batch WHERE id = ?", "b", ID (bytes)), add_head, wire,
                    error)
      || wire->id == NULL
      || !read_all (lotse_db_query (self->db, error, "SELECT language, answers FROM sheet WHERE batch = ?", "b", ID (bytes)), add_sheet, wire,
                    error)
      || !read_all (lotse_db_query (self->db, error, "SELECT id, question, text FROM remark WHERE batch = ?", "b", ID (bytes)), add_remark,
                    wire, error))
    return NULL;
  return g_steal_pointer (&wire);
}

/* The texts stay those of the array. */
static GStrv
borrow (GPtrArray *texts)
{
  GStrv list = g_new0 (char *, texts->len + 1);

  for (guint i = 0; i < texts->len; i++)
    list[i] = texts->pdata[i];
  return list;
}

static gboolean
insert_head (LotseStore *self, const LotseWireBatch *wire, GError **error)
{
  g_autofree GStrv questions = borrow (wire->questions);
  g_autofree GStrv open = borrow (wire->open);
  LotsePile pile = { wire->id, wire->form, wire->version, wire->event, wire->survey, wire->way, questions, open, 0 };

  return insert_row (self, &pile, error);
}

static gboolean
insert_wire_sheets (LotseStore *self, const guint8 *batch, const LotseWireBatch *wire, GError **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < wire->sheets->len; i++)
    {
      GStrv texts = wire->sheets->pdata[i];
      LotseSheet *sheet = g_new0 (LotseSheet, 1);

      *sheet = (LotseSheet){ 0, *texts[0] != '\0' ? texts[0] : NULL, texts + 1 };
      g_ptr_array_add (sheets, sheet);
    }
  lotse_sheets_shuffle (sheets);
  return insert_sheets (self, batch, wire->questions->len, sheets, error);
}

gboolean
lotse_batch_insert_wire (LotseStore *self, const LotseWireBatch *wire, gint64 number, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_id_to_bytes (wire->id, bytes) || !insert_head (self, wire, error) || !insert_wire_sheets (self, bytes, wire, error))
    return FALSE;
  for (guint i = 0; i < wire->remarks->len; i++)
    {
      const LotseWireRemark *remark = wire->remarks->pdata[i];
      guint8 id[LOTSE_ID_BYTES], question[LOTSE_ID_BYTES];

      if (!lotse_id_to_bytes (remark->id, id) || !lotse_id_to_bytes (remark->question, question)
          || !lotse_db_run (self->db, error, "INSERT INTO remark VALUES (?, ?, ?, ?)", "bbbs", ID (bytes), ID (id), ID (question),
                            remark->text))
        return FALSE;
    }
  return lotse_db_run (self->db, error, "UPDATE batch SET number = ? WHERE id = ?", "ib", number, ID (bytes));
}

/* --- Leaving ------------------------------------------------------------------------------------------------ */

gboolean
lotse_batches_drop (LotseStore *self, LotseStatement *found, GError **error)
{
  static const char *const steps[] = { "DELETE FROM sheet WHERE batch = ?", "DELETE FROM remark WHERE batch = ?",
                                       "DELETE FROM batch WHERE id = ?" };
  g_autoptr (GPtrArray) ids = lotse_store_collect_ids (found, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (steps); k++)
      {
        guint8 bytes[LOTSE_ID_BYTES];

        if (!lotse_id_to_bytes (ids->pdata[i], bytes) || !lotse_db_run (self->db, error, steps[k], "b", ID (bytes)))
          return FALSE;
      }
  if (ids == NULL || ids->len == 0)
    return ids != NULL;
  self->outbox_changed = TRUE;
  lotse_store_note_many (self);
  return lotse_sheets_truncate (self, error);
}
