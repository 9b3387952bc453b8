/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking a ready grant programme into the store.
 *
 * It is there once: its id follows from its name, so that two laptops make the same record, and taking it in again fills only what is
 * empty in it and adds rules that it lacks.  What people changed stays.
 */
#pragma once

#include "lotse-deadlines.h"

G_BEGIN_DECLS

/*
 * The id of the programme (g_free); `known` (nullable) says whether it was there before, `moves` (nullable) what moved.  One that is
 * in the bin comes back.  Errors: NOT_FOUND (there is no such ready programme), those of the store.
 */
char *lotse_ready_take (LotseStore *store, const char *name, const char *group, gboolean *known, GPtrArray **moves, GError **error);

G_END_DECLS
