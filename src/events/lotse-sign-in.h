/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signing people in and out, and walk-ins.
 *
 * Everything that is written here is on disk when the function returns, so that a confirmation may be shown.  Nobody is ever
 * turned away: that a hall is full, or that an organisation sent more people than it was offered places, is told and not
 * prevented.  Each sign-in is a mark of its own (lotse-attendance.h), so that doors without a network never undo each other.
 *
 * All functions may be called from any thread; a window calls them within lotse_store_call_async().
 */
#pragma once

#include "lotse-guests.h"

G_BEGIN_DECLS

/* Where people are signed in. */
typedef struct
{
  const char *event;
  const char *slot; /* the key of a slot; NULL or "": the one that is due now */
  const char *name; /* of the door; NULL or "" if it has none */
} LotseDoor;

/* One workshop that a guest has chosen. */
typedef struct
{
  char *title;
  char *room;      /* its name, or "" */
  char *starts_at; /* canonical date and time, or "" */
} LotseWorkshop;

/* What a door says of one sign-in. */
typedef struct
{
  char *attendance;
  char *mark;              /* for taking it back; the one that stands if the person was signed in already */
  char *person;            /* who stands for all records of this human */
  char *name;
  char *organisation;      /* the organisation that stands, or NULL */
  char *organisation_name; /* "" for none */
  char *state;             /* of the registration, or NULL */
  char *slot;              /* the key of the slot that it is for */
  GPtrArray *workshops;    /* of LotseWorkshop, the earliest first */
  gint64 at_ms;            /* when, by the centre's clock: of this sign-in, or of the one that stands already */
  char *door;              /* where, "" if that door has no name */
  char *signed_out_at;     /* or NULL */
  gboolean already;        /* was signed in before; nothing was written */
  gboolean walk_in;        /* this sign-in made the person's record, too */
  gboolean over_capacity;  /* more participants than the event has places */
  gboolean over_quota;     /* more participants of the organisation than it was offered places */
  guint organisation_came; /* participants of the organisation who came, with this one */
  gint64 organisation_places;
} LotseSignIn;

LotseSignIn *lotse_sign_in_ref (LotseSignIn *self);
void lotse_sign_in_unref (LotseSignIn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseSignIn, lotse_sign_in_unref)

/* What a walk-in said.  Texts may be NULL. */
typedef struct
{
  const char *name;              /* required */
  const char *organisation;      /* the id of one that is known, or NULL: */
  const char *organisation_name; /* as it was typed */
  const char *email;
  const char *language;          /* the language for contact: "de", "ar" */
  const char *text_language;     /* in which the notice and the consents were shown; NULL: the language of the process */
  gboolean notice_shown;         /* the privacy notice was shown */
  gboolean newsletter;           /* both voluntary, each for itself */
  gboolean photos;
} LotseWalkIn;

/* Somebody who may be the one who walks in. */
typedef enum
{
  LOTSE_DOUBLE_NAME = 1 << 0,         /* the same name, in any order of its words */
  LOTSE_DOUBLE_SPELLING = 1 << 1,     /* another spelling of it, or a part of it */
  LOTSE_DOUBLE_EMAIL = 1 << 2,
  LOTSE_DOUBLE_ORGANISATION = 1 << 3,
} LotseDoubleReasons;

typedef struct
{
  char *person; /* who stands */
  char *name;
  char *organisation_name;
  char *email;
  char *state;  /* of the registration for this event, or NULL */
  gboolean came;
  LotseDoubleReasons why;
} LotseDouble;
void lotse_double_free (LotseDouble *self);

LotseSignIn *lotse_sign_in (LotseStore *store, const LotseDoor *door, const char *person, const char *organisation, gint64 at_ms,
                            GError **error);
LotseSignIn *lotse_sign_in_look (LotseStore *store, const LotseDoor *door, const char *person, GError **error);
gboolean lotse_sign_in_undo (LotseStore *store, const LotseSignIn *sign_in, GError **error);
gboolean lotse_sign_in_undo_mark (LotseStore *store, const char *attendance, const char *mark, GError **error);

LotseSignIn *lotse_sign_out (LotseStore *store, const LotseDoor *door, const char *person, gint64 at_ms, GError **error);
gboolean lotse_sign_out_undo (LotseStore *store, const char *attendance, GError **error);

gboolean lotse_sign_in_add_signature (LotseStore *store, const char *attendance, GBytes *picture, GError **error);

char *lotse_sign_in_find_code (LotseStore *store, const char *event, const char *code, GError **error);

LotseSignIn *lotse_walk_in (LotseStore *store, const LotseDoor *door, const LotseWalkIn *walk_in, gint64 at_ms, GError **error);
GPtrArray *lotse_walk_in_doubles (LotseStore *store, const char *event, const LotseWalkIn *walk_in, GError **error);

G_END_DECLS
