/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Becoming a device: passwords, one-time codes, limits, repeats. */
#include "centre-fixture.h"

#include "lotse-error.h"
#include "lotse-login.h"

#include <string.h>

#define HOUR_MS G_GINT64_CONSTANT (3600000)

static char *
token (char letter)
{
  return g_strnfill (64, letter);
}

/* Tries to enrol; the device's number, or NULL with the error. */
static LotseEnrolled *
enrol (Fixture *fixture, const char *code, const char *account, const char *password, char letter, const char *address, GError **error)
{
  g_autoptr (LotseEnrolment) enrolment = g_new0 (LotseEnrolment, 1);

  enrolment->code = g_strdup (code);
  enrolment->account = g_strdup (account);
  enrolment->password = g_strdup (password);
  enrolment->token = token (letter);
  enrolment->device = g_strdup ("00000000000000aa");
  enrolment->name = g_strdup ("Laptop");
  return lotse_centre_enrol (fixture->centre, enrolment, NULL, address, FALSE, error);
}

static void
assert_denied (Fixture *fixture, const char *code, const char *account, const char *password, LotseError expected)
{
  g_autoptr (GError) error = NULL;
  LotseEnrolled *enrolled = enrol (fixture, code, account, password, 'f', "10.0.0.1", &error);

  g_assert_null (enrolled);
  g_assert_error (error, LOTSE_ERROR, (int) expected);
}

static Fixture *
new_with_password (void)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (GError) error = NULL;

  lotse_centre_add_account (fixture->centre, "ada", LOTSE_ROLE_COORDINATOR, NULL, "a good password", &error);
  g_assert_no_error (error);
  return fixture;
}

static void
test_password (void)
{
  g_autoptr (Fixture) fixture = new_with_password ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseEnrolled) enrolled = NULL;
  g_autoptr (LotseEnrolled) again = NULL;
  g_autoptr (LotseEnrolled) second = NULL;

  assert_denied (fixture, NULL, "ada", "a bad password", LOTSE_ERROR_DENIED);
  assert_denied (fixture, NULL, "eve", "a good password", LOTSE_ERROR_DENIED);
  assert_denied (fixture, NULL, NULL, NULL, LOTSE_ERROR_DENIED);
  enrolled = enrol (fixture, NULL, "ada", "a good password", '1', "10.0.0.1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (enrolled->account, ==, "ada");
  g_assert_cmpstr (enrolled->device, ==, "00000000000000aa");
  g_assert_false (enrolled->undertaking);
  /* A repeat after a lost answer is the same device; another laptop that asks for the number gets another one. */
  again = enrol (fixture, NULL, "ada", "a good password", '1', "10.0.0.1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->device, ==, enrolled->device);
  second = enrol (fixture, NULL, "ada", "a good password", '2', "10.0.0.1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second->device, !=, enrolled->device);
}

static void
test_password_changes (void)
{
  g_autoptr (Fixture) fixture = new_with_password ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseEnrolled) enrolled = NULL;

  g_assert_false (lotse_centre_set_password (fixture->centre, "ada", "short", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (lotse_centre_set_password (fixture->centre, "ada", "another password", &error));
  assert_denied (fixture, NULL, "ada", "a good password", LOTSE_ERROR_DENIED);
  enrolled = enrol (fixture, NULL, "ada", "another password", '1', "10.0.0.1", &error);
  g_assert_no_error (error);
  g_assert_true (lotse_centre_set_disabled (fixture->centre, "ada", TRUE, &error));
  /* Only who knows the password learns that the account is locked. */
  assert_denied (fixture, NULL, "ada", "another password", LOTSE_ERROR_LOCKED);
  assert_denied (fixture, NULL, "ada", "a good password", LOTSE_ERROR_DENIED);
}

static void
test_login_is_limited_by_account (void)
{
  g_autoptr (Fixture) fixture = new_with_password ();

  for (guint i = 0; i < LOTSE_LOGIN_PER_ACCOUNT; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.0.0.%u", i);
      g_autofree char *hash = lotse_centre_begin_login (fixture->centre, "ada", address, NULL);

      g_assert_nonnull (hash);
    }
  assert_denied (fixture, NULL, "ada", "a good password", LOTSE_ERROR_BUSY);
  fixture_pass (fixture, LOTSE_LOGIN_WINDOW_MS);
  assert_denied (fixture, NULL, "ada", "a bad password", LOTSE_ERROR_DENIED);
}

static void
test_login_is_limited_by_address (void)
{
  LotseLoginLimits *limits = lotse_login_limits_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < LOTSE_LOGIN_PER_ADDRESS; i++)
    {
      g_autofree char *account = g_strdup_printf ("account%u", i);

      g_assert_true (lotse_login_limits_try (limits, account, "10.0.0.1", 1000, NULL));
    }
  g_assert_false (lotse_login_limits_try (limits, "ada", "10.0.0.1", 2000, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_BUSY);
  g_assert_true (lotse_login_limits_try (limits, "ada", "10.0.0.2", 2000, NULL));
  g_assert_true (lotse_login_limits_try (limits, "ada", "10.0.0.1", 2000 + LOTSE_LOGIN_WINDOW_MS, NULL));
  /* Who gets in may get in often. */
  for (guint i = 0; i < 3 * LOTSE_LOGIN_PER_ADDRESS; i++)
    {
      g_assert_true (lotse_login_limits_try (limits, "ada", "10.0.0.3", 1000, NULL));
      lotse_login_limits_succeed (limits, "ada", "10.0.0.3");
    }
  lotse_login_limits_free (limits);
}

static void
test_code_is_used_once (void)
{
  g_autoptr (Fixture) fixture = new_with_password ();
  g_autoptr (GError) error = NULL;
  g_autofree char *code = lotse_centre_new_code (fixture->centre, "ada", &error);
  g_autofree char *typed = NULL;
  g_autoptr (LotseEnrolled) enrolled = NULL;
  g_autoptr (LotseEnrolled) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (code), ==, 19);
  typed = g_ascii_strdown (code, -1);
  g_strdelimit (typed, "-", ' ');
  enrolled = enrol (fixture, typed, NULL, NULL, '1', "10.0.0.1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (enrolled->account, ==, "ada");
  again = enrol (fixture, code, NULL, NULL, '1', "10.0.0.1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->device, ==, enrolled->device);
  assert_denied (fixture, code, NULL, NULL, LOTSE_ERROR_DENIED);
}

static void
test_code_ends_after_a_day (void)
{
  g_autoptr (Fixture) fixture = new_with_password ();
  g_autofree char *code = lotse_centre_new_code (fixture->centre, "ada", NULL);

  fixture_pass (fixture, 24 * HOUR_MS + 1);
  assert_denied (fixture, code, NULL, NULL, LOTSE_ERROR_DENIED);
}

/* Also when the centre is started anew in between. */
static void
test_code_allows_five_tries (void)
{
  g_autoptr (Fixture) fixture = new_with_password ();
  g_autofree char *code = lotse_centre_new_code (fixture->centre, "ada", NULL);
  g_autofree char *wrong = g_strdup (code);

  wrong[18] = wrong[18] == '0' ? '1' : '0';
  for (guint i = 0; i < 5; i++)
    {
      assert_denied (fixture, wrong, NULL, NULL, LOTSE_ERROR_DENIED);
      fixture_reopen (fixture);
    }
  assert_denied (fixture, code, NULL, NULL, LOTSE_ERROR_DENIED);
  assert_denied (fixture, "not a code", NULL, NULL, LOTSE_ERROR_DENIED);
}

static void
test_copy_enrols_with_its_old_token (void)
{
  g_autoptr (Fixture) fixture = new_with_password ();
  g_autoptr (Device) device = device_new (fixture, "ada");
  g_autoptr (LotseEnrolment) enrolment = g_new0 (LotseEnrolment, 1);
  g_autoptr (LotseEnrolled) enrolled = NULL;
  g_autoptr (GError) error = NULL;

  enrolment->token = token ('3');
  enrolment->device = g_strdup ("00000000000000bb");
  g_assert_null (lotse_centre_enrol (fixture->centre, enrolment, enrolment->token, "10.0.0.1", FALSE, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  g_clear_error (&error);
  enrolled = lotse_centre_enrol (fixture->centre, enrolment, device->token, "10.0.0.1", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (enrolled->account, ==, "ada");
  g_assert_true (lotse_centre_revoke_device (fixture->centre, device->number, &error));
  g_free (enrolment->token);
  enrolment->token = token ('4');
  g_assert_null (lotse_centre_enrol (fixture->centre, enrolment, device->token, "10.0.0.1", FALSE, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
}

static void
test_mentor_confirms_the_undertaking (void)
{
  g_autoptr (Fixture) fixture = new_with_password ();
  g_autofree char *person = lotse_id_new ();
  g_autofree char *profile = lotse_id_new ();
  g_autoptr (Device) staff = device_new (fixture, "ada");
  g_autoptr (GError) error = NULL;

  lotse_centre_add_account (fixture->centre, "mia", LOTSE_ROLE_MENTOR, person, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *code = lotse_centre_new_code (fixture->centre, "mia", &error);
      g_autoptr (LotseEnrolled) enrolled = enrol (fixture, code, NULL, NULL, (char) ('5' + i), "10.0.0.1", &error);

      g_assert_no_error (error);
      g_assert_cmpint (enrolled->undertaking, ==, i == 0);
      g_assert_cmpstr (enrolled->person, ==, person);
      device_edit (staff, "person", person, "display_name", "Mia", NULL);
      device_put (staff, "mentor_profile", profile, "person", person, "undertaking_on", "2026-11-01", NULL);
    }
}

static void
test_names_of_accounts (void)
{
  g_autoptr (Fixture) fixture = new_with_password ();
  const char *bad[] = { "", "with blank", "tab\there", "semi;colon", "\xff\xfe" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (lotse_centre_add_account (fixture->centre, bad[i], LOTSE_ROLE_MENTOR, NULL, NULL, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
    }
  g_assert_true (lotse_centre_add_account (fixture->centre, "jürgen.müller@verein", LOTSE_ROLE_MENTOR, NULL, NULL, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/enrol/password", test_password);
  g_test_add_func ("/enrol/password-changes", test_password_changes);
  g_test_add_func ("/enrol/login-is-limited-by-account", test_login_is_limited_by_account);
  g_test_add_func ("/enrol/login-is-limited-by-address", test_login_is_limited_by_address);
  g_test_add_func ("/enrol/code-is-used-once", test_code_is_used_once);
  g_test_add_func ("/enrol/code-ends-after-a-day", test_code_ends_after_a_day);
  g_test_add_func ("/enrol/code-allows-five-tries", test_code_allows_five_tries);
  g_test_add_func ("/enrol/copy-enrols-with-its-old-token", test_copy_enrols_with_its_old_token);
  g_test_add_func ("/enrol/mentor-confirms-the-undertaking", test_mentor_confirms_the_undertaking);
  g_test_add_func ("/enrol/names-of-accounts", test_names_of_accounts);
  return g_test_run ();
}
