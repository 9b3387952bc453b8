/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People to ask at a funder, as a grant programme keeps them: rows to call and write, and a dialog for each.
 */
#pragma once

#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Somebody to call or write to. */
typedef struct
{
  char *name;
  char *role; /* what they are for, in words, or NULL */
  char *email, *phone;
  char *id;   /* of the person, or NULL */
} LotseContact;

void lotse_contact_free (LotseContact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseContact, lotse_contact_free)
/* Of what the field "contacts" keeps; NULL if it is none. */
LotseContact *lotse_contact_parse (const char *json);
/* A row with buttons to write and to call; opens the person, if there is one. */
GtkWidget *lotse_contact_row_new (const LotseContact *contact);

/* `record` has the field "contacts". */
AdwPreferencesGroup *lotse_contacts_group_new (LotseProfile *profile, LotseRecord *record);

G_END_DECLS
