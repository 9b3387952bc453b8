/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ctrl+K; see the header.
 *
 * The list shows the answer to the last words that were typed; an earlier answer that comes late is dropped.
 */
#include "config.h"

#include "lotse-search-dialog.h"

#include "lotse-jobs.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

#define MOST_HITS 30

struct _LotseSearchDialog
{
  AdwWindow parent_instance;

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListBox *list;

  LotseWindow *window; /* borrowed: the transient parent */
  guint asked;
};

typedef struct
{
  LotseSearchDialog *dialog;
  guint number;
} Search;

G_DEFINE_FINAL_TYPE (LotseSearchDialog, lotse_search_dialog, ADW_TYPE_WINDOW)

static void
show_hits (LotseSearchDialog *self, GPtrArray *hits)
{
  lotse_list_show_hits (self->list, hits, TRUE);
  gtk_stack_set_visible_child_name (self->stack, hits->len > 0 ? "list" : "nothing");
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  LotseSearchDialog *self = search->dialog;
  g_autoptr (GPtrArray) hits = lotse_job_array_finish (result, NULL);

  if (hits != NULL && search->number == self->asked && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_hits (self, hits);
  g_object_unref (self);
  g_free (search);
}

static void
on_search_changed (LotseSearchDialog *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  LotseStore *store = lotse_profile_get_store (lotse_window_get_profile (self->window));
  Search *search;

  self->asked++;
  if (*words == '\0' || store == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "start");
      return;
    }
  search = g_new0 (Search, 1);
  search->dialog = g_object_ref (self);
  search->number = self->asked;
  lotse_job_find_async (store, words, NULL, MOST_HITS, on_found, search);
}

static void
on_row_activated (LotseSearchDialog *self, GtkListBoxRow *row)
{
  const LotseHit *hit = lotse_row_get_hit (row);
  LotseWindow *window = self->window;
  g_autofree char *kind = g_strdup (hit->kind);
  g_autofree char *id = g_strdup (hit->id);

  gtk_window_close (GTK_WINDOW (self));
  lotse_window_open_record (window, kind, id);
}

static void
on_entry_activated (LotseSearchDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL && g_str_equal (gtk_stack_get_visible_child_name (self->stack), "list"))
    on_row_activated (self, row);
}

/* Down and Up walk through the list while the entry keeps the focus. */
static gboolean
on_key (LotseSearchDialog *self, guint key, guint code, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  const int by = key == GDK_KEY_Down ? 1 : key == GDK_KEY_Up ? -1 : 0;
  GtkListBoxRow *next;

  g_assert (LOTSE_IS_SEARCH_DIALOG (self));
  if (by == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  next = gtk_list_box_get_row_at_index (self->list, MAX (gtk_list_box_row_get_index (row) + by, 0));
  if (next != NULL)
    gtk_list_box_select_row (self->list, next);
  return GDK_EVENT_STOP;
}

static void
lotse_search_dialog_class_init (LotseSearchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-search-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseSearchDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, LotseSearchDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, LotseSearchDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lotse_search_dialog_init (LotseSearchDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

void
lotse_search_dialog_show (LotseWindow *window)
{
  LotseSearchDialog *self = g_object_new (LOTSE_TYPE_SEARCH_DIALOG, "transient-for", window, NULL);

  self->window = window;
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
