/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The money of an application: lines of the plan, sources, awards that amend each other, kinds of financing, hours, many receipts. */
#include "config.h"

#include "lotse-money.h"

#include "lotse-error.h"
#include "table-fixture.h"

static LotseMoney *
load (const Table *table)
{
  g_autoptr (GError) error = NULL;
  LotseMoney *money = lotse_money_load (&table->overlay.records, id_of ("app"), &error);

  g_assert_no_error (error);
  return money;
}

static const LotseMoneyLine *
line (const LotseMoney *money, gboolean income, const char *name)
{
  const GPtrArray *lines = income ? money->income : money->expenses;

  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (((LotseMoneyLine *) lines->pdata[i])->name, name))
      return lines->pdata[i];
  g_error ("no line “%s”", name);
}

static void
add_plan (Table *table)
{
  add (table, "grant_programme", "programme", "name", "City fund", "overspend_percent", "20", "volunteer_hour", "1500", NULL);
  add (table, "application", "app", "title", "Summer school", "programme", "@programme", NULL);
  add (table, "budget_item", "rooms", "application", "@app", "category", "Rooms", "planned", "10000", "position", "1", NULL);
  add (table, "budget_item", "food", "application", "@app", "category", "Food", "planned", "5000", "position", "2", NULL);
}

static void
add_receipt (Table *table, const char *name, const char *category, const char *direction, const char *amount, const char *eligible)
{
  add (table, "receipt", name, "application", "@app", "category", category, "direction", direction, "amount", amount, "eligible",
       eligible, NULL);
}

/* --- Lines ---------------------------------------------------------------------------------------------------- */

static void
test_lines (void)
{
  g_auto (Table) table;
  g_autoptr (LotseMoney) money = NULL;
  const LotseMoneyLine *rooms, *food, *loose;

  table_init (&table);
  add_plan (&table);
  add_receipt (&table, "r1", "@rooms", "expense", "9000", NULL);
  add_receipt (&table, "r2", "@rooms", NULL, "4000", "3500");
  add_receipt (&table, "r3", "@rooms", NULL, "-500", NULL);
  add_receipt (&table, "r4", "@food", NULL, "5001", "4000");
  add_receipt (&table, "r5", NULL, NULL, "77", "0");
  add_receipt (&table, "r6", "@elsewhere", NULL, "23", NULL);
  money = load (&table);
  rooms = line (money, FALSE, "Rooms");
  food = line (money, FALSE, "Food");
  loose = line (money, FALSE, "Without category");
  g_assert_cmpint (rooms->done, ==, 12500);
  g_assert_cmpint (rooms->eligible, ==, 12000);
  g_assert_cmpint (rooms->left, ==, 0);
  g_assert_cmpint (rooms->over, ==, 2000);
  g_assert_cmpint (rooms->over_percent, ==, 20);
  g_assert_false (rooms->too_much); /* just as much as is allowed */
  g_assert_cmpuint (rooms->n_receipts, ==, 3);
  g_assert_cmpint (food->left, ==, 1000); /* what is not eligible uses up nothing of the plan */
  g_assert_cmpint (food->over, ==, 0);
  g_assert_cmpint (loose->done, ==, 100);
  g_assert_cmpint (loose->eligible, ==, 23);
  g_assert_cmpint (loose->over_percent, ==, -1);
  g_assert_cmpint (money->expense_total.planned, ==, 15000);
  g_assert_cmpint (money->expense_total.done, ==, 17601);
  g_assert_cmpint (money->eligible, ==, 16023);
  g_assert_true (lotse_money_line_of (money, table.records->pdata[4]) == rooms);
}

static void
test_over_by_a_cent (void)
{
  g_auto (Table) table;
  g_autoptr (LotseMoney) money = NULL;

  table_init (&table);
  add_plan (&table);
  add_receipt (&table, "r1", "@rooms", NULL, "12001", NULL);
  money = load (&table);
  g_assert_true (line (money, FALSE, "Rooms")->too_much);
  g_assert_cmpint (line (money, FALSE, "Rooms")->over_percent, ==, 21);
}

/* A receipt of income in a category of expenses is in neither. */
static void
test_wrong_direction (void)
{
  g_auto (Table) table;
  g_autoptr (LotseMoney) money = NULL;

  table_init (&table);
  add_plan (&table);
  add_receipt (&table, "r1", "@rooms", "income", "300", NULL);
  money = load (&table);
  g_assert_cmpint (line (money, FALSE, "Rooms")->done, ==, 0);
  g_assert_cmpint (line (money, TRUE, "Without category")->done, ==, 300);
  g_assert_cmpint (money->sources[LOTSE_MONEY_OTHER].received, ==, 300);
}

/* --- Income ----------------------------------------------------------------------------------------------------- */

static void
test_sources (void)
{
  g_auto (Table) table;
  g_autoptr (LotseMoney) money = NULL;

  table_init (&table);
  add_plan (&table);
  add (&table, "budget_item", "gift", "application", "@app", "category", "Gift of the bank", "planned", "2000", "direction", "income",
       "source", "third_party", NULL);
  add (&table, "award", "award", "application", "@app", "amount", "10000", "own_money", "700", "third_party_money", "9", NULL);
  add (&table, "disbursement", "d1", "award", "@award", "amount", "4000", "paid_on", "2026-03-01", NULL);
  add (&table, "disbursement", "d2", "award", "@award", "amount", "3000", "requested_on", "2026-06-01", NULL);
  add_receipt (&table, "r1", "@gift", "income", "1500", NULL);
  money = load (&table);
  g_assert_cmpint (money->sources[LOTSE_MONEY_GRANT].planned, ==, 10000);
  g_assert_cmpint (money->sources[LOTSE_MONEY_GRANT].received, ==, 4000);
  g_assert_cmpint (money->sources[LOTSE_MONEY_OWN].planned, ==, 700);
  g_assert_cmpint (money->sources[LOTSE_MONEY_THIRD_PARTY].planned, ==, 2000); /* the plan says it more exactly than the award */
  g_assert_cmpint (line (money, TRUE, "Gift of the bank")->left, ==, 500);
  g_assert_cmpint (line (money, TRUE, "Grant")->left, ==, 6000);
  g_assert_cmpint (money->income_total.done, ==, 5500);
  g_assert_cmpuint (money->disbursements->len, ==, 2);
}

static void
test_hours (void)
{
  g_auto (Table) table;
  g_autoptr (LotseMoney) money = NULL;

  table_init (&table);
  add_plan (&table);
  lotse_record_set (table.records->pdata[1], "volunteer_hours", "2", NULL);
  add (&table, "award", "award", "application", "@app", "starts_on", "2026-01-01", "ends_on", "2026-12-31", NULL);
  add (&table, "mentoring_pair", "pair", "mentor", "@p", "mentee", "@q", "state", "agreed", "applications", "@app", NULL);
  add (&table, "mentoring_pair", "other", "mentor", "@p", "mentee", "@q", "state", "agreed", NULL);
  add (&table, "session", "s1", "pair", "@pair", "date", "2026-01-01", "minutes", "45", NULL);
  add (&table, "session", "s2", "pair", "@pair", "date", "2026-12-31", "minutes", "46", NULL);
  add (&table, "session", "s3", "pair", "@pair", "date", "2027-01-01", "minutes", "1000", NULL);
  add (&table, "session", "s4", "pair", "@other", "date", "2026-05-01", "minutes", "1000", NULL);
  add (&table, "budget_item", "work", "application", "@app", "category", "Mentoring", "planned", "9000", "source", "volunteers", NULL);
  money = load (&table);
  g_assert_cmpint (money->volunteer_minutes, ==, 45 + 46 + 120);
  g_assert_cmpint (money->volunteer_worth, ==, 5275);
  g_assert_cmpint (line (money, TRUE, "Work of volunteers")->done, ==, 5275);
  g_assert_cmpint (line (money, FALSE, "Mentoring")->left, ==, 9000 - 5275);
  g_assert_cmpint (money->eligible, ==, 0); /* of money nothing was spent */
}

/* --- Awards --------------------------------------------------------------------------------------------------- */

static void
test_amended (void)
{
  g_auto (Table) table;
  g_autoptr (LotseMoney) money = NULL;

  table_init (&table);
  add_plan (&table);
  add (&table, "award", "z-first", "application", "@app", "dated_on", "2026-01-10", "amount", "10000", "starts_on", "2026-02-01",
       "ends_on", "2026-12-31", "financing", "share", "share_percent", "80", NULL);
  add (&table, "award", "b-last", "application", "@app", "dated_on", "2026-09-10", "amends", "@a-middle", "ends_on", "2027-03-31", NULL);
  add (&table, "award", "a-middle", "application", "@app", "dated_on", "2026-05-10", "amends", "@z-first", "amount", "12000", NULL);
  add (&table, "award", "second", "application", "@app", "dated_on", "2026-06-01", "amount", "500", "ends_on", "2026-10-31", NULL);
  add (&table, "disbursement", "d1", "award", "@b-last", "amount", "4000", "paid_on", "2026-03-01", NULL);
  money = load (&table);
  g_assert_cmpint (money->award.amount, ==, 12500);
  g_assert_cmpstr (money->starts_on, ==, "2026-02-01");
  g_assert_cmpstr (money->ends_on, ==, "2027-03-31");
  g_assert_cmpstr (money->award.financing, ==, "share");
  g_assert_cmpint (money->award.share_percent, ==, 80);
  g_assert_cmpuint (money->award.records->len, ==, 4);
  g_assert_cmpstr (lotse_record_get_id (money->award.records->pdata[1]), ==, id_of ("a-middle"));
  g_assert_cmpstr (lotse_record_get_id (money->award.records->pdata[2]), ==, id_of ("b-last"));
  g_assert_cmpint (money->paid_out, ==, 4000);
}

/* Two laptops may make this; no notice is lost and none counts twice. */
static void
test_circle (void)
{
  static const char *const amends[][3] = { { "@two", "@three", "@one" }, { "@one", "@one", "@two" }, { "@two", "@one", "@two" } };

  for (guint i = 0; i < G_N_ELEMENTS (amends); i++)
    {
      g_auto (Table) table;
      g_autoptr (LotseMoney) money = NULL;

      table_init (&table);
      add_plan (&table);
      add (&table, "award", "one", "application", "@app", "dated_on", "2026-01-01", "amount", "100", "amends", amends[i][0], NULL);
      add (&table, "award", "two", "application", "@app", "dated_on", "2026-02-01", "amount", "100", "amends", amends[i][1], NULL);
      add (&table, "award", "three", "application", "@app", "dated_on", "2026-03-01", "amount", "100", "amends", amends[i][2], NULL);
      money = load (&table);
      g_assert_cmpuint (money->award.records->len, ==, 3);
      g_assert_cmpint (money->award.amount, ==, 100);
    }
}

/* --- Financing ------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *financing, *share, *amount, *own, *third;
  const char *spent, *eligible, *gift, *paid;
  gint64 most, to_pay_back, to_come;
} Financing;

static const Financing financings[] = {
  { "fixed", NULL, "8000", "500", NULL, "10000", NULL, NULL, "8000", 8000, 0, 0 },
  { "fixed", NULL, "8000", "500", NULL, "7500", NULL, NULL, "8000", 7500, 500, 0 },
  { "fixed", NULL, "8000", NULL, NULL, "9000", NULL, "4000", "6000", 8000, 0, 2000 },
  { "share", "80", "8000", NULL, NULL, "10000", NULL, NULL, "8000", 8000, 0, 0 },
  { "share", "80", "8000", NULL, NULL, "10000", "9000", NULL, "8000", 7200, 800, 0 },
  { "share", "75", "8000", NULL, NULL, "33", NULL, NULL, NULL, 25, 0, 25 }, /* 24.75 */
  { "share", "80", "8000", NULL, NULL, "20000", NULL, NULL, NULL, 8000, 0, 8000 },
  { "share", NULL, "8000", NULL, NULL, "7000", NULL, NULL, NULL, 7000, 0, 7000 },
  { "deficit", NULL, "8000", "1000", "500", "9000", NULL, NULL, "8000", 7500, 500, 0 },
  { "deficit", NULL, "8000", "1000", "500", "9000", NULL, "2000", "5000", 6000, 0, 1000 },
  { "deficit", NULL, "8000", "9000", NULL, "5000", NULL, NULL, "10", 0, 10, 0 },
  { "full", NULL, "8000", NULL, NULL, "7000", NULL, NULL, "8000", 7000, 1000, 0 },
  { "full", NULL, "8000", NULL, NULL, "7000", NULL, "600", "8000", 6400, 1600, 0 },
  { NULL, NULL, "8000", NULL, NULL, "9000", NULL, NULL, NULL, 8000, 0, 8000 },
  { "fixed", NULL, NULL, NULL, NULL, "9000", NULL, NULL, "100", 9000, 0, 8900 }, /* how much is not typed yet */
};

static void
test_financing (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (financings); i++)
    {
      const Financing *row = &financings[i];
      g_auto (Table) table;
      g_autoptr (LotseMoney) money = NULL;

      table_init (&table);
      add_plan (&table);
      add (&table, "budget_item", "gift", "application", "@app", "category", "Gift", "direction", "income", "source", "third_party", NULL);
      add (&table, "award", "award", "application", "@app", "financing", row->financing, "share_percent", row->share, "amount",
           row->amount, "own_money", row->own, "third_party_money", row->third, NULL);
      add_receipt (&table, "r1", "@rooms", NULL, row->spent, row->eligible);
      if (row->gift != NULL)
        add_receipt (&table, "r2", "@gift", "income", row->gift, NULL);
      if (row->paid != NULL)
        add (&table, "disbursement", "d", "award", "@award", "amount", row->paid, "paid_on", "2026-02-01", NULL);
      money = load (&table);
      g_test_message ("row %u", i);
      g_assert_true (money->has_most);
      g_assert_cmpint (money->most, ==, row->most);
      g_assert_cmpint (money->to_pay_back, ==, row->to_pay_back);
      g_assert_cmpint (money->to_come, ==, row->to_come);
    }
}

/* The hours raise what the share is counted from, and are never paid for themselves. */
static void
test_share_with_hours (void)
{
  static const struct
  {
    const char *hours;
    gint64 most;
  } rows[] = { { "0", 5000 }, { "2", 6500 }, { "9", 10000 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Table) table;
      g_autoptr (LotseMoney) money = NULL;

      table_init (&table);
      add_plan (&table);
      lotse_record_set (table.records->pdata[1], "volunteer_hours", rows[i].hours, NULL);
      add (&table, "award", "award", "application", "@app", "financing", "share", "share_percent", "50", "amount", "90000", NULL);
      add_receipt (&table, "r1", "@rooms", NULL, "10000", NULL);
      money = load (&table);
      g_assert_cmpint (money->most, ==, rows[i].most);
    }
}

/* --- Many and large --------------------------------------------------------------------------------------------- */

#define RECEIPTS 10000u

/* Counted independently, in cents; any use of floating point would show. */
static void
test_ten_thousand (void)
{
  g_auto (Table) table;
  g_autoptr (LotseMoney) money = NULL;
  g_autoptr (GRand) rand = lotse_test_random ();
  gint64 spent[2] = { 0, 0 }, eligible = 0;

  table_init (&table);
  add_plan (&table);
  for (guint i = 0; i < RECEIPTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("receipt %u", i);
      const gint64 amount = (gint64) g_rand_int_range (rand, -2000000000, 2000000000) * 50 + g_rand_int_range (rand, 0, 50);
      const gint64 part = g_rand_boolean (rand) ? amount : amount / 3;
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, amount);
      g_autofree char *part_text = part != amount ? g_strdup_printf ("%" G_GINT64_FORMAT, part) : NULL;

      add_receipt (&table, name, i % 2 == 0 ? "@rooms" : "@food", NULL, text, part_text);
      spent[i % 2] += amount;
      eligible += part;
    }
  money = load (&table);
  g_assert_cmpuint (money->receipts->len, ==, RECEIPTS);
  g_assert_cmpint (line (money, FALSE, "Rooms")->done, ==, spent[0]);
  g_assert_cmpint (line (money, FALSE, "Food")->done, ==, spent[1]);
  g_assert_cmpint (money->expense_total.done, ==, spent[0] + spent[1]);
  g_assert_cmpint (money->eligible, ==, eligible);
}

/* A billion euros each. */
static void
test_large (void)
{
  g_auto (Table) table;
  g_autoptr (LotseMoney) money = NULL;

  table_init (&table);
  add_plan (&table);
  for (guint i = 0; i < RECEIPTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("receipt %u", i);

      add_receipt (&table, name, "@rooms", NULL, "100000000000", NULL);
    }
  money = load (&table);
  g_assert_cmpint (money->eligible, ==, G_GINT64_CONSTANT (100000000000) * RECEIPTS);
  g_assert_cmpint (line (money, FALSE, "Rooms")->over_percent, ==, G_MAXINT);
}

/* What a newer version, or nonsense, may bring: said, not added up to something. */
static void
test_beyond (void)
{
  static const char *const amounts[] = { "999999999999999999", "-999999999999999999", "9999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_auto (Table) table;
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseMoney) money = NULL;

      table_init (&table);
      add_plan (&table);
      add_receipt (&table, "r1", "@rooms", NULL, amounts[i], NULL);
      add_receipt (&table, "r2", "@rooms", NULL, amounts[i], NULL);
      money = lotse_money_load (&table.overlay.records, id_of ("app"), &error);
      g_assert_null (money);
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
    }
}

static void
test_not_there (void)
{
  g_auto (Table) table;
  g_autoptr (GError) error = NULL;

  table_init (&table);
  add_plan (&table);
  g_assert_null (lotse_money_load (&table.overlay.records, id_of ("nothing"), &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (lotse_money_load (&table.overlay.records, id_of ("rooms"), &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

static void
test_format (void)
{
  g_autofree char *german = lotse_money_format (-123456, "de");
  g_autofree char *english = lotse_money_format (-5, "en");

  g_assert_cmpstr (german, ==, "-1.234,56\u00a0€");
  g_assert_cmpstr (english, ==, "-€0.05");
  g_assert_cmpstr (lotse_money_source_label (LOTSE_MONEY_OWN, "en"), ==, "Own money");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();

  g_test_add_func ("/money/lines", test_lines);
  g_test_add_func ("/money/over-by-a-cent", test_over_by_a_cent);
  g_test_add_func ("/money/wrong-direction", test_wrong_direction);
  g_test_add_func ("/money/sources", test_sources);
  g_test_add_func ("/money/hours", test_hours);
  g_test_add_func ("/money/amended", test_amended);
  g_test_add_func ("/money/circle", test_circle);
  g_test_add_func ("/money/financing", test_financing);
  g_test_add_func ("/money/share-with-hours", test_share_with_hours);
  g_test_add_func ("/money/ten-thousand", test_ten_thousand);
  g_test_add_func ("/money/large", test_large);
  g_test_add_func ("/money/beyond", test_beyond);
  g_test_add_func ("/money/not-there", test_not_there);
  g_test_add_func ("/money/format", test_format);
  return g_test_run ();
}
