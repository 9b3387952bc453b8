/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one error domain of Lotse.
 *
 * Every function that can fail for a reason that a person should hear of reports it here. The code says what
 * kind of failure it is, so that callers can decide (try again, ask, give up); the message is for people: what
 * happened, that nothing is lost, what to do.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOTSE_ERROR (lotse_error_quark ())

/**
 * LotseError:
 * @LOTSE_ERROR_INVALID: the input is wrong; the same input will always fail
 * @LOTSE_ERROR_NOT_FOUND: what was asked for does not exist or is not on this device
 * @LOTSE_ERROR_DENIED: the account may not do this
 * @LOTSE_ERROR_CONFLICT: the state has changed since it was read, or a double exists
 * @LOTSE_ERROR_BUSY: another process holds what is needed; trying later helps
 * @LOTSE_ERROR_CORRUPT: stored data is damaged or is not what it claims to be
 * @LOTSE_ERROR_IO: reading or writing failed for a reason of the system
 * @LOTSE_ERROR_FULL: the disk, or a limit that the centre sets, is full
 * @LOTSE_ERROR_NETWORK: the other side could not be reached or was cut off
 * @LOTSE_ERROR_PROTOCOL: the other side said something that the protocol does not allow
 * @LOTSE_ERROR_OUTDATED: this program, or the other side, is too old to go on
 * @LOTSE_ERROR_LOCKED: the profile is locked, or its key is missing or wrong
 * @LOTSE_ERROR_CANCELLED: somebody stopped the work
 *
 * The kinds of failure in the domain %LOTSE_ERROR.
 */
typedef enum
{
  LOTSE_ERROR_INVALID,
  LOTSE_ERROR_NOT_FOUND,
  LOTSE_ERROR_DENIED,
  LOTSE_ERROR_CONFLICT,
  LOTSE_ERROR_BUSY,
  LOTSE_ERROR_CORRUPT,
  LOTSE_ERROR_IO,
  LOTSE_ERROR_FULL,
  LOTSE_ERROR_NETWORK,
  LOTSE_ERROR_PROTOCOL,
  LOTSE_ERROR_OUTDATED,
  LOTSE_ERROR_LOCKED,
  LOTSE_ERROR_CANCELLED,
} LotseError;

GQuark lotse_error_quark (void);

G_END_DECLS
