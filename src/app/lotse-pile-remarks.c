/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The open answers of a pile of paper; see the header.
 *
 * Load: some hundred answers to a few questions; a new one adds a row below the field, and the others stay as they are.
 */
#include "config.h"

#include "lotse-pile-remarks.h"

#include "lotse-compat.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

struct _LotsePileRemarks
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GPtrArray *lists;   /* of List, one for each open question */
  GtkLabel *message;

  LotsePaperEntry *entry;
  LotsePileRun run;
  gpointer data;
};

/* Lives as long as the widget. */
typedef struct
{
  LotsePileRemarks *owner;
  const char *question; /* id */
  GtkListBox *box;
  GtkEditable *field;
  GPtrArray *rows;      /* of GtkWidget, in the order of typing; the newest stands on top */
  char *sent;           /* what was in the field last, until it is on disk */
} List;

G_DEFINE_FINAL_TYPE (LotsePileRemarks, lotse_pile_remarks, GTK_TYPE_WIDGET)

static void
list_free (gpointer data)
{
  List *list = data;

  g_ptr_array_unref (list->rows);
  g_free (list->sent);
  g_free (list);
}

static void
say (LotsePileRemarks *self, const char *text)
{
  lotse_compat_notice_say (self->message, text);
  gtk_widget_set_visible (GTK_WIDGET (self->message), *text != '\0');
}

/* --- Deeds -------------------------------------------------------------------------------------------------- */

static gboolean
run (List *list, LotsePaperAct act, const char *text, const GArray *places)
{
  LotsePileRemarks *self = list->owner;
  g_autoptr (GError) error = NULL;
  LotsePaperDeed *deed = lotse_paper_entry_deed_remark (self->entry, act, list->question, text, places, &error);

  say (self, error != NULL ? error->message : "");
  if (deed == NULL)
    return FALSE;
  self->run (deed, self->data);
  return TRUE;
}

static void
on_typed (List *list)
{
  const char *text = gtk_editable_get_text (list->field);

  if (*text == '\0' || !run (list, LOTSE_PAPER_REMARK, text, NULL))
    return;
  g_free (list->sent);
  list->sent = g_strdup (text);
  gtk_editable_set_text (list->field, "");
}

/* A question about one row, which may change while it is asked. */
typedef struct
{
  LotsePileRemarks *owner;
  List *list;
  char *text;
  GArray *places;
  GtkWidget *field; /* or NULL */
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->owner);
  g_free (asking->text);
  g_array_unref (asking->places);
  g_clear_object (&asking->field);
  g_free (asking);
}

static Asking *
asking_new (GtkWidget *row)
{
  Asking *asking = g_new0 (Asking, 1);
  List *list = g_object_get_data (G_OBJECT (row), "list");

  asking->owner = g_object_ref (list->owner);
  asking->list = list;
  asking->text = g_strdup (g_object_get_data (G_OBJECT (row), "text"));
  asking->places = g_array_ref (g_object_get_data (G_OBJECT (row), "places"));
  return asking;
}

static void
on_changed (const char *answer, gpointer data)
{
  Asking *asking = data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (asking->field));

  if (g_str_equal (answer, "save") && gtk_widget_get_root (GTK_WIDGET (asking->owner)) != NULL && !g_str_equal (text, asking->text))
    run (asking->list, LOTSE_PAPER_REMARK, text, asking->places);
  asking_free (asking);
}

static void
ask_change (GtkWidget *row)
{
  const char *const answers[] = { "close", _ ("_Cancel"), "+save", _ ("_Save"), NULL };
  Asking *asking = asking_new (row);
  g_autofree char *body = asking->places->len > 1 ? g_strdup_printf (_ ("It was written %u times; all are changed."), asking->places->len) : NULL;

  asking->field = g_object_ref_sink (gtk_entry_new ());
  gtk_editable_set_text (GTK_EDITABLE (asking->field), asking->text);
  gtk_entry_set_activates_default (GTK_ENTRY (asking->field), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (asking->field), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open answer"), -1);
  lotse_compat_ask (row, _ ("Change the Answer"), body, asking->field, answers, on_changed, asking);
}

static void
on_withdrawn (const char *answer, gpointer data)
{
  Asking *asking = data;

  /* Of several that say the same, the last one. */
  if (g_str_equal (answer, "withdraw") && gtk_widget_get_root (GTK_WIDGET (asking->owner)) != NULL)
    {
      g_autoptr (GArray) last = g_array_new (FALSE, FALSE, sizeof (guint));

      g_array_append_val (last, g_array_index (asking->places, guint, asking->places->len - 1));
      run (asking->list, LOTSE_PAPER_WITHDRAW_REMARK, NULL, last);
    }
  asking_free (asking);
}

static void
ask_withdraw (GtkWidget *row)
{
  const char *const answers[] = { "close", _ ("_Cancel"), "!withdraw", _ ("_Withdraw"), NULL };
  Asking *asking = asking_new (row);
  g_autofree char *more = asking->places->len > 1 ? g_strdup_printf (_ ("It was written %u times; one of them is withdrawn."), asking->places->len) : NULL;
  g_autofree char *body = g_strdup_printf ("“%s”%s%s", asking->text, more != NULL ? "\n" : "", more != NULL ? more : "");

  lotse_compat_ask (row, _ ("Withdraw the Answer?"), body, NULL, answers, on_withdrawn, asking);
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_button (GtkWidget *row, const char *icon_name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
name_button (GtkWidget *row, const char *key, const char *name)
{
  GtkWidget *button = g_object_get_data (G_OBJECT (row), key);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (button, name);
}

static GtkWidget *
make_row (List *list)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *times = gtk_label_new (NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (times, "mark");
  gtk_widget_set_valign (times, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), times);
  g_object_set_data (G_OBJECT (row), "times", times);
  g_object_set_data (G_OBJECT (row), "list", list);
  g_object_set_data (G_OBJECT (row), "change", make_button (row, "document-edit-symbolic", G_CALLBACK (ask_change)));
  g_object_set_data (G_OBJECT (row), "withdraw", make_button (row, "user-trash-symbolic", G_CALLBACK (ask_withdraw)));
  return row;
}

static void
show_repeat (GtkWidget *row, const LotsePaperRepeat *repeat)
{
  GtkWidget *times = g_object_get_data (G_OBJECT (row), "times");
  const GArray *before = g_object_get_data (G_OBJECT (row), "places");
  g_autofree char *text = g_strdup_printf (_ ("%u times"), repeat->places->len);
  /* Translators: the words of an open answer. */
  g_autofree char *change = g_strdup_printf (_ ("Change “%s”"), repeat->text), *withdraw = g_strdup_printf (_ ("Withdraw “%s”"), repeat->text);

  if (before != NULL && before->len == repeat->places->len && g_strcmp0 (g_object_get_data (G_OBJECT (row), "text"), repeat->text) == 0)
    {
      g_object_set_data_full (G_OBJECT (row), "places", g_array_ref (repeat->places), (GDestroyNotify) g_array_unref);
      return;
    }
  g_object_set_data_full (G_OBJECT (row), "text", g_strdup (repeat->text), g_free);
  g_object_set_data_full (G_OBJECT (row), "places", g_array_ref (repeat->places), (GDestroyNotify) g_array_unref);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), repeat->text);
  gtk_label_set_text (GTK_LABEL (times), text);
  gtk_widget_set_visible (times, repeat->places->len > 1);
  name_button (row, "change", change);
  name_button (row, "withdraw", withdraw);
}

static void
show_list (List *list)
{
  g_autoptr (GPtrArray) repeats = lotse_paper_entry_list_repeats (list->owner->entry, list->question);

  while (list->rows->len > repeats->len)
    gtk_list_box_remove (list->box, g_ptr_array_steal_index (list->rows, list->rows->len - 1));
  while (list->rows->len < repeats->len)
    {
      GtkWidget *row = make_row (list);

      gtk_list_box_insert (list->box, row, 1);
      g_ptr_array_add (list->rows, row);
    }
  for (guint i = 0; i < repeats->len; i++)
    show_repeat (list->rows->pdata[i], repeats->pdata[i]);
}

void
lotse_pile_remarks_done (LotsePileRemarks *self, const char *failed)
{
  g_return_if_fail (LOTSE_IS_PILE_REMARKS (self));
  say (self, failed != NULL ? failed : "");
  for (guint i = 0; i < self->lists->len; i++)
    {
      List *list = self->lists->pdata[i];

      show_list (list);
      /* Nothing that was typed is lost. */
      if (failed != NULL && list->sent != NULL && *gtk_editable_get_text (list->field) == '\0')
        gtk_editable_set_text (list->field, list->sent);
      g_clear_pointer (&list->sent, g_free);
    }
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

static void
add_list (LotsePileRemarks *self, GtkBox *box, const LotseQuestion *question)
{
  AdwPreferencesGroup *group = lotse_group_new (lotse_question_text (question, NULL));
  GtkWidget *field = adw_entry_row_new ();
  List *list = g_new0 (List, 1);

  list->owner = self;
  list->question = question->id;
  list->rows = g_ptr_array_new ();
  list->box = GTK_LIST_BOX (gtk_list_box_new ());
  list->field = GTK_EDITABLE (field);
  gtk_widget_add_css_class (GTK_WIDGET (list->box), "boxed-list");
  gtk_list_box_set_selection_mode (list->box, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list->box), GTK_ACCESSIBLE_PROPERTY_LABEL, lotse_question_text (question, NULL), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field), _ ("Next answer"));
  g_signal_connect_swapped (field, "entry-activated", G_CALLBACK (on_typed), list);
  gtk_list_box_append (list->box, field);
  adw_preferences_group_add (group, GTK_WIDGET (list->box));
  gtk_box_append (box, GTK_WIDGET (group));
  g_ptr_array_add (self->lists, list);
  show_list (list);
}

static void
make (LotsePileRemarks *self)
{
  GtkWidget *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  const GPtrArray *questions = self->entry->form->questions;

  self->scroller = gtk_scrolled_window_new ();
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_add_css_class (box, "column");
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  self->message = GTK_LABEL (lotse_compat_notice_new (GTK_ACCESSIBLE_ROLE_ALERT));
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  for (guint i = 0; i < questions->len; i++)
    if (g_strcmp0 (((LotseQuestion *) questions->pdata[i])->type, "open") == 0)
      add_list (self, GTK_BOX (box), questions->pdata[i]);
}

static void
lotse_pile_remarks_dispose (GObject *object)
{
  g_clear_pointer (&LOTSE_PILE_REMARKS (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_pile_remarks_parent_class)->dispose (object);
}

static void
lotse_pile_remarks_finalize (GObject *object)
{
  g_ptr_array_unref (LOTSE_PILE_REMARKS (object)->lists);
  G_OBJECT_CLASS (lotse_pile_remarks_parent_class)->finalize (object);
}

static void
lotse_pile_remarks_class_init (LotsePileRemarksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_pile_remarks_dispose;
  G_OBJECT_CLASS (klass)->finalize = lotse_pile_remarks_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_pile_remarks_init (LotsePileRemarks *self)
{
  self->lists = g_ptr_array_new_with_free_func (list_free);
}

LotsePileRemarks *
lotse_pile_remarks_new (LotsePaperEntry *entry, LotsePileRun run_deed, gpointer data)
{
  LotsePileRemarks *self = g_object_new (LOTSE_TYPE_PILE_REMARKS, NULL);

  self->entry = entry;
  self->run = run_deed;
  self->data = data;
  make (self);
  return self;
}
