/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The endpoints, one file each.  They know nothing of HTTP but its methods, paths and status numbers.
 */
#pragma once

#include "lotse-centre-private.h"

G_BEGIN_DECLS

/* `rest` is the path behind the endpoint's own, "" without one. */
typedef void (*LotseEndpoint) (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply);

void lotse_endpoint_about (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply);
void lotse_endpoint_audit (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply);
void lotse_endpoint_blobs (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply);
void lotse_endpoint_calendar (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply);
void lotse_endpoint_calendar_file (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply);
void lotse_endpoint_devices (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply);
void lotse_endpoint_healthz (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply);
void lotse_endpoint_history (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply);
void lotse_endpoint_sheets (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply);
void lotse_endpoint_sync (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply);

/* A body of JSON; takes the text. */
void lotse_endpoint_answer (LotseCentreReply *reply, guint status, char *json);

/* The reply for an address at which there is nothing. */
void lotse_endpoint_nothing_here (LotseCentreReply *reply);

/* Whether the method is that one; otherwise the reply says so. */
gboolean lotse_endpoint_needs (const LotseCentreCall *call, const char *method, LotseCentreReply *reply);

/* The account of the call's token, or NULL and the reply says so. */
LotseAccount *lotse_endpoint_account (LotseCentre *self, const LotseCentreCall *call, LotseCentreReply *reply);

/* Whether the device may receive anything: not before the undertaking is confirmed on it; then the reply says so. */
gboolean lotse_endpoint_may_read (LotseCentre *self, const LotseCentreCall *call, LotseCentreReply *reply);

/* The reply to an enrolment that failed; `enrolment` may be NULL. */
void lotse_endpoint_refuse_login (LotseCentreReply *reply, const LotseEnrolment *enrolment, const GError *error);

/* The reply when something is locked: the device of that token, or else its account. */
void lotse_endpoint_refuse_locked (LotseCentre *self, const char *token, LotseCentreReply *reply);

/* The route of a path without anything that says what was asked for: for the log. */
const char *lotse_endpoint_route (const char *path);

G_END_DECLS
