/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail to the guests of an event: addresses for copying, and invitations and reminders for the person's own mail program.
 *
 * Lotse sends nothing itself.  It makes mailto: addresses, or files that a mail program opens as drafts.  Texts are in the
 * language that the person is contacted in, German or English.  What stands in a record never becomes a header of its own.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_MAIL_INVITATION,
  LOTSE_MAIL_REMINDER,
} LotseMailType;

typedef struct
{
  char *person;
  char *name;
  char *address;    /* without name; NULL if the person has none that can be used */
  char *salutation; /* "Guten Tag Mira Beispiel", or the form of address that was wished */
  char *language;   /* "de" or "en" */
} LotseMailRecipient;

typedef struct
{
  char *subject;
  char *body; /* lines end with "\n" */
} LotseMailText;

void lotse_mail_recipient_free (LotseMailRecipient *self);
void lotse_mail_text_free (LotseMailText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseMailText, lotse_mail_text_free)

/*
 * Of LotseMailRecipient, in the order of the ids, each human once.  Those without an address that can be used are added to
 * `without` (of LotseMailRecipient; may be NULL), so that somebody can call them.
 */
GPtrArray *lotse_mail_recipients (LotseStore *store, const char *const *persons, GPtrArray *without, GError **error);
/* Everybody at the event in that state ("invited", "registered", "waiting", "cancelled"; NULL: all but cancelled). */
GPtrArray *lotse_mail_recipients_of_event (LotseStore *store, const char *event, const char *state, GPtrArray *without, GError **error);

/* For the clipboard: each address once, with the name, separated by commas (g_free). */
char *lotse_mail_addresses (GPtrArray *recipients);

/* What stands in the mail: for one person in that person's language; NULL: for several, without names, in both languages. */
LotseMailText *lotse_mail_text_new (LotseStore *store, const char *event, LotseMailType type, const LotseMailRecipient *recipient,
                                    GError **error);

/* mailto: of one person; and of several as blind copies, in as many parts as providers allow: of char *. */
char *lotse_mail_uri (const LotseMailRecipient *recipient, const LotseMailText *text);
GPtrArray *lotse_mail_uris (GPtrArray *recipients, const LotseMailText *text);

/* A draft as mail programs open it; `from` is an address without name, or NULL: the mail program fills it in (g_free). */
char *lotse_mail_message (const LotseMailRecipient *recipient, const LotseMailText *text, const char *from, gint64 now_ms);
/*
 * Writes one draft a person into the folder, which is made if it is missing; only the user can read them, and their names say
 * nothing about people.  All or none; files that are there already stay.  The number; -1 on error.
 */
int lotse_mail_write (LotseStore *store, const char *event, LotseMailType type, GPtrArray *recipients, const char *folder, GError **error);

G_END_DECLS
