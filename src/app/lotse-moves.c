/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which deadlines a change moves; see the header.
 *
 * Looking is a job on the database thread, at most one at a time; an answer that comes after more was typed is dropped.
 */
#include "config.h"

#include "lotse-moves.h"

#include "lotse-compat.h"
#include "lotse-deadlines.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

#define LOOK_MS 150
#define MOST_HEIGHT 170

struct _LotseMoves
{
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkWidget *scroller;
  GtkBox *box;

  LotseProfile *profile;
  LotseRecord *wanted; /* what is to be looked at, or is being looked at */
  LotseRecord *shown;  /* of which the moves show, or NULL */
  guint source;
  gboolean looking;
};

G_DEFINE_FINAL_TYPE (LotseMoves, lotse_moves, GTK_TYPE_WIDGET)

gboolean
lotse_moves_concern (const LotseKind *kind)
{
  static const char *const names[] = { "grant_programme", "call", "application", "award", "disbursement", "event", "mini_job", NULL };

  return g_strv_contains (names, kind->name);
}

static gboolean
are_equal (LotseRecord *one, LotseRecord *other)
{
  g_autoptr (GPtrArray) diff = NULL;

  if (one == NULL || other == NULL || !g_str_equal (lotse_record_get_id (one), lotse_record_get_id (other)))
    return FALSE;
  diff = lotse_record_diff (one, other);
  return diff->len == 0;
}

/* --- Words -------------------------------------------------------------------------------------------------- */

/* What a change does to a deadline. */
typedef enum
{
  MOVES, /* to another day, or it ends */
  COMES, /* it is new */
  STAYS  /* as it was handed in */
} Effect;

static Effect
effect_of (const LotseDeadlineMove *move)
{
  if (move->kept)
    return STAYS;
  return move->before == NULL ? COMES : MOVES;
}

static guint
count (const GPtrArray *moves, Effect effect)
{
  guint n = 0;

  for (guint i = 0; i < moves->len; i++)
    n += effect_of (moves->pdata[i]) == effect;
  return n;
}

static void
append_lines (GString *text, const GPtrArray *moves, Effect effect)
{
  for (guint i = 0; i < moves->len; i++)
    {
      const LotseDeadlineMove *move = moves->pdata[i];
      g_autofree char *line = effect_of (move) == effect ? lotse_deadline_move_describe (move) : NULL;

      if (line != NULL)
        g_string_append_printf (text, "%s• %s", text->len > 0 ? "\n" : "", line);
    }
}

static char *
heading_of (Effect effect, guint n)
{
  switch (effect)
    {
    case MOVES:
      return g_strdup_printf (ngettext ("%u Deadline Changes", "%u Deadlines Change", n), n);
    case COMES:
      return g_strdup_printf (ngettext ("%u New Deadline", "%u New Deadlines", n), n);
    case STAYS:
    default:
      return g_strdup (_ ("These Stay, as They Were Handed In"));
    }
}

static void
add_part (GtkBox *box, const GPtrArray *moves, Effect effect)
{
  g_autofree char *heading = heading_of (effect, count (moves, effect));
  GString *text = g_string_new (NULL);
  GtkWidget *title = gtk_label_new (heading), *lines;

  append_lines (text, moves, effect);
  lines = gtk_label_new (text->str);
  g_string_free (text, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (lines), 0);
  gtk_label_set_wrap (GTK_LABEL (lines), TRUE);
  gtk_box_append (box, title);
  gtk_box_append (box, lines);
}

static void
fill (GtkBox *box, const GPtrArray *moves)
{
  for (Effect effect = MOVES; effect <= STAYS; effect++)
    if (count (moves, effect) > 0)
      add_part (box, moves, effect);
}

/* For those who hear the screen: the first of the headings. */
static char *
summarize (const GPtrArray *moves)
{
  Effect effect = MOVES;

  while (effect < STAYS && count (moves, effect) == 0)
    effect++;
  return heading_of (effect, count (moves, effect));
}

static GtkWidget *
scroll (GtkBox *box)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (box));
  return scroller;
}

/* --- Looking ------------------------------------------------------------------------------------------------ */

static gpointer
look_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_ptr_array_add (records, data);
  return lotse_deadlines_preview (store, records, error);
}

static void
run_look (LotseMoves *self, LotseRecord *record, GAsyncReadyCallback callback, gpointer data)
{
  lotse_job_run (lotse_profile_get_store (self->profile), look_job, lotse_record_copy (record), g_object_unref,
                 (GDestroyNotify) g_ptr_array_unref, callback, data);
}

static void look_now (LotseMoves *self);

static void
show_moves (LotseMoves *self, const GPtrArray *moves)
{
  const gboolean any = moves != NULL && moves->len > 0;

  lotse_box_clear (self->box);
  if (any)
    {
      g_autofree char *heading = summarize (moves);

      fill (self->box, moves);
      lotse_compat_announce (GTK_WIDGET (self->box), heading);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), any);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseMoves) self = user_data;
  g_autoptr (GPtrArray) moves = lotse_job_array_finish (result, NULL);

  self->looking = FALSE;
  /* More was typed meanwhile: that is looked at next. */
  if (self->revealer == NULL || self->source != 0)
    return;
  show_moves (self, moves);
  if (moves != NULL)
    g_set_object (&self->shown, self->wanted);
}

static gboolean
on_time (gpointer data)
{
  LotseMoves *self = LOTSE_MOVES (data);

  if (self->looking)
    return G_SOURCE_CONTINUE;
  self->source = 0;
  look_now (self);
  return G_SOURCE_REMOVE;
}

static void
look_now (LotseMoves *self)
{
  if (lotse_profile_get_store (self->profile) == NULL)
    return;
  self->looking = TRUE;
  run_look (self, self->wanted, on_looked, g_object_ref (self));
}

void
lotse_moves_look (LotseMoves *self, LotseRecord *changed)
{
  g_return_if_fail (LOTSE_IS_MOVES (self));
  if (are_equal (self->wanted, changed))
    return;
  g_clear_object (&self->wanted);
  self->wanted = lotse_record_copy (changed);
  g_clear_object (&self->shown);
  if (self->source == 0)
    self->source = g_timeout_add (LOOK_MS, on_time, self);
}

/* --- Asking ------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseMoves *moves; /* a reference */
  LotseMovesAnswered answered;
  gpointer data;
} Question;

static void
answer (Question *question, gboolean save)
{
  question->answered (save, question->data);
  g_object_unref (question->moves);
  g_free (question);
}

static void
on_answer (const char *name, gpointer data)
{
  answer (data, g_str_equal (name, "save"));
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  const char *const answers[] = { "close", _ ("_Cancel"), "+save", _ ("_Save"), NULL };
  g_autoptr (GPtrArray) moves = lotse_job_array_finish (result, NULL);
  GtkBox *box;

  /* What is wrong with the record, saving it says better; and what only comes takes nothing away. */
  if (question->moves->revealer == NULL || moves == NULL || count (moves, MOVES) == 0)
    {
      answer (question, question->moves->revealer != NULL);
      return;
    }
  box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  fill (box, moves);
  lotse_compat_ask (GTK_WIDGET (question->moves), _ ("Deadlines Change"), _ ("One undo (Ctrl+Z) takes all of it back."), scroll (box),
                    answers, on_answer, question);
}

void
lotse_moves_ask (LotseMoves *self, LotseRecord *changed, LotseMovesAnswered answered, gpointer data)
{
  Question *question;

  g_return_if_fail (LOTSE_IS_MOVES (self));
  if (are_equal (self->shown, changed) || lotse_profile_get_store (self->profile) == NULL)
    {
      answered (TRUE, data);
      return;
    }
  question = g_new0 (Question, 1);
  question->moves = g_object_ref (self);
  question->answered = answered;
  question->data = data;
  run_look (self, changed, on_asked, question);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_moves_dispose (GObject *object)
{
  LotseMoves *self = LOTSE_MOVES (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  g_clear_object (&self->wanted);
  g_clear_object (&self->shown);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_moves_parent_class)->dispose (object);
}

static void
lotse_moves_class_init (LotseMovesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_moves_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_moves_init (LotseMoves *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "moves");
  self->scroller = scroll (self->box);
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer), GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->scroller);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

LotseMoves *
lotse_moves_new (LotseProfile *profile)
{
  LotseMoves *self = g_object_new (LOTSE_TYPE_MOVES, NULL);

  self->profile = g_object_ref (profile);
  return self;
}
