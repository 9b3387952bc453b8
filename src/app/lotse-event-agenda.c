/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Agenda of an event's page; see the header.
 *
 * The line for a new item keeps what is typed while the items are made anew; it offers the time at which the last one ends.
 */
#include "config.h"

#include "lotse-event-agenda.h"

#include "lotse-event-rows.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAY_LENGTH 10 /* of "2026-11-28" */

struct _LotseEventAgenda
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *line;
  GtkDropDown *day;
  GtkEditable *begins, *ends, *title;
  GtkDropDown *type;
  GtkLabel *message;
  GtkBox *blocks;

  LotseProfile *profile;
  LotseEventView *view;
};

G_DEFINE_FINAL_TYPE (LotseEventAgenda, lotse_event_agenda, GTK_TYPE_WIDGET)

static const LotseField *
field (const char *name)
{
  return lotse_kind_field (lotse_kind_find ("agenda_item"), name);
}

/* --- Adding ------------------------------------------------------------------------------------------------- */

static void
show_message (LotseEventAgenda *self, const char *text, GtkEditable *wrong)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
  if (wrong != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (wrong));
}

/* The canonical day of the slot that is chosen; "" if the event has none yet (g_free). */
static char *
chosen_day (LotseEventAgenda *self)
{
  const GPtrArray *slots = self->view->guests->slots;
  const guint selected = gtk_drop_down_get_selected (self->day);

  return g_strndup (((LotseSlot *) slots->pdata[selected < slots->len ? selected : 0])->start, DAY_LENGTH);
}

/* FALSE if what was typed is no time; an empty entry sets nothing. */
static gboolean
read_time (LotseEventAgenda *self, LotseRecord *item, const char *name, GtkEditable *entry)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autofree char *time = *typed != '\0' ? lotse_format_parse_time (typed) : NULL;
  g_autofree char *day = chosen_day (self);
  g_autofree char *moment = time != NULL ? g_strdup_printf ("%sT%s", day, time) : NULL;

  if (*typed == '\0')
    return TRUE;
  return *day != '\0' && moment != NULL && lotse_record_set (item, name, moment, NULL);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseEventAgenda) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->scroller == NULL)
    return;
  if (!lotse_job_done_finish (result, &error))
    {
      show_message (self, error->message, self->title);
      return;
    }
  /* What follows begins when this one ends; the parallel workshop is typed over it. */
  gtk_editable_set_text (self->begins, gtk_editable_get_text (self->ends));
  gtk_editable_set_text (self->ends, "");
  gtk_editable_set_text (self->title, "");
  show_message (self, NULL, self->begins);
}

static void
on_add (LotseEventAgenda *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->title)));
  g_autoptr (LotseRecord) item = lotse_record_new (lotse_kind_find ("agenda_item"), NULL);
  const char *begins, *ends;

  g_assert (LOTSE_IS_EVENT_AGENDA (self));
  if (store == NULL || self->view == NULL)
    return;
  if (*title == '\0')
    {
      show_message (self, _ ("Please type what the item is called."), self->title);
      return;
    }
  lotse_record_set (item, "event", lotse_record_get_id (lotse_event_view_get_event (self->view)), NULL);
  lotse_record_set (item, "title", title, NULL);
  lotse_record_set (item, "type", field ("type")->choices[gtk_drop_down_get_selected (self->type)].name, NULL);
  if (!read_time (self, item, "starts_at", self->begins) || !read_time (self, item, "ends_at", self->ends))
    {
      g_autofree char *day = chosen_day (self);

      show_message (self, *day == '\0' ? _ ("Please give the event a day first, in its plan.") : _ ("Please type times as 18:30."), self->begins);
      return;
    }
  begins = lotse_record_get (item, "starts_at");
  ends = lotse_record_get (item, "ends_at");
  if (ends != NULL && (begins == NULL || strcmp (ends, begins) <= 0))
    show_message (self, _ ("The end must be after the beginning."), self->ends);
  else
    lotse_job_save_async (store, item, on_saved, g_object_ref (self));
}

/* --- Items -------------------------------------------------------------------------------------------------- */

static void
add_label (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label;

  if (text == NULL || *text == '\0')
    return;
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
}

static char *
seats_text (const LotseAgendaCard *card)
{
  g_autofree char *seats = NULL;

  if (card->capacity < 0 && card->seated == 0)
    return NULL;
  /* Translators: people who have a seat in a workshop, and its seats. */
  seats = card->capacity >= 0 ? g_strdup_printf (_ ("%u of %d seats"), card->seated, (int) card->capacity)
                              : g_strdup_printf (ngettext ("%u person", "%u people", card->seated), card->seated);
  if (card->waiting == 0)
    return g_steal_pointer (&seats);
  return g_strdup_printf (ngettext ("%s, %u waiting", "%s, %u waiting", card->waiting), seats, card->waiting);
}

static GtkWidget *
make_card (const LotseAgendaCard *card)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *title = lotse_record_get (card->record, "title");
  const char *type = lotse_record_get (card->record, "type");
  g_autofree char *times = lotse_event_times_text (lotse_record_get (card->record, "starts_at"), lotse_record_get (card->record, "ends_at"));
  g_autofree char *seats = seats_text (card);
  g_autofree char *place = NULL;
  g_autofree char *said = NULL;

  if (card->room != NULL && card->leaders != NULL)
    place = g_strdup_printf ("%s · %s", card->room, card->leaders);
  else
    place = g_strdup (card->room != NULL ? card->room : card->leaders);
  add_label (GTK_BOX (box), times, "caption");
  add_label (GTK_BOX (box), title, "heading");
  add_label (GTK_BOX (box), type != NULL ? lotse_choice_label (field ("type"), type) : NULL, "dim-label");
  add_label (GTK_BOX (box), place, "dim-label");
  add_label (GTK_BOX (box), seats, "dim-label");
  add_label (GTK_BOX (box), card->clash, "over");
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "agenda-item");
  if (type != NULL)
    gtk_widget_add_css_class (button, type);
  gtk_widget_set_tooltip_text (button, _ ("Edit this item"));
  said = g_strjoin (", ", title, times, card->clash != NULL ? card->clash : seats, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", lotse_record_get_id (card->record));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.edit");
  lotse_focus_name (button, lotse_record_get_id (card->record));
  return button;
}

static GtkWidget *
make_block (guint n)
{
  GtkWidget *block = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (block), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (block), TRUE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (block), MIN (n, 4));
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (block), 8);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (block), 8);
  return block;
}

static guint
n_in_block (const GPtrArray *items, guint block)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += ((LotseAgendaCard *) items->pdata[i])->block == block ? 1 : 0;
  return n;
}

static void
add_day (LotseEventAgenda *self, const char *day, const char *before)
{
  g_autofree char *iso = day != NULL ? g_strndup (day, DAY_LENGTH) : NULL;
  g_autofree char *text = NULL;

  if (iso == NULL || (before != NULL && strncmp (before, iso, DAY_LENGTH) == 0) || self->view->guests->slots->len < 2)
    return;
  text = lotse_format_weekday_date (iso);
  add_label (self->blocks, text, "title-4");
}

static void
show_items (LotseEventAgenda *self)
{
  const GPtrArray *items = self->view->agenda;
  GtkWidget *block = NULL;
  const char *before = NULL;

  lotse_box_clear (self->blocks);
  if (items->len == 0)
    add_label (self->blocks, _ ("No agenda yet. The line above adds its items, one after the other."), "dim-label");
  for (guint i = 0; i < items->len; i++)
    {
      const LotseAgendaCard *card = g_ptr_array_index (items, i);
      const char *starts = lotse_record_get (card->record, "starts_at");

      if (i == 0 || ((LotseAgendaCard *) items->pdata[i - 1])->block != card->block)
        {
          add_day (self, starts, before);
          before = starts;
          block = make_block (n_in_block (items, card->block));
          gtk_box_append (self->blocks, block);
        }
      gtk_flow_box_append (GTK_FLOW_BOX (block), make_card (card));
      gtk_widget_set_focusable (gtk_widget_get_last_child (block), FALSE);
    }
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
show_days (LotseEventAgenda *self, gboolean other)
{
  const GPtrArray *slots = self->view->guests->slots;
  const guint selected = other ? 0 : gtk_drop_down_get_selected (self->day);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < slots->len; i++)
    {
      g_autofree char *day = g_strndup (((LotseSlot *) slots->pdata[i])->start, DAY_LENGTH);
      g_autofree char *text = lotse_format_date (day);

      gtk_string_list_append (labels, text);
    }
  gtk_drop_down_set_model (self->day, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->day, selected < slots->len ? selected : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->day), slots->len > 1);
}

static void
offer_start (LotseEventAgenda *self)
{
  const LotseSlot *slot = self->view->guests->slots->pdata[0];
  const char *time = strchr (slot->start, 'T');

  gtk_editable_set_text (self->begins, time != NULL && self->view->agenda->len == 0 ? time + 1 : "");
  gtk_editable_set_text (self->ends, "");
  gtk_editable_set_text (self->title, "");
  show_message (self, NULL, NULL);
}

void
lotse_event_agenda_show (LotseEventAgenda *self, LotseProfile *profile, LotseEventView *view)
{
  g_autofree char *key = NULL;
  gboolean other;

  g_return_if_fail (LOTSE_IS_EVENT_AGENDA (self));
  other = self->view == NULL
          || !g_str_equal (lotse_record_get_id (lotse_event_view_get_event (self->view)), lotse_record_get_id (lotse_event_view_get_event (view)));
  lotse_event_view_ref (view);
  g_clear_pointer (&self->view, lotse_event_view_unref);
  self->view = view;
  g_set_object (&self->profile, profile);
  gtk_widget_set_visible (self->line, lotse_profile_may_write (profile, lotse_kind_find ("agenda_item")));
  show_days (self, other);
  if (other)
    offer_start (self);
  key = lotse_focus_take (GTK_WIDGET (self->blocks));
  show_items (self);
  lotse_focus_give (GTK_WIDGET (self->blocks), key);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_event_agenda_dispose (GObject *object)
{
  LotseEventAgenda *self = LOTSE_EVENT_AGENDA (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->view, lotse_event_view_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_event_agenda_parent_class)->dispose (object);
}

static void
lotse_event_agenda_class_init (LotseEventAgendaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_event_agenda_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkEditable *
add_entry (LotseEventAgenda *self, GtkBox *line, const char *name, int width)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), width);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  gtk_box_append (line, entry);
  return GTK_EDITABLE (entry);
}

static GtkDropDown *
add_choice (GtkBox *line, const char *name)
{
  g_autoptr (GtkStringList) none = gtk_string_list_new (NULL);
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&none)), NULL);

  lotse_drop_down_name (GTK_DROP_DOWN (choice), name);
  gtk_box_append (line, choice);
  return GTK_DROP_DOWN (choice);
}

static void
add_line (LotseEventAgenda *self)
{
  GtkWidget *times = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *what = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");
  g_autoptr (GtkStringList) types = gtk_string_list_new (NULL);

  self->line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->line, "card");
  gtk_widget_add_css_class (self->line, "session-line");
  self->day = add_choice (GTK_BOX (times), _ ("Day"));
  self->begins = add_entry (self, GTK_BOX (times), _ ("From"), 6);
  self->ends = add_entry (self, GTK_BOX (times), _ ("To"), 6);
  self->type = add_choice (GTK_BOX (times), lotse_field_label (field ("type")));
  for (guint i = 0; field ("type")->choices[i].name != NULL; i++)
    gtk_string_list_append (types, lotse_choice_label (field ("type"), field ("type")->choices[i].name));
  gtk_drop_down_set_model (self->type, G_LIST_MODEL (types));
  self->title = add_entry (self, GTK_BOX (what), _ ("New item: what it is called"), 12);
  gtk_editable_set_max_width_chars (self->title, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_set_tooltip_text (add, _ ("Add this item"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add this item"), -1);
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (what), add);
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->message, 0);
  gtk_label_set_wrap (self->message, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_box_append (GTK_BOX (self->line), times);
  gtk_box_append (GTK_BOX (self->line), what);
  gtk_box_append (GTK_BOX (self->line), GTK_WIDGET (self->message));
}

static void
lotse_event_agenda_init (LotseEventAgenda *self)
{
  GtkBox *box;

  self->scroller = lotse_event_column_new (&box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  add_line (self);
  self->blocks = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  gtk_box_append (box, self->line);
  gtk_box_append (box, GTK_WIDGET (self->blocks));
}
