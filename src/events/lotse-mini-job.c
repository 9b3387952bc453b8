/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an employer has to do for a mini-job, as a checklist whose items count from its first or last day.
 *
 * The monthly notices and payments are deadlines by rule (src/rules) and no tasks.  Each item names its law; which of them apply,
 * the Minijob-Zentrale knows better than a program, and the tasks say so.  Their texts are German on every laptop, as the laws
 * and forms are: two laptops make the same task.  What was due more than six weeks ago when the mini-job is written down was done, or
 * is past help by a reminder.
 */
#include "config.h"

#include "lotse-checklist-private.h"
#include "lotse-events-private.h"
#include "lotse-language.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

#define SIX_WEEKS 42

typedef struct
{
  const char *key;
  const char *field;   /* from which it counts */
  int days;
  const char *repeats; /* or NULL */
  const char *text;
  const char *note;
} Duty;

static const Duty duties[] = {
  { "establishment_number", "starts_on", -1, NULL, NC_ ("mini-job", "Apply for an establishment number (Betriebsnummer)"),
    NC_ ("mini-job", "Online at the Betriebsnummern-Service of the Bundesagentur für Arbeit, before the first notice (§ 18i SGB IV).") },
  { "conditions", "starts_on", 0, NULL, NC_ ("mini-job", "Write down the conditions of employment and hand them over"),
    NC_ ("mini-job", "Names, pay and working time on the first day of work at the latest, the rest within a week or a month (§ 2 NachwG).") },
  { "accident_insurance", "starts_on", 7, NULL, NC_ ("mini-job", "Report to the accident insurance (Berufsgenossenschaft)"),
    NC_ ("mini-job", "Within one week, where the employer is not registered there yet (§ 192 SGB VII).") },
  { "hours_record", "starts_on", 7, NULL, NC_ ("mini-job", "Have the working hours written down"),
    NC_ ("mini-job", "Begin, end and length of each working day, within seven days; keep them for two years (§ 17 MiLoG).") },
  { "registration", "starts_on", SIX_WEEKS, NULL, NC_ ("mini-job", "Register the employee with the Minijob-Zentrale"),
    NC_ ("mini-job", "With the first payroll, six weeks after the start at the latest (§ 6 DEÜV); in some branches, such as cleaning or "
                     "catering, a notice is due on the first day (§ 28a (4) SGB IV).") },
  { "wage_report", "starts_on", 0, "yearly", NC_ ("mini-job", "Report the year’s wages to the accident insurance"),
    NC_ ("mini-job", "By 16 February for the year before (§ 165 SGB VII).") },
  { "deregistration", "ends_on", SIX_WEEKS, NULL, NC_ ("mini-job", "Deregister the employee with the Minijob-Zentrale"),
    NC_ ("mini-job", "With the next payroll, six weeks after the end at the latest (§ 8 DEÜV).") },
};

static const char *const check_with = NC_ ("mini-job", "Please check with the Minijob-Zentrale.");

static const char *
in_german (const char *text)
{
  return lotse_language_translate ("de", "mini-job", text);
}

/* Days from the start to the 16th of February after its year, or to the first that is not long past. */
static int
days_to_wage_report (const char *starts_on, const char *longest_ago)
{
  g_autofree char *due = NULL;
  int year = (int) g_ascii_strtoll (starts_on, NULL, 10);

  do
    {
      g_free (due);
      due = g_strdup_printf ("%04d-02-16", ++year);
    }
  while (strcmp (due, longest_ago) < 0 && year < 9999);
  return lotse_events_days_between (starts_on, due);
}

static LotseChecklistItem *
make_item (const Duty *duty, const char *from, const char *who, const char *longest_ago)
{
  LotseChecklistItem *item = g_new0 (LotseChecklistItem, 1);
  g_autofree char *due = NULL;

  item->key = g_strdup (duty->key);
  item->text = g_strdup (in_german (duty->text));
  item->note = g_strconcat (in_german (duty->note), " ", in_german (check_with), NULL);
  item->who = g_strdup (who != NULL ? who : "");
  item->repeats = g_strdup (duty->repeats);
  item->from = g_strdup (from);
  item->days = duty->repeats != NULL && from != NULL ? days_to_wage_report (from, longest_ago) : duty->days;
  due = lotse_events_add_days (from, item->days);
  item->late = due != NULL && strcmp (due, longest_ago) < 0;
  return item;
}

/* An establishment number that is there need not be applied for, and what counts from the end waits for a last day. */
static GPtrArray *
dup_items (LotseStore *store, const LotseRecord *mini_job)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_checklist_item_free);
  const char *application_id = lotse_record_get (mini_job, "application");
  g_autoptr (LotseRecord) application = application_id != NULL ? lotse_store_get (store, application_id, NULL) : NULL;
  const char *who = application != NULL ? lotse_record_get (application, "responsible") : NULL;
  g_autofree char *today = lotse_events_today (store);
  g_autofree char *longest_ago = lotse_events_add_days (today, -SIX_WEEKS);

  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    {
      const char *from = lotse_record_get (mini_job, duties[i].field);

      if ((from == NULL && g_str_equal (duties[i].field, "ends_on"))
          || (g_str_equal (duties[i].key, "establishment_number") && lotse_record_get (mini_job, "establishment_number") != NULL))
        continue;
      g_ptr_array_add (items, make_item (&duties[i], from, who, longest_ago));
    }
  return items;
}

gboolean
lotse_mini_job_plan (LotseChecklistPlan *plan, const LotseRecord *mini_job, GError **error)
{
  g_autoptr (LotseRecord) before = lotse_store_get (plan->store, lotse_record_get_id (mini_job), NULL);
  g_autoptr (GPtrArray) items = dup_items (plan->store, mini_job);
  g_autoptr (GPtrArray) old = before != NULL ? dup_items (plan->store, before) : NULL;
  const LotseChecklistTarget target = { .id = lotse_record_get_id (mini_job), .coming = TRUE, .items = items };
  gboolean done;

  plan->old_items = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; old != NULL && i < old->len; i++)
    g_hash_table_insert (plan->old_items, ((LotseChecklistItem *) old->pdata[i])->key, old->pdata[i]);
  done = lotse_checklist_plan (plan, &target, error);
  g_clear_pointer (&plan->old_items, g_hash_table_unref);
  return done;
}
