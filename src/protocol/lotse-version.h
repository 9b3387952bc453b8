/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The version of the protocol between a device and a centre. It is part of every path, so a centre can speak
 * several versions side by side.
 */
#pragma once

#define LOTSE_PROTOCOL_VERSION 1
#define LOTSE_PROTOCOL_PREFIX "/v1"

const char *lotse_protocol_path (const char *route);
