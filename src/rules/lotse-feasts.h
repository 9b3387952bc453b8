/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a date of an event may meet: public holidays of a German state, and feasts of the people who come.
 *
 * All rules and names are in feasts.txt, with their sources.  States have the codes of ISO 3166-2 without "DE-".  Without a
 * state only the holidays of all states count.  Any thread may call these functions; a month takes some milliseconds.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LOTSE_FEAST_HOLIDAY,  /* a public holiday in the whole state */
  LOTSE_FEAST_REGIONAL, /* a public holiday in parts of it */
  LOTSE_FEAST_RELIGIOUS,
} LotseFeastType;

typedef enum
{
  LOTSE_FEAST_SURE,
  LOTSE_FEAST_FROM_EVENING, /* begins on the evening before */
  LOTSE_FEAST_BY_MOON,      /* counted; may be a day earlier or later */
} LotseFeastCertainty;

typedef struct
{
  char *date;       /* canonical */
  const char *name; /* in the language of the process */
  LotseFeastType type;
  LotseFeastCertainty certainty;
} LotseFeast;

typedef struct
{
  const char *code;
  const char *name; /* in the language of the process */
} LotseFeastState;

void lotse_feast_free (LotseFeast *feast);
const char *lotse_feast_hint (const LotseFeast *feast);

GPtrArray *lotse_feasts_on (const char *date, const char *state);
GPtrArray *lotse_feasts_near (const char *from, const char *to, const char *state);

GPtrArray *lotse_feasts_holidays (int year, const char *state);

GArray *lotse_feasts_states (void); /* of LotseFeastState */
gboolean lotse_feasts_check_state (const char *state, GError **error);

G_END_DECLS
