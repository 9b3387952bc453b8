/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tests of several parts share: folders that vanish, profiles, real server processes, and a line that can be cut.
 *
 * Everything aborts the test with a message when it fails: a test that cannot set itself up must not pass.
 */
#pragma once

#include "lotse-exchange.h"

G_BEGIN_DECLS

/* A new folder below the system's folder for temporary files; kit_folder_remove() removes it with all that is in it. */
char *kit_folder_new (void);
void kit_folder_remove (char *folder);

/* Opens the profile `name` below `folder` with a key file. */
LotseStore *kit_store_open (const char *folder, const char *name);

/* Adds a record of `kind` from "field", "value", … pairs ended by NULL, and returns its id. */
char *kit_add (LotseStore *store, const char *kind, ...) G_GNUC_NULL_TERMINATED;
/* Sets one field of a record. */
void kit_set (LotseStore *store, const char *id, const char *field, const char *value);
/* The canonical value of a field, or NULL; "?" if the record is not there. */
char *kit_get (LotseStore *store, const char *id, const char *field);

/* Everything that the tables of a profile or of the centre below `folder` hold, as one text to search in. */
char *kit_dump_file (const char *profile);
char *kit_dump (const char *folder, const char *name);
char *kit_dump_centre (const char *folder);
/*
 * Every byte of a profile's database file and of the log beside it, decrypted: also unused pages, the unused parts of pages,
 * and old pages in the log.
 */
char *kit_dump_pages (const char *folder, const char *name);
/* Waits until the open profile has cut its log after something left the device, which it does when nothing else is to be done. */
void kit_wait_settled (const char *folder, const char *name);
/* Printable bytes as they are, all others as spaces, so that the whole is one text to search in. */
void kit_append_bytes (GString *out, const guint8 *bytes, gsize size);
/* The key of a profile with a key file. */
#define KIT_KEY 32
void kit_read_key (const char *profile, guint8 *key);
/* A copy of a profile's folder, as a copied disk is one. */
void kit_copy_folder (const char *from, const char *to);

/* --- A real lotse-server ------------------------------------------------------------------------------------- */

typedef struct _KitServer KitServer;

/* Starts lotse-server on loopback with its data in `folder`/centre, or again after kit_server_kill(). */
KitServer *kit_server_start (const char *folder);
void kit_server_free (KitServer *server); /* ends the process with SIGTERM and expects a clean end */
void kit_server_kill (KitServer *server); /* SIGKILL */
const char *kit_server_url (KitServer *server);
/* Runs "lotse-server --data … ARGS" beside the server and returns what it printed; expects success. */
char *kit_server_run (KitServer *server, ...) G_GNUC_NULL_TERMINATED;
/* Adds an account; `roles` separated by spaces, `person` may be NULL.  The password is "password of NAME". */
void kit_server_add_account (KitServer *server, const char *name, const char *roles, const char *person);
/* Connects a profile to `url` as that account. */
void kit_connect (LotseStore *store, const char *url, const char *account);

/* Meets the centre once; FALSE on any error.  `report` may be NULL. */
gboolean kit_sync (LotseStore *store, LotseSyncReport *report);
/* Meets the centre and expects that everything was sent and received. */
void kit_sync_completely (LotseStore *store);
/* Both profiles have the record with the same values in every field, unknown ones included, or neither has it. */
void kit_assert_same (LotseStore *a, LotseStore *b, const char *id);
guint kit_count_conflicts (LotseStore *store);

/* --- A line that can be cut ------------------------------------------------------------------------------------ */

typedef struct _KitLine KitLine;

/* Listens on loopback and carries bytes to and from `url`. */
KitLine *kit_line_new (const char *url);
void kit_line_free (KitLine *line);
const char *kit_line_url (KitLine *line);
/*
 * Lets `bytes` more bytes through in that direction, then cuts every connection, and refuses new ones until the next call.
 * -1: no limit.  Counts begin anew.
 */
void kit_line_limit (KitLine *line, gint64 to_centre, gint64 to_device);
gint64 kit_line_carried (KitLine *line, gboolean to_centre);

G_END_DECLS
