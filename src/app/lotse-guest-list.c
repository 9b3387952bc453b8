/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of an event as a list model; see the header.
 *
 * Load: some hundred guests; one pass over both lists, which have the same order.
 */
#include "config.h"

#include "lotse-guest-list.h"

#include "lotse-catch-up.h"
#include "lotse-fold.h"
#include "lotse-format.h"
#include "lotse-places.h"

#include <glib/gi18n.h>

enum
{
  PROP_0,
  PROP_SERIAL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (LotseGuestItem, lotse_guest_item, G_TYPE_OBJECT)

static void
clear (LotseGuestItem *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->organisation, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->registration, g_free);
  g_clear_pointer (&self->detail, g_free);
}

static void
lotse_guest_item_finalize (GObject *object)
{
  clear (LOTSE_GUEST_ITEM (object));
  g_free (LOTSE_GUEST_ITEM (object)->mark);
  g_free (LOTSE_GUEST_ITEM (object)->person);
  G_OBJECT_CLASS (lotse_guest_item_parent_class)->finalize (object);
}

static void
lotse_guest_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, LOTSE_GUEST_ITEM (object)->serial);
}

static void
lotse_guest_item_class_init (LotseGuestItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lotse_guest_item_finalize;
  G_OBJECT_CLASS (klass)->get_property = lotse_guest_item_get_property;
  props[PROP_SERIAL] = g_param_spec_uint ("serial", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
lotse_guest_item_init (LotseGuestItem *self)
{
}

/* --- What an item says -------------------------------------------------------------------------------------- */

static void
append (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static void
say_role (GString *text, const LotseGuest *guest)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("registration"), "role");

  if (!lotse_guest_counts (guest))
    append (text, lotse_choice_label (field, guest->role));
}

/* Only where an organisation has used all its places: that is what the organiser looks for. */
static void
say_places (LotseGuestItem *self, GString *text, const LotseEventView *view, const LotseGuest *guest)
{
  const LotsePlaces *places = view->waiting->places;
  g_autofree char *key = lotse_places_organisation_key (guest->organisation, guest->organisation_name);
  const guint taken = key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (places->by_organisation, key)) : 0;

  self->over = lotse_guest_counts (guest) && taken > 0 && (gint64) taken > places->per_organisation;
  if (lotse_guest_counts (guest) && taken > 0 && (gint64) taken >= places->per_organisation)
    {
      /* Translators: how many people of an organisation have a place, and how many places it has. */
      g_autofree char *said = g_strdup_printf (_ ("%u of %d places of the organisation"), taken, (int) places->per_organisation);

      append (text, said);
    }
}

static void
say_waiting (LotseGuestItem *self, GString *text, const LotseEventView *view, const LotseGuest *guest)
{
  self->turn = 0;
  for (guint i = 0; g_strcmp0 (guest->state, "waiting") == 0 && i < view->waiting->entries->len; i++)
    {
      const LotseWaiting *entry = g_ptr_array_index (view->waiting->entries, i);

      if (g_strcmp0 (entry->person, guest->person) == 0)
        {
          g_autofree char *said = lotse_waiting_text (entry);

          self->turn = i + 1;
          append (text, said);
        }
    }
}

static char *
mark_text (const LotseGuest *guest, const char *slot)
{
  const LotseStay *stay = lotse_guest_stay (guest, slot);
  g_autofree char *when = NULL;

  if (stay == NULL || stay->first == NULL)
    return g_strdup ("");
  /* Paper does not say when somebody came. */
  if (g_str_equal (stay->first->door, LOTSE_DOOR_PAPER))
    return g_strdup (lotse_door_label (stay->first->door));
  when = lotse_format_moment (lotse_mark_time_parse (stay->first->at));
  if (*stay->first->door == '\0')
    return g_steal_pointer (&when);
  return g_strdup_printf ("%s, %s", when, lotse_door_label (stay->first->door));
}

/* --- Needs --------------------------------------------------------------------------------------------------- */

static const LotseField *
needs_field (void)
{
  return lotse_kind_field (lotse_kind_find ("registration"), "needs");
}

guint
lotse_guest_n_needs (void)
{
  guint n = 0;

  while (needs_field ()->choices[n].name != NULL)
    n++;
  return n + 1;
}

const char *
lotse_guest_need_label (guint need)
{
  const LotseNeed known = { .need = needs_field ()->choices[need].name };

  return lotse_need_label (&known);
}

/* Id of a registration -> its bits. */
static GHashTable *
collect_needs (const LotseEventView *view)
{
  GHashTable *all = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < view->needs->len; i++)
    {
      const LotseNeed *need = g_ptr_array_index (view->needs, i);
      guint bit = 0;

      while (bit + 1 < lotse_guest_n_needs () && g_strcmp0 (needs_field ()->choices[bit].name, need->need) != 0)
        bit++;
      for (guint k = 0; k < need->people->len; k++)
        {
          const char *registration = ((LotseNeedOf *) need->people->pdata[k])->registration;
          const guint bits = GPOINTER_TO_UINT (g_hash_table_lookup (all, registration));

          g_hash_table_insert (all, (gpointer) registration, GUINT_TO_POINTER (bits | (1u << bit)));
        }
    }
  return all;
}

/* --- One guest ------------------------------------------------------------------------------------------------ */

static void
set_came (LotseGuestItem *self, gboolean came, char *mark)
{
  self->came = came;
  g_free (self->mark);
  self->mark = mark;
}

static void
changed (LotseGuestItem *self)
{
  self->serial++;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SERIAL]);
}

void
lotse_guest_item_tick (LotseGuestItem *self, gboolean came)
{
  g_return_if_fail (LOTSE_IS_GUEST_ITEM (self));
  self->saving++;
  set_came (self, came, g_strdup (came ? lotse_door_label (LOTSE_DOOR_PAPER) : ""));
  changed (self);
}

void
lotse_guest_item_ticked (LotseGuestItem *self, gboolean saved)
{
  g_return_if_fail (LOTSE_IS_GUEST_ITEM (self) && self->saving > 0);
  self->saving--;
  if (saved)
    return;
  set_came (self, !self->came, g_strdup (""));
  changed (self);
}

static void
fill (LotseGuestItem *self, const LotseEventView *view, const LotseGuest *guest, const char *slot, GHashTable *needs)
{
  GString *detail = g_string_new (NULL);

  clear (self);
  self->name = g_strdup (*guest->name != '\0' ? guest->name : _ ("(not on this device)"));
  self->key = lotse_fold (guest->name);
  self->organisation = g_strdup (guest->organisation_name);
  self->state = g_strdup (guest->state);
  self->registration = g_strdup (guest->registration);
  if (self->saving == 0)
    set_came (self, lotse_guest_came (guest, slot), mark_text (guest, slot));
  self->walk_in = guest->walk_in;
  self->counts = lotse_guest_counts (guest);
  self->needs = guest->registration != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (needs, guest->registration)) : 0;
  say_role (detail, guest);
  say_places (self, detail, view, guest);
  say_waiting (self, detail, view, guest);
  self->detail = g_string_free (detail, FALSE);
  changed (self);
}

/* --- The list ----------------------------------------------------------------------------------------------- */

static gboolean
is_guest (const LotseEventView *view, const LotseGuestItem *item)
{
  return g_hash_table_contains (view->guests->by_person, item->person);
}

/* What stands at a place of the list, after those are gone who are no guests any more. */
static LotseGuestItem *
next_item (GListStore *list, const LotseEventView *view, guint place)
{
  while (place < g_list_model_get_n_items (G_LIST_MODEL (list)))
    {
      g_autoptr (LotseGuestItem) item = g_list_model_get_item (G_LIST_MODEL (list), place);

      if (is_guest (view, item))
        return g_steal_pointer (&item);
      g_list_store_remove (list, place);
    }
  return NULL;
}

void
lotse_guest_list_update (GListStore *list, const LotseEventView *view, const char *slot)
{
  const GPtrArray *guests = view->guests->guests;
  g_autoptr (GHashTable) needs = collect_needs (view);
  guint n;

  for (guint i = 0; i < guests->len; i++)
    {
      const LotseGuest *guest = g_ptr_array_index (guests, i);
      g_autoptr (LotseGuestItem) item = next_item (list, view, i);

      if (item != NULL && g_str_equal (item->person, guest->person))
        {
          fill (item, view, guest, slot, needs);
          continue;
        }
      g_clear_object (&item);
      item = g_object_new (LOTSE_TYPE_GUEST_ITEM, NULL);
      item->person = g_strdup (guest->person);
      fill (item, view, guest, slot, needs);
      g_list_store_insert (list, i, item);
    }
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  if (n > guests->len)
    g_list_store_splice (list, guests->len, n - guests->len, NULL, 0);
}

char **
lotse_guest_list_dup_people (GListModel *model)
{
  const guint n = g_list_model_get_n_items (model);
  char **persons = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LotseGuestItem) item = g_list_model_get_item (model, i);

      persons[i] = g_strdup (item->person);
    }
  return persons;
}

guint
lotse_guest_list_find (GListModel *model, const char *typed)
{
  g_autoptr (LotseFoldQuery) query = lotse_fold_query_new (typed);
  guint best = GTK_INVALID_LIST_POSITION;
  int rank = LOTSE_FOLD_RANK_NONE;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (LotseGuestItem) item = g_list_model_get_item (model, i);
      const int its = lotse_fold_query_rank (query, item->name);

      if (its > rank)
        {
          rank = its;
          best = i;
        }
    }
  return best;
}

void
lotse_guest_row_shows (GtkWidget *inside, LotseGuestItem *item)
{
  g_object_set_data (G_OBJECT (inside), "guest-item", item);
}

LotseGuestItem *
lotse_guest_row_get_shown (GtkWidget *inside)
{
  return g_object_get_data (G_OBJECT (inside), "guest-item");
}

LotseGuestItem *
lotse_guest_focused_item (GtkWidget *list)
{
  GtkRoot *root = gtk_widget_get_root (list);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *inside = focus != NULL && gtk_widget_is_ancestor (focus, list) ? gtk_widget_get_first_child (focus) : NULL;

  return inside != NULL ? lotse_guest_row_get_shown (inside) : NULL;
}

void
lotse_guest_name_row (GtkWidget *inside, const char *name)
{
  GtkWidget *row = gtk_widget_get_parent (inside);

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
