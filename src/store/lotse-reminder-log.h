/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which reminders this device has shown.
 *
 * A line is one lead time of one deadline or task with one due date.  It is begun before its notification goes out and shown when
 * the notification service has answered; both carry the same slip, so that a program that ended in between shows the same
 * notification again instead of a second one.  The log never leaves the device, and says nothing but ids and dates.
 * Any thread; each function is one transaction.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;  /* of the deadline or task */
  const char *due; /* its due date then, or the moment of a task */
  int lead;
  gint64 shown_ms;        /* 0: begun */
  gint64 sleeps_until_ms; /* 0: it does not sleep */
  guint32 slip;           /* names the notification on this device, those shown together alike; never 0 */
  guint32 notification;   /* its number at the notification service; 0: it does not stand there */
} LotseReminderLine;

/* In the order of ids, due dates and lead times; on the database thread. */
gboolean lotse_reminder_log_each (LotseStore *store, void (*each) (const LotseReminderLine *line, gpointer data), gpointer data, GError **error);
/* Adds the lines, or puts them in the place of those with the same id, due date and lead; all or none. */
gboolean lotse_reminder_log_write (LotseStore *store, const LotseReminderLine *lines, guint n_lines, GError **error);

/* What stands there of that slip sleeps, and stands no more; what was shown with it and is gone does not come again. */
gboolean lotse_reminder_log_sleep (LotseStore *store, guint32 slip, gint64 until_ms, GError **error);
/* The person has closed it. */
gboolean lotse_reminder_log_close (LotseStore *store, guint32 slip, GError **error);
/* It was taken away because nothing of it is open: what was only begun is no longer known. */
gboolean lotse_reminder_log_withdraw (LotseStore *store, guint32 slip, GError **error);
/* Another notification service is there now, to which the numbers say nothing. */
gboolean lotse_reminder_log_forget_numbers (LotseStore *store, GError **error);
/* Forgets what was due before that day, except of the ids in `open`: a clock that runs years ahead must not bring them back. */
gboolean lotse_reminder_log_forget_before (LotseStore *store, const char *due, GHashTable *open, GError **error);

/* Holds what tells programs that show the same profile which one reminds; NULL with BUSY if another one does. */
typedef struct _LotseReminderLock LotseReminderLock;
LotseReminderLock *lotse_reminder_log_lock (LotseStore *store, GError **error);
void lotse_reminder_log_unlock (LotseReminderLock *lock);

G_END_DECLS
