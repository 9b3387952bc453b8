/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of a record in words: who changed what and when.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *when;
  char *who;
  char *what; /* the field's name, then what it became */
  char *was;  /* what it was before, or NULL */
  char *note; /* what else is to be said of it, such as that only the centre knows it, or NULL */
  const LotseKind *kind; /* of the record */
  char *reg;
  char *value;  /* canonical, or NULL */
  gboolean old; /* the record has another value now, and this one can be brought back */
} LotseHistoryText;

void lotse_history_text_free (LotseHistoryText *self);

/* On the database thread: the newest `limit` lines (0: all) as LotseHistoryText. */
GPtrArray *lotse_history_lines (LotseStore *store, const LotseKind *kind, const char *id, guint limit, GError **error);

/*
 * The same of `entries`, with what can be brought back: at the end a line for the value that each field had before all of
 * these.
 */
GPtrArray *lotse_history_lines_of (LotseStore *store, LotseRecord *record, GPtrArray *entries, guint limit);

/* What a register is called: "Languages: Arabic" for "languages/ar".  Free it. */
char *lotse_register_label (LotseStore *store, const LotseKind *kind, const char *reg);
/* A register's value in words; links by their titles.  "(empty)" for none. */
char *lotse_register_text (LotseStore *store, const LotseKind *kind, const char *reg, const char *value);

G_END_DECLS
