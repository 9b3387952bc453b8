/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain of Lotse; see the header for what each code means. */
#include "lotse-error.h"

/**
 * lotse_error_quark:
 *
 * Returns: the domain of every #GError that Lotse itself reports
 */
G_DEFINE_QUARK (lotse-error-quark, lotse_error)
