/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What evaluate and open-answers have in common: which sheets are meant, and JSON. */
#pragma once

#include "lotse-ctl.h"

#include "lotse-open-answers.h"

G_BEGIN_DECLS

/* What was typed, resolved. */
typedef struct
{
  GPtrArray *ids; /* of events and surveys, NULL at the end */
  char *format;
  char *from;
  char *to;
  guint decimals;
  LotseEvaluationFilter filter; /* points into the others */
} LotseCtlWish;

gboolean lotse_ctl_wish_read (LotseCtl *self, LotseCtlWish *wish, GError **error);
void lotse_ctl_wish_clear (LotseCtlWish *wish);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseCtlWish, lotse_ctl_wish_clear)

/* FALSE with INVALID if --output is none of the names, which end with NULL. */
gboolean lotse_ctl_check_output (LotseCtl *self, const char *const *known, GError **error);

void lotse_ctl_evaluation_to_json (JsonBuilder *builder, const LotseEvaluation *evaluation, const LotseOpenAnswers *open, guint decimals);
void lotse_ctl_open_answers_to_json (JsonBuilder *builder, const LotseOpenAnswers *open);

G_END_DECLS
