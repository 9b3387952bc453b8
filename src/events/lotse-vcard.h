/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contact cards (vCard 2.1, 3.0 and 4.0) as address books write them: what a registration needs of a person.
 *
 * Lines are unfolded, quoted-printable and character sets decoded, groups ("item1.EMAIL") understood.  Pictures, sounds and
 * everything else are passed over.  Files come from outside: nothing in them is believed, and memory is bounded by the size of the file.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOTSE_VCARD_MOST 20000

/* Texts are "" where a card says nothing. */
typedef struct
{
  char *name; /* as it is shown; else put together of its parts */
  char *given;
  char *family;
  char *title; /* "Dr." */
  char *organisation;
  char *email;
  char *phone;
  char *mobile;
  char *language; /* "de" */
} LotseVcard;

void lotse_vcard_free (LotseVcard *self);

/* Whether the file begins like cards. */
gboolean lotse_vcard_is (GBytes *content);

/*
 * The cards of people, in their order; cards of groups, places and organisations are left out and counted.  Error: INVALID (no text, a card
 * without an end, too many).
 */
GPtrArray *lotse_vcard_parse (GBytes *content, guint *left_out, GError **error); /* of LotseVcard */

G_END_DECLS
