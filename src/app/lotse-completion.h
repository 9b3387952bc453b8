/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds records while a person types into an entry and lets them take one from a list below it.
 *
 * Signal "picked" (kind, id, title).  Searching happens on the database thread; an answer that comes after more was
 * typed is dropped.
 */
#pragma once

#include "lotse-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_COMPLETION (lotse_completion_get_type ())
G_DECLARE_FINAL_TYPE (LotseCompletion, lotse_completion, LOTSE, COMPLETION, GObject)

/* `kinds` are names separated by spaces, "*" for all.  The entry keeps the completion alive. */
LotseCompletion *lotse_completion_new (GtkWidget *entry, LotseStore *store, const char *kinds);

/* Puts a text into the entry without searching for it. */
void lotse_completion_set_text (LotseCompletion *self, const char *text);

G_END_DECLS
