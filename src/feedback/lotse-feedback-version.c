/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions of a form: the next one, and what moves to it when it is released; see lotse-feedback-design.h. */
#include "config.h"

#include "lotse-feedback-design.h"

#include "lotse-error.h"
#include "lotse-form-uses.h"
#include "lotse-id.h"

#include <glib/gi18n.h>

#define MOST_VERSIONS 100 /* that are looked at, should links lead in a circle */

/* --- The next version --------------------------------------------------------------------------------------- */

/* A new record with all that the other one says. */
static LotseRecord *
copy_as_new (LotseRecord *record)
{
  LotseRecord *fresh = lotse_record_new (lotse_record_get_kind (record), NULL);
  g_autoptr (GPtrArray) values = lotse_record_diff (fresh, record);

  for (guint i = 0; i < values->len; i++)
    lotse_record_apply (fresh, ((LotseRecordChange *) values->pdata[i])->reg, ((LotseRecordChange *) values->pdata[i])->value);
  return fresh;
}

static LotseRecord *
make_form (LotseRecord *before, GError **error)
{
  g_autoptr (LotseRecord) form = copy_as_new (before);
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, lotse_record_get_int (before, "version", 1) + 1);

  /* The reference stays with the first version, by which a whole line of them is found. */
  if (!lotse_record_set (form, "version", version, error) || !lotse_record_set (form, "previous", lotse_record_get_id (before), error)
      || !lotse_record_set (form, "released", NULL, error) || !lotse_record_set (form, "reference", NULL, error))
    return NULL;
  return g_steal_pointer (&form);
}

/* The version behind it that is not released; NULL if there is none, or with an error. */
static char *
find_draft (LotseStore *store, const char *form, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("form"));
  g_autoptr (GPtrArray) found = NULL;

  if (!lotse_query_where (query, "previous", LOTSE_QUERY_EQUAL, form, error) || (found = lotse_store_list (store, query, error)) == NULL)
    return NULL;
  for (guint i = 0; i < found->len; i++)
    if (!lotse_record_get_bool (found->pdata[i], "released"))
      return g_strdup (lotse_record_get_id (found->pdata[i]));
  return NULL;
}

typedef struct
{
  const char *form;
  char *next;
} Next;

static gboolean
next_version (LotseStore *store, gpointer data, GError **error)
{
  Next *next = data;
  g_autoptr (LotseFeedbackForm) before = lotse_feedback_form_load (store, next->form, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;
  g_autofree char *group = lotse_id_new ();
  LotseRecord *form;

  if (before == NULL)
    return FALSE;
  next->next = find_draft (store, next->form, &local);
  if (next->next != NULL)
    return TRUE;
  form = local == NULL ? make_form (before->record, &local) : NULL;
  if (form == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_ptr_array_add (records, form);
  for (guint i = 0; i < before->questions->len; i++)
    {
      LotseRecord *question = copy_as_new (((LotseQuestion *) before->questions->pdata[i])->record);

      g_ptr_array_add (records, question);
      if (!lotse_record_set (question, "form", lotse_record_get_id (form), error) || !lotse_record_set (question, "reference", NULL, error))
        return FALSE;
    }
  next->next = g_strdup (lotse_record_get_id (form));
  return lotse_store_save_many (store, records, group, NULL, NULL, NULL, error);
}

char *
lotse_feedback_form_next_version (LotseStore *store, const char *form, GError **error)
{
  Next next = { form, NULL };

  if (!lotse_store_run (store, next_version, &next, error))
    g_clear_pointer (&next.next, g_free);
  return next.next;
}

/* --- What moves --------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseStore *store;
  const char *form;
  GHashTable *asked; /* ids of events that have sheets in piles */
  GPtrArray *changed;
} Moves;

static gboolean
read_piles (Moves *moves, GError **error)
{
  g_autoptr (GPtrArray) piles = lotse_piles_list (moves->store, error);

  for (guint i = 0; piles != NULL && i < piles->len; i++)
    if (((LotsePile *) piles->pdata[i])->event != NULL)
      g_hash_table_add (moves->asked, g_strdup (((LotsePile *) piles->pdata[i])->event));
  return piles != NULL;
}

/* 1 if somebody was asked at the event, 0 if not, -1 with an error. */
static int
is_asked (Moves *moves, const char *event, GError **error)
{
  const gint64 sheets = g_hash_table_contains (moves->asked, event) ? 1 : lotse_sheets_count_event (moves->store, event, error);

  return sheets < 0 ? -1 : sheets > 0;
}

static gboolean
give_form (Moves *moves, LotseRecord *record, const char *form, GError **error)
{
  if (!lotse_record_set (record, "form", form, error))
    return FALSE;
  g_ptr_array_add (moves->changed, g_object_ref (record));
  return TRUE;
}

/* Events that have the form by the format only and are over, or were asked already, keep what they were asked with. */
static gboolean
keep_events (Moves *moves, const char *format, const char *before, GHashTable *ahead, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("event"));
  g_autoptr (GPtrArray) found = NULL;

  if (!lotse_query_where (query, "format", LOTSE_QUERY_EQUAL, format, error) || (found = lotse_store_list (moves->store, query, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const char *id = lotse_record_get_id (found->pdata[i]);
      int asked = 0;

      if (lotse_record_get (found->pdata[i], "form") != NULL)
        continue;
      if (g_hash_table_contains (ahead, id) && (asked = is_asked (moves, id, error)) < 0)
        return FALSE;
      if ((asked == 1 || !g_hash_table_contains (ahead, id)) && !give_form (moves, found->pdata[i], before, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
move_uses (Moves *moves, const char *before, GError **error)
{
  g_autoptr (GPtrArray) uses = lotse_form_uses_list (moves->store, before, TRUE, error);
  g_autoptr (GHashTable) ahead = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; uses != NULL && i < uses->len; i++)
    g_hash_table_add (ahead, (gpointer) lotse_record_get_id (uses->pdata[i]));
  for (guint i = 0; uses != NULL && i < uses->len; i++)
    {
      LotseRecord *record = uses->pdata[i];
      const char *kind = lotse_record_get_kind (record)->name, *id = lotse_record_get_id (record);

      if (g_str_equal (kind, "event_format") && (!give_form (moves, record, moves->form, error) || !keep_events (moves, id, before, ahead, error)))
        return FALSE;
      if (g_str_equal (kind, "event") && lotse_record_get (record, "form") != NULL)
        {
          const int asked = is_asked (moves, id, error);

          if (asked < 0 || (asked == 0 && !give_form (moves, record, moves->form, error)))
            return FALSE;
        }
    }
  return uses != NULL;
}

static gboolean
list_moves (LotseStore *store, gpointer data, GError **error)
{
  Moves *moves = data;
  g_autoptr (LotseRecord) form = lotse_store_get (store, moves->form, error);

  if (form == NULL || !read_piles (moves, error))
    return FALSE;
  for (guint n = 0; n < MOST_VERSIONS && form != NULL && lotse_record_get (form, "previous") != NULL; n++)
    {
      g_autoptr (LotseRecord) before = lotse_store_get (store, lotse_record_get (form, "previous"), NULL);

      if (before != NULL && !move_uses (moves, lotse_record_get_id (before), error))
        return FALSE;
      g_set_object (&form, before);
    }
  return TRUE;
}

GPtrArray *
lotse_feedback_form_list_moves (LotseStore *store, const char *form, GError **error)
{
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  Moves moves = { store, form, asked, changed };

  return lotse_store_run (store, list_moves, &moves, error) ? g_steal_pointer (&changed) : NULL;
}

/* --- Releasing ---------------------------------------------------------------------------------------------- */

static gboolean
release (LotseStore *store, gpointer data, GError **error)
{
  g_autoptr (LotseFeedbackForm) form = lotse_feedback_form_load (store, data, error);
  g_autoptr (GPtrArray) faults = form != NULL ? lotse_feedback_form_list_faults (form) : NULL;
  g_autoptr (GPtrArray) changed = NULL;
  g_autofree char *group = lotse_id_new ();

  if (form == NULL)
    return FALSE;
  if (faults->len > 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, faults->pdata[0]);
      return FALSE;
    }
  changed = lotse_feedback_form_list_moves (store, data, error);
  if (changed == NULL || !lotse_record_set (form->record, "released", "1", error))
    return FALSE;
  g_ptr_array_insert (changed, 0, g_object_ref (form->record));
  return lotse_store_save_many (store, changed, group, NULL, NULL, NULL, error);
}

gboolean
lotse_feedback_form_release (LotseStore *store, const char *form, GError **error)
{
  return lotse_store_run (store, release, (gpointer) form, error);
}
