/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a set or map: one row for each element, and one to add another.
 */
#pragma once

#include "lotse-form-field.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_FORM_SET (lotse_form_set_get_type ())
G_DECLARE_FINAL_TYPE (LotseFormSet, lotse_form_set, LOTSE, FORM_SET, LotseFormField)

G_END_DECLS
