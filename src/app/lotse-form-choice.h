/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row of a choice, or of yes, no and not known.
 */
#pragma once

#include "lotse-form-field.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_FORM_CHOICE (lotse_form_choice_get_type ())
G_DECLARE_FINAL_TYPE (LotseFormChoice, lotse_form_choice, LOTSE, FORM_CHOICE, LotseFormField)

G_END_DECLS
