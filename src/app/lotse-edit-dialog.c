/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog in which a record is added or changed; see the header.
 *
 * Invariants: it closes only after the store has said that the record is on disk, or when the person gives up, after
 * being asked if anything was typed.
 */
#include "config.h"

#include "lotse-edit-dialog.h"

#include "lotse-editor.h"
#include "lotse-form.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-moves.h"
#include "lotse-views.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

struct _LotseEditDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkBox *content;
  GtkRevealer *revealer;
  GtkLabel *message;
  GtkBox *box;
  AdwAvatar *avatar;
  GtkLabel *hint;

  LotseProfile *profile;
  LotseForm *form;
  LotseMoves *moves; /* NULL where no deadline hangs on what is changed */
  LotseRecord *record;
  gboolean is_new;
  LotseRecord *changed; /* what is being saved, or NULL */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (LotseEditDialog, lotse_edit_dialog, ADW_TYPE_WINDOW)

static void
show_message (LotseEditDialog *self, const char *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseEditDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  LotseWindow *window;

  self->saving = FALSE;
  if (!lotse_job_done_finish (result, &error))
    {
      show_message (self, error->message);
      return;
    }
  window = lotse_window_of (GTK_WIDGET (self));
  if (window != NULL && self->is_new)
    {
      const char *kind = lotse_record_get_kind (self->record)->name;

      if (lotse_view_for_kind (kind) != NULL)
        lotse_window_open_record (window, kind, lotse_record_get_id (self->record));
    }
  if (window != NULL)
    lotse_window_toast (GTK_WIDGET (window), _ ("Saved"));
  gtk_window_destroy (GTK_WINDOW (self));
}

/* A pair's state gets the day on which it was reached. */
static gboolean
fill_in (LotseRecord *record, GError **error)
{
  g_autofree char *today = lotse_format_today ();
  const char *state;

  if (!g_str_equal (lotse_record_get_kind (record)->name, "mentoring_pair"))
    return TRUE;
  state = lotse_record_get (record, "state");
  if (state == NULL || lotse_record_get_element (record, "state_dates", state) != NULL)
    return TRUE;
  return lotse_record_set_element (record, "state_dates", state, today, error);
}

static void
on_moves_answered (gboolean save, gpointer data)
{
  g_autoptr (LotseEditDialog) self = data;
  g_autoptr (LotseRecord) changed = g_steal_pointer (&self->changed);
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (save && store != NULL)
    lotse_job_save_async (store, changed, on_saved, g_object_ref (self));
  else
    self->saving = FALSE;
}

static void
lotse_edit_dialog_save (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEditDialog *self = LOTSE_EDIT_DIALOG (widget);
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (LotseRecord) changed = NULL;
  g_autoptr (GError) error = NULL;

  if (self->saving || self->form == NULL || store == NULL)
    return;
  changed = lotse_record_copy (self->record);
  if (!lotse_form_apply (self->form, changed, &error) || !fill_in (changed, &error))
    {
      show_message (self, error->message);
      return;
    }
  show_message (self, NULL);
  self->saving = TRUE;
  self->changed = g_steal_pointer (&changed);
  if (self->moves != NULL)
    lotse_moves_ask (self->moves, self->changed, on_moves_answered, g_object_ref (self));
  else
    on_moves_answered (TRUE, g_object_ref (self));
}

/* --- Giving up ---------------------------------------------------------------------------------------------- */

static gboolean
lotse_edit_dialog_close_request (GtkWindow *window)
{
  LotseEditDialog *self = LOTSE_EDIT_DIALOG (window);

  if (self->form == NULL || !lotse_form_get_changed (self->form) || self->saving)
    return FALSE;
  lotse_editor_ask_discard (GTK_WIDGET (window));
  return TRUE;
}

static void
lotse_edit_dialog_cancel (GtkWidget *widget, const char *action, GVariant *target)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static const char *
hint_for (const LotseKind *kind)
{
  if (g_str_equal (kind->name, "person"))
    return _ ("Write the name as the person writes it. It is never taken apart.");
  if (g_str_equal (kind->name, "mentoring_pair"))
    return _ ("Type a name and choose the person from the list that opens.");
  return NULL;
}

static void
on_form_changed (LotseEditDialog *self)
{
  g_autoptr (LotseRecord) typed = NULL;

  g_assert (LOTSE_IS_EDIT_DIALOG (self));
  show_message (self, NULL);
  if (self->moves == NULL)
    return;
  typed = lotse_record_copy (self->record);
  lotse_form_peek (self->form, typed);
  lotse_moves_look (self->moves, typed);
}

static void
on_form_activated (LotseEditDialog *self)
{
  g_assert (LOTSE_IS_EDIT_DIALOG (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "edit.save", NULL);
}

static void
show_form (LotseEditDialog *self)
{
  const LotseKind *kind = lotse_record_get_kind (self->record);
  g_autofree char *title = lotse_record_dup_title (self->record);
  g_autofree char *heading = NULL;
  const char *hint = hint_for (kind);

  /* Translators: the kind of a record, such as "Person". */
  heading = g_strdup_printf (self->is_new ? _ ("New: %s") : _ ("Edit: %s"), lotse_kind_label (kind));
  adw_window_title_set_title (self->title, heading);
  gtk_window_set_title (GTK_WINDOW (self), heading);
  gtk_widget_set_visible (GTK_WIDGET (self->avatar), g_str_equal (kind->name, "person") || g_str_equal (kind->name, "organisation"));
  adw_avatar_set_text (self->avatar, self->is_new ? "" : title);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
  self->form = lotse_form_new (self->profile, kind);
  lotse_form_load (self->form, self->record);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (on_form_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "activated", G_CALLBACK (on_form_activated), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->form));
  if (lotse_moves_concern (kind))
    {
      self->moves = lotse_moves_new (self->profile);
      gtk_box_append (self->content, GTK_WIDGET (self->moves));
    }
  lotse_form_focus (self->form);
}

static LotseEditDialog *
make (GtkWidget *parent, LotseProfile *profile)
{
  LotseEditDialog *self = g_object_new (LOTSE_TYPE_EDIT_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);

  self->profile = g_object_ref (profile);
  return self;
}

void
lotse_edit_dialog_add_record (GtkWidget *parent, LotseProfile *profile, LotseRecord *record)
{
  LotseEditDialog *self;

  g_return_if_fail (LOTSE_IS_RECORD (record));
  if (lotse_profile_get_store (profile) == NULL)
    return;
  self = make (parent, profile);
  self->is_new = TRUE;
  self->record = g_object_ref (record);
  show_form (self);
  gtk_window_present (GTK_WINDOW (self));
}

/* What most records of a kind begin with. */
static void
begin (LotseRecord *record, LotseProfile *profile)
{
  const char *kind = lotse_record_get_kind (record)->name;
  g_autofree char *today = lotse_format_today ();

  /* Most tasks are for whoever writes them down, and without a person nobody but staff would receive it. */
  if (g_str_equal (kind, "task"))
    lotse_record_set (record, "assignee", lotse_profile_get_person (profile), NULL);
  if (g_str_equal (kind, "mentoring_pair"))
    lotse_record_set (record, "state", "proposed", NULL);
  if (g_str_equal (kind, "session"))
    lotse_record_set (record, "date", today, NULL);
  if (g_str_equal (kind, "application"))
    {
      lotse_record_set (record, "state", "drafting", NULL);
      lotse_record_set (record, "involvement", "own", NULL);
      lotse_record_set (record, "responsible", lotse_profile_get_person (profile), NULL);
    }
}

void
lotse_edit_dialog_add (GtkWidget *parent, LotseProfile *profile, const LotseKind *kind, const char *field, const char *value)
{
  g_autoptr (LotseRecord) record = NULL;

  g_return_if_fail (kind != NULL);
  record = lotse_record_new (kind, NULL);
  if (field != NULL)
    lotse_record_set (record, field, value, NULL);
  begin (record, profile);
  lotse_edit_dialog_add_record (parent, profile, record);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseEditDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->record = lotse_job_record_finish (result, &error);
  if (self->record != NULL)
    show_form (self);
  else
    show_message (self, error->message);
}

void
lotse_edit_dialog_edit (GtkWidget *parent, LotseProfile *profile, const char *id)
{
  LotseEditDialog *self;

  if (lotse_profile_get_store (profile) == NULL)
    return;
  self = make (parent, profile);
  lotse_job_get_async (lotse_profile_get_store (profile), id, on_loaded, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}

static void
lotse_edit_dialog_dispose (GObject *object)
{
  LotseEditDialog *self = LOTSE_EDIT_DIALOG (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->record);
  g_clear_object (&self->changed);
  G_OBJECT_CLASS (lotse_edit_dialog_parent_class)->dispose (object);
}

static void
lotse_edit_dialog_class_init (LotseEditDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_edit_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = lotse_edit_dialog_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-edit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseEditDialog, title);
  gtk_widget_class_bind_template_child (widget_class, LotseEditDialog, content);
  gtk_widget_class_bind_template_child (widget_class, LotseEditDialog, revealer);
  gtk_widget_class_bind_template_child (widget_class, LotseEditDialog, message);
  gtk_widget_class_bind_template_child (widget_class, LotseEditDialog, box);
  gtk_widget_class_bind_template_child (widget_class, LotseEditDialog, avatar);
  gtk_widget_class_bind_template_child (widget_class, LotseEditDialog, hint);
  gtk_widget_class_install_action (widget_class, "edit.save", NULL, lotse_edit_dialog_save);
  gtk_widget_class_install_action (widget_class, "edit.cancel", NULL, lotse_edit_dialog_cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "edit.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "edit.save", NULL);
}

static void
lotse_edit_dialog_init (LotseEditDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
