/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simulation of reminders: two years on three laptops that hear of each other only by meeting the centre.
 *
 * Stores, deeds, sync and centre are the real ones (sim.h).  What a laptop knows of a deadline or task, the model reads from the
 * registers of its store after each meeting and each deed; it shares nothing with the choice of reminders but their moments.  That
 * a laptop which is up to date knows what the centre has, a fourth laptop witnesses, whose clock is right and whose line is never cut.
 */
#pragma once

#include "sim.h"

#include "lotse-reminders.h"

G_BEGIN_DECLS

#define LAPTOPS 3
#define MOST_THINGS 14
#define DAY_S 86400

typedef enum
{
  BREAK_NOTHING,
  BREAK_MARK,     /* now and then what was shown is not written down */
  BREAK_WITHDRAW, /* what is done stays on the screen */
  BREAK_SLIP,     /* after a crash another notification is shown */
  BREAK_CURSOR,   /* now and then a meeting passes over what changed, and says that all is well */
  N_BREAKS
} Break;

typedef enum
{
  THING_TASK,
  THING_BY_HAND, /* a deadline with a date set by hand */
  THING_RULED,   /* a deadline counted from the start of its application */
} ThingType;

typedef struct
{
  ThingType type;
  char *id;
  char *application;
  int leads[3];
} Thing;

/* What one laptop knows of a thing, and did. */
typedef struct
{
  char *due; /* NULL: it is not there, or in the bin */
  gboolean done;
  GHashTable *shown; /* "due lead" -> slip + 1 if it was written down, or -(slip + 1) if that failed */
  GHashTable *sleeps;
} Known;

typedef struct
{
  SimDevice *device;
  Known known[MOST_THINGS];
  GHashTable *screen; /* slip -> GPtrArray of "thing due" */
  gint64 asleep_until_s;
  gint64 next_s, looked_s;
  gboolean stale; /* something has changed since the last look */
  GTimeZone *zone;
  const char *language;
} Laptop;

typedef struct
{
  Sim sim;
  Break broken;
  Thing things[MOST_THINGS];
  guint n_things;
  char *application; /* to which deadlines by hand are attached */
  Laptop laptops[LAPTOPS];
  SimDevice *witness;
  guint met, failed, witnessed; /* meetings that went well and did not, and those that the witness confirmed */
} Life;

/* Things (reminders-things.c). */
void life_begin_things (Life *life, LotseStore *store);
void life_end_things (Life *life);
guint life_thing_of (Life *life, const char *id);
/* Reads the registers of a thing; `due` (g_free) is NULL if the store does not show it. */
void life_read (const Thing *thing, LotseStore *store, char **due, gboolean *done);
/* A person at this laptop begins, ends, moves, bins or takes up again something that the laptop knows, by the program's own deeds. */
void life_act (Life *life, Laptop *laptop);
/* Reads all things of the laptop anew. */
void life_know (Life *life, Laptop *laptop);

/* The model (reminders-model.c). */
/* A step, for the seed that failed: what happened to that thing on that laptop, and what it knows of it. */
void life_log (Life *life, const Laptop *laptop, const char *what, guint n);
void life_fail (Life *life, const Laptop *laptop, const char *what, const char *key);
LotseReminderClock life_clock (const Laptop *laptop);
char *life_key (const char *due, int lead);
void life_watch_reminder (Life *life, Laptop *laptop, const LotseReminder *reminder, guint32 slip);
void life_watch_missed (Life *life, Laptop *laptop, const LotseReminderClock *clock);
void life_watch_screen (Life *life, Laptop *laptop);
/* What was taken away before it was written down is as if it had never been shown. */
void life_forget_begun (Life *life, Laptop *laptop, guint32 slip);
/* The laptop has just met the centre completely: it knows what the centre has. */
void life_watch_news (Life *life, Laptop *laptop);

G_END_DECLS
