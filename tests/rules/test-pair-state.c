/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tandems that went quiet: what counts as silence, and who is not asked. */
#include "config.h"

#include "lotse-deadline.h"
#include "lotse-pair-state.h"

#include <string.h>

#define TODAY "2027-03-01"

typedef struct
{
  const char *name;
  const char *state;
  const char *paused_until;
  const char *introduced;
  const char *quiet_after; /* of the programme; NULL: it sets nothing */
  const char *met[3];      /* dates of meetings */
  const char *planned;     /* moment that the first meeting names as the next one */
  const char *last, *next;
  int days;
  gboolean quiet;
} Case;

static const Case cases[] = {
  { "lately", "agreed", NULL, "2026-01-01", NULL, { "2027-02-01", "2026-12-01" }, NULL, "2027-02-01", NULL, 28, FALSE },
  { "41-days", "agreed", NULL, "2026-01-01", NULL, { "2027-01-19" }, NULL, "2027-01-19", NULL, 41, FALSE },
  { "42-days", "agreed", NULL, "2026-01-01", NULL, { "2026-12-01", "2027-01-18" }, NULL, "2027-01-18", NULL, 42, TRUE },
  { "own-13-days", "trial_phase", NULL, "2026-01-01", "14", { "2027-02-16" }, NULL, "2027-02-16", NULL, 13, FALSE },
  { "own-14-days", "trial_phase", NULL, "2026-01-01", "14", { "2027-02-15" }, NULL, "2027-02-15", NULL, 14, TRUE },
  { "introduced-41-days", "introduced", NULL, "2027-01-19", NULL, { NULL }, NULL, NULL, NULL, 41, FALSE },
  { "introduced-42-days", "introduced", NULL, "2027-01-18", NULL, { NULL }, NULL, NULL, NULL, 42, TRUE },
  { "never-met", "introduced", NULL, "2026-12-01", NULL, { NULL }, NULL, NULL, NULL, 90, TRUE },
  { "not-known", "introduced", NULL, NULL, NULL, { NULL }, NULL, NULL, NULL, -1, FALSE },
  { "planned", "agreed", NULL, "2026-01-01", NULL, { "2026-12-01" }, "2027-03-01T18:00", "2026-12-01", "2027-03-01T18:00", 90, FALSE },
  { "planned-once", "agreed", NULL, "2026-01-01", NULL, { "2026-12-01" }, "2027-02-28T18:00", "2026-12-01", NULL, 90, TRUE },
  { "ahead", "agreed", NULL, "2026-01-01", NULL, { "2026-12-01", "2027-03-02" }, "2027-03-05T18:00", "2026-12-01", "2027-03-02", 90, FALSE },
  { "same-day", "agreed", NULL, "2026-01-01", NULL, { "2026-12-01", "2027-03-05" }, "2027-03-05T18:00", "2026-12-01", "2027-03-05T18:00", 90,
    FALSE },
  { "paused", "agreed", TODAY, "2026-01-01", NULL, { "2026-12-01" }, NULL, "2026-12-01", NULL, 90, FALSE },
  { "pause-over", "agreed", "2027-02-28", "2026-01-01", NULL, { "2026-12-01" }, NULL, "2026-12-01", NULL, 90, TRUE },
  { "completed", "completed", NULL, "2026-01-01", NULL, { "2026-12-01" }, NULL, "2026-12-01", NULL, 90, FALSE },
  { "proposed", "proposed", NULL, NULL, NULL, { NULL }, NULL, NULL, NULL, -1, FALSE },
};

static LotseRecord *
add (GPtrArray *table, const char *kind, const char *field, const char *value)
{
  LotseRecord *record = lotse_record_new (lotse_kind_find (kind), NULL);

  g_assert_true (lotse_record_set (record, field, value, NULL));
  g_ptr_array_add (table, record);
  return record;
}

static void
set (LotseRecord *record, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  lotse_record_set (record, field, value, &error);
  g_assert_no_error (error);
}

/* One definition: its deadline is due on the day on which it is quiet, and reminds on no day before. */
static void
assert_same_day (const LotseRecords *records, const LotseRecord *pair, gboolean quiet)
{
  const LotseDeadlinesOptions options = { .today = TODAY };
  g_autoptr (GPtrArray) deadlines = lotse_deadlines_of (records, lotse_record_get_id (pair), &options, NULL);
  const LotseDeadline *deadline;

  g_assert_cmpuint (deadlines->len, <=, 1);
  deadline = deadlines->len == 1 ? deadlines->pdata[0] : NULL;
  g_assert_cmpint (deadline != NULL && strcmp (deadline->due, TODAY) <= 0, ==, quiet);
  if (deadline == NULL)
    return;
  g_assert_cmpstr (deadline->type, ==, "quiet");
  g_assert_cmpuint (deadline->leads->len, ==, 1);
  g_assert_cmpint (g_array_index (deadline->leads, int, 0), ==, 0);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) table = g_ptr_array_new_with_free_func (g_object_unref);
  LotseRecord *programme = add (table, "programme", "name", "Lotsen");
  LotseRecord *pair = add (table, "mentoring_pair", "state", c->state);
  g_auto (LotsePairState) state = { 0 };
  LotseRecordsOverlay overlay;

  set (programme, "quiet_after", c->quiet_after);
  set (pair, "programme", lotse_record_get_id (programme));
  set (pair, "paused_until", c->paused_until);
  if (c->introduced != NULL)
    g_assert_true (lotse_record_set_element (pair, "state_dates", "introduced", c->introduced, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (c->met) && c->met[i] != NULL; i++)
    {
      LotseRecord *session = add (table, "session", "date", c->met[i]);

      set (session, "pair", lotse_record_get_id (pair));
      set (session, "next_meeting", i == 0 ? c->planned : NULL);
    }
  /* A meeting of somebody else says nothing. */
  add (table, "session", "date", TODAY);
  lotse_records_overlay_init (&overlay, NULL, table);
  g_assert_true (lotse_pair_state_find (&overlay.records, pair, TODAY, &state, NULL));
  g_assert_cmpstr (state.last, ==, c->last);
  g_assert_cmpstr (state.next, ==, c->next);
  g_assert_cmpint (state.quiet_days, ==, c->days);
  g_assert_cmpint (state.quiet, ==, c->quiet);
  assert_same_day (&overlay.records, pair, c->quiet);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/rules/pair-state/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
