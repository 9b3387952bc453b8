# SPDX-License-Identifier: GPL-3.0-or-later
"""The way from the first start to a meeting that shows on another laptop, in the real window."""

import steps
import tap
from desktop import Centre, Desktop
from window import Window

MENTOR, MENTEE = "Jürgen Öztürk", "Amira Haddad"
SUMMARY = "Erste Ratssitzung besucht und nachbesprochen"


def test_by_keyboard(language):
    """A coordinator connects, adds two people, a pair and a meeting, and a second laptop finds it; by keyboard only"""
    with Desktop() as desktop:
        centre = Centre(desktop, {"sabine": ["coordinator"], "murat": ["coordinator"]})
        first = Window(desktop, desktop.home / "first", language)
        first.find("text box", first.t("Invitation"))
        first.shot("first-start")
        steps.connect(first, centre.invite("sabine"))
        steps.wait_for_sync(first, "done")
        steps.add_person(first, MENTOR)
        steps.add_person(first, MENTEE)
        steps.add_pair(first, MENTOR, MENTEE)
        steps.add_session(first, "90", SUMMARY, "Protokoll lesen")
        steps.sync_now(first)

        second = Window(desktop, desktop.home / "second", language)
        steps.connect(second, centre.invite("murat"))
        steps.wait_for_sync(second, "done")
        steps.find_record(second, "ratssitzung", SUMMARY)
        second.says(SUMMARY)
        second.shot("second-laptop")
        second.close()
        first.close()
        for folder in ("first", "second"):
            desktop.lotsectl(desktop.home / folder, "check")


if __name__ == "__main__":
    tap.run(globals())
