# SPDX-License-Identifier: GPL-3.0-or-later
"""Three laptops at three doors without a network: when they have met the centre again, all know the same."""

import csv
import datetime
import json
import os
import random
import re
import time

import steps
import tap
from desk import Desk, set_seconds
from desktop import Centre, Desktop
from screen import wait_for
from window import PATIENCE, Window

EVENT = "Netzwerktreffen Nord"
DOORS = {"Nord": "sabine", "Ost": "murat", "Hof": "dorte"}
GIVEN = ["Fatma", "Jonas", "Olena", "Tariq", "Birgit", "Wiktor", "Amira", "Henrik", "Ngoc", "Zora",
         "Elif", "Pavel", "Ruth", "Samir", "Greta", "Ilias", "Laura", "Dilan", "Vera", "Milan"]
FAMILY = ["Kaya", "Petersen", "Marchenko", "Lindner", "Sobczak", "Haddad", "Yildiz", "Nguyen",
          "Brandt", "Osman", "Ferrari", "Wagner", "Novak", "Rossi", "Demir"]
CLUBS = ["Bergfreunde", "Chor der Vielen", "Fahrradküche", "Nachbarschaftsladen"]
GUESTS = {f"{given} {family}": CLUBS[number % len(CLUBS)]
          for number, (family, given) in enumerate((family, given) for family in FAMILY for given in GIVEN)}
WALK_INS = ["Yousef Rahimi", "Jusuf Rahimi"]
BY_KEYS = 8


class Door:
    """One laptop: its profile, its window with the desk, and a note of each sign-in that was not taken back."""

    def __init__(self, desktop, centre, name, language):
        self.desktop, self.name, self.folder = desktop, name, desktop.home / name
        self.window = Window(desktop, self.folder, language)
        steps.connect(self.window, centre.invite(DOORS[name]))
        steps.wait_for_sync(self.window, "done")
        self.desk = Desk(self.window, EVENT)
        self.marks = {}

    def ctl(self, *words):
        return json.loads(self.desktop.lotsectl(self.folder, "--json", *words).stdout or "null")

    def sync(self):
        """Meets the centre, once the window, which tries the same by itself, does not stand in the way."""
        wait_for("a meeting", PATIENCE, lambda: self.desktop.lotsectl(self.folder, "sync", check=False).returncode == 0)

    def people(self):
        """{name: what the attendance list of this laptop says}."""
        return {person["name"]: person for person in self.ctl("attendance", EVENT)["people"]}

    def note(self, name):
        """Takes the time of a sign-in by keyboard from this laptop, which nobody else has reached."""
        person = self.people()[name]
        assert person["came"] and person["door"] == self.name, person
        self.marks[name] = person["at"]

    def sign_in_by_keys(self, names, walk_in):
        """Signs people in at the desk, and takes the last of them back."""
        self.desk.open(door=self.name)
        if walk_in:
            self.desk.walk_in(walk_in, CLUBS[0])
        for name in names:
            given, family = name.split()
            self.desk.sign_in(f"{given[:4]} {family[:3]}".lower(), name)
        self.window.says(self.window.t("Signed in at this door: %u of %u", "desk").split("%u")[0])
        self.desk.undo(names[-1])
        for name in names[:-1] + [walk_in] * bool(walk_in):
            self.note(name)

    def sign_in_by_command(self, names, chance):
        """Signs people in at some minute of the last two hours, never that of another door, and takes some of them back."""
        own = list(DOORS).index(self.name)
        for name in names:
            minute = datetime.datetime.now().replace(second=0)
            minute -= datetime.timedelta(minutes=chance.randrange(40) * len(DOORS) + (minute.minute - own) % len(DOORS) + 1)
            words = ("sign-in", EVENT, name, "--door", self.name)
            signed = self.ctl(*words, "--at", minute.strftime("%Y-%m-%dT%H:%M"))
            assert signed["name"] == name and not signed["already"], signed
            if chance.random() < 0.2:
                self.ctl(*words, "--undo")
            else:
                self.marks[name] = utc(minute)


def utc(minute):
    """A minute of the clock here as marks write it."""
    return minute.replace(second=0, microsecond=0).astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:00.000Z")


def load_event(door):
    """The event with its guests comes from a list, and goes to the centre."""
    door.desktop.lotsectl(door.folder, "add", "event", f"title_de={EVENT}", f"title_en={EVENT}", f"date={datetime.date.today()}",
                          "capacity=320")
    table = door.desktop.home / "guests.csv"
    with open(table, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "organisation"), *GUESTS.items()])
    door.desktop.lotsectl(door.folder, "import-list", EVENT, table, "--force")
    door.sync()


def shares(chance):
    """For each door a third to two thirds of the guests, in any order; a handful of them through the window."""
    return {name: chance.sample(list(GUESTS), chance.randint(len(GUESTS) // 3, 2 * len(GUESTS) // 3)) for name in DOORS}


def expected(doors):
    """{name: (time, door)} of the earliest sign-in that was not taken back."""
    marks = {}
    for door in doors:
        for name, at in door.marks.items():
            marks[name] = min(marks.get(name, (at, door.name)), (at, door.name))
    return marks


def assert_agreed(door, marks):
    """This laptop has each person signed in once, at the time and door of the model, and counts the same."""
    found = door.ctl("attendance", EVENT)
    came = [person for person in found["people"] if person["came"]]
    assert len({person["person"] for person in came}) == len(came) == len(marks) == found["counts"]["came"], found["counts"]
    told = {person["name"]: (person["at"], person["door"]) for person in came}
    assert told == marks, {name: (told.get(name), marks.get(name)) for name in marks if told.get(name) != marks[name]}
    clubs = [GUESTS.get(name, CLUBS[0]) for name in marks]
    assert {club["name"]: club["came"] for club in found["organisations"]} == {club: clubs.count(club) for club in CLUBS}


def assert_double(door):
    pairs = [{pair["one_title"], pair["other_title"]} for pair in door.ctl("doubles", "person")]
    assert set(WALK_INS) in pairs, pairs


def show_all_came(door, marks, registered):
    """The desk asks for the PIN, as another window was in front, and then shows the number of the whole event."""
    door.desk.back()
    # The window meets the centre by itself, at the latest after as long as it was away once more.
    door.window.says(door.window.t("Signed in: %u of %u", "desk") % (len(marks), registered), patience=4 * PATIENCE)


def show_last_known(door, marks, registered):
    """Without the centre the desk counts its own door, and says of when it knows the others."""
    guest = next(name for name in GUESTS if name not in marks)
    given, family = guest.split()
    door.desk.sign_in(f"{given} {family}".lower(), guest)
    here = 1 + sum(1 for _, name in marks.values() if name == door.name)
    door.window.says(door.window.t("Signed in at this door: %u of %u", "desk") % (here, registered))
    at, known = door.window.t("with the other doors, as of %s: %u", "desk").replace("%u", str(len(marks) + 1)).split("%s")
    door.window.says(re.compile(re.escape(at) + "[0-9]{2}:[0-9]{2}" + re.escape(known)))
    door.window.shot("desk-alone-again")


def find_the_double(window):
    window.key("F10")
    window.press(window.find("menu item", window.t("Find _Doubles…")))
    window.dialog(window.t("Doubles"))
    for name in WALK_INS:
        window.says(name)
    window.key("Escape")
    window.no_dialog()


def test_three_doors():
    """People signed in at three doors without a network are signed in once everywhere, at the earliest time not taken back"""
    seed = int(os.environ.get("LOTSE_SEED") or time.time())
    print(f"# LOTSE_SEED={seed}", flush=True)
    chance = random.Random(seed)
    with Desktop() as desktop:
        set_seconds(desktop, clear=60, lock=3600)
        centre = Centre(desktop, {account: ["coordinator"] for account in DOORS.values()})
        doors = [Door(desktop, centre, name, "de") for name in DOORS]
        load_event(doors[0])
        for door in doors[1:]:
            door.sync()
        centre.stop()
        for door, names, walk_in in zip(doors, shares(chance).values(), [*WALK_INS, None]):
            door.sign_in_by_keys(names[:BY_KEYS], walk_in)
            door.sign_in_by_command(names[BY_KEYS:], chance)
        centre.start()
        # Each once to send, and once more to receive what the others sent; nobody is told to wait for another.
        for _ in range(2):
            for door in chance.sample(doors, len(doors)):
                door.sync()
        marks = expected(doors)
        for door in doors:
            assert_agreed(door, marks)
            assert_double(door)
        for door in doors:
            show_all_came(door, marks, len(GUESTS))
        centre.stop()
        show_last_known(doors[-1], marks, len(GUESTS))
        for door in doors:
            door.desk.back()
            door.desk.leave()
        find_the_double(doors[-1].window)
        for door in doors:
            door.window.close()


if __name__ == "__main__":
    tap.run(globals())
