/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scans of receipts: putting one to a receipt, and looking at it with what the desktop has for pictures and PDF.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets the person choose a file, and keeps it with the receipt. */
void lotse_scan_choose (GtkWidget *widget, LotseProfile *profile, LotseRecord *receipt);
/*
 * Opens the scan.  Other programs can read it only from a file: that is one in memory, for the person alone, and goes again
 * after some minutes or when the program ends.
 */
void lotse_scan_open (GtkWidget *widget, LotseProfile *profile, LotseRecord *receipt);
/* Takes away what was written for other programs to read; when a profile closes. */
void lotse_scan_forget (void);

G_END_DECLS
