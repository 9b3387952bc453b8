/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Receipts of an application's page; see the header.
 *
 * There may be a thousand: rows that are seen first are made at once, the others while nothing else is to do.
 */
#include "config.h"

#include "lotse-grant-receipts.h"

#include "lotse-event-rows.h"
#include "lotse-format.h"
#include "lotse-receipt-line.h"
#include "lotse-rows.h"
#include "lotse-scan.h"

#include <glib/gi18n.h>

#define ROWS_AT_ONCE 12
#define ROWS_AT_A_TIME 6

struct _LotseGrantReceipts
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *box;
  LotseReceiptLine *line;
  GtkBox *list;

  LotseProfile *profile;
  LotseGrantView *view;
  AdwPreferencesGroup *group;
  guint n_shown;
  guint filling; /* source that makes the other rows, or 0 */
};

G_DEFINE_FINAL_TYPE (LotseGrantReceipts, lotse_grant_receipts, GTK_TYPE_WIDGET)

/* --- Rows --------------------------------------------------------------------------------------------------- */

static char *
title_of (LotseRecord *receipt)
{
  const char *number = lotse_record_get (receipt, "number"), *party = lotse_record_get (receipt, "party");
  g_autofree char *amount = lotse_money_format (lotse_money_amount (receipt), NULL);
  const char *parts[] = { number, party, amount };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (text, FALSE);
}

static char *
subtitle_of (const LotseMoney *money, LotseRecord *receipt)
{
  const char *paid = lotse_record_get (receipt, "paid_on");
  g_autofree char *date = paid != NULL ? lotse_format_date (paid) : NULL;
  const gint64 eligible = lotse_money_eligible (receipt);
  g_autofree char *part = lotse_money_format (eligible, NULL);
  /* Translators: a sum: the part of a receipt that the funder takes. */
  g_autofree char *less = eligible != lotse_money_amount (receipt) ? g_strdup_printf (_ ("%s eligible"), part) : NULL;
  const char *parts[] = { lotse_money_is_income (receipt) ? _ ("Income") : NULL, date, lotse_record_get (receipt, "reason"),
                          lotse_money_line_of (money, receipt)->name, less };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (text, FALSE);
}

static void
add_scan (LotseGrantReceipts *self, GtkWidget *row, LotseRecord *receipt, const char *title, gboolean may_write)
{
  const gboolean has = lotse_record_get (receipt, "scan") != NULL;
  g_autofree char *show = g_strdup_printf (_ ("Show the Scan: %s"), title);
  g_autofree char *add = g_strdup_printf (_ ("Add a Scan: %s"), title);
  GtkWidget *mark;

  if (has)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), lotse_button_icon ("document-open-symbolic", show, "receipts.show-scan", g_variant_new_string (lotse_record_get_id (receipt))));
      return;
    }
  mark = gtk_label_new (_ ("no scan"));
  gtk_widget_add_css_class (mark, "mark");
  gtk_widget_add_css_class (mark, "warning");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
  if (may_write)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), lotse_button_icon ("mail-attachment-symbolic", add, "receipts.add-scan", g_variant_new_string (lotse_record_get_id (receipt))));
}

static GtkWidget *
make_row (LotseGrantReceipts *self, LotseRecord *receipt, gboolean may_write)
{
  g_autofree char *title = title_of (receipt), *subtitle = subtitle_of (self->view->money, receipt);
  GtkWidget *row = lotse_row_text (title, subtitle);

  add_scan (self, row, receipt, title, may_write);
  lotse_focus_name (row, lotse_record_get_id (receipt));
  if (!may_write)
    return row;
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("document-edit-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.edit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", lotse_record_get_id (receipt));
  return row;
}

/* The last ones first: they are what people look for. */
static void
make_rows (LotseGrantReceipts *self, guint n)
{
  const gboolean may_write = lotse_profile_may_write (self->profile, lotse_kind_find ("receipt"));
  const GPtrArray *receipts = self->view->money->receipts;

  for (; n > 0 && self->n_shown < receipts->len; n--, self->n_shown++)
    adw_preferences_group_add (self->group, make_row (self, receipts->pdata[receipts->len - 1 - self->n_shown], may_write));
}

static gboolean
make_more (gpointer data)
{
  LotseGrantReceipts *self = LOTSE_GRANT_RECEIPTS (data);

  make_rows (self, ROWS_AT_A_TIME);
  if (self->n_shown < self->view->money->receipts->len)
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

/* --- Actions ------------------------------------------------------------------------------------------------ */

static LotseRecord *
find_receipt (LotseGrantReceipts *self, const char *id)
{
  const GPtrArray *receipts = self->view->money->receipts;

  for (guint i = 0; i < receipts->len; i++)
    if (g_str_equal (lotse_record_get_id (receipts->pdata[i]), id))
      return receipts->pdata[i];
  return NULL;
}

static void
on_scan (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseGrantReceipts *self = LOTSE_GRANT_RECEIPTS (widget);
  LotseRecord *receipt = find_receipt (self, g_variant_get_string (target, NULL));

  if (receipt != NULL && g_str_equal (action, "receipts.show-scan"))
    lotse_scan_open (widget, self->profile, receipt);
  else if (receipt != NULL)
    lotse_scan_choose (widget, self->profile, receipt);
}

/* --- All of it ---------------------------------------------------------------------------------------------- */

void
lotse_grant_receipts_show (LotseGrantReceipts *self, LotseProfile *profile, LotseGrantView *view)
{
  const guint at_once = MAX (self->n_shown, ROWS_AT_ONCE), n = view->money->receipts->len;
  g_autofree char *count = g_strdup_printf (ngettext ("%u Receipt", "%u Receipts", n), n);
  g_autofree char *focus = NULL;

  g_return_if_fail (LOTSE_IS_GRANT_RECEIPTS (self));
  g_set_object (&self->profile, profile);
  lotse_grant_view_ref (view);
  g_clear_pointer (&self->view, lotse_grant_view_unref);
  self->view = view;
  gtk_widget_set_visible (GTK_WIDGET (self->line), lotse_profile_may_write (profile, lotse_kind_find ("receipt")));
  lotse_receipt_line_show (self->line, profile, view);
  focus = lotse_focus_take (GTK_WIDGET (self->list));
  g_clear_handle_id (&self->filling, g_source_remove);
  lotse_box_clear (self->list);
  self->group = lotse_group_new (n > 0 ? count : _ ("No Receipts Yet"));
  self->n_shown = 0;
  gtk_box_append (self->list, GTK_WIDGET (self->group));
  lotse_list_name (self->group, lotse_kind_label_plural (lotse_kind_find ("receipt")));
  make_rows (self, at_once);
  if (self->n_shown < n)
    self->filling = g_idle_add_full (G_PRIORITY_LOW, make_more, self, NULL);
  lotse_focus_give (GTK_WIDGET (self->list), focus);
}

static void
lotse_grant_receipts_dispose (GObject *object)
{
  LotseGrantReceipts *self = LOTSE_GRANT_RECEIPTS (object);

  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->view, lotse_grant_view_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_grant_receipts_parent_class)->dispose (object);
}

static void
lotse_grant_receipts_class_init (LotseGrantReceiptsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_grant_receipts_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "receipts.show-scan", "s", on_scan);
  gtk_widget_class_install_action (widget_class, "receipts.add-scan", "s", on_scan);
}

static void
lotse_grant_receipts_init (LotseGrantReceipts *self)
{
  self->scroller = lotse_event_column_new (&self->box);
  self->line = g_object_new (LOTSE_TYPE_RECEIPT_LINE, NULL);
  gtk_box_append (self->box, GTK_WIDGET (self->line));
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (self->box, GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
