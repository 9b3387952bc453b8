/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POST and DELETE /v1/calendar: the address of a device, and taking back all addresses of its account.
 * GET /v1/calendar/<secret>.ics: the deadlines that the account may see and its own open tasks, for calendar programs.
 *
 * Programs ask every few minutes, and counting takes a while: what was counted is kept until something changes or the day ends, and
 * counted anew a few times in a quarter of an hour at most.
 */
#include "lotse-endpoints.h"

#include "lotse-addresses.h"
#include "lotse-centre-records.h"
#include "lotse-deadline-ics.h"
#include "lotse-error.h"
#include "lotse-json.h"
#include "lotse-language.h"
#include "lotse-reminder.h"

#include <string.h>

#define ENDING ".ics"
#define ZONE "Europe/Berlin"
#define MOST_KEPT 200u /* calendars, of some ten kilobytes each */

/* --- Addresses --------------------------------------------------------------------------------------------------- */

static gboolean
read_request (const LotseCentreCall *call, char **secret, const char **language, GError **error)
{
  gsize size = 0;
  const char *text = call->body != NULL ? g_bytes_get_data (call->body, &size) : NULL;
  g_autoptr (JsonNode) node = text != NULL ? lotse_json_parse (text, size, error) : NULL;
  const char *found = NULL, *wanted = NULL;

  if (text != NULL && node == NULL)
    return FALSE;
  if (node == NULL || !lotse_json_read_text (json_node_get_object (node), "secret", &found, NULL)
      || !lotse_json_read_text (json_node_get_object (node), "language", &wanted, NULL) || found == NULL
      || !lotse_addresses_is_secret (found))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "The secret of a calendar is 64 hexadecimal digits.");
      return FALSE;
    }
  *secret = g_strdup (found);
  *language = lotse_language_of (wanted != NULL ? wanted : "de");
  return TRUE;
}

static void
make (LotseCentre *self, const LotseCentreCall *call, const LotseAccount *account, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;
  const char *language;

  if (read_request (call, &secret, &language, &error) && lotse_addresses_make (self, account, call->token, secret, language, &error))
    lotse_endpoint_answer (reply, 200, g_strdup_printf ("{\"address\":\"/v1/calendar/%s" ENDING "\"}", secret));
  else
    lotse_centre_reply_set_error (reply, error);
  if (secret != NULL)
    sodium_memzero (secret, strlen (secret));
}

void
lotse_endpoint_calendar (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply)
{
  const gboolean takes_back = strcmp (call->method, "DELETE") == 0;
  g_autoptr (LotseAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  if ((!takes_back && !lotse_endpoint_needs (call, "POST", reply)) || (account = lotse_endpoint_account (self, call, reply)) == NULL)
    return;
  if (!takes_back)
    {
      if (lotse_endpoint_may_read (self, call, reply))
        make (self, call, account, reply);
    }
  else if (lotse_addresses_take_back (self, account, &error))
    lotse_endpoint_answer (reply, 200, g_strdup ("{}"));
  else
    lotse_centre_reply_set_error (reply, error);
}

/* --- What is in it ----------------------------------------------------------------------------------------------- */

struct _LotseKeptCalendar
{
  gint64 number; /* the centre's last one when it was counted */
  char *day;
  GBytes *text;
  char *tag;
};

void
lotse_kept_calendar_free (LotseKeptCalendar *self)
{
  g_free (self->day);
  g_bytes_unref (self->text);
  g_free (self->tag);
  g_free (self);
}

static char *
today (LotseCentre *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (lotse_centre_now (self) / 1000);
  g_autoptr (GDateTime) here = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);

  return g_date_time_format (here, "%Y-%m-%d");
}

static GPtrArray *
own_tasks (const LotseRecords *records, const LotseAccount *account, GError **error)
{
  GPtrArray *tasks;

  if (account->person == NULL)
    return g_ptr_array_new_with_free_func (g_object_unref);
  tasks = lotse_records_list (records, "task", "assignee", account->person, error);
  for (guint i = tasks != NULL ? tasks->len : 0; i > 0; i--)
    if (lotse_record_get (g_ptr_array_index (tasks, i - 1), "done_on") != NULL)
      g_ptr_array_remove_index (tasks, i - 1);
  return tasks;
}

/* Nothing is named in it that the account may not see, and nobody at all. */
static LotseKeptCalendar *
count (LotseCentre *self, const LotseAccount *account, const char *language, char *day, GError **error)
{
  const LotseDeadlineIcs options = { .language = language, .hour = LOTSE_REMINDING_HOUR };
  const LotseDeadlinesOptions wanted = { .today = day };
  g_autoptr (LotseAccess) access = lotse_access_new (self, account, NULL, 0, error);
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autoptr (GPtrArray) tasks = NULL;
  LotseCentreRecords records;
  LotseKeptCalendar *kept;
  char *text;

  if (access == NULL)
    return NULL;
  lotse_centre_records_init (&records, self, access);
  if ((deadlines = lotse_deadlines_list_for_ics (&records.records, &wanted, access->roles, error)) == NULL
      || (tasks = own_tasks (&records.records, account, error)) == NULL)
    return NULL;
  text = lotse_deadlines_to_ics (deadlines, tasks, &options);
  kept = g_new0 (LotseKeptCalendar, 1);
  kept->number = self->backend->last_number (self->backend);
  kept->day = g_strdup (day);
  kept->text = g_bytes_new_take (text, strlen (text));
  kept->tag = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, kept->text);
  return kept;
}

/* --- Giving it --------------------------------------------------------------------------------------------------- */

static void
refuse_busy (LotseCentreReply *reply, const GError *error)
{
  lotse_centre_reply_set (reply, LOTSE_WORD_TOO_MANY_TRIES, error->message);
  reply->retry_after = (guint) (LOTSE_LOGIN_WINDOW_MS / 1000);
}

static void
give (const LotseCentreCall *call, const LotseKeptCalendar *kept, LotseCentreReply *reply)
{
  reply->tag = g_strdup_printf ("W/\"%s\"", kept->tag);
  if (call->known_tag != NULL && strstr (call->known_tag, kept->tag) != NULL)
    {
      reply->status = 304;
      return;
    }
  reply->status = 200;
  reply->type = "text/calendar; charset=utf-8";
  reply->body = g_bytes_ref (kept->text);
}

static void
give_kept_or_counted (LotseCentre *self, const LotseCentreCall *call, const LotseCalendar *calendar, const LotseAccount *account,
                      LotseCentreReply *reply)
{
  g_autofree char *key = g_strconcat ("calendar ", account->name, " ", calendar->language, NULL);
  g_autofree char *day = today (self);
  g_autoptr (GError) error = NULL;
  LotseKeptCalendar *kept = g_hash_table_lookup (self->calendars, key);

  if (kept != NULL && kept->number == self->backend->last_number (self->backend) && g_str_equal (kept->day, day))
    give (call, kept, reply);
  else if (!lotse_login_limits_try (self->limits, key, NULL, lotse_centre_now (self), &error))
    refuse_busy (reply, error);
  else if ((kept = count (self, account, calendar->language, day, &error)) == NULL)
    lotse_centre_reply_set_error (reply, error);
  else
    {
      if (g_hash_table_size (self->calendars) >= MOST_KEPT)
        g_hash_table_remove_all (self->calendars);
      give (call, kept, reply);
      g_hash_table_replace (self->calendars, g_steal_pointer (&key), kept);
    }
}

/* Within a transaction, which is never committed: the answer is of one moment. */
static void
find_and_give (LotseCentre *self, const LotseCentreCall *call, const char *secret, const char *place, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseCalendar) calendar = NULL;
  g_autoptr (LotseAccount) account = NULL;

  if (!lotse_addresses_find (self, secret, &calendar, &account, &error))
    lotse_centre_reply_set_error (reply, error);
  else if (calendar == NULL)
    lotse_endpoint_nothing_here (reply);
  else
    {
      lotse_login_limits_succeed (self->limits, NULL, place);
      give_kept_or_counted (self, call, calendar, account, reply);
    }
}

/* Whoever guesses learns nothing: a wrong secret is answered as any address that is none. */
void
lotse_endpoint_calendar_file (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply)
{
  g_autofree char *place = call->address != NULL ? g_strconcat ("calendar ", call->address, NULL) : NULL;
  g_autofree char *secret = g_str_has_suffix (rest, ENDING) ? g_strndup (rest, strlen (rest) - strlen (ENDING)) : g_strdup (rest);
  g_autoptr (GError) error = NULL;

  if (strcmp (call->method, "GET") != 0)
    lotse_endpoint_nothing_here (reply);
  else if (!lotse_login_limits_try (self->limits, NULL, place, lotse_centre_now (self), &error))
    refuse_busy (reply, error);
  else if (!lotse_centre_begin (self, &error))
    lotse_centre_reply_set_error (reply, error);
  else
    {
      find_and_give (self, call, secret, place, reply);
      lotse_centre_rollback (self);
    }
  sodium_memzero (secret, strlen (secret));
}
