/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of the device's database, and the numbered migrations that make them.
 *
 * A migration never changes once it has been released; what must change becomes the next one.  Before a migration of data
 * the file is copied; the copy is removed when the check afterwards has passed.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/*
 * node      every record that is here, of known kinds and unknown ones, with its place in lists.  Row numbers are those of
 *           the kind's table and of the full-text index; they are never used again after a record has left.
 * unknown   registers of records whose kind this version does not know.
 * wanted    records that are not here and whose title the record `rid` would show.
 * outbox    edits without verdict, oldest first; the wire form of LotseEdit, with the writes that still wait.  State 1:
 *           parked at the centre or with its staff, and not sent again.
 * shadow    the centre's registers of records that have edits in the outbox; missing while the centre has none.
 * sent      edits with verdict, with the clocks that the centre gave; kept for 90 days.
 * history   one line an edit or a pull that changed a record that was here: {"register": [before, after]}.
 * refusal   edits that the centre refused, with the refused writes only.
 * aside     records that came and could not be applied, whole.
 * gone      records that left: 1 forgotten while edits still wait, 2 erased for ever.
 * send      ids of sends since the last one whose answer was heard, and that one.
 * blob      files: 1 waits to be sent.
 * search    the words of records that are shown, folded already, so that the tokenizer has only to look for blanks.  The
 *           prefix index of two letters serves one letter too; each further one costs a tenth of a first sync.  Nobody asks
 *           for the size of columns, and pieces of the index are put together late, because most come in a first sync.
 */
static const char BASE_TABLES[] =
  "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;"
  "CREATE TABLE node (rid INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, state INTEGER NOT NULL,"
  " listing INTEGER NOT NULL, sort BLOB, title TEXT);"
  "CREATE INDEX node_list ON node (kind, state, sort, id);"
  "CREATE TABLE unknown (rid INTEGER PRIMARY KEY, doc TEXT NOT NULL);"
  "CREATE TABLE wanted (id BLOB, rid INTEGER, PRIMARY KEY (id, rid)) WITHOUT ROWID;"
  "CREATE TABLE outbox (row INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL, stamp TEXT NOT NULL, at INTEGER NOT NULL,"
  " state INTEGER NOT NULL, edit TEXT NOT NULL);"
  "CREATE INDEX outbox_id ON outbox (id, state);" /* both, or SQLite may ask outbox_state for one record and read all that waits */
  "CREATE INDEX outbox_state ON outbox (state);" /* what waits is counted often, and its edits are long */
  "CREATE TABLE shadow (id BLOB PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE sent (row INTEGER PRIMARY KEY, id BLOB NOT NULL, stamp TEXT NOT NULL, at INTEGER NOT NULL, edit TEXT NOT NULL);"
  "CREATE INDEX sent_id ON sent (id);"
  "CREATE INDEX sent_at ON sent (at);"
  "CREATE TABLE history (row INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL, at INTEGER NOT NULL, by TEXT, stamp TEXT,"
  " grp TEXT, undone INTEGER NOT NULL, verdicts TEXT, doc TEXT NOT NULL);"
  "CREATE INDEX history_id ON history (id);"
  "CREATE INDEX history_group ON history (grp) WHERE grp IS NOT NULL;"
  "CREATE INDEX history_undo ON history (row) WHERE undone = 0;"
  "CREATE TABLE refusal (row INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL, at INTEGER NOT NULL, reason TEXT, edit TEXT NOT NULL);"
  "CREATE INDEX refusal_id ON refusal (id);"
  "CREATE TABLE aside (id BLOB PRIMARY KEY, kind TEXT NOT NULL, by TEXT, reason TEXT, doc TEXT NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE gone (id BLOB PRIMARY KEY, why INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE send (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL);"
  "CREATE TABLE blob (sha256 TEXT PRIMARY KEY, waits INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE VIRTUAL TABLE search USING fts5 (kind, names, words, detail = 'column', columnsize = 0, prefix = '2',"
  " tokenize = 'ascii');"
  "INSERT INTO search (search, rank) VALUES ('automerge', 16);";

/* Lists and joins by these are common, and only a few records of a kind have no value there. */
gboolean
lotse_store_wants_index (const LotseField *field)
{
  if (g_strcmp0 (field->name, "reference") == 0)
    return TRUE;
  if ((field->flags & LOTSE_FIELD_INDEXED) == 0)
    return FALSE;
  return field->type == LOTSE_FIELD_LINK || field->type == LOTSE_FIELD_DATE || field->type == LOTSE_FIELD_DATETIME;
}

#define LAST_VERSION 5

static guint
came_with (guint since)
{
  return since > 1 ? since : 1;
}

/* A partial index costs nothing for the records that have no value. */
static gboolean
create_index (LotseStore *self, const LotseKind *kind, const char *column, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("CREATE INDEX \"i_%s_%s\" ON \"k_%s\" (\"%s\") WHERE \"%s\" IS NOT NULL", kind->name, column,
                                          kind->name, column, column);

  return lotse_db_exec (self->db, sql, error);
}

/* The fields of a table that came with one version of the schema. */
static gboolean
create_indexes (LotseStore *self, const LotseKind *kind, guint version, GError **error)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (came_with (kind->fields[i].since) == version && lotse_store_wants_index (&kind->fields[i])
        && !create_index (self, kind, kind->fields[i].name, error))
      return FALSE;
  return TRUE;
}

/* Columns of later versions stand behind the others, where ALTER TABLE puts them. */
static void
append_later_columns (GString *sql, const LotseKind *kind, guint version)
{
  for (guint later = version + 1; later <= LAST_VERSION; later++)
    for (guint i = 0; i < kind->n_fields; i++)
      if (came_with (kind->fields[i].since) == later)
        g_string_append_printf (sql, ", \"%s\"", kind->fields[i].name);
}

/*
 * The table of one kind.  Columns have no type: what was written is kept as it is, numbers as numbers and ids as bytes.  In a new file
 * it has all its columns at once, because altering tables takes most of the time of making a file.
 */
static gboolean
create_kind (LotseStore *self, const LotseKind *kind, guint version, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE \"k_%s\" (rid INTEGER PRIMARY KEY", kind->name);
  for (guint i = 0; i < kind->n_fields; i++)
    if (came_with (kind->fields[i].since) <= version)
      g_string_append_printf (sql, ", \"%s\"", kind->fields[i].name);
  g_string_append (sql, ", _deleted, _merged_into, _stamps TEXT NOT NULL, _extra TEXT");
  if (self->is_new)
    append_later_columns (sql, kind, version);
  g_string_append_c (sql, ')');
  return lotse_db_exec (self->db, sql->str, error);
}

/* The columns of the fields that came with a later version. */
static gboolean
add_columns (LotseStore *self, const LotseKind *kind, guint version, GError **error)
{
  for (guint i = 0; i < kind->n_fields && !self->is_new; i++)
    {
      g_autofree char *sql = NULL;

      if (came_with (kind->fields[i].since) != version)
        continue;
      sql = g_strdup_printf ("ALTER TABLE \"k_%s\" ADD COLUMN \"%s\"", kind->name, kind->fields[i].name);
      if (!lotse_db_exec (self->db, sql, error))
        return FALSE;
    }
  return TRUE;
}

/* Everything that the table of kinds says came with that version. */
static gboolean
follow_kinds (LotseStore *self, guint version, GError **error)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      guint since = came_with (kinds[i]->since);

      if (since > version)
        continue;
      if (!(since == version ? create_kind (self, kinds[i], version, error) : add_columns (self, kinds[i], version, error))
          || !create_indexes (self, kinds[i], version, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
migrate_to_1 (LotseStore *self, GError **error)
{
  g_autofree char *device = NULL;
  guint64 number;

  if (!lotse_db_exec (self->db, BASE_TABLES, error))
    return FALSE;
  /* Older libraries, which only the build without encryption uses, do not know this. */
  (void) lotse_db_exec (self->db, "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)", NULL);
  if (!follow_kinds (self, 1, error))
    return FALSE;
  do
    number = lotse_random_u64 ();
  while (number == 0);
  device = lotse_u64_to_hex (number);
  return lotse_store_set_meta (self, "device", device, error);
}

/* When a record came from somebody else, and from whom: what people want to see in the morning. */
static gboolean
migrate_to_2 (LotseStore *self, GError **error)
{
  return lotse_db_exec (self->db,
                        "ALTER TABLE node ADD COLUMN arrived INTEGER;"
                        "ALTER TABLE node ADD COLUMN changed_by TEXT;"
                        "CREATE INDEX node_arrived ON node (arrived) WHERE arrived IS NOT NULL", error);
}

/* What events brought, and a way from a person or organisation to those that were merged into it. */
static gboolean
migrate_to_3 (LotseStore *self, GError **error)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    if (lotse_store_unites (kinds[i]->name) && !create_index (self, kinds[i], "_merged_into", error))
      return FALSE;
  return follow_kinds (self, 3, error);
}

/*
 * pile          drafts of answer sheets that have something in common,
 * draft         the sheets, by their place,
 * draft_remark  open answers that were typed on their own, by theirs, and
 * draft_begun   the sheet that is being typed.
 * batch         piles that were released or came in; the number is the centre's, for all its sheets together, and without it they
 *               wait to be sent, unless the centre refused them for that reason.
 * sheet         their sheets, by a random id.
 * remark        their open answers, which no longer belong to a sheet, by a random id.
 *
 * None has a row number, and nothing changes once it is in a batch.
 */
#define PILE_COLUMNS \
  "(id BLOB PRIMARY KEY, form BLOB NOT NULL, version INTEGER NOT NULL, event BLOB, survey BLOB, way TEXT NOT NULL," \
  " questions TEXT NOT NULL, open TEXT NOT NULL, number INTEGER) WITHOUT ROWID;"

static gboolean
migrate_to_4 (LotseStore *self, GError **error)
{
  return lotse_db_exec (self->db,
                        "CREATE TABLE pile " PILE_COLUMNS "CREATE TABLE batch " PILE_COLUMNS "ALTER TABLE batch ADD COLUMN refused TEXT;"
                        "CREATE INDEX batch_waits ON batch (id) WHERE number IS NULL;"
                        "CREATE TABLE draft (pile BLOB, place INTEGER, language TEXT, answers TEXT NOT NULL, PRIMARY KEY (pile, place))"
                        " WITHOUT ROWID;"
                        "CREATE TABLE draft_remark (pile BLOB, place INTEGER, question BLOB NOT NULL, text TEXT NOT NULL,"
                        " PRIMARY KEY (pile, place)) WITHOUT ROWID;"
                        "CREATE TABLE draft_begun (pile BLOB PRIMARY KEY, language TEXT, answers TEXT NOT NULL) WITHOUT ROWID;"
                        "CREATE TABLE sheet (batch BLOB, id BLOB, language TEXT, answers TEXT NOT NULL, PRIMARY KEY (batch, id))"
                        " WITHOUT ROWID;"
                        "CREATE TABLE remark (batch BLOB, id BLOB, question BLOB NOT NULL, text TEXT NOT NULL, PRIMARY KEY (batch, id))"
                        " WITHOUT ROWID;"
                        "CREATE TRIGGER sheet_once BEFORE UPDATE ON sheet BEGIN SELECT RAISE (ABORT, 'written once'); END;"
                        "CREATE TRIGGER remark_once BEFORE UPDATE ON remark BEGIN SELECT RAISE (ABORT, 'written once'); END", error)
         && follow_kinds (self, 4, error);
}

/*
 * reminder      which reminders this device has shown: a deadline or task, its due date then, so many days before; when it was
 *               shown (0: it was begun), until when it sleeps, which notification it is part of on this device, and the number that
 *               the notification service gave.  It never leaves the device.
 */
static gboolean
migrate_to_5 (LotseStore *self, GError **error)
{
  return lotse_db_exec (self->db,
                        "CREATE TABLE reminder (id BLOB, due TEXT, lead INTEGER, shown INTEGER, sleeps_until INTEGER, slip INTEGER,"
                        " notification INTEGER, PRIMARY KEY (id, due, lead)) WITHOUT ROWID", error)
         && follow_kinds (self, 5, error);
}

static gboolean (*const migrations[]) (LotseStore *self, GError **error) = {
  migrate_to_1,
  migrate_to_2,
  migrate_to_3,
  migrate_to_4,
  migrate_to_5,
};

#define VERSION ((int) G_N_ELEMENTS (migrations))
G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == LAST_VERSION);

/* In one transaction: either the file has the new version or it is as it was. */
static gboolean
run_migrations (LotseStore *self, int *version, GError **error)
{
  if (!lotse_db_begin (self->db, error))
    return FALSE;
  /* Another process may have done it while this one waited for the lock. */
  if (!lotse_db_get_version (self->db, version, error))
    goto failed;
  self->is_new = *version == 0;
  for (int i = *version; i < VERSION; i++)
    if (!migrations[i](self, error))
      goto failed;
  /* Only now all columns are there. */
  if (*version > 0 && *version < VERSION && !lotse_store_adopt (self, error))
    goto failed;
  if (lotse_db_set_version (self->db, VERSION, error) && lotse_db_commit (self->db, error))
    {
      /* Nobody listens yet. */
      lotse_store_drop_noted (self);
      return TRUE;
    }
failed:
  lotse_db_rollback (self->db);
  g_array_set_size (self->pending, 0);
  return FALSE;
}

gboolean
lotse_store_migrate (LotseStore *self, GError **error)
{
  g_autofree char *copy = NULL;
  g_autofree char *wrong = NULL;
  int version = 0, before;

  if (!lotse_db_get_version (self->db, &version, error))
    return FALSE;
  if (version == VERSION)
    return TRUE;
  if (version > VERSION)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_OUTDATED,
                   _("“%s” was written by a newer version of Lotse. Nothing was changed. Please update the program."), self->folder);
      return FALSE;
    }
  before = version;
  if (before > 0)
    {
      copy = g_strdup_printf ("%s/before-%d.db", self->folder, VERSION);
      g_unlink (copy);
      if (!lotse_db_backup (self->db, copy, self->key, error))
        return FALSE;
    }
  if (!run_migrations (self, &version, error))
    return FALSE;
  if (copy == NULL)
    return TRUE;
  wrong = lotse_db_check (self->db, error);
  if (wrong == NULL && (error == NULL || *error == NULL))
    return g_unlink (copy) == 0;
  if (wrong != NULL)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT,
                 _("The data in “%s” did not pass the check after an update. The copy from before lies beside it: %s"), self->folder, copy);
  return FALSE;
}

/* --- The SQL of each kind --- */

static gboolean
shows_links (const LotseKind *kind)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == LOTSE_FIELD_LINK && (kind->fields[i].flags & LOTSE_FIELD_TITLE) != 0)
      return TRUE;
  return FALSE;
}

/* Fields are looked up for each register of each record, several times; length and three letters tell nearly all apart. */
static guint
first_slot (const char *name, gsize length)
{
  guint hash = (guint) length * 29 + (guchar) name[0] * 3 + (guchar) name[length / 2] * 7 + (guchar) name[length - 1] * 37;

  return hash % LOTSE_FIELD_SLOTS;
}

static void
fill_slots (LotseStoreTable *table)
{
  g_assert (table->kind->n_fields < LOTSE_FIELD_SLOTS / 2);
  for (guint i = 0; i < table->kind->n_fields; i++)
    {
      const char *name = table->kind->fields[i].name;
      guint slot = first_slot (name, strlen (name));

      while (table->slots[slot] != 0)
        slot = (slot + 1) % LOTSE_FIELD_SLOTS;
      table->slots[slot] = (guint8) (i + 1);
    }
}

static LotseStoreTable *
table_new (const LotseKind *kind)
{
  LotseStoreTable *table = g_new0 (LotseStoreTable, 1);
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_string_append_printf (columns, "\"%s\", ", kind->fields[i].name);
      g_string_append (marks, "?, ");
    }
  g_string_append (columns, "_deleted, _merged_into, _stamps, _extra");
  g_string_append (marks, "?, ?, ?, ?");
  table->kind = kind;
  fill_slots (table);
  table->word = lotse_store_kind_word (kind->name);
  table->table = g_strdup_printf ("\"k_%s\"", kind->name);
  table->select = g_strdup_printf ("SELECT %s FROM %s WHERE rid = ?", columns->str, table->table);
  table->insert = g_strdup_printf ("INSERT INTO %s (rid, %s) VALUES (?, %s)", table->table, columns->str, marks->str);
  table->remove = g_strdup_printf ("DELETE FROM %s WHERE rid = ?", table->table);
  table->linked = shows_links (kind);
  return table;
}

static void
table_free (gpointer data)
{
  LotseStoreTable *table = data;

  g_free (table->word);
  g_free (table->table);
  g_free (table->select);
  g_free (table->insert);
  g_free (table->remove);
  g_free (table);
}

void
lotse_store_tables_init (LotseStore *self)
{
  const LotseKind *const *kinds;
  guint n_kinds;

  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, table_free);
  kinds = lotse_kinds_list (&n_kinds);
  for (guint i = 0; i < n_kinds; i++)
    g_hash_table_insert (self->tables, (gpointer) kinds[i]->name, table_new (kinds[i]));
}

int
lotse_store_field (const LotseStoreTable *table, const char *name, gsize length)
{
  if (length == 0)
    return -1;
  for (guint slot = first_slot (name, length); table->slots[slot] != 0; slot = (slot + 1) % LOTSE_FIELD_SLOTS)
    {
      const char *own = table->kind->fields[table->slots[slot] - 1].name;

      if (strncmp (own, name, length) == 0 && own[length] == '\0')
        return table->slots[slot] - 1;
    }
  return -1;
}

const LotseStoreTable *
lotse_store_table (LotseStore *self, const char *kind)
{
  return g_hash_table_lookup (self->tables, kind);
}
