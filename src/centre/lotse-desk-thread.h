/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thread on which a centre lives.
 *
 * Whoever needs the centre hands in a function; they run one after the other.  Nothing else touches the centre while the
 * thread lives.
 */
#pragma once

#include "lotse-centre.h"

G_BEGIN_DECLS

typedef struct _LotseDeskThread LotseDeskThread;

/* Opens the centre on a thread of its own; `setup` runs there before anything else and may be NULL. */
typedef gboolean (*LotseDeskSetup) (LotseCentre *centre, gpointer data, GError **error);
LotseDeskThread *lotse_desk_thread_new (const char *folder, LotseDeskSetup setup, gpointer data, GError **error);

/* Ends the thread after all that was handed in, and closes the centre. */
void lotse_desk_thread_free (LotseDeskThread *self);

/* Runs the job and waits for it; from any thread but its own. */
typedef void (*LotseDeskJob) (LotseCentre *centre, gpointer data);
void lotse_desk_thread_run (LotseDeskThread *self, LotseDeskJob job, gpointer data);

/* Runs the job some time, without waiting; `data` must live until then. */
void lotse_desk_thread_push (LotseDeskThread *self, LotseDeskJob job, gpointer data);

G_END_DECLS
