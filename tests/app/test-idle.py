# SPDX-License-Identifier: GPL-3.0-or-later
"""Minutes without a key lock the profile. This waits for a minute, so it runs beside other tests."""

import time

import steps
import tap
from desk import Desk, set_seconds
from desktop import Desktop
from window import Window

EVENT = "Netzwerktreffen Nord"
SECONDS = 72  # a minute, and until the window next looks at the time


def add_person_slowly(window, seconds):
    """Types for so long into a dialog; nobody who types is away."""
    window.key("<Control>n")
    window.dialog(window.pattern("New: %s"))
    window.tab_to("Name", "text box")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        window.type("a")
        time.sleep(2)
    assert window.search(None, "Lotse Is Locked") is None
    window.key("<Control>s")
    window.no_dialog()


def locking_window(desktop):
    """A window that locks after a minute, on the view of people."""
    folder = desktop.home / "profile"
    desktop.lotsectl(folder, "add", "person", "display_name=Amira Haddad")
    desktop.run(["gsettings", "set", "de.lotse.Lotse", "lock-after-minutes", "1"])
    window = Window(desktop, folder, "en")
    steps.view(window, 2, "People")
    return window


def open_desk(desktop):
    """A sign-in desk in a window that locks after a minute, and itself after some seconds."""
    set_seconds(desktop, lock=20)
    desktop.lotsectl(desktop.home / "profile", "add", "event", f"title_en={EVENT}")
    window = locking_window(desktop)
    desk = Desk(window, EVENT)
    desk.open()
    return desk


def leave_locked_desk(desk):
    """The desk has locked itself, the program has not: the PIN is all that is asked for."""
    desk.window.says("The Sign-in Desk Is Locked")
    assert desk.window.search(None, "Lotse Is Locked") is None
    desk.back()
    desk.sign_in("amira", "Amira Haddad")
    desk.leave()
    desk.window.close()


def unlock(window):
    window.says("Lotse Is Locked")
    window.key("Return")
    window.find("list item", "People")


def test_lock():
    """Ctrl+L and a minute without a key lock the profile, typing and a sign-in desk do not, and Enter unlocks it"""
    with Desktop() as desktop, Desktop() as other, Desktop() as door:
        desk = open_desk(door)
        away, here = locking_window(other), locking_window(desktop)
        here.key("<Control>l")
        unlock(here)
        steps.view(here, 2, "People")
        add_person_slowly(here, SECONDS)
        unlock(away)
        away.close()
        leave_locked_desk(desk)
        here.close()


if __name__ == "__main__":
    tap.run(globals())
