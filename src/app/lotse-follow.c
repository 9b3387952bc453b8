/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Following the store; see the header.
 *
 * Load: a sync or a desk changes hundreds of records a minute, and an event has up to 20,000 guests.
 */
#include "config.h"

#include "lotse-follow.h"

#include "lotse-jobs.h"

#define TOGETHER_MS 100    /* changes within that time are one reading, */
#define TOGETHER_TIMES 8   /* or within so many times what the last one took: others need the database thread, too */
#define TOGETHER_MOST_MS 10000
#define ASK_MOST 200       /* so many records are looked at one by one; for more it is quicker to read anew */

struct _LotseFollow
{
  gatomicrefcount refs;
  GtkWidget *widget; /* NULL once it is gone */
  const LotseFollowLink *links;
  LotseFollowLoad load;
  LotseStore *store;
  gulong handler;
  char *id;
  GHashTable *seen;    /* ids, or NULL: everything concerns the widget */
  GPtrArray *asked;    /* ids of records that may link to it */
  guint source;
  gboolean stale;      /* is to be read when the time is over, or when the widget shows again */
  gboolean loading;
  gint64 began;        /* when the reading began, in microseconds */
  guint together_ms;
};

static void
unref (LotseFollow *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_ptr_array_unref (self->asked);
  g_free (self->id);
  g_free (self);
}

static LotseFollow *
ref (LotseFollow *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
read_now (LotseFollow *self)
{
  if (self->store == NULL)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  g_ptr_array_set_size (self->asked, 0);
  self->stale = FALSE;
  self->loading = TRUE;
  self->began = g_get_monotonic_time ();
  self->load (self->widget);
}

/* Whether it is time to read what is stale. */
static void
read_if_stale (LotseFollow *self)
{
  if (self->stale && !self->loading && self->source == 0 && gtk_widget_get_mapped (self->widget))
    read_now (self);
}

/* --- Asking ------------------------------------------------------------------------------------------------- */

typedef struct
{
  const LotseFollowLink *links;
  char *id;
  GPtrArray *asked;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->id);
  g_ptr_array_unref (question->asked);
  g_free (question);
}

static gboolean
links_to (const Question *question, LotseRecord *record)
{
  for (const LotseFollowLink *link = question->links; link->kind != NULL; link++)
    if (g_str_equal (link->kind, lotse_record_get_kind (record)->name) && link->field != NULL
        && g_strcmp0 (lotse_record_get (record, link->field), question->id) == 0)
      return TRUE;
  return FALSE;
}

/* Gives LOTSE_JOB_DONE if one of the records links to the one that is shown; a record that cannot be read may. */
static gpointer
ask_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  for (guint i = 0; i < question->asked->len; i++)
    {
      g_autoptr (LotseRecord) record = lotse_store_get (store, g_ptr_array_index (question->asked, i), NULL);

      if (record == NULL || links_to (question, record))
        return LOTSE_JOB_DONE;
    }
  return NULL;
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LotseFollow *self = user_data;

  if (self->widget != NULL && lotse_store_call_finish (LOTSE_STORE (source), result, NULL) != NULL)
    {
      self->stale = TRUE;
      read_if_stale (self);
    }
  unref (self);
}

static void
ask (LotseFollow *self)
{
  Question *question = g_new0 (Question, 1);

  question->links = self->links;
  question->id = g_strdup (self->id);
  question->asked = g_steal_pointer (&self->asked);
  self->asked = g_ptr_array_new_with_free_func (g_free);
  lotse_job_run (self->store, ask_job, question, question_free, NULL, on_asked, ref (self));
}

/* --- Changes ------------------------------------------------------------------------------------------------ */

static gboolean
on_time (gpointer data)
{
  LotseFollow *self = data;

  self->source = 0;
  if (!self->stale && self->asked->len > 0 && self->asked->len <= ASK_MOST)
    ask (self);
  else if (self->asked->len > 0)
    self->stale = TRUE;
  read_if_stale (self);
  return G_SOURCE_REMOVE;
}

/* The way by which records of this kind may concern the widget; NULL if there is none. */
static const LotseFollowLink *
find_link (LotseFollow *self, const char *kind)
{
  const LotseFollowLink *link = self->links;

  while (link->kind != NULL && !g_str_equal (link->kind, kind))
    link++;
  return link->kind != NULL ? link : NULL;
}

static void
on_changed (LotseFollow *self, const char *kind, const char *id)
{
  const LotseFollowLink *link = kind != NULL ? find_link (self, kind) : NULL;

  if (kind == NULL || self->seen == NULL || g_hash_table_contains (self->seen, id) || (link != NULL && link->field == NULL))
    self->stale = TRUE;
  else if (link != NULL && self->asked->len <= ASK_MOST)
    g_ptr_array_add (self->asked, g_strdup (id));
  else if (link == NULL)
    return;
  if (self->source == 0)
    self->source = g_timeout_add (self->together_ms, on_time, self);
}

static void
drop_store (LotseFollow *self)
{
  if (self->store != NULL)
    {
      g_clear_signal_handler (&self->handler, self->store);
      g_object_remove_weak_pointer (G_OBJECT (self->store), (gpointer *) &self->store);
    }
  self->store = NULL;
}

/* --- What widgets call ---------------------------------------------------------------------------------------- */

void
lotse_follow_set (LotseFollow *self, LotseStore *store, const char *id)
{
  if (store != self->store)
    {
      drop_store (self);
      self->store = store;
      if (store != NULL)
        {
          g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &self->store);
          self->handler = g_signal_connect_swapped (store, "changed", G_CALLBACK (on_changed), self);
        }
    }
  if (id != self->id)
    {
      g_free (self->id);
      self->id = g_strdup (id);
    }
  g_clear_pointer (&self->seen, g_hash_table_unref);
  lotse_follow_read (self);
}

void
lotse_follow_read (LotseFollow *self)
{
  if (self->loading)
    self->stale = TRUE;
  else
    read_now (self);
}

void
lotse_follow_loaded (LotseFollow *self, GHashTable *seen)
{
  self->loading = FALSE;
  self->together_ms = (guint) CLAMP ((g_get_monotonic_time () - self->began) * TOGETHER_TIMES / 1000, TOGETHER_MS, TOGETHER_MOST_MS);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  if (seen != NULL)
    self->seen = g_hash_table_ref (seen);
  read_if_stale (self);
}

LotseFollow *
lotse_follow_new (GtkWidget *widget, const LotseFollowLink *links, LotseFollowLoad load)
{
  LotseFollow *self = g_new0 (LotseFollow, 1);

  g_atomic_ref_count_init (&self->refs);
  self->widget = widget;
  self->links = links;
  self->load = load;
  self->together_ms = TOGETHER_MS;
  self->asked = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect_data (widget, "map", G_CALLBACK (read_if_stale), ref (self), (GClosureNotify) unref, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}

void
lotse_follow_free (LotseFollow *self)
{
  if (self == NULL)
    return;
  drop_store (self);
  g_clear_handle_id (&self->source, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->widget, self);
  self->widget = NULL;
  unref (self);
}

/* --- What a reading came upon --------------------------------------------------------------------------------- */

static void
see_record (GHashTable *seen, LotseRecord *record)
{
  const LotseKind *kind = lotse_record_get_kind (record);

  g_hash_table_add (seen, g_strdup (lotse_record_get_id (record)));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LotseField *field = &kind->fields[i];
      g_auto (GStrv) elements = NULL;

      if (field->links == NULL)
        continue;
      if (!lotse_field_has_elements (field) && lotse_record_get (record, field->name) != NULL)
        g_hash_table_add (seen, g_strdup (lotse_record_get (record, field->name)));
      if (lotse_field_has_elements (field))
        elements = lotse_record_list_elements (record, field->name);
      for (guint e = 0; elements != NULL && elements[e] != NULL; e++)
        g_hash_table_add (seen, g_strdup (elements[e]));
    }
}

static void
see_ids (GHashTable *seen, GPtrArray *ids)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_hash_table_add (seen, g_strdup (g_ptr_array_index (ids, i)));
  g_clear_pointer (&ids, g_ptr_array_unref);
}

/* Guests are many, and link by single fields only; of other records there are few. */
static void
see_links (GHashTable *seen, LotseStore *store, const LotseFollowLink *link, const char *id)
{
  const LotseKind *kind = lotse_kind_find (link->kind);
  g_autoptr (LotseQuery) query = lotse_query_new (kind);
  g_autoptr (GPtrArray) records = NULL;
  gboolean has_sets = FALSE;

  if (!lotse_query_where (query, link->field, LOTSE_QUERY_EQUAL, id, NULL))
    return;
  for (guint i = 0; i < kind->n_fields; i++)
    has_sets = has_sets || (kind->fields[i].links != NULL && lotse_field_has_elements (&kind->fields[i]));
  records = has_sets ? lotse_store_list (store, query, NULL) : NULL;
  for (guint i = 0; records != NULL && i < records->len; i++)
    see_record (seen, g_ptr_array_index (records, i));
  if (has_sets)
    return;
  see_ids (seen, lotse_store_list_ids (store, query, NULL));
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].links != NULL)
      see_ids (seen, lotse_store_list_links (store, query, kind->fields[i].name, NULL));
}

GHashTable *
lotse_follow_see (LotseStore *store, LotseRecord *record, const LotseFollowLink *links)
{
  GHashTable *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  see_record (seen, record);
  for (const LotseFollowLink *link = links; link->kind != NULL; link++)
    if (link->field != NULL)
      see_links (seen, store, link, lotse_record_get_id (record));
  return seen;
}
