/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small centre with one of each: staff, two mentors, an organiser, finance, a pair and its people.
 */
#pragma once

#include "centre-fixture.h"

typedef struct
{
  Fixture *fixture;
  char *mentor_person, *other_person, *mentee, *stranger;
  char *programme, *pair, *mentor_profile, *mentee_profile, *session, *goal, *event, *registration, *application, *organisation;
  Device *staff, *mentor, *other, *organiser, *finance;
} Story;

/* Makes everything; the pair is in that state. */
Story *story_new (const char *state);
void story_free (Story *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Story, story_free)

/* All devices sync, twice, so that everybody has what everybody wrote. */
void story_sync (Story *self);

/* Checks the centre and that every device has exactly what the centre's check says it should have by its account. */
void story_check (Story *self);
