/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questions before a sign-in desk opens: which day, which door, which PIN.
 */
#include "config.h"

#include "lotse-desk-window.h"

#include "lotse-compat.h"
#include "lotse-desk-jobs.h"
#include "lotse-dialog.h"
#include "lotse-pin-rows.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

/* Belongs to the dialog. */
typedef struct
{
  GtkWidget *dialog;
  LotseProfile *profile;
  GtkWindow *main;
  LotseDeskAbout *about;
  LotseDeskOptions *options;
  GtkWidget *slot;
  GtkWidget *door;
  LotsePinRows pin;
  GtkWidget *sound;
  GtkWidget *signature;
  GtkLabel *message;
  GtkWidget *open;
  guint waiting; /* jobs under way keep the setup */
  gboolean ended;
} Setup;

static void
setup_free (Setup *setup)
{
  g_clear_object (&setup->profile);
  g_clear_object (&setup->main);
  g_clear_pointer (&setup->about, lotse_desk_about_free);
  g_clear_pointer (&setup->options, lotse_desk_options_free);
  g_free (setup);
}

static void
on_destroyed (Setup *setup)
{
  setup->ended = TRUE;
  if (setup->waiting == 0)
    setup_free (setup);
}

static void
on_desk_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Setup *setup = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean done = lotse_desk_job_finish (result, &error) != NULL;

  if (done && lotse_profile_get_store (setup->profile) != NULL)
    lotse_desk_window_show (setup->profile, setup->main, setup->options, FALSE);
  setup->waiting--;
  if (setup->ended)
    {
      setup_free (setup);
      return;
    }
  if (done)
    {
      gtk_window_destroy (GTK_WINDOW (setup->dialog));
      return;
    }
  gtk_label_set_text (setup->message, error->message);
  gtk_widget_set_sensitive (setup->open, TRUE);
  gtk_widget_grab_focus (setup->pin.pin);
}

static void
on_open (Setup *setup)
{
  LotseStore *store = lotse_profile_get_store (setup->profile);
  const char *pin;
  const guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (setup->slot));

  if (store == NULL || setup->waiting > 0)
    return;
  pin = lotse_pin_rows_get (&setup->pin, setup->message);
  if (pin == NULL)
    return;
  g_free (setup->options->slot);
  g_free (setup->options->door);
  setup->options->slot = g_strdup (selected < setup->about->slots->len ? ((LotseSlot *) setup->about->slots->pdata[selected])->key : "");
  setup->options->door = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (setup->door))));
  setup->options->sound = gtk_switch_get_active (GTK_SWITCH (setup->sound));
  setup->options->signature = gtk_switch_get_active (GTK_SWITCH (setup->signature));
  gtk_widget_set_sensitive (setup->open, FALSE);
  setup->waiting++;
  lotse_desk_job_open_async (store, setup->options, pin, on_desk_open, setup);
}

/* --- The dialog --------------------------------------------------------------------------------------------- */

static void
add_slots (Setup *setup, AdwPreferencesGroup *group)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%dT%H:%M");

  for (guint i = 0; i < setup->about->slots->len; i++)
    {
      g_autofree char *label = lotse_desk_slot_label (setup->about->slots->pdata[i]);

      gtk_string_list_append (labels, label);
    }
  setup->slot = lotse_group_add_row (group, adw_combo_row_new (), _ ("Day or part of the event"));
  adw_combo_row_set_model (ADW_COMBO_ROW (setup->slot), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (setup->slot), lotse_event_slot_at (setup->about->slots, when));
  gtk_widget_set_visible (setup->slot, setup->about->slots->len > 1);
}

static void
fill_dialog (Setup *setup)
{
  GtkBox *box = lotse_dialog_get_box (setup->dialog);
  AdwPreferencesGroup *group = lotse_group_new (setup->about->title);

  add_slots (setup, group);
  setup->door = lotse_group_add_row (group, adw_entry_row_new (), _ ("Name of this door"));
  lotse_pin_rows_add (&setup->pin, group, G_CALLBACK (on_open), setup);
  setup->sound = lotse_group_add_switch (group, _ ("Sound"), _ ("The bell of the system after each guest"), TRUE);
  setup->signature = lotse_group_add_switch (group, _ ("Signature"), _ ("Guests sign on the screen, if they like"), FALSE);
  setup->message = GTK_LABEL (lotse_compat_notice_new (GTK_ACCESSIBLE_ROLE_ALERT));
  gtk_widget_add_css_class (GTK_WIDGET (setup->message), "error");
  setup->open = gtk_button_new_with_mnemonic (_ ("_Open the Desk"));
  gtk_widget_set_halign (setup->open, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (setup->open, "pill");
  gtk_widget_add_css_class (setup->open, "suggested-action");
  g_signal_connect_swapped (setup->open, "clicked", G_CALLBACK (on_open), setup);
  lotse_list_name (group, _ ("Sign-in Desk"));
  adw_preferences_group_set_description (group, _ ("The desk fills the screen and is left only by this PIN. Lotse keeps the PIN nowhere in "
                                                   "readable form; the help says what to do when it is forgotten."));
  gtk_box_append (box, GTK_WIDGET (group));
  gtk_box_append (box, GTK_WIDGET (setup->message));
  gtk_box_append (box, setup->open);
}

static void
on_about (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Setup *setup = user_data;
  g_autoptr (GError) error = NULL;

  setup->waiting--;
  setup->about = lotse_desk_job_finish (result, &error);
  if (setup->about == NULL)
    {
      lotse_window_error (GTK_WIDGET (setup->main), _ ("The Desk Was Not Opened"), error);
      setup_free (setup);
      return;
    }
  setup->dialog = lotse_dialog_new (GTK_WIDGET (setup->main), _ ("Open the Sign-in Desk"), 560, 640);
  g_signal_connect_swapped (setup->dialog, "destroy", G_CALLBACK (on_destroyed), setup);
  fill_dialog (setup);
  gtk_window_present (GTK_WINDOW (setup->dialog));
  gtk_widget_grab_focus (setup->door);
}

void
lotse_desk_window_open (LotseProfile *profile, GtkWindow *parent, const char *event_id)
{
  LotseStore *store = lotse_profile_get_store (profile);
  Setup *setup;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  if (store == NULL)
    return;
  setup = g_new0 (Setup, 1);
  setup->profile = g_object_ref (profile);
  setup->main = g_object_ref (parent);
  setup->options = lotse_desk_options_new (event_id, NULL, NULL);
  setup->waiting = 1;
  lotse_desk_job_about_async (store, event_id, on_about, setup);
}
