/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the centre itself records for staff: conflicts, and writes that wait for somebody to decide.
 *
 * The centre makes these records; staff fills in only the fields that are not INTERNAL.  They hold values of other
 * records, so only staff receives them.  Pure data; they are few.
 */
#include "lotse-kinds.h"

/* clang-format off */

static const LotseChoice resolutions[] = {
  { "standing", NC_ ("choice", "Kept what stood") },
  { "other", NC_ ("choice", "Took the other value") },
  { "third", NC_ ("choice", "Wrote a third value") },
  { "seen", NC_ ("choice", "Settled by a later change") },
  { NULL, NULL }
};

static const LotseField conflict_fields[] = {
  TEXT ("reference", NC_ ("field", "Reference"), INTERNAL),
  LINK ("record", NC_ ("field", "Record"), REQUIRED | TITLE | INTERNAL | INDEXED, .links = "*"),
  TEXT ("record_kind", NC_ ("field", "Kind of record"), INTERNAL | INDEXED),
  TEXT ("register_name", NC_ ("field", "What both changed"), REQUIRED | TITLE | INTERNAL | INDEXED),
  LONG ("standing_value", NC_ ("field", "Value that stands"), INTERNAL | PERSONAL),
  TEXT ("standing_stamp", NC_ ("field", "Its stamp"), INTERNAL),
  TEXT ("standing_account", NC_ ("field", "Written by"), INTERNAL | PERSONAL),
  TEXT ("standing_device", NC_ ("field", "Written on"), INTERNAL),
  LONG ("other_value", NC_ ("field", "Other value"), INTERNAL | PERSONAL),
  TEXT ("other_stamp", NC_ ("field", "Stamp of the other value"), INTERNAL),
  TEXT ("other_account", NC_ ("field", "Other value written by"), INTERNAL | PERSONAL),
  TEXT ("other_device", NC_ ("field", "Other value written on"), INTERNAL),
  TIME ("opened_at", NC_ ("field", "Opened on"), SUBTITLE | INTERNAL | INDEXED),
  CHOICE ("resolution", NC_ ("field", "Decision"), INDEXED, .choices = resolutions),
  TEXT ("resolved_by", NC_ ("field", "Decided by"), PERSONAL),
  TIME ("resolved_at", NC_ ("field", "Decided on"), INDEXED),
};

static const LotseChoice review_reasons[] = {
  { "late", NC_ ("choice", "Came too late") },
  { "account", NC_ ("choice", "The account is locked") },
  { "device", NC_ ("choice", "The device was revoked") },
  { "parked", NC_ ("choice", "Links to a record that is not there") },
  { "other", NC_ ("choice", "Other reason") },
  { NULL, NULL }
};

static const LotseChoice decisions[] = {
  { "accepted", NC_ ("choice", "Accepted") },
  { "dropped", NC_ ("choice", "Not accepted") },
  { NULL, NULL }
};

static const LotseField review_fields[] = {
  TEXT ("reference", NC_ ("field", "Reference"), INTERNAL),
  LINK ("record", NC_ ("field", "Record"), REQUIRED | TITLE | INTERNAL | INDEXED, .links = "*"),
  TEXT ("record_kind", NC_ ("field", "Kind of record"), INTERNAL | INDEXED),
  CHOICE ("reason", NC_ ("field", "Why it waits"), REQUIRED | TITLE | INTERNAL | INDEXED, .choices = review_reasons),
  TEXT ("account", NC_ ("field", "Written by"), SUBTITLE | INTERNAL | PERSONAL | INDEXED),
  TEXT ("device", NC_ ("field", "Written on"), INTERNAL),
  /* The edit in its wire form. */
  LONG ("edit", NC_ ("field", "What was written"), INTERNAL | PERSONAL),
  TIME ("received_at", NC_ ("field", "Received on"), INTERNAL | INDEXED),
  CHOICE ("decision", NC_ ("field", "Decision"), INDEXED, .choices = decisions),
  TEXT ("decided_by", NC_ ("field", "Decided by"), PERSONAL),
  TIME ("decided_at", NC_ ("field", "Decided on"), INDEXED),
};

const LotseKind lotse_kinds_system[] = {
  { .name = "conflict", .label = NC_ ("kind", "Conflict"), .label_plural = NC_ ("kind", "Conflicts"),
    FIELDS (conflict_fields), .system = TRUE },
  { .name = "review", .label = NC_ ("kind", "Review"), .label_plural = NC_ ("kind", "Reviews"),
    FIELDS (review_fields), .system = TRUE },
  { .name = NULL }
};
