/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Uniting two records for one human or one organisation, and taking them apart.
 *
 * One of the two stands from then on and the other is no longer listed; links to it are not rewritten, reading follows them.
 * What is empty in the record that stands is filled from the other, elements of lists are added, and where both say something
 * else a person chooses.  All functions may be called from any thread.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/* A field that at least one of the two has. */
typedef struct
{
  const LotseField *field;
  gboolean differs; /* both say something, and not the same: somebody has to choose */
} LotseUniteField;

/* How many records of a kind lead to each of the two. */
typedef struct
{
  const LotseKind *kind;
  gint64 one;
  gint64 other;
} LotseUniteCount;

/* Two records side by side. */
typedef struct
{
  LotseRecord *one; /* those that stand */
  LotseRecord *other;
  GArray *fields;   /* of LotseUniteField, in the order of the table */
  GArray *counts;   /* of LotseUniteCount, without those of nothing */
} LotseUniteLook;

LotseUniteLook *lotse_unite_look (LotseStore *store, const char *one, const char *other, GError **error);
void lotse_unite_look_free (LotseUniteLook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseUniteLook, lotse_unite_look_free)

/* How much leads to the one of the two, in words: "2 tandems, 1 registration" (g_free); "" for nothing. */
char *lotse_unite_count_words (const LotseUniteLook *self, gboolean other);

char *lotse_unite (LotseStore *store, const char *standing, const char *other, const char *const *take, const char *group,
                   GError **error);

/* The records that others were united with: those that stand behind this one (ids, g_free). */
GPtrArray *lotse_unite_members (LotseStore *store, const char *id, GError **error);

int lotse_unite_take_apart (LotseStore *store, const char *id, const char *group, GError **error);

G_END_DECLS
