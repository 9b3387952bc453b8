/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many people each organisation sends, and what guests need; see the header.
 */
#include "config.h"

#include "lotse-event-quotas.h"

#include "lotse-rows.h"

#include <glib/gi18n.h>

static GtkWidget *
line (const char *name, const char *count, gboolean over)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *number = gtk_label_new (count);
  g_autofree char *said = g_strdup_printf ("%s: %s", name, count);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (number, over ? "over" : "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), number);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return row;
}

static GtkListBox *
add_list (GtkBox *box, const char *title)
{
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (list, "quotas");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (box, label);
  gtk_box_append (box, list);
  return GTK_LIST_BOX (list);
}

static void
add_organisations (GtkBox *box, const LotseEventView *view)
{
  const int places = (int) view->waiting->places->per_organisation;
  GtkListBox *list = add_list (box, _ ("Places of Organisations"));

  for (guint i = 0; i < view->quotas->len; i++)
    {
      const LotseQuota *quota = g_ptr_array_index (view->quotas, i);
      /* Translators: people with a place, and places, of one organisation. */
      g_autofree char *count = g_strdup_printf (_ ("%u of %d"), quota->registered, places);

      gtk_list_box_append (list, line (quota->name, count, (int) quota->registered > places));
    }
  if (view->quotas->len == 0)
    gtk_list_box_append (list, line (_ ("No organisation yet"), "", FALSE));
}

static void
add_needs (GtkBox *box, const LotseEventView *view)
{
  GtkListBox *list;

  if (view->needs->len == 0)
    return;
  list = add_list (box, _ ("Needs"));
  for (guint i = 0; i < view->needs->len; i++)
    {
      const LotseNeed *need = g_ptr_array_index (view->needs, i);
      GString *names = g_string_new (lotse_need_label (need));
      g_autofree char *count = g_strdup_printf ("%u", need->count);

      for (guint k = 0; k < need->people->len; k++)
        {
          const LotseNeedOf *of = g_ptr_array_index (need->people, k);

          g_string_append_printf (names, "%s%s", k == 0 ? "\n" : ", ", of->name != NULL ? of->name : "");
          if (*of->note != '\0')
            g_string_append_printf (names, " (%s)", of->note);
        }
      gtk_list_box_append (list, line (names->str, count, FALSE));
      g_string_free (names, TRUE);
    }
}

GtkWidget *
lotse_event_quotas_new (const LotseEventView *view)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "filter-grid");
  add_organisations (GTK_BOX (box), view);
  add_needs (GTK_BOX (box), view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  return popover;
}

/* --- Places -------------------------------------------------------------------------------------------------- */

char *
lotse_event_places_text (const LotseEventView *view)
{
  const LotsePlaces *places = view->waiting->places;
  g_autofree char *taken = NULL;
  g_autofree char *waiting = NULL;

  taken = places->capacity >= 0 ? g_strdup_printf (_ ("%u of %d places taken"), places->taken, (int) places->capacity)
                                : g_strdup_printf (ngettext ("%u registered", "%u registered", places->taken), places->taken);
  waiting = g_strdup_printf (ngettext ("%u waiting", "%u waiting", places->waiting), places->waiting);
  return places->waiting > 0 ? g_strdup_printf ("%s · %s", taken, waiting) : g_steal_pointer (&taken);
}

char *
lotse_event_rule_text (const LotseEventView *view)
{
  const LotsePlaces *places = view->waiting->places;

  /* Translators: the rule of the waiting list, and how many places each organisation has. */
  return g_strdup_printf (_ ("Waiting list: %s. Places for each organisation: %d."), lotse_waiting_rule_text (places->rule),
                          (int) places->per_organisation);
}

guint
lotse_event_n_ready (const LotseEventView *view)
{
  guint n = 0;

  for (guint i = 0; i < view->waiting->entries->len; i++)
    n += ((LotseWaiting *) view->waiting->entries->pdata[i])->wait == LOTSE_WAIT_NONE ? 1 : 0;
  return n;
}
