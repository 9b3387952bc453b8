/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that a guest fills in; see the header. */
#include "config.h"

#include "lotse-kiosk-sheet.h"

#include "lotse-compat.h"
#include "lotse-form-words.h"
#include "lotse-kiosk-question.h"
#include "lotse-rows.h"

#include <adwaita.h>

#define PAGE_WIDTH 760

struct _LotseKioskSheet
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *step;
  GtkProgressBar *progress;
  GtkLabel *introduction;
  GtkBox *questions;
  GtkLabel *message;
  GtkWidget *back;
  GtkWidget *next;

  LotseKioskSession *session; /* NULL: nobody is here */
  gboolean paged;
};

G_DEFINE_FINAL_TYPE (LotseKioskSheet, lotse_kiosk_sheet, GTK_TYPE_WIDGET)

static const char *
word (LotseKioskSheet *self, const char *name)
{
  return lotse_form_word (name, lotse_kiosk_session_get_language (self->session));
}

static LotseKioskQuestion *
question_of (GtkWidget *child)
{
  return child != NULL ? LOTSE_KIOSK_QUESTION (child) : NULL;
}

/* That one, of those that show; NULL if it does not. */
static LotseKioskQuestion *
find (LotseKioskSheet *self, guint question)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->questions)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (lotse_kiosk_question_get_question (question_of (child)) == question)
      return question_of (child);
  return NULL;
}

/* The one that has the keyboard, or the only one. */
static LotseKioskQuestion *
current (LotseKioskSheet *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->questions));

  return question_of (focus != NULL || !self->paged ? focus : gtk_widget_get_first_child (GTK_WIDGET (self->questions)));
}

/* NULL: nothing is wrong. */
static void
say (LotseKioskSheet *self, const char *text)
{
  lotse_compat_notice_say (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

/* The label of a button says what it does; which may be to skip the question. */
static void
show_buttons (LotseKioskSheet *self)
{
  const LotseFeedbackForm *form = lotse_kiosk_session_get_form (self->session);
  const guint question = lotse_kiosk_session_get_question (self->session);
  guint step, steps;
  const char *next;

  lotse_kiosk_session_get_progress (self->session, &step, &steps);
  if (!self->paged || step >= steps)
    next = "done";
  else if (question < form->questions->len && *lotse_kiosk_session_get_answer (self->session, question) == '\0'
           && !((LotseQuestion *) form->questions->pdata[question])->required)
    next = "skip";
  else
    next = "next";
  gtk_button_set_label (GTK_BUTTON (self->next), word (self, next));
  gtk_button_set_label (GTK_BUTTON (self->back), word (self, "back"));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), self->paged);
  gtk_widget_set_visible (GTK_WIDGET (self->step), self->paged);
  if (self->paged && steps > 0)
    {
      g_autofree char *text = g_strdup_printf ("%u/%u", step, steps);

      gtk_label_set_text (self->step, text);
      gtk_progress_bar_set_fraction (self->progress, (double) step / steps);
    }
}

/* On one page a question comes and goes with the answer that it depends on. */
static void
show_asked (LotseKioskSheet *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->questions)); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, lotse_kiosk_session_is_asked (self->session, lotse_kiosk_question_get_question (question_of (child))));
}

static void
on_changed (LotseKioskSheet *self)
{
  g_assert (LOTSE_IS_KIOSK_SHEET (self));
  say (self, NULL);
  show_asked (self);
  show_buttons (self);
}

static void
add_question (LotseKioskSheet *self, guint question)
{
  LotseKioskQuestion *widget = lotse_kiosk_question_new (self->session, question);

  g_signal_connect_object (widget, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->questions, GTK_WIDGET (widget));
}

static const char *
text_of (LotseKioskSheet *self, const char *field)
{
  const char *text = lotse_record_get_element (lotse_kiosk_session_get_form (self->session)->record, field,
                                               lotse_kiosk_session_get_language (self->session));

  return text != NULL ? text : "";
}

static void
show_questions (LotseKioskSheet *self)
{
  const guint n = lotse_kiosk_session_get_form (self->session)->questions->len;
  const guint question = lotse_kiosk_session_get_question (self->session);
  guint step, steps;

  lotse_box_clear (self->questions);
  lotse_kiosk_session_get_progress (self->session, &step, &steps);
  gtk_label_set_text (self->introduction, step <= 1 ? text_of (self, "introductions") : "");
  gtk_widget_set_visible (GTK_WIDGET (self->introduction), *gtk_label_get_text (self->introduction) != '\0');
  for (guint i = 0; i < n; i++)
    if (!self->paged || i == question)
      add_question (self, i);
  on_changed (self);
  if (find (self, question) != NULL)
    lotse_kiosk_question_focus (find (self, question));
}

void
lotse_kiosk_sheet_show (LotseKioskSheet *self, LotseKioskSession *session, gboolean paged)
{
  g_return_if_fail (LOTSE_IS_KIOSK_SHEET (self));
  self->session = session;
  self->paged = paged;
  gtk_label_set_text (self->title, text_of (self, "titles"));
  show_questions (self);
}

void
lotse_kiosk_sheet_clear (LotseKioskSheet *self)
{
  g_return_if_fail (LOTSE_IS_KIOSK_SHEET (self));
  lotse_box_clear (self->questions);
  say (self, NULL);
  gtk_label_set_text (self->title, "");
  gtk_widget_set_sensitive (self->box, TRUE);
  self->session = NULL;
}

void
lotse_kiosk_sheet_set_saving (LotseKioskSheet *self, gboolean saving, const char *message)
{
  g_return_if_fail (LOTSE_IS_KIOSK_SHEET (self));
  gtk_widget_set_sensitive (self->box, !saving);
  say (self, message);
}

/* --- Going on ----------------------------------------------------------------------------------------------- */

static void
say_required (LotseKioskSheet *self, int question)
{
  LotseKioskQuestion *widget = find (self, (guint) question);

  say (self, word (self, "required"));
  if (widget != NULL)
    lotse_kiosk_question_focus (widget);
}

static void
go_on (LotseKioskSheet *self)
{
  const guint question = self->session != NULL ? lotse_kiosk_session_get_question (self->session) : 0;
  int missing;

  g_assert (LOTSE_IS_KIOSK_SHEET (self));
  if (self->session == NULL || !gtk_widget_get_sensitive (self->box))
    return;
  missing = lotse_kiosk_session_missing (self->session);
  if (self->paged && lotse_kiosk_session_next (self->session))
    show_questions (self);
  else if (missing < 0)
    g_signal_emit_by_name (self, "finish");
  else if (self->paged && (guint) missing != question)
    {
      /* An answer that was changed later may ask what was passed by. */
      while ((guint) missing < lotse_kiosk_session_get_question (self->session) && lotse_kiosk_session_back (self->session))
        ;
      show_questions (self);
      say_required (self, missing);
    }
  else
    say_required (self, missing);
}

static void
go_back (LotseKioskSheet *self)
{
  g_assert (LOTSE_IS_KIOSK_SHEET (self));
  if (self->session == NULL || !gtk_widget_get_sensitive (self->box))
    return;
  if (self->paged && lotse_kiosk_session_back (self->session))
    show_questions (self);
  else
    g_signal_emit_by_name (self, "cancel");
}

/* On one page Return leads to the next question, and from the last one to the button that ends the sheet. */
static void
leave_question (LotseKioskSheet *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self->questions));

  do
    child = child != NULL ? gtk_widget_get_next_sibling (child) : NULL;
  while (child != NULL && !gtk_widget_get_visible (child));
  if (child != NULL)
    lotse_kiosk_question_focus (question_of (child));
  else
    gtk_widget_grab_focus (self->next);
}

gboolean
lotse_kiosk_sheet_key (LotseKioskSheet *self, guint key, GdkModifierType state)
{
  const gunichar letter = gdk_keyval_to_unicode (key);
  const gboolean on_answer = gtk_widget_get_focus_child (GTK_WIDGET (self->questions)) != NULL;
  LotseKioskQuestion *question;

  g_return_val_if_fail (LOTSE_IS_KIOSK_SHEET (self), FALSE);
  question = self->session != NULL ? current (self) : NULL;
  if (key == GDK_KEY_Escape)
    go_back (self);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_SHIFT_MASK) == 0 && on_answer)
    self->paged ? go_on (self) : leave_question (self);
  else if (question != NULL && !lotse_kiosk_question_is_open (question) && g_unichar_isdigit (letter) && letter != '0')
    return lotse_kiosk_question_press (question, (guint) g_unichar_digit_value (letter));
  else if (question != NULL && !lotse_kiosk_question_is_open (question) && letter == '-')
    return lotse_kiosk_question_press (question, 0);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_kiosk_sheet_dispose (GObject *object)
{
  g_clear_pointer (&LOTSE_KIOSK_SHEET (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_kiosk_sheet_parent_class)->dispose (object);
}

static void
lotse_kiosk_sheet_class_init (LotseKioskSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_kiosk_sheet_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  g_signal_new ("finish", LOTSE_TYPE_KIOSK_SHEET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("cancel", LOTSE_TYPE_KIOSK_SHEET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
label_new (const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, class_name);
  return GTK_LABEL (label);
}

static GtkWidget *
button_new (LotseKioskSheet *self, const char *class_name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label ("");

  gtk_widget_add_css_class (button, "kiosk-button");
  gtk_widget_add_css_class (button, class_name);
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
middle_new (LotseKioskSheet *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *clamp = adw_clamp_new (), *scroller = gtk_scrolled_window_new ();

  self->introduction = label_new ("kiosk-hint");
  self->questions = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 36));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->introduction));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->questions));
  gtk_widget_add_css_class (column, "kiosk-page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), PAGE_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
lotse_kiosk_sheet_init (LotseKioskSheet *self)
{
  GtkWidget *step, *revealer = lotse_kiosk_number_new (NULL, &step), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->title = label_new ("kiosk-title");
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->title));
  self->step = GTK_LABEL (step);
  gtk_widget_add_css_class (step, "kiosk-title");
  gtk_box_append (GTK_BOX (head), revealer);
  self->message = GTK_LABEL (lotse_compat_notice_new (GTK_ACCESSIBLE_ROLE_ALERT));
  gtk_label_set_xalign (self->message, 0.5);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "kiosk-message");
  say (self, NULL);
  self->back = button_new (self, "kiosk-back", G_CALLBACK (go_back));
  self->next = button_new (self, "suggested-action", G_CALLBACK (go_on));
  gtk_box_set_homogeneous (GTK_BOX (foot), TRUE);
  gtk_box_append (GTK_BOX (foot), self->back);
  gtk_box_append (GTK_BOX (foot), self->next);
  gtk_widget_add_css_class (self->box, "kiosk-sheet");
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (self->box), middle_new (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (self->box), foot);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}
