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
  INT ("version", NC_ ("field", "Version"), INDEXED, COUNT),
  YESNO ("released", NC_ ("field", "Released"), INDEXED),
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

const LotseKind lotse_kinds_feedback[] = {
  { .name = "form", .label = NC_ ("kind", "Form"), .label_plural = NC_ ("kind", "Forms"),
    FIELDS (form_fields), BUCKETS (open_buckets) },
  { .name = "question", .label = NC_ ("kind", "Question"), .label_plural = NC_ ("kind", "Questions"),
    FIELDS (question_fields), BUCKETS (open_buckets) },
  { .name = "survey", .label = NC_ ("kind", "Survey"), .label_plural = NC_ ("kind", "Surveys"), FIELDS (survey_fields) },
  { .name = "response", .label = NC_ ("kind", "Feedback sheet"), .label_plural = NC_ ("kind", "Feedback sheets"),
    FIELDS (response_fields), .writers = LOTSE_ROLE_ORGANISER, .anonymous = TRUE },
  { .name = NULL }
};
