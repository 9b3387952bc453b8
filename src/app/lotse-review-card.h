/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One edit that waits at the centre for staff: what it would write, who wrote it, why it waits, and two buttons.
 *
 * Signal "decided" (whether it is accepted, as boolean).
 */
#pragma once

#include "lotse-sync-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_REVIEW_CARD (lotse_review_card_get_type ())
G_DECLARE_FINAL_TYPE (LotseReviewCard, lotse_review_card, LOTSE, REVIEW_CARD, GtkWidget)

LotseReviewCard *lotse_review_card_new (const LotseOpenReview *review);
/* The id of the review's record. */
const char *lotse_review_card_get_id (LotseReviewCard *self);

G_END_DECLS
