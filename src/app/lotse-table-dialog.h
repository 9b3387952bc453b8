/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the imports have in common: choosing and reading the file, which column is which field, what would happen, then all rows
 * or none, with progress and a way to stop.
 *
 * Checking and importing run on the database thread with an import of their own, made from the bytes and the choices, so
 * that the dialog and that thread never share one.  A newer check makes the result of an older one void.
 */
#pragma once

#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the database thread is given; only it touches it until the work is done. */
typedef struct
{
  GBytes *content;
  gpointer choices;   /* of read_choices () */
  GPtrArray *map;     /* pairs of heading and field (or NULL); empty: as guessed */
  GPtrArray *guessed; /* the same; filled by the work */
  gboolean apply;
} LotseTableWork;

#define LOTSE_TYPE_TABLE_DIALOG (lotse_table_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (LotseTableDialog, lotse_table_dialog, LOTSE, TABLE_DIALOG, AdwWindow)

struct _LotseTableDialogClass
{
  AdwWindowClass parent_class;

  /* What the person chose beside the columns, for the work. */
  gpointer (*read_choices) (LotseTableDialog *self);
  GDestroyNotify free_choices;
  /* On the database thread: the report. */
  gpointer (*work) (LotseStore *store, LotseTableWork *work, GCancellable *cancellable, GError **error);
  GDestroyNotify free_report;
  /* The fields that a column can go to, one after the other; NULL behind the last. */
  const char *(*get_field) (LotseTableDialog *self, guint n, const char **label);
  /* Shows it with the functions below. */
  void (*show_report) (LotseTableDialog *self, gpointer report);
  /* How many rows were imported; 0 if none was. */
  guint (*count_imported) (gpointer report);
};

/* Called once with the bytes (borrowed), or with NULL if nothing was chosen or it cannot be read, which was said then. */
typedef void (*LotseTableRead) (GBytes *content, gpointer data);
void lotse_table_choose (GtkWidget *parent, const char *title, LotseTableRead read, gpointer data);

/* Shows the dialog and begins to check. */
void lotse_table_dialog_open (LotseTableDialog *self, GtkWidget *parent, LotseProfile *profile, GBytes *content);

/* For kinds of this dialog: where their own rows go; checking again, with new columns if the fields changed. */
AdwPreferencesGroup *lotse_table_dialog_get_choices (LotseTableDialog *self);
AdwPreferencesGroup *lotse_table_dialog_get_report (LotseTableDialog *self);
void lotse_table_dialog_check (LotseTableDialog *self, gboolean new_columns);

/* For show_report(): the summary, or with `errors` how many rows must be mended; then the notes. */
void lotse_table_dialog_tell (LotseTableDialog *self, const char *summary, const char *details, guint errors, gboolean may_apply);
/* `row` is that of the table; 0 for the whole of it. */
char *lotse_table_dialog_row_text (guint row);
void lotse_table_dialog_note (LotseTableDialog *self, const char *title, const char *subtitle, gboolean is_error);

/* `data` is the LotseTableWork; for the progress of an import. */
void lotse_table_dialog_progress (guint done, guint all, gpointer data);

G_END_DECLS
