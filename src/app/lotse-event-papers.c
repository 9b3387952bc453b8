/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Papers of an event's page: PDF files, print, and the calendar file; see the header.
 *
 * A paper is made on the database thread and never changes afterwards: a file is written there, too, and a printer gets its
 * pages one by one on the main thread, each in far less than a frame.
 */
#include "config.h"

#include "lotse-event-papers.h"

#include "lotse-compat.h"
#include "lotse-event-rows.h"
#include "lotse-ics.h"
#include "lotse-jobs.h"
#include "lotse-paper.h"
#include "lotse-print.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

struct _LotseEventPapers
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  AdwComboRow *language;
  AdwComboRow *slot;
  AdwComboRow *size;
  AdwComboRow *arrow;

  LotseProfile *profile;
  LotseEventView *view;
};

G_DEFINE_FINAL_TYPE (LotseEventPapers, lotse_event_papers, GTK_TYPE_WIDGET)

/* In the order of the rows that choose them. */
static const char *const languages[] = { "de", "en" };

/* --- Making a paper ----------------------------------------------------------------------------------------- */

typedef struct
{
  LotseEventPapers *section; /* a reference */
  LotsePaperType type;
  LotsePaperOptions options;
  char *event;
  char *slot;
  char *path; /* NULL: for the printer */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_clear_object (&wish->section);
  g_free (wish->event);
  g_free (wish->slot);
  g_free (wish->path);
  g_free (wish);
}

static Wish *
wish_new (LotseEventPapers *self, LotsePaperType type)
{
  Wish *wish = g_new0 (Wish, 1);
  const guint slot = adw_combo_row_get_selected (self->slot);
  const GPtrArray *slots = self->view->guests->slots;

  wish->section = g_object_ref (self);
  wish->type = type;
  wish->event = g_strdup (lotse_record_get_id (lotse_event_view_get_event (self->view)));
  wish->options.language = languages[adw_combo_row_get_selected (self->language) % G_N_ELEMENTS (languages)];
  wish->options.badge_size = adw_combo_row_get_selected (self->size);
  wish->options.arrow = MIN (adw_combo_row_get_selected (self->arrow), LOTSE_ARROW_DOWN);
  /* The first choice is the whole event. */
  if (slot > 0 && slot <= slots->len)
    wish->slot = g_strdup (((LotseSlot *) slots->pdata[slot - 1])->key);
  wish->options.slot = wish->slot;
  return wish;
}

static void
free_paper (gpointer paper)
{
  lotse_paper_free (paper);
}

/* What the callback gets: the section (a reference), and which paper it is. */
typedef struct
{
  LotseEventPapers *section;
  LotsePaperType type;
} Made;

static void
made_free (Made *made)
{
  g_object_unref (made->section);
  g_free (made);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Made, made_free)

static gpointer
make_paper (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Wish *wish = data;
  g_autoptr (LotsePaper) paper = lotse_paper_new (store, wish->type, wish->event, &wish->options, error);

  if (paper != NULL && wish->path != NULL && !lotse_paper_write (paper, wish->path, cancellable, NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&paper);
}

static void
start (Wish *wish, GAsyncReadyCallback callback)
{
  LotseStore *store = lotse_profile_get_store (wish->section->profile);
  Made *made;

  if (store == NULL)
    {
      wish_free (wish);
      return;
    }
  made = g_new0 (Made, 1);
  made->section = g_object_ref (wish->section);
  made->type = wish->type;
  lotse_job_run (store, make_paper, wish, wish_free, free_paper, callback, made);
}

/* --- Files -------------------------------------------------------------------------------------------------- */

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Made) made = data;
  LotseEventPapers *self = made->section;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotsePaper) paper = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->scroller == NULL)
    return;
  if (paper == NULL)
    lotse_window_error (GTK_WIDGET (self), _ ("The Paper Was Not Saved"), error);
  else
    {
      const guint n = lotse_paper_get_n_pages (paper);
      g_autofree char *text = g_strdup_printf (ngettext ("%u page saved", "%u pages saved", n), n);

      lotse_window_toast (GTK_WIDGET (self), text);
    }
}

static void
on_file (GFile *file, gpointer data)
{
  Wish *wish = data;

  wish->path = file != NULL ? g_file_get_path (file) : NULL;
  if (wish->path == NULL)
    wish_free (wish);
  else
    start (wish, on_written);
}

static LotsePaperType
type_of (GtkButton *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "paper"));
}

static const char *
label_of (LotsePaperType type)
{
  return g_dpgettext2 (NULL, "paper", lotse_paper_info (type)->label);
}

static void
on_save (LotseEventPapers *self, GtkButton *button)
{
  g_autofree char *name = g_strconcat (label_of (type_of (button)), ".pdf", NULL);

  g_assert (LOTSE_IS_EVENT_PAPERS (self));
  if (self->view != NULL)
    lotse_compat_choose_file (GTK_WIDGET (self), label_of (type_of (button)), _ ("_Save"), name, on_file,
                              wish_new (self, type_of (button)));
}

/* --- The printer -------------------------------------------------------------------------------------------- */

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Made) made = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotsePaper) paper = g_task_propagate_pointer (G_TASK (result), &error);

  if (made->section->scroller == NULL)
    return;
  if (paper == NULL)
    lotse_window_error (GTK_WIDGET (made->section), _ ("The Paper Was Not Printed"), error);
  else
    lotse_print_paper (GTK_WIDGET (made->section), g_steal_pointer (&paper), label_of (made->type));
}

static void
on_print (LotseEventPapers *self, GtkButton *button)
{
  g_assert (LOTSE_IS_EVENT_PAPERS (self));
  if (self->view != NULL)
    start (wish_new (self, type_of (button)), on_made);
}

/* --- The calendar file -------------------------------------------------------------------------------------- */

static gpointer
write_calendar (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Wish *wish = data;

  return lotse_ics_write (store, wish->event, wish->options.language, wish->path, error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_calendar_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LotseEventPapers) self = data;
  g_autoptr (GError) error = NULL;
  const gboolean done = lotse_job_done_finish (result, &error);

  if (self->scroller == NULL)
    return;
  if (done)
    lotse_window_toast (GTK_WIDGET (self), _ ("Calendar file saved"));
  else
    lotse_window_error (GTK_WIDGET (self), _ ("The Calendar File Was Not Saved"), error);
}

static void
on_calendar_file (GFile *file, gpointer data)
{
  Wish *wish = data;
  LotseStore *store = lotse_profile_get_store (wish->section->profile);

  wish->path = file != NULL ? g_file_get_path (file) : NULL;
  if (wish->path == NULL || store == NULL)
    wish_free (wish);
  else
    lotse_job_run (store, write_calendar, wish, wish_free, NULL, on_calendar_written, g_object_ref (wish->section));
}

static void
on_save_calendar (LotseEventPapers *self)
{
  g_autofree char *name = g_strconcat (_ ("Calendar file"), ".ics", NULL);

  g_assert (LOTSE_IS_EVENT_PAPERS (self));
  if (self->view != NULL)
    lotse_compat_choose_file (GTK_WIDGET (self), _ ("Calendar file"), _ ("_Save"), name, on_calendar_file, wish_new (self, 0));
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

void
lotse_event_papers_show (LotseEventPapers *self, LotseProfile *profile, LotseEventView *view)
{
  const GPtrArray *slots = view->guests->slots;
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const guint selected = adw_combo_row_get_selected (self->slot);

  g_return_if_fail (LOTSE_IS_EVENT_PAPERS (self));
  g_set_object (&self->profile, profile);
  if (self->view != view)
    {
      g_clear_pointer (&self->view, lotse_event_view_unref);
      self->view = lotse_event_view_ref (view);
    }
  gtk_string_list_append (titles, _ ("The whole event"));
  for (guint i = 0; i < slots->len; i++)
    {
      g_autofree char *when = lotse_event_slot_text (g_ptr_array_index (slots, i));

      gtk_string_list_append (titles, when);
    }
  adw_combo_row_set_model (self->slot, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->slot, selected <= slots->len ? selected : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->slot), slots->len > 1);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static GtkWidget *
make_button (LotseEventPapers *self, LotsePaperType type, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", label_of (type), gtk_button_get_label (GTK_BUTTON (button)));
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);
  g_autofree char *plain = g_strjoinv ("", parts);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "paper-button");
  g_object_set_data (G_OBJECT (button), "paper", GUINT_TO_POINTER (type));
  /* The name says of which paper, and takes the place of the text in the button. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_calendar_row (LotseEventPapers *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Save as Calendar _File…"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Calendar file"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("The days and the agenda, for calendar programs; nobody's name is in it"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_save_calendar), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static GtkWidget *
make_papers (LotseEventPapers *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  for (LotsePaperType type = 0; type < LOTSE_PAPER_N_TYPES; type++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label_of (type));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), g_dpgettext2 (NULL, "paper", lotse_paper_info (type)->about));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, type, _ ("Save as _PDF…"), G_CALLBACK (on_save)));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, type, _ ("P_rint…"), G_CALLBACK (on_print)));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_calendar_row (self));
  lotse_list_name (group, C_ ("section", "Papers"));
  return group;
}

static AdwComboRow *
add_choice (GtkWidget *group, const char *title, GtkStringList *choices)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (choices != NULL)
    adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_COMBO_ROW (row);
}

static GtkStringList *
list_sizes (void)
{
  GtkStringList *sizes = gtk_string_list_new (NULL);
  const char *name;
  guint width, height, on_a_sheet;

  for (guint i = 0; lotse_paper_badge_size (i, &name, &width, &height, &on_a_sheet); i++)
    {
      g_autofree char *text = g_strdup_printf (_ ("%u × %u mm, %u on a sheet"), width, height, on_a_sheet);

      gtk_string_list_append (sizes, text);
    }
  return sizes;
}

static GtkWidget *
make_choices (LotseEventPapers *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  const char *const names[] = { g_dpgettext2 (NULL, "choice", "German"), g_dpgettext2 (NULL, "choice", "English"), NULL };
  const char *const arrows[] = { C_ ("arrow", "None"), C_ ("arrow", "Left"), C_ ("arrow", "Right"), C_ ("arrow", "Straight on"), C_ ("arrow", "Down"), NULL };
  g_autoptr (GtkStringList) language_list = gtk_string_list_new (names);
  g_autoptr (GtkStringList) arrow_list = gtk_string_list_new (arrows);
  g_autoptr (GtkStringList) sizes = list_sizes ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("How they are made"));
  self->language = add_choice (group, _ ("Language of the papers"), language_list);
  self->slot = add_choice (group, _ ("Day or half-day"), NULL);
  self->size = add_choice (group, _ ("Size of the badges"), sizes);
  self->arrow = add_choice (group, _ ("Arrow of the door sign"), arrow_list);
  return group;
}

static void
lotse_event_papers_dispose (GObject *object)
{
  LotseEventPapers *self = LOTSE_EVENT_PAPERS (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->view, lotse_event_view_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_event_papers_parent_class)->dispose (object);
}

static void
lotse_event_papers_class_init (LotseEventPapersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_event_papers_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_event_papers_init (LotseEventPapers *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *clamp = adw_clamp_new ();

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), make_papers (self));
  gtk_box_append (GTK_BOX (box), make_choices (self));
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
