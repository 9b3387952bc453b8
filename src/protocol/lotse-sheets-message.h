/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Anonymous sheets on the wire: batches to and from /v1/sheets.
 *
 * A batch in wire form is the same text on whatever device it is written: its sheets stand in the order of what they say and its
 * remarks in the order of their random ids, so that no order tells anything.  Nobody's name, device or time is part of it.
 */
#pragma once

#include "lotse-protocol.h"

G_BEGIN_DECLS

#define LOTSE_PROTOCOL_MAX_BATCH (8u << 20)      /* bytes of one batch in wire form */
#define LOTSE_PROTOCOL_MAX_SHEETS 5000u          /* sheets in one batch */
#define LOTSE_PROTOCOL_MAX_QUESTIONS 1000u       /* questions in one batch */
#define LOTSE_PROTOCOL_MAX_BATCHES 200u          /* batches in one request */
#define LOTSE_PROTOCOL_MAX_ANSWER (64u << 10)    /* bytes of one answer */

/* An open answer, which belongs to the batch and to no sheet; the id stays the same on every device. */
typedef struct
{
  char *id;
  char *question;
  char *text;
} LotseWireRemark;

typedef struct
{
  char *id;
  char *form;
  gint64 version;       /* of the form */
  char *event;          /* this or the survey; the other is NULL */
  char *survey;
  char *way;
  GPtrArray *questions; /* of char *: ids */
  GPtrArray *open;      /* of char *: ids of questions with open answers */
  GPtrArray *sheets;    /* of GStrv: the language or "", and one answer for each of `questions` */
  GPtrArray *remarks;   /* of LotseWireRemark */
} LotseWireBatch;

LotseWireBatch *lotse_wire_batch_new (void); /* with empty arrays that free their elements */
void lotse_wire_batch_free (LotseWireBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseWireBatch, lotse_wire_batch_free)
void lotse_wire_batch_add_sheet (LotseWireBatch *self, const char *language, const char *const *answers);
void lotse_wire_batch_add_remark (LotseWireBatch *self, const char *id, const char *question, const char *text);
/* Puts sheets and remarks into their order, and writes them. */
char *lotse_wire_batch_to_json (LotseWireBatch *self);
LotseWireBatch *lotse_wire_batch_from_json (const char *text, gssize size, GError **error);
/* Whether both say the same but for the ids of their remarks: as two devices do that imported one file. */
gboolean lotse_wire_batch_same (LotseWireBatch *one, LotseWireBatch *other);

/* What became of one batch that was sent. */
typedef struct
{
  char *id;
  LotseVerdict verdict; /* merged, repeated, parked, refused, erased */
  gint64 number;        /* of merged and repeated */
  char *reason;         /* of refused and parked: a word of lotse-words.h, or NULL */
} LotseSheetsVerdict;

void lotse_sheets_verdict_free (LotseSheetsVerdict *self);

/* POST /v1/sheets */
typedef struct
{
  GPtrArray *batches;    /* of LotseWireBatch */
  GPtrArray *unreadable; /* of LotseSheetsVerdict: "refused", for batches that say who they are and cannot be read */
} LotseSheetsRequest;

void lotse_sheets_request_free (LotseSheetsRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseSheetsRequest, lotse_sheets_request_free)
/* From batches in wire form; the inverse reads and checks them. */
char *lotse_sheets_request_print (const GPtrArray *texts);
LotseSheetsRequest *lotse_sheets_request_from_json (const char *text, gssize size, GError **error);

/* The answer to it: an array of LotseSheetsVerdict. */
char *lotse_sheets_verdicts_to_json (const GPtrArray *verdicts);
GPtrArray *lotse_sheets_verdicts_from_json (const char *text, gssize size, GError **error);

/* GET /v1/sheets/NUMBER: batches behind that number, in the order of theirs. */
typedef struct
{
  gint64 number;
  LotseWireBatch *batch; /* NULL: this version cannot read it */
} LotseSheetsEntry;

typedef struct
{
  GPtrArray *entries; /* of LotseSheetsEntry */
  gint64 last;        /* the number to go on behind */
  gboolean more;
} LotseSheetsPage;

void lotse_sheets_page_free (LotseSheetsPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseSheetsPage, lotse_sheets_page_free)
LotseSheetsPage *lotse_sheets_page_from_json (const char *text, gssize size, GError **error);

/* Writes a page of texts in wire form as they are: begins one, adds to it, and ends it. */
GString *lotse_sheets_page_begin (void);
void lotse_sheets_page_add (GString *page, gint64 number, const char *batch);
char *lotse_sheets_page_end (GString *page, gint64 last, gboolean more);

G_END_DECLS
