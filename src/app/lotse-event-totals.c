/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the events of a list reached together; see the header.
 *
 * The numbers of each event are read as a job of their own, so that a sign-in never waits for all of them, and are kept until
 * something changes that they were counted from: another filter only adds what is known.  Some hundred events are usual.
 */
#include "config.h"

#include "lotse-event-totals.h"

#include "lotse-follow.h"
#include "lotse-jobs.h"
#include "lotse-reach.h"

#include <glib/gi18n.h>

struct _LotseEventTotals
{
  GtkWidget parent_instance;

  GtkLabel *label;
  LotseFollow *follow;
  LotseStore *store;
  LotseQuery *query;
  GHashTable *known;   /* id of an event -> LotseReach */
  GPtrArray *changed;  /* ids of records of which the events are to be read again */
  GPtrArray *events;   /* ids: those of the query, while they are read */
};

G_DEFINE_FINAL_TYPE (LotseEventTotals, lotse_event_totals, GTK_TYPE_WIDGET)

static const LotseFollowLink links[] = {
  { "event", NULL }, { "participation", NULL }, { "attendance", NULL }, { "organisation", NULL }, { "person", NULL }, { NULL, NULL },
};

/* --- Jobs ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseQuery *query;
  GPtrArray *changed;
} Question;

typedef struct
{
  GPtrArray *events; /* ids of those of the query */
  GPtrArray *stale;  /* ids of those whose numbers are no longer known */
  gboolean united;   /* people or organisations became one: no number is known any longer */
} Answer;

static void
question_free (gpointer data)
{
  Question *question = data;

  lotse_query_unref (question->query);
  g_ptr_array_unref (question->changed);
  g_free (question);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  if (answer == NULL)
    return;
  g_clear_pointer (&answer->events, g_ptr_array_unref);
  g_ptr_array_unref (answer->stale);
  g_free (answer);
}

static gpointer
list_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  Answer *answer = g_new0 (Answer, 1);

  answer->stale = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < question->changed->len; i++)
    {
      g_autoptr (LotseRecord) record = lotse_store_get (store, g_ptr_array_index (question->changed, i), NULL);
      const LotseKind *kind = record != NULL ? lotse_record_get_kind (record) : NULL;

      if (kind == NULL || lotse_record_get_merged_into (record) != NULL)
        answer->united = TRUE;
      else if (lotse_kind_field (kind, "event") != NULL)
        g_ptr_array_add (answer->stale, g_strdup (lotse_record_get (record, "event")));
    }
  answer->events = lotse_reach_list_events (store, question->query, error);
  if (answer->events == NULL)
    g_clear_pointer (&answer, answer_free);
  return answer;
}

static gpointer
reach_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *const events[] = { data, NULL };
  const LotseReachFilter filter = { .events = events };

  return lotse_reach_load (store, &filter, error);
}

/* --- Reading ------------------------------------------------------------------------------------------------- */

static void
show_sum (LotseEventTotals *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *events = NULL, *organisations = NULL, *visits = NULL, *people = NULL, *text = NULL;
  LotseReachSum sum;

  for (guint i = 0; i < self->events->len; i++)
    {
      LotseReach *part = g_hash_table_lookup (self->known, g_ptr_array_index (self->events, i));

      if (part != NULL)
        g_ptr_array_add (parts, part);
    }
  lotse_reach_sum (parts, &sum);
  events = g_strdup_printf (ngettext ("%u event", "%u events", sum.events), sum.events);
  organisations = g_strdup_printf (ngettext ("%u organisation", "%u organisations", sum.organisations), sum.organisations);
  visits = g_strdup_printf (ngettext ("%u participation", "%u participations", sum.visits), sum.visits);
  people = g_strdup_printf (ngettext ("%u person", "%u people", sum.people), sum.people);
  text = g_strdup_printf ("%s · %s · %s · %s", events, organisations, visits, people);
  gtk_label_set_text (self->label, sum.people > 0 ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->label), sum.people > 0);
}

static void
end_reading (LotseEventTotals *self, gboolean read)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);

  if (read)
    show_sum (self);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  lotse_follow_loaded (self->follow, read ? none : NULL);
}

static void read_next (LotseEventTotals *self);

typedef struct
{
  LotseEventTotals *totals;
  char *event;
} Reading;

static void
on_reach (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  LotseEventTotals *self = reading->totals;
  LotseReach *reach = lotse_store_call_finish (LOTSE_STORE (source), result, NULL);

  if (self->follow == NULL || self->events == NULL)
    lotse_reach_free (reach);
  else
    {
      /* An event that was deleted meanwhile has no numbers, and is not asked for again. */
      g_hash_table_insert (self->known, g_strdup (reading->event), reach);
      read_next (self);
    }
  g_object_unref (self);
  g_free (reading->event);
  g_free (reading);
}

/* The next event whose numbers are not known; all of them are when there is none. */
static void
read_next (LotseEventTotals *self)
{
  for (guint i = 0; i < self->events->len; i++)
    if (!g_hash_table_contains (self->known, g_ptr_array_index (self->events, i)))
      {
        Reading *reading = g_new0 (Reading, 1);

        reading->totals = g_object_ref (self);
        reading->event = g_strdup (g_ptr_array_index (self->events, i));
        lotse_job_run (self->store, reach_job, g_strdup (reading->event), g_free, (GDestroyNotify) lotse_reach_free, on_reach, reading);
        return;
      }
  end_reading (self, TRUE);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseEventTotals) self = user_data;
  Answer *answer = lotse_store_call_finish (LOTSE_STORE (source), result, NULL);

  if (self->follow != NULL && answer == NULL)
    end_reading (self, FALSE);
  else if (self->follow != NULL)
    {
      if (answer->united)
        g_hash_table_remove_all (self->known);
      for (guint i = 0; i < answer->stale->len; i++)
        if (g_ptr_array_index (answer->stale, i) != NULL)
          g_hash_table_remove (self->known, g_ptr_array_index (answer->stale, i));
      self->events = g_steal_pointer (&answer->events);
      read_next (self);
    }
  answer_free (answer);
}

static void
load (gpointer widget)
{
  LotseEventTotals *self = widget;
  Question *question = g_new0 (Question, 1);

  question->query = lotse_query_ref (self->query);
  question->changed = self->changed;
  self->changed = g_ptr_array_new_with_free_func (g_free);
  lotse_job_run (self->store, list_job, question, question_free, answer_free, on_listed, g_object_ref (self));
}

/* What the numbers were counted from; which event it is says the next job. */
static void
on_changed (LotseEventTotals *self, const char *kind, const char *id)
{
  g_assert (LOTSE_IS_EVENT_TOTALS (self));
  if (kind == NULL || g_str_equal (kind, "organisation"))
    g_hash_table_remove_all (self->known);
  else if (g_str_equal (kind, "participation") || g_str_equal (kind, "attendance") || g_str_equal (kind, "person"))
    g_ptr_array_add (self->changed, g_strdup (id));
}

void
lotse_event_totals_show (LotseEventTotals *self, LotseStore *store, LotseQuery *query)
{
  g_return_if_fail (LOTSE_IS_EVENT_TOTALS (self));
  if (store != self->store)
    {
      g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
      g_set_object (&self->store, store);
    }
  lotse_query_ref (query);
  g_clear_pointer (&self->query, lotse_query_unref);
  self->query = query;
  lotse_follow_set (self->follow, store, NULL);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_event_totals_dispose (GObject *object)
{
  LotseEventTotals *self = LOTSE_EVENT_TOTALS (object);

  g_clear_pointer (&self->follow, lotse_follow_free);
  if (self->label != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->label));
  self->label = NULL;
  g_clear_pointer (&self->query, lotse_query_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (lotse_event_totals_parent_class)->dispose (object);
}

static void
lotse_event_totals_class_init (LotseEventTotalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_event_totals_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_event_totals_init (LotseEventTotals *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) lotse_reach_free);
  self->changed = g_ptr_array_new_with_free_func (g_free);
  self->follow = lotse_follow_new (GTK_WIDGET (self), links, load);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_justify (self->label, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "totals");
  gtk_widget_set_visible (GTK_WIDGET (self->label), FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label),
                               _ ("Own events of this list. Each organisation counts once; its participations and its people count at each event."));
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
}

GtkWidget *
lotse_event_totals_new (void)
{
  return g_object_new (LOTSE_TYPE_EVENT_TOTALS, NULL);
}
