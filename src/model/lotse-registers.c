/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The set of registers: a sorted array whose texts lie in blocks that belong to the set.  The text forms are in
 * lotse-registers-codec.c, which uses only the public functions and lotse_registers_reserve().
 */
#include "config.h"

#include "lotse-registers.h"

#include "lotse-error.h"
#include "lotse-registers-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  LotseRegister reg;
  const char *name;
} Entry;

typedef struct _Block Block;

struct _Block
{
  Block *next;
  gsize used;
  gsize size;
  char text[];
};

struct _LotseRegisters
{
  Entry *entries; /* sorted by name in byte order */
  guint size;
  guint allocated;
  Block *blocks; /* the first one has room; a text never moves */
};

#define BLOCK_MIN 240

/**
 * lotse_registers_new:
 *
 * Returns: (transfer full): an empty set
 */
LotseRegisters *
lotse_registers_new (void)
{
  return g_new0 (LotseRegisters, 1);
}

static void
add_block (LotseRegisters *self, gsize size)
{
  Block *block = g_malloc (sizeof (Block) + size);

  block->next = self->blocks;
  block->used = 0;
  block->size = size;
  self->blocks = block;
}

/* Room for that many bytes in the first block; it never moves. */
static char *
take_room (LotseRegisters *self, gsize size, gsize least)
{
  char *room;

  if (self->blocks == NULL || self->blocks->size - self->blocks->used < size)
    add_block (self, MAX (size, least));
  room = self->blocks->text + self->blocks->used;
  self->blocks->used += size;
  return room;
}

char *
lotse_registers_room (LotseRegisters *self, gsize size)
{
  return take_room (self, size, 0);
}

static const char *
keep_text (LotseRegisters *self, const char *text)
{
  gsize size = strlen (text) + 1;

  return memcpy (take_room (self, size, BLOCK_MIN), text, size);
}

/* Makes room for that many more registers with that many bytes of text, each text with its NUL. */
void
lotse_registers_reserve (LotseRegisters *self, guint size, gsize text)
{
  if (self->size + size > self->allocated)
    {
      self->allocated = self->size + size;
      self->entries = g_renew (Entry, self->entries, self->allocated);
    }
  if (text > 0 && (self->blocks == NULL || self->blocks->size - self->blocks->used < text))
    add_block (self, text);
}

/**
 * lotse_registers_copy:
 *
 * Returns: (transfer full): a set with the same registers and nothing else
 */
LotseRegisters *
lotse_registers_copy (const LotseRegisters *self)
{
  LotseRegisters *copy = lotse_registers_new ();
  gsize text = 0;

  for (guint i = 0; i < self->size; i++)
    {
      text += strlen (self->entries[i].name) + 1;
      if (self->entries[i].reg.value != NULL)
        text += strlen (self->entries[i].reg.value) + 1;
    }
  lotse_registers_reserve (copy, self->size, text);
  for (guint i = 0; i < self->size; i++)
    lotse_registers_put (copy, self->entries[i].name, self->entries[i].reg.value, self->entries[i].reg.stamp);
  return copy;
}

/**
 * lotse_registers_free:
 * @self: (nullable) (transfer full): a set
 */
void
lotse_registers_free (LotseRegisters *self)
{
  if (self == NULL)
    return;
  for (Block *block = self->blocks; block != NULL;)
    {
      Block *next = block->next;

      g_free (block);
      block = next;
    }
  g_free (self->entries);
  g_free (self);
}

/* Where `name` is, or where it belongs.  Names mostly come in order, so the end is tried first. */
static gboolean
find_entry (const LotseRegisters *self, const char *name, guint *position)
{
  guint low = 0;
  guint high = self->size;

  if (high > 0)
    {
      int order = strcmp (name, self->entries[high - 1].name);

      *position = order == 0 ? high - 1 : high;
      if (order >= 0)
        return order == 0;
      high--;
    }
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (name, self->entries[middle].name);

      if (order == 0)
        {
          *position = middle;
          return TRUE;
        }
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  *position = low;
  return FALSE;
}

/**
 * lotse_registers_size:
 *
 * Returns: the number of registers, empty ones included
 */
guint
lotse_registers_size (const LotseRegisters *self)
{
  return self->size;
}

/**
 * lotse_registers_get:
 *
 * Returns: (transfer none) (nullable): the register called @name, valid until the set is changed
 */
const LotseRegister *
lotse_registers_get (const LotseRegisters *self, const char *name)
{
  guint position;

  return find_entry (self, name, &position) ? &self->entries[position].reg : NULL;
}

/**
 * lotse_registers_nth:
 * @n: less than lotse_registers_size()
 * @name: (out) (optional) (transfer none): its name
 *
 * Returns: (transfer none): the register, valid until the set is changed
 */
const LotseRegister *
lotse_registers_nth (const LotseRegisters *self, guint n, const char **name)
{
  g_return_val_if_fail (n < self->size, NULL);

  if (name != NULL)
    *name = self->entries[n].name;
  return &self->entries[n].reg;
}

/**
 * lotse_registers_value:
 *
 * Returns: (transfer none) (nullable): the value of the register called @name
 */
const char *
lotse_registers_value (const LotseRegisters *self, const char *name)
{
  const LotseRegister *reg = lotse_registers_get (self, name);

  return reg != NULL ? reg->value : NULL;
}

/* Makes an entry without a value; `name` stays where it is. */
static void
insert_entry (LotseRegisters *self, guint position, const char *name)
{
  if (self->size == self->allocated)
    lotse_registers_reserve (self, MAX (8, self->size), 0);
  memmove (self->entries + position + 1, self->entries + position, (self->size - position) * sizeof (Entry));
  self->entries[position] = (Entry){ .name = name };
  self->size++;
}

/* What is sorted already comes in order, which find_entry() tries first. */
void
lotse_registers_put_kept (LotseRegisters *self, const char *name, const char *value, LotseStamp stamp)
{
  guint position = 0;

  if (!find_entry (self, name, &position))
    insert_entry (self, position, name);
  self->entries[position].reg.stamp = stamp;
  self->entries[position].reg.value = value != NULL && *value != '\0' ? (char *) value : NULL;
}

/**
 * lotse_registers_put:
 * @value: (nullable): canonical text
 *
 * Sets the register called @name, which is added when the set lacks it.
 */
void
lotse_registers_put (LotseRegisters *self, const char *name, const char *value, LotseStamp stamp)
{
  guint position = 0;
  Entry *entry;

  if (!find_entry (self, name, &position))
    insert_entry (self, position, keep_text (self, name));
  entry = &self->entries[position];
  entry->reg.stamp = stamp;
  if (value == NULL || *value == '\0')
    entry->reg.value = NULL;
  else if (g_strcmp0 (value, entry->reg.value) != 0)
    entry->reg.value = (char *) keep_text (self, value);
}

/**
 * lotse_registers_remove:
 *
 * Takes the register called @name out of the set, if it is there.  An emptied register is put with no value instead.
 */
void
lotse_registers_remove (LotseRegisters *self, const char *name)
{
  guint position;

  if (!find_entry (self, name, &position))
    return;
  self->size--;
  memmove (self->entries + position, self->entries + position + 1, (self->size - position) * sizeof (Entry));
}

/**
 * lotse_registers_equal:
 * @with_stamps: whether stamps count too
 *
 * Without stamps, a register that is empty and one that is missing are the same: people see no difference.
 *
 * Returns: whether both sets say the same
 */
gboolean
lotse_registers_equal (const LotseRegisters *a, const LotseRegisters *b, gboolean with_stamps)
{
  guint i = 0;
  guint j = 0;

  for (;;)
    {
      const Entry *left;
      const Entry *right;

      while (!with_stamps && i < a->size && a->entries[i].reg.value == NULL)
        i++;
      while (!with_stamps && j < b->size && b->entries[j].reg.value == NULL)
        j++;
      if (i == a->size || j == b->size)
        return i == a->size && j == b->size;
      left = &a->entries[i++];
      right = &b->entries[j++];
      if (strcmp (left->name, right->name) != 0 || g_strcmp0 (left->reg.value, right->reg.value) != 0)
        return FALSE;
      if (with_stamps && !lotse_stamp_equal (left->reg.stamp, right->reg.stamp))
        return FALSE;
    }
}

/**
 * lotse_registers_newest:
 *
 * Returns: the newest stamp in the set, or %LOTSE_STAMP_NONE when the set is empty
 */
LotseStamp
lotse_registers_newest (const LotseRegisters *self)
{
  LotseStamp newest = LOTSE_STAMP_NONE;

  for (guint i = 0; i < self->size; i++)
    {
      if (lotse_stamp_compare (self->entries[i].reg.stamp, newest) > 0)
        newest = self->entries[i].reg.stamp;
    }
  return newest;
}

/**
 * lotse_register_check:
 * @name: the name of a register
 * @value: (nullable): its value
 *
 * Returns: whether they may pass between a device and a centre; otherwise %FALSE with %LOTSE_ERROR_PROTOCOL
 */
gboolean
lotse_register_check (const char *name, const char *value, GError **error)
{
  const char *fault = NULL;

  if (name == NULL || *name == '\0' || *name == '/')
    fault = _("A field without a name cannot be sent.");
  else if (strlen (name) > LOTSE_REGISTER_NAME_MAX)
    fault = _("The name of a field or of an entry in a list is longer than 200 bytes; shorten it.");
  else if (value != NULL && strlen (value) > LOTSE_REGISTER_VALUE_MAX)
    fault = _("The text of a field is longer than 64 KiB; shorten it or attach it as a file.");
  else if (!g_utf8_validate (name, -1, NULL) || (value != NULL && !g_utf8_validate (value, -1, NULL)))
    fault = _("The text of a field is not valid UTF-8.");
  if (fault == NULL)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, fault);
  return FALSE;
}

/**
 * lotse_register_field:
 * @name: the name of a register
 * @element: (out) (optional) (transfer none): what stands behind the first slash, inside @name, or %NULL
 *
 * Returns: (transfer full): the part before the first slash
 */
char *
lotse_register_field (const char *name, const char **element)
{
  const char *slash = strchr (name, '/');

  if (element != NULL)
    *element = slash != NULL ? slash + 1 : NULL;
  return slash != NULL ? g_strndup (name, (gsize) (slash - name)) : g_strdup (name);
}

/**
 * lotse_register_name:
 * @field: the name of a field, without a slash
 * @element: (nullable): an element of it, in which slashes are allowed
 *
 * Returns: (transfer full): the name of the register
 */
char *
lotse_register_name (const char *field, const char *element)
{
  return element != NULL ? g_strconcat (field, "/", element, NULL) : g_strdup (field);
}
