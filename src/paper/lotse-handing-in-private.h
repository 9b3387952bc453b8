/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder for handing in while it is written: what is to be in it (lotse-handing-in-list.c), and writing it (lotse-handing-in.c). */
#pragma once

#include "lotse-handing-in.h"
#include "lotse-paper-grant.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;  /* within the whole, or NULL */
  char *name;    /* without an ending */
  char *ending;  /* with its dot; NULL: to be found by looking into the file */
  char *about;   /* for the table of contents */
  char *blob;    /* a file of the store; or NULL */
  LotseGrantDocument *document; /* or NULL */
  gboolean borrowed; /* the document is that of the file before */
  gboolean missing; /* not on this device yet */
} LotseHandingInFile;

/* All that is to be written (element-type LotseHandingInFile), the table of contents not yet; NULL with an error. */
GPtrArray *lotse_handing_in_list (LotseStore *store, const char *application, const char *language, GError **error);
/* The table of contents, when all names are known and what is missing. */
LotseGrantDocument *lotse_handing_in_contents (GPtrArray *files, const char *language);

G_END_DECLS
