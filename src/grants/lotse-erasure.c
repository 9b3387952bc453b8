/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposals to erase; see the header. */
#include "config.h"

#include "lotse-erasure.h"

#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-needs.h"
#include "lotse-store-records.h"

#include <glib/gi18n.h>
#include <string.h>

void
lotse_erasure_free (LotseErasure *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->deadline, lotse_deadline_free);
  g_ptr_array_unref (self->what);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static gboolean
fail (GError **error, int code, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, code, message);
  return FALSE;
}

/* --- What it is about --------------------------------------------------------------------------------------- */

static const char *const certificate_fields[] = { "certificate_inspected_on", "certificate_date", "certificate_clear" };

static gboolean
propose_certificate (LotseStore *store, LotseErasure *self, GError **error)
{
  g_autoptr (LotseRecord) profile = lotse_store_get_standing (store, self->deadline->attached, error);

  if (profile == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (certificate_fields); i++)
    if (lotse_record_get (profile, certificate_fields[i]) != NULL)
      g_ptr_array_add (self->what, g_strdup (lotse_field_label (lotse_kind_field (lotse_record_get_kind (profile), certificate_fields[i]))));
  if (self->what->len > 0)
    g_ptr_array_add (self->records, g_strdup (lotse_record_get_id (profile)));
  return TRUE;
}

static gboolean
erase_certificate (LotseStore *store, const LotseErasure *self, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < self->records->len; i++)
    {
      g_autoptr (LotseRecord) profile = lotse_store_get (store, self->records->pdata[i], error);

      for (guint j = 0; profile != NULL && j < G_N_ELEMENTS (certificate_fields); j++)
        g_assert_true (lotse_record_set (profile, certificate_fields[j], NULL, NULL));
      if (profile == NULL || !lotse_store_save (store, profile, NULL, error))
        return FALSE;
      g_ptr_array_add (ids, self->records->pdata[i]);
    }
  g_ptr_array_add (ids, NULL);
  return lotse_store_scrub (store, (const char *const *) ids->pdata, error);
}

/* All that is due of the same event goes together: nobody confirms sixty times. */
static gboolean
propose_needs (LotseStore *store, LotseErasure *self, GError **error)
{
  g_autoptr (LotseRecord) registration = lotse_store_get (store, self->deadline->attached, error);
  const char *event = registration != NULL ? lotse_record_get (registration, "event") : NULL;
  g_autoptr (GPtrArray) due = event != NULL ? lotse_needs_due (store, event, NULL, error) : NULL;
  const LotseNeedsDue *needs;

  if (registration == NULL || (event != NULL && due == NULL))
    return FALSE;
  if (due == NULL || due->len == 0)
    return TRUE;
  needs = due->pdata[0];
  for (guint i = 0; i < needs->registrations->len; i++)
    g_ptr_array_add (self->records, g_strdup (needs->registrations->pdata[i]));
  /* Translators: the last one is the title of an event. */
  g_ptr_array_add (self->what, g_strdup_printf (ngettext ("needs of %u guest of “%s”", "needs of %u guests of “%s”", self->records->len),
                                                self->records->len, needs->title));
  return TRUE;
}

static gboolean
erase_needs (LotseStore *store, const LotseErasure *self, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < self->records->len; i++)
    g_ptr_array_add (ids, self->records->pdata[i]);
  g_ptr_array_add (ids, NULL);
  return lotse_needs_erase (store, (const char *const *) ids->pdata, error);
}

/* How many records of that kind lead to the application, as a line of the list. */
static gboolean
add_papers (LotseStore *store, LotseErasure *self, const char *kind, const char *link, const char *file, GError **error)
{
  const LotseRecords records = lotse_store_records (store);
  g_autoptr (GPtrArray) found = lotse_records_list (&records, kind, link, self->deadline->attached, error);
  guint n = 0;

  for (guint i = 0; found != NULL && i < found->len; i++)
    if (lotse_record_get (found->pdata[i], file) != NULL)
      {
        g_ptr_array_add (self->records, g_strdup (lotse_record_get_id (found->pdata[i])));
        n++;
      }
  if (n > 0 && g_str_equal (kind, "receipt"))
    g_ptr_array_add (self->what, g_strdup_printf (ngettext ("%u receipt with its scan", "%u receipts with their scans", n), n));
  else if (n > 0)
    g_ptr_array_add (self->what, g_strdup_printf (ngettext ("%u attached file", "%u attached files", n), n));
  return found != NULL;
}

static gboolean
propose_papers (LotseStore *store, LotseErasure *self, GError **error)
{
  self->by_hand = TRUE;
  return add_papers (store, self, "receipt", "application", "scan", error)
         && add_papers (store, self, "attachment", "attached", "file", error);
}

/* A rule of the centre's own: who confirms must look. */
static gboolean
propose_other (LotseStore *store, LotseErasure *self, GError **error)
{
  self->by_hand = TRUE;
  g_ptr_array_add (self->what, g_strdup (self->deadline->title != NULL ? self->deadline->title : self->deadline->name));
  g_ptr_array_add (self->records, g_strdup (self->deadline->attached));
  return TRUE;
}

typedef struct
{
  const char *type;
  const char *kind; /* of the record that the deadline is attached to; NULL: any other */
  gboolean (*propose) (LotseStore *store, LotseErasure *self, GError **error);
  gboolean (*erase) (LotseStore *store, const LotseErasure *self, GError **error); /* or NULL: by hand */
} Deed;

static const Deed deeds[] = {
  { "erasure", "registration", propose_needs, erase_needs },
  { "erasure", "mentor_profile", propose_certificate, erase_certificate },
  { "erasure", NULL, propose_other, NULL },
  { "retention", "application", propose_papers, NULL },
};

static const Deed *
find_deed (const LotseDeadline *deadline)
{
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (deadline->type, deeds[i].type) && (deeds[i].kind == NULL || g_strcmp0 (deadline->attached_kind, deeds[i].kind) == 0))
      return &deeds[i];
  return NULL;
}

/* --- Proposing ---------------------------------------------------------------------------------------------- */

/* Takes the deadline; NULL with an error. */
static LotseErasure *
propose (LotseStore *store, LotseDeadline *deadline, const Deed *deed, GError **error)
{
  g_autoptr (LotseErasure) self = g_new0 (LotseErasure, 1);

  self->deadline = deadline;
  self->what = g_ptr_array_new_with_free_func (g_free);
  self->records = g_ptr_array_new_with_free_func (g_free);
  return deed->propose (store, self, error) ? g_steal_pointer (&self) : NULL;
}

typedef struct
{
  const char *id;
  LotseErasure *found;
  GPtrArray *all;
} Proposing;

static gboolean
run_propose (LotseStore *store, gpointer data, GError **error)
{
  Proposing *proposing = data;
  g_autoptr (LotseDeadline) deadline = lotse_deadline_read (store, proposing->id, LOTSE_DEADLINES_PLAIN, error);
  const Deed *deed = deadline != NULL ? find_deed (deadline) : NULL;

  if (deadline == NULL)
    return FALSE;
  if (deed == NULL)
    return fail (error, LOTSE_ERROR_INVALID, _("This deadline is not about anything that Lotse could erase. Nothing was changed."));
  proposing->found = propose (store, g_steal_pointer (&deadline), deed, error);
  return proposing->found != NULL;
}

/**
 * lotse_deadlines_erase_proposal:
 * @id: of a deadline
 *
 * Returns: (transfer full) (nullable): what would be erased; %NULL with an error
 */
LotseErasure *
lotse_deadlines_erase_proposal (LotseStore *store, const char *id, GError **error)
{
  Proposing proposing = { .id = id };

  return lotse_store_run (store, run_propose, &proposing, error) ? proposing.found : NULL;
}

static gboolean
run_propose_all (LotseStore *store, gpointer data, GError **error)
{
  Proposing *proposing = data;
  g_autofree char *today = lotse_deadlines_today (store);
  g_autoptr (GPtrArray) due = lotse_deadlines_read (store, today, LOTSE_DEADLINES_PLAIN, error);
  g_autoptr (GHashTable) covered = g_hash_table_new (g_str_hash, g_str_equal); /* ids that belong to the proposals */

  while (due != NULL && due->len > 0)
    {
      g_autoptr (LotseDeadline) deadline = g_ptr_array_steal_index (due, 0);
      const Deed *deed = find_deed (deadline);
      LotseErasure *erasure;

      if (deed == NULL || g_hash_table_contains (covered, deadline->attached))
        continue;
      erasure = propose (store, g_steal_pointer (&deadline), deed, error);
      if (erasure == NULL)
        return FALSE;
      g_ptr_array_add (proposing->all, erasure);
      for (guint i = 0; i < erasure->records->len && deed->erase != NULL; i++)
        g_hash_table_add (covered, erasure->records->pdata[i]);
    }
  return due != NULL;
}

/**
 * lotse_deadlines_erase_proposals:
 *
 * Returns: (transfer full) (element-type LotseErasure) (nullable): all that are due; %NULL with an error of the store
 */
GPtrArray *
lotse_deadlines_erase_proposals (LotseStore *store, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_erasure_free);
  Proposing proposing = { .all = all };

  return lotse_store_run (store, run_propose_all, &proposing, error) ? g_steal_pointer (&all) : NULL;
}

/* --- Erasing ------------------------------------------------------------------------------------------------ */

/* A profile without a centre belongs to whoever sits there. */
static gboolean
check_staff (LotseStore *store, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);

  if (state == NULL)
    return FALSE;
  return state->account == NULL || (state->roles & LOTSE_ROLES_STAFF) != 0
         || fail (error, LOTSE_ERROR_DENIED, _("Only staff of the centre confirms what is erased. Nothing was changed. Please ask the centre."));
}

static gboolean
check_due (LotseStore *store, const LotseErasure *self, GError **error)
{
  g_autofree char *today = lotse_deadlines_today (store);

  if (self->by_hand)
    return fail (error, LOTSE_ERROR_INVALID,
                 _("Lotse does not erase this by itself. Nothing was changed. Throw away what may go, and then hand in the deadline."));
  if (self->deadline->state != LOTSE_DEADLINE_OPEN)
    return fail (error, LOTSE_ERROR_INVALID, _("This is not due: it is done already, or not needed. Nothing was changed."));
  return (self->deadline->due != NULL && strcmp (self->deadline->due, today) <= 0)
         || fail (error, LOTSE_ERROR_INVALID, _("This may be kept for a while yet. Nothing was changed."));
}

static gboolean
run_erase (LotseStore *store, gpointer data, GError **error)
{
  Proposing proposing = { .id = data };
  g_autoptr (LotseErasure) self = NULL;

  if (!check_staff (store, error) || !run_propose (store, &proposing, error))
    return FALSE;
  self = proposing.found;
  if (!check_due (store, self, error))
    return FALSE;
  if (self->records->len > 0 && !find_deed (self->deadline)->erase (store, self, error))
    return FALSE;
  /* A note that it was done would silence the rule if there were something to erase again. */
  return !self->deadline->stored || lotse_store_delete (store, self->deadline->id, NULL, error);
}

gboolean
lotse_deadlines_erase (LotseStore *store, const char *id, GError **error)
{
  return lotse_store_run (store, run_erase, (gpointer) id, error);
}
