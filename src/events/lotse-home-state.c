/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the profile; see the header. */
#include "config.h"

#include "lotse-home-state.h"

#include "lotse-feasts.h"

#define SETTING "state"

/**
 * lotse_home_state_get:
 *
 * Returns: (transfer full) (nullable): the code of the state that this profile works in, or %NULL while nobody has said it
 */
char *
lotse_home_state_get (LotseStore *store, GError **error)
{
  char *state = lotse_store_get_setting (store, SETTING, error);

  if (state != NULL && *state == '\0')
    g_clear_pointer (&state, g_free);
  return state;
}

/**
 * lotse_home_state_set:
 * @state: (nullable): its code; %NULL for none
 *
 * Returns: whether it was kept; else an error of the store, or INVALID (there is no such state)
 */
gboolean
lotse_home_state_set (LotseStore *store, const char *state, GError **error)
{
  gboolean none = state == NULL || *state == '\0';

  return (none || lotse_feasts_check_state (state, error)) && lotse_store_set_setting (store, SETTING, none ? "" : state, error);
}
