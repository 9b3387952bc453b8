/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paths of bucket rules, taken apart. */
#include "lotse-path.h"

#include <string.h>

void
lotse_path_clear (LotsePath *path)
{
  g_free (path->field);
  g_free (path->unless);
  g_free (path->kind);
  g_free (path->back);
}

void
lotse_path_read (LotsePath *path, const char *text)
{
  const char *arrow = strchr (text, '<');
  const char *dot = arrow != NULL ? strchr (arrow, '.') : NULL;
  const char *mark = strchr (text, '!');
  gsize length = strcspn (text, "<!");

  *path = (LotsePath){ 0 };
  if (length > 0 && strcmp (text, ".") != 0)
    path->field = g_strndup (text, length);
  if (mark != NULL)
    path->unless = g_strdup (mark + 1);
  if (dot != NULL)
    {
      path->kind = g_strndup (arrow + 1, (gsize) (dot - arrow - 1));
      path->back = g_strdup (dot + 1);
    }
}

void
lotse_path_add_targets (const LotseRegisters *registers, const char *field, GPtrArray *ids)
{
  g_autofree char *prefix = g_strconcat (field, "/", NULL);
  const char *value = lotse_registers_value (registers, field);

  if (value != NULL)
    g_ptr_array_add (ids, g_strdup (value));
  for (guint i = 0; i < lotse_registers_size (registers); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (registers, i, &name);

      if (reg->value != NULL && g_str_has_prefix (name, prefix))
        g_ptr_array_add (ids, g_strdup (name + strlen (prefix)));
    }
}
