/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line with which a meeting is written down; see the header.
 *
 * What was typed stays until the store has it on disk.
 */
#include "config.h"

#include "lotse-session-line.h"

#include "lotse-calendar-button.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

struct _LotseSessionLine
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkBox *date_box;
  GtkEditable *date;
  GtkEditable *minutes;
  GtkDropDown *way;
  GtkDropDown *area;
  GtkEditable *summary;
  GtkEditable *next_step;
  GtkEditable *private_note;
  GtkEditable *travel;
  GtkEditable *next_meeting;
  GtkToggleButton *more;
  GtkWidget *save;
  GtkLabel *message;

  LotseProfile *profile;
  char *pair;
  char *mentor;
  char *life_area;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (LotseSessionLine, lotse_session_line, GTK_TYPE_WIDGET)

static const LotseKind *
session_kind (void)
{
  return lotse_kind_find ("session");
}

static void
show_message (LotseSessionLine *self, const char *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

/* --- Choices ------------------------------------------------------------------------------------------------ */

/* The first entry, "–", stands for no answer. */
static void
fill (GtkDropDown *drop_down, const char *field_name)
{
  const LotseField *field = lotse_kind_field (session_kind (), field_name);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, C_ ("choice", "–"));
  for (const LotseChoice *choice = field->choices; choice->name != NULL; choice++)
    gtk_string_list_append (labels, lotse_choice_label (field, choice->name));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (labels));
}

static void
choose (GtkDropDown *drop_down, const char *field_name, const char *name)
{
  const LotseField *field = lotse_kind_field (session_kind (), field_name);

  gtk_drop_down_set_selected (drop_down, 0);
  for (guint i = 0; field->choices[i].name != NULL; i++)
    if (g_strcmp0 (field->choices[i].name, name) == 0)
      gtk_drop_down_set_selected (drop_down, i + 1);
}

static const char *
chosen (GtkDropDown *drop_down, const char *field_name)
{
  const guint selected = gtk_drop_down_get_selected (drop_down);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  return lotse_kind_field (session_kind (), field_name)->choices[selected - 1].name;
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

static void
clear (LotseSessionLine *self)
{
  g_autofree char *today = lotse_format_today ();
  g_autofree char *date = lotse_format_date (today);
  GtkEditable *texts[] = { self->minutes, self->summary, self->next_step, self->private_note, self->travel, self->next_meeting };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    gtk_editable_set_text (texts[i], "");
  gtk_editable_set_text (self->date, date);
  choose (self->way, "way", "in_person");
  choose (self->area, "life_area", self->life_area);
  gtk_toggle_button_set_active (self->more, FALSE);
  show_message (self, NULL);
}

static gboolean
read_text (LotseRecord *session, const char *name, GtkEditable *entry, GError **error)
{
  const LotseField *field = lotse_kind_field (session_kind (), name);
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autofree char *value = NULL;

  if (*typed == '\0')
    return TRUE;
  value = lotse_value_parse (field, typed, NULL, error);
  if (value != NULL && lotse_record_set (session, name, value, error))
    return TRUE;
  g_prefix_error (error, "%s: ", lotse_field_label (field));
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  return FALSE;
}

static LotseRecord *
read_session (LotseSessionLine *self, GError **error)
{
  g_autoptr (LotseRecord) session = lotse_record_new (session_kind (), NULL);

  if (!lotse_record_set (session, "pair", self->pair, error) || !lotse_record_set (session, "mentor", self->mentor, error)
      || !lotse_record_set (session, "way", chosen (self->way, "way"), error)
      || !lotse_record_set (session, "life_area", chosen (self->area, "life_area"), error)
      || !read_text (session, "date", self->date, error) || !read_text (session, "minutes", self->minutes, error)
      || !read_text (session, "summary", self->summary, error) || !read_text (session, "next_step", self->next_step, error)
      || !read_text (session, "private_note", self->private_note, error)
      || !read_text (session, "travel_km", self->travel, error)
      || !read_text (session, "next_meeting", self->next_meeting, error))
    return NULL;
  return g_steal_pointer (&session);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseSessionLine) self = user_data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (self->box == NULL)
    return;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (!lotse_job_done_finish (result, &error))
    {
      show_message (self, error->message);
      return;
    }
  clear (self);
  lotse_window_toast_undo (GTK_WIDGET (self), _ ("Meeting added"));
  gtk_widget_grab_focus (GTK_WIDGET (self->minutes));
}

static void
on_activate (LotseSessionLine *self)
{
  LotseStore *store = self->profile != NULL ? lotse_profile_get_store (self->profile) : NULL;
  g_autoptr (LotseRecord) session = NULL;
  g_autoptr (GError) error = NULL;

  if (store == NULL || self->pair == NULL || self->saving)
    return;
  session = read_session (self, &error);
  if (session == NULL)
    {
      show_message (self, error->message);
      return;
    }
  show_message (self, NULL);
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  lotse_job_save_async (store, session, on_saved, g_object_ref (self));
}

static void
on_date_chosen (LotseSessionLine *self, const char *iso)
{
  g_autofree char *date = lotse_format_date (iso);

  g_assert (LOTSE_IS_SESSION_LINE (self));
  gtk_editable_set_text (self->date, date);
}

void
lotse_session_line_set_pair (LotseSessionLine *self, LotseProfile *profile, LotseRecord *pair)
{
  g_return_if_fail (LOTSE_IS_SESSION_LINE (self));
  g_set_object (&self->profile, profile);
  if (g_strcmp0 (self->pair, lotse_record_get_id (pair)) == 0)
    return;
  g_free (self->pair);
  g_free (self->mentor);
  g_free (self->life_area);
  self->pair = g_strdup (lotse_record_get_id (pair));
  self->mentor = g_strdup (lotse_record_get (pair, "mentor"));
  self->life_area = g_strdup (lotse_record_get (pair, "life_area"));
  clear (self);
}

void
lotse_session_line_focus (LotseSessionLine *self)
{
  g_return_if_fail (LOTSE_IS_SESSION_LINE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->minutes));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_session_line_dispose (GObject *object)
{
  LotseSessionLine *self = LOTSE_SESSION_LINE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->pair, g_free);
  g_clear_pointer (&self->mentor, g_free);
  g_clear_pointer (&self->life_area, g_free);
  G_OBJECT_CLASS (lotse_session_line_parent_class)->dispose (object);
}

static void
lotse_session_line_class_init (LotseSessionLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_session_line_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-session-line.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, box);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, date_box);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, date);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, minutes);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, way);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, area);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, summary);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, next_step);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, private_note);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, travel);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, next_meeting);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, more);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, save);
  gtk_widget_class_bind_template_child (widget_class, LotseSessionLine, message);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
lotse_session_line_init (LotseSessionLine *self)
{
  LotseCalendarButton *button;

  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self->way, "way");
  fill (self->area, "life_area");
  lotse_drop_down_name (self->way, _ ("How you met"));
  lotse_drop_down_name (self->area, _ ("Life area"));
  button = lotse_calendar_button_new (self->date);
  gtk_accessible_update_property (GTK_ACCESSIBLE (lotse_calendar_button_get_button (button)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Open the calendar"), -1);
  gtk_box_append (self->date_box, GTK_WIDGET (button));
  g_signal_connect_object (button, "chosen", G_CALLBACK (on_date_chosen), self, G_CONNECT_SWAPPED);
}
