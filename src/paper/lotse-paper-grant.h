/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Papers of an application, for the funder: as PDF, spreadsheet and plain text, and all of them as a folder for handing in.
 *
 * A paper is loaded from the store at once and needs it no longer; in a window that happens within lotse_store_call_async().
 * No paper names people but payees and payers of receipts, and who signs.
 */
#pragma once

#include "lotse-grant-document.h"
#include "lotse-paper.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_GRANT_PAPER_CHECKLIST,
  LOTSE_GRANT_PAPER_DISBURSEMENT_REQUEST,
  LOTSE_GRANT_PAPER_RECEIPT_LIST,
  LOTSE_GRANT_PAPER_FINANCIAL_STATEMENT,
  LOTSE_GRANT_PAPER_REPORT_FRAME,
  LOTSE_GRANT_PAPER_N_TYPES,
} LotseGrantPaper;

/* What the paper is called and what it is for; names and labels as of lotse_paper_info(). */
const LotsePaperInfo *lotse_grant_paper_info (LotseGrantPaper type);
gboolean lotse_grant_paper_find (const char *name, LotseGrantPaper *type);

/* What stands on it (transfer full); `language` is "de", "en" or NULL, that of the process.  Errors: NOT_FOUND and those of the store. */
LotseGrantDocument *lotse_grant_paper_load (LotseStore *store, LotseGrantPaper type, const char *application, const char *language,
                                            GError **error);
/* The pages (transfer full); nothing of the document is needed afterwards. */
LotsePaper *lotse_paper_new_grant (const LotseGrantDocument *document);
/* As the ending of the path says: .pdf, .xlsx or .txt.  INVALID for any other; FALSE leaves nothing behind. */
gboolean lotse_grant_document_write (LotseGrantDocument *document, const char *path, GCancellable *cancellable, LotsePaperProgress progress,
                                     gpointer data, GError **error);

G_END_DECLS
