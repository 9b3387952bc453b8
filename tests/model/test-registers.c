/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set of registers keeps what is put into it, gives it back from every text form, and reads nothing hostile. */
#include "lotse-registers.h"

#include "lotse-error.h"
#include "tests/lotse-test-fuzz.h"

static const LotseStamp old = { 100, 0xb };
static const LotseStamp new = { 200, 0xa };

/* Names and values that text forms could trip over. */
static const char *const odd_names[] = {
  "a", "languages/ar", "a|b", "a=b", "a/b/c", "100%", "%41", "a b", "ä\xf0\x9f\xa6\x84", "_deleted", "\"", "\\", "a\nb", "future_field",
  "tags/", "tags//", "&<>", "=", "|", "%",
};
static const char *const odd_values[] = {
  "x", "", "|", "=", "%00", "\"\\\n\t", "ä\xf0\x9f\xa6\x84", "0", "null", "{\"a\":1}", " ", "\x7f",
};

static LotseRegisters *
make_random (GRand *random)
{
  LotseRegisters *self = lotse_registers_new ();
  int n = g_rand_int_range (random, 0, 14);

  for (int i = 0; i < n; i++)
    {
      LotseStamp stamp = { (guint64) g_rand_int_range (random, 1, 4), (guint64) g_rand_int_range (random, 0, 3) };

      lotse_registers_put (self, odd_names[g_rand_int_range (random, 0, G_N_ELEMENTS (odd_names))],
                           odd_values[g_rand_int_range (random, 0, G_N_ELEMENTS (odd_values))],
                           g_rand_int_range (random, 0, 3) > 0 ? old : stamp);
    }
  return self;
}

static void
test_put_get_remove (void)
{
  g_autoptr (LotseRegisters) self = lotse_registers_new ();

  g_assert_null (lotse_registers_get (self, "name"));
  g_assert_true (lotse_stamp_is_none (lotse_registers_newest (self)));
  lotse_registers_put (self, "name", "Amal", old);
  lotse_registers_put (self, "email", NULL, new);
  lotse_registers_put (self, "zip", "", old);
  g_assert_cmpuint (lotse_registers_size (self), ==, 3);
  g_assert_cmpstr (lotse_registers_value (self, "name"), ==, "Amal");
  g_assert_null (lotse_registers_value (self, "zip"));
  g_assert_null (lotse_registers_value (self, "missing"));
  g_assert_true (lotse_stamp_equal (lotse_registers_newest (self), new));
  lotse_registers_put (self, "name", "Amal A.", new);
  g_assert_cmpstr (lotse_registers_value (self, "name"), ==, "Amal A.");
  g_assert_true (lotse_stamp_equal (lotse_registers_get (self, "name")->stamp, new));
  lotse_registers_put (self, "copy", lotse_registers_value (self, "name"), old);
  g_assert_cmpstr (lotse_registers_value (self, "copy"), ==, "Amal A.");
  lotse_registers_remove (self, "name");
  lotse_registers_remove (self, "name");
  g_assert_null (lotse_registers_get (self, "name"));
  g_assert_cmpuint (lotse_registers_size (self), ==, 3);
}

/* Against a hash table that does the same. */
static void
test_behaves_like_a_map (void)
{
  g_autoptr (GRand) random = lotse_test_random ();
  g_autoptr (GHashTable) map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (LotseRegisters) self = lotse_registers_new ();

  for (guint step = 0; step < 20000; step++)
    {
      g_autofree char *name = g_strdup_printf ("n%d", g_rand_int_range (random, 0, 60));
      g_autofree char *value = g_strdup_printf ("v%u", step);

      if (g_rand_int_range (random, 0, 3) == 0)
        {
          lotse_registers_remove (self, name);
          g_hash_table_remove (map, name);
        }
      else
        {
          lotse_registers_put (self, name, value, old);
          g_hash_table_insert (map, g_steal_pointer (&name), g_steal_pointer (&value));
        }
    }
  g_assert_cmpuint (lotse_registers_size (self), ==, g_hash_table_size (map));
  for (guint i = 0; i < lotse_registers_size (self); i++)
    {
      const char *name, *before = NULL;
      const LotseRegister *reg = lotse_registers_nth (self, i, &name);

      g_assert_cmpstr (reg->value, ==, g_hash_table_lookup (map, name));
      if (i > 0)
        {
          lotse_registers_nth (self, i - 1, &before);
          g_assert_cmpint (strcmp (before, name), <, 0);
        }
    }
}

static void
test_equal (void)
{
  g_autoptr (LotseRegisters) a = lotse_registers_new ();
  g_autoptr (LotseRegisters) b = NULL;

  lotse_registers_put (a, "name", "Amal", old);
  lotse_registers_put (a, "zip", "0", old);
  b = lotse_registers_copy (a);
  g_assert_true (lotse_registers_equal (a, b, TRUE));
  lotse_registers_put (b, "name", "Amal", new);
  g_assert_true (lotse_registers_equal (a, b, FALSE));
  g_assert_false (lotse_registers_equal (a, b, TRUE));
  lotse_registers_put (b, "email", NULL, old);
  g_assert_true (lotse_registers_equal (a, b, FALSE));
  g_assert_true (lotse_registers_equal (b, a, FALSE));
  lotse_registers_put (b, "email", "x", old);
  g_assert_false (lotse_registers_equal (a, b, FALSE));
  g_assert_false (lotse_registers_equal (b, a, FALSE));
  lotse_registers_put (b, "email", NULL, old);
  lotse_registers_put (b, "name", "Amal ", old);
  g_assert_false (lotse_registers_equal (a, b, FALSE));
}

static void
test_pack_looks_as_documented (void)
{
  g_autoptr (LotseRegisters) self = lotse_registers_new ();
  g_autofree char *empty = lotse_registers_pack_stamps (self);
  g_autofree char *packed = NULL;
  g_autofree char *seen = NULL;

  g_assert_cmpstr (empty, ==, "");
  lotse_registers_put (self, "name", "Amal", old);
  lotse_registers_put (self, "city", "Jena", old);
  lotse_registers_put (self, "email", NULL, old);
  lotse_registers_put (self, "languages/ar", "B2", new);
  packed = lotse_registers_pack_stamps (self);
  g_assert_cmpstr (packed, ==,
                   "0000000000000064-000000000000000b|email=|languages/ar=00000000000000c8-000000000000000a");
  seen = lotse_registers_pack_seen (self);
  g_assert_cmpstr (seen, ==,
                   "0000000000000064-000000000000000b|city=|email=|languages/ar=00000000000000c8-000000000000000a|name=");
}

/* As the store does it: the values come from the row's columns, everything else from the packed text. */
static void
test_pack_round_trip (void)
{
  g_autoptr (GRand) random = lotse_test_random ();

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (LotseRegisters) self = make_random (random);
      g_autoptr (LotseRegisters) row = lotse_registers_new ();
      g_autofree char *packed = lotse_registers_pack_stamps (self);
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < lotse_registers_size (self); i++)
        {
          const char *name;
          const LotseRegister *reg = lotse_registers_nth (self, i, &name);

          if (reg->value != NULL)
            lotse_registers_put (row, name, reg->value, LOTSE_STAMP_NONE);
        }
      lotse_registers_put (row, "never_written", NULL, LOTSE_STAMP_NONE);
      g_assert_true (lotse_registers_unpack_stamps (row, packed, &error));
      g_assert_no_error (error);
      g_assert_true (lotse_registers_equal (self, row, TRUE));
    }
}

static void
test_damaged_pack_changes_nothing (void)
{
  static const char *const bad[] = {
    "x",
    "|",
    "0000000000000064-000000000000000b|",
    "0000000000000064-000000000000000b|name",
    "0000000000000064-000000000000000b|=",
    "0000000000000064-000000000000000b|name=x",
    "0000000000000064-000000000000000b|name=|name=",
    "0000000000000064-000000000000000b|%00=",
    "0000000000000064-000000000000000b|%zz=",
    "0000000000000064-000000000000000b|%ff=",
    "0000000000000064-000000000000000b|/x=",
    "0000000000000064-000000000000000b||",
    "name=0000000000000064-000000000000000b",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (LotseRegisters) self = lotse_registers_new ();
      g_autoptr (LotseRegisters) before = NULL;
      g_autoptr (GError) error = NULL;

      lotse_registers_put (self, "name", "Amal", old);
      lotse_registers_put (self, "zip", NULL, new);
      before = lotse_registers_copy (self);
      g_assert_false (lotse_registers_unpack_stamps (self, bad[i], &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
      g_assert_true (lotse_registers_equal (self, before, TRUE));
    }
}

static void
test_wire_looks_as_documented (void)
{
  g_autoptr (LotseRegisters) self = lotse_registers_new ();
  g_autofree char *same = NULL;
  g_autofree char *text = NULL;

  lotse_registers_put (self, "name", "Amal", old);
  lotse_registers_put (self, "city", "Jena", old);
  same = lotse_registers_to_text (self);
  g_assert_cmpstr (same, ==, "{\"s\":\"0000000000000064-000000000000000b\",\"f\":{\"city\":\"Jena\",\"name\":\"Amal\"}}");
  lotse_registers_put (self, "email", NULL, new);
  text = lotse_registers_to_text (self);
  g_assert_cmpstr (text, ==,
                   "{\"s\":\"0000000000000064-000000000000000b\",\"f\":{\"city\":\"Jena\",\"email\":null,\"name\":\"Amal\"},"
                   "\"x\":{\"email\":\"00000000000000c8-000000000000000a\"}}");
}

static void
test_wire_round_trip (void)
{
  g_autoptr (GRand) random = lotse_test_random ();

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (LotseRegisters) self = make_random (random);
      g_autofree char *text = lotse_registers_to_text (self);
      g_autoptr (JsonBuilder) builder = json_builder_new ();
      g_autoptr (JsonNode) root = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseRegisters) back = lotse_registers_from_text (text, &error);
      g_autoptr (LotseRegisters) built = NULL;

      g_assert_no_error (error);
      g_assert_true (lotse_registers_equal (self, back, TRUE));
      lotse_registers_to_json (self, builder);
      root = json_builder_get_root (builder);
      built = lotse_registers_from_json (json_node_get_object (root), &error);
      g_assert_no_error (error);
      g_assert_true (lotse_registers_equal (self, built, TRUE));
    }
}

#define STAMP "\"0000000000000064-000000000000000b\""

static void
test_hostile_wire_is_refused (void)
{
  static const char *const bad[] = {
    "{}",
    "[]",
    "{\"s\":" STAMP "}",
    "{\"f\":{}}",
    "{\"s\":1,\"f\":{}}",
    "{\"s\":\"x\",\"f\":{}}",
    "{\"s\":" STAMP ",\"f\":[]}",
    "{\"s\":" STAMP ",\"f\":{\"\":\"x\"}}",
    "{\"s\":" STAMP ",\"f\":{\"/x\":\"x\"}}",
    "{\"s\":" STAMP ",\"f\":{\"a\":1}}",
    "{\"s\":" STAMP ",\"f\":{\"a\":true}}",
    "{\"s\":" STAMP ",\"f\":{\"a\":{}}}",
    "{\"s\":" STAMP ",\"f\":{\"a\":[\"x\"]}}",
    "{\"s\":" STAMP ",\"f\":{\"a\":\"x\"},\"x\":[]}",
    "{\"s\":" STAMP ",\"f\":{\"a\":\"x\"},\"x\":{\"b\":" STAMP "}}",
    "{\"s\":" STAMP ",\"f\":{\"a\":\"x\"},\"x\":{\"a\":7}}",
    "{\"s\":" STAMP ",\"f\":{\"a\":\"x\"},\"x\":{\"a\":\"ffffffffffffffff-000000000000000b\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (lotse_registers_from_text (bad[i], &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

static void
test_unknown_members_are_passed_over (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRegisters) self =
    lotse_registers_from_text ("{\"z\":[1],\"s\":" STAMP ",\"f\":{\"b\":\"2\",\"a\":\"1\"},\"x\":null}", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (lotse_registers_size (self), ==, 2);
  g_assert_cmpstr (lotse_registers_value (self, "a"), ==, "1");
}

static void
test_sizes_are_limited (void)
{
  g_autofree char *name = g_strnfill (LOTSE_REGISTER_NAME_MAX, 'n');
  g_autofree char *long_name = g_strnfill (LOTSE_REGISTER_NAME_MAX + 1, 'n');
  g_autofree char *value = g_strnfill (LOTSE_REGISTER_VALUE_MAX, 'v');
  g_autofree char *long_value = g_strnfill (LOTSE_REGISTER_VALUE_MAX + 1, 'v');
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_register_check (name, value, NULL));
  g_assert_true (lotse_register_check ("a", NULL, NULL));
  g_assert_false (lotse_register_check (long_name, value, NULL));
  g_assert_false (lotse_register_check (name, long_value, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
  g_assert_false (lotse_register_check ("a\xff", "x", NULL));
  g_assert_false (lotse_register_check ("a", "\xff", NULL));
  g_assert_false (lotse_register_check (NULL, "x", NULL));
}

static void
test_number_of_registers_is_limited (void)
{
  for (guint n = LOTSE_REGISTERS_MAX; n <= LOTSE_REGISTERS_MAX + 1; n++)
    {
      g_autoptr (LotseRegisters) self = lotse_registers_new ();
      g_autoptr (LotseRegisters) back = NULL;
      g_autoptr (LotseRegisters) seen = lotse_registers_new ();
      g_autofree char *packed = NULL;
      g_autofree char *text = NULL;

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *name = g_strdup_printf ("tags/%u", i);

          lotse_registers_put (self, name, "1", old);
        }
      text = lotse_registers_to_text (self);
      back = lotse_registers_from_text (text, NULL);
      g_assert_cmpint (back != NULL, ==, n <= LOTSE_REGISTERS_MAX);
      packed = lotse_registers_pack_seen (self);
      g_assert_cmpint (lotse_registers_unpack_stamps (seen, packed, NULL), ==, n <= LOTSE_REGISTERS_MAX);
    }
}

/* What is read from a damaged text is whole and can be written and read again; otherwise there is an error and nothing. */
static void
test_damaged_texts_never_crash (void)
{
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", 20000);
  guint read = 0;

  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (LotseRegisters) self = make_random (random);
      g_autofree char *text = round % 2 ? lotse_registers_to_text (self) : lotse_registers_pack_stamps (self);
      g_autoptr (GString) damaged = lotse_test_damage (random, text);
      g_autoptr (LotseRegisters) back = round % 2 ? NULL : lotse_registers_new ();
      g_autoptr (GError) error = NULL;

      if (round % 2)
        back = lotse_registers_from_text (damaged->str, &error);
      else if (!lotse_registers_unpack_stamps (back, damaged->str, &error))
        g_clear_pointer (&back, lotse_registers_free);
      if (back != NULL)
        {
          g_autofree char *again = lotse_registers_to_text (back);
          g_autoptr (LotseRegisters) third = lotse_registers_from_text (again, NULL);

          g_assert_no_error (error);
          g_assert_nonnull (third);
          g_assert_true (lotse_registers_equal (back, third, TRUE));
          read++;
        }
      else
        g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
  g_assert_cmpuint (read, >, 0);
  g_assert_cmpuint (read, <, rounds);
}

static void
test_names_are_joined_and_parted (void)
{
  static const struct
  {
    const char *name, *field, *element;
  } rows[] = {
    { "summary", "summary", NULL }, { "languages/ar", "languages", "ar" },  { "tags/a/b", "tags", "a/b" },
    { "tags/", "tags", "" },        { "tags/ä=1|", "tags", "ä=1|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *element = "untouched";
      g_autofree char *field = lotse_register_field (rows[i].name, &element);
      g_autofree char *name = lotse_register_name (rows[i].field, rows[i].element);

      g_assert_cmpstr (field, ==, rows[i].field);
      g_assert_cmpstr (element, ==, rows[i].element);
      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registers/put-get-remove", test_put_get_remove);
  g_test_add_func ("/registers/behaves-like-a-map", test_behaves_like_a_map);
  g_test_add_func ("/registers/equal", test_equal);
  g_test_add_func ("/registers/pack-looks-as-documented", test_pack_looks_as_documented);
  g_test_add_func ("/registers/pack-round-trip", test_pack_round_trip);
  g_test_add_func ("/registers/damaged-pack-changes-nothing", test_damaged_pack_changes_nothing);
  g_test_add_func ("/registers/wire-looks-as-documented", test_wire_looks_as_documented);
  g_test_add_func ("/registers/wire-round-trip", test_wire_round_trip);
  g_test_add_func ("/registers/hostile-wire-is-refused", test_hostile_wire_is_refused);
  g_test_add_func ("/registers/unknown-members-are-passed-over", test_unknown_members_are_passed_over);
  g_test_add_func ("/registers/sizes-are-limited", test_sizes_are_limited);
  g_test_add_func ("/registers/number-of-registers-is-limited", test_number_of_registers_is_limited);
  g_test_add_func ("/registers/damaged-texts-never-crash", test_damaged_texts_never_crash);
  g_test_add_func ("/registers/names-are-joined-and-parted", test_names_are_joined_and_parted);
  return g_test_run ();
}
