/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The views of the sidebar; see the header.  Pure data.
 */
#include "config.h"

#include "lotse-views.h"

#include <glib/gi18n.h>

static const LotseView views[] = {
  { .name = "today", .label = NC_ ("view", "Today"), .icon_name = "lotse-today-symbolic", .adds = "task",
    .help = "today", .in_sidebar = TRUE },
  { .name = "people", .label = NC_ ("view", "People"), .icon_name = "lotse-people-symbolic", .kind = "person", .help = "people",
    .empty = N_ ("No People Yet"), .hint = N_ ("Add a person, or bring a list in with Import in the menu."),
    .filters = "region languages preferred_channel", .sorts = "display_name family_name region", .in_sidebar = TRUE },
  { .name = "organisations", .label = NC_ ("view", "Organisations"), .icon_name = "lotse-organisations-symbolic",
    .kind = "organisation", .help = "organisations", .empty = N_ ("No Organisations Yet"),
    .hint = N_ ("Add an organisation, or bring a list in with Import in the menu."), .filters = "type stage region",
    .sorts = "name city region", .in_sidebar = TRUE },
  { .name = "tandems", .label = NC_ ("view", "Tandems"), .icon_name = "lotse-tandems-symbolic", .kind = "mentoring_pair",
    .help = "tandems", .empty = N_ ("No Tandems Yet"),
    .hint = N_ ("A tandem joins a mentor and a mentee. Add both as people first, then add the tandem."),
    .filters = "state life_area coordinator region", .sorts = "mentor mentee state region", .in_sidebar = TRUE },
  { .name = "events", .label = NC_ ("view", "Events"), .icon_name = "lotse-events-symbolic", .kind = "event", .help = "events",
    .empty = N_ ("No Events Yet"), .hint = N_ ("Add an event with its day and place. People, agenda and papers follow on its page."),
    .filters = "state format series region", .sorts = "date title_de", .in_sidebar = TRUE, .newest_first = TRUE,
    .has_calendar = TRUE },
  { .name = "feedback", .label = NC_ ("view", "Feedback"), .icon_name = "lotse-feedback-symbolic", .kind = "form", .help = "forms",
    .empty = N_ ("No Forms Yet"),
    .hint = N_ ("A form asks guests what they think. Add one of your own, or take a ready one from the library."),
    .filters = "purpose released languages", .sorts = "title purpose version", .in_sidebar = TRUE },
  { .name = "results", .label = NC_ ("view", "Results"), .icon_name = "lotse-results-symbolic", .help = "feedback", .in_sidebar = TRUE },
  { .name = "deadlines", .label = NC_ ("view", "Deadlines"), .icon_name = "lotse-grants-symbolic", .adds = "deadline", .help = "deadlines",
    .within = "grants", .mode = NC_ ("mode", "Deadlines") },
  { .name = "grants", .label = NC_ ("view", "Grants"), .icon_name = "lotse-grants-symbolic", .kind = "application", .help = "grants",
    .empty = N_ ("No Applications Yet"),
    .hint = N_ ("An application goes to a call of a grant programme, which brings its deadlines along."),
    .filters = "state involvement responsible programme organisation", .sorts = "state title starts_on", .in_sidebar = TRUE,
    .within = "grants", .mode = NC_ ("mode", "Applications") },
  { .name = "grant-programmes", .label = NC_ ("view", "Grant Programmes"), .icon_name = "lotse-grants-symbolic",
    .kind = "grant_programme", .help = "grants", .empty = N_ ("No Grant Programmes Yet"),
    .hint = N_ ("A grant programme says what a funder pays for, and by which rules its deadlines are counted."),
    .filters = "level funder", .sorts = "name level", .within = "grants", .mode = NC_ ("mode", "Programmes") },
  { .name = "calls", .label = NC_ ("view", "Calls"), .icon_name = "lotse-grants-symbolic", .kind = "call", .help = "grants",
    .empty = N_ ("No Calls Yet"), .hint = N_ ("A call of a grant programme opens and closes on a day. When it is extended, its deadlines move."),
    .filters = "programme", .sorts = "closes_at budget_year opens_on", .newest_first = TRUE, .within = "grants",
    .mode = NC_ ("mode", "Calls") },
  { .name = "event-formats", .label = NC_ ("view", "Event Formats"), .icon_name = "lotse-events-symbolic", .kind = "event_format",
    .help = "events", .empty = N_ ("No Event Formats Yet"),
    .hint = N_ ("A format says what events of one sort have in common: the checklist, how long they take, places for each organisation."),
    .filters = "papers", .sorts = "name_de" },
  { .name = "programmes", .label = NC_ ("view", "Programmes"), .icon_name = "lotse-tandems-symbolic", .kind = "programme",
    .help = "programmes", .empty = N_ ("No Programmes Yet"),
    .hint = N_ ("A programme says when its tandems count as quiet, and whom to call. Cohorts belong to a programme."),
    .filters = "organisation", .sorts = "name organisation" },
  { .name = "surveys", .label = NC_ ("view", "Surveys"), .icon_name = "lotse-feedback-symbolic", .kind = "survey", .help = "feedback",
    .empty = N_ ("No Surveys Yet"),
    .hint = N_ ("A survey asks a group of people with a form, apart from any event."),
    .filters = "form programme target_group", .sorts = "name starts_on" },
  { .name = "mini-jobs", .label = NC_ ("view", "Mini-Jobs"), .icon_name = "lotse-grants-symbolic", .kind = "mini_job", .help = "mini-jobs",
    .empty = N_ ("No Mini-Jobs Yet"),
    .hint = N_ ("A mini-job is a small job that a project pays for. Adding one makes tasks of what its employer has to do, with their dates."),
    .filters = "application organisation", .sorts = "starts_on name", .newest_first = TRUE, .within = "grants",
    .mode = NC_ ("mode", "Mini-Jobs") },
  { .name = "sync", .label = NC_ ("view", "Sync"), .icon_name = "lotse-sync-symbolic", .help = "sync" },
  { .name = "bin", .label = NC_ ("view", "Bin"), .icon_name = "user-trash-symbolic", .help = "bin" },
  { .name = NULL },
};

const LotseView *
lotse_views (void)
{
  return views;
}

const LotseView *
lotse_view_find (const char *name)
{
  for (guint i = 0; views[i].name != NULL; i++)
    if (g_strcmp0 (views[i].name, name) == 0)
      return &views[i];
  return NULL;
}

const LotseView *
lotse_view_for_kind (const char *kind)
{
  for (guint i = 0; views[i].name != NULL; i++)
    if (views[i].kind != NULL && g_strcmp0 (views[i].kind, kind) == 0)
      return &views[i];
  return NULL;
}

const LotseView *
lotse_view_in_sidebar (const LotseView *view)
{
  return view->within != NULL ? lotse_view_find (view->within) : view;
}

const char *
lotse_view_label (const LotseView *view)
{
  return g_dpgettext2 (NULL, "view", view->label);
}
