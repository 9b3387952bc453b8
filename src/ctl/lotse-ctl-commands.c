/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands, in the order of the help.  Pure data. */
#include "config.h"

#include "lotse-ctl-commands.h"

#include <glib/gi18n.h>

/* clang-format off */

#define OPTIONS(...) ((const LotseCtlOption[]){ __VA_ARGS__, { NULL, NULL, NULL } })

const LotseCtlCommand lotse_ctl_commands[] = {
  /* --- Records ---------------------------------------------------------------------------------------------- */
  { "kinds", N_ ("[KIND]"), N_ ("List the kinds of records, or the fields of one kind"), NULL,
    0, 1, FALSE, NULL, lotse_ctl_kinds },
  { "add", N_ ("KIND FIELD=VALUE…"), N_ ("Add a record and print its id"),
    N_ ("Values are written as people write them: dates as 2026-11-22 or 22.11.2026, times as 2026-11-22T18:30, money "
        "as 12.50, yes or no, choices by name.  A link is an id, a reference or a title that only one record has.  Lists "
        "are separated by semicolons (“tags=choir; youth”), lists with values have a colon (“languages=ar:native; de:B2”); "
        "“languages/ar=B2” sets one element.  “file=@PATH” attaches a file."),
    1, LOTSE_CTL_MANY, TRUE, NULL, lotse_ctl_add },
  { "set", N_ ("ID FIELD=VALUE…"), N_ ("Change fields of a record"),
    N_ ("“FIELD=” empties a field, “FIELD/ELEMENT=” takes an element out of a list.  Values are written as for “add”."),
    2, LOTSE_CTL_MANY, FALSE, NULL, lotse_ctl_set },
  { "get", N_ ("ID"), N_ ("Show a record"), NULL, 1, 1, FALSE, NULL, lotse_ctl_get },
  { "file", N_ ("ID"), N_ ("Write out the file of a record"),
    N_ ("To standard output, or to the file named with --output.  The file of a record comes with “sync”, a while after the record "
        "where it is large."),
    1, 1, FALSE,
    OPTIONS ({ "output", N_ ("FILE"), N_ ("write to this file") },
             { "field", N_ ("FIELD"), N_ ("of a record with several files, the one in this field") }),
    lotse_ctl_file },
  { "delete", N_ ("ID…"), N_ ("Move records to the bin"), NULL, 1, LOTSE_CTL_MANY, FALSE, NULL, lotse_ctl_delete },
  { "restore", N_ ("ID…"), N_ ("Take records out of the bin"), NULL, 1, LOTSE_CTL_MANY, FALSE, NULL, lotse_ctl_restore },
  { "undo", N_ ("[ID]"), N_ ("Undo the last change made on this device, or the last one of that record"), NULL,
    0, 1, FALSE, NULL, lotse_ctl_undo },

  /* --- Lists ------------------------------------------------------------------------------------------------ */
  { "list", N_ ("KIND"), N_ ("List records of a kind"),
    N_ ("Conditions are FIELD=VALUE, FIELD!=VALUE, FIELD<VALUE, FIELD<=VALUE, FIELD>VALUE, FIELD>=VALUE and FIELD~VALUE (has "
        "the element or the words); “FIELD=” is empty and “FIELD!=” is not empty.  All conditions must hold."),
    1, 1, FALSE,
    OPTIONS ({ "where", N_ ("CONDITION"), N_ ("only records for which this holds; may be given several times") },
             { "sort", N_ ("FIELD"), N_ ("sort by this field; “-FIELD” turns the order round; may be given several times") },
             { "limit", N_ ("NUMBER"), N_ ("at most so many records") },
             { "offset", N_ ("NUMBER"), N_ ("leave out so many records at the beginning") },
             { "fields", N_ ("FIELD,…"), N_ ("show these fields") },
             { "bin", NULL, N_ ("records in the bin instead") }),
    lotse_ctl_list },
  { "find", N_ ("TEXT…"), N_ ("Search all text; spelling does not matter"), NULL, 1, LOTSE_CTL_MANY, FALSE,
    OPTIONS ({ "kind", N_ ("KIND"), N_ ("only this kind; may be given several times") },
             { "limit", N_ ("NUMBER"), N_ ("at most so many records; 20 by default") }),
    lotse_ctl_find },

  /* --- What happened ---------------------------------------------------------------------------------------- */
  { "history", N_ ("ID"), N_ ("Show who changed what in a record, newest first"),
    N_ ("A connected profile asks the centre, which knows also what was written before this device came; what only the centre knows is "
        "marked."),
    1, 1, FALSE, OPTIONS ({ "offline", NULL, N_ ("only what this device knows") }), lotse_ctl_history },
  { "conflicts", "", N_ ("List what two people changed at once and nobody has decided yet"), NULL,
    0, 0, FALSE, NULL, lotse_ctl_conflicts },
  { "resolve", N_ ("ID standing|other|value=VALUE"), N_ ("Decide a conflict: the standing value, the other one, or a third"), NULL,
    2, 2, FALSE, NULL, lotse_ctl_resolve },
  { "reviews", N_ ("[accept ID | drop ID]"), N_ ("List what came late or from a locked account, accept it, or let it go (for staff)"), NULL,
    0, 2, FALSE, NULL, lotse_ctl_reviews },
  { "refusals", N_ ("[retry NUMBER | discard NUMBER]"), N_ ("List what the centre refused, send it again, or let it go"), NULL,
    0, 2, FALSE, NULL, lotse_ctl_refusals },

  /* --- Events ------------------------------------------------------------------------------------------------- */
  { "sign-in", N_ ("EVENT PERSON|CODE, or EVENT --walk-in name=NAME [organisation=NAME…]"), N_ ("Sign somebody in at an event"),
    N_ ("Event and person are an id, a reference or a title that only one record has; a badge's code stands for a person.  Who is "
        "signed in already stays so.  Nobody is turned away: a full event is only said.  A walk-in has name, organisation, email, "
        "language, and yes or no to notice (the privacy notice was shown), newsletter and photos; people who may be the same are "
        "named on standard error.  --undo takes the sign-in back."),
    1, LOTSE_CTL_MANY, FALSE,
    OPTIONS ({ "door", N_ ("NAME"), N_ ("what the door is called") },
             { "slot", N_ ("NAME"), N_ ("the day or half-day; by default the one that is due now") },
             { "at", N_ ("TIME"), N_ ("when, as 2026-11-22T18:30, or 18:30 for today; by default now") },
             { "walk-in", NULL, N_ ("somebody who was not registered and is not known") },
             { "undo", NULL, N_ ("take the sign-in back") }),
    lotse_ctl_sign_in },
  { "sign-out", N_ ("EVENT PERSON|CODE"), N_ ("Note that somebody who was signed in has left"),
    N_ ("Event and person are written as for “sign-in”.  --undo takes it back, as when somebody comes again."), 2, 2, FALSE,
    OPTIONS ({ "slot", N_ ("NAME"), N_ ("the day or half-day; by default the one that is due now") },
             { "at", N_ ("TIME"), N_ ("when, as 2026-11-22T18:30, or 18:30 for today; by default now") },
             { "undo", NULL, N_ ("take the sign-out back") }),
    lotse_ctl_sign_out },
  { "attendance", N_ ("EVENT"), N_ ("Show who is registered for an event, who came when and at which door, and the counts"),
    N_ ("Of several sign-ins of one person the earliest that was not taken back counts.  Only participants are counted."), 1, 1, FALSE,
    OPTIONS ({ "slot", N_ ("NAME"), N_ ("only this day or half-day") }),
    lotse_ctl_attendance },

  /* --- The centre ------------------------------------------------------------------------------------------- */
  { "connect", N_ ("[URL]"), N_ ("Connect this profile to a centre"),
    N_ ("Give an invitation, or the centre's address with an account and its password or with a one-time code.  Secrets are "
        "read from files, “-” is standard input; they are never arguments."),
    0, 1, TRUE,
    OPTIONS ({ "account", N_ ("NAME"), N_ ("the account at the centre") },
             { "password-file", N_ ("FILE"), N_ ("its password") },
             { "code-file", N_ ("FILE"), N_ ("a one-time code of the centre") },
             { "invitation-file", N_ ("FILE"), N_ ("an invitation of the centre, with address and code") },
             { "fingerprint", N_ ("SHA-256"), N_ ("the fingerprint of the centre's certificate") },
             { "name", N_ ("TEXT"), N_ ("what this device is called at the centre") },
             { "confirm-undertaking", NULL, N_ ("confirm the confidentiality undertaking of mentors") }),
    lotse_ctl_connect },
  { "sync", "", N_ ("Send and receive; exit code 0 means that all was sent, taken and received"), NULL, 0, 0, FALSE, NULL, lotse_ctl_sync },
  { "status", "", N_ ("Show what waits, what needs a decision, and when all was last up to date"), NULL,
    0, 0, FALSE, NULL, lotse_ctl_status },
  { "audit", "", N_ ("Show who did what and when at the centre, without values; for coordinators and admins"), NULL,
    0, 0, FALSE,
    OPTIONS ({ "limit", N_ ("NUMBER"), N_ ("at most so many lines; 100 by default") }),
    lotse_ctl_audit },

  /* --- Tables ----------------------------------------------------------------------------------------------- */
  { "import", N_ ("KIND FILE"), N_ ("Import a CSV file: all rows or none"),
    N_ ("The first row names the fields (or their labels).  A row with a known id or reference changes that record; a row that is "
        "probably a double is left out and reported.  An empty cell leaves a value as it is.  “-” is standard input."),
    2, 2, TRUE,
    OPTIONS ({ "map", N_ ("COLUMN=FIELD"), N_ ("take this column as that field; “COLUMN=” leaves it out; may be given several times") },
             { "value", N_ ("FIELD=VALUE"), N_ ("this value where a row has none; may be given several times") },
             { "dry-run", NULL, N_ ("say what would happen and write nothing") },
             { "create-links", NULL, N_ ("add records that a link names and that are not there yet") },
             { "doubles", N_ ("skip|add|update"), N_ ("what to do with probable doubles; “skip” by default") },
             { "empty-clears", NULL, N_ ("an empty cell empties the field") }),
    lotse_ctl_import },
  { "export", N_ ("KIND FILE"), N_ ("Export records as CSV, safe for spreadsheets; “-” is standard output"), NULL, 2, 2, FALSE,
    OPTIONS ({ "where", N_ ("CONDITION"), N_ ("only records for which this holds; may be given several times") },
             { "labels", NULL, N_ ("headings in words instead of names of fields") }),
    lotse_ctl_export },

  /* --- Keeping ---------------------------------------------------------------------------------------------- */
  { "demo", "", N_ ("Fill the profile with an example centre, in German"),
    N_ ("Only a new profile, or one that has been filled so before: invented people are never mixed with own data and never go "
        "to a centre that the profile is connected to."),
    0, 0, TRUE,
    OPTIONS ({ "seed", N_ ("NUMBER"), N_ ("another number makes another example; 1 by default") }),
    lotse_ctl_demo },
  { "check", "", N_ ("Check the profile from end to end; exit code 1 if something is wrong"), NULL, 0, 0, FALSE, NULL, lotse_ctl_check },
  { "backup", N_ ("FILE"), N_ ("Write an encrypted copy of the database"), NULL, 1, 1, FALSE, NULL, lotse_ctl_backup },
  { "recover", N_ ("FILE"), N_ ("Make a new profile of a backup"),
    N_ ("The folder named with --data must be new or empty; the backup is checked first and stays as it is.  --key-file has the "
        "recovery key, or is the file “key” of the old profile; or it is its file “key.locked”, and --passphrase-file has the "
        "passphrase.  What the backup had not sent yet goes to the centre with the next “sync”."),
    1, 1, TRUE, NULL, lotse_ctl_recover },
  { "key", N_ ("file|keyring|passphrase|recovery"), N_ ("Choose where the database key is kept, or print the recovery key"), NULL,
    1, 1, FALSE,
    OPTIONS ({ "new-passphrase-file", N_ ("FILE"), N_ ("the new passphrase; “-” is standard input") }),
    lotse_ctl_key },
  { "lock", "", N_ ("Lock the profile in all windows and programs that have it open"),
    N_ ("They close it and forget its key; what was saved is safe.  Opening it again asks for the passphrase where one is set."),
    0, 0, FALSE, NULL, lotse_ctl_lock },
  { "help", N_ ("[COMMAND]"), N_ ("Show help"), NULL, 0, 1, FALSE, NULL, lotse_ctl_help },
  { NULL },
};
