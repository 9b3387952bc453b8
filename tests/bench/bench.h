/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programs that measure times have in common. */
#pragma once

#include <glib.h>

/* Orders times (double, ms) from the shortest to the longest. */
static inline int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}
