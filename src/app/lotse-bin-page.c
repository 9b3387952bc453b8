/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bin; see the header.  Shows the newest hundred of each kind, read again after each change while it is seen.
 */
#include "config.h"

#include "lotse-bin-page.h"

#include "lotse-column.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

#define MOST_OF_A_KIND 100

struct _LotseBinPage
{
  GtkWidget parent_instance;

  LotseColumn *column;
  LotseProfile *profile;
};

G_DEFINE_FINAL_TYPE (LotseBinPage, lotse_bin_page, GTK_TYPE_WIDGET)

static gpointer
bin_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_description_free);
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (LotseQuery) query = NULL;
      g_autoptr (GPtrArray) found = NULL;

      if (kinds[i]->system || kinds[i]->anonymous)
        continue;
      query = lotse_query_new (kinds[i]);
      lotse_query_bin (query, LOTSE_BIN_ONLY);
      lotse_query_limit (query, MOST_OF_A_KIND, 0);
      found = lotse_store_list (store, query, NULL);
      for (guint k = 0; found != NULL && k < found->len; k++)
        g_ptr_array_add (rows, lotse_describe (store, g_ptr_array_index (found, k)));
    }
  return rows;
}

static void
show_rows (LotseBinPage *self, GPtrArray *rows)
{
  GtkBox *box = lotse_column_get_box (self->column);
  AdwPreferencesGroup *group = NULL;
  const char *kind = "";

  lotse_box_clear (box);
  for (guint i = 0; i < rows->len; i++)
    {
      const LotseDescription *description = g_ptr_array_index (rows, i);
      GtkWidget *row = lotse_row_text (description->title, description->subtitle);
      g_autofree char *name = NULL;

      if (!g_str_equal (kind, description->kind))
        {
          group = lotse_group_new (lotse_kind_label_plural (lotse_kind_find (description->kind)));
          gtk_box_append (box, GTK_WIDGET (group));
          kind = description->kind;
        }
      /* Translators: a button; the name of a record in the bin. */
      name = g_strdup_printf (_ ("Restore %s"), description->title);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), lotse_button_icon ("edit-undo-symbolic", name, "win.restore",
                                                                          g_variant_new_string (description->id)));
      adw_preferences_group_add (group, row);
    }
  if (rows->len == 0)
    lotse_column_set_empty (self->column, "user-trash-symbolic", _ ("The Bin Is Empty"),
                            _ ("What you delete lies here until the centre clears it, and can be restored."));
  else
    lotse_column_set_empty (self->column, NULL, NULL, NULL);
}

static void
on_rows (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseBinPage) self = user_data;
  g_autoptr (GPtrArray) rows = lotse_job_array_finish (result, NULL);

  if (rows != NULL && self->column != NULL)
    show_rows (self, rows);
}

static void
reload (LotseBinPage *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (store != NULL)
    lotse_job_run (store, bin_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, on_rows, g_object_ref (self));
}

static void
on_changed (LotseBinPage *self)
{
  g_assert (LOTSE_IS_BIN_PAGE (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
}

static void
lotse_bin_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lotse_bin_page_parent_class)->map (widget);
  reload (LOTSE_BIN_PAGE (widget));
}

static void
lotse_bin_page_dispose (GObject *object)
{
  LotseBinPage *self = LOTSE_BIN_PAGE (object);

  if (self->column != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->column));
  self->column = NULL;
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_bin_page_parent_class)->dispose (object);
}

static void
lotse_bin_page_class_init (LotseBinPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_bin_page_dispose;
  GTK_WIDGET_CLASS (klass)->map = lotse_bin_page_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_bin_page_init (LotseBinPage *self)
{
  self->column = g_object_new (LOTSE_TYPE_COLUMN, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->column), GTK_WIDGET (self));
  lotse_column_set_title (self->column, _ ("Bin"), NULL);
}

LotseBinPage *
lotse_bin_page_new (LotseProfile *profile)
{
  LotseBinPage *self = g_object_new (LOTSE_TYPE_BIN_PAGE, NULL);

  self->profile = g_object_ref (profile);
  g_signal_connect_object (lotse_profile_get_store (profile), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return self;
}
