/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row of a text, number, sum of money, date or time of day.
 */
#pragma once

#include "lotse-form-field.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_FORM_TEXT (lotse_form_text_get_type ())
G_DECLARE_FINAL_TYPE (LotseFormText, lotse_form_text, LOTSE, FORM_TEXT, LotseFormField)

G_END_DECLS
