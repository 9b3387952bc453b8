/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sign-in desk: taking back the last act, or one of the last five sign-ins.
 */
#include "config.h"

#include "lotse-desk-view-private.h"

typedef struct
{
  LotseDeskView *view;
  LotseSignIn *sign_in;
} Undo;

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Undo *undo = user_data;
  g_autoptr (LotseDeskView) self = undo->view;
  g_autoptr (LotseSignIn) sign_in = undo->sign_in;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_free (undo);
  self->busy = FALSE;
  if (self->box == NULL)
    return;
  if (lotse_desk_job_finish (result, &error) == NULL)
    {
      lotse_desk_view_status (self, error->message, TRUE);
      return;
    }
  g_clear_pointer (&self->signed_out, lotse_sign_in_unref);
  g_clear_pointer (&self->shown, lotse_sign_in_unref);
  lotse_desk_view_show_rows (self);
  /* Translators: a name. */
  text = g_strdup_printf (lotse_desk_view_say (self, NC_ ("desk", "Taken back: %s")), sign_in->name);
  lotse_desk_view_status (self, text, FALSE);
  lotse_desk_view_show_counts (self);
  lotse_desk_view_search (self);
}

static void
take_back (LotseDeskView *self, LotseSignIn *sign_in, gboolean out)
{
  Undo *undo;

  if (self->busy || lotse_desk_view_store (self) == NULL)
    return;
  undo = g_new0 (Undo, 1);
  undo->view = g_object_ref (self);
  undo->sign_in = lotse_sign_in_ref (sign_in);
  self->busy = TRUE;
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
  lotse_desk_job_undo_async (lotse_desk_view_store (self), self->desk, sign_in, out, on_undone, undo);
}

void
lotse_desk_view_undo_last (LotseDeskView *self)
{
  g_autoptr (GPtrArray) last = lotse_desk_dup_last (self->desk);

  if (self->signed_out != NULL)
    take_back (self, self->signed_out, TRUE);
  else if (last->len > 0)
    take_back (self, last->pdata[0], FALSE);
  else
    lotse_desk_view_status (self, lotse_desk_view_say (self, NC_ ("desk", "There is nothing to take back.")), FALSE);
}

void
lotse_desk_view_undo_mark (GtkWidget *widget, const char *action, GVariant *mark)
{
  LotseDeskView *self = LOTSE_DESK_VIEW (widget);
  g_autoptr (GPtrArray) last = lotse_desk_dup_last (self->desk);

  for (guint i = 0; i < last->len; i++)
    if (g_strcmp0 (((LotseSignIn *) last->pdata[i])->mark, g_variant_get_string (mark, NULL)) == 0)
      {
        take_back (self, last->pdata[i], FALSE);
        return;
      }
}
