/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All texts of a form in one language beside those of another; see the header.
 *
 * Load: a form of twenty questions has about a hundred texts.
 */
#include "config.h"

#include "lotse-texts-dialog.h"

#include "lotse-compat.h"
#include "lotse-editor.h"
#include "lotse-form-jobs.h"
#include "lotse-feedback-texts.h"
#include "lotse-feedback-view.h"
#include "lotse-form-words.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define LEAST_WIDTH 520 /* of the dialog for two columns, in letters of the usual size */
#define PLAIN_DPI 96

/* One text in both languages. */
typedef struct
{
  LotseFeedbackText *text;
  GtkLabel *source;
  GtkTextBuffer *buffer;
  GtkWidget *missing;
  char *before; /* as it was read */
  gboolean due;
} Pair;

/* Lives as long as the dialog. */
typedef struct
{
  LotseProfile *profile;
  GtkWidget *dialog;
  char *form, *language;
  LotseFeedbackView *view; /* once it was read */
  GStrv languages;         /* others of the form */
  GPtrArray *texts;
  GPtrArray *pairs;        /* of Pair */
  GtkDropDown *source;     /* which of the others, or NULL */
  GtkLabel *count;
  GPtrArray *columns;      /* of GtkBox: below each other where the window is narrow */
} Dialog;

static void
pair_free (gpointer data)
{
  g_free (((Pair *) data)->before);
  g_free (data);
}

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  g_clear_object (&self->profile);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_ptr_array_unref (self->columns);
  g_strfreev (self->languages);
  lotse_feedback_view_free (self->view);
  g_free (self->form);
  g_free (self->language);
  g_free (self);
}

static const char *
name_of (const char *language)
{
  return lotse_choice_label (lotse_kind_field (lotse_kind_find ("form"), "languages"), language);
}

/* What was typed, on one line (g_free). */
static char *
typed (const Pair *pair)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (pair->buffer, &start, &end);
  return g_strstrip (g_strdelimit (gtk_text_buffer_get_text (pair->buffer, &start, &end, FALSE), "\n\r\t", ' '));
}

/* --- What is missing ---------------------------------------------------------------------------------------- */

static void
show_missing (Dialog *self)
{
  guint missing = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const Pair *pair = self->pairs->pdata[i];
      g_autofree char *now = typed (pair);
      const gboolean is_missing = pair->due && *now == '\0';

      gtk_widget_set_visible (pair->missing, is_missing);
      missing += is_missing ? 1 : 0;
    }
  text = missing > 0 ? g_strdup_printf (ngettext ("%u text is missing", "%u texts are missing", missing), missing) : g_strdup (_ ("No text is missing"));
  gtk_label_set_text (self->count, text);
}

static void
on_typed (Dialog *self)
{
  lotse_editor_touch (self->dialog);
  show_missing (self);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;

  lotse_job_done_finish (result, &error);
  lotse_editor_saved (dialog, _ ("Texts saved"), error);
}

/* Writes into the records what was typed; those that changed. */
static GPtrArray *
apply (Dialog *self, GError **error)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const Pair *pair = self->pairs->pdata[i];
      g_autofree char *text = typed (pair);

      if (g_str_equal (pair->before, text))
        continue;
      if (!lotse_feedback_text_set (pair->text, self->language, text, error))
        return NULL;
      if (!g_ptr_array_find (changed, pair->text->record, NULL))
        g_ptr_array_add (changed, g_object_ref (pair->text->record));
    }
  return g_steal_pointer (&changed);
}

static void
save (gpointer data)
{
  Dialog *self = data;
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (GError) error = NULL;

  if (store == NULL || self->view == NULL || !lotse_editor_begin (self->dialog))
    return;
  changed = apply (self, &error);
  if (changed != NULL && changed->len > 0)
    lotse_job_save_many_async (store, changed, on_saved, g_object_ref (self->dialog));
  else
    lotse_editor_saved (self->dialog, NULL, error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;

  lotse_job_done_finish (result, &error);
  lotse_editor_saved (dialog, _ ("Language removed"), error);
}

static void
on_remove_answered (const char *answer, gpointer data)
{
  g_autoptr (GtkWidget) dialog = data;
  Dialog *self = lotse_editor_get_data (dialog);
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (store != NULL && g_str_equal (answer, "remove") && lotse_editor_begin (dialog))
    lotse_feedback_set_language_async (store, self->form, self->language, FALSE, on_removed, g_object_ref (dialog));
}

static void
on_remove (Dialog *self)
{
  const char *const answers[] = { "close", _ ("_Cancel"), "!remove", _ ("_Remove"), NULL };

  lotse_compat_ask (self->dialog, _ ("Remove This Language?"), _ ("All its texts in this form are removed. Undo brings them back."), NULL, answers,
                    on_remove_answered, g_object_ref (self->dialog));
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
show_source (Dialog *self)
{
  const guint selected = self->source != NULL ? gtk_drop_down_get_selected (self->source) : 0;
  const char *language = self->languages[0] != NULL ? self->languages[selected] : NULL;

  for (guint i = 0; language != NULL && i < self->pairs->len; i++)
    {
      const Pair *pair = self->pairs->pdata[i];
      const char *text = lotse_feedback_text_get (pair->text, language);

      gtk_label_set_text (pair->source, text != NULL ? text : "–");
      gtk_widget_set_direction (GTK_WIDGET (pair->source), lotse_form_is_right_to_left (language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
    }
}

/* "Introduction", "Question 2", "Question 2, step “yes”" (g_free). */
static char *
heading_of (const LotseFeedbackText *text, guint question)
{
  g_autofree char *number = g_strdup_printf (_ ("Question %u"), question);

  if (g_str_equal (text->field, "titles"))
    return g_strdup (_ ("Title"));
  if (g_str_equal (text->field, "introductions"))
    return g_strdup (_ ("Introduction"));
  if (g_str_equal (text->field, "thanks"))
    return g_strdup (_ ("Thanks"));
  if (text->step == NULL)
    return g_steal_pointer (&number);
  return g_strdup_printf (_ ("%s, answer “%s”"), number, text->step);
}

/* GTK measures text when idle, and nothing until then; a view that got no height would never be measured again. */
static void
keep_line (GtkWidget *view)
{
  g_autoptr (PangoLayout) line = gtk_widget_create_pango_layout (view, "Å");
  int height;

  pango_layout_get_pixel_size (line, NULL, &height);
  gtk_widget_set_size_request (view, -1, height + 12);
}

static GtkWidget *
make_view (Dialog *self, Pair *pair, const char *name)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *frame = gtk_frame_new (NULL);
  const char *text = lotse_feedback_text_get (pair->text, self->language);

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  keep_line (view);
  gtk_widget_set_direction (view, lotse_form_is_right_to_left (self->language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  pair->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (pair->buffer, text != NULL ? text : "", -1);
  pair->before = typed (pair);
  g_signal_connect_swapped (pair->buffer, "changed", G_CALLBACK (on_typed), self);
  gtk_frame_set_child (GTK_FRAME (frame), view);
  return frame;
}

static GtkWidget *
make_heading (Pair *pair, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  pair->missing = gtk_label_new (C_ ("text", "missing"));
  gtk_widget_add_css_class (pair->missing, "mark");
  gtk_widget_add_css_class (pair->missing, "warning");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), pair->missing);
  return box;
}

static void
add_pair (Dialog *self, GtkBox *box, LotseFeedbackText *text, guint question)
{
  Pair *pair = g_new0 (Pair, 1);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *heading = heading_of (text, question);

  pair->text = text;
  pair->due = !text->optional || lotse_feedback_text_is_missing (text, self->languages, self->language);
  for (guint i = 0; self->languages[i] != NULL; i++)
    pair->due = pair->due || lotse_feedback_text_get (text, self->languages[i]) != NULL;
  pair->source = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (pair->source, TRUE);
  gtk_label_set_wrap_mode (pair->source, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (pair->source, 0);
  gtk_label_set_yalign (pair->source, 0);
  gtk_widget_set_visible (GTK_WIDGET (pair->source), self->languages[0] != NULL);
  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  gtk_box_append (GTK_BOX (columns), GTK_WIDGET (pair->source));
  gtk_box_append (GTK_BOX (columns), make_view (self, pair, heading));
  g_ptr_array_add (self->columns, columns);
  gtk_box_append (GTK_BOX (column), make_heading (pair, heading));
  gtk_box_append (GTK_BOX (column), columns);
  gtk_box_append (box, column);
  g_ptr_array_add (self->pairs, pair);
}

static void
add_top (Dialog *self, GtkBox *box)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  self->count = GTK_LABEL (lotse_compat_notice_new (GTK_ACCESSIBLE_ROLE_STATUS));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dim-label");
  gtk_box_append (box, GTK_WIDGET (self->count));
  for (guint i = 0; self->languages[i] != NULL; i++)
    {
      GString *name = g_string_new (_ ("Beside the texts in: %s"));

      g_string_replace (name, "%s", name_of (self->languages[i]), 1);
      gtk_string_list_append (names, name->str);
      g_string_free (name, TRUE);
    }
  self->source = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->source), self->languages[0] != NULL && self->languages[1] != NULL);
  lotse_drop_down_name (self->source, _ ("Other language"));
  g_signal_connect_swapped (self->source, "notify::selected", G_CALLBACK (show_source), self);
  gtk_box_append (box, GTK_WIDGET (self->source));
}

/* Both languages stand side by side where there is room for that, in large letters as well. */
static void
show_columns (Dialog *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->dialog));
  const int width = surface != NULL ? gdk_surface_get_width (surface) : 0;
  int dpi = 0;
  gboolean narrow;

  g_object_get (gtk_widget_get_settings (self->dialog), "gtk-xft-dpi", &dpi, NULL);
  narrow = width > 0 && width * PLAIN_DPI < LEAST_WIDTH * MAX (dpi / PANGO_SCALE, PLAIN_DPI);
  for (guint i = 0; i < self->columns->len; i++)
    {
      gtk_orientable_set_orientation (self->columns->pdata[i], narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
      /* Below each other each is as high as its own text. */
      gtk_box_set_homogeneous (self->columns->pdata[i], !narrow);
      gtk_box_set_spacing (self->columns->pdata[i], narrow ? 6 : 12);
    }
}

static void
on_width (GtkWidget *dialog)
{
  show_columns (lotse_editor_get_data (dialog));
}

static void
on_realized (GtkWidget *dialog)
{
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (dialog)), "notify::width", G_CALLBACK (on_width), dialog, G_CONNECT_SWAPPED);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Dialog *self = lotse_editor_get_data (dialog);
  g_autoptr (GError) error = NULL;
  GtkBox *box = lotse_dialog_get_box (dialog);
  g_auto (GStrv) all = NULL;
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();
  guint question = 0;

  self->view = lotse_feedback_view_load_finish (result, &error);
  if (self->view == NULL)
    {
      lotse_editor_say (dialog, error->message);
      return;
    }
  all = lotse_feedback_form_list_languages (self->view->form);
  for (guint i = 0; all[i] != NULL; i++)
    if (!g_str_equal (all[i], self->language))
      g_strv_builder_add (others, all[i]);
  self->languages = g_strv_builder_end (others);
  add_top (self, box);
  self->texts = lotse_feedback_texts_list (self->view->form);
  for (guint i = 0; i < self->texts->len; i++)
    {
      LotseFeedbackText *text = self->texts->pdata[i];

      question += g_str_equal (text->field, "texts") ? 1 : 0;
      add_pair (self, box, text, question);
    }
  if (self->languages[0] != NULL)
    {
      GtkWidget *remove = gtk_button_new_with_mnemonic (_ ("_Remove This Language…"));

      gtk_widget_set_halign (remove, GTK_ALIGN_START);
      g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove), self);
      gtk_box_append (box, remove);
    }
  show_source (self);
  show_missing (self);
  show_columns (self);
  gtk_widget_child_focus (GTK_WIDGET (box), GTK_DIR_TAB_FORWARD);
}

void
lotse_texts_dialog_show (GtkWidget *parent, LotseProfile *profile, const char *form, const char *language)
{
  LotseStore *store = lotse_profile_get_store (profile);
  GString *title;
  Dialog *self;

  if (store == NULL)
    return;
  self = g_new0 (Dialog, 1);
  self->profile = g_object_ref (profile);
  self->form = g_strdup (form);
  self->language = g_strdup (language);
  self->pairs = g_ptr_array_new_with_free_func (pair_free);
  self->columns = g_ptr_array_new ();
  title = g_string_new (_ ("Texts: %s"));
  g_string_replace (title, "%s", name_of (language), 1);
  self->dialog = lotse_editor_new (parent, title->str, 720, 680, save, self, dialog_free);
  g_string_free (title, TRUE);
  g_signal_connect (self->dialog, "realize", G_CALLBACK (on_realized), NULL);
  lotse_feedback_view_load_async (store, form, on_loaded, g_object_ref (self->dialog));
  gtk_window_present (GTK_WINDOW (self->dialog));
}
