/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tables of kinds are written with; for lotse-kinds-*.c and lotse-kind.c only.
 *
 * Each table file declares fields with the macros below, one field a line, and ends with its array of kinds.  A field's
 * macro takes name, label and flags, then any of .audience, .choices, .links and .levels; every INT has one of the ranges below.  Names of kinds and fields are words
 * that SQL does not reserve, and never "id", "kind", "deleted" or "merged_into", which the JSON form uses itself.
 */
#pragma once

#include "lotse-kind.h"

#include <glib/gi18n.h>

#define PLAIN LOTSE_FIELD_PLAIN
#define REQUIRED LOTSE_FIELD_REQUIRED
#define TITLE LOTSE_FIELD_TITLE
#define SUBTITLE LOTSE_FIELD_SUBTITLE
#define SEARCHED LOTSE_FIELD_SEARCHED
#define NAME LOTSE_FIELD_NAME
#define PERSONAL LOTSE_FIELD_PERSONAL
#define ONCE LOTSE_FIELD_ONCE
#define INDEXED LOTSE_FIELD_INDEXED
#define INTERNAL LOTSE_FIELD_INTERNAL
#define BY_STAFF LOTSE_FIELD_BY_STAFF
#define JSON LOTSE_FIELD_JSON
#define DATED LOTSE_FIELD_DATED
#define BY_ACT LOTSE_FIELD_BY_ACT
#define SCAN LOTSE_FIELD_SCAN

#define FOR_STAFF .audience = LOTSE_AUDIENCE_STAFF
#define FOR_AUTHOR .audience = LOTSE_AUDIENCE_AUTHOR
#define FOR_SELF .audience = LOTSE_BUCKET_SELF | LOTSE_BUCKET_STAFF
#define FOR_DESK .audience = LOTSE_BUCKET_DESK | LOTSE_BUCKET_STAFF

/* What people may write as a number. */
#define COUNT .most = 1000000
#define YEAR .least = 1000, .most = 2200
#define MINUTES .most = 10080 /* a week */
#define KILOMETRES .most = 100000
#define DAYS .most = 3650
#define WEEKS .most = 520
#define MONTHS .most = 600
#define PERCENT .most = 100
#define WEEKLY_HOURS .most = 168
#define BYTES .most = G_MAXINT64

#define TEXT(n, l, ...) { n, l, LOTSE_FIELD_TEXT, __VA_ARGS__ }
#define LONG(n, l, ...) { n, l, LOTSE_FIELD_LONG_TEXT, __VA_ARGS__ }
#define INT(n, l, ...) { n, l, LOTSE_FIELD_INT, __VA_ARGS__ }
/* At most a billion euros, either way: more is a slip of the finger. */
#define MONEY(n, l, ...) { n, l, LOTSE_FIELD_MONEY, __VA_ARGS__, .least = -100000000000, .most = 100000000000 }
#define YESNO(n, l, ...) { n, l, LOTSE_FIELD_BOOL, __VA_ARGS__ }
#define DATE(n, l, ...) { n, l, LOTSE_FIELD_DATE, __VA_ARGS__ }
#define TIME(n, l, ...) { n, l, LOTSE_FIELD_DATETIME, __VA_ARGS__ }
#define CHOICE(n, l, ...) { n, l, LOTSE_FIELD_CHOICE, __VA_ARGS__ }
#define LINK(n, l, ...) { n, l, LOTSE_FIELD_LINK, __VA_ARGS__ }
#define SET(n, l, ...) { n, l, LOTSE_FIELD_SET, __VA_ARGS__ }
#define MAP(n, l, ...) { n, l, LOTSE_FIELD_MAP, __VA_ARGS__ }
#define BLOB(n, l, ...) { n, l, LOTSE_FIELD_BLOB, __VA_ARGS__ }

/* The centre's own number or code, or that of where the record was imported from. */
#define REFERENCE TEXT ("reference", NC_ ("field", "Reference"), SEARCHED | INDEXED)
#define NOTE LONG ("note", NC_ ("field", "Note"), SEARCHED)
#define STAFF_NOTES LONG ("staff_notes", NC_ ("field", "Notes for staff"), SEARCHED | PERSONAL | BY_STAFF, FOR_STAFF)

#define FIELDS(table) .fields = (table), .n_fields = G_N_ELEMENTS (table)
#define BUCKETS(table) .buckets = (table), .n_buckets = G_N_ELEMENTS (table)

#define OPEN_BUCKET { LOTSE_BUCKET_OPEN, NULL, NULL }
#define DESK_BUCKET { LOTSE_BUCKET_DESK, NULL, NULL }
#define GRANTS_BUCKET { LOTSE_BUCKET_GRANTS, NULL, NULL }
/* All buckets of the record that the field `attached` links to. */
#define INHERITED_BUCKETS { 0, "=attached", NULL }

/* Choices that several areas share, in lotse-kinds-shared.c. */
extern const LotseChoice lotse_choices_languages[];
extern const LotseChoice lotse_choices_levels[];
extern const LotseChoice lotse_choices_life_areas[];
extern const LotseChoice lotse_choices_availability[];
extern const LotseChoice lotse_choices_roles_at_events[];
extern const LotseChoice lotse_choices_deadlines[];

/* The kinds of each area; the last has no name. */
extern const LotseKind lotse_kinds_people[];
extern const LotseKind lotse_kinds_mentoring[];
extern const LotseKind lotse_kinds_events[];
extern const LotseKind lotse_kinds_feedback[];
extern const LotseKind lotse_kinds_grants[];
extern const LotseKind lotse_kinds_system[];
