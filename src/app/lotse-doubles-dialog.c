/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog of doubles; see the header.
 *
 * Keys 1 to 4 do what the buttons do.  Whatever was done is the last change of this device, so that Ctrl+Z takes it back and
 * shows the pair again.
 */
#include "config.h"

#include "lotse-doubles-dialog.h"

#include "lotse-dialog.h"
#include "lotse-doubles-card.h"
#include "lotse-error.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

/* One dialog; work in the background holds it longer than the window is there. */
typedef struct
{
  GtkWidget *dialog; /* borrowed; NULL when it was closed */
  GtkWidget *parent; /* weak */
  LotseStore *store;
  GCancellable *cancellable;
  GtkBox *body;
  GtkLabel *said;         /* what was done last */
  GtkWidget *undo;
  GPtrArray *pairs;       /* of LotseLikely, or NULL while they are looked for or only one pair is shown */
  guint at;
  LotseDoublesView *view; /* of the pair that is shown, or NULL */
  GtkWidget *card;        /* borrowed: its two columns */
  gboolean busy;
  gboolean single;
} Shown;

static void
shown_clear (gpointer data)
{
  Shown *shown = data;

  g_clear_weak_pointer (&shown->parent);
  g_clear_object (&shown->store);
  g_clear_object (&shown->cancellable);
  g_clear_pointer (&shown->pairs, g_ptr_array_unref);
  g_clear_pointer (&shown->view, lotse_doubles_view_free);
}

static void
shown_unref (gpointer data)
{
  g_rc_box_release_full (data, shown_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shown, shown_unref)

gboolean
lotse_doubles_may_unite (LotseProfile *profile)
{
  return lotse_profile_may_write (profile, lotse_kind_find ("not_double"));
}

static void load_pair (Shown *shown);

/* --- The pair ----------------------------------------------------------------------------------------------- */

static void
show_message (Shown *shown, const char *icon, const char *title, const char *description)
{
  GtkWidget *page = adw_status_page_new ();

  lotse_box_clear (shown->body);
  g_clear_pointer (&shown->view, lotse_doubles_view_free);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  gtk_widget_add_css_class (page, "compact");
  gtk_box_append (shown->body, page);
}

static GtkWidget *
act_button (const char *label, const char *action, int number)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *hint = g_strdup_printf ("%d", number);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, hint);
  gtk_widget_set_hexpand (button, TRUE);
  return button;
}

static void
add_buttons (Shown *shown)
{
  GtkWidget *keep = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *other = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *left = act_button (_ ("Keep _Left"), "doubles.left", 1);

  gtk_box_set_homogeneous (GTK_BOX (keep), TRUE);
  gtk_box_set_homogeneous (GTK_BOX (other), TRUE);
  gtk_box_append (GTK_BOX (keep), left);
  gtk_box_append (GTK_BOX (keep), act_button (_ ("Keep _Right"), "doubles.right", 2));
  gtk_box_append (GTK_BOX (other), act_button (_ ("_Not Doubles"), "doubles.none", 3));
  if (!shown->single)
    gtk_box_append (GTK_BOX (other), act_button (_ ("L_ater"), "doubles.later", 4));
  gtk_box_append (shown->body, keep);
  gtk_box_append (shown->body, other);
  gtk_widget_grab_focus (left);
}

static void
show_pair (Shown *shown)
{
  const LotseLikely *pair = shown->pairs != NULL ? g_ptr_array_index (shown->pairs, shown->at) : NULL;

  lotse_box_clear (shown->body);
  if (pair != NULL)
    {
      g_autofree char *why = lotse_likely_words (pair->why);
      /* Translators: the number of a pair, of how many, and why they may be doubles. */
      g_autofree char *text = g_strdup_printf (_ ("%u of %u: %s"), shown->at + 1, shown->pairs->len, why);

      gtk_box_append (shown->body, lotse_doubles_label (text, "dim-label"));
    }
  shown->card = lotse_doubles_card_new (shown->view);
  gtk_box_append (shown->body, shown->card);
  if (lotse_doubles_card_has_choices (shown->card))
    gtk_box_append (shown->body, lotse_doubles_label (_ ("Where nothing is ticked, the record that you keep keeps its own value."), "dim-label"));
  add_buttons (shown);
}

static void
on_view (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Shown) shown = user_data;
  g_autoptr (GError) error = NULL;
  LotseDoublesView *view = lotse_doubles_view_load_finish (result, &error);

  shown->busy = FALSE;
  if (shown->dialog == NULL)
    {
      g_clear_pointer (&view, lotse_doubles_view_free);
      return;
    }
  g_clear_pointer (&shown->view, lotse_doubles_view_free);
  shown->view = view;
  if (view != NULL)
    show_pair (shown);
  else if (!shown->single)
    {
      /* One of the two was united, deleted or left meanwhile. */
      shown->at++;
      load_pair (shown);
    }
  else
    show_message (shown, "dialog-warning-symbolic", _ ("These Cannot Be United"), error->message);
}

static void
load_pair (Shown *shown)
{
  const LotseLikely *pair;

  if (shown->at >= shown->pairs->len)
    {
      show_message (shown, "emblem-ok-symbolic", _ ("No Doubles Left"), _ ("Pairs that you left for later are offered again next time."));
      return;
    }
  pair = g_ptr_array_index (shown->pairs, shown->at);
  shown->busy = TRUE;
  lotse_doubles_view_load_async (shown->store, pair->one, pair->other, on_view, g_rc_box_acquire (shown));
}

/* --- Deciding ----------------------------------------------------------------------------------------------- */

/* Takes the text. */
static void
say (Shown *shown, char *text, gboolean undo)
{
  gtk_label_set_text (shown->said, text);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (shown->said)), TRUE);
  gtk_widget_set_visible (shown->undo, undo);
  g_free (text);
}

static void
go_on (Shown *shown, char *text)
{
  shown->busy = FALSE;
  if (shown->single)
    {
      if (shown->parent != NULL)
        lotse_window_toast_undo (shown->parent, text);
      g_free (text);
      gtk_window_destroy (GTK_WINDOW (shown->dialog));
      return;
    }
  say (shown, text, TRUE);
  shown->at++;
  load_pair (shown);
}

static void
on_united (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Shown) shown = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = lotse_job_text_finish (result, &error);

  shown->busy = FALSE;
  if (shown->dialog == NULL)
    return;
  if (title == NULL)
    lotse_window_error (shown->dialog, _ ("They Were Not United"), error);
  else
    /* Translators: the name of the record that stands for both. */
    go_on (shown, g_strdup_printf (_ ("United: %s"), title));
}

static void
unite (Shown *shown, guint standing)
{
  const guint other = 1 - standing;
  g_autoptr (GPtrArray) take = g_ptr_array_new ();

  lotse_doubles_card_add_chosen (shown->card, other, take);
  g_ptr_array_add (take, NULL);
  shown->busy = TRUE;
  lotse_doubles_unite_async (shown->store, shown->view->ids[standing], shown->view->ids[other], (const char *const *) take->pdata,
                             on_united, g_rc_box_acquire (shown));
}

static void
on_denied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Shown) shown = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = lotse_job_done_finish (result, &error);

  shown->busy = FALSE;
  if (shown->dialog == NULL)
    return;
  if (!done)
    lotse_window_error (shown->dialog, _ ("It Was Not Saved"), error);
  else
    go_on (shown, g_strdup (_ ("These two are not offered again")));
}

static gboolean
may_act (const Shown *shown)
{
  return shown->dialog != NULL && !shown->busy && shown->view != NULL;
}

static void
on_left (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  if (may_act (user_data))
    unite (user_data, 0);
}

static void
on_right (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  if (may_act (user_data))
    unite (user_data, 1);
}

static void
on_none (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  Shown *shown = user_data;

  if (!may_act (shown))
    return;
  shown->busy = TRUE;
  lotse_doubles_deny_async (shown->store, shown->view->ids[0], shown->view->ids[1], on_denied, g_rc_box_acquire (shown));
}

static void
on_later (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  Shown *shown = user_data;

  if (!may_act (shown) || shown->single)
    return;
  shown->at++;
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (shown->said)), FALSE);
  load_pair (shown);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Shown) shown = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *what = lotse_job_text_finish (result, &error);

  shown->busy = FALSE;
  if (shown->dialog == NULL)
    return;
  if (error != NULL)
    {
      say (shown, g_strdup (error->message), FALSE);
      return;
    }
  say (shown, g_strdup_printf (_ ("Undone: %s"), what), FALSE);
  shown->at = shown->at > 0 ? shown->at - 1 : 0;
  load_pair (shown);
}

/* Only what was done here just now: what came before shows elsewhere. */
static void
on_undo (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  Shown *shown = user_data;

  if (shown->dialog == NULL || shown->busy || shown->pairs == NULL || !gtk_widget_is_visible (shown->undo))
    return;
  shown->busy = TRUE;
  lotse_job_undo_async (shown->store, NULL, on_undone, g_rc_box_acquire (shown));
}

/* --- The dialog --------------------------------------------------------------------------------------------- */

static void
on_pairs (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Shown) shown = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *pairs = lotse_doubles_find_finish (result, &error);

  if (shown->dialog == NULL || g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&pairs, g_ptr_array_unref);
      return;
    }
  shown->pairs = pairs;
  shown->at = 0;
  if (pairs == NULL)
    show_message (shown, "dialog-warning-symbolic", _ ("Doubles Could Not Be Looked For"), error->message);
  else if (pairs->len == 0)
    show_message (shown, "emblem-ok-symbolic", _ ("No Doubles Found"), _ ("No two records look as if they were one."));
  else
    load_pair (shown);
}

/* Begins anew with one kind; an earlier search stops. */
static void
look_for (Shown *shown, const char *kind)
{
  GtkWidget *spinner = gtk_spinner_new ();

  g_cancellable_cancel (shown->cancellable);
  g_clear_object (&shown->cancellable);
  shown->cancellable = g_cancellable_new ();
  g_clear_pointer (&shown->pairs, g_ptr_array_unref);
  g_clear_pointer (&shown->view, lotse_doubles_view_free);
  lotse_box_clear (shown->body);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (shown->said)), FALSE);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Looking for doubles"), -1);
  gtk_box_append (shown->body, spinner);
  lotse_doubles_find_async (shown->store, lotse_kind_find (kind), shown->cancellable, on_pairs, g_rc_box_acquire (shown));
}

static void
on_kind (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  Shown *shown = user_data;

  if (shown->dialog == NULL || shown->busy)
    return;
  g_simple_action_set_state (action, state);
  look_for (shown, g_variant_get_string (state, NULL));
}

static void
on_destroyed (GtkWidget *dialog, gpointer user_data)
{
  Shown *shown = user_data;

  shown->dialog = NULL;
  g_cancellable_cancel (shown->cancellable);
}

static void
add_actions (Shown *shown)
{
  static const GActionEntry entries[] = {
    { .name = "left", .activate = on_left },   { .name = "right", .activate = on_right },
    { .name = "none", .activate = on_none },   { .name = "later", .activate = on_later },
    { .name = "undo", .activate = on_undo },   { .name = "kind", .parameter_type = "s", .state = "'person'", .change_state = on_kind },
  };
  static const struct
  {
    const char *trigger;
    const char *action;
  } keys[] = {
    { "1|KP_1", "doubles.left" }, { "2|KP_2", "doubles.right" }, { "3|KP_3", "doubles.none" },
    { "4|KP_4", "doubles.later" }, { "<Control>z", "doubles.undo" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), shown);
  gtk_widget_insert_action_group (shown->dialog, "doubles", G_ACTION_GROUP (actions));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                                            gtk_named_action_new (keys[i].action)));
  gtk_widget_add_controller (shown->dialog, controller);
}

/* People or organisations. */
static void
add_switch (Shown *shown)
{
  static const char *const kinds[] = { "person", "organisation" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (lotse_kind_label_plural (lotse_kind_find (kinds[i])));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "doubles.kind");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", kinds[i]);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_box_append (lotse_dialog_get_box (shown->dialog), box);
}

static void
add_said (Shown *shown)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  shown->said = GTK_LABEL (lotse_doubles_label ("", NULL));
  gtk_widget_set_valign (GTK_WIDGET (shown->said), GTK_ALIGN_CENTER);
  shown->undo = gtk_button_new_with_mnemonic (_ ("_Undo"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (shown->undo), "doubles.undo");
  gtk_widget_add_css_class (box, "message-bar");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (shown->said));
  gtk_box_append (GTK_BOX (box), shown->undo);
  gtk_widget_set_visible (box, FALSE);
  gtk_box_append (lotse_dialog_get_box (shown->dialog), box);
}

static Shown *
shown_new (GtkWidget *parent, LotseProfile *profile, const char *title, gboolean single)
{
  Shown *shown = g_rc_box_new0 (Shown);

  shown->dialog = lotse_dialog_new (parent, title, 680, 700);
  g_set_weak_pointer (&shown->parent, parent);
  shown->store = g_object_ref (lotse_profile_get_store (profile));
  shown->cancellable = g_cancellable_new ();
  shown->single = single;
  g_object_set_data_full (G_OBJECT (shown->dialog), "shown", shown, shown_unref);
  g_signal_connect (shown->dialog, "destroy", G_CALLBACK (on_destroyed), shown);
  add_actions (shown);
  if (!single)
    add_switch (shown);
  add_said (shown);
  shown->body = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_box_append (lotse_dialog_get_box (shown->dialog), GTK_WIDGET (shown->body));
  return shown;
}

void
lotse_doubles_dialog_show (GtkWidget *parent, LotseProfile *profile)
{
  Shown *shown;

  if (lotse_profile_get_store (profile) == NULL)
    return;
  shown = shown_new (parent, profile, _ ("Doubles"), FALSE);
  look_for (shown, "person");
  gtk_window_present (GTK_WINDOW (shown->dialog));
}

void
lotse_doubles_dialog_show_pair (GtkWidget *parent, LotseProfile *profile, const char *one, const char *other)
{
  Shown *shown;

  if (lotse_profile_get_store (profile) == NULL)
    return;
  shown = shown_new (parent, profile, _ ("Unite Two Records"), TRUE);
  shown->busy = TRUE;
  lotse_doubles_view_load_async (shown->store, one, other, on_view, g_rc_box_acquire (shown));
  gtk_window_present (GTK_WINDOW (shown->dialog));
}
