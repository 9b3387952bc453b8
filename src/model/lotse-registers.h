/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record as sync sees it: a set of registers.
 *
 * A register is one field, or one element of a field that is a set or a map, named "summary" or "languages/ar".  It
 * has a value in canonical text form, or none, and a stamp that says when and on which device it was written.
 * Registers that this version does not know are kept and passed on like all others.
 *
 * Load: a first sync makes and frees 100,000 sets of 12 registers.  A set is one sorted array and, when it is read
 * from the wire or copied, one block with all its texts; it is not meant to be changed a thousand times.  A set belongs
 * to one thread at a time.
 */
#pragma once

#include "lotse-json-reader.h"
#include "lotse-stamp.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Registers that every record has, whatever its kind. */
#define LOTSE_REGISTER_DELETED "_deleted"         /* "1" while the record lies in the bin */
#define LOTSE_REGISTER_MERGED_INTO "_merged_into" /* the id of the record that stands for this one */

/* What may pass between a device and a centre, in bytes.  The store checks what people enter against the same limits. */
#define LOTSE_REGISTER_NAME_MAX 200
#define LOTSE_REGISTER_VALUE_MAX (64 * 1024)
#define LOTSE_REGISTERS_MAX 2048 /* registers of one record */

/*
 * Whether a register of that name and value (NULL is empty) may be sent: the name has a field, both are valid UTF-8
 * and within the limits.  The error is LOTSE_ERROR_PROTOCOL.
 */
gboolean lotse_register_check (const char *name, const char *value, GError **error);

typedef struct
{
  char *value; /* canonical text; NULL is empty */
  LotseStamp stamp;
} LotseRegister;

typedef struct _LotseRegisters LotseRegisters;

LotseRegisters *lotse_registers_new (void);
LotseRegisters *lotse_registers_copy (const LotseRegisters *self);
void lotse_registers_free (LotseRegisters *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseRegisters, lotse_registers_free)

guint lotse_registers_size (const LotseRegisters *self);

/*
 * The register of that name, or NULL; and the n-th in the byte order of names.  They stay owned by the set: the
 * register itself until the set is changed next, name and value until it is freed.
 */
const LotseRegister *lotse_registers_get (const LotseRegisters *self, const char *name);
const LotseRegister *lotse_registers_nth (const LotseRegisters *self, guint n, const char **name);

/* The value of that register, or NULL if it is empty or missing. */
const char *lotse_registers_value (const LotseRegisters *self, const char *name);

/* Adds or replaces; `value` may point into the set, and "" is kept as NULL. */
void lotse_registers_put (LotseRegisters *self, const char *name, const char *value, LotseStamp stamp);
void lotse_registers_remove (LotseRegisters *self, const char *name);

/*
 * Whether the same names have the same values; with_stamps compares stamps too.  Without stamps an empty register and a
 * missing one are the same.
 */
gboolean lotse_registers_equal (const LotseRegisters *a, const LotseRegisters *b, gboolean with_stamps);

/* The newest stamp in the set, or the zero stamp. */
LotseStamp lotse_registers_newest (const LotseRegisters *self);

/*
 * The stamps in one text: the most common stamp, then the exceptions, "STAMP|phone=STAMP|languages/ar=STAMP|email=".
 * Names are escaped as in URIs.  A register without a value is always listed, because a row of a database does not
 * tell it from one that was never written; "email=" has the most common stamp.  The text of an empty set is "".
 *
 * Unpacking gives the stamps back to a set into which the values of a row were put: listed registers that the set lacks
 * are added as empty ones, registers that are empty and not listed are removed.  A text that is damaged changes
 * nothing and is LOTSE_ERROR_PROTOCOL.
 */
char *lotse_registers_pack_stamps (const LotseRegisters *self);
gboolean lotse_registers_unpack_stamps (LotseRegisters *self, const char *packed, GError **error);

/*
 * The same text with every register listed: what a person who deletes the record has seen, for LotseEdit.seen.  A
 * register that is not named there was not seen, whatever its stamp.
 */
char *lotse_registers_pack_seen (const LotseRegisters *self);

/*
 * The wire form, an object {"s": common stamp, "f": {register: value or null}, "x": {register: stamp}}.  `x` is left
 * out when it is empty.  Reading never fails halfway: it returns NULL with LOTSE_ERROR_PROTOCOL.
 */
void lotse_registers_to_json (const LotseRegisters *self, JsonBuilder *builder);
void lotse_registers_append_json (const LotseRegisters *self, GString *out); /* the fast way to the same text */
char *lotse_registers_to_text (const LotseRegisters *self);
LotseRegisters *lotse_registers_from_json (JsonObject *object, GError **error);
LotseRegisters *lotse_registers_from_text (const char *text, GError **error);

/*
 * The fast way from the wire form, which may have other members that are texts: `texts` gets those called `names` (ended
 * by NULL).  NULL without an error means that json-glib has to decide.
 */
LotseRegisters *lotse_registers_read (LotseJsonReader *reader, const char *const *names, LotseJsonSlice *texts);

/* The part of a register's name before the slash, and the element behind it or NULL. */
char *lotse_register_field (const char *name, const char **element);
/* "languages" and "ar" -> "languages/ar".  Free with g_free(). */
char *lotse_register_name (const char *field, const char *element);

G_END_DECLS
