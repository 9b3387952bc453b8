/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One open sign-in desk: who is expected, what was typed, and how many came.
 *
 * A desk keeps the guests of one event in memory, found from the first letter on however a name is spelt; who is not
 * registered is found in the store.  It answers within one frame among 20,000 registered people.
 *
 * Threads: a desk is made, and tells "changed", on the thread that opened the store.  All other functions may be called from
 * any thread; they wait for the store's database thread, so a window calls them within lotse_store_call_async().  Only
 * lotse_desk_get_counts() and lotse_desk_dup_last() never wait.
 */
#pragma once

#include "lotse-sign-in.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_DESK (lotse_desk_get_type ())
G_DECLARE_FINAL_TYPE (LotseDesk, lotse_desk, LOTSE, DESK, GObject)

#define LOTSE_DESK_ROWS 8 /* more are not looked through in a queue */
#define LOTSE_DESK_LAST 5

/* In the order in which a desk shows them. */
typedef enum
{
  LOTSE_DESK_REGISTERED,   /* invited, registered, waiting, or here already */
  LOTSE_DESK_KNOWN,        /* a person whom the centre knows otherwise */
  LOTSE_DESK_ORGANISATION,
} LotseDeskGroup;

typedef struct
{
  LotseDeskGroup group;
  const char *kind;        /* "person" or "organisation" */
  char *id;                /* who stands */
  char *title;             /* the name */
  char *subtitle;          /* of a person the organisation, of an organisation the town; "" if there is none */
  char *organisation;      /* the organisation of a person, or NULL */
  char *state;             /* of the registration, or NULL */
  gboolean came;           /* is signed in already in this slot: */
  gint64 at_ms;            /* when, by the centre's clock */
  char *door;              /* where, or "" */
  char *signed_out_at;     /* or NULL */
  int fit;                 /* a LotseFoldRank: how well the name fits what was typed; rows of one group and fit fit equally well */
} LotseDeskRow;
void lotse_desk_row_free (LotseDeskRow *row);

typedef struct
{
  guint at_door;      /* participants whose earliest mark is of this door */
  guint came;         /* participants who came to this slot, as known here */
  guint registered;   /* participants with a place */
  gint64 capacity;    /* -1: not known */
  gint64 places_left; /* -1: not known; 0 also if there are more people than places */
} LotseDeskCounts;

LotseDesk *lotse_desk_new (LotseStore *store, const char *event, const char *slot, const char *door);
gboolean lotse_desk_load (LotseDesk *self, GError **error);
const LotseDoor *lotse_desk_get_door (LotseDesk *self);

GPtrArray *lotse_desk_search (LotseDesk *self, const char *typed, GError **error);      /* of LotseDeskRow */
gboolean lotse_desk_is_clear (GPtrArray *rows);
GPtrArray *lotse_desk_list_people (LotseDesk *self, const char *organisation, GError **error); /* of LotseDeskRow */
LotseDeskRow *lotse_desk_lookup_code (LotseDesk *self, const char *code, GError **error);

LotseSignIn *lotse_desk_sign_in (LotseDesk *self, const char *person, const char *organisation, GError **error);
LotseSignIn *lotse_desk_walk_in (LotseDesk *self, const LotseWalkIn *walk_in, GError **error);
GPtrArray *lotse_desk_doubles (LotseDesk *self, const LotseWalkIn *walk_in, GError **error); /* of LotseDouble */
gboolean lotse_desk_undo (LotseDesk *self, LotseSignIn *sign_in, GError **error);
LotseSignIn *lotse_desk_sign_out (LotseDesk *self, const char *person, GError **error);
gboolean lotse_desk_undo_sign_out (LotseDesk *self, const char *attendance, GError **error);

LotseDeskCounts lotse_desk_get_counts (LotseDesk *self);
GPtrArray *lotse_desk_dup_last (LotseDesk *self);               /* of LotseSignIn, the latest first */
GPtrArray *lotse_desk_quotas (LotseDesk *self, GError **error); /* of LotseQuota */

/* Signals, on the main context of the thread that made the desk:
     "changed" ()   who came, or who is registered, is not what it was: counts, last and rows are to be asked for anew */

G_END_DECLS
