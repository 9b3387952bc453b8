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

#define TOP 125.0

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

/* One line of the list a guest: name and note, or the note alone. */
static void
add_guest (GString *text, const LotseGuest *guest, const char *note, gboolean named)
{
  g_autofree char *line = named && note != NULL ? g_strdup_printf ("%s: %s", guest->name, note) : g_strdup (named ? guest->name : note);

  if (line != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* How many need it; `text` gets the lines. */
static guint
collect (LotsePaper *self, guint need, GString *text)
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
      add_guest (text, guest, lotse_record_get (registration, "needs_note"), needs[need].named);
    }
  return n;
}

static void
fill (LotsePaper *self, LotsePaperTable *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GStrvBuilder) row = g_strv_builder_new ();
      g_autofree char *number = g_strdup_printf ("%u", collect (self, i, text));

      g_strv_builder_add_many (row, lotse_language_translate (self->language, "paper", needs[i].label), number, text->str, NULL);
      lotse_paper_table_take_row (table, g_strv_builder_end (row));
    }
}

static void
draw (LotsePaper *self, guint page, cairo_t *cr)
{
  static const LotseType kind = { .size = 11, .lines = 1 };
  static const LotseType title = { .size = 18, .bold = TRUE, .smallest = 11, .lines = 2 };
  static const LotseType line = { .size = 10, .smallest = 8, .lines = 2 };
  double width = LOTSE_SHEET_SHORT - 2 * LOTSE_SHEET_MARGIN, y = LOTSE_SHEET_MARGIN - 12;
  g_autofree char *place = g_strjoin (" · ", self->event.when, *self->event.where != '\0' ? self->event.where : NULL, NULL);

  y += lotse_sheet_text (cr, &kind, PAPER_TEXT (self, NC_ ("paper", "What guests need")), LOTSE_SHEET_MARGIN, y, width) + 2;
  y += lotse_sheet_text (cr, &title, self->event.title, LOTSE_SHEET_MARGIN, y, width) + 2;
  lotse_sheet_text (cr, &line, place, LOTSE_SHEET_MARGIN, y, width);
  lotse_paper_table_draw (self->layout, page, cr);
  lotse_paper_foot (self, page, cr, PAPER_TEXT (self, NC_ ("paper", "Confidential. Destroy this list four weeks after the event at the latest.")));
}

gboolean
lotse_paper_needs_list (LotsePaper *self, GError **error)
{
  double width = LOTSE_SHEET_SHORT - 2 * LOTSE_SHEET_MARGIN;
  LotsePaperTable *table = lotse_paper_table_new (TOP, LOTSE_SHEET_LONG - LOTSE_SHEET_MARGIN - 20);

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
