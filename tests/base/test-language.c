/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A catalogue is read whatever the language of the process; a damaged one gives English. */
#include "config.h"

#include "lotse-language.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <string.h>

typedef struct
{
  guint32 magic, revision, n_texts, originals, translations, hash_size, hash;
  guint32 lengths[2][2][2];
  char texts[64];
} Mo;

/* Two texts in gettext's binary form: the header entry, which is empty here, and one choice. */
static void
write_catalogue (const char *path, guint32 magic, guint32 n_texts)
{
  static const char original[] = "choice\004In person";
  static const char translation[] = "Persönlich";
  Mo mo = { .magic = magic, .n_texts = n_texts, .originals = 28, .translations = 44, .hash = 60 };
  guint32 texts = (guint32) G_STRUCT_OFFSET (Mo, texts);
  g_autoptr (GError) error = NULL;

  mo.lengths[0][0][1] = mo.lengths[1][0][1] = texts;
  mo.lengths[0][1][0] = sizeof original - 1;
  mo.lengths[0][1][1] = texts + 1;
  mo.lengths[1][1][0] = sizeof translation - 1;
  mo.lengths[1][1][1] = texts + 1 + (guint32) sizeof original;
  memcpy (mo.texts + 1, original, sizeof original);
  memcpy (mo.texts + 1 + sizeof original, translation, sizeof translation);
  g_assert_true (g_file_set_contents (path, (const char *) &mo, sizeof mo, &error));
  g_assert_no_error (error);
}

static void
remove_with_parents (const char *path, const char *root)
{
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_remove (path), ==, 0);
  if (strcmp (path, root) != 0)
    remove_with_parents (parent, root);
}

/* The folder is read once per process, so each case runs in a child. */
static void
run_with_catalogue (guint32 magic, guint32 n_texts, const char *expected)
{
  g_autofree char *root = g_dir_make_tmp ("lotse-language-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (root, "de", "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (folder, GETTEXT_PACKAGE ".mo", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  write_catalogue (path, magic, n_texts);
  bindtextdomain (GETTEXT_PACKAGE, root);
  g_assert_cmpstr (lotse_language_translate ("de", "choice", "In person"), ==, expected);
  g_assert_cmpstr (lotse_language_translate ("de_AT", "choice", "In person"), ==, expected);
  g_assert_cmpstr (lotse_language_translate ("de", "choice", "Phone"), ==, "Phone");
  g_assert_cmpstr (lotse_language_translate ("de", "field", "In person"), ==, "In person");
  g_assert_cmpstr (lotse_language_translate ("en", "choice", "In person"), ==, "In person");
  remove_with_parents (path, root);
}

static void
in_child (void (*body) (void))
{
  if (g_test_subprocess ())
    {
      body ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
whole (void)
{
  run_with_catalogue (0x950412de, 2, "Persönlich");
}

static void
damaged (void)
{
  run_with_catalogue (0x950412de, 0x20000000, "In person");
}

static void
foreign (void)
{
  run_with_catalogue (0xde120495, 2, "In person");
}

static void
test_translates_whatever_the_process_speaks (void)
{
  in_child (whole);
}

static void
test_damaged_catalogue_gives_english (void)
{
  in_child (damaged);
}

static void
test_foreign_catalogue_gives_english (void)
{
  in_child (foreign);
}

static void
test_languages_have_a_name (void)
{
  static const struct
  {
    const char *language;
    const char *served_by;
  } cases[] = { { "de", "de" },    { "de-AT", "de" }, { "de_DE.UTF-8", "de" }, { "DE", "de" }, { "en", "en" },
                { "en_GB", "en" }, { "C", "en" },     { "", "en" },            { "den", "en" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (lotse_language_of (cases[i].language), ==, cases[i].served_by);
  g_assert_cmpstr (lotse_language_of (NULL), ==, lotse_language_current ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/have-a-name", test_languages_have_a_name);
  g_test_add_func ("/language/translates-whatever-the-process-speaks", test_translates_whatever_the_process_speaks);
  g_test_add_func ("/language/damaged-catalogue-gives-english", test_damaged_catalogue_gives_english);
  g_test_add_func ("/language/foreign-catalogue-gives-english", test_foreign_catalogue_gives_english);
  return g_test_run ();
}
