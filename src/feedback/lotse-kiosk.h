/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * That this laptop is a kiosk, at which guests fill in a form one after the other.
 *
 * See lotse-pin.h for what is kept and how the PIN is checked.  Finished sheets wait on a pile of the way "kiosk".  Closing the
 * kiosk releases it, and so does the next day, so that nothing tells the order of sheets for longer than a day; the day that is
 * kept is that of the kiosk, never of a sheet.
 */
#pragma once

#include "lotse-pin.h"

G_BEGIN_DECLS

#define LOTSE_SETTING_KIOSK "kiosk" /* empty: no kiosk is open */
#define LOTSE_KIOSK_SECONDS 60      /* without a touch, after which the next guest begins; can be chosen */
#define LOTSE_KIOSK_LEAST_SECONDS 10
#define LOTSE_KIOSK_MOST_SECONDS 600

/* How a kiosk was opened. */
typedef struct
{
  char *form;
  char *event;     /* this or the survey; the other is NULL */
  char *survey;
  GStrv languages; /* that guests may choose, in order */
  gboolean paged;  /* one question at a time */
  guint seconds;
} LotseKioskOptions;

/* `about` is the id of an event or a survey, which `kind` says. */
LotseKioskOptions *lotse_kiosk_options_new (const char *form, const char *kind, const char *about);
LotseKioskOptions *lotse_kiosk_options_copy (const LotseKioskOptions *self);
void lotse_kiosk_options_free (LotseKioskOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseKioskOptions, lotse_kiosk_options_free)

/* How the kiosk was opened that is open, by the value of the setting (transfer full); NULL if none is. */
LotseKioskOptions *lotse_kiosk_options_parse (const char *setting);

/* Errors: INVALID (PIN), those of releasing what another kiosk left. */
gboolean lotse_kiosk_open (LotseStore *store, const LotseKioskOptions *options, const char *pin, gint64 now_ms, GError **error);
gboolean lotse_kiosk_check (LotseStore *store, const char *typed, gint64 now_ms, LotsePinPassword password, GError **error);
/* Releases all its sheets.  Whoever calls this has checked the PIN. */
gboolean lotse_kiosk_close (LotseStore *store, GError **error);
/* Releases the sheets of an open kiosk once a day has passed, which goes on; to be called at the start and around midnight. */
gboolean lotse_kiosk_turn_day (LotseStore *store, gint64 now_ms, GError **error);

G_END_DECLS
