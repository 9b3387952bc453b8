/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of a record; see the header.  Some hundred lines are expected.
 *
 * What this device knows shows at once; what the centre knows is asked for in the background and added when it comes.
 */
#include "config.h"

#include "lotse-history-dialog.h"

#include "lotse-dialog.h"
#include "lotse-history-lines.h"
#include "lotse-history.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define MOST_LINES 500

/* One dialog; work in the background holds it longer than the window is there. */
typedef struct
{
  GtkWidget *dialog; /* borrowed; NULL when it was closed */
  GtkWidget *parent; /* weak */
  LotseProfile *profile;
  LotseStore *store;
  GCancellable *cancellable;
  char *id;
  gboolean asks;     /* the centre's answer is still to come */
  GError *failure;   /* why the centre's part is missing, or NULL */
} Shown;

static void
shown_clear (gpointer data)
{
  Shown *shown = data;

  g_clear_weak_pointer (&shown->parent);
  g_clear_object (&shown->profile);
  g_clear_object (&shown->store);
  g_clear_object (&shown->cancellable);
  g_clear_error (&shown->failure);
  g_free (shown->id);
}

static void
shown_unref (gpointer data)
{
  g_rc_box_release_full (data, shown_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shown, shown_unref)

/* --- Taking an old value ------------------------------------------------------------------------------------ */

typedef struct
{
  char *id;
  char *reg;
  char *value; /* "" empties the field */
} Old;

static void
old_free (gpointer data)
{
  Old *old = data;

  g_free (old->id);
  g_free (old->reg);
  g_free (old->value);
  g_free (old);
}

static gpointer
take_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Old *old = data;
  g_autoptr (LotseRecord) record = lotse_store_get (store, old->id, error);
  const char *element = NULL;
  g_autofree char *field = lotse_register_field (old->reg, &element);
  gboolean done;

  if (record == NULL)
    return NULL;
  done = element != NULL ? lotse_record_set_element (record, field, element, *old->value != '\0' ? old->value : NULL, error)
                         : lotse_record_set (record, field, old->value, error);
  return done && lotse_store_save (store, record, NULL, error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Shown) shown = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = lotse_job_done_finish (result, &error);

  if (shown->parent == NULL)
    return;
  if (!done)
    {
      lotse_window_error (shown->dialog != NULL ? shown->dialog : shown->parent, _ ("It Was Not Saved"), error);
      return;
    }
  if (shown->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (shown->dialog));
  lotse_window_toast_undo (shown->parent, _ ("The old value stands again"));
}

static void
on_take (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  Shown *shown = user_data;
  Old *old = g_new0 (Old, 1);

  old->id = g_strdup (shown->id);
  g_variant_get (target, "(ss)", &old->reg, &old->value);
  lotse_job_run (shown->store, take_job, old, old_free, NULL, on_taken, g_rc_box_acquire (shown));
}

/* --- The lines ---------------------------------------------------------------------------------------------- */

static char *
line_subtitle (const LotseHistoryText *line)
{
  GString *text = g_string_new (line->when);

  if (line->who != NULL)
    g_string_append_printf (text, " · %s", line->who);
  if (line->was != NULL)
    /* Translators: the value that a field had before. */
    g_string_append_printf (text, C_ ("history", " · before: %s"), line->was);
  if (line->note != NULL)
    g_string_append_printf (text, " · %s", line->note);
  return g_string_free (text, FALSE);
}

static void
add_line (const Shown *shown, AdwPreferencesGroup *group, const LotseHistoryText *line)
{
  g_autofree char *subtitle = line_subtitle (line);
  GtkWidget *row = lotse_row_text (line->what, subtitle);

  if (line->old && lotse_profile_may_write (shown->profile, line->kind))
    {
      /* Translators: a field and an old value of it. */
      g_autofree char *name = g_strdup_printf (_ ("Take this value: %s"), line->what);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 lotse_button_icon ("edit-undo-symbolic", name, "history.take",
                                                    g_variant_new ("(ss)", line->reg, line->value != NULL ? line->value : "")));
    }
  adw_preferences_group_add (group, row);
}

/* Says what is missing, if anything is. */
static char *
describe (const Shown *shown, guint n_lines)
{
  if (shown->asks)
    return g_strdup (_ ("Asking the centre for more …"));
  if (shown->failure != NULL)
    return g_strdup_printf (_ ("Only what this device knows is shown. %s"), shown->failure->message);
  return n_lines == 0 ? g_strdup (_ ("Nothing has been changed yet.")) : NULL;
}

static void
on_lines (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Shown) shown = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = lotse_job_array_finish (result, &error);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  AdwPreferencesGroup *group;

  if (shown->dialog == NULL)
    return;
  group = lotse_group_new (NULL);
  text = lines != NULL ? describe (shown, lines->len) : g_strdup (error->message);
  escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;
  lotse_list_name (group, _ ("History"));
  adw_preferences_group_set_description (group, escaped);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    add_line (shown, group, g_ptr_array_index (lines, i));
  lotse_box_clear (lotse_dialog_get_box (shown->dialog));
  gtk_box_append (lotse_dialog_get_box (shown->dialog), GTK_WIDGET (group));
}

typedef struct
{
  char *id;
  LotseHistory *centre; /* or NULL */
} Lines;

static void
lines_free (gpointer data)
{
  Lines *lines = data;

  g_clear_pointer (&lines->centre, lotse_history_free);
  g_free (lines->id);
  g_free (lines);
}

static gpointer
lines_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Lines *lines = data;
  g_autoptr (LotseRecord) record = lotse_store_get (store, lines->id, error);
  g_autoptr (GPtrArray) local = record != NULL ? lotse_store_history (store, lines->id, error) : NULL;
  g_autoptr (GPtrArray) merged = local != NULL && lines->centre != NULL ? lotse_history_merge (local, lines->centre) : NULL;

  return local != NULL ? lotse_history_lines_of (store, record, merged != NULL ? merged : local, MOST_LINES) : NULL;
}

/* Takes the centre's part, or NULL. */
static void
load_lines (Shown *shown, LotseHistory *centre)
{
  Lines *lines = g_new0 (Lines, 1);

  lines->id = g_strdup (shown->id);
  lines->centre = centre;
  lotse_job_run (shown->store, lines_job, lines, lines_free, (GDestroyNotify) g_ptr_array_unref, on_lines,
                 g_rc_box_acquire (shown));
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Shown) shown = user_data;
  LotseHistory *centre;

  shown->asks = FALSE;
  centre = lotse_history_fetch_finish (LOTSE_STORE (source), result, &shown->failure);
  if (shown->dialog != NULL)
    load_lines (shown, centre);
  else
    g_clear_pointer (&centre, lotse_history_free);
}

/* --- The dialog --------------------------------------------------------------------------------------------- */

static void
on_destroyed (GtkWidget *dialog, gpointer user_data)
{
  Shown *shown = user_data;

  shown->dialog = NULL;
  g_cancellable_cancel (shown->cancellable);
}

static void
add_action (Shown *shown)
{
  static const GActionEntry entries[] = { { .name = "take", .activate = on_take, .parameter_type = "(ss)" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), shown);
  gtk_widget_insert_action_group (shown->dialog, "history", G_ACTION_GROUP (actions));
}

void
lotse_history_dialog_show (GtkWidget *parent, LotseProfile *profile, const char *id)
{
  LotseStore *store = lotse_profile_get_store (profile);
  Shown *shown;

  if (store == NULL)
    return;
  shown = g_rc_box_new0 (Shown);
  shown->dialog = lotse_dialog_new (parent, _ ("History"), 560, 600);
  g_set_weak_pointer (&shown->parent, parent);
  shown->profile = g_object_ref (profile);
  shown->store = g_object_ref (store);
  shown->cancellable = g_cancellable_new ();
  shown->id = g_strdup (id);
  shown->asks = lotse_profile_get_status (profile)->connected;
  g_object_set_data_full (G_OBJECT (shown->dialog), "shown", shown, shown_unref);
  g_signal_connect (shown->dialog, "destroy", G_CALLBACK (on_destroyed), shown);
  add_action (shown);
  load_lines (shown, NULL);
  if (shown->asks)
    lotse_history_fetch_async (store, id, shown->cancellable, on_fetched, g_rc_box_acquire (shown));
  gtk_window_present (GTK_WINDOW (shown->dialog));
}
