/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of kinds holds together: whatever is derived from it (SQL, properties, JSON, rights) may rely on what is
 * checked here.
 */
#include "lotse-kind.h"

#include <string.h>

/* The kinds that the design names; a kind is never taken away again. */
static const char *const expected_kinds[] = {
  "person", "organisation", "membership", "group", "consent", "attachment", "need", "room", "not_double",
  "programme", "cohort", "mentor_profile", "mentee_profile", "mentoring_pair", "goal", "session", "allowance_rule",
  "payout", "module", "qualification", "consultation", "service", "task",
  "event_format", "event", "agenda_item", "registration", "attendance", "participation",
  "form", "question", "survey", "response", "feedback_note", "open_answer", "centre_setting",
  "grant_programme", "call", "application", "award", "disbursement", "budget_item", "receipt", "deadline", "mini_job",
  "conflict", "review",
};

/* Words that no column may be called, as SQL would have to quote them or the JSON form uses them itself. */
static const char *const reserved[] = {
  "id", "kind", "deleted", "merged_into", "order", "group", "from", "to", "by", "in", "is", "and", "or", "not", "null",
  "table", "index", "check", "default", "references", "select", "set", "values", "where", "when", "then", "case", "end",
  "key", "primary", "unique", "limit", "like", "match", "join", "on", "as", "add", "all", "using", "rowid", "rank",
};

typedef void (*EachField) (const LotseKind *kind, const LotseField *field);

static void
for_each_field (EachField check)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      for (guint j = 0; j < kinds[i]->n_fields; j++)
        check (kinds[i], &kinds[i]->fields[j]);
    }
}

static void
assert_word (const char *word)
{
  g_assert_nonnull (word);
  g_assert_true (g_ascii_islower (word[0]));
  for (const char *p = word; *p != '\0'; p++)
    g_assert_true (g_ascii_islower (*p) || g_ascii_isdigit (*p) || *p == '_');
}

static void
test_all_kinds_are_there (void)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  g_assert_cmpuint (n_kinds, ==, G_N_ELEMENTS (expected_kinds));
  for (guint i = 0; i < n_kinds; i++)
    {
      g_assert_nonnull (lotse_kind_find (expected_kinds[i]));
      g_assert_true (lotse_kind_find (kinds[i]->name) == kinds[i]);
      assert_word (kinds[i]->name);
    }
  g_assert_null (lotse_kind_find ("persons"));
  g_assert_null (lotse_kind_find (""));
  g_assert_null (lotse_kind_find (NULL));
}

static void
test_every_kind_has_title_reference_labels (void)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      const LotseField *reference = lotse_kind_field (kinds[i], "reference");
      guint n_titles = 0;

      g_assert_nonnull (reference);
      g_assert_cmpint (reference->type, ==, LOTSE_FIELD_TEXT);
      for (guint j = 0; j < kinds[i]->n_fields; j++)
        n_titles += (kinds[i]->fields[j].flags & LOTSE_FIELD_TITLE) != 0;
      g_assert_cmpuint (n_titles, >, 0);
      g_assert_cmpstr (lotse_kind_label (kinds[i]), !=, "");
      g_assert_cmpstr (lotse_kind_label_plural (kinds[i]), !=, "");
    }
}

static void
check_field_name (const LotseKind *kind, const LotseField *field)
{
  assert_word (field->name);
  g_assert_true (lotse_kind_field (kind, field->name) == field);
  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    g_assert_cmpstr (field->name, !=, reserved[i]);
  g_assert_nonnull (lotse_field_label (field));
  g_assert_cmpstr (lotse_field_label (field), !=, "");
}

/* Where a number has no range, a slip of the finger goes into every report. */
static void
check_range (const LotseKind *kind, const LotseField *field)
{
  gboolean number = field->type == LOTSE_FIELD_INT || field->type == LOTSE_FIELD_MONEY;

  g_assert_true (number == (field->most > field->least));
  g_assert_true (field->levels == NULL || field->type == LOTSE_FIELD_MAP);
}

static void
test_numbers_have_ranges (void)
{
  for_each_field (check_range);
}

static void
test_fields_have_names_of_their_own (void)
{
  for_each_field (check_field_name);
  g_assert_cmpint (lotse_kind_field_index (lotse_kind_find ("person"), "religion"), ==, -1);
  g_assert_null (lotse_kind_field (lotse_kind_find ("person"), NULL));
}

static void
check_choices (const LotseKind *kind, const LotseField *field)
{
  gboolean may = field->type == LOTSE_FIELD_CHOICE || lotse_field_has_elements (field);

  g_assert_true (may || field->choices == NULL);
  g_assert_true (field->type != LOTSE_FIELD_CHOICE || field->choices != NULL);
  for (const LotseChoice *a = field->choices; a != NULL && a->name != NULL; a++)
    {
      assert_word (a->name);
      g_assert_cmpstr (lotse_choice_label (field, a->name), !=, "");
      for (const LotseChoice *b = field->choices; b != a; b++)
        {
          g_assert_cmpstr (a->name, !=, b->name);
          g_assert_cmpstr (a->label, !=, b->label);
        }
    }
}

static void
test_choices_differ_and_have_labels (void)
{
  const LotseField *state = lotse_kind_field (lotse_kind_find ("mentoring_pair"), "state");

  for_each_field (check_choices);
  g_assert_cmpstr (lotse_choice_label (state, "of a newer version"), ==, "of a newer version");
}

static void
check_links (const LotseKind *kind, const LotseField *field)
{
  gboolean may = field->type == LOTSE_FIELD_LINK || field->type == LOTSE_FIELD_SET;
  g_auto (GStrv) words = field->links != NULL ? g_strsplit (field->links, " ", -1) : NULL;

  g_assert_true (may || field->links == NULL);
  g_assert_true (field->type != LOTSE_FIELD_LINK || field->links != NULL);
  g_assert_true (field->type != LOTSE_FIELD_LINK || (field->flags & LOTSE_FIELD_INDEXED) != 0);
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_assert_true (strcmp (words[i], "*") == 0 || lotse_kind_find (words[i]) != NULL);
      g_assert_true (lotse_field_links_to (field, words[i]));
    }
}

static void
test_links_lead_to_kinds (void)
{
  const LotseField *mentee = lotse_kind_field (lotse_kind_find ("mentoring_pair"), "mentee");

  for_each_field (check_links);
  g_assert_true (lotse_field_links_to (mentee, "group"));
  g_assert_false (lotse_field_links_to (mentee, "roup"));
  g_assert_false (lotse_field_links_to (mentee, "per"));
  g_assert_false (lotse_field_links_to (mentee, "person group"));
  g_assert_false (lotse_field_links_to (mentee, "event"));
  g_assert_false (lotse_field_links_to (mentee, ""));
}

static void
check_flags (const LotseKind *kind, const LotseField *field)
{
  gboolean text = field->type == LOTSE_FIELD_TEXT || field->type == LOTSE_FIELD_LONG_TEXT ||
                  (lotse_field_has_elements (field) && field->links == NULL);

  g_assert_true (text || (field->flags & (LOTSE_FIELD_SEARCHED | LOTSE_FIELD_NAME)) == 0);
  g_assert_true ((field->flags & LOTSE_FIELD_NAME) == 0 || (field->flags & LOTSE_FIELD_SEARCHED) != 0);
  g_assert_true ((field->flags & LOTSE_FIELD_JSON) == 0 || field->type == LOTSE_FIELD_MAP);
  g_assert_true ((field->flags & LOTSE_FIELD_DATED) == 0
                 || (field->type == LOTSE_FIELD_MAP && (field->flags & LOTSE_FIELD_JSON) == 0 && field->levels == NULL));
  g_assert_true (!lotse_field_has_elements (field) || (field->flags & LOTSE_FIELD_TITLE) == 0);
  g_assert_true (field->type != LOTSE_FIELD_BLOB || (field->flags & LOTSE_FIELD_ONCE) != 0);
}

static void
check_audience (const LotseKind *kind, const LotseField *field)
{
  LotseAudience audience = lotse_field_audience (field);
  LotseAudience buckets = LOTSE_BUCKET_STAFF;

  g_assert_cmpuint (audience, !=, 0);
  g_assert_true (audience == LOTSE_AUDIENCE_AUTHOR || (audience & LOTSE_BUCKET_STAFF) != 0);
  if (field->audience == 0 || audience == LOTSE_AUDIENCE_AUTHOR)
    return;
  for (guint i = 0; i < kind->n_buckets; i++)
    buckets |= kind->buckets[i].bucket;
  g_assert_cmpuint (audience & ~buckets, ==, 0);
}

static void
test_flags_and_audiences_fit (void)
{
  for_each_field (check_flags);
  for_each_field (check_audience);
}

/* One step of a path: a link field of the kind. */
static void
assert_link (const LotseKind *kind, const char *name)
{
  const LotseField *field = lotse_kind_field (kind, name);

  g_assert_nonnull (field);
  g_assert_cmpint (field->type, ==, LOTSE_FIELD_LINK);
}

static void
check_path (const LotseKind *kind, const char *path)
{
  g_auto (GStrv) sides = g_strsplit (path, "<", 2);
  g_auto (GStrv) back = sides[1] != NULL ? g_strsplit (sides[1], ".", 2) : NULL;
  g_auto (GStrv) unless = *sides[0] != '\0' ? g_strsplit (sides[0], "!", 2) : NULL;

  if (back != NULL)
    {
      g_assert_nonnull (lotse_kind_find (back[0]));
      assert_link (lotse_kind_find (back[0]), back[1]);
    }
  if (unless == NULL || strcmp (path, ".") == 0)
    return;
  assert_link (kind, unless[0][0] == '=' ? unless[0] + 1 : unless[0]);
  if (unless[1] != NULL)
    assert_link (kind, unless[1]);
}

static void
test_bucket_rules_lead_somewhere (void)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);
  const LotseField *state = lotse_kind_field (lotse_kind_find ("mentoring_pair"), "state");

  for (guint i = 0; i < n_kinds; i++)
    {
      for (guint j = 0; j < kinds[i]->n_buckets; j++)
        {
          const LotseBucketRule *rule = &kinds[i]->buckets[j];

          g_assert_true (rule->path != NULL || (rule->bucket & (LOTSE_BUCKET_PAIR | LOTSE_BUCKET_SELF)) == 0);
          if (rule->path != NULL)
            check_path (kinds[i], rule->path);
          if (rule->from_state != NULL)
            g_assert_true (lotse_choice_label (state, rule->from_state) != rule->from_state);
        }
      g_assert_false (kinds[i]->own_only && kinds[i]->writers == 0);
      g_assert_false (kinds[i]->system && kinds[i]->writers != 0);
    }
}

/* What must never reach a mentor in the bucket of a pair; each field is named in the design. */
static void
test_mentors_never_receive (void)
{
  static const struct
  {
    const char *kind;
    const char *field;
  } secrets[] = {
    { "person", "staff_notes" },          { "person", "gender" },
    { "person", "birth_year" },           { "person", "languages" },
    { "person", "tags" },                 { "person", "office" },
    { "mentoring_pair", "mentor_health" }, { "mentoring_pair", "mentee_health" },
    { "mentoring_pair", "mentee_answer" }, { "mentoring_pair", "staff_notes" },
    { "mentee_profile", "staff_notes" },  { "mentor_profile", "certificate_clear" },
    { "session", "private_note" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      const LotseField *field = lotse_kind_field (lotse_kind_find (secrets[i].kind), secrets[i].field);

      g_assert_nonnull (field);
      g_assert_cmpuint (lotse_field_audience (field) & (LOTSE_BUCKET_PAIR | LOTSE_BUCKET_OPEN), ==, 0);
    }
  g_assert_null (lotse_kind_field (lotse_kind_find ("mentee_profile"), "origin"));
  g_assert_true (lotse_kind_find ("response")->anonymous);
}

/* A proposal that came to nothing must not count as an introduction. */
static void
test_declined_comes_before_introduced (void)
{
  const LotseField *state = lotse_kind_field (lotse_kind_find ("mentoring_pair"), "state");
  static const char *const order[] = { "proposed", "declined", "introduced",  "trial_phase",
                                       "agreed",   "paused",   "completed", "ended_early" };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (state->choices[i].name, ==, order[i]);
  g_assert_null (state->choices[G_N_ELEMENTS (order)].name);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kind/all-kinds-are-there", test_all_kinds_are_there);
  g_test_add_func ("/kind/every-kind-has-title-reference-labels", test_every_kind_has_title_reference_labels);
  g_test_add_func ("/kind/fields-have-names-of-their-own", test_fields_have_names_of_their_own);
  g_test_add_func ("/kind/numbers-have-ranges", test_numbers_have_ranges);
  g_test_add_func ("/kind/choices-differ-and-have-labels", test_choices_differ_and_have_labels);
  g_test_add_func ("/kind/links-lead-to-kinds", test_links_lead_to_kinds);
  g_test_add_func ("/kind/flags-and-audiences-fit", test_flags_and_audiences_fit);
  g_test_add_func ("/kind/bucket-rules-lead-somewhere", test_bucket_rules_lead_somewhere);
  g_test_add_func ("/kind/mentors-never-receive", test_mentors_never_receive);
  g_test_add_func ("/kind/declined-comes-before-introduced", test_declined_comes_before_introduced);
  return g_test_run ();
}
