# SPDX-License-Identifier: GPL-3.0-or-later
"""The views in a narrow window, in dark style, in high contrast, and with text of twice the size: nothing is cut off.

Of each a picture is kept (screenshots/de in the build directory, as "narrow-today" and so on). The language is German,
whose words are longer.
"""

import re

import looks
import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

NARROW = (360, 720)


def look(window, style, name, problems):
    window.shot(f"{style}-{name}")
    if style in ("dark", "contrast"):
        return  # other colours, and the same room
    problems += [f"{style} {name}: cut off: {widget}" for widget in looks.cut_off(window, looks.gather(window))]


def is_near(focused, window):
    """Whether the keyboard is in the list or, where the record hides it, in the record."""
    return focused and (focused.role == "list item" or focused.name in (window.t("Back"), window.t("Edit")))


def record(window, style, number, name, view, problems):
    """A list, and the record that is chosen in it."""
    steps.view(window, number, view)
    rows = window.find("list", window.t(view, "view"))
    steps.keyboard_in(rows)
    look(window, style, f"{name}-list", problems)
    window.key("Down", "Return")
    window.find("button", window.t("Edit"))
    wait_for("the keyboard in the record or in its list", PATIENCE, lambda: is_near(window.focused, window))
    look(window, style, name, problems)


def over(window, style, name, keys, problems):
    """What a key opens over the view."""
    window.key(keys)
    window.dialog()
    look(window, style, name, problems)
    window.key("Escape")
    window.no_dialog()


SECTIONS = ("plan", "agenda", "people", "door", "papers", "feedback")


def add_event(desktop, folder):
    """An event that has something to show in each section of its page; the newest, so that it is the first of the list."""
    def add(kind, *fields):
        return desktop.lotsectl(folder, "add", kind, *fields).stdout.strip()

    event = add("event", "title_de=Ideenwerkstatt Nachbarschaft und Ehrenamt", "date=2099-04-10", "state=open", "capacity=2",
                "venue=Bürgerhaus Nordstadt")
    for title in ("Werkstatt Öffentlichkeitsarbeit", "Werkstatt Antrag"):
        add("agenda_item", f"event={event}", f"title={title}", "type=workshop", "starts_at=2099-04-10T11:00", "ends_at=2099-04-10T12:30",
            "capacity=12")
    add("task", f"attached={event}", "text=Getränke und Besteck bestellen", "due=2099-04-01")
    for name, state, need in (("Alexandra-Magdalena von der Hohenstein", "registered", "needs=childcare"), ("Serhij Kowaltschuk", "waiting", "role=speaker")):
        person = add("person", f"display_name={name}")
        add("registration", f"event={event}", f"person={person}", f"state={state}", need, "organisation_name=Beispielverein Nordstadt")


def events(window, style, problems):
    """The list with its totals, and the sections of an event's page."""
    steps.view(window, 5, "Events")
    rows = window.find("list", window.t("Events", "view"))
    steps.keyboard_in(rows)
    window.find("label", re.compile("177 Teilnahmen"))
    look(window, style, "events-list", problems)
    window.key("<Control>m")
    window.find("button", window.t("Next Month"))
    look(window, style, "calendar", problems)
    window.key("<Control>m")
    steps.keyboard_in(rows)
    window.key("Home", "Return")
    window.find("button", window.t("Edit"))
    for number, name in enumerate(SECTIONS, 1):
        window.key(f"<Control>{number}")
        look(window, style, f"event-{name}", problems)


def tour(style, environment=None, area=None, text=1):
    problems = []
    with Desktop() as desktop:
        if area:
            desktop.screen.area = area
        desktop.screen.scale_text(text)
        folder = desktop.home / "demo"
        desktop.lotsectl(folder, "demo")
        add_event(desktop, folder)
        steps.add_form(desktop, folder)
        window = Window(desktop, folder, "de", environment=environment)
        steps.view(window, 1, "Today")
        window.says(window.t("Tasks"))
        look(window, style, "today", problems)
        record(window, style, 2, "people", "People", problems)
        record(window, style, 3, "organisations", "Organisations", problems)
        record(window, style, 4, "tandems", "Tandems", problems)
        over(window, style, "edit", "<Control>e", problems)
        over(window, style, "history", "<Control>h", problems)
        over(window, style, "preferences", "<Control>comma", problems)
        window.key("<Control>k")
        window.find("search box", window.t("Find any record"))
        window.type("Jusuf")
        window.says("Yusuf")
        look(window, style, "search", problems)
        window.key("Escape")
        window.no_dialog()
        events(window, style, problems)
        record(window, style, 6, "forms", "Feedback", problems)
        steps.view(window, 0, "Sync")
        look(window, style, "sync", problems)
        window.close()
    assert not problems, "\n" + "\n".join(problems)


def test_narrow():
    """In a window as narrow as a phone nothing is cut off"""
    tour("narrow", area=NARROW)


def test_dark():
    """In dark style every view comes up"""
    tour("dark", {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"})


def test_contrast():
    """In high contrast every view comes up"""
    tour("contrast", {"ADW_DEBUG_HIGH_CONTRAST": "1"})


def test_large_text():
    """With text of twice the size nothing is cut off"""
    tour("large", text=2)


if __name__ == "__main__":
    tap.run(globals())
