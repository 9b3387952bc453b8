/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questions before a kiosk opens: which languages, how it shows, which PIN.
 */
#include "config.h"

#include "lotse-kiosk-window.h"

#include "lotse-dialog.h"
#include "lotse-error.h"
#include "lotse-form-words.h"
#include "lotse-jobs.h"
#include "lotse-kiosk-jobs.h"
#include "lotse-kiosk-session.h"
#include "lotse-language.h"
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
  char *id;
  LotseFeedbackState *state;
  LotseKioskOptions *options;
  GStrv languages;     /* that can be chosen */
  GPtrArray *switches; /* one for each of them */
  GtkWidget *paged;
  GtkWidget *seconds;
  LotsePinRows pin;
  GtkLabel *message;
  GtkWidget *open;
  guint waiting;       /* jobs under way keep the setup */
  gboolean ended;
} Setup;

static void
setup_free (Setup *setup)
{
  g_clear_object (&setup->profile);
  g_clear_object (&setup->main);
  g_clear_pointer (&setup->state, lotse_feedback_state_free);
  g_clear_pointer (&setup->options, lotse_kiosk_options_free);
  g_strfreev (setup->languages);
  g_ptr_array_unref (setup->switches);
  g_free (setup->id);
  g_free (setup);
}

static void
on_destroyed (Setup *setup)
{
  setup->ended = TRUE;
  if (setup->waiting == 0)
    setup_free (setup);
}

/* --- Opening ------------------------------------------------------------------------------------------------ */

static void
on_kiosk_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Setup *setup = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean done = lotse_job_done_finish (result, &error);

  if (done && lotse_profile_get_store (setup->profile) != NULL)
    lotse_kiosk_window_show (setup->profile, setup->main, setup->options);
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
  lotse_dialog_set_message (setup->message, error->message);
  gtk_widget_set_sensitive (setup->open, TRUE);
  gtk_widget_grab_focus (setup->pin.pin);
}

static void
take_languages (Setup *setup)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < setup->switches->len; i++)
    if (gtk_switch_get_active (setup->switches->pdata[i]))
      g_ptr_array_add (chosen, g_strdup (setup->languages[i]));
  g_ptr_array_add (chosen, NULL);
  g_strfreev (setup->options->languages);
  setup->options->languages = (GStrv) g_ptr_array_free (chosen, FALSE);
}

static void
on_open (Setup *setup)
{
  LotseStore *store = lotse_profile_get_store (setup->profile);
  const char *pin;

  if (store == NULL || setup->waiting > 0)
    return;
  take_languages (setup);
  if (setup->options->languages[0] == NULL)
    {
      lotse_dialog_set_message (setup->message, _ ("Choose at least one language."));
      gtk_widget_grab_focus (setup->switches->pdata[0]);
      return;
    }
  pin = lotse_pin_rows_get (&setup->pin, setup->message);
  if (pin == NULL)
    return;
  setup->options->paged = gtk_switch_get_active (GTK_SWITCH (setup->paged));
  setup->options->seconds = (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (setup->seconds));
  gtk_widget_set_sensitive (setup->open, FALSE);
  setup->waiting++;
  lotse_kiosk_job_open_async (store, setup->options, pin, on_kiosk_open, setup);
}

/* --- The dialog --------------------------------------------------------------------------------------------- */

static AdwPreferencesGroup *
languages_new (Setup *setup)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Languages"));

  lotse_list_name (group, _ ("Languages"));
  for (guint i = 0; setup->languages[i] != NULL; i++)
    {
      const gboolean whole = lotse_kiosk_has_language (setup->state->form, setup->languages[i]);

      g_ptr_array_add (setup->switches,
                       lotse_group_add_switch (group, lotse_form_language_name (setup->languages[i]),
                                               whole ? NULL : _ ("Some questions have no text in this language"), whole));
    }
  return group;
}

static void
add_seconds (Setup *setup, AdwPreferencesGroup *group)
{
  GtkWidget *row = lotse_group_add_row (group, adw_action_row_new (), _ ("Seconds without a touch"));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Then the kiosk begins anew; what was not finished is gone"));
  setup->seconds = gtk_spin_button_new_with_range (LOTSE_KIOSK_LEAST_SECONDS, LOTSE_KIOSK_MOST_SECONDS, 10);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (setup->seconds), setup->options->seconds);
  gtk_widget_set_valign (setup->seconds, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (setup->seconds), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Seconds without a touch"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), setup->seconds);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), setup->seconds);
}

static void
fill_dialog (Setup *setup)
{
  GtkBox *box = lotse_dialog_get_box (setup->dialog);
  AdwPreferencesGroup *group = lotse_group_new (lotse_record_get (setup->state->form->record, "title"));

  setup->message = lotse_dialog_add_message (setup->dialog);
  gtk_box_append (box, GTK_WIDGET (languages_new (setup)));
  setup->paged = lotse_group_add_switch (group, _ ("One question at a time"), _ ("Otherwise all questions stand on one page"), TRUE);
  add_seconds (setup, group);
  lotse_pin_rows_add (&setup->pin, group, G_CALLBACK (on_open), setup);
  lotse_list_name (group, _ ("Kiosk"));
  adw_preferences_group_set_description (group, _ ("The kiosk fills the screen and is left only by this PIN, with F10. Its sheets count "
                                                   "when it is closed, at the latest on the next day."));
  gtk_box_append (box, GTK_WIDGET (group));
}

static const char *
refusal (Setup *setup)
{
  if (setup->state->form == NULL)
    return _ ("No form is chosen yet. Choose one in the section Feedback first.");
  if (setup->state->form->questions->len == 0)
    return _ ("The form has no questions yet. Add some first.");
  return NULL;
}

static void
on_state (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Setup *setup = user_data;
  g_autoptr (GError) error = NULL;

  setup->waiting--;
  setup->state = lotse_kiosk_job_state_finish (result, &error);
  if (setup->state != NULL && refusal (setup) != NULL)
    error = g_error_new_literal (LOTSE_ERROR, LOTSE_ERROR_INVALID, refusal (setup));
  if (error != NULL)
    {
      lotse_window_error (GTK_WIDGET (setup->main), _ ("The Kiosk Was Not Opened"), error);
      setup_free (setup);
      return;
    }
  setup->options = lotse_kiosk_options_new (setup->state->form->id, lotse_record_get_kind (setup->state->record)->name, setup->id);
  setup->languages = lotse_kiosk_list_languages (setup->state->form);
  /* A form without any text shows the keys of its questions; guests still get the words of the kiosk. */
  if (setup->languages[0] == NULL)
    {
      g_strfreev (setup->languages);
      setup->languages = g_strsplit (lotse_language_current (), " ", 1);
    }
  setup->dialog = lotse_dialog_new (GTK_WIDGET (setup->main), _ ("Open the Kiosk"), 560, 680);
  setup->open = lotse_dialog_add_button (setup->dialog, _ ("_Open the Kiosk"));
  g_signal_connect_swapped (setup->open, "clicked", G_CALLBACK (on_open), setup);
  g_signal_connect_swapped (setup->dialog, "destroy", G_CALLBACK (on_destroyed), setup);
  fill_dialog (setup);
  gtk_window_present (GTK_WINDOW (setup->dialog));
  gtk_widget_grab_focus (setup->pin.pin);
}

void
lotse_kiosk_window_open (LotseProfile *profile, GtkWindow *parent, const char *id)
{
  LotseStore *store = lotse_profile_get_store (profile);
  Setup *setup;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  if (store == NULL)
    return;
  setup = g_new0 (Setup, 1);
  setup->profile = g_object_ref (profile);
  setup->main = g_object_ref (parent);
  setup->id = g_strdup (id);
  setup->switches = g_ptr_array_new ();
  setup->waiting = 1;
  lotse_kiosk_job_state_async (store, id, on_state, setup);
}
