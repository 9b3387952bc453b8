/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on the centre: connect, sync, status. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-values.h"

#include "lotse-enrol.h"
#include "lotse-error.h"
#include "lotse-exchange.h"
#include "lotse-protocol.h"

#include <glib/gi18n.h>

/* --- connect ------------------------------------------------------------------------------------------------ */

/* What was read from files; wiped in the end. */
typedef struct
{
  char *url;
  char *fingerprint;
  char *password;
  char *code;
} Secrets;

static void
secrets_clear (Secrets *secrets)
{
  g_free (secrets->url);
  g_free (secrets->fingerprint);
  lotse_ctl_wipe (secrets->password);
  lotse_ctl_wipe (secrets->code);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Secrets, secrets_clear)

/* The invitation as it was sent, perhaps over several lines. */
static gboolean
read_invitation (LotseCtl *self, const char *path, Secrets *secrets, GError **error)
{
  g_autoptr (GBytes) content = lotse_ctl_read_file (self, path, error);
  char *text;
  gboolean read;

  if (content == NULL)
    return FALSE;
  text = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  read = lotse_invitation_parse (g_strstrip (text), &secrets->url, &secrets->fingerprint, &secrets->code, error);
  lotse_ctl_wipe (text);
  return read;
}

/* Exactly one way in: an invitation, a code, or account and password. */
static gboolean
read_secrets (LotseCtl *self, Secrets *secrets, GError **error)
{
  const char *url = lotse_ctl_word (self, 0);
  const char *invitation = lotse_ctl_args_get (self->args, "invitation-file");
  const char *password = lotse_ctl_args_get (self->args, "password-file");
  const char *code = lotse_ctl_args_get (self->args, "code-file");
  guint ways = (invitation != NULL ? 1 : 0) + (password != NULL ? 1 : 0) + (code != NULL ? 1 : 0);

  if (ways != 1 || (invitation != NULL) == (url != NULL) || (password != NULL) != lotse_ctl_args_has (self->args, "account"))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _("write one of: connect --invitation-file FILE, connect URL --code-file FILE, connect URL --account NAME "
                     "--password-file FILE"));
      return FALSE;
    }
  if (invitation != NULL)
    return read_invitation (self, invitation, secrets, error);
  secrets->url = g_strdup (url);
  secrets->fingerprint = g_strdup (lotse_ctl_args_get (self->args, "fingerprint"));
  if (password != NULL)
    secrets->password = lotse_ctl_read_secret (password, error);
  else
    secrets->code = lotse_ctl_read_secret (code, error);
  return secrets->password != NULL || secrets->code != NULL;
}

static gboolean
print_connected (LotseCtl *self, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (self->store, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (state == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "centre", state->centre);
  lotse_ctl_json_text (builder, "url", state->url);
  lotse_ctl_json_text (builder, "account", state->account);
  lotse_ctl_json_bool (builder, "undertaking", state->undertaking);
  json_builder_end_object (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    lotse_ctl_printf (self, _("Connected to “%s” as %s. “lotsectl sync” sends and receives.\n"),
                      state->centre != NULL ? state->centre : state->url, state->account != NULL ? state->account : "?");
  if (!self->json && state->undertaking)
    lotse_ctl_print (self, _("Before the first download, confirm the confidentiality undertaking: lotsectl connect --confirm-undertaking\n"));
  return TRUE;
}

gboolean
lotse_ctl_connect (LotseCtl *self, GError **error)
{
  g_auto (Secrets) secrets = { NULL };
  gboolean confirm = lotse_ctl_args_has (self->args, "confirm-undertaking");
  gboolean only_confirm = confirm && lotse_ctl_args_count (self->args) == 0 && !lotse_ctl_args_has (self->args, "invitation-file");
  LotseCredentials credentials = { NULL };
  LotseStore *store;

  if (!only_confirm && !read_secrets (self, &secrets, error))
    return FALSE;
  store = lotse_ctl_store (self, error);
  if (store == NULL)
    return FALSE;
  credentials.url = secrets.url;
  credentials.fingerprint = secrets.fingerprint;
  credentials.account = lotse_ctl_args_get (self->args, "account");
  credentials.password = secrets.password;
  credentials.code = secrets.code;
  credentials.device_name = lotse_ctl_args_get (self->args, "name");
  if (!only_confirm && !lotse_enrol (store, NULL, &credentials, self->cancellable, error))
    return FALSE;
  if (confirm && !lotse_enrol_confirm_undertaking (store, error))
    return FALSE;
  return print_connected (self, error);
}

/* --- sync --------------------------------------------------------------------------------------------------- */

static void
report_to_json (JsonBuilder *builder, const LotseSyncReport *report)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_bool (builder, "complete", report->complete);
  lotse_ctl_json_int (builder, "sent", report->sent);
  lotse_ctl_json_int (builder, "received", report->received);
  lotse_ctl_json_int (builder, "refused", report->refused);
  lotse_ctl_json_int (builder, "conflicts", report->conflicts);
  lotse_ctl_json_int (builder, "parked", report->parked);
  lotse_ctl_json_int (builder, "review", report->review);
  lotse_ctl_json_int (builder, "forgotten", report->forgotten);
  lotse_ctl_json_int (builder, "set_aside", report->set_aside);
  lotse_ctl_json_int (builder, "unanswered", report->unanswered);
  lotse_ctl_json_int (builder, "waiting", report->waiting);
  lotse_ctl_json_int (builder, "round_trips", report->round_trips);
  lotse_ctl_json_int (builder, "bytes_out", (gint64) report->bytes_out);
  lotse_ctl_json_int (builder, "bytes_in", (gint64) report->bytes_in);
  lotse_ctl_json_bool (builder, "outdated", report->outdated);
  lotse_ctl_json_bool (builder, "locked_out", report->locked_out);
  json_builder_end_object (builder);
}

static void
print_report (LotseCtl *self, const LotseSyncReport *report)
{
  g_autofree char *out = g_format_size (report->bytes_out);
  g_autofree char *in = g_format_size (report->bytes_in);

  lotse_ctl_printf (self, _("Sent %u, received %u, refused %u; round trips %u, %s out, %s in\n"), report->sent, report->received,
                    report->refused, report->round_trips, out, in);
  if (report->refused > 0)
    lotse_ctl_printf (self, ngettext ("The centre refused %u change; it is kept, and “lotsectl refusals” says why\n",
                                      "The centre refused %u changes; they are kept, and “lotsectl refusals” says why\n", report->refused),
                      report->refused);
  if (report->conflicts > 0)
    lotse_ctl_printf (self, _("%u changes met others; “lotsectl conflicts” lists what needs a decision\n"), report->conflicts);
  if (report->review + report->parked > 0)
    lotse_ctl_printf (self, _("%u changes wait for staff at the centre\n"), report->review + report->parked);
  if (report->waiting > 0)
    lotse_ctl_printf (self, ngettext ("%u change still waits; nothing is lost, “lotsectl sync” sends it again\n",
                                      "%u changes still wait; nothing is lost, “lotsectl sync” sends them again\n", report->waiting),
                      report->waiting);
  if (report->set_aside > 0)
    lotse_ctl_printf (self, ngettext ("%u record cannot be shown by this version and was set aside; update Lotse\n",
                                      "%u records cannot be shown by this version and were set aside; update Lotse\n", report->set_aside),
                      report->set_aside);
  if (report->outdated)
    lotse_ctl_print (self, _("Everything was sent, but this version is too old to receive. Update Lotse.\n"));
  if (report->locked_out)
    lotse_ctl_print (self, _("The account or this device is locked; its data have left this device. Ask the centre.\n"));
}

static void
show_progress (const LotseSyncReport *report, guint waiting, guint left, gpointer data)
{
  lotse_ctl_progress (report->sent + report->received, report->sent + report->received + waiting + left, data);
}

gboolean
lotse_ctl_sync (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (LotseTransport) transport = store != NULL ? lotse_enrol_open_transport (store, error) : NULL;
  LotseSyncReport report = { 0 };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean done;

  if (transport == NULL)
    return FALSE;
  done = lotse_exchange_run (store, transport, &report, show_progress, self, self->cancellable, error);
  report_to_json (builder, &report);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else if (done)
    print_report (self, &report);
  /* What was refused did not arrive: a script must not take it for done. */
  self->exit_code = report.complete && report.refused == 0 ? 0 : 1;
  return done;
}
