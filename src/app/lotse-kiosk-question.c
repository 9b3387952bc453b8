/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One question at a kiosk; see the header.
 *
 * What the buttons show is read from the session after each press, so that both are never different.
 */
#include "config.h"

#include "lotse-kiosk-question.h"

#include "lotse-form-words.h"

struct _LotseKioskQuestion
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *text;     /* of an open question */
  GPtrArray *buttons;  /* of GtkToggleButton, by answer; not owned */
  GPtrArray *answers;  /* of char * */

  LotseKioskSession *session;
  guint question;
  gboolean setting;    /* the program changes the widgets, not the guest */
};

G_DEFINE_FINAL_TYPE (LotseKioskQuestion, lotse_kiosk_question, GTK_TYPE_WIDGET)

static const LotseQuestion *
question_of (LotseKioskQuestion *self)
{
  return lotse_kiosk_session_get_form (self->session)->questions->pdata[self->question];
}

static const char *
word (LotseKioskQuestion *self, const char *name)
{
  return lotse_form_word (name, lotse_kiosk_session_get_language (self->session));
}

/* --- Answers ------------------------------------------------------------------------------------------------ */

/* A check mark, too, for those who cannot tell the colours. */
static void
show_answers (LotseKioskQuestion *self)
{
  self->setting = TRUE;
  for (guint i = 0; i < self->buttons->len; i++)
    {
      const gboolean given = lotse_kiosk_session_has (self->session, self->question, self->answers->pdata[i]);
      GtkWidget *content = gtk_button_get_child (self->buttons->pdata[i]);

      gtk_toggle_button_set_active (self->buttons->pdata[i], given);
      gtk_accessible_update_state (self->buttons->pdata[i], GTK_ACCESSIBLE_STATE_CHECKED, given, -1);
      gtk_widget_set_opacity (gtk_widget_get_last_child (content), given ? 1 : 0);
    }
  self->setting = FALSE;
}

static void
on_toggled (LotseKioskQuestion *self, GtkToggleButton *button)
{
  guint index;

  g_assert (LOTSE_IS_KIOSK_QUESTION (self));
  if (self->setting || !g_ptr_array_find (self->buttons, button, &index))
    return;
  lotse_kiosk_session_choose (self->session, self->question, self->answers->pdata[index], gtk_toggle_button_get_active (button));
  show_answers (self);
  g_signal_emit_by_name (self, "changed");
}

gboolean
lotse_kiosk_question_press (LotseKioskQuestion *self, guint n)
{
  const gboolean several = g_str_equal (question_of (self)->type, "multiple");
  const char *answer;

  g_return_val_if_fail (LOTSE_IS_KIOSK_QUESTION (self), FALSE);
  if (self->text != NULL || n > self->buttons->len)
    return FALSE;
  if (n == 0)
    lotse_kiosk_session_set_answer (self->session, self->question, "", NULL);
  else
    {
      answer = self->answers->pdata[n - 1];
      lotse_kiosk_session_choose (self->session, self->question, answer,
                                  !several || !lotse_kiosk_session_has (self->session, self->question, answer));
      gtk_widget_grab_focus (self->buttons->pdata[n - 1]);
    }
  show_answers (self);
  g_signal_emit_by_name (self, "changed");
  return TRUE;
}

/* What cannot be an answer, as it is too long, does not stay in the field. */
static void
on_text (LotseKioskQuestion *self, GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;

  g_assert (LOTSE_IS_KIOSK_QUESTION (self));
  if (self->setting)
    return;
  g_object_get (buffer, "text", &text, NULL);
  if (!lotse_kiosk_session_set_answer (self->session, self->question, text, NULL))
    {
      self->setting = TRUE;
      gtk_text_buffer_set_text (buffer, lotse_kiosk_session_get_answer (self->session, self->question), -1);
      self->setting = FALSE;
    }
  g_signal_emit_by_name (self, "changed");
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static GtkWidget *
label_new (const char *text, const char *class_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, class_name);
  return label;
}

/* Labels with different baselines give a box two heights, of which GTK 4.8 complains; a revealer has no baseline. */
GtkWidget *
lotse_kiosk_number_new (const char *text, GtkWidget **label)
{
  GtkWidget *number = gtk_label_new (text);

  if (label != NULL)
    *label = number;
  return g_object_new (GTK_TYPE_REVEALER, "child", number, "reveal-child", TRUE, NULL);
}

static void
add_button (LotseKioskQuestion *self, const char *answer)
{
  const LotseQuestion *question = question_of (self);
  const char *language = lotse_kiosk_session_get_language (self->session);
  const gboolean several = g_str_equal (question->type, "multiple");
  const char *step = lotse_form_step (question, answer, language);
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role",
                                    several ? GTK_ACCESSIBLE_ROLE_CHECKBOX : GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  g_autofree char *digit = g_strdup_printf ("%u", self->buttons->len + 1);
  /* A rating without words is its digit alone. */
  g_autofree char *name = g_str_equal (step, digit) ? g_strdup (digit) : g_strdup_printf ("%s %s", digit, step);
  GtkWidget *number, *words = label_new (g_str_equal (step, digit) ? "" : step, "kiosk-words");

  gtk_box_append (GTK_BOX (content), lotse_kiosk_number_new (digit, &number));
  gtk_widget_add_css_class (number, "kiosk-digit");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (content), words);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "kiosk-answer");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->buttons, button);
  g_ptr_array_add (self->answers, g_strdup (answer));
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
add_text (LotseKioskQuestion *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkTextBuffer *buffer;

  self->text = gtk_text_view_new ();
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_widget_add_css_class (self->text, "kiosk-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, word (self, "answer"), -1);
  gtk_text_buffer_set_text (buffer, lotse_kiosk_session_get_answer (self->session, self->question), -1);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_text), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 120);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->text);
  gtk_widget_add_css_class (scroller, "frame");
  gtk_widget_add_css_class (scroller, "view");
  gtk_box_append (GTK_BOX (self->box), scroller);
}

static void
show_question (LotseKioskQuestion *self)
{
  const LotseQuestion *question = question_of (self);
  const char *language = lotse_kiosk_session_get_language (self->session);
  g_autoptr (GPtrArray) answers = lotse_question_list_answers (question);
  const char *text = lotse_question_text (question, language);

  gtk_box_append (GTK_BOX (self->box), label_new (text, "kiosk-question"));
  if (g_str_equal (question->type, "multiple"))
    gtk_box_append (GTK_BOX (self->box), label_new (word (self, "several"), "kiosk-hint"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (g_str_equal (question->type, "open"))
    add_text (self);
  for (guint i = 0; i < answers->len; i++)
    add_button (self, answers->pdata[i]);
  show_answers (self);
}

guint
lotse_kiosk_question_get_question (LotseKioskQuestion *self)
{
  g_return_val_if_fail (LOTSE_IS_KIOSK_QUESTION (self), 0);
  return self->question;
}

gboolean
lotse_kiosk_question_is_open (LotseKioskQuestion *self)
{
  g_return_val_if_fail (LOTSE_IS_KIOSK_QUESTION (self), FALSE);
  return self->text != NULL;
}

/* On what was answered already, else on the first answer. */
void
lotse_kiosk_question_focus (LotseKioskQuestion *self)
{
  GtkWidget *target = self->text;

  g_return_if_fail (LOTSE_IS_KIOSK_QUESTION (self));
  for (guint i = self->buttons->len; i > 0; i--)
    if (i == 1 || gtk_toggle_button_get_active (self->buttons->pdata[i - 1]))
      {
        target = self->buttons->pdata[i - 1];
        if (gtk_toggle_button_get_active (self->buttons->pdata[i - 1]))
          break;
      }
  if (target != NULL)
    gtk_widget_grab_focus (target);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_kiosk_question_dispose (GObject *object)
{
  LotseKioskQuestion *self = LOTSE_KIOSK_QUESTION (object);

  self->text = NULL;
  g_ptr_array_set_size (self->buttons, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_kiosk_question_parent_class)->dispose (object);
}

static void
lotse_kiosk_question_finalize (GObject *object)
{
  LotseKioskQuestion *self = LOTSE_KIOSK_QUESTION (object);

  g_ptr_array_unref (self->buttons);
  g_ptr_array_unref (self->answers);
  G_OBJECT_CLASS (lotse_kiosk_question_parent_class)->finalize (object);
}

static void
lotse_kiosk_question_class_init (LotseKioskQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_kiosk_question_dispose;
  G_OBJECT_CLASS (klass)->finalize = lotse_kiosk_question_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  g_signal_new ("changed", LOTSE_TYPE_KIOSK_QUESTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_kiosk_question_init (LotseKioskQuestion *self)
{
  self->buttons = g_ptr_array_new ();
  self->answers = g_ptr_array_new_with_free_func (g_free);
  self->box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, "orientation", GTK_ORIENTATION_VERTICAL,
                            "spacing", 12, NULL);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

LotseKioskQuestion *
lotse_kiosk_question_new (LotseKioskSession *session, guint question)
{
  LotseKioskQuestion *self = g_object_new (LOTSE_TYPE_KIOSK_QUESTION, NULL);

  self->session = session;
  self->question = question;
  show_question (self);
  return self;
}
