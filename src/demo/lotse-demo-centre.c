/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the example centre offers and does all day: programmes, modules, services, tasks, consultations, needs. */
#include "lotse-demo-private.h"

static void
add_programmes (LotseDemo *self)
{
  const char *centre = lotse_demo_imported (self, "organisation", "ORG-01");
  const char *rule = lotse_demo_id (lotse_demo_add (self, "allowance_rule", "name", "Aufwandsentschädigung Lotsen", "type", "hour", "amount",
                                                    "600", "km_rate", "30", "yearly_cap", "84000", "valid_from",
                                                    lotse_demo_date (self, -500), NULL));
  LotseRecord *guides = lotse_demo_add (self, "programme", "reference", "LIA", "name", "Lotsen im Alltag", "organisation", centre,
                                        "starts_on", lotse_demo_date (self, -700), "ends_on", lotse_demo_date (self, 395), "quiet_after",
                                        "28", "weeks_after_end", "6", "allowance_rule", rule, "contact",
                                        "Koordination: +49 69 90009 100", NULL);
  LotseRecord *councils = lotse_demo_add (self, "programme", "reference", "MIK", "name", "Mitreden in der Kommune", "organisation",
                                          centre, "starts_on", lotse_demo_date (self, -420), "ends_on", lotse_demo_date (self, 675),
                                          "quiet_after", "35", "weeks_after_end", "6", NULL);

  lotse_demo_element (guides, "wishes", "Treffen am Wochenende", "1");
  lotse_demo_element (guides, "wishes", "gleiche Sprache", "1");
  lotse_demo_element (guides, "texts", "undertaking:de",
                      "Ich behandle alles, was mir anvertraut wird, vertraulich, auch nach dem Ende meiner Tätigkeit.");
  lotse_demo_element (councils, "phases", "survey",
                      lotse_demo_text (self, "{\"from\":\"%s\",\"name\":\"Befragung\",\"to\":\"%s\"}", lotse_demo_date (self, -420),
                                       lotse_demo_date (self, -240)));
  lotse_demo_element (councils, "phases", "training",
                      lotse_demo_text (self, "{\"from\":\"%s\",\"name\":\"Schulung und Begleitung\",\"to\":\"%s\"}",
                                       lotse_demo_date (self, -239), lotse_demo_date (self, 400)));
  self->programmes[0] = lotse_demo_id (guides);
  self->programmes[1] = lotse_demo_id (councils);
  for (guint i = 0; i < 2; i++)
    self->cohorts[i] = lotse_demo_id (lotse_demo_add (
        self, "cohort", "programme", self->programmes[0], "name",
        lotse_demo_text (self, "Jahrgang %d", g_date_time_get_year (self->today) - 1 + (int) i), "starts_on",
        lotse_demo_text (self, "%d-01-01", g_date_time_get_year (self->today) - 1 + (int) i), "ends_on",
        lotse_demo_text (self, "%d-12-31", g_date_time_get_year (self->today) - 1 + (int) i), NULL));
}

static void
add_modules (LotseDemo *self)
{
  static const struct
  {
    const char *de, *en, *area;
  } modules[] = {
    { "Rolle und Grenzen im Ehrenamt", "Role and limits of a volunteer", "clubs" },
    { "Vertraulichkeit und Datenschutz", "Confidentiality and data protection", "authorities" },
    { "Gespräche führen", "Leading a conversation", "family" },
    { "Schule in Hessen", "Schools in Hesse", "school" },
    { "Ausbildung und Anerkennung", "Vocational training and recognition", "training" },
    { "Wege im Gesundheitswesen", "Ways through the health system", "health" },
    { "Sport und Vereine", "Sport and clubs", "sport" },
    { "Mitreden in der Kommune", "A voice in local politics", "politics" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    g_ptr_array_add (self->modules, (gpointer) lotse_demo_id (lotse_demo_add (
                                        self, "module", "reference", lotse_demo_text (self, "M%u", i + 1), "title_de", modules[i].de,
                                        "title_en", modules[i].en, "life_area", modules[i].area, "licence", "CC BY-SA 4.0", "minutes",
                                        "180", NULL)));
}

static void
add_services (LotseDemo *self)
{
  static const struct
  {
    const char *name, *provider, *area, *hours;
  } services[] = {
    { "Erstberatung für Neuzugewanderte", "ORG-04", "authorities", "Mo-Do 9-12 Uhr" },
    { "Wohnungssuche und Mietfragen", "ORG-05", "housing", "Di 14-18 Uhr" },
    { "Sprechstunde Büro für Integration", "ORG-02", "authorities", "Mi 8-12 Uhr" },
    { "Vorlesenachmittag in vielen Sprachen", "ORG-11", "culture", "Fr 15 Uhr" },
    { "Impfberatung", "ORG-12", "health", "Do 13-16 Uhr" },
    { "Offenes Training für alle", "ORG-09", "sport", "Mo 18-20 Uhr" },
    { "Schwimmkurs für Frauen", "ORG-10", "sport", "Sa 9 Uhr" },
    { "Berufsberatung in der Schule", "ORG-08", "training", "nach Absprache" },
    { "Hausaufgabenhilfe", "ORG-06", "school", "Mo-Do 14-16 Uhr" },
    { "Sprachcafé", "MO-005", "language", "Mi 17 Uhr" },
    { "Beratung zum Ehrenamt", "ORG-03", "clubs", "nach Absprache" },
    { "Praktikum in der Feinmechanik", "ORG-15", "work", "nach Absprache" },
  };
  static const char *const languages[] = { "ar", "en", "fa", "ru", "tr", "uk", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      LotseRecord *service = lotse_demo_add (self, "service", "name", services[i].name, "provider",
                                             lotse_demo_imported (self, "organisation", services[i].provider), "life_area",
                                             services[i].area, "hours", services[i].hours, "phone",
                                             lotse_demo_text (self, "+49 69 90009 %03u", lotse_demo_dice (self, 1000)), "verified_on",
                                             lotse_demo_date (self, -(int) lotse_demo_dice (self, 400)), NULL);

      lotse_demo_element (service, "languages", "de", "1");
      lotse_demo_element (service, "languages", lotse_demo_pick (self, languages), "1");
    }
}

void
lotse_demo_add_centre (LotseDemo *self)
{
  add_programmes (self);
  add_modules (self);
  add_services (self);
}

void
lotse_demo_add_daily_work (LotseDemo *self)
{
  static const char *const channels[] = { "phone", "phone", "email", "in_person", "video", NULL };
  static const char *const needs[] = { "Mehr kostenlose Räume am Wochenende", "Formulare in einfacher Sprache",
                                       "Kinderbetreuung bei Veranstaltungen", "Schnellere Antworten auf Anträge",
                                       "Ansprechperson für Vereine in jeder Kommune", NULL };

  for (guint i = 0; i < 12; i++)
    lotse_demo_add (self, "task", "text", lotse_demo_tasks ()[i % 10], "assignee",
                    self->staff->pdata[i % 3 == 0 ? 0 : 1 + i % 3], "due",
                    lotse_demo_date (self, (int) i - 3), "done_on", i % 6 == 5 ? lotse_demo_date (self, -1) : NULL, NULL);
  for (guint i = 0; i < 22; i++)
    lotse_demo_add (self, "consultation", "topic", lotse_demo_pick (self, lotse_demo_topics ()), "date",
                    lotse_demo_date (self, -3 - 8 * (int) i), "organisation",
                    lotse_demo_imported (self, "organisation", lotse_demo_text (self, "MO-%03u", 1 + lotse_demo_dice (self, 123))), "channel",
                    lotse_demo_pick (self, channels), "adviser", self->staff->pdata[i % self->staff->len], "minutes",
                    lotse_demo_text (self, "%u", 15 * (1 + lotse_demo_dice (self, 6))), "follow_up_on",
                    i < 4 ? lotse_demo_date (self, 5 + 4 * (int) i) : NULL, NULL);
  for (guint i = 0; needs[i] != NULL; i++)
    lotse_demo_add (self, "need", "text", needs[i], "organisation",
                    lotse_demo_imported (self, "organisation", lotse_demo_text (self, "MO-%03u", 1 + lotse_demo_dice (self, 123))), "raised_on",
                    lotse_demo_date (self, -30 * ((int) i + 1)), "carried_to", i % 2 == 0 ? "Ministerium für Zusammenhalt" : NULL,
                    "carried_on", i % 2 == 0 ? lotse_demo_date (self, -30 * ((int) i + 1) + 20) : NULL, NULL);
}
