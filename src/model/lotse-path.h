/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The paths of bucket rules (lotse-kind.h), taken apart: the centre follows them to know who receives a record, and the
 * device to know beforehand whether a record is its person's own.
 */
#pragma once

#include "lotse-registers.h"

G_BEGIN_DECLS

/* A rule's path in its parts: "person<mentoring_pair.mentee" or "mentor!pair". */
typedef struct
{
  char *field;  /* the record's own field, or NULL for the record itself */
  char *unless; /* only while this field is empty */
  char *kind;   /* of the records that lead to it */
  char *back;   /* and the field by which they do */
} LotsePath;

void lotse_path_read (LotsePath *path, const char *text);
void lotse_path_clear (LotsePath *path);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotsePath, lotse_path_clear)

/* Adds the ids that a field links to (its value, or the elements of a set) to an array of strings. */
void lotse_path_add_targets (const LotseRegisters *registers, const char *field, GPtrArray *ids);

G_END_DECLS
