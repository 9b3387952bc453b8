# SPDX-License-Identifier: GPL-3.0-or-later
"""The view Grants in the window, worked by keyboard as a screen reader sees it."""

import datetime
import json
import re

import looks
import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

GRANTS = 8  # of the views in the sidebar
ANCHORS = ["application.starts_on", "application.ends_on", "application.submitted_on", "call.opens_on", "call.closes"]  # that come first
READY = {"de": "Mikroprojekte (House of Resources Magdeburg)", "en": "Micro-projects (House of Resources Magdeburg)"}
TODAY = datetime.date.today()


def day(days):
    return (TODAY + datetime.timedelta(days=days)).isoformat()


def rules(**by_key):
    return "deadline_rules=" + "; ".join(f"{key}={json.dumps(values)}" for key, values in by_key.items())


class Office:
    """Records as a small office has them, brought in by the command line. Dates are counted from today."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.folder = desktop.home / "profile"

    def add(self, *words):
        return self.desktop.lotsectl(self.folder, "add", *words).stdout.strip()

    def fill(self):
        funder = self.add("organisation", "name=Stiftung Beispiel")
        club = self.add("organisation", "name=Verein Nachbarschaft e. V.")
        lead = self.add("person", "display_name=Mira Beispiel", "email=mira@example.org", "phone=0151 0000001")
        programme = self.add("grant_programme", "name=Mikroprojekte", f"funder={funder}", "level=state", "max_amount=10000.00",
                             "overspend_percent=20", rules(
                                 proof={"type": "proof_of_use", "anchor": "award.ends_on", "count": 4, "unit": "weeks", "shift": "after",
                                        "source": "Nebenbestimmungen Nr. 6.1"},
                                 spend={"type": "spend_by", "anchor": "disbursement.paid_on", "count": 6, "unit": "weeks"},
                                 apply={"type": "application", "anchor": "call.closes"},
                                 keep={"type": "retention", "anchor": "proof_of_use.handed_in", "count": 5, "unit": "years",
                                       "end_of": "year"}),
                             'contacts=a={"name":"Jana Muster","role":"Sachbearbeitung","phone":"0611 0000002"}')
        call = self.add("call", f"programme={programme}", "budget_year=2027", f"opens_on={day(-20)}", f"closes_at={day(40)}T23:59")
        first = self.add("application", "title=Straßenfest", f"organisation={club}", "state=closed", "involvement=own",
                         f"programme={programme}")
        self.application = self.add("application", "title=Nachbarschaftsfest", f"organisation={club}", f"programme={programme}",
                                    f"follows={first}", "state=running", "involvement=own", f"responsible={lead}", "asked=8500.00",
                                    f"starts_on={day(-200)}", f"ends_on={day(-8)}", "summary=Ein Fest für die ganze Straße")
        self.add("application", "title=Gartenprojekt", f"organisation={club}", f"call={call}", "state=drafting", "involvement=own")
        award = self.add("award", f"application={self.application}", "file_number=MP-27-014", f"dated_on={day(-210)}",
                         f"received_on={day(-207)}", f"starts_on={day(-200)}", f"ends_on={day(-8)}", "amount=8000.00",
                         "financing=deficit")
        self.add("disbursement", f"award={award}", f"requested_on={day(-60)}", f"paid_on={day(-45)}", "amount=4000.00")
        self.add("disbursement", f"award={award}", f"requested_on={day(-44)}", f"paid_on={day(-39)}", "amount=3000.00")
        fees = self.add("budget_item", f"application={self.application}", "category=Honorare", "planned=5000.00", "position=1")
        food = self.add("budget_item", f"application={self.application}", "category=Verpflegung", "planned=500.00", "position=2")
        self.add("budget_item", f"application={self.application}", "category=Landesmittel", "planned=8000.00", "direction=income",
                 "source=grant")
        for number, (item, party, amount) in enumerate(((fees, "Musikgruppe Beispiel", "1250.00"), (food, "Bäckerei Muster", "640.50"),
                                                        (fees, "Theater Beispiel", "2300.00")), 1):
            self.add("receipt", f"application={self.application}", f"category={item}", f"number=2026-{number:03}", f"party={party}",
                     f"amount={amount}", f"paid_on={day(-100 - number)}", "direction=expense", "reason=Straßenfest")
        return self


def look(window, name):
    """A picture, after everything that can have the keyboard was asked for its name."""
    missing = looks.without_names(looks.gather(window))
    assert not missing, missing
    window.shot(name)


def open_grants(window):
    steps.view(window, GRANTS, "Grants")
    steps.keyboard_in(window.find("list", window.t("Grants", "view")))


def test_page(language):
    """The page of an application says what is due, its dates, its money and its receipts"""
    with Desktop() as desktop:
        Office(desktop).fill()
        window = Window(desktop, desktop.home / "profile", language)
        open_grants(window)
        steps.find_record(window, "Nachbarschaftsfest", "Nachbarschaftsfest")
        window.says(window.t("What Is Due Next"))
        look(window, "grant-overview")
        window.key("<Control>2")
        window.says("MP-27-014")
        look(window, "grant-dates")
        window.key("<Control>3")
        window.says("Honorare")
        look(window, "grant-money")
        window.key("<Control>4")
        window.says("2026-003")
        look(window, "grant-receipts")
        window.key("<Control>5")
        window.says(window.t("Language of the papers"))
        look(window, "grant-papers")
        window.close()


def act(window, label, title):
    """What the menu of the next deadline offers, by keyboard; waits for the dialog."""
    window.tab_to(window.pattern("More for “%s”"))
    window.key("Return")
    window.tab_to(window.t(label), "menu item", key="Down")
    window.key("Return")
    window.dialog(window.pattern(title))


def test_deadlines(language):
    """Deadlines stand in groups, say how long there is, and are handed in where they stand; the switch leads to mini-jobs"""
    with Desktop() as desktop:
        Office(desktop).fill()
        window = Window(desktop, desktop.home / "profile", language)
        open_grants(window)
        go(window, "Deadlines")
        window.find("list", window.t("Overdue", "due"))
        look(window, "deadlines")
        window.tab_to(window.pattern("Hand In: %s"), "button")
        window.key("Return")
        window.dialog()
        look(window, "hand-in")
        window.key("Escape")
        window.no_dialog()
        act(window, "_Why This Date?", "Why This Date? %s")
        window.says(window.t("How It Was Counted"))
        look(window, "deadline-why")
        window.key("Escape")
        window.no_dialog()
        act(window, "Set the _Date…", "Set the Date: %s")
        window.tab_to(window.t("Due", "field"), "text box")
        window.key("<Control>a")
        window.type(spoken(window, 25))
        window.key("<Control>s")
        window.no_dialog()
        window.says(window.words.ngettext("in %d day", "in %d days", 25) % 25)
        act(window, "_Not Needed…", "Not Needed: %s")
        window.tab_to(window.t("Not needed because", "field"), "text box")
        window.type("Paid back")
        look(window, "deadline-not-needed")
        window.key("<Control>s")
        window.no_dialog()
        window.says(window.t("Not needed any more"))
        go(window, "Mini-Jobs")
        window.says(window.t("No Mini-Jobs Yet"))
        look(window, "mini-jobs")
        window.close()


def go(window, view):
    """To another of the views of grants, by the switch above."""
    label = window.t(view, "view")
    window.tab_to(label, "button")
    window.key("space")
    wait_for(f"the view {label}", PATIENCE, lambda: any(frame.name.startswith(label) for frame in window.frames))


def add_record(window, view, **fields):
    """Ctrl+N in the list of a view: fills in fields and saves."""
    go(window, view)
    window.key("<Control>n")
    window.dialog(window.pattern("New: %s"))
    for field, (words, found) in fields.items():
        if found:
            steps.choose(window, field, words, found)
        else:
            window.tab_to(window.t(field, "field"), "text box")
            window.type(words)
    window.key("<Control>s")
    window.no_dialog()


def take_ready_programme(window):
    """Ctrl+N in the list of programmes, a ready one, and Save."""
    go(window, "Grant Programmes")
    window.says(window.t("No Grant Programmes Yet"))
    window.key("<Control>n")
    window.dialog(window.t("New Grant Programme"))
    window.tab_to(re.compile("Magdeburg"), "list item", key="Down")
    look(window, "grant-ready-programmes")
    window.key("Return")
    window.dialog(window.pattern("New: %s"))
    window.key("<Control>s")
    window.no_dialog()
    window.find("list", window.t("Deadline Rules"))
    window.shot("grant-programme")  # a toast is there, whose button has no name


def write_rule(window):
    """A rule of the programme: the application is due when the call closes."""
    window.tab_to(window.t("Add a Deadline Rule"), "button")
    window.key("Return")
    window.dialog(window.t("New Deadline Rule"))
    window.tab_to(window.t("It counts from"))
    window.key("Return", *["Down"] * ANCHORS.index("call.closes"), "Return")
    window.says(window.t("Call closes", "anchor"))
    look(window, "grant-rule")
    window.key("<Control>s")
    window.no_dialog()


def extend_call(window):
    """The call closes later: the dialog shows what moves before it is saved, and one undo takes it back."""
    go(window, "Calls")
    steps.keyboard_in(window.find("list", window.t("Calls", "view")))
    window.key("Down", "<Control>e")
    window.dialog(window.pattern("Edit: %s"))
    window.tab_to(window.t("Extended to", "field"), "text box")
    window.type(spoken(window, 60) + " 12:00")
    window.says(window.patterns("%u Deadline Changes", "%u Deadlines Change")[0])
    look(window, "grant-moves")
    window.key("<Control>s")
    window.no_dialog()
    due_in(window, 60)
    window.key("<Control>z")
    due_in(window, 40)


def due_in(window, days):
    """Waits until a deadline is due in so many days, in the time line."""
    go(window, "Deadlines")
    window.says(window.words.ngettext("in %d day", "in %d days", days) % days)


def spoken(window, days):
    """A day as people of the language type it."""
    return (TODAY + datetime.timedelta(days=days)).strftime("%d.%m.%Y" if window.language == "de" else "%Y-%m-%d")


def hand_in(window):
    """From the time line: what is missing is said, then it is written down."""
    window.tab_to(window.pattern("Hand In: %s"), "button")
    window.key("Return")
    window.dialog(window.pattern("Handed In: %s"))
    look(window, "hand-in")
    for field, text in (("How it was handed in", "Portal"), ("Confirmation", "Eingang 4711")):
        window.tab_to(window.t(field, "field"), "text box")
        window.type(text)
    window.key("<Control>s")
    window.no_dialog()


def add_receipts(window, desktop):
    """Two receipts one after the other, each by Enter; the second with a scan."""
    scan = desktop.home / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    steps.find_record(window, "Gartenfest", "Gartenfest")
    window.says(window.t("What Is Due Next"))
    window.key("<Control>4")
    for party, amount, with_scan in (("Baumarkt", "120,50" if window.language == "de" else "120.50", False), ("Druckerei", "80", True)):
        window.tab_to(window.t("Payee or payer"), "text box")
        window.type(party)
        if with_scan:
            window.tab_to(window.t("S_can…"), "button")
            window.key("Return")
            window.dialog(window.t("Scan of the Receipt"))
            window.type(str(scan))
            window.key("Return")
            window.says("scan.pdf")
        window.tab_to(window.t("Amount"), "text box", key="Tab")
        window.type(amount)
        window.key("Return")
        window.find("list item", re.compile(party))
    window.shot("grant-receipts-added")


def save_paper(window, desktop):
    """The receipt list as PDF."""
    path = desktop.home / "list.pdf"
    window.key("<Control>5")
    window.tab_to(f"{window.t('Receipt list', 'paper')}: {window.t('Save as PDF')}", "button")
    window.key("Return")
    window.dialog(window.t("Receipt list", "paper"))
    window.key("<Control>a")
    window.type(str(path))
    window.key("Return")
    wait_for("the paper", PATIENCE, lambda: path.exists() and path.read_bytes().startswith(b"%PDF"))


def test_whole_job(language):
    """A ready programme, a call, an application, its deadlines moved and handed in, receipts, and a paper, all by keyboard in the window"""
    with Desktop() as desktop:
        Office(desktop).add("person", "display_name=Mira Beispiel")
        window = Window(desktop, desktop.home / "profile", language)
        steps.view(window, GRANTS, "Grants")
        take_ready_programme(window)
        write_rule(window)
        add_record(window, "Calls", **{"Grant programme": ("Magdeburg", READY[language]),
                                       "Closes": (spoken(window, 40) + " 12:00", None)})
        add_record(window, "Grants", **{"Title": ("Gartenfest", None), "Call": ("Magdeburg", READY[language])})
        extend_call(window)
        hand_in(window)
        add_receipts(window, desktop)
        save_paper(window, desktop)
        window.close()


if __name__ == "__main__":
    tap.run(globals())
