/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section Papers of an event's page: PDF files, print, and the calendar file; see the header. */
#include "config.h"

#include "lotse-event-papers.h"

#include "lotse-event-rows.h"
#include "lotse-ics.h"
#include "lotse-paper-rows.h"
#include "lotse-rows.h"

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

/* --- Making a paper ----------------------------------------------------------------------------------------- */

typedef struct
{
  LotsePaperOptions options;
  char *event;
  char *slot;
} Wish;

static void
free_wish (gpointer data)
{
  Wish *wish = data;

  g_free (wish->event);
  g_free (wish->slot);
  g_free (wish);
}

static gpointer
make_wish (GtkWidget *section, LotseProfile **profile)
{
  LotseEventPapers *self = LOTSE_EVENT_PAPERS (section);
  const guint slot = adw_combo_row_get_selected (self->slot);
  const GPtrArray *slots;
  Wish *wish;

  if (self->view == NULL)
    return NULL;
  wish = g_new0 (Wish, 1);
  slots = self->view->guests->slots;
  wish->event = g_strdup (lotse_record_get_id (lotse_event_view_get_event (self->view)));
  wish->options.language = lotse_paper_rows_get_language (self->language);
  wish->options.badge_size = adw_combo_row_get_selected (self->size);
  wish->options.arrow = MIN (adw_combo_row_get_selected (self->arrow), LOTSE_ARROW_DOWN);
  /* The first choice is the whole event. */
  if (slot > 0 && slot <= slots->len)
    wish->slot = g_strdup (((LotseSlot *) slots->pdata[slot - 1])->key);
  wish->options.slot = wish->slot;
  *profile = self->profile;
  return wish;
}

static LotsePaper *
make_paper (LotseStore *store, guint paper, gpointer data, GError **error)
{
  const Wish *wish = data;

  return lotse_paper_new (store, paper, wish->event, &wish->options, error);
}

static char *
write_paper (LotseStore *store, guint type, gpointer data, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotsePaper) paper = make_paper (store, type, data, error);
  guint n;

  if (paper == NULL || !lotse_paper_write (paper, path, cancellable, NULL, NULL, error))
    return NULL;
  n = lotse_paper_get_n_pages (paper);
  return g_strdup_printf (ngettext ("%u page saved", "%u pages saved", n), n);
}

static const LotsePaperInfo *
get_info (guint paper)
{
  return lotse_paper_info (paper);
}

static const LotsePaperButton buttons[] = {
  { NULL, N_ ("Save as _PDF…"), ".pdf" },
  { NULL, N_ ("P_rint…"), NULL },
  { NULL },
};

static const LotsePaperMaker papers = {
  LOTSE_PAPER_N_TYPES, get_info, buttons, make_wish, free_wish, make_paper, write_paper, N_ ("The Paper Was Not Saved"),
};

/* --- The calendar file -------------------------------------------------------------------------------------- */

static char *
write_calendar (LotseStore *store, guint paper, gpointer data, const char *path, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;

  return lotse_ics_write (store, wish->event, wish->options.language, path, error) ? g_strdup (_ ("Calendar file saved")) : NULL;
}

/* It is no paper, but is saved like one. */
static const LotsePaperMaker calendar = {
  .wish = make_wish,
  .free_wish = free_wish,
  .write = write_calendar,
  .failed = N_ ("The Calendar File Was Not Saved"),
};

static void
on_save_calendar (LotseEventPapers *self)
{
  g_assert (LOTSE_IS_EVENT_PAPERS (self));
  lotse_paper_rows_save (GTK_WIDGET (self), &calendar, 0, _ ("Calendar file"), ".ics");
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
  AdwPreferencesGroup *group = lotse_paper_rows_new (GTK_WIDGET (self), &papers);

  adw_preferences_group_add (group, make_calendar_row (self));
  return GTK_WIDGET (group);
}

static AdwComboRow *
add_choice (AdwPreferencesGroup *group, const char *title, GtkStringList *choices)
{
  GtkWidget *row = lotse_group_add_row (group, adw_combo_row_new (), title);

  if (choices != NULL)
    adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
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
  AdwPreferencesGroup *group = lotse_group_new (_ ("How They Are Made"));
  const char *const arrows[] = { C_ ("arrow", "None"), C_ ("arrow", "Left"), C_ ("arrow", "Right"), C_ ("arrow", "Straight on"), C_ ("arrow", "Down"), NULL };
  g_autoptr (GtkStringList) arrow_list = gtk_string_list_new (arrows);
  g_autoptr (GtkStringList) sizes = list_sizes ();

  self->language = lotse_paper_rows_add_language (group);
  self->slot = add_choice (group, _ ("Day or half-day"), NULL);
  self->size = add_choice (group, _ ("Size of the badges"), sizes);
  self->arrow = add_choice (group, _ ("Arrow of the door sign"), arrow_list);
  return GTK_WIDGET (group);
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
  GtkBox *box;

  self->scroller = lotse_event_column_new (&box);
  gtk_box_append (box, make_papers (self));
  gtk_box_append (box, make_choices (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
