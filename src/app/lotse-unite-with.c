/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing the other record; see the header. */
#include "config.h"

#include "lotse-unite-with.h"

#include "lotse-completion.h"
#include "lotse-dialog.h"
#include "lotse-doubles-dialog.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *dialog;
  GtkWidget *parent; /* weak */
  LotseProfile *profile;
  char *id;
} Choosing;

static void
choosing_free (gpointer data)
{
  Choosing *choosing = data;

  g_clear_weak_pointer (&choosing->parent);
  g_clear_object (&choosing->profile);
  g_free (choosing->id);
  g_free (choosing);
}

static void
on_picked (Choosing *choosing, const char *kind, const char *id, const char *title)
{
  if (choosing->parent != NULL)
    lotse_doubles_dialog_show_pair (choosing->parent, choosing->profile, choosing->id, id);
  gtk_window_close (GTK_WINDOW (choosing->dialog));
}

static void
on_kind_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (LotseRecord) record = lotse_job_record_finish (result, NULL);
  AdwPreferencesGroup *group = lotse_group_new (NULL);
  GtkWidget *row = adw_entry_row_new ();
  LotseCompletion *completion;

  if (record == NULL || choosing->parent == NULL || lotse_profile_get_store (choosing->profile) == NULL)
    {
      g_object_unref (g_object_ref_sink (group));
      g_object_unref (g_object_ref_sink (row));
      choosing_free (choosing);
      return;
    }
  choosing->dialog = lotse_dialog_new (choosing->parent, _ ("Unite With"), 480, 420);
  g_object_set_data_full (G_OBJECT (choosing->dialog), "choosing", choosing, choosing_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("The other record"));
  adw_preferences_group_set_description (group, _ ("Type the name of the record that stands for the same one."));
  adw_preferences_group_add (group, row);
  completion = lotse_completion_new (row, LOTSE_STORE (source), lotse_record_get_kind (record)->name);
  g_signal_connect_swapped (completion, "picked", G_CALLBACK (on_picked), choosing);
  gtk_box_append (lotse_dialog_get_box (choosing->dialog), GTK_WIDGET (group));
  gtk_window_present (GTK_WINDOW (choosing->dialog));
  gtk_widget_grab_focus (row);
}

void
lotse_unite_with_show (GtkWidget *parent, LotseProfile *profile, const char *id)
{
  LotseStore *store = lotse_profile_get_store (profile);
  Choosing *choosing;

  if (store == NULL)
    return;
  choosing = g_new0 (Choosing, 1);
  g_set_weak_pointer (&choosing->parent, parent);
  choosing->profile = g_object_ref (profile);
  choosing->id = g_strdup (id);
  lotse_job_get_async (store, id, on_kind_known, choosing);
}
