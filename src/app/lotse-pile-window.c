/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window in which a pile of paper is typed; see the header.
 *
 * Everything that is to be on disk goes to the database thread in the order in which it was typed.  A correction that fails makes the
 * window read anew what is on disk; what was being typed stays.
 */
#include "config.h"

#include "lotse-pile-window-private.h"

#include "lotse-compat.h"
#include "lotse-help.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

static void
pile_window_free (gpointer data)
{
  LotsePileWindow *self = data;

  g_object_unref (self->profile);
  g_clear_weak_pointer (&self->main);
  g_free (self->id);
  g_clear_pointer (&self->languages, g_ptr_array_unref);
  g_object_unref (self->actions);
  lotse_paper_entry_free (self->entry);
  g_free (self);
}

LotsePileWindow *
lotse_pile_window_of (GtkWidget *window)
{
  LotsePileWindow *self = g_object_get_data (G_OBJECT (window), "pile-window");

  return self->ended ? NULL : self;
}

/* Work that goes on keeps the window in memory. */
static void
on_unrealize (LotsePileWindow *self)
{
  self->ended = TRUE;
}

static void load (LotsePileWindow *self);

/* --- What shows --------------------------------------------------------------------------------------------- */

static void
show_counts (LotsePileWindow *self)
{
  const guint sheets = self->entry->rows->len, remarks = self->entry->remarks->len;
  g_autofree char *first = g_strdup_printf (ngettext ("%u sheet", "%u sheets", sheets), sheets);
  g_autofree char *second = g_strdup_printf (ngettext ("%u open answer", "%u open answers", remarks), remarks);
  g_autofree char *text = remarks > 0 ? g_strdup_printf ("%s · %s", first, second) : g_strdup (first);

  gtk_label_set_text (self->counter, text);
  gtk_widget_set_sensitive (self->release, sheets > 0);
}

/* The choice says the language of the sheet that the keyboard is in. */
static void
show_language (LotsePileWindow *self)
{
  guint number;
  const LotsePaperRow *row = lotse_pile_grid_get_current (self->grid, &number);

  self->showing = TRUE;
  for (guint i = 0; i < self->languages->len; i++)
    if (g_strcmp0 (self->languages->pdata[i], row->language) == 0)
      gtk_drop_down_set_selected (self->language, i);
  self->showing = FALSE;
}

/* Once the choice has closed, which takes the keyboard itself. */
static gboolean
focus_grid (gpointer data)
{
  LotsePileWindow *self = lotse_pile_window_of (data);

  if (self != NULL && self->grid != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  return G_SOURCE_REMOVE;
}

static void
on_language (LotsePileWindow *self)
{
  const guint selected = gtk_drop_down_get_selected (self->language);

  if (self->showing || self->grid == NULL || selected >= self->languages->len)
    return;
  lotse_pile_grid_set_language (self->grid, self->languages->pdata[selected]);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_grid, g_object_ref (self->window), g_object_unref);
}

/* --- Deeds -------------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *window;
  LotsePaperDeed *deed;
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->window);
  lotse_paper_deed_free (run->deed);
  g_free (run);
}

static gpointer
deed_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_paper_deed_do (data, store, error) ? LOTSE_JOB_DONE : NULL;
}

static gboolean
is_of_remarks (LotsePaperAct act)
{
  return act == LOTSE_PAPER_REMARK || act == LOTSE_PAPER_WITHDRAW_REMARK;
}

/* What was released, or nothing any more: the window has done its work. */
static void
end (LotsePileWindow *self, LotsePaperAct act, guint sheets)
{
  g_autofree char *text = act == LOTSE_PAPER_RELEASE ? g_strdup_printf (ngettext ("%u sheet released", "%u sheets released", sheets), sheets)
                                                     : g_strdup (_ ("The pile was withdrawn"));

  if (self->main != NULL)
    lotse_window_toast (GTK_WIDGET (self->main), text);
  gtk_window_destroy (GTK_WINDOW (self->window));
}

/* It stays, and takes no key from the sheet that is being typed. */
static void
tell_anew (LotsePileWindow *self)
{
  lotse_compat_notice_say (self->notice, _ ("Released or withdrawn elsewhere. What you type now is on a new pile."));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  lotse_pile_grid_anew (self->grid);
}

static void
take (LotsePileWindow *self, const LotsePaperDeed *deed)
{
  const LotsePaperAct act = lotse_paper_deed_get_act (deed);
  const guint sheets = self->entry->rows->len;
  const gboolean same = lotse_paper_entry_take (self->entry, deed);

  if (is_of_remarks (act) || !same)
    lotse_pile_remarks_done (self->remarks, NULL);
  if (!is_of_remarks (act))
    lotse_pile_grid_done (self->grid, act, NULL);
  if (!same)
    tell_anew (self);
  show_counts (self);
  if (act == LOTSE_PAPER_RELEASE || act == LOTSE_PAPER_WITHDRAW_ALL)
    end (self, act, sheets);
}

static void
fail (LotsePileWindow *self, LotsePaperAct act, const GError *error)
{
  if (is_of_remarks (act))
    lotse_pile_remarks_done (self->remarks, error->message);
  else if (act == LOTSE_PAPER_KEEP || act == LOTSE_PAPER_FINISH)
    lotse_pile_grid_done (self->grid, act, error->message);
  else
    {
      /* What shows is not what is on disk. */
      lotse_window_error (self->window, _ ("The Pile Was Not Changed"), error);
      load (self);
    }
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  LotsePileWindow *self = lotse_pile_window_of (run->window);
  g_autoptr (GError) error = NULL;
  const gboolean done = lotse_store_call_finish (LOTSE_STORE (source), result, &error) != NULL;

  if (self != NULL && done)
    take (self, run->deed);
  else if (self != NULL)
    fail (self, lotse_paper_deed_get_act (run->deed), error);
  run_free (run);
}

void
lotse_pile_window_run (LotsePaperDeed *deed, gpointer data)
{
  LotsePileWindow *self = data;
  LotseStore *store = lotse_profile_get_store (self->profile);
  Run *run;

  if (store == NULL || self->loading)
    {
      lotse_paper_deed_free (deed);
      return;
    }
  run = g_new0 (Run, 1);
  run->window = g_object_ref (self->window);
  run->deed = deed;
  lotse_store_call_async (store, deed_job, deed, NULL, NULL, NULL, on_done, run);
}

/* --- Reading it --------------------------------------------------------------------------------------------- */

static void
fill_languages (LotsePileWindow *self)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("response"), "language");
  g_auto (GStrv) codes = lotse_record_list_elements (self->entry->form->record, "languages");
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  g_clear_pointer (&self->languages, g_ptr_array_unref);
  self->languages = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->languages, NULL);
  gtk_string_list_append (labels, _ ("Language not noted"));
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      g_ptr_array_add (self->languages, g_strdup (codes[i]));
      gtk_string_list_append (labels, lotse_choice_label (field, codes[i]) != NULL ? lotse_choice_label (field, codes[i]) : codes[i]);
    }
  self->showing = TRUE;
  gtk_drop_down_set_model (self->language, G_LIST_MODEL (labels));
  self->showing = FALSE;
  gtk_widget_set_visible (self->language_box, self->languages->len > 1);
}

static void
clear_pages (LotsePileWindow *self)
{
  GtkWidget *child;

  self->grid = NULL;
  self->remarks = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, child);
  g_clear_pointer (&self->entry, lotse_paper_entry_free);
}

static void
show_entry (LotsePileWindow *self, LotsePaperEntry *entry)
{
  clear_pages (self);
  self->entry = entry;
  self->loading = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->pages), TRUE);
  adw_window_title_set_title (self->title, entry->title);
  adw_window_title_set_subtitle (self->title, lotse_record_get (entry->form->record, "title"));
  fill_languages (self);
  self->grid = lotse_pile_grid_new (entry, lotse_pile_window_run, self);
  self->remarks = lotse_pile_remarks_new (entry, lotse_pile_window_run, self);
  g_signal_connect_swapped (self->grid, "moved", G_CALLBACK (show_language), self);
  g_signal_connect_swapped (self->grid, "withdraw", G_CALLBACK (lotse_pile_ask_withdraw), self);
  gtk_stack_add_titled (self->pages, GTK_WIDGET (self->grid), "sheets", _ ("Sheets"));
  gtk_stack_add_titled (self->pages, GTK_WIDGET (self->remarks), "remarks", _ ("Open Answers"));
  gtk_widget_set_visible (self->switcher, entry->pile->open[0] != NULL);
  show_language (self);
  show_counts (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static gpointer
open_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_paper_entry_open (store, data, error);
}

static void
on_open (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  LotsePileWindow *self = lotse_pile_window_of (window);
  g_autoptr (GError) error = NULL;
  LotsePaperEntry *entry = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  if (self == NULL)
    {
      lotse_paper_entry_free (entry);
      return;
    }
  if (entry != NULL)
    {
      show_entry (self, entry);
      return;
    }
  if (self->main != NULL)
    lotse_window_error (GTK_WIDGET (self->main), _ ("The Sheets Cannot Be Typed"), error);
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
load (LotsePileWindow *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  self->loading = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->pages), FALSE);
  if (store != NULL)
    lotse_store_call_async (store, open_job, g_strdup (self->id), g_free, (GDestroyNotify) lotse_paper_entry_free, NULL, on_open,
                            g_object_ref (self->window));
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

static void
on_action (GSimpleAction *action, GVariant *target, LotsePileWindow *self)
{
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "help"))
    lotse_help_show (self->window, "paper-sheets");
  else if (self->grid == NULL)
    return;
  else if (g_str_equal (name, "withdraw"))
    lotse_pile_ask_withdraw (self);
  else if (g_str_equal (name, "withdraw-all"))
    lotse_pile_ask_withdraw_all (self);
  else if (g_str_equal (name, "release"))
    lotse_pile_ask_release (self);
  else
    {
      gtk_stack_set_visible_child_name (self->pages, name);
      gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
    }
}

static void
add_action (LotsePileWindow *self, GtkShortcutController *keys, const char *name, const char *key)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, NULL);
  g_autofree char *full = g_strconcat ("pile.", name, NULL);

  g_signal_connect (action, "activate", G_CALLBACK (on_action), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  if (key != NULL)
    gtk_shortcut_controller_add_shortcut (keys, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (key), gtk_named_action_new (full)));
}

static void
add_actions (LotsePileWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->actions = g_simple_action_group_new ();
  gtk_widget_insert_action_group (self->window, "pile", G_ACTION_GROUP (self->actions));
  add_action (self, GTK_SHORTCUT_CONTROLLER (keys), "help", "F1");
  add_action (self, GTK_SHORTCUT_CONTROLLER (keys), "sheets", "<Control>1");
  add_action (self, GTK_SHORTCUT_CONTROLLER (keys), "remarks", "<Control>2");
  add_action (self, GTK_SHORTCUT_CONTROLLER (keys), "release", NULL);
  add_action (self, GTK_SHORTCUT_CONTROLLER (keys), "withdraw", NULL);
  add_action (self, GTK_SHORTCUT_CONTROLLER (keys), "withdraw-all", NULL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (self->window, keys);
}

static GtkWidget *
make_header (LotsePileWindow *self)
{
  GtkWidget *header = adw_header_bar_new (), *menu_button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_ ("Type From Paper"), ""));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  g_menu_append (menu, _ ("_Withdraw Sheet…"), "pile.withdraw");
  g_menu_append (menu, _ ("Withdraw Whole _Pile…"), "pile.withdraw-all");
  g_menu_append (menu, _ ("_Help"), "pile.help");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu_button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu_button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (menu_button, _ ("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("More"), -1);
  lotse_compat_name_menu (GTK_MENU_BUTTON (menu_button));
  self->release = gtk_button_new_with_mnemonic (_ ("_Release…"));
  gtk_widget_add_css_class (self->release, "suggested-action");
  gtk_widget_set_sensitive (self->release, FALSE);
  g_signal_connect_swapped (self->release, "clicked", G_CALLBACK (lotse_pile_ask_release), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->release);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), menu_button);
  return header;
}

static GtkWidget *
make_foot (LotsePileWindow *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (foot, "totals");
  self->counter = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "hexpand", TRUE, "wrap", TRUE, NULL));
  self->language = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  lotse_drop_down_name (self->language, _ ("Language of the sheet"));
  g_signal_connect_swapped (self->language, "notify::selected", G_CALLBACK (on_language), self);
  self->language_box = GTK_WIDGET (self->language);
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (self->counter));
  gtk_box_append (GTK_BOX (foot), self->language_box);
  return foot;
}

static GtkWidget *
make_content (LotsePileWindow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->pages), TRUE);
  self->notice = GTK_LABEL (lotse_compat_notice_new (GTK_ACCESSIBLE_ROLE_ALERT));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->notice), "message-bar");
  self->switcher = gtk_stack_switcher_new ();
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (self->switcher), self->pages);
  gtk_widget_set_halign (self->switcher, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->switcher, "pile-switcher");
  gtk_widget_set_visible (self->switcher, FALSE);
  gtk_box_append (GTK_BOX (content), make_header (self));
  gtk_box_append (GTK_BOX (content), self->switcher);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->pages));
  gtk_box_append (GTK_BOX (content), make_foot (self));
  return content;
}

void
lotse_pile_window_show (GtkWidget *parent, LotseProfile *profile, const char *id)
{
  LotsePileWindow *self = g_new0 (LotsePileWindow, 1);
  LotseWindow *main = lotse_window_of (parent);

  self->profile = g_object_ref (profile);
  g_set_weak_pointer (&self->main, main);
  self->id = g_strdup (id);
  self->window = adw_window_new ();
  g_object_set_data_full (G_OBJECT (self->window), "pile-window", self, pile_window_free);
  g_signal_connect_swapped (self->window, "unrealize", G_CALLBACK (on_unrealize), self);
  gtk_window_set_title (GTK_WINDOW (self->window), _ ("Type From Paper"));
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (self->window), GTK_WINDOW (main));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self->window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 760, 680);
  add_actions (self);
  adw_window_set_content (ADW_WINDOW (self->window), make_content (self));
  gtk_window_present (GTK_WINDOW (self->window));
  load (self);
}
