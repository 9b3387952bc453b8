/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of rules; see the header. */
#include "config.h"

#include "lotse-rule-map.h"

#include "lotse-rule.h"

#define MAP "deadline_rules"

static gboolean
is_unchanged (const LotseRecord *home, const char *key, const char *json)
{
  const LotseRegisters *loaded = lotse_record_get_loaded ((LotseRecord *) home);
  g_autofree char *reg = g_strconcat (MAP, "/", key, NULL);

  return loaded != NULL && g_strcmp0 (lotse_registers_value (loaded, reg), json) == 0;
}

/**
 * lotse_rule_map_check:
 * @home: a record of any kind; one without rules has nothing wrong
 *
 * A rule that nobody understands makes no deadline, so people must hear of it when they save it.
 *
 * Returns: %FALSE with INVALID, the key of the first such rule, and what is wrong with it
 */
gboolean
lotse_rule_map_check (const LotseRecord *home, GError **error)
{
  g_auto (GStrv) keys = NULL;

  if (lotse_kind_field (lotse_record_get_kind (home), MAP) == NULL)
    return TRUE;
  keys = lotse_record_list_elements (home, MAP);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      const char *json = lotse_record_get_element (home, MAP, keys[i]);
      g_autoptr (LotseRule) rule = NULL;

      if (is_unchanged (home, keys[i], json))
        continue;
      rule = lotse_rule_parse (keys[i], json, error);
      if (rule == NULL)
        {
          g_prefix_error (error, "%s: ", keys[i]);
          return FALSE;
        }
    }
  return TRUE;
}
