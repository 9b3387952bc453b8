/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Registering people for an event: invited, registered, waiting, cancelled.
 *
 * Who asks for a place gets one, or waits with a reason; the organiser can overrule that.  A person has one registration for an
 * event, whose id is derived from both, so that two laptops never make two.  When somebody registered is kept when the
 * state changes, because the waiting list goes by it; who cancelled and comes back begins anew.
 *
 * What belongs together is saved in one transaction and undone at once.  All functions may be called from any thread.
 */
#pragma once

#include "lotse-places.h"

G_BEGIN_DECLS

/* What is wanted for one person.  NULL leaves what is there as it is. */
typedef struct
{
  const char *person;
  const char *state;                     /* "invited", "registered", "waiting", "cancelled"; NULL: "registered" */
  gboolean force;                        /* "registered" means registered, whatever speaks against it */
  const char *organisation;              /* the id of one that is known, "" for none */
  const char *organisation_name;         /* as it was typed, "" for none */
  const char *role;                      /* "participant", "speaker", "guest", "team" */
  const char *const *workshops;          /* ids of agenda items, first choices */
  const char *const *second_workshops;   /* and where these are full */
  const char *const *needs;              /* "interpreter", "childcare", "wheelchair", "food", "other" */
  const char *needs_note;
  const char *note;
  const char *registered_at;             /* canonical date and time at the place; NULL: now */
} LotseRegistrationWish;

typedef struct
{
  char *registration;
  char *person;   /* who stands */
  char *name;
  char *state;    /* that the registration has now */
  LotseWait wait; /* why it is waiting */
  LotseWait overruled; /* what spoke against the place that was given by force */
  gboolean created;
  gboolean changed;
} LotseRegistrationResult;

void lotse_registration_result_free (LotseRegistrationResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseRegistrationResult, lotse_registration_result_free)

LotseRegistrationResult *lotse_register (LotseStore *store, const char *event, const LotseRegistrationWish *wish, GError **error);
GPtrArray *lotse_register_many (LotseStore *store, const char *event, const LotseRegistrationWish *wishes, guint n_wishes,
                                GError **error); /* of LotseRegistrationResult */
/* The same state for several people, such as inviting or cancelling a selection. */
GPtrArray *lotse_registration_set_state (LotseStore *store, const char *event, const char *const *persons, const char *state,
                                         gboolean force, GError **error); /* of LotseRegistrationResult */

/* What the result says, as a sentence for people (g_free). */
char *lotse_registration_result_text (const LotseRegistrationResult *result);

G_END_DECLS
