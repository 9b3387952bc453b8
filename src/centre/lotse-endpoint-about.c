/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /v1/about: what anybody may know before connecting. */
#include "lotse-endpoints.h"

#include "config.h"

void
lotse_endpoint_about (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply)
{
  char version[] = PACKAGE_VERSION;
  LotseAbout about = { .name = self->name, .version = version, .oldest = LOTSE_PROTOCOL_OLDEST, .newest = LOTSE_PROTOCOL_VERSION,
                       .epoch = self->epoch, .now_ms = lotse_centre_now (self) };

  if (lotse_endpoint_needs (call, "GET", reply))
    lotse_endpoint_answer (reply, 200, lotse_about_to_json (&about));
}
