# SPDX-License-Identifier: GPL-3.0-or-later
"""The sign-in desk by keyboard alone: what a queue needs, what a screen reader hears, and what only the PIN opens."""

import csv
import json
import re

import looks
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
LONG_NAME = "Maximiliane Freifrau von Hohenstein-Waldburg"
HALF_DAYS = {"slots/am": '{"title": "Vormittag", "start": "2026-11-28T09:00", "end": "2026-11-28T12:00"}',
             "slots/pm": '{"title": "Nachmittag", "start": "2026-11-28T13:00", "end": "2026-11-28T17:00"}'}
NARROW = (640, 800)  # half of a screen
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
        door.window.key("F9")
        door.hears((door.window.t("%s: %u of %d · registered: %u", "desk")).replace("%u", "%d") % (CLUB, 3, 2, 3))
        door.window.shot("desk-organisations")
        door.window.type("ali")
        door.row("Ali Kaya")
        assert door.window.search("label", door.window.t("Came, of the places offered", "desk")) is None
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
        door.pin("1111")
        door.hears(door.window.t("That is not the PIN of this desk."))
        door.window.shot("desk-pin")
        too_many = door.window.patterns("Too many wrong PINs. Try again in %d second.",
                                        "Too many wrong PINs. Try again in %d seconds.")[1]

        def refused():
            """Return does nothing while a PIN is checked, which takes as long as the machine needs."""
            door.pin("1111")
            return door.window.search(None, too_many)

        wait_for("a wait after three wrong PINs", PATIENCE, refused)
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


def sign(door, name):
    """Draws three strokes where this guest is asked to sign."""
    window = door.window
    area = window.find("image", window.t("%s, please sign here", "desk") % name)
    x, y, width, height = area.box
    for stroke in range(3):
        left = x + width * (stroke + 1) // 5
        line = [(left + step * 4, y + height // 2 + (-1) ** step * 40) for step in range(20)]
        door.desktop.screen.draw(line)


def blackness(door, attendance):
    """How dark the picture of a signature is, from 0 to 1; None if there is none."""
    picture = door.desktop.home / f"{attendance['id']}.png"
    words = ("file", attendance["id"], "--field", "signature", "--output", picture)
    if door.desktop.lotsectl(door.folder, *words, check=False).returncode:
        return None
    return 1 - float(door.desktop.run(["identify", "-format", "%[fx:mean]", picture]).stdout)


def test_signature(language):
    """Guests sign with the pointer, skip it, or are followed by the next name; what was drawn is kept with the attendance"""
    with Desktop() as desktop:
        names = ["Fatma Kaya", "Jonas Petersen", "Olena Marchenko"]
        door = Door(desktop, language, names)
        door.open(signature=True)
        window = door.window
        door.sign_in("fatma", names[0])
        sign(door, names[0])
        window.shot("desk-signature")
        window.key("Return")
        door.search()
        door.sign_in("jonas", names[1])
        window.find("button", window.t("Without Signature (Esc)", "desk"))
        window.key("Escape")
        door.search()
        door.sign_in("olena", names[2])
        sign(door, names[2])
        window.type("fat")
        door.row(names[0])
        door.leave()
        window.close()
        people = {person["id"]: person["display_name"] for person in door.records("person")}
        came = {people[attendance["person"]]: attendance for attendance in door.records("attendance")}
        assert sorted(came) == sorted(names)
        black = [blackness(door, came[name]) for name in names]
        assert black[1] is None and all(0.0005 < black[n] < 0.2 for n in (0, 2)), black


def test_slots(language):
    """A desk is changed to the afternoon, and people are signed in to it; the morning stays as it was"""
    with Desktop() as desktop:
        door = Door(desktop, language, ["Fatma Kaya", "Jonas Petersen"], **HALF_DAYS)
        door.open()
        window = door.window
        count = window.t("Signed in at this door: %u of %u", "desk")
        choose_slot(door, "Vormittag")
        door.sign_in("fatma", "Fatma Kaya")
        window.says(count % (1, 2))
        choose_slot(door, "Nachmittag")
        window.says(count % (0, 2))
        door.sign_in("jonas", "Jonas Petersen")
        door.sign_in("fatma", "Fatma Kaya")
        window.says(count % (2, 2))
        window.shot("desk-slots")
        window.kill()
        door.window = Window(desktop, door.folder, language)
        door.back()
        door.window.says(count % (2, 2))
        door.window.find("button", door.window.t("%s (F8)", "desk") % "Nachmittag")
        door.leave()
        door.window.close()
        assert sorted(attendance["slot"] for attendance in door.records("attendance")) == ["am", "pm", "pm"]


def choose_slot(door, title):
    """F8 until the desk says that it signs in for that half-day; two are there."""
    label = door.window.t("%s (F8)", "desk")
    shown = door.window.find("button", re.compile("|".join(re.escape(label % name) for name in ("Vormittag", "Nachmittag"))))
    if title not in shown.name:
        door.window.key("F8")
        door.says("Now signing in for: %s", title)
    door.window.find("button", label % title)
    door.search()


def look_at_desk(door, name):
    """Everything at a desk fits into the window and has a name for screen readers."""
    window, problems = door.window, []

    def look(state):
        widgets = looks.gather(window)
        problems.extend(f"{state}: {problem}" for problem in looks.cut_off(window, widgets) + looks.without_names(widgets))
        window.shot(f"desk-{name}-{state}")

    look("empty")
    window.type("max")
    door.row(LONG_NAME)
    look("results")
    window.key("Return")
    window.find("button", window.t("Done (Enter)", "desk"))
    look("signature")
    window.key("Escape")
    door.search()
    look("confirmation")
    window.key("F9")
    door.says("Came, of the places offered")
    look("organisations")
    window.key("F2")
    window.find("text box", window.t("E-mail (voluntary)", "desk"))
    look("walk-in")
    window.key("Escape", "F10")
    window.find("button", window.t("_Back to the Desk"))
    look("pin")
    assert not problems, "\n" + "\n".join(problems)


def test_room(language):
    """In a narrow window, and with letters of twice the size, nothing of a desk is cut off"""
    for name, area, factor in (("narrow", NARROW, 1), ("large", None, 2)):
        with Desktop() as desktop:
            door = Door(desktop, language, [LONG_NAME, "Jonas Petersen"], **HALF_DAYS)
            door.open(signature=True)
            door.window.kill()
            desktop.screen.area = area or desktop.screen.area
            desktop.screen.scale_text(factor)
            door.window = Window(desktop, door.folder, language)
            door.back()
            look_at_desk(door, name)
            door.window.kill()


def test_alone(language):
    """A desk that nobody touches asks for its PIN; what was typed is gone, and nothing can be typed into the search"""
    with Desktop() as desktop:
        door = Door(desktop, language, ["Fatma Kaya"], alone=2)
        door.open()
        door.window.type("fat")
        door.window.find(None, door.window.t("The Sign-in Desk Is Locked"))
        assert door.window.search("list item", re.compile("^Fatma")) is None
        door.back()
        assert not door.window.focused.text
        set_seconds(desktop, lock=3600)
        door.sign_in("fatma", "Fatma Kaya")
        door.leave()
        door.window.close()


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
