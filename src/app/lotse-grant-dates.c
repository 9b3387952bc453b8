/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Dates of an application's page; see the header.
 *
 * Rows are edited where they stand: Enter on one opens its dialog.
 */
#include "config.h"

#include "lotse-grant-dates.h"

#include "lotse-edit-dialog.h"
#include "lotse-event-rows.h"
#include "lotse-format.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

struct _LotseGrantDates
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *box;

  LotseProfile *profile;
  LotseGrantView *view;
};

G_DEFINE_FINAL_TYPE (LotseGrantDates, lotse_grant_dates, GTK_TYPE_WIDGET)

static char *
format_field (LotseRecord *record, const char *name)
{
  return lotse_format_value (lotse_kind_field (lotse_record_get_kind (record), name), lotse_record_get (record, name));
}

static gboolean
may_write (LotseGrantDates *self, const char *kind)
{
  return lotse_profile_may_write (self->profile, lotse_kind_find (kind));
}

static void
make_editable (LotseGrantDates *self, GtkWidget *row, LotseRecord *record)
{
  if (!may_write (self, lotse_record_get_kind (record)->name))
    return;
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("document-edit-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.edit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", lotse_record_get_id (record));
  lotse_focus_name (row, lotse_record_get_id (record));
}

/* --- Disbursements ------------------------------------------------------------------------------------------ */

static GtkWidget *
disbursement_row (LotseGrantDates *self, LotseRecord *disbursement, guint number)
{
  const char *requested = lotse_record_get (disbursement, "requested_on"), *paid = lotse_record_get (disbursement, "paid_on");
  g_autofree char *amount = format_field (disbursement, "amount");
  g_autofree char *requested_text = requested != NULL ? lotse_format_date (requested) : NULL;
  g_autofree char *paid_text = paid != NULL ? lotse_format_date (paid) : NULL;
  /* Translators: an instalment of a grant; the number of it and the sum. */
  g_autofree char *title = *amount != '\0' ? g_strdup_printf (_ ("Disbursement %u: %s"), number, amount) : g_strdup_printf (_ ("Disbursement %u"), number);
  g_autofree char *first = requested_text != NULL ? g_strdup_printf (_ ("requested on %s"), requested_text) : NULL;
  g_autofree char *second = paid_text != NULL ? g_strdup_printf (_ ("paid on %s"), paid_text) : g_strdup (_ ("not paid yet"));
  g_autofree char *dates = first != NULL ? g_strdup_printf ("%s · %s", first, second) : g_strdup (second);
  GtkWidget *row = lotse_row_text (title, dates);

  make_editable (self, row, disbursement);
  return row;
}

/* --- Awards ------------------------------------------------------------------------------------------------- */

static char *
award_title (LotseRecord *award)
{
  const char *dated = lotse_record_get (award, "dated_on");
  const gboolean amends = lotse_record_get (award, "amends") != NULL;
  g_autofree char *date = dated != NULL ? lotse_format_date (dated) : NULL;

  if (date == NULL)
    return g_strdup (amends ? _ ("Amendment") : _ ("Award"));
  /* Translators: the date of a notice by which a grant is awarded, or by which the award is changed. */
  return g_strdup_printf (amends ? _ ("Amendment of %s") : _ ("Award of %s"), date);
}

static char *
period_text (LotseRecord *award)
{
  const char *from = lotse_record_get (award, "starts_on"), *to = lotse_record_get (award, "ends_on");
  g_autofree char *first = from != NULL ? lotse_format_date (from) : NULL;
  g_autofree char *last = to != NULL ? lotse_format_date (to) : NULL;

  if (first != NULL && last != NULL)
    /* Translators: two dates. */
    return g_strdup_printf (_ ("%s to %s"), first, last);
  if (last != NULL)
    return g_strdup_printf (_ ("until %s"), last);
  return first != NULL ? g_strdup_printf (_ ("from %s"), first) : NULL;
}

static void
add_line (AdwPreferencesGroup *group, const char *label, const char *text)
{
  if (text != NULL && *text != '\0')
    adw_preferences_group_add (group, lotse_row_field (label, text));
}

static void
add_fields (AdwPreferencesGroup *group, LotseRecord *award)
{
  static const char *const names[] = { "file_number", "received_on", "financing", "own_money", "third_party_money", "early_start_on", "note" };
  const LotseField *stated = lotse_kind_field (lotse_record_get_kind (award), "stated_dates");
  g_auto (GStrv) types = lotse_record_list_elements (award, "stated_dates");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = format_field (award, names[i]);

      add_line (group, lotse_field_label (lotse_kind_field (lotse_record_get_kind (award), names[i])), text);
    }
  for (guint i = 0; types != NULL && types[i] != NULL; i++)
    {
      g_autofree char *date = lotse_format_date (lotse_record_get_element (award, "stated_dates", types[i]));
      /* Translators: a kind of deadline whose date the award states. */
      g_autofree char *label = g_strdup_printf (_ ("Stated in the notice: %s"), lotse_choice_label (stated, types[i]));

      add_line (group, label, date);
    }
}

static GtkWidget *
award_buttons (LotseGrantDates *self, LotseRecord *award)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *id = lotse_record_get_id (award);
  g_autofree char *title = award_title (award);
  /* Translators: “Award of …”. */
  g_autofree char *amend = g_strdup_printf (_ ("Amend: %s"), title);
  g_autofree char *disburse = g_strdup_printf (_ ("Add a Disbursement: %s"), title);

  gtk_box_append (GTK_BOX (box), lotse_button_icon ("list-add-symbolic", disburse, "win.add", g_variant_new ("(sss)", "disbursement", "award", id)));
  gtk_box_append (GTK_BOX (box), lotse_button_icon ("edit-copy-symbolic", amend, "dates.amend", g_variant_new_string (id)));
  return box;
}

static void
show_award (LotseGrantDates *self, const LotseGrantAward *award)
{
  g_autofree char *title = award_title (award->record);
  g_autofree char *amount = format_field (award->record, "amount");
  g_autofree char *period = period_text (award->record);
  AdwPreferencesGroup *group = lotse_group_new (title);
  GtkWidget *row = lotse_row_text (*amount != '\0' ? amount : _ ("Amount not known"), NULL);
  /* Translators: the time in which money of a grant may be spent. */
  g_autofree char *subtitle = period != NULL ? g_strdup_printf (_ ("Grant period: %s"), period) : g_strdup (_ ("Grant period not known"));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  make_editable (self, row, award->record);
  adw_preferences_group_add (group, row);
  add_fields (group, award->record);
  for (guint i = 0; i < award->disbursements->len; i++)
    adw_preferences_group_add (group, disbursement_row (self, award->disbursements->pdata[i], i + 1));
  if (may_write (self, "award"))
    adw_preferences_group_set_header_suffix (group, award_buttons (self, award->record));
  gtk_box_append (self->box, GTK_WIDGET (group));
}

static LotseRecord *
find_award (LotseGrantDates *self, const char *id)
{
  for (guint i = 0; i < self->view->awards->len; i++)
    {
      const LotseGrantAward *award = self->view->awards->pdata[i];

      if (g_str_equal (lotse_record_get_id (award->record), id))
        return award->record;
    }
  return NULL;
}

/* A second notice changes some of what the first one says: what it leaves as it was stands there already. */
static void
on_amend (GtkWidget *widget, const char *action, GVariant *target)
{
  static const char *const kept[] = { "application", "file_number", "starts_on", "ends_on", "amount", "financing", "share_percent", "own_money", "third_party_money" };
  LotseGrantDates *self = LOTSE_GRANT_DATES (widget);
  LotseRecord *award = find_award (self, g_variant_get_string (target, NULL));
  g_autoptr (LotseRecord) record = NULL;

  if (award == NULL)
    return;
  record = lotse_record_new (lotse_record_get_kind (award), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    lotse_record_set (record, kept[i], lotse_record_get (award, kept[i]), NULL);
  lotse_record_set (record, "amends", lotse_record_get_id (award), NULL);
  lotse_edit_dialog_add_record (widget, self->profile, record);
}

/* --- All of it ---------------------------------------------------------------------------------------------- */

/* The days that a record has among these fields. */
static void
show_days (LotseGrantDates *self, LotseRecord *record, const char *const *names)
{
  AdwPreferencesGroup *group;
  guint n = 0;

  if (record == NULL)
    return;
  group = lotse_group_new (lotse_kind_label (lotse_record_get_kind (record)));
  for (; *names != NULL; names++)
    {
      g_autofree char *text = format_field (record, *names);
      GtkWidget *row;

      if (*text == '\0')
        continue;
      row = lotse_row_field (lotse_field_label (lotse_kind_field (lotse_record_get_kind (record), *names)), text);
      make_editable (self, row, record);
      lotse_focus_name (row, *names);
      adw_preferences_group_add (group, row);
      n++;
    }
  if (n == 0)
    adw_preferences_group_set_description (group, _ ("No dates yet."));
  gtk_box_append (self->box, GTK_WIDGET (group));
}

void
lotse_grant_dates_show (LotseGrantDates *self, LotseProfile *profile, LotseGrantView *view)
{
  static const char *const call_days[] = { "opens_on", "closes_at", "extended_to", NULL };
  static const char *const own_days[] = { "submitted_on", "starts_on", "ends_on", "declined_on", NULL };
  g_autofree char *focus = NULL;

  g_return_if_fail (LOTSE_IS_GRANT_DATES (self));
  g_set_object (&self->profile, profile);
  lotse_grant_view_ref (view);
  g_clear_pointer (&self->view, lotse_grant_view_unref);
  self->view = view;
  focus = lotse_focus_take (GTK_WIDGET (self->box));
  lotse_box_clear (self->box);
  show_days (self, view->call, call_days);
  show_days (self, lotse_grant_view_get_application (view), own_days);
  for (guint i = 0; i < view->awards->len; i++)
    show_award (self, view->awards->pdata[i]);
  if (may_write (self, "award"))
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Add an A_ward…"));

      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sss)", "award", "application", lotse_record_get_id (view->base->record));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.add");
      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "pill");
      lotse_focus_name (button, "add-award");
      gtk_box_append (self->box, button);
    }
  lotse_focus_give (GTK_WIDGET (self->box), focus);
}

static void
lotse_grant_dates_dispose (GObject *object)
{
  LotseGrantDates *self = LOTSE_GRANT_DATES (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->view, lotse_grant_view_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_grant_dates_parent_class)->dispose (object);
}

static void
lotse_grant_dates_class_init (LotseGrantDatesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_grant_dates_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "dates.amend", "s", on_amend);
}

static void
lotse_grant_dates_init (LotseGrantDates *self)
{
  self->scroller = lotse_event_column_new (&self->box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
