/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The made-up words of the example centre: names, towns, and what people write down.
 *
 * Nobody here is real.  Telephone numbers come from the ranges that the German regulator keeps for films, mail addresses
 * from example.org.  The words are German because the example is: they are data, not interface, and are not translated.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* People who share names and a first language; a name is given name plus family name of one circle. */
typedef struct
{
  const char *language;       /* ISO 639 code of the first language */
  const char *const *women;   /* given names, NULL at the end */
  const char *const *men;
  const char *const *family;
  guint weight;               /* how often the circle comes up */
  gboolean mentors;           /* its people have mostly been here for long */
} LotseDemoCircle;

const LotseDemoCircle *lotse_demo_circles (guint *n_circles);

/* What a tandem works on: the life area's name in the kind table, and what people do and note there. */
typedef struct
{
  const char *area;
  const char *target;
  const char *const *goals;     /* in the order in which they are reached */
  const char *const *summaries; /* of sessions */
  const char *const *next;      /* next steps */
} LotseDemoArea;

const LotseDemoArea *lotse_demo_areas (guint *n_areas);

/* NULL-terminated lists. */
const char *const *lotse_demo_towns (void);
const char *lotse_demo_region (const char *town);
const char *const *lotse_demo_streets (void);
const char *const *lotse_demo_places (void);
const char *const *lotse_demo_tasks (void);
const char *const *lotse_demo_topics (void); /* of consultations */
const char *const *lotse_demo_notes (void);  /* for staff, on people */

G_END_DECLS
