/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table rule-cases.txt: each case has rule, records, dates and the reason for them; its head says how it is written. */
#include "rules-fixture.h"

#include <string.h>

#define KEY "case"
#define FEWEST 120

/* What a line says; the rule, state and day are those of the lines before. */
typedef struct
{
  guint line;
  const char *rule, *state, *today;
  const char *records, *expected, *reason;
} Case;

static GStringChunk *chunk; /* of the whole table */

typedef struct
{
  Records records;
  LotseRecord *home;        /* of the rule */
  LotseRecord *application;
  LotseRecord *attached;    /* whose deadlines are asked for */
  LotseRecord *last[5];     /* by `linked` */
} World;

/* Which records lead to the last one of another kind. */
static const char *const linked[] = { "award", "event", "mentoring_pair", "call", "grant_programme" };
static const char *const links[][3] = {
  { "call", "programme", "grant_programme" },
  { "application", "programme", "grant_programme" },
  { "disbursement", "award", "award" },
  { "registration", "event", "event" },
  { "session", "pair", "mentoring_pair" },
};

static LotseRecord **
last_of (World *self, const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (linked); i++)
    if (g_str_equal (linked[i], kind))
      return &self->last[i];
  return NULL;
}

static void
link_up (World *self, LotseRecord *record, gboolean amends)
{
  const char *kind = lotse_record_get_kind (record)->name;
  LotseRecord **last = last_of (self, kind);

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (g_str_equal (links[i][0], kind) && *last_of (self, links[i][2]) != NULL)
      record_set (record, links[i][1], lotse_record_get_id (*last_of (self, links[i][2])));
  if (g_str_equal (kind, "award"))
    record_set (record, "application", lotse_record_get_id (self->application));
  if (g_str_equal (kind, "call"))
    record_set (self->application, "call", lotse_record_get_id (record));
  if (g_str_equal (kind, "deadline"))
    record_set (record, "attached", lotse_record_get_id (self->application));
  if (g_str_equal (kind, "event"))
    g_assert_true (lotse_record_set_element (record, "applications", lotse_record_get_id (self->application), "1", NULL));
  if (amends)
    record_set (record, "amends", lotse_record_get_id (*last));
  if (last != NULL)
    *last = record;
}

/* "award+ ends_on=2027-03-31 stated_dates/proof_of_use=2027-04-30" */
static void
add_record (World *self, const char *text, const char *anchor_kind)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  const gboolean amends = g_str_has_suffix (words[0], "+");
  g_autofree char *kind = g_strndup (words[0], strlen (words[0]) - amends);
  LotseRecord *record = g_str_equal (kind, "application") ? self->application : record_add (&self->records, kind, NULL);

  for (guint i = 1; words[i] != NULL; i++)
    {
      char *value = strchr (words[i], '=');
      char *element = strchr (words[i], '/');

      g_assert_nonnull (value);
      *value++ = '\0';
      if (element != NULL)
        *element++ = '\0';
      if (element != NULL)
        g_assert_true (lotse_record_set_element (record, words[i], element, value, NULL));
      else
        record_set (record, words[i], value);
    }
  if (record != self->application)
    link_up (self, record, amends);
  if (g_str_equal (kind, anchor_kind))
    self->attached = record;
}

static void
world_init (World *self, const Case *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRule) rule = lotse_rule_parse (KEY, row->rule, &error);
  g_auto (GStrv) records = g_strsplit (row->records, " | ", -1);
  const char *kind;

  g_assert_no_error (error);
  memset (self, 0, sizeof *self);
  records_init (&self->records);
  self->records.options.state = g_str_equal (row->state, "-") ? NULL : row->state;
  self->records.options.today = row->today;
  kind = lotse_rule_anchor_find (((LotseRuleCondition *) rule->conditions->pdata[0])->anchor)->kind;
  self->home = record_add (&self->records, "grant_programme", "name", "Kleine Hilfe", NULL);
  self->application = record_add (&self->records, "application", "title", "Sommerschule", "programme", lotse_record_get_id (self->home), NULL);
  self->last[G_N_ELEMENTS (linked) - 1] = self->home;
  self->attached = self->application;
  if (!g_str_equal (kind, "application"))
    {
      g_autofree char *id = lotse_id_derive ("centre_setting", "centre", NULL);

      self->home = lotse_record_new (lotse_kind_find ("centre_setting"), id);
      g_ptr_array_add (self->records.list, self->home);
    }
  rule_add (self->home, KEY, row->rule);
  for (guint i = 0; records[i] != NULL; i++)
    add_record (self, records[i], kind);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The dates of the rule's deadlines, and the anchors of those that wait, which sort behind every digit. */
static char *
dates_of (World *self, GPtrArray *list)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < list->len; i++)
    {
      const LotseDeadline *deadline = list->pdata[i];
      const char *state = deadline->state == LOTSE_DEADLINE_MOOT ? "(moot)" : deadline->state == LOTSE_DEADLINE_DONE ? "(done)" : "";

      if (deadline->rule == NULL || !g_str_equal (deadline->rule->key, KEY))
        continue;
      g_ptr_array_add (texts, deadline->due != NULL ? g_strconcat (deadline->due, state, NULL)
                                                    : g_strconcat ("waits:", deadline->missing, state, NULL));
    }
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (" ", (char **) texts->pdata);
}

/* One of the record, and all of them together. */
static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (GPtrArray) one = NULL, all = NULL;
  g_autofree char *found = NULL, *same = NULL;
  World world;

  world_init (&world, row);
  one = deadlines_of (&world.records, world.attached);
  all = lotse_deadlines_list (&world.records.overlay.records, &world.records.options, NULL);
  found = dates_of (&world, one);
  same = dates_of (&world, all);
  if (!g_str_equal (found, row->expected))
    g_error ("line %u: %s: %s; expected %s, because: %s", row->line, row->records, found, row->expected, row->reason);
  g_assert_cmpstr (same, ==, found);
  records_clear (&world.records);
}

/* --- The table ------------------------------------------------------------------------------------------------ */

static const char *
cut (const char *from, const char *to)
{
  g_autofree char *text = g_strstrip (g_strndup (from, (gsize) (to - from)));

  return g_string_chunk_insert (chunk, text);
}

static gboolean
read_case (const char *line, Case *row)
{
  const char *arrow = strstr (line, " -> ");
  const char *colon = arrow != NULL ? strstr (arrow + strlen (" ->"), " : ") : NULL;

  if (arrow == NULL || colon == NULL)
    return FALSE;
  row->records = cut (line, arrow);
  row->expected = cut (arrow + strlen (" ->"), colon);
  row->reason = cut (colon + strlen (" : "), line + strlen (line));
  return TRUE;
}

/* Whether the line gives what holds from there on. */
static gboolean
read_setting (const char *line, Case *row)
{
  if (g_str_has_prefix (line, "rule "))
    row->rule = g_string_chunk_insert (chunk, line + strlen ("rule "));
  else if (g_str_has_prefix (line, "state "))
    row->state = g_string_chunk_insert (chunk, line + strlen ("state "));
  else if (g_str_has_prefix (line, "today "))
    row->today = g_string_chunk_insert (chunk, line + strlen ("today "));
  else
    return FALSE;
  return TRUE;
}

static guint
add_cases (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "rules", "rule-cases.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Case now = { 0 };
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("/rule-cases/%03u", i + 1);

      now.line = i + 1;
      if (lines[i][0] == '\0' || lines[i][0] == '#' || g_str_has_prefix (lines[i], "==") || read_setting (lines[i], &now))
        continue;
      if (!read_case (lines[i], &now))
        g_error ("line %u is not understood: %s", i + 1, lines[i]);
      g_test_add_data_func_full (name, g_memdup2 (&now, sizeof now), test_case, g_free);
      n++;
    }
  return n;
}

int
main (int argc, char **argv)
{
  guint n;
  int result;

  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  chunk = g_string_chunk_new (4096);
  n = add_cases ();
  g_assert_cmpuint (n, >=, FEWEST);
  result = g_test_run ();
  g_string_chunk_free (chunk);
  return result;
}
