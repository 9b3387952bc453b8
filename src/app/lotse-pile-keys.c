/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys do in the grid in which paper is typed. */
#include "config.h"

#include "lotse-pile-grid-private.h"

#include <glib/gi18n.h>

#define PAGE 10

/* The cell that is missing is marked and said. */
static void
tell_missing (LotsePileGrid *self, guint missing)
{
  g_autofree char *text = g_strdup_printf (_ ("“%s” is missing: type its answer, or - for no answer."),
                                           lotse_paper_columns_get (self->entry->columns, missing)->code);

  lotse_paper_row_go (self->current, missing);
  lotse_pile_grid_say (self, text, TRUE);
  lotse_pile_grid_show_current (self);
}

/* An earlier sheet is left only when it is complete: what is on disk is what shows. */
void
lotse_pile_grid_leave_for (LotsePileGrid *self, LotsePaperRow *row, guint column)
{
  const int missing = lotse_paper_row_missing (self->current);

  if (row != self->current && self->current->place > 0 && missing >= 0)
    {
      tell_missing (self, (guint) missing);
      return;
    }
  lotse_paper_row_go (row, column);
  lotse_pile_grid_say (self, "", FALSE);
  lotse_pile_grid_set_current (self, row);
}

void
lotse_pile_grid_changed (LotsePileGrid *self)
{
  LotsePaperRow *row = self->current;

  lotse_pile_grid_say (self, "", FALSE);
  lotse_pile_grid_show_current (self);
  if (row->place == 0)
    self->run (lotse_paper_entry_deed (self->entry, LOTSE_PAPER_KEEP), self->data);
  else if (lotse_paper_row_missing (row) < 0)
    self->run (lotse_paper_entry_deed_row (self->entry, LOTSE_PAPER_CORRECT, row), self->data);
}

static void
enter (LotsePileGrid *self)
{
  LotsePaperRow *row = self->current;
  const int missing = lotse_paper_row_missing (row);

  if (missing >= 0 && *row->cells[row->at] != '\0' && lotse_paper_row_is_open_ended (row, row->at))
    {
      lotse_paper_row_go (row, (guint) missing);
      lotse_pile_grid_say (self, "", FALSE);
      lotse_pile_grid_show_current (self);
    }
  else if (missing >= 0)
    tell_missing (self, (guint) missing);
  else if (row->place > 0)
    lotse_pile_grid_leave_for (self, self->entry->begun, self->entry->begun->at);
  else
    {
      self->busy = TRUE;
      self->run (lotse_paper_entry_deed (self->entry, LOTSE_PAPER_FINISH), self->data);
    }
}

static void
go_by (LotsePileGrid *self, int by)
{
  const int last = (int) self->entry->rows->len;
  const int index = CLAMP ((int) lotse_pile_grid_index_of (self, self->current) + by, 0, last);

  lotse_pile_grid_leave_for (self, index < last ? self->entry->rows->pdata[index] : self->entry->begun, self->current->at);
}

static gboolean
move (LotsePileGrid *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      go_by (self, -1);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      go_by (self, 1);
      return TRUE;
    case GDK_KEY_Page_Up:
      go_by (self, -PAGE);
      return TRUE;
    case GDK_KEY_Page_Down:
      go_by (self, PAGE);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      lotse_paper_row_step (self->current, -1);
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      lotse_paper_row_step (self->current, 1);
      break;
    case GDK_KEY_Home:
      lotse_paper_row_go (self->current, 0);
      break;
    default:
      return FALSE;
    }
  lotse_pile_grid_show_current (self);
  return TRUE;
}

static void
take_letter (LotsePileGrid *self, gunichar letter)
{
  g_autoptr (GError) error = NULL;

  if (lotse_paper_row_type (self->current, letter, &error))
    lotse_pile_grid_changed (self);
  else
    lotse_pile_grid_say (self, error->message, TRUE);
}

/* Whether the key was for the grid. */
static gboolean
take_key (LotsePileGrid *self, guint key)
{
  const gunichar letter = gdk_keyval_to_unicode (key);

  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter)
    enter (self);
  else if (key == GDK_KEY_BackSpace && lotse_paper_row_back (self->current))
    lotse_pile_grid_changed (self);
  else if (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete)
    g_signal_emit_by_name (self, "withdraw");
  else if (move (self, key) || key == GDK_KEY_BackSpace)
    return TRUE;
  else if (letter != 0 && g_unichar_isprint (letter))
    take_letter (self, letter);
  else
    return FALSE;
  return TRUE;
}

gboolean
lotse_pile_grid_key (LotsePileGrid *self, guint key, guint code, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab
      || key == GDK_KEY_Escape)
    return FALSE;
  if (!self->busy)
    return take_key (self, key);
  g_array_append_val (self->waiting, key);
  return TRUE;
}

void
lotse_pile_grid_take_waiting (LotsePileGrid *self)
{
  while (!self->busy && self->waiting->len > 0)
    {
      const guint key = g_array_index (self->waiting, guint, 0);

      g_array_remove_index (self->waiting, 0);
      take_key (self, key);
    }
}
