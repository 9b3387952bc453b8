/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One mail to several people before it goes anywhere: who gets it, what they will read, and who has to be called instead.
 */
#pragma once

#include "lotse-mail.h"

G_BEGIN_DECLS

/* The languages that mail is written in, in the order of the texts of a mailing. */
#define LOTSE_MAILING_N_LANGUAGES 2
extern const char *const lotse_mailing_languages[LOTSE_MAILING_N_LANGUAGES];

typedef struct
{
  LotseMailType type;
  GPtrArray *recipients; /* of LotseMailRecipient: who has an address */
  GPtrArray *without;    /* the same: who has none */
  guint n_unknown;       /* who is not on this device, and so has neither name nor address here */
  /* For each language the text as the first one who reads it gets it; without a name if nobody does. */
  LotseMailText *texts[LOTSE_MAILING_N_LANGUAGES];
  guint counts[LOTSE_MAILING_N_LANGUAGES]; /* of recipients */
  GPtrArray *uris; /* of char *: mailto: for the mail program; empty if nobody has an address */
} LotseMailing;

LotseMailing *lotse_mailing_new (LotseStore *store, const char *event, LotseMailType type, const char *const *persons, GError **error);
void lotse_mailing_free (LotseMailing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseMailing, lotse_mailing_free)

G_END_DECLS
