/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices for the tests of the centre, as small as the protocol allows. */
#include "centre-fixture.h"

#include "lotse-centre-private.h"

#include <glib/gstdio.h>
#include <string.h>

static gint64
fixture_clock (gpointer data)
{
  return ((Fixture *) data)->now_ms;
}

static void
fixture_open (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->centre = lotse_centre_open (self->folder, &error);
  g_assert_no_error (error);
  lotse_centre_set_clock (self->centre, fixture_clock, self);
}

Fixture *
fixture_new (void)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->folder = g_dir_make_tmp ("lotse-centre-XXXXXX", NULL);
  self->now_ms = G_GINT64_CONSTANT (1795000000000);
  fixture_open (self);
  return self;
}

static void
remove_tree (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_clear_pointer (&folder, g_dir_close);
  g_remove (path);
}

void
fixture_free (Fixture *self)
{
  g_clear_pointer (&self->centre, lotse_centre_close);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self);
}

void
fixture_reopen (Fixture *self)
{
  g_clear_pointer (&self->centre, lotse_centre_close);
  fixture_open (self);
}

char *
fixture_backup (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->folder, name, NULL);

  lotse_centre_backup (self->centre, path, &error);
  g_assert_no_error (error);
  return path;
}

void
fixture_restore (Fixture *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  g_clear_pointer (&self->centre, lotse_centre_close);
  aside = lotse_centre_restore (self->folder, path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (aside);
  fixture_reopen (self);
}

void
fixture_pass (Fixture *self, gint64 ms)
{
  self->now_ms += ms;
}

void
fixture_account (Fixture *self, const char *name, LotseRoles roles, const char *person)
{
  g_autoptr (GError) error = NULL;

  lotse_centre_add_account (self->centre, name, roles, person, NULL, &error);
  g_assert_no_error (error);
}

char *
fixture_value (Fixture *self, const char *id, const char *reg)
{
  g_autoptr (LotseStored) record = NULL;
  g_autoptr (LotseRegisters) registers = NULL;

  g_assert_true (self->centre->backend->get_record (self->centre->backend, id, &record, NULL));
  g_assert_nonnull (record);
  registers = lotse_registers_from_text (record->doc, NULL);
  return g_strdup (lotse_registers_value (registers, reg));
}

/* --- Devices ------------------------------------------------------------------------------------------------------ */

static void
change_free (gpointer change)
{
  lotse_change_free (change);
}

static Device *
device_alloc (Fixture *fixture, const char *account)
{
  Device *self = g_new0 (Device, 1);

  self->fixture = fixture;
  self->account = g_strdup (account);
  self->undertaking = TRUE;
  self->heard = g_ptr_array_new_with_free_func (g_free);
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, change_free);
  self->history = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->outbox = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_edit_free);
  self->verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_verdicts_free);
  self->forgotten = g_ptr_array_new_with_free_func (g_free);
  self->erased = g_ptr_array_new_with_free_func (g_free);
  return self;
}

Device *
device_new (Fixture *fixture, const char *account)
{
  Device *self = device_alloc (fixture, account);
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseEnrolment) enrolment = g_new0 (LotseEnrolment, 1);
  g_autoptr (LotseEnrolled) enrolled = NULL;
  g_autofree char *first = lotse_id_random ();
  g_autofree char *second = lotse_id_random ();

  self->token = g_strconcat (first, second, NULL);
  enrolment->code = lotse_centre_new_code (fixture->centre, account, &error);
  g_assert_no_error (error);
  enrolment->token = g_strdup (self->token);
  enrolment->device = g_strndup (second, 16);
  enrolment->name = g_strdup ("Laptop");
  enrolled = lotse_centre_enrol (fixture->centre, enrolment, NULL, "127.0.0.1", FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (lotse_u64_from_hex (enrolled->device, &self->number));
  return self;
}

void
device_become_new (Device *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseEnrolment) enrolment = g_new0 (LotseEnrolment, 1);
  g_autoptr (LotseEnrolled) enrolled = NULL;
  g_autofree char *first = lotse_id_random ();
  g_autofree char *second = lotse_id_random ();
  const guint64 before = self->number;

  enrolment->token = g_strconcat (first, second, NULL);
  enrolment->device = g_strndup (second, 16);
  enrolment->name = g_strdup ("Laptop");
  enrolment->former = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (enrolment->former, lotse_u64_to_hex (before));
  enrolled = lotse_centre_enrol (self->fixture->centre, enrolment, self->token, "127.0.0.1", FALSE, &error);
  g_assert_no_error (error);
  g_free (self->token);
  self->token = g_strdup (enrolment->token);
  g_assert_true (lotse_u64_from_hex (enrolled->device, &self->number));
  g_clear_pointer (&self->cursor, g_free);
  g_ptr_array_set_size (self->heard, 0);
  for (guint i = 0; i < self->outbox->len; i++)
    {
      LotseEdit *edit = g_ptr_array_index (self->outbox, i);

      edit->stamp.device = self->number;
      for (guint n = 0; n < edit->writes->len; n++)
        {
          LotseWrite *write = g_ptr_array_index (edit->writes, n);

          if (write->after.device == before)
            write->after.device = self->number;
        }
    }
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

Device *
device_copy (const Device *self)
{
  Device *copy = device_alloc (self->fixture, self->account);

  copy->token = g_strdup (self->token);
  copy->number = self->number;
  copy->clock = self->clock;
  copy->cursor = g_strdup (self->cursor);
  g_ptr_array_unref (copy->heard);
  copy->heard = g_ptr_array_copy (self->heard, copy_text, NULL);
  g_ptr_array_set_free_func (copy->heard, g_free);
  for (guint i = 0; i < self->outbox->len; i++)
    {
      g_autofree char *text = lotse_edit_to_text (g_ptr_array_index (self->outbox, i));

      g_ptr_array_add (copy->outbox, lotse_edit_from_text (text, NULL));
    }
  return copy;
}

void
device_free (Device *self)
{
  g_free (self->account);
  g_free (self->token);
  g_free (self->cursor);
  g_ptr_array_unref (self->heard);
  g_hash_table_unref (self->records);
  g_hash_table_unref (self->history);
  g_ptr_array_unref (self->outbox);
  g_ptr_array_unref (self->verdicts);
  g_ptr_array_unref (self->forgotten);
  g_ptr_array_unref (self->erased);
  g_free (self);
}

static LotseEdit *
new_edit (Device *self, const char *kind, const char *id)
{
  LotseEdit *edit;

  self->clock = lotse_clock_next (self->clock, self->fixture->now_ms + self->skew_ms);
  edit = lotse_edit_new (kind, id, (LotseStamp){ self->clock, self->number });
  edit->creates = !g_hash_table_contains (self->records, id);
  g_ptr_array_add (self->outbox, edit);
  return edit;
}

static LotseStamp
base_of (const Device *self, const char *id, const char *reg)
{
  const LotseChange *change = g_hash_table_lookup (self->records, id);
  const LotseRegister *shown = change != NULL ? lotse_registers_get (change->registers, reg) : NULL;

  return shown != NULL ? shown->stamp : LOTSE_STAMP_NONE;
}

LotseEdit *
device_edit (Device *self, const char *kind, const char *id, const char *reg, ...)
{
  LotseEdit *edit = new_edit (self, kind, id);
  va_list pairs;

  va_start (pairs, reg);
  for (; reg != NULL; reg = va_arg (pairs, const char *))
    g_ptr_array_add (edit->writes, lotse_write_new (reg, va_arg (pairs, const char *), base_of (self, id, reg)));
  va_end (pairs);
  return edit;
}

LotseEdit *
device_delete (Device *self, const char *kind, const char *id)
{
  LotseEdit *edit = new_edit (self, kind, id);
  const LotseChange *change = g_hash_table_lookup (self->records, id);

  if (change != NULL)
    edit->seen = lotse_registers_pack_seen (change->registers);
  g_ptr_array_add (edit->writes, lotse_write_new (LOTSE_REGISTER_DELETED, "1", base_of (self, id, LOTSE_REGISTER_DELETED)));
  return edit;
}

/* --- Exchanges ------------------------------------------------------------------------------------------------------ */

static void
take_ids (Device *self, GPtrArray *ids, GPtrArray *into)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_hash_table_remove (self->records, g_ptr_array_index (ids, i));
      g_ptr_array_add (into, g_strdup (g_ptr_array_index (ids, i)));
    }
}

static void
apply (Device *self, LotseSyncAnswer *answer)
{
  if (answer->flags & (LOTSE_SYNC_ANEW | LOTSE_SYNC_FORGET_ALL))
    g_hash_table_remove_all (self->records);
  take_ids (self, answer->forget, self->forgotten);
  take_ids (self, answer->erased, self->erased);
  self->changes += answer->changes->len;
  while (answer->changes->len > 0)
    {
      LotseChange *change = g_ptr_array_steal_index (answer->changes, 0);

      g_hash_table_add (self->history, g_strdup (change->id));
      g_hash_table_replace (self->records, g_strdup (change->id), change);
    }
  while (answer->verdicts->len > 0)
    g_ptr_array_add (self->verdicts, g_ptr_array_steal_index (answer->verdicts, 0));
  g_free (self->cursor);
  self->cursor = answer->flags & LOTSE_SYNC_ANEW ? NULL : g_strdup (answer->cursor);
}

LotseSyncAnswer *
device_exchange (Device *self, gboolean keep)
{
  g_autoptr (LotseSyncRequest) request = lotse_sync_request_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *reply = NULL;
  LotseSyncAnswer *answer;
  gboolean changed;

  request->version = LOTSE_PROTOCOL_VERSION;
  request->send_id = lotse_id_random ();
  g_ptr_array_add (self->heard, g_strdup (request->send_id));
  for (guint i = 0; i < self->heard->len; i++)
    g_ptr_array_add (request->heard, g_strdup (g_ptr_array_index (self->heard, i)));
  request->cursor = g_strdup (self->cursor);
  request->now_ms = self->fixture->now_ms + self->skew_ms;
  request->undertaking = self->undertaking;
  g_ptr_array_unref (request->edits);
  request->edits = g_ptr_array_ref (self->outbox);
  text = lotse_sync_request_to_json (request);
  reply = lotse_centre_sync (self->fixture->centre, self->token, text, -1, &changed, &error);
  g_assert_no_error (error);
  answer = lotse_sync_answer_from_json (reply, -1, &error);
  g_assert_no_error (error);
  self->flags |= answer->flags;
  if (!keep)
    return answer;
  while (self->heard->len > 1)
    g_ptr_array_remove_index (self->heard, 0);
  if ((answer->flags & LOTSE_SYNC_COPY) == 0)
    {
      g_ptr_array_set_size (self->outbox, 0);
      apply (self, answer);
    }
  return answer;
}

void
device_sync (Device *self)
{
  self->flags = 0;
  self->pages = 0;
  self->changes = 0;
  g_ptr_array_set_size (self->verdicts, 0);
  g_ptr_array_set_size (self->forgotten, 0);
  g_ptr_array_set_size (self->erased, 0);
  for (;;)
    {
      g_autoptr (LotseSyncAnswer) answer = device_exchange (self, TRUE);

      self->pages++;
      g_assert_cmpuint (self->pages, <, 200);
      if ((answer->flags & LOTSE_SYNC_MORE) == 0)
        return;
    }
}

void
device_sync_both (Device *a, Device *b)
{
  device_sync (a);
  device_sync (b);
  device_sync (a);
  device_sync (b);
}

/* --- Looking --------------------------------------------------------------------------------------------------------- */

static const LotseVerdictLine *
find_line (const Device *self, const char *id, const char *reg)
{
  const LotseVerdictLine *found = NULL;

  for (guint i = 0; i < self->verdicts->len; i++)
    {
      const LotseVerdicts *verdicts = g_ptr_array_index (self->verdicts, i);
      const LotseVerdictLine *rest = NULL;
      const LotseVerdictLine *own = NULL;

      if (strcmp (verdicts->id, id) != 0)
        continue;
      for (guint k = 0; k < verdicts->lines->len; k++)
        {
          const LotseVerdictLine *line = g_ptr_array_index (verdicts->lines, k);

          if (line->reg == NULL)
            rest = line;
          else if (strcmp (line->reg, reg) == 0)
            own = line;
        }
      found = own != NULL ? own : rest;
    }
  g_assert_nonnull (found);
  return found;
}

LotseVerdict
device_verdict (const Device *self, const char *id, const char *reg)
{
  return find_line (self, id, reg)->verdict;
}

const char *
device_reason (const Device *self, const char *id, const char *reg)
{
  return find_line (self, id, reg)->reason;
}

gboolean
device_has (const Device *self, const char *id)
{
  return g_hash_table_contains (self->records, id);
}

const char *
device_value (const Device *self, const char *id, const char *reg)
{
  const LotseChange *change = g_hash_table_lookup (self->records, id);

  return change != NULL ? lotse_registers_value (change->registers, reg) : NULL;
}

guint
device_count (const Device *self, const char *kind)
{
  GHashTableIter iter;
  gpointer change;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &change))
    n += strcmp (((LotseChange *) change)->kind, kind) == 0;
  return n;
}

const LotseChange *
device_only (const Device *self, const char *kind)
{
  GHashTableIter iter;
  gpointer change;

  g_assert_cmpuint (device_count (self, kind), <=, 1);
  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &change))
    if (strcmp (((LotseChange *) change)->kind, kind) == 0)
      return change;
  return NULL;
}
