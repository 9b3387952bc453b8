/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sync page; see the header.
 *
 * Read again when it is shown and whenever the outbox changes while it is seen.  The first group follows the profile's
 * text at once.
 */
#include "config.h"

#include "lotse-sync-page.h"

#include "lotse-column.h"
#include "lotse-conflict-card.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-review-card.h"
#include "lotse-rows.h"
#include "lotse-sync-view.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

struct _LotseSyncPage
{
  GtkWidget parent_instance;

  LotseColumn *column;
  GtkWidget *state_row; /* borrowed; NULL before the first load */
  LotseProfile *profile;
};

G_DEFINE_FINAL_TYPE (LotseSyncPage, lotse_sync_page, GTK_TYPE_WIDGET)

static void reload (LotseSyncPage *self);

static void
on_decided (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseSyncPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->column == NULL)
    return;
  if (!lotse_job_done_finish (result, &error))
    lotse_window_error (GTK_WIDGET (self), _ ("It Was Not Saved"), error);
  reload (self);
}

/* --- State -------------------------------------------------------------------------------------------------- */

static void
show_state (LotseSyncPage *self)
{
  g_autofree char *text = NULL;

  g_assert (LOTSE_IS_SYNC_PAGE (self));
  if (self->state_row == NULL)
    return;
  g_object_get (self->profile, "text", &text, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), text != NULL ? text : "");
}

static void
add_state (LotseSyncPage *self, const LotseSyncView *view)
{
  AdwPreferencesGroup *group = lotse_group_new (NULL);
  const char *centre = lotse_profile_get_centre (self->profile);
  g_autofree char *when = view->status.last_complete_ms != 0 ? lotse_format_moment (view->status.last_complete_ms) : NULL;
  GtkWidget *button = gtk_button_new_with_mnemonic (view->status.connected ? _ ("_Sync Now") : _ ("_Connect…"));

  lotse_list_name (group, _ ("Sync"));
  self->state_row = lotse_row_text ("", centre);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), view->status.connected ? "win.sync-now" : "win.connect");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state_row), button);
  adw_preferences_group_add (group, self->state_row);
  if (when != NULL)
    adw_preferences_group_add (group, lotse_row_field (_ ("Everything sent and received last"), when));
  if (view->status.parked > 0)
    {
      g_autofree char *parked = g_strdup_printf ("%u", view->status.parked);

      adw_preferences_group_add (group, lotse_row_field (_ ("Waiting at the centre for a linked record"), parked));
    }
  if (view->status.set_aside > 0)
    {
      g_autofree char *aside = g_strdup_printf ("%u", view->status.set_aside);

      adw_preferences_group_add (group, lotse_row_field (_ ("Received but not understood; kept for the next version"), aside));
    }
  if (!view->status.connected)
    adw_preferences_group_set_description (group, _ ("Nothing is lost: what you write stays on this device, and a centre gets it "
                                                     "when you connect."));
  gtk_box_append (lotse_column_get_box (self->column), GTK_WIDGET (group));
  show_state (self);
}

/* --- Conflicts ---------------------------------------------------------------------------------------------- */

static void
on_card_decided (LotseSyncPage *self, int how, const char *value, GtkWidget *card)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  g_assert (LOTSE_IS_SYNC_PAGE (self));
  if (store == NULL)
    return;
  gtk_widget_set_sensitive (card, FALSE);
  lotse_sync_view_resolve_async (store, g_object_get_data (G_OBJECT (card), "conflict"), (LotseResolution) how, value, on_decided,
                                 g_object_ref (self));
}

static void
add_conflicts (LotseSyncPage *self, const LotseSyncView *view)
{
  GtkBox *box = lotse_column_get_box (self->column);
  AdwPreferencesGroup *group;

  if (view->conflicts->len == 0)
    return;
  group = lotse_group_new (_ ("Changed by Two People at Once"));
  adw_preferences_group_set_description (group, _ ("Nothing was lost. Say which value is right."));
  gtk_box_append (box, GTK_WIDGET (group));
  for (guint i = 0; i < view->conflicts->len; i++)
    {
      const LotseOpenConflict *conflict = g_ptr_array_index (view->conflicts, i);
      GtkWidget *card = GTK_WIDGET (lotse_conflict_card_new (conflict));

      g_object_set_data_full (G_OBJECT (card), "conflict", g_strdup (conflict->id), g_free);
      g_signal_connect_object (card, "decided", G_CALLBACK (on_card_decided), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (group, card);
    }
}

/* --- Reviews ------------------------------------------------------------------------------------------------ */

static void
on_review_decided (LotseSyncPage *self, gboolean accept, GtkWidget *card)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  g_assert (LOTSE_IS_SYNC_PAGE (self));
  if (store == NULL)
    return;
  gtk_widget_set_sensitive (card, FALSE);
  lotse_sync_view_review_async (store, lotse_review_card_get_id (LOTSE_REVIEW_CARD (card)), accept, on_decided, g_object_ref (self));
}

static void
add_reviews (LotseSyncPage *self, const LotseSyncView *view)
{
  AdwPreferencesGroup *group;

  if (view->reviews->len == 0)
    return;
  group = lotse_group_new (_ ("Waiting for Your Decision"));
  adw_preferences_group_set_description (group, _ ("The centre could not take these changes by itself. It keeps them until somebody of "
                                                   "the staff decides."));
  gtk_box_append (lotse_column_get_box (self->column), GTK_WIDGET (group));
  for (guint i = 0; i < view->reviews->len; i++)
    {
      GtkWidget *card = GTK_WIDGET (lotse_review_card_new (g_ptr_array_index (view->reviews, i)));

      g_signal_connect_object (card, "decided", G_CALLBACK (on_review_decided), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (group, card);
    }
}

/* --- Refusals ----------------------------------------------------------------------------------------------- */

static void
add_refused (LotseSyncPage *self, const LotseSyncView *view)
{
  AdwPreferencesGroup *group;

  if (view->refused->len == 0)
    return;
  group = lotse_group_new (_ ("Not Accepted by the Centre"));
  adw_preferences_group_set_description (group, _ ("These changes are kept here until you decide."));
  for (guint i = 0; i < view->refused->len; i++)
    {
      const LotseRefusedEdit *refused = g_ptr_array_index (view->refused, i);
      g_autofree char *text = g_strdup_printf ("%s\n%s", refused->what, refused->reason);
      GtkWidget *row = lotse_row_text (refused->title, text);

      adw_preferences_group_add (group, row);
      if (refused->row == 0)
        continue;
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), lotse_button_icon ("view-refresh-symbolic", _ ("Send it again"), "sync.retry",
                                                                          g_variant_new_int64 (refused->row)));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), lotse_button_icon ("user-trash-symbolic", _ ("Discard it"), "sync.discard",
                                                                          g_variant_new_int64 (refused->row)));
    }
  gtk_box_append (lotse_column_get_box (self->column), GTK_WIDGET (group));
}

static void
on_refusal (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseSyncPage *self = LOTSE_SYNC_PAGE (widget);
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (store != NULL)
    lotse_sync_view_refusal_async (store, g_variant_get_int64 (target), g_str_equal (action, "sync.retry"), on_decided,
                                   g_object_ref (self));
}

/* --- What waits --------------------------------------------------------------------------------------------- */

static void
add_waiting (LotseSyncPage *self, const LotseSyncView *view)
{
  AdwPreferencesGroup *group;

  if (!view->status.connected)
    return;
  group = lotse_group_new (_ ("Waiting to Be Sent"));
  if (view->waiting->len == 0)
    adw_preferences_group_set_description (group, _ ("Everything has been sent."));
  for (guint i = 0; i < view->waiting->len; i++)
    {
      const LotseWaitingEdit *waiting = g_ptr_array_index (view->waiting, i);

      adw_preferences_group_add (group, lotse_row_text (waiting->title, waiting->what));
    }
  gtk_box_append (lotse_column_get_box (self->column), GTK_WIDGET (group));
}

/* --- Loading ------------------------------------------------------------------------------------------------ */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseSyncPage) self = user_data;
  g_autoptr (LotseSyncView) view = lotse_sync_view_load_finish (result, NULL);

  if (view == NULL || self->column == NULL)
    return;
  self->state_row = NULL;
  lotse_box_clear (lotse_column_get_box (self->column));
  add_state (self, view);
  add_conflicts (self, view);
  add_reviews (self, view);
  add_refused (self, view);
  add_waiting (self, view);
}

static void
reload (LotseSyncPage *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (store != NULL)
    lotse_sync_view_load_async (store, on_loaded, g_object_ref (self));
}

static void
on_changed (LotseSyncPage *self)
{
  g_assert (LOTSE_IS_SYNC_PAGE (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
}

static void
lotse_sync_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lotse_sync_page_parent_class)->map (widget);
  reload (LOTSE_SYNC_PAGE (widget));
}

static void
lotse_sync_page_dispose (GObject *object)
{
  LotseSyncPage *self = LOTSE_SYNC_PAGE (object);

  self->state_row = NULL;
  if (self->column != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->column));
  self->column = NULL;
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_sync_page_parent_class)->dispose (object);
}

static void
lotse_sync_page_class_init (LotseSyncPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_sync_page_dispose;
  widget_class->map = lotse_sync_page_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "sync.retry", "x", on_refusal);
  gtk_widget_class_install_action (widget_class, "sync.discard", "x", on_refusal);
}

static void
lotse_sync_page_init (LotseSyncPage *self)
{
  self->column = g_object_new (LOTSE_TYPE_COLUMN, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->column), GTK_WIDGET (self));
  lotse_column_set_title (self->column, _ ("Sync"), NULL);
}

LotseSyncPage *
lotse_sync_page_new (LotseProfile *profile)
{
  LotseSyncPage *self = g_object_new (LOTSE_TYPE_SYNC_PAGE, NULL);

  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::text", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "notify::text", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lotse_profile_get_store (profile), "outbox-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return self;
}
