/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that offer papers; see the header. */
#include "config.h"

#include "lotse-paper-rows.h"

#include "lotse-compat.h"
#include "lotse-jobs.h"
#include "lotse-print.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

/* In the order of the row that chooses them. */
static const char *const languages[] = { "de", "en" };

static const char *
label_of (const LotsePaperMaker *maker, guint paper)
{
  return g_dpgettext2 (NULL, "paper", maker->info (paper)->label);
}

/* --- One paper that is made --------------------------------------------------------------------------------- */

/* Counted, as the job has it on the database thread and the callback on the main thread. */
typedef struct
{
  GtkWidget *section; /* a reference, for the main thread */
  LotseProfile *profile;
  const LotsePaperMaker *maker;
  guint paper;
  gpointer wish;
  char *path; /* NULL: for the printer */
} Order;

static void
order_clear (gpointer data)
{
  Order *order = data;

  g_clear_object (&order->section);
  g_clear_object (&order->profile);
  order->maker->free_wish (order->wish);
  g_free (order->path);
}

static void
order_unref (gpointer order)
{
  g_atomic_rc_box_release_full (order, order_clear);
}

/* NULL while the section shows nothing. */
static Order *
order_new (GtkWidget *section, const LotsePaperMaker *maker, guint paper)
{
  LotseProfile *profile = NULL;
  const gpointer wish = maker->wish (section, &profile);
  Order *order;

  if (wish == NULL)
    return NULL;
  order = g_atomic_rc_box_new0 (Order);
  order->section = g_object_ref (section);
  order->profile = g_object_ref (profile);
  order->maker = maker;
  order->paper = paper;
  order->wish = wish;
  return order;
}

/* The section of an order that is done, if a window still has it.  Widgets die on the main thread only, hence here. */
static GtkWidget *
order_done (gpointer data)
{
  Order *order = data;
  g_autoptr (GtkWidget) section = g_steal_pointer (&order->section);

  g_clear_object (&order->profile);
  order_unref (order);
  return gtk_widget_get_root (section) != NULL ? g_steal_pointer (&section) : NULL;
}

static void
order_run (Order *order, LotseStoreJob job, GDestroyNotify free_result, GAsyncReadyCallback callback)
{
  LotseStore *store = lotse_profile_get_store (order->profile);

  if (store == NULL)
    order_unref (order);
  else
    lotse_job_run (store, job, g_atomic_rc_box_acquire (order), order_unref, free_result, callback, order);
}

/* --- Files -------------------------------------------------------------------------------------------------- */

static gpointer
write_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Order *order = data;

  return order->maker->write (store, order->paper, order->wish, order->path, cancellable, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  const LotsePaperMaker *maker = ((Order *) data)->maker;
  g_autoptr (GtkWidget) section = order_done (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lotse_job_text_finish (result, &error);

  if (section == NULL)
    return;
  if (text != NULL)
    lotse_window_toast (section, text);
  else
    lotse_window_error (section, _ (maker->failed), error);
}

static void
on_file (GFile *file, gpointer data)
{
  Order *order = data;

  order->path = file != NULL ? g_file_get_path (file) : NULL;
  if (order->path == NULL)
    order_unref (order);
  else
    order_run (order, write_job, g_free, on_written);
}

void
lotse_paper_rows_save (GtkWidget *section, const LotsePaperMaker *maker, guint paper, const char *title, const char *ending)
{
  g_autofree char *name = g_strconcat (title, ending, NULL);
  Order *order = order_new (section, maker, paper);

  if (order != NULL)
    lotse_compat_choose_file (section, title, _ ("_Save"), name, on_file, order);
}

/* --- The printer -------------------------------------------------------------------------------------------- */

static gpointer
print_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Order *order = data;

  return order->maker->make (store, order->paper, order->wish, error);
}

static void
free_paper (gpointer paper)
{
  lotse_paper_free (paper);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  const char *label = label_of (((Order *) data)->maker, ((Order *) data)->paper);
  g_autoptr (GtkWidget) section = order_done (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (LotsePaper) paper = g_task_propagate_pointer (G_TASK (result), &error);

  if (section == NULL)
    return;
  if (paper != NULL)
    lotse_print_paper (section, g_steal_pointer (&paper), label);
  else
    lotse_window_error (section, _ ("The Paper Was Not Printed"), error);
}

/* --- The rows ----------------------------------------------------------------------------------------------- */

/* What a button is for. */
typedef struct
{
  const LotsePaperMaker *maker;
  const LotsePaperButton *button;
  guint paper;
} Offer;

static void
on_clicked (GtkWidget *section, GtkButton *button)
{
  const Offer *offer = g_object_get_data (G_OBJECT (button), "offer");
  Order *order;

  if (offer->button->ending != NULL)
    lotse_paper_rows_save (section, offer->maker, offer->paper, label_of (offer->maker, offer->paper), offer->button->ending);
  else if ((order = order_new (section, offer->maker, offer->paper)) != NULL)
    order_run (order, print_job, free_paper, on_made);
}

/* A button that shows its label; for screen readers the name says of which paper, too. */
static GtkWidget *
make_text_button (const char *label, const char *name)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "paper-button");
  /* The name takes the place of the text in the button. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_button (GtkWidget *section, const LotsePaperMaker *maker, guint paper, const LotsePaperButton *what)
{
  const char *label = _ (what->label);
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *plain = g_strjoinv ("", parts);
  g_autofree char *name = g_strdup_printf ("%s: %s", label_of (maker, paper), plain);
  GtkWidget *button = what->icon_name != NULL ? lotse_button_icon (what->icon_name, name, NULL, NULL) : make_text_button (label, name);
  Offer *offer = g_new0 (Offer, 1);

  offer->maker = maker;
  offer->button = what;
  offer->paper = paper;
  g_object_set_data_full (G_OBJECT (button), "offer", offer, g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), section, G_CONNECT_SWAPPED);
  return button;
}

AdwPreferencesGroup *
lotse_paper_rows_new (GtkWidget *section, const LotsePaperMaker *maker)
{
  AdwPreferencesGroup *group = lotse_group_new (NULL);

  for (guint paper = 0; paper < maker->n_papers; paper++)
    {
      GtkWidget *row = lotse_row_text (label_of (maker, paper), g_dpgettext2 (NULL, "paper", maker->info (paper)->about));

      for (const LotsePaperButton *button = maker->buttons; button->label != NULL; button++)
        adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (section, maker, paper, button));
      adw_preferences_group_add (group, row);
    }
  lotse_list_name (group, C_ ("section", "Papers"));
  return group;
}

AdwComboRow *
lotse_paper_rows_add_language (AdwPreferencesGroup *group)
{
  const char *const names[] = { g_dpgettext2 (NULL, "choice", "German"), g_dpgettext2 (NULL, "choice", "English"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);
  GtkWidget *row = lotse_group_add_row (group, adw_combo_row_new (), _ ("Language of the papers"));

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  return ADW_COMBO_ROW (row);
}

const char *
lotse_paper_rows_get_language (AdwComboRow *row)
{
  return languages[adw_combo_row_get_selected (row) % G_N_ELEMENTS (languages)];
}
