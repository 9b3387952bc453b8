/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with a point; see the header. */
#include "config.h"

#include "lotse-plain-numbers.h"

/**
 * lotse_plain_numbers_begin:
 *
 * Changes nothing but how this thread writes numbers.
 *
 * Returns: the locale that lotse_plain_numbers_end() goes back to
 */
locale_t
lotse_plain_numbers_begin (void)
{
  locale_t now = duplocale (uselocale ((locale_t) 0));
  locale_t plain = now != (locale_t) 0 ? newlocale (LC_NUMERIC_MASK, "C", now) : (locale_t) 0;

  if (plain == (locale_t) 0)
    g_error ("There is no memory left for a locale.");
  return uselocale (plain);
}

/**
 * lotse_plain_numbers_end:
 *
 * Writes numbers as before lotse_plain_numbers_begin().
 */
void
lotse_plain_numbers_end (locale_t before)
{
  freelocale (uselocale (before));
}
