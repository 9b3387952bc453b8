/* SPDX-License-Identifier: GPL-3.0-or-later */
/* That a desk is open, its PIN, and what wrong tries cost. */
#include "config.h"

#include "lotse-desk-lock.h"
#include "lotse-error.h"

#include "events-fixture.h"

#define PIN "2468"
#define PASSWORD "correct horse"
#define NOW G_GINT64_CONSTANT (1795860000000) /* milliseconds since 1970, some day in 2026 */

static void
open_desk (Fixture *fixture)
{
  g_autoptr (LotseDeskOptions) options = lotse_desk_options_new ("event", "morning", "Nord");
  g_autoptr (GError) error = NULL;

  options->sound = TRUE;
  g_assert_true (lotse_desk_lock_open (fixture->store, options, PIN, &error));
  g_assert_no_error (error);
}

static guint n_asked;

/* Stands for the centre. */
static gboolean
password (LotseStore *store, const char *typed, GError **error)
{
  n_asked++;
  if (g_str_equal (typed, "no network"))
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NETWORK, "The centre cannot be reached.");
  else if (!g_str_equal (typed, PASSWORD))
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED, "wrong");
  return g_str_equal (typed, PASSWORD);
}

static void
assert_check (Fixture *fixture, const char *pin, gint64 now_ms, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_desk_lock_check (fixture->store, pin, now_ms, password, &error) == (code < 0));
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, LOTSE_ERROR, code);
}

static LotseDeskOptions *
dup_options (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *setting = lotse_store_get_setting (fixture->store, LOTSE_SETTING_DESK, &error);

  g_assert_no_error (error);
  return lotse_desk_options_parse (setting);
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseDeskOptions) none = dup_options (fixture);
  g_autoptr (LotseDeskOptions) options = NULL;
  g_autoptr (LotseDeskOptions) afternoon = NULL;
  g_autoptr (LotseDeskOptions) closed = NULL;
  g_autofree char *setting = NULL;

  g_assert_null (none);
  assert_check (fixture, PIN, NOW, LOTSE_ERROR_NOT_FOUND);
  open_desk (fixture);
  options = dup_options (fixture);
  g_assert_cmpstr (options->event, ==, "event");
  g_assert_cmpstr (options->slot, ==, "morning");
  g_assert_cmpstr (options->door, ==, "Nord");
  g_assert_true (options->sound);
  g_assert_false (options->signature);
  setting = lotse_store_get_setting (fixture->store, LOTSE_SETTING_DESK, NULL);
  g_assert_null (strstr (setting, PIN));
  assert_check (fixture, PIN, NOW, -1);

  g_assert_true (lotse_desk_lock_set_slot (fixture->store, "afternoon", NULL));
  afternoon = dup_options (fixture);
  g_assert_cmpstr (afternoon->slot, ==, "afternoon");
  assert_check (fixture, PIN, NOW, -1);
  g_assert_true (lotse_desk_lock_close (fixture->store, NULL));
  closed = dup_options (fixture);
  g_assert_null (closed);
  assert_check (fixture, PIN, NOW, LOTSE_ERROR_NOT_FOUND);
}

static void
test_bad_pins (Fixture *fixture, gconstpointer data)
{
  static const char *const pins[] = { "", "123", "12 34", "abcd", "１２３４" };
  g_autoptr (LotseDeskOptions) options = lotse_desk_options_new ("event", NULL, NULL);
  g_autoptr (LotseDeskOptions) found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (pins); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (lotse_desk_lock_open (fixture->store, options, pins[i], &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
    }
  found = dup_options (fixture);
  g_assert_null (found);
}

/* Three wrong tries are free; then the wait doubles, and during it not even the right PIN opens. */
static void
test_tries (Fixture *fixture, gconstpointer data)
{
  static const int waits_s[] = { 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900 };
  gint64 now = NOW;

  open_desk (fixture);
  assert_check (fixture, "1111", now, LOTSE_ERROR_DENIED);
  assert_check (fixture, "1111", now, LOTSE_ERROR_DENIED);
  for (guint i = 0; i < G_N_ELEMENTS (waits_s); i++)
    {
      assert_check (fixture, "1111", now, LOTSE_ERROR_BUSY);
      assert_check (fixture, PIN, now + waits_s[i] * 1000 - 1, LOTSE_ERROR_BUSY);
      now += waits_s[i] * 1000;
    }
  assert_check (fixture, PIN, now, -1);
  assert_check (fixture, "1111", now, LOTSE_ERROR_DENIED);
  assert_check (fixture, "1111", now, LOTSE_ERROR_DENIED);
}

/* Ending the program gives no tries anew, and a clock that was set back makes no wait longer. */
static void
test_kept_on_disk (Fixture *fixture, gconstpointer data)
{
  open_desk (fixture);
  for (guint i = 0; i < 3; i++)
    assert_check (fixture, "1111", NOW, i < 2 ? LOTSE_ERROR_DENIED : LOTSE_ERROR_BUSY);
  reopen (fixture);
  assert_check (fixture, PIN, NOW + 1000, LOTSE_ERROR_BUSY);
  assert_check (fixture, PIN, NOW - G_GINT64_CONSTANT (86400000), -1);
}

/* The password of the account opens it, too; PINs are not sent to the centre, and tries of passwords count like those of PINs. */
static void
test_password (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  n_asked = 0;
  open_desk (fixture);
  assert_check (fixture, PIN, NOW, -1);
  assert_check (fixture, "1357", NOW, LOTSE_ERROR_DENIED);
  g_assert_cmpuint (n_asked, ==, 0);
  assert_check (fixture, PASSWORD, NOW, -1);
  assert_check (fixture, "12345678", NOW, LOTSE_ERROR_DENIED);
  g_assert_cmpuint (n_asked, ==, 2);
  g_assert_false (lotse_desk_lock_check (fixture->store, "no network", NOW, password, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "cannot be reached"));
  assert_check (fixture, "something", NOW, LOTSE_ERROR_BUSY);
  assert_check (fixture, PASSWORD, NOW + 1000, LOTSE_ERROR_BUSY);
  g_assert_cmpuint (n_asked, ==, 4);
  assert_check (fixture, PASSWORD, NOW + 5000, -1);
  g_clear_error (&error);
  g_assert_false (lotse_desk_lock_check (fixture->store, PASSWORD, NOW, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
}

#define ADD(name, test) g_test_add ("/desk-lock/" name, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("open", test_open);
  ADD ("bad-pins", test_bad_pins);
  ADD ("tries", test_tries);
  ADD ("kept-on-disk", test_kept_on_disk);
  ADD ("password", test_password);
  return g_test_run ();
}
