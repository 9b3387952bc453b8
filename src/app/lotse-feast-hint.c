/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a day meets; see the header.
 *
 * Feasts are counted on the database thread, where the chosen state is read: the calendars take some milliseconds.
 */
#include "config.h"

#include "lotse-feast-hint.h"

#include "lotse-compat.h"
#include "lotse-format.h"
#include "lotse-home-state.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"

static char *
feast_text (const LotseFeast *feast)
{
  g_autofree char *day = lotse_format_day (feast->date);

  return g_strdup_printf ("%s: %s", day, feast->name);
}

GtkWidget *
lotse_feast_row_new (const LotseFeast *feast)
{
  g_autofree char *text = feast_text (feast);
  GtkWidget *row = lotse_row_text (text, lotse_feast_hint (feast));
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}

/* --- Below a date -------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *hint;
  char *date;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->hint);
  g_free (question->date);
  g_free (question);
}

static gpointer
feasts_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *state = lotse_home_state_get (store, NULL);

  return lotse_feasts_on (data, state);
}

static void
show_feasts (GtkWidget *hint, GPtrArray *feasts)
{
  AdwPreferencesGroup *group = lotse_group_new (NULL);

  for (guint i = 0; i < feasts->len; i++)
    {
      g_autofree char *text = feast_text (g_ptr_array_index (feasts, i));

      adw_preferences_group_add (group, lotse_feast_row_new (g_ptr_array_index (feasts, i)));
      lotse_compat_announce (hint, text);
    }
  gtk_box_append (GTK_BOX (hint), GTK_WIDGET (group));
  gtk_widget_set_visible (hint, TRUE);
}

/* An answer that comes after the date was changed again says nothing. */
static void
on_feasts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GPtrArray) feasts = lotse_job_array_finish (result, NULL);

  if (feasts != NULL && feasts->len > 0 && g_strcmp0 (g_object_get_data (G_OBJECT (question->hint), "date"), question->date) == 0)
    show_feasts (question->hint, feasts);
  question_free (question);
}

static void
on_date_changed (GtkWidget *hint, LotseFormField *field)
{
  g_autofree char *date = lotse_form_field_get_value (field, NULL);
  LotseStore *store = lotse_form_field_get_store (field);
  Question *question;

  if (g_strcmp0 (g_object_get_data (G_OBJECT (hint), "date"), date) == 0)
    return;
  g_object_set_data_full (G_OBJECT (hint), "date", g_strdup (date), g_free);
  lotse_box_clear (GTK_BOX (hint));
  gtk_widget_set_visible (hint, FALSE);
  if (date == NULL || store == NULL)
    return;
  question = g_new0 (Question, 1);
  question->hint = g_object_ref (hint);
  question->date = g_strdup (date);
  lotse_job_run (store, feasts_job, g_strdup (date), g_free, (GDestroyNotify) g_ptr_array_unref, on_feasts, question);
}

GtkWidget *
lotse_feast_hint_new (LotseFormField *date)
{
  GtkWidget *hint = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_visible (hint, FALSE);
  g_signal_connect_object (date, "changed", G_CALLBACK (on_date_changed), hint, G_CONNECT_SWAPPED);
  on_date_changed (hint, date);
  return hint;
}
