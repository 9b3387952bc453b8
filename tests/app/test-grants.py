# SPDX-License-Identifier: GPL-3.0-or-later
"""The view Grants in the window, worked by keyboard as a screen reader sees it."""

import looks
import steps
import tap
from desktop import Desktop
from window import Window

GRANTS = 8  # of the views in the sidebar


class Office:
    """Records as a small office has them, brought in by the command line."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.folder = desktop.home / "profile"

    def add(self, *words):
        return self.desktop.lotsectl(self.folder, "add", *words).stdout.strip()

    def fill(self):
        funder = self.add("organisation", "name=Stiftung Beispiel")
        club = self.add("organisation", "name=Verein Nachbarschaft e. V.")
        lead = self.add("person", "display_name=Mira Beispiel", "email=mira@example.org", "phone=0151 0000001")
        self.programme = self.add("grant_programme", "name=Mikroprojekte", f"funder={funder}", "level=state", "max_amount=10000.00",
                                  'contacts=a={"name":"Jana Muster","role":"Sachbearbeitung","phone":"0611 0000002"}')
        self.call = self.add("call", f"programme={self.programme}", "budget_year=2027", "opens_on=2027-01-04", "closes_at=2027-02-28T23:59")
        first = self.add("application", "title=Nachbarschaftsfest 2026", f"organisation={club}", "state=closed", "involvement=own")
        self.application = self.add("application", "title=Nachbarschaftsfest 2027", f"organisation={club}", f"call={self.call}",
                                    f"follows={first}", "state=running", "involvement=own", f"responsible={lead}", "asked=8500.00",
                                    "starts_on=2027-04-01", "ends_on=2027-12-31", "summary=Ein Fest für die ganze Straße")
        award = self.add("award", f"application={self.application}", "file_number=MP-27-014", "dated_on=2027-03-15",
                         "received_on=2027-03-18", "starts_on=2027-04-01", "ends_on=2027-12-31", "amount=8000.00", "financing=deficit")
        self.add("disbursement", f"award={award}", "requested_on=2027-04-02", "paid_on=2027-04-20", "amount=4000.00")
        self.add("disbursement", f"award={award}", "requested_on=2027-09-01", "amount=4000.00")
        return self


def look(window, name):
    """A picture, after everything that can have the keyboard was asked for its name."""
    missing = looks.without_names(looks.gather(window))
    assert not missing, missing
    window.shot(name)


def open_first(window, title):
    steps.view(window, GRANTS, "Grants")
    steps.keyboard_in(window.find("list", window.t("Grants", "view")))
    steps.find_record(window, title, title)
    window.find("button", window.t("Edit"))


def test_page(language):
    """The page of an application says how it stands, its dates and what it follows"""
    with Desktop() as desktop:
        Office(desktop).fill()
        window = Window(desktop, desktop.home / "profile", language)
        open_first(window, "Nachbarschaftsfest 2027")
        window.says("Jana Muster")
        look(window, "grant-overview")
        window.key("<Control>2")
        window.says("MP-27-014")
        look(window, "grant-dates")
        window.close()


if __name__ == "__main__":
    tap.run(globals())
