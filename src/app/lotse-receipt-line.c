/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line with which a receipt is written down; see the header.
 *
 * What was typed stays until the store has it on disk.  The date and the category stay for the next one: receipts come in piles.
 */
#include "config.h"

#include "lotse-receipt-line.h"

#include "lotse-attach.h"
#include "lotse-calendar-button.h"
#include "lotse-compat.h"
#include "lotse-dialog.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-receipts.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

struct _LotseReceiptLine
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkEditable *date, *party, *reason, *amount, *eligible, *number;
  GtkDropDown *category;
  GtkWidget *scan;
  GtkLabel *scan_name;
  GtkWidget *save;
  GtkLabel *message;

  LotseProfile *profile;
  char *application;
  GPtrArray *items; /* of LotseRecord: the categories, in the order of the choice */
  char *scan_path;  /* or NULL */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (LotseReceiptLine, lotse_receipt_line, GTK_TYPE_WIDGET)

static const LotseKind *
receipt_kind (void)
{
  return lotse_kind_find ("receipt");
}

static void
set_scan (LotseReceiptLine *self, const char *path)
{
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;

  g_free (self->scan_path);
  self->scan_path = g_strdup (path);
  gtk_label_set_text (self->scan_name, name != NULL ? name : "");
  gtk_widget_set_visible (GTK_WIDGET (self->scan_name), name != NULL);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseRecord *receipt;
  char *scan_path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->receipt);
  g_free (saving->scan_path);
  g_free (saving);
}

static gpointer
save_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Saving *saving = data;
  const LotseField *scan = lotse_kind_field (receipt_kind (), "scan");

  if (saving->scan_path != NULL && !lotse_attach (store, saving->receipt, scan, saving->scan_path, cancellable, error))
    return NULL;
  if (lotse_receipts_add (store, saving->receipt, NULL, error))
    return LOTSE_JOB_DONE;
  if (saving->scan_path != NULL)
    lotse_attach_undo (store, saving->receipt, scan);
  return NULL;
}

static void
clear (LotseReceiptLine *self)
{
  GtkEditable *const texts[] = { self->party, self->reason, self->amount, self->eligible, self->number };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    gtk_editable_set_text (texts[i], "");
  set_scan (self, NULL);
  lotse_dialog_set_message (self->message, NULL);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseReceiptLine) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean done = lotse_job_done_finish (result, &error);

  self->saving = FALSE;
  if (self->box == NULL)
    return;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (!done)
    {
      lotse_dialog_set_message (self->message, error->message);
      return;
    }
  clear (self);
  lotse_window_toast_undo (GTK_WIDGET (self), _ ("Receipt added"));
  gtk_widget_grab_focus (GTK_WIDGET (self->party));
}

static gboolean
read_text (LotseRecord *receipt, const char *name, GtkEditable *entry, GError **error)
{
  const LotseField *field = lotse_kind_field (receipt_kind (), name);
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autofree char *value = *typed != '\0' ? lotse_value_parse (field, typed, NULL, error) : NULL;

  if (*typed == '\0' || (value != NULL && lotse_record_set (receipt, name, value, error)))
    return TRUE;
  g_prefix_error (error, "%s: ", lotse_field_label (field));
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  return FALSE;
}

/* A receipt belongs to the side of the plan on which its category stands. */
static gboolean
read_category (LotseReceiptLine *self, LotseRecord *receipt, GError **error)
{
  const guint selected = gtk_drop_down_get_selected (self->category);
  LotseRecord *item = selected >= 2 && selected - 2 < self->items->len ? self->items->pdata[selected - 2] : NULL;
  const gboolean income = item != NULL ? lotse_money_is_income (item) : selected == 1;

  return lotse_record_set (receipt, "application", self->application, error)
         && lotse_record_set (receipt, "category", item != NULL ? lotse_record_get_id (item) : NULL, error)
         && lotse_record_set (receipt, "direction", income ? "income" : "expense", error);
}

static LotseRecord *
read_receipt (LotseReceiptLine *self, GError **error)
{
  g_autoptr (LotseRecord) receipt = lotse_record_new (receipt_kind (), NULL);

  if (!read_category (self, receipt, error) || !read_text (receipt, "paid_on", self->date, error)
      || !read_text (receipt, "party", self->party, error) || !read_text (receipt, "reason", self->reason, error)
      || !read_text (receipt, "amount", self->amount, error) || !read_text (receipt, "eligible", self->eligible, error)
      || !read_text (receipt, "number", self->number, error))
    return NULL;
  if (lotse_record_get (receipt, "amount") != NULL)
    return g_steal_pointer (&receipt);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("Please write the amount, such as 1,234.56. A refund has a minus before it."));
  gtk_widget_grab_focus (GTK_WIDGET (self->amount));
  return NULL;
}

static void
on_activate (LotseReceiptLine *self)
{
  LotseStore *store = self->profile != NULL ? lotse_profile_get_store (self->profile) : NULL;
  g_autoptr (LotseRecord) receipt = NULL;
  g_autoptr (GError) error = NULL;
  Saving *saving;

  if (store == NULL || self->application == NULL || self->saving)
    return;
  receipt = read_receipt (self, &error);
  lotse_dialog_set_message (self->message, receipt == NULL ? error->message : NULL);
  if (receipt == NULL)
    return;
  saving = g_new0 (Saving, 1);
  saving->receipt = g_steal_pointer (&receipt);
  saving->scan_path = g_strdup (self->scan_path);
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  lotse_job_run (store, save_job, saving, saving_free, NULL, on_saved, g_object_ref (self));
}

/* --- What shows --------------------------------------------------------------------------------------------- */

static void
add_items (LotseReceiptLine *self, GtkStringList *labels, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const LotseMoneyLine *line = lines->pdata[i];

      if (line->item == NULL)
        continue;
      g_ptr_array_add (self->items, g_object_ref (line->item));
      gtk_string_list_append (labels, line->name);
    }
}

static void
show_categories (LotseReceiptLine *self, const LotseGrantView *view)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  const guint selected = gtk_drop_down_get_selected (self->category);

  g_ptr_array_set_size (self->items, 0);
  gtk_string_list_append (labels, _ ("Expense, no category"));
  gtk_string_list_append (labels, _ ("Income, no category"));
  add_items (self, labels, view->money->expenses);
  add_items (self, labels, view->money->income);
  gtk_drop_down_set_model (self->category, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->category, selected < self->items->len + 2 ? selected : 0);
}

void
lotse_receipt_line_show (LotseReceiptLine *self, LotseProfile *profile, LotseGrantView *view)
{
  const char *id = lotse_record_get_id (lotse_grant_view_get_application (view));

  g_return_if_fail (LOTSE_IS_RECEIPT_LINE (self));
  g_set_object (&self->profile, profile);
  show_categories (self, view);
  if (g_strcmp0 (self->application, id) == 0)
    return;
  g_free (self->application);
  self->application = g_strdup (id);
  gtk_drop_down_set_selected (self->category, self->items->len > 0 ? 2 : 0);
  clear (self);
}

static void
on_date_chosen (LotseReceiptLine *self, const char *iso)
{
  g_autofree char *date = lotse_format_date (iso);

  gtk_editable_set_text (self->date, date);
}

static void
on_file (GFile *file, gpointer data)
{
  g_autoptr (LotseReceiptLine) self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->box != NULL)
    set_scan (self, path);
}

static void
on_scan (LotseReceiptLine *self)
{
  lotse_compat_choose_file (GTK_WIDGET (self), _ ("Scan of the Receipt"), _ ("_Choose"), NULL, on_file, g_object_ref (self));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
put (GtkFlowBox *flow, GtkWidget *widget)
{
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), widget);
  gtk_flow_box_insert (flow, child, -1);
}

static GtkEditable *
add_entry (LotseReceiptLine *self, const char *label, int width)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_widget_set_tooltip_text (entry, label);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  return GTK_EDITABLE (entry);
}

static GtkWidget *
make_date (LotseReceiptLine *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  LotseCalendarButton *button;
  g_autofree char *today = lotse_format_today (), *date = lotse_format_date (today);

  self->date = add_entry (self, lotse_field_label (lotse_kind_field (receipt_kind (), "paid_on")), 11);
  gtk_editable_set_text (self->date, date);
  button = lotse_calendar_button_new (self->date);
  gtk_accessible_update_property (GTK_ACCESSIBLE (lotse_calendar_button_get_button (button)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Open the calendar"), -1);
  g_signal_connect_object (button, "chosen", G_CALLBACK (on_date_chosen), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (box, "linked");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->date));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (button));
  return box;
}

static GtkWidget *
make_scan (LotseReceiptLine *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->scan = gtk_button_new_with_mnemonic (_ ("S_can…"));
  gtk_widget_set_tooltip_text (self->scan, _ ("A picture or PDF of the receipt"));
  g_signal_connect_object (self->scan, "clicked", G_CALLBACK (on_scan), self, G_CONNECT_SWAPPED);
  self->scan_name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->scan_name, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (self->scan_name, 20);
  gtk_box_append (GTK_BOX (box), self->scan);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->scan_name));
  gtk_widget_set_visible (GTK_WIDGET (self->scan_name), FALSE);
  return box;
}

static void
make_fields (LotseReceiptLine *self)
{
  GtkWidget *flow = gtk_flow_box_new ();
  GtkWidget *date = make_date (self), *scan = make_scan (self);

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 8);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 8);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), 1);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  self->party = add_entry (self, _ ("Payee or payer"), 16);
  self->reason = add_entry (self, _ ("What for"), 16);
  self->amount = add_entry (self, _ ("Amount"), 10);
  self->eligible = add_entry (self, _ ("Eligible, if less"), 10);
  self->category = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->number = add_entry (self, _ ("Number, or empty for the next"), 10);
  self->save = gtk_button_new_with_mnemonic (_ ("_Add"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  put (GTK_FLOW_BOX (flow), date);
  put (GTK_FLOW_BOX (flow), GTK_WIDGET (self->party));
  put (GTK_FLOW_BOX (flow), GTK_WIDGET (self->reason));
  put (GTK_FLOW_BOX (flow), GTK_WIDGET (self->amount));
  put (GTK_FLOW_BOX (flow), GTK_WIDGET (self->eligible));
  put (GTK_FLOW_BOX (flow), GTK_WIDGET (self->category));
  put (GTK_FLOW_BOX (flow), GTK_WIDGET (self->number));
  put (GTK_FLOW_BOX (flow), scan);
  put (GTK_FLOW_BOX (flow), self->save);
  lotse_drop_down_name (self->category, lotse_field_label (lotse_kind_field (receipt_kind (), "category")));
  gtk_box_append (GTK_BOX (self->box), flow);
}

static void
lotse_receipt_line_dispose (GObject *object)
{
  LotseReceiptLine *self = LOTSE_RECEIPT_LINE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->application, g_free);
  g_clear_pointer (&self->scan_path, g_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (lotse_receipt_line_parent_class)->dispose (object);
}

static void
lotse_receipt_line_class_init (LotseReceiptLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_receipt_line_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_receipt_line_init (LotseReceiptLine *self)
{
  GtkWidget *message = lotse_compat_notice_new (GTK_ACCESSIBLE_ROLE_ALERT);

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "session-line");
  make_fields (self);
  gtk_widget_add_css_class (message, "error");
  self->message = GTK_LABEL (message);
  lotse_dialog_set_message (self->message, NULL);
  gtk_box_append (GTK_BOX (self->box), message);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}
