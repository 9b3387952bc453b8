/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs into a folder for handing in, and what each file is called. */
#include "config.h"

#include "lotse-handing-in-private.h"

#include "lotse-paper-grant-private.h"

#include <string.h>

#define NAME_MAX_CHARACTERS 60

/* The checklist is for those who hand in, not for the funder. */
static const LotseGrantPaper handed_in[] = { LOTSE_GRANT_PAPER_FINANCIAL_STATEMENT, LOTSE_GRANT_PAPER_RECEIPT_LIST,
                                             LOTSE_GRANT_PAPER_REPORT_FRAME, LOTSE_GRANT_PAPER_DISBURSEMENT_REQUEST };

typedef struct
{
  const char *application;
  const char *language;
  GPtrArray *files;
} Listing;

static void
file_free (gpointer data)
{
  LotseHandingInFile *file = data;

  if (!file->borrowed)
    g_clear_pointer (&file->document, lotse_grant_document_free);
  g_free (file->folder);
  g_free (file->name);
  g_free (file->ending);
  g_free (file->about);
  g_free (file->blob);
  g_free (file);
}

/* --- Names ------------------------------------------------------------------------------------------------------ */

static gboolean
is_safe (gunichar letter)
{
  return g_unichar_isalnum (letter) || g_unichar_ismark (letter) || (letter < 128 && strchr (" -_,()+&=", (int) letter) != NULL);
}

char *
lotse_handing_in_safe_name (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autoptr (GString) name = g_string_new (NULL);
  guint n = 0;

  for (const char *p = normal != NULL ? normal : ""; *p != '\0' && n < NAME_MAX_CHARACTERS; p = g_utf8_next_char (p), n++)
    {
      gunichar letter = g_utf8_get_char (p);

      /* What is left out still separates: "A/B" is "A-B". */
      if (is_safe (letter))
        g_string_append_unichar (name, letter);
      else if (name->len > 0 && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
    }
  while (name->len > 0 && strchr (" -", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  return g_strdup (g_strchug (name->str));
}

/* The number makes the name one that no other file has, and none that a system keeps for itself. */
static char *
numbered (int digits_of, guint number, const char *text)
{
  g_autofree char *safe = lotse_handing_in_safe_name (text != NULL ? text : "");
  g_autofree char *digits = g_strdup_printf ("%0*u", digits_of, number);

  return *safe != '\0' ? g_strdup_printf ("%s %s", digits, safe) : g_steal_pointer (&digits);
}

/* --- Papers ----------------------------------------------------------------------------------------------------- */

static void
add_paper (Listing *self, guint number, const char *ending, LotseGrantDocument *document, gboolean borrowed)
{
  LotseHandingInFile *file = g_new0 (LotseHandingInFile, 1);

  file->name = numbered (2, number, document->kind);
  file->ending = g_strdup (ending);
  file->about = g_strdup (document->kind);
  file->document = document;
  file->borrowed = borrowed;
  g_ptr_array_add (self->files, file);
}

/* Each as PDF, and beside it as what people go on working with. */
static gboolean
add_papers (Listing *self, LotseStore *store, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (handed_in); i++)
    {
      LotseGrantDocument *document = lotse_grant_paper_load (store, handed_in[i], self->application, self->language, error);

      if (document == NULL)
        return FALSE;
      add_paper (self, i + 1, ".pdf", document, FALSE);
      add_paper (self, i + 1, handed_in[i] == LOTSE_GRANT_PAPER_REPORT_FRAME ? ".txt" : ".xlsx", document, TRUE);
    }
  return TRUE;
}

/* --- Scans and attachments -------------------------------------------------------------------------------------- */

static LotseHandingInFile *
add_blob (Listing *self, const char *folder, char *name, const char *blob, const char *about)
{
  LotseHandingInFile *file = g_new0 (LotseHandingInFile, 1);

  file->folder = lotse_handing_in_safe_name (folder);
  file->name = name;
  file->blob = g_strdup (blob);
  file->about = g_strdup (about);
  g_ptr_array_add (self->files, file);
  return file;
}

static void
add_scan (Listing *self, const LotseGrantWork *work, const LotseRecord *receipt, guint number)
{
  const char *own = lotse_record_get (receipt, "number"), *party = lotse_record_get (receipt, "party");
  g_autofree char *digits = g_strdup_printf ("%u", number);
  g_autofree char *what = g_strjoin (" · ", own != NULL ? own : digits, party, NULL);
  g_autofree char *about = lotse_paper_fill (PAPER_TEXT (work, NC_ ("paper", "Receipt %s")), what, NULL);

  add_blob (self, PAPER_TEXT (work, NC_ ("paper", "Receipts")), numbered (3, number, own), lotse_record_get (receipt, "scan"), about);
}

/* In the order of the receipt list. */
static void
add_scans (Listing *self, const LotseGrantWork *work)
{
  g_autoptr (GHashTable) numbers = lotse_grant_work_numbers (work);
  g_autoptr (GPtrArray) ordered = g_ptr_array_new ();

  g_ptr_array_set_size (ordered, (int) work->money->receipts->len);
  for (guint i = 0; i < work->money->receipts->len; i++)
    {
      LotseRecord *receipt = work->money->receipts->pdata[i];

      ordered->pdata[GPOINTER_TO_UINT (g_hash_table_lookup (numbers, lotse_record_get_id (receipt))) - 1] = receipt;
    }
  for (guint i = 0; i < ordered->len; i++)
    if (lotse_record_get (ordered->pdata[i], "scan") != NULL)
      add_scan (self, work, ordered->pdata[i], i + 1);
}

/* The ending of the name that the file had, where it is a plain one; NULL otherwise (g_free). */
static char *
ending_of (const char *name)
{
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;
  gsize length = dot != NULL ? strlen (dot + 1) : 0;

  if (length == 0 || length > 5)
    return NULL;
  for (const char *p = dot + 1; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      return NULL;
  return g_ascii_strdown (dot, -1);
}

static gboolean
add_attachments (Listing *self, LotseGrantWork *work, GError **error)
{
  g_autoptr (GPtrArray) attachments = lotse_records_list (&work->records, "attachment", "attached", self->application, error);
  guint number = 0;

  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    {
      const LotseRecord *attachment = attachments->pdata[i];
      const char *title = lotse_record_get (attachment, "title"), *blob = lotse_record_get (attachment, "file");

      if (blob == NULL)
        continue;
      number++;
      add_blob (self, PAPER_TEXT (work, NC_ ("paper", "Attachments")), numbered (2, number, title), blob, title)->ending
          = ending_of (lotse_record_get (attachment, "file_name"));
    }
  return attachments != NULL;
}

static gboolean
run_list (LotseStore *store, gpointer data, GError **error)
{
  g_auto (LotseGrantWork) work = { NULL };
  Listing *self = data;

  if (!lotse_grant_work_load (&work, store, self->application, self->language, error) || !add_papers (self, store, error))
    return FALSE;
  add_scans (self, &work);
  return add_attachments (self, &work, error);
}

GPtrArray *
lotse_handing_in_list (LotseStore *store, const char *application, const char *language, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (file_free);
  Listing listing = { application, language, files };

  return lotse_store_run (store, run_list, &listing, error) ? g_steal_pointer (&files) : NULL;
}

/* --- The table of contents -------------------------------------------------------------------------------------- */

LotseGrantDocument *
lotse_handing_in_contents (GPtrArray *files, const char *language)
{
  const LotseGrantDocument *first = ((LotseHandingInFile *) files->pdata[0])->document;
  LotseGrantDocument *self = lotse_grant_document_new (language, lotse_language_translate (language, "paper", NC_ ("paper", "Table of contents")),
                                                       first->title);
  LotseGrantTable *table = lotse_grant_document_add_table (self);
  g_autofree char *credit = self->credit, *running = self->running;

  self->credit = g_strdup (first->credit);
  self->running = g_strdup (first->running);
  lotse_grant_table_add_column (table, lotse_language_translate (language, "paper", NC_ ("paper", "File")), LOTSE_GRANT_TEXT, 0.55);
  lotse_grant_table_add_column (table, lotse_language_translate (language, "paper", NC_ ("paper", "What it is")), LOTSE_GRANT_TEXT, 0.45);
  for (guint i = 0; i < files->len; i++)
    {
      const LotseHandingInFile *file = files->pdata[i];
      LotseGrantRow *row = lotse_grant_table_add_row (table, LOTSE_GRANT_PLAIN);
      g_autofree char *name = g_strconcat (file->folder != NULL ? file->folder : "", file->folder != NULL ? "/" : "", file->name,
                                           file->ending != NULL ? file->ending : "", NULL);

      lotse_grant_row_set_text (row, 0, file->missing ? lotse_language_translate (language, "paper", NC_ ("paper", "Missing: not on this device yet"))
                                                      : name);
      lotse_grant_row_set_text (row, 1, file->about);
    }
  return self;
}
