/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What newer versions of GTK and libadwaita name differently; see the header.
 *
 * Invariants: a callback is called exactly once; dialogs keep themselves alive until then.
 */
#include "config.h"

#include "lotse-compat.h"

#define LEAST_WIDTH 300 /* pixels: what the answers need */
#define MOST_CHARS 40   /* of a line */

struct _LotseSplit
{
  GtkWidget parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *sidebar;
  GtkWidget *content;
};

enum
{
  PROP_0,
  PROP_SIDEBAR,
  PROP_CONTENT,
  PROP_FOLDED,
  PROP_SHOW_CONTENT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (LotseSplit, lotse_split, GTK_TYPE_WIDGET)

gboolean
lotse_split_get_folded (LotseSplit *self)
{
  g_return_val_if_fail (LOTSE_IS_SPLIT (self), FALSE);
  return adw_leaflet_get_folded (self->leaflet);
}

gboolean
lotse_split_get_show_content (LotseSplit *self)
{
  g_return_val_if_fail (LOTSE_IS_SPLIT (self), FALSE);
  return self->content != NULL && adw_leaflet_get_visible_child (self->leaflet) == self->content;
}

/* Where one pane hides the other, the keyboard goes along; GTK would give it to whatever comes first in the window. */
static void
follow_with_keyboard (LotseSplit *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *shown = adw_leaflet_get_visible_child (self->leaflet);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && shown != NULL && adw_leaflet_get_folded (self->leaflet)
      && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) && !gtk_widget_is_ancestor (focus, shown))
    gtk_widget_child_focus (shown, GTK_DIR_TAB_FORWARD);
}

void
lotse_split_set_show_content (LotseSplit *self, gboolean show_content)
{
  GtkRoot *root;
  GtkWidget *child;
  g_autoptr (GtkWidget) focus = NULL;

  g_return_if_fail (LOTSE_IS_SPLIT (self));
  child = show_content ? self->content : self->sidebar;
  if (child == NULL)
    return;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL && gtk_root_get_focus (root) != NULL ? g_object_ref (gtk_root_get_focus (root)) : NULL;
  adw_leaflet_set_visible_child (self->leaflet, child);
  /* Where both panes show, the keyboard stays where it is: somebody walks through the list. */
  if (focus != NULL && !adw_leaflet_get_folded (self->leaflet))
    gtk_widget_grab_focus (focus);
  else
    follow_with_keyboard (self);
}

static void
lotse_split_on_notify (LotseSplit *self, GParamSpec *pspec, AdwLeaflet *leaflet)
{
  g_assert (LOTSE_IS_SPLIT (self));
  if (g_str_equal (pspec->name, "folded"))
    {
      follow_with_keyboard (self);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOLDED]);
    }
  else if (g_str_equal (pspec->name, "visible-child"))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOW_CONTENT]);
}

static void
lotse_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LotseSplit *self = LOTSE_SPLIT (object);

  switch (id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, self->sidebar);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, lotse_split_get_folded (self));
      break;
    case PROP_SHOW_CONTENT:
      g_value_set_boolean (value, lotse_split_get_show_content (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lotse_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LotseSplit *self = LOTSE_SPLIT (object);

  switch (id)
    {
    case PROP_SIDEBAR:
      self->sidebar = g_value_get_object (value);
      if (self->sidebar != NULL)
        {
          adw_leaflet_prepend (self->leaflet, self->sidebar);
          /* The line between the panes came first and would be what shows while they are folded. */
          adw_leaflet_set_visible_child (self->leaflet, self->sidebar);
        }
      break;
    case PROP_CONTENT:
      self->content = g_value_get_object (value);
      if (self->content != NULL)
        adw_leaflet_append (self->leaflet, self->content);
      break;
    case PROP_SHOW_CONTENT:
      lotse_split_set_show_content (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lotse_split_dispose (GObject *object)
{
  LotseSplit *self = LOTSE_SPLIT (object);

  if (self->leaflet != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->leaflet));
  self->leaflet = NULL;
  self->sidebar = self->content = NULL;
  G_OBJECT_CLASS (lotse_split_parent_class)->dispose (object);
}

static void
lotse_split_class_init (LotseSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lotse_split_get_property;
  object_class->set_property = lotse_split_set_property;
  object_class->dispose = lotse_split_dispose;
  props[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SHOW_CONTENT] = g_param_spec_boolean ("show-content", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_split_init (LotseSplit *self)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->leaflet), GTK_WIDGET (self));
  adw_leaflet_set_can_navigate_back (self->leaflet, TRUE);
  adw_leaflet_set_fold_threshold_policy (self->leaflet, ADW_FOLD_THRESHOLD_POLICY_MINIMUM);
  adw_leaflet_page_set_navigatable (adw_leaflet_append (self->leaflet, line), FALSE);
  g_signal_connect_object (self->leaflet, "notify", G_CALLBACK (lotse_split_on_notify), self, G_CONNECT_SWAPPED);
}

/* --- Questions ---------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseAnswered answered;
  LotseChosen chosen;
  gpointer data;
} Callback;

static GtkWindow *
window_of (GtkWidget *widget)
{
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
on_response (AdwMessageDialog *dialog, const char *response, Callback *callback)
{
  if (callback->answered != NULL)
    callback->answered (response, callback->data);
  callback->answered = NULL;
}

static void
callback_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkWidget *
paragraph (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARS);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Libadwaita 1.7 keeps a heading on one line while it measures, and GTK 4.18 warns of one that does not fit: so the texts are ours. */
static void
fill_question (AdwMessageDialog *dialog, const char *heading, const char *body, GtkWidget *extra)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *head = paragraph (heading, "title-2"), *text = paragraph (body, "body");

  gtk_widget_set_size_request (box, LEAST_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), text);
  if (extra != NULL)
    gtk_box_append (GTK_BOX (box), extra);
  adw_message_dialog_set_extra_child (dialog, box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_RELATION_LABELLED_BY, head, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, text, NULL, -1);
}

static void
add_answer (AdwMessageDialog *dialog, const char *answer, const char *label)
{
  const char sign = answer[0];
  const char *name = answer + (sign == '!' || sign == '+' ? 1 : 0);

  adw_message_dialog_add_response (dialog, name, label);
  if (sign == '!')
    adw_message_dialog_set_response_appearance (dialog, name, ADW_RESPONSE_DESTRUCTIVE);
  if (sign == '+')
    {
      adw_message_dialog_set_response_appearance (dialog, name, ADW_RESPONSE_SUGGESTED);
      adw_message_dialog_set_default_response (dialog, name);
    }
}

void
lotse_compat_ask (GtkWidget *parent,
                  const char *heading,
                  const char *body,
                  GtkWidget *extra,
                  const char *const *answers,
                  LotseAnswered answered,
                  gpointer data)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window_of (parent), NULL, NULL));
  Callback *callback = g_new0 (Callback, 1);

  callback->answered = answered;
  callback->data = data;
  fill_question (dialog, heading, body, extra);
  for (guint i = 0; answers[i] != NULL; i += 2)
    add_answer (dialog, answers[i], answers[i + 1]);
  adw_message_dialog_set_close_response (dialog, "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), callback, callback_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Files -------------------------------------------------------------------------------------------------- */

static void
on_file_response (GtkNativeDialog *dialog, int response, Callback *callback)
{
  g_autoptr (GFile) file = NULL;
  LotseChosen chosen = callback->chosen;
  gpointer data = callback->data;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  chosen (file, data);
}

static void
choose (GtkWidget *parent,
        const char *title,
        const char *accept,
        GtkFileChooserAction action,
        const char *suggested,
        LotseChosen chosen,
        gpointer data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window_of (parent), action, accept, NULL);
  Callback *callback = g_new0 (Callback, 1);

  callback->chosen = chosen;
  callback->data = data;
  if (suggested != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggested);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_file_response), callback, callback_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
lotse_compat_choose_file (GtkWidget *parent,
                          const char *title,
                          const char *accept,
                          const char *suggested,
                          LotseChosen chosen,
                          gpointer data)
{
  choose (parent, title, accept, suggested != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN, suggested, chosen, data);
}

void
lotse_compat_choose_folder (GtkWidget *parent, const char *title, const char *accept, LotseChosen chosen, gpointer data)
{
  choose (parent, title, accept, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, chosen, data);
}

/* --- Menus -------------------------------------------------------------------------------------------------- */

static GtkWidget *
first_label (GtkWidget *item)
{
  GtkWidget *child = gtk_widget_get_first_child (item);

  while (child != NULL && !GTK_IS_LABEL (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static void
name_items (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = first_label (child);

      if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child)) != GTK_ACCESSIBLE_ROLE_MENU_ITEM || label == NULL)
        {
          name_items (child);
          continue;
        }
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      gtk_label_get_text (GTK_LABEL (label)), -1);
    }
}

void
lotse_compat_name_menu (GtkMenuButton *button)
{
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  g_return_if_fail (popover != NULL);
  /* GTK takes the name away again whenever an entry changes, so it is given each time that the menu opens. */
  g_signal_connect (popover, "map", G_CALLBACK (name_items), NULL);
}

/* --- Announcing --------------------------------------------------------------------------------------------- */

void
lotse_compat_announce (GtkWidget *widget, const char *text)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  if (*text != '\0')
    gtk_accessible_announce (GTK_ACCESSIBLE (widget), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}

#if GTK_CHECK_VERSION(4, 14, 0)
static void
say_notice (GtkWidget *label)
{
  if (gtk_widget_get_mapped (label))
    lotse_compat_announce (label, gtk_label_get_text (GTK_LABEL (label)));
}
#endif

GtkWidget *
lotse_compat_notice_new (GtkAccessibleRole role)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  /* This GTK gives a label of another role no name, and tells screen readers what is announced, whatever the role. */
  GtkWidget *label = gtk_label_new (NULL);

  g_signal_connect (label, "notify::label", G_CALLBACK (say_notice), NULL);
  g_signal_connect (label, "map", G_CALLBACK (say_notice), NULL);
#else
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, NULL);
#endif
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

void
lotse_compat_notice_say (GtkLabel *notice, const char *text)
{
  /* The same text twice is heard twice. */
  gtk_label_set_text (notice, "");
  gtk_label_set_text (notice, text);
}

void
lotse_compat_open_file (GtkWidget *parent, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_launch (launcher, window_of (parent), NULL, NULL, NULL);
#else
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri (window_of (parent), uri, GDK_CURRENT_TIME);
#endif
}
