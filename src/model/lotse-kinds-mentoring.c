/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mentoring: programmes, profiles, pairs and what happens in them; advice, services and tasks.
 *
 * A pair's bucket holds what its mentor needs and nothing that staff asked of either side.  Pure data; a few thousand
 * pairs and some 100,000 sessions are expected.
 */
#include "lotse-kinds.h"

/* clang-format off */

static const LotseBucketRule open_buckets[] = { OPEN_BUCKET };
static const LotseBucketRule grants_buckets[] = { GRANTS_BUCKET };
static const LotseBucketRule of_person_buckets[] = { { LOTSE_BUCKET_SELF, "person", NULL } };
static const LotseBucketRule of_pair_buckets[] = { { LOTSE_BUCKET_PAIR, "pair", NULL } };

static const LotseField programme_fields[] = {
  REFERENCE,
  TEXT ("name", NC_ ("field", "Name"), REQUIRED | TITLE | SEARCHED | INDEXED),
  LINK ("organisation", NC_ ("field", "Organisation"), SUBTITLE | INDEXED, .links = "organisation"),
  DATE ("starts_on", NC_ ("field", "From"), PLAIN),
  DATE ("ends_on", NC_ ("field", "To"), PLAIN),
  /* a key of its own -> {"from": date, "name": text, "to": date}. */
  MAP ("phases", NC_ ("field", "Phases"), JSON),
  INT ("quiet_after", NC_ ("field", "Quiet after (days)"), PLAIN, DAYS),
  INT ("weeks_after_end", NC_ ("field", "Mentors keep an ended tandem for (weeks)"), PLAIN, WEEKS),
  LINK ("allowance_rule", NC_ ("field", "Allowance rule"), INDEXED, .links = "allowance_rule"),
  SET ("wishes", NC_ ("field", "Wishes that may be asked for"), PLAIN),
  SET ("modules", NC_ ("field", "Modules that mentors need"), PLAIN, .links = "module"),
  /* what the text is for and its language, as in "undertaking:de" -> text. */
  MAP ("texts", NC_ ("field", "Texts"), PLAIN),
  LONG ("contact", NC_ ("field", "Who to call"), SEARCHED),
  NOTE,
};

static const LotseField cohort_fields[] = {
  REFERENCE,
  LINK ("programme", NC_ ("field", "Programme"), REQUIRED | SUBTITLE | INDEXED, .links = "programme"),
  TEXT ("name", NC_ ("field", "Name"), REQUIRED | TITLE | SEARCHED | INDEXED),
  DATE ("starts_on", NC_ ("field", "From"), INDEXED),
  DATE ("ends_on", NC_ ("field", "To"), PLAIN),
};

static const LotseChoice mentor_states[] = {
  { "interested", NC_ ("choice", "Interested") },
  { "in_training", NC_ ("choice", "In training") },
  { "active", NC_ ("choice", "Active") },
  { "paused", NC_ ("choice", "Paused") },
  { "left", NC_ ("choice", "Left") },
  { NULL, NULL }
};

static const LotseField mentor_profile_fields[] = {
  REFERENCE,
  LINK ("person", NC_ ("field", "Person"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person"),
  LINK ("programme", NC_ ("field", "Programme"), INDEXED | BY_STAFF, .links = "programme"),
  CHOICE ("state", NC_ ("field", "State"), SUBTITLE | INDEXED | BY_STAFF, .choices = mentor_states),
  SET ("life_areas", NC_ ("field", "Life areas"), PERSONAL | INDEXED, .choices = lotse_choices_life_areas),
  SET ("availability", NC_ ("field", "Availability"), PERSONAL, .choices = lotse_choices_availability),
  TEXT ("availability_note", NC_ ("field", "More on availability"), PERSONAL),
  TEXT ("region", NC_ ("field", "Region"), PERSONAL | INDEXED),
  INT ("capacity", NC_ ("field", "Tandems at the same time"), PERSONAL, COUNT),
  LONG ("wishes", NC_ ("field", "Wishes"), SEARCHED | PERSONAL),
  DATE ("undertaking_on", NC_ ("field", "Confidentiality undertaking on"), PERSONAL, FOR_SELF),
  /* § 72a (5) SGB VIII: these three may be kept, until six months after the end at the latest. */
  DATE ("certificate_inspected_on", NC_ ("field", "Conduct certificate inspected on"), PERSONAL | BY_STAFF, FOR_SELF, .fleeting = TRUE),
  DATE ("certificate_date", NC_ ("field", "Date of the conduct certificate"), PERSONAL | BY_STAFF | INDEXED, FOR_SELF, .fleeting = TRUE),
  YESNO ("certificate_clear", NC_ ("field", "No relevant entry"), PERSONAL | BY_STAFF, FOR_SELF, .fleeting = TRUE),
  DATE ("youth_leader_until", NC_ ("field", "Youth-leader card valid until"), PERSONAL | INDEXED, FOR_SELF),
  STAFF_NOTES,
};

static const LotseBucketRule mentor_profile_buckets[] = {
  { LOTSE_BUCKET_SELF, "person", NULL },
  { LOTSE_BUCKET_PAIR, "person<mentoring_pair.mentor", "introduced" },
};

/* There is no field for origin or religion, and none may be added. */
static const LotseField mentee_profile_fields[] = {
  REFERENCE,
  LINK ("person", NC_ ("field", "Person or group"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person group"),
  LINK ("programme", NC_ ("field", "Programme"), INDEXED, .links = "programme"),
  DATE ("waiting_since", NC_ ("field", "Waiting since"), PERSONAL | INDEXED, FOR_STAFF),
  INT ("arrival_year", NC_ ("field", "Year of arrival"), PERSONAL, YEAR),
  LONG ("goals", NC_ ("field", "Goals"), SEARCHED | PERSONAL),
  SET ("life_areas", NC_ ("field", "Life areas asked for"), PERSONAL | INDEXED, .choices = lotse_choices_life_areas),
  SET ("availability", NC_ ("field", "Availability"), PERSONAL, .choices = lotse_choices_availability),
  TEXT ("availability_note", NC_ ("field", "More on availability"), PERSONAL),
  TEXT ("region", NC_ ("field", "Region"), SUBTITLE | PERSONAL | INDEXED),
  LONG ("wishes", NC_ ("field", "Wishes"), SEARCHED | PERSONAL),
  LONG ("notes", NC_ ("field", "Notes"), SEARCHED | PERSONAL),
  STAFF_NOTES,
};

static const LotseBucketRule mentee_profile_buckets[] = {
  { LOTSE_BUCKET_SELF, "person", NULL },
  { LOTSE_BUCKET_PAIR, "person<mentoring_pair.mentee", "trial_phase" },
};

/*
 * In the order in which a pair passes them: bucket rules count "reached" by it.  A proposal that came to nothing is
 * "declined", never "ended early", so that it stays before "introduced" and shows the mentor nothing.
 */
static const LotseChoice pair_states[] = {
  { "proposed", NC_ ("choice", "Proposed") },
  { "declined", NC_ ("choice", "Proposal declined") },
  { "introduced", NC_ ("choice", "Introduced") },
  { "trial_phase", NC_ ("choice", "Trial phase") },
  { "agreed", NC_ ("choice", "Agreed") },
  { "paused", NC_ ("choice", "Paused") },
  { "completed", NC_ ("choice", "Completed") },
  { "ended_early", NC_ ("choice", "Ended early") },
  { NULL, NULL }
};

static const LotseChoice end_reasons[] = {
  { "goal_reached", NC_ ("choice", "Goal reached") },
  { "time_over", NC_ ("choice", "Agreed time over") },
  { "no_time", NC_ ("choice", "No time any more") },
  { "moved", NC_ ("choice", "Moved away") },
  { "no_match", NC_ ("choice", "Did not suit each other") },
  { "illness", NC_ ("choice", "Illness") },
  { "no_contact", NC_ ("choice", "Contact lost") },
  { "other", NC_ ("choice", "Other reason") },
  { NULL, NULL }
};

static const LotseChoice health[] = {
  { "good", NC_ ("choice", "Going well") },
  { "mixed", NC_ ("choice", "Mixed") },
  { "strained", NC_ ("choice", "Strained") },
  { "no_answer", NC_ ("choice", "No answer") },
  { NULL, NULL }
};

static const LotseField mentoring_pair_fields[] = {
  REFERENCE,
  LINK ("mentor", NC_ ("field", "Mentor"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person organisation"),
  LINK ("mentee", NC_ ("field", "Mentee"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person group organisation"),
  LINK ("programme", NC_ ("field", "Programme"), INDEXED, .links = "programme"),
  LINK ("cohort", NC_ ("field", "Cohort"), INDEXED, .links = "cohort"),
  SET ("applications", NC_ ("field", "Paid for by"), INDEXED, FOR_STAFF, .links = "application"),
  CHOICE ("life_area", NC_ ("field", "Life area"), SUBTITLE | INDEXED, .choices = lotse_choices_life_areas),
  TEXT ("region", NC_ ("field", "Region"), INDEXED),
  LINK ("coordinator", NC_ ("field", "Coordinator"), INDEXED, .links = "person"),
  CHOICE ("state", NC_ ("field", "State"), REQUIRED | INDEXED, .choices = pair_states),
  /* state -> date on which it was reached. */
  MAP ("state_dates", NC_ ("field", "Dates of the states"), DATED, .choices = pair_states),
  DATE ("paused_until", NC_ ("field", "Paused until"), INDEXED),
  CHOICE ("end_reason", NC_ ("field", "Why it ended"), PERSONAL, .choices = end_reasons),
  TEXT ("end_note", NC_ ("field", "More on the end"), PERSONAL, FOR_STAFF),
  TEXT ("target", NC_ ("field", "Target"), SEARCHED),
  CHOICE ("mentor_health", NC_ ("field", "How the mentor sees it"), PERSONAL | INDEXED, FOR_STAFF, .choices = health),
  DATE ("mentor_asked_on", NC_ ("field", "Mentor asked on"), PERSONAL, FOR_STAFF),
  LONG ("mentor_answer", NC_ ("field", "What the mentor said"), SEARCHED | PERSONAL, FOR_STAFF),
  CHOICE ("mentee_health", NC_ ("field", "How the mentee sees it"), PERSONAL | INDEXED, FOR_STAFF, .choices = health),
  DATE ("mentee_asked_on", NC_ ("field", "Mentee asked on"), PERSONAL, FOR_STAFF),
  LONG ("mentee_answer", NC_ ("field", "What the mentee said"), SEARCHED | PERSONAL, FOR_STAFF),
  STAFF_NOTES,
};

static const LotseBucketRule mentoring_pair_buckets[] = { { LOTSE_BUCKET_PAIR, ".", "introduced" } };

static const LotseField goal_fields[] = {
  REFERENCE,
  LINK ("pair", NC_ ("field", "Tandem"), REQUIRED | SUBTITLE | INDEXED, .links = "mentoring_pair"),
  TEXT ("text", NC_ ("field", "Goal"), REQUIRED | TITLE | SEARCHED | PERSONAL),
  /* training, first_meeting, first_vote, office or a key of its own -> {"done": date, "position": number, "text": text}. */
  MAP ("steps", NC_ ("field", "Steps"), JSON | PERSONAL),
  DATE ("due", NC_ ("field", "Due"), INDEXED),
  DATE ("reached_on", NC_ ("field", "Reached on"), INDEXED),
  LONG ("note", NC_ ("field", "Note"), SEARCHED | PERSONAL),
};

static const LotseChoice session_ways[] = {
  { "in_person", NC_ ("choice", "In person") },
  { "accompanied", NC_ ("choice", "Accompanied") },
  { "phone", NC_ ("choice", "Phone") },
  { "video", NC_ ("choice", "Video") },
  { "message", NC_ ("choice", "Messages") },
  { NULL, NULL }
};

/* With a pair it is a meeting; without one it is a single assignment, with a requester and people reached. */
static const LotseField session_fields[] = {
  REFERENCE,
  DATE ("date", NC_ ("field", "Date"), REQUIRED | TITLE | INDEXED),
  LINK ("pair", NC_ ("field", "Tandem"), INDEXED, .links = "mentoring_pair"),
  LINK ("mentor", NC_ ("field", "Mentor"), PERSONAL | INDEXED, .links = "person organisation"),
  INT ("minutes", NC_ ("field", "Minutes"), PLAIN, MINUTES),
  CHOICE ("way", NC_ ("field", "How"), TITLE | INDEXED, .choices = session_ways),
  TEXT ("place", NC_ ("field", "Place"), SEARCHED | PERSONAL),
  CHOICE ("life_area", NC_ ("field", "Life area"), INDEXED, .choices = lotse_choices_life_areas),
  LONG ("summary", NC_ ("field", "Summary"), SUBTITLE | SEARCHED | PERSONAL),
  LONG ("private_note", NC_ ("field", "Private note"), SEARCHED | PERSONAL, FOR_AUTHOR),
  TEXT ("next_step", NC_ ("field", "Next step"), SEARCHED | PERSONAL),
  TIME ("next_meeting", NC_ ("field", "Next meeting"), INDEXED),
  INT ("travel_km", NC_ ("field", "Travel (km)"), PLAIN, KILOMETRES),
  MONEY ("costs", NC_ ("field", "Costs"), PLAIN),
  LINK ("requester", NC_ ("field", "Requested by"), PERSONAL | INDEXED, .links = "organisation person group"),
  INT ("people_reached", NC_ ("field", "People reached"), PLAIN, COUNT),
};

/* A single assignment belongs to the mentor alone; a meeting leaves the device together with its pair. */
static const LotseBucketRule session_buckets[] = {
  { LOTSE_BUCKET_PAIR, "pair", NULL },
  { LOTSE_BUCKET_SELF, "mentor!pair", NULL },
};

static const LotseChoice allowance_types[] = {
  { "hour", NC_ ("choice", "Per hour") },
  { "assignment", NC_ ("choice", "Per assignment") },
  { "flat", NC_ ("choice", "Flat rate per month") },
  { NULL, NULL }
};

static const LotseField allowance_rule_fields[] = {
  REFERENCE,
  TEXT ("name", NC_ ("field", "Name"), REQUIRED | TITLE | SEARCHED),
  CHOICE ("type", NC_ ("field", "Paid"), SUBTITLE, .choices = allowance_types),
  MONEY ("amount", NC_ ("field", "Amount"), PLAIN),
  MONEY ("km_rate", NC_ ("field", "Rate per km"), PLAIN),
  MONEY ("yearly_cap", NC_ ("field", "At most per year"), PLAIN),
  DATE ("valid_from", NC_ ("field", "Valid from"), INDEXED),
  NOTE,
};

static const LotseField payout_fields[] = {
  REFERENCE,
  LINK ("person", NC_ ("field", "Person"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person organisation"),
  /* Finance does not hold people: the name on the payment is kept here. */
  TEXT ("payee", NC_ ("field", "Payee"), SUBTITLE | SEARCHED | PERSONAL),
  DATE ("starts_on", NC_ ("field", "From"), TITLE | INDEXED),
  DATE ("ends_on", NC_ ("field", "To"), TITLE),
  MONEY ("amount", NC_ ("field", "Amount"), PERSONAL),
  DATE ("paid_on", NC_ ("field", "Paid on"), INDEXED),
  LINK ("application", NC_ ("field", "Paid for by"), INDEXED, .links = "application"),
  NOTE,
};

static const LotseField module_fields[] = {
  REFERENCE,
  TEXT ("title_de", NC_ ("field", "Title (German)"), REQUIRED | TITLE | SEARCHED | INDEXED),
  TEXT ("title_en", NC_ ("field", "Title (English)"), TITLE | SEARCHED),
  LONG ("text_de", NC_ ("field", "Text (German)"), SEARCHED),
  LONG ("text_en", NC_ ("field", "Text (English)"), SEARCHED),
  CHOICE ("life_area", NC_ ("field", "Life area"), SUBTITLE | INDEXED, .choices = lotse_choices_life_areas),
  TEXT ("licence", NC_ ("field", "Licence"), PLAIN),
  INT ("minutes", NC_ ("field", "Minutes"), PLAIN, MINUTES),
  LONG ("materials", NC_ ("field", "Materials"), SEARCHED),
};

static const LotseField qualification_fields[] = {
  REFERENCE,
  LINK ("person", NC_ ("field", "Person"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person"),
  LINK ("module", NC_ ("field", "Module"), TITLE | INDEXED, .links = "module"),
  TEXT ("name", NC_ ("field", "Other qualification"), TITLE | SEARCHED),
  LINK ("event", NC_ ("field", "Event"), INDEXED, .links = "event"),
  DATE ("completed_on", NC_ ("field", "Completed on"), SUBTITLE | INDEXED),
  DATE ("valid_until", NC_ ("field", "Valid until"), INDEXED),
  NOTE,
};

static const LotseChoice consultation_channels[] = {
  { "phone", NC_ ("choice", "Phone") },
  { "email", NC_ ("choice", "E-mail") },
  { "in_person", NC_ ("choice", "In person") },
  { "video", NC_ ("choice", "Video") },
  { "visit", NC_ ("choice", "Visit") },
  { NULL, NULL }
};

static const LotseField consultation_fields[] = {
  REFERENCE,
  TEXT ("topic", NC_ ("field", "Topic"), REQUIRED | TITLE | SEARCHED),
  DATE ("date", NC_ ("field", "Date"), REQUIRED | SUBTITLE | INDEXED),
  LINK ("organisation", NC_ ("field", "Organisation"), INDEXED, .links = "organisation"),
  LINK ("person", NC_ ("field", "Person"), PERSONAL | INDEXED, .links = "person"),
  LINK ("application", NC_ ("field", "Application"), INDEXED, .links = "application"),
  CHOICE ("channel", NC_ ("field", "Channel"), INDEXED, .choices = consultation_channels),
  LINK ("adviser", NC_ ("field", "Adviser"), INDEXED, .links = "person"),
  INT ("minutes", NC_ ("field", "Minutes"), PLAIN, MINUTES),
  LONG ("note", NC_ ("field", "Note"), SEARCHED | PERSONAL),
  DATE ("follow_up_on", NC_ ("field", "Follow-up"), INDEXED),
};

static const LotseField service_fields[] = {
  REFERENCE,
  TEXT ("name", NC_ ("field", "What is offered"), REQUIRED | TITLE | SEARCHED | INDEXED),
  LINK ("provider", NC_ ("field", "Provider"), SUBTITLE | INDEXED, .links = "organisation"),
  LONG ("about", NC_ ("field", "About"), SEARCHED),
  SET ("languages", NC_ ("field", "Languages"), INDEXED, .choices = lotse_choices_languages),
  CHOICE ("life_area", NC_ ("field", "Life area"), INDEXED, .choices = lotse_choices_life_areas),
  TEXT ("region", NC_ ("field", "Region"), INDEXED),
  TEXT ("address", NC_ ("field", "Address"), SEARCHED),
  LONG ("hours", NC_ ("field", "Opening hours"), PLAIN),
  TEXT ("contact", NC_ ("field", "Contact"), SEARCHED),
  TEXT ("email", NC_ ("field", "E-mail"), SEARCHED),
  TEXT ("phone", NC_ ("field", "Phone"), SEARCHED),
  TEXT ("website", NC_ ("field", "Website"), SEARCHED),
  TEXT ("cost", NC_ ("field", "Cost"), PLAIN),
  DATE ("verified_on", NC_ ("field", "Last verified on"), INDEXED),
};

static const LotseChoice repeats[] = {
  { "daily", NC_ ("choice", "Every day") },
  { "weekly", NC_ ("choice", "Every week") },
  { "monthly", NC_ ("choice", "Every month") },
  { "yearly", NC_ ("choice", "Every year") },
  { NULL, NULL }
};

static const LotseField task_fields[] = {
  REFERENCE,
  TEXT ("text", NC_ ("field", "Task"), REQUIRED | TITLE | SEARCHED | PERSONAL),
  LINK ("assignee", NC_ ("field", "For whom"), PERSONAL | INDEXED, .links = "person"),
  LINK ("attached", NC_ ("field", "Attached to"), SUBTITLE | INDEXED, .links = "*"),
  DATE ("due", NC_ ("field", "Due"), INDEXED),
  TIME ("remind_at", NC_ ("field", "Remind at"), INDEXED),
  CHOICE ("repeats", NC_ ("field", "Repeat"), PLAIN, .choices = repeats),
  DATE ("done_on", NC_ ("field", "Done on"), INDEXED),
  LONG ("note", NC_ ("field", "Note"), SEARCHED | PERSONAL),
  /* The item of the checklist that made it; with the event it gives the id. */
  TEXT ("checklist_item", NC_ ("field", "Item of the checklist"), INTERNAL),
  /* "2026-11-28 -14": from which date of the event and by how many days the checklist counted; a due date that does not follow
     from it was set by hand. */
  TEXT ("due_rule", NC_ ("field", "Due date counted from"), INTERNAL, .since = 3),
  /* Of a task that repeats: the task before it, from which its id is derived. */
  TEXT ("repeat_of", NC_ ("field", "Repeats the task"), INTERNAL, .since = 5),
};

static const LotseBucketRule task_buckets[] = { INHERITED_BUCKETS, { LOTSE_BUCKET_SELF, "assignee", NULL } };

const LotseKind lotse_kinds_mentoring[] = {
  { .name = "programme", .label = NC_ ("kind", "Programme"), .label_plural = NC_ ("kind", "Programmes"),
    FIELDS (programme_fields), BUCKETS (open_buckets) },
  { .name = "cohort", .label = NC_ ("kind", "Cohort"), .label_plural = NC_ ("kind", "Cohorts"),
    FIELDS (cohort_fields), BUCKETS (open_buckets) },
  { .name = "mentor_profile", .label = NC_ ("kind", "Mentor profile"), .label_plural = NC_ ("kind", "Mentor profiles"),
    FIELDS (mentor_profile_fields), BUCKETS (mentor_profile_buckets), .writers = LOTSE_ROLE_MENTOR, .own_only = TRUE },
  { .name = "mentee_profile", .label = NC_ ("kind", "Mentee profile"), .label_plural = NC_ ("kind", "Mentee profiles"),
    FIELDS (mentee_profile_fields), BUCKETS (mentee_profile_buckets) },
  { .name = "mentoring_pair", .label = NC_ ("kind", "Tandem"), .label_plural = NC_ ("kind", "Tandems"),
    FIELDS (mentoring_pair_fields), BUCKETS (mentoring_pair_buckets) },
  { .name = "goal", .label = NC_ ("kind", "Goal"), .label_plural = NC_ ("kind", "Goals"),
    FIELDS (goal_fields), BUCKETS (of_pair_buckets), .writers = LOTSE_ROLE_MENTOR, .own_only = TRUE },
  { .name = "session", .label = NC_ ("kind", "Meeting"), .label_plural = NC_ ("kind", "Meetings"),
    FIELDS (session_fields), BUCKETS (session_buckets), .writers = LOTSE_ROLE_MENTOR, .own_only = TRUE },
  { .name = "allowance_rule", .label = NC_ ("kind", "Allowance rule"), .label_plural = NC_ ("kind", "Allowance rules"),
    FIELDS (allowance_rule_fields), BUCKETS (open_buckets) },
  { .name = "payout", .label = NC_ ("kind", "Payout"), .label_plural = NC_ ("kind", "Payouts"),
    FIELDS (payout_fields), BUCKETS (grants_buckets), .writers = LOTSE_ROLE_FINANCE },
  { .name = "module", .label = NC_ ("kind", "Module"), .label_plural = NC_ ("kind", "Modules"),
    FIELDS (module_fields), BUCKETS (open_buckets) },
  { .name = "qualification", .label = NC_ ("kind", "Qualification"), .label_plural = NC_ ("kind", "Qualifications"),
    FIELDS (qualification_fields), BUCKETS (of_person_buckets) },
  { .name = "consultation", .label = NC_ ("kind", "Consultation"), .label_plural = NC_ ("kind", "Consultations"),
    FIELDS (consultation_fields) },
  { .name = "service", .label = NC_ ("kind", "Service"), .label_plural = NC_ ("kind", "Services"),
    FIELDS (service_fields), BUCKETS (open_buckets) },
  { .name = "task", .label = NC_ ("kind", "Task"), .label_plural = NC_ ("kind", "Tasks"),
    FIELDS (task_fields), BUCKETS (task_buckets),
    .writers = LOTSE_ROLE_MENTOR | LOTSE_ROLE_ORGANISER | LOTSE_ROLE_FINANCE, .own_only = TRUE,
    .identity = "attached checklist_item", .identity_if = "checklist_item" },
  { .name = NULL }
};
