/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two of the losses need beyond the simulation: somebody who types while an answer travels, and a real server under load. */
#pragma once

#include "lotse-exchange.h"

G_BEGIN_DECLS

/* A way to the centre over `inner` (taken) on which `type` is called after the centre has answered and before the device hears it. */
LotseTransport *losses_typing_new (LotseTransport *inner, void (*type) (gpointer data), gpointer data);

/*
 * Several laptops send to one real lotse-server at the same time while another one pulls without end; it must have each
 * record that was at the centre when a pull began, and each of them once.
 */
void losses_pull_while_others_send (const char *folder);

G_END_DECLS
