/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writes of one register as a graph: an edge leads from a write to the one that its person saw.
 *
 * A write has up to three names: the stamp that its device gave, the effective one, and the effective one that it had before
 * the centre was restored.  Others may refer to it by any of them.
 */
#include "lotse-lineage.h"

#include <string.h>

typedef struct
{
  LotseStamp raw;
  LotseStamp effective;
  LotseStamp offered; /* or none */
  LotseStamp base;
  LotseStamp after;
  char *value;
  gboolean old; /* may be known to somebody whose writes the centre has lost */
} Write;

struct _LotseLineage
{
  LotseCentre *centre;
  GArray *writes; /* of Write */
  gint64 restored; /* the last number when the centre was restored; -1 if it never was */
};

static void
write_clear (gpointer data)
{
  g_free (((Write *) data)->value);
}

static Write *
nth (LotseLineageTree *self, guint n)
{
  return &g_array_index (self->writes, Write, n);
}

static gboolean
is_named (const Write *write, LotseStamp name)
{
  return lotse_stamp_equal (write->raw, name) || lotse_stamp_equal (write->effective, name) || lotse_stamp_equal (write->offered, name);
}

typedef enum
{
  BY_CENTRE,
  BY_DEVICE,
} Naming;

static gboolean
has_name (LotseLineageTree *self, guint n, LotseStamp name, Naming naming, gboolean kin)
{
  const Write *write = nth (self, n);
  gboolean clock = naming == BY_DEVICE ? write->raw.clock == name.clock
                                       : write->effective.clock == name.clock || write->offered.clock == name.clock;

  return clock && (kin ? lotse_centre_are_kin (self->centre, write->raw.device, name.device) : write->raw.device == name.device);
}

/*
 * The place of the write with that name, or -1.  Bases are named by what the centre gave, own writes without verdict by what
 * their device gave.  What two copies of a disk had not sent is one write with two names.
 */
static int
find_as (LotseLineageTree *self, LotseStamp name, Naming first)
{
  const Naming namings[] = { first, first == BY_CENTRE ? BY_DEVICE : BY_CENTRE };

  if (lotse_stamp_is_none (name))
    return -1;
  for (guint kin = 0; kin < 2; kin++)
    for (guint k = 0; k < G_N_ELEMENTS (namings); k++)
      for (guint i = 0; i < self->writes->len; i++)
        if (has_name (self, i, name, namings[k], kin != 0))
          return (int) i;
  return -1;
}

static int
find (LotseLineageTree *self, LotseStamp name)
{
  return find_as (self, name, BY_CENTRE);
}

static int
find_own (LotseLineageTree *self, LotseStamp name)
{
  return find_as (self, name, BY_DEVICE);
}

/* --- Reading --------------------------------------------------------------------------------------------------- */

static gboolean
read_row (LotseLineageTree *self, const LotsePast *past, const char *reg, GError **error)
{
  LotsePastWrite found;
  Write write;

  if (!lotse_past_find (past, reg, &found, error))
    return FALSE;
  g_free (found.seen);
  if (found.verdict != LOTSE_VERDICT_MERGED && found.verdict != LOTSE_VERDICT_CONFLICT)
    {
      g_free (found.value);
      return TRUE;
    }
  write = (Write){ { past->clock, past->device }, { found.effective, past->device }, LOTSE_STAMP_NONE, found.base, found.after,
                   found.value, found.offered != 0 || past->number <= self->restored };
  if (found.offered != 0)
    write.offered = (LotseStamp){ found.offered, past->device };
  g_array_append_val (self->writes, write);
  return TRUE;
}

LotseLineageTree *
lotse_lineage_read (LotseCentre *centre, const char *id, const char *reg, GError **error)
{
  g_autoptr (LotseLineageTree) self = g_new0 (LotseLineageTree, 1);
  g_autofree char *restored = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  self->centre = centre;
  self->writes = g_array_new (FALSE, FALSE, sizeof (Write));
  g_array_set_clear_func (self->writes, write_clear);
  if (!centre->backend->get_setting (centre->backend, "restored", &restored, error))
    return NULL;
  self->restored = restored != NULL ? g_ascii_strtoll (restored, NULL, 10) : -1;
  rows = centre->backend->past_of (centre->backend, id, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!read_row (self, g_ptr_array_index (rows, i), reg, error))
      return NULL;
  return rows != NULL ? g_steal_pointer (&self) : NULL;
}

void
lotse_lineage_free (LotseLineageTree *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->writes);
  g_free (self);
}

static Write
make_write (const LotseEdit *edit, const LotseWrite *write, guint64 effective)
{
  guint64 device = edit->stamp.device;
  Write made = { edit->stamp, { effective, device }, LOTSE_STAMP_NONE, write->base, write->after, NULL, write->effective != 0 };

  if (write->effective != 0)
    made.offered = (LotseStamp){ write->effective, device };
  return made;
}

void
lotse_lineage_add (LotseLineageTree *self, const LotseEdit *edit, const LotseWrite *write, guint64 effective)
{
  Write made = make_write (edit, write, effective);

  made.value = g_strdup (write->value);
  g_array_append_val (self->writes, made);
}

/* --- Walking --------------------------------------------------------------------------------------------------- */

/* What a walk from a write to all that it had seen came to. */
typedef struct
{
  gboolean *reached;
  guint64 missing; /* the highest clock of a base that the centre does not have; 0 if it has all */
  gboolean met;    /* a base that is missing has a name of the write that was looked for */
} Walk;

/* The own write that was seen counts; where it never came, what lay below it. */
static void
walk (LotseLineageTree *self, const Write *from, const Write *wanted, Walk *to)
{
  int next = find_own (self, from->after);

  if (!lotse_stamp_is_none (from->after) && next < 0 && wanted != NULL && is_named (wanted, from->after))
    to->met = TRUE;
  if (next < 0 && !to->met)
    {
      next = find (self, from->base);
      if (next < 0 && !lotse_stamp_is_none (from->base))
        {
          to->missing = MAX (to->missing, from->base.clock);
          to->met = to->met || (wanted != NULL && is_named (wanted, from->base));
        }
    }
  if (next < 0 || to->reached[next])
    return;
  to->reached[next] = TRUE;
  walk (self, nth (self, (guint) next), wanted, to);
}

LotseLineage
lotse_lineage_relate (LotseLineageTree *self, LotseStamp standing, const LotseEdit *edit, const LotseWrite *write)
{
  Write made = make_write (edit, write, 0);
  int stands = find (self, standing);
  g_autofree gboolean *seen = g_new0 (gboolean, self->writes->len + 1);
  g_autofree gboolean *seen_by_standing = g_new0 (gboolean, self->writes->len + 1);
  Walk down = { seen, 0, FALSE };
  Walk below = { seen_by_standing, 0, FALSE };

  if (stands < 0)
    return LOTSE_LINEAGE_UNKNOWN;
  walk (self, &made, NULL, &down);
  if (seen[stands])
    return LOTSE_LINEAGE_LATER;
  walk (self, nth (self, (guint) stands), &made, &below);
  if (below.met)
    return LOTSE_LINEAGE_EARLIER;
  if (down.missing > standing.clock && nth (self, (guint) stands)->old)
    return LOTSE_LINEAGE_LATER;
  if (write->effective != 0 && write->effective <= below.missing)
    return LOTSE_LINEAGE_EARLIER;
  return LOTSE_LINEAGE_APART;
}

gboolean
lotse_lineage_was_seen (LotseLineageTree *self, LotseStamp saw, LotseStamp of, guint64 device)
{
  int from = find_own (self, saw);
  int to = find (self, of);
  g_autofree gboolean *reached = g_new0 (gboolean, self->writes->len + 1);
  Walk down = { reached, 0, FALSE };

  if (lotse_stamp_is_none (saw))
    return FALSE;
  /* An own write that did not come was refused or waits; what lay below it is not known. */
  if (from < 0 || to < 0)
    return saw.device != device && lotse_stamp_compare (of, saw) <= 0;
  walk (self, nth (self, (guint) from), NULL, &down);
  return from == to || reached[to];
}

gboolean
lotse_lineage_would_see (LotseLineageTree *self, LotseStamp saw, const LotseEdit *edit, const LotseWrite *write)
{
  Write made = make_write (edit, write, 0);
  int from = find_own (self, saw);
  g_autofree gboolean *reached = g_new0 (gboolean, self->writes->len + 1);
  Walk down = { reached, 0, FALSE };

  if (lotse_stamp_is_none (saw))
    return FALSE;
  if (is_named (&made, saw))
    return TRUE;
  if (from < 0)
    return write->effective != 0 && write->effective <= saw.clock;
  walk (self, nth (self, (guint) from), &made, &down);
  return down.met;
}

/* --- What became of each --------------------------------------------------------------------------------------- */

guint64 *
lotse_lineage_clocks (LotseLineageTree *self, guint64 device)
{
  guint64 *clocks = g_new0 (guint64, self->writes->len + 1);
  guint n = 0;

  for (guint i = 0; i < self->writes->len; i++)
    if (nth (self, i)->effective.device == device)
      clocks[n++] = nth (self, i)->effective.clock;
  return clocks;
}

/* Whether others wrote the same over it, or over what has the same value. */
static gboolean
is_said_again (LotseLineageTree *self, guint n, const gboolean *covered)
{
  for (guint i = 0; i < self->writes->len; i++)
    if (i != n && covered[i] && g_strcmp0 (nth (self, i)->value, nth (self, n)->value) == 0)
      return TRUE;
  return FALSE;
}

static LotseTraceState
state_of (LotseLineageTree *self, guint n, const gboolean *covered, const LotseRegister *standing)
{
  const Write *write = nth (self, n);

  if (covered[n])
    return LOTSE_TRACE_SEEN;
  if (is_named (write, standing->stamp) || g_strcmp0 (write->value, standing->value) == 0 || is_said_again (self, n, covered))
    return LOTSE_TRACE_STANDS;
  return LOTSE_TRACE_UNSEEN;
}

GArray *
lotse_lineage_trace (LotseLineageTree *self, const LotseRegister *standing)
{
  GArray *traces = g_array_new (FALSE, FALSE, sizeof (LotseTrace));
  guint n = self->writes->len;
  g_autofree gboolean *covered = g_new0 (gboolean, n + 1);

  for (guint i = 0; i < n; i++)
    {
      Walk down = { covered, 0, FALSE };

      walk (self, nth (self, i), NULL, &down);
    }
  for (guint i = 0; i < n; i++)
    {
      const Write *write = nth (self, i);
      LotseTrace trace = { write->value, write->effective, write->offered, state_of (self, i, covered, standing) };

      g_array_append_val (traces, trace);
    }
  return traces;
}
