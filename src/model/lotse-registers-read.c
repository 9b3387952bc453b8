/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fast way from the wire form to a set of registers; see lotse-json-reader.h.  It takes what
 * lotse_registers_append_json() writes, in that order, and leaves everything else to lotse_registers_from_json().
 */
#include "lotse-registers.h"

#include "lotse-registers-private.h"

#include <string.h>

#define FEW 64 /* registers that need no memory of their own while they are counted */

typedef struct
{
  LotseJsonSlice name;
  LotseJsonSlice value; /* none: null */
} Pair;

typedef struct
{
  Pair few[FEW];
  Pair *pairs; /* `few`, or allocated */
  guint size;
  guint allocated;
  gsize text; /* bytes that all need, each with its NUL */
} Pairs;

static gboolean
add_pair (Pairs *self, const Pair *pair)
{
  if (pair->name.size == 0 || *pair->name.start == '/' || pair->name.size > LOTSE_REGISTER_NAME_MAX
      || pair->value.size > LOTSE_REGISTER_VALUE_MAX || self->size == LOTSE_REGISTERS_MAX)
    return FALSE;
  if (self->size == self->allocated)
    {
      Pair *more = g_new (Pair, 4 * self->allocated);

      memcpy (more, self->pairs, self->size * sizeof (Pair));
      if (self->pairs != self->few)
        g_free (self->pairs);
      self->pairs = more;
      self->allocated *= 4;
    }
  self->pairs[self->size++] = *pair;
  self->text += pair->name.size + 1 + pair->value.size + 1;
  return TRUE;
}

/* A name may not be written with an escape at its beginning, because the slash that it may hide is looked for there. */
static gboolean
read_pairs (LotseJsonReader *reader, Pairs *pairs)
{
  if (!lotse_json_reader_take (reader, '{'))
    return FALSE;
  if (lotse_json_reader_take (reader, '}'))
    return TRUE;
  do
    {
      Pair pair = { 0 };

      if (!lotse_json_reader_text (reader, &pair.name) || !lotse_json_reader_take (reader, ':'))
        return FALSE;
      if (!lotse_json_reader_null (reader) && !lotse_json_reader_text (reader, &pair.value))
        return FALSE;
      if (*pair.name.start == '\\' || !add_pair (pairs, &pair))
        return FALSE;
    }
  while (lotse_json_reader_take (reader, ','));
  return lotse_json_reader_take (reader, '}');
}

static LotseRegisters *
read_values (LotseJsonReader *reader, LotseStamp stamp)
{
  Pairs pairs = { .allocated = FEW };
  LotseRegisters *self = NULL;
  char *room;

  pairs.pairs = pairs.few;
  if (read_pairs (reader, &pairs))
    {
      self = lotse_registers_new ();
      lotse_registers_reserve (self, pairs.size, 0);
      room = lotse_registers_room (self, pairs.text);
      for (guint i = 0; i < pairs.size; i++)
        {
          const char *name = room;
          const char *value = NULL;

          room = lotse_json_slice_write (&pairs.pairs[i].name, room);
          if (pairs.pairs[i].value.start != NULL)
            {
              value = room;
              room = lotse_json_slice_write (&pairs.pairs[i].value, room);
            }
          lotse_registers_put_kept (self, name, value, stamp);
        }
    }
  if (pairs.pairs != pairs.few)
    g_free (pairs.pairs);
  return self;
}

static gboolean
read_stamp (LotseJsonReader *reader, LotseStamp *stamp)
{
  char text[LOTSE_STAMP_TEXT_SIZE];
  LotseJsonSlice slice;

  if (!lotse_json_reader_text (reader, &slice) || slice.escaped || slice.size != sizeof text - 1)
    return FALSE;
  lotse_json_slice_write (&slice, text);
  return lotse_stamp_parse (text, stamp);
}

static gboolean
read_exceptions (LotseJsonReader *reader, LotseRegisters *registers)
{
  if (!lotse_json_reader_take (reader, '{'))
    return FALSE;
  if (lotse_json_reader_take (reader, '}'))
    return TRUE;
  do
    {
      char text[LOTSE_REGISTER_NAME_MAX + 1];
      LotseJsonSlice name;
      const LotseRegister *reg;
      LotseStamp stamp;

      if (!lotse_json_reader_text (reader, &name) || name.size > LOTSE_REGISTER_NAME_MAX || !lotse_json_reader_take (reader, ':')
          || !read_stamp (reader, &stamp))
        return FALSE;
      lotse_json_slice_write (&name, text);
      reg = lotse_registers_get (registers, text);
      if (reg == NULL)
        return FALSE;
      lotse_registers_put (registers, text, reg->value, stamp);
    }
  while (lotse_json_reader_take (reader, ','));
  return lotse_json_reader_take (reader, '}');
}

/* A text among those that the caller knows, if it is there for the first time. */
static gboolean
read_other (LotseJsonReader *reader, const LotseJsonSlice *name, const char *const *names, LotseJsonSlice *texts)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (lotse_json_slice_is (name, names[i]))
        return texts[i].start == NULL && lotse_json_reader_text (reader, &texts[i]);
    }
  return FALSE;
}

static gboolean
read_member (LotseJsonReader *reader, const LotseJsonSlice *name, LotseStamp *common, LotseRegisters **registers, gboolean *exceptions)
{
  if (lotse_json_slice_is (name, "s"))
    return *registers == NULL && lotse_stamp_is_none (*common) && read_stamp (reader, common);
  if (lotse_json_slice_is (name, "f"))
    {
      if (*registers != NULL || lotse_stamp_is_none (*common))
        return FALSE;
      *registers = read_values (reader, *common);
      return *registers != NULL;
    }
  if (*registers == NULL || *exceptions)
    return FALSE;
  *exceptions = TRUE;
  return read_exceptions (reader, *registers);
}

/**
 * lotse_registers_read:
 * @reader: stands before an object
 * @names: names of members that are texts and stand beside those of the registers, ended by %NULL
 * @texts: (out): those texts, in the same order; not there when the member is missing
 *
 * Returns: (transfer full) (nullable): the set, or %NULL when the object has to be read by json-glib
 */
LotseRegisters *
lotse_registers_read (LotseJsonReader *reader, const char *const *names, LotseJsonSlice *texts)
{
  g_autoptr (LotseRegisters) self = NULL;
  LotseStamp common = LOTSE_STAMP_NONE;
  gboolean exceptions = FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    texts[i] = (LotseJsonSlice){ 0 };
  if (!lotse_json_reader_take (reader, '{'))
    return NULL;
  do
    {
      LotseJsonSlice name;
      gboolean own;

      if (!lotse_json_reader_text (reader, &name) || !lotse_json_reader_take (reader, ':'))
        return NULL;
      own = name.size == 1 && strchr ("sfx", *name.start) != NULL;
      if (own ? !read_member (reader, &name, &common, &self, &exceptions) : !read_other (reader, &name, names, texts))
        return NULL;
    }
  while (lotse_json_reader_take (reader, ','));
  return self != NULL && lotse_json_reader_take (reader, '}') ? g_steal_pointer (&self) : NULL;
}
