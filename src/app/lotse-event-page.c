/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of an event; see the header. */
#include "config.h"

#include "lotse-event-page.h"

#include "lotse-copy-dialog.h"
#include "lotse-event-agenda.h"
#include "lotse-event-door.h"
#include "lotse-event-feedback.h"
#include "lotse-event-papers.h"
#include "lotse-event-people.h"
#include "lotse-event-plan.h"
#include "lotse-event-view.h"
#include "lotse-format.h"

#include <glib/gi18n.h>

struct _LotseEventPage
{
  LotseSectionPage parent_instance;

  LotseEventPlan *plan;
  LotseEventAgenda *agenda;
  LotseEventPeople *people;
  LotseEventDoor *door;
  LotseEventPapers *papers;
  LotseEventFeedback *feedback;

  LotseRecord *event; /* as it was read last, or NULL */
};

G_DEFINE_FINAL_TYPE (LotseEventPage, lotse_event_page, LOTSE_TYPE_SECTION_PAGE)

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
show_view (LotseEventPage *self, LotseEventView *view)
{
  LotseProfile *profile = lotse_section_page_get_profile (LOTSE_SECTION_PAGE (self));
  LotseRecord *event = lotse_event_view_get_event (view);
  const char *date = lotse_record_get (event, "date");
  g_autofree char *day = date != NULL ? lotse_format_day (date) : NULL;
  const char *parts[] = { day, lotse_record_get (event, "venue"), view->numbers };

  g_set_object (&self->event, event);
  lotse_section_page_show_heading (LOTSE_SECTION_PAGE (self), event, view->base->title, parts, G_N_ELEMENTS (parts));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "event.duplicate", lotse_profile_may_write (profile, lotse_record_get_kind (event)));
  lotse_event_plan_show (self->plan, profile, view);
  lotse_event_agenda_show (self->agenda, profile, view);
  lotse_event_people_show (self->people, profile, view);
  lotse_event_door_show (self->door, profile, view);
  lotse_event_papers_show (self->papers, profile, view);
  lotse_event_feedback_show (self->feedback, profile, view);
}

static GHashTable *
lotse_event_page_show (LotseSectionPage *page, GAsyncResult *result)
{
  g_autoptr (LotseEventView) view = lotse_event_view_load_finish (result, NULL);

  if (view == NULL)
    return NULL;
  if (lotse_section_page_is_of (page, lotse_event_view_get_event (view)))
    show_view (LOTSE_EVENT_PAGE (page), view);
  return g_hash_table_ref (view->seen);
}

/* --- Actions ------------------------------------------------------------------------------------------------ */

static void
on_duplicate (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEventPage *self = LOTSE_EVENT_PAGE (widget);
  LotseSectionPage *page = LOTSE_SECTION_PAGE (widget);

  if (self->event != NULL && lotse_section_page_is_of (page, self->event))
    lotse_copy_dialog_show (widget, lotse_section_page_get_profile (page), self->event);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_event_page_dispose (GObject *object)
{
  g_clear_object (&LOTSE_EVENT_PAGE (object)->event);
  G_OBJECT_CLASS (lotse_event_page_parent_class)->dispose (object);
}

static void
lotse_event_page_class_init (LotseEventPageClass *klass)
{
  LotseSectionPageClass *page_class = LOTSE_SECTION_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_event_page_dispose;
  page_class->links = lotse_event_view_links;
  page_class->load = lotse_event_view_load_async;
  page_class->show = lotse_event_page_show;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "event.duplicate", NULL, on_duplicate);
}

static void
lotse_event_page_init (LotseEventPage *self)
{
  LotseSectionPage *page = LOTSE_SECTION_PAGE (self);

  lotse_section_page_add_to_menu (page, _ ("D_uplicate This Event…"), "event.duplicate");
  self->plan = lotse_section_page_add (page, LOTSE_TYPE_EVENT_PLAN, "plan", C_ ("section", "Plan"), "lotse-plan-symbolic");
  self->agenda = lotse_section_page_add (page, LOTSE_TYPE_EVENT_AGENDA, "agenda", C_ ("section", "Agenda"), "lotse-agenda-symbolic");
  self->people = lotse_section_page_add (page, LOTSE_TYPE_EVENT_PEOPLE, "people", C_ ("section", "People"), "lotse-people-symbolic");
  self->door = lotse_section_page_add (page, LOTSE_TYPE_EVENT_DOOR, "door", C_ ("section", "Sign-in"), "lotse-door-symbolic");
  self->papers = lotse_section_page_add (page, LOTSE_TYPE_EVENT_PAPERS, "papers", C_ ("section", "Papers"), "lotse-papers-symbolic");
  self->feedback = lotse_section_page_add (page, LOTSE_TYPE_EVENT_FEEDBACK, "feedback", C_ ("section", "Feedback"), "lotse-sheet-symbolic");
}

LotseSectionPage *
lotse_event_page_new (LotseProfile *profile)
{
  LotseSectionPage *self = g_object_new (LOTSE_TYPE_EVENT_PAGE, NULL);

  lotse_section_page_set_up (self, profile, _ ("Event"));
  return self;
}
