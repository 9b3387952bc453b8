/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rights, from the kind table's `writers`, `own_only`, `system`, and the flags and audiences of fields. */
#include "lotse-rights.h"

#include "lotse-id.h"
#include "lotse-value.h"

#include <string.h>

#define OWN (LOTSE_BUCKET_PAIR | LOTSE_BUCKET_SELF)

/* Whether the only right to write comes from being a mentor, who writes only what is his or her own. */
static gboolean
is_own_only (const LotseAccess *access, const LotseKind *kind)
{
  return kind->own_only && !access->staff && (kind->writers & access->roles & ~(LotseRoles) LOTSE_ROLE_MENTOR) == 0;
}

const char *
lotse_rights_record (const LotseAccess *access, const LotseKind *kind, const LotseStored *record, LotseAudience classes)
{
  gboolean author = record != NULL && strcmp (record->author, access->account) == 0;

  if (kind == NULL)
    return record == NULL || classes != 0 || author ? NULL : LOTSE_REASON_NO_RIGHT;
  if (kind->anonymous)
    return LOTSE_REASON_ANONYMOUS;
  if (kind->system)
    return record != NULL && classes != 0 ? NULL : LOTSE_REASON_NO_RIGHT;
  if (access->staff)
    return NULL;
  if ((kind->writers & access->roles) == 0)
    return LOTSE_REASON_NO_RIGHT;
  if (is_own_only (access, kind))
    return record == NULL || (classes & OWN) != 0 ? NULL : LOTSE_REASON_NO_RIGHT;
  return record == NULL || classes != 0 || author ? NULL : LOTSE_REASON_NO_RIGHT;
}

gboolean
lotse_rights_result (const LotseAccess *access, const LotseKind *kind, LotseAudience after)
{
  return kind == NULL || !is_own_only (access, kind) || (after & OWN) != 0;
}

/* A choice that this version does not know may come from a newer one; it has the form of a name. */
static gboolean
is_name (const char *text)
{
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_");

  return length > 0 && length <= 64 && text[length] == '\0';
}

static gboolean
value_is_valid (const LotseField *field, const char *element, const char *value)
{
  if (element != NULL && !(field->choices != NULL && is_name (element)) && !lotse_value_check_element (field, element, NULL))
    return FALSE;
  if (value != NULL && field->type == LOTSE_FIELD_CHOICE && is_name (value))
    return TRUE;
  return lotse_value_check (field, value, NULL);
}

static const char *
check_system_register (const LotseWrite *write)
{
  if (strcmp (write->reg, LOTSE_REGISTER_DELETED) == 0)
    return write->value == NULL || strcmp (write->value, "1") == 0 ? NULL : LOTSE_REASON_INVALID;
  if (strcmp (write->reg, LOTSE_REGISTER_MERGED_INTO) == 0)
    return write->value == NULL || lotse_id_is_valid (write->value) ? NULL : LOTSE_REASON_INVALID;
  return NULL;
}

const char *
lotse_rights_register (const LotseAccess *access, const LotseKind *kind, const LotseWrite *write)
{
  const char *element = NULL;
  g_autofree char *name = NULL;
  const LotseField *field;

  if (kind == NULL)
    return NULL;
  if (write->reg[0] == '_')
    return kind->system ? LOTSE_REASON_NO_RIGHT : check_system_register (write);
  name = lotse_register_field (write->reg, &element);
  field = lotse_kind_field (kind, name);
  if (field == NULL)
    return kind->system ? LOTSE_REASON_NO_RIGHT : NULL; /* a newer version's: kept as it is */
  if (lotse_field_has_elements (field) != (element != NULL))
    return LOTSE_REASON_INVALID;
  if (kind->system && (field->flags & LOTSE_FIELD_INTERNAL))
    return LOTSE_REASON_NO_RIGHT;
  if ((field->flags & LOTSE_FIELD_BY_STAFF) && !access->staff)
    return LOTSE_REASON_NO_RIGHT;
  return value_is_valid (field, element, write->value) ? NULL : LOTSE_REASON_INVALID;
}

static LotseAudience
audience_of (const LotseKind *kind, const char *reg)
{
  g_autofree char *name = lotse_register_field (reg, NULL);
  const LotseField *field = kind != NULL ? lotse_kind_field (kind, name) : NULL;

  return field != NULL ? lotse_field_audience (field) : LOTSE_AUDIENCE_ALL;
}

gboolean
lotse_rights_author (const LotseAccess *access, const LotseKind *kind, const char *reg, const LotseRegister *standing)
{
  if (standing == NULL || standing->value == NULL || audience_of (kind, reg) != LOTSE_BUCKET_AUTHOR)
    return TRUE;
  return g_strcmp0 (lotse_centre_writer (access->centre, standing->stamp.device), access->account) == 0;
}

gboolean
lotse_rights_audience (const LotseKind *kind, const char *reg, LotseAudience classes)
{
  return (audience_of (kind, reg) & (classes | LOTSE_BUCKET_AUTHOR)) != 0;
}

gboolean
lotse_rights_unite (const LotseAccess *access, LotseAudience classes)
{
  return access->staff || ((access->roles & LOTSE_ROLE_ORGANISER) != 0 && (classes & LOTSE_BUCKET_DESK) != 0);
}

LotseAudience
lotse_rights_maker (const LotseAccess *access)
{
  LotseAudience classes = LOTSE_BUCKET_OPEN;

  if (access->roles & LOTSE_ROLE_ORGANISER)
    classes |= LOTSE_BUCKET_DESK;
  if (access->roles & LOTSE_ROLE_FINANCE)
    classes |= LOTSE_BUCKET_GRANTS;
  return classes;
}

const char *
lotse_rights_link (const LotseKind *kind, const LotseWrite *write, const LotseField **field)
{
  const char *element = NULL;
  g_autofree char *name = NULL;

  *field = NULL;
  if (kind == NULL || write->value == NULL)
    return NULL;
  if (strcmp (write->reg, LOTSE_REGISTER_MERGED_INTO) == 0)
    return write->value;
  name = lotse_register_field (write->reg, &element);
  *field = lotse_kind_field (kind, name);
  if (*field == NULL || (*field)->links == NULL)
    return NULL;
  return element != NULL ? element : write->value;
}
