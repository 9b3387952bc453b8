/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command budget: the plan of an application and what came of it. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-evaluate.h"
#include "lotse-ctl-money.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-csv.h"
#include "lotse-links.h"
#include "lotse-receipts.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

/* --- What both commands need -------------------------------------------------------------------------------------- */

LotseMoney *
lotse_ctl_money (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (LotseLinks) links = store != NULL ? lotse_links_new (store, self->cancellable) : NULL;
  const LotseField *field = lotse_kind_field (lotse_kind_find ("receipt"), "application");
  g_autofree char *id = links != NULL ? lotse_links_resolve (links, field, lotse_ctl_word (self, 0), error) : NULL;

  return id != NULL ? lotse_receipts_load_money (store, id, error) : NULL;
}

void
lotse_ctl_json_money (JsonBuilder *builder, const char *name, gint64 cents)
{
  g_autofree char *canonical = g_strdup_printf ("%" G_GINT64_FORMAT, cents);

  json_builder_set_member_name (builder, name);
  json_builder_add_value (builder, lotse_value_to_json (lotse_kind_field (lotse_kind_find ("receipt"), "amount"), canonical));
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static const char *
source_name (const LotseMoneyLine *line)
{
  return lotse_kind_field (lotse_kind_find ("budget_item"), "source")->choices[line->source].name;
}

static void
line_to_json (JsonBuilder *builder, const LotseMoneyLine *line, int overspend)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "budget_item", line->item != NULL ? lotse_record_get_id (line->item) : NULL);
  lotse_ctl_json_text (builder, "name", line->name);
  if (line->income)
    lotse_ctl_json_text (builder, "source", source_name (line));
  lotse_ctl_json_int (builder, "receipts", line->n_receipts);
  lotse_ctl_json_money (builder, "planned", line->planned);
  lotse_ctl_json_money (builder, line->income ? "received" : "spent", line->done);
  if (!line->income)
    lotse_ctl_json_money (builder, "eligible", line->eligible);
  lotse_ctl_json_money (builder, "left", line->left);
  lotse_ctl_json_money (builder, "over", line->over);
  if (!line->income && overspend >= 0)
    lotse_ctl_json_bool (builder, "too_much_over", line->too_much);
  json_builder_end_object (builder);
}

static void
lines_to_json (JsonBuilder *builder, const char *name, const LotseMoney *money, const GPtrArray *lines)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    line_to_json (builder, lines->pdata[i], money->overspend_percent);
  json_builder_end_array (builder);
}

static void
print_json (LotseCtl *self, const LotseMoney *money)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "application", lotse_record_get_id (money->application));
  lotse_ctl_json_text (builder, "from", money->starts_on);
  lotse_ctl_json_text (builder, "to", money->ends_on);
  lines_to_json (builder, "expenses", money, money->expenses);
  lines_to_json (builder, "income", money, money->income);
  json_builder_set_member_name (builder, "all_expenses");
  line_to_json (builder, &money->expense_total, -1);
  json_builder_set_member_name (builder, "all_income");
  line_to_json (builder, &money->income_total, -1);
  lotse_ctl_json_int (builder, "volunteer_minutes", money->volunteer_minutes);
  lotse_ctl_json_money (builder, "volunteers_count_as", money->volunteer_worth);
  lotse_ctl_json_text (builder, "financing", money->award.financing);
  if (money->award.has_amount)
    lotse_ctl_json_money (builder, "awarded", money->award.amount);
  lotse_ctl_json_money (builder, "paid_out", money->paid_out);
  if (money->has_most)
    {
      lotse_ctl_json_money (builder, "grant_pays_at_most", money->most);
      lotse_ctl_json_money (builder, "to_pay_back", money->to_pay_back);
      lotse_ctl_json_money (builder, "to_come", money->to_come);
    }
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

/* --- Table and CSV ------------------------------------------------------------------------------------------------ */

/* In CSV without separators of thousands and without a sign of the currency, as other programs read it. */
static char *
cell (gint64 cents, gboolean csv)
{
  const guint64 size = cents < 0 ? 0 - (guint64) cents : (guint64) cents;

  if (!csv)
    return lotse_money_format (cents, NULL);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", cents < 0 ? "-" : "", size / 100, (guint) (size % 100));
}

/* The cells of a line (g_strfreev). */
static char **
cells_of (const LotseMoneyLine *line, gboolean csv)
{
  char **cells = g_new0 (char *, 7);

  cells[0] = g_strdup (line->name);
  cells[1] = cell (line->planned, csv);
  cells[2] = cell (line->done, csv);
  cells[3] = line->income ? g_strdup ("") : cell (line->eligible, csv);
  cells[4] = cell (line->left, csv);
  cells[5] = line->over > 0 && line->over_percent >= 0 && !csv ? NULL : cell (line->over, csv);
  if (cells[5] == NULL)
    {
      g_autofree char *over = cell (line->over, FALSE);

      cells[5] = g_strdup_printf (_("%s (%d %%)"), over, line->over_percent);
    }
  return cells;
}

static void
print_lines (LotseCtl *self, const GPtrArray *lines, const LotseMoneyLine *total, const char *done)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (6);
  g_auto (GStrv) last = cells_of (total, FALSE);

  lotse_ctl_table_head (table, total->income ? _("Income") : _("Expenses"), _("Planned"), done, total->income ? "" : _("Eligible"),
                        C_("money", "Left"), _("Over"), NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      g_auto (GStrv) cells = cells_of (lines->pdata[i], FALSE);

      lotse_ctl_table_row_v (table, (const char *const *) cells);
    }
  lotse_ctl_table_row_v (table, (const char *const *) last);
  lotse_ctl_print_table (self, table);
}

static void
print_amount (LotseCtlTable *table, const char *label, gint64 cents)
{
  g_autofree char *text = lotse_money_format (cents, NULL);

  lotse_ctl_table_row (table, label, text, NULL);
}

static void
print_grant (LotseCtl *self, const LotseMoney *money)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (2);

  if (money->award.has_amount)
    print_amount (table, _("Awarded"), money->award.amount);
  print_amount (table, _("Paid out"), money->paid_out);
  if (money->has_most)
    print_amount (table, _("The grant pays at most"), money->most);
  if (money->to_come > 0)
    print_amount (table, _("Still to come"), money->to_come);
  if (money->to_pay_back > 0)
    print_amount (table, _("To be paid back"), money->to_pay_back);
  if (money->volunteer_minutes > 0)
    {
      g_autofree char *hours = g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", money->volunteer_minutes / 60, (int) (money->volunteer_minutes % 60));

      lotse_ctl_table_row (table, _("Hours of volunteers"), hours, NULL);
      print_amount (table, _("They count as"), money->volunteer_worth);
    }
  lotse_ctl_print_table (self, table);
}

static gboolean
write_csv (const LotseMoney *money, GError **error)
{
  static const char *const head[] = { "name", "planned", "done", "eligible", "left", "over", NULL };
  g_autoptr (GOutputStream) out = lotse_ctl_open_output ("-", error);
  g_autoptr (LotseCsvWriter) writer = out != NULL ? lotse_csv_writer_new (out, ';', LOTSE_CSV_GUARD | LOTSE_CSV_BOM) : NULL;
  const GPtrArray *parts[] = { money->expenses, money->income };

  if (writer == NULL || !lotse_csv_writer_write_row (writer, head, error))
    return FALSE;
  for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
    for (guint i = 0; i < parts[p]->len; i++)
      {
        g_auto (GStrv) cells = cells_of (parts[p]->pdata[i], TRUE);

        if (!lotse_csv_writer_write_row (writer, (const char *const *) cells, error))
          return FALSE;
      }
  return lotse_csv_writer_finish (writer, error) && g_output_stream_close (out, NULL, error);
}

gboolean
lotse_ctl_budget (LotseCtl *self, GError **error)
{
  static const char *const known[] = { "table", "json", "csv", NULL };
  const char *output = lotse_ctl_args_get (self->args, "output");
  g_autoptr (LotseMoney) money = lotse_ctl_check_output (self, known, error) ? lotse_ctl_money (self, error) : NULL;

  if (money == NULL)
    return FALSE;
  if (g_strcmp0 (output, "csv") == 0)
    return write_csv (money, error);
  if (self->json || g_strcmp0 (output, "json") == 0)
    {
      print_json (self, money);
      return TRUE;
    }
  print_lines (self, money->expenses, &money->expense_total, _("Spent"));
  lotse_ctl_print (self, "\n");
  print_lines (self, money->income, &money->income_total, _("Received"));
  lotse_ctl_print (self, "\n");
  print_grant (self, money);
  return TRUE;
}
