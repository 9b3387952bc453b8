/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks before handing in find, and that they find nothing where all is well. */
#include "config.h"

#include "lotse-money-checks.h"

#include "table-fixture.h"

#define SCAN "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define TODAY "2027-01-15"

/* An application in order: what was planned was spent and came in. */
static void
add_whole (Table *table)
{
  add (table, "grant_programme", "programme", "name", "City fund", "overspend_percent", "20", NULL);
  add (table, "application", "app", "title", "Summer school", "programme", "@programme", NULL);
  add (table, "award", "award", "application", "@app", "starts_on", "2026-02-01", "ends_on", "2026-12-31", "amount", "8000", "financing",
       "fixed", NULL);
  add (table, "disbursement", "payment", "award", "@award", "paid_on", "2026-03-01", "amount", "8000", NULL);
  add (table, "budget_item", "rooms", "application", "@app", "category", "Rooms", "planned", "10000", NULL);
  add (table, "budget_item", "own", "application", "@app", "category", "Own", "planned", "2000", "direction", "income", "source", "own", NULL);
  add (table, "receipt", "out", "application", "@app", "category", "@rooms", "number", "2026-001", "paid_on", "2026-05-01", "party", "Hall",
       "reason", "Rent", "amount", "10000", "scan", SCAN, NULL);
  add (table, "receipt", "in", "application", "@app", "category", "@own", "number", "2026-002", "paid_on", "2026-05-02", "party", "Club",
       "reason", "Own money", "amount", "2000", "direction", "income", "scan", SCAN, NULL);
}

static LotseRecord *
find (const Table *table, const char *name)
{
  for (guint i = 0; i < table->records->len; i++)
    if (g_str_equal (lotse_record_get_id (table->records->pdata[i]), id_of (name)))
      return table->records->pdata[i];
  g_error ("no record “%s”", name);
}

/* The codes of what is found, by severity, separated by blanks. */
static char *
codes (const Table *table, GPtrArray *deadlines, const char *today)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseMoney) money = lotse_money_load (&table->overlay.records, id_of ("app"), &error);
  g_autoptr (GPtrArray) found = NULL;
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  found = lotse_money_check (money, deadlines, today);
  for (guint i = 0; i < found->len; i++)
    {
      const LotseMoneyFinding *finding = found->pdata[i];

      g_assert_cmpuint (strlen (finding->text), >, 20);
      g_string_append_printf (out, "%s%s/%u", i > 0 ? " " : "", finding->code, finding->records->len);
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *record, *field, *value;
  const char *found;
} Case;

/* One thing is changed each time. */
static const Case cases[] = {
  { "out", "note", "All is well", "" },
  { "out", "scan", NULL, "no_scan/1" },
  { "out", "number", NULL, "no_number/1" },
  { "out", "party", NULL, "no_party/1" },
  { "out", "reason", NULL, "no_reason/1" },
  { "out", "paid_on", NULL, "no_date/1" },
  { "in", "amount", NULL, "no_amount/1 income_missing/1" },
  { "out", "paid_on", "2026-01-31", "outside_period/1" },
  { "out", "paid_on", "2026-02-01", "" },
  { "out", "paid_on", "2026-12-31", "" },
  { "out", "paid_on", "2027-01-01", "outside_period/1" },
  { "in", "paid_on", "2027-01-01", "" }, /* income may come later */
  { "out", "eligible", "10001", "too_much_eligible/1 over/1 plan_over/0" },
  { "out", "eligible", "9000", "" },
  { "out", "eligible", "-1", "too_much_eligible/1 pay_back/0 grant_left/0" },
  { "out", "category", NULL, "no_category/1" },
  { "out", "category", "@own", "wrong_category/1" },
  { "out", "category", "@elsewhere", "wrong_category/1" },
  { "out", "number", "2026-002", "same_number/2" },
  { "out", "amount", "12000", "over/1 plan_over/0" },
  { "out", "amount", "12001", "too_much_over/1 plan_over/0" },
  { "out", "amount", "7999", "pay_back/0 grant_left/0" },
  { "in", "amount", "1999", "income_missing/1" },
  { "payment", "amount", "7000", "grant_to_come/0" },
  { "payment", "paid_on", NULL, "grant_to_come/0" },
  { "programme", "overspend_percent", NULL, "" },
  { "award", "ends_on", "2026-04-30", "outside_period/1" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Table) table;
      g_autoptr (GError) error = NULL;
      g_autofree char *found = NULL;
      const char *value = cases[i].value;

      table_init (&table);
      add_whole (&table);
      value = value != NULL && *value == '@' ? id_of (value + 1) : value;
      lotse_record_set (find (&table, cases[i].record), cases[i].field, value, &error);
      g_assert_no_error (error);
      found = codes (&table, NULL, TODAY);
      g_test_message ("%s.%s", cases[i].record, cases[i].field);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

/* A refund is eligible by a negative part, and never by more than it is. */
static void
test_refund (void)
{
  static const struct
  {
    const char *eligible, *found;
  } rows[] = { { NULL, "" }, { "-50", "" }, { "0", "" }, { "-51", "too_much_eligible/1" }, { "1", "too_much_eligible/1 over/1 plan_over/0" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Table) table;
      g_autofree char *found = NULL;

      table_init (&table);
      add_whole (&table);
      add (&table, "receipt", "back", "application", "@app", "category", "@rooms", "number", "2026-003", "paid_on", "2026-06-01", "party",
           "Hall", "reason", "Deposit", "amount", "-50", "eligible", rows[i].eligible, "scan", SCAN, NULL);
      found = codes (&table, NULL, TODAY);
      g_assert_cmpstr (found, ==, rows[i].found);
    }
}

/* Approved, it lets the project begin before the grant period; approved later than that, it changes nothing. */
static void
test_early_start (void)
{
  static const struct
  {
    const char *approved, *paid, *found;
  } rows[] = { { "2026-01-10", "2026-01-10", "" }, { "2026-01-10", "2026-01-09", "outside_period/1" }, { "2026-03-01", "2026-02-05", "" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Table) table;
      g_autofree char *found = NULL;

      table_init (&table);
      add_whole (&table);
      lotse_record_set (find (&table, "award"), "early_start_on", rows[i].approved, NULL);
      lotse_record_set (find (&table, "out"), "paid_on", rows[i].paid, NULL);
      found = codes (&table, NULL, TODAY);
      g_assert_cmpstr (found, ==, rows[i].found);
    }
}

static void
test_paid_twice (void)
{
  g_auto (Table) table;
  g_autofree char *found = NULL;

  table_init (&table);
  add_whole (&table);
  add (&table, "budget_item", "grant", "application", "@app", "category", "City", "planned", "8000", "direction", "income", "source",
       "grant", NULL);
  add (&table, "receipt", "again", "application", "@app", "category", "@grant", "number", "2026-003", "paid_on", "2026-03-01", "party",
       "City", "reason", "Grant", "amount", "8000", "direction", "income", "scan", SCAN, NULL);
  found = codes (&table, NULL, TODAY);
  g_assert_cmpstr (found, ==, "paid_twice/2 pay_back/0");
}

static void
test_inventory (void)
{
  static const struct
  {
    const char *amount, *inventory;
    gboolean asked;
  } rows[] = { { "95200", NULL, FALSE }, { "95201", NULL, TRUE }, { "95201", "0", FALSE }, { "95201", "1", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Table) table;
      g_autofree char *found = NULL;

      table_init (&table);
      add_whole (&table);
      lotse_record_set (find (&table, "out"), "amount", rows[i].amount, NULL);
      lotse_record_set (find (&table, "out"), "inventory", rows[i].inventory, NULL);
      found = codes (&table, NULL, TODAY);
      g_assert_cmpint (strstr (found, "no_inventory/1") != NULL, ==, rows[i].asked);
    }
}

/* --- Payments that must be spent in time ------------------------------------------------------------------------ */

typedef struct
{
  const char *share;   /* or NULL: a fixed amount */
  const char *paid[2]; /* of the two payments, on 1 March and 1 June; to be spent by 30 April and 31 July */
  const char *spent[2]; /* on 30 April and on 15 May */
  const char *today;
  const char *found;
} Instalments;

static const Instalments instalments[] = {
  { NULL, { "4000", "4000" }, { "4000", "6000" }, TODAY, "" },
  { NULL, { "4000", "4000" }, { "3999", "6001" }, TODAY, "not_spent_in_time/1" },
  { NULL, { "5000", "3000" }, { "100", "7899" }, TODAY, "not_spent_in_time/1 not_spent_in_time/1 pay_back/0 grant_left/0" },
  { NULL, { "4000", "4000" }, { "3999", "6001" }, "2026-04-30", "spend_soon/1" },
  { NULL, { "4000", "4000" }, { "3999", "6001" }, "2026-05-01", "not_spent_in_time/1" },
  { "80", { "4000", "4000" }, { "5000", "5000" }, TODAY, "" },
  { "80", { "4000", "4000" }, { "4998", "5002" }, TODAY, "not_spent_in_time/1" },
};

static LotseDeadline *
new_deadline (const char *occurrence, const char *due)
{
  LotseDeadline *deadline = g_new0 (LotseDeadline, 1);

  deadline->type = (char *) "spend_by";
  deadline->state = LOTSE_DEADLINE_OPEN;
  deadline->attached = (char *) id_of ("app");
  deadline->occurrence = (char *) id_of (occurrence);
  deadline->due = (char *) due;
  return deadline;
}

static void
test_instalments (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (instalments); i++)
    {
      const Instalments *row = &instalments[i];
      g_auto (Table) table;
      g_autoptr (GPtrArray) deadlines = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *found = NULL;

      table_init (&table);
      add_whole (&table);
      if (row->share != NULL)
        lotse_record_set (find (&table, "award"), "financing", "share", NULL);
      lotse_record_set (find (&table, "award"), "share_percent", row->share, NULL);
      lotse_record_set (find (&table, "payment"), "amount", row->paid[0], NULL);
      add (&table, "disbursement", "later", "award", "@award", "paid_on", "2026-06-01", "amount", row->paid[1], NULL);
      lotse_record_set (find (&table, "out"), "amount", row->spent[0], NULL);
      lotse_record_set (find (&table, "out"), "paid_on", "2026-04-30", NULL);
      add (&table, "receipt", "second", "application", "@app", "category", "@rooms", "number", "2026-003", "paid_on", "2026-05-15",
           "party", "Hall", "reason", "Rent", "amount", row->spent[1], "scan", SCAN, NULL);
      g_ptr_array_add (deadlines, new_deadline ("payment", "2026-04-30"));
      g_ptr_array_add (deadlines, new_deadline ("later", "2026-07-31"));
      found = codes (&table, deadlines, row->today);
      g_test_message ("row %u: %s", i, found);
      g_assert_cmpstr (found, ==, row->found);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();

  g_test_add_func ("/money-checks/cases", test_cases);
  g_test_add_func ("/money-checks/refund", test_refund);
  g_test_add_func ("/money-checks/early-start", test_early_start);
  g_test_add_func ("/money-checks/paid-twice", test_paid_twice);
  g_test_add_func ("/money-checks/inventory", test_inventory);
  g_test_add_func ("/money-checks/instalments", test_instalments);
  return g_test_run ();
}
