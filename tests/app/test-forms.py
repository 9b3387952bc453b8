# SPDX-License-Identifier: GPL-3.0-or-later
"""Feedback forms in the window, by keyboard alone: the list, a form's page, and the designer."""

import json

import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window


def records(desktop, kind):
    return json.loads(desktop.lotsectl(desktop.home / "profile", "--json", "list", kind).stdout)


def import_form(desktop):
    """A form with two questions, from tables."""
    desktop.lotsectl(desktop.home / "profile", "add", "person", "display_name=Mira Beispiel")
    forms, questions = desktop.home / "forms.csv", desktop.home / "questions.csv"
    forms.write_text("form,order,question,title\ntreffen,1,gesamt,Netzwerktreffen\ntreffen,2,offen,Netzwerktreffen\n", encoding="utf-8")
    questions.write_text("question,theme,type,text_de,text_en\n"
                         "gesamt,overall,rating,Wie war das Treffen insgesamt?,How was the meeting?\n"
                         "offen,,open,Was sollen wir ändern?,What should we change?\n", encoding="utf-8")
    desktop.lotsectl(desktop.home / "profile", "form", "import", forms, questions)
    return records(desktop, "form")[0]["id"]


def open_form(window, title):
    steps.view(window, 6, "Feedback")
    steps.keyboard_in(window.find("list", window.t("Feedback", "view")))
    window.find("label", title)
    window.key("Down", "Return")
    window.says(window.t("Where It Is Used"))


def test_page(language):
    """The list has the forms, and a form's page says how it stands, what it asks and where it is used"""
    with Desktop() as desktop:
        form = import_form(desktop)
        desktop.lotsectl(desktop.home / "profile", "add", "event_format", "name_de=Netzwerktreffen mit Verbänden", f"form={form}")
        window = Window(desktop, desktop.home / "profile", language)
        open_form(window, "Netzwerktreffen")
        window.says(window.t("no sheets yet"))
        window.says("Wie war das Treffen insgesamt?" if language == "de" else "How was the meeting?")
        window.find("list item", "Netzwerktreffen mit Verbänden")
        window.shot("feedback-form")
        window.close()


if __name__ == "__main__":
    tap.run(globals())
