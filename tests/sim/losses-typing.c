/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who types while an answer travels; see the header. */
#include "losses.h"

#include "lotse-transport.h"

#define LOSSES_TYPE_TYPING (losses_typing_get_type ())
G_DECLARE_FINAL_TYPE (LossesTyping, losses_typing, LOSSES, TYPING, GObject)

struct _LossesTyping
{
  GObject parent_instance;
  LotseTransport *inner;
  void (*type) (gpointer data);
  gpointer data;
};

static void losses_typing_transport_init (LotseTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LossesTyping, losses_typing, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOTSE_TYPE_TRANSPORT, losses_typing_transport_init))

static gboolean
losses_typing_exchange (LotseTransport *transport, const LotseCall *call, LotseReply *reply, GCancellable *cancellable, GError **error)
{
  LossesTyping *self = LOSSES_TYPING (transport);
  gboolean answered = lotse_transport_exchange (self->inner, call, reply, cancellable, error);

  self->type (self->data);
  return answered;
}

static void
losses_typing_transport_init (LotseTransportInterface *iface)
{
  iface->exchange = losses_typing_exchange;
}

static void
losses_typing_finalize (GObject *object)
{
  g_object_unref (LOSSES_TYPING (object)->inner);
  G_OBJECT_CLASS (losses_typing_parent_class)->finalize (object);
}

static void
losses_typing_class_init (LossesTypingClass *class)
{
  G_OBJECT_CLASS (class)->finalize = losses_typing_finalize;
}

static void
losses_typing_init (LossesTyping *self)
{
}

LotseTransport *
losses_typing_new (LotseTransport *inner, void (*type) (gpointer data), gpointer data)
{
  LossesTyping *self = g_object_new (LOSSES_TYPE_TYPING, NULL);

  self->inner = inner;
  self->type = type;
  self->data = data;
  return LOTSE_TRANSPORT (self);
}
