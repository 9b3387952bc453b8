/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One question at a kiosk: its text, and a large button for each answer or a field for an open one.
 */
#pragma once

#include "lotse-kiosk-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_KIOSK_QUESTION (lotse_kiosk_question_get_type ())
G_DECLARE_FINAL_TYPE (LotseKioskQuestion, lotse_kiosk_question, LOTSE, KIOSK_QUESTION, GtkWidget)

/* The session outlives it. Emits "changed" () when the guest answers. */
LotseKioskQuestion *lotse_kiosk_question_new (LotseKioskSession *session, guint question);
guint lotse_kiosk_question_get_question (LotseKioskQuestion *self);
/* Whether it is an open one, into which letters and digits are typed. */
gboolean lotse_kiosk_question_is_open (LotseKioskQuestion *self);
/* Gives the n-th answer (from 1), or takes it back where several may be given; 0 takes all back.  FALSE if there is none. */
gboolean lotse_kiosk_question_press (LotseKioskQuestion *self, guint n);
void lotse_kiosk_question_focus (LotseKioskQuestion *self);

/* A number beside words that may be in another script. */
GtkWidget *lotse_kiosk_number_new (const char *text, GtkWidget **label);

G_END_DECLS
