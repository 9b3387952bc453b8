/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a badge's code; see the header. */
#include "config.h"

#include "lotse-code.h"

#include "lotse-id.h"

#include <string.h>

#define PREFIX "LOTSE"

/**
 * lotse_code_make:
 * @id: the id of a registration or attendance
 *
 * Returns: (transfer full): what the badge's code holds
 */
char *
lotse_code_make (const char *id)
{
  g_autofree char *capitals = g_ascii_strup (id, -1);

  return g_strconcat (PREFIX, ":", capitals, NULL);
}

/**
 * lotse_code_read:
 * @text: (nullable): what was typed or scanned
 *
 * Returns: (transfer full) (nullable): the id in it; %NULL if it is no such code, but something that a person typed
 */
char *
lotse_code_read (const char *text)
{
  g_autofree char *word = text != NULL ? g_strstrip (g_strdup (text)) : NULL;
  const char *between = word != NULL ? word + MIN (strlen (word), strlen (PREFIX)) : NULL;
  g_autofree char *id = NULL;

  if (word == NULL || g_ascii_strncasecmp (word, PREFIX, strlen (PREFIX)) != 0 || !g_utf8_validate (word, -1, NULL) || *between == '\0')
    return NULL;
  id = g_ascii_strdown (g_utf8_next_char (between), -1);
  return lotse_id_is_valid (id) ? g_steal_pointer (&id) : NULL;
}
