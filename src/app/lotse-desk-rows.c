/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows, confirmation and footer of a sign-in desk; see the header.
 */
#include "config.h"

#include "lotse-desk-rows.h"

#include "lotse-desk-words.h"

static GtkWidget *
label_new (const char *text, const char *class_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  return label;
}

/* --- Rows of a search --------------------------------------------------------------------------------------- */

static LotseDeskRow *
row_copy (const LotseDeskRow *row)
{
  LotseDeskRow *copy = g_new0 (LotseDeskRow, 1);

  *copy = *row;
  copy->id = g_strdup (row->id);
  copy->title = g_strdup (row->title);
  copy->subtitle = g_strdup (row->subtitle);
  copy->organisation = g_strdup (row->organisation);
  copy->state = g_strdup (row->state);
  copy->door = g_strdup (row->door);
  copy->signed_out_at = g_strdup (row->signed_out_at);
  return copy;
}

static char *
state_text (const LotseDeskRow *row, const char *language)
{
  g_autofree char *when = NULL;

  if (row->group == LOTSE_DESK_ORGANISATION)
    return g_strdup (lotse_desk_say (language, NC_ ("desk", "organisation: show its people")));
  if (!row->came)
    return g_strdup (lotse_desk_state (language, row->state));
  if (row->signed_out_at != NULL)
    return g_strdup (lotse_desk_say (language, NC_ ("desk", "signed out")));
  when = lotse_desk_when (language, row->at_ms, row->door);
  /* Translators: when and where. */
  return g_strdup_printf (lotse_desk_say (language, NC_ ("desk", "signed in %s")), when);
}

GtkWidget *
lotse_desk_row_new (const LotseDeskRow *row, const char *language)
{
  GtkWidget *list_row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = label_new (row->title, "title-3"), *subtitle = label_new (row->subtitle, "dim-label");
  g_autofree char *state = state_text (row, language);
  GtkWidget *mark = label_new (state, "mark");
  g_autofree char *name = row->subtitle != NULL && *row->subtitle != '\0' ? g_strdup_printf ("%s, %s, %s", row->title, row->subtitle, state)
                                                                         : g_strdup_printf ("%s, %s", row->title, state);

  gtk_label_set_wrap (GTK_LABEL (mark), FALSE);
  gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_LEFT);
  gtk_label_set_justify (GTK_LABEL (subtitle), GTK_JUSTIFY_LEFT);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_widget_set_visible (subtitle, row->subtitle != NULL && *row->subtitle != '\0');
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  if (row->came && row->signed_out_at == NULL)
    gtk_widget_add_css_class (mark, "success");
  else if (row->group == LOTSE_DESK_REGISTERED && g_strcmp0 (row->state, "registered") != 0)
    gtk_widget_add_css_class (mark, "warning");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), subtitle);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_widget_add_css_class (box, "desk-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (list_row), "row", row_copy (row), (GDestroyNotify) lotse_desk_row_free);
  return list_row;
}

const LotseDeskRow *
lotse_desk_row_get (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "row");
}

/* --- The confirmation --------------------------------------------------------------------------------------- */

static void
append_workshops (GtkBox *box, const LotseSignIn *sign_in)
{
  for (guint i = 0; sign_in->workshops != NULL && i < sign_in->workshops->len; i++)
    {
      const LotseWorkshop *workshop = sign_in->workshops->pdata[i];
      g_autofree char *text = *workshop->room != '\0' ? g_strdup_printf ("%s: %s", workshop->title, workshop->room) : g_strdup (workshop->title);

      gtk_box_append (box, label_new (text, "title-2"));
    }
}

GtkWidget *
lotse_desk_card_new (const LotseSignIn *sign_in, gboolean out, const char *language)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (sign_in->already && !out ? "dialog-information-symbolic" : "emblem-ok-symbolic");
  g_autofree char *when = lotse_desk_when (language, sign_in->at_ms, sign_in->door);
  g_autofree char *state = NULL;
  g_autofree char *note = !out ? lotse_desk_note_text (language, sign_in) : NULL;

  if (out)
    state = g_strdup (lotse_desk_say (language, NC_ ("desk", "Signed out")));
  else if (sign_in->already)
    state = g_strdup_printf (lotse_desk_say (language, NC_ ("desk", "Signed in already: %s")), when);
  else
    state = g_strdup (lotse_desk_say (language, NC_ ("desk", "Welcome! You are signed in.")));
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 64);
  gtk_widget_add_css_class (icon, sign_in->already && !out ? "accent" : "success");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, state, -1);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label_new (sign_in->name, "desk-name"));
  if (*sign_in->organisation_name != '\0')
    gtk_box_append (GTK_BOX (box), label_new (sign_in->organisation_name, "title-1"));
  gtk_box_append (GTK_BOX (box), label_new (state, "title-2"));
  if (!out)
    append_workshops (GTK_BOX (box), sign_in);
  if (note != NULL)
    {
      GtkWidget *label = label_new (note, "desk-note");

      gtk_widget_set_halign (label, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (box, TRUE);
  return box;
}

/* --- Flows -------------------------------------------------------------------------------------------------- */

GtkWidget *
lotse_desk_flow_new (guint most)
{
  return g_object_new (GTK_TYPE_FLOW_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, "selection-mode", GTK_SELECTION_NONE, "max-children-per-line", most, "column-spacing", 12,
                       "row-spacing", 6, NULL);
}

void
lotse_desk_flow_append (GtkWidget *flow, GtkWidget *child, GtkAlign align)
{
  gtk_widget_set_halign (child, align);
  gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
  /* The keyboard goes to what is in it. */
  gtk_widget_set_focusable (gtk_widget_get_parent (child), FALSE);
  g_object_bind_property (child, "visible", gtk_widget_get_parent (child), "visible", G_BINDING_SYNC_CREATE);
}

void
lotse_desk_flow_clear (GtkWidget *flow)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (flow)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (flow), child);
}

/* --- Last five and quotas ----------------------------------------------------------------------------------- */

GtkWidget *
lotse_desk_last_new (const LotseSignIn *sign_in, const char *language)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autofree char *time = lotse_desk_time (sign_in->at_ms);
  g_autofree char *text = g_strdup_printf ("%s  %s", time, sign_in->name);
  /* Translators: a name. */
  g_autofree char *name = g_strdup_printf (lotse_desk_say (language, NC_ ("desk", "Take back: %s")), sign_in->name);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 26);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "desk.undo");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", sign_in->mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

GtkWidget *
lotse_desk_quota_new (const LotseQuota *quota, const char *language)
{
  /* Translators: an organisation, how many of its participants came, how many places it was offered, how many registered. */
  g_autofree char *text = g_strdup_printf (lotse_desk_say (language, NC_ ("desk", "%s: %u of %d · registered: %u")), quota->name, quota->came,
                                           (int) quota->places, quota->registered);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  if (quota->came > quota->places)
    gtk_widget_add_css_class (label, "warning");
  return label;
}
