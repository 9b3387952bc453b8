/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walk-ins: people who come without a registration and whom nobody has found in the list.
 *
 * The record of the person, the attendance and the consents are saved together or not at all.  Before that the door warns of
 * people who may be the same human, because a double at the door becomes a double for years.
 */
#include "config.h"

#include "lotse-sign-in-private.h"

#include "lotse-error.h"
#include "lotse-fold.h"
#include "lotse-id.h"
#include "lotse-language.h"
#include "lotse-likely.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_CANDIDATES 24
#define MOST_DOUBLES 5

void
lotse_double_free (LotseDouble *self)
{
  if (self == NULL)
    return;
  g_free (self->person);
  g_free (self->name);
  g_free (self->organisation_name);
  g_free (self->email);
  g_free (self->state);
  g_free (self);
}

/* The text without blanks around it, or NULL if nothing is left (g_free). */
static char *
clean (const char *text)
{
  char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (*stripped == '\0')
    g_clear_pointer (&stripped, g_free);
  return stripped;
}

/* --- Organisations ------------------------------------------------------------------------------------------ */

/* The one organisation that is called so, whatever the spelling; NULL if there is none or several (g_free). */
static char *
find_organisation (LotseStore *store, const char *typed)
{
  static const char *const kinds[] = { "organisation", NULL };
  g_autoptr (GPtrArray) hits = typed != NULL ? lotse_store_find (store, typed, kinds, MOST_CANDIDATES, NULL) : NULL;
  g_autofree char *wanted = lotse_fold (typed);
  g_autofree char *found = NULL;

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const LotseHit *hit = hits->pdata[i];
      g_autofree char *name = lotse_fold (hit->title);
      g_autoptr (LotseRecord) standing = g_str_equal (name, wanted) ? lotse_store_get_standing (store, hit->id, NULL) : NULL;

      if (standing == NULL || g_strcmp0 (found, lotse_record_get_id (standing)) == 0)
        continue;
      if (found != NULL)
        return NULL;
      found = g_strdup (lotse_record_get_id (standing));
    }
  return g_steal_pointer (&found);
}

/*
 * A record of that kind that says for whom the person came.  Any of them tells namesakes apart; the one with the largest id is
 * the same on every laptop.
 */
static LotseRecord *
find_with_organisation (LotseStore *store, const char *kind, const char *person)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  g_autoptr (GPtrArray) records = NULL;
  LotseRecord *last = NULL;

  if (!lotse_query_where (query, "person", LOTSE_QUERY_EQUAL, person, NULL))
    return NULL;
  records = lotse_store_list (store, query, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      LotseRecord *record = records->pdata[i];
      gboolean says = lotse_record_get (record, "organisation") != NULL
                      || (lotse_kind_field (lotse_record_get_kind (record), "organisation_name") != NULL
                          && lotse_record_get (record, "organisation_name") != NULL);

      if (says && (last == NULL || strcmp (lotse_record_get_id (record), lotse_record_get_id (last)) > 0))
        last = record;
    }
  return last != NULL ? g_object_ref (last) : NULL;
}

char *
lotse_sign_in_organisation_of (LotseStore *store, const char *person, char **id)
{
  static const char *const kinds[] = { "membership", "registration", "attendance", NULL };

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autoptr (LotseRecord) record = find_with_organisation (store, kinds[i], person);
      const char *link = record != NULL ? lotse_record_get (record, "organisation") : NULL;
      g_autoptr (LotseRecord) organisation = link != NULL ? lotse_store_get_standing (store, link, NULL) : NULL;

      if (organisation != NULL && id != NULL)
        *id = g_strdup (lotse_record_get_id (organisation));
      if (organisation != NULL)
        return g_strdup (lotse_record_get (organisation, "name"));
      if (record != NULL && link == NULL)
        return g_strdup (lotse_record_get (record, "organisation_name"));
    }
  return g_strdup ("");
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

static LotseRecord *
make_person (const LotseWalkIn *walk_in, GError **error)
{
  g_autoptr (LotseRecord) person = lotse_record_new (lotse_kind_find ("person"), NULL);
  g_autofree char *name = clean (walk_in->name);
  g_autofree char *email = clean (walk_in->email);

  if (name == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("A walk-in needs a name. Nothing was saved yet; please write the name."));
      return NULL;
    }
  if (!lotse_record_set (person, "display_name", name, error) || !lotse_record_set (person, "email", email, error)
      || !lotse_record_set (person, "contact_language", walk_in->language, error))
    return NULL;
  return g_steal_pointer (&person);
}

static gboolean
fill_attendance (LotseStore *store, LotseRecord *attendance, const LotseWalkIn *walk_in, const char *today, GError **error)
{
  g_autofree char *typed = walk_in->organisation == NULL ? clean (walk_in->organisation_name) : NULL;
  g_autofree char *found = find_organisation (store, typed);
  const char *id = found != NULL ? found : walk_in->organisation;

  return lotse_record_set (attendance, "organisation", id, error)
         && lotse_record_set (attendance, "organisation_name", id == NULL ? typed : NULL, error)
         && lotse_record_set (attendance, "walk_in", "1", error)
         && lotse_record_set (attendance, "privacy_notice_on", walk_in->notice_shown ? today : NULL, error);
}

static gboolean
add_consent (GPtrArray *records, const LotseWalkIn *walk_in, const char *purpose, const char *person, const char *today, GError **error)
{
  g_autoptr (LotseRecord) consent = lotse_record_new (lotse_kind_find ("consent"), NULL);
  const char *language = walk_in->text_language != NULL ? walk_in->text_language : lotse_language_current ();

  if (!lotse_record_set (consent, "person", person, error) || !lotse_record_set (consent, "purpose", purpose, error)
      || !lotse_record_set (consent, "given_on", today, error) || !lotse_record_set (consent, "given_how", "desk", error)
      || !lotse_record_set (consent, "text_language", language, error))
    return FALSE;
  g_ptr_array_add (records, g_steal_pointer (&consent));
  return TRUE;
}

/* The centre takes records in this order: with the attendance the person belongs to the desk, and then the consents may come. */
static gboolean
save_all (LotseStore *store, const LotseWalkIn *walk_in, LotseRecord *person, LotseRecord *attendance, const char *today, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  const char *id = lotse_record_get_id (person);

  g_ptr_array_add (records, g_object_ref (person));
  g_ptr_array_add (records, g_object_ref (attendance));
  if (walk_in->newsletter && !add_consent (records, walk_in, "newsletter", id, today, error))
    return FALSE;
  if (walk_in->photos && !add_consent (records, walk_in, "photos", id, today, error))
    return FALSE;
  return lotse_store_save_many (store, records, NULL, NULL, NULL, NULL, error);
}

LotseSignIn *
lotse_walk_in_with (LotseHall *hall, const LotseDoor *door, const LotseWalkIn *walk_in, gint64 at_ms, GError **error)
{
  g_autoptr (LotseRecord) person = make_person (walk_in, error);
  g_autoptr (LotseRecord) attendance = person != NULL ? lotse_sign_in_attendance (hall, lotse_record_get_id (person), error) : NULL;
  g_autofree char *today = lotse_sign_in_local_date (at_ms > 0 ? at_ms : lotse_store_corrected_now (hall->store));
  g_autofree char *mark = NULL;
  LotseGuest *guest;
  LotseSignIn *self;

  if (attendance == NULL || !fill_attendance (hall->store, attendance, walk_in, today, error)
      || !lotse_sign_in_add_mark (hall->store, door, attendance, at_ms, &mark, error)
      || !save_all (hall->store, walk_in, person, attendance, today, error))
    return NULL;
  guest = lotse_hall_refresh (hall, lotse_record_get_id (attendance), error);
  if (guest == NULL)
    return NULL;
  self = lotse_sign_in_about (hall, guest);
  self->walk_in = TRUE;
  return self;
}

typedef struct
{
  const LotseDoor *door;
  const char *event;
  const LotseWalkIn *walk_in;
  gint64 at_ms;
  gpointer result;
} Act;

static gboolean
call_walk_in (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;
  g_autoptr (LotseHall) hall = lotse_hall_load (store, act->door->event, act->door->slot, error);

  if (hall != NULL)
    act->result = lotse_walk_in_with (hall, act->door, act->walk_in, act->at_ms, error);
  return act->result != NULL;
}

/**
 * lotse_walk_in:
 * @store: the device's database
 * @door: where
 * @walk_in: what the guest said
 * @at_ms: when, by the centre's clock, in milliseconds since 1970 UTC; 0 for now
 *
 * Makes the record of a person who came without being known, and signs that person in.  An organisation that was typed and
 * that only one record is called becomes a link.
 *
 * Returns: (transfer full): what the door says, or %NULL with an error: INVALID (no name, or a value that a field does not
 *   take), NOT_FOUND (event or slot), or one of saving; then nothing was written
 */
LotseSignIn *
lotse_walk_in (LotseStore *store, const LotseDoor *door, const LotseWalkIn *walk_in, gint64 at_ms, GError **error)
{
  Act act = { .door = door, .walk_in = walk_in, .at_ms = at_ms };

  return lotse_store_run (store, call_walk_in, &act, error) ? act.result : NULL;
}

/* --- Doubles ------------------------------------------------------------------------------------------------ */

typedef struct
{
  LotseStore *store;
  LotseGuests *guests;
  char *name;
  char *email;        /* in lower case, or NULL */
  char *organisation; /* as lotse_guest_organisation_key(), or "" */
  LotseFoldQuery *query;
  GHashTable *seen;   /* ids of people who stand */
  GPtrArray *doubles;
} Search;

static LotseDoubleReasons
compare_names (const Search *search, const char *candidate)
{
  LotseLikelyReasons alike = lotse_likely_names (search->query, search->name, candidate);

  return alike == LOTSE_LIKELY_NAME ? LOTSE_DOUBLE_NAME : alike == LOTSE_LIKELY_SPELLING ? LOTSE_DOUBLE_SPELLING : 0;
}

static gboolean
is_same_organisation (const Search *search, LotseGuest *guest, const char *id, const char *name)
{
  g_autofree char *folded = lotse_fold (name);

  if (*search->organisation == '\0')
    return FALSE;
  return (guest != NULL && g_str_equal (lotse_guest_organisation_key (guest), search->organisation))
         || g_strcmp0 (id, search->organisation) == 0 || g_str_equal (folded, search->organisation);
}

static void
add_candidate (Search *search, const char *id)
{
  g_autoptr (LotseRecord) person = lotse_store_get_standing (search->store, id, NULL);
  LotseGuest *guest = person != NULL ? (LotseGuest *) lotse_guests_find (search->guests, lotse_record_get_id (person)) : NULL;
  const char *email = person != NULL ? lotse_record_get (person, "email") : NULL;
  g_autofree char *organisation = NULL;
  LotseDouble *found;

  if (person == NULL || lotse_record_is_deleted (person) || !g_hash_table_add (search->seen, g_strdup (lotse_record_get_id (person))))
    return;
  found = g_new0 (LotseDouble, 1);
  found->person = g_strdup (lotse_record_get_id (person));
  found->name = g_strdup (lotse_record_get (person, "display_name"));
  found->email = g_strdup (email != NULL ? email : "");
  found->organisation_name = guest != NULL && *guest->organisation_name != '\0'
                               ? g_strdup (guest->organisation_name)
                               : lotse_sign_in_organisation_of (search->store, found->person, &organisation);
  found->state = g_strdup (guest != NULL ? guest->state : NULL);
  found->came = guest != NULL && lotse_guest_came (guest, NULL);
  found->why = found->name != NULL ? compare_names (search, found->name) : 0;
  if (search->email != NULL && email != NULL && g_ascii_strcasecmp (search->email, email) == 0)
    found->why |= LOTSE_DOUBLE_EMAIL;
  if (found->why != 0 && is_same_organisation (search, guest, organisation, found->organisation_name))
    found->why |= LOTSE_DOUBLE_ORGANISATION;
  if (found->why != 0)
    g_ptr_array_add (search->doubles, found);
  else
    lotse_double_free (found);
}

static gboolean
add_named (Search *search, const char *words, GError **error)
{
  static const char *const kinds[] = { "person", NULL };
  g_autoptr (GPtrArray) hits = lotse_store_find (search->store, words, kinds, MOST_CANDIDATES, error);

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    add_candidate (search, ((LotseHit *) hits->pdata[i])->id);
  return hits != NULL;
}

/* Whose stored name has fewer words than what was typed is found by the first and the last of them. */
static gboolean
add_by_name (Search *search, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (search->name, " ", -1);
  guint n = g_strv_length (words);
  g_autofree char *ends = n > 2 ? g_strdup_printf ("%s %s", words[0], words[n - 1]) : NULL;

  return add_named (search, search->name, error) && (ends == NULL || add_named (search, ends, error));
}

static int
weight (const LotseDouble *self)
{
  return ((self->why & LOTSE_DOUBLE_EMAIL) ? 8 : 0) + ((self->why & LOTSE_DOUBLE_NAME) ? 4 : 0)
         + ((self->why & LOTSE_DOUBLE_ORGANISATION) ? 3 : 0) + (self->state != NULL || self->came ? 1 : 0);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const LotseDouble *one = *(const LotseDouble *const *) a, *other = *(const LotseDouble *const *) b;
  int order = weight (other) - weight (one);

  return order != 0 ? order : strcmp (one->person, other->person);
}

static gboolean
search_doubles (Search *search, const LotseWalkIn *walk_in, GError **error)
{
  g_autofree char *typed = clean (walk_in->organisation_name);
  g_autofree char *found = walk_in->organisation == NULL ? find_organisation (search->store, typed) : NULL;
  const char *id = walk_in->organisation != NULL ? walk_in->organisation : found;
  gboolean ok;

  search->organisation = id != NULL ? g_strdup (id) : lotse_fold (typed);
  search->query = lotse_fold_query_new (search->name);
  ok = (search->name == NULL || add_by_name (search, error)) && (search->email == NULL || add_named (search, search->email, error));
  lotse_fold_query_free (search->query);
  g_free (search->organisation);
  return ok;
}

GPtrArray *
lotse_walk_in_doubles_with (LotseHall *hall, const LotseWalkIn *walk_in, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) doubles = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_double_free);
  g_autofree char *name = clean (walk_in->name);
  g_autofree char *email = clean (walk_in->email);
  Search search = { .store = hall->store, .guests = hall->guests, .name = name, .email = email, .seen = seen, .doubles = doubles };

  if (!search_doubles (&search, walk_in, error))
    return NULL;
  g_ptr_array_sort (doubles, compare_doubles);
  if (doubles->len > MOST_DOUBLES)
    g_ptr_array_set_size (doubles, MOST_DOUBLES);
  return g_steal_pointer (&doubles);
}

static gboolean
call_doubles (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;
  g_autoptr (LotseHall) hall = lotse_hall_load (store, act->event, NULL, error);

  if (hall != NULL)
    act->result = lotse_walk_in_doubles_with (hall, act->walk_in, error);
  return act->result != NULL;
}

/**
 * lotse_walk_in_doubles:
 * @event: the id of the event
 * @walk_in: what the guest said so far
 *
 * Looks for people, registered or only known, who may be the one who walks in: by name in any spelling and order, and by
 * mail; the organisation makes it likelier.
 *
 * Returns: (transfer full) (element-type LotseDouble): at most five, the likeliest first; %NULL with an error of the store
 */
GPtrArray *
lotse_walk_in_doubles (LotseStore *store, const char *event, const LotseWalkIn *walk_in, GError **error)
{
  Act act = { .event = event, .walk_in = walk_in };

  return lotse_store_run (store, call_doubles, &act, error) ? act.result : NULL;
}
