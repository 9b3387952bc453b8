/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Certificates of attendance: one page for each participant who came, with the modules taught and the hours.
 *
 * Hours are those of the slots that the person came to, not of the whole event.  Only who attended gets one.
 */
#include "config.h"

#include "lotse-paper-private.h"

#include "lotse-error.h"
#include "lotse-language.h"
#include "lotse-value.h"

/* Where the lines for place, date and signature are, and the room that a pen needs above them. */
#define SIGNATURE_TOP(self) ((self)->height - LOTSE_SHEET_MARGIN - 70)
#define SIGNATURE_ROOM 40

typedef struct
{
  const LotseGuest *guest; /* of the paper's list */
  gint64 minutes;          /* 0: not known */
  char *when;              /* the days and times that the person came to */
} Certificate;

typedef struct
{
  GArray *certificates; /* of Certificate */
  char *modules;        /* one a line */
} Layout;

static void
certificate_clear (gpointer certificate)
{
  g_free (((Certificate *) certificate)->when);
}

static void
layout_free (Layout *layout)
{
  g_array_unref (layout->certificates);
  g_free (layout->modules);
  g_free (layout);
}

/* --- Hours ---------------------------------------------------------------------------------------------------- */

/* Wall-clock minutes of a slot; 0 if they are not known. */
static gint64
slot_minutes (const LotseSlot *slot)
{
  GDate from, to;
  int start[2], end[2];
  gint64 minutes;

  if (!lotse_value_read_datetime (slot->start, &from, start) || !lotse_value_read_datetime (slot->end, &to, end))
    return 0;
  minutes = (gint64) g_date_days_between (&from, &to) * 24 * 60 + (end[0] - start[0]) * 60 + (end[1] - start[1]);
  return MAX (0, minutes);
}

/* Of the slots in which the person came; of an event without times what its format says. */
static gint64
minutes_of (LotsePaper *self, const LotseGuest *guest, gint64 by_format)
{
  GPtrArray *slots = self->event.guests->slots;
  gint64 minutes = 0;

  for (guint i = 0; i < slots->len; i++)
    {
      const LotseSlot *slot = slots->pdata[i];

      if ((self->event.slot == NULL || self->event.slot == slot) && lotse_guest_came (guest, slot->key))
        minutes += slot_minutes (slot);
    }
  return minutes > 0 || slots->len > 1 ? minutes : by_format;
}

/* The days and times in which the person came, one a line: a certificate vouches for nothing else. */
static char *
when_of (LotsePaper *self, const LotseGuest *guest)
{
  GPtrArray *slots = self->event.guests->slots;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < slots->len; i++)
    {
      const LotseSlot *slot = slots->pdata[i];
      gboolean counts = (self->event.slot == NULL || self->event.slot == slot) && lotse_guest_came (guest, slot->key);
      g_autofree char *when = counts ? lotse_paper_slot_when (self, slot) : NULL;

      if (when != NULL && *when != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", when);
    }
  return g_string_free (text, FALSE);
}

static gint64
format_minutes (LotsePaper *self)
{
  const char *id = lotse_record_get (self->event.guests->event, "format");
  g_autoptr (LotseRecord) format = id != NULL ? lotse_store_get (self->store, id, NULL) : NULL;

  return format != NULL ? lotse_record_get_int (format, "minutes", 0) : 0;
}

/* "6.5 hours", "6,5 Zeitstunden": in quarters, rounded half up. */
static char *
hours_text (LotsePaper *self, gint64 minutes)
{
  gint64 quarters = (minutes * 2 + 15) / 30;
  static const char *const parts[] = { "", "25", "5", "75" };
  gboolean german = g_str_equal (lotse_language_of (self->language), "de");
  g_autofree char *number =
    g_strdup_printf ("%" G_GINT64_FORMAT "%s%s", quarters / 4, quarters % 4 == 0 ? "" : german ? "," : ".", parts[quarters % 4]);

  if (quarters == 4)
    return g_strdup (PAPER_TEXT (self, NC_ ("paper", "1 hour")));
  return lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "%s hours")), number, NULL);
}

/* --- Pages ---------------------------------------------------------------------------------------------------- */

static char *
modules_of (LotsePaper *self)
{
  g_auto (GStrv) ids = lotse_record_list_elements (self->event.guests->event, "modules");
  gboolean german = g_str_equal (lotse_language_of (self->language), "de");
  GString *text = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (LotseRecord) module = lotse_store_get (self->store, ids[i], NULL);
      const char *title = module != NULL ? lotse_record_get (module, german ? "title_de" : "title_en") : NULL;

      if (title == NULL && module != NULL)
        title = lotse_record_get (module, german ? "title_en" : "title_de");
      if (title != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", title);
    }
  return g_string_free (text, FALSE);
}

static double
draw_centred (LotsePaper *self, cairo_t *cr, const LotseType *type, const char *text, double y, double gap)
{
  double margin = LOTSE_SHEET_MARGIN + 20;

  return *text != '\0' ? y + lotse_sheet_text (cr, type, text, margin, y, self->width - 2 * margin) + gap : y;
}

static void
draw_signature (LotsePaper *self, cairo_t *cr)
{
  static const LotseType small = { .size = 9, .lines = 2, .smallest = 7 };
  double left = LOTSE_SHEET_MARGIN, y = SIGNATURE_TOP (self), width = 210;
  double right = self->width - LOTSE_SHEET_MARGIN - width;

  lotse_sheet_line (cr, left, y, left + width, y, 0.7);
  lotse_sheet_line (cr, right, y, right + width, y, 0.7);
  lotse_sheet_text (cr, &small, PAPER_TEXT (self, NC_ ("paper", "Place and date")), left, y + 4, width);
  lotse_sheet_text (cr, &small, *self->event.organiser != '\0' ? self->event.organiser : PAPER_TEXT (self, NC_ ("paper", "Signature")), right, y + 4,
                    width);
}

/* The modules take what is left above the signatures: one a line or, where they are many, one after the other. */
static void
draw_modules (LotsePaper *self, cairo_t *cr, double y)
{
  static const LotseType line = { .size = 13, .align = PANGO_ALIGN_CENTER };
  static const LotseType small = { .size = 9, .align = PANGO_ALIGN_CENTER };
  static const LotseType modules = { .size = 13, .align = PANGO_ALIGN_CENTER, .smallest = 6 };
  const Layout *layout = self->layout;
  double margin = LOTSE_SHEET_MARGIN + 20, width = self->width - 2 * margin, left;
  g_auto (GStrv) titles = g_strsplit (layout->modules, "\n", -1);
  g_autofree char *running = g_strjoinv (" · ", titles);
  const char *text;

  if (*running == '\0')
    return;
  y = draw_centred (self, cr, &line, PAPER_TEXT (self, NC_ ("paper", "Contents")), y, 4);
  left = MAX (modules.size, SIGNATURE_TOP (self) - SIGNATURE_ROOM - y);
  text = lotse_sheet_measure (cr, &small, layout->modules, width) <= left ? layout->modules : running;
  lotse_sheet_box (cr, &modules, text, margin, y, width, MIN (left, lotse_sheet_measure (cr, &line, text, width)));
}

static void
draw (LotsePaper *self, guint page, cairo_t *cr)
{
  static const LotseType heading = { .size = 30, .bold = TRUE, .align = PANGO_ALIGN_CENTER, .smallest = 20, .lines = 1 };
  static const LotseType name = { .size = 26, .bold = TRUE, .align = PANGO_ALIGN_CENTER, .smallest = 12, .lines = 3 };
  static const LotseType title = { .size = 18, .bold = TRUE, .align = PANGO_ALIGN_CENTER, .smallest = 11, .lines = 4 };
  static const LotseType line = { .size = 13, .align = PANGO_ALIGN_CENTER, .smallest = 9 };
  static const LotseType credit = { .size = 8, .align = PANGO_ALIGN_CENTER, .smallest = 6, .lines = 3 };
  const Layout *layout = self->layout;
  const Certificate *certificate = &g_array_index (layout->certificates, Certificate, page);
  g_autofree char *hours = certificate->minutes > 0 ? hours_text (self, certificate->minutes) : g_strdup ("");
  double y = 130;

  y = draw_centred (self, cr, &heading, PAPER_TEXT (self, NC_ ("paper", "Certificate of attendance")), y, 50);
  y = draw_centred (self, cr, &name, certificate->guest->name, y, 6);
  y = draw_centred (self, cr, &line, certificate->guest->organisation_name, y, 28);
  y = draw_centred (self, cr, &line, PAPER_TEXT (self, NC_ ("paper", "took part in")), y, 28);
  y = draw_centred (self, cr, &title, self->event.title, y, 24);
  y = draw_centred (self, cr, &line, certificate->when, y, 4);
  y = draw_centred (self, cr, &line, self->event.where, y, 4);
  y = draw_centred (self, cr, &line, hours, y, 28);
  draw_modules (self, cr, y);
  draw_signature (self, cr);
  draw_centred (self, cr, &credit, self->event.credit, self->height - LOTSE_SHEET_MARGIN - 20, 0);
}

gboolean
lotse_paper_certificates (LotsePaper *self, GError **error)
{
  Layout *layout = g_new0 (Layout, 1);
  gint64 by_format = format_minutes (self);

  layout->certificates = g_array_new (FALSE, FALSE, sizeof (Certificate));
  g_array_set_clear_func (layout->certificates, certificate_clear);
  layout->modules = modules_of (self);
  self->layout = layout;
  self->free_layout = (GDestroyNotify) layout_free;
  self->draw = draw;
  for (guint i = 0; i < self->event.guests->guests->len; i++)
    {
      const LotseGuest *guest = self->event.guests->guests->pdata[i];

      if (lotse_guest_counts (guest) && *guest->name != '\0' && lotse_paper_came (self, guest))
        {
          Certificate certificate = { guest, minutes_of (self, guest, by_format), when_of (self, guest) };

          g_array_append_val (layout->certificates, certificate);
        }
    }
  self->n_pages = layout->certificates->len;
  if (self->n_pages > 0)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("No participant is signed in, so there are no certificates. Sign in who came, or tick the paper list first."));
  return FALSE;
}
