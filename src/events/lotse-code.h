/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the QR code of a badge holds: "LOTSE:" and the id of the registration (of the attendance, for who came without one),
 * in capitals.
 *
 * The id is opaque: who finds a badge learns nothing, and only a desk that holds the event can look it up.  It is the
 * registration and not the person, so that an old badge of another event is noticed and no number follows a person from
 * event to event.  Capitals and digits fit the compact alphanumeric form of QR codes, which a small badge needs.
 *
 * A keyboard-wedge scanner types as if it were a keyboard, often an American one.  On a German layout the colon then arrives
 * as "Ö"; letters and digits of the code are where they were, because it has neither Y nor Z.  Reading therefore does not
 * care what stands between the two parts, nor for the case of letters (caps lock), nor for blanks and line ends around it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *lotse_code_make (const char *id);
char *lotse_code_read (const char *text);

G_END_DECLS
