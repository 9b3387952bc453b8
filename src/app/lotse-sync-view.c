/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sync page says; see the header.  A few lines are usual, a few hundred after a week without network.
 */
#include "config.h"

#include "lotse-sync-view.h"

#include "lotse-format.h"
#include "lotse-history-lines.h"
#include "lotse-jobs.h"
#include "lotse-sheets-sync.h"
#include "lotse-value.h"
#include "lotse-words.h"

#include <glib/gi18n.h>

#define MOST_WAITING 200
#define MOST_BYTES (1u << 20)

static void
waiting_free (gpointer data)
{
  LotseWaitingEdit *edit = data;

  g_free (edit->kind);
  g_free (edit->id);
  g_free (edit->title);
  g_free (edit->what);
  g_free (edit);
}

static void
refused_free (gpointer data)
{
  LotseRefusedEdit *edit = data;

  g_free (edit->title);
  g_free (edit->what);
  g_free (edit->reason);
  g_free (edit->standing);
  g_free (edit->when);
  g_free (edit);
}

static void
conflict_free (gpointer data)
{
  LotseOpenConflict *conflict = data;

  g_free (conflict->id);
  g_free (conflict->kind);
  g_free (conflict->record);
  g_free (conflict->title);
  g_free (conflict->field);
  g_free (conflict->standing);
  g_free (conflict->standing_by);
  g_free (conflict->other);
  g_free (conflict->other_by);
  g_free (conflict);
}

static void
review_free (gpointer data)
{
  LotseOpenReview *review = data;

  g_free (review->id);
  g_free (review->kind);
  g_free (review->record);
  g_free (review->title);
  g_free (review->who);
  g_free (review->what);
  g_free (review->reason);
  g_free (review);
}

void
lotse_sync_view_free (LotseSyncView *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->refused);
  g_ptr_array_unref (self->conflicts);
  g_ptr_array_unref (self->reviews);
  g_free (self);
}

/* --- Edits in words ----------------------------------------------------------------------------------------- */

static char *
title_of (LotseStore *store, const char *kind, const char *id)
{
  char *title = lotse_job_title_of (store, id);
  const LotseKind *known = lotse_kind_find (kind);

  return title != NULL ? title : g_strdup (known != NULL ? lotse_kind_label (known) : kind);
}

/* What the record is called: by itself where it is here, else by what the edit that makes it says. */
static char *
edit_title (LotseStore *store, const LotseEdit *edit)
{
  const LotseKind *kind = lotse_kind_find (edit->kind);
  g_autoptr (LotseRecord) record = NULL;
  g_autofree char *title = NULL;

  title = lotse_job_title_of (store, edit->id);
  if (kind == NULL || !edit->creates || title != NULL)
    return title != NULL ? g_steal_pointer (&title) : title_of (store, edit->kind, edit->id);
  record = lotse_record_new (kind, edit->id);
  for (guint i = 0; i < edit->writes->len; i++)
    {
      const LotseWrite *write = g_ptr_array_index (edit->writes, i);

      lotse_record_apply (record, write->reg, write->value);
    }
  title = lotse_job_title (store, record);
  /* Translators: a kind of record and the title of a new one. */
  return g_strdup_printf (C_ ("new record", "New %s: %s"), lotse_kind_label (kind), title);
}

static char *
writes_text (LotseStore *store, const LotseEdit *edit, gboolean values)
{
  const LotseKind *kind = lotse_kind_find (edit->kind);
  GString *text = g_string_new (NULL);

  for (guint i = 0; kind != NULL && i < edit->writes->len; i++)
    {
      const LotseWrite *write = g_ptr_array_index (edit->writes, i);
      g_autofree char *label = lotse_register_label (store, kind, write->reg);
      g_autofree char *value = values ? lotse_register_text (store, kind, write->reg, write->value) : NULL;

      if (text->len > 0)
        g_string_append (text, values ? "\n" : ", ");
      if (values)
        g_string_append_printf (text, C_ ("history", "%s: %s"), label, value);
      else
        g_string_append (text, label);
    }
  return g_string_free (text, FALSE);
}

static void
read_waiting (LotseStore *store, LotseSyncView *view)
{
  gint64 last = 0;
  gboolean more = FALSE;
  g_autoptr (GPtrArray) edits = lotse_store_outbox (store, 0, MOST_WAITING, MOST_BYTES, &last, &more, NULL);

  for (guint i = 0; edits != NULL && i < edits->len; i++)
    {
      const LotseEdit *edit = g_ptr_array_index (edits, i);
      LotseWaitingEdit *waiting = g_new0 (LotseWaitingEdit, 1);

      waiting->kind = g_strdup (edit->kind);
      waiting->id = g_strdup (edit->id);
      waiting->title = title_of (store, edit->kind, edit->id);
      waiting->what = writes_text (store, edit, FALSE);
      g_ptr_array_add (view->waiting, waiting);
    }
}

/* A batch of feedback sheets is no edit, has no author and is not discarded. */
static void
read_sheets (LotseStore *store, LotseSyncView *view)
{
  g_autoptr (GPtrArray) unsent = lotse_sheets_unsent (store, NULL);

  for (guint i = 0; unsent != NULL && i < unsent->len; i++)
    {
      const LotseUnsentSheets *sheets = g_ptr_array_index (unsent, i);
      const LotsePile *batch = sheets->batch;
      g_autofree char *title = title_of (store, batch->event != NULL ? "event" : "survey", batch->event != NULL ? batch->event : batch->survey);
      g_autofree char *what = g_strdup_printf (ngettext ("%u feedback sheet", "%u feedback sheets", batch->sheets), batch->sheets);

      if (sheets->reason == NULL)
        {
          LotseWaitingEdit *waiting = g_new0 (LotseWaitingEdit, 1);

          waiting->title = g_steal_pointer (&title);
          waiting->what = g_steal_pointer (&what);
          g_ptr_array_add (view->waiting, waiting);
        }
      else
        {
          LotseRefusedEdit *refused = g_new0 (LotseRefusedEdit, 1);

          refused->title = g_steal_pointer (&title);
          refused->what = g_steal_pointer (&what);
          refused->reason = lotse_reason_to_text (sheets->reason);
          g_ptr_array_add (view->refused, refused);
        }
    }
}

static void
read_refused (LotseStore *store, LotseSyncView *view)
{
  g_autoptr (GPtrArray) refusals = lotse_store_refusals (store, NULL);

  for (guint i = 0; refusals != NULL && i < refusals->len; i++)
    {
      const LotseRefusal *refusal = g_ptr_array_index (refusals, i);
      LotseRefusedEdit *refused = g_new0 (LotseRefusedEdit, 1);

      refused->row = refusal->row;
      refused->title = edit_title (store, refusal->edit);
      refused->what = writes_text (store, refusal->edit, TRUE);
      refused->reason = lotse_reason_to_text (refusal->reason);
      refused->standing = g_strdup (refusal->standing);
      refused->when = lotse_format_moment (refusal->at_ms);
      g_ptr_array_add (view->refused, refused);
    }
}

/* --- Conflicts ---------------------------------------------------------------------------------------------- */

/* Whether accounts with these roles may write the record that the conflict is about. */
static gboolean
is_ours (LotseRecord *conflict, LotseRoles roles)
{
  const char *name = lotse_record_get (conflict, "record_kind");
  const LotseKind *kind = name != NULL ? lotse_kind_find (name) : NULL;

  return (roles & LOTSE_ROLES_STAFF) != 0 || (kind != NULL && (kind->writers & roles) != 0);
}

guint
lotse_sync_view_count_ours (LotseStore *store, LotseRoles roles)
{
  g_autoptr (GPtrArray) conflicts = lotse_store_conflicts (store, NULL);
  guint n = 0;

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    n += is_ours (g_ptr_array_index (conflicts, i), roles) ? 1 : 0;
  return n;
}

static LotseOpenConflict *
read_conflict (LotseStore *store, LotseRecord *record)
{
  LotseOpenConflict *conflict = g_new0 (LotseOpenConflict, 1);
  const char *kind_name = lotse_record_get (record, "record_kind");
  const char *reg = lotse_record_get (record, "register_name");
  const LotseKind *kind = kind_name != NULL ? lotse_kind_find (kind_name) : NULL;
  const char *element = NULL;
  g_autofree char *field = reg != NULL ? lotse_register_field (reg, &element) : NULL;

  conflict->id = g_strdup (lotse_record_get_id (record));
  conflict->kind = g_strdup (kind_name);
  conflict->record = g_strdup (lotse_record_get (record, "record"));
  conflict->title = title_of (store, kind_name, conflict->record);
  conflict->standing_by = g_strdup (lotse_record_get (record, "standing_account"));
  conflict->other_by = g_strdup (lotse_record_get (record, "other_account"));
  if (kind != NULL && reg != NULL)
    {
      conflict->of = element == NULL ? lotse_kind_field (kind, field) : NULL;
      conflict->field = lotse_register_label (store, kind, reg);
      conflict->standing = lotse_register_text (store, kind, reg, lotse_record_get (record, "standing_value"));
      conflict->other = lotse_register_text (store, kind, reg, lotse_record_get (record, "other_value"));
      conflict->typed = conflict->of != NULL && conflict->of->type != LOTSE_FIELD_LINK && conflict->of->type != LOTSE_FIELD_CHOICE
                        && conflict->of->type != LOTSE_FIELD_BLOB;
    }
  return conflict;
}

static void
read_conflicts (LotseStore *store, LotseSyncView *view)
{
  g_autoptr (GPtrArray) conflicts = lotse_store_conflicts (store, NULL);
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, NULL);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      LotseOpenConflict *conflict = read_conflict (store, g_ptr_array_index (conflicts, i));

      conflict->ours = state == NULL || is_ours (g_ptr_array_index (conflicts, i), state->roles);
      g_ptr_array_add (view->conflicts, conflict);
    }
}

/* --- Reviews ------------------------------------------------------------------------------------------------ */

/* Why an edit waits for staff; the field's own words are too short for somebody who is to decide. */
static char *
wait_text (LotseRecord *record)
{
  const char *reason = lotse_record_get (record, "reason");

  if (g_strcmp0 (reason, "late") == 0)
    return g_strdup (_ ("It came more than 30 days after the account had lost the right to write this."));
  if (g_strcmp0 (reason, "account") == 0)
    return g_strdup (_ ("The account had been locked when it came."));
  if (g_strcmp0 (reason, "device") == 0)
    return g_strdup (_ ("The device had been revoked when it came."));
  if (g_strcmp0 (reason, "parked") == 0)
    return g_strdup (_ ("It belongs to a record that the centre does not have. When that record comes, this is accepted by itself."));
  return g_strdup (_ ("The centre gave no reason."));
}

/* The centre writes its own times in UTC. */
static char *
utc_moment (const char *text)
{
  g_autoptr (GDateTime) time = NULL;
  GDate date;
  int clock[2];

  if (text != NULL && lotse_value_read_datetime (text, &date, clock))
    time = g_date_time_new_utc (g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date), clock[0], clock[1], 0);
  return time != NULL ? lotse_format_moment (g_date_time_to_unix (time) * 1000) : g_strdup ("–");
}

static char *
review_who (LotseRecord *record, const LotseEdit *edit)
{
  const char *account = lotse_record_get (record, "account");
  const char *received_at = lotse_record_get (record, "received_at");
  g_autofree char *written = lotse_format_moment (LOTSE_CLOCK_MS (edit->stamp.clock));
  g_autofree char *received = utc_moment (received_at);

  /* Translators: an account, when it wrote something, and when that came to the centre. */
  return g_strdup_printf (_ ("Written by %s, %s. Received: %s"), account != NULL ? account : "–", written, received);
}

static LotseOpenReview *
read_review (LotseStore *store, LotseRecord *record)
{
  const char *text = lotse_record_get (record, "edit");
  g_autoptr (LotseEdit) edit = text != NULL ? lotse_edit_from_text (text, NULL) : NULL;
  g_autofree char *here = NULL;
  LotseOpenReview *review;

  if (edit == NULL)
    return NULL;
  here = lotse_job_title_of (store, edit->id);
  review = g_new0 (LotseOpenReview, 1);
  review->id = g_strdup (lotse_record_get_id (record));
  review->kind = g_strdup (edit->kind);
  review->record = here != NULL ? g_strdup (edit->id) : NULL;
  review->title = edit_title (store, edit);
  review->who = review_who (record, edit);
  review->what = writes_text (store, edit, TRUE);
  review->reason = wait_text (record);
  return review;
}

static void
read_reviews (LotseStore *store, LotseSyncView *view)
{
  g_autoptr (GPtrArray) records = lotse_store_reviews (store, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      LotseOpenReview *review = read_review (store, g_ptr_array_index (records, i));

      if (review != NULL)
        g_ptr_array_add (view->reviews, review);
    }
}

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  LotseSyncView *view = g_new0 (LotseSyncView, 1);

  view->waiting = g_ptr_array_new_with_free_func (waiting_free);
  view->refused = g_ptr_array_new_with_free_func (refused_free);
  view->conflicts = g_ptr_array_new_with_free_func (conflict_free);
  view->reviews = g_ptr_array_new_with_free_func (review_free);
  lotse_store_status (store, &view->status, NULL);
  if (view->status.connected)
    read_waiting (store, view);
  read_refused (store, view);
  read_sheets (store, view);
  read_conflicts (store, view);
  read_reviews (store, view);
  return view;
}

void
lotse_sync_view_load_async (LotseStore *store, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, load_job, NULL, NULL, (GDestroyNotify) lotse_sync_view_free, callback, user_data);
}

LotseSyncView *
lotse_sync_view_load_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);

  return lotse_store_call_finish (LOTSE_STORE (store), result, error);
}

/* --- Decisions ---------------------------------------------------------------------------------------------- */

typedef struct
{
  char *record; /* the conflict or review */
  char *value;
  LotseResolution how;
  gint64 row;
  gboolean yes; /* send again; accept */
} Decision;

static void
decision_free (gpointer data)
{
  g_free (((Decision *) data)->record);
  g_free (((Decision *) data)->value);
  g_free (data);
}

static gpointer
resolve_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Decision *decision = data;

  return lotse_store_resolve (store, decision->record, decision->how, decision->value, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_sync_view_resolve_async (LotseStore *store,
                               const char *conflict,
                               LotseResolution how,
                               const char *value,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Decision *decision = g_new0 (Decision, 1);

  decision->record = g_strdup (conflict);
  decision->how = how;
  decision->value = g_strdup (value);
  lotse_job_run (store, resolve_job, decision, decision_free, NULL, callback, user_data);
}

static gpointer
review_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Decision *decision = data;

  return lotse_store_review_decide (store, decision->record, decision->yes, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_sync_view_review_async (LotseStore *store,
                              const char *review,
                              gboolean accept,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Decision *decision = g_new0 (Decision, 1);

  decision->record = g_strdup (review);
  decision->yes = accept;
  lotse_job_run (store, review_job, decision, decision_free, NULL, callback, user_data);
}

static gpointer
refusal_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Decision *decision = data;
  gboolean done;

  done = decision->yes ? lotse_store_refusal_retry (store, decision->row, error)
                       : lotse_store_refusal_discard (store, decision->row, error);
  return done ? LOTSE_JOB_DONE : NULL;
}

void
lotse_sync_view_refusal_async (LotseStore *store, gint64 row, gboolean retry, GAsyncReadyCallback callback, gpointer user_data)
{
  Decision *decision = g_new0 (Decision, 1);

  decision->row = row;
  decision->yes = retry;
  lotse_job_run (store, refusal_job, decision, decision_free, NULL, callback, user_data);
}
