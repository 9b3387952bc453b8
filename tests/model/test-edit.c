/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An edit comes back from the wire as it was sent, and nothing hostile is taken for one. */
#include "lotse-merge.h"

#include "lotse-error.h"
#include "tests/lotse-test-fuzz.h"

#define ID "00112233445566778899aabbccddeeff"
#define STAMP "0000000000000064-000000000000000a"
#define BASE "0000000000000032-000000000000000b"

static void
add (LotseEdit *edit, const char *reg, const char *value, LotseStamp base, guint64 effective)
{
  LotseWrite *write = lotse_write_new (reg, value, base);

  write->effective = effective;
  g_ptr_array_add (edit->writes, write);
}

static LotseEdit *
make_edit (void)
{
  LotseEdit *edit = lotse_edit_new ("session", ID, (LotseStamp){ 100, 0xa });

  add (edit, "summary", "Ämter\n\"besucht\" \xf0\x9f\xa6\x84", (LotseStamp){ 50, 0xb }, 0);
  add (edit, "minutes", "90", LOTSE_STAMP_NONE, 0);
  add (edit, "place", NULL, (LotseStamp){ 50, 0xb }, 0);
  add (edit, "next_step", "", LOTSE_STAMP_NONE, 0);
  add (edit, "tags/a|b=c%/d", "1", LOTSE_STAMP_NONE, 200);
  add (edit, "from_the_future", NULL, LOTSE_STAMP_NONE, 201);
  return edit;
}

static void
assert_equal (const LotseEdit *a, const LotseEdit *b)
{
  g_assert_cmpstr (a->kind, ==, b->kind);
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_true (lotse_stamp_equal (a->stamp, b->stamp));
  g_assert_cmpstr (a->seen, ==, b->seen);
  g_assert_cmpint (a->seen_deleted, ==, b->seen_deleted);
  g_assert_cmpuint (a->writes->len, ==, b->writes->len);
  for (guint i = 0; i < a->writes->len; i++)
    {
      const LotseWrite *left = g_ptr_array_index (a->writes, i);
      const LotseWrite *right = g_ptr_array_index (b->writes, i);

      g_assert_cmpstr (left->reg, ==, right->reg);
      g_assert_cmpstr (left->value, ==, right->value);
      g_assert_true (lotse_stamp_equal (left->base, right->base));
      g_assert_cmpuint (left->effective, ==, right->effective);
    }
}

static void
test_round_trip (void)
{
  for (guint variant = 0; variant < 4; variant++)
    {
      g_autoptr (LotseEdit) edit = make_edit ();
      g_autoptr (LotseEdit) back = NULL;
      g_autoptr (LotseEdit) built = NULL;
      g_autoptr (JsonBuilder) builder = json_builder_new ();
      g_autoptr (JsonNode) root = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      edit->seen_deleted = (variant & 1) != 0;
      edit->seen = (variant & 2) != 0 ? g_strdup (BASE "|summary=|place=") : NULL;
      edit->group = g_strdup ("stays on the device");
      text = lotse_edit_to_text (edit);
      g_assert_null (strstr (text, "device"));
      back = lotse_edit_from_text (text, &error);
      g_assert_no_error (error);
      assert_equal (edit, back);
      g_assert_null (back->group);

      lotse_edit_to_json (edit, builder);
      root = json_builder_get_root (builder);
      built = lotse_edit_from_json (json_node_get_object (root), &error);
      g_assert_no_error (error);
      assert_equal (edit, built);
    }
}

static void
test_looks_as_documented (void)
{
  g_autoptr (LotseEdit) edit = make_edit ();
  g_autofree char *text = NULL;

  edit->seen_deleted = TRUE;
  g_ptr_array_remove_index (edit->writes, 0);
  text = lotse_edit_to_text (edit);
  g_assert_cmpstr (text, ==,
                   "{\"k\":\"session\",\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"d\":true,\"w\":{\"minutes\":[\"90\"],"
                   "\"place\":[null,\"" BASE "\"],\"next_step\":[],\"tags/a|b=c%/d\":[\"1\",null,\"00000000000000c8\"],"
                   "\"from_the_future\":[null,null,\"00000000000000c9\"]}}");
}

#define HEAD "\"k\":\"session\",\"i\":\"" ID "\",\"t\":\"" STAMP "\""

static void
test_hostile_is_refused (void)
{
  static const char *const bad[] = {
    "{}",
    "{" HEAD "}",
    "{" HEAD ",\"w\":{}}",
    "{" HEAD ",\"w\":[]}",
    "{" HEAD ",\"w\":{\"a\":\"x\"}}",
    "{" HEAD ",\"w\":{\"\":[]}}",
    "{" HEAD ",\"w\":{\"/a\":[]}}",
    "{" HEAD ",\"w\":{\"a\":[1]}}",
    "{" HEAD ",\"w\":{\"a\":[{}]}}",
    "{" HEAD ",\"w\":{\"a\":[\"x\",\"y\"]}}",
    "{" HEAD ",\"w\":{\"a\":[\"x\",7]}}",
    "{" HEAD ",\"w\":{\"a\":[\"x\",null,\"1\"]}}",
    "{" HEAD ",\"w\":{\"a\":[\"x\",null,\"ffffffffffffffff\"]}}",
    "{" HEAD ",\"w\":{\"a\":[\"x\",null,null,\"y\"]}}",
    "{" HEAD ",\"n\":7,\"w\":{\"a\":[]}}",
    "{" HEAD ",\"n\":\"rubbish\",\"w\":{\"a\":[]}}",
    "{" HEAD ",\"d\":1,\"w\":{\"a\":[]}}",
    "{\"k\":\"Session\",\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"w\":{\"a\":[]}}",
    "{\"k\":\"\",\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"w\":{\"a\":[]}}",
    "{\"k\":\"session\",\"i\":\"" ID "0\",\"t\":\"" STAMP "\",\"w\":{\"a\":[]}}",
    "{\"k\":\"session\",\"i\":\"../../etc/passwd\",\"t\":\"" STAMP "\",\"w\":{\"a\":[]}}",
    "{\"k\":\"session\",\"i\":\"" ID "\",\"t\":\"0000000000000000-000000000000000a\",\"w\":{\"a\":[]}}",
    "{\"k\":\"session\",\"i\":\"" ID "\",\"w\":{\"a\":[]}}",
    "{\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"w\":{\"a\":[]}}",
  };
  g_autofree char *good = g_strdup ("{" HEAD ",\"new\":{},\"w\":{\"a\":[\"x\",null,null,null,\"newer\"]}}");
  g_autoptr (LotseEdit) edit = lotse_edit_from_text (good, NULL);

  g_assert_nonnull (edit);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (lotse_edit_from_text (bad[i], &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

static void
test_cut_off_at_every_byte_is_refused (void)
{
  g_autoptr (LotseEdit) edit = make_edit ();
  g_autofree char *text = lotse_edit_to_text (edit);

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autofree char *cut = g_strndup (text, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (lotse_edit_from_text (cut, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

static void
test_damaged_texts_never_crash (void)
{
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", 20000);
  g_autoptr (LotseEdit) edit = make_edit ();
  g_autofree char *text = NULL;

  edit->seen = g_strdup (BASE "|summary=|place=" STAMP);
  text = lotse_edit_to_text (edit);
  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (GString) damaged = lotse_test_damage (random, text);
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseEdit) back = lotse_edit_from_text (damaged->str, &error);

      if (back != NULL)
        {
          g_autofree char *again = lotse_edit_to_text (back);
          g_autoptr (LotseEdit) third = lotse_edit_from_text (again, NULL);

          g_assert_no_error (error);
          g_assert_nonnull (third);
          assert_equal (back, third);
        }
      else
        g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

static void
test_verdict_names (void)
{
  for (LotseVerdict verdict = LOTSE_VERDICT_NONE; verdict <= LOTSE_VERDICT_ERASED; verdict++)
    g_assert_cmpint (lotse_verdict_from_name (lotse_verdict_name (verdict)), ==, verdict);
  g_assert_cmpint (lotse_verdict_from_name (NULL), ==, LOTSE_VERDICT_NONE);
  g_assert_cmpint (lotse_verdict_from_name ("from a newer version"), ==, LOTSE_VERDICT_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/round-trip", test_round_trip);
  g_test_add_func ("/edit/looks-as-documented", test_looks_as_documented);
  g_test_add_func ("/edit/hostile-is-refused", test_hostile_is_refused);
  g_test_add_func ("/edit/cut-off-at-every-byte-is-refused", test_cut_off_at_every_byte_is_refused);
  g_test_add_func ("/edit/damaged-texts-never-crash", test_damaged_texts_never_crash);
  g_test_add_func ("/edit/verdict-names", test_verdict_names);
  return g_test_run ();
}
