/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a profile becomes a device of a centre.
 */
#pragma once

#include "lotse-store.h"
#include "lotse-transport.h"

G_BEGIN_DECLS

/* With what a person connects: an invitation, or an address with account and password or code. */
typedef struct
{
  const char *url;
  const char *fingerprint; /* or NULL */
  const char *account;     /* or NULL with a code */
  const char *password;    /* or NULL */
  const char *code;        /* or NULL */
  const char *device_name; /* what the centre's list of devices calls it; NULL for the machine's kind */
} LotseCredentials;

/*
 * Enrols the profile: makes a token, keeps it, asks the centre, keeps what it says.  A repeat after a lost answer does no
 * harm, because the token was kept before it was sent.  What was written before waits in the outbox and is sent at the
 * next meeting.  A device that was revoked becomes a new one.  `transport` is NULL for the network.
 * Errors: LOTSE_ERROR_INVALID (address), _DENIED (password, code, certificate, the account is locked, or the profile has
 * another centre or account already), _BUSY (too many tries), _NETWORK, _PROTOCOL, _OUTDATED.
 */
gboolean lotse_enrol (LotseStore *store, LotseTransport *transport, const LotseCredentials *credentials, GCancellable *cancellable,
                      GError **error);

/*
 * Whether that is the password of the account to which this profile belongs: the centre is asked, as it alone knows, and counts
 * wrong tries.  Nothing changes by it.  Errors: LOTSE_ERROR_DENIED (wrong, or not connected), _BUSY (too many tries), _LOCKED, _NETWORK.
 */
gboolean lotse_enrol_check_password (LotseStore *store, LotseTransport *transport, const char *password, GCancellable *cancellable,
                                     GError **error);

/* After the centre has said that this disk is a copy: enrols the new device number with the token of the old one. */
gboolean lotse_enrol_again (LotseStore *store, LotseTransport *transport, GCancellable *cancellable, GError **error);

/* The centre says that the undertaking is to be confirmed: nothing is received before. */
gboolean lotse_enrol_need_undertaking (LotseStore *store, GError **error);

/* A mentor has confirmed the confidentiality undertaking: the centre hears of it at the next meeting, and gives what it has. */
gboolean lotse_enrol_confirm_undertaking (LotseStore *store, GError **error);

/* A transport for the centre that the profile is connected to. */
LotseTransport *lotse_enrol_open_transport (LotseStore *store, GError **error);

G_END_DECLS
