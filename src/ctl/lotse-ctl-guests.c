/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on many guests at once: import-list, mail and needs. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-desk.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-error.h"
#include "lotse-list-import.h"
#include "lotse-mail.h"
#include "lotse-needs.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- import-list -------------------------------------------------------------------------------------------- */

#define MOST_ROWS 40 /* that are printed for people */

static const char *
answer_name (LotseListAnswer answer)
{
  static const char *const names[] = { "registered", "waiting", "invited", "cancelled", "known", "repeated", "error" };

  return names[answer];
}

static void
rows_to_json (JsonBuilder *builder, GPtrArray *rows)
{
  json_builder_set_member_name (builder, "answers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const LotseListRow *row = rows->pdata[i];

      json_builder_begin_object (builder);
      lotse_ctl_json_int (builder, "row", row->row);
      lotse_ctl_json_text (builder, "answer", answer_name (row->answer));
      lotse_ctl_json_text (builder, "wait", lotse_ctl_wait_name (row->wait));
      lotse_ctl_json_text (builder, "name", row->name);
      lotse_ctl_json_text (builder, "person", row->person);
      lotse_ctl_json_bool (builder, "new", row->new_person);
      lotse_ctl_json_text (builder, "likely", row->likely);
      lotse_ctl_json_text (builder, "text", row->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
report_to_json (LotseCtl *self, const LotseListReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const struct
  {
    const char *name;
    guint number;
  } numbers[] = {
    { "rows", report->n_rows },         { "new", report->people_new },         { "known_people", report->people_known },
    { "registered", report->registered }, { "waiting", report->waiting },      { "invited", report->invited },
    { "cancelled", report->cancelled }, { "known", report->known },            { "repeated", report->repeated },
    { "likely", report->likely },       { "errors", report->errors },
  };

  json_builder_begin_object (builder);
  lotse_ctl_json_bool (builder, "applied", report->applied);
  lotse_ctl_json_text (builder, "charset", report->charset);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    lotse_ctl_json_int (builder, numbers[i].name, numbers[i].number);
  json_builder_set_member_name (builder, "hints");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->hints->len; i++)
    json_builder_add_string_value (builder, report->hints->pdata[i]);
  json_builder_end_array (builder);
  rows_to_json (builder, report->rows);
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

/* Rows that need somebody's eyes come first; the rest is counted. */
static void
print_rows (LotseCtl *self, GPtrArray *rows)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (3);
  g_autofree char *text = NULL;
  guint printed = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < rows->len; i++)
      {
        const LotseListRow *row = rows->pdata[i];
        g_autofree char *number = g_strdup_printf (_("row %u"), row->row);

        if ((row->answer == LOTSE_LIST_ERROR || row->likely != NULL) != (pass == 0) || printed == MOST_ROWS)
          continue;
        lotse_ctl_table_row (table, number, row->name, row->text, NULL);
        printed++;
      }
  lotse_ctl_print_table (self, table);
  if (rows->len > printed)
    lotse_ctl_printf (self, _("… and %u more; --json prints all\n"), rows->len - printed);
}

static void
print_report (LotseCtl *self, const LotseListReport *report)
{
  for (guint i = 0; i < report->hints->len; i++)
    lotse_ctl_printf (self, "%s\n", (char *) report->hints->pdata[i]);
  print_rows (self, report->rows);
  lotse_ctl_printf (self, _("%u rows: %u get a place, %u wait, %u invited, %u cancelled, %u on the list already, %u repeated, %u with errors\n"),
                    report->n_rows, report->registered, report->waiting, report->invited, report->cancelled, report->known,
                    report->repeated, report->errors);
  lotse_ctl_printf (self, _("%u new people, %u known, %u may be somebody who is known\n"), report->people_new, report->people_known,
                    report->likely);
}

static gboolean
set_options (LotseCtl *self, LotseListImport *import, GError **error)
{
  GPtrArray *maps = lotse_ctl_args_get_all (self->args, "map");
  g_autofree char *state = NULL;

  for (guint i = 0; maps != NULL && i < maps->len; i++)
    {
      g_autofree char *column = NULL;
      const char *field;

      if (!lotse_ctl_split_map (maps->pdata[i], &column, &field, error) || !lotse_list_import_set_map (import, column, field, error))
        return FALSE;
    }
  lotse_list_import_set_force (import, lotse_ctl_args_has (self->args, "force"));
  return lotse_ctl_registration_choice (self, "state", &state, error) && (state == NULL || lotse_list_import_set_state (import, state, error));
}

gboolean
lotse_ctl_import_list (LotseCtl *self, GError **error)
{
  g_autofree char *event = lotse_ctl_link (self, "event", lotse_ctl_word (self, 0), error);
  g_autoptr (GBytes) content = event != NULL ? lotse_ctl_read_file (self, lotse_ctl_word (self, 1), error) : NULL;
  g_autoptr (LotseListImport) import = content != NULL ? lotse_list_import_new (self->store, event, content, error) : NULL;
  g_autoptr (LotseListReport) report = NULL;

  if (import == NULL || !set_options (self, import, error))
    return FALSE;
  report = lotse_ctl_args_has (self->args, "dry-run")
             ? lotse_list_import_check (import, self->cancellable, lotse_ctl_progress, self, error)
             : lotse_list_import_apply (import, self->cancellable, lotse_ctl_progress, self, error);
  if (report == NULL)
    return FALSE;
  if (self->json)
    report_to_json (self, report);
  else
    print_report (self, report);
  if (report->errors == 0)
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               ngettext ("%u mistake must be mended first; nothing was imported", "%u mistakes must be mended first; nothing was imported",
                         report->errors),
               report->errors);
  return FALSE;
}

/* --- mail --------------------------------------------------------------------------------------------------- */

static void
print_mail (LotseCtl *self, int written, const char *addresses, GPtrArray *without)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (addresses != NULL)
    lotse_ctl_json_text (builder, "addresses", addresses);
  else
    lotse_ctl_json_int (builder, "written", written);
  json_builder_set_member_name (builder, "without_address");
  json_builder_begin_array (builder);
  for (guint i = 0; i < without->len; i++)
    {
      const LotseMailRecipient *recipient = without->pdata[i];

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "person", recipient->person);
      lotse_ctl_json_text (builder, "name", recipient->name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    {
      lotse_ctl_print_builder (self, builder);
      return;
    }
  if (addresses != NULL)
    lotse_ctl_printf (self, "%s\n", addresses);
  else
    lotse_ctl_printf (self, ngettext ("%d draft written\n", "%d drafts written\n", (gulong) written), written);
  for (guint i = 0; i < without->len; i++)
    g_printerr (_("lotsectl: no e-mail address: %s\n"), ((LotseMailRecipient *) without->pdata[i])->name);
}

/* Invitations go to who is invited, reminders to who is registered. */
static gboolean
read_mail (LotseCtl *self, LotseMailType *type, char **state, GError **error)
{
  const char *what = lotse_ctl_word (self, 1);
  gboolean addresses = g_str_equal (what, "addresses");

  *type = g_str_equal (what, "invitation") ? LOTSE_MAIL_INVITATION : LOTSE_MAIL_REMINDER;
  if (!addresses && *type == LOTSE_MAIL_REMINDER && !g_str_equal (what, "reminder"))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("write invitation, reminder or addresses, not “%s”"), what);
      return FALSE;
    }
  if (addresses == (lotse_ctl_word (self, 2) != NULL))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           addresses ? _("addresses are printed; leave the folder out") : _("name a folder for the drafts"));
      return FALSE;
    }
  if (!lotse_ctl_registration_choice (self, "state", state, error))
    return FALSE;
  if (*state == NULL && !addresses)
    *state = g_strdup (*type == LOTSE_MAIL_INVITATION ? "invited" : "registered");
  return TRUE;
}

gboolean
lotse_ctl_mail (LotseCtl *self, GError **error)
{
  g_autofree char *event = lotse_ctl_link (self, "event", lotse_ctl_word (self, 0), error);
  g_autoptr (GPtrArray) without = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_mail_recipient_free);
  g_autoptr (GPtrArray) recipients = NULL;
  g_autofree char *state = NULL;
  g_autofree char *addresses = NULL;
  const char *folder = lotse_ctl_word (self, 2);
  LotseMailType type;
  int written = 0;

  if (event == NULL || !read_mail (self, &type, &state, error))
    return FALSE;
  recipients = lotse_mail_recipients_of_event (self->store, event, state, without, error);
  if (recipients == NULL)
    return FALSE;
  if (folder == NULL)
    addresses = lotse_mail_addresses (recipients);
  else
    written = lotse_mail_write (self->store, event, type, recipients, folder, error);
  if (written < 0)
    return FALSE;
  print_mail (self, written, addresses, without);
  return TRUE;
}

/* --- needs -------------------------------------------------------------------------------------------------- */

static void
need_to_json (JsonBuilder *builder, const LotseNeed *need)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "need", need->need);
  lotse_ctl_json_text (builder, "label", lotse_need_label (need));
  lotse_ctl_json_int (builder, "count", need->count);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < need->people->len; i++)
    {
      const LotseNeedOf *of = need->people->pdata[i];

      json_builder_begin_object (builder);
      if (of->name != NULL)
        lotse_ctl_json_text (builder, "name", of->name);
      lotse_ctl_json_text (builder, "note", of->note);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_people (LotseCtlTable *table, const LotseNeed *need)
{
  for (guint i = 0; i < need->people->len; i++)
    {
      const LotseNeedOf *of = need->people->pdata[i];

      lotse_ctl_table_row (table, "", of->name, of->note, NULL);
    }
}

static void
add_notes (LotseCtlTable *table, const LotseNeed *need)
{
  g_autoptr (GPtrArray) notes = lotse_need_notes (need);

  for (guint i = 0; i < notes->len; i++)
    {
      const LotseNeedNote *note = notes->pdata[i];
      g_autofree char *times = g_strdup_printf ("%u ×", note->count);

      lotse_ctl_table_row (table, "", times, note->note, NULL);
    }
}

static void
print_needs (LotseCtl *self, GPtrArray *needs, gboolean names)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (3);

  for (guint i = 0; i < needs->len; i++)
    {
      const LotseNeed *need = needs->pdata[i];
      g_autofree char *count = g_strdup_printf ("%u", need->count);

      lotse_ctl_table_row (table, count, lotse_need_label (need), "", NULL);
      if (names)
        add_people (table, need);
      else
        add_notes (table, need);
    }
  lotse_ctl_print_table (self, table);
}

/* Erases what is due of this event, and says how much that was. */
static gboolean
erase_needs (LotseCtl *self, const char *event, GError **error)
{
  g_autoptr (GPtrArray) due = lotse_needs_due (self->store, event, NULL, error);
  guint n = 0;

  if (due == NULL)
    return FALSE;
  for (guint i = 0; i < due->len; i++)
    {
      GPtrArray *registrations = ((LotseNeedsDue *) due->pdata[i])->registrations;

      n += registrations->len;
      g_ptr_array_add (registrations, NULL);
      if (!lotse_needs_erase (self->store, (const char *const *) registrations->pdata, error))
        return FALSE;
    }
  if (self->json)
    lotse_ctl_printf (self, "{\"erased\": %u}\n", n);
  else
    lotse_ctl_printf (self, ngettext ("The needs of %u registration erased\n", "The needs of %u registrations erased\n", n), n);
  return TRUE;
}

gboolean
lotse_ctl_needs (LotseCtl *self, GError **error)
{
  g_autofree char *event = lotse_ctl_link (self, "event", lotse_ctl_word (self, 0), error);
  g_autoptr (GPtrArray) needs = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (event == NULL)
    return FALSE;
  if (lotse_ctl_args_has (self->args, "erase"))
    return erase_needs (self, event, error);
  needs = lotse_needs_load (self->store, event, lotse_ctl_args_has (self->args, "names"), error);
  if (needs == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < needs->len; i++)
    need_to_json (builder, needs->pdata[i]);
  json_builder_end_array (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    print_needs (self, needs, lotse_ctl_args_has (self->args, "names"));
  return TRUE;
}
