/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * That a kiosk is open; see the header.
 *
 * The JSON object of the setting has "form", "event" or "survey", "languages" (separated by blanks), "paged", "seconds" and "day"
 * (on which nothing was released yet), and what lotse-pin.c keeps.
 */
#include "config.h"

#include "lotse-kiosk.h"

#include "lotse-sheets.h"

#include <glib/gi18n-lib.h>

static const LotsePinScreen screen = { LOTSE_SETTING_KIOSK, N_ ("No kiosk is open on this device."),
                                       N_ ("That is not the PIN of this kiosk.") };

LotseKioskOptions *
lotse_kiosk_options_new (const char *form, const char *kind, const char *about)
{
  LotseKioskOptions *self = g_new0 (LotseKioskOptions, 1);

  self->form = g_strdup (form);
  *(g_str_equal (kind, "survey") ? &self->survey : &self->event) = g_strdup (about);
  self->languages = g_new0 (char *, 1);
  self->paged = TRUE;
  self->seconds = LOTSE_KIOSK_SECONDS;
  return self;
}

LotseKioskOptions *
lotse_kiosk_options_copy (const LotseKioskOptions *self)
{
  LotseKioskOptions *copy = g_new0 (LotseKioskOptions, 1);

  copy->form = g_strdup (self->form);
  copy->event = g_strdup (self->event);
  copy->survey = g_strdup (self->survey);
  copy->languages = g_strdupv (self->languages);
  copy->paged = self->paged;
  copy->seconds = self->seconds;
  return copy;
}

void
lotse_kiosk_options_free (LotseKioskOptions *self)
{
  if (self == NULL)
    return;
  g_free (self->form);
  g_free (self->event);
  g_free (self->survey);
  g_strfreev (self->languages);
  g_free (self);
}

LotseKioskOptions *
lotse_kiosk_options_parse (const char *setting)
{
  g_autoptr (JsonNode) node = lotse_pin_parse (setting);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  LotseKioskOptions *self;
  gint64 seconds;

  if (object == NULL)
    return NULL;
  seconds = json_object_get_int_member_with_default (object, "seconds", LOTSE_KIOSK_SECONDS);
  self = g_new0 (LotseKioskOptions, 1);
  self->form = g_strdup (json_object_get_string_member_with_default (object, "form", ""));
  self->event = g_strdup (json_object_get_string_member_with_default (object, "event", NULL));
  self->survey = g_strdup (json_object_get_string_member_with_default (object, "survey", NULL));
  self->languages = g_strsplit (json_object_get_string_member_with_default (object, "languages", ""), " ", -1);
  self->paged = json_object_get_boolean_member_with_default (object, "paged", TRUE);
  self->seconds = (guint) CLAMP (seconds, LOTSE_KIOSK_LEAST_SECONDS, LOTSE_KIOSK_MOST_SECONDS);
  return self;
}

/* --- Days --------------------------------------------------------------------------------------------------- */

static char *
day_of (gint64 now_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);

  return g_date_time_format (now, "%Y-%m-%d");
}

/* Each pile becomes a batch on its own; what was released before an error stays so. */
static gboolean
release (LotseStore *store, GError **error)
{
  g_autoptr (GPtrArray) piles = lotse_piles_list (store, error);

  for (guint i = 0; piles != NULL && i < piles->len; i++)
    {
      const LotsePile *pile = piles->pdata[i];
      guint sheets;

      if (g_str_equal (pile->way, "kiosk") && !lotse_pile_release (store, pile->id, &sheets, error))
        return FALSE;
    }
  return piles != NULL;
}

/**
 * lotse_kiosk_turn_day:
 * @now_ms: the time, milliseconds since 1970
 *
 * Returns: %FALSE with an error of the store; the sheets then wait for the next call
 */
gboolean
lotse_kiosk_turn_day (LotseStore *store, gint64 now_ms, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *setting = lotse_store_get_setting (store, screen.setting, &local_error);
  g_autofree char *today = day_of (now_ms);
  g_autoptr (JsonNode) node = lotse_pin_parse (setting);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (node == NULL || g_str_equal (json_object_get_string_member_with_default (json_node_get_object (node), "day", ""), today))
    return TRUE;
  return release (store, error) && lotse_pin_set (store, &screen, "day", today, error);
}

/* --- Opening and closing ------------------------------------------------------------------------------------ */

gboolean
lotse_kiosk_open (LotseStore *store, const LotseKioskOptions *options, const char *pin, gint64 now_ms, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *languages = g_strjoinv (" ", options->languages);
  g_autofree char *today = day_of (now_ms);

  json_object_set_string_member (object, "form", options->form);
  json_object_set_string_member (object, options->event != NULL ? "event" : "survey", options->event != NULL ? options->event : options->survey);
  json_object_set_string_member (object, "languages", languages);
  json_object_set_boolean_member (object, "paged", options->paged);
  json_object_set_int_member (object, "seconds", options->seconds);
  json_object_set_string_member (object, "day", today);
  return release (store, error) && lotse_pin_open (store, &screen, object, pin, error);
}

gboolean
lotse_kiosk_check (LotseStore *store, const char *typed, gint64 now_ms, LotsePinPassword password, GError **error)
{
  return lotse_pin_check (store, &screen, typed, now_ms, password, error);
}

gboolean
lotse_kiosk_close (LotseStore *store, GError **error)
{
  return release (store, error) && lotse_pin_close (store, &screen, error);
}
