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
#include "lotse-guest-row.h"
#include "lotse-guest-table.h"
#include "lotse-jobs.h"
#include "lotse-list-dialog.h"
#include "lotse-rows.h"
#include "lotse-wishes-dialog.h"

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
  GtkDropDown *need_filter;
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
  LotseGuestTable table;
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
has_need (const LotseGuestItem *item, guint show)
{
  return show == 0 || (item->needs & (1u << (show - 1))) != 0;
}

/* While its choices are made anew, a drop-down has none: then all people show. */
static guint
chosen_of (GtkDropDown *choices)
{
  const guint selected = gtk_drop_down_get_selected (choices);

  return selected != GTK_INVALID_LIST_POSITION ? selected : SHOW_ALL;
}

static guint
chosen (LotseEventPeople *self)
{
  return chosen_of (self->filter);
}

static gboolean
matches (gpointer object, gpointer data)
{
  LotseEventPeople *self = data;
  const LotseGuestItem *item = object;

  if (!is_in (item, chosen (self)) || !has_need (item, chosen_of (self->need_filter)))
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

  if (chosen (self) != SHOW_WAITING)
    return 0;
  return (one->turn > other->turn) - (one->turn < other->turn);
}

static void
show_stack (LotseEventPeople *self, gboolean rows)
{
  const gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->table.items)) > 0;

  gtk_stack_set_visible_child_name (self->stack, rows ? "list" : "empty");
  adw_status_page_set_title (self->empty, any ? _ ("Nobody Here") : _ ("Nobody Registered Yet"));
  adw_status_page_set_description (self->empty, any ? _ ("Show all people, or search for other words.")
                                                    : _ ("Type a name above and press Enter."));
  gtk_widget_set_visible (self->hint, rows);
}

static void
filter_anew (LotseEventPeople *self)
{
  if (self->table.rules != NULL)
    show_stack (self, lotse_guest_table_filter (&self->table));
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

static gboolean
counts_as (const LotseGuestItem *item, guint show)
{
  return show == 0 ? is_in (item, SHOW_ALL) : has_need (item, show);
}

static const char *
need_label (guint show)
{
  return show == 0 ? C_ ("filter", "With and without needs") : lotse_guest_need_label (show - 1);
}

/* The needs themselves stand in the list of organisations and needs; where nobody has one there is nothing to filter by. */
static void
show_counts (LotseEventPeople *self)
{
  self->setting = TRUE;
  lotse_guest_table_count (&self->table, self->filter, N_SHOWS, show_label, is_in);
  lotse_guest_table_count (&self->table, self->need_filter, lotse_guest_n_needs () + 1, need_label, counts_as);
  gtk_widget_set_visible (GTK_WIDGET (self->need_filter), self->view->needs->len > 0);
  if (self->view->needs->len == 0)
    gtk_drop_down_set_selected (self->need_filter, 0);
  self->setting = FALSE;
}

/* --- Places ------------------------------------------------------------------------------------------------- */

static void
show_places (LotseEventPeople *self)
{
  const guint ready = lotse_event_n_ready (self->view);
  g_autofree char *text = lotse_event_places_text (self->view);
  g_autofree char *rule = lotse_event_rule_text (self->view);
  g_autofree char *button = g_strdup_printf (ngettext ("Move %u _Up", "Move %u _Up", ready), ready);

  gtk_label_set_text (self->summary, text);
  gtk_label_set_text (self->rule, rule);
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
on_wishes (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEventPeople *self = LOTSE_EVENT_PEOPLE (widget);
  const char *registration, *name;

  g_variant_get (target, "(&s&s)", &registration, &name);
  if (self->view != NULL)
    lotse_wishes_dialog_open (widget, self->profile, self->view, registration, name);
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

static void
on_mail (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEventPeople *self = LOTSE_EVENT_PEOPLE (widget);
  g_auto (GStrv) persons = self->view != NULL ? lotse_guest_list_dup_people (G_LIST_MODEL (self->table.filtered)) : NULL;

  if (persons == NULL || persons[0] == NULL)
    return;
  if (target == NULL)
    lotse_event_mail_copy (widget, self->profile, (const char *const *) persons);
  else
    lotse_event_mail_write (widget, self->profile, event_id (self), (const char *const *) persons, g_variant_get_string (target, NULL));
}

static void
on_activate (LotseEventPeople *self, guint position)
{
  g_autoptr (LotseGuestItem) item = g_list_model_get_item (G_LIST_MODEL (self->table.selection), position);

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
  static const char *const writing[] = { "people.state", "people.place", "people.wishes", "people.move-up", "people.import" };
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
  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing[i], may_write);
  lotse_guest_list_update (self->table.items, view, NULL);
  show_counts (self);
  show_places (self);
  filter_anew (self);
  gtk_menu_button_set_popover (self->quota_button, lotse_event_quotas_new (view));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
make_list (LotseEventPeople *self)
{
  const LotseGuestTableRules rules = { _ ("People of this event"), LOTSE_TYPE_GUEST_ROW, matches, compare, G_CALLBACK (on_list_key) };

  lotse_guest_table_init (&self->table, self->list, &rules, self);
}

static void
lotse_event_people_dispose (GObject *object)
{
  LotseEventPeople *self = LOTSE_EVENT_PEOPLE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->view, lotse_event_view_unref);
  g_clear_pointer (&self->words, lotse_fold_query_free);
  lotse_guest_table_clear (&self->table);
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
  gtk_widget_class_bind_template_child (widget_class, LotseEventPeople, need_filter);
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
  gtk_widget_class_install_action (widget_class, "people.wishes", "(ss)", on_wishes);
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
  lotse_drop_down_name (self->add_state, _ ("State of whom you add"));
  lotse_drop_down_name (self->filter, _ ("Show"));
  lotse_drop_down_name (self->need_filter, _ ("Needs"));
  make_list (self);
  add_states (self);
}
