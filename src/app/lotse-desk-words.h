/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a sign-in desk says, in the guest's language, which need not be that of the program.
 */
#pragma once

#include "lotse-sign-in.h"

#include <glib/gi18n.h>

G_BEGIN_DECLS

/* `text` is marked with NC_ ("desk", ...); `language` is "de" or "en". */
const char *lotse_desk_say (const char *language, const char *text) G_GNUC_FORMAT (2);

/* The time of day at this place. */
char *lotse_desk_time (gint64 at_ms);
/* "at 14:02, door North" */
char *lotse_desk_when (const char *language, gint64 at_ms, const char *door);
/* What a registration's state means at a door. */
const char *lotse_desk_state (const char *language, const char *state);
/* What happened, in one sentence that a screen reader says. */
char *lotse_desk_outcome (const char *language, const LotseSignIn *sign_in, gboolean out);
/* Why somebody in charge may want to look; NULL if there is nothing to say. */
char *lotse_desk_note_text (const char *language, const LotseSignIn *sign_in);

G_END_DECLS
