/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit trail: staff reads all of it in pages, and nobody else reads any. */
#include "centre-fixture.h"

#include <string.h>

#define CODES 1200u /* more than two pages */

static LotseCentreReply
ask (Fixture *fixture, const char *token, const char *path)
{
  LotseCentreCall call = { .method = "GET", .path = path, .token = token, .offset = -1, .whole = -1 };
  LotseCentreReply reply;

  lotse_centre_handle (fixture->centre, &call, &reply);
  return reply;
}

static LotseAuditPage *
read_page (Fixture *fixture, const char *token, gint64 before)
{
  g_autofree char *path = before == 0 ? g_strdup ("/v1/audit") : g_strdup_printf ("/v1/audit/%" G_GINT64_FORMAT, before);
  g_auto (LotseCentreReply) reply = ask (fixture, token, path);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (reply.body, &size);
  LotseAuditPage *page;

  g_assert_cmpuint (reply.status, ==, 200);
  page = lotse_audit_page_from_json (text, (gssize) size, &error);
  g_assert_no_error (error);
  return page;
}

static void
test_pages (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (Device) office = NULL;
  gint64 before = 0;
  guint codes = 0, enrolled = 0;
  gboolean more = TRUE;

  fixture_account (fixture, "ada", LOTSE_ROLE_COORDINATOR, NULL);
  office = device_new (fixture, "ada");
  for (guint i = 0; i < CODES; i++)
    g_free (lotse_centre_new_code (fixture->centre, "ada", NULL));
  for (guint pages = 1; more; pages++)
    {
      g_autoptr (LotseAuditPage) page = read_page (fixture, office->token, before);

      g_assert_cmpuint (pages, <=, 3);
      g_assert_cmpuint (page->entries->len, >, 0);
      for (guint i = 0; i < page->entries->len; i++)
        {
          const LotseAuditEntry *entry = g_ptr_array_index (page->entries, i);

          g_assert_true (before == 0 || entry->number < before);
          before = entry->number;
          codes += strcmp (entry->what, "code-made") == 0 && strcmp (entry->subject, "ada") == 0;
          enrolled += strcmp (entry->what, "device-enrolled") == 0 && strcmp (entry->who, "ada") == 0;
        }
      more = page->more;
    }
  g_assert_cmpuint (codes, ==, CODES + 1);
  g_assert_cmpuint (enrolled, ==, 1);
}

static void
test_staff_only (void)
{
  static const struct
  {
    LotseRole role;
    guint status;
  } cases[] = {
    { LOTSE_ROLE_MENTOR, 403 },      { LOTSE_ROLE_ORGANISER, 403 }, { LOTSE_ROLE_FINANCE, 403 },
    { LOTSE_ROLE_COORDINATOR, 200 }, { LOTSE_ROLE_ADMIN, 200 },
  };
  g_autoptr (Fixture) fixture = fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *name = lotse_role_name (cases[i].role);
      g_autoptr (Device) device = NULL;

      fixture_account (fixture, name, cases[i].role, NULL);
      device = device_new (fixture, name);
      {
        g_auto (LotseCentreReply) reply = ask (fixture, device->token, "/v1/audit");
        g_auto (LotseCentreReply) stranger = ask (fixture, "nobody", "/v1/audit");
        g_auto (LotseCentreReply) odd = ask (fixture, device->token, "/v1/audit/x");

        g_assert_cmpuint (reply.status, ==, cases[i].status);
        g_assert_cmpuint (stranger.status, ==, 401);
        g_assert_cmpuint (odd.status, ==, cases[i].status == 200 ? 404 : 403);
      }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audit/pages", test_pages);
  g_test_add_func ("/audit/staff-only", test_staff_only);
  return g_test_run ();
}
