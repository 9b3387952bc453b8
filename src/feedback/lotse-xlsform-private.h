/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading and writing an XLSForm share: languages, conditions, names of notes. */
#pragma once

#include "lotse-xlsform.h"

#include "lotse-workbook.h"

G_BEGIN_DECLS

/* Notes that are texts of the form. */
#define LOTSE_XLSFORM_TITLE "lotse_title"
#define LOTSE_XLSFORM_INTRODUCTION "lotse_introduction"
#define LOTSE_XLSFORM_THANKS "lotse_thanks"

/* The languages that Lotse knows. */
const LotseChoice *lotse_xlsform_languages (void);
/* "Deutsch (de)" (g_free). */
char *lotse_xlsform_language_name (const char *language);
/* The code of "Deutsch (de)", "German", "de"; NULL if Lotse does not know the language (transfer none). */
const char *lotse_xlsform_language_of (const char *name);

/* The question and the answers (separated by blanks) of a condition, in words that Lotse has; FALSE if it says more than that. */
gboolean lotse_xlsform_read_condition (const char *text, char **question, char **answers);
char *lotse_xlsform_write_condition (const LotseQuestion *earlier, const char *code, const char *answers);

/* Column of a sheet by its heading, or -1. */
int lotse_xlsform_column (const LotseWorkbookSheet *sheet, const char *heading);
/* A key as Lotse has it: without blanks (g_free). */
char *lotse_xlsform_key (const char *name);

G_END_DECLS
