/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that give places at an event: register and waiting-list. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-desk.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-error.h"
#include "lotse-links.h"
#include "lotse-registration.h"
#include "lotse-value.h"
#include "lotse-waiting-list.h"

#include <glib/gi18n.h>

const char *
lotse_ctl_wait_name (LotseWait wait)
{
  static const char *const names[] = { "none", "closed", "organisation", "full", "others", "asked" };

  return names[wait];
}

/* --- register ----------------------------------------------------------------------------------------------- */

/* What the options say; the wish points into it. */
typedef struct
{
  LotseRegistrationWish wish;
  char *person;
  char *organisation;
  char *role;
  char *state;
  GPtrArray *sets[3]; /* workshops, second workshops, needs; NULL where nothing is said */
} Asked;

static void
asked_clear (Asked *self)
{
  g_free (self->person);
  g_free (self->organisation);
  g_free (self->role);
  g_free (self->state);
  for (guint i = 0; i < G_N_ELEMENTS (self->sets); i++)
    g_clear_pointer (&self->sets[i], g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

gboolean
lotse_ctl_registration_choice (LotseCtl *self, const char *option, char **value, GError **error)
{
  const char *typed = lotse_ctl_args_get (self->args, option);

  if (typed == NULL)
    return TRUE;
  *value = lotse_value_parse (lotse_kind_field (lotse_kind_find ("registration"), option), typed, NULL, error);
  if (*value == NULL)
    g_prefix_error (error, "--%s: ", option);
  return *value != NULL;
}

/* All values of an option as elements of that field. */
static gboolean
read_set (LotseCtl *self, const char *option, const char *name, GPtrArray **set, GError **error)
{
  GPtrArray *typed = lotse_ctl_args_get_all (self->args, option);
  const LotseField *field = lotse_kind_field (lotse_kind_find ("registration"), name);
  g_autoptr (LotseLinks) links = lotse_links_new (self->store, self->cancellable);

  if (typed == NULL || typed->len == 0)
    return TRUE;
  *set = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < typed->len; i++)
    {
      char *element = field->links != NULL ? lotse_links_resolve (links, field, typed->pdata[i], error)
                                           : lotse_value_parse_element (field, typed->pdata[i], NULL, error);

      if (element == NULL)
        {
          g_prefix_error (error, "--%s: ", option);
          return FALSE;
        }
      g_ptr_array_add (*set, element);
    }
  g_ptr_array_add (*set, NULL);
  return TRUE;
}

static const char *const *
elements (GPtrArray *set)
{
  return set != NULL ? (const char *const *) set->pdata : NULL;
}

/* An organisation that is not known is taken as it is typed. */
static gboolean
read_asked (LotseCtl *self, Asked *asked, GError **error)
{
  const char *organisation = lotse_ctl_args_get (self->args, "organisation");

  asked->person = lotse_ctl_link (self, "person", lotse_ctl_word (self, 1), error);
  if (asked->person == NULL || !lotse_ctl_registration_choice (self, "role", &asked->role, error) ||
      !lotse_ctl_registration_choice (self, "state", &asked->state, error) ||
      !read_set (self, "workshop", "workshops", &asked->sets[0], error) ||
      !read_set (self, "second-workshop", "second_workshops", &asked->sets[1], error) ||
      !read_set (self, "need", "needs", &asked->sets[2], error))
    return FALSE;
  if (organisation != NULL && *organisation != '\0')
    asked->organisation = lotse_ctl_link (self, "organisation", organisation, NULL);
  asked->wish = (LotseRegistrationWish){ .person = asked->person,
                                         .state = asked->state,
                                         .force = lotse_ctl_args_has (self->args, "force"),
                                         .organisation = asked->organisation,
                                         .organisation_name = asked->organisation == NULL ? organisation : NULL,
                                         .role = asked->role,
                                         .workshops = elements (asked->sets[0]),
                                         .second_workshops = elements (asked->sets[1]),
                                         .needs = elements (asked->sets[2]),
                                         .needs_note = lotse_ctl_args_get (self->args, "needs-note") };
  return TRUE;
}

static void
result_to_json (JsonBuilder *builder, const LotseRegistrationResult *result)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "registration", result->registration);
  lotse_ctl_json_text (builder, "person", result->person);
  lotse_ctl_json_text (builder, "name", result->name);
  lotse_ctl_json_text (builder, "state", result->state);
  lotse_ctl_json_text (builder, "wait", lotse_ctl_wait_name (result->wait));
  lotse_ctl_json_text (builder, "overruled", lotse_ctl_wait_name (result->overruled));
  lotse_ctl_json_bool (builder, "new", result->created);
  lotse_ctl_json_bool (builder, "changed", result->changed);
  json_builder_end_object (builder);
}

gboolean
lotse_ctl_register (LotseCtl *self, GError **error)
{
  g_autofree char *event = lotse_ctl_link (self, "event", lotse_ctl_word (self, 0), error);
  g_auto (Asked) asked = { 0 };
  g_autoptr (LotseRegistrationResult) result = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  if (event == NULL || !read_asked (self, &asked, error))
    return FALSE;
  result = lotse_register (self->store, event, &asked.wish, error);
  if (result == NULL)
    return FALSE;
  text = lotse_registration_result_text (result);
  result_to_json (builder, result);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    lotse_ctl_printf (self, "%s\n", text);
  return TRUE;
}

/* --- waiting-list ------------------------------------------------------------------------------------------- */

static gboolean
move_up (LotseCtl *self, const char *event, GError **error)
{
  const char *typed = lotse_ctl_word (self, 1);
  g_autofree char *person = typed != NULL ? lotse_ctl_link (self, "person", typed, error) : NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (typed != NULL && person == NULL)
    return FALSE;
  results = person != NULL ? lotse_waiting_list_move_up_person (self->store, event, person, error)
                           : lotse_waiting_list_move_up (self->store, event, 0, error);
  if (results == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < results->len; i++)
    result_to_json (builder, results->pdata[i]);
  json_builder_end_array (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  for (guint i = 0; !self->json && i < results->len; i++)
    lotse_ctl_printf (self, _("Moves up: %s\n"), ((LotseRegistrationResult *) results->pdata[i])->name);
  if (!self->json && results->len == 0)
    lotse_ctl_print (self, _("Nobody moves up: no place is free for anybody who waits.\n"));
  return TRUE;
}

static void
list_to_json (JsonBuilder *builder, const LotseWaitingList *list)
{
  const LotsePlaces *places = list->places;

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "rule", places->rule == LOTSE_WAITING_ORGANISATIONS_FIRST ? "organisations_first" : "first_come");
  json_builder_set_member_name (builder, "capacity");
  if (places->capacity >= 0)
    json_builder_add_int_value (builder, places->capacity);
  else
    json_builder_add_null_value (builder);
  lotse_ctl_json_int (builder, "registered", places->taken);
  lotse_ctl_json_int (builder, "places_per_organisation", places->per_organisation);
  json_builder_set_member_name (builder, "waiting");
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->entries->len; i++)
    {
      const LotseWaiting *entry = list->entries->pdata[i];

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "registration", entry->registration);
      lotse_ctl_json_text (builder, "person", entry->person);
      lotse_ctl_json_text (builder, "name", entry->name);
      lotse_ctl_json_text (builder, "organisation_name", entry->organisation_name);
      lotse_ctl_json_text (builder, "registered_at", entry->registered_at);
      lotse_ctl_json_text (builder, "wait", lotse_ctl_wait_name (entry->wait));
      lotse_ctl_json_bool (builder, "next", entry->next);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_list (LotseCtl *self, const LotseWaitingList *list)
{
  const LotseField *at = lotse_kind_field (lotse_kind_find ("registration"), "registered_at");
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (5);

  for (guint i = 0; i < list->entries->len; i++)
    {
      const LotseWaiting *entry = list->entries->pdata[i];
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *time = lotse_value_format (at, entry->registered_at, NULL);
      g_autofree char *reason = lotse_waiting_text (entry);

      lotse_ctl_table_row (table, number, entry->name, entry->organisation_name, time, reason, NULL);
    }
  lotse_ctl_print_table (self, table);
  if (list->places->capacity >= 0)
    lotse_ctl_printf (self, _("%u waiting, %u of %d places taken. %s\n"), list->entries->len, list->places->taken,
                      (int) list->places->capacity, lotse_waiting_rule_text (list->places->rule));
  else
    lotse_ctl_printf (self, _("%u waiting, %u registered. %s\n"), list->entries->len, list->places->taken, lotse_waiting_rule_text (list->places->rule));
}

gboolean
lotse_ctl_waiting_list (LotseCtl *self, GError **error)
{
  g_autofree char *event = lotse_ctl_link (self, "event", lotse_ctl_word (self, 0), error);
  g_autoptr (LotseWaitingList) list = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (event == NULL)
    return FALSE;
  if (lotse_ctl_args_has (self->args, "move-up"))
    return move_up (self, event, error);
  if (lotse_ctl_word (self, 1) != NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("a person is only named with --move-up"));
      return FALSE;
    }
  list = lotse_waiting_list_load (self->store, event, error);
  if (list == NULL)
    return FALSE;
  list_to_json (builder, list);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    print_list (self, list);
  return TRUE;
}
