/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One conflict; see the header.
 */
#include "config.h"

#include "lotse-conflict-card.h"

#include "lotse-value.h"

#include <glib/gi18n.h>

struct _LotseConflictCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *heading;
  GtkButton *open;
  GtkLabel *standing_by;
  GtkLabel *standing;
  GtkButton *keep;
  GtkLabel *other_by;
  GtkLabel *other;
  GtkButton *take;
  GtkWidget *third_box;
  GtkEditable *third;
  GtkLabel *message;
  GtkWidget *theirs;

  const LotseField *field;
};

enum
{
  DECIDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseConflictCard, lotse_conflict_card, GTK_TYPE_WIDGET)

static void
on_keep (LotseConflictCard *self)
{
  g_signal_emit (self, signals[DECIDED], 0, LOTSE_RESOLVE_STANDING, NULL);
}

static void
on_take (LotseConflictCard *self)
{
  g_signal_emit (self, signals[DECIDED], 0, LOTSE_RESOLVE_OTHER, NULL);
}

static void
on_third (LotseConflictCard *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = lotse_value_parse (self->field, gtk_editable_get_text (self->third), NULL, &error);

  if (value != NULL)
    {
      g_signal_emit (self, signals[DECIDED], 0, LOTSE_RESOLVE_VALUE, value);
      return;
    }
  gtk_label_set_text (self->message, error->message);
  gtk_widget_show (GTK_WIDGET (self->message));
}

static void
lotse_conflict_card_dispose (GObject *object)
{
  g_clear_pointer (&LOTSE_CONFLICT_CARD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_conflict_card_parent_class)->dispose (object);
}

static void
lotse_conflict_card_class_init (LotseConflictCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_conflict_card_dispose;
  signals[DECIDED] = g_signal_new ("decided", LOTSE_TYPE_CONFLICT_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_INT, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-conflict-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, box);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, heading);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, open);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, standing_by);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, standing);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, keep);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, other_by);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, other);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, take);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, third_box);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, third);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, message);
  gtk_widget_class_bind_template_child (widget_class, LotseConflictCard, theirs);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, on_take);
  gtk_widget_class_bind_template_callback (widget_class, on_third);
}

static void
lotse_conflict_card_init (LotseConflictCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LotseConflictCard *
lotse_conflict_card_new (const LotseOpenConflict *conflict)
{
  LotseConflictCard *self = g_object_new (LOTSE_TYPE_CONFLICT_CARD, NULL);
  g_autofree char *heading = NULL;
  g_autofree char *standing_by = NULL;
  g_autofree char *other_by = NULL;

  self->field = conflict->of;
  /* Translators: a record and the field that two people changed. */
  heading = g_strdup_printf (C_ ("conflict", "%s: %s"), conflict->title, conflict->field != NULL ? conflict->field : "");
  /* Translators: the name of the account that wrote a value. */
  standing_by = g_strdup_printf (_ ("Stands now, written by %s"), conflict->standing_by != NULL ? conflict->standing_by : "–");
  other_by = g_strdup_printf (_ ("Written at the same time by %s"), conflict->other_by != NULL ? conflict->other_by : "–");
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->standing_by, standing_by);
  gtk_label_set_text (self->other_by, other_by);
  gtk_label_set_text (self->standing, conflict->standing != NULL ? conflict->standing : "");
  gtk_label_set_text (self->other, conflict->other != NULL ? conflict->other : "");
  gtk_widget_set_visible (self->third_box, conflict->typed && conflict->ours);
  gtk_widget_set_visible (GTK_WIDGET (self->keep), conflict->ours);
  gtk_widget_set_visible (GTK_WIDGET (self->take), conflict->ours);
  gtk_widget_set_visible (self->theirs, !conflict->ours);
  if (conflict->kind != NULL && conflict->record != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open), "(ss)", conflict->kind, conflict->record);
  return self;
}
