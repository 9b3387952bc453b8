/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of the example centre: staff, mentors, mentees, and those who speak for associations. */
#include "lotse-demo-private.h"

#include <string.h>

#define N_STAFF 4
#define N_MENTORS 36
#define N_MENTEES 30
#define N_OTHERS 50

static const LotseDemoCircle *
pick_circle (LotseDemo *self, gboolean long_here)
{
  guint n;
  const LotseDemoCircle *circles = lotse_demo_circles (&n);
  guint all = 0;
  guint at;

  for (guint i = 0; i < n; i++)
    all += circles[i].weight;
  for (;;)
    {
      guint i = 0;

      for (at = lotse_demo_dice (self, all); at >= circles[i].weight; i++)
        at -= circles[i].weight;
      /* Who is looking for company is seldom German; who has been here for long is more often a mentor. */
      if (long_here ? circles[i].mentors || lotse_demo_chance (self, 35) : !circles[i].mentors)
        return &circles[i];
    }
}

static char *
ascii_of (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  char *lower = g_ascii_strdown (ascii, -1);
  char *to = lower;

  for (const char *p = lower; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      *to++ = *p;
  *to = '\0';
  return lower;
}

static void
add_languages (LotseDemo *self, LotseRecord *person, const char *first, gboolean long_here)
{
  static const char *const good[] = { "B2", "C1", "C1", "C2", NULL };
  static const char *const learning[] = { "A1", "A2", "A2", "B1", "B1", NULL };

  lotse_demo_element (person, "languages", first, "native");
  if (!g_str_equal (first, "de"))
    lotse_demo_element (person, "languages", "de", lotse_demo_pick (self, long_here ? good : learning));
  if (lotse_demo_chance (self, 45))
    lotse_demo_element (person, "languages", "en", lotse_demo_pick (self, long_here ? good : learning));
}

/* Adds somebody whose name nobody has yet. */
static LotseDemoPerson *
add_person (LotseDemo *self, const char *prefix, guint number, gboolean long_here)
{
  LotseDemoPerson *person = g_new0 (LotseDemoPerson, 1);
  const LotseDemoCircle *circle;
  const char *given, *family;
  g_autofree char *mail_given = NULL, *mail_family = NULL;
  gboolean woman;
  LotseRecord *record;

  do
    {
      circle = pick_circle (self, long_here);
      woman = lotse_demo_chance (self, 55);
      given = lotse_demo_pick (self, woman ? circle->women : circle->men);
      family = lotse_demo_pick (self, circle->family);
      person->name = lotse_demo_text (self, "%s %s", given, family);
    }
  while (!g_hash_table_add (self->names, (gpointer) person->name));
  mail_given = ascii_of (given);
  mail_family = ascii_of (family);
  person->language = circle->language;
  person->town = lotse_demo_pick (self, lotse_demo_towns ());
  record = lotse_demo_add (self, "person", "reference", lotse_demo_text (self, "%s-%03u", prefix, number), "display_name",
                           person->name, "given_name", given, "family_name", family, "gender", woman ? "female" : "male",
                           "birth_year", lotse_demo_text (self, "%u", 1958 + lotse_demo_dice (self, 46)), "email",
                           lotse_demo_text (self, "%s.%s@example.org", mail_given, mail_family), "mobile",
                           lotse_demo_text (self, "+49 176 040690 %02u", lotse_demo_dice (self, 100)), "phone",
                           lotse_demo_chance (self, 30) ? lotse_demo_text (self, "+49 69 90009 %03u", lotse_demo_dice (self, 1000)) : NULL,
                           "street",
                           lotse_demo_text (self, "%s %u", lotse_demo_pick (self, lotse_demo_streets ()), 1 + lotse_demo_dice (self, 80)),
                           "city", person->town, "region", lotse_demo_region (person->town), "staff_notes",
                           lotse_demo_chance (self, 20) ? lotse_demo_pick (self, lotse_demo_notes ()) : NULL, NULL);
  add_languages (self, record, circle->language, long_here);
  person->id = lotse_demo_id (record);
  return person;
}

static const char *
pick_area (LotseDemo *self)
{
  guint n;
  const LotseDemoArea *areas = lotse_demo_areas (&n);

  return areas[lotse_demo_dice (self, n)].area;
}

static void
add_consents (LotseDemo *self, const char *person, int days)
{
  static const char *const ways[] = { "signed", "signed", "online", "email", NULL };

  lotse_demo_add (self, "consent", "person", person, "purpose", "mentoring_data", "text_version", "2025-1", "text_language", "de",
                  "given_on", lotse_demo_date (self, days), "given_how", "signed", NULL);
  if (lotse_demo_chance (self, 60))
    lotse_demo_add (self, "consent", "person", person, "purpose", "newsletter", "text_version", "2025-1", "text_language", "de",
                    "given_on", lotse_demo_date (self, days), "given_how", lotse_demo_pick (self, ways), "withdrawn_on",
                    lotse_demo_chance (self, 10) ? lotse_demo_date (self, -7) : NULL, NULL);
  if (lotse_demo_chance (self, 30))
    lotse_demo_add (self, "consent", "person", person, "purpose", "photos", "text_version", "2024-2", "text_language", "de",
                    "given_on", lotse_demo_date (self, days), "given_how", lotse_demo_pick (self, ways), NULL);
}

static void
add_mentor (LotseDemo *self, guint number)
{
  static const char *const states[] = { "active", "active", "active", "active", "in_training", "interested", "paused", NULL };
  static const char *const times[] = { "weekday_mornings", "weekday_afternoons", "weekday_evenings", "weekends", "shifts", NULL };
  static const char *const wishes[] = { "Am liebsten mit Familien.", "Gern auch Telefonate am Abend.",
                                        "Möchte beim Deutschlernen helfen.", "Treffen möglichst im eigenen Stadtteil.", NULL };
  LotseDemoPerson *mentor = add_person (self, "L", number, TRUE);
  int since = -200 - (int) lotse_demo_dice (self, 500);
  /* The first 26 have tandems and are therefore active. */
  const char *state = number <= 26 ? "active" : lotse_demo_pick (self, states);
  gboolean trained = g_str_equal (state, "active") || g_str_equal (state, "paused");
  LotseRecord *profile = lotse_demo_add (
      self, "mentor_profile", "person", mentor->id, "programme", self->programmes[number % 4 == 0], "state", state, "region",
      lotse_demo_region (mentor->town), "capacity", lotse_demo_chance (self, 25) ? "2" : "1", "wishes",
      lotse_demo_chance (self, 50) ? lotse_demo_pick (self, wishes) : NULL, "undertaking_on",
      trained ? lotse_demo_date (self, since) : NULL, "certificate_inspected_on", trained ? lotse_demo_date (self, since + 9) : NULL,
      "certificate_date", trained ? lotse_demo_date (self, since - 20) : NULL, "certificate_clear", trained ? "1" : NULL,
      "youth_leader_until", lotse_demo_chance (self, 20) ? lotse_demo_date (self, 25 + (int) lotse_demo_dice (self, 400)) : NULL, NULL);

  mentor->profile = lotse_demo_id (profile);
  for (guint i = 0; i < 3; i++)
    lotse_demo_element (profile, "life_areas", pick_area (self), "1");
  lotse_demo_element (profile, "availability", lotse_demo_pick (self, times), "1");
  lotse_demo_element (profile, "availability", lotse_demo_pick (self, times), "1");
  for (guint i = 0; trained && i < self->modules->len; i++)
    if (i < 2 || lotse_demo_chance (self, 35))
      lotse_demo_add (self, "qualification", "person", mentor->id, "module", self->modules->pdata[i], "completed_on",
                      lotse_demo_date (self, since + 14 + 7 * (int) i), NULL);
  add_consents (self, mentor->id, since);
  g_ptr_array_add (self->mentors, mentor);
}

static void
add_mentee (LotseDemo *self, guint number)
{
  static const char *const goals[] = { "Den Alltag allein regeln können.", "Im Elternbeirat mitarbeiten.", "Eine Ausbildung beginnen.",
                                       "Menschen im Stadtteil kennenlernen.", "In der Kommune mitreden.", NULL };
  static const char *const times[] = { "weekday_mornings", "weekday_afternoons", "weekends", "by_arrangement", NULL };
  LotseDemoPerson *mentee = add_person (self, "B", number, FALSE);
  int since = -20 - (int) lotse_demo_dice (self, 300);
  int year = g_date_time_get_year (self->today) - 1 - (int) lotse_demo_dice (self, 9);
  LotseRecord *profile = lotse_demo_add (self, "mentee_profile", "person", mentee->id, "programme", self->programmes[number % 4 == 0],
                                         "waiting_since", number > 22 ? lotse_demo_date (self, since / 4) : NULL, "arrival_year",
                                         lotse_demo_text (self, "%d", year), "goals", lotse_demo_pick (self, goals), "region",
                                         lotse_demo_region (mentee->town), NULL);

  mentee->profile = lotse_demo_id (profile);
  lotse_demo_element (profile, "life_areas", pick_area (self), "1");
  lotse_demo_element (profile, "life_areas", pick_area (self), "1");
  lotse_demo_element (profile, "availability", lotse_demo_pick (self, times), "1");
  add_consents (self, mentee->id, since);
  g_ptr_array_add (self->mentees, mentee);
}

/* Somebody who speaks for one of the associations and comes to events. */
static void
add_member (LotseDemo *self, guint number)
{
  static const char *const roles[] = { "board", "board", "member", "volunteer", "contact", NULL };
  g_autofree LotseDemoPerson *person = add_person (self, "V", number, TRUE);
  const char *reference = number % 5 == 0 ? lotse_demo_text (self, "ORG-%02u", 1 + number / 5)
                                          : lotse_demo_text (self, "MO-%03u", 1 + lotse_demo_dice (self, 123));

  lotse_demo_add (self, "membership", "person", person->id, "organisation", lotse_demo_imported (self, "organisation", reference),
                  "role", lotse_demo_pick (self, roles), "since", lotse_demo_date (self, -100 - (int) lotse_demo_dice (self, 3000)), NULL);
}

static void
add_staff (LotseDemo *self, guint number)
{
  g_autofree LotseDemoPerson *person = add_person (self, "P", number, TRUE);

  lotse_demo_add (self, "membership", "person", person->id, "organisation", lotse_demo_imported (self, "organisation", "ORG-01"),
                  "role", "staff", "office", number == 1 ? "Leitung" : "Koordination", "since", lotse_demo_date (self, -1500), NULL);
  g_ptr_array_add (self->staff, (gpointer) person->id);
}

static void
add_groups (LotseDemo *self)
{
  static const struct
  {
    const char *name, *type, *size, *about;
  } groups[] = {
    { "Frauenkreis Kirschbaumweg", "circle", "9", "Trifft sich dienstags im Familienzentrum." },
    { "Intensivklasse 7b", "class", "16", "Gesamtschule Talstraße, sucht Begleitung zu Ausflügen." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      LotseDemoPerson *group = g_new0 (LotseDemoPerson, 1);

      group->name = groups[i].name;
      group->town = "Kassel";
      group->id = lotse_demo_id (lotse_demo_add (self, "group", "name", groups[i].name, "type", groups[i].type, "size", groups[i].size,
                                                 "about", groups[i].about, "region", "Nordhessen", NULL));
      group->profile = lotse_demo_id (lotse_demo_add (self, "mentee_profile", "person", group->id, "goals", groups[i].about, NULL));
      g_ptr_array_insert (self->mentees, 0, group);
    }
}

void
lotse_demo_add_people (LotseDemo *self)
{
  for (guint i = 1; i <= N_STAFF; i++)
    add_staff (self, i);
  for (guint i = 1; i <= N_MENTORS; i++)
    add_mentor (self, i);
  for (guint i = 1; i <= N_MENTEES; i++)
    add_mentee (self, i);
  for (guint i = 1; i <= N_OTHERS; i++)
    add_member (self, i);
  add_groups (self);
}
