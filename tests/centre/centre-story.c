/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story that the tests of buckets, rights and erasing begin with. */
#include "centre-story.h"

Story *
story_new (const char *state)
{
  Story *self = g_new0 (Story, 1);
  char **ids[] = { &self->mentor_person, &self->other_person,  &self->mentee,  &self->stranger, &self->programme,
                   &self->pair,          &self->mentor_profile, &self->mentee_profile, &self->session,  &self->goal,
                   &self->event,         &self->registration,  &self->application, &self->organisation };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    *ids[i] = lotse_id_new ();
  self->fixture = fixture_new ();
  fixture_account (self->fixture, "staff", LOTSE_ROLE_COORDINATOR, NULL);
  fixture_account (self->fixture, "mentor", LOTSE_ROLE_MENTOR, self->mentor_person);
  fixture_account (self->fixture, "other", LOTSE_ROLE_MENTOR, self->other_person);
  fixture_account (self->fixture, "organiser", LOTSE_ROLE_ORGANISER, NULL);
  fixture_account (self->fixture, "finance", LOTSE_ROLE_FINANCE, NULL);
  self->staff = device_new (self->fixture, "staff");
  self->mentor = device_new (self->fixture, "mentor");
  self->other = device_new (self->fixture, "other");
  self->organiser = device_new (self->fixture, "organiser");
  self->finance = device_new (self->fixture, "finance");

  device_edit (self->staff, "organisation", self->organisation, "name", "Verein", "staff_notes", "late with reports", NULL);
  device_edit (self->staff, "person", self->mentor_person, "display_name", "Maria", "phone", "1", "gender", "female", NULL);
  device_edit (self->staff, "person", self->other_person, "display_name", "Otto", "phone", "2", NULL);
  device_edit (self->staff, "person", self->mentee, "display_name", "Yusuf", "phone", "3", "gender", "male", "street", "Weg 1",
               "languages/ar", "native", "staff_notes", "shy", NULL);
  device_edit (self->staff, "person", self->stranger, "display_name", "Nobody's", NULL);
  device_edit (self->staff, "programme", self->programme, "name", "Lotsen", NULL);
  device_edit (self->staff, "mentor_profile", self->mentor_profile, "person", self->mentor_person, "region", "Nord", NULL);
  device_edit (self->staff, "mentee_profile", self->mentee_profile, "person", self->mentee, "goals", "Work", "staff_notes", "x", NULL);
  device_edit (self->staff, "mentoring_pair", self->pair, "mentor", self->mentor_person, "mentee", self->mentee, "programme",
               self->programme, "state", state, "mentee_health", "good", NULL);
  device_edit (self->staff, "goal", self->goal, "pair", self->pair, "text", "First meeting", NULL);
  device_edit (self->staff, "session", self->session, "pair", self->pair, "date", "2026-11-20", "summary", "Hello", "private_note",
               "the coordinator's own", NULL);
  device_edit (self->staff, "event", self->event, "title_de", "Fest", NULL);
  device_edit (self->staff, "application", self->application, "title", "Grant", NULL);
  story_sync (self);
  return self;
}

void
story_free (Story *self)
{
  char *ids[] = { self->mentor_person, self->other_person,   self->mentee,         self->stranger, self->programme,
                  self->pair,          self->mentor_profile, self->mentee_profile, self->session,  self->goal,
                  self->event,         self->registration,   self->application,    self->organisation };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_free (ids[i]);
  device_free (self->staff);
  device_free (self->mentor);
  device_free (self->other);
  device_free (self->organiser);
  device_free (self->finance);
  fixture_free (self->fixture);
  g_free (self);
}

void
story_sync (Story *self)
{
  Device *devices[] = { self->staff, self->mentor, self->other, self->organiser, self->finance };

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
      device_sync (devices[i]);
}

/* A device that begins now holds the same as one that followed everything. */
static void
compare_with_fresh (Device *self)
{
  g_autoptr (Device) fresh = device_new (self->fixture, self->account);
  GHashTableIter iter;
  gpointer id, change;

  device_sync (self);
  device_sync (fresh);
  g_assert_cmpuint (g_hash_table_size (self->records), ==, g_hash_table_size (fresh->records));
  g_hash_table_iter_init (&iter, fresh->records);
  while (g_hash_table_iter_next (&iter, &id, &change))
    {
      const LotseChange *other = g_hash_table_lookup (self->records, id);

      g_assert_nonnull (other);
      g_assert_true (lotse_registers_equal (((LotseChange *) change)->registers, other->registers, TRUE));
    }
}

void
story_check (Story *self)
{
  Device *devices[] = { self->staff, self->mentor, self->other, self->organiser, self->finance };
  g_autoptr (GError) error = NULL;
  g_autofree char *wrong = lotse_centre_check (self->fixture->centre, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wrong, ==, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    compare_with_fresh (devices[i]);
}
