/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People to ask at a funder; see the header.
 */
#include "config.h"

#include "lotse-contacts-group.h"

#include "lotse-editor.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

#define FIELD "contacts"

/* In the order of the rows of the dialog. */
static const struct
{
  const char *name;
  const char *label;
} members[] = { { "name", NC_ ("contact", "Name") },
                { "role", NC_ ("contact", "What for") },
                { "phone", NC_ ("contact", "Phone") },
                { "email", NC_ ("contact", "E-mail") } };

void
lotse_contact_free (LotseContact *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->role);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->id);
  g_free (self);
}

static char *
dup_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

LotseContact *
lotse_contact_parse (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  LotseContact *contact;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  contact = g_new0 (LotseContact, 1);
  contact->name = dup_member (json_node_get_object (node), "name");
  contact->role = dup_member (json_node_get_object (node), "role");
  contact->email = dup_member (json_node_get_object (node), "email");
  contact->phone = dup_member (json_node_get_object (node), "phone");
  if (contact->name == NULL)
    contact->name = g_strdup (contact->email != NULL ? contact->email : contact->role != NULL ? contact->role : _ ("Contact"));
  return contact;
}

GtkWidget *
lotse_contact_row_new (const LotseContact *contact)
{
  GtkWidget *row = lotse_row_text (contact->name, contact->role);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  lotse_box_add_contact (GTK_BOX (box), contact->name, contact->email, contact->phone);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
  if (contact->id == NULL)
    return row;
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", "person", contact->id);
  return row;
}

/* --- The dialog --------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseProfile *profile;
  LotseRecord *record;
  char *key;
  GtkWidget *dialog;
  GtkEditable *entries[G_N_ELEMENTS (members)];
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  g_object_unref (self->profile);
  g_object_unref (self->record);
  g_free (self->key);
  g_free (self);
}

/* NULL if nothing was typed: the entry goes. */
static char *
read_entries (Dialog *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entries[i])));

      if (*text != '\0')
        json_object_set_string_member (object, members[i].name, text);
    }
  json_node_set_object (node, object);
  return json_object_get_size (object) > 0 ? lotse_value_canonical_json (node) : NULL;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;

  lotse_job_done_finish (result, &error);
  lotse_editor_saved (dialog, _ ("Saved"), error);
}

static void
save (gpointer data)
{
  Dialog *self = data;
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (LotseRecord) changed = lotse_record_copy (self->record);
  g_autofree char *json = read_entries (self);
  g_autoptr (GError) error = NULL;

  if (!lotse_record_set_element (changed, FIELD, self->key, json, &error))
    lotse_editor_say (self->dialog, error->message);
  else if (store != NULL && lotse_editor_begin (self->dialog))
    lotse_job_save_async (store, changed, on_saved, g_object_ref (self->dialog));
}

static void
show_dialog (GtkWidget *parent, LotseProfile *profile, LotseRecord *record, const char *key)
{
  Dialog *self = g_new0 (Dialog, 1);
  AdwPreferencesGroup *group = lotse_group_new (NULL);
  g_autoptr (LotseContact) contact = key != NULL ? lotse_contact_parse (lotse_record_get_element (record, FIELD, key)) : NULL;

  self->profile = g_object_ref (profile);
  self->record = g_object_ref (record);
  self->key = key != NULL ? g_strdup (key) : g_uuid_string_random ();
  self->dialog = lotse_editor_new (parent, _ ("Whom to Ask at the Funder"), 480, 420, save, self, dialog_free);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *const texts[] = { contact != NULL ? contact->name : NULL, contact != NULL ? contact->role : NULL,
                                    contact != NULL ? contact->phone : NULL, contact != NULL ? contact->email : NULL };
      GtkWidget *row = lotse_group_add_row (group, adw_entry_row_new (), g_dpgettext2 (NULL, "contact", members[i].label));

      gtk_editable_set_text (GTK_EDITABLE (row), texts[i] != NULL ? texts[i] : "");
      g_signal_connect_swapped (row, "changed", G_CALLBACK (lotse_editor_touch), self->dialog);
      g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (save), self);
      self->entries[i] = GTK_EDITABLE (row);
    }
  if (contact != NULL)
    adw_preferences_group_set_description (group, _ ("Empty all lines to remove the entry."));
  gtk_box_append (lotse_dialog_get_box (self->dialog), GTK_WIDGET (group));
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (GTK_WIDGET (self->entries[0]));
}

/* --- The group ---------------------------------------------------------------------------------------------- */

static void
on_edit (GtkWidget *button, gpointer data)
{
  GtkWidget *group = gtk_widget_get_ancestor (button, ADW_TYPE_PREFERENCES_GROUP);

  show_dialog (group, g_object_get_data (G_OBJECT (group), "profile"), g_object_get_data (G_OBJECT (group), "record"),
               g_object_get_data (G_OBJECT (button), "key"));
}

static GtkWidget *
edit_button (const char *icon_name, const char *name, const char *key)
{
  GtkWidget *button = lotse_button_icon (icon_name, name, NULL, NULL);

  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (key), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_edit), NULL);
  return button;
}

AdwPreferencesGroup *
lotse_contacts_group_new (LotseProfile *profile, LotseRecord *record)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("People to Ask at the Funder"));
  g_auto (GStrv) keys = lotse_record_list_elements (record, FIELD);
  const gboolean may_write = lotse_profile_may_write (profile, lotse_record_get_kind (record)) && !lotse_record_is_deleted (record);

  g_object_set_data_full (G_OBJECT (group), "profile", g_object_ref (profile), g_object_unref);
  g_object_set_data_full (G_OBJECT (group), "record", g_object_ref (record), g_object_unref);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autoptr (LotseContact) contact = lotse_contact_parse (lotse_record_get_element (record, FIELD, keys[i]));
      g_autofree char *name = contact != NULL ? g_strdup_printf (_ ("Edit: %s"), contact->name) : NULL;
      GtkWidget *row = contact != NULL ? lotse_contact_row_new (contact) : NULL;

      if (row != NULL && may_write)
        adw_action_row_add_suffix (ADW_ACTION_ROW (row), edit_button ("document-edit-symbolic", name, keys[i]));
      if (row != NULL)
        adw_preferences_group_add (group, row);
    }
  if (may_write)
    adw_preferences_group_set_header_suffix (group, edit_button ("list-add-symbolic", _ ("Add a Person to Ask"), NULL));
  return group;
}
