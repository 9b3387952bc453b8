/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questions of a form in their order; see the header.
 *
 * Rows are made anew after each change, and the keyboard stays with its question.
 */
#include "config.h"

#include "lotse-question-list.h"

#include "lotse-compat.h"
#include "lotse-form-jobs.h"
#include "lotse-format.h"
#include "lotse-question-dialog.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

struct _LotseQuestionList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkBox *rows;
  GtkLabel *said; /* what was moved where, for screen readers and everybody */

  LotseProfile *profile;
  char *form;
  guint n_questions;
};

G_DEFINE_FINAL_TYPE (LotseQuestionList, lotse_question_list, GTK_TYPE_WIDGET)

/* What was asked of the database thread, until it answers. */
typedef struct
{
  LotseQuestionList *list;
  char *said;
} Asked;

static const char *
id_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "question");
}

static guint
place_of (GtkWidget *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "place"));
}

/* --- Acts --------------------------------------------------------------------------------------------------- */

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (LotseQuestionList) self = asked->list;
  g_autofree char *said = asked->said;
  g_autoptr (GError) error = NULL;
  const gboolean done = lotse_job_done_finish (result, &error);

  g_free (asked);
  if (self->box == NULL)
    return;
  lotse_compat_notice_say (self->said, done ? said : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->said), TRUE);
}

static Asked *
asked_new (LotseQuestionList *self, char *said)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->list = g_object_ref (self);
  asked->said = said;
  return asked;
}

static void
move (LotseQuestionList *self, const char *id, const char *text, guint place)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  GString *said;
  g_autofree char *numbers = NULL;

  if (store == NULL || id == NULL || place >= self->n_questions)
    return;
  said = g_string_new (_ ("“%s” moved"));
  numbers = g_strdup_printf (_ ("place %u of %u"), place + 1, self->n_questions);
  g_string_replace (said, "%s", text, 1);
  g_string_append_printf (said, ": %s", numbers);
  lotse_feedback_move_question_async (store, id, place, on_done, asked_new (self, g_string_free (said, FALSE)));
}

static gboolean
on_move_key (GtkWidget *row, GVariant *args, gpointer data)
{
  const int by = g_variant_get_int32 (args);

  if (by < 0 && place_of (row) == 0)
    return GDK_EVENT_STOP;
  move (data, id_of (row), g_object_get_data (G_OBJECT (row), "text"), (guint) ((int) place_of (row) + by));
  return GDK_EVENT_STOP;
}

static void
remove_question (LotseQuestionList *self, GtkWidget *row)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  GString *said = g_string_new (_ ("Removed: %s"));

  g_string_replace (said, "%s", g_object_get_data (G_OBJECT (row), "text"), 1);
  if (store != NULL)
    lotse_feedback_remove_question_async (store, id_of (row), on_done, asked_new (self, g_string_free (said, FALSE)));
  else
    g_string_free (said, TRUE);
}

static gboolean
on_remove_key (GtkWidget *row, GVariant *args, gpointer data)
{
  remove_question (data, row);
  return GDK_EVENT_STOP;
}

static void
on_up (GtkWidget *button, GtkWidget *row)
{
  LotseQuestionList *self = LOTSE_QUESTION_LIST (gtk_widget_get_ancestor (row, LOTSE_TYPE_QUESTION_LIST));

  move (self, id_of (row), g_object_get_data (G_OBJECT (row), "text"), place_of (row) - 1);
}

static void
on_remove (GtkWidget *button, GtkWidget *row)
{
  remove_question (LOTSE_QUESTION_LIST (gtk_widget_get_ancestor (row, LOTSE_TYPE_QUESTION_LIST)), row);
}

static void
on_edit (LotseQuestionList *self, GtkWidget *row)
{
  lotse_question_dialog_edit (GTK_WIDGET (self), self->profile, self->form, id_of (row));
}

static void
on_add (LotseQuestionList *self)
{
  lotse_question_dialog_edit (GTK_WIDGET (self), self->profile, self->form, NULL);
}

/* --- Dragging ----------------------------------------------------------------------------------------------- */

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  return gdk_content_provider_new_typed (G_TYPE_STRING, id_of (row));
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, GtkWidget *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, GtkWidget *row)
{
  LotseQuestionList *self = LOTSE_QUESTION_LIST (gtk_widget_get_ancestor (row, LOTSE_TYPE_QUESTION_LIST));
  GtkWidget *list = gtk_widget_get_parent (row);

  /* Only questions of this list; anything else that is text is none of ours. */
  for (GtkWidget *other = gtk_widget_get_first_child (list); other != NULL; other = gtk_widget_get_next_sibling (other))
    if (g_strcmp0 (id_of (other), g_value_get_string (value)) == 0 && other != row)
      {
        move (self, id_of (other), g_object_get_data (G_OBJECT (other), "text"), place_of (row));
        return TRUE;
      }
  return FALSE;
}

static void
add_dragging (GtkWidget *row)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), row);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

static void
add_key (GtkShortcutController *keys, guint key, GdkModifierType state, GtkShortcutFunc function, int argument, gpointer data)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, state), gtk_callback_action_new (function, data, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (argument));
  gtk_shortcut_controller_add_shortcut (keys, shortcut);
}

static void
add_keys (LotseQuestionList *self, GtkWidget *row)
{
  GtkShortcutController *keys = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());

  add_key (keys, GDK_KEY_Up, GDK_ALT_MASK, on_move_key, -1, self);
  add_key (keys, GDK_KEY_Down, GDK_ALT_MASK, on_move_key, 1, self);
  add_key (keys, GDK_KEY_Delete, 0, on_remove_key, 0, self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (keys));
}

static void
add_button (GtkWidget *row, const char *icon, const char *format, GCallback callback)
{
  GString *name = g_string_new (format);
  g_autofree char *focus = g_strdup_printf ("%s-%s", icon, id_of (row));
  GtkWidget *button;

  g_string_replace (name, "%s", g_object_get_data (G_OBJECT (row), "text"), 1);
  button = lotse_button_icon (icon, name->str, NULL, NULL);
  lotse_focus_name (button, focus);
  g_signal_connect (button, "clicked", callback, row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_string_free (name, TRUE);
}

/* "Rating 1 to 4 · required · only after “Did you come?”" */
static char *
describe (const LotseFeedbackForm *form, const LotseQuestion *question)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("question"), "type");
  const LotseQuestion *earlier = question->if_code != NULL ? lotse_feedback_form_question (form, question->if_code) : NULL;
  GString *text = g_string_new (lotse_choice_label (field, question->type));

  if (question->required)
    g_string_append_printf (text, " · %s", _ ("an answer is required"));
  if (earlier != NULL)
    {
      GString *only = g_string_new (_ ("only after certain answers to “%s”"));

      g_string_replace (only, "%s", lotse_question_text (earlier, NULL), 1);
      g_string_append_printf (text, " · %s", only->str);
      g_string_free (only, TRUE);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_row (LotseQuestionList *self, const LotseFeedbackForm *form, guint place, gboolean may_write)
{
  const LotseQuestion *question = form->questions->pdata[place];
  const char *text = lotse_question_text (question, NULL);
  g_autofree char *title = g_strdup_printf ("%u. %s", place + 1, text);
  g_autofree char *subtitle = describe (form, question);
  GtkWidget *row = lotse_row_text (title, subtitle);

  g_object_set_data_full (G_OBJECT (row), "question", g_strdup (question->id), g_free);
  g_object_set_data_full (G_OBJECT (row), "text", g_strdup (text), g_free);
  g_object_set_data (G_OBJECT (row), "place", GUINT_TO_POINTER (place));
  if (!may_write)
    return row;
  lotse_focus_name (row, question->id);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (on_edit), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("list-drag-handle-symbolic"));
  if (place > 0)
    add_button (row, "go-up-symbolic", _ ("Move up: %s"), G_CALLBACK (on_up));
  add_button (row, "list-remove-symbolic", _ ("Remove %s"), G_CALLBACK (on_remove));
  add_keys (self, row);
  add_dragging (row);
  return row;
}

void
lotse_question_list_show (LotseQuestionList *self, LotseProfile *profile, const LotseFeedbackView *view, gboolean may_write)
{
  const char *title = lotse_kind_label_plural (lotse_kind_find ("question"));
  AdwPreferencesGroup *group = lotse_group_new (title);
  g_autofree char *focus = lotse_focus_take (GTK_WIDGET (self->rows));

  g_return_if_fail (LOTSE_IS_QUESTION_LIST (self));
  if (g_strcmp0 (self->form, view->form->id) != 0)
    gtk_widget_set_visible (GTK_WIDGET (self->said), FALSE);
  g_set_object (&self->profile, profile);
  g_free (self->form);
  self->form = g_strdup (view->form->id);
  self->n_questions = view->form->questions->len;
  lotse_box_clear (self->rows);
  if (self->n_questions == 0)
    adw_preferences_group_set_description (group, _ ("It asks nothing yet."));
  else if (may_write)
    adw_preferences_group_set_description (group, _ ("Drag questions into their order, or move them with Alt and the arrow keys."));
  for (guint i = 0; i < self->n_questions; i++)
    adw_preferences_group_add (group, make_row (self, view->form, i, may_write));
  if (may_write)
    {
      GtkWidget *button = lotse_button_icon ("list-add-symbolic", _ ("Add a Question"), NULL, NULL);

      lotse_focus_name (button, "add");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_add), self);
      adw_preferences_group_set_header_suffix (group, button);
    }
  lotse_list_name (group, title);
  gtk_box_append (self->rows, GTK_WIDGET (group));
  lotse_focus_give (GTK_WIDGET (self->rows), focus);
  /* What had the keyboard may be gone. */
  if (focus != NULL)
    {
      g_autofree char *now = lotse_focus_take (GTK_WIDGET (self->rows));

      if (now == NULL)
        lotse_focus_give (GTK_WIDGET (self->rows), "add");
    }
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_question_list_dispose (GObject *object)
{
  LotseQuestionList *self = LOTSE_QUESTION_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->form, g_free);
  G_OBJECT_CLASS (lotse_question_list_parent_class)->dispose (object);
}

static void
lotse_question_list_class_init (LotseQuestionListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_question_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_question_list_init (LotseQuestionList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->said = GTK_LABEL (lotse_compat_notice_new (GTK_ACCESSIBLE_ROLE_STATUS));
  gtk_widget_set_visible (GTK_WIDGET (self->said), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->said), "dim-label");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->said));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}
