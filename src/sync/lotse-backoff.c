/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long to wait before the next try: doubling from two seconds to five minutes. */
#include "lotse-backoff.h"

#define FIRST_SECONDS 2u
#define MOST_SECONDS 300u

/**
 * lotse_backoff_seconds:
 * @failures: the number of failures in a row
 *
 * Returns: seconds to wait; 0 without a failure. Callers add chance so that many devices do not come at once.
 */
guint
lotse_backoff_seconds (guint failures)
{
  if (failures == 0)
    return 0;
  if (failures > 8)
    return MOST_SECONDS;
  return MIN (FIRST_SECONDS << (failures - 1), MOST_SECONDS);
}
