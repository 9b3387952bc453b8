/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only JSON is read as JSON, only so deep, and what is written is read back as it was. */
#include "lotse-json.h"

#include "lotse-error.h"
#include "tests/lotse-test-fuzz.h"

static void
test_good_is_read (void)
{
  static const char *const good[] = {
    "{}",
    " \t\r\n{ } \n",
    "{\"a\":[1,-2.5e3,true,false,null,\"x\",{}]}",
    "{\"\\u00e4\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t[{\"}",
    "{\"a\":\"\xf0\x9f\xa6\x84\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = lotse_json_parse (good[i], strlen (good[i]), &error);

      g_assert_no_error (error);
      g_assert_nonnull (root);
    }
}

static void
test_bad_is_refused (void)
{
  static const char *const bad[] = {
    "", " ", "[]", "null", "1", "\"a\"", "{", "}", "{]", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":\"", "{\"a\":\"\\\"}",
    "{\"a\":\"\\", "{}{}", "{} x", "{a:1}", "{'a':1}", "{/* \" */}", "// x\n{}", "var a = {};", "{\"a\":\"\n\"}",
    "{\"a\":\"\xff\"}", "{\"a\":\"\xed\xa0\x80\"}", "{\"a\":\"\\ud800\"}", "{\"a\":#}", "\xef\xbb\xbf{}", "{\"a\":\x01}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (lotse_json_parse (bad[i], strlen (bad[i]), &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

static void
test_depth_is_bounded (void)
{
  for (guint depth = LOTSE_JSON_DEPTH_MAX - 2; depth <= LOTSE_JSON_DEPTH_MAX + 2; depth++)
    {
      g_autoptr (GString) text = g_string_new ("{\"a\":");
      g_autoptr (JsonNode) root = NULL;

      for (guint i = 1; i < depth; i++)
        g_string_append_c (text, '[');
      for (guint i = 1; i < depth; i++)
        g_string_append_c (text, ']');
      g_string_append_c (text, '}');
      root = lotse_json_parse (text->str, text->len, NULL);
      g_assert_cmpint (root != NULL, ==, depth <= LOTSE_JSON_DEPTH_MAX);
    }
}

/* What overflows the stack of a parser that recurses, in each form that could hide it. */
static void
test_deep_nesting_does_not_crash (void)
{
  static const char *const starts[] = { "", "{\"a\":", "{\"a\":\"\\\\\",\"b\":", "/* \" */", "{'\"':" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      for (guint kind = 0; kind < 2; kind++)
        {
          g_autoptr (GString) text = g_string_new (starts[i]);
          g_autoptr (GError) error = NULL;

          for (guint depth = 0; depth < 500000; depth++)
            g_string_append (text, kind == 0 ? "[" : "{\"a\":");
          g_assert_null (lotse_json_parse (text->str, text->len, &error));
          g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
        }
    }
}

static void
test_claimed_size_is_not_believed (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lotse_json_parse ("{}", (gsize) G_MAXINT + 1, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
  g_assert_null (lotse_json_parse ("{\"a\":1}", 4, NULL));
}

/* A NUL inside is no end: what follows it must not be passed over unseen. */
static void
test_nul_inside_is_refused (void)
{
  static const char text[] = "{}\0[[[[";

  g_assert_null (lotse_json_parse (text, sizeof text - 1, NULL));
}

static void
test_text_round_trip (void)
{
  static const char *const texts[] = { "", "a", "\"", "\\", "a\"b\\c", "\n\r\t\b\f", "\x01\x1f\x7f", "äöü\xf0\x9f\xa6\x84",
                                       "/", "</script>", "\xe2\x80\xa8" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) out = g_string_new ("{");
      g_autoptr (JsonNode) root = NULL;
      const char *value;

      lotse_json_append_name (out, texts[i]);
      lotse_json_append_text (out, texts[i]);
      lotse_json_append_name (out, "nothing");
      lotse_json_append_text (out, NULL);
      g_string_append_c (out, '}');
      root = lotse_json_parse (out->str, out->len, NULL);
      g_assert_nonnull (root);
      g_assert_true (lotse_json_read_text (json_node_get_object (root), texts[i], &value, NULL));
      g_assert_cmpstr (value, ==, texts[i]);
      g_assert_true (lotse_json_read_text (json_node_get_object (root), "nothing", &value, NULL));
      g_assert_null (value);
    }
}

static void
test_readers_check_types (void)
{
  static const char text[] = "{\"text\":\"x\",\"int\":7,\"double\":7.5,\"bool\":true,\"object\":{},\"array\":[],\"null\":null}";
  static const char *const names[] = { "text", "int", "double", "bool", "object", "array", "null", "missing" };
  g_autoptr (JsonNode) root = lotse_json_parse (text, strlen (text), NULL);
  JsonObject *object = json_node_get_object (root);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = names[i];
      gboolean empty = g_str_equal (name, "null") || g_str_equal (name, "missing");
      const char *value;
      gint64 number;
      gboolean flag;
      JsonObject *inner;
      JsonArray *list;

      g_assert_cmpint (lotse_json_read_text (object, name, &value, NULL), ==, empty || g_str_equal (name, "text"));
      g_assert_cmpint (value != NULL, ==, g_str_equal (name, "text"));
      g_assert_cmpint (lotse_json_read_int (object, name, &number, NULL), ==, empty || g_str_equal (name, "int"));
      g_assert_cmpint (number, ==, g_str_equal (name, "int") ? 7 : 0);
      g_assert_cmpint (lotse_json_read_bool (object, name, &flag, NULL), ==, empty || g_str_equal (name, "bool"));
      g_assert_cmpint (flag, ==, g_str_equal (name, "bool"));
      g_assert_cmpint (lotse_json_read_object (object, name, &inner, NULL), ==, empty || g_str_equal (name, "object"));
      g_assert_cmpint (inner != NULL, ==, g_str_equal (name, "object"));
      g_assert_cmpint (lotse_json_read_array (object, name, &list, NULL), ==, empty || g_str_equal (name, "array"));
      g_assert_cmpint (list != NULL, ==, g_str_equal (name, "array"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/good-is-read", test_good_is_read);
  g_test_add_func ("/json/bad-is-refused", test_bad_is_refused);
  g_test_add_func ("/json/depth-is-bounded", test_depth_is_bounded);
  g_test_add_func ("/json/deep-nesting-does-not-crash", test_deep_nesting_does_not_crash);
  g_test_add_func ("/json/claimed-size-is-not-believed", test_claimed_size_is_not_believed);
  g_test_add_func ("/json/nul-inside-is-refused", test_nul_inside_is_refused);
  g_test_add_func ("/json/text-round-trip", test_text_round_trip);
  g_test_add_func ("/json/readers-check-types", test_readers_check_types);
  return g_test_run ();
}
