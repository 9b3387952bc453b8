/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records to registers and back, and what differs between two states of one record. */
#include "config.h"

#include "lotse-record-private.h"

LotseRecordChange *
lotse_record_change_new (const char *reg, const char *value)
{
  LotseRecordChange *change = g_new (LotseRecordChange, 1);

  change->reg = g_strdup (reg);
  change->value = value != NULL && *value != '\0' ? g_strdup (value) : NULL;
  return change;
}

void
lotse_record_change_free (LotseRecordChange *change)
{
  if (change == NULL)
    return;
  g_free (change->reg);
  g_free (change->value);
  g_free (change);
}

static void
apply_one (const char *reg, const char *value, gpointer data)
{
  lotse_record_apply (data, reg, value);
}

/**
 * lotse_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): a record with the same id and values, unknown registers among them
 */
LotseRecord *
lotse_record_copy (const LotseRecord *self)
{
  LotseRecord *copy = lotse_record_new (lotse_record_get_kind (self), lotse_record_get_id (self));
  const LotseRegisters *loaded = lotse_record_get_loaded (self);

  lotse_record_foreach (self, apply_one, copy);
  if (loaded != NULL)
    lotse_record_take_loaded (copy, lotse_registers_copy (loaded));
  return copy;
}

static const char LOADED[] = "lotse-record-loaded";

/**
 * lotse_record_get_loaded:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): what a store had loaded into the record, with stamps; copies keep it
 */
const LotseRegisters *
lotse_record_get_loaded (const LotseRecord *self)
{
  return g_object_get_data ((GObject *) self, LOADED);
}

/**
 * lotse_record_take_loaded:
 * @self: a record
 * @loaded: (transfer full) (nullable): the stored registers
 *
 * For the store alone: it compares with them when the record is saved, so that nobody overwrites what others changed
 * since the record was read.
 */
void
lotse_record_take_loaded (LotseRecord *self, LotseRegisters *loaded)
{
  g_object_set_data_full (G_OBJECT (self), LOADED, loaded, (GDestroyNotify) lotse_registers_free);
}

typedef struct
{
  const LotseRecord *other;
  const LotseRegisters *registers;
  GPtrArray *changes;
} Difference;

static void
add_if_missing (const char *reg, const char *value, gpointer data)
{
  Difference *difference = data;

  if (lotse_registers_value (difference->registers, reg) == NULL)
    g_ptr_array_add (difference->changes, lotse_record_change_new (reg, NULL));
}

/**
 * lotse_record_take_registers:
 * @self: a record
 * @registers: all of its registers
 *
 * Replaces everything that @self holds; what @registers does not have becomes empty. Values are not checked: a newer
 * version may know more, and what no field stands for is kept and passed on.
 */
void
lotse_record_take_registers (LotseRecord *self, const LotseRegisters *registers)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_record_change_free);
  Difference difference = { .registers = registers, .changes = gone };

  g_object_freeze_notify (G_OBJECT (self));
  lotse_record_foreach (self, add_if_missing, &difference);
  for (guint i = 0; i < gone->len; i++)
    lotse_record_apply (self, ((LotseRecordChange *) gone->pdata[i])->reg, NULL);
  for (guint i = 0; i < lotse_registers_size (registers); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (registers, i, &name);

      lotse_record_apply (self, name, reg->value);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

typedef struct
{
  LotseRegisters *registers;
  LotseStamp stamp;
} Filling;

static void
put_one (const char *reg, const char *value, gpointer data)
{
  Filling *filling = data;

  lotse_registers_put (filling->registers, reg, value, filling->stamp);
}

/**
 * lotse_record_dup_registers:
 * @self: a record
 * @stamp: the stamp that each register gets
 *
 * Returns: (transfer full): a register for each value
 */
LotseRegisters *
lotse_record_dup_registers (const LotseRecord *self, LotseStamp stamp)
{
  Filling filling = { lotse_registers_new (), stamp };

  lotse_record_foreach (self, put_one, &filling);
  return filling.registers;
}

static void
add_if_changed (const char *reg, const char *value, gpointer data)
{
  Difference *difference = data;
  const char *before = difference->other != NULL ? lotse_record_get_register (difference->other, reg) : NULL;

  if (g_strcmp0 (before, value) != 0)
    g_ptr_array_add (difference->changes, lotse_record_change_new (reg, value));
}

static void
add_if_emptied (const char *reg, const char *value, gpointer data)
{
  Difference *difference = data;

  if (lotse_record_get_register (difference->other, reg) == NULL)
    g_ptr_array_add (difference->changes, lotse_record_change_new (reg, NULL));
}

/**
 * lotse_record_diff:
 * @before: (nullable): a record as it was; %NULL for one that was not there
 * @after: the same record as it is to be
 *
 * Returns: (transfer full) (element-type LotseRecordChange): what must be written to get from @before to @after
 */
GPtrArray *
lotse_record_diff (const LotseRecord *before, const LotseRecord *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_record_change_free);
  Difference difference = { .other = before, .changes = changes };

  lotse_record_foreach (after, add_if_changed, &difference);
  difference.other = after;
  if (before != NULL)
    lotse_record_foreach (before, add_if_emptied, &difference);
  return changes;
}
