# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do day by day, each of it by keyboard: tasks, programmes, the bin, undo, tables, filters, help."""

import json
import re
import shutil

import looks
import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

TASK, SECOND = "Fahrkarten besorgen", "Formular ausdrucken"
PROGRAMME, COHORT = "Lotsenprogramm Nord", "Jahrgang 2027"


TABLE = """Name,Region,E-Mail
Olena Kovalenko,Nordstadt,olena@example.org
Tariq Aziz,Südstadt,tariq@example.org
"""
VIEWER = """[Desktop Entry]
Type=Application
Name=Viewer
Exec=sh -c "echo %u > {file}"
MimeType=x-scheme-handler/help;
"""


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


def shown(window, name):
    """Waits for a row of the list of people."""
    return window.find("label", name)


def has_names(window):
    """Whether a screen reader can tell everything that is shown."""
    missing = looks.without_names(looks.gather(window))
    assert not missing, missing


def test_bin_and_undo(language):
    """A record goes to the bin, comes back by the toast, by Ctrl+Z and out of the bin"""
    with Desktop() as desktop:
        window = open_window(desktop, language)
        steps.find_record(window, "Amira", "Amira Haddad")
        window.find("button", window.t("Edit"))
        deleted = window.t("“%s” is in the bin") % "Amira Haddad"
        window.key("<Control>Delete")
        window.says(deleted)
        window.tab_to(window.t("Undo"), "button")
        window.key("Return")
        window.says(window.pattern("Undone: %s"))
        wait_for("the record", PATIENCE, lambda: len(records(desktop, "person")) == 2)
        steps.find_record(window, "Amira", "Amira Haddad")
        for back in (["<Control>z"], None):
            window.key("<Control>Delete")
            window.says(deleted)
            wait_for("the bin", PATIENCE, lambda: len(records(desktop, "person")) == 1)
            if back:
                window.key(*back)
                wait_for("the record", PATIENCE, lambda: len(records(desktop, "person")) == 2)
                window.says(window.pattern("Undone: %s"))
                steps.find_record(window, "Amira", "Amira Haddad")
        menu(window, "_Bin")
        window.says("Amira Haddad")
        window.shot("bin-filled")
        window.tab_to(re.compile("Amira Haddad"), "button")
        window.key("Return")
        window.says(window.t("The Bin Is Empty"))
        window.close()
        assert len(records(desktop, "person")) == 2


def choose_file(window, path):
    """Types a path into GTK's own dialog for files, and takes it."""
    wait_for("the dialog for files", PATIENCE, lambda: len(window.frames) > 1)
    window.type(str(path))
    window.key("Return")


def test_tables(language):
    """A table comes in after a look at what will happen, the list is narrowed, and a table goes out"""
    with Desktop() as desktop:
        table, out = desktop.home / "people.csv", desktop.home / "out.csv"
        table.write_text(TABLE, encoding="utf-8")
        window = open_window(desktop, language)
        steps.view(window, 2, "People")
        menu(window, "_Import…")
        choose_file(window, table)
        window.dialog(window.t("Import a Table"))
        window.says(window.t("%u new, %u changed, %u unchanged, %u left out").replace("%u", "2", 1).replace("%u", "0"))
        has_names(window)
        window.shot("import")
        window.tab_to(window.t("_Import"), "button")
        window.key("Return")
        window.no_dialog()
        shown(window, "Olena Kovalenko")
        assert {person.get("region") for person in records(desktop, "person")} == {None, "Nordstadt", "Südstadt"}
        filters(window)
        menu(window, "_Export…")
        window.dialog()
        window.tab_to(window.t("_Choose File…"), "button")
        window.key("Return")
        window.dialog(window.t("Export a Table (CSV)"))
        window.key("<Control>a")
        choose_file(window, out)
        window.says(window.patterns("%u row saved", "%u rows saved")[1])
        window.close()
        assert "Tariq Aziz" in out.read_text(encoding="utf-8")


def filters(window):
    """Narrows the list to a region, and shows all again."""
    window.tab_to(window.t("Sort and Filter"), key="<Shift>Tab")
    window.key("Return")
    window.tab_to(window.t("Region", "field"), "text box")
    window.type("Südstadt")
    window.wait_gone("label", "Olena Kovalenko")
    shown(window, "Tariq Aziz")
    window.shot("filter")
    window.key("<Control>a", "BackSpace")
    shown(window, "Olena Kovalenko")
    window.key("Escape")
    window.wait_gone("text box", window.t("Region", "field"))


def help_asked(window, asked):
    """Asks for help and returns what was shown last. It takes a moment until a new viewer is known."""
    window.key("F1")
    return asked.read_text().strip() if asked.exists() else None


def test_help(language):
    """F1 opens the page of the view, and says what is missing where nothing shows help"""
    with Desktop() as desktop:
        window = open_window(desktop, language)
        steps.view(window, 2, "People")
        if shutil.which("yelp") is None:
            window.key("F1")
            window.says(window.t("The help could not be opened. Please install the program Yelp (“Help”)."))
        asked, applications = desktop.home / "asked", desktop.home / "data" / "applications"
        applications.mkdir()
        (applications / "viewer.desktop").write_text(VIEWER.format(file=asked), encoding="utf-8")
        (desktop.home / "config" / "mimeapps.list").write_text(
            "[Default Applications]\nx-scheme-handler/help=viewer.desktop\n", encoding="utf-8")
        for number, view, page in ((2, "People", "people"), (4, "Tandems", "tandems")):
            steps.view(window, number, view)
            wait_for(f"the page {page}", PATIENCE, lambda: help_asked(window, asked) == f"help:lotse/{page}", pause=1)
        window.close()


if __name__ == "__main__":
    tap.run(globals())
