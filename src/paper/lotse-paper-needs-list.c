/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What guests need, for the caterer and the organiser.
 *
 * Food is only counted, with what was noted about it: a kitchen needs no names.  Interpreters, childcare and step-free access
 * are for somebody, so the list names them.  It is kept no longer than the needs themselves.
 */
#include "config.h"

#include "lotse-paper-private.h"

#include "lotse-language.h"

#define KIND NC_ ("paper", "What guests need")
#define LINES_IN_A_ROW 10

static const struct
{
  const char *name;
  const char *label;
  gboolean named;
} needs[] = {
  { "food", NC_ ("paper", "Special food"), FALSE },
  { "interpreter", NC_ ("paper", "Interpreter"), TRUE },
  { "childcare", NC_ ("paper", "Childcare"), TRUE },
  { "wheelchair", NC_ ("paper", "Step-free access"), TRUE },
  { "other", NC_ ("paper", "Other needs"), TRUE },
};

/* What is to be done, in the order in which it was met: the text, and for how many. */
typedef struct
{
  char *text;
  guint n;
} Line;

static void
line_free (Line *line)
{
  g_free (line->text);
  g_free (line);
}

/* The same note of several guests is one line with their number, unless they are named. */
static void
add_line (GPtrArray *lines, const char *text, gboolean named)
{
  Line *line;

  for (guint i = 0; !named && i < lines->len; i++)
    if (g_str_equal (((Line *) lines->pdata[i])->text, text))
      {
        ((Line *) lines->pdata[i])->n++;
        return;
      }
  line = g_new0 (Line, 1);
  line->text = g_strdup (text);
  line->n = 1;
  g_ptr_array_add (lines, line);
}

static void
add_guest (LotsePaper *self, GPtrArray *lines, const LotseGuest *guest, const char *note, gboolean named)
{
  g_autofree char *stripped = g_strstrip (g_strdup (note != NULL ? note : ""));
  g_autofree char *text = NULL;

  if (named)
    text = *stripped != '\0' ? g_strdup_printf ("%s: %s", guest->name, stripped) : g_strdup (guest->name);
  else
    text = g_strdup (*stripped != '\0' ? stripped : PAPER_TEXT (self, NC_ ("paper", "no details given")));
  add_line (lines, text, named);
}

/* How many need it; `lines` gets what is known. */
static guint
collect (LotsePaper *self, guint need, GPtrArray *lines)
{
  guint n = 0;

  for (guint i = 0; i < self->event.guests->guests->len; i++)
    {
      const LotseGuest *guest = self->event.guests->guests->pdata[i];
      gboolean comes = guest->registration != NULL && g_strcmp0 (guest->state, "registered") == 0;
      g_autoptr (LotseRecord) registration = comes ? lotse_store_get (self->store, guest->registration, NULL) : NULL;

      if (registration == NULL || lotse_record_get_element (registration, "needs", needs[need].name) == NULL)
        continue;
      n++;
      add_guest (self, lines, guest, lotse_record_get (registration, "needs_note"), needs[need].named);
    }
  return n;
}

static void
take_row (LotsePaper *self, LotsePaperTable *table, guint need, const char *number, const char *text)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();

  g_strv_builder_add_many (row, lotse_language_translate (self->language, "paper", needs[need].label), number, text, NULL);
  lotse_paper_table_take_row (table, g_strv_builder_end (row));
}

/* A row has only so many lines that the table can go on on the next page; each says which need it is of. */
static void
fill_need (LotsePaper *self, LotsePaperTable *table, guint need)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *number = g_strdup_printf ("%u", collect (self, need, lines));
  guint first = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = lines->pdata[i];

      if (i > first)
        g_string_append_c (text, '\n');
      if (!needs[need].named)
        g_string_append_printf (text, "%u × ", line->n);
      g_string_append (text, line->text);
      if (i - first + 1 < LINES_IN_A_ROW || i + 1 == lines->len)
        continue;
      take_row (self, table, need, first == 0 ? number : "", text->str);
      g_string_truncate (text, 0);
      first = i + 1;
    }
  take_row (self, table, need, first == 0 ? number : "", text->str);
}

static void
fill (LotsePaper *self, LotsePaperTable *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    fill_need (self, table, i);
}

static void
draw (LotsePaper *self, guint page, cairo_t *cr)
{
  lotse_paper_head (self, cr, PAPER_TEXT (self, KIND));
  lotse_paper_table_draw (self->layout, page, cr);
  lotse_paper_foot (self, page, cr, PAPER_TEXT (self, NC_ ("paper", "Confidential. Destroy this list four weeks after the event at the latest.")));
}

gboolean
lotse_paper_needs_list (LotsePaper *self, GError **error)
{
  double width = LOTSE_SHEET_SHORT - 2 * LOTSE_SHEET_MARGIN;
  double top = lotse_paper_head_measure (self, PAPER_TEXT (self, KIND));
  LotsePaperTable *table = lotse_paper_table_new (top, LOTSE_SHEET_LONG - LOTSE_SHEET_MARGIN - 20);

  self->layout = table;
  self->free_layout = (GDestroyNotify) lotse_paper_table_free;
  self->draw = draw;
  lotse_paper_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Need")), width * 0.3);
  lotse_paper_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "People")), width * 0.12);
  lotse_paper_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "What is to be done")), width * 0.58);
  fill (self, table);
  self->n_pages = lotse_paper_table_lay_out (table);
  return TRUE;
}
