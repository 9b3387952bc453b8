/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The attendance list: name, organisation, signature.
 *
 * It lies at the door when a laptop dies, and funders demand it signed.  It rests on no consent: it carries a privacy notice
 * (article 13 GDPR), the funder's credit line, and nothing about anybody but name and organisation.
 */
#include "config.h"

#include "lotse-paper-private.h"

#include "lotse-language.h"

#define BLANK_ROWS 10
#define KIND NC_ ("paper", "Attendance list")
#define NUMBER_WIDTH 30.0

static gboolean
is_expected (const LotseGuest *guest)
{
  return g_strcmp0 (guest->state, "registered") == 0 || (guest->state == NULL && lotse_guest_came (guest, NULL));
}

static GStrv
row_of (guint number, const char *name, const char *organisation)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();
  g_autofree char *text = g_strdup_printf ("%u", number);

  g_strv_builder_add_many (row, text, name, organisation, "", NULL);
  return g_strv_builder_end (row);
}

/* Everybody expected, then blank rows to the end of the page, and ten at least. */
static void
fill (LotsePaper *self, LotsePaperTable *table)
{
  guint wanted = self->options.blank_rows > 0 ? self->options.blank_rows : BLANK_ROWS;
  guint n = 0, left;

  for (guint i = 0; i < self->event.guests->guests->len; i++)
    {
      const LotseGuest *guest = self->event.guests->guests->pdata[i];

      if (is_expected (guest))
        lotse_paper_table_take_row (table, row_of (++n, guest->name, guest->organisation_name));
    }
  for (guint i = 0; i < wanted; i++)
    lotse_paper_table_take_row (table, row_of (++n, "", ""));
  lotse_paper_table_lay_out (table);
  left = lotse_paper_table_room_left (table);
  for (guint i = 0; i < left; i++)
    lotse_paper_table_take_row (table, row_of (++n, "", ""));
}

static void
draw (LotsePaper *self, guint page, cairo_t *cr)
{
  static const LotseType notice = { .size = 8, .smallest = 6.5, .lines = 4 };
  double width = LOTSE_SHEET_SHORT - 2 * LOTSE_SHEET_MARGIN;
  LotsePaperTable *table = self->layout;

  lotse_paper_head (self, cr, PAPER_TEXT (self, KIND));
  lotse_paper_table_draw (table, page, cr);
  lotse_sheet_text (cr, &notice,
                    PAPER_TEXT (self, NC_ ("paper", "Privacy: your name, organisation and signature prove to the funder who took part "
                                      "(article 6 (1) (c) and (e) GDPR). The organiser keeps this list as long as the funder demands and gives "
                                      "it to nobody else. You may ask the organiser what is kept about you and have it corrected.")),
                    LOTSE_SHEET_MARGIN, table->bottom + 8, width);
  lotse_paper_foot (self, page, cr, self->event.credit);
}

gboolean
lotse_paper_attendance_list (LotsePaper *self, GError **error)
{
  double width = LOTSE_SHEET_SHORT - 2 * LOTSE_SHEET_MARGIN;
  double top = lotse_paper_head_measure (self, PAPER_TEXT (self, KIND));
  LotsePaperTable *table = lotse_paper_table_new (top, LOTSE_SHEET_LONG - LOTSE_SHEET_MARGIN - 45);

  self->layout = table;
  self->free_layout = (GDestroyNotify) lotse_paper_table_free;
  self->draw = draw;
  lotse_paper_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "No.")), NUMBER_WIDTH);
  lotse_paper_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Name")), (width - NUMBER_WIDTH) * 0.34);
  lotse_paper_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Organisation")), (width - NUMBER_WIDTH) * 0.36);
  lotse_paper_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Signature")), (width - NUMBER_WIDTH) * 0.30);
  fill (self, table);
  self->n_pages = lotse_paper_table_lay_out (table);
  return TRUE;
}
