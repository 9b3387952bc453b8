/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a desk asks other threads for; see the header.  Functions that end in _job run on the database thread.
 */
#include "config.h"

#include "lotse-desk-jobs.h"

#include "lotse-format.h"
#include "lotse-jobs.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  LotseDesk *desk; /* borrowed from the caller */
  char *text;
  char *organisation;
  LotseWalkIn *guest;
  LotseSignIn *sign_in;
  LotseDeskOptions *options;
  GBytes *picture;
  gboolean flag;
} Arguments;

static void
guest_free (LotseWalkIn *guest)
{
  g_free ((char *) guest->name);
  g_free ((char *) guest->organisation_name);
  g_free ((char *) guest->email);
  g_free (guest);
}

static void
arguments_free (gpointer data)
{
  Arguments *arguments = data;

  if (arguments->text != NULL)
    memset (arguments->text, 0, strlen (arguments->text)); /* may be a PIN */
  g_free (arguments->text);
  g_free (arguments->organisation);
  g_clear_pointer (&arguments->guest, guest_free);
  g_clear_pointer (&arguments->sign_in, lotse_sign_in_unref);
  g_clear_pointer (&arguments->options, lotse_desk_options_free);
  g_clear_pointer (&arguments->picture, g_bytes_unref);
  g_free (arguments);
}

static Arguments *
arguments_new (LotseDesk *desk, const char *text, gboolean flag)
{
  Arguments *arguments = g_new0 (Arguments, 1);

  arguments->desk = desk;
  arguments->text = g_strdup (text);
  arguments->flag = flag;
  return arguments;
}

gpointer
lotse_desk_job_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);

  return lotse_store_call_finish (LOTSE_STORE (store), result, error);
}

/* --- Looking ------------------------------------------------------------------------------------------------ */

void
lotse_desk_about_free (LotseDeskAbout *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_free (self);
}

char *
lotse_desk_slot_label (const LotseSlot *slot)
{
  g_autofree char *start = NULL;

  if (*slot->title != '\0')
    return g_strdup (slot->title);
  start = lotse_format_element (slot->start);
  return start != NULL && *start != '\0' ? g_steal_pointer (&start) : g_strdup (slot->key);
}

static gpointer
about_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseRecord) event = lotse_store_get_standing (store, ((Arguments *) data)->text, error);
  LotseDeskAbout *about;

  if (event == NULL)
    return NULL;
  about = g_new0 (LotseDeskAbout, 1);
  about->title = g_strdup (lotse_event_title (event, NULL));
  about->slots = lotse_event_dup_slots (event);
  return about;
}

void
lotse_desk_job_about_async (LotseStore *store, const char *event, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, about_job, arguments_new (NULL, event, FALSE), arguments_free, (GDestroyNotify) lotse_desk_about_free,
                 callback, user_data);
}

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_desk_load (((Arguments *) data)->desk, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_desk_job_load_async (LotseStore *store, LotseDesk *desk, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, load_job, arguments_new (desk, NULL, FALSE), arguments_free, NULL, callback, user_data);
}

static gpointer
search_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;

  return lotse_desk_search (arguments->desk, arguments->text, error);
}

void
lotse_desk_job_search_async (LotseStore *store, LotseDesk *desk, const char *typed, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, search_job, arguments_new (desk, typed, FALSE), arguments_free, (GDestroyNotify) g_ptr_array_unref, callback,
                 user_data);
}

static gpointer
people_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;

  return lotse_desk_list_people (arguments->desk, arguments->text, error);
}

void
lotse_desk_job_people_async (LotseStore *store, LotseDesk *desk, const char *organisation, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, people_job, arguments_new (desk, organisation, FALSE), arguments_free, (GDestroyNotify) g_ptr_array_unref,
                 callback, user_data);
}

static gpointer
quotas_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_desk_quotas (((Arguments *) data)->desk, error);
}

void
lotse_desk_job_quotas_async (LotseStore *store, LotseDesk *desk, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, quotas_job, arguments_new (desk, NULL, FALSE), arguments_free, (GDestroyNotify) g_ptr_array_unref, callback,
                 user_data);
}

/* --- Signing in and out ------------------------------------------------------------------------------------- */

static gpointer
sign_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;

  if (arguments->flag)
    return lotse_desk_sign_out (arguments->desk, arguments->text, error);
  return lotse_desk_sign_in (arguments->desk, arguments->text, arguments->organisation, error);
}

void
lotse_desk_job_sign_in_async (LotseStore *store, LotseDesk *desk, const char *person, const char *organisation, gboolean out,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  Arguments *arguments = arguments_new (desk, person, out);

  arguments->organisation = g_strdup (organisation);
  lotse_job_run (store, sign_job, arguments, arguments_free, (GDestroyNotify) lotse_sign_in_unref, callback, user_data);
}

static gpointer
code_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;
  LotseDeskRow *row = lotse_desk_lookup_code (arguments->desk, arguments->text, error);
  LotseSignIn *sign_in;

  if (row == NULL)
    return NULL;
  sign_in = arguments->flag ? lotse_desk_sign_out (arguments->desk, row->id, error)
                            : lotse_desk_sign_in (arguments->desk, row->id, row->organisation, error);
  lotse_desk_row_free (row);
  return sign_in;
}

void
lotse_desk_job_code_async (LotseStore *store, LotseDesk *desk, const char *code, gboolean out, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  lotse_job_run (store, code_job, arguments_new (desk, code, out), arguments_free, (GDestroyNotify) lotse_sign_in_unref, callback,
                 user_data);
}

static gpointer
doubles_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;

  return lotse_desk_doubles (arguments->desk, arguments->guest, error);
}

static gpointer
walk_in_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;

  return lotse_desk_walk_in (arguments->desk, arguments->guest, error);
}

void
lotse_desk_job_doubles_async (LotseStore *store, LotseDesk *desk, LotseWalkIn *guest, GAsyncReadyCallback callback, gpointer user_data)
{
  Arguments *arguments = arguments_new (desk, NULL, FALSE);

  arguments->guest = guest;
  lotse_job_run (store, doubles_job, arguments, arguments_free, (GDestroyNotify) g_ptr_array_unref, callback, user_data);
}

void
lotse_desk_job_walk_in_async (LotseStore *store, LotseDesk *desk, LotseWalkIn *guest, GAsyncReadyCallback callback, gpointer user_data)
{
  Arguments *arguments = arguments_new (desk, NULL, FALSE);

  arguments->guest = guest;
  lotse_job_run (store, walk_in_job, arguments, arguments_free, (GDestroyNotify) lotse_sign_in_unref, callback, user_data);
}

static gpointer
undo_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;
  const gboolean done = arguments->flag ? lotse_desk_undo_sign_out (arguments->desk, arguments->sign_in->attendance, error)
                                        : lotse_desk_undo (arguments->desk, arguments->sign_in, error);

  return done ? LOTSE_JOB_DONE : NULL;
}

void
lotse_desk_job_undo_async (LotseStore *store, LotseDesk *desk, LotseSignIn *sign_in, gboolean out, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Arguments *arguments = arguments_new (desk, NULL, out);

  arguments->sign_in = lotse_sign_in_ref (sign_in);
  lotse_job_run (store, undo_job, arguments, arguments_free, NULL, callback, user_data);
}

static gpointer
signature_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;

  return lotse_sign_in_add_signature (store, arguments->text, arguments->picture, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_desk_job_signature_async (LotseStore *store, const char *attendance, GBytes *picture, GAsyncReadyCallback callback, gpointer user_data)
{
  Arguments *arguments = arguments_new (NULL, attendance, FALSE);

  arguments->picture = g_bytes_ref (picture);
  lotse_job_run (store, signature_job, arguments, arguments_free, NULL, callback, user_data);
}

/* --- The PIN ------------------------------------------------------------------------------------------------ */

static gpointer
open_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;

  return lotse_desk_lock_open (store, arguments->options, arguments->text, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_desk_job_open_async (LotseStore *store, const LotseDeskOptions *options, const char *pin, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Arguments *arguments = arguments_new (NULL, pin, FALSE);

  arguments->options = lotse_desk_options_copy (options);
  lotse_job_run (store, open_job, arguments, arguments_free, NULL, callback, user_data);
}

static gpointer
slot_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_desk_lock_set_slot (store, ((Arguments *) data)->text, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_desk_job_slot_async (LotseStore *store, const char *slot, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, slot_job, arguments_new (NULL, slot, FALSE), arguments_free, NULL, callback, user_data);
}
