/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every message comes back as it was sent, and a stranger's message is an error or a message, never a crash.  All
 * messages go through the same trials by one table; test-sync-request.c and test-sync-answer.c look at what is special.
 */
#include "lotse-protocol.h"

#include "lotse-error.h"
#include "tests/lotse-test-fuzz.h"

#define ID "00112233445566778899aabbccddeeff"
#define STAMP "0000000000000064-000000000000000a"
#define TOKEN "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define DEVICE "000000000000000a"

/* Reads a text as one of the messages and writes it again; NULL with an error when it cannot be read. */
#define DEFINE_AGAIN(Type, name) \
  static char *name##_again (const char *text, gssize size, GError **error) \
  { \
    g_autoptr (Type) message = lotse_##name##_from_json (text, size, error); \
    return message != NULL ? lotse_##name##_to_json (message) : NULL; \
  }

DEFINE_AGAIN (LotseAbout, about)
DEFINE_AGAIN (LotseEnrolment, enrolment)
DEFINE_AGAIN (LotseEnrolled, enrolled)
DEFINE_AGAIN (LotseSyncRequest, sync_request)
DEFINE_AGAIN (LotseSyncAnswer, sync_answer)
DEFINE_AGAIN (LotseHistory, history)
DEFINE_AGAIN (LotseAuditPage, audit_page)

typedef struct
{
  const char *name;
  char *(*again) (const char *text, gssize size, GError **error);
  const char *full;   /* with every member, as this program writes it */
  const char *least;  /* with no member that may be missing */
} Message;

static const Message messages[] = {
  { "about", about_again,
    "{\"name\":\"Mitmachen Jena\",\"version\":\"0.1.0\",\"oldest\":1,\"newest\":2,\"epoch\":\"e1\",\"now\":1795341600000}",
    "{\"oldest\":1,\"newest\":1,\"epoch\":\"e1\"}" },
  { "enrolment with a password", enrolment_again,
    "{\"account\":\"amal\",\"password\":\"geh\xc3\xa4im \\\"7\\\"\",\"token\":\"" TOKEN "\",\"device\":\"" DEVICE
    "\",\"name\":\"Laptop im B\xc3\xbcro\",\"former\":[\"000000000000000b\",\"000000000000000c\"]}",
    "{\"token\":\"" TOKEN "\",\"device\":\"" DEVICE "\"}" },
  { "enrolment with a code", enrolment_again, "{\"code\":\"K7QF-2M9X\",\"token\":\"" TOKEN "\",\"device\":\"" DEVICE "\"}",
    "{\"token\":\"" TOKEN "\",\"device\":\"" DEVICE "\"}" },
  { "enrolled", enrolled_again,
    "{\"account\":\"amal\",\"person\":\"" ID "\",\"roles\":[\"mentor\",\"admin\"],\"epoch\":\"e1\",\"centre\":\"Mitmachen\","
    "\"undertaking\":true,\"device\":\"" DEVICE "\"}",
    "{\"account\":\"amal\",\"epoch\":\"e1\",\"device\":\"" DEVICE "\"}" },
  { "sync request", sync_request_again,
    "{\"version\":1,\"send\":\"s3\",\"heard\":[\"s1\",\"s2\"],\"cursor\":\"c.1\",\"now\":1795341600000,\"more\":true,"
    "\"edits\":[{\"k\":\"session\",\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"n\":\"" STAMP "|summary=\",\"d\":true,"
    "\"w\":{\"summary\":[\"x\",\"" STAMP "\",\"0000000000000065\"],\"minutes\":[]}},"
    "{\"k\":\"unknown_kind\",\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"w\":{\"new/1|=%\":[\"\xf0\x9f\xa6\x84\"]}}]}",
    "{\"version\":1,\"send\":\"s1\"}" },
  { "sync answer", sync_answer_again,
    "{\"flags\":[\"more\",\"anew\",\"copy\",\"forget-all\",\"outdated\",\"listing\"],\"epoch\":\"e1\",\"cursor\":\"c.2\","
    "\"now\":1795341600000,\"roles\":[\"organiser\",\"finance\",\"coordinator\"],\"person\":\"" ID "\","
    "\"verdicts\":[{\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"v\":[[\"merged\"],[\"conflict\",\"summary\"],"
    "[\"merged\",\"minutes\",\"0000000000000065\"],[\"refused\",\"place\",null,\"no-right\"]]},"
    "{\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"v\":[[\"merged\",null,\"0000000000000065\"]]}],"
    "\"forget\":[\"" ID "\"],\"erased\":[\"" ID "\"],\"total\":12,"
    "\"changes\":[{\"k\":\"person\",\"i\":\"" ID "\",\"b\":\"amal\",\"s\":\"" STAMP "\",\"f\":{\"name\":\"Amal\"}},"
    "{\"k\":\"unknown_kind\",\"i\":\"" ID "\",\"s\":\"" STAMP "\",\"f\":{\"a\":null,\"b\":\"\\n\",\"c\":\"1\"},"
    "\"x\":{\"b\":\"0000000000000065-0000000000000000\"}}]}",
    "{\"epoch\":\"e1\"}" },
  { "history", history_again,
    "{\"lines\":[{\"register\":\"summary\",\"value\":\"x\",\"by\":\"amal\",\"at\":1795341600000,\"verdict\":\"conflict\","
    "\"stood\":true},{\"register\":\"summary\"}]}",
    "{\"lines\":[]}" },
  { "audit", audit_page_again,
    "{\"lines\":[{\"n\":812,\"at\":1795341600000,\"who\":\"amal\",\"what\":\"device-enrolled\",\"subject\":\"3f\"},"
    "{\"n\":1,\"who\":\"centre\",\"what\":\"checked\"}],\"more\":true}",
    "{\"lines\":[]}" },
};

static void
test_round_trip (gconstpointer data)
{
  const Message *message = data;
  const char *const texts[] = { message->full, message->least };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *again = message->again (texts[i], -1, &error);
      g_autofree char *padded = g_strconcat (texts[i], "rubbish behind the end", NULL);
      g_autofree char *bounded = message->again (padded, (gssize) strlen (texts[i]), NULL);

      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, texts[i]);
      g_assert_cmpstr (bounded, ==, texts[i]);
    }
}

static void
test_cut_off_at_every_byte (gconstpointer data)
{
  const Message *message = data;

  for (gsize length = 0; length < strlen (message->full); length++)
    {
      /* A block of just that size shows to the sanitizer whether anything is read behind it. */
      g_autofree char *block = g_memdup2 (message->full, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (message->again (block != NULL ? block : "", (gssize) length, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

static void
test_damaged (gconstpointer data)
{
  const Message *message = data;
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", 3000);

  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (GString) damaged = lotse_test_damage (random, message->full);
      g_autoptr (GError) error = NULL;
      g_autofree char *once = message->again (damaged->str, (gssize) damaged->len, &error);

      if (once != NULL)
        {
          g_autofree char *twice = message->again (once, -1, NULL);

          g_assert_no_error (error);
          g_assert_cmpstr (once, ==, twice);
        }
      else
        g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

/* Each member in turn gets a value of each other type. */
static void
test_wrong_types (gconstpointer data)
{
  static const char *const wrong[] = { "1", "\"x\"", "true", "[]", "{}", "[[]]", "[1]", "[\"x\"]", "{\"a\":1}", "1.5", "-1",
                                       "9223372036854775807", "99999999999999999999" };
  const Message *message = data;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GList) names = NULL;

  g_assert_true (json_parser_load_from_data (parser, message->full, -1, NULL));
  names = json_object_get_members (json_node_get_object (json_parser_get_root (parser)));
  for (GList *name = names; name != NULL; name = name->next)
    {
      for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
        {
          g_autoptr (JsonNode) root = json_from_string (message->full, NULL);
          g_autoptr (GError) error = NULL;
          g_autofree char *text = NULL;
          g_autofree char *again = NULL;

          json_object_set_member (json_node_get_object (root), name->data, json_from_string (wrong[i], NULL));
          text = json_to_string (root, FALSE);
          again = message->again (text, -1, &error);
          g_assert_cmpint (again == NULL, ==, error != NULL);
          if (error != NULL)
            g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
        }
    }
}

static void
test_claimed_size (gconstpointer data)
{
  static const gint64 claims[] = { (gint64) LOTSE_PROTOCOL_MAX_BODY + 1, G_GINT64_CONSTANT (4294967295),
                                   G_GINT64_CONSTANT (4294967296) + 2, G_MAXSSIZE };
  const Message *message = data;

  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autoptr (GError) error = NULL;

      /* Nothing of the text may be touched: it is not as long as it claims to be. */
      g_assert_null (message->again ("{}", (gssize) claims[i], &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

static void
test_deep_nesting (gconstpointer data)
{
  const Message *message = data;
  g_autoptr (GString) text = g_string_new (message->full);

  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\"new\":");
  for (guint depth = 0; depth < 300000; depth++)
    g_string_append_c (text, '[');
  for (guint closed = 0; closed < 2; closed++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (message->again (text->str, (gssize) text->len, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
      for (guint depth = 0; depth < 300000; depth++)
        g_string_append_c (text, ']');
      g_string_append_c (text, '}');
    }
}

/* A newer version may say more than this one knows. */
static void
test_unknown_members (gconstpointer data)
{
  const Message *message = data;
  g_autofree char *text = g_strconcat ("{\"new\":{\"deeper\":[1,2,{}]},\"newer\":null,", message->full + 1, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *again = message->again (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, message->full);
}

#define ENROL "\"token\":\"" TOKEN "\",\"device\":\"" DEVICE "\""

static void
test_impossible_is_refused (void)
{
  static const struct
  {
    char *(*again) (const char *text, gssize size, GError **error);
    const char *text;
  } bad[] = {
    { about_again, "{\"oldest\":1,\"newest\":1}" },
    { about_again, "{\"oldest\":2,\"newest\":1,\"epoch\":\"e\"}" },
    { about_again, "{\"oldest\":0,\"newest\":1,\"epoch\":\"e\"}" },
    { about_again, "{\"oldest\":1,\"newest\":4294967297,\"epoch\":\"e\"}" },
    { enrolment_again, "{" ENROL ",\"account\":\"a\",\"password\":\"p\",\"code\":\"c\"}" },
    { enrolment_again, "{" ENROL ",\"password\":\"p\"}" },
    { enrolment_again, "{" ENROL ",\"former\":[\"x\"]}" },
    { enrolment_again, "{" ENROL ",\"former\":[\"0000000000000000\"]}" },
    { enrolment_again, "{\"token\":\"abc\",\"device\":\"" DEVICE "\"}" },
    { enrolment_again, "{\"token\":\"" TOKEN "0\",\"device\":\"" DEVICE "\"}" },
    { enrolment_again, "{\"token\":\"" TOKEN "\",\"device\":\"0000000000000000\"}" },
    { enrolment_again, "{\"token\":\"" TOKEN "\"}" },
    { enrolled_again, "{\"epoch\":\"e\",\"device\":\"" DEVICE "\"}" },
    { enrolled_again, "{\"account\":\"a\",\"device\":\"" DEVICE "\"}" },
    { enrolled_again, "{\"account\":\"a\",\"epoch\":\"e\",\"device\":\"" DEVICE "\",\"person\":\"x\"}" },
    { sync_request_again, "{\"version\":1}" },
    { sync_request_again, "{\"send\":\"s\"}" },
    { sync_request_again, "{\"version\":-1,\"send\":\"s\"}" },
    { sync_request_again, "{\"version\":1,\"send\":\"s\",\"edits\":[1]}" },
    { sync_request_again, "{\"version\":1,\"send\":\"s\",\"edits\":[{}]}" },
    { sync_answer_again, "{}" },
    { sync_answer_again, "{\"epoch\":\"e\",\"forget\":[\"x\"]}" },
    { sync_answer_again, "{\"epoch\":\"e\",\"erased\":[\"" ID "0\"]}" },
    { sync_answer_again, "{\"epoch\":\"e\",\"total\":-1}" },
    { sync_answer_again, "{\"epoch\":\"e\",\"verdicts\":[{}]}" },
    { sync_answer_again, "{\"epoch\":\"e\",\"verdicts\":[{\"i\":\"" ID "\",\"t\":\"" STAMP "\"}]}" },
    { sync_answer_again, "{\"epoch\":\"e\",\"verdicts\":[{\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"v\":[[]]}]}" },
    { sync_answer_again, "{\"epoch\":\"e\",\"verdicts\":[{\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"v\":[[\"merged\",1]]}]}" },
    { history_again, "{\"lines\":[{}]}" },
    { history_again, "{\"lines\":[1]}" },
    { audit_page_again, "{\"lines\":[1]}" },
    { audit_page_again, "{\"lines\":[{\"who\":\"a\",\"what\":\"b\"}]}" },
    { audit_page_again, "{\"lines\":[{\"n\":1,\"who\":\"a\"}]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i].text);
      g_assert_null (bad[i].again (bad[i].text, -1, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

static void
test_error_body (void)
{
  static const char *const foreign[] = { "", "<html>Bad gateway</html>", "{}", "{\"error\":7}", "{\"error\":\"\"}", "[]" };
  g_autofree char *text = lotse_error_to_json ("locked-out", "Zeile 1\n\"Zeile 2\"");
  g_autofree char *word = NULL;
  g_autofree char *message = NULL;

  g_assert_true (lotse_error_from_json (text, -1, &word, &message));
  g_assert_cmpstr (word, ==, "locked-out");
  g_assert_cmpstr (message, ==, "Zeile 1\n\"Zeile 2\"");
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      char *no_word = NULL;
      char *no_message = NULL;

      g_assert_false (lotse_error_from_json (foreign[i], -1, &no_word, &no_message));
      g_assert_null (no_word);
      g_assert_null (no_message);
    }
}

static void
add_trials (const Message *message)
{
  static const struct
  {
    const char *name;
    GTestDataFunc function;
  } trials[] = {
    { "round-trip", test_round_trip },       { "cut-off-at-every-byte", test_cut_off_at_every_byte },
    { "damaged", test_damaged },             { "wrong-types", test_wrong_types },
    { "claimed-size", test_claimed_size },   { "deep-nesting", test_deep_nesting },
    { "unknown-members", test_unknown_members },
  };
  g_autofree char *name = g_strdelimit (g_strdup (message->name), " ", '-');

  for (guint i = 0; i < G_N_ELEMENTS (trials); i++)
    {
      g_autofree char *path = g_strconcat ("/messages/", name, "/", trials[i].name, NULL);

      g_test_add_data_func (path, message, trials[i].function);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    add_trials (&messages[i]);
  g_test_add_func ("/messages/impossible-is-refused", test_impossible_is_refused);
  g_test_add_func ("/messages/error-body", test_error_body);
  return g_test_run ();
}
