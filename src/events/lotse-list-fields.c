/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the columns of a list go: guessed by their headings, and the needs that people write in their own words. */
#include "config.h"

#include "lotse-list-private.h"

#include "lotse-fold.h"
#include "lotse-language.h"

#include <string.h>

/* In the order of LotseListField.  What else headings are called is folded before it is compared. */
static const struct
{
  const char *name;
  const char *kind;
  const char *field;
  const char *also;
} fields[LOTSE_LIST_N_FIELDS] = {
  { "name", "person", "display_name",
    "Vor- und Nachname|Vorname Nachname|Vorname und Nachname|Nachname, Vorname|Name, Vorname|Teilnehmer|Teilnehmerin|Teilnehmer:in|Teilnehmende|Person|"
    "Full name|Display name|Participant|First and last name" },
  { "given_name", "person", "given_name", "Vorname|Vornamen|Rufname|First name|Forename|Given names" },
  { "family_name", "person", "family_name", "Nachname|Familienname|Zuname|Surname|Last name" },
  { "academic_title", "person", "academic_title", "Titel|Akad. Titel|Title" },
  { "form_of_address", "person", "form_of_address", "Anrede|Form of address|Salutation" },
  { "email", "person", "email", "E-Mail-Adresse|Mail|Mailadresse|Email address|E-mail 1 - Value|E-Mail-Adresse 1" },
  { "phone", "person", "phone", "Telefon|Tel|Telefonnummer|Rufnummer|Festnetz|Telephone|Phone number|Phone 1 - Value" },
  { "mobile", "person", "mobile", "Mobil|Handy|Handynummer|Mobilnummer|Mobiltelefon|Cell phone|Mobile|Mobile number" },
  { "language", "person", "contact_language", "Sprache|Kontaktsprache|Language" },
  { "reference", "person", "reference", "Personennummer|Mitgliedsnummer" },
  { "organisation", "registration", "organisation",
    "Organisation|Verein|Organisation/Verein|Verein/Organisation|Institution|Einrichtung|Migrantenorganisation|MSO|Firma|Organization|Association|Club|"
    "Company|Organization Name" },
  { "role", "registration", "role", "Rolle|Teilnahme als" },
  { "state", "registration", "state", "Status|Zustand|Anmeldestatus" },
  { "workshops", "registration", "workshops", "Workshop|Workshopwahl|Arbeitsgruppe|AG|Forum|1. Wahl|Erste Wahl|First choice" },
  { "second_workshops", "registration", "second_workshops", "2. Wahl|Zweite Wahl|Workshop 2. Wahl|Second choice|Zweitwunsch" },
  { "needs", "registration", "needs", "Bedarf|Bedarfe|Unterstützungsbedarf|Benötige|Special needs" },
  { "needs_note", "registration", "needs_note", "Verpflegung|Essen|Ernährung|Unverträglichkeiten|Allergien|Food|Diet|Dietary needs" },
  { "registered_at", "registration", "registered_at", "Anmeldedatum|Datum der Anmeldung|Zeitstempel|Eingang|Eingegangen am|Timestamp|Registered at" },
  { "note", "registration", "note", "Bemerkung|Bemerkungen|Anmerkung|Anmerkungen|Notiz|Kommentar|Comment|Comments|Remarks" },
};

const char *
lotse_list_field_name (LotseListField field)
{
  return fields[field].name;
}

const char *
lotse_list_field_kind (LotseListField field, const char **kind)
{
  *kind = fields[field].kind;
  return fields[field].field;
}

static const char *
label_of (LotseListField field)
{
  return lotse_kind_field (lotse_kind_find (fields[field].kind), fields[field].field)->label;
}

/**
 * lotse_list_import_get_field:
 * @n: a number from 0 on
 *
 * Returns: (transfer none) (nullable): the name of the n-th field to which a column can go, or %NULL behind the last
 */
const char *
lotse_list_import_get_field (guint n)
{
  return n < LOTSE_LIST_N_FIELDS ? fields[n].name : NULL;
}

/**
 * lotse_list_import_get_field_label:
 * @n: a number from 0 on
 *
 * Returns: (transfer none) (nullable): what people call it, in the language of the process
 */
const char *
lotse_list_import_get_field_label (guint n)
{
  return n < LOTSE_LIST_N_FIELDS ? lotse_language_translate (NULL, "field", label_of (n)) : NULL;
}

static gboolean
is_called (const char *folded, const char *text)
{
  g_autofree char *other = lotse_fold (text);

  return g_str_equal (folded, other);
}

/* A heading says a field by its name, by its label in either language, or by what else lists call it. */
int
lotse_list_field_of_heading (const char *heading)
{
  g_autofree char *folded = lotse_fold (heading);

  for (int i = 0; i < LOTSE_LIST_N_FIELDS && *folded != '\0'; i++)
    {
      g_auto (GStrv) also = g_strsplit (fields[i].also, "|", -1);
      gboolean found = is_called (folded, fields[i].name) || is_called (folded, fields[i].field) || is_called (folded, label_of (i)) ||
                       is_called (folded, lotse_language_translate ("de", "field", label_of (i)));

      for (guint a = 0; !found && also[a] != NULL; a++)
        found = is_called (folded, also[a]);
      if (found)
        return i;
    }
  return -1;
}

/* --- Needs -------------------------------------------------------------------------------------------------- */

/* Beginnings of folded words that say a need; `exact` ones say all of it, the others are worth a note. */
static const struct
{
  const char *beginning;
  const char *need;
} need_words[] = {
  { "dolmetsch", "interpreter" }, { "uebersetz", "interpreter" }, { "ubersetz", "interpreter" }, { "interpret", "interpreter" },
  { "translat", "interpreter" },  { "kinderbetreu", "childcare" }, { "kinder", "childcare" },    { "childcare", "childcare" },
  { "child", "childcare" },       { "rollstuhl", "wheelchair" },  { "wheelchair", "wheelchair" }, { "barriere", "wheelchair" },
  { "stufenlos", "wheelchair" },  { "vegan", "food" },            { "vegetar", "food" },         { "halal", "food" },
  { "koscher", "food" },          { "kosher", "food" },           { "allerg", "food" },          { "laktose", "food" },
  { "gluten", "food" },           { "essen", "food" },            { "food", "food" },
};

/* No need at all, in the words of forms. */
static gboolean
is_nothing (const char *folded)
{
  static const char *const words[] = { "", "nein", "no", "none", "keine", "keiner", "nichts", "k a", "n a", "na" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (folded, words[i]))
      return TRUE;
  return FALSE;
}

static const char *
need_of_words (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (need_words); i++)
    {
      const char *found = strstr (folded, need_words[i].beginning);

      if (found != NULL && (found == folded || found[-1] == ' '))
        return need_words[i].need;
    }
  return NULL;
}

static void
read_need (const char *text, GPtrArray *needs, GString *note)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("registration"), "needs");
  g_autofree char *folded = lotse_fold (text);
  const char *need = NULL;
  gboolean exact = FALSE;

  if (is_nothing (folded))
    return;
  for (const LotseChoice *choice = field->choices; choice->name != NULL && !exact; choice++)
    {
      exact = is_called (folded, choice->name) || is_called (folded, choice->label) ||
              is_called (folded, lotse_language_translate ("de", "choice", choice->label));
      if (exact)
        need = choice->name;
    }
  if (!exact)
    need = need_of_words (folded);
  if (need != NULL)
    g_ptr_array_add (needs, (gpointer) need);
  if (!exact)
    g_string_append_printf (note, "%s%s", note->len > 0 ? "; " : "", text);
}

void
lotse_list_read_needs (const char *cell, GPtrArray *needs, GString *note)
{
  g_auto (GStrv) parts = g_strsplit_set (cell, ";,\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    read_need (g_strstrip (parts[i]), needs, note);
}
