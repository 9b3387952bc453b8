/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of rows: as the questions stand in their forms, whichever sheets were read first. */
#include "config.h"

#include "lotse-evaluation-private.h"

#include <string.h>

typedef struct
{
  LotseEvaluationRow *row;
  guint number;    /* as the rows were met */
  gint64 position; /* the first one in any of its forms */
} Place;

static gint64
position_of (const LotseEvaluation *self, guint row)
{
  gint64 first = G_MAXINT64;

  for (guint c = 0; c < self->columns->len; c++)
    {
      const LotseEvaluationCell *cell = lotse_evaluation_cell (self->columns->pdata[c], row);

      for (guint q = 0; q < cell->questions->len; q++)
        {
          const char *position = lotse_record_get (((LotseQuestion *) cell->questions->pdata[q])->record, "position");

          first = position != NULL ? MIN (first, g_ascii_strtoll (position, NULL, 10)) : first;
        }
    }
  return first;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;
  int order = one->position < other->position ? -1 : one->position > other->position;

  if (order == 0)
    order = strcmp (one->row->theme, other->row->theme);
  return order != 0 ? order : strcmp (one->row->type, other->row->type);
}

static void
order_cells (LotseEvaluationColumn *column, const Place *places, guint n)
{
  g_autofree gpointer *cells = g_memdup2 (column->cells->pdata, n * sizeof (gpointer));

  for (guint i = 0; i < n; i++)
    column->cells->pdata[i] = cells[places[i].number];
}

void
lotse_evaluation_order_rows (LotseEvaluation *self, GPtrArray *remarks)
{
  guint n = self->rows->len;
  g_autofree Place *places = g_new (Place, n);
  g_autofree guint *numbers = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    places[i] = (Place){ self->rows->pdata[i], i, position_of (self, i) };
  if (n > 0)
    qsort (places, n, sizeof (Place), compare_places);
  for (guint i = 0; i < n; i++)
    {
      self->rows->pdata[i] = places[i].row;
      numbers[places[i].number] = i;
    }
  for (guint c = 0; n > 0 && c < self->columns->len; c++)
    order_cells (self->columns->pdata[c], places, n);
  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    {
      LotseRemark *remark = remarks->pdata[i];

      remark->row = numbers[remark->row];
    }
}
