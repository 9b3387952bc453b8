/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choices that kinds of several areas share.  Names are data and never change; new ones may be added at the end. */
#include "lotse-kinds.h"

/* clang-format off */

/* By their codes of ISO 639; the ones that the programmes met most, German and English first. */
const LotseChoice lotse_choices_languages[] = {
  { "de", NC_ ("choice", "German") },
  { "en", NC_ ("choice", "English") },
  { "am", NC_ ("choice", "Amharic") },
  { "ar", NC_ ("choice", "Arabic") },
  { "az", NC_ ("choice", "Azerbaijani") },
  { "bg", NC_ ("choice", "Bulgarian") },
  { "bs", NC_ ("choice", "Bosnian") },
  { "ckb", NC_ ("choice", "Kurdish (Sorani)") },
  { "cs", NC_ ("choice", "Czech") },
  { "el", NC_ ("choice", "Greek") },
  { "es", NC_ ("choice", "Spanish") },
  { "fa", NC_ ("choice", "Persian (Farsi)") },
  { "fr", NC_ ("choice", "French") },
  { "hi", NC_ ("choice", "Hindi") },
  { "hr", NC_ ("choice", "Croatian") },
  { "hu", NC_ ("choice", "Hungarian") },
  { "hy", NC_ ("choice", "Armenian") },
  { "it", NC_ ("choice", "Italian") },
  { "ka", NC_ ("choice", "Georgian") },
  { "kmr", NC_ ("choice", "Kurdish (Kurmanji)") },
  { "mk", NC_ ("choice", "Macedonian") },
  { "nl", NC_ ("choice", "Dutch") },
  { "pl", NC_ ("choice", "Polish") },
  { "prs", NC_ ("choice", "Dari") },
  { "ps", NC_ ("choice", "Pashto") },
  { "pt", NC_ ("choice", "Portuguese") },
  { "ro", NC_ ("choice", "Romanian") },
  { "rom", NC_ ("choice", "Romani") },
  { "ru", NC_ ("choice", "Russian") },
  { "sgn", NC_ ("choice", "Sign language") },
  { "so", NC_ ("choice", "Somali") },
  { "sq", NC_ ("choice", "Albanian") },
  { "sr", NC_ ("choice", "Serbian") },
  { "sw", NC_ ("choice", "Swahili") },
  { "ta", NC_ ("choice", "Tamil") },
  { "th", NC_ ("choice", "Thai") },
  { "ti", NC_ ("choice", "Tigrinya") },
  { "tr", NC_ ("choice", "Turkish") },
  { "uk", NC_ ("choice", "Ukrainian") },
  { "ur", NC_ ("choice", "Urdu") },
  { "vi", NC_ ("choice", "Vietnamese") },
  { "zh", NC_ ("choice", "Chinese") },
  { "other", NC_ ("choice", "Another language") },
  { NULL, NULL }
};

/* Of the European framework; only the word needs a translation. */
const LotseChoice lotse_choices_levels[] = {
  { "A1", "A1" },
  { "A2", "A2" },
  { "B1", "B1" },
  { "B2", "B2" },
  { "C1", "C1" },
  { "C2", "C2" },
  { "native", NC_ ("choice", "Native language") },
  { NULL, NULL }
};

const LotseChoice lotse_choices_life_areas[] = {
  { "school", NC_ ("choice", "School") },
  { "early_years", NC_ ("choice", "Nursery and kindergarten") },
  { "training", NC_ ("choice", "Vocational training and studies") },
  { "work", NC_ ("choice", "Work") },
  { "language", NC_ ("choice", "Learning German") },
  { "health", NC_ ("choice", "Health") },
  { "housing", NC_ ("choice", "Housing") },
  { "authorities", NC_ ("choice", "Authorities and papers") },
  { "family", NC_ ("choice", "Family") },
  { "sport", NC_ ("choice", "Sport") },
  { "culture", NC_ ("choice", "Culture and leisure") },
  { "clubs", NC_ ("choice", "Clubs and volunteering") },
  { "politics", NC_ ("choice", "Councils and politics") },
  { "neighbourhood", NC_ ("choice", "Neighbourhood") },
  { "interpreting", NC_ ("choice", "Interpreting") },
  { "other", NC_ ("choice", "Other area") },
  { NULL, NULL }
};

const LotseChoice lotse_choices_availability[] = {
  { "weekday_mornings", NC_ ("choice", "Weekday mornings") },
  { "weekday_afternoons", NC_ ("choice", "Weekday afternoons") },
  { "weekday_evenings", NC_ ("choice", "Weekday evenings") },
  { "weekends", NC_ ("choice", "Weekends") },
  { "shifts", NC_ ("choice", "Changing, works in shifts") },
  { "by_arrangement", NC_ ("choice", "By arrangement") },
  { NULL, NULL }
};

const LotseChoice lotse_choices_roles_at_events[] = {
  { "participant", NC_ ("choice", "Participant") },
  { "speaker", NC_ ("choice", "Speaker") },
  { "guest", NC_ ("choice", "Guest") },
  { "team", NC_ ("choice", "Team") },
  { NULL, NULL }
};

const LotseChoice lotse_choices_deadlines[] = {
  { "application", NC_ ("choice", "Application") },
  { "disbursement", NC_ ("choice", "Disbursement request") },
  { "spend_by", NC_ ("choice", "Spend by") },
  { "interim_proof", NC_ ("choice", "Interim proof") },
  { "narrative_report", NC_ ("choice", "Narrative report") },
  { "proof_of_use", NC_ ("choice", "Proof of use") },
  { "retention", NC_ ("choice", "Keep papers until") },
  { "mini_job_notice", NC_ ("choice", "Mini-job notice") },
  { "mini_job_payment", NC_ ("choice", "Mini-job payment") },
  { "expiry", NC_ ("choice", "Expiry") },
  { "verification", NC_ ("choice", "Verify again") },
  { "erasure", NC_ ("choice", "Erase or make anonymous") },
  { "quiet", NC_ ("choice", "Ask after a quiet tandem") },
  { "own", NC_ ("choice", "Own deadline") },
  { NULL, NULL }
};

gboolean
lotse_deadline_type_is_for_funder (const char *type)
{
  static const char *const types[] = { "application", "disbursement", "interim_proof", "narrative_report", "proof_of_use", NULL };

  return type != NULL && g_strv_contains (types, type);
}
