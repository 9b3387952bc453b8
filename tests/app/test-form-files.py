# SPDX-License-Identifier: GPL-3.0-or-later
"""Feedback forms on paper and as files: printed, exported and imported in the window, by keyboard."""

import json
import re
from pathlib import Path

import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

FORM = Path(__file__).parents[1] / "ctl" / "data" / "four-languages.form"
TITLES = {"de": "Rückmeldung zum Treffen", "en": "Feedback on the meeting"}
EVENT = "Netzwerktreffen Süd"
STRANGE = """[form]
name=strange
purpose=survey
title[de]=Fremdes Formular
colour=red

[question why]
type=open
text[de]=Warum?
size=9
"""


def records(desktop, kind):
    return json.loads(desktop.lotsectl(desktop.home / "profile", "--json", "list", kind).stdout)


def open_window(desktop, language):
    """The window with the page of a form in four languages, with which an event is asked."""
    folder = desktop.home / "profile"
    desktop.lotsectl(folder, "add", "person", "display_name=Mira Beispiel")
    desktop.lotsectl(folder, "form", "import", FORM)
    form = records(desktop, "form")[0]
    desktop.lotsectl(folder, "add", "event", f"title_de={EVENT}", f"title_en={EVENT}", "date=2099-05-04", f"form={form['id']}")
    window = Window(desktop, folder, language)
    steps.view(window, 6, "Feedback")
    steps.keyboard_in(window.find("list", window.t("Feedback", "view")))
    window.find("label", form["title"])
    window.key("Down", "Return")
    window.says(window.t("Where It Is Used"))
    return window


def page_menu(window, label):
    """Chooses an entry of the menu of the form's page."""
    window.tab_to(window.t("More Actions"))
    window.key("Return")
    window.press(window.find("menu item", window.t(label)))


def choose_file(window, title, path):
    window.dialog(window.t(title))
    window.key("<Control>a")
    window.type(str(path))
    window.key("Return")


def test_print(language):
    """A form is saved as a page in Arabic for an event, and the printer is asked for"""
    with Desktop() as desktop:
        window = open_window(desktop, language)
        page_menu(window, "_Print…")
        window.dialog(window.t("Print the Form"))
        window.find("label", window.t("For the event"))
        window.shot("form-print")
        window.tab_to(re.compile(re.escape(window.t("Language of the page"))))
        window.key("Return", "Home", "Return")
        window.tab_to(re.compile(re.escape(window.t("For the event"))))
        window.key("Return", "Down", "Return")
        window.tab_to(window.t("Save as _PDF…"), "button")
        window.key("Return")
        paper = desktop.home / "form.pdf"
        choose_file(window, "Save the Form", paper)
        window.says(window.t("The form is saved; it has one page"))
        text = desktop.run(["pdftotext", "-enc", "UTF-8", paper, "-"]).stdout
        assert "رأيك" in text and EVENT in text, text
        page_menu(window, "_Print…")
        window.dialog(window.t("Print the Form"))
        window.tab_to(window.t("P_rint…"), "button")
        window.key("Return")
        window.dialog(re.compile("^(Print|Drucken)$"))
        window.key("Escape")
        window.close()


def test_print_from_event():
    """The page of an event prints its form with the event and the funder on it, without asking for which"""
    with Desktop() as desktop:
        window = open_window(desktop, "de")
        event = records(desktop, "event")[0]["id"]
        desktop.lotsectl(desktop.home / "profile", "set", event, "credit_line=Gefördert vom Musterfonds")
        steps.find_record(window, EVENT, EVENT)
        window.find("button", window.t("Edit"))
        window.key("<Control>6")
        window.find("button", window.t("P_rint the Form…"))
        window.tab_to(window.t("P_rint the Form…"), "button")
        window.key("Return")
        window.dialog(window.t("Print the Form"))
        window.tab_to(window.t("Save as _PDF…"), "button")
        window.key("Return")
        paper = desktop.home / "form.pdf"
        choose_file(window, "Save the Form", paper)
        window.says(window.t("The form is saved; it has one page"))
        text = desktop.run(["pdftotext", "-enc", "UTF-8", paper, "-"]).stdout
        assert EVENT in text and "Musterfonds" in text, text
        window.close()


def test_files(language):
    """A form goes out as XLSForm and is known when it comes back; another file says what it could not carry"""
    with Desktop() as desktop:
        window = open_window(desktop, language)
        page_menu(window, "_Export as XLSForm…")
        sheet = desktop.home / "form.xlsx"
        choose_file(window, "Export as XLSForm", sheet)
        window.says(window.t("The form is saved as XLSForm"))
        bring(window, sheet)
        window.says(re.compile(re.escape(window.t("The form is there already as it is in the file."))))
        assert not window.find("button", window.t("_Import")).has("sensitive")
        window.key("Escape")
        window.no_dialog()
        strange = desktop.home / "strange.form"
        strange.write_text(STRANGE, encoding="utf-8")
        bring(window, strange)
        window.says(re.compile("“colour”|„colour“"))
        window.shot("form-import")
        window.tab_to(window.t("_Import"), "button")
        window.key("Return")
        window.no_dialog()
        wait_for("the form", PATIENCE, lambda: "Fremdes Formular" in [form["title"] for form in records(desktop, "form")])
        window.says("Warum?")
        window.close()


def bring(window, path):
    window.key("F10")
    window.press(window.find("menu item", window.t("_Import…")))
    choose_file(window, "Import a Form", path)
    window.dialog(window.t("Import a Form"))
    window.find("button", window.t("_Import"))


def test_broken_file(language):
    """A file that is no form is refused with the reason"""
    with Desktop() as desktop:
        window = open_window(desktop, language)
        broken = desktop.home / "broken.xlsx"
        broken.write_bytes(b"PK\x03\x04 and nothing that follows")
        window.key("F10")
        window.press(window.find("menu item", window.t("_Import…")))
        choose_file(window, "Import a Form", broken)
        window.dialog(window.t("The Form Was Not Imported"))
        window.key("Escape")
        window.close()
        assert len(records(desktop, "form")) == 1


if __name__ == "__main__":
    tap.run(globals())
