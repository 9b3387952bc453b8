/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sign-in desk: what keys do before any widget gets them.  Letters go to the search, wherever the keyboard is.
 */
#include "config.h"

#include "lotse-desk-view-private.h"

static gboolean
command (LotseDeskView *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_F2:
      g_signal_emit_by_name (self, "walk-in", gtk_editable_get_text (GTK_EDITABLE (self->entry)));
      return TRUE;
    case GDK_KEY_F6:
      gtk_toggle_button_set_active (self->out, !gtk_toggle_button_get_active (self->out));
      return TRUE;
    case GDK_KEY_F7:
      g_signal_emit_by_name (self->language_button, "clicked");
      return TRUE;
    case GDK_KEY_F8:
      g_signal_emit_by_name (self->slot, "clicked");
      return TRUE;
    case GDK_KEY_F9:
      gtk_toggle_button_set_active (self->quotas, !gtk_toggle_button_get_active (self->quotas));
      return TRUE;
    case GDK_KEY_F10:
      g_signal_emit_by_name (self, "leave");
      return TRUE;
    case GDK_KEY_Escape:
      lotse_desk_view_clear (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
move (LotseDeskView *self, guint key, gboolean in_entry)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (first == NULL)
    return FALSE;
  if (in_entry && (key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    return gtk_widget_grab_focus (GTK_WIDGET (first));
  if (gtk_widget_has_focus (GTK_WIDGET (first)) && (key == GDK_KEY_Up || key == GDK_KEY_KP_Up))
    {
      gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
      return TRUE;
    }
  return FALSE;
}

gboolean
lotse_desk_view_type (LotseDeskView *self, GtkEventControllerKey *controller)
{
  g_return_val_if_fail (LOTSE_IS_DESK_VIEW (self), FALSE);
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return gtk_event_controller_key_forward (controller, GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));
}

gboolean
lotse_desk_view_key (LotseDeskView *self, GtkEventControllerKey *controller, guint key, GdkModifierType state)
{
  const gboolean in_entry = gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));
  const gunichar letter = gdk_keyval_to_unicode (key);

  g_return_val_if_fail (LOTSE_IS_DESK_VIEW (self), FALSE);
  lotse_desk_view_touched (self);
  if ((state & GDK_CONTROL_MASK) != 0 && (key == GDK_KEY_z || key == GDK_KEY_Z))
    {
      lotse_desk_view_undo_last (self);
      return TRUE;
    }
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (command (self, key) || move (self, key, in_entry))
    return TRUE;
  if (in_entry || ((letter == 0 || !g_unichar_isgraph (letter)) && key != GDK_KEY_BackSpace))
    return FALSE;
  return lotse_desk_view_type (self, controller);
}
