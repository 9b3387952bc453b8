# SPDX-License-Identifier: GPL-3.0-or-later
"""Doubles in the window, by keyboard: found, united, denied, undone, united by name and taken apart."""

import json

import looks
import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

PEOPLE = (("Yusuf Demir", "phone=0361 1234567", "city=Erfurt"),
          ("Jussuf Demir", "phone=0361 7654321", "city=Erfurt", "email=jussuf@example.org"),
          ("Olena Kovalenko", "email=olena@example.org", "region=Nordstadt"),
          ("Lena Kovalenko", "email=olena@example.org", "region=Südstadt"))


def people(desktop):
    found = json.loads(desktop.lotsectl(desktop.home / "profile", "--json", "list", "person").stdout)
    return {person["display_name"]: person for person in found}


def open_window(desktop, language):
    folder = desktop.home / "profile"
    for name, *fields in PEOPLE:
        desktop.lotsectl(folder, "add", "person", f"display_name={name}", *fields)
    return Window(desktop, folder, language)


def has_names(window):
    """Whether a screen reader can tell everything that is shown."""
    missing = looks.without_names(looks.gather(window))
    assert not missing, missing


def find_doubles(window):
    window.key("F10")
    window.press(window.find("menu item", window.t("Find _Doubles…")))
    window.dialog(window.t("Doubles"))


def pair(window, number, of):
    """Waits until this pair is shown."""
    window.says(window.t("%u of %u: %s").replace("%u", str(number), 1).replace("%u", str(of), 1).replace("%s", ""))
    window.find("button", window.t("Keep _Left"))


def test_find_and_unite(language):
    """Pairs are shown side by side; keys unite, deny and undo, and a chosen value comes from the other record"""
    with Desktop() as desktop:
        window = open_window(desktop, language)
        find_doubles(window)
        pair(window, 1, 2)
        has_names(window)
        window.shot("doubles")
        window.key("4")
        pair(window, 2, 2)
        window.key("3")
        window.says(window.t("These two are not offered again"))
        window.says(window.t("No Doubles Left"))
        window.key("<Control>z")
        pair(window, 2, 2)
        window.key("1")
        window.says(window.pattern("United: %s"))
        wait_for("one record less", PATIENCE, lambda: len(people(desktop)) == 3)
        window.shot("doubles-united")
        window.key("<Control>z")
        pair(window, 2, 2)
        wait_for("both again", PATIENCE, lambda: len(people(desktop)) == 4)
        window.key("Escape")
        window.no_dialog()
        window.close()


def test_choose_a_value(language):
    """Where both say something else a person chooses by keyboard which value stays"""
    with Desktop() as desktop:
        window = open_window(desktop, language)
        others = [person["id"] for name, person in people(desktop).items() if "Kovalenko" in name]
        desktop.lotsectl(desktop.home / "profile", "delete", *others)
        find_doubles(window)
        pair(window, 1, 1)
        choices = [window.t("%s: keep %s") % (window.t("Phone", "field"), phone) for phone in ("0361 1234567", "0361 7654321")]
        window.tab_to(choices[0])
        window.key("Right", "space")
        wait_for("the choice", PATIENCE, lambda: window.find(None, choices[1]).has("checked"))
        window.tab_to(window.t("Keep _Left"), "button")
        window.key("Return")
        window.says(window.t("No Doubles Left"))
        wait_for("one record less", PATIENCE, lambda: len(people(desktop)) == 1)
        window.key("Escape")
        window.no_dialog()
        window.close()
        (person,) = people(desktop).values()
        assert person["phone"] == "0361 7654321" and person["email"] == "jussuf@example.org", person


def test_unite_by_name_and_take_apart(language):
    """From a person's page the other record is found by name, united, and taken apart on the same page"""
    with Desktop() as desktop:
        window = open_window(desktop, language)
        steps.find_record(window, "Lena", "Lena Kovalenko")
        window.find("button", window.t("Edit"))
        window.tab_to(window.t("More Actions"))
        window.key("Return")
        window.press(window.find("menu item", window.t("_Unite With…")))
        window.dialog(window.t("Unite With"))
        window.type("Yusuf")
        window.find("list item", "Yusuf Demir")
        window.key("Return")
        window.dialog(window.t("Unite Two Records"))
        window.find("button", window.t("Keep _Left"))
        window.shot("doubles-pair")
        window.key("1")
        window.no_dialog()
        window.says(window.t("Stands for several records that were united."))
        wait_for("one record less", PATIENCE, lambda: len(people(desktop)) == 3)
        window.shot("doubles-record")
        window.tab_to(window.t("Take A_part"), "button")
        window.key("Return")
        window.says(window.t("Taken apart: the other record is in the list again"))
        wait_for("both again", PATIENCE, lambda: len(people(desktop)) == 4)
        window.close()


if __name__ == "__main__":
    tap.run(globals())
