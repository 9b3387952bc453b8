/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The network of the simulation: carries a request into the centre's own functions and can lose, repeat, delay and cut.
 */
#include "sim.h"

#include "lotse-error.h"

#include <string.h>

#define SIM_TYPE_NETWORK (sim_network_get_type ())
G_DECLARE_FINAL_TYPE (SimNetwork, sim_network, SIM, NETWORK, GObject)

struct _SimNetwork
{
  GObject parent_instance;
  SimDevice *device;
  SimFaults faults;
  guint calls;
};

/* A request that arrives again later. */
typedef struct
{
  char *method;
  char *path;
  char *token;
  GBytes *body;
} Parcel;

static void sim_network_transport_init (LotseTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimNetwork, sim_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOTSE_TYPE_TRANSPORT, sim_network_transport_init))

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  g_free (parcel->method);
  g_free (parcel->path);
  g_free (parcel->token);
  g_bytes_unref (parcel->body);
  g_free (parcel);
}

static void
delay (Sim *sim, const LotseCall *call)
{
  Parcel *parcel = g_new (Parcel, 1);

  *parcel = (Parcel){ g_strdup (call->method), g_strdup (call->path), g_strdup (call->token),
                      call->body != NULL ? g_bytes_ref (call->body) : g_bytes_new (NULL, 0) };
  if (sim->delayed == NULL)
    sim->delayed = g_ptr_array_new_with_free_func (parcel_free);
  g_ptr_array_add (sim->delayed, parcel);
}

void
sim_network_deliver (Sim *sim)
{
  g_autoptr (GPtrArray) parcels = g_steal_pointer (&sim->delayed);

  for (guint i = 0; parcels != NULL && i < parcels->len; i++)
    {
      Parcel *parcel = g_ptr_array_index (parcels, i);
      g_autofree char *answer = NULL;
      guint status = 0;

      answer = sim_centre_handle (sim, parcel->method, parcel->path, parcel->token, parcel->body, &status);
    }
}

/* The broken acknowledgement: every edit is "merged", nothing was stored. */
static char *
fake_answer (GBytes *body)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);
  g_autoptr (LotseSyncRequest) request = lotse_sync_request_from_json (text, (gssize) size, NULL);
  g_autoptr (LotseSyncAnswer) answer = lotse_sync_answer_new ();

  answer->epoch = g_strdup ("broken");
  answer->cursor = g_strdup (request->cursor);
  answer->now_ms = request->now_ms;
  for (guint i = 0; i < request->edits->len; i++)
    {
      LotseEdit *edit = g_ptr_array_index (request->edits, i);
      LotseVerdicts *verdicts = g_new0 (LotseVerdicts, 1);
      LotseVerdictLine *line = g_new0 (LotseVerdictLine, 1);

      line->verdict = LOTSE_VERDICT_MERGED;
      verdicts->id = g_strdup (edit->id);
      verdicts->stamp = edit->stamp;
      verdicts->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_verdict_line_free);
      g_ptr_array_add (verdicts->lines, line);
      g_ptr_array_add (answer->verdicts, verdicts);
    }
  return lotse_sync_answer_to_json (answer);
}

/* The broken cursor: what changed is left out, and the cursor moves on all the same. */
static char *
drop_changes (const char *text)
{
  g_autoptr (LotseSyncAnswer) answer = lotse_sync_answer_from_json (text, -1, NULL);

  if (answer == NULL)
    return g_strdup (text);
  g_ptr_array_set_size (answer->changes, 0);
  return lotse_sync_answer_to_json (answer);
}

static char *
answer_call (SimNetwork *self, const LotseCall *call, guint *status)
{
  Sim *sim = self->device->sim;
  gboolean is_sync = g_str_equal (call->path, "/v1/sync");
  g_autofree char *answer = NULL;

  if (is_sync && sim->broken == SIM_BREAK_ACK && sim_chance (sim, 0.1))
    {
      *status = 200;
      return fake_answer (call->body);
    }
  answer = sim_centre_handle (sim, call->method, call->path, call->token, call->body, status);
  if (is_sync && *status == 200 && sim->broken == SIM_BREAK_CURSOR && sim_chance (sim, 0.1))
    return drop_changes (answer);
  return g_steal_pointer (&answer);
}

static gboolean
sim_network_exchange (LotseTransport *transport, const LotseCall *call, LotseReply *reply, GCancellable *cancellable, GError **error)
{
  SimNetwork *self = SIM_NETWORK (transport);
  Sim *sim = self->device->sim;
  const SimFaults faults = self->calls++ < self->faults.good_calls ? (SimFaults){ 0 } : self->faults;
  g_autofree char *answer = NULL;
  gsize size;

  if (faults.lose_request || sim->centre == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NETWORK, "the request was lost");
      return FALSE;
    }
  if (faults.status != 0)
    {
      reply->status = faults.status;
      return TRUE;
    }
  if (faults.repeat)
    g_free (answer_call (self, call, &reply->status));
  answer = answer_call (self, call, &reply->status);
  if (faults.delay_copy)
    delay (sim, call);
  if (faults.lose_answer)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NETWORK, "the answer was lost");
      return FALSE;
    }
  size = answer != NULL ? strlen (answer) : 0;
  if (faults.cut_answer)
    size /= 2;
  reply->body = g_bytes_new (answer, size);
  reply->sent = call->body != NULL ? g_bytes_get_size (call->body) : 0;
  reply->received = size;
  return TRUE;
}

static void
sim_network_transport_init (LotseTransportInterface *iface)
{
  iface->exchange = sim_network_exchange;
}

static void
sim_network_class_init (SimNetworkClass *class)
{
}

static void
sim_network_init (SimNetwork *self)
{
}

LotseTransport *
sim_network_new (SimDevice *device, SimFaults faults)
{
  SimNetwork *self = g_object_new (SIM_TYPE_NETWORK, NULL);

  self->device = device;
  self->faults = faults;
  return LOTSE_TRANSPORT (self);
}
