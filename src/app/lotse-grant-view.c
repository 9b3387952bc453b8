/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the page of an application says; see the header.
 *
 * Load: a few awards and some hundred receipts are usual; jobs run on the database thread.
 */
#include "config.h"

#include "lotse-grant-view.h"

#include "lotse-jobs.h"

#include <glib/gi18n.h>

static void
award_free (gpointer data)
{
  LotseGrantAward *award = data;

  g_object_unref (award->record);
  g_ptr_array_unref (award->disbursements);
  g_free (award);
}

LotseGrantView *
lotse_grant_view_ref (LotseGrantView *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lotse_grant_view_unref (LotseGrantView *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  lotse_record_view_free (self->base);
  g_clear_object (&self->call);
  g_clear_object (&self->programme);
  g_free (self->programme_title);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->funder_contacts);
  lotse_description_free (self->before);
  g_ptr_array_unref (self->after);
  g_ptr_array_unref (self->awards);
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  lotse_money_free (self->money);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self);
}

LotseRecord *
lotse_grant_view_get_application (const LotseGrantView *self)
{
  return self->base->record;
}

static LotseRecord *
linked (LotseStore *store, LotseRecord *record, const char *field)
{
  const char *id = record != NULL ? lotse_record_get (record, field) : NULL;

  return id != NULL ? lotse_store_get_standing (store, id, NULL) : NULL;
}

static GPtrArray *
list_by (LotseStore *store, const char *kind, const char *field, const char *id, const char *sort)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  GPtrArray *found;

  lotse_query_where (query, field, LOTSE_QUERY_EQUAL, id, NULL);
  lotse_query_sort (query, sort, FALSE, NULL);
  found = lotse_store_list (store, query, NULL);
  return found != NULL ? found : g_ptr_array_new ();
}

/* --- People ------------------------------------------------------------------------------------------------- */

static void
read_person (LotseStore *store, LotseGrantView *view, const char *field)
{
  g_autoptr (LotseRecord) person = linked (store, view->base->record, field);
  LotseContact *contact;

  if (person == NULL)
    return;
  contact = g_new0 (LotseContact, 1);
  contact->name = lotse_job_title (store, person);
  contact->role = g_strdup (lotse_field_label (lotse_kind_field (lotse_record_get_kind (view->base->record), field)));
  contact->email = g_strdup (lotse_record_get (person, "email"));
  contact->phone = g_strdup (lotse_record_get (person, "mobile"));
  if (contact->phone == NULL)
    contact->phone = g_strdup (lotse_record_get (person, "phone"));
  contact->id = g_strdup (lotse_record_get_id (person));
  g_ptr_array_add (view->people, contact);
}

static void
read_funder_contacts (LotseGrantView *view)
{
  g_auto (GStrv) keys = view->programme != NULL ? lotse_record_list_elements (view->programme, "contacts") : NULL;

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      LotseContact *contact = lotse_contact_parse (lotse_record_get_element (view->programme, "contacts", keys[i]));

      if (contact != NULL)
        g_ptr_array_add (view->funder_contacts, contact);
    }
}

/* --- Where it comes from and what follows ------------------------------------------------------------------- */

static void
read_programme (LotseStore *store, LotseGrantView *view)
{
  view->call = linked (store, view->base->record, "call");
  view->programme = linked (store, view->base->record, "programme");
  if (view->programme == NULL)
    view->programme = linked (store, view->call, "programme");
  if (view->programme != NULL)
    view->programme_title = lotse_job_title (store, view->programme);
}

static void
read_follow_ups (LotseStore *store, LotseGrantView *view)
{
  g_autoptr (LotseRecord) before = linked (store, view->base->record, "follows");
  g_autoptr (GPtrArray) after = list_by (store, "application", "follows", lotse_record_get_id (view->base->record), "title");

  if (before != NULL)
    view->before = lotse_describe (store, before);
  for (guint i = 0; i < after->len; i++)
    g_ptr_array_add (view->after, lotse_describe (store, after->pdata[i]));
}

/* --- Awards ------------------------------------------------------------------------------------------------- */

static void
add_award (LotseStore *store, LotseGrantView *view, LotseRecord *record)
{
  LotseGrantAward *award = g_new0 (LotseGrantAward, 1);

  award->record = g_object_ref (record);
  award->disbursements = list_by (store, "disbursement", "award", lotse_record_get_id (record), "requested_on");
  g_ptr_array_add (view->awards, award);
}

static gboolean
amends_one_of (const GPtrArray *awards, LotseRecord *award)
{
  const char *amends = lotse_record_get (award, "amends");

  for (guint i = 0; amends != NULL && i < awards->len; i++)
    if (g_str_equal (lotse_record_get_id (awards->pdata[i]), amends))
      return TRUE;
  return FALSE;
}

/* An award, and after it what amends it, however long the chain is; each stands once, also if they should amend each other. */
static void
add_with_amendments (LotseStore *store, LotseGrantView *view, const GPtrArray *found, LotseRecord *record, GHashTable *done)
{
  if (!g_hash_table_add (done, record))
    return;
  add_award (store, view, record);
  for (guint i = 0; i < found->len; i++)
    if (g_strcmp0 (lotse_record_get (found->pdata[i], "amends"), lotse_record_get_id (record)) == 0)
      add_with_amendments (store, view, found, found->pdata[i], done);
}

static void
read_awards (LotseStore *store, LotseGrantView *view)
{
  g_autoptr (GPtrArray) found = list_by (store, "award", "application", lotse_record_get_id (view->base->record), "dated_on");
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < found->len; i++)
    if (!amends_one_of (found, found->pdata[i]))
      add_with_amendments (store, view, found, found->pdata[i], done);
  for (guint i = 0; i < found->len; i++)
    add_with_amendments (store, view, found, found->pdata[i], done);
}

/* --- All of it ---------------------------------------------------------------------------------------------- */

const LotseFollowLink lotse_grant_view_links[] = {
  { "award", "application" },   { "disbursement", NULL },      { "budget_item", "application" },
  { "receipt", "application" }, { "deadline", "attached" },    { "mini_job", "application" },
  { "application", "follows" }, { "consultation", "application" }, { "task", "attached" },
  { NULL, NULL },
};

/* Groups that sections show in their own way. */
static void
drop_groups (LotseRecordView *base)
{
  static const char *const shown[] = { "award", "budget_item", "receipt", "deadline", "application", NULL };

  for (guint i = base->groups->len; i > 0; i--)
    if (g_strv_contains (shown, ((LotseViewGroup *) base->groups->pdata[i - 1])->kind->name))
      g_ptr_array_remove_index (base->groups, i - 1);
}

static void
see_linked (LotseGrantView *view)
{
  const LotseRecord *const linked_records[] = { view->call, view->programme };

  for (guint i = 0; i < G_N_ELEMENTS (linked_records); i++)
    if (linked_records[i] != NULL)
      g_hash_table_add (view->seen, g_strdup (lotse_record_get_id (linked_records[i])));
}

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  LotseRecordView *base = lotse_record_view_read (store, data, error);
  g_autoptr (LotseGrantView) view = NULL;

  if (base == NULL)
    return NULL;
  view = g_new0 (LotseGrantView, 1);
  g_atomic_ref_count_init (&view->refs);
  view->base = base;
  view->people = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_contact_free);
  view->funder_contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_contact_free);
  view->after = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_description_free);
  view->awards = g_ptr_array_new_with_free_func (award_free);
  drop_groups (base);
  read_programme (store, view);
  read_person (store, view, "responsible");
  read_person (store, view, "deputy");
  read_funder_contacts (view);
  read_follow_ups (store, view);
  read_awards (store, view);
  view->deadlines = lotse_deadline_lines_read (store, lotse_record_get_id (base->record), NULL, error);
  view->money = view->deadlines != NULL ? lotse_receipts_load_money (store, lotse_record_get_id (base->record), error) : NULL;
  view->findings = view->money != NULL ? lotse_receipts_check (store, view->money, error) : NULL;
  if (view->findings == NULL)
    return NULL;
  view->seen = lotse_follow_see (store, base->record, lotse_grant_view_links);
  see_linked (view);
  return g_steal_pointer (&view);
}

void
lotse_grant_view_load_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, load_job, g_strdup (id), g_free, (GDestroyNotify) lotse_grant_view_unref, callback, user_data);
}

LotseGrantView *
lotse_grant_view_load_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);

  return lotse_store_call_finish (LOTSE_STORE (store), result, error);
}
