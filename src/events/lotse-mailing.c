/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mail to several people; see the header. */
#include "config.h"

#include "lotse-mailing.h"

#include "lotse-error.h"
#include "lotse-language.h"

#include <glib/gi18n.h>

const char *const lotse_mailing_languages[LOTSE_MAILING_N_LANGUAGES] = { "de", "en" };

void
lotse_mailing_free (LotseMailing *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->recipients, g_ptr_array_unref);
  g_clear_pointer (&self->without, g_ptr_array_unref);
  g_clear_pointer (&self->uris, g_ptr_array_unref);
  for (guint i = 0; i < LOTSE_MAILING_N_LANGUAGES; i++)
    lotse_mail_text_free (self->texts[i]);
  g_free (self);
}

typedef struct
{
  const char *event;
  const char *const *persons;
  LotseMailing *mailing;
} Making;

/* A registration may outlive its person on this device; one who is gone must not keep the others from their mail. */
static gboolean
find_known (LotseStore *store, const Making *making, GPtrArray *known, GError **error)
{
  for (guint i = 0; making->persons[i] != NULL; i++)
    {
      g_autoptr (GError) problem = NULL;
      g_autoptr (LotseRecord) person = lotse_store_get_standing (store, making->persons[i], &problem);

      if (person != NULL)
        g_ptr_array_add (known, (gpointer) making->persons[i]);
      else if (g_error_matches (problem, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
        making->mailing->n_unknown++;
      else
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  g_ptr_array_add (known, NULL);
  return TRUE;
}

static gboolean
write_text (LotseStore *store, const Making *making, guint language, GError **error)
{
  LotseMailing *self = making->mailing;
  const char *code = lotse_mailing_languages[language];
  const LotseMailRecipient nobody = { .name = (char *) "",
                                      .salutation = (char *) lotse_language_translate (code, "mail", NC_ ("mail", "Hello")),
                                      .language = (char *) code };
  const LotseMailRecipient *reader = NULL;

  for (guint i = 0; i < self->recipients->len; i++)
    {
      const LotseMailRecipient *recipient = self->recipients->pdata[i];

      if (!g_str_equal (recipient->language, code))
        continue;
      reader = reader != NULL ? reader : recipient;
      self->counts[language]++;
    }
  self->texts[language] = lotse_mail_text_new (store, making->event, self->type, reader != NULL ? reader : &nobody, error);
  return self->texts[language] != NULL;
}

/* One person is greeted by name; several get one text, and nobody sees the others. */
static gboolean
make_uris (LotseStore *store, const Making *making, GError **error)
{
  LotseMailing *self = making->mailing;
  const LotseMailRecipient *only = self->recipients->len == 1 ? self->recipients->pdata[0] : NULL;
  g_autoptr (LotseMailText) text = lotse_mail_text_new (store, making->event, self->type, only, error);

  if (text == NULL)
    return FALSE;
  if (only == NULL)
    {
      self->uris = lotse_mail_uris (self->recipients, text);
      return TRUE;
    }
  self->uris = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->uris, lotse_mail_uri (only, text));
  return TRUE;
}

static gboolean
run_make (LotseStore *store, gpointer data, GError **error)
{
  Making *making = data;
  LotseMailing *self = making->mailing;
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  self->without = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_mail_recipient_free);
  if (!find_known (store, making, known, error))
    return FALSE;
  self->recipients = lotse_mail_recipients (store, (const char *const *) known->pdata, self->without, error);
  if (self->recipients == NULL)
    return FALSE;
  for (guint i = 0; i < LOTSE_MAILING_N_LANGUAGES; i++)
    if (!write_text (store, making, i, error))
      return FALSE;
  return make_uris (store, making, error);
}

/**
 * lotse_mailing_new:
 * @event: the id of an event
 * @type: what the mail is for
 * @persons: (array zero-terminated=1): ids of people
 *
 * Returns: (transfer full): the mailing, or %NULL with NOT_FOUND, INVALID (no event) or an error of the store
 */
LotseMailing *
lotse_mailing_new (LotseStore *store, const char *event, LotseMailType type, const char *const *persons, GError **error)
{
  g_autoptr (LotseMailing) self = g_new0 (LotseMailing, 1);
  Making making = { event, persons, self };

  self->type = type;
  return lotse_store_run (store, run_make, &making, error) ? g_steal_pointer (&self) : NULL;
}
