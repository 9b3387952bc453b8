/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gets mail, and what stands in it; see the header. */
#include "config.h"

#include "lotse-mail.h"

#include "lotse-event.h"
#include "lotse-guests.h"
#include "lotse-language.h"
#include "lotse-mail-private.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

#define TR(language, text) lotse_language_translate ((language), "mail", (text))

void
lotse_mail_recipient_free (LotseMailRecipient *self)
{
  if (self == NULL)
    return;
  g_free (self->person);
  g_free (self->name);
  g_free (self->address);
  g_free (self->salutation);
  g_free (self->language);
  g_free (self);
}

void
lotse_mail_text_free (LotseMailText *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self->body);
  g_free (self);
}

/* --- Recipients --------------------------------------------------------------------------------------------- */

/* What is a wish for a whole greeting, and not only for a name in it. */
static gboolean
is_greeting (const char *form)
{
  static const char *const beginnings[] = { "Guten ", "Sehr ", "Liebe", "Hallo", "Moin", "Servus", "Grüß", "Dear ", "Hello", "Hi ", "Good " };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (form, beginnings[i]))
      return TRUE;
  return FALSE;
}

static char *
greet (LotseRecord *person, const char *language)
{
  const char *wished = lotse_record_get (person, "form_of_address");
  const char *given = lotse_record_get (person, "given_name"), *family = lotse_record_get (person, "family_name");
  const char *display = lotse_record_get (person, "display_name");
  g_autofree char *name = NULL;
  g_autofree char *greeting = NULL;

  if (wished != NULL)
    name = g_strdup (wished);
  else
    name = given != NULL && family != NULL ? g_strdup_printf ("%s %s", given, family) : g_strdup (display != NULL ? display : "");
  lotse_mail_flatten (name);
  if (wished != NULL && is_greeting (name))
    return g_steal_pointer (&name);
  return lotse_mail_fill (TR (language, NC_ ("mail", "Dear {name}")), "name", name, NULL);
}

static LotseMailRecipient *
recipient_new (LotseRecord *person)
{
  LotseMailRecipient *self = g_new0 (LotseMailRecipient, 1);
  const char *name = lotse_record_get (person, "display_name");
  const char *email = lotse_record_get (person, "email");
  const char *wished = lotse_record_get (person, "contact_language");

  self->person = g_strdup (lotse_record_get_id (person));
  self->name = g_strdup (name != NULL ? name : "");
  lotse_mail_flatten (self->name);
  self->address = email != NULL ? lotse_mail_usable_address (email) : NULL;
  /* There are texts in two languages.  Who wished for a third most likely reads German, the language of the place, if any. */
  self->language = g_strdup (g_strcmp0 (wished, "en") == 0 ? "en" : "de");
  self->salutation = greet (person, self->language);
  return self;
}

typedef struct
{
  const char *const *persons;
  const char *event;
  const char *state;
  GPtrArray *with;
  GPtrArray *without;
} Collecting;

static gboolean
collect (Collecting *collecting, LotseStore *store, const char *id, GHashTable *seen, GError **error)
{
  g_autoptr (LotseRecord) person = lotse_store_get_standing (store, id, error);
  LotseMailRecipient *recipient;

  if (person == NULL)
    return FALSE;
  if (!g_str_equal (lotse_record_get_kind (person)->name, "person") || !g_hash_table_add (seen, g_strdup (lotse_record_get_id (person))))
    return TRUE;
  recipient = recipient_new (person);
  if (recipient->address != NULL)
    g_ptr_array_add (collecting->with, recipient);
  else if (collecting->without != NULL)
    g_ptr_array_add (collecting->without, recipient);
  else
    lotse_mail_recipient_free (recipient);
  return TRUE;
}

static gboolean
run_collect (LotseStore *store, gpointer data, GError **error)
{
  Collecting *collecting = data;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; collecting->persons[i] != NULL; i++)
    if (!collect (collecting, store, collecting->persons[i], seen, error))
      return FALSE;
  return TRUE;
}

/**
 * lotse_mail_recipients:
 * @persons: (array zero-terminated=1): ids of people
 * @without: (nullable) (element-type LotseMailRecipient): filled with who has no address that can be used
 *
 * Returns: (transfer full) (element-type LotseMailRecipient): who has an address; %NULL with NOT_FOUND or an error of the store
 */
GPtrArray *
lotse_mail_recipients (LotseStore *store, const char *const *persons, GPtrArray *without, GError **error)
{
  g_autoptr (GPtrArray) with = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_mail_recipient_free);
  Collecting collecting = { .persons = persons, .with = with, .without = without };

  return lotse_store_run (store, run_collect, &collecting, error) ? g_steal_pointer (&with) : NULL;
}

static gboolean
run_collect_guests (LotseStore *store, gpointer data, GError **error)
{
  Collecting *collecting = data;
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, collecting->event, error);
  g_autoptr (GPtrArray) persons = g_ptr_array_new ();

  for (guint i = 0; guests != NULL && i < guests->guests->len; i++)
    {
      LotseGuest *guest = guests->guests->pdata[i];

      /* Who is not on this device has no address here. */
      if (*guest->name != '\0' && (collecting->state != NULL ? g_strcmp0 (guest->state, collecting->state) == 0
                                                             : g_strcmp0 (guest->state, "cancelled") != 0))
        g_ptr_array_add (persons, guest->person);
    }
  g_ptr_array_add (persons, NULL);
  collecting->persons = (const char *const *) persons->pdata;
  return guests != NULL && run_collect (store, collecting, error);
}

/**
 * lotse_mail_recipients_of_event:
 * @event: the id of an event
 * @state: (nullable): of the registration; %NULL for all who did not cancel
 * @without: (nullable) (element-type LotseMailRecipient): filled with who has no address that can be used
 *
 * Returns: (transfer full) (element-type LotseMailRecipient): who has an address, by name; %NULL with NOT_FOUND, INVALID (no
 *   event) or an error of the store
 */
GPtrArray *
lotse_mail_recipients_of_event (LotseStore *store, const char *event, const char *state, GPtrArray *without, GError **error)
{
  g_autoptr (GPtrArray) with = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_mail_recipient_free);
  Collecting collecting = { .event = event, .state = state, .with = with, .without = without };

  return lotse_store_run (store, run_collect_guests, &collecting, error) ? g_steal_pointer (&with) : NULL;
}

/* --- Texts -------------------------------------------------------------------------------------------------- */

static const char *const weekdays[] = {
  NC_ ("mail", "Monday"), NC_ ("mail", "Tuesday"),  NC_ ("mail", "Wednesday"), NC_ ("mail", "Thursday"),
  NC_ ("mail", "Friday"), NC_ ("mail", "Saturday"), NC_ ("mail", "Sunday"),
};

/* "Saturday, 28 …, 14:00 to 18:00" in that language; "" if no day is known. */
static char *
describe_slot (const LotseSlot *slot, const char *language)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("event"), "date");
  g_autofree char *day = g_strndup (slot->start, strlen ("2026-11-28"));
  g_autofree char *shown = NULL;
  g_autofree char *end = g_str_has_prefix (slot->end, day) && strlen (slot->end) > strlen (day) ? g_strdup (slot->end + strlen (day) + 1) : NULL;
  const char *weekday;
  GDate date;

  if (!lotse_value_read_date (day, &date))
    return g_strdup ("");
  shown = lotse_value_format (field, day, language);
  weekday = TR (language, weekdays[g_date_get_weekday (&date) - 1]);
  if (strlen (slot->start) == strlen (day))
    return lotse_mail_fill ("{weekday}, {day}", "weekday", weekday, "day", shown, NULL);
  return lotse_mail_fill (end != NULL ? TR (language, NC_ ("mail", "{weekday}, {day}, {start} to {end}"))
                                      : TR (language, NC_ ("mail", "{weekday}, {day}, {start}")),
                          "weekday", weekday, "day", shown, "start", slot->start + strlen (day) + 1, "end", end != NULL ? end : "", NULL);
}

static char *
describe_time (LotseRecord *event, const char *language)
{
  g_autoptr (GPtrArray) slots = lotse_event_dup_slots (event);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < slots->len; i++)
    {
      g_autofree char *line = describe_slot (slots->pdata[i], language);

      if (*line != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  return g_string_free (text, FALSE);
}

/* The venue, and the room with its address and the way to its entrance. */
static char *
describe_place (LotseStore *store, LotseRecord *event)
{
  static const char *const fields[] = { "name", "address", "directions" };
  const char *venue = lotse_record_get (event, "venue");
  const char *room_id = lotse_record_get (event, "room");
  g_autoptr (LotseRecord) room = room_id != NULL ? lotse_store_get (store, room_id, NULL) : NULL;
  GString *text = g_string_new (venue);

  for (guint i = 0; room != NULL && i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = lotse_record_get (room, fields[i]);

      if (value != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", value);
    }
  return g_string_free (text, FALSE);
}

/* Who invites, and how to reach them. */
static char *
describe_organiser (LotseStore *store, LotseRecord *event)
{
  const char *id = lotse_record_get (event, "organiser");
  g_autoptr (LotseRecord) organiser = id != NULL ? lotse_store_get_standing (store, id, NULL) : NULL;
  gboolean person = organiser != NULL && g_str_equal (lotse_record_get_kind (organiser)->name, "person");
  const char *const fields[] = { person ? "display_name" : "name", "phone", "email" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; organiser != NULL && i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = lotse_record_get (organiser, fields[i]);

      if (value != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", value);
    }
  return g_string_free (text, FALSE);
}

static const char *
template_of (LotseMailType type, gboolean closes)
{
  if (type == LOTSE_MAIL_REMINDER)
    return NC_ ("mail", "{salutation},\n\n"
                        "you are registered for this event, and we look forward to seeing you:\n\n"
                        "{title}\n{time}\n{place}\n\n"
                        "If you cannot come, please cancel by replying to this message, so that somebody else can have the place.\n\n"
                        "Kind regards\n{organiser}\n");
  if (closes)
    return NC_ ("mail", "{salutation},\n\n"
                        "we would like to invite you to this event:\n\n"
                        "{title}\n{time}\n{place}\n\n{about}\n\n"
                        "Please reply to this message by {closes} if you want to come, and tell us if you need an interpreter, childcare, "
                        "step-free access or special food.\n\n"
                        "If you have registered and cannot come after all, please cancel by replying, so that somebody else can have the "
                        "place.\n\n"
                        "Kind regards\n{organiser}\n");
  return NC_ ("mail", "{salutation},\n\n"
                      "we would like to invite you to this event:\n\n"
                      "{title}\n{time}\n{place}\n\n{about}\n\n"
                      "Please reply to this message if you want to come, and tell us if you need an interpreter, childcare, step-free access "
                      "or special food.\n\n"
                      "If you have registered and cannot come after all, please cancel by replying, so that somebody else can have the "
                      "place.\n\n"
                      "Kind regards\n{organiser}\n");
}

static char *
write_subject (LotseRecord *event, LotseMailType type, const char *language)
{
  g_autofree char *title = g_strdup (lotse_event_title (event, language));
  const char *date = lotse_record_get (event, "date");
  g_autofree char *day = date != NULL ? lotse_value_format (lotse_kind_field (lotse_kind_find ("event"), "date"), date, language) : NULL;
  const char *pattern = type == LOTSE_MAIL_INVITATION
                          ? (day != NULL ? NC_ ("mail", "Invitation: {title}, {day}") : NC_ ("mail", "Invitation: {title}"))
                          : (day != NULL ? NC_ ("mail", "Reminder: {title}, {day}") : NC_ ("mail", "Reminder: {title}"));

  lotse_mail_flatten (title);
  return lotse_mail_fill (TR (language, pattern), "title", title, "day", day != NULL ? day : "", NULL);
}

static char *
write_body (LotseStore *store, LotseRecord *event, LotseMailType type, const char *salutation, const char *language)
{
  gboolean german = g_str_equal (language, "de");
  const char *closes = lotse_record_get (event, "registration_closes");
  const char *about = lotse_record_get (event, german ? "about_de" : "about_en");
  g_autofree char *shown = closes != NULL ? lotse_value_format (lotse_kind_field (lotse_kind_find ("event"), "registration_closes"), closes, language) : NULL;
  g_autofree char *time = describe_time (event, language);
  g_autofree char *place = describe_place (store, event);
  g_autofree char *organiser = describe_organiser (store, event);
  char *body;

  if (about == NULL)
    about = lotse_record_get (event, german ? "about_en" : "about_de");
  body = lotse_mail_fill (TR (language, template_of (type, closes != NULL)), "salutation", salutation, "title",
                          lotse_event_title (event, language), "time", time, "place", place, "about", about != NULL ? about : "", "closes",
                          shown != NULL ? shown : "", "organiser", organiser, NULL);
  lotse_mail_close_gaps (body);
  return body;
}

typedef struct
{
  const char *event;
  LotseMailType type;
  const LotseMailRecipient *recipient;
  LotseMailText *text;
} Writing;

static gboolean
run_write (LotseStore *store, gpointer data, GError **error)
{
  Writing *writing = data;
  g_autoptr (LotseRecord) event = lotse_mail_get_event (store, writing->event, error);
  LotseMailText *text;
  g_autofree char *german = NULL;
  g_autofree char *english = NULL;

  if (event == NULL)
    return FALSE;
  text = writing->text = g_new0 (LotseMailText, 1);
  if (writing->recipient != NULL)
    {
      text->subject = write_subject (event, writing->type, writing->recipient->language);
      text->body = write_body (store, event, writing->type, writing->recipient->salutation, writing->recipient->language);
      return TRUE;
    }
  german = write_body (store, event, writing->type, TR ("de", NC_ ("mail", "Hello")), "de");
  english = write_body (store, event, writing->type, "Hello", "en");
  text->subject = write_subject (event, writing->type, NULL);
  text->body = g_strdup_printf ("%s\n* * *\n\n%s", german, english);
  return TRUE;
}

/**
 * lotse_mail_text_new:
 * @event: the id of an event
 * @type: what the mail is for
 * @recipient: (nullable): the one who gets it; %NULL for a text that goes to several people at once
 *
 * Returns: (transfer full): subject and text, or %NULL with NOT_FOUND, INVALID (no event) or an error of the store
 */
LotseMailText *
lotse_mail_text_new (LotseStore *store, const char *event, LotseMailType type, const LotseMailRecipient *recipient, GError **error)
{
  Writing writing = { event, type, recipient, NULL };

  return lotse_store_run (store, run_write, &writing, error) ? writing.text : NULL;
}
