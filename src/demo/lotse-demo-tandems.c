/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tandems of the example centre, with goals and meetings; some are young, some went quiet, some have ended. */
#include "lotse-demo-private.h"

#define N_TANDEMS 25

/* How a tandem stands: its state, how many days ago it began, ended (0: not), and how long it has been quiet. */
typedef struct
{
  const char *state;
  int began;
  int ended;
  int quiet;
} Course;

static const Course courses[N_TANDEMS] = {
  { "proposed", 3, 0, 0 },      { "proposed", 6, 0, 0 },      { "introduced", 9, 0, 0 },    { "introduced", 16, 0, 0 },
  { "trial_phase", 24, 0, 0 },  { "trial_phase", 31, 0, 0 },  { "trial_phase", 38, 0, 0 },  { "agreed", 60, 0, 0 },
  { "agreed", 75, 0, 0 },       { "agreed", 88, 0, 0 },       { "agreed", 96, 0, 41 },      { "agreed", 110, 0, 0 },
  { "agreed", 120, 0, 0 },      { "agreed", 135, 0, 55 },     { "agreed", 150, 0, 0 },      { "agreed", 166, 0, 0 },
  { "agreed", 180, 0, 36 },     { "agreed", 200, 0, 0 },      { "agreed", 220, 0, 0 },      { "paused", 140, 0, 30 },
  { "paused", 190, 0, 22 },     { "completed", 330, 40, 0 },  { "completed", 360, 75, 0 },  { "completed", 410, 120, 0 },
  { "ended_early", 150, 60, 0 },
};

static const LotseDemoArea *
area_of (guint number)
{
  guint n;
  const LotseDemoArea *areas = lotse_demo_areas (&n);

  return &areas[number % n];
}

static gboolean
has_reached (const Course *course, const char *state)
{
  static const char *const order[] = { "proposed", "introduced", "trial_phase", "agreed", NULL };
  int here = 3;
  int there = 3;

  for (int i = 0; order[i] != NULL; i++)
    {
      if (g_str_equal (order[i], course->state))
        here = i;
      if (g_str_equal (order[i], state))
        there = i;
    }
  return here >= there;
}

static void
add_state_dates (LotseDemo *self, LotseRecord *pair, const Course *course)
{
  static const struct
  {
    const char *state;
    int after;
  } steps[] = { { "proposed", 0 }, { "introduced", 5 }, { "trial_phase", 12 }, { "agreed", 45 } };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (has_reached (course, steps[i].state))
      lotse_demo_element (pair, "state_dates", steps[i].state, lotse_demo_date (self, MIN (0, steps[i].after - course->began)));
  if (course->ended > 0)
    lotse_demo_element (pair, "state_dates", course->state, lotse_demo_date (self, -course->ended));
  if (g_str_equal (course->state, "paused"))
    lotse_demo_element (pair, "state_dates", "paused", lotse_demo_date (self, -course->quiet));
}

static void
add_goals (LotseDemo *self, const char *pair, const LotseDemoArea *area, const Course *course)
{
  static const char *const steps[] = { "training", "first_meeting", "first_vote", "office" };
  guint done = (guint) MIN (course->began / 70, 3);

  for (guint i = 0; area->goals[i] != NULL && i <= done + 1; i++)
    {
      int reached = -course->began + 60 * ((int) i + 1);
      LotseRecord *goal = lotse_demo_add (self, "goal", "pair", pair, "text", area->goals[i], "due",
                                          lotse_demo_date (self, MAX (reached + 20, i < done ? -400 : 10)), "reached_on",
                                          i < done && reached < 0 ? lotse_demo_date (self, reached) : NULL, NULL);

      if (i == 0 && g_str_equal (area->area, "politics"))
        for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
          lotse_demo_element (goal, "steps", steps[s],
                              s < done ? lotse_demo_text (self, "{\"done\":\"%s\",\"position\":%u}",
                                                          lotse_demo_date (self, -course->began + 30 * ((int) s + 1)), s + 1)
                                       : lotse_demo_text (self, "{\"position\":%u}", s + 1));
    }
}

static void
add_session (LotseDemo *self, const char *pair, const char *mentor, const LotseDemoArea *area, int day, gboolean last)
{
  static const char *const ways[] = { "in_person", "in_person", "accompanied", "phone", "video", "message", NULL };
  static const char *const lengths[] = { "30", "45", "60", "60", "75", "90", "120", NULL };
  const char *way = lotse_demo_pick (self, ways);
  gboolean together = g_str_equal (way, "in_person") || g_str_equal (way, "accompanied");

  lotse_demo_add (self, "session", "pair", pair, "mentor", mentor, "date", lotse_demo_date (self, day), "minutes",
                  lotse_demo_pick (self, lengths), "way", way, "place", together ? lotse_demo_pick (self, lotse_demo_places ()) : NULL,
                  "life_area", area->area, "summary", lotse_demo_pick (self, area->summaries), "next_step",
                  lotse_demo_chance (self, 60) ? lotse_demo_pick (self, area->next) : NULL, "next_meeting",
                  last ? lotse_demo_time (self, 1 + (int) lotse_demo_dice (self, 9), 15 + lotse_demo_dice (self, 4), 30) : NULL,
                  "travel_km", together && lotse_demo_chance (self, 50) ? lotse_demo_text (self, "%u", 2 + lotse_demo_dice (self, 25)) : NULL,
                  "costs", lotse_demo_chance (self, 15) ? lotse_demo_text (self, "%u", 180 + 10 * lotse_demo_dice (self, 90)) : NULL, NULL);
}

static void
add_sessions (LotseDemo *self, const char *pair, const char *mentor, const LotseDemoArea *area, const Course *course)
{
  int until = course->ended > 0 ? -course->ended : -course->quiet - 1;
  int day = until - (int) lotse_demo_dice (self, 6);
  gboolean last = course->ended == 0 && course->quiet == 0;

  if (!has_reached (course, "trial_phase"))
    return;
  for (; day > 12 - course->began; day -= 8 + (int) lotse_demo_dice (self, 11))
    {
      add_session (self, pair, mentor, area, day, last && lotse_demo_chance (self, 70));
      last = FALSE;
    }
}

static void
add_tandem (LotseDemo *self, guint number, const char *mentor, const char *mentee, const char *region)
{
  static const char *const views[] = { "good", "good", "good", "mixed", "strained", "no_answer", NULL };
  const Course *course = &courses[number];
  const LotseDemoArea *area = area_of (number);
  gboolean agreed = has_reached (course, "agreed");
  const char *coordinator = self->staff->pdata[1 + number % (self->staff->len - 1)];
  LotseRecord *pair = lotse_demo_add (
      self, "mentoring_pair", "reference", lotse_demo_text (self, "T-%02u", number + 1), "mentor", mentor, "mentee", mentee, "programme",
      self->programmes[g_str_equal (area->area, "politics")], "cohort", self->cohorts[course->began < 200], "life_area", area->area,
      "region", region, "coordinator", coordinator, "state", course->state, "target",
      g_str_equal (area->area, "politics") || lotse_demo_chance (self, 30) ? area->target : NULL, "paused_until",
      g_str_equal (course->state, "paused") ? lotse_demo_date (self, 18) : NULL, "end_reason",
      g_str_equal (course->state, "completed") ? "goal_reached" : course->ended > 0 ? "moved" : NULL, "mentor_health",
      agreed ? lotse_demo_pick (self, views) : NULL, "mentor_asked_on", agreed ? lotse_demo_date (self, -course->began / 3) : NULL,
      "mentee_health", agreed ? lotse_demo_pick (self, views) : NULL, "mentee_asked_on",
      agreed ? lotse_demo_date (self, -course->began / 3 + 1) : NULL, NULL);
  const char *id = lotse_demo_id (pair);

  add_state_dates (self, pair, course);
  if (has_reached (course, "introduced"))
    add_goals (self, id, area, course);
  add_sessions (self, id, mentor, area, course);
  if (course->quiet > 30)
    lotse_demo_add (self, "task", "text", "Nachfragen: lange kein Treffen eingetragen", "assignee", coordinator, "attached", id, "due",
                    lotse_demo_date (self, (int) (number % 3) - 1), NULL);
}

/* Single assignments outside tandems: interpreting at offices and schools. */
static void
add_assignments (LotseDemo *self)
{
  static const char *const summaries[] = { "Elterngespräch gedolmetscht.", "Bei der Anmeldung im Rathaus gedolmetscht.",
                                           "Führung durch die Stadtbücherei begleitet.", NULL };

  for (guint i = 0; i < 9; i++)
    {
      LotseDemoPerson *mentor = self->mentors->pdata[20 + i % 6];

      lotse_demo_add (self, "session", "mentor", mentor->id, "date", lotse_demo_date (self, -4 - (int) lotse_demo_dice (self, 120)),
                      "minutes", "60", "way", "accompanied", "life_area", "interpreting", "summary", lotse_demo_pick (self, summaries),
                      "requester", lotse_demo_imported (self, "organisation", lotse_demo_text (self, "ORG-%02u", 2 + lotse_demo_dice (self, 10))),
                      "people_reached", lotse_demo_text (self, "%u", 1 + lotse_demo_dice (self, 14)), NULL);
    }
}

void
lotse_demo_add_tandems (LotseDemo *self)
{
  /* Where two organisations meet on equal terms. */
  const char *club = lotse_demo_imported (self, "organisation", "ORG-09");
  const char *association = lotse_demo_imported (self, "organisation", "MO-008");

  for (guint i = 0; i + 1 < N_TANDEMS; i++)
    {
      LotseDemoPerson *mentor = self->mentors->pdata[i];
      /* The two groups stand first; they join tandems that have lasted a while. */
      LotseDemoPerson *mentee = self->mentees->pdata[(i + 17) % (N_TANDEMS - 1)];

      add_tandem (self, i, mentor->id, mentee->id, lotse_demo_region (mentor->town));
    }
  add_tandem (self, N_TANDEMS - 1, club, association, "Mittelhessen");
  add_assignments (self);
}
