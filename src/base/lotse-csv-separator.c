/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding what separates the cells of a table: nobody who sends one says it, and offices differ by country.
 */
#include "config.h"

#include "lotse-csv-private.h"

/* Rows from which the separator is found. */
#define SAMPLE_ROWS 20u

/* Counts the columns of the first rows as @separator makes them. Returns the number of whole rows. */
static guint
count_columns (const guint8 *sample,
               gsize length,
               gboolean whole,
               char separator,
               guint columns[SAMPLE_ROWS])
{
  gboolean quoted = FALSE, at_start = TRUE, any = FALSE;
  guint rows = 0, n = 1;

  for (gsize i = 0; i < length && rows < SAMPLE_ROWS; i++)
    {
      guint8 c = sample[i];

      if (c == '"' && (quoted || at_start))
        quoted = !quoted;
      else if (!quoted && (c == '\n' || c == '\r'))
        {
          if (any)
            columns[rows++] = n;
          n = 1;
          any = FALSE;
          at_start = TRUE;
          continue;
        }
      any = TRUE;
      at_start = !quoted && c == (guint8) separator;
      n += at_start;
    }
  if (any && rows < SAMPLE_ROWS && (whole || rows == 0))
    columns[rows++] = n;
  return rows;
}

/**
 * lotse_csv_find_separator:
 * @sample: the first bytes of a table
 * @length: how many
 * @whole: whether they are all of it, so that the last row is not cut off
 *
 * Takes the separator by which the most rows have as many columns as the first one, weighed by their number. A
 * table of one column gets a separator that does not occur in it, so that "Vogt, Anna" stays one cell.
 *
 * Returns: a tab, ';' or ','
 */
char
lotse_csv_find_separator (const guint8 *sample,
                          gsize length,
                          gboolean whole)
{
  static const char candidates[] = { '\t', ';', ',' };
  char found = '\0', unused = '\0';
  guint best = 0;

  for (gsize k = 0; k < G_N_ELEMENTS (candidates); k++)
    {
      guint columns[SAMPLE_ROWS];
      guint rows = count_columns (sample, length, whole, candidates[k], columns);
      guint alike = 0, most = 0, score;

      for (guint i = 0; i < rows; i++)
        {
          alike += columns[i] == columns[0];
          most = MAX (most, columns[i]);
        }
      if (most <= 1)
        unused = candidates[k];
      if (rows == 0 || columns[0] < 2)
        continue;
      score = columns[0] * alike * 100 / rows;
      if (score > best)
        {
          best = score;
          found = candidates[k];
        }
    }
  return found != '\0' ? found : unused != '\0' ? unused : ',';
}
