/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Screens that guests may touch, and the PIN that leaves them: a sign-in desk, a kiosk.
 *
 * What such a screen is stands in a setting of the profile, a JSON object, so that it is one again after the program was ended or
 * the laptop was switched off.  Of the PIN only a salted Argon2id hash is kept.  Wrong tries are counted on disk before each
 * answer: ending the program gives no tries anew.
 *
 * The password of the account opens it, too, as far as whoever checks it can be reached.
 *
 * All functions may be called from any thread; those that hash take about a tenth of a second.
 */
#pragma once

#include "lotse-store.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LOTSE_PIN_LENGTH 4 /* at least */

/* One kind of such screens; both texts are N_(). */
typedef struct
{
  const char *setting; /* empty: none is open */
  const char *closed;  /* says that none is open */
  const char *wrong;   /* says that this was not the PIN */
} LotsePinScreen;

/* Whether what was typed is the password of the account of this profile; DENIED if it is not. */
typedef gboolean (*LotsePinPassword) (LotseStore *store, const char *typed, GError **error);

/* What stands in the setting (transfer full), or NULL if no screen is open. */
JsonNode *lotse_pin_parse (const char *setting);

/* Opens the screen: `about` gets the PIN and is kept.  Error: INVALID (too short, or other signs than digits). */
gboolean lotse_pin_open (LotseStore *store, const LotsePinScreen *screen, JsonObject *about, const char *pin, GError **error);
/* Changes one text of what is kept about the open screen.  Error: NOT_FOUND (none is open). */
gboolean lotse_pin_set (LotseStore *store, const LotsePinScreen *screen, const char *member, const char *value, GError **error);
gboolean lotse_pin_check (LotseStore *store, const LotsePinScreen *screen, const char *typed, gint64 now_ms, LotsePinPassword password, GError **error);
/* Whoever calls this has checked the PIN. */
gboolean lotse_pin_close (LotseStore *store, const LotsePinScreen *screen, GError **error);

G_END_DECLS
