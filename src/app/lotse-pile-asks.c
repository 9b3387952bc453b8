/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked before a sheet or a pile of paper is withdrawn or released. */
#include "config.h"

#include "lotse-pile-window-private.h"

#include "lotse-compat.h"

#include <glib/gi18n.h>

static void
on_answered (const char *answer, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  LotsePileWindow *self = lotse_pile_window_of (window);

  if (self == NULL || self->grid == NULL)
    return;
  if (g_str_equal (answer, "withdraw"))
    lotse_pile_grid_withdraw (self->grid);
  else if (g_str_equal (answer, "all"))
    lotse_pile_window_run (lotse_paper_entry_deed (self->entry, LOTSE_PAPER_WITHDRAW_ALL), self);
  else if (g_str_equal (answer, "release"))
    lotse_pile_window_run (lotse_paper_entry_deed (self->entry, LOTSE_PAPER_RELEASE), self);
  if (self->ended)
    return;
  if (gtk_stack_get_visible_child (self->pages) == GTK_WIDGET (self->grid))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
ask (LotsePileWindow *self, const char *heading, const char *body, const char *answer, const char *label)
{
  const char *const answers[] = { "close", _ ("_Cancel"), answer, label, NULL };

  lotse_compat_ask (self->window, heading, body, NULL, answers, on_answered, g_object_ref (self->window));
}

void
lotse_pile_ask_withdraw (LotsePileWindow *self)
{
  guint number;
  const LotsePaperRow *row = lotse_pile_grid_get_current (self->grid, &number);
  g_autofree char *heading = g_strdup_printf (_ ("Withdraw Sheet %u?"), number);

  if (row->place == 0 && lotse_paper_row_is_empty (row))
    return;
  ask (self, heading, _ ("What was typed of it is gone for ever. The other sheets stay."), "!withdraw", _ ("_Withdraw"));
}

void
lotse_pile_ask_withdraw_all (LotsePileWindow *self)
{
  if (self->entry->pile->id == NULL)
    return;
  ask (self, _ ("Withdraw the Whole Pile?"), _ ("All its sheets and open answers are gone for ever, and have to be typed anew."), "!all", _ ("_Withdraw"));
}

/* Only what is whole is released. */
static const char *
unfinished (LotsePileWindow *self)
{
  guint number;
  const LotsePaperRow *row = lotse_pile_grid_get_current (self->grid, &number);

  if (!lotse_paper_row_is_empty (self->entry->begun))
    return _ ("A sheet is begun: end it with Enter or withdraw it with Delete, then release the pile.");
  if (row->place > 0 && lotse_paper_row_missing (row) >= 0)
    return _ ("An answer of this sheet is missing: type it, then release the pile.");
  return NULL;
}

void
lotse_pile_ask_release (LotsePileWindow *self)
{
  const guint sheets = self->entry->rows->len, remarks = self->entry->remarks->len;
  const char *wrong = unfinished (self);
  g_autofree char *heading = g_strdup_printf (ngettext ("Release %u Sheet?", "Release %u Sheets?", sheets), sheets);
  g_autofree char *answers = g_strdup_printf (ngettext ("%u open answer goes with them.", "%u open answers go with them.", remarks), remarks);
  g_autofree char *body = NULL;

  if (wrong != NULL)
    {
      gtk_stack_set_visible_child (self->pages, GTK_WIDGET (self->grid));
      gtk_widget_grab_focus (GTK_WIDGET (self->grid));
      lotse_pile_grid_done (self->grid, LOTSE_PAPER_KEEP, wrong);
      return;
    }
  body = g_strdup_printf (_ ("Count the paper: is that all of it? %s From now on they count in the evaluation. Nobody can change or withdraw "
                            "them any more, and nothing tells which was first."),
                          answers);
  ask (self, heading, body, "+release", _ ("_Release"));
}
