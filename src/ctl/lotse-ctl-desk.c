/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands of a door without a window: sign-in, also of walk-ins, and sign-out. */
#include "config.h"

#include "lotse-ctl-desk.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-values.h"

#include "lotse-code.h"
#include "lotse-error.h"
#include "lotse-fold.h"
#include "lotse-links.h"
#include "lotse-sign-in.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- What was typed ----------------------------------------------------------------------------------------- */

char *
lotse_ctl_link (LotseCtl *self, const char *field, const char *typed, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (LotseLinks) links = store != NULL ? lotse_links_new (store, self->cancellable) : NULL;

  return links != NULL ? lotse_links_resolve (links, lotse_kind_field (lotse_kind_find ("attendance"), field), typed, error) : NULL;
}

gboolean
lotse_ctl_slot (LotseCtl *self, const char *event, char **slot, GError **error)
{
  const char *typed = lotse_ctl_args_get (self->args, "slot");
  g_autofree char *folded = lotse_fold (typed);
  g_autoptr (LotseRecord) record = NULL;
  g_autoptr (GPtrArray) slots = NULL;

  *slot = NULL;
  if (typed == NULL)
    return TRUE;
  record = lotse_store_get (self->store, event, error);
  if (record == NULL)
    return FALSE;
  slots = lotse_event_dup_slots (record);
  for (guint i = 0; i < slots->len && *slot == NULL; i++)
    {
      const LotseSlot *one = slots->pdata[i];
      g_autofree char *title = lotse_fold (one->title);

      if (g_str_equal (one->key, typed) || (*title != '\0' && g_str_equal (title, folded)))
        *slot = g_strdup (one->key);
    }
  if (*slot == NULL)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("the event has no day or half-day “%s”"), typed);
  return *slot != NULL;
}

typedef struct
{
  char *event;
  char *slot;
  gint64 at_ms;
  LotseDoor door;
} Place;

static void
place_clear (Place *self)
{
  g_free (self->event);
  g_free (self->slot);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

/* --at, in the wall clock here; a time of day alone is meant for today. */
static gboolean
read_time (LotseCtl *self, gint64 *ms, GError **error)
{
  const char *typed = lotse_ctl_args_get (self->args, "at");
  const LotseField *field = lotse_kind_field (lotse_kind_find ("attendance"), "signed_out_at");
  gboolean clock_only = typed != NULL && strlen (typed) <= strlen ("18:30") && strchr (typed, ':') != NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d ");
  g_autofree char *whole = typed != NULL ? g_strconcat (clock_only ? today : "", typed, NULL) : NULL;
  g_autofree char *value = whole != NULL ? lotse_value_parse (field, whole, NULL, error) : NULL;
  g_autoptr (GDateTime) time = NULL;
  GDate date;
  int clock[2] = { 0, 0 };

  *ms = 0;
  if (typed == NULL)
    return TRUE;
  if (value == NULL)
    {
      g_prefix_error (error, "--at: ");
      return FALSE;
    }
  if (!lotse_value_read_datetime (value, &date, clock))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is no time; write for example 2026-11-22T18:30"), typed);
      return FALSE;
    }
  time = g_date_time_new_local (g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date), clock[0], clock[1], 0);
  *ms = time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
  return TRUE;
}

static gboolean
read_place (LotseCtl *self, Place *place, GError **error)
{
  place->event = lotse_ctl_link (self, "event", lotse_ctl_word (self, 0), error);
  if (place->event == NULL || !lotse_ctl_slot (self, place->event, &place->slot, error) || !read_time (self, &place->at_ms, error))
    return FALSE;
  place->door = (LotseDoor) { place->event, place->slot, lotse_ctl_args_get (self->args, "door") };
  return TRUE;
}

/* Among the guests the name alone often says who is meant, though others of the same name are known. */
static char *
find_guest (LotseCtl *self, const char *event, const char *typed)
{
  g_autoptr (LotseGuests) guests = lotse_guests_load (self->store, event, NULL);
  g_autofree char *folded = lotse_fold (typed);
  const LotseGuest *found = NULL;

  for (guint i = 0; guests != NULL && i < guests->guests->len; i++)
    {
      const LotseGuest *guest = guests->guests->pdata[i];
      g_autofree char *name = lotse_fold (guest->name);

      if (!g_str_equal (name, folded))
        continue;
      if (found != NULL)
        return NULL;
      found = guest;
    }
  return found != NULL ? g_strdup (found->person) : NULL;
}

/* Whom the second word names: a badge's code, an id, a reference, or a name. */
static char *
read_person (LotseCtl *self, const Place *place, GError **error)
{
  const char *typed = lotse_ctl_word (self, 1);
  g_autofree char *code = lotse_code_read (typed);
  g_autofree char *person = NULL;

  if (typed == NULL || lotse_ctl_args_count (self->args) > 2)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("give one person behind the event: an id, a badge's code, or the name in quotes"));
      return NULL;
    }
  if (code != NULL)
    return lotse_sign_in_find_code (self->store, place->event, typed, error);
  person = find_guest (self, place->event, typed);
  return person != NULL ? g_steal_pointer (&person) : lotse_ctl_link (self, "person", typed, error);
}

/* --- What is said ------------------------------------------------------------------------------------------- */

static void
workshops_to_json (JsonBuilder *builder, GPtrArray *workshops)
{
  json_builder_set_member_name (builder, "workshops");
  json_builder_begin_array (builder);
  for (guint i = 0; i < workshops->len; i++)
    {
      const LotseWorkshop *workshop = workshops->pdata[i];

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "title", workshop->title);
      lotse_ctl_json_text (builder, "room", workshop->room);
      lotse_ctl_json_text (builder, "starts_at", workshop->starts_at);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (LotseCtl *self, const LotseSignIn *sign_in)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *at = lotse_ctl_iso_time (sign_in->at_ms);

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "attendance", sign_in->attendance);
  lotse_ctl_json_text (builder, "mark", sign_in->mark);
  lotse_ctl_json_text (builder, "person", sign_in->person);
  lotse_ctl_json_text (builder, "name", sign_in->name);
  lotse_ctl_json_text (builder, "organisation", sign_in->organisation);
  lotse_ctl_json_text (builder, "organisation_name", sign_in->organisation_name);
  lotse_ctl_json_text (builder, "state", sign_in->state);
  lotse_ctl_json_text (builder, "slot", sign_in->slot);
  lotse_ctl_json_text (builder, "at", sign_in->at_ms > 0 ? at : NULL);
  lotse_ctl_json_int (builder, "at_ms", sign_in->at_ms);
  lotse_ctl_json_text (builder, "door", sign_in->door);
  lotse_ctl_json_text (builder, "signed_out_at", sign_in->signed_out_at);
  lotse_ctl_json_bool (builder, "already", sign_in->already);
  lotse_ctl_json_bool (builder, "walk_in", sign_in->walk_in);
  lotse_ctl_json_bool (builder, "over_capacity", sign_in->over_capacity);
  lotse_ctl_json_bool (builder, "over_quota", sign_in->over_quota);
  lotse_ctl_json_int (builder, "organisation_came", sign_in->organisation_came);
  lotse_ctl_json_int (builder, "organisation_places", sign_in->organisation_places);
  workshops_to_json (builder, sign_in->workshops);
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

static void
print_notes (LotseCtl *self, const LotseSignIn *sign_in)
{
  for (guint i = 0; i < sign_in->workshops->len; i++)
    {
      const LotseWorkshop *workshop = sign_in->workshops->pdata[i];

      lotse_ctl_printf (self, *workshop->room != '\0' ? "%s: %s\n" : "%s%s\n", workshop->title, workshop->room);
    }
  if (sign_in->over_capacity)
    lotse_ctl_printf (self, "%s\n", _("Note: there are more people than places."));
  if (sign_in->over_quota)
    lotse_ctl_printf (self, _("Note: %u of this organisation are here, which was offered %d places.\n"), sign_in->organisation_came,
                      (int) sign_in->organisation_places);
}

static void
print_sign_in (LotseCtl *self, const LotseSignIn *sign_in)
{
  g_autofree char *at = lotse_ctl_show_time (sign_in->at_ms);
  g_autofree char *who = *sign_in->organisation_name != '\0' ? g_strdup_printf ("%s (%s)", sign_in->name, sign_in->organisation_name)
                                                             : g_strdup (sign_in->name);

  if (self->json)
    {
      print_json (self, sign_in);
      return;
    }
  if (!sign_in->already)
    lotse_ctl_printf (self, _("Signed in: %s\n"), who);
  else if (*sign_in->door == '\0')
    lotse_ctl_printf (self, _("Was signed in already: %s, %s\n"), who, at);
  else
    lotse_ctl_printf (self, _("Was signed in already: %s, %s at the door “%s”\n"), who, at, sign_in->door);
  print_notes (self, sign_in);
}

/* --- Walk-ins ----------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseWalkIn said;
  char *organisation;
  char *organisation_name;
  char *language;
  char *yes[3]; /* notice, newsletter, photos */
} Walker;

static void
walker_clear (Walker *self)
{
  g_free (self->organisation);
  g_free (self->organisation_name);
  g_free (self->language);
  for (guint i = 0; i < G_N_ELEMENTS (self->yes); i++)
    g_free (self->yes[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walker, walker_clear)

static gboolean
parse (const char *name, const char *kind, const char *field, const char *typed, char **value, GError **error)
{
  g_free (*value);
  *value = lotse_value_parse (lotse_kind_field (lotse_kind_find (kind), field), typed, NULL, error);
  if (*value == NULL)
    g_prefix_error (error, "%s: ", name);
  return *value != NULL;
}

static gboolean
take_value (LotseCtl *self, Walker *walker, const char *name, const char *value, GError **error)
{
  static const char *const questions[] = { "notice", "newsletter", "photos" };

  if (g_str_equal (name, "name"))
    walker->said.name = value;
  else if (g_str_equal (name, "email"))
    walker->said.email = value;
  else if (g_str_equal (name, "organisation"))
    {
      g_free (walker->organisation);
      g_free (walker->organisation_name);
      walker->organisation = *value != '\0' ? lotse_ctl_link (self, "organisation", value, NULL) : NULL;
      walker->organisation_name = g_strdup (value);
    }
  else if (g_str_equal (name, "language"))
    return parse (name, "person", "contact_language", value, &walker->language, error);
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
        if (g_str_equal (name, questions[i]))
          return parse (name, "attendance", "walk_in", value, &walker->yes[i], error);
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _("a walk-in has no “%s”; it has name, organisation, email, language, notice, newsletter and photos"), name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_walker (LotseCtl *self, Walker *walker, GError **error)
{
  for (guint i = 1; i < lotse_ctl_args_count (self->args); i++)
    {
      const char *word = lotse_ctl_word (self, i);
      const char *equals = strchr (word, '=');
      g_autofree char *name = equals != NULL ? g_strndup (word, (gsize) (equals - word)) : NULL;

      if (equals == NULL)
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is not of the form FIELD=VALUE"), word);
          return FALSE;
        }
      if (!take_value (self, walker, name, equals + 1, error))
        return FALSE;
    }
  walker->said.organisation = walker->organisation;
  walker->said.organisation_name = walker->organisation == NULL ? walker->organisation_name : NULL;
  walker->said.language = walker->language;
  walker->said.notice_shown = g_strcmp0 (walker->yes[0], "1") == 0;
  walker->said.newsletter = g_strcmp0 (walker->yes[1], "1") == 0;
  walker->said.photos = g_strcmp0 (walker->yes[2], "1") == 0;
  return TRUE;
}

/* A warning, and no more: somebody stands at the door. */
static void
warn_of_doubles (LotseCtl *self, const Place *place, const LotseWalkIn *said)
{
  g_autoptr (GPtrArray) doubles = lotse_walk_in_doubles (self->store, place->event, said, NULL);

  for (guint i = 0; doubles != NULL && i < doubles->len; i++)
    {
      const LotseDouble *one = doubles->pdata[i];

      g_printerr (_("lotsectl: this may be somebody who is known already: %s %s %s\n"), one->person, one->name, one->organisation_name);
    }
}

static LotseSignIn *
walk_in (LotseCtl *self, const Place *place, GError **error)
{
  g_auto (Walker) walker = { 0 };

  if (!read_walker (self, &walker, error))
    return NULL;
  warn_of_doubles (self, place, &walker.said);
  return lotse_walk_in (self->store, &place->door, &walker.said, place->at_ms, error);
}

/* --- Commands ----------------------------------------------------------------------------------------------- */

/* Takes back the sign-in that stands. */
static LotseSignIn *
undo_sign_in (LotseCtl *self, const Place *place, const char *person, GError **error)
{
  g_autoptr (LotseGuests) guests = lotse_guests_load (self->store, place->event, error);
  g_autoptr (LotseRecord) standing = guests != NULL ? lotse_store_get_standing (self->store, person, error) : NULL;
  const LotseGuest *guest = standing != NULL ? lotse_guests_find (guests, lotse_record_get_id (standing)) : NULL;
  const LotseStay *stay = guest != NULL ? lotse_guest_stay (guest, place->slot) : NULL;

  if (standing == NULL)
    return NULL;
  if (stay == NULL || stay->first == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("this person is not signed in"));
      return NULL;
    }
  if (!lotse_sign_in_undo_mark (self->store, stay->attendance, stay->first->id, error))
    return NULL;
  return lotse_sign_in_look (self->store, &place->door, person, error);
}

gboolean
lotse_ctl_sign_in (LotseCtl *self, GError **error)
{
  g_auto (Place) place = { 0 };
  gboolean undo = lotse_ctl_args_has (self->args, "undo"), walks_in = lotse_ctl_args_has (self->args, "walk-in");
  g_autofree char *person = NULL;
  g_autoptr (LotseSignIn) sign_in = NULL;

  if (undo && walks_in)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("--undo takes back the sign-in of a person; give the person and not --walk-in"));
      return FALSE;
    }
  if (!read_place (self, &place, error))
    return FALSE;
  if (walks_in)
    sign_in = walk_in (self, &place, error);
  else if ((person = read_person (self, &place, error)) != NULL)
    sign_in = undo ? undo_sign_in (self, &place, person, error)
                   : lotse_sign_in (self->store, &place.door, person, NULL, place.at_ms, error);
  if (sign_in == NULL)
    return FALSE;
  if (!undo || self->json)
    print_sign_in (self, sign_in);
  else
    lotse_ctl_printf (self, _("Taken back: the sign-in of %s\n"), sign_in->name);
  return TRUE;
}

/* Takes back that somebody left. */
static LotseSignIn *
undo_sign_out (LotseCtl *self, const Place *place, const char *person, GError **error)
{
  g_autoptr (LotseSignIn) before = lotse_sign_in_look (self->store, &place->door, person, error);

  if (before == NULL)
    return NULL;
  if (before->signed_out_at == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("this person is not signed out"));
      return NULL;
    }
  if (!lotse_sign_out_undo (self->store, before->attendance, error))
    return NULL;
  return lotse_sign_in_look (self->store, &place->door, person, error);
}

gboolean
lotse_ctl_sign_out (LotseCtl *self, GError **error)
{
  g_auto (Place) place = { 0 };
  gboolean undo = lotse_ctl_args_has (self->args, "undo");
  g_autofree char *person = read_place (self, &place, error) ? read_person (self, &place, error) : NULL;
  g_autoptr (LotseSignIn) sign_out = NULL;
  g_autofree char *time = NULL;

  if (person != NULL)
    sign_out = undo ? undo_sign_out (self, &place, person, error)
                    : lotse_sign_out (self->store, &place.door, person, place.at_ms, error);
  if (sign_out == NULL)
    return FALSE;
  if (self->json)
    {
      print_json (self, sign_out);
      return TRUE;
    }
  time = lotse_value_format (lotse_kind_field (lotse_kind_find ("attendance"), "signed_out_at"),
                             sign_out->signed_out_at != NULL ? sign_out->signed_out_at : "", NULL);
  if (undo)
    lotse_ctl_printf (self, _("Taken back: the sign-out of %s\n"), sign_out->name);
  else if (sign_out->already)
    lotse_ctl_printf (self, _("Was signed out already: %s, %s\n"), sign_out->name, time);
  else
    lotse_ctl_printf (self, _("Signed out: %s, %s\n"), sign_out->name, time);
  return TRUE;
}
