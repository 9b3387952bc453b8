/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The controls for one condition of a deadline rule; see the header.
 */
#include "config.h"

#include "lotse-rule-condition.h"

#include "lotse-error.h"

#include <glib/gi18n.h>

#define MOST_COUNT 999
#define MOST_DAY 31

/* In the order of the choices. */
static const char *const units[] = { NC_ ("unit", "Days"), NC_ ("unit", "Working days"), NC_ ("unit", "Weeks"), NC_ ("unit", "Months"), NC_ ("unit", "Years"), NULL };
static const char *const directions[] = { NC_ ("direction", "After"), NC_ ("direction", "Before"), NULL };
static const char *const ends[] = { NC_ ("end of", "No"), NC_ ("end of", "To the end of the month"), NC_ ("end of", "To the end of the year"), NULL };

/* --- Rows --------------------------------------------------------------------------------------------------- */

static AdwComboRow *
make_combo (const char *title, const char *context, const char *const *labels)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (; *labels != NULL; labels++)
    gtk_string_list_append (list, g_dpgettext2 (NULL, context, *labels));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  return ADW_COMBO_ROW (row);
}

static const LotseRuleAnchor *
all_anchors (void)
{
  guint n;

  return lotse_rule_anchors (&n);
}

/* Of what a rule of a programme counts, or of all. */
static guint
count_anchors (gboolean for_grants)
{
  guint n, n_grants = 0;
  const LotseRuleAnchor *anchors = lotse_rule_anchors (&n);

  while (n_grants < n && g_str_equal (anchors[n_grants].kind, "application"))
    n_grants++;
  return for_grants ? n_grants : n;
}

static AdwComboRow *
make_anchors (guint n)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const LotseRuleAnchor *anchors = all_anchors ();

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, lotse_rule_anchor_label (anchors[i].name));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("It counts from"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  return ADW_COMBO_ROW (row);
}

static GtkSpinButton *
make_spin (GtkWidget **row, const char *title, const char *subtitle, double most)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, most, 1);

  *row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (*row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (*row), subtitle != NULL ? subtitle : "");
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (*row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (*row), spin);
  return GTK_SPIN_BUTTON (spin);
}

static void
make_more (LotseConditionRows *self)
{
  GtkWidget *row, *next = adw_entry_row_new ();

  self->more = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more), _ ("From There to a Certain Day"));
  self->end_of = make_combo (_ ("Then to the end of"), "end of", ends);
  adw_expander_row_add_row (self->more, GTK_WIDGET (self->end_of));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (next), _ ("Then to the next day such as 31.3."));
  adw_expander_row_add_row (self->more, next);
  self->next = GTK_EDITABLE (next);
  self->day = make_spin (&row, _ ("Then to this day of the month"), _ ("0: it stays"), MOST_DAY);
  adw_expander_row_add_row (self->more, row);
  self->by_day = make_spin (&row, _ ("By this day of a month at the latest"), _ ("Back to the last such day; 0: it stays"), MOST_DAY);
  adw_expander_row_add_row (self->more, row);
  self->last_bank_day = make_spin (&row, _ ("To this bank working day, counted from the end of the month"), _ ("0: it stays"), LOTSE_RULE_MOST_BANK_DAYS);
  adw_expander_row_add_row (self->more, row);
}

void
lotse_condition_rows_make (LotseConditionRows *self, AdwPreferencesGroup *group, gboolean for_grants, GCallback changed, gpointer data)
{
  GtkWidget *count_row;

  self->n_anchors = count_anchors (for_grants);
  self->anchor = make_anchors (self->n_anchors);
  self->count = make_spin (&count_row, _ ("How Many"), _ ("0: on the day itself"), MOST_COUNT);
  self->unit = make_combo (_ ("Of What"), "unit", units);
  self->direction = make_combo (_ ("After or Before"), "direction", directions);
  make_more (self);
  adw_preferences_group_add (group, GTK_WIDGET (self->anchor));
  adw_preferences_group_add (group, count_row);
  adw_preferences_group_add (group, GTK_WIDGET (self->unit));
  adw_preferences_group_add (group, GTK_WIDGET (self->direction));
  adw_preferences_group_add (group, GTK_WIDGET (self->more));
  for (guint i = 0; i < 4; i++)
    {
      AdwComboRow *const combos[] = { self->anchor, self->unit, self->direction, self->end_of };
      GtkSpinButton *const spins[] = { self->count, self->day, self->by_day, self->last_bank_day };

      g_signal_connect_swapped (combos[i], "notify::selected", changed, data);
      g_signal_connect_swapped (spins[i], "value-changed", changed, data);
    }
  g_signal_connect_swapped (self->next, "changed", changed, data);
}

/* --- Values ------------------------------------------------------------------------------------------------- */

void
lotse_condition_rows_show (LotseConditionRows *self, const LotseRuleCondition *condition)
{
  const LotseRuleAnchor *anchors = all_anchors ();
  g_autofree char *next = condition->next_day > 0 ? g_strdup_printf ("%d.%d.", condition->next_day, condition->next_month) : g_strdup ("");

  for (guint i = 0; i < self->n_anchors; i++)
    if (g_strcmp0 (anchors[i].name, condition->anchor) == 0)
      adw_combo_row_set_selected (self->anchor, i);
  gtk_spin_button_set_value (self->count, ABS (condition->count));
  adw_combo_row_set_selected (self->unit, condition->unit);
  adw_combo_row_set_selected (self->direction, condition->count < 0 ? 1 : 0);
  adw_combo_row_set_selected (self->end_of, condition->end_of);
  gtk_editable_set_text (self->next, next);
  gtk_spin_button_set_value (self->day, condition->day);
  gtk_spin_button_set_value (self->by_day, condition->by_day);
  gtk_spin_button_set_value (self->last_bank_day, condition->last_bank_day);
  adw_expander_row_set_expanded (self->more, condition->end_of != LOTSE_RULE_END_NONE || condition->next_day > 0 || condition->day > 0
                                               || condition->by_day > 0 || condition->last_bank_day > 0);
}

/* "31.3." or nothing. */
static gboolean
read_next (const char *typed, LotseRuleCondition *condition, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);
  guint64 day, month;

  condition->next_day = condition->next_month = 0;
  if (*text == '\0')
    return TRUE;
  if (g_strv_length (parts) >= 2 && (parts[2] == NULL || *parts[2] == '\0') && g_ascii_string_to_unsigned (parts[0], 10, 1, 31, &day, NULL)
      && g_ascii_string_to_unsigned (parts[1], 10, 1, 12, &month, NULL))
    {
      condition->next_day = (int) day;
      condition->next_month = (int) month;
      return TRUE;
    }
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _ ("“%s” is no day of the year. Please write it as 31.3."), text);
  return FALSE;
}

gboolean
lotse_condition_rows_read (const LotseConditionRows *self, LotseRuleCondition *condition, GError **error)
{
  const LotseRuleAnchor *anchors = all_anchors ();
  const guint anchor = adw_combo_row_get_selected (self->anchor);
  const int count = gtk_spin_button_get_value_as_int (self->count);

  g_free (condition->anchor);
  condition->anchor = g_strdup (anchors[MIN (anchor, self->n_anchors - 1)].name);
  condition->count = adw_combo_row_get_selected (self->direction) == 1 ? -count : count;
  condition->unit = adw_combo_row_get_selected (self->unit);
  condition->end_of = adw_combo_row_get_selected (self->end_of);
  condition->day = gtk_spin_button_get_value_as_int (self->day);
  condition->by_day = gtk_spin_button_get_value_as_int (self->by_day);
  condition->last_bank_day = gtk_spin_button_get_value_as_int (self->last_bank_day);
  return read_next (gtk_editable_get_text (self->next), condition, error);
}
