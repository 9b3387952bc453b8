/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms that come in as two tables: which form asks what, and the questions.
 *
 * The first has the columns form, order, question and, if wanted, title.  The second has question, theme, type, a column
 * text_XX for each language, and step_XX_N for step N in words; ratings without words get those of German school grades.  A form
 * is known by its name (the reference): the same tables again change nothing, and a form that has sheets is never changed.
 */
#pragma once

#include "lotse-import.h"

G_BEGIN_DECLS

/* What is wrong stands in the report, with the rows of either table; with errors, or `dry`, nothing is written. */
LotseImportReport *lotse_forms_import (LotseStore *store, GBytes *forms, GBytes *questions, gboolean dry, GError **error);

G_END_DECLS
