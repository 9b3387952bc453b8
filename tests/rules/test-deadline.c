/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadlines of records: occurrences, what is stored of them, what a change moves. */
#include "rules-fixture.h"

#define PROOF "{\"type\":\"proof_of_use\",\"anchor\":\"award.ends_on\",\"count\":6,\"unit\":\"months\"}"
#define SPEND "{\"type\":\"spend_by\",\"anchor\":\"disbursement.paid_on\",\"count\":6,\"unit\":\"weeks\"}"
#define KEEP "{\"type\":\"retention\",\"anchor\":\"proof_of_use.handed_in\",\"count\":5,\"unit\":\"years\"}"

typedef struct
{
  Records records;
  LotseRecord *programme, *call, *application;
} Project;

static void
set_up (Project *self, gconstpointer data)
{
  records_init (&self->records);
  self->programme = record_add (&self->records, "grant_programme", "name", "Kleine Hilfe", NULL);
  rule_add (self->programme, "proof", PROOF);
  rule_add (self->programme, "spend", SPEND);
  rule_add (self->programme, "keep", KEEP);
  self->call = record_add (&self->records, "call", "programme", lotse_record_get_id (self->programme), "closes_at", "2026-12-31T23:59", NULL);
  self->application = record_add (&self->records, "application", "title", "Sommerschule", "call", lotse_record_get_id (self->call), "state",
                                  "drafting", NULL);
}

static void
tear_down (Project *self, gconstpointer data)
{
  records_clear (&self->records);
}

static LotseRecord *
add_award (Project *self, const char *ends_on, const LotseRecord *amends)
{
  LotseRecord *award = record_add (&self->records, "award", "application", lotse_record_get_id (self->application), "ends_on", ends_on, NULL);

  if (amends != NULL)
    record_set (award, "amends", lotse_record_get_id (amends));
  return award;
}

static const LotseDeadline *
find (GPtrArray *list, const char *type)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((LotseDeadline *) list->pdata[i])->type, type))
      return list->pdata[i];
  g_assert_not_reached ();
}

static void
test_call (Project *self, gconstpointer data)
{
  g_autoptr (GPtrArray) list = deadlines_of (&self->records, self->application);
  const LotseDeadline *closing = find (list, "application");

  g_assert_cmpstr (closing->due, ==, "2026-12-31");
  g_assert_cmpstr (closing->time, ==, "23:59");
  g_assert_true (closing->reminds);
  g_assert_cmpstr (closing->title, ==, "Sommerschule");
  /* Without an award there is a proof that waits, and papers to keep after it; no instalment, no deadline to spend it. */
  assert_deadlines (&self->records, self->application, "application 2026-12-31 open\nproof_of_use - waits\nretention - waits\n");
  record_set (self->call, "extended_to", "2027-01-15T12:00");
  assert_deadlines (&self->records, self->application, "application 2027-01-15 open\nproof_of_use - waits\nretention - waits\n");
  record_set (self->application, "involvement", "known");
  g_clear_pointer (&list, g_ptr_array_unref);
  list = deadlines_of (&self->records, self->application);
  g_assert_false (find (list, "application")->reminds);
}

static void
test_awards (Project *self, gconstpointer data)
{
  LotseRecord *first = add_award (self, "2026-12-31", NULL);

  record_set (self->application, "state", "running");
  assert_deadlines (&self->records, self->application, "application 2026-12-31 moot\nproof_of_use 2027-06-30 open\nretention - waits\n");
  /* An amending notice moves the deadline; one of its own has another. */
  add_award (self, "2027-03-31", first);
  assert_deadlines (&self->records, self->application, "application 2026-12-31 moot\nproof_of_use 2027-09-30 open\nretention - waits\n");
  add_award (self, "2027-08-31", NULL);
  assert_deadlines (&self->records, self->application,
                    "application 2026-12-31 moot\nproof_of_use 2027-09-30 open\nproof_of_use 2028-02-29 open\nretention - waits\nretention - waits\n");
}

static void
test_instalments (Project *self, gconstpointer data)
{
  const char *award = lotse_record_get_id (add_award (self, "2026-12-31", NULL));

  record_set (self->application, "state", "running");
  record_add (&self->records, "disbursement", "award", award, "paid_on", "2026-03-02", NULL);
  record_add (&self->records, "disbursement", "award", award, "paid_on", "2026-06-01", NULL);
  record_add (&self->records, "disbursement", "award", award, NULL);
  assert_deadlines (&self->records, self->application,
                    "spend_by 2026-04-13 open\nspend_by 2026-07-13 open\napplication 2026-12-31 moot\nproof_of_use 2027-06-30 open\n"
                    "retention - waits\nspend_by - waits\n");
}

static void
test_stated (Project *self, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  LotseRecord *award = add_award (self, "2026-12-31", NULL);

  g_assert_true (lotse_record_set_element (award, "stated_dates", "proof_of_use", "2027-04-30", NULL));
  g_assert_true (lotse_record_set_element (award, "stated_dates", "interim_proof", "2026-12-15", NULL));
  list = deadlines_of (&self->records, self->application);
  g_assert_cmpstr (find (list, "proof_of_use")->due, ==, "2027-04-30");
  g_assert_cmpstr (find (list, "proof_of_use")->rule_due, ==, "2027-06-30");
  g_assert_cmpint (find (list, "proof_of_use")->origin, ==, LOTSE_DEADLINE_STATED);
  g_assert_cmpstr (find (list, "interim_proof")->due, ==, "2026-12-15");
}

static void
test_stored (Project *self, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  LotseRecord *award = add_award (self, "2026-12-31", NULL);
  LotseRecord *stored;

  list = deadlines_of (&self->records, self->application);
  stored = lotse_deadline_dup_record (find (list, "proof_of_use"), &self->records.overlay.records, &error);
  g_assert_no_error (error);
  record_set (stored, "due", "2027-06-30");
  record_set (stored, "handed_in_on", "2027-05-03");
  g_ptr_array_add (self->records.list, stored);
  /* Handed in: the date stays whatever moves, and what counts from it has a date now. */
  record_set (award, "ends_on", "2027-12-31");
  assert_deadlines (&self->records, self->application,
                    "application 2026-12-31 open\nproof_of_use 2027-06-30 done\nretention 2032-05-03 open\n");
  record_add (&self->records, "deadline", "type", "own", "attached", lotse_record_get_id (self->call), "due", "2026-12-01", "name",
              "Beratung anmelden", NULL);
  assert_deadlines (&self->records, self->call, "own 2026-12-01 open\n");
}

static void
test_moved (Project *self, gconstpointer data)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) moves = NULL;
  g_autofree char *line = NULL;
  LotseRecord *later = lotse_record_copy (self->call);

  record_set (later, "extended_to", "2027-01-15T12:00");
  g_ptr_array_add (changed, later);
  moves = lotse_deadlines_moved (&self->records.overlay.records, changed, &self->records.options, NULL);
  g_assert_cmpuint (moves->len, ==, 1);
  line = lotse_deadline_move_describe (moves->pdata[0]);
  g_assert_cmpstr (line, ==, "Application (Sommerschule): 31 Dec 2026 → 15 Jan 2027");
}

/* A rule of the centre moves deadlines of records of any kind, and one of a programme those of all its applications. */
static void
test_rules_moved (Project *self, gconstpointer data)
{
  g_autofree char *id = lotse_id_derive ("centre_setting", "centre", NULL);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) moves = NULL;
  g_autofree char *line = NULL;
  LotseRecord *setting = lotse_record_new (lotse_kind_find ("centre_setting"), id);

  record_add (&self->records, "service", "provider", lotse_record_get_id (self->programme), "verified_on", "2026-01-31", NULL);
  rule_add (setting, "service-verified", "{\"type\":\"verification\",\"anchor\":\"service.verified_on\",\"count\":6,\"unit\":\"months\"}");
  g_ptr_array_add (changed, setting);
  moves = lotse_deadlines_moved (&self->records.overlay.records, changed, &self->records.options, NULL);
  g_assert_cmpuint (moves->len, ==, 1);
  line = lotse_deadline_move_describe (moves->pdata[0]);
  g_assert_nonnull (strstr (line, ": 31 Jan 2027 → 31 Jul 2026"));
  g_ptr_array_set_size (changed, 0);
  for (guint i = 0; i < 60; i++)
    record_add (&self->records, "application", "title", "x", "call", lotse_record_get_id (self->call), "starts_on", "2027-03-01", NULL);
  g_ptr_array_add (changed, lotse_record_copy (self->programme));
  rule_add (changed->pdata[0], "start", "{\"type\":\"own\",\"anchor\":\"application.starts_on\"}");
  g_clear_pointer (&moves, g_ptr_array_unref);
  moves = lotse_deadlines_moved (&self->records.overlay.records, changed, &self->records.options, NULL);
  g_assert_cmpuint (moves->len, ==, 60);
}

static void
test_list_is_all_of_them (Project *self, gconstpointer data)
{
  g_autoptr (GPtrArray) one = NULL, all = NULL;
  g_autofree char *text = NULL, *same = NULL;
  LotseRecord *award = add_award (self, "2026-12-31", NULL);

  record_add (&self->records, "disbursement", "award", lotse_record_get_id (award), "paid_on", "2026-03-02", NULL);
  self->records.options.flags |= LOTSE_DEADLINES_EXPLAINED;
  one = deadlines_of (&self->records, self->application);
  all = lotse_deadlines_list (&self->records.overlay.records, &self->records.options, NULL);
  text = deadlines_text (one);
  same = deadlines_text (all);
  g_assert_cmpstr (same, ==, text);
  g_assert_cmpstr (find (all, "spend_by")->steps->pdata[1], ==, "6 weeks later: 13 Apr 2026");
}

/* A proof that was put in by hand, or whose rule is gone, was handed in all the same: papers are kept from then on. */
static void
test_handed_in_by_hand (Project *self, gconstpointer data)
{
  LotseRecord *proof = record_add (&self->records, "deadline", "type", "proof_of_use", "attached", lotse_record_get_id (self->application),
                                   "due", "2026-06-30", "handed_in_on", "2026-05-04", NULL);

  assert_deadlines (&self->records, self->application,
                    "proof_of_use 2026-06-30 done\napplication 2026-12-31 open\nretention 2031-05-04 open\n"
                    "proof_of_use - waits\nretention - waits\n");
  record_set (proof, "rule", "proof-of-before");
  g_assert_true (lotse_record_set_element (self->programme, "deadline_rules", "proof", NULL, NULL));
  assert_deadlines (&self->records, self->application,
                    "proof_of_use 2026-06-30 done\napplication 2026-12-31 open\nretention 2031-05-04 open\n");
}

/* The notice states the date of a proof that no rule of the programme asks for; what counts from it knows of it. */
static void
test_handed_in_as_stated (Project *self, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  LotseRecord *award = add_award (self, "2026-12-31", NULL);
  LotseRecord *stored;

  g_assert_true (lotse_record_set_element (self->programme, "deadline_rules", "proof", NULL, NULL));
  g_assert_true (lotse_record_set_element (award, "stated_dates", "proof_of_use", "2027-04-30", NULL));
  g_assert_true (lotse_record_set_element (award, "stated_dates", "retention", "2040-12-31", NULL));
  assert_deadlines (&self->records, self->application,
                    "application 2026-12-31 open\nproof_of_use 2027-04-30 open\nretention 2040-12-31 open\n");
  list = deadlines_of (&self->records, self->application);
  stored = lotse_deadline_dup_record (find (list, "proof_of_use"), &self->records.overlay.records, NULL);
  record_set (stored, "due", "2027-04-30");
  record_set (stored, "handed_in_on", "2027-04-29");
  g_ptr_array_add (self->records.list, stored);
  g_assert_true (lotse_record_set_element (award, "stated_dates", "retention", NULL, NULL));
  assert_deadlines (&self->records, self->application,
                    "application 2026-12-31 open\nproof_of_use 2027-04-30 done\nretention 2032-04-29 open\n");
}

/* What hangs on an application is for those who look after that, unless somebody was named. */
static void
test_people (Project *self, gconstpointer data)
{
  const char *application = lotse_record_get_id (self->application);
  LotseRecord *ada = record_add (&self->records, "person", "display_name", "Ada", NULL);
  LotseRecord *ben = record_add (&self->records, "person", "display_name", "Ben", NULL);
  LotseRecord *job = record_add (&self->records, "mini_job", "name", "Buchhaltung", "application", application, "starts_on", "2026-11-01", NULL);
  LotseRecord *award = add_award (self, "2026-12-31", NULL);
  LotseRecord *own = record_add (&self->records, "deadline", "type", "own", "attached", lotse_record_get_id (award), "due", "2026-12-01", NULL);
  const LotseRecord *attached[] = { self->application, job, award };

  record_set (self->application, "responsible", lotse_record_get_id (ada));
  record_set (self->application, "deputy", lotse_record_get_id (ben));
  for (guint i = 0; i < G_N_ELEMENTS (attached); i++)
    {
      g_autoptr (GPtrArray) list = deadlines_of (&self->records, attached[i]);

      g_assert_cmpuint (list->len, >, 0);
      for (guint d = 0; d < list->len; d++)
        {
          g_assert_cmpstr (((LotseDeadline *) list->pdata[d])->responsible, ==, lotse_record_get_id (ada));
          g_assert_cmpstr (((LotseDeadline *) list->pdata[d])->deputy, ==, lotse_record_get_id (ben));
        }
    }
  record_set (own, "responsible", lotse_record_get_id (ben));
  {
    g_autoptr (GPtrArray) list = deadlines_of (&self->records, award);

    g_assert_cmpstr (find (list, "own")->responsible, ==, lotse_record_get_id (ben));
    g_assert_null (find (list, "own")->deputy);
  }
}

/* Records that count how often they are asked. */
typedef struct
{
  LotseRecords records;
  const LotseRecords *below;
  GHashTable *lists; /* of kind */
  guint gets;
  guint edges;
} Counted;

static LotseRecord *
counted_get (gpointer data, const char *id, GError **error)
{
  Counted *self = data;

  self->gets++;
  return lotse_records_get (self->below, id, error);
}

static GPtrArray *
counted_list (gpointer data, const char *kind, const char *field, const char *id, GError **error)
{
  Counted *self = data;

  g_assert_null (field);
  if (!g_hash_table_add (self->lists, (gpointer) kind))
    g_error ("%s is listed twice", kind);
  return lotse_records_list (self->below, kind, field, id, error);
}

static GHashTable *
counted_edges (gpointer data, const char *kind, const char *link, const char *id, const char *field, const char *from, const char *to,
               gboolean last, GError **error)
{
  Counted *self = data;

  g_assert_null (id);
  self->edges++;
  return lotse_records_edges (self->below, kind, link, id, field, from, to, last, error);
}

/* However many there are: that is what makes all deadlines of a large centre quick to count. */
static void
test_each_kind_is_read_once (Project *self, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GHashTable) lists = g_hash_table_new (g_str_hash, g_str_equal);
  Counted counted = { { counted_get, counted_list, counted_edges, &counted }, &self->records.overlay.records, lists, 0, 0 };

  for (guint i = 0; i < 20; i++)
    {
      LotseRecord *application = record_add (&self->records, "application", "title", "x", "programme", lotse_record_get_id (self->programme), NULL);
      LotseRecord *award = record_add (&self->records, "award", "application", lotse_record_get_id (application), "ends_on", "2026-12-31", NULL);

      record_add (&self->records, "disbursement", "award", lotse_record_get_id (award), "paid_on", "2026-11-02", NULL);
      record_add (&self->records, "service", "name", "x", "verified_on", "2026-01-31", NULL);
      record_add (&self->records, "mini_job", "name", "x", "application", lotse_record_get_id (application), "starts_on", "2026-11-01", NULL);
      record_add (&self->records, "session", "date", "2026-11-01", "pair",
                  lotse_record_get_id (record_add (&self->records, "mentoring_pair", "state", "agreed", NULL)), NULL);
    }
  list = lotse_deadlines_list (&counted.records, &self->records.options, NULL);
  g_assert_cmpuint (list->len, >, 140);
  /* The settings, the programme and the call. */
  g_assert_cmpuint (counted.gets, ==, 3);
  /* When tandems met, will meet, and planned to meet. */
  g_assert_cmpuint (counted.edges, ==, 3);
}

/* Each says in its name for which year it is, and why it is due on its day. */
static void
test_years (Project *self, gconstpointer data)
{
  LotseRecord *application = record_add (&self->records, "application", "title", "x", "programme", lotse_record_get_id (self->programme), NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *steps = NULL;
  const LotseDeadline *second;

  rule_add (self->programme, "interim",
            "{\"type\":\"interim_proof\",\"name\":\"Bericht\",\"anchor\":\"award.starts_on\",\"end_of\":\"year\",\"next\":\"30.4.\","
            "\"repeat\":\"years\"}");
  record_add (&self->records, "award", "application", lotse_record_get_id (application), "starts_on", "2026-03-01", "ends_on", "2028-12-31", NULL);
  self->records.options.flags |= LOTSE_DEADLINES_EXPLAINED;
  list = lotse_deadlines_of (&self->records.overlay.records, lotse_record_get_id (application), &self->records.options, NULL);
  g_assert_cmpstr (find (list, "interim_proof")->name, ==, "Bericht (2026)");
  second = g_ptr_array_index (list, 1);
  g_assert_cmpstr (second->name, ==, "Bericht (2027)");
  g_assert_cmpstr (second->due, ==, "2028-04-30");
  g_ptr_array_add (second->steps, NULL);
  steps = g_strjoinv ("; ", (char **) second->steps->pdata);
  g_assert_true (g_str_has_prefix (steps, "Start of the grant period: 1 Mar 2026; 1 year later: 1 Mar 2027; "));
}

static void
test_centre (Project *self, gconstpointer data)
{
  LotseRecord *person = record_add (&self->records, "person", "display_name", "Mira", NULL);
  LotseRecord *profile = record_add (&self->records, "mentor_profile", "person", lotse_record_get_id (person), "state", "active",
                                     "certificate_date", "2024-02-29", NULL);
  LotseRecord *pair = record_add (&self->records, "mentoring_pair", "mentor", lotse_record_get_id (person), "mentee",
                                  lotse_record_get_id (person), "state", "agreed", NULL);
  LotseRecord *job = record_add (&self->records, "mini_job", "name", "Buchhaltung", "starts_on", "2026-11-15", NULL);

  assert_deadlines (&self->records, profile, "expiry 2027-02-28 open\n");
  record_add (&self->records, "session", "date", "2026-10-01", "pair", lotse_record_get_id (pair), NULL);
  assert_deadlines (&self->records, pair, "quiet 2026-11-12 open\n");
  record_add (&self->records, "session", "date", "2026-12-01", "pair", lotse_record_get_id (pair), NULL);
  assert_deadlines (&self->records, pair, "");
  /* 24 and 31 December are no bank working days, and 1 January is a holiday. */
  assert_deadlines (&self->records, job,
                    "mini_job_notice 2026-11-24 open\nmini_job_payment 2026-11-26 open\nmini_job_notice 2026-12-22 open\n"
                    "mini_job_payment 2026-12-28 open\nmini_job_notice 2027-01-25 open\nmini_job_payment 2027-01-27 open\n");
}

/* Nobody may forget to look into the notice when the proof is due. */
static void
test_proof_without_rule (Project *self, gconstpointer data)
{
  LotseRecord *award = add_award (self, "2026-12-31", NULL);

  record_set (self->application, "state", "running");
  g_assert_true (lotse_record_set_element (self->programme, "deadline_rules", "proof", NULL, NULL));
  assert_deadlines (&self->records, self->application, "application 2026-12-31 moot\nproof_of_use - waits\nretention - waits\n");
  record_set (self->application, "involvement", "known");
  assert_deadlines (&self->records, self->application, "application 2026-12-31 moot\nretention - waits\n");
  record_set (self->application, "involvement", "own");
  g_assert_true (lotse_record_set_element (award, "stated_dates", "proof_of_use", "2027-04-30", NULL));
  assert_deadlines (&self->records, self->application, "application 2026-12-31 moot\nproof_of_use 2027-04-30 open\nretention - waits\n");
}

/* A rule of the programme and the call may both say when to apply; once is enough, but a deadline put in by hand is its own. */
static void
test_applied_once (Project *self, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  LotseRecord *stored;

  rule_add (self->programme, "apply", "{\"type\":\"application\",\"anchor\":\"application.starts_on\",\"count\":-3,\"unit\":\"weeks\"}");
  record_set (self->application, "starts_on", "2027-01-11");
  record_add (&self->records, "deadline", "type", "application", "attached", lotse_record_get_id (self->application), "due", "2026-12-10",
              NULL);
  list = deadlines_of (&self->records, self->application);
  stored = lotse_deadline_dup_record (list->pdata[1], &self->records.overlay.records, NULL);
  record_set (stored, "due", "2026-12-21");
  record_set (stored, "handed_in_on", "2026-12-01");
  g_ptr_array_add (self->records.list, stored);
  assert_deadlines (&self->records, self->application,
                    "application 2026-12-10 open\napplication 2026-12-21 done\napplication 2026-12-31 moot\n"
                    "proof_of_use - waits\nretention - waits\n");
}

/* What was handed in stays so when the notice that it counted from is deleted and one that amends it is there. */
static void
test_first_notice_deleted (Project *self, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  LotseRecord *first = add_award (self, "2026-12-31", NULL), *stored;

  record_set (self->application, "state", "running");
  add_award (self, "2027-03-31", first);
  list = deadlines_of (&self->records, self->application);
  stored = lotse_deadline_dup_record (find (list, "proof_of_use"), &self->records.overlay.records, NULL);
  record_set (stored, "due", "2027-09-30");
  record_set (stored, "handed_in_on", "2027-05-03");
  g_ptr_array_add (self->records.list, stored);
  g_ptr_array_remove (self->records.list, first);
  assert_deadlines (&self->records, self->application,
                    "application 2026-12-31 moot\nproof_of_use 2027-09-30 done\nretention 2032-05-03 open\n");
}

#define ADD(name, function) g_test_add ("/deadline/" name, Project, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  ADD ("call", test_call);
  ADD ("awards", test_awards);
  ADD ("instalments", test_instalments);
  ADD ("stated", test_stated);
  ADD ("proof-without-rule", test_proof_without_rule);
  ADD ("applied-once", test_applied_once);
  ADD ("first-notice-deleted", test_first_notice_deleted);
  ADD ("stored", test_stored);
  ADD ("moved", test_moved);
  ADD ("rules-moved", test_rules_moved);
  ADD ("list-is-all-of-them", test_list_is_all_of_them);
  ADD ("handed-in-by-hand", test_handed_in_by_hand);
  ADD ("handed-in-as-stated", test_handed_in_as_stated);
  ADD ("people", test_people);
  ADD ("each-kind-is-read-once", test_each_kind_is_read_once);
  ADD ("years", test_years);
  ADD ("centre", test_centre);
  return g_test_run ();
}
