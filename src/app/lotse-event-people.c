/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section People of an event's page; see the header.
 *
 * Items of the list stay while what they say is read anew, so that the keyboard stays in its row.
 */
#include "config.h"

#include "lotse-event-people.h"

#include "lotse-compat.h"
#include "lotse-completion.h"
#include "lotse-event-acts.h"
#include "lotse-event-mail.h"
#include "lotse-event-quotas.h"
#include "lotse-fold.h"
#include "lotse-guest-list.h"
#include "lotse-guest-row.h"
#include "lotse-jobs.h"
#include "lotse-list-dialog.h"

#include <glib/gi18n.h>

/* What the list shows. */
enum
{
  SHOW_ALL,
  SHOW_REGISTERED,
  SHOW_WAITING,
  SHOW_INVITED,
  SHOW_CANCELLED,
  SHOW_CAME,
  N_SHOWS
};

static const char *const states[N_SHOWS] = { NULL, "registered", "waiting", "invited", "cancelled", NULL };
/* Whom a new person is added as. */
static const char *const added_states[] = { "registered", "invited", "waiting" };

struct _LotseEventPeople
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *summary;
  GtkButton *move_up;
  GtkLabel *rule;
  GtkWidget *add_box;
  GtkEditable *add_entry;
  GtkDropDown *add_state;
  GtkDropDown *filter;
  GtkEditable *search;
  GtkMenuButton *quota_button;
  GtkMenuButton *menu_button;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *empty;
  GtkWidget *hint;

  LotseProfile *profile;
  LotseEventView *view;
  LotseCompletion *completion;
  GListStore *items;
  GtkFilterListModel *filtered;
  GtkCustomFilter *rules;
  GtkCustomSorter *sorter;
  GtkSingleSelection *selection;
  LotseFoldQuery *words;
  gboolean setting; /* the program changes the filter, not the person */
};

G_DEFINE_FINAL_TYPE (LotseEventPeople, lotse_event_people, GTK_TYPE_WIDGET)

static const char *
event_id (LotseEventPeople *self)
{
  return lotse_record_get_id (lotse_event_view_get_event (self->view));
}

/* --- What shows --------------------------------------------------------------------------------------------- */

static gboolean
is_in (const LotseGuestItem *item, guint show)
{
  if (show == SHOW_CAME)
    return item->came;
  if (show == SHOW_ALL)
    return g_strcmp0 (item->state, "cancelled") != 0;
  return g_strcmp0 (item->state, states[show]) == 0;
}

static gboolean
matches (gpointer object, gpointer data)
{
  LotseEventPeople *self = data;
  const LotseGuestItem *item = object;

  if (!is_in (item, gtk_drop_down_get_selected (self->filter)))
    return FALSE;
  return self->words == NULL || lotse_fold_query_rank (self->words, item->name) > LOTSE_FOLD_RANK_NONE
         || lotse_fold_query_rank (self->words, item->organisation) > LOTSE_FOLD_RANK_NONE;
}

/* The waiting list has an order of its own; the others keep that of the names. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  LotseEventPeople *self = data;
  const LotseGuestItem *one = a, *other = b;

  if (gtk_drop_down_get_selected (self->filter) != SHOW_WAITING)
    return 0;
  return (one->turn > other->turn) - (one->turn < other->turn);
}

static void
show_stack (LotseEventPeople *self)
{
  const gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0;
  const gboolean rows = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0;

  gtk_stack_set_visible_child_name (self->stack, rows ? "list" : "empty");
  adw_status_page_set_title (self->empty, any ? _ ("Nobody Here") : _ ("Nobody Registered Yet"));
  adw_status_page_set_description (self->empty, any ? _ ("Show all people, or search for other words.")
                                                    : _ ("Type a name above and press Enter."));
  gtk_widget_set_visible (self->hint, rows);
}

static void
filter_anew (LotseEventPeople *self)
{
  if (self->rules == NULL)
    return;
  gtk_filter_changed (GTK_FILTER (self->rules), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  show_stack (self);
}

static void
on_filter (LotseEventPeople *self)
{
  g_assert (LOTSE_IS_EVENT_PEOPLE (self));
  if (!self->setting)
    filter_anew (self);
}

static void
on_search (LotseEventPeople *self)
{
  const char *typed = gtk_editable_get_text (self->search);

  g_assert (LOTSE_IS_EVENT_PEOPLE (self));
  g_clear_pointer (&self->words, lotse_fold_query_free);
  if (*typed != '\0')
    self->words = lotse_fold_query_new (typed);
  filter_anew (self);
}

static const char *
show_label (guint show)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("registration"), "state");

  if (show == SHOW_ALL)
    return C_ ("filter", "All");
  return show == SHOW_CAME ? C_ ("guests", "Came") : lotse_choice_label (field, states[show]);
}

static void
show_counts (LotseEventPeople *self)
{
  const guint selected = gtk_drop_down_get_selected (self->filter);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint show = 0; show < N_SHOWS; show++)
    {
      g_autofree char *label = NULL;
      guint n = 0;

      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
        {
          g_autoptr (LotseGuestItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

          n += is_in (item, show) ? 1 : 0;
        }
      label = g_strdup_printf ("%s: %u", show_label (show), n);
      gtk_string_list_append (labels, label);
    }
  self->setting = TRUE;
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->filter, selected < N_SHOWS ? selected : SHOW_ALL);
  self->setting = FALSE;
}

/* --- Places ------------------------------------------------------------------------------------------------- */

static guint
n_who_can_move_up (LotseEventPeople *self)
{
  guint n = 0;

  for (guint i = 0; i < self->view->waiting->entries->len; i++)
    n += ((LotseWaiting *) self->view->waiting->entries->pdata[i])->wait == LOTSE_WAIT_NONE ? 1 : 0;
  return n;
}

static void
show_places (LotseEventPeople *self)
{
  const LotsePlaces *places = self->view->waiting->places;
  const guint ready = n_who_can_move_up (self);
  g_autofree char *taken = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *text = NULL;
  g_autofree char *rule = NULL;
  g_autofree char *button = NULL;

  taken = places->capacity >= 0 ? g_strdup_printf (_ ("%u of %d places taken"), places->taken, (int) places->capacity)
                                : g_strdup_printf (ngettext ("%u registered", "%u registered", places->taken), places->taken);
  waiting = g_strdup_printf (ngettext ("%u waiting", "%u waiting", places->waiting), places->waiting);
  text = places->waiting > 0 ? g_strdup_printf ("%s · %s", taken, waiting) : g_strdup (taken);
  gtk_label_set_text (self->summary, text);
  /* Translators: the rule of the waiting list, and how many places each organisation has. */
  rule = g_strdup_printf (_ ("Waiting list: %s. Places for each organisation: %d."), lotse_rule_text (places->rule),
                          (int) places->per_organisation);
  gtk_label_set_text (self->rule, rule);
  button = g_strdup_printf (ngettext ("Move %u _Up", "Move %u _Up", ready), ready);
  gtk_button_set_label (self->move_up, button);
  gtk_button_set_use_underline (self->move_up, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->move_up), ready > 0);
}

/* --- Adding ------------------------------------------------------------------------------------------------- */

static const char *
added_state (LotseEventPeople *self)
{
  const guint selected = gtk_drop_down_get_selected (self->add_state);

  return added_states[selected < G_N_ELEMENTS (added_states) ? selected : 0];
}

static void
on_picked (LotseEventPeople *self, const char *kind, const char *id, const char *title)
{
  g_assert (LOTSE_IS_EVENT_PEOPLE (self));
  lotse_act_register (GTK_WIDGET (self), self->profile, event_id (self), id, added_state (self));
  lotse_completion_set_text (self->completion, "");
}

static void
on_new_asked (const char *answer, gpointer data)
{
  g_autoptr (LotseEventPeople) self = data;
  g_autofree char *name = self->box != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (self->add_entry))) : NULL;

  if (name == NULL || *name == '\0' || !g_str_equal (answer, "add"))
    return;
  lotse_act_register_new (GTK_WIDGET (self), self->profile, event_id (self), name, added_state (self));
  lotse_completion_set_text (self->completion, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->add_entry));
}

/* Known people are taken from the list that opens; whoever is not there may be new, which is asked: a double is worse. */
static void
on_add_activate (LotseEventPeople *self)
{
  const char *const answers[] = { "close", _ ("_Cancel"), "+add", _ ("_Add"), NULL };
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->add_entry)));
  g_autofree char *heading = NULL;

  g_assert (LOTSE_IS_EVENT_PEOPLE (self));
  if (*name == '\0' || self->view == NULL)
    return;
  heading = g_strdup_printf (_ ("Add “%s” as a New Person?"), name);
  lotse_compat_ask (GTK_WIDGET (self), heading, _ ("People who are known already show in the list while you type."), NULL, answers,
                    on_new_asked, g_object_ref (self));
}

static void
add_states (LotseEventPeople *self)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("registration"), "state");
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (added_states); i++)
    gtk_string_list_append (labels, lotse_choice_label (field, added_states[i]));
  gtk_drop_down_set_model (self->add_state, G_LIST_MODEL (labels));
}

/* --- Acting ------------------------------------------------------------------------------------------------- */

static void
on_person_action (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEventPeople *self = LOTSE_EVENT_PEOPLE (widget);
  const char *person, *word;

  if (self->view == NULL)
    return;
  if (g_str_equal (action, "people.place"))
    {
      lotse_act_give_place (widget, self->profile, event_id (self), g_variant_get_string (target, NULL));
      return;
    }
  g_variant_get (target, "(&s&s)", &person, &word);
  if (g_str_equal (action, "people.state"))
    lotse_act_set_state (widget, self->profile, event_id (self), person, word);
  else
    lotse_event_mail_write (widget, self->profile, event_id (self), (const char *const[]){ person, NULL }, word);
}

static void
on_move_up (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEventPeople *self = LOTSE_EVENT_PEOPLE (widget);

  if (self->view != NULL)
    lotse_act_move_up (widget, self->profile, event_id (self));
}

static void
on_import (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEventPeople *self = LOTSE_EVENT_PEOPLE (widget);

  if (self->view != NULL)
    lotse_list_dialog_choose (widget, self->profile, event_id (self));
}

/* All that the list shows now; ends with NULL. */
static char **
shown_people (LotseEventPeople *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  char **persons = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LotseGuestItem) item = g_list_model_get_item (G_LIST_MODEL (self->filtered), i);

      persons[i] = g_strdup (item->person);
    }
  return persons;
}

static void
on_mail (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEventPeople *self = LOTSE_EVENT_PEOPLE (widget);
  g_auto (GStrv) persons = self->view != NULL ? shown_people (self) : NULL;

  if (persons == NULL || persons[0] == NULL)
    return;
  if (target == NULL)
    lotse_event_mail_copy (widget, self->profile, event_id (self), (const char *const *) persons);
  else
    lotse_event_mail_write (widget, self->profile, event_id (self), (const char *const *) persons, g_variant_get_string (target, NULL));
}

static void
on_activate (LotseEventPeople *self, guint position)
{
  g_autoptr (LotseGuestItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  g_assert (LOTSE_IS_EVENT_PEOPLE (self));
  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", "person", item->person);
}

/* The menu of the row that has the keyboard. */
static gboolean
popup_menu (LotseEventPeople *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if (!LOTSE_IS_GUEST_ROW (row))
    return GDK_EVENT_PROPAGATE;
  lotse_guest_row_popup (LOTSE_GUEST_ROW (row));
  return GDK_EVENT_STOP;
}

/* Digits are on every keyboard in the same place, and no name begins with one. */
static gboolean
on_list_key (LotseEventPeople *self, guint key, guint code, GdkModifierType state)
{
  static const char *const by_digit[] = { "registered", "waiting", "invited", "cancelled", NULL };
  LotseGuestItem *item = lotse_guest_focused_item (GTK_WIDGET (self->list));
  const guint32 letter = gdk_keyval_to_unicode (key);

  g_assert (LOTSE_IS_EVENT_PEOPLE (self));
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    return popup_menu (self);
  if (item == NULL || letter < '1' || letter > '5' || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0
      || !gtk_widget_get_visible (self->add_box))
    return GDK_EVENT_PROPAGATE;
  if (by_digit[letter - '1'] != NULL)
    lotse_act_set_state (GTK_WIDGET (self), self->profile, event_id (self), item->person, by_digit[letter - '1']);
  else
    lotse_act_give_place (GTK_WIDGET (self), self->profile, event_id (self), item->person);
  return GDK_EVENT_STOP;
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

void
lotse_event_people_show (LotseEventPeople *self, LotseProfile *profile, LotseEventView *view)
{
  const gboolean may_write = lotse_profile_may_write (profile, lotse_kind_find ("registration"));

  g_return_if_fail (LOTSE_IS_EVENT_PEOPLE (self));
  lotse_event_view_ref (view);
  g_clear_pointer (&self->view, lotse_event_view_unref);
  self->view = view;
  g_set_object (&self->profile, profile);
  if (self->completion == NULL)
    {
      self->completion = lotse_completion_new (GTK_WIDGET (self->add_entry), lotse_profile_get_store (profile), "person");
      g_signal_connect_object (self->completion, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_set_visible (self->add_box, may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "people.state", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "people.place", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "people.move-up", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "people.import", may_write);
  lotse_guest_list_update (self->items, view, NULL);
  show_counts (self);
  show_places (self);
  filter_anew (self);
  gtk_menu_button_set_popover (self->quota_button, lotse_event_quotas_new (view));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *row)
{
  gtk_list_item_set_child (row, g_object_new (LOTSE_TYPE_GUEST_ROW, NULL));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *row)
{
  lotse_guest_row_set_item (LOTSE_GUEST_ROW (gtk_list_item_get_child (row)), gtk_list_item_get_item (row));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *row)
{
  lotse_guest_row_set_item (LOTSE_GUEST_ROW (gtk_list_item_get_child (row)), NULL);
}

static void
make_list (LotseEventPeople *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkSortListModel *sorted;

  self->items = g_list_store_new (LOTSE_TYPE_GUEST_ITEM);
  self->rules = gtk_custom_filter_new (matches, self, NULL);
  self->sorter = gtk_custom_sorter_new (compare, self, NULL);
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->items)), g_object_ref (GTK_SORTER (self->sorter)));
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (sorted), g_object_ref (GTK_FILTER (self->rules)));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("People of this event"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_list_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

static void
lotse_event_people_dispose (GObject *object)
{
  LotseEventPeople *self = LOTSE_EVENT_PEOPLE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->view, lotse_event_view_unref);
  g_clear_pointer (&self->words, lotse_fold_query_free);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->items);
  g_clear_object (&self->rules);
  g_clear_object (&self->sorter);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_event_people_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, box);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, summary);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, move_up);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, rule);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, add_box);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, add_entry);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, add_state);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, filter);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, search);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, quota_button);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, stack);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, list);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, empty);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, hint);
}

static void
lotse_event_people_class_init (LotseEventPeopleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_event_people_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-event-people.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_add_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_filter);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_install_action (widget_class, "people.state", "(ss)", on_person_action);
  gtk_widget_class_install_action (widget_class, "people.place", "s", on_person_action);
  gtk_widget_class_install_action (widget_class, "people.mail", "(ss)", on_person_action);
  gtk_widget_class_install_action (widget_class, "people.move-up", NULL, on_move_up);
  gtk_widget_class_install_action (widget_class, "people.import", NULL, on_import);
  gtk_widget_class_install_action (widget_class, "people.copy", NULL, on_mail);
  gtk_widget_class_install_action (widget_class, "people.write", "s", on_mail);
}

static void
lotse_event_people_init (LotseEventPeople *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_compat_name_menu (self->menu_button);
  make_list (self);
  add_states (self);
}
