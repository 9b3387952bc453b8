/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dates that Today says and that follow from rules: deadlines, what runs out, what is to be erased.
 *
 * Deadlines of grants are some hundred and read all.  Of mentors, qualifications, consents and services there may be many thousand,
 * of which few are due: they are asked for in the order of the date from which their rule counts, and only until one is due
 * later than Today looks.  Tandems that went quiet follow from a rule, too, but their meetings find them all (lotse-today.c).
 */
#include "config.h"

#include "lotse-today-private.h"

#include "lotse-deadlines.h"
#include "lotse-format.h"
#include "lotse-jobs.h"

#define DEADLINES_AHEAD 30
#define EXPIRY_AHEAD 60

typedef struct
{
  LotseStore *store;
  LotseSyncState *state;
  GHashTable *sleeping;
  GHashTable *seen;  /* ids of deadlines */
  char *today;
  char *month;       /* the last day of the deadlines of grants */
  char *until;       /* and that of what runs out */
  GPtrArray *items;
  guint n[LOTSE_TODAY_SECTIONS];
} Dates;

/* Where it belongs; LOTSE_TODAY_SECTIONS: nowhere, or not yet. */
static LotseTodaySection
section_of (const Dates *self, const LotseDeadline *deadline)
{
  if (deadline->state != LOTSE_DEADLINE_OPEN || deadline->due == NULL || g_str_equal (deadline->type, "quiet"))
    return LOTSE_TODAY_SECTIONS;
  if (g_str_equal (deadline->type, "expiry") || g_str_equal (deadline->type, "verification"))
    return strcmp (deadline->due, self->until) <= 0 ? LOTSE_TODAY_EXPIRES : LOTSE_TODAY_SECTIONS;
  if (g_str_equal (deadline->type, "erasure"))
    return strcmp (deadline->due, self->today) <= 0 ? LOTSE_TODAY_ERASE : LOTSE_TODAY_SECTIONS;
  return strcmp (deadline->due, self->month) <= 0 ? LOTSE_TODAY_DEADLINE : LOTSE_TODAY_SECTIONS;
}

/* Staff keeps an eye on what runs out and what is to be erased, whoever is responsible. */
static gboolean
is_shown (const Dates *self, LotseTodaySection section, const LotseDeadline *deadline)
{
  if (section != LOTSE_TODAY_DEADLINE && (self->state->roles & LOTSE_ROLES_STAFF) != 0)
    return TRUE;
  return lotse_deadline_concerns (deadline, self->state->person, self->state->roles, self->today);
}

/* Whom to call about it: the person of a profile or consent, the provider of a service. */
static const char *
contact_of (const LotseRecord *record)
{
  static const char *const links[] = { "person", "provider" };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (lotse_kind_field (lotse_record_get_kind (record), links[i]) != NULL)
      return lotse_record_get (record, links[i]);
  return NULL;
}

static LotseTodayItem *
make_item (LotseStore *store, LotseTodaySection section, const LotseDeadline *deadline, const char *today)
{
  g_autoptr (LotseRecord) record = lotse_store_get_standing (store, deadline->attached, NULL);
  LotseTodayItem *item;

  if (record == NULL)
    return NULL;
  item = lotse_today_item_new (section, record);
  g_free (item->record);
  item->record = g_strdup (deadline->id);
  item->due = g_strdup (deadline->due);
  item->when = lotse_deadline_days_left (deadline, today);
  item->for_funder = lotse_deadline_is_for_funder (deadline);
  if (section == LOTSE_TODAY_DEADLINE)
    {
      g_autofree char *title = lotse_job_title (store, record);

      item->title = g_strdup_printf ("%s (%s)", deadline->name, title);
      return item;
    }
  item->title = lotse_job_title (store, record);
  item->subtitle = g_strdup (deadline->name);
  lotse_today_item_set_contact (store, item, contact_of (record));
  return item;
}

static void
add_deadline (Dates *self, const LotseDeadline *deadline)
{
  const LotseTodaySection section = section_of (self, deadline);
  LotseTodayItem *item;

  if (section == LOTSE_TODAY_SECTIONS || self->n[section] >= LOTSE_TODAY_MOST || !is_shown (self, section, deadline)
      || g_strcmp0 (g_hash_table_lookup (self->sleeping, deadline->id), deadline->due) == 0
      || !g_hash_table_add (self->seen, g_strdup (deadline->id)))
    return;
  item = make_item (self->store, section, deadline, self->today);
  if (item == NULL)
    return;
  g_ptr_array_add (self->items, item);
  self->n[section]++;
}

static void
read_grants (Dates *self)
{
  g_autoptr (GPtrArray) deadlines = lotse_deadlines_read (self->store, self->month, LOTSE_DEADLINES_GRANTS, NULL);

  for (guint i = 0; deadlines != NULL && i < deadlines->len; i++)
    add_deadline (self, g_ptr_array_index (deadlines, i));
}

/* All deadlines of one record.  FALSE when the one that counts from that anchor is due later than Today looks. */
static gboolean
add_deadlines_of (Dates *self, const char *id, const char *anchor)
{
  g_autoptr (GPtrArray) deadlines = lotse_deadlines_read_of (self->store, id, LOTSE_DEADLINES_PLAIN, NULL);
  gboolean more = TRUE;

  for (guint i = 0; deadlines != NULL && i < deadlines->len; i++)
    {
      const LotseDeadline *deadline = g_ptr_array_index (deadlines, i);
      const LotseRuleCondition *first = deadline->rule != NULL ? deadline->rule->conditions->pdata[0] : NULL;

      add_deadline (self, deadline);
      if (anchor != NULL && first != NULL && g_str_equal (first->anchor, anchor) && g_strcmp0 (deadline->due, self->until) > 0)
        more = FALSE;
    }
  return more;
}

/* Dates from which the rules of a centre count when something runs out; `is_end`: it is the last day itself. */
static const struct
{
  const char *kind, *field;
  gboolean is_end;
} anchors[] = {
  { "mentor_profile", "certificate_date", FALSE }, { "mentor_profile", "youth_leader_until", TRUE },
  { "qualification", "valid_until", TRUE },        { "service", "verified_on", FALSE },
  { "consent", "given_on", FALSE },
};

static void
read_expiries (Dates *self)
{
  g_autofree char *long_ago = lotse_format_days_from_now (-EXPIRY_AHEAD);

  for (guint i = 0; i < G_N_ELEMENTS (anchors); i++)
    {
      g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (anchors[i].kind));
      g_autofree char *anchor = g_strdup_printf ("%s.%s", anchors[i].kind, anchors[i].field);
      g_autoptr (GPtrArray) ids = NULL;

      if (anchors[i].is_end)
        lotse_query_where (query, anchors[i].field, LOTSE_QUERY_GREATER_EQUAL, long_ago, NULL);
      else
        lotse_query_where (query, anchors[i].field, LOTSE_QUERY_NOT_EMPTY, NULL, NULL);
      lotse_query_sort (query, anchors[i].field, FALSE, NULL);
      lotse_query_limit (query, LOTSE_TODAY_MOST, 0);
      ids = lotse_store_list_ids (self->store, query, NULL);
      for (guint k = 0; ids != NULL && k < ids->len && self->n[LOTSE_TODAY_EXPIRES] < LOTSE_TODAY_MOST; k++)
        if (!add_deadlines_of (self, g_ptr_array_index (ids, k), anchor))
          break;
    }
}

/* Needs of guests and certificates of mentors who have left: only staff erases. */
static void
read_erasures (Dates *self)
{
  static const struct
  {
    const char *kind, *field, *value;
  } kept[] = { { "registration", "needs", NULL }, { "registration", "needs_note", NULL }, { "mentor_profile", "state", "left" } };

  if (self->state->account != NULL && (self->state->roles & LOTSE_ROLES_STAFF) == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kept[i].kind));
      g_autoptr (GPtrArray) ids = NULL;

      lotse_query_where (query, kept[i].field, kept[i].value != NULL ? LOTSE_QUERY_EQUAL : LOTSE_QUERY_NOT_EMPTY, kept[i].value, NULL);
      lotse_query_limit (query, LOTSE_TODAY_MOST, 0);
      ids = lotse_store_list_ids (self->store, query, NULL);
      for (guint k = 0; ids != NULL && k < ids->len; k++)
        add_deadlines_of (self, g_ptr_array_index (ids, k), NULL);
    }
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const LotseTodayItem *one = *(LotseTodayItem *const *) a;
  const LotseTodayItem *two = *(LotseTodayItem *const *) b;
  const int order = strcmp (one->due, two->due);

  return order != 0 ? order : strcmp (one->record, two->record);
}

GPtrArray *
lotse_today_read_dates (LotseStore *store)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, NULL);
  Dates self = { .store = store, .state = state, .items = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_today_item_free) };

  if (state == NULL)
    return self.items;
  self.sleeping = lotse_today_sleeping (store);
  self.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.today = lotse_deadlines_today (store);
  self.month = lotse_format_days_from_now (DEADLINES_AHEAD);
  self.until = lotse_format_days_from_now (EXPIRY_AHEAD);
  read_grants (&self);
  read_expiries (&self);
  read_erasures (&self);
  g_ptr_array_sort (self.items, compare_due);
  g_hash_table_unref (self.sleeping);
  g_hash_table_unref (self.seen);
  g_free (self.today);
  g_free (self.month);
  g_free (self.until);
  return self.items;
}
