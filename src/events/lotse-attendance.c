/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marks in an attendance; see the header. */
#include "config.h"

#include "lotse-attendance.h"

#include "lotse-error.h"
#include "lotse-events-private.h"

#include <glib/gi18n.h>
#include <string.h>

void
lotse_mark_free (LotseMark *mark)
{
  if (mark == NULL)
    return;
  g_free (mark->id);
  g_free (mark->at);
  g_free (mark->raw);
  g_free (mark->door);
  g_free (mark);
}

/**
 * lotse_mark_time_format:
 * @ms: milliseconds since 1970 UTC
 *
 * Returns: (transfer full): the time as marks keep it
 */
char *
lotse_mark_time_format (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);
  g_autofree char *seconds = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;

  return seconds != NULL ? g_strdup_printf ("%s.%03dZ", seconds, (int) (ms % 1000)) : g_strdup ("");
}

/**
 * lotse_mark_time_parse:
 * @text: (nullable): the time of a mark
 *
 * Returns: milliseconds since 1970 UTC, or -1 if it is none
 */
gint64
lotse_mark_time_parse (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000 : -1;
}

static LotseMark *
read_mark (const char *id, const char *value)
{
  g_autoptr (JsonObject) object = lotse_events_object (value);
  JsonNode *undone = object != NULL ? json_object_get_member (object, "undone") : NULL;
  LotseMark *mark;

  if (object == NULL)
    return NULL;
  mark = g_new0 (LotseMark, 1);
  mark->id = g_strdup (id);
  mark->at = lotse_events_member (object, "at");
  mark->raw = lotse_events_member (object, "raw");
  mark->door = lotse_events_member (object, "door");
  mark->undone = undone != NULL && json_node_get_value_type (undone) == G_TYPE_BOOLEAN && json_node_get_boolean (undone);
  return mark;
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const LotseMark *one = *(const LotseMark *const *) a, *other = *(const LotseMark *const *) b;
  int order = strcmp (one->at, other->at);

  return order != 0 ? order : strcmp (one->id, other->id);
}

/**
 * lotse_attendance_dup_marks:
 * @attendance: a record of the kind `attendance`
 *
 * Returns: (transfer full) (element-type LotseMark): all marks, also those taken back, the earliest first
 */
GPtrArray *
lotse_attendance_dup_marks (const LotseRecord *attendance)
{
  g_auto (GStrv) ids = lotse_record_list_elements (attendance, "marks");
  GPtrArray *marks = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_mark_free);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      LotseMark *mark = read_mark (ids[i], lotse_record_get_element (attendance, "marks", ids[i]));

      if (mark != NULL)
        g_ptr_array_add (marks, mark);
    }
  g_ptr_array_sort (marks, compare_marks);
  return marks;
}

/**
 * lotse_attendance_dup_first:
 * @attendance: a record of the kind `attendance`
 *
 * Returns: (transfer full) (nullable): the earliest mark that was not taken back, which says when the person came; %NULL if
 *   the person did not
 */
LotseMark *
lotse_attendance_dup_first (const LotseRecord *attendance)
{
  g_autoptr (GPtrArray) marks = lotse_attendance_dup_marks (attendance);

  for (guint i = 0; i < marks->len; i++)
    if (!((LotseMark *) marks->pdata[i])->undone)
      return g_ptr_array_steal_index (marks, i);
  return NULL;
}

static gboolean
write_mark (LotseRecord *attendance, const LotseMark *mark, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *value = NULL;

  json_object_set_string_member (object, "at", mark->at);
  json_object_set_string_member (object, "door", mark->door);
  json_object_set_string_member (object, "raw", mark->raw);
  if (mark->undone)
    json_object_set_boolean_member (object, "undone", TRUE);
  value = lotse_events_value (object);
  return lotse_record_set_element (attendance, "marks", mark->id, value, error);
}

/**
 * lotse_attendance_add_mark:
 * @attendance: a record of the kind `attendance`
 * @id: a new id for the mark
 * @at_ms: when, by the centre's clock: milliseconds since 1970 UTC
 * @raw_ms: the same as this laptop has it
 * @door: the name of the door, or ""
 *
 * Adds a sign-in; the record is not saved yet.  Error: INVALID (the name of the door is too long).
 */
gboolean
lotse_attendance_add_mark (LotseRecord *attendance, const char *id, gint64 at_ms, gint64 raw_ms, const char *door, GError **error)
{
  g_autoptr (LotseMark) mark = g_new0 (LotseMark, 1);

  mark->id = g_strdup (id);
  mark->at = lotse_mark_time_format (at_ms);
  mark->raw = lotse_mark_time_format (raw_ms);
  mark->door = g_strdup (door != NULL ? door : "");
  return write_mark (attendance, mark, error);
}

/**
 * lotse_attendance_undo_mark:
 * @attendance: a record of the kind `attendance`
 * @id: the mark
 *
 * Takes a sign-in back; the record is not saved yet.  Error: NOT_FOUND (there is no such mark).
 */
gboolean
lotse_attendance_undo_mark (LotseRecord *attendance, const char *id, GError **error)
{
  const char *value = lotse_record_get_element (attendance, "marks", id);
  g_autoptr (LotseMark) mark = value != NULL ? read_mark (id, value) : NULL;

  if (mark == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                           _("This sign-in is not there any more. Nothing was changed; look at the list again."));
      return FALSE;
    }
  mark->undone = TRUE;
  return write_mark (attendance, mark, error);
}
