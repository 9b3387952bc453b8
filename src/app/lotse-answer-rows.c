/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be answered to a question; see the header.
 */
#include "config.h"

#include "lotse-answer-rows.h"

#include "lotse-feedback-design.h"
#include "lotse-error.h"
#include "lotse-form-words.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

struct _LotseAnswerRows
{
  GtkWidget *box;
  AdwPreferencesGroup *group; /* made anew when rows come, go or move */
  GPtrArray *answers;         /* of Answer */
  GtkEditable *fresh;         /* where one more choice is typed, or NULL */
  GtkEditable *keys;          /* of the choices, in their order; or NULL */
  char *language;
  char *type;
  void (*changed) (gpointer data);
  gpointer data;
  gboolean loading;
};

typedef struct
{
  char *old;         /* the key in the record; NULL: it is new */
  char *key;
  char *text;        /* as it was typed */
  GtkEditable *row;
} Answer;

static void show (LotseAnswerRows *self, const char *focus);

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->old);
  g_free (answer->key);
  g_free (answer->text);
  g_free (answer);
}

static Answer *
add_answer (LotseAnswerRows *self, const char *old, const char *key, const char *text)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->old = g_strdup (old);
  answer->key = g_strdup (key);
  answer->text = g_strdup (text != NULL ? text : "");
  g_ptr_array_add (self->answers, answer);
  return answer;
}

static gboolean
has_choices (const LotseAnswerRows *self)
{
  return g_strcmp0 (self->type, "single") == 0 || g_strcmp0 (self->type, "multiple") == 0;
}

static void
tell (LotseAnswerRows *self)
{
  if (!self->loading)
    self->changed (self->data);
}

static GPtrArray *
list_keys (const LotseAnswerRows *self)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->answers->len; i++)
    g_ptr_array_add (keys, g_strdup (((Answer *) self->answers->pdata[i])->key));
  return keys;
}

static char *
join_keys (const LotseAnswerRows *self)
{
  g_autoptr (GPtrArray) keys = list_keys (self);

  g_ptr_array_add (keys, NULL);
  return g_strjoinv (" ", (GStrv) keys->pdata);
}

/* --- Acts --------------------------------------------------------------------------------------------------- */

static void
on_typed (LotseAnswerRows *self, GtkEditable *row)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      Answer *answer = self->answers->pdata[i];

      if (answer->row != row)
        continue;
      g_free (answer->text);
      answer->text = g_strdup (gtk_editable_get_text (row));
    }
  tell (self);
}

static void
take_fresh (LotseAnswerRows *self)
{
  g_autofree char *text = self->fresh != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (self->fresh))) : NULL;
  g_autoptr (GPtrArray) keys = list_keys (self);
  g_autofree char *key = NULL;

  if (text == NULL || *text == '\0')
    return;
  key = lotse_question_make_choice (text, keys);
  add_answer (self, NULL, key, text);
  show (self, "fresh");
  tell (self);
}

static GStrv
typed_keys (LotseAnswerRows *self)
{
  g_auto (GStrv) words = g_strsplit (gtk_editable_get_text (self->keys), " ", -1);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (keys, words[i]);
  return g_strv_builder_end (keys);
}

/* Takes the keys once there is one for each answer; until then they are being typed. */
static void
on_keys (LotseAnswerRows *self)
{
  g_auto (GStrv) keys = typed_keys (self);

  for (guint i = 0; g_strv_length (keys) == self->answers->len && i < self->answers->len; i++)
    {
      Answer *answer = self->answers->pdata[i];

      g_free (answer->key);
      answer->key = g_strdup (keys[i]);
    }
  tell (self);
}

static void
on_up (LotseAnswerRows *self, GtkWidget *button)
{
  const guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "place"));
  gpointer answer = self->answers->pdata[place];
  g_autofree char *focus = g_strdup_printf ("answer-%u", place - 1);

  self->answers->pdata[place] = self->answers->pdata[place - 1];
  self->answers->pdata[place - 1] = answer;
  show (self, focus);
  tell (self);
}

static void
on_remove (LotseAnswerRows *self, GtkWidget *button)
{
  const guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "place"));

  g_ptr_array_remove_index (self->answers, place);
  show (self, "fresh");
  tell (self);
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

static void
add_button (LotseAnswerRows *self, GtkWidget *row, const char *icon, const char *format, guint place)
{
  GString *name = g_string_new (format);
  GtkWidget *button;

  g_string_replace (name, "%s", ((Answer *) self->answers->pdata[place])->text, 1);
  button = lotse_button_icon (icon, name->str, NULL, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "place", GUINT_TO_POINTER (place));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (g_str_equal (icon, "go-up-symbolic") ? on_up : on_remove), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  g_string_free (name, TRUE);
}

static GtkWidget *
make_entry (LotseAnswerRows *self, const char *title, const char *focus)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_direction (row, lotse_form_is_right_to_left (self->language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  lotse_focus_name (row, focus);
  adw_preferences_group_add (self->group, row);
  return row;
}

static void
show_answer (LotseAnswerRows *self, guint place)
{
  Answer *answer = self->answers->pdata[place];
  /* Translators: a step of a rating. */
  g_autofree char *title = g_strdup_printf (has_choices (self) ? _ ("Answer %u") : _ ("Step %u in words"), place + 1);
  g_autofree char *focus = g_strdup_printf ("answer-%u", place);
  GtkWidget *row = make_entry (self, title, focus);

  answer->row = GTK_EDITABLE (row);
  gtk_editable_set_text (answer->row, answer->text);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_typed), self);
  if (!has_choices (self))
    return;
  if (place > 0)
    add_button (self, row, "go-up-symbolic", _ ("Move up: %s"), place);
  add_button (self, row, "list-remove-symbolic", _ ("Remove %s"), place);
}

static void
show_keys (LotseAnswerRows *self)
{
  g_autofree char *keys = join_keys (self);
  GtkWidget *row = make_entry (self, _ ("Keys of the answers, in their order"), "keys");

  gtk_widget_set_direction (row, GTK_TEXT_DIR_LTR);
  self->keys = GTK_EDITABLE (row);
  gtk_editable_set_text (self->keys, keys);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_keys), self);
}

static void
show (LotseAnswerRows *self, const char *focus)
{
  self->loading = TRUE;
  self->fresh = NULL;
  self->keys = NULL;
  lotse_box_clear (GTK_BOX (self->box));
  self->group = lotse_group_new (_ ("Answers"));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->group));
  gtk_widget_set_visible (self->box, self->answers->len > 0 || has_choices (self));
  for (guint i = 0; i < self->answers->len; i++)
    show_answer (self, i);
  if (has_choices (self))
    {
      self->fresh = GTK_EDITABLE (make_entry (self, _ ("Add an answer (Return)"), "fresh"));
      g_signal_connect_swapped (self->fresh, "entry-activated", G_CALLBACK (take_fresh), self);
      g_signal_connect_swapped (self->fresh, "changed", G_CALLBACK (tell), self);
    }
  if (has_choices (self) && self->answers->len > 0)
    show_keys (self);
  lotse_list_name (self->group, _ ("Answers"));
  if (focus != NULL)
    lotse_focus_give (self->box, focus);
  self->loading = FALSE;
}

void
lotse_answer_rows_load (LotseAnswerRows *self, LotseRecord *question, const char *type)
{
  g_autoptr (LotseRecord) record = lotse_record_copy (question);
  g_autoptr (LotseQuestion) one = NULL;
  g_autoptr (GPtrArray) keys = NULL;

  lotse_record_set (record, "type", type, NULL);
  one = lotse_question_new (record);
  keys = g_str_equal (type, "yes_no") ? g_ptr_array_new () : lotse_question_list_answers (one);
  g_free (self->type);
  self->type = g_strdup (type);
  g_ptr_array_set_size (self->answers, 0);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autofree char *element = g_strconcat (self->language, ":", keys->pdata[i], NULL);
      const char *text = lotse_record_get_element (question, "steps", element);

      if (text == NULL && g_str_equal (type, "rating"))
        text = lotse_question_grade (i + 1, self->language);
      add_answer (self, keys->pdata[i], keys->pdata[i], text);
    }
  show (self, NULL);
}

/* --- Writing ------------------------------------------------------------------------------------------------ */

/* Yes and no have their keys; words of other answers go. */
static gboolean
keep_yes_no (LotseRecord *question, GError **error)
{
  g_auto (GStrv) steps = lotse_record_list_elements (question, "steps");

  for (guint i = 0; steps[i] != NULL; i++)
    if (!g_str_has_suffix (steps[i], ":yes") && !g_str_has_suffix (steps[i], ":no")
        && !lotse_record_set_element (question, "steps", steps[i], NULL, error))
      return FALSE;
  return TRUE;
}

/* The words of all languages go to the keys of now, also where two answers change theirs for one another; others go. */
static gboolean
move_words (LotseAnswerRows *self, LotseRecord *question, GError **error)
{
  g_autoptr (LotseRecord) before = lotse_record_copy (question);
  g_auto (GStrv) steps = lotse_record_list_elements (question, "steps");
  gboolean done = TRUE;

  for (guint i = 0; done && steps[i] != NULL; i++)
    done = lotse_record_set_element (question, "steps", steps[i], NULL, error);
  for (guint a = 0; a < self->answers->len; a++)
    {
      const Answer *answer = self->answers->pdata[a];

      for (guint i = 0; done && answer->old != NULL && steps[i] != NULL; i++)
        {
          const char *colon = strchr (steps[i], ':');
          g_autofree char *element = colon != NULL ? g_strdup_printf ("%.*s:%s", (int) (colon - steps[i]), steps[i], answer->key) : NULL;

          if (element != NULL && g_str_equal (colon + 1, answer->old))
            done = lotse_record_set_element (question, "steps", element, lotse_record_get_element (before, "steps", steps[i]), error);
        }
    }
  return done;
}

/* An answer that was added and has no words is none. */
static void
drop_empty (LotseAnswerRows *self)
{
  for (guint i = self->answers->len; i-- > 0;)
    {
      Answer *answer = self->answers->pdata[i];

      if (answer->old == NULL && *g_strstrip (answer->text) == '\0')
        g_ptr_array_remove_index (self->answers, i);
    }
}

static gboolean
check_keys (LotseAnswerRows *self, GError **error)
{
  g_auto (GStrv) keys = self->keys != NULL ? typed_keys (self) : NULL;

  if (keys == NULL || g_strv_length (keys) == self->answers->len)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _ ("Write one key for each answer, with a blank between two keys."));
  return FALSE;
}

gboolean
lotse_answer_rows_apply (LotseAnswerRows *self, LotseRecord *question, GError **error)
{
  g_autofree char *joined = NULL;

  if (g_str_equal (self->type, "yes_no"))
    return keep_yes_no (question, error) && lotse_record_set (question, "choices", NULL, error);
  if (!check_keys (self, error))
    return FALSE;
  take_fresh (self);
  drop_empty (self);
  if (!move_words (self, question, error))
    return FALSE;
  for (guint i = 0; i < self->answers->len; i++)
    {
      const Answer *answer = self->answers->pdata[i];
      g_autofree char *text = g_strstrip (g_strdup (answer->text));
      g_autofree char *element = g_strconcat (self->language, ":", answer->key, NULL);

      if (!lotse_record_set_element (question, "steps", element, text, error))
        return FALSE;
    }
  joined = has_choices (self) ? join_keys (self) : NULL;
  return lotse_record_set (question, "choices", joined, error);
}

LotseAnswerRows *
lotse_answer_rows_new (const char *language, void (*changed) (gpointer data), gpointer data)
{
  LotseAnswerRows *self = g_new0 (LotseAnswerRows, 1);

  self->box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->language = g_strdup (language);
  self->changed = changed;
  self->data = data;
  return self;
}

void
lotse_answer_rows_free (LotseAnswerRows *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->box);
  g_ptr_array_unref (self->answers);
  g_free (self->language);
  g_free (self->type);
  g_free (self);
}

GtkWidget *
lotse_answer_rows_get_widget (LotseAnswerRows *self)
{
  return self->box;
}
