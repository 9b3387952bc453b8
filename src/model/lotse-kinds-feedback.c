/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Feedback: forms, questions, surveys and sheets.
 *
 * A sheet (`response`) leads back to nobody: it has no device, author or time, and its kind says so.  Pure data.
 */
#include "lotse-kinds.h"

/* clang-format off */

static const LotseBucketRule open_buckets[] = { OPEN_BUCKET };

static const LotseChoice purposes[] = {
  { "event_feedback", NC_ ("choice", "Feedback on an event") },
  { "survey", NC_ ("choice", "Survey") },
  { "evaluation", NC_ ("choice", "Evaluation of a programme") },
  { "other", NC_ ("choice", "Other purpose") },
  { NULL, NULL }
};

static const LotseField form_fields[] = {
  REFERENCE,
  TEXT ("title", NC_ ("field", "Title"), REQUIRED | TITLE | SEARCHED | INDEXED),
  CHOICE ("purpose", NC_ ("field", "Purpose"), SUBTITLE | INDEXED, .choices = purposes),
  SET ("languages", NC_ ("field", "Languages"), PLAIN, .choices = lotse_choices_languages),
  INT ("version", NC_ ("field", "Version"), INDEXED | BY_ACT, COUNT),
  YESNO ("released", NC_ ("field", "Released"), INDEXED | BY_ACT),
  LINK ("previous", NC_ ("field", "Version before"), INDEXED, .links = "form", .since = 4),
  /* language -> text, in all three. */
  MAP ("titles", NC_ ("field", "Title per language"), SEARCHED, .choices = lotse_choices_languages),
  MAP ("introductions", NC_ ("field", "Introduction per language"), PLAIN, .choices = lotse_choices_languages),
  MAP ("thanks", NC_ ("field", "Thanks per language"), PLAIN, .choices = lotse_choices_languages),
  NOTE,
};

static const LotseChoice question_types[] = {
  { "rating", NC_ ("choice", "Rating 1 to 4") },
  { "yes_no", NC_ ("choice", "Yes or no") },
  { "single", NC_ ("choice", "One of several") },
  { "multiple", NC_ ("choice", "Any of several") },
  { "open", NC_ ("choice", "Open text") },
  { NULL, NULL }
};

static const LotseField question_fields[] = {
  REFERENCE,
  LINK ("form", NC_ ("field", "Form"), REQUIRED | SUBTITLE | INDEXED, .links = "form"),
  INT ("position", NC_ ("field", "Position"), INDEXED, COUNT),
  TEXT ("code", NC_ ("field", "Key"), REQUIRED | TITLE | SEARCHED | INDEXED),
  TEXT ("theme", NC_ ("field", "Theme"), SEARCHED | INDEXED),
  CHOICE ("type", NC_ ("field", "Kind of question"), REQUIRED | INDEXED, .choices = question_types),
  /* language -> text. */
  MAP ("texts", NC_ ("field", "Text per language"), SEARCHED, .choices = lotse_choices_languages),
  /* language and step, as in "de:1" -> the step in words. */
  MAP ("steps", NC_ ("field", "Steps in words per language"), PLAIN),
  /* The keys of the steps in their order, separated by blanks; empty for ratings, for yes and no, and for keys in alphabetical order. */
  TEXT ("choices", NC_ ("field", "Keys of the steps"), PLAIN, .since = 4),
  YESNO ("required", NC_ ("field", "An answer is required"), PLAIN, .since = 4),
  /* Shown only if the earlier question with this key has one of these answers, which are separated by blanks. */
  TEXT ("if_question", NC_ ("field", "Only after the question"), PLAIN, .since = 4),
  TEXT ("if_answers", NC_ ("field", "Only after these answers"), PLAIN, .since = 4),
};

static const LotseField survey_fields[] = {
  REFERENCE,
  TEXT ("name", NC_ ("field", "Name"), REQUIRED | TITLE | SEARCHED | INDEXED),
  LINK ("form", NC_ ("field", "Form"), REQUIRED | INDEXED, .links = "form"),
  LINK ("programme", NC_ ("field", "Programme"), INDEXED, .links = "programme"),
  TEXT ("target_group", NC_ ("field", "Target group"), SUBTITLE | SEARCHED),
  DATE ("starts_on", NC_ ("field", "From"), INDEXED),
  DATE ("ends_on", NC_ ("field", "Until"), INDEXED),
  INT ("invited", NC_ ("field", "Number invited"), PLAIN, COUNT),
  NOTE,
};

static const LotseChoice response_ways[] = {
  { "kiosk", NC_ ("choice", "Kiosk") },
  { "paper", NC_ ("choice", "Paper") },
  { "link", NC_ ("choice", "Link") },
  { NULL, NULL }
};

/* The reference may name a pile of paper or an imported file, never the place of a sheet in it. */
static const LotseField response_fields[] = {
  REFERENCE,
  LINK ("form", NC_ ("field", "Form"), REQUIRED | TITLE | ONCE | INDEXED, .links = "form"),
  INT ("form_version", NC_ ("field", "Version of the form"), ONCE, COUNT),
  LINK ("event", NC_ ("field", "Event"), TITLE | ONCE | INDEXED, .links = "event"),
  LINK ("survey", NC_ ("field", "Survey"), TITLE | ONCE | INDEXED, .links = "survey"),
  CHOICE ("language", NC_ ("field", "Language"), ONCE, .choices = lotse_choices_languages),
  CHOICE ("way", NC_ ("field", "How"), SUBTITLE | ONCE, .choices = response_ways),
  /* id of a question that was asked -> answer; "-" is no answer; several choices are separated by blanks. */
  MAP ("answers", NC_ ("field", "Answers"), ONCE | PERSONAL),
};

/* What staff says of the answers to one question of one event or survey, or (without a key) of all of them. */
static const LotseField feedback_note_fields[] = {
  REFERENCE,
  LINK ("event", NC_ ("field", "Event"), TITLE | INDEXED, .links = "event"),
  LINK ("survey", NC_ ("field", "Survey"), TITLE | INDEXED, .links = "survey"),
  TEXT ("code", NC_ ("field", "Key of the question"), SUBTITLE | SEARCHED),
  YESNO ("excluded", NC_ ("field", "Left out of the evaluation"), PLAIN),
  NOTE,
};

/* What staff makes of one open answer, which itself is written once and known by a random id. */
static const LotseField open_answer_fields[] = {
  REFERENCE,
  LINK ("event", NC_ ("field", "Event"), INDEXED, .links = "event"),
  LINK ("survey", NC_ ("field", "Survey"), INDEXED, .links = "survey"),
  LINK ("question", NC_ ("field", "Question"), REQUIRED | TITLE | INDEXED, .links = "question"),
  TEXT ("answer", NC_ ("field", "Which answer"), REQUIRED | INTERNAL),
  TEXT ("category", NC_ ("field", "Category"), SUBTITLE | SEARCHED | INDEXED),
  LONG ("redacted", NC_ ("field", "Text to show instead"), PERSONAL),
};

/* What the centre decides once for all; there is one record, of the topic "centre". */
static const LotseField centre_setting_fields[] = {
  REFERENCE,
  TEXT ("topic", NC_ ("field", "Topic"), REQUIRED | TITLE | INTERNAL),
  INT ("smallest_sheets", NC_ ("field", "Fewest sheets to show results of"), PLAIN, .least = 1, .most = 100),
  INT ("mean_decimals", NC_ ("field", "Decimals of means"), PLAIN, .least = 1, .most = 2),
  /* The code of ISO 3166-2 without "DE-": whose public holidays deadlines know. */
  TEXT ("state", NC_ ("field", "Federal state"), PLAIN, .since = 5),
  /* A key of its own -> a rule, as in a grant programme: expiries, keeping and erasing, quiet tandems, mini-jobs. */
  MAP ("deadline_rules", NC_ ("field", "Deadline rules"), JSON, .since = 5),
};

const LotseKind lotse_kinds_feedback[] = {
  { .name = "form", .label = NC_ ("kind", "Form"), .label_plural = NC_ ("kind", "Forms"),
    FIELDS (form_fields), BUCKETS (open_buckets) },
  { .name = "question", .label = NC_ ("kind", "Question"), .label_plural = NC_ ("kind", "Questions"),
    FIELDS (question_fields), BUCKETS (open_buckets) },
  { .name = "survey", .label = NC_ ("kind", "Survey"), .label_plural = NC_ ("kind", "Surveys"), FIELDS (survey_fields) },
  { .name = "response", .label = NC_ ("kind", "Feedback sheet"), .label_plural = NC_ ("kind", "Feedback sheets"),
    FIELDS (response_fields), .writers = LOTSE_ROLE_ORGANISER, .anonymous = TRUE },
  { .name = "feedback_note", .label = NC_ ("kind", "Note on feedback"), .label_plural = NC_ ("kind", "Notes on feedback"),
    FIELDS (feedback_note_fields), .since = 4 },
  { .name = "open_answer", .label = NC_ ("kind", "Open answer"), .label_plural = NC_ ("kind", "Open answers"),
    FIELDS (open_answer_fields), .since = 4, .identity = "answer" },
  { .name = "centre_setting", .label = NC_ ("kind", "Settings of the centre"), .label_plural = NC_ ("kind", "Settings of the centre"),
    FIELDS (centre_setting_fields), BUCKETS (open_buckets), .since = 4, .identity = "topic" },
  { .name = NULL }
};
