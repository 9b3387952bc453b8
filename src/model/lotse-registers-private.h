/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the codec needs of the set of registers, for lotse-registers*.c alone. */
#pragma once

#include "lotse-registers.h"

void lotse_registers_reserve (LotseRegisters *self, guint size, gsize text);
