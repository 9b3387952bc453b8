/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits, and the pure function that merges them.
 *
 * An edit is what a person saved of one record at once: one or more writes with one stamp.  A write is one change of
 * one register; (record, register, device, clock) names it for ever.  The centre applies writes one by one with
 * lotse_merge_write(), which does no I/O and knows no clock but the one it is given; this file has the rules of
 * design/sync.md under "The model" and the largest table of tests.
 */
#pragma once

#include "lotse-registers.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_VERDICT_NONE,     /* not answered yet */
  LOTSE_VERDICT_MERGED,   /* stands, or went to the history behind a later write that had seen it */
  LOTSE_VERDICT_CONFLICT, /* written at the same time as another: one stands, the other is shown for review */
  LOTSE_VERDICT_REPEATED, /* known already */
  LOTSE_VERDICT_PARKED,   /* the record that it links to is not there yet */
  LOTSE_VERDICT_REVIEW,   /* came too late or from a locked account: staff decides */
  LOTSE_VERDICT_REFUSED,  /* not allowed or not valid; the reason says which */
  LOTSE_VERDICT_ERASED,   /* the record or what it links to was erased */
} LotseVerdict;

/* The verdict's name on the wire ("merged"), and back; LOTSE_VERDICT_NONE for an unknown name. */
const char *lotse_verdict_name (LotseVerdict verdict);
LotseVerdict lotse_verdict_from_name (const char *name);

/*
 * `base` is the stamp of the centre's register that lay below what the person saw, also when own writes of the same
 * register still wait in the outbox: that the device saw those, the centre knows from its name.  The stamp of an own
 * write without verdict is understood too, but says no more than that; above all it does not prove that the centre lost
 * something, because the clock of the device may run ahead.
 */
typedef struct
{
  char *reg;         /* name of the register */
  char *value;       /* canonical text, or NULL for empty */
  LotseStamp base;   /* the stamp of the centre's register that lay below what the person saw; none if there was none */
  LotseStamp after;  /* the stamp of the own write that lay above the base, which the person saw instead; none if there was none */
  guint64 effective; /* the clock that the centre gave it, when a confirmed write is offered again; otherwise 0 */
} LotseWrite;

typedef struct
{
  char *kind;
  char *id;              /* 32 hexadecimal digits */
  LotseStamp stamp;      /* of all its writes, as the device made it */
  char *seen;            /* for a delete: lotse_registers_pack_seen() of what the person saw; else NULL */
  gboolean creates;      /* the record did not exist for the device before: a restored centre that lost it waits for this edit */
  gboolean seen_deleted; /* the record lay in the bin when the person wrote */
  char *group;           /* what one action changed together, for undo; only on the device; may be NULL */
  GPtrArray *writes;     /* of LotseWrite */
} LotseEdit;

LotseWrite *lotse_write_new (const char *reg, const char *value, LotseStamp base);
void lotse_write_free (LotseWrite *write);
LotseEdit *lotse_edit_new (const char *kind, const char *id, LotseStamp stamp);
void lotse_edit_free (LotseEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseWrite, lotse_write_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseEdit, lotse_edit_free)

/*
 * The wire form: {"k": kind, "i": id, "t": stamp, "n": stamps seen, "c": true if it creates, "d": true if seen deleted,
 * "w": {register: [value, base, effective, after]}}; what is empty is left out at the end.
 */
void lotse_edit_to_json (const LotseEdit *edit, JsonBuilder *builder);
LotseEdit *lotse_edit_from_json (JsonObject *object, GError **error);
void lotse_edit_append_json (const LotseEdit *edit, GString *out); /* the fast way to the same text */
char *lotse_edit_to_text (const LotseEdit *edit);
LotseEdit *lotse_edit_from_text (const char *text, GError **error); /* NULL is no edit either */

/* Whether a text could name a kind of record, known to this version or not; and whether it is a record's id. */
gboolean lotse_edit_kind_is_valid (const char *kind);
gboolean lotse_edit_id_is_valid (const char *id);

typedef struct
{
  LotseVerdict verdict;   /* MERGED or CONFLICT */
  gboolean stands;        /* the register becomes the write's value with `effective`; otherwise it stays as it is */
  LotseStamp effective;   /* the stamp that the write has for everybody from now on */
  gboolean undeletes;     /* the record must become visible again until somebody decides */
  gboolean conflict;      /* a conflict is to be opened between the standing value and `loser` */
  const char *loser;      /* the value that does not stand (borrowed from standing or write), may be NULL */
  LotseStamp loser_stamp; /* its stamp: of the standing register, or `effective` of the write */
} LotseMerge;

/* How a write is related to the standing one, as far as the history of the register tells. */
typedef enum
{
  LOTSE_LINEAGE_UNKNOWN, /* the history is not there; clocks and devices must do */
  LOTSE_LINEAGE_LATER,   /* whoever wrote it had seen the standing one, or what was made of that */
  LOTSE_LINEAGE_EARLIER, /* whoever wrote the standing one had seen it, or what was made of it */
  LOTSE_LINEAGE_APART,   /* neither knew of the other */
} LotseLineage;

typedef struct
{
  const LotseRegister *standing; /* the register as the centre has it, or NULL */
  guint64 standing_raw;          /* the clock with which its own device wrote it; 0 if not known */
  LotseStamp standing_base;      /* the base of the write that stands; none if not known */
  LotseLineage lineage;
  const LotseRegister *deleted;  /* the record's LOTSE_REGISTER_DELETED, or NULL */
  gboolean missed;               /* whoever deleted the record had not seen this write, as far as can be told */
  gboolean unseen;               /* for a delete: lotse_merge_has_unseen() */
  gboolean once;                 /* the field is written once */
  const guint64 *taken;          /* clocks that other writes of this device have in this register; ends with 0; or NULL */
  guint64 limit;                 /* no effective clock is beyond this one: the centre's time plus five minutes */
} LotseMergeInput;

/* Whether a person who saw the value with the stamp `saw` (or none) knew of what stands, from the history of the register. */
typedef gboolean (*LotseWasSeen) (const char *reg, LotseStamp saw, LotseStamp standing, gpointer data);

/*
 * Whether the record has a register that the deleting person had not seen: its stamp is not the one in `seen`, and
 * `was_seen` does not know better.  Without `was_seen`, what is not newer than the one in `seen` counts as seen.
 */
gboolean lotse_merge_has_unseen (const LotseRegisters *standing, const char *seen, LotseWasSeen was_seen, gpointer data);

/*
 * Merges one write.  Pure: the same input gives the same outcome, and nothing else is read or changed.
 */
LotseMerge lotse_merge_write (const LotseMergeInput *input, const LotseEdit *edit, const LotseWrite *write);

G_END_DECLS
