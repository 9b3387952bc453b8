/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record in memory.
 *
 * LotseRecord is an abstract class with one subclass for each kind, made from the table of kinds.  Each field that has
 * one value is a property of its subclass, a nullable text in canonical form; a SET or MAP is a read-only property, the
 * sorted list of its elements.  Property names have dashes where fields have underscores.  Beside them each record has
 * "id", "in-bin", "display-title" and "display-subtitle"; changes are notified.
 *
 * A record is a value: it does no I/O, knows no stamps and belongs to one thread at a time.  Whoever edits copies it,
 * changes the copy and hands both to the store, which writes lotse_record_diff().  Registers of a newer version that no
 * field stands for are kept and passed on.  "" and NULL both stand for empty; reading always gives NULL.
 */
#pragma once

#include "lotse-kind.h"
#include "lotse-registers.h"

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_RECORD (lotse_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (LotseRecord, lotse_record, LOTSE, RECORD, GObject)

struct _LotseRecordClass
{
  GObjectClass parent_class;

  const LotseKind *kind;
  GParamSpec **fields; /* the property of each field; for the class itself */
};

/* One change of a register. */
typedef struct
{
  char *reg;   /* the register's name, "summary" or "languages/ar" */
  char *value; /* canonical text, or NULL when it was emptied */
} LotseRecordChange;

void lotse_record_change_free (LotseRecordChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseRecordChange, lotse_record_change_free)

/*
 * Gives the title of the record of that id, or NULL when it is not on this device.  The result is freed with g_free().
 */
typedef char *(*LotseTitleLookup) (const char *id, gpointer data);

/* Registers the classes of all kinds, for templates that name them ("LotseRecordMentoringPair"); any number of times. */
void lotse_record_register_types (void);
GType lotse_record_type_of (const LotseKind *kind);

LotseRecord *lotse_record_new (const LotseKind *kind, const char *id);
LotseRecord *lotse_record_copy (const LotseRecord *self);

const char *lotse_record_get_id (const LotseRecord *self);
char *lotse_record_dup_derived_id (const LotseRecord *self);
const LotseKind *lotse_record_get_kind (const LotseRecord *self);
gboolean lotse_record_is_deleted (const LotseRecord *self);
void lotse_record_set_deleted (LotseRecord *self, gboolean deleted);
const char *lotse_record_get_merged_into (const LotseRecord *self);
gboolean lotse_record_set_merged_into (LotseRecord *self, const char *id, GError **error);

/* Fields with one value. */
const char *lotse_record_get (const LotseRecord *self, const char *field);
gboolean lotse_record_set (LotseRecord *self, const char *field, const char *canonical, GError **error);
gint64 lotse_record_get_int (const LotseRecord *self, const char *field, gint64 fallback);
gboolean lotse_record_get_bool (const LotseRecord *self, const char *field);
gboolean lotse_record_get_date (const LotseRecord *self, const char *field, GDate *date);

/* Fields with elements; the value of an element of a SET is "1". */
const char *lotse_record_get_element (const LotseRecord *self, const char *field, const char *element);
gboolean lotse_record_set_element (LotseRecord *self, const char *field, const char *element, const char *value, GError **error);
char **lotse_record_list_elements (const LotseRecord *self, const char *field);

/* Any register by its name, known or not. */
const char *lotse_record_get_register (const LotseRecord *self, const char *reg);

/* What people call it. */
char *lotse_record_dup_title (const LotseRecord *self);
char *lotse_record_dup_title_with (const LotseRecord *self, LotseTitleLookup lookup, gpointer data);
char *lotse_record_dup_subtitle (const LotseRecord *self);
char *lotse_record_dup_subtitle_with (const LotseRecord *self, LotseTitleLookup lookup, gpointer data);

/* Any field as a whole, as people type and read it: "22.11.2026", "one; two", "ar=native; de=B2". */
gboolean lotse_record_set_typed (LotseRecord *self, const char *field, const char *typed, const char *language, GError **error);
char *lotse_record_dup_text (const LotseRecord *self, const char *field, const char *language, LotseTitleLookup lookup, gpointer data);

/* Registers: as sync and the store have them. */
void lotse_record_take_registers (LotseRecord *self, const LotseRegisters *registers);
const LotseRegisters *lotse_record_get_loaded (const LotseRecord *self);
void lotse_record_take_loaded (LotseRecord *self, LotseRegisters *loaded);
LotseRegisters *lotse_record_dup_registers (const LotseRecord *self, LotseStamp stamp);
void lotse_record_apply (LotseRecord *self, const char *reg, const char *value);
GPtrArray *lotse_record_diff (const LotseRecord *before, const LotseRecord *after);

gboolean lotse_record_validate (const LotseRecord *self, GError **error);
gboolean lotse_record_check_handed_in (const LotseRecord *self, GError **error);

/* JSON: as scripts have it. */
JsonNode *lotse_record_to_json (const LotseRecord *self);
gboolean lotse_record_from_json (LotseRecord *self, JsonObject *object, GError **error);

G_END_DECLS
