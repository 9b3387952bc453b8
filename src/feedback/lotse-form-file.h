/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms as files that people can read and translate: all languages of a text stand side by side.
 *
 *   [form]
 *   title[de]=…                 also about, introduction, thanks; purpose=event_feedback; name=… is the reference
 *   [scale grades]              steps that several questions have, in their order
 *   1[de]=sehr gut
 *   [question liked]            the word behind it is the key
 *   type=rating                 rating, yes_no, single, multiple, open
 *   theme=liked
 *   scale=grades                or the steps themselves: step.1[de]=…
 *   required=true
 *   if=other: yes maybe         asked only after one of these answers to the earlier question
 *   text[de]=…
 *
 * The syntax is that of GLib's key files.
 */
#pragma once

#include "lotse-form-draft.h"

G_BEGIN_DECLS

/* NULL with INVALID; what is in the file and not known here is named as lost. */
LotseFormDraft *lotse_form_file_read (GBytes *content, GError **error);
/* What the form is for, in that language or another one (g_free), or NULL. */
char *lotse_form_file_about (GBytes *content, const char *language);

G_END_DECLS
