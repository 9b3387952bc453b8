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


def test_deadlines(language):
    """Deadlines stand in groups, say how long there is, and are handed in where they stand; the switch leads to mini-jobs"""
    with Desktop() as desktop:
        Office(desktop).fill()
        window = Window(desktop, desktop.home / "profile", language)
        open_grants(window)
        go(window, "Deadlines")
        window.find("list", window.t("Overdue", "due"))
        look(window, "deadlines")
        steps.press(window, window.pattern("Hand In: %s"))
        window.dialog()
        look(window, "hand-in")
        window.key("Escape")
        window.no_dialog()
        go(window, "Mini-Jobs")
        window.says(window.t("No Mini-Jobs Yet"))
        look(window, "mini-jobs")
        window.close()


def go(window, view):
    """To another of the views of grants, by the switch above."""
    label = window.t(view, "view")
    steps.press(window, label)
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
    steps.press(window, window.t("Add a Deadline Rule"))
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


def delete_call(window):
    """What falls away with a call in the bin is said, and undo brings it back."""
    go(window, "Calls")
    steps.keyboard_in(window.find("list", window.t("Calls", "view")))
    window.key("Down", "<Control>Delete")
    said = window.patterns("“%s” is in the bin, and %u deadline with it", "“%s” is in the bin, and %u deadlines with it")[0]
    window.says(re.compile(said.pattern.replace("%s", ".*")))
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
    steps.press(window, window.pattern("Hand In: %s"))
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
        for field, text in (("Payee or payer", party), ("Amount", amount)):
            window.tab_to(window.t(field), "text box")
            window.type(text)
        if with_scan:
            steps.press(window, window.t("S_can…"))
            window.dialog(window.t("Scan of the Receipt"))
            window.type(str(scan))
            window.key("Return")
            window.says("scan.pdf")
            window.tab_to(window.t("_Add"), "button")
        window.key("Return")
        window.find("list item", re.compile(party))
    window.shot("grant-receipts-added")


def save_paper(window, desktop):
    """The receipt list as PDF."""
    path = desktop.home / "list.pdf"
    window.key("<Control>5")
    steps.press(window, f"{window.t('Receipt list', 'paper')}: {window.t('Save as PDF')}")
    window.dialog(window.t("Receipt list", "paper"))
    window.key("<Control>a")
    window.type(str(path))
    window.key("Return")
    wait_for("the paper", PATIENCE, lambda: path.exists() and path.read_bytes().startswith(b"%PDF"))


def test_whole_job(language):
    """A ready programme, a call, an application, its deadlines moved and handed in, receipts, and a paper, by keyboard alone"""
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
        delete_call(window)
        hand_in(window)
        add_receipts(window, desktop)
        save_paper(window, desktop)
        window.close()


def deed(window, deadline, item, title):
    """Opens a dialog from the menu of a deadline's row."""
    steps.choose_from_menu(window, window.t("More for “%s”") % window.t(deadline, "choice"), window.t(item))
    window.dialog(window.pattern(title))


def write(window, field, text):
    """Writes over what stands in a field of a dialog."""
    window.tab_to(field, "text box")
    window.key("<Control>a")
    window.type(text)


def save(window):
    window.key("<Control>s")
    window.no_dialog()


def look_why(window):
    deed(window, "Proof of use", "_Why This Date?", "Why This Date? %s")
    window.says(window.t("The Rule"))
    window.says("Nebenbestimmungen Nr. 6.1")
    look(window, "deadline-why")
    window.key("Escape")
    window.no_dialog()


def decide(window):
    """That one is not needed; and of another one the date, the people and the reminders, which show nowhere and so come last."""
    deed(window, "Application", "_Not Needed…", "Not Needed: %s")
    write(window, window.t("Not needed because", "field"), "Zurückgezogen")
    look(window, "deadline-not-needed")
    save(window)
    window.wait_gone("button", window.t("More for “%s”") % window.t("Application", "choice"))
    deed(window, "Proof of use", "Set the _Date…", "Set the Date: %s")
    write(window, window.t("Due", "field"), spoken(window, 25))
    look(window, "deadline-date")
    save(window)
    window.says(window.words.ngettext("in %d day", "in %d days", 25) % 25)
    deed(window, "Proof of use", "Who Is Res_ponsible…", "Who Is Responsible: %s")
    window.key("<Control>a")  # whoever is responsible for the application stands there
    steps.choose(window, "Responsible", "Kim", "Kim Muster")
    steps.choose(window, "Deputy", "Mira", "Mira Beispiel")
    look(window, "deadline-people")
    save(window)
    window.says("Kim Muster")
    deed(window, "Proof of use", "Re_minders…", "Reminders: %s")
    write(window, window.t("Remind so many days before"), "28, bald")
    window.key("<Control>s")
    window.says("“bald”" if window.language == "en" else "„bald“")
    write(window, window.t("Remind so many days before"), "3, 28 10")
    look(window, "deadline-reminders")
    save(window)


def test_deeds(language):
    """Why a deadline is due; its date, reminders and people are set, and one is not needed, all from the menu of its row"""
    with Desktop() as desktop:
        office = Office(desktop).fill()
        kim = office.add("person", "display_name=Kim Muster")
        window = Window(desktop, office.folder, language)
        open_grants(window)
        go(window, "Deadlines")
        look_why(window)
        decide(window)
        told = json.loads(desktop.lotsectl(office.folder, "--json", "list", "deadline").stdout)
        proof = next(deadline for deadline in told if deadline["type"] == "proof_of_use")
        assert (proof["due"], proof["responsible"]) == (day(25), kim) and "deputy" in proof, proof
        assert sorted(proof["lead_times"]) == ["10", "28", "3"], proof
        assert [deadline["not_needed_because"] for deadline in told if deadline["type"] == "application"] == ["Zurückgezogen"], told
        window.close()


def centre_rule(desktop, folder):
    """The only rule of the centre, as it is stored."""
    settings = json.loads(desktop.lotsectl(folder, "--json", "list", "centre_setting").stdout)
    rule = next(iter(settings[0]["deadline_rules"].values()))
    return json.loads(rule) if isinstance(rule, str) else rule


def save_rule(window):
    """Saves the rule, whose dialog stands over that of the rules."""
    window.key("<Control>s")
    wait_for("the end of the rule's dialog", PATIENCE, lambda: len(window.frames) == 2)


def test_centre_rules(language):
    """A rule of the centre gets other lead times, and is taken out of use"""
    with Desktop() as desktop:
        office = Office(desktop)
        office.add("person", "display_name=Mira Beispiel")
        window = Window(desktop, office.folder, language)
        window.key("F10")
        window.find("menu item", window.t("Deadline Ru_les of the Centre…"))
        window.tab_to(window.t("Deadline Ru_les of the Centre…"), "menu item", key="Down")
        window.key("Return")
        window.dialog(window.t("Deadline Rules of the Centre"))
        steps.press(window, window.t("Add a Deadline Rule"))
        window.dialog(window.t("New Deadline Rule"))
        save_rule(window)
        window.tab_to(re.compile("^" + re.escape(window.t("Application", "choice"))), "list item")
        look(window, "centre-rules")
        window.key("Return")
        window.dialog(window.t("Deadline Rule"))
        write(window, window.t("Remind so many days before"), "28, 3")
        window.tab_to(window.t("The rule is in use"))
        window.key("space")
        look(window, "centre-rule")
        save_rule(window)
        window.find("label", window.t("switched off", "rule"))
        window.shot("centre-rules-off")
        stored = centre_rule(desktop, office.folder)
        assert stored["lead"] == [28, 3] and stored["off"] is True, stored
        window.close()


if __name__ == "__main__":
    tap.run(globals())
