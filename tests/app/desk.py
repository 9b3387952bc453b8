# SPDX-License-Identifier: GPL-3.0-or-later
"""A sign-in desk in a window, worked by keyboard as people at a door do."""

import re

import steps
from screen import wait_for
from window import PATIENCE

PIN = "2468"


def set_seconds(desktop, **seconds):
    """How long results show ("clear"), and a desk stands open ("lock"), when nobody touches a key."""
    for key, value in seconds.items():
        desktop.run(["gsettings", "set", "de.lotse.Lotse", f"desk-{key}-seconds", str(value)])


class Desk:
    """The desk of one event in the window of one profile."""

    def __init__(self, window, event):
        self.window, self.event_title = window, event

    def open(self, door="Nord", signature=False):
        """Opens the desk from the page of the event, by keyboard."""
        window = self.window
        steps.find_record(window, self.event_title, self.event_title)
        window.find("button", window.t("Edit"))
        window.key("<Control>4")
        window.tab_to(window.t("Open the Sign-in _Desk…"), "button")
        window.key("Return")
        window.dialog(window.t("Open the Sign-in Desk"))
        for field, text in (("Name of this door", door), ("PIN (at least four digits)", PIN), ("PIN again", PIN)):
            window.tab_to(window.t(field), "text box")
            window.type(text)
        if signature:
            window.tab_to(window.t("Signature"))
            window.key("space")
        window.tab_to(window.t("_Open the Desk"), "button")
        window.key("Return")
        self.search()

    def search(self):
        """Waits until the search has the keyboard."""
        name = self.window.t("Your name or organisation", "desk")
        return wait_for("the search", PATIENCE, lambda: (node := self.window.focused) and node.name == name and node)

    def hears(self, text):
        """Waits until something on the screen has this name for screen readers."""
        self.window.says(text)

    def says(self, text, *values):
        self.hears(self.window.t(text, "desk") % values)

    def row(self, name):
        return self.window.find("list item", re.compile("^" + re.escape(name)))

    def sign_in(self, letters, name):
        """Types a name, signs in who is on top, and waits until that is said."""
        self.window.type(letters)
        self.row(name)
        self.window.key("Return")
        self.hears(self.window.t("%s, %s, is signed in", "desk").split("%s")[0] + name)

    def undo(self, name):
        self.window.key("<Control>z")
        self.says("Taken back: %s", name)

    def walk_in(self, name, organisation):
        """F2 and the form of somebody whom nobody knows."""
        window = self.window
        window.key("F2")
        for field, text in (("Name", name), ("Organisation", organisation)):
            window.tab_to(window.t(field, "desk"), "text box")
            window.type(text)
        window.key("Return", "Return")
        self.hears(name)
        self.search()

    def back(self):
        """Comes back to a desk that has locked itself. Newer GTK gives the keyboard to nothing in a window behind."""
        self.window.front()
        self.pin(PIN)
        self.search()

    def leave(self):
        window = self.window
        window.key("F10")
        self.pin(PIN)
        window.find("list", window.t("Views"))

    def pin(self, digits):
        window = self.window
        wait_for("the question for the PIN", PATIENCE, lambda: (node := window.focused) and node.name == window.t("PIN"))
        window.type(digits)
        window.key("Return")
