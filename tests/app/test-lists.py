# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of 10,000 people comes to an event in the window: its progress shows, it stops without a trace, and comes in whole."""

import json
import re

import looks
import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

ROWS = 10_000
LONG = 120  # seconds; for all rows on a loaded machine


def count(desktop, kind):
    return len(json.loads(desktop.lotsectl(desktop.home / "profile", "--json", "list", kind).stdout))


def open_import(window, table):
    """Chooses the table for the event's people and waits until all of its rows were looked at, and none of them is known."""
    window.tab_to(window.t("List and Mail"), "button")
    window.key("Return")
    window.press(window.find("menu item", window.t("Import a _List…")))
    window.dialog(window.t("Import a List (CSV or vCard)"))
    window.type(str(table))
    window.key("Return")
    dialog = window.dialog(window.t("Import a List of People"))
    answer = window.t("%u new people, %u known, %u repeated, %u may be doubles").replace("%u", str(ROWS), 1).replace("%u", "0")
    window.find(None, answer, within=dialog, patience=LONG)
    wait_for("the button", PATIENCE, lambda: window.find("button", window.t("_Import")).has("sensitive"))
    return dialog


def stop_writing(window):
    """Presses Escape when the progress says that more than half is done: rows are being written then."""
    bar = window.find("progress bar")
    wait_for("the second half", LONG, lambda: bar.value > 0.5)
    window.screen.key("Escape")


def test_long_list(language):
    """A list of 10,000 people shows its progress, can be stopped while it is written, and comes in whole"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        table = desktop.home / "list.csv"
        table.write_text("Name;E-Mail\n" + "".join(f"Person Nummer{n};p{n}@example.org\n" for n in range(ROWS)), encoding="utf-8")
        desktop.lotsectl(folder, "add", "person", "display_name=Mira Beispiel")
        desktop.lotsectl(folder, "add", "event", "title_de=Fest", "title_en=Fair", "date=2027-03-12", "state=open")
        window = Window(desktop, folder, language)
        steps.view(window, 5, "Events")
        steps.keyboard_in(window.find("list", window.t("Events", "view")))
        window.key("Down", "Return")
        window.find("button", window.t("Edit"))
        window.key("<Control>3")
        window.says(window.t("Nobody Registered Yet"))
        dialog = open_import(window, table)
        missing = looks.without_names(looks.gather(window))
        assert not missing, missing
        window.shot("event-list-import")
        window.tab_to(window.t("_Import"), "button")
        window.key("Return")
        stop_writing(window)
        window.no_dialog()
        # The next check begins when the work that was stopped has ended.
        open_import(window, table)
        assert (count(desktop, "registration"), count(desktop, "person")) == (0, 1)
        window.tab_to(window.t("_Import"), "button")
        window.key("Return")
        wait_for("the end of the dialog", LONG, lambda: len(window.frames) == 1)
        window.find("list item", re.compile("^Person Nummer0, "))
        assert (count(desktop, "registration"), count(desktop, "person")) == (ROWS, ROWS + 1)
        window.close()


if __name__ == "__main__":
    tap.run(globals())
