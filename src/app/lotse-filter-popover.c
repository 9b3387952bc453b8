/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting and filtering a list; see the header.
 *
 * Each filter is a choice (drop-down), a link (entry that finds records) or a text (entry).
 */
#include "config.h"

#include "lotse-filter-popover.h"

#include "lotse-completion.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

typedef struct
{
  const LotseField *field;
  GtkDropDown *choices; /* for choices and sets of them */
  GtkEditable *entry;   /* for texts and links */
  char *id;             /* of the record that was taken, for links */
} Filter;

struct _LotseFilterPopover
{
  GtkPopover parent_instance;

  LotseProfile *profile;
  GtkGrid *grid;
  GtkDropDown *sort;
  GtkCheckButton *descending;
  char **sorts;
  GPtrArray *filters; /* of Filter */
  int rows;
  gboolean clearing;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseFilterPopover, lotse_filter_popover, GTK_TYPE_POPOVER)

static void
filter_free (gpointer data)
{
  g_free (((Filter *) data)->id);
  g_free (data);
}

static void
on_changed (LotseFilterPopover *self)
{
  g_assert (LOTSE_IS_FILTER_POPOVER (self));
  if (!self->clearing)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* --- Making the rows ---------------------------------------------------------------------------------------- */

static void
add_row (LotseFilterPopover *self, const char *name, GtkWidget *widget)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_grid_attach (self->grid, label, 0, self->rows, 1, 1);
  gtk_grid_attach (self->grid, widget, 1, self->rows++, 1, 1);
  if (GTK_IS_DROP_DOWN (widget))
    lotse_drop_down_name (GTK_DROP_DOWN (widget), name);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_choices (const LotseField *field)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  /* Translators: a filter that lets everything through. */
  gtk_string_list_append (labels, C_ ("filter", "All"));
  for (const LotseChoice *choice = field->choices; choice->name != NULL; choice++)
    gtk_string_list_append (labels, lotse_choice_label (field, choice->name));
  return gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
}

static void
on_picked (LotseCompletion *completion, const char *kind, const char *id, const char *title, Filter *filter)
{
  g_free (filter->id);
  filter->id = g_strdup (id);
}

static void
on_link_typed (GtkEditable *entry, Filter *filter)
{
  g_clear_pointer (&filter->id, g_free);
}

static void
add_filter (LotseFilterPopover *self, const LotseField *field)
{
  Filter *filter = g_new0 (Filter, 1);

  filter->field = field;
  g_ptr_array_add (self->filters, filter);
  if (field->choices != NULL)
    {
      filter->choices = GTK_DROP_DOWN (make_choices (field));
      g_signal_connect_object (filter->choices, "notify::selected", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
      add_row (self, lotse_field_label (field), GTK_WIDGET (filter->choices));
      return;
    }
  filter->entry = GTK_EDITABLE (gtk_entry_new ());
  if (field->type == LOTSE_FIELD_LINK)
    {
      LotseCompletion *completion;

      g_signal_connect (filter->entry, "changed", G_CALLBACK (on_link_typed), filter);
      completion = lotse_completion_new (GTK_WIDGET (filter->entry), lotse_profile_get_store (self->profile), field->links);
      g_signal_connect (completion, "picked", G_CALLBACK (on_picked), filter);
      g_signal_connect_object (completion, "picked", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (filter->entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  add_row (self, lotse_field_label (field), GTK_WIDGET (filter->entry));
}

static void
add_sort (LotseFilterPopover *self, const LotseKind *kind, gboolean newest_first)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; self->sorts[i] != NULL; i++)
    gtk_string_list_append (labels, lotse_field_label (lotse_kind_field (kind, self->sorts[i])));
  self->sort = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL));
  self->descending = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_ ("Backwards")));
  gtk_check_button_set_active (self->descending, newest_first);
  g_signal_connect_object (self->sort, "notify::selected", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->descending, "toggled", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  add_row (self, _ ("Sort by"), GTK_WIDGET (self->sort));
  gtk_grid_attach (self->grid, GTK_WIDGET (self->descending), 1, self->rows++, 1, 1);
}

static void
add_clear (LotseFilterPopover *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Show All"));

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (lotse_filter_popover_clear), self);
  gtk_grid_attach (self->grid, button, 0, self->rows++, 2, 1);
}

/* --- The query ---------------------------------------------------------------------------------------------- */

static void
apply_filter (const Filter *filter, LotseQuery *query)
{
  const LotseField *field = filter->field;
  const guint selected = filter->choices != NULL ? gtk_drop_down_get_selected (filter->choices) : 0;
  const char *text = filter->entry != NULL ? gtk_editable_get_text (filter->entry) : NULL;

  if (filter->choices != NULL && selected > 0 && selected != GTK_INVALID_LIST_POSITION)
    lotse_query_where (query, field->name, lotse_field_has_elements (field) ? LOTSE_QUERY_HAS : LOTSE_QUERY_EQUAL,
                       field->choices[selected - 1].name, NULL);
  else if (filter->id != NULL)
    lotse_query_where (query, field->name, LOTSE_QUERY_EQUAL, filter->id, NULL);
  else if (text != NULL && *text != '\0' && field->type != LOTSE_FIELD_LINK)
    lotse_query_where (query, field->name, LOTSE_QUERY_HAS, text, NULL);
}

void
lotse_filter_popover_apply (LotseFilterPopover *self, LotseQuery *query)
{
  const guint selected = gtk_drop_down_get_selected (self->sort);

  g_return_if_fail (LOTSE_IS_FILTER_POPOVER (self));
  for (guint i = 0; i < self->filters->len; i++)
    apply_filter (g_ptr_array_index (self->filters, i), query);
  if (selected < g_strv_length (self->sorts))
    lotse_query_sort (query, self->sorts[selected], gtk_check_button_get_active (self->descending), NULL);
}

static gboolean
is_set (const Filter *filter)
{
  if (filter->choices != NULL)
    return gtk_drop_down_get_selected (filter->choices) > 0;
  if (filter->field->type == LOTSE_FIELD_LINK)
    return filter->id != NULL;
  return *gtk_editable_get_text (filter->entry) != '\0';
}

guint
lotse_filter_popover_count (LotseFilterPopover *self)
{
  guint n = 0;

  g_return_val_if_fail (LOTSE_IS_FILTER_POPOVER (self), 0);
  for (guint i = 0; i < self->filters->len; i++)
    n += is_set (g_ptr_array_index (self->filters, i)) ? 1 : 0;
  return n;
}

void
lotse_filter_popover_clear (LotseFilterPopover *self)
{
  g_return_if_fail (LOTSE_IS_FILTER_POPOVER (self));
  self->clearing = TRUE;
  for (guint i = 0; i < self->filters->len; i++)
    {
      Filter *filter = g_ptr_array_index (self->filters, i);

      if (filter->choices != NULL)
        gtk_drop_down_set_selected (filter->choices, 0);
      else
        gtk_editable_set_text (filter->entry, "");
    }
  self->clearing = FALSE;
  on_changed (self);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_filter_popover_finalize (GObject *object)
{
  LotseFilterPopover *self = LOTSE_FILTER_POPOVER (object);

  g_clear_object (&self->profile);
  g_strfreev (self->sorts);
  g_ptr_array_unref (self->filters);
  G_OBJECT_CLASS (lotse_filter_popover_parent_class)->finalize (object);
}

static void
lotse_filter_popover_class_init (LotseFilterPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lotse_filter_popover_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", LOTSE_TYPE_FILTER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_filter_popover_init (LotseFilterPopover *self)
{
  self->filters = g_ptr_array_new_with_free_func (filter_free);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 8);
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "filter-grid");
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->grid));
}

LotseFilterPopover *
lotse_filter_popover_new (LotseProfile *profile, const LotseView *view)
{
  LotseFilterPopover *self = g_object_new (LOTSE_TYPE_FILTER_POPOVER, NULL);
  const LotseKind *kind = lotse_kind_find (view->kind);
  g_auto (GStrv) filters = g_strsplit (view->filters, " ", -1);

  self->profile = g_object_ref (profile);
  self->sorts = g_strsplit (view->sorts, " ", -1);
  add_sort (self, kind, view->newest_first);
  for (guint i = 0; filters[i] != NULL; i++)
    add_filter (self, lotse_kind_field (kind, filters[i]));
  add_clear (self);
  return self;
}
