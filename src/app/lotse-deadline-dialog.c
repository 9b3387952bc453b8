/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialogs in which something is said of one deadline; see the header.
 *
 * Each has some fields of the kind `deadline`, or the line of days on which to remind, and one deed that saves them.
 */
#include "config.h"

#include "lotse-deadline-dialog.h"

#include "lotse-deadline-words.h"
#include "lotse-deadlines.h"
#include "lotse-editor.h"
#include "lotse-form-field.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

#define MOST_FIELDS 3

static const struct
{
  const char *title;   /* marked; %s is the name of the deadline */
  const char *explain; /* marked, or NULL */
  const char *fields[MOST_FIELDS + 1];
  const char *done;    /* marked */
} deeds[] = {
  [LOTSE_DEED_HAND_IN] = { N_ ("Handed In: %s"),
                           N_ ("A funder’s deadline is never just “done”. Should papers get lost, what you write here shows that they were "
                               "handed in, when and how. The date it was due stays as it is from now on."),
                           { "handed_in_on", "handed_in_how", "confirmation" }, N_ ("Written down as handed in") },
  [LOTSE_DEED_DATE] = { N_ ("Set the Date: %s"),
                        N_ ("The funder told you another date than the rule gives? The deadline then no longer moves with other dates, until "
                            "you let it go back to the rule."),
                        { "due" }, N_ ("The date is set") },
  [LOTSE_DEED_LEADS] = { N_ ("Reminders: %s"),
                         N_ ("Only this deadline reminds so. Left empty, it reminds as its rule says, or else 14, 7 and 1 days before."),
                         { NULL }, N_ ("The reminders are set") },
  [LOTSE_DEED_NOT_NEEDED] = { N_ ("Not Needed: %s"), N_ ("It stays in the list of what is done, with the reason."), { "not_needed_because" },
                              N_ ("Not needed any more") },
  [LOTSE_DEED_PEOPLE] = { N_ ("Who Is Responsible: %s"), N_ ("Without a person here, those who are responsible for the application are."),
                          { "responsible", "deputy" }, N_ ("Saved") },
};

/* Lives as long as the dialog. */
typedef struct
{
  LotseProfile *profile;
  LotseDeadline *deadline;
  LotseDeed deed;
  GtkWidget *dialog;
  LotseFormField *fields[MOST_FIELDS];
  GtkEditable *leads; /* NULL unless it is about reminders */
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  for (guint i = 0; i < MOST_FIELDS; i++)
    g_clear_object (&self->fields[i]);
  lotse_deadline_free (self->deadline);
  g_object_unref (self->profile);
  g_free (self);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *id;
  LotseDeed deed;
  char *values[MOST_FIELDS];
  GArray *leads; /* of int */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  for (guint i = 0; i < MOST_FIELDS; i++)
    g_free (saving->values[i]);
  g_array_unref (saving->leads);
  g_free (saving->id);
  g_free (saving);
}

/* Gives what else moved, one on each line, as a text that is empty if nothing did. */
static char *
describe_moves (const GPtrArray *moves)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; moves != NULL && i < moves->len; i++)
    {
      g_autofree char *line = lotse_deadline_move_describe (moves->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  return g_string_free (text, FALSE);
}

static gpointer
save_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Saving *saving = data;
  char *const *values = saving->values;
  g_autoptr (GPtrArray) moves = NULL;
  gboolean done = FALSE;

  switch (saving->deed)
    {
    case LOTSE_DEED_HAND_IN:
      done = lotse_deadline_hand_in (store, saving->id, values[0], values[1], values[2], NULL, &moves, error);
      break;
    case LOTSE_DEED_DATE:
      done = lotse_deadline_move (store, saving->id, values[0], NULL, error);
      break;
    case LOTSE_DEED_LEADS:
      done = lotse_deadline_set_leads (store, saving->id, (const int *) saving->leads->data, saving->leads->len, NULL, error);
      break;
    case LOTSE_DEED_NOT_NEEDED:
      done = lotse_deadline_set_not_needed (store, saving->id, values[0], NULL, error);
      break;
    case LOTSE_DEED_PEOPLE:
    default:
      done = lotse_deadline_set_people (store, saving->id, values[0], values[1], NULL, error);
      break;
    }
  return done ? describe_moves (moves) : NULL;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Dialog *self = lotse_editor_get_data (dialog);
  g_autoptr (GError) error = NULL;
  g_autofree char *moved = lotse_job_text_finish (result, &error);
  g_autofree char *done = moved != NULL && *moved != '\0' ? g_strdup_printf ("%s · %s", _ (deeds[self->deed].done), moved) : g_strdup (_ (deeds[self->deed].done));

  lotse_editor_saved (dialog, done, error);
}

static Saving *
read_values (Dialog *self, GError **error)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->id = g_strdup (self->deadline->id);
  saving->deed = self->deed;
  saving->leads = g_array_new (FALSE, FALSE, sizeof (int));
  if (self->leads != NULL && !lotse_leads_read (gtk_editable_get_text (self->leads), saving->leads, error))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->leads));
      g_clear_pointer (&saving, saving_free);
      return NULL;
    }
  for (guint i = 0; i < MOST_FIELDS && self->fields[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;

      saving->values[i] = lotse_form_field_get_value (self->fields[i], &local);
      if (local == NULL)
        continue;
      lotse_form_field_set_wrong (self->fields[i], TRUE);
      gtk_widget_grab_focus (lotse_form_field_get_row (self->fields[i]));
      g_propagate_error (error, g_steal_pointer (&local));
      g_clear_pointer (&saving, saving_free);
      return NULL;
    }
  return saving;
}

static void
save (gpointer data)
{
  Dialog *self = data;
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (GError) error = NULL;
  Saving *saving = store != NULL ? read_values (self, &error) : NULL;

  if (saving == NULL)
    {
      if (error != NULL)
        lotse_editor_say (self->dialog, error->message);
      return;
    }
  if (self->deed == LOTSE_DEED_DATE && saving->values[0] == NULL)
    {
      lotse_editor_say (self->dialog, _ ("Please write a date, such as 31.12.2026."));
      saving_free (saving);
      return;
    }
  if (lotse_editor_begin (self->dialog))
    lotse_job_run (store, save_job, saving, saving_free, g_free, on_saved, g_object_ref (self->dialog));
  else
    saving_free (saving);
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

/* What was wrong may be right now. */
static void
on_typed (GtkWidget *dialog)
{
  lotse_editor_touch (dialog);
  lotse_editor_say (dialog, NULL);
}

static const char *
value_now (const LotseDeadline *deadline, const char *field)
{
  if (g_str_equal (field, "handed_in_on"))
    return deadline->handed_in_on;
  if (g_str_equal (field, "handed_in_how"))
    return deadline->handed_in_how;
  if (g_str_equal (field, "confirmation"))
    return deadline->confirmation;
  if (g_str_equal (field, "due"))
    return deadline->due;
  if (g_str_equal (field, "not_needed_because"))
    return deadline->not_needed_because;
  return g_str_equal (field, "responsible") ? deadline->responsible : deadline->deputy;
}

static void
add_field (Dialog *self, AdwPreferencesGroup *group, guint i)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("deadline"), deeds[self->deed].fields[i]);
  LotseFormField *row = lotse_form_field_new (field, lotse_profile_get_store (self->profile));
  const char *value = value_now (self->deadline, field->name);
  g_autofree char *today = lotse_format_today ();

  self->fields[i] = row;
  adw_preferences_group_add (group, lotse_form_field_get_row (row));
  lotse_form_field_set_value (row, value == NULL && g_str_equal (field->name, "handed_in_on") ? today : value);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_typed), self->dialog);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (save), self);
}

static void
add_leads (Dialog *self, AdwPreferencesGroup *group)
{
  GtkWidget *row = lotse_group_add_row (group, adw_entry_row_new (), _ ("Remind so many days before"));
  g_autofree char *text = lotse_leads_text (self->deadline->leads);

  self->leads = GTK_EDITABLE (row);
  gtk_editable_set_text (self->leads, text);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_typed), self->dialog);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (save), self);
}

/* Whether a funder waits for it matters only when it is handed in. */
static const char *
explanation (const Dialog *self)
{
  if (self->deed == LOTSE_DEED_HAND_IN && !lotse_deadline_is_for_funder (self->deadline))
    return NULL;
  return _ (deeds[self->deed].explain);
}

void
lotse_deadline_dialog_show (GtkWidget *parent, LotseProfile *profile, LotseDeadline *deadline, LotseDeed deed)
{
  const gboolean plain = deed == LOTSE_DEED_HAND_IN && !lotse_deadline_is_for_funder (deadline);
  GString *title = g_string_new (plain ? _ ("Done: %s") : _ (deeds[deed].title));
  Dialog *self = g_new0 (Dialog, 1);
  AdwPreferencesGroup *group = lotse_group_new (deadline->title);
  g_autofree char *date = lotse_due_date (deadline), *days = lotse_due_days (deadline);
  g_autofree char *when = g_strdup_printf ("%s · %s", date, days);
  const int height = deeds[deed].fields[0] != NULL && deeds[deed].fields[1] != NULL ? 480 : 360;
  const char *explain;

  g_string_replace (title, "%s", deadline->name, 1);
  self->profile = g_object_ref (profile);
  self->deadline = deadline;
  self->deed = deed;
  self->dialog = lotse_editor_new (parent, title->str, 520, height, save, self, dialog_free);
  g_string_free (title, TRUE);
  adw_preferences_group_set_description (group, when);
  for (guint i = 0; deeds[deed].fields[i] != NULL; i++)
    add_field (self, group, i);
  if (deed == LOTSE_DEED_LEADS)
    add_leads (self, group);
  gtk_box_append (lotse_dialog_get_box (self->dialog), GTK_WIDGET (group));
  explain = explanation (self);
  if (explain != NULL)
    {
      GtkWidget *label = gtk_label_new (explain);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (lotse_dialog_get_box (self->dialog), label);
    }
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (self->leads != NULL ? GTK_WIDGET (self->leads) : lotse_form_field_get_row (self->fields[0]));
}
