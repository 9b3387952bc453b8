/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is invited to an event, who registered and who came: registrations and attendances as one list of people.
 *
 * Records of people who are one human, united by "merged into", count as one: the strongest registration stands and the
 * marks unite.  The list is read at once, and changes afterwards only where a desk refreshes a guest; some hundred guests are
 * usual, 20,000 are expected.
 */
#pragma once

#include "lotse-attendance.h"
#include "lotse-event.h"

G_BEGIN_DECLS

/* One person in one slot. */
typedef struct
{
  char *slot;          /* its key */
  char *attendance;    /* the record that holds the earliest mark, or any of the person's if all were taken back */
  LotseMark *first;    /* when the person came; NULL: did not, or it was taken back */
  char *signed_out_at; /* or NULL */
  char *signature;     /* the blob, or NULL */
} LotseStay;

typedef struct
{
  char *person;            /* the person who stands for all that are merged */
  char *name;              /* "" if the person is not on this device */
  char *organisation;      /* the organisation that stands, or NULL */
  char *organisation_name; /* its name, or what was typed; "" for none */
  char *role;              /* "participant" if nothing else was said */
  char *state;             /* of the registration; NULL: came without one */
  char *registration;      /* or NULL */
  gboolean walk_in;
  GPtrArray *stays;        /* of LotseStay, at most one a slot */
  GPtrArray *attendances;  /* ids of the records that the stays are made of */
  char *organisation_key;  /* for lotse_guest_organisation_key() */
} LotseGuest;

/* Participants of one organisation; people without one are not listed. */
typedef struct
{
  char *organisation;      /* or NULL, if only its name was typed */
  char *name;
  guint registered;        /* participants with a place */
  guint came;
  gint64 places;           /* that were offered to it; only of lotse_desk_quotas() */
} LotseQuota;

typedef struct
{
  LotseRecord *event;
  GPtrArray *slots;      /* of LotseSlot */
  GPtrArray *guests;     /* of LotseGuest, sorted by name in the language of the process */
  GHashTable *by_person; /* id of the person who stands -> LotseGuest */
} LotseGuests;

void lotse_guests_free (LotseGuests *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseGuests, lotse_guests_free)

LotseGuests *lotse_guests_load (LotseStore *store, const char *event, GError **error);
const LotseGuest *lotse_guests_refresh (LotseGuests *self, LotseStore *store, const char *attendance, GError **error);
const LotseGuest *lotse_guests_find (const LotseGuests *self, const char *person);

/* `slot` is a key, or NULL for any slot. */
const LotseStay *lotse_guest_stay (const LotseGuest *guest, const char *slot);
gboolean lotse_guest_came (const LotseGuest *guest, const char *slot);
gboolean lotse_guest_counts (const LotseGuest *guest);
const char *lotse_guest_organisation_key (LotseGuest *guest);
guint lotse_guests_n_came (const LotseGuests *self, const char *slot);
guint lotse_guests_n_places_taken (const LotseGuests *self);
GPtrArray *lotse_guests_quotas (const LotseGuests *self, const char *slot);

G_END_DECLS
