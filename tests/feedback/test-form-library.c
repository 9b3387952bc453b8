/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ready forms become forms, and drafts know what is there already. */
#include "config.h"

#include "lotse-form-file.h"
#include "lotse-form-library.h"

#include "store-fixture.h"

static LotseFeedbackForm *
must_load (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  LotseFeedbackForm *form = lotse_feedback_form_load (fixture->store, id, &error);

  g_assert_no_error (error);
  return form;
}

static char *
take (Fixture *fixture, const char *name, gboolean expected_fresh)
{
  g_autoptr (GError) error = NULL;
  gboolean fresh = FALSE;
  char *id = lotse_form_library_take (fixture->store, name, &fresh, &error);

  g_assert_no_error (error);
  g_assert_cmpint (fresh, ==, expected_fresh);
  return id;
}

static LotseFormDraft *
draft_of (const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  LotseFormDraft *draft = lotse_form_file_read (content, &error);

  g_assert_no_error (error);
  return draft;
}

/* Saves it; the id (g_free). */
static char *
save (Fixture *fixture, const char *text, LotseFormSaved expected)
{
  g_autoptr (LotseFormDraft) draft = draft_of (text);
  g_autoptr (GError) error = NULL;
  LotseFormSaved saved;
  char *id = lotse_form_draft_save (fixture->store, draft, FALSE, &saved, &error);

  g_assert_no_error (error);
  g_assert_cmpint (saved, ==, expected);
  return id;
}

static void
put_sheet (Fixture *fixture, const char *id)
{
  g_autoptr (LotseFeedbackForm) form = must_load (fixture, id);
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autoptr (LotsePile) pile = lotse_feedback_form_pile (form, event, "paper");
  g_autoptr (LotseSheet) sheet = lotse_feedback_form_sheet (form, "de");
  g_autoptr (GError) error = NULL;

  g_free (sheet->answers[0]);
  sheet->answers[0] = g_strdup ("Gut.");
  lotse_pile_put (fixture->store, pile, sheet, &error);
  g_assert_no_error (error);
}

/* Each ready form can be asked, in both languages, and is taken once. */
static void
test_take (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) german = lotse_form_library_list ("de");
  g_autoptr (GPtrArray) english = lotse_form_library_list ("en");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (german->len, ==, 10);
  for (guint i = 0; i < german->len; i++)
    {
      const LotseLibraryForm *one = german->pdata[i];
      g_autofree char *id = take (fixture, one->name, TRUE);
      g_autofree char *again = take (fixture, one->name, FALSE);
      g_autoptr (LotseFeedbackForm) form = must_load (fixture, id);

      g_assert_cmpstr (id, ==, again);
      g_assert_cmpstr (one->title, !=, ((LotseLibraryForm *) english->pdata[i])->title);
      g_assert_cmpstr (one->about, !=, ((LotseLibraryForm *) english->pdata[i])->about);
      g_assert_cmpuint (form->questions->len, ==, one->questions);
      g_assert_cmpstr (lotse_record_get_element (form->record, "titles", "de"), ==, one->title);
      g_assert_cmpstr (lotse_record_get (form->record, "purpose"), ==, one->purpose);
      g_assert_nonnull (lotse_record_get_element (form->record, "languages", "en"));
      g_assert_cmpint (lotse_record_get_int (form->record, "version", 0), ==, 1);
    }
  g_assert_null (lotse_form_library_take (fixture->store, "no-such-form", NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

static void
test_content (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = take (fixture, "networking-meeting", TRUE);
  g_autoptr (LotseFeedbackForm) form = must_load (fixture, id);
  const LotseQuestion *liked = lotse_feedback_form_question (form, "liked");
  const LotseQuestion *later = lotse_feedback_form_question (form, "contacts_for");
  g_autoptr (GPtrArray) answers = lotse_question_list_answers (later);

  g_assert_cmpstr (liked->theme, ==, "liked");
  g_assert_cmpstr (lotse_question_step (liked, "4", "de"), ==, "unzufrieden");
  g_assert_cmpstr (later->if_code, ==, "new_contacts");
  g_assert_true (lotse_question_is_asked (later, "yes"));
  g_assert_false (lotse_question_is_asked (later, "no"));
  g_assert_cmpuint (answers->len, ==, 4);
  g_assert_cmpstr (answers->pdata[0], ==, "exchange");
}

#define HEAD "[form]\nname=short\npurpose=survey\ntitle[de]=Kurz\n"
#define FIRST "[question first]\ntype=yes_no\ntext[de]=Erste?\n"
#define SECOND "[question second]\ntype=open\ntext[de]=Zweite?\n"

/* The same again changes nothing; a form with sheets gets its next version, which is then the one that counts. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = save (fixture, HEAD FIRST, LOTSE_FORM_FRESH);
  g_autofree char *same = save (fixture, HEAD FIRST, LOTSE_FORM_UNCHANGED);
  g_autofree char *longer = save (fixture, HEAD FIRST SECOND, LOTSE_FORM_UPDATED);
  g_autofree char *shorter = save (fixture, HEAD SECOND, LOTSE_FORM_UPDATED);
  g_autoptr (LotseFeedbackForm) form = must_load (fixture, id);
  g_autoptr (LotseFeedbackForm) newer = NULL;
  g_autofree char *next = NULL, *still = NULL;

  g_assert_cmpstr (id, ==, same);
  g_assert_cmpstr (id, ==, longer);
  g_assert_cmpstr (id, ==, shorter);
  g_assert_cmpuint (form->questions->len, ==, 1);
  put_sheet (fixture, id);
  next = save (fixture, HEAD SECOND FIRST, LOTSE_FORM_NEXT_VERSION);
  g_assert_cmpstr (next, !=, id);
  newer = must_load (fixture, next);
  g_assert_cmpstr (lotse_record_get (newer->record, "previous"), ==, id);
  g_assert_cmpint (lotse_record_get_int (newer->record, "version", 0), ==, 2);
  g_assert_cmpuint (newer->questions->len, ==, 2);
  still = save (fixture, HEAD SECOND FIRST, LOTSE_FORM_UNCHANGED);
  g_assert_cmpstr (still, ==, next);
}

/* What cannot be asked is refused with its reason, and nothing is written. */
static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *text, *said; } cases[] = {
    { HEAD, "no question" },
    { HEAD "[question a b]\ntype=open\ntext[de]=x\n", "blanks" },
    { HEAD "[question a]\ntext[de]=x\n", "what kind" },
    { HEAD "[question a]\ntype=open\n", "no text" },
    { HEAD "[question a]\ntype=single\ntext[de]=x\n", "nothing to choose" },
    { HEAD SECOND "[question a]\ntype=open\ntext[de]=x\nif=b: yes\n", "not there, or comes later" },
    { HEAD FIRST "[question a]\ntype=open\ntext[de]=x\nif=first: maybe\n", "does not have" },
    { HEAD FIRST "[question a]\ntype=open\ntext[de]=x\nif=first\n", "which answer" },
  };
  static const char *const unreadable[] = { "", "PK\003\004", "[other]\na=b\n", "[form]\npurpose=nonsense\n", "[question a]\n", HEAD "[question a]\ntype=guess\n" };
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("form"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LotseFormDraft) draft = draft_of (cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (lotse_form_draft_save (fixture->store, draft, FALSE, NULL, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].said));
    }
  for (guint i = 0; i < G_N_ELEMENTS (unreadable); i++)
    {
      g_autoptr (GBytes) content = g_bytes_new_static (unreadable[i], strlen (unreadable[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (lotse_form_file_read (content, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
    }
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, 0);
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseFormDraft) draft = draft_of (HEAD "colour=red\n[question a]\ntype=open\ntext[de]=x\nsize=9\n[page 2]\nx=y\n");

  g_assert_cmpuint (draft->lost->len, ==, 3);
  g_assert_nonnull (strstr (draft->lost->pdata[0], "colour"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/feedback/form-library/take", Fixture, NULL, fixture_set_up, test_take, fixture_tear_down);
  g_test_add ("/feedback/form-library/content", Fixture, NULL, fixture_set_up, test_content, fixture_tear_down);
  g_test_add ("/feedback/form-library/again", Fixture, NULL, fixture_set_up, test_again, fixture_tear_down);
  g_test_add ("/feedback/form-library/wrong", Fixture, NULL, fixture_set_up, test_wrong, fixture_tear_down);
  g_test_add ("/feedback/form-library/unknown", Fixture, NULL, fixture_set_up, test_unknown, fixture_tear_down);
  return g_test_run ();
}
