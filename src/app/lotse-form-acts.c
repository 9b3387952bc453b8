/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked before something is done with a whole form; see the header.
 */
#include "config.h"

#include "lotse-form-acts.h"

#include "lotse-compat.h"
#include "lotse-describe.h"
#include "lotse-feedback-acts.h"
#include "lotse-rows.h"
#include "lotse-texts-dialog.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define MOST_NAMED 8 /* of the events that move; the others are counted */

/* From the first question to the last answer. */
typedef struct
{
  GtkWidget *widget;
  LotseProfile *profile;
  char *form;
  GtkDropDown *choice;   /* of a language, or NULL */
  GPtrArray *languages;  /* of const char *, in its order, or NULL */
  char *language;        /* that was chosen */
} Asked;

static Asked *
asked_new (GtkWidget *widget, LotseProfile *profile, const char *form)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->widget = g_object_ref (widget);
  asked->profile = g_object_ref (profile);
  asked->form = g_strdup (form);
  return asked;
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->widget);
  g_object_unref (asked->profile);
  g_clear_pointer (&asked->languages, g_ptr_array_unref);
  g_free (asked->form);
  g_free (asked->language);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

/* --- Releasing ---------------------------------------------------------------------------------------------- */

static void
on_released (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  g_autoptr (GError) error = NULL;

  if (lotse_job_done_finish (result, &error))
    lotse_window_toast_undo (asked->widget, _ ("Form released"));
  else
    lotse_window_error (asked->widget, _ ("It Was Not Released"), error);
}

static void
on_release_answered (const char *answer, gpointer data)
{
  g_autoptr (Asked) asked = data;
  LotseStore *store = lotse_profile_get_store (asked->profile);
  const char *form = asked->form;

  if (store != NULL && g_str_equal (answer, "release"))
    lotse_feedback_release_async (store, form, on_released, g_steal_pointer (&asked));
}

/* What moves, one name on each line (g_free). */
static char *
name_moves (GPtrArray *moves)
{
  GString *text = g_string_new (NULL);

  if (moves->len == 0)
    return g_strdup (_ ("From now on it can be used for events and surveys. Until the first sheet it can still be changed."));
  g_string_append (text, _ ("These will ask with it from now on, in place of the version before. What was asked already stays as it is."));
  for (guint i = 0; i < moves->len && i < MOST_NAMED; i++)
    g_string_append_printf (text, "\n• %s", ((LotseDescription *) moves->pdata[i])->title);
  if (moves->len > MOST_NAMED)
    {
      const guint more = moves->len - MOST_NAMED;
      g_autofree char *others = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);

      g_string_append_printf (text, "\n%s", others);
    }
  return g_string_free (text, FALSE);
}

static void
on_moves (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) moves = lotse_job_array_finish (result, &error);
  const char *const answers[] = { "close", _ ("_Cancel"), "+release", _ ("_Release"), NULL };
  g_autofree char *body = NULL;
  GtkWidget *widget = asked->widget;

  if (moves == NULL)
    {
      lotse_window_error (widget, _ ("It Was Not Released"), error);
      return;
    }
  body = name_moves (moves);
  if (gtk_widget_get_root (widget) != NULL)
    lotse_compat_ask (widget, _ ("Release This Form?"), body, NULL, answers, on_release_answered, g_steal_pointer (&asked));
}

void
lotse_form_release_ask (GtkWidget *widget, LotseProfile *profile, const char *form)
{
  LotseStore *store = lotse_profile_get_store (profile);

  if (store != NULL && form != NULL)
    lotse_feedback_moves_async (store, form, on_moves, asked_new (widget, profile, form));
}

/* --- The next version --------------------------------------------------------------------------------------- */

static void
on_next_version (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lotse_job_text_finish (result, &error);
  LotseWindow *window = lotse_window_of (asked->widget);

  if (id == NULL)
    lotse_window_error (asked->widget, _ ("It Was Not Saved"), error);
  else if (window != NULL)
    lotse_window_open_record (window, "form", id);
}

void
lotse_form_next_version_open (GtkWidget *widget, LotseProfile *profile, const char *form)
{
  LotseStore *store = lotse_profile_get_store (profile);

  if (store != NULL && form != NULL)
    lotse_feedback_next_version_async (store, form, on_next_version, asked_new (widget, profile, form));
}

/* --- Languages ---------------------------------------------------------------------------------------------- */

static void
on_language_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  g_autoptr (GError) error = NULL;

  if (!lotse_job_done_finish (result, &error))
    lotse_window_error (asked->widget, _ ("It Was Not Saved"), error);
  else if (gtk_widget_get_root (asked->widget) != NULL)
    lotse_texts_dialog_show (asked->widget, asked->profile, asked->form, asked->language);
}

static void
on_language_answered (const char *answer, gpointer data)
{
  g_autoptr (Asked) asked = data;
  LotseStore *store = lotse_profile_get_store (asked->profile);
  const char *form, *language;

  if (store == NULL || !g_str_equal (answer, "add"))
    return;
  asked->language = g_strdup (asked->languages->pdata[gtk_drop_down_get_selected (asked->choice)]);
  form = asked->form;
  language = asked->language;
  lotse_feedback_set_language_async (store, form, language, TRUE, on_language_added, g_steal_pointer (&asked));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("form"), "languages");

  return g_utf8_collate (lotse_choice_label (field, *(const char *const *) a), lotse_choice_label (field, *(const char *const *) b));
}

static void
on_form (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) form = lotse_job_record_finish (result, &error);
  const LotseField *field = lotse_kind_field (lotse_kind_find ("form"), "languages");
  const char *const answers[] = { "close", _ ("_Cancel"), "+add", _ ("_Add"), NULL };
  GtkStringList *names;
  GtkWidget *widget = asked->widget, *choice;

  if (form == NULL || gtk_widget_get_root (widget) == NULL)
    return;
  asked->languages = g_ptr_array_new ();
  for (guint i = 0; field->choices[i].name != NULL; i++)
    if (lotse_record_get_element (form, "languages", field->choices[i].name) == NULL)
      g_ptr_array_add (asked->languages, (gpointer) field->choices[i].name);
  g_ptr_array_sort (asked->languages, compare_names);
  names = gtk_string_list_new (NULL);
  for (guint i = 0; i < asked->languages->len; i++)
    gtk_string_list_append (names, lotse_choice_label (field, asked->languages->pdata[i]));
  choice = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  asked->choice = GTK_DROP_DOWN (choice);
  lotse_drop_down_name (asked->choice, _ ("Language"));
  lotse_compat_ask (widget, _ ("Add a Language"), _ ("Its texts are written next, beside those that are there."), choice, answers,
                    on_language_answered, g_steal_pointer (&asked));
}

void
lotse_form_language_ask (GtkWidget *widget, LotseProfile *profile, const char *form)
{
  LotseStore *store = lotse_profile_get_store (profile);

  if (store != NULL && form != NULL)
    lotse_job_get_async (store, form, on_form, asked_new (widget, profile, form));
}
