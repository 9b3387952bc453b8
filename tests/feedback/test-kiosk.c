/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A kiosk: guests one after the other, and what is left of them when it closes or the day ends. */
#include "config.h"

#include "lotse-feedback-state.h"
#include "lotse-kiosk-session.h"
#include "lotse-form-words.h"
#include "store-fixture.h"

#define PIN "2468"
#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))
#define NOON (G_GINT64_CONSTANT (1795863600000)) /* 28 November 2026, in the middle of the day */

typedef struct
{
  Fixture base;
  char *form;
  char *event;
  LotseKioskOptions *options;
  LotseKioskSession *session;
} Kiosk;

enum
{
  LIKED,
  AGAIN,
  WHY,
  TOPICS,
  N_QUESTIONS
};

static void
set_up (Kiosk *kiosk, gconstpointer data)
{
  Fixture *base = &kiosk->base;
  g_autoptr (GError) error = NULL;

  fixture_set_up (base, data);
  kiosk->form = add (base, "form", "title", "Bogen", NULL);
  kiosk->event = add (base, "event", "title_de", "Treffen", "form", kiosk->form, NULL);
  g_free (add (base, "question", "form", kiosk->form, "position", "1", "code", "liked", "type", "rating", "required", "1",
               "texts/ar", "أعجبك؟", "texts/en", "Liked?", "steps/ar:1", "جيد", "steps/en:1", "good", NULL));
  g_free (add (base, "question", "form", kiosk->form, "position", "2", "code", "again", "type", "yes_no", NULL));
  g_free (add (base, "question", "form", kiosk->form, "position", "3", "code", "why", "type", "open", "if_question", "again",
               "if_answers", "no", NULL));
  g_free (add (base, "question", "form", kiosk->form, "position", "4", "code", "topics", "type", "multiple", "choices", "work home",
               NULL));
  kiosk->options = lotse_kiosk_options_new (kiosk->form, "event", kiosk->event);
  kiosk->session = lotse_kiosk_session_new (lotse_feedback_form_load (base->store, kiosk->form, &error), kiosk->options);
  g_assert_no_error (error);
}

static void
tear_down (Kiosk *kiosk, gconstpointer data)
{
  lotse_kiosk_session_free (kiosk->session);
  lotse_kiosk_options_free (kiosk->options);
  g_free (kiosk->form);
  g_free (kiosk->event);
  fixture_tear_down (&kiosk->base, data);
}

static void
assert_at (Kiosk *kiosk, guint question, guint step, guint steps)
{
  guint is_step, are_steps;

  lotse_kiosk_session_get_progress (kiosk->session, &is_step, &are_steps);
  g_assert_cmpuint (lotse_kiosk_session_get_question (kiosk->session), ==, question);
  g_assert_cmpuint (is_step, ==, step);
  g_assert_cmpuint (are_steps, ==, steps);
}

static void
assert_sheet (Kiosk *kiosk, const char *answers)
{
  LotseSheet *sheet = lotse_kiosk_session_dup_sheet (kiosk->session);
  g_autofree char *text = NULL;

  g_assert_nonnull (sheet);
  text = g_strjoinv ("|", sheet->answers);
  g_assert_cmpstr (text, ==, answers);
  lotse_sheet_free (sheet);
}

static void
finish (Kiosk *kiosk)
{
  g_autoptr (LotsePile) pile = NULL;
  g_autoptr (LotseSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  lotse_kiosk_session_start (kiosk->session, "tr");
  lotse_kiosk_session_choose (kiosk->session, LIKED, "1", TRUE);
  pile = lotse_kiosk_session_dup_pile (kiosk->session);
  sheet = lotse_kiosk_session_dup_sheet (kiosk->session);
  lotse_pile_put (kiosk->base.store, pile, sheet, &error);
  g_assert_no_error (error);
}

static void
assert_sheets (Kiosk *kiosk, guint drafts, guint released)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseFeedbackState) state = lotse_feedback_state_load (kiosk->base.store, kiosk->event, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (state->ways[0], ==, "kiosk");
  g_assert_cmpuint (state->drafts[0], ==, drafts);
  g_assert_cmpuint (state->released[0], ==, released);
  g_assert_cmpuint (state->drafts[1] + state->released[1], ==, 0);
  g_assert_cmpstr (state->form->id, ==, kiosk->form);
}

static void
open_kiosk (Kiosk *kiosk, gint64 now_ms)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_kiosk_open (kiosk->base.store, kiosk->options, PIN, now_ms, &error));
  g_assert_no_error (error);
}

static LotseKioskOptions *
dup_options (Kiosk *kiosk)
{
  g_autofree char *setting = lotse_store_get_setting (kiosk->base.store, LOTSE_SETTING_KIOSK, NULL);

  return lotse_kiosk_options_parse (setting);
}

/* --- Guests ------------------------------------------------------------------------------------------------- */

static void
test_way (Kiosk *kiosk, gconstpointer data)
{
  LotseKioskSession *session = kiosk->session;
  const LotseFeedbackForm *form = lotse_kiosk_session_get_form (session);
  g_auto (GStrv) languages = lotse_kiosk_list_languages (form);
  g_autofree char *all = g_strjoinv (" ", languages);

  g_assert_cmpstr (all, ==, "en ar");
  g_assert_false (lotse_kiosk_has_language (form, "ar"));
  g_assert_cmpstr (lotse_question_text (form->questions->pdata[LIKED], "ar"), ==, "أعجبك؟");
  g_assert_cmpstr (lotse_question_step (form->questions->pdata[LIKED], "1", "ar"), ==, "جيد");
  g_assert_cmpstr (lotse_question_text (form->questions->pdata[LIKED], "tr"), ==, "Liked?");
  g_assert_null (lotse_kiosk_session_dup_sheet (session));
  lotse_kiosk_session_start (session, "ar");
  assert_at (kiosk, LIKED, 1, 3);
  g_assert_false (lotse_kiosk_session_back (session));
  g_assert_false (lotse_kiosk_session_next (session));
  g_assert_cmpint (lotse_kiosk_session_missing (session), ==, LIKED);
  g_assert_null (lotse_kiosk_session_dup_sheet (session));
  lotse_kiosk_session_choose (session, LIKED, "2", TRUE);
  lotse_kiosk_session_choose (session, LIKED, "3", TRUE);
  g_assert_cmpstr (lotse_kiosk_session_get_answer (session, LIKED), ==, "3");
  g_assert_true (lotse_kiosk_session_next (session));
  assert_at (kiosk, AGAIN, 2, 3);
  lotse_kiosk_session_choose (session, AGAIN, "no", TRUE);
  assert_at (kiosk, AGAIN, 2, 4);
  g_assert_true (lotse_kiosk_session_next (session));
  assert_at (kiosk, WHY, 3, 4);
  g_assert_true (lotse_kiosk_session_set_answer (session, WHY, " لا وقت \n", NULL));
  g_assert_true (lotse_kiosk_session_next (session));
  assert_at (kiosk, TOPICS, 4, 4);
  lotse_kiosk_session_choose (session, TOPICS, "work", TRUE);
  lotse_kiosk_session_choose (session, TOPICS, "home", TRUE);
  lotse_kiosk_session_choose (session, TOPICS, "work", FALSE);
  g_assert_false (lotse_kiosk_session_next (session));
  assert_sheet (kiosk, "3|no|home|لا وقت");
  /* An answer after which something is no longer asked takes that out of the sheet. */
  lotse_kiosk_session_choose (session, AGAIN, "yes", TRUE);
  lotse_kiosk_session_choose (session, TOPICS, "home", FALSE);
  assert_sheet (kiosk, "3|yes|-|");
  g_assert_true (lotse_kiosk_session_back (session));
  assert_at (kiosk, AGAIN, 2, 3);
  lotse_kiosk_session_drop (session);
  g_assert_null (lotse_kiosk_session_get_language (session));
  g_assert_null (lotse_kiosk_session_dup_sheet (session));
  g_assert_cmpstr (lotse_kiosk_session_get_answer (session, LIKED), ==, "");
}

static void
test_words (void)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("form"), "languages");
  static const char *const words[] = { "next", "back", "done", "skip", "thanks", "choose", "several", "required", "answer", "yes", "no" };
  static const char *const whole[] = { "ar", "en", "es", "fa", "fr", "pl", "ru", "tr", "uk" };

  for (const LotseChoice *choice = field->choices; choice->name != NULL; choice++)
    {
      g_assert_cmpstr (lotse_form_language_name (choice->name), !=, choice->name);
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        g_assert_cmpuint (strlen (lotse_form_word (words[i], choice->name)), >, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    for (guint k = 0; !g_str_equal (whole[i], "en") && k < G_N_ELEMENTS (words) - 1; k++)
      g_assert_cmpstr (lotse_form_word (words[k], whole[i]), !=, lotse_form_word (words[k], "en"));
  g_assert_cmpstr (lotse_form_word ("next", "rom"), ==, "Next");
  g_assert_cmpstr (lotse_form_language_name ("tr"), ==, "Türkçe");
  g_assert_true (lotse_form_is_right_to_left ("ar") && lotse_form_is_right_to_left ("fa") && !lotse_form_is_right_to_left ("tr"));
}

/* --- The kiosk ---------------------------------------------------------------------------------------------- */

static void
test_close (Kiosk *kiosk, gconstpointer data)
{
  LotseStore *store = kiosk->base.store;
  g_autoptr (LotseKioskOptions) open = NULL;
  g_autoptr (GError) error = NULL;

  g_strfreev (kiosk->options->languages);
  kiosk->options->languages = g_strsplit ("de ar", " ", -1);
  kiosk->options->paged = FALSE;
  g_assert_null (dup_options (kiosk));
  g_assert_false (lotse_kiosk_open (store, kiosk->options, "12a4", NOON, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  open_kiosk (kiosk, NOON);
  finish (kiosk);
  finish (kiosk);
  assert_sheets (kiosk, 2, 0);
  reopen (&kiosk->base);
  store = kiosk->base.store;
  open = dup_options (kiosk);
  g_assert_nonnull (open);
  g_assert_cmpstr (open->event, ==, kiosk->event);
  g_assert_cmpstr (open->form, ==, kiosk->form);
  g_assert_cmpstr (open->languages[1], ==, "ar");
  g_assert_false (open->paged);
  g_assert_false (lotse_kiosk_check (store, "1111", NOON, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (lotse_kiosk_check (store, PIN, NOON, NULL, &error));
  assert_sheets (kiosk, 2, 0);
  g_assert_true (lotse_kiosk_close (store, &error));
  assert_sheets (kiosk, 0, 2);
  g_assert_null (dup_options (kiosk));
  g_assert_false (lotse_kiosk_check (store, PIN, NOON, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

static void
test_days (Kiosk *kiosk, gconstpointer data)
{
  LotseStore *store = kiosk->base.store;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseKioskOptions) open = NULL;

  open_kiosk (kiosk, NOON);
  finish (kiosk);
  g_assert_true (lotse_kiosk_turn_day (store, NOON + DAY_MS / 4, &error));
  assert_sheets (kiosk, 1, 0);
  g_assert_true (lotse_kiosk_turn_day (store, NOON + DAY_MS, &error));
  assert_sheets (kiosk, 0, 1);
  finish (kiosk);
  g_assert_true (lotse_kiosk_turn_day (store, NOON + DAY_MS, &error));
  assert_sheets (kiosk, 1, 1);
  open = dup_options (kiosk);
  g_assert_nonnull (open);
  /* What a kiosk left that was never closed is released before the next one begins. */
  open_kiosk (kiosk, NOON + DAY_MS);
  assert_sheets (kiosk, 0, 2);
  g_assert_true (lotse_kiosk_close (store, &error));
  g_assert_true (lotse_kiosk_turn_day (store, NOON, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/kiosk/" name, Kiosk, NULL, set_up, function, tear_down)
  ADD ("way", test_way);
  ADD ("close", test_close);
  ADD ("days", test_days);
  g_test_add_func ("/kiosk/words", test_words);
  return g_test_run ();
}
