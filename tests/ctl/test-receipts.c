/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lotsectl receipts and budget: numbers, scans, sums, refunds, the list of a bank, what is typed wrong. */
#include "config.h"

#include "ctl-run.h"

#include <string.h>

#define PDF "%PDF-1.4\nThis is a scan.\n"

typedef struct
{
  char *folder;
  char *application; /* id */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rooms = NULL;

  fixture->folder = ctl_folder_new ();
  fixture->application = ctl_ok (fixture->folder, "add", "application", "title=Summer school", NULL);
  rooms = ctl_ok (fixture->folder, "add", "budget_item", "application=Summer school", "category=Rooms", "planned=1000", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ctl_folder_free (fixture->folder);
  g_free (fixture->application);
}

/* Adds a receipt of the application with these two words; its id. */
static char *
add (Fixture *fixture, const char *amount, const char *day)
{
  return ctl_ok (fixture->folder, "add", "receipt", "application=Summer school", amount, day, "category=Rooms", NULL);
}

static void
assert_field (Fixture *fixture, const char *id, const char *field, const char *value)
{
  g_autofree char *is = ctl_get (fixture->folder, id, field);

  g_assert_cmpstr (is, ==, value);
}

/* --- Numbers ---------------------------------------------------------------------------------------------------- */

static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = add (fixture, "amount=1", "paid_on=2026-05-01");
  g_autofree char *none = add (fixture, "paid_on=2026-04-01", "number=");
  g_autofree char *listed = ctl_ok (fixture->folder, "receipts", "Summer school", NULL);
  g_autofree char *numbered = ctl_ok (fixture->folder, "receipts", "Summer school", "--number", NULL);

  g_assert_nonnull (strstr (listed, "2026-001"));
  g_assert_null (strstr (listed, "2026-002"));
  g_assert_nonnull (strstr (numbered, "2026-002"));
}

/* --- Scans ------------------------------------------------------------------------------------------------------ */

static void
test_scan (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pdf = ctl_file (fixture->folder, "photo.txt", PDF, -1);
  g_autofree char *text = ctl_file (fixture->folder, "text.pdf", "This is a text.\n", -1);
  g_autofree char *good = g_strconcat ("scan=@", pdf, NULL), *wrong = g_strconcat ("scan=@", text, NULL);
  g_autofree char *with = ctl_ok (fixture->folder, "add", "receipt", "application=Summer school", good, NULL);
  g_autofree char *later = ctl_ok (fixture->folder, "add", "receipt", "application=Summer school", NULL);
  g_autofree char *set = ctl_ok (fixture->folder, "set", later, good, NULL);
  g_autofree char *content = ctl_ok (fixture->folder, "file", later, NULL);
  g_autoptr (CtlResult) refused = ctl_run (fixture->folder, "add", "receipt", "application=Summer school", wrong, NULL);

  g_assert_cmpstr (content, ==, "%PDF-1.4\nThis is a scan."); /* without the last line feed */
  ctl_assert_refused (refused, 2, "neither an image nor a PDF");
  g_assert_cmpuint (ctl_count (fixture->folder, "receipt"), ==, 2);
}

/* --- What is typed ---------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *word;
  const char *field, *value; /* what becomes of it */
  const char *refused;       /* or what is said */
} Typed;

/* A point or comma before three digits is read by the language; what makes no sense in it is refused, never guessed. */
static const Typed typed[] = {
  { "amount=1.234,56", "amount", "1234.56", NULL },
  { "amount=1,234.56", "amount", "1234.56", NULL },
  { "amount=1,234", "amount", "1234.00", NULL },
  { "amount=1.234", NULL, NULL, "two digits" },
  { "amount=much", NULL, NULL, "not an amount" },
  { "amount=99999999999", NULL, NULL, "cannot be right" },
  { "paid_on=31.12.2026", "paid_on", "2026-12-31", NULL },
  { "paid_on=31.2.2026", NULL, NULL, "paid_on" },
  { "category=Nothing", NULL, NULL, "Nothing" },
};

static void
test_typed (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (CtlResult) result = ctl_run (fixture->folder, "add", "receipt", "application=Summer school", typed[i].word, NULL);
      g_autofree char *id = g_strstrip (g_strdup (result->out));

      g_test_message ("%s", typed[i].word);
      if (typed[i].refused != NULL)
        ctl_assert_refused (result, 2, typed[i].refused);
      else
        assert_field (fixture, id, typed[i].field, typed[i].value);
      n += typed[i].refused == NULL;
    }
  g_assert_cmpuint (ctl_count (fixture->folder, "receipt"), ==, n);
}

/* A wrong value changes nothing of a receipt that is there, nor do the right ones beside it. */
static void
test_typed_wrong_later (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "amount=10", "paid_on=2026-05-01");
  g_autoptr (CtlResult) result = ctl_run (fixture->folder, "set", id, "party=Hall", "amount=12.3.4", NULL);

  ctl_assert_refused (result, 2, "not an amount");
  assert_field (fixture, id, "amount", "10.00");
  assert_field (fixture, id, "party", NULL);
}

/* --- Sums ------------------------------------------------------------------------------------------------------- */

static void
test_sums (Fixture *fixture, gconstpointer data)
{
  g_autofree char *programme = ctl_ok (fixture->folder, "add", "grant_programme", "name=City fund", "overspend_percent=20", NULL);
  g_autofree char *linked = ctl_ok (fixture->folder, "set", fixture->application, "programme=City fund", NULL);
  g_autofree char *award = ctl_ok (fixture->folder, "add", "award", "application=Summer school", "amount=800", "financing=share",
                                   "share_percent=80", "ends_on=2026-12-31", NULL);
  g_autofree char *first = add (fixture, "amount=1234.56", "paid_on=2026-05-01");
  g_autofree char *refund = add (fixture, "amount=-34.56", "paid_on=2026-05-02");
  g_autofree char *late = add (fixture, "amount=1.01", "paid_on=2027-05-02");
  g_autofree char *table = ctl_ok (fixture->folder, "receipts", "Summer school", NULL);
  g_autofree char *budget = ctl_ok (fixture->folder, "budget", fixture->application, NULL);
  g_autofree char *csv = ctl_ok (fixture->folder, "budget", "Summer school", "--output", "csv", NULL);
  g_autoptr (JsonNode) json = ctl_json (fixture->folder, "budget", "Summer school", NULL);
  g_autoptr (CtlResult) check = ctl_run (fixture->folder, "receipts", "Summer school", "--check", NULL);
  JsonObject *object = json_node_get_object (json);

  g_assert_nonnull (strstr (table, "€1,201.01"));
  g_assert_nonnull (strstr (budget, "€201.01 (21 %)"));
  g_assert_nonnull (strstr (csv, "Rooms;1000.00;1201.01;1201.01;0.00;201.01"));
  g_assert_cmpstr (json_object_get_string_member (object, "grant_pays_at_most"), ==, "800.00");
  g_assert_cmpint (check->exit, ==, 1);
  g_assert_true (g_str_has_prefix (check->out, "Mistake: 1 expense was paid outside the grant period."));
  g_assert_nonnull (strstr (check->out, "more than the 20 per cent"));
}

/* The programme's rule says until when a payment must be spent. */
static void
test_spent_in_time (Fixture *fixture, gconstpointer data)
{
  g_autofree char *programme
      = ctl_ok (fixture->folder, "add", "grant_programme", "name=City fund",
                "deadline_rules/spend={\"anchor\":\"disbursement.paid_on\",\"count\":6,\"type\":\"spend_by\",\"unit\":\"weeks\"}", NULL);
  g_autofree char *linked = ctl_ok (fixture->folder, "set", fixture->application, "programme=City fund", "state=running", NULL);
  g_autofree char *award = ctl_ok (fixture->folder, "add", "award", "application=Summer school", "amount=800", "financing=fixed", NULL);
  g_autofree char *of = g_strconcat ("award=", award, NULL);
  g_autofree char *paid = ctl_ok (fixture->folder, "add", "disbursement", of, "amount=800", "paid_on=2025-03-02", NULL);
  g_autofree char *in_time = add (fixture, "amount=500", "paid_on=2025-04-13");
  g_autofree char *late = add (fixture, "amount=300", "paid_on=2025-04-14");
  g_autofree char *check = ctl_ok (fixture->folder, "receipts", "Summer school", "--check", NULL);

  g_assert_nonnull (strstr (check, "Of the payment of 2 Mar 2025, €300.00 was not spent by 13 Apr 2025."));
}

/* --- Tables ----------------------------------------------------------------------------------------------------- */

/* As a bank has it: one column for both, day and month and year in two digits, commas. */
#define BANK \
  "Buchungstag;Name;Verwendungszweck;Betrag;Waehrung\n" \
  "02.05.26;Markt;Obst;-12,50;EUR\n" \
  "03.05.26;Stiftung;Spende;1.100,00;EUR\n" \
  "04.05.26;Markt;Obst;0,00;EUR\n"

static void
test_bank (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = ctl_file (fixture->folder, "bank.csv", BANK, -1);
  g_autofree char *out = ctl_ok (fixture->folder, "import", "receipt", path, "--map", "Buchungstag=paid_on", "--map", "Name=party", "--map",
                                 "Verwendungszweck=reason", "--map", "Betrag=amount", "--map", "Betrag=direction", "--value",
                                 "application=Summer school", NULL);
  g_autofree char *expenses = ctl_ok (fixture->folder, "list", "receipt", "--where", "direction=expense", "--fields", "amount,paid_on", NULL);
  g_autofree char *income = ctl_ok (fixture->folder, "list", "receipt", "--where", "direction=income", "--fields", "amount,party", NULL);

  g_assert_nonnull (strstr (expenses, "€12.50"));
  g_assert_nonnull (strstr (expenses, "2 May 2026"));
  g_assert_nonnull (strstr (income, "€1,100.00"));
  g_assert_cmpuint (ctl_count (fixture->folder, "receipt"), ==, 3);
}

/* What goes out comes in again and changes nothing; in another profile a refund stays a refund. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = add (fixture, "amount=12.34", "paid_on=2026-05-01");
  g_autofree char *refund = add (fixture, "amount=-0.05", "paid_on=2026-05-02");
  g_autofree char *csv = ctl_ok (fixture->folder, "receipts", "Summer school", "--output", "csv", NULL);
  g_autofree char *path = ctl_file (fixture->folder, "receipts.csv", csv, -1);
  g_autofree char *again = ctl_ok (fixture->folder, "import", "receipt", path, NULL);

  g_assert_nonnull (strstr (again, "2 unchanged"));
  assert_field (fixture, refund, "amount", "-0.05");
}

static void
test_wrong_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CtlResult) nothing = ctl_run (fixture->folder, "receipts", "Winter school", NULL);
  g_autoptr (CtlResult) output = ctl_run (fixture->folder, "budget", "Summer school", "--output", "pdf", NULL);

  ctl_assert_refused (nothing, 2, "Winter school");
  ctl_assert_refused (output, 2, "table, json, csv");
}

#define ADD(name, function) g_test_add ("/ctl/receipts/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("numbers", test_numbers);
  ADD ("scan", test_scan);
  ADD ("typed", test_typed);
  ADD ("typed-wrong-later", test_typed_wrong_later);
  ADD ("sums", test_sums);
  ADD ("spent-in-time", test_spent_in_time);
  ADD ("bank", test_bank);
  ADD ("round-trip", test_round_trip);
  ADD ("wrong-words", test_wrong_words);
  return g_test_run ();
}
