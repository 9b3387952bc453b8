/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People and organisations.
 *
 * In the bucket of a pair a person shows names and contact only; at the desk names, contact and languages.  Which of
 * these a field is, its audience says.  Pure data; up to 100,000 records of the kind `person` are expected.
 */
#include "lotse-kinds.h"

/* clang-format off */

#define DESK_AND_PAIR .audience = LOTSE_BUCKET_DESK | LOTSE_BUCKET_PAIR | LOTSE_BUCKET_SELF | LOTSE_BUCKET_STAFF
#define DESK_NOT_PAIR .audience = LOTSE_BUCKET_DESK | LOTSE_BUCKET_SELF | LOTSE_BUCKET_STAFF
#define PAIR_NOT_DESK .audience = LOTSE_BUCKET_PAIR | LOTSE_BUCKET_SELF | LOTSE_BUCKET_STAFF

static const LotseChoice genders[] = {
  { "female", NC_ ("choice", "Female") },
  { "male", NC_ ("choice", "Male") },
  { "diverse", NC_ ("choice", "Diverse") },
  { "not_stated", NC_ ("choice", "Not stated") },
  { NULL, NULL }
};

static const LotseChoice channels[] = {
  { "email", NC_ ("choice", "E-mail") },
  { "phone", NC_ ("choice", "Phone") },
  { "sms", NC_ ("choice", "Text message") },
  { "messenger", NC_ ("choice", "Messenger") },
  { "letter", NC_ ("choice", "Letter") },
  { "in_person", NC_ ("choice", "In person") },
  { NULL, NULL }
};

static const LotseField person_fields[] = {
  TEXT ("reference", NC_ ("field", "Reference"), SEARCHED | INDEXED | PERSONAL, DESK_NOT_PAIR),
  TEXT ("display_name", NC_ ("field", "Name"), REQUIRED | TITLE | SEARCHED | NAME | PERSONAL | INDEXED, DESK_AND_PAIR),
  TEXT ("given_name", NC_ ("field", "Given name"), SEARCHED | NAME | PERSONAL, DESK_AND_PAIR),
  TEXT ("family_name", NC_ ("field", "Family name"), SEARCHED | NAME | PERSONAL | INDEXED, DESK_AND_PAIR),
  TEXT ("academic_title", NC_ ("field", "Academic title"), PERSONAL, DESK_AND_PAIR),
  TEXT ("office", NC_ ("field", "Office held"), SEARCHED | PERSONAL, DESK_NOT_PAIR),
  TEXT ("form_of_address", NC_ ("field", "Form of address, if wished"), PERSONAL, DESK_AND_PAIR),
  CHOICE ("gender", NC_ ("field", "Gender"), PERSONAL, FOR_SELF, .choices = genders),
  INT ("birth_year", NC_ ("field", "Year of birth"), PERSONAL, FOR_SELF, YEAR),
  TEXT ("email", NC_ ("field", "E-mail"), SUBTITLE | SEARCHED | PERSONAL | INDEXED, DESK_AND_PAIR),
  TEXT ("phone", NC_ ("field", "Phone"), SEARCHED | PERSONAL, DESK_AND_PAIR),
  TEXT ("mobile", NC_ ("field", "Mobile phone"), SEARCHED | PERSONAL, DESK_AND_PAIR),
  CHOICE ("preferred_channel", NC_ ("field", "Best reached by"), PERSONAL, DESK_AND_PAIR, .choices = channels),
  CHOICE ("contact_language", NC_ ("field", "Language for contact"), PERSONAL, DESK_AND_PAIR, .choices = lotse_choices_languages),
  /* language -> level. */
  MAP ("languages", NC_ ("field", "Languages"), PERSONAL | INDEXED, DESK_NOT_PAIR, .choices = lotse_choices_languages,
       .levels = lotse_choices_levels),
  TEXT ("street", NC_ ("field", "Street and number"), PERSONAL, PAIR_NOT_DESK),
  TEXT ("postcode", NC_ ("field", "Postcode"), PERSONAL, PAIR_NOT_DESK),
  TEXT ("city", NC_ ("field", "Town"), SEARCHED | PERSONAL, PAIR_NOT_DESK),
  TEXT ("region", NC_ ("field", "Region"), PERSONAL | INDEXED, PAIR_NOT_DESK),
  SET ("tags", NC_ ("field", "Tags"), SEARCHED | INDEXED | BY_STAFF, FOR_STAFF),
  STAFF_NOTES,
};

static const LotseBucketRule person_buckets[] = {
  { LOTSE_BUCKET_SELF, ".", NULL },
  { LOTSE_BUCKET_PAIR, "<mentoring_pair.mentor", "introduced" },
  { LOTSE_BUCKET_PAIR, "<mentoring_pair.mentee", "introduced" },
  { LOTSE_BUCKET_DESK, "<registration.person", NULL },
  { LOTSE_BUCKET_DESK, "<attendance.person", NULL },
};

static const LotseChoice organisation_types[] = {
  { "migrant_association", NC_ ("choice", "Migrant association") },
  { "club", NC_ ("choice", "Club or association") },
  { "municipality", NC_ ("choice", "Municipality") },
  { "welfare_body", NC_ ("choice", "Welfare organisation") },
  { "school", NC_ ("choice", "School") },
  { "funder", NC_ ("choice", "Funder") },
  { "authority", NC_ ("choice", "Authority") },
  { "company", NC_ ("choice", "Company") },
  { "religious_body", NC_ ("choice", "Religious community") },
  { "other", NC_ ("choice", "Other organisation") },
  { NULL, NULL }
};

static const LotseChoice stages[] = {
  { "initiative", NC_ ("choice", "Initiative") },
  { "in_founding", NC_ ("choice", "In founding") },
  { "registered", NC_ ("choice", "Registered association") },
  { "dissolved", NC_ ("choice", "Dissolved") },
  { NULL, NULL }
};

static const LotseChoice communities[] = {
  { "one", NC_ ("choice", "One community") },
  { "across", NC_ ("choice", "Across communities") },
  { NULL, NULL }
};

static const LotseField organisation_fields[] = {
  REFERENCE,
  TEXT ("name", NC_ ("field", "Name"), REQUIRED | TITLE | SEARCHED | NAME | INDEXED),
  TEXT ("short_name", NC_ ("field", "Short name"), SEARCHED | NAME),
  CHOICE ("type", NC_ ("field", "Kind of organisation"), INDEXED, .choices = organisation_types),
  CHOICE ("stage", NC_ ("field", "Stage"), INDEXED, .choices = stages),
  YESNO ("charitable", NC_ ("field", "Charitable"), PLAIN),
  DATE ("exemption_notice_on", NC_ ("field", "Date of the exemption notice"), PLAIN),
  TEXT ("register_number", NC_ ("field", "Register number"), PLAIN),
  INT ("founded", NC_ ("field", "Founded in"), PLAIN, YEAR),
  TEXT ("contact", NC_ ("field", "Contact"), SEARCHED | PERSONAL),
  LINK ("contact_person", NC_ ("field", "Contact person"), PERSONAL | INDEXED, FOR_STAFF, .links = "person"),
  TEXT ("email", NC_ ("field", "E-mail"), SEARCHED | INDEXED),
  TEXT ("phone", NC_ ("field", "Phone"), SEARCHED),
  TEXT ("website", NC_ ("field", "Website"), SEARCHED),
  TEXT ("street", NC_ ("field", "Street and number"), PLAIN),
  TEXT ("postcode", NC_ ("field", "Postcode"), PLAIN),
  TEXT ("city", NC_ ("field", "Town"), SUBTITLE | SEARCHED | INDEXED),
  LONG ("postal_address", NC_ ("field", "Other addresses"), SEARCHED),
  TEXT ("region", NC_ ("field", "Region"), INDEXED),
  SET ("focus_areas", NC_ ("field", "Focus areas"), SEARCHED),
  SET ("target_groups", NC_ ("field", "Target groups"), SEARCHED),
  CHOICE ("community", NC_ ("field", "Communities"), PLAIN, .choices = communities),
  SET ("umbrella_bodies", NC_ ("field", "Umbrella bodies"), INDEXED, .links = "organisation"),
  SET ("tags", NC_ ("field", "Tags"), SEARCHED | INDEXED | BY_STAFF, FOR_STAFF),
  STAFF_NOTES,
};

static const LotseBucketRule open_buckets[] = { OPEN_BUCKET };

static const LotseChoice membership_roles[] = {
  { "board", NC_ ("choice", "Board") },
  { "member", NC_ ("choice", "Member") },
  { "staff", NC_ ("choice", "Staff") },
  { "volunteer", NC_ ("choice", "Volunteer") },
  { "contact", NC_ ("choice", "Contact") },
  { NULL, NULL }
};

static const LotseField membership_fields[] = {
  REFERENCE,
  LINK ("person", NC_ ("field", "Person"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person"),
  LINK ("organisation", NC_ ("field", "Organisation"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "organisation"),
  CHOICE ("role", NC_ ("field", "Role"), SUBTITLE | PERSONAL | INDEXED, .choices = membership_roles),
  TEXT ("office", NC_ ("field", "Office held"), SEARCHED | PERSONAL),
  DATE ("since", NC_ ("field", "Since"), PERSONAL),
  DATE ("until", NC_ ("field", "Until"), PERSONAL),
  NOTE,
};

static const LotseChoice group_types[] = {
  { "class", NC_ ("choice", "Class") },
  { "circle", NC_ ("choice", "Circle") },
  { "family", NC_ ("choice", "Family") },
  { "other", NC_ ("choice", "Other group") },
  { NULL, NULL }
};

static const LotseField group_fields[] = {
  REFERENCE,
  TEXT ("name", NC_ ("field", "Name"), REQUIRED | TITLE | SEARCHED | NAME | PERSONAL | INDEXED),
  CHOICE ("type", NC_ ("field", "Kind of group"), SUBTITLE | INDEXED, .choices = group_types),
  INT ("size", NC_ ("field", "Size"), PLAIN, COUNT),
  LONG ("about", NC_ ("field", "About"), SEARCHED | PERSONAL),
  LINK ("contact_person", NC_ ("field", "Contact person"), PERSONAL | INDEXED, .links = "person"),
  TEXT ("contact", NC_ ("field", "Contact"), SEARCHED | PERSONAL),
  TEXT ("email", NC_ ("field", "E-mail"), SEARCHED | PERSONAL),
  TEXT ("phone", NC_ ("field", "Phone"), SEARCHED | PERSONAL),
  LINK ("organisation", NC_ ("field", "Organisation"), INDEXED, .links = "organisation"),
  TEXT ("region", NC_ ("field", "Region"), INDEXED),
  STAFF_NOTES,
};

static const LotseBucketRule group_buckets[] = {
  { LOTSE_BUCKET_PAIR, "<mentoring_pair.mentee", "introduced" },
};

static const LotseChoice consent_purposes[] = {
  { "newsletter", NC_ ("choice", "Newsletter") },
  { "photos", NC_ ("choice", "Photos") },
  { "contact_data", NC_ ("choice", "Passing on contact data") },
  { "mentoring_data", NC_ ("choice", "Data for mentoring") },
  { "other", NC_ ("choice", "Other purpose") },
  { NULL, NULL }
};

static const LotseChoice consent_ways[] = {
  { "signed", NC_ ("choice", "Signed on paper") },
  { "desk", NC_ ("choice", "At the sign-in desk") },
  { "online", NC_ ("choice", "Online") },
  { "email", NC_ ("choice", "By e-mail") },
  { "spoken", NC_ ("choice", "Spoken, with a witness") },
  { NULL, NULL }
};

static const LotseField consent_fields[] = {
  REFERENCE,
  LINK ("person", NC_ ("field", "Person"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person"),
  CHOICE ("purpose", NC_ ("field", "What for"), REQUIRED | TITLE | PERSONAL | INDEXED, .choices = consent_purposes),
  TEXT ("text_version", NC_ ("field", "Version of the text"), PLAIN),
  CHOICE ("text_language", NC_ ("field", "Language of the text"), PLAIN, .choices = lotse_choices_languages),
  DATE ("given_on", NC_ ("field", "Given on"), SUBTITLE | PERSONAL),
  CHOICE ("given_how", NC_ ("field", "How it was given"), PERSONAL, .choices = consent_ways),
  BLOB ("proof", NC_ ("field", "Proof"), PERSONAL | ONCE),
  DATE ("withdrawn_on", NC_ ("field", "Withdrawn on"), PERSONAL | INDEXED),
  LONG ("note", NC_ ("field", "Note"), PERSONAL),
};

static const LotseBucketRule of_person_buckets[] = { { LOTSE_BUCKET_SELF, "person", NULL } };

static const LotseChoice attachment_types[] = {
  { "notice", NC_ ("choice", "Notice") },
  { "statutes", NC_ ("choice", "Statutes") },
  { "signed_list", NC_ ("choice", "Signed list") },
  { "minutes", NC_ ("choice", "Minutes") },
  { "slides", NC_ ("choice", "Slides") },
  { "contract", NC_ ("choice", "Contract") },
  { "proof", NC_ ("choice", "Proof") },
  { "picture", NC_ ("choice", "Picture") },
  { "other", NC_ ("choice", "Other paper") },
  { NULL, NULL }
};

static const LotseField attachment_fields[] = {
  REFERENCE,
  LINK ("attached", NC_ ("field", "Attached to"), REQUIRED | INDEXED, .links = "*"),
  TEXT ("title", NC_ ("field", "Title"), REQUIRED | TITLE | SEARCHED | PERSONAL),
  CHOICE ("type", NC_ ("field", "Kind of paper"), SUBTITLE | INDEXED, .choices = attachment_types),
  DATE ("date", NC_ ("field", "Date"), INDEXED),
  BLOB ("file", NC_ ("field", "File"), ONCE | PERSONAL),
  TEXT ("file_name", NC_ ("field", "File name"), INTERNAL | PERSONAL),
  TEXT ("media_type", NC_ ("field", "Type of the file"), INTERNAL),
  INT ("bytes", NC_ ("field", "Size in bytes"), INTERNAL, BYTES),
  NOTE,
};

static const LotseBucketRule inherited_buckets[] = { INHERITED_BUCKETS };

/* Two records that look alike and of which somebody said that they are two: they are not offered for uniting again. */
static const LotseField not_double_fields[] = {
  REFERENCE,
  LINK ("one", NC_ ("field", "One"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person organisation"),
  LINK ("other", NC_ ("field", "Other"), REQUIRED | TITLE | PERSONAL | INDEXED, .links = "person organisation"),
  NOTE,
};

static const LotseBucketRule not_double_buckets[] = { DESK_BUCKET };

static const LotseField need_fields[] = {
  REFERENCE,
  LONG ("text", NC_ ("field", "Need"), REQUIRED | TITLE | SEARCHED),
  TEXT ("topic", NC_ ("field", "Topic"), SUBTITLE | SEARCHED | INDEXED),
  TEXT ("region", NC_ ("field", "Region"), INDEXED),
  LINK ("organisation", NC_ ("field", "Raised by"), INDEXED, .links = "organisation"),
  LINK ("event", NC_ ("field", "Raised at"), INDEXED, .links = "event"),
  DATE ("raised_on", NC_ ("field", "Raised on"), INDEXED),
  TEXT ("carried_to", NC_ ("field", "Carried to"), SEARCHED),
  DATE ("carried_on", NC_ ("field", "Carried on"), PLAIN),
  DATE ("answered_on", NC_ ("field", "Answered on"), PLAIN),
  LONG ("outcome", NC_ ("field", "Outcome"), SEARCHED),
};

static const LotseField room_fields[] = {
  REFERENCE,
  TEXT ("name", NC_ ("field", "Name"), REQUIRED | TITLE | SEARCHED),
  LINK ("organisation", NC_ ("field", "Organisation"), SUBTITLE | INDEXED, .links = "organisation"),
  INT ("seats", NC_ ("field", "Seats"), INDEXED, COUNT),
  YESNO ("step_free", NC_ ("field", "Step-free"), INDEXED),
  SET ("equipment", NC_ ("field", "Equipment"), SEARCHED),
  MONEY ("cost", NC_ ("field", "Cost"), PLAIN),
  TEXT ("address", NC_ ("field", "Address"), SEARCHED),
  LONG ("directions", NC_ ("field", "How to find the entrance"), SEARCHED),
  NOTE,
};

const LotseKind lotse_kinds_people[] = {
  { .name = "person", .label = NC_ ("kind", "Person"), .label_plural = NC_ ("kind", "People"),
    FIELDS (person_fields), BUCKETS (person_buckets), .writers = LOTSE_ROLE_ORGANISER },
  { .name = "organisation", .label = NC_ ("kind", "Organisation"), .label_plural = NC_ ("kind", "Organisations"),
    FIELDS (organisation_fields), BUCKETS (open_buckets) },
  { .name = "membership", .label = NC_ ("kind", "Membership"), .label_plural = NC_ ("kind", "Memberships"),
    FIELDS (membership_fields) },
  { .name = "group", .label = NC_ ("kind", "Group"), .label_plural = NC_ ("kind", "Groups"),
    FIELDS (group_fields), BUCKETS (group_buckets) },
  /* Organisers take the consents of walk-ins; they do not keep them on their devices. */
  { .name = "consent", .label = NC_ ("kind", "Consent"), .label_plural = NC_ ("kind", "Consents"),
    FIELDS (consent_fields), BUCKETS (of_person_buckets), .writers = LOTSE_ROLE_ORGANISER },
  { .name = "attachment", .label = NC_ ("kind", "Attachment"), .label_plural = NC_ ("kind", "Attachments"),
    FIELDS (attachment_fields), BUCKETS (inherited_buckets), .writers = LOTSE_ROLE_ORGANISER | LOTSE_ROLE_FINANCE },
  { .name = "need", .label = NC_ ("kind", "Need"), .label_plural = NC_ ("kind", "Needs"), FIELDS (need_fields) },
  { .name = "room", .label = NC_ ("kind", "Room"), .label_plural = NC_ ("kind", "Rooms"),
    FIELDS (room_fields), BUCKETS (open_buckets) },
  /* The smaller id is `one`, so that two devices make the same record. */
  { .name = "not_double", .label = NC_ ("kind", "No double"), .label_plural = NC_ ("kind", "No doubles"),
    FIELDS (not_double_fields), BUCKETS (not_double_buckets), .writers = LOTSE_ROLE_ORGANISER, .since = 3,
    .identity = "one other" },
  { .name = NULL }
};
