/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One edit that waits for staff; see the header.
 */
#include "config.h"

#include "lotse-review-card.h"

struct _LotseReviewCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *heading;
  GtkWidget *open;
  GtkLabel *who;
  GtkLabel *what;
  GtkLabel *reason;

  char *id;
};

enum
{
  DECIDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseReviewCard, lotse_review_card, GTK_TYPE_WIDGET)

static void
on_accept (LotseReviewCard *self)
{
  g_signal_emit (self, signals[DECIDED], 0, TRUE);
}

static void
on_drop (LotseReviewCard *self)
{
  g_signal_emit (self, signals[DECIDED], 0, FALSE);
}

static void
lotse_review_card_dispose (GObject *object)
{
  g_clear_pointer (&LOTSE_REVIEW_CARD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_review_card_parent_class)->dispose (object);
}

static void
lotse_review_card_finalize (GObject *object)
{
  g_free (LOTSE_REVIEW_CARD (object)->id);
  G_OBJECT_CLASS (lotse_review_card_parent_class)->finalize (object);
}

static void
lotse_review_card_class_init (LotseReviewCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_review_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = lotse_review_card_finalize;
  signals[DECIDED] = g_signal_new ("decided", LOTSE_TYPE_REVIEW_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-review-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseReviewCard, box);
  gtk_widget_class_bind_template_child (widget_class, LotseReviewCard, heading);
  gtk_widget_class_bind_template_child (widget_class, LotseReviewCard, open);
  gtk_widget_class_bind_template_child (widget_class, LotseReviewCard, who);
  gtk_widget_class_bind_template_child (widget_class, LotseReviewCard, what);
  gtk_widget_class_bind_template_child (widget_class, LotseReviewCard, reason);
  gtk_widget_class_bind_template_callback (widget_class, on_accept);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
}

static void
lotse_review_card_init (LotseReviewCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LotseReviewCard *
lotse_review_card_new (const LotseOpenReview *review)
{
  LotseReviewCard *self = g_object_new (LOTSE_TYPE_REVIEW_CARD, NULL);

  self->id = g_strdup (review->id);
  gtk_label_set_text (self->heading, review->title);
  gtk_label_set_text (self->who, review->who);
  gtk_label_set_text (self->what, review->what);
  gtk_label_set_text (self->reason, review->reason);
  /* A record that the edit makes is not here yet. */
  gtk_widget_set_visible (self->open, review->record != NULL);
  if (review->record != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open), "(ss)", review->kind, review->record);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open), "win.open");
    }
  return self;
}

const char *
lotse_review_card_get_id (LotseReviewCard *self)
{
  g_return_val_if_fail (LOTSE_IS_REVIEW_CARD (self), NULL);
  return self->id;
}
