/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog in which the checklist of an event format is written; see the header.
 *
 * Each change is saved at once, with the tasks of coming events that follow from it, and shown when it is on disk.
 */
#include "config.h"

#include "lotse-checklist-dialog.h"

#include "lotse-checklist.h"
#include "lotse-dialog.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>
#include <string.h>

/* Lives as long as the dialog. */
typedef struct
{
  GtkWidget *dialog;
  LotseProfile *profile;
  char *format;
  GtkBox *items;
  GtkEditable *text, *days;
  GtkDropDown *side;   /* before or after */
  GtkLabel *message;
  char *editing;       /* the key of the item that is in the line, or NULL */
} ChecklistDialog;

typedef enum
{
  CHANGE_NONE, /* only reads */
  CHANGE_SET,
  CHANGE_MOVE,
  CHANGE_REMOVE,
} ChangeType;

typedef struct
{
  ChangeType type;
  char *format, *key, *text;
  int days;
  guint position;
} Change;

static void run (ChecklistDialog *self, ChangeType type, const char *key, const char *text, int days, guint position);

static void
dialog_free (gpointer data)
{
  ChecklistDialog *self = data;

  g_object_unref (self->profile);
  g_free (self->format);
  g_free (self->editing);
  g_free (self);
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->format);
  g_free (change->key);
  g_free (change->text);
  g_free (change);
}

/* --- On the database thread --------------------------------------------------------------------------------- */

static char *
who_of (LotseRecord *format, const char *key)
{
  g_autoptr (GPtrArray) items = lotse_checklist_dup_items (format);

  for (guint i = 0; i < items->len; i++)
    {
      const LotseChecklistItem *item = g_ptr_array_index (items, i);

      if (g_strcmp0 (item->key, key) == 0)
        return g_strdup (item->who);
    }
  return g_strdup ("");
}

static gboolean
apply (LotseRecord *format, const Change *change, GError **error)
{
  g_autofree char *key = change->key != NULL ? g_strdup (change->key) : g_uuid_string_random ();
  g_autofree char *who = who_of (format, change->key);

  switch (change->type)
    {
    case CHANGE_SET:
      return lotse_checklist_set_item (format, key, change->text, change->days, who, error);
    case CHANGE_MOVE:
      return lotse_checklist_move_item (format, key, change->position, error);
    case CHANGE_REMOVE:
      return lotse_checklist_remove_item (format, key, error);
    default:
      return TRUE;
    }
}

static gpointer
change_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Change *change = data;
  g_autoptr (LotseRecord) format = lotse_store_get_standing (store, change->format, error);
  g_autofree char *group = g_uuid_string_random ();

  if (format == NULL || !apply (format, change, error))
    return NULL;
  if (change->type != CHANGE_NONE && !lotse_checklist_save_format (store, format, group, NULL, error))
    return NULL;
  return g_steal_pointer (&format);
}

/* --- Items -------------------------------------------------------------------------------------------------- */

static char *
when_text (int days)
{
  if (days == 0)
    return g_strdup (_ ("on the day"));
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day before", "%d days before", (gulong) -days), -days);
  return g_strdup_printf (ngettext ("%d day after", "%d days after", (gulong) days), days);
}

static void
on_edit (ChecklistDialog *self, GtkWidget *row)
{
  const char *key = g_object_get_data (G_OBJECT (row), "key");
  const int days = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "days"));
  g_autofree char *number = g_strdup_printf ("%d", ABS (days));

  g_free (self->editing);
  self->editing = g_strdup (key);
  gtk_editable_set_text (self->text, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  gtk_editable_set_text (self->days, number);
  gtk_drop_down_set_selected (self->side, days > 0 ? 1 : 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
on_button (ChecklistDialog *self, GtkWidget *button)
{
  const char *key = g_object_get_data (G_OBJECT (button), "key");
  const int position = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "position"));

  run (self, position < 0 ? CHANGE_REMOVE : CHANGE_MOVE, key, NULL, 0, position < 0 ? 0 : (guint) position);
}

static void
add_button (ChecklistDialog *self, GtkWidget *row, const char *icon, const char *format, const LotseChecklistItem *item, int position)
{
  GString *name = g_string_new (format);
  g_autofree char *focus = g_strdup_printf ("%s-%s", icon, item->key);
  GtkWidget *button;

  g_string_replace (name, "%s", item->text, 1);
  button = lotse_button_icon (icon, name->str, NULL, NULL);
  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (item->key), g_free);
  g_object_set_data (G_OBJECT (button), "position", GINT_TO_POINTER (position));
  lotse_focus_name (button, focus);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_button), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_string_free (name, TRUE);
}

static void
show_items (ChecklistDialog *self, LotseRecord *format)
{
  g_autoptr (GPtrArray) items = lotse_checklist_dup_items (format);
  AdwPreferencesGroup *group = lotse_group_new (NULL);
  g_autofree char *focus = lotse_focus_take (GTK_WIDGET (self->items));

  lotse_box_clear (self->items);
  if (items->len == 0)
    adw_preferences_group_set_description (group, _ ("No item yet. Each item becomes a task of every coming event of this format."));
  for (guint i = 0; i < items->len; i++)
    {
      const LotseChecklistItem *item = g_ptr_array_index (items, i);
      g_autofree char *when = when_text (item->days);
      GtkWidget *row = lotse_row_text (item->text, when);

      g_object_set_data_full (G_OBJECT (row), "key", g_strdup (item->key), g_free);
      g_object_set_data (G_OBJECT (row), "days", GINT_TO_POINTER (item->days));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      lotse_focus_name (row, item->key);
      g_signal_connect_swapped (row, "activated", G_CALLBACK (on_edit), self);
      if (i > 0)
        add_button (self, row, "go-up-symbolic", _ ("Move up: %s"), item, (int) i - 1);
      add_button (self, row, "list-remove-symbolic", _ ("Remove %s"), item, -1);
      adw_preferences_group_add (group, row);
    }
  gtk_box_append (self->items, GTK_WIDGET (group));
  lotse_focus_give (GTK_WIDGET (self->items), focus);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  ChecklistDialog *self = g_object_get_data (G_OBJECT (dialog), "checklist-dialog");
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) format = lotse_job_record_finish (result, &error);

  if (self == NULL)
    return;
  gtk_label_set_text (self->message, format == NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), format == NULL);
  if (format != NULL)
    show_items (self, format);
}

static void
run (ChecklistDialog *self, ChangeType type, const char *key, const char *text, int days, guint position)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  Change *change;

  if (store == NULL)
    return;
  change = g_new0 (Change, 1);
  change->type = type;
  change->format = g_strdup (self->format);
  change->key = g_strdup (key);
  change->text = g_strdup (text);
  change->days = days;
  change->position = position;
  lotse_job_run (store, change_job, change, change_free, g_object_unref, on_changed, g_object_ref (self->dialog));
}

/* --- The line ----------------------------------------------------------------------------------------------- */

static void
on_add (ChecklistDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));
  const int days = atoi (gtk_editable_get_text (self->days));

  if (*text == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
      return;
    }
  run (self, CHANGE_SET, self->editing, text, gtk_drop_down_get_selected (self->side) == 1 ? days : -days, 0);
  g_clear_pointer (&self->editing, g_free);
  gtk_editable_set_text (self->text, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static GtkEditable *
add_entry (ChecklistDialog *self, GtkBox *line, const char *name, int width)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_add), self);
  gtk_box_append (line, entry);
  return GTK_EDITABLE (entry);
}

static void
add_line (ChecklistDialog *self, GtkBox *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");
  const char *const sides[] = { _ ("days before"), _ ("days after"), NULL };

  self->text = add_entry (self, GTK_BOX (line), _ ("What is to be done"), 16);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  self->days = add_entry (self, GTK_BOX (line), _ ("Days"), 4);
  gtk_editable_set_max_width_chars (self->days, 4);
  self->side = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (sides));
  lotse_drop_down_name (self->side, _ ("Before or after the event"));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->side));
  gtk_widget_set_tooltip_text (add, _ ("Save this item"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Save this item"), -1);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add), self);
  gtk_box_append (GTK_BOX (line), add);
  gtk_box_append (box, line);
}

void
lotse_checklist_dialog_show (GtkWidget *parent, LotseProfile *profile, const char *format)
{
  ChecklistDialog *self;
  GtkBox *box;

  if (lotse_profile_get_store (profile) == NULL)
    return;
  self = g_new0 (ChecklistDialog, 1);
  self->profile = g_object_ref (profile);
  self->format = g_strdup (format);
  self->dialog = lotse_dialog_new (parent, _ ("Checklist of the Format"), 560, 560);
  g_object_set_data_full (G_OBJECT (self->dialog), "checklist-dialog", self, dialog_free);
  box = lotse_dialog_get_box (self->dialog);
  add_line (self, box);
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_box_append (box, GTK_WIDGET (self->message));
  self->items = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (box, GTK_WIDGET (self->items));
  run (self, CHANGE_NONE, NULL, NULL, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  gtk_window_present (GTK_WINDOW (self->dialog));
}
