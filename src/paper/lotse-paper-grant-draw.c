/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers for a funder as pages: title, facts, tables with their headings on each page and sums carried over. */
#include "config.h"

#include "lotse-paper-grant.h"

#include "lotse-flow.h"
#include "lotse-language.h"
#include "lotse-money.h"

#include <string.h>

#define PADDING 3.0
#define FACT_PADDING 1.5 /* above and below */
#define GAP 10.0
#define CELL_LINES 36u    /* a cell with more goes on in a row below, so that every row fits on a page */
#define COLUMNS 12
#define WRITING_GAP 22.0  /* between lines to write on */
#define RUNNING_TOP 24.0

static const LotseType kind_type = { .size = 11 };
static const LotseType title_type = { .size = 17, .bold = TRUE };
static const LotseType heading_type = { .size = 12, .bold = TRUE };
static const LotseType text_type = { .size = 9.5 };
static const LotseType note_type = { .size = 8 };
static const LotseType label_type = { .size = 9.5, .bold = TRUE };
static const LotseType cell_type = { .size = 8.5 };
static const LotseType strong_type = { .size = 8.5, .bold = TRUE };
static const LotseType number_type = { .size = 8.5, .align = PANGO_ALIGN_RIGHT, .smallest = 4, .lines = 1 };
static const LotseType strong_number_type = { .size = 8.5, .bold = TRUE, .align = PANGO_ALIGN_RIGHT, .smallest = 4, .lines = 1 };
static const LotseType head_type = { .size = 8.5, .bold = TRUE, .smallest = 6 };
static const LotseType number_head_type = { .size = 8.5, .bold = TRUE, .align = PANGO_ALIGN_RIGHT, .smallest = 6 };

/* A table while it is laid out. */
typedef struct
{
  LotseFlow *flow;
  const LotseGrantDocument *document;
  const LotseGrantTable *table;
  double x[COLUMNS];
  double width[COLUMNS]; /* 0: not printed */
  guint n;
  gint64 carried[COLUMNS];
  gboolean any;          /* rows that count stand on the pages so far */
} Layout;

static gboolean
is_number (LotseGrantCellType type)
{
  return type == LOTSE_GRANT_MONEY || type == LOTSE_GRANT_NUMBER;
}

static const LotseGrantColumn *
column_of (const Layout *self, guint c)
{
  return self->table->columns->pdata[c];
}

/* Texts in a column of numbers end where the numbers do, but for the label of a sum in the first column. */
static const LotseType *
type_of (const Layout *self, const LotseGrantCell *cell, LotseGrantRowKind kind)
{
  if (self->table->facts)
    return cell->column == 0 ? &label_type : &text_type;
  if (is_number (cell->type) || (cell->column > 0 && is_number (column_of (self, cell->column)->type)))
    return kind == LOTSE_GRANT_PLAIN ? &number_type : &strong_number_type;
  return kind == LOTSE_GRANT_PLAIN ? &cell_type : &strong_type;
}

static double
right_end (const Layout *self)
{
  return LOTSE_SHEET_MARGIN + lotse_flow_width (self->flow);
}

static double
padding (const Layout *self)
{
  return self->table->facts ? FACT_PADDING : PADDING;
}

/* --- Headings and carried sums ---------------------------------------------------------------------------------- */

static void
add_headings (Layout *self)
{
  double height = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint c = 0; c < self->n; c++)
      {
        const LotseGrantColumn *column = column_of (self, c);
        const LotseType *type = is_number (column->type) ? &number_head_type : &head_type;

        if (self->width[c] <= 0 || *column->heading == '\0')
          continue;
        if (pass == 0)
          height = MAX (height, lotse_sheet_measure (self->flow->cr, type, column->heading, self->width[c] - 2 * PADDING));
        else
          lotse_flow_text_at (self->flow, type, column->heading, self->x[c] + PADDING, self->flow->y + PADDING, self->width[c] - 2 * PADDING);
      }
  /* Without any headings there is the line alone. */
  self->flow->y += height > 0 ? height + 2 * PADDING : 0;
  lotse_flow_rule (self->flow, right_end (self), 1);
}

static double
carry_height (const Layout *self)
{
  return self->table->carries ? lotse_sheet_measure (self->flow->cr, &cell_type, "0", 100) + 2 * PADDING : 0;
}

/* Sums so far, in a row without a rule of its own. */
static void
add_carried (Layout *self, const char *label)
{
  for (guint c = 0; c < self->n; c++)
    if (self->width[c] > 0 && column_of (self, c)->type == LOTSE_GRANT_MONEY)
      {
        g_autofree char *sum = lotse_money_format (self->carried[c], self->document->language);

        lotse_flow_text_at (self->flow, &number_type, sum, self->x[c] + PADDING, self->flow->y + PADDING, self->width[c] - 2 * PADDING);
      }
  lotse_flow_text_at (self->flow, &cell_type, label, LOTSE_SHEET_MARGIN + PADDING, self->flow->y + PADDING, lotse_flow_width (self->flow) / 2);
  self->flow->y += carry_height (self);
  lotse_flow_rule (self->flow, right_end (self), 0.25);
}

static void
next_page (Layout *self)
{
  gboolean carry = self->table->carries && self->any;

  if (carry)
    add_carried (self, lotse_language_translate (self->document->language, "paper", NC_ ("paper", "Carried over")));
  lotse_flow_break (self->flow);
  if (!self->table->facts)
    add_headings (self);
  if (carry)
    add_carried (self, lotse_language_translate (self->document->language, "paper", NC_ ("paper", "Brought forward")));
}

/* --- Rows ------------------------------------------------------------------------------------------------------- */

/* Over the empty cells behind it, unless it is one of a plain row. */
static double
room_of (const Layout *self, LotseGrantRow *row, guint c)
{
  double width = self->width[c];

  for (guint next = c + 1; row->kind != LOTSE_GRANT_PLAIN && next < self->n && lotse_grant_row_cell (row, next)->empty; next++)
    width += self->width[next];
  return width - 2 * PADDING;
}

/* The lines of a text that stand in that part of the row; NULL when there are none (g_free). */
static char *
part_of (const Layout *self, const LotseType *type, const char *text, double width, guint part)
{
  g_autoptr (PangoLayout) layout = lotse_sheet_layout (self->flow->cr, type, text, width);
  guint n = (guint) pango_layout_get_line_count (layout), first = part * CELL_LINES;
  gsize start, end;

  if (first >= n)
    return NULL;
  start = (gsize) pango_layout_get_line_readonly (layout, (int) first)->start_index;
  end = first + CELL_LINES < n ? (gsize) pango_layout_get_line_readonly (layout, (int) (first + CELL_LINES))->start_index : strlen (text);
  return g_strchomp (g_strndup (text + start, end - start));
}

/* The texts of one part of a row, NULL where nothing stands; returns how high it is, 0 when the row has no such part. */
static double
measure_part (Layout *self, LotseGrantRow *row, guint part, char **texts)
{
  double height = 0;

  for (guint c = 0; c < self->n; c++)
    {
      const LotseGrantCell *cell = lotse_grant_row_cell (row, c);
      const LotseType *type = type_of (self, cell, row->kind);
      g_autofree char *text = lotse_grant_cell_format (cell, self->document->language);

      texts[c] = NULL;
      if (self->width[c] <= 0 || cell->empty)
        continue;
      if (is_number (cell->type))
        texts[c] = part == 0 ? g_steal_pointer (&text) : NULL;
      else
        texts[c] = part_of (self, type, text, room_of (self, row, c), part);
      if (texts[c] != NULL)
        height = MAX (height, lotse_sheet_measure (self->flow->cr, type, texts[c], room_of (self, row, c)));
    }
  return height > 0 ? height + 2 * padding (self) : 0;
}

static void
draw_part (Layout *self, LotseGrantRow *row, char **texts, double height)
{
  for (guint c = 0; c < self->n; c++)
    {
      const LotseType *type = type_of (self, lotse_grant_row_cell (row, c), row->kind);

      if (texts[c] != NULL)
        lotse_flow_text_at (self->flow, type, texts[c], self->x[c] + PADDING, self->flow->y + padding (self), room_of (self, row, c));
      g_clear_pointer (&texts[c], g_free);
    }
  self->flow->y += height;
}

static void
count_row (Layout *self, LotseGrantRow *row)
{
  if (row->kind != LOTSE_GRANT_PLAIN)
    return;
  self->any = TRUE;
  for (guint c = 0; c < self->n; c++)
    if (column_of (self, c)->type == LOTSE_GRANT_MONEY && lotse_grant_row_cell (row, c)->type == LOTSE_GRANT_MONEY)
      self->carried[c] += lotse_grant_row_cell (row, c)->number;
}

/* A heading stays with what follows it, and a row that is carried over leaves room for the sums. */
static void
add_row (Layout *self, LotseGrantRow *row)
{
  char *texts[COLUMNS];
  double height;

  for (guint part = 0; (height = measure_part (self, row, part, texts)) > 0; part++)
    {
      double needed = height + carry_height (self) + (row->kind == LOTSE_GRANT_GROUP ? 2 * height : 0);

      if (lotse_flow_room (self->flow) < needed)
        next_page (self);
      if (row->kind >= LOTSE_GRANT_SUM && part == 0)
        lotse_flow_rule (self->flow, right_end (self), row->kind == LOTSE_GRANT_TOTAL ? 1 : 0.5);
      draw_part (self, row, texts, height);
      if (part == 0)
        count_row (self, row);
    }
  if (!self->table->facts && row->kind != LOTSE_GRANT_GROUP)
    lotse_flow_rule (self->flow, right_end (self), row->kind == LOTSE_GRANT_TOTAL ? 1 : 0.25);
}

static void
add_table (LotseFlow *flow, const LotseGrantDocument *document, const LotseGrantTable *table)
{
  Layout self = { .flow = flow, .document = document, .table = table, .n = MIN (table->columns->len, COLUMNS) };
  double x = LOTSE_SHEET_MARGIN;

  for (guint c = 0; c < self.n; c++)
    {
      self.x[c] = x;
      self.width[c] = column_of (&self, c)->share * lotse_flow_width (flow);
      x += self.width[c];
    }
  if (table->rows->len == 0)
    return;
  lotse_flow_need (flow, table->facts ? 0 : 80);
  if (!table->facts)
    add_headings (&self);
  for (guint r = 0; r < table->rows->len; r++)
    add_row (&self, table->rows->pdata[r]);
  flow->y += GAP;
}

/* --- Other blocks ----------------------------------------------------------------------------------------------- */

static void
add_box (LotseFlow *flow, const char *text)
{
  lotse_flow_need (flow, 24);
  lotse_flow_square (flow, LOTSE_SHEET_MARGIN + PADDING, flow->y + 2, 9);
  lotse_flow_text (flow, &text_type, text, 20);
  flow->y += 6;
}

static void
add_lines (LotseFlow *flow, guint n)
{
  lotse_flow_need (flow, n * WRITING_GAP);
  for (guint i = 0; i < n; i++)
    {
      flow->y += WRITING_GAP - 2;
      lotse_flow_rule (flow, LOTSE_SHEET_MARGIN + lotse_flow_width (flow), 0.25);
      flow->y += 2;
    }
  flow->y += GAP;
}

static void
add_signature (LotseFlow *flow, const LotseGrantDocument *document, const char *name)
{
  double width = lotse_flow_width (flow), left = LOTSE_SHEET_MARGIN, right = LOTSE_SHEET_MARGIN + width / 2 + GAP;
  const char *label = lotse_language_translate (document->language, "paper", NC_ ("paper", "Signature"));
  g_autofree char *below = *name != '\0' ? g_strdup_printf ("%s: %s", label, name) : g_strdup (label);

  lotse_flow_need (flow, 80);
  flow->y += 44;
  lotse_flow_rule_from (flow, left, left + width / 2 - GAP, 0.5);
  lotse_flow_rule_from (flow, right, left + width, 0.5);
  flow->y += 3;
  lotse_flow_text_at (flow, &note_type, lotse_language_translate (document->language, "paper", NC_ ("paper", "Place, date")), left, flow->y, width / 2);
  lotse_flow_text_at (flow, &note_type, below, right, flow->y, width / 2 - GAP);
  flow->y += 24;
}

static void
add_block (LotseFlow *flow, const LotseGrantDocument *document, const LotseGrantBlock *block)
{
  switch (block->type)
    {
    case LOTSE_GRANT_BLOCK_HEADING:
    case LOTSE_GRANT_BLOCK_SHEET:
      lotse_flow_need (flow, 100);
      flow->y += 4;
      lotse_flow_text (flow, &heading_type, block->text, 0);
      flow->y += 4;
      break;
    case LOTSE_GRANT_BLOCK_BOX:
      add_box (flow, block->text);
      break;
    case LOTSE_GRANT_BLOCK_LINES:
      add_lines (flow, block->n);
      break;
    case LOTSE_GRANT_BLOCK_SIGNATURE:
      add_signature (flow, document, block->text);
      break;
    case LOTSE_GRANT_BLOCK_TABLE:
      add_table (flow, document, block->table);
      break;
    case LOTSE_GRANT_BLOCK_PARAGRAPH:
    case LOTSE_GRANT_BLOCK_NOTE:
    default:
      lotse_flow_text (flow, block->type == LOTSE_GRANT_BLOCK_NOTE ? &note_type : &text_type, block->text, 0);
      flow->y += GAP / 2;
      break;
    }
}

/* --- Pages ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  LotseFlow *flow;
  char *running;
  char *credit;
} Pages;

static void
pages_free (gpointer data)
{
  Pages *pages = data;

  lotse_flow_free (pages->flow);
  g_free (pages->running);
  g_free (pages->credit);
  g_free (pages);
}

static void
draw (LotsePaper *self, guint page, cairo_t *cr)
{
  static const LotseType running_type = { .size = 8, .smallest = 6, .lines = 1 };
  Pages *pages = self->layout;

  lotse_flow_draw (pages->flow, page, cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  if (page > 0)
    lotse_sheet_text (cr, &running_type, pages->running, LOTSE_SHEET_MARGIN, RUNNING_TOP, self->width - 2 * LOTSE_SHEET_MARGIN);
  lotse_paper_foot (self, page, cr, pages->credit);
}

/**
 * lotse_paper_new_grant:
 * @document: what stands on the paper
 *
 * Returns: (transfer full): its pages
 */
LotsePaper *
lotse_paper_new_grant (const LotseGrantDocument *document)
{
  LotsePaper *self = g_new0 (LotsePaper, 1);
  Pages *pages = g_new0 (Pages, 1);

  self->language = g_strdup (document->language);
  self->width = LOTSE_SHEET_SHORT;
  self->height = LOTSE_SHEET_LONG;
  self->title = g_strdup_printf ("%s – %s", document->kind, document->title);
  self->layout = pages;
  self->free_layout = pages_free;
  self->draw = draw;
  pages->flow = lotse_flow_new (self->width, self->height);
  pages->running = g_strdup_printf ("%s · %s", document->kind, document->running);
  pages->credit = g_strdup (document->credit);
  lotse_flow_text (pages->flow, &kind_type, document->kind, 0);
  lotse_flow_text (pages->flow, &title_type, document->title, 0);
  pages->flow->y += GAP;
  for (guint i = 0; i < document->blocks->len; i++)
    add_block (pages->flow, document, document->blocks->pdata[i]);
  self->n_pages = pages->flow->pages->len;
  return self;
}
