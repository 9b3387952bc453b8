/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The grants of the example centre: a programme with its rules and a call, a project that runs on its second instalment, an
 * application that is being written, and a mini-job.  All dates follow from today, so that something is always overdue and
 * something always comes soon.
 */
#include "lotse-demo-private.h"

#include "lotse-checklist.h"

/* How many days ago the project's grant period began. */
#define BEGAN 187

static const char *
add_programme (LotseDemo *self)
{
  LotseRecord *programme = lotse_demo_add (
      self, "grant_programme", "reference", "MPT", "name", "Mikroprojekte Teilhabe", "funder",
      lotse_demo_imported (self, "organisation", "ORG-14"), "level", "state", "pays_for",
      "Treffen, Schulungen und Öffentlichkeitsarbeit von Vereinen; keine Baukosten.", "max_amount", "800000", "max_months", "12",
      "website", "https://foerderung.example.org/mikroprojekte", "overspend_percent", "20", "volunteer_hour", "1500", "credit_line",
      "Gefördert vom Ministerium für Zusammenhalt (Beispiel)", NULL);

  lotse_demo_element (programme, "deadline_rules", "apply", "{\"anchor\":\"call.closes\",\"lead\":[28,14,7,1],\"type\":\"application\"}");
  lotse_demo_element (programme, "deadline_rules", "spend",
                      "{\"anchor\":\"disbursement.paid_on\",\"count\":6,\"lead\":[14,7,1],\"type\":\"spend_by\",\"unit\":\"weeks\"}");
  lotse_demo_element (programme, "deadline_rules", "interim",
                      "{\"anchor\":\"award.starts_on\",\"count\":6,\"shift\":\"after\",\"type\":\"interim_proof\",\"unit\":\"months\"}");
  lotse_demo_element (programme, "deadline_rules", "proof",
                      "{\"anchor\":\"award.ends_on\",\"count\":3,\"lead\":[60,28,14,7,1],\"shift\":\"after\",\"type\":\"proof_of_use\",\"unit\":\"months\"}");
  lotse_demo_element (programme, "deadline_rules", "keep",
                      "{\"anchor\":\"proof_of_use.handed_in\",\"count\":5,\"end_of\":\"year\",\"lead\":[30],\"type\":\"retention\",\"unit\":\"years\"}");
  lotse_demo_element (programme, "contacts", "desk",
                      "{\"email\":\"mikroprojekte@org-14.example.org\",\"name\":\"Servicestelle Mikroprojekte\",\"phone\":\"+49 69 90009 377\",\"role\":\"Beratung\"}");
  return lotse_demo_id (programme);
}

/* The call closes in twelve days, in the year that today belongs to. */
static const char *
add_call (LotseDemo *self, const char *programme)
{
  LotseRecord *call = lotse_demo_add (self, "call", "programme", programme, "name", "Zweite Runde", "budget_year",
                                      lotse_demo_text (self, "%d", g_date_time_get_year (self->today) + 1), "opens_on",
                                      lotse_demo_date (self, -40), "closes_at", lotse_demo_time (self, 12, 23, 59), "how", "portal",
                                      "counts", "arrival", "signed_by", "Vorstand nach Satzung", NULL);

  lotse_demo_element (call, "papers", "Kosten- und Finanzierungsplan", "1");
  lotse_demo_element (call, "papers", "Satzung", "1");
  lotse_demo_element (call, "papers", "Freistellungsbescheid", "1");
  return lotse_demo_id (call);
}

static void
add_budget (LotseDemo *self, const char *application, const char **items)
{
  static const struct
  {
    const char *category, *planned, *source;
  } plan[] = {
    { "Honorare", "240000", NULL },       { "Material", "90000", NULL },   { "Miete und Technik", "60000", NULL },
    { "Öffentlichkeitsarbeit", "30000", NULL }, { "Zuwendung", "380000", "grant" }, { "Eigenmittel", "40000", "own" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plan); i++)
    items[i] = lotse_demo_id (lotse_demo_add (self, "budget_item", "application", application, "category", plan[i].category, "position",
                                              lotse_demo_text (self, "%u", i + 1), "planned", plan[i].planned, "direction",
                                              plan[i].source != NULL ? "income" : "expense", "source", plan[i].source, NULL));
}

static void
add_receipts (LotseDemo *self, const char *application)
{
  static const struct
  {
    guint item;
    int days;
    const char *party, *reason, *amount;
  } receipts[] = {
    { 2, 149, "Bürgerhaus Talstraße", "Raum für drei Abende", "18000" },
    { 1, 141, "Papierhaus Färbergasse", "Moderationskoffer und Karten", "21980" },
    { 0, 135, "Moderation am Fluss", "Auftakt moderieren", "32000" },
    { 0, 133, "Schreibwerkstatt Lindenallee", "Workshop Anträge schreiben", "60000" },
    { 3, 120, "Druckerei Bachgasse", "Einladungskarten, zweisprachig", "14280" },
    { 1, 116, "Papierhaus Färbergasse", "Nachbestellung Karten", "4790" },
    { 5, 60, "Eigene Kasse", "Eigenanteil", "40000" },
    { 0, 33, "Schreibwerkstatt Lindenallee", "Workshop Abrechnung", "60000" },
    { 2, 21, "Bürgerhaus Talstraße", "Raum für zwei Abende", "12000" },
    { 1, 9, "Gemüseladen am Markt", "Verpflegung Vernetzungsabend", "8635" },
  };
  const char *items[6];

  add_budget (self, application, items);
  for (guint i = 0; i < G_N_ELEMENTS (receipts); i++)
    lotse_demo_add (self, "receipt", "application", application, "category", items[receipts[i].item], "number",
                    lotse_demo_text (self, "%u", i + 1), "direction", receipts[i].item == 5 ? "income" : "expense", "paid_on",
                    lotse_demo_date (self, -receipts[i].days), "party", receipts[i].party, "reason", receipts[i].reason, "amount",
                    receipts[i].amount, NULL);
}

/* Two instalments came; the first was spent in time, the second has to be spent in two days; the third was only asked for. */
static void
add_instalments (LotseDemo *self, const char *application, const char *award)
{
  const char *first = lotse_demo_id (lotse_demo_add (self, "disbursement", "award", award, "requested_on", lotse_demo_date (self, -170),
                                                     "paid_on", lotse_demo_date (self, -150), "amount", "150000", NULL));

  lotse_demo_add (self, "disbursement", "award", award, "requested_on", lotse_demo_date (self, -55), "paid_on",
                  lotse_demo_date (self, -40), "amount", "150000", NULL);
  lotse_demo_add (self, "disbursement", "award", award, "requested_on", lotse_demo_date (self, -3), "amount", "80000", NULL);
  lotse_demo_add (self, "deadline", "type", "spend_by", "attached", application, "rule", "spend", "occurrence", first, "due",
                  lotse_demo_date (self, -108), "handed_in_on", lotse_demo_date (self, -112), "handed_in_how", "Belege 1 bis 6", NULL);
}

static const char *
add_running (LotseDemo *self, const char *programme)
{
  LotseRecord *application = lotse_demo_add (
      self, "application", "reference", "A-01", "title", "Vereine im Gespräch", "organisation",
      lotse_demo_imported (self, "organisation", "ORG-01"), "involvement", "own", "programme", programme, "state", "running", "summary",
      "Werkstätten, in denen Vereine Anträge schreiben und abrechnen lernen.", "asked", "380000", "starts_on",
      lotse_demo_date (self, -BEGAN), "ends_on", lotse_demo_date (self, 178), "submitted_on", lotse_demo_date (self, -260), "responsible",
      self->staff->pdata[0], "deputy", self->staff->pdata[1], NULL);
  const char *id = lotse_demo_id (application);
  const char *award = lotse_demo_id (lotse_demo_add (
      self, "award", "application", id, "file_number", "MPT-017", "dated_on", lotse_demo_date (self, -BEGAN - 8), "received_on",
      lotse_demo_date (self, -BEGAN - 4), "starts_on", lotse_demo_date (self, -BEGAN), "ends_on", lotse_demo_date (self, 178), "amount",
      "380000", "financing", "fixed", "own_money", "40000", NULL));

  lotse_demo_element (application, "target_groups", "Vereine", "1");
  add_instalments (self, id, award);
  add_receipts (self, id);
  return id;
}

void
lotse_demo_add_grants (LotseDemo *self)
{
  const char *programme = add_programme (self);
  const char *call = add_call (self, programme);
  const char *running = add_running (self, programme);

  lotse_demo_add (self, "application", "reference", "A-02", "title", "Nähwerkstatt für Nachbarinnen", "organisation",
                  lotse_demo_imported (self, "organisation", "MO-008"), "involvement", "accompanied", "call", call, "programme", programme,
                  "state", "drafting", "asked", "265000", "starts_on", lotse_demo_date (self, 75), "ends_on", lotse_demo_date (self, 320),
                  "responsible", self->staff->pdata[1], "deputy", self->staff->pdata[0], NULL);
  self->mini_job = lotse_demo_add (self, "mini_job", "name", "Projektbüro", "employee", "Lina Beispiel", "application", running,
                                   "organisation", lotse_demo_imported (self, "organisation", "ORG-01"), "starts_on",
                                   lotse_demo_date (self, 4), "monthly_pay", "48500", "weekly_hours", "8", NULL);
}

/* The tasks of the mini-job come as they do for everybody: by saving it. */
gboolean
lotse_demo_plan_grants (LotseDemo *self, GError **error)
{
  return lotse_checklist_save_record (self->store, self->mini_job, NULL, error);
}
