/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sign-in desk: searching, signing in and out; see the header.
 *
 * Load: a key each 50 ms and an answer within a frame; while one search runs only the newest text waits.  Enter that comes before
 * the answer is kept until it is there, so that fast fingers never sign in somebody of an older list.
 */
#include "config.h"

#include "lotse-desk-view-private.h"

#include "lotse-code.h"
#include "lotse-compat.h"
#include "lotse-jobs.h"
#include "lotse-locale.h"
#include "lotse-rows.h"

G_DEFINE_FINAL_TYPE (LotseDeskView, lotse_desk_view, GTK_TYPE_WIDGET)

LotseStore *
lotse_desk_view_store (LotseDeskView *self)
{
  return lotse_profile_get_store (self->profile);
}

static const char *
typed (LotseDeskView *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
lotse_desk_view_status (LotseDeskView *self, const char *text, gboolean warning)
{
  gtk_label_set_text (self->status, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  if (warning)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "warning");
  lotse_compat_announce (GTK_WIDGET (self->status), text);
}

/* --- What shows --------------------------------------------------------------------------------------------- */

static void
drop_rows (LotseDeskView *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->rows_for, g_free);
  g_clear_pointer (&self->organisation, g_free);
  lotse_desk_view_show_rows (self);
}

void
lotse_desk_view_clear (LotseDeskView *self)
{
  g_return_if_fail (LOTSE_IS_DESK_VIEW (self));
  g_clear_handle_id (&self->vanish, g_source_remove);
  g_clear_pointer (&self->shown, lotse_sign_in_unref);
  self->enter = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  drop_rows (self);
  lotse_desk_view_status (self, "", FALSE);
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
}

void
lotse_desk_view_focus (LotseDeskView *self)
{
  g_return_if_fail (LOTSE_IS_DESK_VIEW (self));
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
}

static gboolean
on_vanish (gpointer data)
{
  LotseDeskView *self = LOTSE_DESK_VIEW (data);

  self->vanish = 0;
  lotse_desk_view_clear (self);
  return G_SOURCE_REMOVE;
}

static void
wait_to_vanish (LotseDeskView *self)
{
  g_clear_handle_id (&self->vanish, g_source_remove);
  self->vanish = g_timeout_add_seconds (g_settings_get_uint (lotse_settings (), "desk-clear-seconds"), on_vanish, self);
}

void
lotse_desk_view_touched (LotseDeskView *self)
{
  if (self->rows != NULL || self->shown != NULL || gtk_toggle_button_get_active (self->quotas) || *typed (self) != '\0')
    wait_to_vanish (self);
}

void
lotse_desk_view_show_rows (LotseDeskView *self)
{
  GtkListBoxRow *row;

  /* Turning it off comes back here. */
  if (gtk_toggle_button_get_active (self->quotas))
    {
      gtk_toggle_button_set_active (self->quotas, FALSE);
      return;
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    gtk_list_box_append (self->list, lotse_desk_row_new (self->rows->pdata[i], self->language));
  if (self->rows != NULL && self->rows->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "rows");
  else if (self->shown != NULL && *typed (self) == '\0')
    gtk_stack_set_visible_child_name (self->stack, "card");
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

void
lotse_desk_view_show_card (LotseDeskView *self)
{
  lotse_box_clear (self->card);
  if (self->shown != NULL)
    gtk_box_append (self->card, lotse_desk_card_new (self->shown, self->shown_out, self->language));
}

/* --- Searching ---------------------------------------------------------------------------------------------- */

static void
take_enter (LotseDeskView *self)
{
  self->enter = FALSE;
  if (self->rows == NULL || self->rows->len == 0)
    lotse_desk_view_status (self, lotse_desk_view_say (self, NC_ ("desk", "Nobody of that name. F2 signs in a walk-in.")), TRUE);
  else if (lotse_desk_is_clear (self->rows))
    lotse_desk_view_activate (self, self->rows->pdata[0]);
  else
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeskView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = lotse_desk_job_finish (result, &error);

  self->searching = FALSE;
  if (self->box == NULL)
    return;
  if (g_strcmp0 (self->rows_for, typed (self)) != 0)
    {
      lotse_desk_view_search (self);
      return;
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  lotse_desk_view_show_rows (self);
  if (error != NULL)
    lotse_desk_view_status (self, error->message, TRUE);
  else if (self->enter)
    take_enter (self);
}

void
lotse_desk_view_search (LotseDeskView *self)
{
  LotseStore *store = lotse_desk_view_store (self);
  g_autofree char *text = g_strdup (typed (self));

  if (self->searching || store == NULL)
    return;
  if (*text == '\0')
    {
      self->enter = FALSE;
      drop_rows (self);
      return;
    }
  g_clear_pointer (&self->organisation, g_free);
  g_free (self->rows_for);
  self->rows_for = g_steal_pointer (&text);
  self->searching = TRUE;
  lotse_desk_job_search_async (store, self->desk, self->rows_for, on_found, g_object_ref (self));
}

static void
on_people (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeskView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = lotse_desk_job_finish (result, &error);

  self->busy = FALSE;
  if (self->box == NULL)
    return;
  if (rows == NULL || rows->len == 0)
    {
      lotse_desk_view_status (self, rows == NULL ? error->message : lotse_desk_view_say (self, NC_ ("desk", "Nobody of this organisation is known.")),
                              TRUE);
      return;
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  lotse_desk_view_show_rows (self);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

/* --- Signing in and out ------------------------------------------------------------------------------------- */

static void
confirm (LotseDeskView *self, LotseSignIn *sign_in)
{
  const gboolean out = self->shown_out;
  g_autofree char *outcome = lotse_desk_outcome (self->language, sign_in, out);
  g_autofree char *note = !out ? lotse_desk_note_text (self->language, sign_in) : NULL;
  g_autofree char *text = note != NULL ? g_strdup_printf ("%s. %s", outcome, note) : g_strdup (outcome);

  g_clear_pointer (&self->signed_out, lotse_sign_in_unref);
  if (out && !sign_in->already)
    self->signed_out = lotse_sign_in_ref (sign_in);
  g_clear_pointer (&self->shown, lotse_sign_in_unref);
  self->shown = lotse_sign_in_ref (sign_in);
  if (self->options->sound)
    gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
  lotse_desk_view_show_card (self);
  lotse_desk_view_show_rows (self);
  lotse_desk_view_status (self, text, note != NULL || (sign_in->already && !out));
  lotse_desk_view_show_counts (self);
  wait_to_vanish (self);
  if (!out && !sign_in->already)
    g_signal_emit_by_name (self, "signed-in", sign_in);
}

void
lotse_desk_view_confirm_in (LotseDeskView *self, LotseSignIn *sign_in)
{
  g_return_if_fail (LOTSE_IS_DESK_VIEW (self));
  self->shown_out = FALSE;
  confirm (self, sign_in);
}

static void
on_signed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeskView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseSignIn) sign_in = lotse_desk_job_finish (result, &error);

  self->busy = FALSE;
  if (self->box == NULL)
    return;
  if (sign_in != NULL)
    confirm (self, sign_in);
  else
    lotse_desk_view_status (self, error->message, TRUE);
}

/* The search is empty at once: what is typed while the sign-in is written belongs to the next guest. */
static gboolean
begin_act (LotseDeskView *self)
{
  if (self->busy || lotse_desk_view_store (self) == NULL)
    return FALSE;
  self->busy = TRUE;
  self->shown_out = gtk_toggle_button_get_active (self->out);
  g_clear_pointer (&self->shown, lotse_sign_in_unref);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  drop_rows (self);
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
  return TRUE;
}

void
lotse_desk_view_sign_in (LotseDeskView *self, const char *person, const char *organisation)
{
  g_autofree char *id = g_strdup (person);
  g_autofree char *under = g_strdup (organisation);

  g_return_if_fail (LOTSE_IS_DESK_VIEW (self));
  if (begin_act (self))
    lotse_desk_job_sign_in_async (lotse_desk_view_store (self), self->desk, id, under, self->shown_out, on_signed, g_object_ref (self));
}

void
lotse_desk_view_take_code (LotseDeskView *self, const char *code)
{
  g_autofree char *copy = g_strdup (code);

  g_return_if_fail (LOTSE_IS_DESK_VIEW (self));
  if (begin_act (self))
    lotse_desk_job_code_async (lotse_desk_view_store (self), self->desk, copy, self->shown_out, on_signed, g_object_ref (self));
}

void
lotse_desk_view_activate (LotseDeskView *self, const LotseDeskRow *row)
{
  const char *under = self->organisation != NULL ? self->organisation : row->organisation;

  if (row->group != LOTSE_DESK_ORGANISATION)
    {
      lotse_desk_view_sign_in (self, row->id, under);
      return;
    }
  if (self->busy || lotse_desk_view_store (self) == NULL)
    return;
  self->busy = TRUE;
  g_free (self->organisation);
  self->organisation = g_strdup (row->id);
  lotse_desk_job_people_async (lotse_desk_view_store (self), self->desk, self->organisation, on_people, g_object_ref (self));
}

/* A scanner may type its code behind letters that somebody left in the field. */
static char *
find_code (const char *text)
{
  for (const char *start = text; *start != '\0'; start = g_utf8_next_char (start))
    if (g_ascii_strncasecmp (start, "lotse", 5) == 0)
      {
        g_autofree char *id = lotse_code_read (start);

        if (id != NULL)
          return g_strdup (start);
      }
  return NULL;
}

void
lotse_desk_view_enter (LotseDeskView *self)
{
  g_autofree char *code = find_code (typed (self));

  if (code != NULL)
    lotse_desk_view_take_code (self, code);
  else if (*typed (self) == '\0')
    return;
  else if (self->searching || g_strcmp0 (self->rows_for, typed (self)) != 0)
    self->enter = TRUE;
  else
    take_enter (self);
}

/* --- Making and ending -------------------------------------------------------------------------------------- */

static void
on_desk_changed (LotseDeskView *self, LotseDesk *desk)
{
  g_assert (LOTSE_IS_DESK_VIEW (self));
  if (self->box != NULL && desk == self->desk)
    lotse_desk_view_show_counts (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeskView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (lotse_desk_job_finish (result, &error) == NULL && self->box != NULL)
    lotse_desk_view_status (self, error->message, TRUE);
  else if (self->box != NULL)
    lotse_desk_view_load_about (self);
}

void
lotse_desk_view_open_desk (LotseDeskView *self, const char *slot)
{
  LotseStore *store = lotse_desk_view_store (self);

  g_return_if_fail (store != NULL);
  self->desk = lotse_desk_new (store, self->options->event, slot, self->options->door);
  g_ptr_array_add (self->desks, self->desk);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (on_desk_changed), self, G_CONNECT_SWAPPED);
  lotse_desk_job_load_async (store, self->desk, on_loaded, g_object_ref (self));
}

LotseDesk *
lotse_desk_view_get_desk (LotseDeskView *self)
{
  return self->desk;
}

const char *
lotse_desk_view_get_language (LotseDeskView *self)
{
  return self->language;
}

static void
lotse_desk_view_dispose (GObject *object)
{
  LotseDeskView *self = LOTSE_DESK_VIEW (object);

  g_clear_handle_id (&self->vanish, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_desk_view_parent_class)->dispose (object);
}

static void
lotse_desk_view_finalize (GObject *object)
{
  LotseDeskView *self = LOTSE_DESK_VIEW (object);

  g_ptr_array_unref (self->desks);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->signed_out, lotse_sign_in_unref);
  g_clear_pointer (&self->shown, lotse_sign_in_unref);
  g_clear_pointer (&self->options, lotse_desk_options_free);
  g_clear_object (&self->profile);
  g_free (self->rows_for);
  g_free (self->organisation);
  G_OBJECT_CLASS (lotse_desk_view_parent_class)->finalize (object);
}

static void
lotse_desk_view_class_init (LotseDeskViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_desk_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = lotse_desk_view_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "desk.undo", "s", lotse_desk_view_undo_mark);
  g_signal_new ("walk-in", LOTSE_TYPE_DESK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("leave", LOTSE_TYPE_DESK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("signed-in", LOTSE_TYPE_DESK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
lotse_desk_view_init (LotseDeskView *self)
{
  self->desks = g_ptr_array_new_with_free_func (g_object_unref);
}
