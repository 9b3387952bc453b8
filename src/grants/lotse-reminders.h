/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What this device has to remind its person of, in words that may stand on a locked screen.
 *
 * lotse_reminders_now() joins the deadlines and tasks that concern the account with the log of this device
 * (lotse-reminder-log.h); which of them are to be shown is for lotse-reminder.h to say.  Names of people and texts of tasks are
 * never in the words: whoever wants to know more opens Lotse.
 *
 * Any thread; within a job on the database thread all is done at once.
 */
#pragma once

#include "lotse-reminder.h"
#include "lotse-reminder-log.h"

G_BEGIN_DECLS

/* One notification: of one reminder, or of several that were missed. */
typedef struct
{
  guint32 slip;         /* its name on this device; 0 while nothing was begun; never 1, which is left to the caller */
  guint32 notification; /* the number that it had at the notification service, or 0 */
  char *title;
  char *body;
  gboolean is_task;     /* it can be done at once */
  GPtrArray *reminders; /* of LotseReminder */
} LotseNotice;

typedef struct
{
  guint32 slip;
  guint32 notification; /* or 0 */
} LotseNoticeGone;

typedef struct
{
  GPtrArray *notices;  /* of LotseNotice: to be shown now */
  GArray *gone;        /* of LotseNoticeGone: to be taken away now */
  gint64 next_s;       /* when to look again if nothing changes until then, seconds since 1970 UTC */
} LotseReminders;

void lotse_notice_free (LotseNotice *self);
void lotse_reminders_free (LotseReminders *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseReminders, lotse_reminders_free)

typedef enum
{
  LOTSE_REMINDERS_LOOK,  /* writes nothing */
  LOTSE_REMINDERS_BEGIN, /* gives each notice its slip on disk, before it goes out; and forgets what is long past */
} LotseRemindersMode;

LotseReminders *lotse_reminders_now (LotseStore *store, const LotseReminderClock *clock, LotseRemindersMode mode, GError **error);

/* The notification service has answered: the notice counts as shown, under that number of the service. */
gboolean lotse_reminders_shown (LotseStore *store, const LotseNotice *notice, const LotseReminderClock *clock, guint32 notification,
                                GError **error);

/* The record to which a notification leads (g_free both): NULL for one of several; NOT_FOUND if it is no longer here. */
gboolean lotse_reminders_target (LotseStore *store, guint32 slip, char **kind, char **id, GError **error);
/* Ticks the task of a notification; INVALID for one that is of no task or of several. */
gboolean lotse_reminders_done (LotseStore *store, guint32 slip, const LotseReminderClock *clock, GError **error);

G_END_DECLS
