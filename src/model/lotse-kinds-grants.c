/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grants: programmes and calls, applications, money and deadlines.
 *
 * Which deadlines there are follows from the rules kept with the programme, never from the code.  Dates and states that
 * follow from others are computed; only "handed in" and "set by hand" are stored.  Pure data.
 */
#include "lotse-kinds.h"

/* clang-format off */

static const LotseBucketRule open_buckets[] = { OPEN_BUCKET };
static const LotseBucketRule grants_buckets[] = { GRANTS_BUCKET };
static const LotseBucketRule inherited_buckets[] = { INHERITED_BUCKETS };

/* Everybody holds a programme; grants is named for the field that only finance and staff see. */
static const LotseBucketRule programme_buckets[] = { OPEN_BUCKET, GRANTS_BUCKET };

#define FOR_GRANTS .audience = LOTSE_BUCKET_GRANTS | LOTSE_BUCKET_STAFF

static const LotseChoice levels[] = {
  { "municipal", NC_ ("choice", "Municipal") },
  { "state", NC_ ("choice", "State") },
  { "federal", NC_ ("choice", "Federal") },
  { "eu", NC_ ("choice", "European Union") },
  { "foundation", NC_ ("choice", "Foundation") },
  { NULL, NULL }
};

static const LotseField grant_programme_fields[] = {
  REFERENCE,
  TEXT ("name", NC_ ("field", "Name"), REQUIRED | TITLE | SEARCHED | INDEXED),
  LINK ("funder", NC_ ("field", "Funder"), SUBTITLE | INDEXED, .links = "organisation"),
  CHOICE ("level", NC_ ("field", "Level"), INDEXED, .choices = levels),
  LONG ("pays_for", NC_ ("field", "Pays for"), SEARCHED),
  MONEY ("max_amount", NC_ ("field", "Pays at most"), INDEXED),
  INT ("max_months", NC_ ("field", "Runs at most (months)"), PLAIN, MONTHS),
  TEXT ("website", NC_ ("field", "Website"), PLAIN),
  TEXT ("credit_line", NC_ ("field", "Names the funder on papers"), PLAIN, .since = 3),
  /* A key of its own -> a rule; src/rules/lotse-rule.h says what is in one. */
  MAP ("deadline_rules", NC_ ("field", "Deadline rules"), JSON),
  /* A key of its own -> {"email": text, "name": text, "phone": text, "role": text}. */
  MAP ("contacts", NC_ ("field", "People to ask there"), JSON | PERSONAL, FOR_GRANTS, .since = 5),
  INT ("overspend_percent", NC_ ("field", "A category may be exceeded by (per cent)"), PLAIN, PERCENT, .since = 5),
  MONEY ("volunteer_hour", NC_ ("field", "An hour of volunteers counts as"), PLAIN, .since = 5),
  TEXT ("source", NC_ ("field", "Where the rules are written"), PLAIN, .since = 5),
  /* The name of the ready programme from which it was made. */
  TEXT ("ready", NC_ ("field", "Made from the ready programme"), INTERNAL, .since = 5),
  NOTE,
};

static const LotseChoice ways_to_apply[] = {
  { "portal", NC_ ("choice", "Portal") },
  { "post", NC_ ("choice", "Post") },
  { "email", NC_ ("choice", "E-mail") },
  { "portal_and_post", NC_ ("choice", "Portal and post") },
  { NULL, NULL }
};

static const LotseChoice what_counts[] = {
  { "arrival", NC_ ("choice", "Arrival") },
  { "postmark", NC_ ("choice", "Postmark") },
  { NULL, NULL }
};

static const LotseField call_fields[] = {
  REFERENCE,
  LINK ("programme", NC_ ("field", "Grant programme"), REQUIRED | TITLE | INDEXED, .links = "grant_programme"),
  INT ("budget_year", NC_ ("field", "Budget year"), TITLE | INDEXED, YEAR),
  TEXT ("name", NC_ ("field", "Name"), TITLE | SEARCHED),
  DATE ("opens_on", NC_ ("field", "Opens"), INDEXED),
  TIME ("closes_at", NC_ ("field", "Closes"), SUBTITLE | INDEXED),
  TIME ("extended_to", NC_ ("field", "Extended to"), INDEXED),
  CHOICE ("how", NC_ ("field", "How to apply"), PLAIN, .choices = ways_to_apply),
  CHOICE ("counts", NC_ ("field", "What counts"), PLAIN, .choices = what_counts),
  TEXT ("signed_by", NC_ ("field", "Who signs"), PLAIN),
  SET ("papers", NC_ ("field", "Papers"), SEARCHED),
  TEXT ("website", NC_ ("field", "Website"), PLAIN),
  NOTE,
};

static const LotseChoice involvements[] = {
  { "own", NC_ ("choice", "Own") },
  { "accompanied", NC_ ("choice", "Accompanied by us") },
  { "known", NC_ ("choice", "Known only") },
  { NULL, NULL }
};

static const LotseChoice application_states[] = {
  { "idea", NC_ ("choice", "Idea") },
  { "drafting", NC_ ("choice", "Drafting") },
  { "submitted", NC_ ("choice", "Submitted") },
  { "awarded", NC_ ("choice", "Awarded") },
  { "declined", NC_ ("choice", "Declined") },
  { "running", NC_ ("choice", "Running") },
  { "reporting", NC_ ("choice", "Reporting") },
  { "closed", NC_ ("choice", "Closed") },
  { NULL, NULL }
};

static const LotseField application_fields[] = {
  REFERENCE,
  TEXT ("title", NC_ ("field", "Title"), REQUIRED | TITLE | SEARCHED | INDEXED),
  LINK ("organisation", NC_ ("field", "Organisation"), SUBTITLE | INDEXED, .links = "organisation"),
  CHOICE ("involvement", NC_ ("field", "Our part"), INDEXED, .choices = involvements),
  LINK ("call", NC_ ("field", "Call"), INDEXED, .links = "call"),
  LINK ("programme", NC_ ("field", "Grant programme"), INDEXED, .links = "grant_programme"),
  LINK ("follows", NC_ ("field", "Follows"), INDEXED, .links = "application"),
  CHOICE ("state", NC_ ("field", "State"), INDEXED, .choices = application_states),
  LONG ("summary", NC_ ("field", "Summary"), SEARCHED),
  SET ("target_groups", NC_ ("field", "Target groups"), SEARCHED),
  LONG ("goals", NC_ ("field", "Goals"), SEARCHED),
  MONEY ("asked", NC_ ("field", "Amount asked for"), INDEXED),
  DATE ("starts_on", NC_ ("field", "From"), INDEXED),
  DATE ("ends_on", NC_ ("field", "To"), INDEXED),
  DATE ("submitted_on", NC_ ("field", "Submitted on"), INDEXED),
  DATE ("declined_on", NC_ ("field", "Declined on"), PLAIN),
  LINK ("responsible", NC_ ("field", "Responsible"), INDEXED, .links = "person"),
  LINK ("deputy", NC_ ("field", "Deputy"), INDEXED, .links = "person"),
  INT ("volunteer_hours", NC_ ("field", "Further hours of volunteers"), PLAIN, COUNT, .since = 5),
  NOTE,
};

static const LotseChoice financings[] = {
  { "fixed", NC_ ("choice", "Fixed amount") },
  { "share", NC_ ("choice", "Share") },
  { "deficit", NC_ ("choice", "Deficit") },
  { "full", NC_ ("choice", "Full financing") },
  { NULL, NULL }
};

static const LotseField award_fields[] = {
  REFERENCE,
  LINK ("application", NC_ ("field", "Application"), REQUIRED | TITLE | INDEXED, .links = "application"),
  TEXT ("file_number", NC_ ("field", "File number"), TITLE | SEARCHED),
  DATE ("dated_on", NC_ ("field", "Dated"), SUBTITLE | INDEXED),
  DATE ("received_on", NC_ ("field", "Received"), PLAIN),
  DATE ("starts_on", NC_ ("field", "Grant period from"), INDEXED),
  DATE ("ends_on", NC_ ("field", "Grant period to"), INDEXED),
  MONEY ("amount", NC_ ("field", "Amount"), INDEXED),
  CHOICE ("financing", NC_ ("field", "Kind of financing"), PLAIN, .choices = financings),
  INT ("share_percent", NC_ ("field", "Share (per cent)"), PLAIN, PERCENT, .since = 5),
  MONEY ("own_money", NC_ ("field", "Own money"), PLAIN),
  MONEY ("third_party_money", NC_ ("field", "Third-party money"), PLAIN),
  DATE ("early_start_on", NC_ ("field", "Early start approved on"), PLAIN),
  LINK ("amends", NC_ ("field", "Amends"), INDEXED, .links = "award"),
  /* kind of deadline -> date that the notice states; it beats the programme's rules. */
  MAP ("stated_dates", NC_ ("field", "Dates stated in the notice"), DATED, .choices = lotse_choices_deadlines),
  NOTE,
};

static const LotseField disbursement_fields[] = {
  REFERENCE,
  LINK ("award", NC_ ("field", "Award"), REQUIRED | TITLE | INDEXED, .links = "award"),
  DATE ("requested_on", NC_ ("field", "Requested"), TITLE | INDEXED),
  DATE ("paid_on", NC_ ("field", "Paid on"), SUBTITLE | INDEXED),
  MONEY ("amount", NC_ ("field", "Amount"), PLAIN),
  NOTE,
};

static const LotseChoice directions[] = {
  { "expense", NC_ ("choice", "Expense") },
  { "income", NC_ ("choice", "Income") },
  { NULL, NULL }
};

/* Where income comes from: the parts of a financing plan. */
static const LotseChoice money_sources[] = {
  { "grant", NC_ ("choice", "Grant") },
  { "own", NC_ ("choice", "Own money") },
  { "third_party", NC_ ("choice", "Third-party money") },
  { "volunteers", NC_ ("choice", "Work of volunteers") },
  { "other", NC_ ("choice", "Other income") },
  { NULL, NULL }
};

static const LotseField budget_item_fields[] = {
  REFERENCE,
  LINK ("application", NC_ ("field", "Application"), REQUIRED | SUBTITLE | INDEXED, .links = "application"),
  TEXT ("category", NC_ ("field", "Category"), REQUIRED | TITLE | SEARCHED),
  INT ("position", NC_ ("field", "Position"), INDEXED, COUNT),
  MONEY ("planned", NC_ ("field", "Planned"), PLAIN),
  /* Empty is an expense. */
  CHOICE ("direction", NC_ ("field", "Income or expense"), PLAIN, .choices = directions, .since = 5),
  CHOICE ("source", NC_ ("field", "Where the money comes from"), PLAIN, .choices = money_sources, .since = 5),
  NOTE,
};

static const LotseField receipt_fields[] = {
  REFERENCE,
  LINK ("application", NC_ ("field", "Application"), REQUIRED | INDEXED, .links = "application"),
  LINK ("category", NC_ ("field", "Category"), INDEXED, .links = "budget_item"),
  TEXT ("number", NC_ ("field", "Number"), TITLE | SEARCHED | INDEXED),
  CHOICE ("direction", NC_ ("field", "Income or expense"), INDEXED, .choices = directions),
  DATE ("paid_on", NC_ ("field", "Paid on"), INDEXED),
  TEXT ("party", NC_ ("field", "Payee or payer"), TITLE | SEARCHED | PERSONAL),
  TEXT ("reason", NC_ ("field", "Reason"), SUBTITLE | SEARCHED),
  MONEY ("amount", NC_ ("field", "Amount"), PLAIN),
  MONEY ("eligible", NC_ ("field", "Eligible part"), PLAIN),
  BLOB ("scan", NC_ ("field", "Scan"), ONCE | PERSONAL | SCAN),
  YESNO ("inventory", NC_ ("field", "In the inventory"), INDEXED),
  NOTE,
};

/*
 * What is stored of a deadline: that it was handed in, or what somebody decided otherwise than its rule.  Made by a rule, its
 * id is derived from record, rule and occurrence, and there is no record until there is something to keep.
 */
static const LotseField deadline_fields[] = {
  REFERENCE,
  CHOICE ("type", NC_ ("field", "Kind of deadline"), REQUIRED | TITLE | INDEXED, .choices = lotse_choices_deadlines),
  TEXT ("name", NC_ ("field", "Name"), TITLE | SEARCHED),
  LINK ("attached", NC_ ("field", "Attached to"), REQUIRED | SUBTITLE | INDEXED, .links = "*"),
  LINK ("responsible", NC_ ("field", "Responsible"), INDEXED, .links = "person"),
  LINK ("deputy", NC_ ("field", "Deputy"), INDEXED, .links = "person"),
  DATE ("due", NC_ ("field", "Due"), INDEXED),
  /* The key of the rule; empty when the deadline was set by hand. */
  TEXT ("rule", NC_ ("field", "Rule"), INTERNAL | INDEXED),
  TEXT ("occurrence", NC_ ("field", "Occurrence"), INTERNAL),
  YESNO ("by_hand", NC_ ("field", "Date set by hand"), PLAIN),
  /* days before, as whole numbers. */
  SET ("lead_times", NC_ ("field", "Remind before (days)"), PLAIN),
  DATE ("handed_in_on", NC_ ("field", "Handed in on"), INDEXED),
  TEXT ("handed_in_how", NC_ ("field", "How it was handed in"), PLAIN),
  TEXT ("confirmation", NC_ ("field", "Confirmation"), PLAIN),
  TEXT ("not_needed_because", NC_ ("field", "Not needed because"), SEARCHED, .since = 5),
  NOTE,
};

/* A small job that a grant pays for; what the employer has to do follows from the centre's rules and a ready checklist. */
static const LotseField mini_job_fields[] = {
  REFERENCE,
  TEXT ("name", NC_ ("field", "Work"), REQUIRED | TITLE | SEARCHED),
  /* Finance does not hold people: the name is kept here. */
  TEXT ("employee", NC_ ("field", "Employee"), SUBTITLE | SEARCHED | PERSONAL),
  LINK ("application", NC_ ("field", "Paid for by"), INDEXED, .links = "application"),
  LINK ("organisation", NC_ ("field", "Employer"), INDEXED, .links = "organisation"),
  TEXT ("establishment_number", NC_ ("field", "Establishment number"), PLAIN),
  DATE ("starts_on", NC_ ("field", "From"), INDEXED),
  DATE ("ends_on", NC_ ("field", "To"), INDEXED),
  MONEY ("monthly_pay", NC_ ("field", "Pay per month"), PERSONAL),
  INT ("weekly_hours", NC_ ("field", "Hours per week"), PLAIN, WEEKLY_HOURS),
  NOTE,
};

const LotseKind lotse_kinds_grants[] = {
  { .name = "grant_programme", .label = NC_ ("kind", "Grant programme"), .label_plural = NC_ ("kind", "Grant programmes"),
    FIELDS (grant_programme_fields), BUCKETS (programme_buckets), .writers = LOTSE_ROLE_FINANCE },
  { .name = "call", .label = NC_ ("kind", "Call"), .label_plural = NC_ ("kind", "Calls"),
    FIELDS (call_fields), BUCKETS (open_buckets), .writers = LOTSE_ROLE_FINANCE },
  { .name = "application", .label = NC_ ("kind", "Application"), .label_plural = NC_ ("kind", "Applications"),
    FIELDS (application_fields), BUCKETS (grants_buckets), .writers = LOTSE_ROLE_FINANCE },
  { .name = "award", .label = NC_ ("kind", "Award"), .label_plural = NC_ ("kind", "Awards"),
    FIELDS (award_fields), BUCKETS (grants_buckets), .writers = LOTSE_ROLE_FINANCE },
  { .name = "disbursement", .label = NC_ ("kind", "Disbursement"), .label_plural = NC_ ("kind", "Disbursements"),
    FIELDS (disbursement_fields), BUCKETS (grants_buckets), .writers = LOTSE_ROLE_FINANCE },
  { .name = "budget_item", .label = NC_ ("kind", "Budget item"), .label_plural = NC_ ("kind", "Budget items"),
    FIELDS (budget_item_fields), BUCKETS (grants_buckets), .writers = LOTSE_ROLE_FINANCE },
  { .name = "receipt", .label = NC_ ("kind", "Receipt"), .label_plural = NC_ ("kind", "Receipts"),
    FIELDS (receipt_fields), BUCKETS (grants_buckets), .writers = LOTSE_ROLE_FINANCE },
  { .name = "deadline", .label = NC_ ("kind", "Deadline"), .label_plural = NC_ ("kind", "Deadlines"),
    FIELDS (deadline_fields), BUCKETS (inherited_buckets), .writers = LOTSE_ROLE_FINANCE,
    .identity = "attached rule occurrence", .identity_if = "rule" },
  { .name = "mini_job", .label = NC_ ("kind", "Mini-job"), .label_plural = NC_ ("kind", "Mini-jobs"),
    FIELDS (mini_job_fields), BUCKETS (grants_buckets), .writers = LOTSE_ROLE_FINANCE, .since = 5 },
  { .name = NULL }
};
