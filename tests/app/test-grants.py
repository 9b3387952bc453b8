# SPDX-License-Identifier: GPL-3.0-or-later
"""The view Grants in the window, worked by keyboard as a screen reader sees it."""

import datetime
import json

import looks
import steps
import tap
from desktop import Desktop
from window import Window

GRANTS = 8  # of the views in the sidebar
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
    """Deadlines stand in groups, say how long there is, and are handed in where they stand"""
    with Desktop() as desktop:
        Office(desktop).fill()
        window = Window(desktop, desktop.home / "profile", language)
        open_grants(window)
        window.click(("button", "toggle button"), window.t("Deadlines", "view"))
        window.find("list", window.t("Overdue", "due"))
        look(window, "deadlines")
        window.click("button", window.pattern("Hand In: %s"))
        window.dialog()
        look(window, "hand-in")
        window.key("Escape")
        window.no_dialog()
        window.close()


if __name__ == "__main__":
    tap.run(globals())
