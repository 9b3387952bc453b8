/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Sign-in of an event's page; see the header.
 *
 * In the list letters find a row and the space bar ticks it: a paper list of sixty people is read line by line, with the eyes on
 * the paper.  A tick shows when it is on disk.
 */
#include "config.h"

#include "lotse-event-door.h"

#include "lotse-catch-up.h"
#include "lotse-compat.h"
#include "lotse-completion.h"
#include "lotse-event-rows.h"
#include "lotse-guest-table.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-tick-row.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

enum
{
  SHOW_ALL,
  SHOW_CAME,
  SHOW_NOT_HERE,
  SHOW_WALK_INS,
  N_SHOWS
};

static const char *const show_labels[N_SHOWS] = {
  NC_ ("guests", "All"), NC_ ("guests", "Came"), NC_ ("guests", "Did not come"), NC_ ("guests", "Walk-ins"),
};

struct _LotseEventDoor
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkBox *head;
  GtkLabel *summary;
  GtkDropDown *slot;
  GtkDropDown *filter;
  GtkButton *desk_button;
  GtkWidget *add_box;
  GtkEditable *add_entry;
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *hint;

  LotseProfile *profile;
  LotseEventView *view;
  LotseCompletion *completion;
  LotseGuestTable table;
  GString *typed;   /* the letters that look for a row */
  gboolean setting; /* the program changes the choices, not the person */
};

G_DEFINE_FINAL_TYPE (LotseEventDoor, lotse_event_door, GTK_TYPE_WIDGET)

static const char *
event_id (LotseEventDoor *self)
{
  return lotse_record_get_id (lotse_event_view_get_event (self->view));
}

static const char *
slot_key (LotseEventDoor *self)
{
  const GPtrArray *slots = self->view->guests->slots;
  const guint selected = gtk_drop_down_get_selected (self->slot);

  return ((LotseSlot *) slots->pdata[selected < slots->len ? selected : 0])->key;
}

/* --- Ticking ------------------------------------------------------------------------------------------------ */

typedef struct
{
  char *event, *slot;
  char *person; /* NULL: a new one of that name */
  char *name;
  gboolean came;
} Tick;

static void
tick_free (gpointer data)
{
  Tick *tick = data;

  g_free (tick->event);
  g_free (tick->slot);
  g_free (tick->person);
  g_free (tick->name);
  g_free (tick);
}

static gpointer
tick_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Tick *tick = data;
  g_autoptr (LotseRecord) person = NULL;
  gboolean done;

  if (tick->person == NULL)
    {
      person = lotse_record_new (lotse_kind_find ("person"), NULL);
      if (!lotse_record_set (person, "display_name", tick->name, error) || !lotse_store_save (store, person, NULL, error))
        return NULL;
    }
  if (tick->came)
    done = lotse_catch_up_tick (store, tick->event, tick->slot, person != NULL ? lotse_record_get_id (person) : tick->person, error);
  else
    done = lotse_catch_up_untick (store, tick->event, tick->slot, tick->person, error);
  return done ? LOTSE_JOB_DONE : NULL;
}

typedef struct
{
  LotseEventDoor *door;
  LotseGuestItem *item; /* NULL: somebody who is not in the list */
} Ticking;

static void
on_ticked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ticking *ticking = user_data;
  g_autoptr (LotseEventDoor) self = ticking->door;
  g_autoptr (LotseGuestItem) item = ticking->item;
  g_autoptr (GError) error = NULL;
  const gboolean saved = lotse_job_done_finish (result, &error);

  g_free (ticking);
  if (item != NULL)
    lotse_guest_item_ticked (item, saved);
  if (!saved && self->box != NULL)
    lotse_window_error (GTK_WIDGET (self), _ ("It Was Not Saved"), error);
}

static void
tick (LotseEventDoor *self, LotseGuestItem *item, const char *person, const char *name, gboolean came)
{
  Ticking *ticking;
  LotseStore *store = lotse_profile_get_store (self->profile);
  Tick *data;

  if (store == NULL || self->view == NULL)
    return;
  data = g_new0 (Tick, 1);
  data->event = g_strdup (event_id (self));
  data->slot = g_strdup (slot_key (self));
  data->person = g_strdup (person);
  data->name = g_strdup (name);
  data->came = came;
  ticking = g_new0 (Ticking, 1);
  ticking->door = g_object_ref (self);
  if (item != NULL)
    {
      ticking->item = g_object_ref (item);
      lotse_guest_item_tick (item, came);
    }
  lotse_job_run (store, tick_job, data, tick_free, NULL, on_ticked, ticking);
}

static void
tick_item (LotseEventDoor *self, LotseGuestItem *item)
{
  if (gtk_widget_get_visible (self->add_box))
    tick (self, item, item->person, NULL, !item->came);
}

static void
on_activate (LotseEventDoor *self, guint position)
{
  g_autoptr (LotseGuestItem) item = g_list_model_get_item (G_LIST_MODEL (self->table.selection), position);

  g_assert (LOTSE_IS_EVENT_DOOR (self));
  if (item != NULL)
    tick_item (self, item);
}

/* --- Letters ------------------------------------------------------------------------------------------------ */

static void
show_typed (LotseEventDoor *self)
{
  g_autofree char *text = NULL;

  if (self->typed->len == 0)
    text = g_strdup (_ ("In the list: letters find a name, the space bar ticks who came."));
  else if (gtk_single_selection_get_selected (self->table.selection) == GTK_INVALID_LIST_POSITION)
    text = g_strdup_printf (_ ("“%s”: nobody of that name. Backspace takes a letter back."), self->typed->str);
  else
    text = g_strdup_printf (_ ("“%s”: the space bar ticks, Escape starts anew."), self->typed->str);
  gtk_label_set_text (self->hint, text);
}

/* The keyboard follows to the row, as soon as the list has made it. */
static gboolean
focus_chosen (gpointer data)
{
  LotseEventDoor *self = LOTSE_EVENT_DOOR (data);
  LotseGuestItem *item = self->box != NULL ? gtk_single_selection_get_selected_item (self->table.selection) : NULL;

  for (GtkWidget *row = item != NULL ? gtk_widget_get_first_child (GTK_WIDGET (self->list)) : NULL; row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_first_child (row) != NULL && lotse_guest_row_get_shown (gtk_widget_get_first_child (row)) == item)
      {
        gtk_widget_grab_focus (row);
        break;
      }
  return G_SOURCE_REMOVE;
}

static void
find_typed (LotseEventDoor *self)
{
  const guint found = self->typed->len > 0 ? lotse_guest_list_find (G_LIST_MODEL (self->table.selection), self->typed->str)
                                           : gtk_single_selection_get_selected (self->table.selection);

  gtk_single_selection_set_selected (self->table.selection, found);
  if (found != GTK_INVALID_LIST_POSITION)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", found);
      g_idle_add_full (G_PRIORITY_LOW, focus_chosen, g_object_ref (self), g_object_unref);
    }
  show_typed (self);
}

static void
type_letter (LotseEventDoor *self, gunichar letter)
{
  g_string_append_unichar (self->typed, letter);
  find_typed (self);
}

static gboolean
take_back (LotseEventDoor *self, gboolean all)
{
  if (self->typed->len == 0)
    return GDK_EVENT_PROPAGATE;
  if (all)
    g_string_truncate (self->typed, 0);
  else
    g_string_truncate (self->typed, (gsize) (g_utf8_prev_char (self->typed->str + self->typed->len) - self->typed->str));
  find_typed (self);
  return GDK_EVENT_STOP;
}

static gboolean
on_list_key (LotseEventDoor *self, guint key, guint code, GdkModifierType state)
{
  const gunichar letter = gdk_keyval_to_unicode (key);
  /* What was typed chooses; the keyboard comes after it. */
  LotseGuestItem *item = self->typed->len > 0 ? gtk_single_selection_get_selected_item (self->table.selection)
                                              : lotse_guest_focused_item (GTK_WIDGET (self->list));

  g_assert (LOTSE_IS_EVENT_DOOR (self));
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_space && item != NULL)
    {
      tick_item (self, item);
      g_string_truncate (self->typed, 0);
      show_typed (self);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_BackSpace)
    return take_back (self, FALSE);
  if (key == GDK_KEY_Escape)
    return take_back (self, TRUE);
  if (letter == 0 || !(g_unichar_isalpha (letter) || letter == '-' || letter == '\''))
    return GDK_EVENT_PROPAGATE;
  type_letter (self, letter);
  return GDK_EVENT_STOP;
}

/* --- Who is not in the list --------------------------------------------------------------------------------- */

static void
on_picked (LotseEventDoor *self, const char *kind, const char *id, const char *title)
{
  g_assert (LOTSE_IS_EVENT_DOOR (self));
  tick (self, NULL, id, NULL, TRUE);
  lotse_completion_set_text (self->completion, "");
}

static void
on_new_asked (const char *answer, gpointer data)
{
  g_autoptr (LotseEventDoor) self = data;
  g_autofree char *name = self->box != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (self->add_entry))) : NULL;

  if (name == NULL || *name == '\0' || !g_str_equal (answer, "add"))
    return;
  tick (self, NULL, NULL, name, TRUE);
  lotse_completion_set_text (self->completion, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->add_entry));
}

static void
on_add_activate (LotseEventDoor *self)
{
  const char *const answers[] = { "close", _ ("_Cancel"), "+add", _ ("_Add"), NULL };
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->add_entry)));
  g_autofree char *heading = NULL;

  g_assert (LOTSE_IS_EVENT_DOOR (self));
  if (*name == '\0' || self->view == NULL)
    return;
  heading = g_strdup_printf (_ ("Add “%s” as a New Person?"), name);
  lotse_compat_ask (GTK_WIDGET (self), heading, _ ("People who are known already show in the list while you type."), NULL, answers,
                    on_new_asked, g_object_ref (self));
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static gboolean
is_in (const LotseGuestItem *item, guint show)
{
  switch (show)
    {
    case SHOW_CAME:
      return item->came;
    case SHOW_NOT_HERE:
      return !item->came && g_strcmp0 (item->state, "registered") == 0;
    case SHOW_WALK_INS:
      return item->came && (item->walk_in || item->state == NULL);
    default:
      return item->came || g_strcmp0 (item->state, "cancelled") != 0;
    }
}

static gboolean
matches (gpointer object, gpointer data)
{
  return is_in (object, gtk_drop_down_get_selected (LOTSE_EVENT_DOOR (data)->filter));
}

static void
filter_anew (LotseEventDoor *self)
{
  gtk_stack_set_visible_child_name (self->stack, lotse_guest_table_filter (&self->table) ? "list" : "empty");
}

static const char *
show_label (guint show)
{
  return g_dpgettext2 (NULL, "guests", show_labels[show]);
}

static void
show_counts (LotseEventDoor *self)
{
  self->setting = TRUE;
  lotse_guest_table_count (&self->table, self->filter, N_SHOWS, show_label, is_in);
  self->setting = FALSE;
}

static void
show_slots (LotseEventDoor *self, gboolean other_event)
{
  const GPtrArray *slots = self->view->guests->slots;
  const guint selected = other_event ? 0 : gtk_drop_down_get_selected (self->slot);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < slots->len; i++)
    {
      g_autofree char *text = lotse_event_slot_text (g_ptr_array_index (slots, i));

      gtk_string_list_append (labels, text);
    }
  self->setting = TRUE;
  gtk_drop_down_set_model (self->slot, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->slot, selected < slots->len ? selected : 0);
  self->setting = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->slot), slots->len > 1);
}

static void
show_people (LotseEventDoor *self)
{
  g_autofree char *text = NULL;

  lotse_guest_list_update (self->table.items, self->view, slot_key (self));
  /* Translators: participants who came, and who have a place. */
  text = g_strdup_printf (_ ("Signed in %u of %u"), lotse_guests_n_came (self->view->guests, slot_key (self)),
                          lotse_guests_n_places_taken (self->view->guests));
  gtk_label_set_text (self->summary, text);
  show_counts (self);
  filter_anew (self);
}

void
lotse_event_door_show (LotseEventDoor *self, LotseProfile *profile, LotseEventView *view)
{
  gboolean other;

  g_return_if_fail (LOTSE_IS_EVENT_DOOR (self));
  other = self->view == NULL
          || !g_str_equal (event_id (self), lotse_record_get_id (lotse_event_view_get_event (view)));
  lotse_event_view_ref (view);
  g_clear_pointer (&self->view, lotse_event_view_unref);
  self->view = view;
  g_set_object (&self->profile, profile);
  if (self->completion == NULL)
    {
      self->completion = lotse_completion_new (GTK_WIDGET (self->add_entry), lotse_profile_get_store (profile), "person");
      g_signal_connect_object (self->completion, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_set_visible (self->add_box, lotse_profile_may_write (profile, lotse_kind_find ("attendance")));
  gtk_widget_set_visible (GTK_WIDGET (self->desk_button), lotse_profile_may_write (profile, lotse_kind_find ("attendance")));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->desk_button), "s", event_id (self));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->desk_button), "win.sign-in-desk");
  if (other)
    g_string_truncate (self->typed, 0);
  show_slots (self, other);
  show_people (self);
  show_typed (self);
}

static void
on_slot (LotseEventDoor *self)
{
  g_assert (LOTSE_IS_EVENT_DOOR (self));
  if (!self->setting && self->view != NULL)
    show_people (self);
}

static void
on_filter (LotseEventDoor *self)
{
  g_assert (LOTSE_IS_EVENT_DOOR (self));
  if (!self->setting && self->table.rules != NULL)
    filter_anew (self);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
make_list (LotseEventDoor *self)
{
  const LotseGuestTableRules rules = { _ ("Who came"), LOTSE_TYPE_TICK_ROW, matches, NULL, G_CALLBACK (on_list_key) };

  lotse_guest_table_init (&self->table, self->list, &rules, self);
}

static void
lotse_event_door_dispose (GObject *object)
{
  LotseEventDoor *self = LOTSE_EVENT_DOOR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->view, lotse_event_view_unref);
  lotse_guest_table_clear (&self->table);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_event_door_parent_class)->dispose (object);
}

static void
lotse_event_door_finalize (GObject *object)
{
  g_string_free (LOTSE_EVENT_DOOR (object)->typed, TRUE);
  G_OBJECT_CLASS (lotse_event_door_parent_class)->finalize (object);
}

static void
lotse_event_door_class_init (LotseEventDoorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_event_door_dispose;
  G_OBJECT_CLASS (klass)->finalize = lotse_event_door_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-event-door.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseEventDoor, box);
  gtk_widget_class_bind_template_child (widget_class, LotseEventDoor, head);
  gtk_widget_class_bind_template_child (widget_class, LotseEventDoor, summary);
  gtk_widget_class_bind_template_child (widget_class, LotseEventDoor, slot);
  gtk_widget_class_bind_template_child (widget_class, LotseEventDoor, filter);
  gtk_widget_class_bind_template_child (widget_class, LotseEventDoor, desk_button);
  gtk_widget_class_bind_template_child (widget_class, LotseEventDoor, add_box);
  gtk_widget_class_bind_template_child (widget_class, LotseEventDoor, add_entry);
  gtk_widget_class_bind_template_child (widget_class, LotseEventDoor, stack);
  gtk_widget_class_bind_template_child (widget_class, LotseEventDoor, list);
  gtk_widget_class_bind_template_child (widget_class, LotseEventDoor, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_add_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_filter);
  gtk_widget_class_bind_template_callback (widget_class, on_slot);
}

static void
lotse_event_door_init (LotseEventDoor *self)
{
  self->typed = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_drop_down_name (self->slot, _ ("Day"));
  lotse_drop_down_name (self->filter, _ ("Show"));
  make_list (self);
}
