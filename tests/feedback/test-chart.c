/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts stay within their width, however narrow it is and however large the text, and are as high as they say. */
#include "config.h"

#include "store-fixture.h"

#include "lotse-chart.h"
#include "lotse-sheet.h"

static void
add_sheets (Fixture *fixture, const char *form, const char *event, const char *first, const char *second)
{
  LotsePile *pile = g_new0 (LotsePile, 1);
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_batch_free);
  const char *const closed[] = { first, second, NULL };
  g_autoptr (GError) error = NULL;
  LotseBatch *batch;
  guint added;

  *pile = (LotsePile) { lotse_id_random (), g_strdup (form), 1, g_strdup (event), NULL, g_strdup ("paper"), g_strdupv ((char **) closed),
                        g_new0 (char *, 1), 0 };
  batch = lotse_batch_new (pile);
  for (guint i = 0; i < 400; i++)
    {
      LotseSheet *sheet = g_new0 (LotseSheet, 1);

      sheet->answers = g_strsplit (i < 390 ? "1,b" : i < 399 ? "2,a b" : "4,-", ",", -1);
      g_ptr_array_add (batch->sheets, sheet);
    }
  g_ptr_array_add (batches, batch);
  lotse_batches_add (fixture->store, batches, &added, &error);
  g_assert_no_error (error);
}

static LotseEvaluation *
make (Fixture *fixture)
{
  const LotseEvaluationFilter filter = { .by = LOTSE_EVALUATION_BY_EVENT, .language = "de" };
  g_autofree char *form = add (fixture, "form", "title", "Bogen", NULL);
  g_autofree char *rating = add (fixture, "question", "form", form, "code", "liked", "type", "rating", "steps/de:1", "sehr gut", "steps/de:2", "gut",
                                 "steps/de:3", "befriedigend", "steps/de:4", "ausreichend", NULL);
  g_autofree char *parts = add (fixture, "question", "form", form, "code", "parts", "type", "multiple", "steps/de:a",
                                "Veranstaltungsankündigungsfrühstück", "steps/de:b", "الموسيقى والطعام", NULL);
  g_autoptr (GError) error = NULL;
  LotseEvaluation *evaluation;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *event = add (fixture, "event", "title_de", "Hessenweites Vernetzungstreffen der Migrant:innenorganisationen", NULL);

      add_sheets (fixture, form, event, rating, parts);
    }
  evaluation = lotse_evaluation_load (fixture->store, &filter, &error);
  g_assert_no_error (error);
  return evaluation;
}

static void
assert_inside (const LotseChart *chart, double width, double size)
{
  LotseChartStyle style = lotse_chart_on_paper;
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double left, top, ink_width, ink_height, height;

  style.size = size;
  height = lotse_chart_draw (chart, cr, &style, 100, 50, width);
  g_assert_cmpfloat_with_epsilon (height, lotse_chart_measure (chart, &style, width), 0.01);
  cairo_recording_surface_ink_extents (surface, &left, &top, &ink_width, &ink_height);
  /* A line is half outside; letters lean over a little. */
  g_assert_cmpfloat (left, >=, 100 - size * 0.3);
  g_assert_cmpfloat (left + ink_width, <=, 100 + width + size * 0.3);
  g_assert_cmpfloat (top + ink_height, <=, 50 + height + size * 0.5);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_inside (Fixture *fixture, gconstpointer data)
{
  static const double widths[] = { 150, 240, 480, 1200 }, sizes[] = { 9, 14, 24 };
  g_autoptr (LotseEvaluation) evaluation = make (fixture);

  g_assert_cmpuint (evaluation->rows->len, ==, 2);
  for (guint r = 0; r < evaluation->rows->len; r++)
    {
      g_autoptr (LotseChart) chart = lotse_chart_new (evaluation, r);

      for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
        for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
          assert_inside (chart, widths[w], sizes[s]);
    }
}

/* Over pages: every bar once, at least one a page, and then an end. */
static void
test_parts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseEvaluation) evaluation = make (fixture);
  g_autoptr (LotseChart) chart = lotse_chart_new (evaluation, 0);
  cairo_t *cr = lotse_sheet_measuring ();
  guint first = 0, n = 0;

  do
    {
      guint before = first;

      lotse_chart_draw_part (chart, cr, &lotse_chart_on_paper, 0, 0, 300, 1, &first);
      g_assert_true (first == before + 1 || first == 0);
      n++;
    }
  while (first > 0);
  g_assert_cmpuint (n, ==, evaluation->columns->len);
  cairo_destroy (cr);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/feedback/chart/inside", Fixture, NULL, fixture_set_up, test_inside, fixture_tear_down);
  g_test_add ("/feedback/chart/parts", Fixture, NULL, fixture_set_up, test_parts, fixture_tear_down);
  return g_test_run ();
}
