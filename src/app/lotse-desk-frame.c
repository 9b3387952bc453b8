/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sign-in desk: its widgets, its words, and what is around the search.
 */
#include "config.h"

#include "lotse-desk-view-private.h"

#include "lotse-language.h"
#include "lotse-rows.h"

const char *
lotse_desk_view_say (LotseDeskView *self, const char *text)
{
  return lotse_desk_say (self->language, text);
}

/* --- Counts and quotas -------------------------------------------------------------------------------------- */

static char *
counts_text (LotseDeskView *self, LotseDeskCounts counts)
{
  /* Without the other doors' people, or with those of an hour ago, the number is not that of the event. */
  const gboolean met = counts.came > counts.at_door, now = met && lotse_profile_is_in_touch (self->profile);
  g_autofree char *when = lotse_desk_time (lotse_profile_get_status (self->profile)->last_complete_ms);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, now ? lotse_desk_view_say (self, NC_ ("desk", "Signed in: %u of %u"))
                                    : lotse_desk_view_say (self, NC_ ("desk", "Signed in at this door: %u of %u")),
                          now ? counts.came : counts.at_door, counts.registered);
  if (met && !now)
    {
      g_string_append (text, " · ");
      /* Translators: a time of day, and a number of people. */
      g_string_append_printf (text, lotse_desk_view_say (self, NC_ ("desk", "with the other doors, as of %s: %u")), when, counts.came);
    }
  if (counts.places_left >= 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, lotse_desk_view_say (self, NC_ ("desk", "Places left: %d")), (int) counts.places_left);
    }
  return g_string_free (text, FALSE);
}

static void
show_last (LotseDeskView *self)
{
  g_autoptr (GPtrArray) last = lotse_desk_dup_last (self->desk);

  lotse_desk_flow_clear (self->last);
  for (guint i = 0; i < last->len; i++)
    lotse_desk_flow_append (self->last, lotse_desk_last_new (last->pdata[i], self->language), GTK_ALIGN_CENTER);
}

static void
show_counts_text (LotseDeskView *self)
{
  const LotseDeskCounts counts = lotse_desk_get_counts (self->desk);
  g_autofree char *text = counts_text (self, counts);

  gtk_label_set_text (self->counts, text);
  if (counts.places_left == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->counts), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->counts), "warning");
}

void
lotse_desk_view_show_counts (LotseDeskView *self)
{
  show_counts_text (self);
  show_last (self);
}

/* Sync has found, or lost, the other doors. */
static void
on_touch (LotseDeskView *self)
{
  g_assert (LOTSE_IS_DESK_VIEW (self));
  if (self->box != NULL && self->desk != NULL)
    show_counts_text (self);
}

static void
on_quotas (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeskView) self = user_data;
  g_autoptr (GPtrArray) quotas = lotse_desk_job_finish (result, NULL);
  GtkWidget *head;

  if (self->box == NULL || !gtk_toggle_button_get_active (self->quotas))
    return;
  gtk_stack_set_visible_child_name (self->stack, "quotas");
  lotse_box_clear (self->quota_list);
  if (quotas == NULL || quotas->len == 0)
    {
      gtk_box_append (self->quota_list, gtk_label_new (lotse_desk_view_say (self, NC_ ("desk", "No organisations yet"))));
      return;
    }
  head = gtk_label_new (lotse_desk_view_say (self, NC_ ("desk", "Came, of the places offered")));
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_widget_add_css_class (head, "heading");
  gtk_box_append (self->quota_list, head);
  for (guint i = 0; i < quotas->len; i++)
    gtk_box_append (self->quota_list, lotse_desk_quota_new (quotas->pdata[i], self->language));
}

/* Not in a popover: to some desktops that is another window, and the desk would lock itself. */
static void
on_quotas_toggled (LotseDeskView *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  g_assert (LOTSE_IS_DESK_VIEW (self));
  if (!gtk_toggle_button_get_active (self->quotas))
    lotse_desk_view_show_rows (self);
  else if (store != NULL)
    lotse_desk_job_quotas_async (store, self->desk, on_quotas, g_object_ref (self));
  lotse_desk_view_touched (self);
}

/* --- Slots -------------------------------------------------------------------------------------------------- */

/* The place of the desk's slot among those of the event. */
static guint
slot_index (LotseDeskView *self)
{
  const char *key = lotse_desk_get_door (self->desk)->slot;

  for (guint i = 0; i < self->slots->len; i++)
    if (g_strcmp0 (((LotseSlot *) self->slots->pdata[i])->key, key) == 0)
      return i;
  return 0;
}

static void
show_slot (LotseDeskView *self)
{
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->slot), self->slots != NULL && self->slots->len > 1);
  if (self->slots == NULL || self->slots->len == 0)
    return;
  label = lotse_desk_slot_label (self->slots->pdata[slot_index (self)]);
  /* Translators: a day or half-day of the event; the key goes to the next one. */
  text = g_strdup_printf (lotse_desk_view_say (self, NC_ ("desk", "%s (F8)")), label);
  gtk_button_set_label (self->slot, text);
}

static void
on_about (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeskView) self = user_data;
  g_autoptr (LotseDeskAbout) about = lotse_desk_job_finish (result, NULL);

  if (self->box == NULL || about == NULL)
    return;
  gtk_label_set_text (self->title, about->title != NULL ? about->title : "");
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  self->slots = g_steal_pointer (&about->slots);
  show_slot (self);
}

void
lotse_desk_view_load_about (LotseDeskView *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (store != NULL)
    lotse_desk_job_about_async (store, self->options->event, on_about, g_object_ref (self));
}

static void
on_slot_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeskView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (lotse_desk_job_finish (result, &error) == NULL && self->box != NULL)
    lotse_desk_view_status (self, error->message, TRUE);
}

static void
on_slot (LotseDeskView *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autofree char *key = NULL;
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;

  g_assert (LOTSE_IS_DESK_VIEW (self));
  if (self->slots == NULL || self->slots->len < 2 || store == NULL)
    return;
  key = g_strdup (((LotseSlot *) self->slots->pdata[(slot_index (self) + 1) % self->slots->len])->key);
  lotse_desk_view_clear (self);
  g_clear_pointer (&self->signed_out, lotse_sign_in_unref);
  lotse_desk_view_open_desk (self, key);
  show_slot (self);
  label = lotse_desk_slot_label (self->slots->pdata[slot_index (self)]);
  /* Translators: a day or half-day of the event. */
  text = g_strdup_printf (lotse_desk_view_say (self, NC_ ("desk", "Now signing in for: %s")), label);
  lotse_desk_view_status (self, text, FALSE);
  lotse_desk_job_slot_async (store, key, on_slot_kept, g_object_ref (self));
}

/* --- Words -------------------------------------------------------------------------------------------------- */

static void
set_name (gpointer widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
lotse_desk_view_set_words (LotseDeskView *self)
{
  const char *search = lotse_desk_view_say (self, NC_ ("desk", "Your name or organisation"));

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), search);
  set_name (self->entry, search);
  set_name (self->list, lotse_desk_view_say (self, NC_ ("desk", "People found")));
  gtk_label_set_text (self->hint, lotse_desk_view_say (self, NC_ ("desk", "Please type your name.")));
  gtk_button_set_label (self->walk_in, lotse_desk_view_say (self, NC_ ("desk", "Walk-in (F2)")));
  gtk_button_set_label (GTK_BUTTON (self->out), lotse_desk_view_say (self, NC_ ("desk", "Sign Out (F6)")));
  gtk_button_set_label (self->language_button, g_str_equal (self->language, "de") ? "English (F7)" : "Deutsch (F7)");
  gtk_button_set_label (self->leave, lotse_desk_view_say (self, NC_ ("desk", "Leave… (F10)")));
  gtk_button_set_label (GTK_BUTTON (self->quotas), lotse_desk_view_say (self, NC_ ("desk", "Organisations (F9)")));
  set_name (self->last, lotse_desk_view_say (self, NC_ ("desk", "The last five")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->slot), lotse_desk_view_say (self, NC_ ("desk", "Day or part of the event")));
  lotse_desk_view_show_counts (self);
  lotse_desk_view_show_card (self);
  lotse_desk_view_show_rows (self);
}

static void
on_language (LotseDeskView *self)
{
  g_assert (LOTSE_IS_DESK_VIEW (self));
  self->language = g_str_equal (self->language, "de") ? "en" : "de";
  lotse_desk_view_set_words (self);
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
}

/* --- Widgets ------------------------------------------------------------------------------------------------ */

static void
on_changed (LotseDeskView *self)
{
  g_assert (LOTSE_IS_DESK_VIEW (self));
  self->enter = FALSE;
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    {
      g_clear_pointer (&self->shown, lotse_sign_in_unref);
      lotse_desk_view_status (self, "", FALSE);
    }
  lotse_desk_view_search (self);
}

static void
on_row_activated (LotseDeskView *self, GtkListBoxRow *row)
{
  g_assert (LOTSE_IS_DESK_VIEW (self));
  lotse_desk_view_activate (self, lotse_desk_row_get (row));
}

static void
on_out (LotseDeskView *self)
{
  const gboolean out = gtk_toggle_button_get_active (self->out);

  g_assert (LOTSE_IS_DESK_VIEW (self));
  lotse_desk_view_status (self, out ? lotse_desk_view_say (self, NC_ ("desk", "Enter now signs people out."))
                                    : lotse_desk_view_say (self, NC_ ("desk", "Enter signs people in again.")), out);
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
}

static void
on_walk_in (LotseDeskView *self)
{
  g_assert (LOTSE_IS_DESK_VIEW (self));
  g_signal_emit_by_name (self, "walk-in", gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
on_leave (LotseDeskView *self)
{
  g_assert (LOTSE_IS_DESK_VIEW (self));
  g_signal_emit_by_name (self, "leave");
}

static GtkWidget *
button_new (LotseDeskView *self, GtkWidget *button, const char *signal, GCallback callback)
{
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, signal, callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_head (LotseDeskView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *buttons = lotse_desk_flow_new (6);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->counts = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_xalign (self->counts, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (self->counts, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "title-3");
  self->slot = GTK_BUTTON (button_new (self, gtk_button_new (), "clicked", G_CALLBACK (on_slot)));
  self->quotas = GTK_TOGGLE_BUTTON (button_new (self, gtk_toggle_button_new (), "toggled", G_CALLBACK (on_quotas_toggled)));
  gtk_widget_set_visible (GTK_WIDGET (self->slot), FALSE);
  self->walk_in = GTK_BUTTON (button_new (self, gtk_button_new (), "clicked", G_CALLBACK (on_walk_in)));
  self->out = GTK_TOGGLE_BUTTON (button_new (self, gtk_toggle_button_new (), "toggled", G_CALLBACK (on_out)));
  self->language_button = GTK_BUTTON (button_new (self, gtk_button_new (), "clicked", G_CALLBACK (on_language)));
  self->leave = GTK_BUTTON (button_new (self, gtk_button_new (), "clicked", G_CALLBACK (on_leave)));
  lotse_desk_flow_append (buttons, GTK_WIDGET (self->slot), GTK_ALIGN_FILL);
  lotse_desk_flow_append (buttons, GTK_WIDGET (self->quotas), GTK_ALIGN_FILL);
  lotse_desk_flow_append (buttons, GTK_WIDGET (self->walk_in), GTK_ALIGN_FILL);
  lotse_desk_flow_append (buttons, GTK_WIDGET (self->out), GTK_ALIGN_FILL);
  lotse_desk_flow_append (buttons, GTK_WIDGET (self->language_button), GTK_ALIGN_FILL);
  lotse_desk_flow_append (buttons, GTK_WIDGET (self->leave), GTK_ALIGN_FILL);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->counts));
  gtk_box_append (GTK_BOX (head), buttons);
  return head;
}

static void
make_search (LotseDeskView *self)
{
  self->entry = gtk_entry_new ();
  gtk_widget_add_css_class (self->entry, "desk-search");
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (lotse_desk_view_enter), self, G_CONNECT_SWAPPED);
  /* Not the role of a status: GTK 4.18 gives such a label no name. */
  self->status = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "title-4");
}

static void
add_page (LotseDeskView *self, const char *name, GtkWidget *content)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_stack_add_named (self->stack, scroller, name);
}

static void
make_stack (LotseDeskView *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->stack = GTK_STACK (gtk_stack_new ());
  self->hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "title-2");
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "dim-label");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->list));
  self->quota_list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  self->card = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->hint), "empty");
  add_page (self, "rows", top);
  add_page (self, "quotas", GTK_WIDGET (self->quota_list));
  add_page (self, "card", GTK_WIDGET (self->card));
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
}

void
lotse_desk_view_build (LotseDeskView *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *clamp = adw_clamp_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_add_css_class (self->box, "desk-page");
  make_search (self);
  make_stack (self);
  self->last = lotse_desk_flow_new (LOTSE_DESK_LAST);
  gtk_box_append (GTK_BOX (column), self->entry);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->status));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->stack));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  gtk_widget_set_vexpand (clamp, TRUE);
  gtk_box_append (GTK_BOX (self->box), make_head (self));
  gtk_box_append (GTK_BOX (self->box), clamp);
  gtk_box_append (GTK_BOX (self->box), self->last);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

LotseDeskView *
lotse_desk_view_new (LotseProfile *profile, const LotseDeskOptions *options)
{
  LotseDeskView *self = g_object_new (LOTSE_TYPE_DESK_VIEW, NULL);

  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::text", G_CALLBACK (on_touch), self, G_CONNECT_SWAPPED);
  self->options = lotse_desk_options_copy (options);
  self->language = g_str_equal (lotse_language_current (), "de") ? "de" : "en";
  lotse_desk_view_build (self);
  lotse_desk_view_open_desk (self, options->slot);
  lotse_desk_view_set_words (self);
  return self;
}
