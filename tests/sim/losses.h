/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What some of the losses need beyond the simulation: somebody who types while an answer travels, a real
 * server under load, and a centre whose disk fails.
 */
#pragma once

#include "sim.h"

G_BEGIN_DECLS

/* A way to the centre over `inner` (taken) on which `type` is called after the centre has answered and before the device hears it. */
LotseTransport *losses_typing_new (LotseTransport *inner, void (*type) (gpointer data), gpointer data);

/*
 * Several laptops send to one real lotse-server at the same time while another one pulls without end; it must have each
 * record that was at the centre when a pull began, and each of them once.
 */
void losses_pull_while_others_send (const char *folder);

/*
 * The first device edits a session that the centre cannot read any more, and a person: only the former waits, for as long as it
 * takes, without asking again and again, and nothing is refused.
 */
void losses_damaged_record (Sim *sim, const char *session, const char *person);

G_END_DECLS
