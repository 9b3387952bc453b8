/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the reminders share. */
#pragma once

#include "lotse-reminders.h"

G_BEGIN_DECLS

/* A deadline or a task that is open and concerns the account. */
typedef struct
{
  LotseReminderSubject subject;
  LotseDeadline *deadline; /* or NULL */
  LotseRecord *task;       /* or NULL */
  char *title;             /* of the record that it is attached to, if that is none about people */
} LotseReminded;

/* Whether titles of that kind are free of people's names; `kind` may be NULL. */
gboolean lotse_reminded_is_public (const char *kind);
/* Puts a notice of these (of LotseReminded, one at least) into words; `today` is a canonical date. */
void lotse_notice_describe (LotseNotice *self, GPtrArray *reminded, const char *today);

G_END_DECLS
