/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PIN that is typed twice; see the header. */
#include "config.h"

#include "lotse-pin-rows.h"

#include "lotse-dialog.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

void
lotse_pin_rows_add (LotsePinRows *self, AdwPreferencesGroup *group, GCallback done, gpointer data)
{
  self->pin = lotse_group_add_row (group, adw_password_entry_row_new (), _ ("PIN (at least four digits)"));
  self->again = lotse_group_add_row (group, adw_password_entry_row_new (), _ ("PIN again"));
  g_signal_connect_swapped (self->again, "entry-activated", done, data);
}

const char *
lotse_pin_rows_get (const LotsePinRows *self, GtkLabel *message)
{
  const char *pin = gtk_editable_get_text (GTK_EDITABLE (self->pin));

  if (g_strcmp0 (pin, gtk_editable_get_text (GTK_EDITABLE (self->again))) == 0)
    return pin;
  lotse_dialog_set_message (message, _ ("The two PINs are not the same."));
  gtk_widget_grab_focus (self->again);
  return NULL;
}
