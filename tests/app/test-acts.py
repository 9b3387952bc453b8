# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do day by day, each of it by keyboard: tasks, programmes."""

import json

import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

TASK, SECOND = "Fahrkarten besorgen", "Formular ausdrucken"
PROGRAMME, COHORT = "Lotsenprogramm Nord", "Jahrgang 2027"


def records(desktop, kind):
    return json.loads(desktop.lotsectl(desktop.home / "profile", "--json", "list", kind).stdout)


def open_window(desktop, language):
    """A profile of its own with one tandem, and its window."""
    folder = desktop.home / "profile"
    people = [desktop.lotsectl(folder, "add", "person", f"display_name={name}").stdout.strip()
              for name in ("Jürgen Öztürk", "Amira Haddad")]
    desktop.lotsectl(folder, "add", "mentoring_pair", f"mentor={people[0]}", f"mentee={people[1]}", "state=agreed")
    return Window(desktop, folder, language)


def new_task(window, text):
    """Fills in the form of a new task, which is open."""
    window.dialog(window.pattern("New: %s"))
    window.tab_to(window.t("Task", "field"), "text box")
    window.type(text)
    window.key("<Control>s")
    window.no_dialog()


def menu(window, label):
    """Chooses an entry of the main menu."""
    window.key("F10")
    window.press(window.find("menu item", window.t(label)))


def test_new_task(language):
    """A task is written down on Today and for a tandem, shows on both, and is done with its button"""
    with Desktop() as desktop:
        window = open_window(desktop, language)
        steps.view(window, 1, "Today")
        window.key("<Control>n")
        new_task(window, TASK)
        window.says(TASK)
        steps.view(window, 4, "Tandems")
        rows = window.find("list", window.t("Tandems", "view"))
        wait_for("the keyboard in the list", PATIENCE, lambda: any(row.has("focused") for row in rows.walk()))
        window.key("Down", "Return")
        window.find("button", window.t("Edit"))
        window.tab_to(window.pattern("Add: %s"), "button")
        window.key("Return")
        new_task(window, SECOND)
        window.says(SECOND)
        steps.view(window, 1, "Today")
        window.says(SECOND)
        window.shot("today-tasks")
        window.tab_to(window.t("Done: %s") % TASK, "button")
        window.key("Return")
        window.wait_gone("button", window.t("Done: %s") % TASK)
        window.close()
        tasks = {task["text"]: task for task in records(desktop, "task")}
        assert tasks[TASK]["done_on"] and "done_on" not in tasks[SECOND], tasks
        assert tasks[SECOND]["attached"] == records(desktop, "mentoring_pair")[0]["id"], tasks


def test_programme(language):
    """A programme with its quiet days and a cohort are added from the menu"""
    with Desktop() as desktop:
        window = open_window(desktop, language)
        menu(window, "Pr_ogrammes")
        window.says(window.t("No Programmes Yet"))
        window.shot("empty-programmes")
        window.key("<Control>n")
        window.dialog(window.pattern("New: %s"))
        for field, text in (("Name", PROGRAMME), ("Quiet after (days)", "21")):
            window.tab_to(window.t(field, "field"), "text box")
            window.type(text)
        window.key("<Control>s")
        window.no_dialog()
        window.find("button", window.t("Edit"))
        window.tab_to(window.pattern("Add: %s"), "button")
        window.key("Return")
        window.dialog(window.pattern("New: %s"))
        window.tab_to(window.t("Name", "field"), "text box")
        window.type(COHORT)
        window.key("<Control>s")
        window.no_dialog()
        window.says(COHORT)
        window.shot("programmes")
        window.close()
        programme, cohort = records(desktop, "programme")[0], records(desktop, "cohort")[0]
        assert programme["name"] == PROGRAMME and programme["quiet_after"] == 21, programme
        assert cohort["name"] == COHORT and cohort["programme"] == programme["id"], cohort


if __name__ == "__main__":
    tap.run(globals())
