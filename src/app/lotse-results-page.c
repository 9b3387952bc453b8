/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The view Results; see the header.
 *
 * Load: 100,000 sheets are read on the database thread; what showed before stays until then.
 */
#include "config.h"

#include "lotse-results-page.h"

#include "lotse-back-button.h"
#include "lotse-compat.h"
#include "lotse-result-dialog.h"
#include "lotse-results-answers.h"
#include "lotse-results-choice.h"
#include "lotse-results-export.h"
#include "lotse-results-notes.h"
#include "lotse-results-settings.h"
#include "lotse-results-table.h"
#include "lotse-sections.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

struct _LotseResultsPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwWindowTitle *title;
  GtkMenuButton *menu_button;
  GtkWidget *choose_button;
  GtkLabel *what;
  AdwViewStack *stack;
  GtkStack *table_stack;
  GtkScrolledWindow *scroller;
  GtkLabel *remarks;
  LotseResultsTable *table;
  LotseResultsAnswers *answers;
  GtkBox *notes;

  LotseProfile *profile;
  LotseResultsWish *wish;
  LotseResults *results; /* that show, or NULL */
  LotseFollow *follow;
};

G_DEFINE_FINAL_TYPE (LotseResultsPage, lotse_results_page, GTK_TYPE_WIDGET)

/* --- Showing ------------------------------------------------------------------------------------------------ */

/* Names of the columns that are not shown, and why: the reason is the same for all. */
static void
add_hidden (GString *text, LotseResults *results)
{
  const LotseEvaluation *evaluation = results->evaluation;
  g_autofree char *why = NULL;

  for (guint c = 0; c < evaluation->columns->len; c++)
    {
      const LotseEvaluationColumn *column = evaluation->columns->pdata[c];
      g_autofree char *name = column->suppressed ? lotse_results_column (results, c) : NULL;

      if (name == NULL)
        continue;
      g_string_append_printf (text, "%s%s", why != NULL ? "; " : "", name);
      g_free (why);
      why = lotse_evaluation_note (evaluation, column);
    }
  if (why != NULL)
    g_string_append_printf (text, " – %s", why);
}

static char *
remarks_text (LotseResults *results)
{
  const LotseEvaluation *evaluation = results->evaluation;
  GString *text = g_string_new (NULL);
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (evaluation->columns->len > LOTSE_RESULTS_MOST_COLUMNS)
    g_string_append_printf (text, _ ("The first %u columns are shown; files have all of them."), LOTSE_RESULTS_MOST_COLUMNS);
  if (text->len > 0)
    g_string_append_c (text, '\n');
  add_hidden (text, results);
  for (guint c = 0; c < evaluation->columns->len; c++)
    {
      const LotseEvaluationColumn *column = evaluation->columns->pdata[c];
      char *note = column->suppressed ? NULL : lotse_evaluation_note (evaluation, column);

      if (note != NULL && g_hash_table_add (said, note))
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", note);
    }
  return g_string_free (text, FALSE);
}

static void
show_heading (LotseResultsPage *self)
{
  const LotseEvaluation *evaluation = self->results->evaluation;
  static const char *const by[] = { N_ ("each event for itself"), N_ ("by format"), N_ ("by year"), N_ ("all together") };
  const LotseEvaluationColumn *total = evaluation->columns->len > 0 ? evaluation->columns->pdata[evaluation->columns->len - 1] : NULL;
  const guint n = total != NULL ? total->sheets : 0;
  g_autofree char *sheets = g_strdup_printf (ngettext ("%u sheet", "%u sheets", n), n);
  g_autofree char *what = g_strdup_printf ("%s · %s", self->results->what, _ (by[evaluation->by]));
  g_autofree char *name = g_strdup_printf (_ ("What is evaluated: %s"), what);

  adw_window_title_set_subtitle (self->title, sheets);
  gtk_label_set_text (self->what, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_results (LotseResultsPage *self, LotseResults *results)
{
  g_autofree char *remarks = remarks_text (results);

  g_clear_pointer (&self->results, lotse_results_unref);
  self->results = lotse_results_ref (results);
  show_heading (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "results.settings", lotse_profile_is_staff (self->profile));
  gtk_label_set_text (self->remarks, remarks);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->remarks), remarks);
  gtk_widget_set_visible (GTK_WIDGET (self->remarks), *remarks != '\0');
  gtk_stack_set_visible_child_name (self->table_stack, results->evaluation->columns->len > 0 ? "table" : "empty");
  lotse_results_table_show (self->table, results);
  lotse_results_answers_show (self->answers, self->profile, results);
  lotse_results_notes_fill (self->notes, self->profile, results);
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseResultsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseResults) results = lotse_results_load_finish (result, &error);

  if (self->box == NULL)
    return;
  if (results != NULL)
    show_results (self, results);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lotse_window_error (GTK_WIDGET (self), _ ("The Results Could Not Be Read"), error);
  lotse_follow_loaded (self->follow, NULL);
}

static void
load (gpointer widget)
{
  LotseResultsPage *self = widget;

  lotse_results_load_async (lotse_profile_get_store (self->profile), self->wish, on_loaded, g_object_ref (self));
}

static void
set_wish (LotseResultsPage *self, const LotseResultsWish *wish)
{
  LotseResultsWish *copy = lotse_results_wish_copy (wish);

  lotse_results_wish_free (self->wish);
  self->wish = copy;
  lotse_follow_read (self->follow);
}

void
lotse_results_page_show (LotseResultsPage *self, const char *id)
{
  const char *const ids[] = { id, NULL };
  LotseResultsWish wish = { .ids = (char **) ids };

  g_return_if_fail (LOTSE_IS_RESULTS_PAGE (self));
  set_wish (self, &wish);
}

gboolean
lotse_results_page_is_loaded (LotseResultsPage *self)
{
  g_return_val_if_fail (LOTSE_IS_RESULTS_PAGE (self), FALSE);
  return self->results != NULL;
}

/* --- Actions ------------------------------------------------------------------------------------------------ */

static void
on_chosen (const LotseResultsWish *wish, gpointer data)
{
  g_autoptr (LotseResultsPage) self = data;

  if (wish != NULL && self->box != NULL)
    set_wish (self, wish);
}

static void
on_choose (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseResultsPage *self = LOTSE_RESULTS_PAGE (widget);

  lotse_results_choose (widget, self->profile, self->wish, on_chosen, g_object_ref (self));
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseResultsPage *self = LOTSE_RESULTS_PAGE (widget);

  if (self->results != NULL)
    lotse_results_save (widget, self->profile, self->results, g_variant_get_string (target, NULL));
}

static void
on_print (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseResultsPage *self = LOTSE_RESULTS_PAGE (widget);

  if (self->results != NULL)
    lotse_results_print (widget, self->profile, self->results);
}

static void
on_copy (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseResultsPage *self = LOTSE_RESULTS_PAGE (widget);
  g_autofree char *text = self->results != NULL ? lotse_results_table_text (self->results) : NULL;

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  lotse_window_toast (widget, _ ("Table copied"));
}

static void
on_settings (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_results_settings_show (widget, LOTSE_RESULTS_PAGE (widget)->profile);
}

static void
on_opened (LotseResultsPage *self, int row, int column)
{
  g_assert (LOTSE_IS_RESULTS_PAGE (self));
  lotse_result_dialog_show (GTK_WIDGET (self), self->profile, self->results, row, column);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_results_page_dispose (GObject *object)
{
  LotseResultsPage *self = LOTSE_RESULTS_PAGE (object);

  g_clear_pointer (&self->follow, lotse_follow_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->wish, lotse_results_wish_free);
  g_clear_pointer (&self->results, lotse_results_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_results_page_parent_class)->dispose (object);
}

static void
lotse_results_page_class_init (LotseResultsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_results_page_dispose;
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  g_type_ensure (LOTSE_TYPE_RESULTS_ANSWERS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-results-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseResultsPage, box);
  gtk_widget_class_bind_template_child (widget_class, LotseResultsPage, title);
  gtk_widget_class_bind_template_child (widget_class, LotseResultsPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LotseResultsPage, choose_button);
  gtk_widget_class_bind_template_child (widget_class, LotseResultsPage, what);
  gtk_widget_class_bind_template_child (widget_class, LotseResultsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LotseResultsPage, table_stack);
  gtk_widget_class_bind_template_child (widget_class, LotseResultsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LotseResultsPage, remarks);
  gtk_widget_class_bind_template_child (widget_class, LotseResultsPage, answers);
  gtk_widget_class_bind_template_child (widget_class, LotseResultsPage, notes);
  gtk_widget_class_install_action (widget_class, "results.choose", NULL, on_choose);
  gtk_widget_class_install_action (widget_class, "results.save", "s", on_save);
  gtk_widget_class_install_action (widget_class, "results.copy", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "results.print", NULL, on_print);
  gtk_widget_class_install_action (widget_class, "results.settings", NULL, on_settings);
}

static void
lotse_results_page_init (LotseResultsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_compat_name_menu (self->menu_button);
  self->wish = lotse_results_wish_new ();
  self->table = lotse_results_table_new (self->scroller);
  g_signal_connect_object (self->table, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  lotse_sections_add_keys (GTK_WIDGET (self), self->stack);
  self->follow = lotse_follow_new (GTK_WIDGET (self), lotse_results_links, load);
}

LotseResultsPage *
lotse_results_page_new (LotseProfile *profile)
{
  LotseResultsPage *self = g_object_new (LOTSE_TYPE_RESULTS_PAGE, NULL);

  self->profile = g_object_ref (profile);
  lotse_follow_set (self->follow, lotse_profile_get_store (profile), NULL);
  return self;
}
