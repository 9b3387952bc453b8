/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pile holds besides its sheets: open answers that belong to none of them, and the sheet that is being typed.
 *
 * Whoever types paper writes the open answers down as one list per question.  They never stand on a sheet, not even in the draft, and
 * become open answers of the batch together with those that do.  Their place is the order of typing, and ends with the draft.
 *
 * A sheet that is begun counts for nothing and is kept only so that it outlives the program.
 */
#pragma once

#include "lotse-sheets.h"

G_BEGIN_DECLS

/* Whether both are for the same questions of the same event or survey; a copy with the same id. */
gboolean lotse_pile_is_like (const LotsePile *self, const LotsePile *other);
LotsePile *lotse_pile_copy (const LotsePile *self);

typedef struct
{
  guint place;    /* among those of its pile, from 1 */
  char *question; /* the id of an open one of the pile */
  char *text;
} LotseLooseRemark;

LotseLooseRemark *lotse_loose_remark_new (guint place, const char *question, const char *text);
void lotse_loose_remark_free (LotseLooseRemark *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseLooseRemark, lotse_loose_remark_free)

/* Of LotseLooseRemark, by place. */
GPtrArray *lotse_pile_list_remarks (LotseStore *store, const char *pile, GError **error);
/* As lotse_pile_put(): without place it is added and gets its place, else it takes the place of the one that is there. */
gboolean lotse_pile_put_remark (LotseStore *store, LotsePile *pile, LotseLooseRemark *remark, GError **error);
gboolean lotse_pile_withdraw_remark (LotseStore *store, const char *pile, guint place, GError **error);

/* The sheet that is begun, without place (NULL: none).  Keeping takes the place of the one before; NULL and one without answers end it. */
LotseSheet *lotse_pile_get_begun (LotseStore *store, const char *pile, GError **error);
gboolean lotse_pile_keep_begun (LotseStore *store, LotsePile *pile, const LotseSheet *sheet, GError **error);
/* The begun sheet is typed to its end: lotse_pile_put(), and it is begun no longer, both or none. */
gboolean lotse_pile_put_begun (LotseStore *store, LotsePile *pile, LotseSheet *sheet, GError **error);

G_END_DECLS
