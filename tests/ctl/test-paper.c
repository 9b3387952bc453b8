/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers of an event, read back from the PDF files themselves. */
#include "config.h"

#include "ctl-run.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define ARABIC "محمد علي حسين"
#define VIETNAMESE "Nguyễn Thị Minh Khai"
#define LONG_NAME "Maximiliane-Charlotte Wolfeschlegelsteinhausenbergerdorff-Hohenzollern-Sigmaringen von und zu Musterstadt"
#define LONG_CLUB "Interkultureller Förderverein für Bildung, Begegnung und Beteiligung zugewanderter Familien im Landkreis e. V."

typedef struct
{
  char *folder;
  char *event;
} Hall;

/* Somebody is registered; the id of the registration (g_free). */
static char *
add_guest (Hall *hall, const char *name, const char *club, const char *needs, const char *note)
{
  g_autofree char *display_name = g_strconcat ("display_name=", name, NULL);
  g_autofree char *person = ctl_ok (hall->folder, "add", "person", display_name, NULL);
  g_autofree char *link = g_strconcat ("person=", person, NULL);
  g_autofree char *organisation = g_strconcat ("organisation_name=", club, NULL);
  g_autofree char *need = g_strconcat ("needs=", needs, NULL);
  g_autofree char *needs_note = g_strconcat ("needs_note=", note, NULL);

  return ctl_ok (hall->folder, "add", "registration", "event=R1", link, organisation, "state=registered", need, needs_note, NULL);
}

static void
set_up (Hall *hall, gconstpointer data)
{
  hall->folder = ctl_folder_new ();
  g_free (ctl_ok (hall->folder, "add", "module", "title_de=Gespräche führen", "title_en=Leading a conversation", NULL));
  hall->event = ctl_ok (hall->folder, "add", "event", "title_de=Netzwerktreffen Süd", "title_en=Networking meeting south", "reference=R1",
                        "date=2026-11-28", "venue=Haus der Vereine", "modules=Gespräche führen",
                        "credit_line=Gefördert von der Beispielstiftung",
                        "slots/1={\"start\":\"2026-11-28T14:00\",\"end\":\"2026-11-28T18:30\"}",
                        "slots/2={\"start\":\"2026-11-29T10:00\",\"end\":\"2026-11-29T12:00\"}", NULL);
  g_free (add_guest (hall, "Anna Beispiel", "Kulturverein", "food", "vegetarisch"));
  g_free (add_guest (hall, ARABIC, "Brücke e. V.", "interpreter", "Arabisch"));
  g_free (add_guest (hall, VIETNAMESE, LONG_CLUB, "", ""));
  g_free (add_guest (hall, LONG_NAME, LONG_CLUB, "", ""));
}

static void
tear_down (Hall *hall, gconstpointer data)
{
  ctl_folder_free (hall->folder);
  g_free (hall->event);
}

static char *
run_program (const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *err = NULL;
  char *out = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return out;
}

/* Writes the paper; its path (g_free). */
static char *
make (Hall *hall, const char *type, const char *language, const char *option)
{
  char *path = g_strdup_printf ("%s/%s-%s.pdf", hall->folder, type, language);

  g_free (ctl_ok (hall->folder, "paper", type, "R1", path, "--language", language, option, NULL));
  return path;
}

static char *
text_of (const char *path)
{
  const char *const words[] = { "pdftotext", "-layout", "-enc", "UTF-8", path, "-", NULL };

  return run_program (words);
}

static guint
pages_of (const char *path)
{
  const char *const words[] = { "pdfinfo", path, NULL };
  g_autofree char *text = run_program (words);
  const char *pages = strstr (text, "Pages:");

  g_assert_nonnull (pages);
  return (guint) g_ascii_strtoull (pages + strlen ("Pages:"), NULL, 10);
}

/* All words of a text, however it was broken into lines. */
static void
assert_words (const char *path, const char *sentence)
{
  const char *const command[] = { "pdftotext", "-raw", "-enc", "UTF-8", path, "-", NULL };
  g_autofree char *text = run_program (command);
  g_auto (GStrv) pieces = g_strsplit_set (text, " \n", -1);
  g_auto (GStrv) wanted = g_strsplit_set (sentence, " \n", -1);
  g_autofree char *all = g_strjoinv ("", pieces);
  g_autofree char *word = g_strjoinv ("", wanted);

  if (strstr (all, word) == NULL)
    g_error ("“%s” is cut off in: %s", sentence, text);
}

static void
assert_has (const char *text, const char *const *parts)
{
  for (guint i = 0; parts[i] != NULL; i++)
    if (strstr (text, parts[i]) == NULL)
      g_error ("“%s” is missing in: %s", parts[i], text);
}

/* --- Nothing overlaps and nothing is cut off -------------------------------------------------------------------- */

typedef struct
{
  double left, top, right, bottom;
} Box;

static gboolean
overlap (const Box *a, const Box *b)
{
  double wide = MIN (a->right, b->right) - MAX (a->left, b->left), high = MIN (a->bottom, b->bottom) - MAX (a->top, b->top);
  double lower = MIN (a->bottom - a->top, b->bottom - b->top);

  /* The boxes of lines of one paragraph touch, because they reserve room for accents. */
  return wide > 1 && high > 0.35 * lower;
}

static void
assert_nothing_overlaps (const char *path)
{
  const char *const words[] = { "pdftotext", "-bbox", path, "-", NULL };
  g_autofree char *text = run_program (words);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (Box));
  double width = 0, height = 0;
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      Box box;

      if (sscanf (lines[i], " <page width=\"%lf\" height=\"%lf\"", &width, &height) == 2)
        g_array_set_size (boxes, 0);
      if (sscanf (lines[i], " <word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &box.left, &box.top, &box.right, &box.bottom) != 4)
        continue;
      n++;
      g_assert_cmpfloat (box.left, >=, 5);
      g_assert_cmpfloat (box.top, >=, 0);
      g_assert_cmpfloat (box.right, <=, width - 5);
      g_assert_cmpfloat (box.bottom, <=, height);
      for (guint b = 0; b < boxes->len; b++)
        if (overlap (&box, &g_array_index (boxes, Box, b)))
          g_error ("Something overlaps: %s", lines[i]);
      g_array_append_val (boxes, box);
    }
  g_assert_cmpuint (n, >, 0);
}

/* --- The papers ------------------------------------------------------------------------------------------------- */

static void
test_attendance_list (Hall *hall, gconstpointer data)
{
  const char *const german[] = { "Teilnehmendenliste", "Netzwerktreffen Süd", "28. November 2026, 14:00–18:30", "Haus der Vereine", "Anna Beispiel",
                                 "Nguyễn", "Unterschrift", "Kulturverein", "Gefördert von der Beispielstiftung", "DSGVO", "Seite 1 von",
                                 NULL };
  const char *const english[] = { "Attendance list", "Networking meeting south", "28 November 2026, 14:00–18:30", "Signature", "GDPR",
                                  "Page 1 of", NULL };
  g_autofree char *de = make (hall, "attendance-list", "de", NULL);
  g_autofree char *en = make (hall, "attendance-list", "en", NULL);
  g_autofree char *german_text = text_of (de);
  g_autofree char *english_text = text_of (en);
  struct stat about;

  assert_has (german_text, german);
  assert_has (english_text, english);
  g_assert_null (strstr (german_text, "vegetarisch"));
  assert_nothing_overlaps (de);
  assert_nothing_overlaps (en);
  g_assert_nonnull (strstr (german_text, "Sigmaringen"));
  g_assert_null (strstr (german_text, "…"));
  g_assert_cmpint (stat (de, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
}

static void
test_many_pages (Hall *hall, gconstpointer data)
{
  g_autofree char *path = make (hall, "attendance-list", "de", "--blank-rows=100");
  g_autofree char *text = text_of (path);
  guint pages = pages_of (path);
  g_autofree char *last = g_strdup_printf ("Seite %u von %u", pages, pages);
  const char *const parts[] = { last, "Seite 1 von", NULL };

  g_assert_cmpuint (pages, >, 3);
  assert_has (text, parts);
  assert_nothing_overlaps (path);
}

/* What the codes of a page of badges say. */
static char *
read_codes (Hall *hall, const char *path)
{
  g_autofree char *prefix = g_build_filename (hall->folder, "page", NULL);
  g_autofree char *picture = g_strconcat (prefix, ".png", NULL);
  const char *const draw[] = { "pdftoppm", "-r", "200", "-png", "-singlefile", path, prefix, NULL };
  const char *const scan[] = { "zbarimg", "-q", "--raw", picture, NULL };

  g_free (run_program (draw));
  return run_program (scan);
}

static void
test_badges (Hall *hall, gconstpointer data)
{
  const char *const parts[] = { "Anna Beispiel", "Nguyễn", "Kulturverein", NULL };
  g_autofree char *path = make (hall, "badges", "de", NULL);
  g_autofree char *text = text_of (path);
  g_autofree char *codes = read_codes (hall, path);
  g_auto (GStrv) lines = g_strsplit (g_strstrip (codes), "\n", -1);

  assert_has (text, parts);
  assert_words (path, LONG_NAME);
  assert_words (path, LONG_CLUB);
  assert_nothing_overlaps (path);
  g_assert_cmpuint (pages_of (path), ==, 1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_null (strstr (codes, "Anna"));
  /* The desk takes each code for one of the four. */
  for (guint i = 0; i < 4; i++)
    {
      g_assert_true (g_str_has_prefix (lines[i], "LOTSE:"));
      g_free (ctl_ok (hall->folder, "sign-in", "R1", lines[i], "--slot", "1", NULL));
    }
  for (guint i = 0; i < 3; i++)
    {
      static const char *const sizes[] = { "--size=85x54", "--size=105x74", "--size=97x141" };
      g_autofree char *other = make (hall, "badges", "en", sizes[i]);

      assert_nothing_overlaps (other);
    }
}

static void
test_certificates (Hall *hall, gconstpointer data)
{
  const char *const german[] = { "Teilnahmebescheinigung", "Anna Beispiel", "Netzwerktreffen Süd", "6,5 Zeitstunden", "Gespräche führen", NULL };
  const char *const english[] = { "Certificate of attendance", "Anna Beispiel", "6.5 hours", "Leading a conversation", NULL };
  g_autofree char *none = g_build_filename (hall->folder, "none.pdf", NULL);
  g_autoptr (CtlResult) refused = ctl_run (hall->folder, "paper", "certificates", "R1", none, NULL);
  g_autofree char *de = NULL;
  g_autofree char *en = NULL;
  g_autofree char *german_text = NULL;
  g_autofree char *english_text = NULL;

  ctl_assert_refused (refused, 2, "certificates");
  g_assert_false (g_file_test (none, G_FILE_TEST_EXISTS));
  g_free (ctl_ok (hall->folder, "sign-in", "R1", "Anna Beispiel", "--slot", "1", NULL));
  g_free (ctl_ok (hall->folder, "sign-in", "R1", "Anna Beispiel", "--slot", "2", NULL));
  g_free (ctl_ok (hall->folder, "sign-in", "R1", LONG_NAME, "--slot", "2", NULL));
  de = make (hall, "certificates", "de", NULL);
  en = make (hall, "certificates", "en", NULL);
  german_text = text_of (de);
  english_text = text_of (en);
  assert_has (german_text, german);
  assert_has (english_text, english);
  g_assert_nonnull (strstr (german_text, "2 Zeitstunden"));
  g_assert_null (strstr (german_text, "Nguyễn"));
  g_assert_cmpuint (pages_of (de), ==, 2);
  assert_nothing_overlaps (de);
}

static void
test_door_sign (Hall *hall, gconstpointer data)
{
  const char *const parts[] = { "Netzwerktreffen", "Haus der Vereine", "28. November 2026", NULL };
  g_autofree char *path = make (hall, "door-sign", "de", "--arrow=left");
  g_autofree char *text = text_of (path);

  assert_has (text, parts);
  g_assert_cmpuint (pages_of (path), ==, 1);
  assert_nothing_overlaps (path);
}

static void
test_needs_list (Hall *hall, gconstpointer data)
{
  const char *const parts[] = { "vegetarisch", "Sprachmittlung", "Arabisch", "Vertraulich", NULL };
  g_autofree char *path = make (hall, "needs-list", "de", NULL);
  g_autofree char *text = text_of (path);

  assert_has (text, parts);
  /* A kitchen needs no names. */
  g_assert_null (strstr (text, "Anna"));
  assert_nothing_overlaps (path);
}

/* --- What long texts and many people do ---------------------------------------------------------------------------- */

#define LONG_TITLE \
  "Landesweites Netzwerktreffen der Migrantinnen- und Migrantenorganisationen: Gemeinsam fördern, beantragen, abrechnen und voneinander lernen"

/* The event has a title of two lines, an organiser, and applications that name the programme themselves. */
static void
lengthen (Hall *hall)
{
  g_autofree char *funder = ctl_ok (hall->folder, "add", "grant_programme", "name=Vielfalt", "credit_line=Aus Mitteln des Programms Vielfalt", NULL);
  g_autofree char *application = ctl_ok (hall->folder, "add", "application", "title=Treffen", "programme=Vielfalt", NULL);
  g_autofree char *club = ctl_ok (hall->folder, "add", "organisation", "name=Kompetenzzentrum der Vereine", NULL);
  g_autofree char *paid_by = g_strconcat ("applications=", application, NULL);
  g_autofree char *organiser = g_strconcat ("organiser=", club, NULL);

  g_free (ctl_ok (hall->folder, "set", hall->event, "title_de=" LONG_TITLE, "credit_line=", paid_by, organiser,
                  "slots/3={\"start\":\"2026-12-05T14:00\",\"end\":\"2026-12-05T18:30\"}",
                  "slots/4={\"start\":\"2026-12-06T10:00\",\"end\":\"2026-12-06T12:00\"}", NULL));
}

static void
test_long_title (Hall *hall, gconstpointer data)
{
  const char *const types[] = { "attendance-list", "needs-list", "badges", "door-sign", "certificates" };
  const char *const parts[] = { "Kompetenzzentrum der Vereine", "Aus Mitteln des Programms Vielfalt", NULL };

  lengthen (hall);
  g_free (ctl_ok (hall->folder, "sign-in", "R1", LONG_NAME, "--slot", "1", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *path = make (hall, types[i], "de", NULL);

      assert_nothing_overlaps (path);
      assert_words (path, LONG_TITLE);
      if (i == 0)
        {
          g_autofree char *text = text_of (path);

          assert_has (text, parts);
        }
    }
}

static void
test_many_modules (Hall *hall, gconstpointer data)
{
  g_autoptr (GString) modules = g_string_new ("modules=");
  g_autofree char *path = NULL;

  lengthen (hall);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *title = g_strdup_printf ("title_de=Baustein %02u der Qualifizierung", i);
      g_autofree char *id = ctl_ok (hall->folder, "add", "module", title, NULL);

      g_string_append_printf (modules, "%s%s", i > 0 ? "; " : "", id);
    }
  g_free (ctl_ok (hall->folder, "set", hall->event, modules->str, NULL));
  g_free (ctl_ok (hall->folder, "sign-in", "R1", LONG_NAME, "--slot", "1", NULL));
  path = make (hall, "certificates", "de", NULL);
  assert_nothing_overlaps (path);
  assert_words (path, "Baustein 29 der Qualifizierung");
}

/* Who came on the second day only gets no certificate of the first. */
static void
test_days_attended (Hall *hall, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  g_free (ctl_ok (hall->folder, "sign-in", "R1", VIETNAMESE, "--slot", "2", NULL));
  path = make (hall, "certificates", "de", NULL);
  text = text_of (path);
  g_assert_nonnull (strstr (text, "29. November 2026, 10:00–12:00"));
  g_assert_null (strstr (text, "28. November"));
  g_assert_nonnull (strstr (text, "2 Zeitstunden"));
}

/* More for one need than a page has lines. */
#define MANY 110

static void
test_many_needs (Hall *hall, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("Gast Nummer%03u", i);
      g_autofree char *note = g_strdup_printf ("Essen Nummer%03u", i);

      g_free (add_guest (hall, name, "", i % 2 == 0 ? "wheelchair" : "food", i % 2 == 0 ? "" : i < 20 ? "vegetarisch" : note));
    }
  path = make (hall, "needs-list", "de", NULL);
  text = text_of (path);
  g_assert_cmpuint (pages_of (path), >, 1);
  assert_nothing_overlaps (path);
  g_assert_null (strstr (text, "…"));
  g_assert_nonnull (strstr (text, "11 × vegetarisch"));
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *expected = i % 2 == 0 ? g_strdup_printf ("Gast Nummer%03u", i) : g_strdup_printf ("1 × Essen Nummer%03u", i);

      if (i % 2 == 0 || i >= 20)
        g_assert_nonnull (strstr (text, expected));
    }
  g_assert_null (strstr (text, "Gast Nummer001"));
}

static void
test_wrong_input (Hall *hall, gconstpointer data)
{
  static const struct
  {
    const char *type, *option, *said;
  } cases[] = {
    { "poster", NULL, "attendance-list" },        { "badges", "--size=1x1", "90x65" },     { "door-sign", "--arrow=sideways", "left" },
    { "badges", "--language=fr", "de, en" }, { "attendance-list", "--slot=9", "9" },
  };
  g_autofree char *path = g_build_filename (hall->folder, "paper.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (hall->folder, "missing", "paper.pdf", NULL);
  g_autoptr (CtlResult) unwritten = ctl_run (hall->folder, "paper", "door-sign", "R1", nowhere, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CtlResult) result = ctl_run (hall->folder, "paper", cases[i].type, "R1", path, cases[i].option, NULL);

      ctl_assert_refused (result, 2, cases[i].said);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  ctl_assert_refused (unwritten, 1, "missing");
}

/* The calendar file is one in each language, is written anew in place, and is left alone when it cannot be made. */
static void
test_calendar_file (Hall *hall, gconstpointer data)
{
  g_autofree char *path = g_build_filename (hall->folder, "event.ics", NULL);
  g_autofree char *nowhere = g_build_filename (hall->folder, "missing", "event.ics", NULL);
  g_autofree char *german = NULL;
  g_autofree char *english = NULL;
  g_autoptr (CtlResult) unwritten = ctl_run (hall->folder, "event-ics", "R1", nowhere, NULL);
  g_autoptr (CtlResult) language = ctl_run (hall->folder, "event-ics", "R1", path, "--language=fr", NULL);
  g_autoptr (CtlResult) dateless = NULL;

  ctl_assert_refused (unwritten, 1, "missing");
  ctl_assert_refused (language, 2, "de, en");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_free (ctl_ok (hall->folder, "event-ics", "R1", path, "--language=de", NULL));
  g_assert_true (g_file_get_contents (path, &german, NULL, NULL));
  g_assert_true (g_str_has_prefix (german, "BEGIN:VCALENDAR\r\n"));
  g_assert_nonnull (strstr (german, "SUMMARY:Netzwerktreffen Süd\r\n"));
  g_assert_nonnull (strstr (german, "DTSTART;TZID=Europe/Berlin:20261129T100000\r\n"));
  g_assert_null (strstr (german, "Beispiel"));
  g_free (ctl_ok (hall->folder, "event-ics", "R1", path, "--language=en", NULL));
  g_assert_true (g_file_get_contents (path, &english, NULL, NULL));
  g_assert_nonnull (strstr (english, "SUMMARY:Networking meeting south\r\n"));
  g_free (ctl_ok (hall->folder, "add", "event", "title_de=Idee", "reference=R2", NULL));
  dateless = ctl_run (hall->folder, "event-ics", "R2", path, NULL);
  ctl_assert_refused (dateless, 2, "no date");
  g_clear_pointer (&german, g_free);
  g_assert_true (g_file_get_contents (path, &german, NULL, NULL));
  g_assert_cmpstr (german, ==, english);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/paper/" name, Hall, NULL, set_up, function, tear_down)
  ADD ("attendance-list", test_attendance_list);
  ADD ("many-pages", test_many_pages);
  ADD ("badges", test_badges);
  ADD ("certificates", test_certificates);
  ADD ("door-sign", test_door_sign);
  ADD ("needs-list", test_needs_list);
  ADD ("long-title", test_long_title);
  ADD ("many-modules", test_many_modules);
  ADD ("days-attended", test_days_attended);
  ADD ("many-needs", test_many_needs);
  ADD ("wrong-input", test_wrong_input);
  ADD ("calendar-file", test_calendar_file);
  return g_test_run ();
}
