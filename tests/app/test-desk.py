# SPDX-License-Identifier: GPL-3.0-or-later
"""The sign-in desk by keyboard alone: what a queue needs, what a screen reader hears, and what only the PIN opens."""

import csv
import json
import re

import steps
import tap
from desk import PIN, Desk, set_seconds
from desktop import Centre, Desktop
from screen import wait_for
from window import PATIENCE, Window

EVENT = "Netzwerktreffen Nord"
CLUB = "Bergfreunde"
GIVEN = ["Fatma", "Jonas", "Olena", "Tariq", "Birgit", "Wiktor", "Amira", "Henrik", "Ngoc", "Zora"]
FAMILY = ["Kaya", "Petersen", "Marchenko"]
GUESTS = [f"{given} {family}" for family in FAMILY for given in GIVEN]


class Door(Desk):
    """One event with its guests, and the window in which the desk is opened."""

    def __init__(self, desktop, language, names=(), capacity=40, clear=60, alone=3600, **fields):
        self.desktop, self.folder = desktop, desktop.home / "profile"
        set_seconds(desktop, clear=clear, lock=alone)
        more = [f"{name}={value}" for name, value in fields.items()]
        self.event = self.add("event", f"title_de={EVENT}", f"title_en={EVENT}", "date=2026-11-28", f"capacity={capacity}", *more)
        self.club = self.add("organisation", f"name={CLUB}")
        self.add_guests(names)
        super().__init__(Window(desktop, self.folder, language), EVENT)

    def add(self, *words):
        return self.desktop.lotsectl(self.folder, "add", *words).stdout.strip()

    def records(self, kind):
        return json.loads(self.desktop.lotsectl(self.folder, "--json", "list", kind).stdout)

    def add_guests(self, names):
        table = self.desktop.home / "guests.csv"
        with open(table, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["Name"], *([name] for name in names)])
        if names:
            self.desktop.lotsectl(self.folder, "import", "person", table)
        for person in self.records("person"):
            self.add("registration", f"event={self.event}", f"person={person['id']}", f"organisation={self.club}", "state=registered")


def test_thirty(language):
    """Thirty people are signed in by keyboard, each in under three keys after the letters, and each is told"""
    with Desktop() as desktop:
        door = Door(desktop, language, GUESTS)
        door.open()
        for number, name in enumerate(GUESTS, 1):
            given, family = name.split()
            door.window.type(f"{given[:4]} {family[:3]}".lower())
            if number == 1:
                row = door.row(name)
                assert CLUB in row.name and door.window.t("registered", "desk") in row.name, row.name
                door.window.shot("desk-results")
            door.window.key("Return")
            door.says("%s, %s, is signed in", name, CLUB)
            if number == 1:
                door.window.shot("sign-in-desk")
        door.window.says(door.window.t("Signed in at this door: %u of %u", "desk").replace("%u", "30"))
        door.window.type("fatma kaya")
        assert door.window.t("signed in %s", "desk").split()[0] in door.row("Fatma Kaya").name
        door.window.key("Return")
        door.hears(door.window.t("%s is signed in already: %s", "desk").replace("%s", "Fatma Kaya", 1).split("%s")[0])
        door.window.shot("desk-already")
        door.window.key("<Control>z")
        door.says("Taken back: %s", GUESTS[-1])
        door.leave()
        door.window.close()
        assert len(door.records("attendance")) == 30


def test_choice():
    """Where several fit equally well Enter only moves into the list; an organisation's row opens its people"""
    with Desktop() as desktop:
        door = Door(desktop, "en", ["Ali Kaya", "Ali Demir", "Olena Marchenko"], capacity=1)
        door.open()
        door.window.type("ali")
        door.row("Ali")
        door.window.key("Return")
        first = wait_for("a row with the keyboard", PATIENCE, lambda: (node := door.window.focused) and node.role == "list item" and node)
        name = first.name.split(",")[0]
        door.window.key("Return")
        door.hears(f"{name}, {CLUB}, is signed in")
        door.window.type("bergfr")
        door.row(CLUB)
        door.window.key("Return")
        door.row("Olena Marchenko")
        door.window.key("End", "Return")
        door.hears("is signed in")
        door.search()
        door.window.type("ali")
        door.row("Ali")
        door.window.key("Escape")
        door.window.wait_gone("list item", re.compile("^Ali"))
        for letters in ("ali kaya", "ali demir", "olena"):
            door.window.type(letters)
            door.row(letters.split()[0].title())
            door.window.key("Return")
            door.hears("signed in")
        door.window.key("F6")
        door.window.type("olena")
        door.row("Olena")
        door.window.key("Return")
        door.says("%s is signed out", "Olena Marchenko")
        door.leave()
        door.window.close()


def test_notes(language):
    """A full event and a third person of an organisation are signed in with a note"""
    with Desktop() as desktop:
        door = Door(desktop, language, ["Ali Kaya", "Birgit Petersen", "Olena Marchenko"], capacity=2)
        door.open()
        for letters, name in (("ali", "Ali Kaya"), ("bir", "Birgit Petersen"), ("ole", "Olena Marchenko")):
            door.window.type(letters)
            door.row(name)
            door.window.key("Return")
            door.says("%s, %s, is signed in", name, CLUB)
        door.hears(door.window.t("There are more people than places.", "desk"))
        door.hears((door.window.t("%s: %u came, %d places were offered.", "desk")).replace("%u", "%d") % (CLUB, 3, 2))
        door.window.shot("desk-notes")
        door.leave()
        door.window.close()


def test_walk_in(language):
    """A walk-in is warned of a likely double, and comes in as somebody new; a scanner's code signs in anywhere"""
    with Desktop() as desktop:
        door = Door(desktop, language, ["Yusuf Aydin", "Olena Marchenko"])
        code = "LOTSE:" + door.records("registration")[0]["id"].upper()
        door.open()
        window = door.window
        window.key("F2")
        window.tab_to(window.t("Name", "desk"), "text box")
        window.type("Jusuf Aydin")
        window.key("Return")
        window.tab_to(window.t("Organisation", "desk"), "text box")
        window.type("Sportverein Eiche")
        window.shot("desk-walk-in")
        window.key("Return", "Return")
        door.row("Yusuf Aydin")
        window.shot("desk-double")
        window.tab_to(window.t("No, Somebody New", "desk"), "button")
        window.key("Return")
        door.hears("Jusuf Aydin")
        door.search()
        window.type(code)
        window.key("Return")
        door.hears(CLUB)
        door.leave()
        window.close()
        assert len(door.records("person")) == 3 and len(door.records("attendance")) == 2


def test_pin(language):
    """Results vanish, a wrong PIN opens nothing and soon costs a wait, and a new start is a desk again"""
    with Desktop() as desktop:
        door = Door(desktop, language, ["Fatma Kaya"], clear=2)
        door.open()
        door.window.type("fat")
        door.row("Fatma Kaya")
        door.window.wait_gone("list item", re.compile("^Fatma"))
        door.window.kill()
        door.window = Window(desktop, door.folder, language)
        assert door.window.search("list", door.window.t("Views")) is None
        for _ in range(2):
            door.pin("1111")
            door.hears(door.window.t("That is not the PIN of this desk."))
        door.window.shot("desk-pin")
        door.pin("1111")
        door.window.says(door.window.patterns("Too many wrong PINs. Try again in %d second.",
                                               "Too many wrong PINs. Try again in %d seconds.")[1])
        assert door.window.search("text box", door.window.t("Your name or organisation", "desk")) is None
        stored = desktop.lotsectl(door.folder, "--json", "list", "person").stdout
        assert PIN not in stored

        def opened():
            node = door.window.focused
            if node and node.name == door.window.t("PIN"):
                door.window.key("<Control>a")
                door.window.type(PIN)
                door.window.key("Return")
            return node and node.name == door.window.t("Your name or organisation", "desk")

        wait_for("the end of the wait", PATIENCE, opened)
        door.leave()
        door.window.close()
        assert not door.records("attendance")


def test_forgotten_pin():
    """Without an account lotsectl closes a desk whose PIN nobody knows, and the window lets go of it"""
    with Desktop() as desktop:
        door = Door(desktop, "en", ["Fatma Kaya"])
        door.open()
        door.window.key("F10")
        door.pin("9999")
        door.hears("That is not the PIN of this desk.")
        desktop.lotsectl(door.folder, "desk-unlock")
        door.pin("9999")
        door.window.find("list", "Views")
        door.window.kill()
        Window(desktop, door.folder).find("list", "Views")


def test_password():
    """The password of the account opens a desk while the centre can be asked, and a wrong one does not"""
    with Desktop() as desktop:
        centre = Centre(desktop, {"sabine": ["coordinator"]})
        window = Window(desktop, desktop.home / "profile", "en")
        steps.connect(window, centre.invite("sabine"))
        steps.wait_for_sync(window, "done")
        desktop.lotsectl(window.folder, "add", "event", f"title_en={EVENT}", "date=2026-11-28")
        desk = Desk(window, EVENT)
        desk.open()
        window.key("F10")
        window.says("the password of your account opens it, too")
        desk.pin("correct horse")
        window.says("That is not the PIN of this desk.")
        centre.stop()
        desk.pin("correct horse battery staple")
        window.says(re.compile("That is not the PIN of this desk. .*"))
        centre.start()
        desk.pin("correct horse battery staple")
        window.find("list", "Views")
        window.close()
        devices = centre.admin("device", "list")
        assert devices.count("sabine") == 1, devices


if __name__ == "__main__":
    tap.run(globals())
