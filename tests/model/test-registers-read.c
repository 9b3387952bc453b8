/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fast way of reading registers takes nothing that the careful way reads otherwise, and takes what this program writes. */
#include "lotse-registers.h"

#include "lotse-json.h"
#include "tests/lotse-test-fuzz.h"

static const char *const no_names[] = { NULL };

static LotseRegisters *
read_fast (const char *text)
{
  LotseJsonReader reader = { text, text + strlen (text) };
  g_autoptr (LotseRegisters) self = lotse_registers_read (&reader, no_names, NULL);

  return self != NULL && lotse_json_reader_at_end (&reader) ? g_steal_pointer (&self) : NULL;
}

static LotseRegisters *
read_carefully (const char *text)
{
  g_autoptr (JsonNode) root = lotse_json_parse (text, strlen (text), NULL);

  return root != NULL ? lotse_registers_from_json (json_node_get_object (root), NULL) : NULL;
}

/* Whether the fast way took the text; what it took is the same in both ways. */
static gboolean
is_taken (const char *text)
{
  g_autoptr (LotseRegisters) fast = read_fast (text);
  g_autoptr (LotseRegisters) careful = read_carefully (text);

  if (fast == NULL)
    return FALSE;
  if (careful == NULL || !lotse_registers_equal (fast, careful, TRUE))
    g_error ("both ways read this differently: %s", text);
  return TRUE;
}

#define S "\"s\":\"0000000000000064-000000000000000b\""
#define OTHER "\"00000000000000c8-000000000000000a\""

static void
test_what_this_program_writes_is_taken (void)
{
  static const char *const texts[] = {
    "{" S ",\"f\":{}}",
    "{" S ",\"f\":{\"a\":\"x\",\"b\":null,\"languages/ar\":\"C2\"}}",
    "{" S ",\"f\":{\"a\":\"\",\"b\":\"\\\"\\\\\\n\\u0009\\u007f\"}}",
    "{" S ",\"f\":{\"a\":\"x\",\"b\":\"y\"},\"x\":{\"a\":" OTHER "}}",
    " { " S " , \"f\" : { \"b\" : \"x\" ,\n\"a\":\"ä\" } }\n",
    "{" S ",\"f\":{\"a\":\"x\",\"a\":\"y\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (is_taken (texts[i]));
}

static void
test_what_is_strange_is_left_to_the_careful_way (void)
{
  static const char *const texts[] = {
    "", "{", "{}", "[]", "{" S "}", "{\"f\":{}}", "{\"f\":{}," S "}", "{" S ",\"f\":[]}", "{" S ",\"f\":null}",
    "{" S ",\"f\":{},}", "{" S ",\"f\":{\"a\":1}}", "{" S ",\"f\":{\"\":\"x\"}}", "{" S ",\"f\":{\"/a\":\"x\"}}",
    "{" S ",\"f\":{\"\\/a\":\"x\"}}", "{" S ",\"f\":{\"a\":\"\\u0000\"}}", "{" S ",\"f\":{\"a\":\"\\ud800\"}}",
    "{" S ",\"f\":{\"a\":\"\\x\"}}", "{" S ",\"f\":{\"a\":\"\t\"}}", "{" S ",\"f\":{\"a\":\"\xff\"}}", "{" S ",\"f\":{\"a\":\"x\"}",
    "{" S ",\"f\":{\"a\":\"x\"},\"x\":{\"b\":" OTHER "}}", "{" S ",\"f\":{\"a\":\"x\"},\"x\":{\"a\":\"1\"}}",
    "{" S "," S ",\"f\":{}}", "{" S ",\"f\":{},\"new\":\"x\"}", "{" S ",\"f\":{}} x", "{" S ",\"f\":{\"a\":'x'}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (is_taken (texts[i]));
}

static void
test_many_and_long_registers (void)
{
  for (guint n = LOTSE_REGISTERS_MAX - 1; n <= LOTSE_REGISTERS_MAX + 1; n++)
    {
      g_autoptr (GString) text = g_string_new ("{" S ",\"f\":{");

      for (guint i = 0; i < n; i++)
        g_string_append_printf (text, "%s\"tags/%u\":\"%u\"", i > 0 ? "," : "", n - i, i);
      g_string_append (text, "}}");
      g_assert_cmpint (is_taken (text->str), ==, n <= LOTSE_REGISTERS_MAX);
    }
  for (gsize size = LOTSE_REGISTER_VALUE_MAX - 1; size <= LOTSE_REGISTER_VALUE_MAX + 1; size++)
    {
      g_autofree char *value = g_strnfill (size, 'v');
      g_autofree char *text = g_strdup_printf ("{" S ",\"f\":{\"a\":\"%s\"}}", value);

      g_assert_cmpint (is_taken (text), ==, size <= LOTSE_REGISTER_VALUE_MAX);
    }
}

static void
test_damaged_texts_mean_the_same_in_both_ways (void)
{
  static const char text[] = "{" S ",\"f\":{\"a\":\"\\\"x\\n\",\"b\":null,\"languages/ar\":\"\\u0041ä\"},\"x\":{\"a\":" OTHER "}}";
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", 20000);
  guint taken = 0;

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GString) damaged = lotse_test_damage (random, text);

      taken += is_taken (damaged->str) ? 1 : 0;
    }
  g_assert_cmpuint (taken, >, 0);
  g_assert_cmpuint (taken, <, rounds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registers-read/what-this-program-writes-is-taken", test_what_this_program_writes_is_taken);
  g_test_add_func ("/registers-read/what-is-strange-is-left-to-the-careful-way", test_what_is_strange_is_left_to_the_careful_way);
  g_test_add_func ("/registers-read/many-and-long-registers", test_many_and_long_registers);
  g_test_add_func ("/registers-read/damaged-texts-mean-the-same-in-both-ways", test_damaged_texts_mean_the_same_in_both_ways);
  return g_test_run ();
}
