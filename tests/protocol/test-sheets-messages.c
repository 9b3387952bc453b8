/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batches of anonymous sheets on the wire: one text for one content, and nothing that does not fit. */
#include "lotse-error.h"
#include "lotse-sheets-message.h"
#include "tests/lotse-test-fuzz.h"

#include <string.h>

#define BATCH "b0000000000040008000000000000001"
#define FORM "f0000000000070008000000000000001"
#define EVENT "e0000000000070008000000000000001"
#define ONE "10000000000070008000000000000001"
#define TWO "20000000000070008000000000000001"
#define OPEN "30000000000070008000000000000001"

#define HEAD "{\"i\":\"" BATCH "\",\"form\":\"" FORM "\",\"version\":2,\"event\":\"" EVENT "\",\"way\":\"paper\",\"questions\":[\"" ONE "\",\"" TWO \
             "\"],\"open\":[\"" OPEN "\"]"
#define SHEETS ",\"sheets\":[[\"\",\"4\",\"\"],[\"ar\",\"1\",\"-\"],[\"de\",\"1\",\"2\"]]"
#define REMARKS ",\"remarks\":[[\"a0000000000040008000000000000001\",\"" OPEN "\",\"gut\"],[\"c0000000000040008000000000000001\",\"" OPEN \
                "\",\"\xf0\x9f\x91\x8d\"]]"

static LotseWireBatch *
new_batch (gboolean backwards)
{
  static const char *const answers[][3] = { { "4", NULL }, { "1", "-", NULL }, { "1", "2", NULL } };
  static const char *const languages[] = { NULL, "ar", "de" };
  LotseWireBatch *batch = lotse_wire_batch_new ();

  batch->id = g_strdup (BATCH);
  batch->form = g_strdup (FORM);
  batch->version = 2;
  batch->event = g_strdup (EVENT);
  batch->way = g_strdup ("paper");
  g_ptr_array_add (batch->questions, g_strdup (ONE));
  g_ptr_array_add (batch->questions, g_strdup (TWO));
  g_ptr_array_add (batch->open, g_strdup (OPEN));
  for (guint i = 0; i < 3; i++)
    lotse_wire_batch_add_sheet (batch, languages[backwards ? 2 - i : i], answers[backwards ? 2 - i : i]);
  lotse_wire_batch_add_remark (batch, backwards ? "c0000000000040008000000000000001" : "a0000000000040008000000000000001", OPEN,
                               backwards ? "\xf0\x9f\x91\x8d" : "gut");
  lotse_wire_batch_add_remark (batch, backwards ? "a0000000000040008000000000000001" : "c0000000000040008000000000000001", OPEN,
                               backwards ? "gut" : "\xf0\x9f\x91\x8d");
  return batch;
}

static void
test_one_text (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LotseWireBatch) batch = new_batch (i == 1);
      g_autofree char *text = lotse_wire_batch_to_json (batch);
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseWireBatch) read = lotse_wire_batch_from_json (text, -1, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, HEAD SHEETS REMARKS "}");
      again = lotse_wire_batch_to_json (read);
      g_assert_cmpstr (again, ==, text);
    }
}

static void
test_what_does_not_fit (void)
{
  static const char *const texts[] = {
    "", "[]", "{}", HEAD "}", HEAD ",\"sheets\":[]}", HEAD ",\"sheets\":[[\"de\",\"1\"]]}", HEAD ",\"sheets\":[[\"de\",\"1\",\"2\",\"3\"]]}",
    HEAD ",\"sheets\":[[\"de\",\"1\",2]]}", HEAD ",\"sheets\":[[\"de\",\"1\",\"a\\u001fb\"]]}", HEAD ",\"sheets\":{}}",
    HEAD SHEETS ",\"remarks\":[[\"a0000000000040008000000000000001\",\"" ONE "\",\"gut\"]]}",
    HEAD SHEETS ",\"remarks\":[[\"a0000000000040008000000000000001\",\"" OPEN "\",\"-\"]]}",
    HEAD SHEETS ",\"remarks\":[[\"a0000000000040008000000000000001\",\"" OPEN "\",\"gut\"],[\"a0000000000040008000000000000001\",\"" OPEN
    "\",\"gut\"]]}",
    "{\"i\":\"x\",\"form\":\"" FORM "\",\"event\":\"" EVENT "\",\"way\":\"paper\",\"questions\":[\"" ONE "\"],\"sheets\":[[\"\",\"1\"]]}",
    "{\"i\":\"" BATCH "\",\"form\":\"" FORM "\",\"way\":\"paper\",\"questions\":[\"" ONE "\"],\"sheets\":[[\"\",\"1\"]]}",
    "{\"i\":\"" BATCH "\",\"form\":\"" FORM "\",\"event\":\"" EVENT "\",\"survey\":\"" EVENT
    "\",\"way\":\"paper\",\"questions\":[\"" ONE "\"],\"sheets\":[[\"\",\"1\"]]}",
    "{\"i\":\"" BATCH "\",\"form\":\"" FORM "\",\"event\":\"" EVENT "\",\"way\":\"By post\",\"questions\":[\"" ONE "\"],\"sheets\":[[\"\",\"1\"]]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseWireBatch) batch = lotse_wire_batch_from_json (texts[i], -1, &error);

      g_assert_null (batch);
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

/* One that cannot be read does not hold up the others. */
static void
test_request (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_autoptr (LotseSheetsRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (texts, (char *) HEAD SHEETS "}");
  g_ptr_array_add (texts, (char *) "{\"i\":\"" ONE "\",\"form\":7}");
  text = lotse_sheets_request_print (texts);
  request = lotse_sheets_request_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (request->batches->len, ==, 1);
  g_assert_cmpuint (request->unreadable->len, ==, 1);
  g_assert_cmpstr (((LotseSheetsVerdict *) request->unreadable->pdata[0])->reason, ==, "unreadable");
  g_assert_null (lotse_sheets_request_from_json ("{\"batches\":[7]}", -1, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
}

static void
test_verdicts_and_page (void)
{
  static const char answer[] = "{\"verdicts\":[{\"i\":\"" BATCH "\",\"v\":\"merged\",\"n\":7},{\"i\":\"" ONE
                               "\",\"v\":\"refused\",\"why\":\"no-right\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) verdicts = lotse_sheets_verdicts_from_json (answer, -1, &error);
  g_autofree char *again = NULL;
  g_autofree char *text = NULL;
  g_autoptr (LotseSheetsPage) page = NULL;
  GString *out = lotse_sheets_page_begin ();

  g_assert_no_error (error);
  again = lotse_sheets_verdicts_to_json (verdicts);
  g_assert_cmpstr (again, ==, answer);
  lotse_sheets_page_add (out, 3, HEAD SHEETS "}");
  lotse_sheets_page_add (out, 5, "{\"from\":\"the future\"}");
  text = lotse_sheets_page_end (out, 5, TRUE);
  page = lotse_sheets_page_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->entries->len, ==, 2);
  g_assert_nonnull (((LotseSheetsEntry *) page->entries->pdata[0])->batch);
  g_assert_null (((LotseSheetsEntry *) page->entries->pdata[1])->batch);
  g_assert_cmpint (page->last, ==, 5);
  g_assert_true (page->more);
}

/* Whatever comes: nothing at all, or what can be written and read again. */
static void
test_damaged (void)
{
  static const char page[] = "{\"batches\":[{\"n\":3,\"b\":" HEAD SHEETS REMARKS "}}],\"last\":3}";
  static const char request[] = "{\"batches\":[" HEAD SHEETS REMARKS "}]}";
  static const char verdicts[] = "{\"verdicts\":[{\"i\":\"" BATCH "\",\"v\":\"merged\",\"n\":7}]}";
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", 3000);

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GString) text = lotse_test_damage (random, HEAD SHEETS REMARKS "}");
      g_autoptr (GString) in_page = lotse_test_damage (random, page);
      g_autoptr (GString) in_request = lotse_test_damage (random, request);
      g_autoptr (GString) in_verdicts = lotse_test_damage (random, verdicts);
      g_autoptr (LotseWireBatch) batch = lotse_wire_batch_from_json (text->str, (gssize) text->len, NULL);
      g_autoptr (LotseSheetsPage) read_page = lotse_sheets_page_from_json (in_page->str, (gssize) in_page->len, NULL);
      g_autoptr (LotseSheetsRequest) read_request = lotse_sheets_request_from_json (in_request->str, (gssize) in_request->len, NULL);
      g_autoptr (GPtrArray) read_verdicts = lotse_sheets_verdicts_from_json (in_verdicts->str, (gssize) in_verdicts->len, NULL);

      if (batch != NULL)
        {
          g_autofree char *once = lotse_wire_batch_to_json (batch);
          g_autoptr (LotseWireBatch) again = lotse_wire_batch_from_json (once, -1, NULL);
          g_autofree char *twice = again != NULL ? lotse_wire_batch_to_json (again) : NULL;

          g_assert_cmpstr (once, ==, twice);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheets-messages/one-text", test_one_text);
  g_test_add_func ("/sheets-messages/what-does-not-fit", test_what_does_not_fit);
  g_test_add_func ("/sheets-messages/request", test_request);
  g_test_add_func ("/sheets-messages/verdicts-and-page", test_verdicts_and_page);
  g_test_add_func ("/sheets-messages/damaged", test_damaged);
  return g_test_run ();
}
