/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds records while a person types; see the header.
 *
 * Invariants: the list is open only while it has rows; at most one search is asked for at a time, and the last typed
 * words are always searched for in the end.
 */
#include "config.h"

#include "lotse-completion.h"

#include "lotse-jobs.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

#define MOST_HITS 8

struct _LotseCompletion
{
  GObject parent_instance;

  GtkWidget *entry; /* borrowed: owns this object */
  LotseStore *store;
  char **kinds;     /* NULL for all */
  GtkWidget *popover;
  GtkListBox *list;
  gboolean setting; /* the program changes the text, not the person */
  guint asked;      /* number of the last search */
};

typedef struct
{
  LotseCompletion *completion;
  guint number;
} Search;

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseCompletion, lotse_completion, G_TYPE_OBJECT)

static void
pick (LotseCompletion *self, GtkListBoxRow *row)
{
  const LotseHit *hit = lotse_row_get_hit (row);
  g_autofree char *kind = g_strdup (hit->kind);
  g_autofree char *id = g_strdup (hit->id);
  g_autofree char *title = g_strdup (hit->title);

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  lotse_completion_set_text (self, title);
  g_signal_emit (self, signals[PICKED], 0, kind, id, title);
}

static void
on_row_activated (LotseCompletion *self, GtkListBoxRow *row)
{
  g_assert (LOTSE_IS_COMPLETION (self));
  pick (self, row);
}

static void
show_hits (LotseCompletion *self, GPtrArray *hits)
{
  lotse_list_show_hits (self->list, hits, FALSE);
  if (hits->len == 0)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  else
    {
      gtk_widget_set_size_request (self->popover, MIN (gtk_widget_get_width (self->entry), 420), -1);
      gtk_popover_popup (GTK_POPOVER (self->popover));
    }
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  LotseCompletion *self = search->completion;
  g_autoptr (GPtrArray) hits = lotse_job_array_finish (result, NULL);

  if (hits != NULL && search->number == self->asked && self->popover != NULL && gtk_widget_get_mapped (self->entry))
    show_hits (self, hits);
  g_object_unref (self);
  g_free (search);
}

static void
on_changed (LotseCompletion *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  Search *search;

  g_assert (LOTSE_IS_COMPLETION (self));
  if (self->setting)
    return;
  self->asked++;
  if (*words == '\0')
    {
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      return;
    }
  search = g_new0 (Search, 1);
  search->completion = g_object_ref (self);
  search->number = self->asked;
  lotse_job_find_async (self->store, words, (const char *const *) self->kinds, MOST_HITS, on_found, search);
}

static void
move_selection (LotseCompletion *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  const int index = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, MAX (index, 0));

  if (next != NULL)
    gtk_list_box_select_row (self->list, next);
}

static gboolean
on_key (LotseCompletion *self, guint key, guint code, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  g_assert (LOTSE_IS_COMPLETION (self));
  if (!gtk_widget_get_visible (self->popover))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Down:
      move_selection (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      move_selection (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (row == NULL)
        return GDK_EVENT_PROPAGATE;
      pick (self, row);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
on_leave (LotseCompletion *self)
{
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

void
lotse_completion_set_text (LotseCompletion *self, const char *text)
{
  g_return_if_fail (LOTSE_IS_COMPLETION (self));
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->setting = FALSE;
}

static void
on_entry_destroyed (LotseCompletion *self)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->list = NULL;
}

static void
add_controllers (LotseCompletion *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
  gtk_widget_add_controller (self->entry, focus);
}

static void
lotse_completion_finalize (GObject *object)
{
  LotseCompletion *self = LOTSE_COMPLETION (object);

  g_strfreev (self->kinds);
  g_object_unref (self->store);
  G_OBJECT_CLASS (lotse_completion_parent_class)->finalize (object);
}

static void
lotse_completion_class_init (LotseCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lotse_completion_finalize;
  signals[PICKED] = g_signal_new ("picked", LOTSE_TYPE_COMPLETION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                  G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
lotse_completion_init (LotseCompletion *self)
{
}

LotseCompletion *
lotse_completion_new (GtkWidget *entry, LotseStore *store, const char *kinds)
{
  LotseCompletion *self = g_object_new (LOTSE_TYPE_COMPLETION, NULL);

  self->entry = entry;
  self->store = g_object_ref (store);
  self->kinds = kinds == NULL || g_str_equal (kinds, "*") ? NULL : g_strsplit (kinds, " ", -1);
  self->popover = gtk_popover_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->popover, entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Records found"), -1);
  add_controllers (self);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "destroy", G_CALLBACK (on_entry_destroyed), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (entry), "completion", self, g_object_unref);
  return self;
}
