/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the codec needs of the set of registers, for lotse-registers*.c alone. */
#pragma once

#include "lotse-registers.h"

void lotse_registers_reserve (LotseRegisters *self, guint size, gsize text);
/* Room for that many bytes of text, owned by the set. */
char *lotse_registers_room (LotseRegisters *self, gsize size);
/* Like lotse_registers_put() for a name and a value that lie in such room and stay there. */
void lotse_registers_put_kept (LotseRegisters *self, const char *name, const char *value, LotseStamp stamp);
