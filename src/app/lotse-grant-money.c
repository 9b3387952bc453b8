/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Money of an application's page; see the header.
 */
#include "config.h"

#include "lotse-grant-money.h"

#include "lotse-edit-dialog.h"
#include "lotse-event-rows.h"
#include "lotse-format.h"
#include "lotse-money-row.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

#define MOST_RECORDS 30 /* of one finding */

struct _LotseGrantMoney
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *box;

  LotseProfile *profile;
  LotseGrantView *view;
};

G_DEFINE_FINAL_TYPE (LotseGrantMoney, lotse_grant_money, GTK_TYPE_WIDGET)

/* --- The grant ---------------------------------------------------------------------------------------------- */

static void
add_sum (AdwPreferencesGroup *group, const char *label, gint64 cents, const char *css_class)
{
  g_autofree char *sum = lotse_money_format (cents, NULL);
  GtkWidget *row = lotse_row_field (label, sum);

  if (css_class != NULL)
    gtk_widget_add_css_class (row, css_class);
  adw_preferences_group_add (group, row);
}

static void
add_volunteers (AdwPreferencesGroup *group, const LotseMoney *money)
{
  g_autofree char *time = lotse_format_minutes (money->volunteer_minutes);
  g_autofree char *worth = lotse_money_format (money->volunteer_worth, NULL);
  /* Translators: hours and minutes, and the money that they count as. */
  g_autofree char *text = money->volunteer_hour > 0 ? g_strdup_printf (_ ("%s, which count as %s"), time, worth) : g_strdup (time);

  if (money->volunteer_minutes > 0)
    adw_preferences_group_add (group, lotse_row_field (_ ("Work of volunteers"), text));
}

static void
show_grant (LotseGrantMoney *self, const LotseMoney *money)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("The Grant"));

  if (money->award.has_amount)
    add_sum (group, _ ("Awarded"), money->award.amount, NULL);
  else
    adw_preferences_group_set_description (group, _ ("Nothing is awarded yet. Awards are in the section Dates."));
  if (money->has_most && money->most != money->award.amount)
    add_sum (group, _ ("It pays at most, by what is eligible and its kind of financing"), money->most, NULL);
  if (money->paid_out != 0)
    add_sum (group, _ ("Paid out"), money->paid_out, NULL);
  if (money->to_come > 0)
    add_sum (group, _ ("Still to come"), money->to_come, NULL);
  if (money->to_pay_back > 0)
    add_sum (group, _ ("To be paid back"), money->to_pay_back, "overdue");
  add_volunteers (group, money);
  gtk_box_append (self->box, GTK_WIDGET (group));
}

/* --- The plan ----------------------------------------------------------------------------------------------- */

static void
show_lines (LotseGrantMoney *self, const char *title, const char *add, const GPtrArray *lines, const LotseMoneyLine *total, gboolean income)
{
  const gboolean may_write = lotse_profile_may_write (self->profile, lotse_kind_find ("budget_item"));
  AdwPreferencesGroup *group = lotse_group_new (title);

  for (guint i = 0; i < lines->len; i++)
    adw_preferences_group_add (group, lotse_money_row_new (lines->pdata[i], FALSE, may_write));
  if (lines->len > 1)
    adw_preferences_group_add (group, lotse_money_row_new (total, TRUE, FALSE));
  if (lines->len == 0)
    adw_preferences_group_set_description (group, _ ("Nothing is planned yet."));
  lotse_list_name (group, title);
  if (may_write)
    {
      GtkWidget *button = lotse_button_icon ("list-add-symbolic", add, "money.add", g_variant_new_boolean (income));

      lotse_focus_name (button, income ? "add-income" : "add-expense");
      adw_preferences_group_set_header_suffix (group, button);
    }
  gtk_box_append (self->box, GTK_WIDGET (group));
}

static void
on_add (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseGrantMoney *self = LOTSE_GRANT_MONEY (widget);
  g_autoptr (LotseRecord) item = lotse_record_new (lotse_kind_find ("budget_item"), NULL);
  const LotseMoney *money = self->view->money;
  g_autofree char *position = g_strdup_printf ("%u", money->expenses->len + money->income->len + 1);

  lotse_record_set (item, "application", lotse_record_get_id (lotse_grant_view_get_application (self->view)), NULL);
  lotse_record_set (item, "direction", g_variant_get_boolean (target) ? "income" : "expense", NULL);
  lotse_record_set (item, "position", position, NULL);
  lotse_edit_dialog_add_record (widget, self->profile, item);
}

/* --- Checks ------------------------------------------------------------------------------------------------- */

static void
open_record (GtkWidget *row, LotseRecord *record)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.edit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", lotse_record_get_id (record));
}

static GtkWidget *
record_row (LotseRecord *record)
{
  g_autofree char *title = lotse_record_dup_title (record);
  GtkWidget *row = lotse_row_text (title, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("document-edit-symbolic"));
  open_record (row, record);
  return row;
}

static GtkWidget *
finding_row (const LotseMoneyFinding *finding, guint number)
{
  const gboolean several = finding->records->len > 1;
  GtkWidget *row = several ? adw_expander_row_new () : lotse_row_text (finding->text, lotse_money_severity_label (finding->severity));
  g_autofree char *focus = g_strdup_printf ("finding-%u", number);

  lotse_focus_name (row, focus);
  if (finding->severity == LOTSE_MONEY_MISTAKE)
    gtk_widget_add_css_class (row, "overdue");
  if (!several)
    {
      if (finding->records->len == 1)
        {
          adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("document-edit-symbolic"));
          open_record (row, finding->records->pdata[0]);
        }
      return row;
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), finding->text);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), lotse_money_severity_label (finding->severity));
  for (guint i = 0; i < MIN (finding->records->len, MOST_RECORDS); i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), record_row (finding->records->pdata[i]));
  return row;
}

static void
show_findings (LotseGrantMoney *self, const GPtrArray *findings)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("To Look at Before Handing In"));

  for (guint i = 0; i < findings->len; i++)
    adw_preferences_group_add (group, finding_row (findings->pdata[i], i));
  if (findings->len == 0)
    adw_preferences_group_set_description (group, _ ("Nothing was found."));
  lotse_list_name (group, _ ("To Look at Before Handing In"));
  gtk_box_append (self->box, GTK_WIDGET (group));
}

/* --- All of it ---------------------------------------------------------------------------------------------- */

void
lotse_grant_money_show (LotseGrantMoney *self, LotseProfile *profile, LotseGrantView *view)
{
  const LotseMoney *money = view->money;
  g_autofree char *focus = NULL;

  g_return_if_fail (LOTSE_IS_GRANT_MONEY (self));
  g_set_object (&self->profile, profile);
  lotse_grant_view_ref (view);
  g_clear_pointer (&self->view, lotse_grant_view_unref);
  self->view = view;
  focus = lotse_focus_take (GTK_WIDGET (self->box));
  lotse_box_clear (self->box);
  show_findings (self, view->findings);
  show_grant (self, money);
  show_lines (self, _ ("Expenses"), _ ("Add an Expense to the Plan"), money->expenses, &money->expense_total, FALSE);
  show_lines (self, _ ("Income"), _ ("Add Income to the Plan"), money->income, &money->income_total, TRUE);
  lotse_focus_give (GTK_WIDGET (self->box), focus);
}

static void
lotse_grant_money_dispose (GObject *object)
{
  LotseGrantMoney *self = LOTSE_GRANT_MONEY (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->view, lotse_grant_view_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_grant_money_parent_class)->dispose (object);
}

static void
lotse_grant_money_class_init (LotseGrantMoneyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_grant_money_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "money.add", "b", on_add);
}

static void
lotse_grant_money_init (LotseGrantMoney *self)
{
  self->scroller = lotse_event_column_new (&self->box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
