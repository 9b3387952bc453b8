/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog in which a person chooses what is evaluated; see the header. */
#include "config.h"

#include "lotse-results-choice.h"

#include "lotse-completion.h"
#include "lotse-dialog.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

/* Lives as long as the dialog, and before it while the names are read. */
typedef struct
{
  GtkWidget *parent;
  LotseProfile *profile;
  LotseResultsWish *wish;
  LotseResultsChosen chosen; /* NULL once it was called */
  gpointer data;
  GtkWidget *dialog;
  GtkWidget *entry;
  AdwPreferencesGroup *events;
  GPtrArray *ids;            /* of char *: the events and surveys that are chosen */
  AdwComboRow *format;
  GPtrArray *formats;        /* pairs of id and title */
  GtkEditable *from, *to;
  AdwComboRow *by;
  GtkLabel *message;
} Choosing;

static void
choosing_free (gpointer data)
{
  Choosing *self = data;

  if (self->chosen != NULL)
    self->chosen (NULL, self->data);
  g_clear_object (&self->parent);
  g_clear_object (&self->profile);
  lotse_results_wish_free (self->wish);
  g_ptr_array_unref (self->ids);
  g_clear_pointer (&self->formats, g_ptr_array_unref);
  g_free (self);
}

/* --- Events and surveys ------------------------------------------------------------------------------------- */

static void
on_remove (Choosing *self, GtkButton *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);
  guint place;

  if (g_ptr_array_find_with_equal_func (self->ids, g_object_get_data (G_OBJECT (row), "id"), g_str_equal, &place))
    g_ptr_array_remove_index (self->ids, place);
  adw_preferences_group_remove (self->events, row);
  gtk_widget_grab_focus (self->entry);
}

static void
add_chosen (Choosing *self, const char *id, const char *title)
{
  GtkWidget *row = lotse_row_text (title, NULL);
  /* Translators: a button; the name of an event or survey that is then not evaluated. */
  g_autofree char *name = g_strdup_printf (_ ("Leave Out %s"), title);
  GtkWidget *button = lotse_button_icon ("list-remove-symbolic", name, NULL, NULL);

  if (g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, NULL))
    {
      g_object_unref (g_object_ref_sink (row));
      g_object_unref (g_object_ref_sink (button));
      return;
    }
  g_ptr_array_add (self->ids, g_strdup (id));
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_remove), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->events, row);
}

static void
on_picked (Choosing *self, const char *kind, const char *id, const char *title, LotseCompletion *completion)
{
  add_chosen (self, id, title);
  lotse_completion_set_text (completion, "");
}

/* --- The answer --------------------------------------------------------------------------------------------- */

/* FALSE if what was typed is no day. */
static gboolean
read_day (Choosing *self, GtkEditable *row, char **day)
{
  const char *typed = gtk_editable_get_text (row);

  *day = *typed != '\0' ? lotse_format_parse_date (typed) : NULL;
  if (*typed == '\0' || *day != NULL)
    return TRUE;
  lotse_dialog_set_message (self->message, _ ("This is no date. Type it as in 31.12.2026."));
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return FALSE;
}

static void
on_show (Choosing *self)
{
  g_autoptr (LotseResultsWish) wish = lotse_results_wish_new ();
  const guint format = adw_combo_row_get_selected (self->format);
  LotseResultsChosen chosen = self->chosen;

  if (!read_day (self, self->from, &wish->from) || !read_day (self, self->to, &wish->to))
    return;
  if (self->ids->len > 0)
    {
      wish->ids = g_new0 (char *, self->ids->len + 1);
      for (guint i = 0; i < self->ids->len; i++)
        wish->ids[i] = g_strdup (self->ids->pdata[i]);
    }
  if (format > 0)
    wish->format = g_strdup (self->formats->pdata[2 * (format - 1)]);
  wish->by = (LotseEvaluationBy) adw_combo_row_get_selected (self->by);
  self->chosen = NULL;
  chosen (wish, self->data);
  gtk_window_destroy (GTK_WINDOW (self->dialog));
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

static AdwComboRow *
add_combo (AdwPreferencesGroup *group, const char *title, GtkStringList *labels, guint selected)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  adw_preferences_group_add (group, row);
  return ADW_COMBO_ROW (row);
}

static GtkEditable *
add_day (Choosing *self, AdwPreferencesGroup *group, const char *title, const char *day)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *text = day != NULL ? lotse_format_date (day) : g_strdup ("");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (on_show), self);
  adw_preferences_group_add (group, row);
  return GTK_EDITABLE (row);
}

static void
add_events (Choosing *self, GtkBox *box)
{
  LotseCompletion *completion;

  self->events = lotse_group_new (_ ("Events and Surveys"));
  adw_preferences_group_set_description (self->events, _ ("Without any chosen, all are evaluated."));
  self->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _ ("Add an event or survey: type the name"));
  adw_preferences_group_add (self->events, self->entry);
  completion = lotse_completion_new (self->entry, lotse_profile_get_store (self->profile), "event survey");
  g_signal_connect_swapped (completion, "picked", G_CALLBACK (on_picked), self);
  lotse_list_name (self->events, _ ("Events and Surveys"));
  gtk_box_append (box, GTK_WIDGET (self->events));
}

static void
add_format (Choosing *self, GtkBox *box)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Format and Days"));
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (labels, _ ("Any format"));
  for (guint i = 0; i + 1 < self->formats->len; i += 2)
    {
      gtk_string_list_append (labels, self->formats->pdata[i + 1]);
      if (g_strcmp0 (self->formats->pdata[i], self->wish->format) == 0)
        selected = i / 2 + 1;
    }
  self->format = add_combo (group, _ ("Format"), labels, selected);
  self->from = add_day (self, group, _ ("From"), self->wish->from);
  self->to = add_day (self, group, _ ("Until"), self->wish->to);
  lotse_list_name (group, _ ("Format and Days"));
  gtk_box_append (box, GTK_WIDGET (group));
}

static void
add_by (Choosing *self, GtkBox *box)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Side by Side"));
  const char *const labels[] = { _ ("Events and surveys"), _("Formats"), _("Years"), _("Nothing: all together"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);

  self->by = add_combo (group, _ ("Columns"), list, self->wish->by);
  lotse_list_name (group, _ ("Side by Side"));
  gtk_box_append (box, GTK_WIDGET (group));
}

/* Pairs of id and title: of the events and surveys that are chosen, and (from `n_chosen` on) of all formats. */
typedef struct
{
  GPtrArray *chosen, *formats;
} Names;

static void
names_free (gpointer data)
{
  Names *names = data;

  g_ptr_array_unref (names->chosen);
  g_ptr_array_unref (names->formats);
  g_free (names);
}

static gpointer
names_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  char **ids = data;
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("event_format"));
  g_autoptr (GPtrArray) formats = lotse_store_list (store, query, error);
  Names *names;

  if (formats == NULL)
    return NULL;
  names = g_new0 (Names, 1);
  names->chosen = g_ptr_array_new_with_free_func (g_free);
  names->formats = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      char *title = lotse_job_title_of (store, ids[i]);

      g_ptr_array_add (names->chosen, g_strdup (ids[i]));
      g_ptr_array_add (names->chosen, title != NULL ? title : g_strdup (ids[i]));
    }
  for (guint i = 0; i < formats->len; i++)
    {
      g_ptr_array_add (names->formats, g_strdup (lotse_record_get_id (formats->pdata[i])));
      g_ptr_array_add (names->formats, lotse_job_title (store, formats->pdata[i]));
    }
  return names;
}

static void
on_names (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *self = user_data;
  Names *names = lotse_store_call_finish (LOTSE_STORE (source), result, NULL);
  GtkBox *box;
  GtkWidget *button;

  if (names == NULL || gtk_widget_get_root (self->parent) == NULL || lotse_profile_get_store (self->profile) == NULL)
    {
      g_clear_pointer (&names, names_free);
      choosing_free (self);
      return;
    }
  self->formats = g_ptr_array_ref (names->formats);
  self->dialog = lotse_dialog_new (self->parent, _ ("What Is Evaluated"), 520, 600);
  g_object_set_data_full (G_OBJECT (self->dialog), "choosing", self, choosing_free);
  box = lotse_dialog_get_box (self->dialog);
  self->message = lotse_dialog_add_message (self->dialog);
  add_events (self, box);
  for (guint i = 0; i + 1 < names->chosen->len; i += 2)
    add_chosen (self, names->chosen->pdata[i], names->chosen->pdata[i + 1]);
  add_format (self, box);
  add_by (self, box);
  button = lotse_dialog_add_button (self->dialog, _ ("_Show"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_show), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (self->entry);
  names_free (names);
}

void
lotse_results_choose (GtkWidget *parent, LotseProfile *profile, const LotseResultsWish *wish, LotseResultsChosen chosen, gpointer data)
{
  Choosing *self = g_new0 (Choosing, 1);

  self->parent = g_object_ref (parent);
  self->profile = g_object_ref (profile);
  self->wish = lotse_results_wish_copy (wish);
  self->chosen = chosen;
  self->data = data;
  self->ids = g_ptr_array_new_with_free_func (g_free);
  lotse_job_run (lotse_profile_get_store (profile), names_job, g_strdupv (wish->ids), (GDestroyNotify) g_strfreev, names_free, on_names,
                 self);
}
