/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading contact cards; see the header. */
#include "config.h"

#include "lotse-vcard.h"

#include "lotse-error.h"
#include "lotse-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Longer values are no names; pictures are, and nobody looks at them. */
#define MOST_OF_A_LINE 65536
#define MOST_NESTED 8

void
lotse_vcard_free (LotseVcard *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->given);
  g_free (self->family);
  g_free (self->title);
  g_free (self->organisation);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->mobile);
  g_free (self->language);
  g_free (self);
}

static LotseVcard *
vcard_new (void)
{
  LotseVcard *self = g_new0 (LotseVcard, 1);
  char **texts[] = { &self->name,  &self->given, &self->family, &self->title,   &self->organisation,
                     &self->email, &self->phone, &self->mobile, &self->language };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup ("");
  return self;
}

/* --- Lines -------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *at;
  const char *end;
  GString *line;
  gboolean old; /* the card is of version 2.1 */
} Lines;

/* One line of the file without its end; NULL behind the last. */
static const char *
physical_line (Lines *self, gsize *length)
{
  const char *start = self->at;
  const char *stop;

  if (start >= self->end)
    return NULL;
  stop = memchr (start, '\n', (gsize) (self->end - start));
  self->at = stop != NULL ? stop + 1 : self->end;
  if (stop == NULL)
    stop = self->end;
  while (stop > start && stop[-1] == '\r')
    stop--;
  *length = (gsize) (stop - start);
  return start;
}

static void
append_part (Lines *self, const char *text, gsize length)
{
  gsize room = self->line->len < MOST_OF_A_LINE ? MOST_OF_A_LINE - self->line->len : 0;

  g_string_append_len (self->line, text, (gssize) MIN (length, room));
}

/* Whether the head of the line says quoted-printable: such a value goes on where it ends with an equals sign. */
static gboolean
is_quoted_printable (const GString *line)
{
  const char *colon = strchr (line->str, ':');
  g_autofree char *head = colon != NULL ? g_ascii_strup (line->str, colon - line->str) : NULL;

  return head != NULL && strstr (head, "QUOTED-PRINTABLE") != NULL;
}

/* The next line with all that belongs to it, in self->line. */
static gboolean
next_line (Lines *self)
{
  gsize length;
  const char *text = physical_line (self, &length);

  if (text == NULL)
    return FALSE;
  g_string_truncate (self->line, 0);
  append_part (self, text, length);
  if (is_quoted_printable (self->line))
    while (self->line->len > 0 && self->line->len < MOST_OF_A_LINE && self->line->str[self->line->len - 1] == '=' &&
           (text = physical_line (self, &length)) != NULL)
      {
        g_string_truncate (self->line, self->line->len - 1);
        append_part (self, text, length);
      }
  /* Version 2.1 breaks a line at a blank and keeps it, later ones put one in. */
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\t'))
    {
      text = physical_line (self, &length);
      if (self->old)
        append_part (self, text, length);
      else
        append_part (self, text + 1, length - 1);
    }
  return TRUE;
}

/* --- Properties --------------------------------------------------------------------------------------------- */

typedef struct
{
  char *name;     /* in capitals, without its group */
  char *params;   /* in capitals, each with a semicolon before it and behind the last: ";TYPE=CELL;PREF;" */
  char *charset;  /* or NULL */
  char *value;    /* decoded, UTF-8, with backslashes */
} Property;

static void
property_clear (Property *self)
{
  g_free (self->name);
  g_free (self->params);
  g_free (self->charset);
  g_free (self->value);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Property, property_clear)

static gboolean
has_param (const Property *self, const char *word)
{
  gsize length = strlen (word);

  for (const char *p = strstr (self->params, word); p != NULL; p = strstr (p + 1, word))
    if (p > self->params && strchr (";,=\"", p[-1]) != NULL && strchr (";,=\"", p[length]) != NULL)
      return TRUE;
  return FALSE;
}

static char *
decode_quoted (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '=' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
      {
        char byte = (char) (g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2]));

        /* A zero would end the text. */
        if (byte != '\0')
          g_string_append_c (out, byte);
        p += 2;
      }
    else
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

/* The value in UTF-8: what it says of itself, else UTF-8, else what most old address books in Germany wrote. */
static char *
to_utf8 (const char *bytes, const char *charset)
{
  char *text = charset != NULL && g_ascii_strcasecmp (charset, "UTF-8") != 0 ? g_convert (bytes, -1, "UTF-8", charset, NULL, NULL, NULL) : NULL;

  if (text == NULL && g_utf8_validate (bytes, -1, NULL))
    text = g_strdup (bytes);
  if (text == NULL)
    text = g_convert (bytes, -1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  return text != NULL ? text : g_utf8_make_valid (bytes, -1);
}

/* Where the value begins: behind the first colon that is not within quotation marks. */
static const char *
find_colon (const char *line)
{
  gboolean quoted = FALSE;

  for (const char *p = line; *p != '\0'; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      else if (*p == ':' && !quoted)
        return p;
    }
  return NULL;
}

static gboolean
read_property (const char *line, Property *property)
{
  const char *colon = find_colon (line);
  g_autofree char *head = colon != NULL ? g_ascii_strup (line, colon - line) : NULL;
  char *semicolon = head != NULL ? strchr (head, ';') : NULL;
  const char *dot;
  const char *charset;
  g_autofree char *bytes = NULL;

  if (head == NULL)
    return FALSE;
  property->params = semicolon != NULL ? g_strdup_printf ("%s;", semicolon) : g_strdup (";");
  if (semicolon != NULL)
    *semicolon = '\0';
  dot = strrchr (head, '.');
  property->name = g_strstrip (g_strdup (dot != NULL ? dot + 1 : head));
  charset = strstr (property->params, ";CHARSET=");
  if (charset != NULL)
    property->charset = g_strndup (charset + strlen (";CHARSET="), strcspn (charset + strlen (";CHARSET="), ";,"));
  bytes = has_param (property, "QUOTED-PRINTABLE") ? decode_quoted (colon + 1) : g_strdup (colon + 1);
  property->value = to_utf8 (bytes, property->charset);
  return TRUE;
}

/* The n-th part of a value with semicolons (`split`), or all of it: backslashes resolved, in one line. */
static char *
unescape (const char *value, gboolean split, guint n)
{
  GString *out = g_string_new (NULL);
  char *clean;

  for (const char *p = value; *p != '\0'; p++)
    {
      gboolean escaped = *p == '\\' && p[1] != '\0';

      p += escaped;
      if (split && !escaped && *p == ';')
        {
          if (n-- == 0)
            break;
        }
      else if (!split || n == 0)
        g_string_append_c (out, (escaped && (*p == 'n' || *p == 'N')) || *p == '\n' ? ' ' : *p);
    }
  clean = lotse_text_clean (out->str, -1, NULL);
  g_string_free (out, TRUE);
  return clean != NULL ? clean : g_strdup ("");
}

static char *
part (const char *value, guint n)
{
  return unescape (value, TRUE, n);
}

static char *
whole (const char *value)
{
  return unescape (value, FALSE, 0);
}

/* --- Cards -------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseVcard *card;   /* or NULL between cards */
  guint nested;       /* cards within the card */
  gboolean no_person;
  int email_rank;     /* how well what was taken fits: 0 nothing, 1 the first, 2 the preferred */
  int phone_rank;
  int mobile_rank;
} Reading;

static void
take (char **place, char *value)
{
  g_free (*place);
  *place = value;
}

static void
take_ranked (char **place, int *rank, const Property *property, const char *value)
{
  int found = has_param (property, "PREF") ? 2 : 1;

  if (found > *rank && *value != '\0')
    {
      take (place, g_strdup (value));
      *rank = found;
    }
}

static void
take_telephone (Reading *reading, const Property *property)
{
  g_autofree char *number = whole (property->value);
  const char *plain = g_ascii_strncasecmp (number, "tel:", 4) == 0 ? number + 4 : number;

  if (has_param (property, "FAX") || has_param (property, "PAGER"))
    return;
  if (has_param (property, "CELL"))
    take_ranked (&reading->card->mobile, &reading->mobile_rank, property, plain);
  else
    take_ranked (&reading->card->phone, &reading->phone_rank, property, plain);
}

/* Of what stands before a name only academic titles: "Herr" is none. */
static void
take_title (Reading *reading, const char *value)
{
  static const char *const titles[] = { "Dr", "Prof", "PD", "Dipl", "Mag", "Ing" };
  g_autofree char *prefix = part (value, 3);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_has_prefix (prefix, titles[i]))
      take (&reading->card->title, g_strdup (prefix));
}

static void
take_property (Reading *reading, const Property *property)
{
  LotseVcard *card = reading->card;

  if (g_str_equal (property->name, "FN"))
    take (&card->name, whole (property->value));
  else if (g_str_equal (property->name, "N"))
    {
      take (&card->family, part (property->value, 0));
      take (&card->given, part (property->value, 1));
      take_title (reading, property->value);
    }
  else if (g_str_equal (property->name, "ORG"))
    take (&card->organisation, part (property->value, 0));
  else if (g_str_equal (property->name, "EMAIL"))
    {
      g_autofree char *email = whole (property->value);

      take_ranked (&card->email, &reading->email_rank, property, email);
    }
  else if (g_str_equal (property->name, "TEL"))
    take_telephone (reading, property);
  else if (g_str_equal (property->name, "LANG") && *card->language == '\0')
    take (&card->language, g_ascii_strdown (property->value, (gssize) strcspn (property->value, "-_;, ")));
  else if (g_str_equal (property->name, "KIND") || g_str_equal (property->name, "X-ADDRESSBOOKSERVER-KIND"))
    reading->no_person = g_ascii_strcasecmp (property->value, "individual") != 0;
  else if (g_str_equal (property->name, "X-ABSHOWAS"))
    reading->no_person = g_ascii_strcasecmp (property->value, "COMPANY") == 0;
}

static void
finish_card (Reading *reading, GPtrArray *cards, guint *left_out)
{
  LotseVcard *card = g_steal_pointer (&reading->card);

  if (reading->no_person)
    {
      *left_out += 1;
      lotse_vcard_free (card);
      return;
    }
  if (*card->name == '\0')
    {
      g_autofree char *name = g_strdup_printf ("%s %s", card->given, card->family);

      take (&card->name, g_strdup (g_strstrip (name)));
    }
  g_ptr_array_add (cards, card);
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, message);
  return FALSE;
}

/* A card within a card (the assistant of somebody) is passed over. */
static gboolean
take_line (Reading *reading, Lines *lines, GPtrArray *cards, guint *left_out, GError **error)
{
  g_auto (Property) property = { NULL };
  gboolean begins, ends;

  if (!read_property (lines->line->str, &property))
    return TRUE;
  begins = g_str_equal (property.name, "BEGIN") && g_ascii_strcasecmp (g_strstrip (property.value), "VCARD") == 0;
  ends = g_str_equal (property.name, "END") && g_ascii_strcasecmp (g_strstrip (property.value), "VCARD") == 0;
  if (begins && reading->card == NULL)
    {
      if (cards->len >= LOTSE_VCARD_MOST)
        return fail (error, _("There are too many contact cards in this file. Split it and import the parts."));
      *reading = (Reading){ .card = vcard_new () };
      lines->old = FALSE;
    }
  else if (begins && ++reading->nested > MOST_NESTED)
    return fail (error, _("The contact cards in this file are damaged: a card begins before the one before it ends. Nothing was imported."));
  else if (ends && reading->nested > 0)
    reading->nested--;
  else if (ends && reading->card != NULL)
    finish_card (reading, cards, left_out);
  else if (reading->card != NULL && reading->nested == 0 && g_str_equal (property.name, "VERSION"))
    lines->old = g_str_has_prefix (property.value, "2.");
  else if (!begins && !ends && reading->card != NULL && reading->nested == 0)
    take_property (reading, &property);
  return TRUE;
}

/* Files in UTF-16 are decoded as a whole; else each value may have a character set of its own. */
static GBytes *
to_bytes (GBytes *content, GError **error)
{
  g_autofree char *charset = NULL;
  g_autofree char *text = lotse_text_guess_utf8 (content, &charset, error);
  gsize length;

  if (text == NULL)
    return NULL;
  if (!g_str_has_prefix (charset, "UTF-"))
    return g_bytes_ref (content);
  length = strlen (text);
  return g_bytes_new_take (g_steal_pointer (&text), length);
}

gboolean
lotse_vcard_is (GBytes *content)
{
  g_autofree char *charset = NULL;
  g_autofree char *text = lotse_text_guess_utf8 (content, &charset, NULL);
  const char *start = text != NULL ? text + strspn (text, " \t\r\n") : "";

  return g_ascii_strncasecmp (start, "BEGIN:VCARD", strlen ("BEGIN:VCARD")) == 0;
}

GPtrArray *
lotse_vcard_parse (GBytes *content, guint *left_out, GError **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_vcard_free);
  g_autoptr (GBytes) bytes = to_bytes (content, error);
  gsize size = 0;
  const char *start = bytes != NULL && g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, &size) : "";
  Lines lines = { .at = start, .end = start + size };
  Reading reading = { NULL };
  gboolean well = bytes != NULL;

  *left_out = 0;
  lines.line = g_string_new (NULL);
  while (well && next_line (&lines))
    well = take_line (&reading, &lines, cards, left_out, error);
  if (well && reading.card != NULL)
    well = fail (error, _("The file ends in the middle of a contact card. Export it again; nothing was imported."));
  lotse_vcard_free (reading.card);
  g_string_free (lines.line, TRUE);
  return well ? g_steal_pointer (&cards) : NULL;
}
