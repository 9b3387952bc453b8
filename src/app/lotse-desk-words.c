/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a sign-in desk says; see the header.
 */
#include "config.h"

#include "lotse-desk-words.h"

#include "lotse-language.h"

const char *
lotse_desk_say (const char *language, const char *text)
{
  return lotse_language_translate (language, "desk", text);
}

char *
lotse_desk_time (gint64 at_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at_ms / 1000);

  return time != NULL ? g_date_time_format (time, "%H:%M") : g_strdup ("");
}

char *
lotse_desk_when (const char *language, gint64 at_ms, const char *door)
{
  g_autofree char *time = lotse_desk_time (at_ms);

  if (door == NULL || *door == '\0')
    return g_strdup_printf (lotse_desk_say (language, NC_ ("desk", "at %s")), time);
  /* Translators: a time of day, and what the door is called. */
  return g_strdup_printf (lotse_desk_say (language, NC_ ("desk", "at %s, door “%s”")), time, door);
}

const char *
lotse_desk_state (const char *language, const char *state)
{
  static const struct
  {
    const char *state;
    const char *text;
  } states[] = {
    { "invited", NC_ ("desk", "invited") },
    { "registered", NC_ ("desk", "registered") },
    { "waiting", NC_ ("desk", "on the waiting list") },
    { "cancelled", NC_ ("desk", "had cancelled") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (state, states[i].state) == 0)
      return lotse_language_translate (language, "desk", states[i].text);
  return lotse_desk_say (language, NC_ ("desk", "not registered"));
}

char *
lotse_desk_outcome (const char *language, const LotseSignIn *sign_in, gboolean out)
{
  g_autofree char *when = lotse_desk_when (language, sign_in->at_ms, sign_in->door);

  if (out)
    return g_strdup_printf (lotse_desk_say (language, NC_ ("desk", "%s is signed out")), sign_in->name);
  if (sign_in->already)
    /* Translators: a name, and when and where. */
    return g_strdup_printf (lotse_desk_say (language, NC_ ("desk", "%s is signed in already: %s")), sign_in->name, when);
  if (*sign_in->organisation_name != '\0')
    /* Translators: a name and an organisation. */
    return g_strdup_printf (lotse_desk_say (language, NC_ ("desk", "%s, %s, is signed in")), sign_in->name, sign_in->organisation_name);
  return g_strdup_printf (lotse_desk_say (language, NC_ ("desk", "%s is signed in")), sign_in->name);
}

char *
lotse_desk_note_text (const char *language, const LotseSignIn *sign_in)
{
  GString *text = g_string_new (NULL);

  if (sign_in->over_capacity)
    g_string_append (text, lotse_desk_say (language, NC_ ("desk", "There are more people than places.")));
  if (sign_in->over_quota)
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      /* Translators: an organisation, how many of its people came, and how many places it was offered. */
      g_string_append_printf (text, lotse_desk_say (language, NC_ ("desk", "%s: %u came, %d places were offered.")),
                              sign_in->organisation_name, sign_in->organisation_came, (int) sign_in->organisation_places);
    }
  return g_string_free (text, text->len == 0);
}
