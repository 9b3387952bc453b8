# SPDX-License-Identifier: GPL-3.0-or-later
"""Every view and dialog of the window, with example data, in both languages.

Of each a picture is kept (screenshots/de and screenshots/en in the build directory), and in each every widget has a
name, nothing stands in the wrong language, and the keyboard comes everywhere.
"""

import os
from pathlib import Path

import looks
import steps
import tap
from desktop import Desktop
from window import Window

SOURCE = Path(os.environ.get("G_TEST_SRCDIR", "tests")).resolve().parent


# Sections of an event's page, in the order of their keys.
SECTIONS = ["plan", "agenda", "people", "door", "papers", "feedback"]

# Windows that are made by GTK and libadwaita, with their own words.
FROM_LIBRARIES = ["shortcuts", "about"]


class Tour:
    """Walks through the window and gathers what is wrong on the way."""

    def __init__(self, desktop, language):
        self.desktop, self.language = desktop, language
        self.english = looks.english(SOURCE) if language == "de" else None
        self.problems = []

    def open(self, folder):
        self.window = Window(self.desktop, folder, self.language)

    def look(self, name, tab=True):
        """Looks at what shows now."""
        window = self.window
        window.shot(name)
        if name not in FROM_LIBRARIES:
            self.check(window, name, tab)

    def check(self, window, name, tab):
        widgets = looks.gather(window)
        self.problems += [f"{name}: no name: {widget}" for widget in looks.without_names(widgets)]
        if self.english:
            self.problems += [f"{name}: English: {text}" for text in self.english.find(widgets)]
        if tab and self.language == "en":
            self.problems += [f"{name}: not reached by Tab: {widget}" for widget in looks.out_of_reach(window, widgets)]

    def menu(self, label):
        """Chooses an entry of the main menu."""
        self.window.key("F10")
        entry = self.window.find("menu item", self.window.t(label))
        self.window.press(entry)


def dialogs(tour):
    """What opens over the views."""
    window = tour.window
    window.key("<Control>k")
    window.find("search box", window.t("Find any record"))
    window.type("Jusuf")
    window.says("Yusuf")
    tour.look("search")
    window.key("Escape")
    window.no_dialog()
    window.key("<Control>comma")
    window.dialog(window.t("Preferences"))
    tour.look("preferences")
    window.key("Escape")
    window.no_dialog()
    window.key("<Control>question")
    window.find(None, window.t("Find any record"))
    tour.look("shortcuts", tab=False)
    window.key("Escape")
    window.no_dialog()
    tour.menu("_About Lotse")
    window.find("label", "Lotse")
    tour.look("about", tab=False)
    window.key("Escape")
    window.no_dialog()


def lists(tour):
    """The views with a list and a record beside it."""
    window = tour.window
    for number, name, view in ((2, "people", "People"), (3, "organisations", "Organisations"), (4, "tandems", "Tandems"),
                               (6, "forms", "Feedback")):
        steps.view(window, number, view)
        tour.look(f"{name}-list", tab=False)
        steps.keyboard_in(window.find("list", window.t(view, "view")))
        window.key("Down", "Return")
        window.find("button", window.t("Edit"))
        tour.look(name)
        window.key("<Control>e")
        window.dialog(window.pattern("Edit: %s"))
        tour.look(f"{name}-edit")
        window.key("Escape")
        window.no_dialog()
        window.key("<Control>h")
        window.dialog()
        tour.look(f"{name}-history")
        window.key("Escape")
        window.no_dialog()


def events(tour):
    """The view Events: its list, its calendar, and each section of an event's page."""
    window = tour.window
    steps.view(window, 5, "Events")
    steps.keyboard_in(window.find("list", window.t("Events", "view")))
    tour.look("events-list", tab=False)
    window.key("Down", "Return")
    window.find("button", window.t("Edit"))
    for number, name in enumerate(SECTIONS, 1):
        window.key(f"<Control>{number}")
        tour.look(f"events-{name}")
    window.key("<Control>m")
    window.find("button", window.t("Next Month"))
    tour.look("events-calendar")
    window.key("<Control>m")


def test_views(language):
    """Every view and dialog has names, one language, and is reached by keyboard"""
    with Desktop() as desktop:
        tour = Tour(desktop, language)
        folder = desktop.home / "demo"
        desktop.lotsectl(folder, "demo")
        steps.add_form(desktop, folder)
        tour.open(folder)
        window = tour.window
        steps.view(window, 1, "Today")
        tour.look("today")
        lists(tour)
        events(tour)
        dialogs(tour)
        steps.view(window, 0, "Sync")
        tour.look("sync")
        tour.menu("_Bin")
        window.says(window.t("The Bin Is Empty"))
        tour.look("bin")
        window.key("<Control>l")
        window.says(window.t("Lotse Is Locked"))
        tour.look("locked")
        window.close()
    assert not tour.problems, "\n" + "\n".join(tour.problems)


def test_first_start(language):
    """The first start and the empty views have names, one language, and are reached by keyboard"""
    with Desktop() as desktop:
        tour = Tour(desktop, language)
        tour.open(desktop.home / "new")
        window = tour.window
        window.find("text box", window.t("Invitation"))
        tour.look("first-start")
        window.click("button", window.t("Connect by Address and _Account"))
        window.find("text box", window.t("Address of the centre"))
        tour.look("first-start-account")
        window.click("button", window.t("Back"))
        window.click("button", window.t("_Work Without a Centre for Now"))
        window.find("list", window.t("Views"))
        for number, name in ((1, "Today"), (2, "People"), (3, "Organisations"), (4, "Tandems"), (5, "Events"), (6, "Feedback"),
                             (7, "Results")):
            steps.view(window, number, name)
            tour.look(f"empty-{name.lower()}")
        window.close()
    assert not tour.problems, "\n" + "\n".join(tour.problems)


if __name__ == "__main__":
    tap.run(globals())
