/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be answered to a question, in the words of one language: the steps of a rating, or choices in their order.
 *
 * Choices that are added get a key from their words.  Keys can be changed; the words of all languages go with them.
 */
#pragma once

#include "lotse-record.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _LotseAnswerRows LotseAnswerRows;

/* `changed` is called when something was typed, added, moved or removed. */
LotseAnswerRows *lotse_answer_rows_new (const char *language, void (*changed) (gpointer data), gpointer data);
void lotse_answer_rows_free (LotseAnswerRows *self);
GtkWidget *lotse_answer_rows_get_widget (LotseAnswerRows *self);

/* Shows what a question of that type has to answer, with the words of the record. */
void lotse_answer_rows_load (LotseAnswerRows *self, LotseRecord *question, const char *type);
/* Writes it into the record, which has its type already; what other types had goes. */
gboolean lotse_answer_rows_apply (LotseAnswerRows *self, LotseRecord *question, GError **error);

G_END_DECLS
