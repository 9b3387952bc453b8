/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command receipts: the receipts of an application with their sums, and what is to be looked at. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-evaluate.h"
#include "lotse-ctl-money.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-export.h"
#include "lotse-receipts.h"

#include <glib/gi18n.h>

#define MOST_TITLES 5 /* of the records of one finding that are named for people */

/* --- List ------------------------------------------------------------------------------------------------------- */

static const char *
label (const char *field)
{
  return lotse_field_label (lotse_kind_field (lotse_kind_find ("receipt"), field));
}

static void
add_receipt (LotseCtl *self, LotseCtlTable *table, const LotseMoney *money, LotseRecord *receipt)
{
  static const char *const fields[] = { "number", "paid_on", "party", "reason" };
  const gboolean income = lotse_money_is_income (receipt);
  g_autofree char *amount = lotse_money_format (lotse_money_amount (receipt), NULL);
  g_autofree char *eligible = income ? g_strdup ("") : lotse_money_format (lotse_money_eligible (receipt), NULL);
  char *texts[G_N_ELEMENTS (fields)];

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    texts[i] = lotse_ctl_show_field (self, receipt, lotse_kind_field (lotse_record_get_kind (receipt), fields[i]));
  lotse_ctl_table_row (table, texts[0], texts[1], texts[2], texts[3], lotse_money_line_of (money, receipt)->name, income ? "" : amount,
                       eligible, income ? amount : "", lotse_record_get (receipt, "scan") != NULL ? _("yes") : _("no"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_free (texts[i]);
}

/* What the receipts alone add up to: payments of the grant and hours are in “budget”. */
static void
sum_receipts (const LotseMoney *money, gint64 *expenses, gint64 *eligible, gint64 *income)
{
  *expenses = *eligible = *income = 0;
  for (guint i = 0; i < money->receipts->len; i++)
    {
      const LotseRecord *receipt = money->receipts->pdata[i];

      if (lotse_money_is_income (receipt))
        *income += lotse_money_amount (receipt);
      else
        {
          *expenses += lotse_money_amount (receipt);
          *eligible += lotse_money_eligible (receipt);
        }
    }
}

static void
print_table (LotseCtl *self, const LotseMoney *money)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (9);
  gint64 sums[3];
  char *texts[3];

  lotse_ctl_table_head (table, label ("number"), label ("paid_on"), label ("party"), label ("reason"), label ("category"), _("Expense"),
                        label ("eligible"), _("Income"), label ("scan"), NULL);
  for (guint i = 0; i < money->receipts->len; i++)
    add_receipt (self, table, money, money->receipts->pdata[i]);
  sum_receipts (money, &sums[0], &sums[1], &sums[2]);
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    texts[i] = lotse_money_format (sums[i], NULL);
  lotse_ctl_table_row (table, _("All together"), "", "", "", "", texts[0], texts[1], texts[2], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    g_free (texts[i]);
  lotse_ctl_print_table (self, table);
}

static void
receipts_to_json (JsonBuilder *builder, const LotseMoney *money)
{
  gint64 expenses, eligible, income;

  sum_receipts (money, &expenses, &eligible, &income);
  lotse_ctl_json_text (builder, "application", lotse_record_get_id (money->application));
  json_builder_set_member_name (builder, "receipts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < money->receipts->len; i++)
    json_builder_add_value (builder, lotse_record_to_json (money->receipts->pdata[i]));
  json_builder_end_array (builder);
  lotse_ctl_json_money (builder, "expenses", expenses);
  lotse_ctl_json_money (builder, "eligible", eligible);
  lotse_ctl_json_money (builder, "income", income);
}

/* The same table as “export receipt” writes, so that it comes in again. */
static gboolean
write_csv (LotseCtl *self, const LotseMoney *money, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("receipt"));
  g_autoptr (GOutputStream) out = NULL;
  guint rows;

  if (!lotse_query_where (query, "application", LOTSE_QUERY_EQUAL, lotse_record_get_id (money->application), error)
      || !lotse_query_sort (query, "paid_on", FALSE, error) || !lotse_query_sort (query, "number", FALSE, error)
      || (out = lotse_ctl_open_output ("-", error)) == NULL)
    return FALSE;
  return lotse_export_run (self->store, lotse_kind_find ("receipt"), query, LOTSE_EXPORT_PLAIN, out, &rows, self->cancellable, NULL, NULL,
                           error)
         && g_output_stream_close (out, NULL, error);
}

/* --- Check ------------------------------------------------------------------------------------------------------ */

static void
findings_to_json (JsonBuilder *builder, const GPtrArray *found)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++)
    {
      const LotseMoneyFinding *finding = found->pdata[i];

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "code", finding->code);
      lotse_ctl_json_text (builder, "severity", lotse_money_severity_name (finding->severity));
      lotse_ctl_json_text (builder, "text", finding->text);
      json_builder_set_member_name (builder, "records");
      json_builder_begin_array (builder);
      for (guint r = 0; r < finding->records->len; r++)
        json_builder_add_string_value (builder, lotse_record_get_id (finding->records->pdata[r]));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_finding (LotseCtl *self, const LotseMoneyFinding *finding)
{
  lotse_ctl_printf (self, "%s: %s\n", lotse_money_severity_label (finding->severity), finding->text);
  for (guint i = 0; i < MIN (finding->records->len, MOST_TITLES); i++)
    {
      g_autofree char *title = lotse_ctl_title (self, finding->records->pdata[i]);
      g_autofree char *plain = lotse_ctl_plain_text (title);

      lotse_ctl_printf (self, "  %s  %s\n", lotse_record_get_id (finding->records->pdata[i]), plain);
    }
  if (finding->records->len > MOST_TITLES)
    lotse_ctl_printf (self, _("  … and %u more; --json names all\n"), finding->records->len - MOST_TITLES);
}

/* Mistakes come first. */
static gboolean
has_mistake (const GPtrArray *found)
{
  return found->len > 0 && ((LotseMoneyFinding *) found->pdata[0])->severity == LOTSE_MONEY_MISTAKE;
}

static void
print_findings (LotseCtl *self, const GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    print_finding (self, found->pdata[i]);
  if (found->len == 0)
    lotse_ctl_printf (self, "%s\n", _("Nothing is missing that Lotse knows of."));
}

/* --- Command ---------------------------------------------------------------------------------------------------- */

/* Numbers are given before the list is read anew. */
static gboolean
give_numbers (LotseCtl *self, LotseMoney **money, GError **error)
{
  g_autofree char *id = g_strdup (lotse_record_get_id ((*money)->application));
  guint n = 0;

  if (!lotse_ctl_args_has (self->args, "number"))
    return TRUE;
  if (!lotse_receipts_number_all (self->store, id, &n, error))
    return FALSE;
  lotse_money_free (*money);
  *money = lotse_receipts_load_money (self->store, id, error);
  return *money != NULL;
}

gboolean
lotse_ctl_receipts (LotseCtl *self, GError **error)
{
  static const char *const known[] = { "table", "json", "csv", NULL };
  const char *output = lotse_ctl_args_get (self->args, "output");
  const gboolean check = lotse_ctl_args_has (self->args, "check");
  g_autoptr (LotseMoney) money = lotse_ctl_check_output (self, known, error) ? lotse_ctl_money (self, error) : NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (money == NULL || !give_numbers (self, &money, error))
    return FALSE;
  if (check && (found = lotse_receipts_check (self->store, money, error)) == NULL)
    return FALSE;
  self->exit_code = check && has_mistake (found) ? 1 : 0;
  if (g_strcmp0 (output, "csv") == 0)
    return write_csv (self, money, error);
  if (self->json || g_strcmp0 (output, "json") == 0)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      receipts_to_json (builder, money);
      if (check)
        findings_to_json (builder, found);
      json_builder_end_object (builder);
      lotse_ctl_print_builder (self, builder);
    }
  else if (check)
    print_findings (self, found);
  else
    print_table (self, money);
  return TRUE;
}
