/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog for a new grant programme; see the header.
 *
 * What is chosen opens in the dialog for a record, where the funder is still to be chosen, and is saved there.
 */
#include "config.h"

#include "lotse-ready-dialog.h"

#include "lotse-dialog.h"
#include "lotse-edit-dialog.h"
#include "lotse-ready.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

static void
on_row (AdwActionRow *row, GtkWidget *dialog)
{
  const char *name = g_object_get_data (G_OBJECT (row), "ready");
  g_autoptr (LotseRecord) programme = lotse_record_new (lotse_kind_find ("grant_programme"), NULL);
  LotseWindow *window = lotse_window_of (dialog);
  g_autoptr (GError) error = NULL;

  if (window == NULL)
    return;
  if (name != NULL && !lotse_ready_fill_programme (name, programme, &error))
    {
      lotse_window_error (GTK_WIDGET (window), _ ("This Ready Programme Cannot Be Taken"), error);
      return;
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
  lotse_edit_dialog_add_record (GTK_WIDGET (window), lotse_window_get_profile (window), programme);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, GtkWidget *dialog, const char *name, const char *title, const char *subtitle)
{
  GtkWidget *row = lotse_row_text (title, subtitle);

  g_object_set_data_full (G_OBJECT (row), "ready", g_strdup (name), g_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (on_row), dialog);
  adw_preferences_group_add (group, row);
  return row;
}

void
lotse_ready_dialog_show (GtkWidget *parent, LotseProfile *profile)
{
  GtkWidget *dialog = lotse_dialog_new (parent, _ ("New Grant Programme"), 600, 640), *own;
  AdwPreferencesGroup *first = lotse_group_new (NULL), *group = lotse_group_new (_ ("Ready Programmes"));
  g_autoptr (GPtrArray) programmes = lotse_ready_programmes ();

  adw_preferences_group_set_description (group, _ ("They bring their deadline rules along, each with its source. Rules change: compare them with the notice that you have."));
  own = add_row (first, dialog, NULL, _ ("A Programme of Your Own"), _ ("Without rules at first"));
  for (guint i = 0; i < programmes->len; i++)
    {
      const LotseReadyProgramme *programme = programmes->pdata[i];

      add_row (group, dialog, programme->name, programme->title, programme->funder);
    }
  lotse_list_name (first, _ ("New Grant Programme"));
  lotse_list_name (group, _ ("Ready Programmes"));
  gtk_box_append (lotse_dialog_get_box (dialog), GTK_WIDGET (first));
  gtk_box_append (lotse_dialog_get_box (dialog), GTK_WIDGET (group));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (own);
}
