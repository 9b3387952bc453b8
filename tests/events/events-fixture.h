/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile with an event, and short ways to guests; every failure ends the test. */
#pragma once

#include "lotse-guests.h"

#include "store-fixture.h"

/* Saves a new record with these fields (name, canonical value, …, NULL); its id (g_free). */
static inline char *
add_record (LotseStore *store, const char *kind, const char *first, ...)
{
  g_autoptr (LotseRecord) record = lotse_record_new (lotse_kind_find (kind), NULL);
  g_autoptr (LotseRecord) one = NULL;
  g_autofree char *derived = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  va_list fields;

  va_start (fields, first);
  for (const char *field = first; field != NULL; field = va_arg (fields, const char *))
    {
      lotse_record_set (record, field, va_arg (fields, const char *), &error);
      g_assert_no_error (error);
    }
  va_end (fields);
  derived = lotse_record_dup_derived_id (record);
  one = lotse_record_new (lotse_kind_find (kind), derived != NULL ? derived : lotse_record_get_id (record));
  changes = lotse_record_diff (one, record);
  for (guint i = 0; i < changes->len; i++)
    lotse_record_apply (one, ((LotseRecordChange *) changes->pdata[i])->reg, ((LotseRecordChange *) changes->pdata[i])->value);
  g_assert_true (lotse_store_save (store, one, NULL, &error));
  g_assert_no_error (error);
  return g_strdup (lotse_record_get_id (one));
}

static inline LotseRecord *
must_get (LotseStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  LotseRecord *record = lotse_store_get (store, id, &error);

  g_assert_no_error (error);
  return record;
}

static inline void
must_save (LotseStore *store, LotseRecord *record)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_store_save (store, record, NULL, &error));
  g_assert_no_error (error);
}

static inline void
merge_into (LotseStore *store, const char *id, const char *standing)
{
  g_autoptr (LotseRecord) record = must_get (store, id);
  g_autoptr (GError) error = NULL;

  lotse_record_set_merged_into (record, standing, &error);
  g_assert_no_error (error);
  must_save (store, record);
}
