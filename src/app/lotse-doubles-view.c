/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two records side by side; see the header.  Functions that end in _job run on the database thread. */
#include "config.h"

#include "lotse-doubles-view.h"

#include "lotse-jobs.h"

#include <glib/gi18n.h>

static void
line_free (gpointer data)
{
  LotseDoublesLine *line = data;

  g_free (line->label);
  g_free (line->texts[0]);
  g_free (line->texts[1]);
  g_free (line);
}

void
lotse_doubles_view_free (LotseDoublesView *self)
{
  for (guint i = 0; i < 2; i++)
    {
      g_free (self->ids[i]);
      g_free (self->titles[i]);
    }
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  char *one;
  char *other;
  char **take;
} Two;

static void
two_free (gpointer data)
{
  Two *two = data;

  g_free (two->one);
  g_free (two->other);
  g_strfreev (two->take);
  g_free (two);
}

static Two *
two_new (const char *one, const char *other, const char *const *take)
{
  Two *two = g_new0 (Two, 1);

  two->one = g_strdup (one);
  two->other = g_strdup (other);
  two->take = g_strdupv ((char **) take);
  return two;
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

static char *
look_up (const char *id, gpointer store)
{
  return lotse_job_title_of (store, id);
}

static void
add_line (LotseDoublesView *view, const char *field, const char *label, char *one, char *other, gboolean differs)
{
  LotseDoublesLine *line = g_new0 (LotseDoublesLine, 1);

  line->field = field;
  line->label = g_strdup (label);
  line->texts[0] = one;
  line->texts[1] = other;
  line->differs = differs;
  g_ptr_array_add (view->lines, line);
}

static char *
show_field (LotseStore *store, LotseRecord *record, const LotseField *field)
{
  char *text = lotse_record_dup_text (record, field->name, NULL, look_up, store);

  return text != NULL ? text : g_strdup ("");
}

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Two *two = data;
  g_autoptr (LotseUniteLook) look = lotse_unite_look (store, two->one, two->other, error);
  LotseDoublesView *view;

  if (look == NULL)
    return NULL;
  view = g_new0 (LotseDoublesView, 1);
  view->lines = g_ptr_array_new_with_free_func (line_free);
  view->ids[0] = g_strdup (lotse_record_get_id (look->one));
  view->ids[1] = g_strdup (lotse_record_get_id (look->other));
  view->titles[0] = lotse_job_title (store, look->one);
  view->titles[1] = lotse_job_title (store, look->other);
  for (guint i = 0; i < look->fields->len; i++)
    {
      const LotseUniteField *field = &g_array_index (look->fields, LotseUniteField, i);

      if ((field->field->flags & LOTSE_FIELD_INTERNAL) == 0)
        add_line (view, field->field->name, lotse_field_label (field->field), show_field (store, look->one, field->field),
                  show_field (store, look->other, field->field), field->differs);
    }
  if (look->counts->len > 0)
    add_line (view, NULL, _ ("What Belongs to It"), lotse_unite_count_words (look, FALSE), lotse_unite_count_words (look, TRUE), FALSE);
  return view;
}

void
lotse_doubles_view_load_async (LotseStore *store, const char *one, const char *other, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, load_job, two_new (one, other, NULL), two_free, (GDestroyNotify) lotse_doubles_view_free, callback, user_data);
}

LotseDoublesView *
lotse_doubles_view_load_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);

  return lotse_store_call_finish (LOTSE_STORE (store), result, error);
}

/* --- Looking for pairs -------------------------------------------------------------------------------------- */

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *pairs = lotse_likely_find (source, data, cancellable, &error);

  if (pairs != NULL)
    g_task_return_pointer (task, pairs, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
lotse_doubles_find_async (LotseStore *store, const LotseKind *kind, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_task_data (task, (gpointer) kind, NULL);
  g_task_run_in_thread (task, find_in_thread);
}

GPtrArray *
lotse_doubles_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Doing -------------------------------------------------------------------------------------------------- */

static gpointer
unite_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Two *two = data;
  g_autofree char *standing = lotse_unite (store, two->one, two->other, (const char *const *) two->take, NULL, error);

  return standing != NULL ? lotse_job_title_of (store, standing) : NULL;
}

void
lotse_doubles_unite_async (LotseStore *store, const char *standing, const char *other, const char *const *take,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, unite_job, two_new (standing, other, take), two_free, g_free, callback, user_data);
}

static gpointer
deny_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Two *two = data;

  return lotse_likely_deny (store, two->one, two->other, NULL, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_doubles_deny_async (LotseStore *store, const char *one, const char *other, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, deny_job, two_new (one, other, NULL), two_free, NULL, callback, user_data);
}

static gpointer
apart_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Two *two = data;

  return lotse_unite_take_apart (store, two->one, NULL, error) > 0 ? LOTSE_JOB_DONE : NULL;
}

void
lotse_doubles_take_apart_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, apart_job, two_new (id, NULL, NULL), two_free, NULL, callback, user_data);
}
