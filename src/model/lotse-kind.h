/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one table of record kinds.
 *
 * Every kind of record is declared once, as data, in lotse-kinds-*.c.  The device's tables, the GObject properties, the
 * JSON, the change tracking, the CSV headings, the rights that the centre checks and the plain forms are derived from
 * the declaration, so that a new field is one new line.  The table never changes while the program runs.
 *
 * A declared field keeps its name, type and merge rule for ever: devices of several versions meet at one centre.  What
 * must change becomes a new field.
 */
#pragma once

#include "lotse-role.h"

#include <glib.h>

G_BEGIN_DECLS

/* What a field holds.  Every value has one canonical text form, which registers, history and the wire use. */
typedef enum
{
  LOTSE_FIELD_TEXT,      /* one line */
  LOTSE_FIELD_LONG_TEXT, /* several lines */
  LOTSE_FIELD_INT,       /* "42", "-3" */
  LOTSE_FIELD_MONEY,     /* whole cents: "123456" is 1,234.56 EUR */
  LOTSE_FIELD_BOOL,      /* "1" for yes, "0" for no; empty is not known */
  LOTSE_FIELD_DATE,      /* "2026-11-22" */
  LOTSE_FIELD_DATETIME,  /* "2026-11-22T18:30", the wall clock at the place */
  LOTSE_FIELD_CHOICE,    /* the name of one of the field's choices */
  LOTSE_FIELD_LINK,      /* the id of a record of one of the field's link kinds */
  LOTSE_FIELD_SET,       /* elements that merge one by one; an element is a text, a choice or an id */
  LOTSE_FIELD_MAP,       /* elements with a value each, such as languages with a level */
  LOTSE_FIELD_BLOB,      /* the SHA-256 of a file, in hexadecimal */
} LotseFieldType;

typedef enum
{
  LOTSE_FIELD_PLAIN = 0,
  LOTSE_FIELD_REQUIRED = 1 << 0, /* a record without it is not saved */
  LOTSE_FIELD_TITLE = 1 << 1,    /* part of what the record is called in lists, in the order of declaration */
  LOTSE_FIELD_SEARCHED = 1 << 2, /* in the full-text index, folded */
  LOTSE_FIELD_NAME = 1 << 3,     /* a name of a person or organisation: indexed with its spellings too */
  LOTSE_FIELD_PERSONAL = 1 << 4, /* personal data in the sense of the GDPR */
  LOTSE_FIELD_ONCE = 1 << 5,     /* written once: the first to arrive at the centre stands */
  LOTSE_FIELD_INDEXED = 1 << 6,  /* lists filter or join by it */
  LOTSE_FIELD_SUBTITLE = 1 << 7, /* shown below the title in lists */
  LOTSE_FIELD_INTERNAL = 1 << 8, /* never in forms: written by the program, of system kinds by the centre alone */
  LOTSE_FIELD_BY_STAFF = 1 << 9, /* only staff changes it, also where others write the rest of the record */
  LOTSE_FIELD_JSON = 1 << 10,    /* of a MAP: each element's value is a JSON object in canonical form */
  LOTSE_FIELD_DATED = 1 << 11,   /* of a MAP: people write a date as the value of each element; what came otherwise stays */
  LOTSE_FIELD_SCAN = 1 << 13,    /* of a BLOB: an image or a PDF, of at most LOTSE_ATTACH_MAX_SCAN bytes */
  LOTSE_FIELD_BY_ACT = 1 << 12,  /* not in the edit dialog: a button of the record's page changes it, and what goes with it */
} LotseFieldFlags;

/* Who receives: the classes of buckets at the centre.  A set of them says in which of a record's buckets a field shows. */
typedef enum
{
  LOTSE_BUCKET_OPEN = 1 << 0,   /* everybody */
  LOTSE_BUCKET_DESK = 1 << 1,   /* organisers and staff */
  LOTSE_BUCKET_PAIR = 1 << 2,   /* pair:<id>, the pair's mentor and staff */
  LOTSE_BUCKET_SELF = 1 << 3,   /* self:<person>, that person's account and staff */
  LOTSE_BUCKET_GRANTS = 1 << 4, /* finance and staff */
  LOTSE_BUCKET_STAFF = 1 << 5,  /* coordinators and admins */
  LOTSE_BUCKET_AUTHOR = 1 << 6, /* only the account that wrote the value; not even staff */
} LotseBucketClass;

typedef guint LotseAudience; /* a set of LotseBucketClass */

/* Everyone who holds the record.  Staff holds every record, so LOTSE_BUCKET_STAFF is part of all but the author's own. */
#define LOTSE_AUDIENCE_ALL \
  (LOTSE_BUCKET_OPEN | LOTSE_BUCKET_DESK | LOTSE_BUCKET_PAIR | LOTSE_BUCKET_SELF | LOTSE_BUCKET_GRANTS | LOTSE_BUCKET_STAFF)
#define LOTSE_AUDIENCE_STAFF (LOTSE_BUCKET_STAFF)
#define LOTSE_AUDIENCE_AUTHOR (LOTSE_BUCKET_AUTHOR)

typedef struct
{
  const char *name;  /* in data and code, never translated */
  const char *label; /* English source of the translation, marked with NC_("choice", ...) */
} LotseChoice;

typedef struct
{
  const char *name;           /* lower case with underscores */
  const char *label;          /* marked with NC_("field", ...) */
  LotseFieldType type;
  LotseFieldFlags flags;
  LotseAudience audience;     /* 0 stands for LOTSE_AUDIENCE_ALL */
  const LotseChoice *choices; /* ends with a NULL name; for CHOICE, SET and the keys of MAP; or NULL */
  const char *links;          /* kinds it may link to, separated by spaces, "*" for any; for LINK and SET; or NULL */
  guint since;                /* the schema version that brought it; 0 stands for 1 */
  gint64 least;               /* of INT and MONEY: what people may write; both 0: any.  What came from a newer version stays */
  gint64 most;
  gboolean fleeting;          /* health and the like: once emptied by others or erased, former values leave the device, too */
  const LotseChoice *levels;  /* of MAP: what people may write as the value of an element; ends with a NULL name; or NULL */
} LotseField;

/*
 * How the centre finds a record's buckets.  `path` starts at the record:
 *   "."                       the record itself: pair:<own id>, self:<own id>
 *   "pair"                    the record that the field `pair` links to
 *   "<mentoring_pair.mentor"  every mentoring_pair whose field `mentor` links to this record
 *   "person<mentoring_pair.mentee"  every mentoring_pair whose `mentee` links to the record that the field `person` links to
 *   "mentor!pair"             as "mentor", but only while the record's own field `pair` is empty
 *   NULL                      for buckets without an id (open, desk, grants, staff)
 *   "=attached"               all buckets of the record that the field `attached` links to (class is not used)
 * For DESK a path says that the record is in the bucket only if the path leads to at least one record.
 * Nobody but staff writes a field that the writer's own buckets do not show.
 * `from_state` (of the pair that the path leads to) must have been reached, in the order of the choices of its state.
 * Every record is in `staff` without a rule saying so.
 */
typedef struct
{
  LotseBucketClass bucket;
  const char *path;
  const char *from_state;
} LotseBucketRule;

typedef struct
{
  const char *name;         /* "mentoring_pair" */
  const char *label;        /* NC_("kind", "Tandem") */
  const char *label_plural; /* NC_("kind", "Tandems") */
  const LotseField *fields; /* n_fields of them */
  guint n_fields;
  const LotseBucketRule *buckets; /* n_buckets of them */
  guint n_buckets;
  LotseRoles writers;       /* roles other than staff that may write it; staff writes all but system kinds */
  gboolean own_only;        /* mentors write it only where it belongs to a pair or self bucket that they hold */
  gboolean system;          /* made by the centre: conflicts, reviews; staff writes only what is not INTERNAL */
  gboolean anonymous;       /* write-once sheets without device, author and time: never in a change log or full text */
  guint since;              /* as in LotseField */
  const char *identity;     /* the fields, separated by spaces, that make it one: its id is derived from them; or NULL */
  const char *identity_if;  /* a field without which a record has no identity after all; or NULL */
} LotseKind;

/*
 * All kinds, in a fixed order.  The returned array is static.
 */
const LotseKind *const *lotse_kinds_list (guint *n_kinds);

/* The kind of that name, or NULL. */
const LotseKind *lotse_kind_find (const char *name);
/* Whether a funder waits for what is due: `type` is a choice of the field "type" of deadlines (NULL: no). */
gboolean lotse_deadline_type_is_for_funder (const char *type);

/* The field of that name, or NULL; lotse_kind_field_index() returns -1 instead. */
const LotseField *lotse_kind_field (const LotseKind *kind, const char *name);
int lotse_kind_field_index (const LotseKind *kind, const char *name);

/* Translated labels. */
const char *lotse_kind_label (const LotseKind *kind);
const char *lotse_kind_label_plural (const LotseKind *kind);
const char *lotse_field_label (const LotseField *field);
const char *lotse_choice_label (const LotseField *field, const char *choice);

/* Who may see the field within a record's buckets; never 0. */
LotseAudience lotse_field_audience (const LotseField *field);

/* Whether the field may link to records of that kind. */
gboolean lotse_field_links_to (const LotseField *field, const char *kind);

/* Whether the field's value is spread over several registers (SET and MAP). */
gboolean lotse_field_has_elements (const LotseField *field);

G_END_DECLS
