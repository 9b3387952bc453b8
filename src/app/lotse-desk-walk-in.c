/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form of a walk-in; see the header.
 *
 * Before anything is saved, people who may be the same are shown: a double costs more work later than one question now.
 */
#include "config.h"

#include "lotse-desk-walk-in.h"

#include "lotse-code.h"
#include "lotse-compat.h"
#include "lotse-desk-jobs.h"
#include "lotse-desk-rows.h"
#include "lotse-desk-words.h"

enum
{
  NAME,
  ORGANISATION,
  EMAIL,
  N_ENTRIES
};

struct _LotseDeskWalkIn
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *heading;
  GtkLabel *labels[N_ENTRIES];
  GtkWidget *entries[N_ENTRIES];
  GtkLabel *notice;
  GtkWidget *newsletter;
  GtkWidget *photos;
  GtkWidget *form;
  GtkWidget *question;
  GtkLabel *question_text;
  GtkListBox *doubles;
  GtkWidget *as_new;
  GtkLabel *message;
  GtkWidget *save;
  GtkWidget *cancel;

  LotseProfile *profile;
  LotseDesk *desk; /* kept until the end: no job may drop its last reference */
  char *language;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (LotseDeskWalkIn, lotse_desk_walk_in_page, GTK_TYPE_WIDGET)

static const char *
say (LotseDeskWalkIn *self, const char *text)
{
  return lotse_desk_say (self->language, text);
}

static char *
text_of (LotseDeskWalkIn *self, guint entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[entry]))));
}

static LotseWalkIn *
make_guest (LotseDeskWalkIn *self)
{
  LotseWalkIn *guest = g_new0 (LotseWalkIn, 1);

  guest->name = text_of (self, NAME);
  guest->organisation_name = text_of (self, ORGANISATION);
  guest->email = text_of (self, EMAIL);
  guest->language = g_intern_string (self->language);
  guest->text_language = g_intern_string (self->language);
  guest->notice_shown = TRUE;
  guest->newsletter = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->newsletter));
  guest->photos = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->photos));
  return guest;
}

static void
show_message (LotseDeskWalkIn *self, const char *text)
{
  lotse_compat_notice_say (self->message, text != NULL ? text : "");
}

static void
set_busy (LotseDeskWalkIn *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->save, !busy);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeskWalkIn) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseSignIn) sign_in = lotse_desk_job_finish (result, &error);

  if (self->box == NULL)
    return;
  set_busy (self, FALSE);
  if (sign_in != NULL)
    g_signal_emit_by_name (self, "done", sign_in);
  else
    show_message (self, error->message);
}

static void
save (LotseDeskWalkIn *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  g_assert (LOTSE_IS_DESK_WALK_IN (self));
  if (store == NULL || self->busy)
    return;
  set_busy (self, TRUE);
  lotse_desk_job_walk_in_async (store, self->desk, make_guest (self), on_saved, g_object_ref (self));
}

/* --- Doubles ------------------------------------------------------------------------------------------------ */

static void
show_form (LotseDeskWalkIn *self)
{
  gtk_widget_set_visible (self->form, TRUE);
  gtk_widget_set_visible (self->question, FALSE);
}

static void
add_double (LotseDeskWalkIn *self, const LotseDouble *found)
{
  /* An address that was not typed by this guest stays unseen. */
  LotseDeskRow row = { .group = LOTSE_DESK_KNOWN, .kind = "person", .id = found->person, .title = found->name,
                       .subtitle = found->organisation_name, .state = found->state };

  if (row.title != NULL)
    gtk_list_box_append (self->doubles, lotse_desk_row_new (&row, self->language));
}

static void
ask_doubles (LotseDeskWalkIn *self, GPtrArray *doubles)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->doubles, 0)) != NULL)
    gtk_list_box_remove (self->doubles, GTK_WIDGET (row));
  for (guint i = 0; i < doubles->len; i++)
    add_double (self, doubles->pdata[i]);
  gtk_widget_set_visible (self->form, FALSE);
  gtk_widget_set_visible (self->question, TRUE);
  show_message (self, say (self, NC_ ("desk", "Somebody of that name or address is known already.")));
  row = gtk_list_box_get_row_at_index (self->doubles, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
on_doubles (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeskWalkIn) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) doubles = lotse_desk_job_finish (result, &error);

  if (self->box == NULL)
    return;
  set_busy (self, FALSE);
  if (doubles == NULL)
    show_message (self, error->message);
  else if (doubles->len > 0)
    ask_doubles (self, doubles);
  else
    save (self);
}

static void
on_save (LotseDeskWalkIn *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autofree char *name = text_of (self, NAME);

  g_assert (LOTSE_IS_DESK_WALK_IN (self));
  if (store == NULL || self->busy)
    return;
  if (*name == '\0')
    {
      show_message (self, say (self, NC_ ("desk", "Please enter a name.")));
      gtk_widget_grab_focus (self->entries[NAME]);
      return;
    }
  show_message (self, NULL);
  set_busy (self, TRUE);
  lotse_desk_job_doubles_async (store, self->desk, make_guest (self), on_doubles, g_object_ref (self));
}

/* Enter goes on to the next field, as at the end of a line; a scanner's code is for the desk. */
static void
on_entry_activate (LotseDeskWalkIn *self, GtkWidget *entry)
{
  g_autofree char *code = lotse_code_read (gtk_editable_get_text (GTK_EDITABLE (entry)));

  g_assert (LOTSE_IS_DESK_WALK_IN (self));
  if (code != NULL)
    g_signal_emit_by_name (self, "code", gtk_editable_get_text (GTK_EDITABLE (entry)));
  else if (entry == self->entries[NAME])
    gtk_widget_grab_focus (self->entries[ORGANISATION]);
  else if (entry == self->entries[ORGANISATION])
    gtk_widget_grab_focus (self->entries[EMAIL]);
  else
    on_save (self);
}

static void
on_double_activated (LotseDeskWalkIn *self, GtkListBoxRow *row)
{
  g_assert (LOTSE_IS_DESK_WALK_IN (self));
  g_signal_emit_by_name (self, "chosen", lotse_desk_row_get (row)->id);
}

static void
on_cancel (LotseDeskWalkIn *self)
{
  g_assert (LOTSE_IS_DESK_WALK_IN (self));
  if (!self->busy)
    g_signal_emit_by_name (self, "done", NULL);
}

void
lotse_desk_walk_in_back (LotseDeskWalkIn *self)
{
  g_return_if_fail (LOTSE_IS_DESK_WALK_IN (self));
  if (!gtk_widget_get_visible (self->question))
    {
      on_cancel (self);
      return;
    }
  show_form (self);
  show_message (self, NULL);
  gtk_widget_grab_focus (self->entries[NAME]);
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
name_entries (LotseDeskWalkIn *self)
{
  static const char *const names[N_ENTRIES] = { NC_ ("desk", "Name"), NC_ ("desk", "Organisation"), NC_ ("desk", "E-mail (voluntary)") };

  for (guint i = 0; i < N_ENTRIES; i++)
    {
      const char *name = say (self, names[i]);

      gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), "");
      gtk_label_set_text (self->labels[i], name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entries[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

static void
set_words (LotseDeskWalkIn *self)
{
  name_entries (self);
  gtk_label_set_text (self->heading, say (self, NC_ ("desk", "Walk-in")));
  gtk_label_set_text (self->notice, say (self, NC_ ("desk",
    "Privacy notice: We note your name, your organisation, your e-mail address and that you were here today, to carry out this "
    "event and to show our funders that it took place. You can ask at any time what we keep about you, have it corrected or "
    "have it deleted. Both consents below are voluntary, can be withdrawn at any time, and change nothing about taking part.")));
  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->newsletter), say (self, NC_ ("desk", "I want to receive the newsletter by e-mail.")));
  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->photos),
                              say (self, NC_ ("desk", "Photos of this event that show me may be published.")));
  gtk_label_set_text (self->question_text, say (self, NC_ ("desk", "Is it one of these people?")));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->doubles), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  say (self, NC_ ("desk", "Is it one of these people?")), -1);
  gtk_button_set_label (GTK_BUTTON (self->as_new), say (self, NC_ ("desk", "No, Somebody New")));
  gtk_button_set_label (GTK_BUTTON (self->save), say (self, NC_ ("desk", "Sign In")));
  gtk_button_set_label (GTK_BUTTON (self->cancel), say (self, NC_ ("desk", "Cancel (Esc)")));
}

void
lotse_desk_walk_in_ask (LotseDeskWalkIn *self, LotseDesk *desk, const char *name, const char *language)
{
  g_return_if_fail (LOTSE_IS_DESK_WALK_IN (self));
  g_set_object (&self->desk, desk);
  g_free (self->language);
  self->language = g_strdup (language);
  set_words (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entries[NAME]), name);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->newsletter), FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->photos), FALSE);
  show_form (self);
  show_message (self, NULL);
  gtk_widget_grab_focus (self->entries[NAME]);
  gtk_editable_set_position (GTK_EDITABLE (self->entries[NAME]), -1);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_desk_walk_in_page_dispose (GObject *object)
{
  g_clear_pointer (&LOTSE_DESK_WALK_IN (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_desk_walk_in_page_parent_class)->dispose (object);
}

static void
lotse_desk_walk_in_page_finalize (GObject *object)
{
  LotseDeskWalkIn *self = LOTSE_DESK_WALK_IN (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->desk);
  g_free (self->language);
  G_OBJECT_CLASS (lotse_desk_walk_in_page_parent_class)->finalize (object);
}

static void
lotse_desk_walk_in_page_class_init (LotseDeskWalkInClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_desk_walk_in_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = lotse_desk_walk_in_page_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("code", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkLabel *
add_label (GtkWidget *box, const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
add_button (LotseDeskWalkIn *self, GtkWidget *box, GCallback callback)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
make_form (LotseDeskWalkIn *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  self->form = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      self->labels[i] = add_label (self->form, "heading");
      self->entries[i] = gtk_entry_new ();
      gtk_widget_add_css_class (self->entries[i], "desk-field");
      g_signal_connect_object (self->entries[i], "activate", G_CALLBACK (on_entry_activate), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->form), self->entries[i]);
    }
  self->notice = add_label (self->form, NULL);
  self->newsletter = gtk_check_button_new ();
  self->photos = gtk_check_button_new ();
  gtk_box_append (GTK_BOX (self->form), self->newsletter);
  gtk_box_append (GTK_BOX (self->form), self->photos);
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  self->save = add_button (self, buttons, G_CALLBACK (on_save));
  self->cancel = add_button (self, buttons, G_CALLBACK (on_cancel));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_box_append (GTK_BOX (self->form), buttons);
}

static void
make_question (LotseDeskWalkIn *self)
{
  self->question = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->question_text = add_label (self->question, "title-2");
  self->doubles = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->doubles), "boxed-list");
  g_signal_connect_object (self->doubles, "row-activated", G_CALLBACK (on_double_activated), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->question), GTK_WIDGET (self->doubles));
  self->as_new = add_button (self, self->question, G_CALLBACK (save));
  gtk_widget_set_halign (self->as_new, GTK_ALIGN_CENTER);
}

static void
lotse_desk_walk_in_page_init (LotseDeskWalkIn *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->box = scroller;
  self->heading = add_label (column, "title-1");
  self->message = GTK_LABEL (lotse_compat_notice_new (GTK_ACCESSIBLE_ROLE_ALERT));
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "warning");
  make_form (self);
  make_question (self);
  gtk_widget_add_css_class (column, "desk-page");
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (column), self->form);
  gtk_box_append (GTK_BOX (column), self->question);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

LotseDeskWalkIn *
lotse_desk_walk_in_new (LotseProfile *profile)
{
  LotseDeskWalkIn *self = g_object_new (LOTSE_TYPE_DESK_WALK_IN, NULL);

  self->profile = g_object_ref (profile);
  return self;
}
