/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading an XLSForm: what its two files share. */
#pragma once

#include "lotse-xlsform-private.h"

G_BEGIN_DECLS

typedef struct
{
  const LotseWorkbook *book;
  const LotseWorkbookSheet *survey, *choices, *settings; /* the last two may be NULL */
  LotseFormDraft *draft;
  const char *fallback;      /* the language of labels that say none */
  GArray *survey_labels;     /* of LotseXlsformLabel */
  GArray *choices_labels;
  GHashTable *lists;         /* name of a list -> GArray of guint: its rows of the choices */
  GPtrArray *groups;         /* of char *: conditions of the groups that are open */
  guint note;                /* the row of a note that may be the thanks; 0: none */
  char *note_name;
} LotseXlsformReading;

typedef struct
{
  guint column;
  const char *language;
} LotseXlsformLabel;

void lotse_xlsform_reading_clear (LotseXlsformReading *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseXlsformReading, lotse_xlsform_reading_clear)

/* Which column has which language. */
void lotse_xlsform_prepare (LotseXlsformReading *self);
/* A cell of the survey by its heading, and of the settings; "" if there is none. */
const char *lotse_xlsform_cell (LotseXlsformReading *self, guint row, const char *heading);
const char *lotse_xlsform_setting (LotseXlsformReading *self, const char *heading);
/* The labels of a row become elements of a field: "de", or "de:step". */
gboolean lotse_xlsform_read_labels (LotseXlsformReading *self, const LotseWorkbookSheet *sheet, GArray *labels, LotseRecord *record, const char *field,
                                    const char *step, guint row, GError **error);
/* What can be chosen, and with it whether it is a rating, or yes or no. */
gboolean lotse_xlsform_read_steps (LotseXlsformReading *self, LotseRecord *question, guint row, const char *list, GError **error);

/* A note before all questions is the introduction, one behind them the thanks, others are lost. */
gboolean lotse_xlsform_read_note (LotseXlsformReading *self, guint row, const char *code, GError **error);
void lotse_xlsform_lose_note (LotseXlsformReading *self);
gboolean lotse_xlsform_end_notes (LotseXlsformReading *self, GError **error);
/* Names columns that say something for which Lotse has no place. */
void lotse_xlsform_lose_columns (LotseXlsformReading *self);

G_END_DECLS
