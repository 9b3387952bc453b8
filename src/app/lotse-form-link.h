/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row of a link: typing finds records, Enter or a click takes one.
 */
#pragma once

#include "lotse-form-field.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_FORM_LINK (lotse_form_link_get_type ())
G_DECLARE_FINAL_TYPE (LotseFormLink, lotse_form_link, LOTSE, FORM_LINK, LotseFormField)

G_END_DECLS
