/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The functions behind the commands; lotse-ctl-commands.c has the table that names and explains them.
 *
 * Each file of commands is one group: records, files, lists, changes (history and verdicts), the centre, tables (CSV), keeping.
 */
#pragma once

#include "lotse-ctl.h"

G_BEGIN_DECLS

/* lotse-ctl-records.c */
gboolean lotse_ctl_kinds (LotseCtl *self, GError **error);
gboolean lotse_ctl_add (LotseCtl *self, GError **error);
gboolean lotse_ctl_set (LotseCtl *self, GError **error);
gboolean lotse_ctl_get (LotseCtl *self, GError **error);
gboolean lotse_ctl_delete (LotseCtl *self, GError **error);
gboolean lotse_ctl_restore (LotseCtl *self, GError **error);
gboolean lotse_ctl_undo (LotseCtl *self, GError **error);

/* lotse-ctl-files.c */
gboolean lotse_ctl_file (LotseCtl *self, GError **error);

/* lotse-ctl-lists.c */
gboolean lotse_ctl_list (LotseCtl *self, GError **error);
gboolean lotse_ctl_find (LotseCtl *self, GError **error);

/* lotse-ctl-changes.c */
gboolean lotse_ctl_history (LotseCtl *self, GError **error);
gboolean lotse_ctl_conflicts (LotseCtl *self, GError **error);
gboolean lotse_ctl_resolve (LotseCtl *self, GError **error);
gboolean lotse_ctl_refusals (LotseCtl *self, GError **error);

/* lotse-ctl-paper.c */
gboolean lotse_ctl_paper (LotseCtl *self, GError **error);
gboolean lotse_ctl_event_ics (LotseCtl *self, GError **error);

/* lotse-ctl-reviews.c */
gboolean lotse_ctl_reviews (LotseCtl *self, GError **error);

/* lotse-ctl-desk.c, lotse-ctl-attendance.c */
gboolean lotse_ctl_sign_in (LotseCtl *self, GError **error);
gboolean lotse_ctl_sign_out (LotseCtl *self, GError **error);
gboolean lotse_ctl_desk_unlock (LotseCtl *self, GError **error);
gboolean lotse_ctl_attendance (LotseCtl *self, GError **error);

/* lotse-ctl-register.c */
gboolean lotse_ctl_register (LotseCtl *self, GError **error);
gboolean lotse_ctl_waiting_list (LotseCtl *self, GError **error);

/* lotse-ctl-guests.c */
gboolean lotse_ctl_import_list (LotseCtl *self, GError **error);
gboolean lotse_ctl_mail (LotseCtl *self, GError **error);
gboolean lotse_ctl_needs (LotseCtl *self, GError **error);
/* lotse-ctl-doubles.c */
gboolean lotse_ctl_doubles (LotseCtl *self, GError **error);
gboolean lotse_ctl_unite (LotseCtl *self, GError **error);
gboolean lotse_ctl_not_doubles (LotseCtl *self, GError **error);
gboolean lotse_ctl_take_apart (LotseCtl *self, GError **error);

/* lotse-ctl-calendar.c; `deadlines` are of LotseDeadline.  After a command the calendar file follows, if there is one. */
gboolean lotse_ctl_calendar (LotseCtl *self, GError **error);
void lotse_ctl_print_ics (LotseCtl *self, LotseStore *store, GPtrArray *deadlines);
void lotse_ctl_follow_calendar (LotseCtl *self);

/* lotse-ctl-centre.c */
gboolean lotse_ctl_connect (LotseCtl *self, GError **error);
gboolean lotse_ctl_sync (LotseCtl *self, GError **error);

/* lotse-ctl-audit.c */
gboolean lotse_ctl_audit (LotseCtl *self, GError **error);

/* lotse-ctl-status.c */
gboolean lotse_ctl_status (LotseCtl *self, GError **error);

/* lotse-ctl-tables.c */
gboolean lotse_ctl_import (LotseCtl *self, GError **error);
gboolean lotse_ctl_export (LotseCtl *self, GError **error);

/* lotse-ctl-feasts.c */
gboolean lotse_ctl_feasts (LotseCtl *self, GError **error);

/* lotse-ctl-mini-job.c */
gboolean lotse_ctl_mini_job (LotseCtl *self, GError **error);
/* lotse-ctl-deadlines.c, lotse-ctl-deadline.c, lotse-ctl-rules.c */
gboolean lotse_ctl_deadlines (LotseCtl *self, GError **error);
gboolean lotse_ctl_deadline (LotseCtl *self, GError **error);
gboolean lotse_ctl_rules (LotseCtl *self, GError **error);

/* lotse-ctl-erase.c */
gboolean lotse_ctl_keep (LotseCtl *self, GError **error);
/* lotse-ctl-remind.c */
gboolean lotse_ctl_remind (LotseCtl *self, GError **error);

/* lotse-ctl-reach.c */
gboolean lotse_ctl_reach (LotseCtl *self, GError **error);

/* lotse-ctl-receipts.c, lotse-ctl-budget.c */
gboolean lotse_ctl_receipts (LotseCtl *self, GError **error);
gboolean lotse_ctl_budget (LotseCtl *self, GError **error);

/* lotse-ctl-form.c, lotse-ctl-answer.c */
gboolean lotse_ctl_form (LotseCtl *self, GError **error);
gboolean lotse_ctl_answer (LotseCtl *self, GError **error);
gboolean lotse_ctl_pile (LotseCtl *self, GError **error);

/* lotse-ctl-form-files.c: what "form" does with the library and with files */
gboolean lotse_ctl_form_library (LotseCtl *self, GError **error);
gboolean lotse_ctl_form_take (LotseCtl *self, GError **error);
gboolean lotse_ctl_form_import (LotseCtl *self, GError **error);
gboolean lotse_ctl_form_print (LotseCtl *self, GError **error);
gboolean lotse_ctl_form_export (LotseCtl *self, GError **error);

/* lotse-ctl-evaluate.c */
gboolean lotse_ctl_evaluate (LotseCtl *self, GError **error);

/* lotse-ctl-open-answers.c */
gboolean lotse_ctl_open_answers (LotseCtl *self, GError **error);
gboolean lotse_ctl_open_answer (LotseCtl *self, GError **error);

/* lotse-ctl-keep.c */
gboolean lotse_ctl_demo (LotseCtl *self, GError **error);
gboolean lotse_ctl_check (LotseCtl *self, GError **error);
gboolean lotse_ctl_backup (LotseCtl *self, GError **error);
gboolean lotse_ctl_recover (LotseCtl *self, GError **error);
gboolean lotse_ctl_key (LotseCtl *self, GError **error);
gboolean lotse_ctl_lock (LotseCtl *self, GError **error);

G_END_DECLS
