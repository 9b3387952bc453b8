/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a list says about a record, read on the database thread: title, one more line, and a mark.
 */
#pragma once

#include "lotse-pair-state.h"
#include "lotse-store.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_TONE_PLAIN,
  LOTSE_TONE_GOOD,
  LOTSE_TONE_WARNING,
} LotseTone;

typedef struct
{
  char *kind;
  char *id;
  char *title;
  char *subtitle;
  char *mark; /* a word or two, or NULL */
  LotseTone tone;
} LotseDescription;

void lotse_description_free (LotseDescription *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseDescription, lotse_description_free)

/* How an event stands in numbers: who came if it was held, who has a place if it is still to come. */
typedef struct
{
  guint organisations;
  guint people;
  gboolean ahead; /* it is still to come */
} LotseEventNumbers;

/* On the database thread. */
gboolean lotse_event_numbers_read (LotseStore *store, LotseRecord *event, LotseEventNumbers *numbers);
/* "40 people of 20 organisations", "12 of 50 registered" (g_free); NULL if there is nobody. */
char *lotse_event_numbers_text (const LotseEventNumbers *numbers, LotseRecord *event);

/* On the database thread.  Its subtitle has two lines if it has much to say. */
LotseDescription *lotse_describe (LotseStore *store, LotseRecord *record);

void lotse_describe_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
LotseDescription *lotse_describe_finish (GAsyncResult *result, GError **error);

/* On the database thread; reads the pair's sessions. */
void lotse_pair_state_read (LotseStore *store, LotseRecord *pair, LotsePairState *state);
/* On the database thread: the fewest days without a meeting after which any programme calls a pair quiet. */
int lotse_quiet_after_least (LotseStore *store);

G_END_DECLS
