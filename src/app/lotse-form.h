/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form made from the kind table: one row for each field that the account may see and write.
 *
 * Rows stand in groups: what names the record, more about it, and what only staff sees.
 */
#pragma once

#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_FORM (lotse_form_get_type ())
G_DECLARE_FINAL_TYPE (LotseForm, lotse_form, LOTSE, FORM, GtkWidget)

LotseForm *lotse_form_new (LotseProfile *profile, const LotseKind *kind);

/* Shows the record's values. */
void lotse_form_load (LotseForm *self, LotseRecord *record);
/* Puts one value into the form, as if it had been typed. */
void lotse_form_set_value (LotseForm *self, const char *field, const char *value);
/* Writes what differs into the record; FALSE with a message about the first field that is wrong, which gets the focus. */
gboolean lotse_form_apply (LotseForm *self, LotseRecord *record, GError **error);
/* The same of what can be read by now, while somebody is still typing: nothing is marked, and the keyboard stays. */
void lotse_form_peek (LotseForm *self, LotseRecord *record);
/* Puts the focus into the first row. */
void lotse_form_focus (LotseForm *self);
/* Whether the person changed anything. */
gboolean lotse_form_get_changed (LotseForm *self);

/* Signals: "changed" (), "activated" () when Enter was pressed in a row. */

G_END_DECLS
