/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands, in the order of the help.  Pure data. */
#include "config.h"

#include "lotse-ctl-commands.h"

#include <glib/gi18n.h>

/* clang-format off */

#define OPTIONS(...) ((const LotseCtlOption[]){ __VA_ARGS__, { NULL, NULL, NULL } })

/* Of evaluate and open-answers. */
#define WHICH_SHEETS                                                                                        \
  { "survey", N_ ("SURVEY"), N_ ("this survey, too; may be given several times") },                         \
  { "format", N_ ("FORMAT"), N_ ("only events of this format") },                                           \
  { "from", N_ ("DATE"), N_ ("only from this day on") },                                                    \
  { "to", N_ ("DATE"), N_ ("only until this day") },                                                        \
  { "smallest", N_ ("NUMBER"), N_ ("so many sheets at least; by default what the centre has set, or 3") },  \
  { "language", "de|en", N_ ("another language than that of the program") }

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
  { "register", N_ ("EVENT PERSON"), N_ ("Register somebody for an event; a full event has a waiting list"),
    N_ ("Event and person are an id, a reference or a title that only one record has.  Who gets no place waits, and is told why: the "
        "event is full, the organisation has its places, registration is over, or others wait.  --force gives a place all the same.  "
        "--state is invited, registered, waiting or cancelled."),
    2, 2, FALSE,
    OPTIONS ({ "organisation", N_ ("NAME"), N_ ("the organisation that is represented") },
             { "role", N_ ("ROLE"), N_ ("participant, speaker, guest or team; only participants take a place") },
             { "state", N_ ("STATE"), N_ ("another state than registered") },
             { "workshop", N_ ("TITLE"), N_ ("a workshop that is chosen; may be given several times") },
             { "second-workshop", N_ ("TITLE"), N_ ("and one for when it is full; may be given several times") },
             { "need", N_ ("NEED"), N_ ("interpreter, childcare, wheelchair, food or other; may be given several times") },
             { "needs-note", N_ ("TEXT"), N_ ("more on the needs") },
             { "force", NULL, N_ ("a place whatever speaks against it") }),
    lotse_ctl_register },
  { "waiting-list", N_ ("EVENT [--move-up [PERSON]]"), N_ ("Show who waits for a place at an event, and who moves up next"),
    N_ ("--move-up gives the places that are free to those who are next by the rule of the event, or a place to the person that is "
        "named, whatever the rule says."),
    1, 2, FALSE, OPTIONS ({ "move-up", NULL, N_ ("let people move up") }), lotse_ctl_waiting_list },
  { "import-list", N_ ("EVENT FILE"), N_ ("Register a list of people: a table (CSV) or contact cards (vCard), all rows or none"),
    N_ ("Each row becomes a person, known or new, and a registration.  Fields are name (or given_name and family_name), "
        "organisation, email, phone, mobile, language, role, state, workshops, second_workshops, needs, needs_note, registered_at, "
        "note and reference.  In doubt a new person is made, and the one who may be the same is named.  “-” is standard input."),
    2, 2, FALSE,
    OPTIONS ({ "map", N_ ("COLUMN=FIELD"), N_ ("take this column as that field; “COLUMN=” leaves it out; may be given several times") },
             { "state", N_ ("STATE"), N_ ("the state of rows that say none; “registered” by default") },
             { "force", NULL, N_ ("a place whatever speaks against it") },
             { "dry-run", NULL, N_ ("say what would happen and write nothing") }),
    lotse_ctl_import_list },
  { "mail", N_ ("EVENT invitation|reminder FOLDER, or EVENT addresses"), N_ ("Write drafts for guests, or print their addresses"),
    N_ ("A draft (.eml) for each, in the person's language, to be opened and sent with a mail program.  Invitations go to who is "
        "invited, reminders to who is registered, addresses are of all who did not cancel, unless --state says otherwise.  Who has no "
        "address is named on standard error."),
    2, 3, FALSE, OPTIONS ({ "state", N_ ("STATE"), N_ ("invited, registered, waiting or cancelled") }), lotse_ctl_mail },
  { "needs", N_ ("EVENT"), N_ ("Show what those who are registered need: food, childcare, interpreters"),
    N_ ("--erase empties the needs if the event was four weeks ago or more."), 1, 1, FALSE,
    OPTIONS ({ "names", NULL, N_ ("with names") },
             { "erase", NULL, N_ ("erase what is due") }),
    lotse_ctl_needs },
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
  { "desk-unlock", "", N_ ("Close the sign-in desk or the kiosk that is open in this profile, when its PIN is forgotten"),
    N_ ("Whoever can open the profile can do this.  In the window, any PIN then leaves it.  The sheets of the kiosk are released."), 0, 0, FALSE, NULL, lotse_ctl_desk_unlock },
  { "attendance", N_ ("EVENT"), N_ ("Show who is registered for an event, who came when and at which door, and the counts"),
    N_ ("Of several sign-ins of one person the earliest that was not taken back counts.  Only participants are counted."), 1, 1, FALSE,
    OPTIONS ({ "slot", N_ ("NAME"), N_ ("only this day or half-day") }),
    lotse_ctl_attendance },
  { "paper", N_ ("attendance-list|badges|certificates|door-sign|needs-list EVENT FILE.pdf, or checklist|disbursement-request|receipt-list|financial-statement|report-frame APPLICATION FILE.pdf|.xlsx|.txt, or folder APPLICATION FOLDER"),
    N_ ("Write a paper of an event as PDF, or one of an application as PDF, spreadsheet or plain text"),
    N_ ("The file is readable by you alone, because many have names in them.  Certificates are for who came, every other paper of an event "
        "for who is registered.  An application is an id, a reference or a title that only one has; the ending says what is written.  “folder” writes all "
        "papers for the funder, scans of receipts and attachments into a new folder, completely or not at all."),
    3, 3, FALSE,
    OPTIONS ({ "language", "de|en", N_ ("the language of the paper") },
             { "slot", N_ ("NAME"), N_ ("only this day or half-day") },
             { "size", N_ ("SIZE"), N_ ("of badges: 90x65 (the default), 85x54, 105x74 or 97x141 mm") },
             { "arrow", N_ ("DIRECTION"), N_ ("of the door sign: none, left, right, up or down") },
             { "blank-rows", N_ ("NUMBER"), N_ ("of the attendance list, at least; 10 by default") }),
    lotse_ctl_paper },
  { "event-ics", N_ ("EVENT FILE.ics"), N_ ("Write an event and its agenda as a file for calendar programs"),
    N_ ("One entry for each day and each item of the agenda, with place and state, and nobody's name.  Written anew after a change, it "
        "changes the entries of a calendar that took it before."),
    2, 2, FALSE, OPTIONS ({ "language", "de|en", N_ ("the language of the texts") }), lotse_ctl_event_ics },

  /* --- Deadlines -------------------------------------------------------------------------------------------- */
  { "deadlines", "", N_ ("List what is due, by date"),
    N_ ("Deadlines follow from the rules of grant programmes and of the centre; nobody has to enter them.  With --all also those that are "
        "done, not needed, no longer apply or wait for a date."),
    0, 0, FALSE,
    OPTIONS ({ "until", N_ ("DATE"), N_ ("only until this day") },
             { "all", NULL, N_ ("also what is not open") },
             { "output", "table|json|ics", N_ ("“table” by default; “ics” is a calendar, with names of people and also what is done") }),
    lotse_ctl_deadlines },
  { "deadline", N_ ("hand-in ID | take-back ID | move ID DATE|rule | not-needed ID REASON | needed ID | remind ID DAYS…|rule | assign ID PERSON [DEPUTY] | add RECORD DATE NAME"),
    N_ ("Hand in, move or assign a deadline, say that it is not needed, add one by hand"),
    N_ ("A funder's deadline ends only with --on, --how and --confirmation.  It keeps the date it had, and an application becomes a submitted one.  "
        "“move ID rule” goes back to what the rule says, “remind ID rule” to its lead times.  “-” is nobody.  “add” attaches a deadline to any "
        "record, by its id."),
    2, LOTSE_CTL_MANY, FALSE,
    OPTIONS ({ "on", N_ ("DATE"), N_ ("when it was handed in") },
             { "how", N_ ("TEXT"), N_ ("how it was handed in, as in “portal” or “by post”") },
             { "confirmation", N_ ("TEXT"), N_ ("what confirms it, as in the number of a receipt") },
             { "lead", N_ ("DAYS"), N_ ("of a new deadline: remind so many days before; may be given several times") },
             { "kind", N_ ("KIND"), N_ ("of a new deadline, as in “interim_proof”; “own” by default") }),
    lotse_ctl_deadline },
  { "rules", N_ ("explain DEADLINE | list [PROGRAMME|centre] | set PROGRAMME|centre KEY RULE | remove PROGRAMME|centre KEY | ready [NAME]"),
    N_ ("Say why a deadline is when it is; list and change deadline rules; take in a ready programme"),
    N_ ("A rule is written as JSON, as “list --json” shows it.  A change says which open deadlines move; what was handed in keeps its date.  "
        "“ready” lists the ready programmes, with their sources, or takes one in; what is there already is not doubled."),
    1, 4, FALSE, NULL, lotse_ctl_rules },

  { "keep", "", N_ ("List what is no longer to be kept, and erase what is confirmed"),
    N_ ("Needs of guests, conduct certificates of who has left, papers whose time is over: the centre's rules say when.  Lotse proposes, staff "
        "confirms with --confirm; it cannot be undone.  Papers of a proof are only listed: throw them away, and hand in the deadline."),
    0, 0, FALSE, OPTIONS ({ "confirm", N_ ("ID"), N_ ("erase what this deadline proposes; may be given several times") }), lotse_ctl_keep },

  /* --- Reminders -------------------------------------------------------------------------------------------- */
  { "remind", "", N_ ("Show which notifications this device would show now"),
    N_ ("Nothing is shown on the desktop and nothing counts as shown: only the window does that.  So --dry-run is what happens in any case; "
        "scripts may say it all the same."),
    0, 0, FALSE,
    OPTIONS ({ "now", N_ ("TIME"), N_ ("at this time instead, as in 2026-11-28T09:00") },
             { "hour", N_ ("NUMBER"), N_ ("the hour of the day at which is reminded, in place of the one in the preferences") },
             { "dry-run", NULL, N_ ("say what would happen and write nothing") }),
    lotse_ctl_remind },

  /* --- Doubles ------------------------------------------------------------------------------------------------ */
  { "doubles", N_ ("[person|organisation]"), N_ ("List records that may stand for one human or one organisation, and why"),
    N_ ("The same mail, phone or name, or another spelling of the name with the same organisation or town; walk-ins come first."),
    0, 1, FALSE,
    OPTIONS ({ "limit", N_ ("NUMBER"), N_ ("at most so many pairs; 100 by default, 0 for all") }),
    lotse_ctl_doubles },
  { "unite", N_ ("STANDING OTHER"), N_ ("Unite two people, or two organisations: the first one stands for both"),
    N_ ("What is empty in the first record is filled from the other one, and what leads to either leads to both.  “undo” takes it "
        "back at once, “take-apart” later.  Organisers unite people whom the sign-in desk has and who have no account; all else is "
        "for staff."),
    2, 2, FALSE,
    OPTIONS ({ "take", N_ ("FIELD"), N_ ("take the other record's value of this field; may be given several times") }),
    lotse_ctl_unite },
  { "take-apart", N_ ("ID"), N_ ("Take a united record out again, or all that were united with this one"),
    N_ ("Values that were filled from the other record stay."), 1, 1, FALSE, NULL, lotse_ctl_take_apart },
  { "not-doubles", N_ ("ID ID"), N_ ("Remember that two records that look alike are two"), NULL, 2, 2, FALSE, NULL, lotse_ctl_not_doubles },

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

  /* --- Events ----------------------------------------------------------------------------------------------- */
  { "calendar", N_ ("file [PATH|off] | address [new] | revoke"), N_ ("Let calendar programs follow deadlines and own tasks"),
    N_ ("“file” keeps a file that is written anew whenever deadlines change, and says where it is; other programs on this device can read "
        "it, so it has no names of people.  “address” prints a private address at the centre, which is made the first time; whoever "
        "knows it can read the calendar.  “address new” makes another one, and “revoke” ends all addresses of the account."),
    1, 2, FALSE, NULL, lotse_ctl_calendar },
  { "feasts", "", N_ ("List public holidays and feasts that a date may meet"),
    N_ ("From today on for a year, if nothing else is said.  Without a state, only the holidays of all German states count.  Islamic dates "
        "are counted and may differ by a day; Jewish days begin on the evening before."),
    0, 0, FALSE,
    OPTIONS ({ "from", N_ ("DATE"), N_ ("only from this day on") },
             { "to", N_ ("DATE"), N_ ("only until this day") },
             { "state", N_ ("CODE"), N_ ("a German state, such as HE or NW") },
             { "keep", NULL, N_ ("remember the state in the profile") }),
    lotse_ctl_feasts },
  { "reach", N_ ("[EVENT…]"), N_ ("Count the organisations and people that came to events"),
    N_ ("Without events: all of them, or those that the options choose.  People who signed in count, and the plain numbers of events "
        "that have nothing else; only participants.  An event is an id, a reference or a title."),
    0, LOTSE_CTL_MANY, FALSE,
    OPTIONS ({ "format", N_ ("FORMAT"), N_ ("only events of this format") },
             { "series", N_ ("TEXT"), N_ ("only events of this series") },
             { "from", N_ ("DATE"), N_ ("only from this day on") },
             { "to", N_ ("DATE"), N_ ("only until this day") }),
    lotse_ctl_reach },

  /* --- Grants ------------------------------------------------------------------------------------------------- */
  { "receipts", N_ ("APPLICATION"), N_ ("List the receipts of an application, with sums, or check them before they are handed in"),
    N_ ("“add receipt” adds one: without “number=…” it gets the next number of the year, “scan=@PATH” attaches an image or a PDF, a refund "
        "has a negative amount.  Tables come in with “import receipt”.  CSV has every field and can be imported again.  --check exits "
        "with 1 when something is a mistake."),
    1, 1, FALSE,
    OPTIONS ({ "check", NULL, N_ ("say what a funder would ask") },
             { "number", NULL, N_ ("first give the next numbers to receipts that have none, by day of payment") },
             { "output", "table|json|csv", N_ ("“table” by default") }),
    lotse_ctl_receipts },
  { "budget", N_ ("APPLICATION"), N_ ("Show the plan of an application: planned, spent, eligible, left and over, income, and what the grant pays"),
    N_ ("What is left counts by what is eligible.  What the grant pays at most follows from the kind of financing of the award."),
    1, 1, FALSE, OPTIONS ({ "output", "table|json|csv", N_ ("“table” by default") }), lotse_ctl_budget },

  /* --- Feedback ----------------------------------------------------------------------------------------------- */
  { "form", N_ ("list | show FORM | print FORM FILE.pdf | export FORM FILE.xlsx | library | take NAME | import FILE | import FORMS.csv QUESTIONS.csv"),
    N_ ("List feedback forms, show or print one, take one from the library or from files, write one as a file"),
    N_ ("“print” writes a page to be filled in by hand.  “library” lists ready forms, and “take” makes a form of one.  A file is an "
        "XLSForm (.xlsx), which ODK and KoboToolbox read and write, or a form as the library has them (.form); what could not be carried "
        "is named.  Of two tables, "
        "the first one has form, order and question, the second one question, theme, type (rating, yes_no, single, multiple or open), "
        "text_de, text_en and so on, and step_de_1 for a step in words.  All rows or none.  A form that has sheets is never changed: "
        "a file makes its next version."),
    1, 3, TRUE,
    OPTIONS ({ "dry-run", NULL, N_ ("say what would happen and write nothing") },
             { "language", N_ ("LANGUAGE"), N_ ("of the printed page, as in “ar”; one that the form has") },
             { "event", N_ ("EVENT"), N_ ("the event that the page is printed for") }),
    lotse_ctl_form },
  { "answer", N_ ("FORM EVENT|SURVEY QUESTION=ANSWER…"), N_ ("Put an answer sheet on the pile of an event or survey"),
    N_ ("Questions are named by their keys; “-” is asked and not answered, and what is not named was not asked.  Sheets on a pile can be "
        "corrected and withdrawn and do not count until “pile release”.  Tables of sheets come in with “import response”."),
    3, LOTSE_CTL_MANY, FALSE,
    OPTIONS ({ "place", N_ ("NUMBER"), N_ ("correct the sheet at this place of the pile") },
             { "language", N_ ("LANGUAGE"), N_ ("the language of the sheet") },
             { "way", N_ ("WAY"), N_ ("paper, kiosk or link; “paper” by default") }),
    lotse_ctl_answer },
  { "pile", N_ ("[show PILE | remark PILE QUESTION TEXT | withdraw PILE [NUMBER] | release PILE]"), N_ ("List piles of answer sheets, show or withdraw their sheets, add an open answer, release a pile"),
    N_ ("Withdrawing without a number withdraws the whole pile.  From its release on a pile's sheets count, nobody can change them, and "
        "nothing tells which was first or whose it was."),
    0, 4, FALSE, NULL, lotse_ctl_pile },
  { "evaluate", N_ ("[EVENT…]"), N_ ("Show what the answer sheets say: numbers, means, medians, distributions"),
    N_ ("Without events: all of them, or those that the options choose.  Questions with the same theme, or the same key, are evaluated "
        "together.  What has fewer sheets than --smallest is not shown, nor what would follow from a difference."),
    0, LOTSE_CTL_MANY, FALSE,
    OPTIONS (WHICH_SHEETS,
             { "by", "event|format|year|all", N_ ("what stands side by side; “event” by default") },
             { "output", "table|csv|json|pdf|xlsx", N_ ("“table” by default") },
             { "file", N_ ("FILE"), N_ ("where a table (CSV), a report (PDF) or a spreadsheet (XLSX) is written") },
             { "decimals", "1|2", N_ ("of means; by default what the centre has set, or 1") }),
    lotse_ctl_evaluate },
  { "open-answers", N_ ("[EVENT…]"), N_ ("List the open answers of these events together, by question and category"),
    N_ ("Nothing is shown where fewer sheets than --smallest were asked.  Where staff has redacted a text, only that one is shown."),
    0, LOTSE_CTL_MANY, FALSE,
    OPTIONS (WHICH_SHEETS, { "output", "table|csv|json", N_ ("“table” by default") }),
    lotse_ctl_open_answers },
  { "open-answer", N_ ("ANSWER"), N_ ("Give an open answer a category, or a text to show instead"),
    N_ ("All answers that say the same get it together.  An empty text takes it away again."),
    1, 1, FALSE,
    OPTIONS ({ "category", N_ ("TEXT"), N_ ("what it is about") }, { "redact", N_ ("TEXT"), N_ ("shown and exported instead of what was written") }),
    lotse_ctl_open_answer },

  /* --- Grants ----------------------------------------------------------------------------------------------- */
  { "mini-job", N_ ("ID"), N_ ("List what an employer has to do for a mini-job, and by when"),
    N_ ("Saving a mini-job makes these tasks, and another first or last day moves those that are open.  Behind them come the "
        "monthly notices and payments.  Which of all these apply, the Minijob-Zentrale knows."),
    1, 1, FALSE, NULL, lotse_ctl_mini_job },

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
