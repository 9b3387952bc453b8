/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms go to ODK and KoboToolbox and come back, and what they have and Lotse has not is named. */
#include "config.h"

#include "lotse-form-library.h"
#include "lotse-xlsform.h"

#include "store-fixture.h"
#include "xlsx-fixture.h"

static LotseFormDraft *
read_bytes (GBytes *content)
{
  g_autoptr (GError) error = NULL;
  LotseFormDraft *draft = lotse_xlsform_read (content, &error);

  g_assert_no_error (error);
  return draft;
}

static LotseFormDraft *
read_form (const char *survey, const char *choices, const char *settings)
{
  g_autoptr (GBytes) content = xlsx_form (survey, choices, settings);

  return read_bytes (content);
}

static const char *
value (LotseFormDraft *draft, const char *code, const char *field)
{
  LotseRecord *question = lotse_form_draft_find (draft, code);

  g_assert_nonnull (question);
  return lotse_record_get (question, field);
}

static const char *
element (LotseFormDraft *draft, const char *code, const char *field, const char *name)
{
  return lotse_record_get_element (lotse_form_draft_find (draft, code), field, name);
}

/* Whether a line of what was lost has both words. */
static gboolean
is_lost (LotseFormDraft *draft, const char *first, const char *second)
{
  for (guint i = 0; i < draft->lost->len; i++)
    if (strstr (draft->lost->pdata[i], first) != NULL && strstr (draft->lost->pdata[i], second) != NULL)
      return TRUE;
  return FALSE;
}

static void
assert_same (LotseRecord *a, LotseRecord *b)
{
  const LotseKind *kind = lotse_record_get_kind (a);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *name = kind->fields[i].name;
      g_autofree char *before = lotse_record_dup_text (a, name, "en", NULL, NULL);
      g_autofree char *after = lotse_record_dup_text (b, name, "en", NULL, NULL);

      if (!g_str_equal (name, "form"))
        g_assert_cmpstr (before, ==, after);
    }
}

/* --- There and back ----------------------------------------------------------------------------------------- */

/* Every form of the library is the same after it was written and read. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) library = lotse_form_library_list ("en");
  g_autofree char *path = g_build_filename (fixture->folder, "form.xlsx", NULL);

  for (guint i = 0; i < library->len; i++)
    {
      const LotseLibraryForm *one = library->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *id = lotse_form_library_take (fixture->store, one->name, NULL, &error);
      g_autoptr (LotseFeedbackForm) form = lotse_feedback_form_load (fixture->store, id, &error);
      g_autoptr (LotseFormDraft) draft = NULL;
      g_autoptr (GMappedFile) file = NULL;
      g_autoptr (GBytes) content = NULL;
      g_autofree char *again = NULL;
      LotseFormSaved saved;

      g_assert_true (lotse_xlsform_write (form, path, &error));
      file = g_mapped_file_new (path, FALSE, &error);
      g_assert_no_error (error);
      content = g_mapped_file_get_bytes (file);
      draft = read_bytes (content);
      g_assert_cmpuint (draft->lost->len, ==, 0);
      assert_same (form->record, draft->form);
      g_assert_cmpuint (draft->questions->len, ==, form->questions->len);
      for (guint q = 0; q < form->questions->len; q++)
        assert_same (((LotseQuestion *) form->questions->pdata[q])->record, draft->questions->pdata[q]);
      again = lotse_form_draft_save (fixture->store, draft, FALSE, &saved, &error);
      g_assert_no_error (error);
      g_assert_cmpint (saved, ==, LOTSE_FORM_UNCHANGED);
      g_assert_cmpstr (again, ==, id);
      g_unlink (path);
    }
}

static void
test_no_place (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lotse_form_library_take (fixture->store, "training", NULL, &error);
  g_autoptr (LotseFeedbackForm) form = lotse_feedback_form_load (fixture->store, id, &error);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", "form.xlsx", NULL);

  g_assert_false (lotse_xlsform_write (form, nowhere, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_IO);
}

/* A form that has no name is known by its id when it comes back. */
static void
test_without_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "form.xlsx", NULL);
  g_autofree char *id = add (fixture, "form", "title", "Bogen", "titles/de", "Bogen", "purpose", "survey", "languages/de", "1", NULL);
  g_autofree char *question = add (fixture, "question", "form", id, "code", "why", "type", "open", "texts/de", "Warum?", "position", "1", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseFeedbackForm) form = lotse_feedback_form_load (fixture->store, id, &error);
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (LotseFormDraft) draft = NULL;
  g_autofree char *again = NULL;
  LotseFormSaved saved;

  g_assert_true (lotse_xlsform_write (form, path, &error));
  file = g_mapped_file_new (path, FALSE, &error);
  g_assert_no_error (error);
  content = g_mapped_file_get_bytes (file);
  draft = read_bytes (content);
  again = lotse_form_draft_save (fixture->store, draft, FALSE, &saved, &error);
  g_assert_no_error (error);
  g_assert_cmpint (saved, ==, LOTSE_FORM_UNCHANGED);
  g_assert_cmpstr (again, ==, id);
  g_unlink (path);
}

/* --- As others write them ----------------------------------------------------------------------------------- */

static const char kobo_survey[] =
  "type|name|label::English (en)|label::Arabic (ar)|hint::English (en)|required|relevant|constraint|appearance|$kuid|calculation\n"
  "start|start|||||||||abc\n"
  "deviceid|deviceid\n"
  "note|welcome|Welcome to our survey|أهلاً\n"
  "begin_group|about_you|About you\n"
  "select_one yes_no|came_before|Have you been here before?|هل كنت هنا من قبل؟||true\n"
  "select_one scale|rating|How was it?|كيف كان؟|Think of the whole day|yes|||likert\n"
  "integer|stars|How many points?||||${came_before} = 'yes'|. >= 1 and . <= 4\n"
  "integer|age|How old are you?\n"
  "end_group\n"
  "calculate|double||||||||||${age} * 2\n"
  "select_multiple topics or_other|topics|Which topics?||||${rating} = '1' or ${rating} = '2'\n"
  "text|why|Why work?||||selected(${topics}, 'work')\n"
  "text|odd|Anything odd?||||${age} > 18 and ${rating} = '1'\n"
  "geopoint|where|Where are you?\n"
  "note|between|Nearly there\n"
  "text|last|Anything else?\n"
  "note|bye|Thank you very much|شكراً\n";
static const char kobo_choices[] =
  "list_name|name|label::English (en)|label::Arabic (ar)|image\n"
  "yes_no|yes|Yes|نعم\nyes_no|no|No|لا\n"
  "scale|1|great|ممتاز\nscale|2|good|جيد\nscale|3|so so|مقبول\nscale|4|bad|سيئ\n"
  "topics|work|Work|العمل|work.png\ntopics|school|School|المدرسة\ntopics|work|Work again\n";
static const char kobo_settings[] = "form_title|form_id|version|default_language|style\nDay of clubs|day_clubs|vAbC12|English (en)|pages\n";

static void
test_kobo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseFormDraft) draft = read_form (kobo_survey, kobo_choices, kobo_settings);
  static const char *const lost[][2] = {
    { "“start”", "nothing that tells" }, { "“deviceid”", "nothing that tells" }, { "group “about_you”", "" }, { "“stars”", "1 to 4" },
    { "“age”", "number" }, { "“double” (calculate)", "" }, { "“topics”", "or_other" }, { "“odd”", "always asked" }, { "“where” (geopoint)", "" },
    { "note “between”", "" }, { "“hint::English (en)”", "survey" }, { "“appearance”", "survey" }, { "“image”", "choices" }, { "“work”", "twice" },
    { "“calculation”", "survey" }, { "“rating”", "1 is the best" },
  };
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (draft->questions->len, ==, 8);
  g_assert_cmpstr (lotse_record_get (draft->form, "title"), ==, "Day of clubs");
  g_assert_cmpstr (lotse_record_get (draft->form, "reference"), ==, "day_clubs");
  g_assert_cmpstr (lotse_record_get_element (draft->form, "introductions", "ar"), ==, "أهلاً");
  g_assert_cmpstr (lotse_record_get_element (draft->form, "thanks", "en"), ==, "Thank you very much");
  g_assert_cmpstr (value (draft, "came_before", "type"), ==, "yes_no");
  g_assert_cmpstr (value (draft, "came_before", "required"), ==, "1");
  g_assert_cmpstr (value (draft, "rating", "type"), ==, "rating");
  g_assert_cmpstr (element (draft, "rating", "steps", "ar:4"), ==, "سيئ");
  g_assert_cmpstr (value (draft, "stars", "type"), ==, "rating");
  g_assert_cmpstr (value (draft, "stars", "if_question"), ==, "came_before");
  g_assert_cmpstr (value (draft, "age", "type"), ==, "open");
  g_assert_cmpstr (value (draft, "topics", "type"), ==, "multiple");
  g_assert_cmpstr (value (draft, "topics", "choices"), ==, "work school");
  g_assert_cmpstr (value (draft, "topics", "if_answers"), ==, "1 2");
  g_assert_cmpstr (value (draft, "why", "if_question"), ==, "topics");
  g_assert_null (value (draft, "odd", "if_question"));
  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    if (!is_lost (draft, lost[i][0], lost[i][1]))
      g_error ("%s is not named", lost[i][0]);
  g_assert_cmpuint (draft->lost->len, ==, G_N_ELEMENTS (lost));
  id = lotse_form_draft_save (fixture->store, draft, FALSE, NULL, &error);
  g_assert_no_error (error);
}

/* Old headings, a plain label in the default language, capital letters, own words for yes and no, groups with a condition. */
static void
test_old_style (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseFormDraft) draft = read_form ("Type|Name|Label|label:English|Required|Relevant\n"
                                                "select_one ja_nein|da gewesen|Waren Sie da?|Were you there?|ja\n"
                                                "begin group|g||||(${da gewesen} = 'yes')\n"
                                                "begin group|g||||(${da_gewesen} = \"yes\")\n"
                                                "text|warum|Warum?\n"
                                                "text|wann|Wann?|||${da_gewesen}='no'\n"
                                                "end group\nend group\n",
                                                "list name|name|label|label:English\nja_nein|yes|Ja, gerne|Yes\nja_nein|no|Nein|No\n",
                                                "default_language\nDeutsch\n");

  g_assert_cmpuint (draft->questions->len, ==, 3);
  g_assert_cmpstr (value (draft, "da_gewesen", "type"), ==, "single");
  g_assert_cmpstr (element (draft, "da_gewesen", "steps", "de:yes"), ==, "Ja, gerne");
  g_assert_cmpstr (element (draft, "da_gewesen", "texts", "en"), ==, "Were you there?");
  g_assert_null (value (draft, "warum", "if_question"));
  g_assert_true (is_lost (draft, "“warum”", "several conditions"));
  g_assert_true (is_lost (draft, "“wann”", "several conditions"));
  g_assert_cmpstr (lotse_record_get (draft->form, "title"), ==, "Form without a title");
}

/* Shared texts in pieces, numbers, booleans, prefixes, escapes and a byte order mark, as spreadsheet programs write them. */
static void
test_spreadsheet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) parts = xlsx_parts (NULL, NULL, NULL);
  g_autoptr (GBytes) content = NULL;
  g_autoptr (LotseFormDraft) draft = NULL;

  xlsx_put (parts, "xl/sharedStrings.xml",
            "\xef\xbb\xbf<x:sst xmlns:x=\"urn:x\"><x:si><x:t>type</x:t></x:si><x:si><x:t>name</x:t></x:si><x:si><x:t>label::Deutsch (de)</x:t></x:si>"
            "<x:si><x:t>required</x:t></x:si><x:si><x:t>select_one s</x:t></x:si><x:si><x:r><x:t>Wie </x:t></x:r><x:r><x:t xml:space=\"preserve\">war "
            "&amp; ist</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:si><x:si><x:t>list_name</x:t></x:si><x:si><x:t>gut_x000D_</x:t></x:si></x:sst>");
  xlsx_put (parts, XLSX_SURVEY,
            "<x:worksheet xmlns:x=\"urn:x\"><x:sheetData><x:row><x:c t=\"s\"><x:v>0</x:v></x:c><x:c t=\"s\"><x:v>1</x:v></x:c><x:c t=\"s\"><x:v>2</x:v></x:c>"
            "<x:c t=\"s\"><x:v>3</x:v></x:c></x:row><x:row r=\"4\"><x:c r=\"A4\" t=\"s\"><x:v>4</x:v></x:c><x:c r=\"B4\" t=\"str\"><x:f>A1</x:f><x:v>wie</x:v>"
            "</x:c><x:c r=\"C4\" t=\"s\"><x:v>5</x:v></x:c><x:c r=\"D4\" t=\"b\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>");
  xlsx_put (parts, XLSX_CHOICES,
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>6</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>"
            "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>s</t></is></c><c r=\"B2\"><v>1</v></c><c r=\"C2\" t=\"s\"><v>7</v></c></row>"
            "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>s</v></c><c r=\"B3\"><v>2.0</v></c></row><row r=\"4\"><c r=\"A4\" t=\"str\"><v>s</v></c><c r=\"B4\"><v>3</v></c>"
            "</row><row r=\"5\"><c r=\"A5\" t=\"str\"><v>s</v></c><c r=\"B5\"><v>4E0</v></c></row></sheetData></worksheet>");
  content = xlsx_pack (parts, TRUE);
  draft = read_bytes (content);
  g_assert_cmpuint (draft->questions->len, ==, 1);
  g_assert_cmpstr (value (draft, "wie", "type"), ==, "rating");
  g_assert_cmpstr (value (draft, "wie", "required"), ==, "1");
  g_assert_cmpstr (element (draft, "wie", "texts", "de"), ==, "Wie war & ist");
  g_assert_true (g_str_has_prefix (element (draft, "wie", "steps", "de:1"), "gut"));
}

/* A form that was answered gets its next version from a file, and the same file again changes nothing. */
static void
test_next_version (Fixture *fixture, gconstpointer data)
{
  static const char settings[] = "form_title|form_id\nKurz|short\n";
  g_autoptr (LotseFormDraft) first = read_form ("type|name|label::Deutsch (de)\ntext|why|Warum?\n", NULL, settings);
  g_autoptr (LotseFormDraft) second = read_form ("type|name|label::Deutsch (de)\ntext|why|Wieso?\ntext|what|Was?\n", NULL, settings);
  g_autoptr (GError) error = NULL;
  LotseFormSaved saved;
  g_autofree char *id = lotse_form_draft_save (fixture->store, first, FALSE, &saved, &error);
  g_autoptr (LotseFeedbackForm) form = lotse_feedback_form_load (fixture->store, id, &error);
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autoptr (LotsePile) pile = lotse_feedback_form_pile (form, event, "paper");
  g_autoptr (LotseSheet) sheet = lotse_feedback_form_sheet (form, "de");
  g_autofree char *next = NULL, *again = NULL;

  g_free (sheet->answers[0]);
  sheet->answers[0] = g_strdup ("Darum.");
  lotse_pile_put (fixture->store, pile, sheet, &error);
  g_assert_no_error (error);
  next = lotse_form_draft_save (fixture->store, second, FALSE, &saved, &error);
  g_assert_no_error (error);
  g_assert_cmpint (saved, ==, LOTSE_FORM_NEXT_VERSION);
  again = lotse_form_draft_save (fixture->store, second, FALSE, &saved, &error);
  g_assert_cmpint (saved, ==, LOTSE_FORM_UNCHANGED);
  g_assert_cmpstr (again, ==, next);
  assert_value (fixture, next, "previous", id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/feedback/xlsform/round-trip", Fixture, NULL, fixture_set_up, test_round_trip, fixture_tear_down);
  g_test_add ("/feedback/xlsform/without-name", Fixture, NULL, fixture_set_up, test_without_name, fixture_tear_down);
  g_test_add ("/feedback/xlsform/no-place", Fixture, NULL, fixture_set_up, test_no_place, fixture_tear_down);
  g_test_add ("/feedback/xlsform/kobo", Fixture, NULL, fixture_set_up, test_kobo, fixture_tear_down);
  g_test_add ("/feedback/xlsform/old-style", Fixture, NULL, fixture_set_up, test_old_style, fixture_tear_down);
  g_test_add ("/feedback/xlsform/spreadsheet", Fixture, NULL, fixture_set_up, test_spreadsheet, fixture_tear_down);
  g_test_add ("/feedback/xlsform/next-version", Fixture, NULL, fixture_set_up, test_next_version, fixture_tear_down);
  return g_test_run ();
}
