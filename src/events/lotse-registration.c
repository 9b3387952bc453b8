/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering people; see the header. */
#include "config.h"

#include "lotse-registrar.h"

#include "lotse-error.h"
#include "lotse-id.h"

#include <glib/gi18n.h>

void
lotse_registration_result_free (LotseRegistrationResult *result)
{
  if (result == NULL)
    return;
  g_free (result->registration);
  g_free (result->person);
  g_free (result->name);
  g_free (result->state);
  g_free (result);
}

typedef struct
{
  const char *event;
  const LotseRegistrationWish *wishes;
  guint n_wishes;
  GPtrArray *results;
} Registering;

static gboolean
plan (LotseRegistrar *registrar, const LotseRegistrationWish *wish, GPtrArray *results, GError **error)
{
  g_autoptr (LotseRecord) person = lotse_store_get_standing (registrar->store, wish->person, error);
  LotseRegistrationResult *result;

  if (person == NULL)
    return FALSE;
  if (!g_str_equal (lotse_record_get_kind (person)->name, "person"))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("Only people can be registered. Choose a person from the list."));
      return FALSE;
    }
  result = lotse_registrar_plan (registrar, person, wish, error);
  if (result != NULL)
    g_ptr_array_add (results, result);
  return result != NULL;
}

static gboolean
run_register (LotseStore *store, gpointer data, GError **error)
{
  Registering *registering = data;
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, registering->event, error);
  g_autoptr (LotseRegistrar) registrar = guests != NULL ? lotse_registrar_new (store, guests, error) : NULL;
  g_autofree char *group = lotse_id_new ();

  if (registrar == NULL)
    return FALSE;
  for (guint i = 0; i < registering->n_wishes; i++)
    if (!plan (registrar, &registering->wishes[i], registering->results, error))
      return FALSE;
  return registrar->records->len == 0 || lotse_store_save_many (store, registrar->records, group, NULL, NULL, NULL, error);
}

/**
 * lotse_register_many:
 * @event: the id of an event
 * @wishes: (array length=n_wishes): what is wanted, in the order in which people asked
 *
 * Registers all of them or none.  Errors: NOT_FOUND, INVALID (no event, no person, a value), those of the store.
 *
 * Returns: (transfer full) (element-type LotseRegistrationResult): one result a wish, or %NULL
 */
GPtrArray *
lotse_register_many (LotseStore *store, const char *event, const LotseRegistrationWish *wishes, guint n_wishes, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_registration_result_free);
  Registering registering = { event, wishes, n_wishes, results };

  return lotse_store_run (store, run_register, &registering, error) ? g_steal_pointer (&results) : NULL;
}

/**
 * lotse_register:
 * @event: the id of an event
 * @wish: what is wanted
 *
 * Registers one person; see lotse_register_many().
 *
 * Returns: (transfer full): what became of it, or %NULL
 */
LotseRegistrationResult *
lotse_register (LotseStore *store, const char *event, const LotseRegistrationWish *wish, GError **error)
{
  g_autoptr (GPtrArray) results = lotse_register_many (store, event, wish, 1, error);

  return results != NULL ? g_ptr_array_steal_index (results, 0) : NULL;
}

/**
 * lotse_registration_set_state:
 * @event: the id of an event
 * @persons: (array zero-terminated=1): ids of people
 * @state: the state that they are to have
 * @force: a place is given whatever speaks against it
 *
 * Changes all of them or none; who has no registration gets one.
 *
 * Returns: (transfer full) (element-type LotseRegistrationResult): one result a person, or %NULL
 */
GPtrArray *
lotse_registration_set_state (LotseStore *store, const char *event, const char *const *persons, const char *state, gboolean force,
                              GError **error)
{
  guint n = g_strv_length ((char **) persons);
  g_autofree LotseRegistrationWish *wishes = g_new0 (LotseRegistrationWish, n + 1);

  for (guint i = 0; i < n; i++)
    {
      wishes[i].person = persons[i];
      wishes[i].state = state;
      wishes[i].force = force;
    }
  return lotse_register_many (store, event, wishes, n, error);
}

/**
 * lotse_registration_result_text:
 *
 * Returns: (transfer full): the result as a sentence, in the language of the process
 */
char *
lotse_registration_result_text (const LotseRegistrationResult *result)
{
  const char *name = result->name;

  if (g_str_equal (result->state, "waiting"))
    return g_strdup_printf (_("%s is on the waiting list. %s"), name, lotse_wait_text (result->wait));
  if (g_str_equal (result->state, "cancelled"))
    return g_strdup_printf (_("The registration of %s is cancelled."), name);
  if (g_str_equal (result->state, "invited"))
    return g_strdup_printf (_("%s is invited."), name);
  if (!result->changed)
    return g_strdup_printf (_("%s was registered already."), name);
  if (result->overruled != LOTSE_WAIT_NONE)
    return g_strdup_printf (_("%s is registered all the same. %s"), name, lotse_wait_text (result->overruled));
  return g_strdup_printf (_("%s is registered."), name);
}
