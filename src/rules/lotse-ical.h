/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the program's calendars (iCalendar, RFC 5545) have in common, be they of an event or of deadlines.
 *
 * An entry follows from records alone, so that every device and the centre write the same one; its version is the second of the last
 * change of what it says, so that a calendar that takes a later file changes its entries instead of getting them twice.
 */
#pragma once

#include "lotse-record.h"

#include <libical/ical.h>

G_BEGIN_DECLS

/* The times of a record are those of the clock at the place. */
#define LOTSE_ICAL_ZONE "Europe/Berlin"

/* A calendar that has the zone and no entries yet; `product` is a word that says what is in it.  Freed with icalcomponent_free(). */
icalcomponent *lotse_ical_new (const char *product);
char *lotse_ical_to_text (icalcomponent *calendar);
gboolean lotse_ical_write (const char *path, const char *text, int mode, GError **error);

gboolean lotse_ical_read_time (const char *canonical, struct icaltimetype *moment);
icalcomponent *lotse_ical_entry_new (const char *uid, const char *start, const char *end);
void lotse_ical_add_text (icalcomponent *entry, icalproperty *(*make) (const char *text), const char *text);

gint64 lotse_ical_changed_s (const LotseRecord *record, const char *const *shown);
void lotse_ical_add_version (icalcomponent *entry, gint64 seconds);
/* The seconds with which lotse_ical_add_version() was called, and the entry without them. */
gint64 lotse_ical_take_version (icalcomponent *entry);

G_END_DECLS
