/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that offer papers, each with buttons that save it as a file or print it.
 *
 * A paper is made on the database thread and never changes afterwards: a file is written there, too, and a printer gets its
 * pages one by one on the main thread, each in far less than a frame.
 */
#pragma once

#include "lotse-paper.h"
#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  const char *icon_name; /* NULL: the label stands in the button */
  const char *label;     /* N_ (); says what is done, and NULL ends a list of these */
  const char *ending;    /* of the file, with its dot; NULL: the paper is printed */
} LotsePaperButton;

/* What a section knows of its papers, which it counts from 0. */
typedef struct
{
  guint n_papers;
  const LotsePaperInfo *(*info) (guint paper);
  const LotsePaperButton *buttons;
  /* What is asked for as the section stands, and whose records it is of (borrowed); NULL while the section shows nothing. */
  gpointer (*wish) (GtkWidget *section, LotseProfile **profile);
  GDestroyNotify free_wish;
  /* On the database thread: the pages; and the file, with what people are told when it is written. */
  LotsePaper *(*make) (LotseStore *store, guint paper, gpointer wish, GError **error);
  char *(*write) (LotseStore *store, guint paper, gpointer wish, const char *path, GCancellable *cancellable, GError **error);
  const char *failed; /* N_ (); the heading if a file was not written */
} LotsePaperMaker;

/* The rows of all papers in a group; `maker` is static. */
AdwPreferencesGroup *lotse_paper_rows_new (GtkWidget *section, const LotsePaperMaker *maker);
/* Lets the person choose a file for the paper, and writes it; `ending` has its dot. */
void lotse_paper_rows_save (GtkWidget *section, const LotsePaperMaker *maker, guint paper, const char *title, const char *ending);

/* A row at the end of the group that chooses the language of papers, and "de" or "en" as it stands. */
AdwComboRow *lotse_paper_rows_add_language (AdwPreferencesGroup *group);
const char *lotse_paper_rows_get_language (AdwComboRow *row);

G_END_DECLS
