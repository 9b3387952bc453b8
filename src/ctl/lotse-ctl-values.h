/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What commands have in common about records: kinds and ids by what was typed, FIELD=VALUE, conditions, and showing values.
 */
#pragma once

#include "lotse-ctl.h"

G_BEGIN_DECLS

/* The kind by its name or by its label in German or English.  Error: INVALID. */
const LotseKind *lotse_ctl_kind (const char *typed, GError **error);

/* The field of that kind by its name.  Error: INVALID. */
const LotseField *lotse_ctl_field (const LotseKind *kind, const char *name, GError **error);

/* The id in its canonical form (g_free).  Error: INVALID; whether there is such a record is not asked. */
char *lotse_ctl_id (const char *typed, GError **error);

/* The record with the id that was typed.  Errors: INVALID, NOT_FOUND. */
LotseRecord *lotse_ctl_record (LotseCtl *self, const char *typed, GError **error);

/*
 * Applies the words FIELD=VALUE and FIELD/ELEMENT=VALUE from the n-th on to the record, but not those that name a file.
 * Error: INVALID.
 */
gboolean lotse_ctl_assign (LotseCtl *self, LotseRecord *record, guint from, GError **error);

/* The field for files of a word FIELD=@PATH, or NULL if it is no such word (lotse-ctl-files.c). */
const LotseField *lotse_ctl_file_word (const LotseKind *kind, const char *word, const char **path);
/* Takes the files that the words name into the store; if the record is not saved then, detaching takes them out again. */
gboolean lotse_ctl_attach (LotseCtl *self, LotseRecord *record, guint from, GError **error);
void lotse_ctl_detach (LotseCtl *self, LotseRecord *record, guint from);

/* The canonical date of an option that people type (g_free); untouched if it is not given or empty.  Error: INVALID. */
gboolean lotse_ctl_date_option (LotseCtl *self, const char *option, char **date, GError **error);

/* Adds the conditions of all --where options to the query.  Error: INVALID. */
gboolean lotse_ctl_where (LotseCtl *self, LotseQuery *query, const LotseKind *kind, GError **error);

/* What a record is called, with the titles of the records that it links to; never NULL. */
char *lotse_ctl_title (LotseCtl *self, LotseRecord *record);
char *lotse_ctl_title_of_id (LotseCtl *self, const char *id); /* the id itself if the record is not here */

/* A field for reading: dates by the language, links as titles, elements separated by semicolons; "" when it is empty. */
char *lotse_ctl_show_field (LotseCtl *self, LotseRecord *record, const LotseField *field);
/* One register ("summary", "languages/ar") for reading: its name, and a value that it had. */
char *lotse_ctl_show_register (const LotseKind *kind, const char *reg);
char *lotse_ctl_show_value (LotseCtl *self, const LotseKind *kind, const char *reg, const char *value);

/* A moment in milliseconds since 1970 UTC, as local time in the language; and as ISO 8601 in UTC for JSON. */
char *lotse_ctl_show_time (gint64 ms);
char *lotse_ctl_iso_time (gint64 ms);

/* JSON members in one call; a NULL text becomes null. */
void lotse_ctl_json_text (JsonBuilder *builder, const char *name, const char *text);
void lotse_ctl_json_int (JsonBuilder *builder, const char *name, gint64 number);
void lotse_ctl_json_bool (JsonBuilder *builder, const char *name, gboolean value);

/* Takes apart COLUMN=FIELD of --map at the last equals sign: headings may have one themselves, fields have none.  The column is
   for g_free(), the field belongs to `word`.  Error: INVALID. */
gboolean lotse_ctl_split_map (const char *word, char **column, const char **field, GError **error);

G_END_DECLS
