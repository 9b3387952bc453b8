/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a record may be saved.
 *
 * Checks what a person can mend: missing fields, values that contradict each other.  A choice that this version does
 * not know came from a newer one and is no reason to refuse a change of something else.
 */
#include "config.h"

#include "lotse-record-private.h"

#include "lotse-error.h"
#include "lotse-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The second may not be before the first, in all kinds that have both. */
static const char *const in_order[][2] = {
  { "starts_on", "ends_on" },       { "starts_at", "ends_at" },      { "since", "until" },
  { "given_on", "withdrawn_on" },   { "completed_on", "valid_until" }, { "opens_on", "closes_at" },
  { "closes_at", "extended_to" },   { "requested_on", "paid_on" },   { "carried_on", "answered_on" },
  { "dated_on", "received_on" },     { "opens_on", "extended_to" },
};

static gboolean
fail (const LotseField *field, const char *format, GError **error)
{
  g_autofree char *message = g_strdup_printf ("%s: %s", lotse_field_label (field), format);

  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, message);
  return FALSE;
}

/* A name in German or English is enough. */
static gboolean
is_filled (const LotseRecord *self, const char *field)
{
  g_autofree char *other = NULL;

  if (lotse_record_get (self, field) != NULL)
    return TRUE;
  if (!g_str_has_suffix (field, "_de"))
    return FALSE;
  other = g_strdup (field);
  memcpy (other + strlen (other) - 2, "en", 2);
  return lotse_record_get (self, other) != NULL;
}

/* Whether the value stood there before: an older or newer version has let it pass, and somebody changes something else. */
static gboolean
was_loaded (const LotseRecord *self, const char *reg, const char *value)
{
  const LotseRegisters *loaded = lotse_record_get_loaded ((LotseRecord *) self);

  return loaded != NULL && g_strcmp0 (lotse_registers_value (loaded, reg), value) == 0;
}

/* A number has the range that the table of kinds gives it. */
static gboolean
check_range (const LotseRecord *self, const LotseField *field, const char *value, GError **error)
{
  gint64 number = g_ascii_strtoll (value, NULL, 10);
  g_autofree char *least = g_strdup_printf ("%" G_GINT64_FORMAT, field->least);
  g_autofree char *most = g_strdup_printf ("%" G_GINT64_FORMAT, field->most);
  g_autofree char *first = lotse_value_format (field, least, NULL);
  g_autofree char *last = lotse_value_format (field, most, NULL);
  g_autofree char *message = NULL;

  if (field->least == field->most || (number >= field->least && number <= field->most) || was_loaded (self, field->name, value))
    return TRUE;
  message = g_strdup_printf (_ ("this number cannot be right. Write one from %s to %s."), first, last);
  return fail (field, message, error);
}

static gboolean
check_plausible (const LotseRecord *self, const LotseField *field, const char *value, GError **error)
{
  if ((field->type == LOTSE_FIELD_INT || field->type == LOTSE_FIELD_MONEY) && !check_range (self, field, value, error))
    return FALSE;
  if (strcmp (field->name, "email") == 0 && (strchr (value, '@') == NULL || strpbrk (value, " ,;<>") != NULL))
    return fail (field, _ ("this is no e-mail address. Write one address as in name@example.org."), error);
  if (field->type == LOTSE_FIELD_LINK && strcmp (value, lotse_record_get_id (self)) == 0)
    return fail (field, _ ("a record cannot link to itself. Choose another one."), error);
  return TRUE;
}

static gboolean
check_field (const LotseRecord *self, const LotseField *field, GError **error)
{
  const char *value = lotse_record_get (self, field->name);
  g_autoptr (GError) wrong = NULL;

  if ((field->flags & LOTSE_FIELD_REQUIRED) && !is_filled (self, field->name))
    return fail (field, _ ("this is needed. Fill it in."), error);
  if (value == NULL)
    return TRUE;
  if (field->type != LOTSE_FIELD_CHOICE && !lotse_value_check (field, value, &wrong))
    return fail (field, wrong->message, error);
  return check_plausible (self, field, value, error);
}

static gboolean
fail_order (const LotseField *first, const char *value, const LotseField *second, GError **error)
{
  g_autofree char *date = lotse_value_format (first, value, NULL);
  /* Translators: the name of another field, and the date in it. */
  g_autofree char *message = g_strdup_printf (_ ("this is before “%s” (%s). Check both dates."), lotse_field_label (first), date);

  return fail (second, message, error);
}

static gboolean
check_order (const LotseRecord *self, GError **error)
{
  const LotseKind *kind = lotse_record_get_kind (self);

  for (guint i = 0; i < G_N_ELEMENTS (in_order); i++)
    {
      const char *first = lotse_record_get (self, in_order[i][0]);
      const char *second = lotse_record_get (self, in_order[i][1]);

      /* A day and a moment of that day are in order either way. */
      if (first == NULL || second == NULL || strncmp (second, first, MIN (strlen (first), strlen (second))) >= 0)
        continue;
      /* Two devices may each have changed one of the dates; who changes something else need not mend it. */
      if (!was_loaded (self, in_order[i][0], first) || !was_loaded (self, in_order[i][1], second))
        return fail_order (lotse_kind_field (kind, in_order[i][0]), first, lotse_kind_field (kind, in_order[i][1]), error);
    }
  return TRUE;
}

static gboolean
check_pair (const LotseRecord *self, GError **error)
{
  const LotseField *mentee = lotse_kind_field (lotse_record_get_kind (self), "mentee");

  if (mentee != NULL && lotse_record_get (self, "mentee") != NULL &&
      g_strcmp0 (lotse_record_get (self, "mentor"), lotse_record_get (self, "mentee")) == 0)
    return fail (mentee, _ ("nobody can be both mentor and mentee. Choose somebody else."), error);
  return TRUE;
}

/* What a funder's deadline ends with. */
static const char *const handing_in[] = { "handed_in_on", "handed_in_how", "confirmation" };

/**
 * lotse_record_check_handed_in:
 * @self: a deadline for which a funder waits
 *
 * Returns: whether it says when, how and with what confirmation it was handed in; else LOTSE_ERROR_INVALID names what is missing
 */
gboolean
lotse_record_check_handed_in (const LotseRecord *self, GError **error)
{
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (handing_in); i++)
    if (lotse_record_get (self, handing_in[i]) == NULL)
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "",
                              lotse_field_label (lotse_kind_field (lotse_record_get_kind (self), handing_in[i])));
  if (missing->len == 0)
    return TRUE;
  /* Translators: a list of fields, as in “Handed in on, Confirmation”. */
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("A funder's deadline ends only with when, how and with what confirmation it was handed in. Nothing was changed. Still missing: %s."),
               missing->str);
  return FALSE;
}

/* All or none of it, whatever writes it: a command, a table or a dialog. */
static gboolean
check_deadline (const LotseRecord *self, GError **error)
{
  gboolean any = FALSE, changed = FALSE;

  if (!g_str_equal (lotse_record_get_kind (self)->name, "deadline") || !lotse_deadline_type_is_for_funder (lotse_record_get (self, "type")))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (handing_in); i++)
    {
      const char *value = lotse_record_get (self, handing_in[i]);

      any = any || value != NULL;
      changed = changed || !was_loaded (self, handing_in[i], value);
    }
  return !any || !changed || lotse_record_check_handed_in (self, error);
}

typedef struct
{
  const LotseRecord *record;
  const LotseKind *kind;
  const LotseField *field; /* the first with a wrong element */
  GError *error;
} Elements;

static gboolean
is_level (const LotseField *field, const char *value)
{
  for (const LotseChoice *level = field->levels; level->name != NULL; level++)
    if (strcmp (level->name, value) == 0)
      return TRUE;
  return FALSE;
}

/* The levels as the table of kinds has them: "A1, A2, … native". */
static char *
list_levels (const LotseField *field)
{
  GString *out = g_string_new (NULL);

  for (const LotseChoice *level = field->levels; level->name != NULL; level++)
    g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", level->name);
  return g_string_free (out, FALSE);
}

static gboolean
check_level (const LotseRecord *self, const LotseField *field, const char *reg, const char *value, GError **error)
{
  g_autofree char *levels = NULL;

  if (field->levels == NULL || is_level (field, value) || was_loaded (self, reg, value))
    return TRUE;
  levels = list_levels (field);
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _ ("“%s” is no level. Write one of: %s."), value, levels);
  return FALSE;
}

/* The date of a state or a deadline; the centre and the registers take any text, because a newer version may write more. */
static gboolean
check_dated (const LotseRecord *self, const LotseField *field, const char *reg, const char *value, GError **error)
{
  const LotseField date = { .name = field->name, .type = LOTSE_FIELD_DATE };

  return (field->flags & LOTSE_FIELD_DATED) == 0 || was_loaded (self, reg, value) || lotse_value_check (&date, value, error);
}

static void
check_element (const char *reg, const char *value, gpointer data)
{
  Elements *elements = data;
  const char *element;
  g_autofree char *name = NULL;
  const LotseField *field;

  if (elements->error != NULL || strchr (reg, '/') == NULL)
    return;
  name = lotse_register_field (reg, &element);
  field = lotse_kind_field (elements->kind, name);
  if (field == NULL || !lotse_field_has_elements (field))
    return;
  if (!lotse_value_check (field, value, &elements->error) ||
      (field->choices == NULL && !lotse_value_check_element (field, element, &elements->error)) ||
      !check_level (elements->record, field, reg, value, &elements->error) ||
      !check_dated (elements->record, field, reg, value, &elements->error))
    elements->field = field;
}

static gboolean
check_elements (const LotseRecord *self, GError **error)
{
  Elements elements = { .record = self, .kind = lotse_record_get_kind (self) };
  g_autoptr (GError) wrong = NULL;

  lotse_record_foreach (self, check_element, &elements);
  wrong = elements.error;
  return wrong == NULL || fail (elements.field, wrong->message, error);
}

/**
 * lotse_record_validate:
 * @self: a record
 * @error: return location for LOTSE_ERROR_INVALID, with the label of the field that is wrong and how to mend it
 *
 * Returns: whether it may be saved
 */
gboolean
lotse_record_validate (const LotseRecord *self, GError **error)
{
  const LotseKind *kind = lotse_record_get_kind (self);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (!lotse_field_has_elements (&kind->fields[i]) && !check_field (self, &kind->fields[i], error))
        return FALSE;
    }
  return check_elements (self, error) && check_order (self, error) && check_pair (self, error) && check_deadline (self, error);
}
