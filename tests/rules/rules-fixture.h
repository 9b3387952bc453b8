/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in memory, and the deadlines that follow from them. */
#pragma once

#include "lotse-deadline.h"
#include "lotse-id.h"

typedef struct
{
  GPtrArray *list;
  LotseRecordsOverlay overlay;
  LotseDeadlinesOptions options;
} Records;

static inline void
records_init (Records *self)
{
  self->list = g_ptr_array_new_with_free_func (g_object_unref);
  lotse_records_overlay_init (&self->overlay, NULL, self->list);
  self->options = (LotseDeadlinesOptions){ .today = "2026-11-28", .state = "HE", .flags = LOTSE_DEADLINES_ALL };
}

static inline void
records_clear (Records *self)
{
  g_ptr_array_unref (self->list);
}

static inline void
record_set (LotseRecord *record, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  lotse_record_set (record, field, value, &error);
  g_assert_no_error (error);
}

/* Fields and values, ended by NULL. */
G_GNUC_NULL_TERMINATED G_GNUC_UNUSED static LotseRecord *
record_add (Records *self, const char *kind, ...)
{
  LotseRecord *record = lotse_record_new (lotse_kind_find (kind), NULL);
  const char *field;
  va_list values;

  va_start (values, kind);
  while ((field = va_arg (values, const char *)) != NULL)
    record_set (record, field, va_arg (values, const char *));
  va_end (values);
  g_ptr_array_add (self->list, record);
  return record;
}

G_GNUC_UNUSED static void
rule_add (LotseRecord *home, const char *key, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRule) rule = lotse_rule_parse (key, json, &error);
  g_autofree char *canonical = NULL;

  g_assert_no_error (error);
  canonical = lotse_rule_to_json (rule);
  lotse_record_set_element (home, "deadline_rules", key, canonical, &error);
  g_assert_no_error (error);
}

G_GNUC_UNUSED static GPtrArray *
deadlines_of (Records *self, const LotseRecord *record)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = lotse_deadlines_of (&self->overlay.records, lotse_record_get_id (record), &self->options, &error);

  g_assert_no_error (error);
  return list;
}

/* "type due state" of each, in one line each. */
G_GNUC_UNUSED static char *
deadlines_text (GPtrArray *list)
{
  static const char *const states[] = { "open", "waits", "done", "not-needed", "moot" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const LotseDeadline *deadline = list->pdata[i];

      g_string_append_printf (text, "%s %s %s\n", deadline->type, deadline->due != NULL ? deadline->due : "-", states[deadline->state]);
    }
  return g_string_free (text, FALSE);
}

G_GNUC_UNUSED static void
assert_deadlines (Records *self, const LotseRecord *record, const char *expected)
{
  g_autoptr (GPtrArray) list = deadlines_of (self, record);
  g_autofree char *text = deadlines_text (list);

  g_assert_cmpstr (text, ==, expected);
}
