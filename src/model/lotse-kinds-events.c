/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events and who came.
 *
 * Registration and attendance carry everything that a door needs without a network.  What guests need is personal,
 * belongs to one event and is erased four weeks later.  Pure data; some 10,000 attendances are expected.
 */
#include "lotse-kinds.h"

/* clang-format off */

#define DESK_AND_GRANTS .audience = LOTSE_BUCKET_DESK | LOTSE_BUCKET_GRANTS | LOTSE_BUCKET_STAFF

static const LotseBucketRule open_buckets[] = { OPEN_BUCKET };
static const LotseBucketRule desk_buckets[] = { DESK_BUCKET };

static const LotseChoice papers[] = {
  { "attendance_list", NC_ ("choice", "Attendance list") },
  { "badges", NC_ ("choice", "Badges") },
  { "certificates", NC_ ("choice", "Certificates of attendance") },
  { "door_sign", NC_ ("choice", "Door sign") },
  { "feedback_sheets", NC_ ("choice", "Feedback sheets") },
  { NULL, NULL }
};

/* Who moves up first when a place is free. */
static const LotseChoice waiting_rules[] = {
  { "first_come", NC_ ("choice", "First come") },
  { "organisations_first", NC_ ("choice", "Organisations without a place first") },
  { NULL, NULL }
};

static const LotseField event_format_fields[] = {
  REFERENCE,
  TEXT ("name_de", NC_ ("field", "Name (German)"), REQUIRED | TITLE | SEARCHED | INDEXED),
  TEXT ("name_en", NC_ ("field", "Name (English)"), TITLE | SEARCHED),
  /* a key of its own -> {"days": days after the event (before: negative), "order": number, "text": text, "who": the id of a
     person, "organiser", or text}. */
  MAP ("checklist", NC_ ("field", "Checklist"), JSON),
  INT ("places_per_organisation", NC_ ("field", "Places per organisation"), PLAIN, COUNT),
  CHOICE ("waiting_list", NC_ ("field", "Waiting list"), PLAIN, .choices = waiting_rules),
  LINK ("form", NC_ ("field", "Feedback form"), INDEXED, .links = "form"),
  INT ("minutes", NC_ ("field", "Duration (minutes)"), PLAIN, MINUTES),
  SET ("papers", NC_ ("field", "Papers"), PLAIN, .choices = papers),
  NOTE,
};

static const LotseChoice counts_as[] = {
  { "own", NC_ ("choice", "Own event") },
  { "attended", NC_ ("choice", "Attended event of others") },
  { NULL, NULL }
};

static const LotseChoice event_states[] = {
  { "idea", NC_ ("choice", "Idea") },
  { "planned", NC_ ("choice", "Planned") },
  { "open", NC_ ("choice", "Open for registration") },
  { "full", NC_ ("choice", "Full") },
  { "held", NC_ ("choice", "Held") },
  { "cancelled", NC_ ("choice", "Cancelled") },
  { NULL, NULL }
};

static const LotseField event_fields[] = {
  REFERENCE,
  TEXT ("title_de", NC_ ("field", "Title (German)"), REQUIRED | TITLE | SEARCHED | INDEXED),
  TEXT ("title_en", NC_ ("field", "Title (English)"), TITLE | SEARCHED),
  LINK ("format", NC_ ("field", "Format"), INDEXED, .links = "event_format"),
  LINK ("programme", NC_ ("field", "Programme"), INDEXED, .links = "programme"),
  TEXT ("series", NC_ ("field", "Series"), SEARCHED | INDEXED),
  /* The first day, for lists and calendars; empty while it is not known.  The times are in the slots. */
  DATE ("date", NC_ ("field", "Date"), SUBTITLE | INDEXED),
  /* day or half-day, as in "1", "1a" -> {"end": date and time, "start": date and time, "title": text}. */
  MAP ("slots", NC_ ("field", "Days and times"), JSON),
  CHOICE ("state", NC_ ("field", "State"), INDEXED, .choices = event_states),
  TEXT ("venue", NC_ ("field", "Venue"), SEARCHED),
  LINK ("room", NC_ ("field", "Room"), INDEXED, .links = "room"),
  TEXT ("region", NC_ ("field", "Region"), INDEXED),
  INT ("capacity", NC_ ("field", "Places"), PLAIN, COUNT),
  INT ("places_per_organisation", NC_ ("field", "Places per organisation"), PLAIN, COUNT),
  CHOICE ("waiting_list", NC_ ("field", "Waiting list"), PLAIN, .choices = waiting_rules),
  TIME ("registration_closes", NC_ ("field", "Registration closes"), INDEXED),
  LINK ("organiser", NC_ ("field", "Organiser"), INDEXED, .links = "person organisation"),
  SET ("partners", NC_ ("field", "Partners"), INDEXED, .links = "organisation"),
  SET ("applications", NC_ ("field", "Paid for by"), INDEXED, DESK_AND_GRANTS, .links = "application"),
  CHOICE ("counts_as", NC_ ("field", "Counts as"), INDEXED, .choices = counts_as),
  LINK ("form", NC_ ("field", "Feedback form"), INDEXED, .links = "form"),
  SET ("modules", NC_ ("field", "Modules taught"), INDEXED, .links = "module"),
  LONG ("about_de", NC_ ("field", "Description (German)"), SEARCHED),
  LONG ("about_en", NC_ ("field", "Description (English)"), SEARCHED),
  TEXT ("credit_line", NC_ ("field", "Names the funder on papers"), PLAIN, .since = 3),
  LONG ("evaluation_note", NC_ ("field", "Note for the evaluation"), SEARCHED, FOR_DESK),
  LONG ("spoken_feedback", NC_ ("field", "Spoken feedback"), SEARCHED, FOR_DESK),
  LONG ("note", NC_ ("field", "Note"), SEARCHED, FOR_DESK),
};

/* Everybody holds it; desk and grants are named for the fields that only they see. */
static const LotseBucketRule event_buckets[] = { OPEN_BUCKET, DESK_BUCKET, GRANTS_BUCKET };

static const LotseChoice agenda_types[] = {
  { "talk", NC_ ("choice", "Talk") },
  { "workshop", NC_ ("choice", "Workshop") },
  { "break", NC_ ("choice", "Break") },
  { "other", NC_ ("choice", "Other item") },
  { NULL, NULL }
};

static const LotseField agenda_item_fields[] = {
  REFERENCE,
  LINK ("event", NC_ ("field", "Event"), REQUIRED | INDEXED, .links = "event"),
  TIME ("starts_at", NC_ ("field", "Begins"), SUBTITLE | INDEXED),
  TIME ("ends_at", NC_ ("field", "Ends"), PLAIN),
  TEXT ("title", NC_ ("field", "Title"), REQUIRED | TITLE | SEARCHED),
  LINK ("room", NC_ ("field", "Room"), INDEXED, .links = "room"),
  CHOICE ("type", NC_ ("field", "Kind of item"), INDEXED, .choices = agenda_types),
  SET ("leaders", NC_ ("field", "Led by"), PERSONAL | INDEXED, .links = "person"),
  INT ("capacity", NC_ ("field", "Places"), PLAIN, COUNT),
  LINK ("merged_with", NC_ ("field", "Merged with"), INDEXED, .links = "agenda_item"),
  LONG ("result", NC_ ("field", "Result"), SEARCHED),
};

static const LotseChoice registration_states[] = {
  { "invited", NC_ ("choice", "Invited") },
  { "registered", NC_ ("choice", "Registered") },
  { "waiting", NC_ ("choice", "On the waiting list") },
  { "cancelled", NC_ ("choice", "Cancelled") },
  { NULL, NULL }
};

static const LotseChoice needs[] = {
  { "interpreter", NC_ ("choice", "Interpreter") },
  { "childcare", NC_ ("choice", "Childcare") },
  { "wheelchair", NC_ ("choice", "Wheelchair access") },
  { "food", NC_ ("choice", "Special food") },
  { "other", NC_ ("choice", "Other need") },
  { NULL, NULL }
};

static const LotseField registration_fields[] = {
  REFERENCE,
  LINK ("event", NC_ ("field", "Event"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "event"),
  LINK ("person", NC_ ("field", "Person"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person"),
  LINK ("organisation", NC_ ("field", "Organisation represented"), PERSONAL | INDEXED, .links = "organisation"),
  TEXT ("organisation_name", NC_ ("field", "Organisation, if not in the list"), SEARCHED | PERSONAL),
  CHOICE ("state", NC_ ("field", "State"), REQUIRED | SUBTITLE | INDEXED, .choices = registration_states),
  CHOICE ("role", NC_ ("field", "Role"), INDEXED, .choices = lotse_choices_roles_at_events),
  SET ("workshops", NC_ ("field", "Workshops chosen"), INDEXED, .links = "agenda_item"),
  SET ("second_workshops", NC_ ("field", "Workshops as second choice"), INDEXED, .links = "agenda_item"),
  SET ("needs", NC_ ("field", "Needs"), PERSONAL, .choices = needs, .fleeting = TRUE),
  TEXT ("needs_note", NC_ ("field", "More on the needs"), PERSONAL, .fleeting = TRUE),
  TIME ("registered_at", NC_ ("field", "Registered on"), INDEXED),
  /* The same in UTC with milliseconds: who came first within one minute, or in the order of a list. */
  TEXT ("turn", NC_ ("field", "Turn on the waiting list"), INTERNAL),
  DATE ("invited_on", NC_ ("field", "Invited on"), PLAIN),
  LONG ("note", NC_ ("field", "Note"), SEARCHED | PERSONAL, FOR_DESK),
};

static const LotseBucketRule registration_buckets[] = { DESK_BUCKET, { LOTSE_BUCKET_SELF, "person", NULL } };

/* An empty slot is the whole event. */
static const LotseField attendance_fields[] = {
  REFERENCE,
  LINK ("event", NC_ ("field", "Event"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "event"),
  TEXT ("slot", NC_ ("field", "Day"), SUBTITLE | INDEXED),
  LINK ("person", NC_ ("field", "Person"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person"),
  LINK ("organisation", NC_ ("field", "Organisation represented"), PERSONAL | INDEXED, .links = "organisation"),
  TEXT ("organisation_name", NC_ ("field", "Organisation, if not in the list"), SEARCHED | PERSONAL),
  CHOICE ("role", NC_ ("field", "Role"), INDEXED, .choices = lotse_choices_roles_at_events),
  /* id of the mark -> {"at": corrected time, "door": text, "raw": time as the laptop had it, "undone": true if taken back}. */
  MAP ("marks", NC_ ("field", "Sign-in marks"), JSON | PERSONAL | INTERNAL),
  TIME ("signed_out_at", NC_ ("field", "Signed out at"), PERSONAL),
  YESNO ("walk_in", NC_ ("field", "Walk-in"), INDEXED),
  BLOB ("signature", NC_ ("field", "Signature"), ONCE | PERSONAL),
  DATE ("privacy_notice_on", NC_ ("field", "Privacy notice shown on"), PERSONAL),
};

static const LotseField participation_fields[] = {
  REFERENCE,
  LINK ("event", NC_ ("field", "Event"), REQUIRED | TITLE | INDEXED, .links = "event"),
  LINK ("organisation", NC_ ("field", "Organisation"), REQUIRED | TITLE | INDEXED, .links = "organisation"),
  INT ("people", NC_ ("field", "Number of people"), REQUIRED | SUBTITLE, COUNT),
  NOTE,
};

const LotseKind lotse_kinds_events[] = {
  { .name = "event_format", .label = NC_ ("kind", "Event format"), .label_plural = NC_ ("kind", "Event formats"),
    FIELDS (event_format_fields), BUCKETS (open_buckets) },
  { .name = "event", .label = NC_ ("kind", "Event"), .label_plural = NC_ ("kind", "Events"),
    FIELDS (event_fields), BUCKETS (event_buckets), .writers = LOTSE_ROLE_ORGANISER },
  { .name = "agenda_item", .label = NC_ ("kind", "Agenda item"), .label_plural = NC_ ("kind", "Agenda items"),
    FIELDS (agenda_item_fields), BUCKETS (open_buckets), .writers = LOTSE_ROLE_ORGANISER },
  { .name = "registration", .label = NC_ ("kind", "Registration"), .label_plural = NC_ ("kind", "Registrations"),
    FIELDS (registration_fields), BUCKETS (registration_buckets), .writers = LOTSE_ROLE_ORGANISER,
    .identity = "event person" },
  { .name = "attendance", .label = NC_ ("kind", "Attendance"), .label_plural = NC_ ("kind", "Attendances"),
    FIELDS (attendance_fields), BUCKETS (desk_buckets), .writers = LOTSE_ROLE_ORGANISER,
    .identity = "event slot person" },
  { .name = "participation", .label = NC_ ("kind", "Participation"), .label_plural = NC_ ("kind", "Participations"),
    FIELDS (participation_fields), BUCKETS (desk_buckets), .writers = LOTSE_ROLE_ORGANISER,
    .identity = "event organisation" },
  { .name = NULL }
};
