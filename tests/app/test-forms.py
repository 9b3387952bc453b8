# SPDX-License-Identifier: GPL-3.0-or-later
"""Feedback forms in the window, by keyboard alone: the list, a form's page, and the designer."""

import json
import os
import re
from pathlib import Path

import looks
import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window, plain

SOURCE = Path(os.environ.get("G_TEST_SRCDIR", "tests")).resolve()


def records(desktop, kind):
    return json.loads(desktop.lotsectl(desktop.home / "profile", "--json", "list", kind).stdout)


def import_form(desktop):
    desktop.lotsectl(desktop.home / "profile", "add", "person", "display_name=Mira Beispiel")
    steps.add_form(desktop, desktop.home / "profile")
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


TEXTS = {"rating": "Wie war das Treffen?", "yes_no": "Kommen Sie wieder?", "single": "Woher kommen Sie?",
         "multiple": "Was war gut?", "open": "Warum nicht?"}
KINDS = list(TEXTS)
ANSWERS = {"single": ["Aus der Stadt", "Vom Land"], "multiple": ["Gespräche", "Essen", "Vorträge"]}


def choose_nth(window, name, n):
    """Takes the n-th entry of a choice by its button, which has the first one chosen."""
    window.tab_to(name, "button")
    window.key("Return", *["Down"] * n, "Return")


def add_question(window, kind, condition=False):
    """Writes a question of that kind into the dialog, with answers where it has any."""
    window.tab_to(window.t("Add a Question"))
    window.key("Return")
    window.dialog(window.t("New Question"))
    window.tab_to(window.pattern("Question (%s)"), "text box")
    window.type(TEXTS[kind])
    if kind != "rating":
        choose_nth(window, window.t("Kind of question", "field"), KINDS.index(kind))
    for answer in ANSWERS.get(kind, []):
        window.tab_to(window.t("Add an answer (Return)"), "text box")
        window.type(answer)
        window.key("Return")
        window.find("text box", window.pattern("Answer %u"))
    if kind == "multiple":
        change_keys(window)
    if condition:
        choose_nth(window, window.t("When It Is Asked"), 2)
        window.tab_to(window.t("no", "step"), "checkbox")
        window.key("space")
    window.shot(f"feedback-question-{kind}")
    window.key("<Control>s")
    window.no_dialog()
    window.find("list item", re.compile(re.escape(TEXTS[kind])))


def change_keys(window):
    """The keys of answers are seen, and changed to others; one for each is needed."""
    keys = window.tab_to(window.t("Keys of the answers, in their order"), "text box")
    assert keys.text == "gesprache essen vortrage", keys.text
    window.key("<Control>a")
    window.type("talk food")
    window.key("<Control>s")
    window.says(window.t("Write one key for each answer, with a blank between two keys."))
    window.tab_to(window.t("Keys of the answers, in their order"), "text box")
    window.key("End")
    window.type(" lectures")


def new_form(window, title):
    steps.view(window, 6, "Feedback")
    window.key("<Control>n")
    window.dialog(window.pattern("New: %s"))
    window.tab_to(window.t("Title", "field"), "text box")
    window.type(title)
    window.shot("feedback-new")
    window.key("Return")
    window.no_dialog()
    window.find("button", window.t("Add a Question"))


def questions(desktop):
    return sorted(records(desktop, "question"), key=lambda question: question["position"])


def codes(desktop):
    return [question["code"] for question in questions(desktop)]


def start(desktop, language):
    desktop.lotsectl(desktop.home / "profile", "add", "person", "display_name=Mira Beispiel")
    return Window(desktop, desktop.home / "profile", language)


def test_design(language):
    """A form is made from nothing by keyboard, with all kinds of questions and a condition, and seen as guests see it"""
    with Desktop() as desktop:
        window = start(desktop, language)
        new_form(window, "Netzwerktreffen")
        for kind in KINDS:
            add_question(window, kind, condition=kind == "open")
        window.shot("feedback-design")
        made = questions(desktop)
        assert [question["type"] for question in made] == KINDS, made
        assert made[4]["if_question"] == made[1]["code"] and made[4]["if_answers"] == "no", made[4]
        assert made[2]["choices"] == "aus_der_stadt vom_land", made[2]
        assert made[3]["choices"] == "talk food lectures", made[3]
        assert made[3]["steps"][f"{language}:food"] == "Essen", made[3]
        preview(window)
        window.close()


def preview(window):
    """In the preview the last question shows only after a no."""
    window.tab_to(window.t("_Preview"), "button")
    window.key("Return")
    dialog = window.dialog(window.t("Preview"))
    window.find("label", TEXTS["multiple"], dialog)
    assert window.search("label", TEXTS["open"], dialog) is None
    window.tab_to(window.t("no", "step"))
    window.key("space")
    window.find("label", TEXTS["open"], dialog)
    window.shot("feedback-preview")
    window.key("Escape")
    window.no_dialog()


def test_order(language):
    """A question moves with Alt and the arrows, which is said; one undo brings it back; Delete removes it"""
    with Desktop() as desktop:
        import_form(desktop)
        window = Window(desktop, desktop.home / "profile", language)
        open_form(window, "Netzwerktreffen")
        second = "Was sollen wir ändern?" if language == "de" else "What should we change?"
        window.tab_to(re.compile(f"^2\\. {re.escape(second)}"), "list item")
        window.key("<Alt>Up")
        window.says(re.compile(re.escape(second) + ".*: " + window.pattern("place %u of %u").pattern[1:-1]))
        wait_for("the new order", PATIENCE, lambda: codes(desktop) == ["offen", "gesamt"])
        wait_for("the keyboard on the row that moved", PATIENCE,
                 lambda: (row := window.focused) and row.name.startswith(f"1. {second}"))
        window.shot("feedback-moved")
        window.key("<Control>z")
        wait_for("the old order", PATIENCE, lambda: codes(desktop) == ["gesamt", "offen"])
        window.find("list item", re.compile(f"^2\\. {re.escape(second)}"))
        window.tab_to(re.compile(f"^2\\. {re.escape(second)}"), "list item")
        window.key("Delete")
        wait_for("the question going", PATIENCE, lambda: codes(desktop) == ["gesamt"])
        window.close()


def languages():
    """The codes and English names of all languages, as the table of kinds has them."""
    source = (SOURCE.parent / "src/model/lotse-kinds-shared.c").read_text(encoding="utf-8")
    table = source[source.index("lotse_choices_languages"):].split("};")[0]
    return re.findall(r'{ "(\w+)", NC_ \("choice", "([^"]+)"\) }', table)


def missing(window, number):
    """What stands of so many missing texts."""
    return plain(window.words.ngettext("%u text is missing", "%u texts are missing", number)).replace("%u", str(number))


def test_texts(language):
    """Arabic is added and written from right to left beside the other texts; what is missing is counted"""
    with Desktop() as desktop:
        import_form(desktop)
        window = Window(desktop, desktop.home / "profile", language)
        open_form(window, "Netzwerktreffen")
        window.tab_to(window.t("Add a Language"))
        window.key("Return")
        window.dialog(window.t("Add a Language"))
        names = sorted(window.t(name, "choice") for code, name in languages() if code not in ("de", "en"))
        choose_nth(window, window.t("Language"), names.index(window.t("Arabic", "choice")))
        steps.hear_choice(window, "Language", window.t("Arabic", "choice"))
        window.tab_to(window.t("_Add"), "button")
        window.key("Return")
        window.dialog(window.pattern("Texts: %s"))
        window.find(None, missing(window, 6))
        window.tab_to(window.pattern("Question %u"), "text box")
        window.type("Kayfa kana al-liqa?")  # the keyboard of the test has no Arabic letters
        window.find(None, missing(window, 5))
        window.shot("feedback-texts")
        window.key("<Control>s")
        window.no_dialog()
        window.find(None, missing(window, 5))
        first = questions(desktop)[0]
        assert first["texts"]["ar"] == "Kayfa kana al-liqa?", first["texts"]
        window.shot("feedback-languages")
        window.close()


def test_next_version(language):
    """A form with sheets is not changed; its next version is, and once released formats ask with it"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        form = import_form(desktop)
        desktop.lotsectl(folder, "add", "event_format", "name_de=Treffen mit Verbänden", f"form={form}")
        event = json.loads(desktop.lotsectl(folder, "--json", "add", "event", "title_de=Damals", "date=2020-03-01", f"form={form}").stdout)
        desktop.lotsectl(folder, "answer", form, event["id"], "gesamt=1")
        window = Window(desktop, folder, language)
        open_form(window, "Netzwerktreffen")
        window.find("button", window.t("Make the _Next Version"))
        assert window.search("button", window.t("Add a Question")) is None
        window.shot("feedback-answered")
        window.tab_to(window.t("Make the _Next Version"), "button")
        window.key("Return")
        window.find("button", window.t("Add a Question"))
        wait_for("two forms", PATIENCE, lambda: len(records(desktop, "form")) == 2)
        window.tab_to(window.t("_Release…"), "button")
        window.key("Return")
        window.dialog(window.t("Release This Form?"))
        window.says("Treffen mit Verbänden")
        window.shot("feedback-release")
        window.key("Return")
        window.no_dialog()
        following = next(other["id"] for other in records(desktop, "form") if other["id"] != form)
        wait_for("the format asking with it", PATIENCE, lambda: records(desktop, "event_format")[0]["form"] == following)
        assert records(desktop, "event")[0]["form"] == form
        window.close()


def test_library(language):
    """A ready form is taken from the library and opens"""
    with Desktop() as desktop:
        window = start(desktop, language)
        steps.view(window, 6, "Feedback")
        window.key("<Control>n")
        window.dialog(window.pattern("New: %s"))
        library = window.find("list", window.t("From the Library"))
        first = next(node for node in library.walk() if node.role == "list item").name
        window.tab_to(first, "list item")
        window.key("Return")
        window.no_dialog()
        window.find("button", window.t("Add a Question"))
        wait_for("its questions", PATIENCE, lambda: len(questions(desktop)) > 2)
        window.shot("feedback-library")
        window.close()


def look(window, style, name):
    """What is wrong with what shows now."""
    window.shot(f"{style}-feedback-{name}")
    widgets = looks.gather(window)
    problems = [f"no name: {widget}" for widget in looks.without_names(widgets)]
    problems += [f"cut off: {widget}" for widget in looks.cut_off(window, widgets)]
    if style == "plain":
        problems += [f"not reached: {widget}" for widget in looks.out_of_reach(window, widgets)]
    if window.language == "de" and name != "texts":  # where English texts stand beside the German ones
        problems += [f"English: {text}" for text in looks.english(SOURCE.parent).find(widgets)]
    return [f"{style} {name}: {problem}" for problem in problems]


def look_around(window, style):
    problems = look(window, style, "page")
    for name, button in (("question", "Add a Question"), ("preview", "_Preview"), ("texts", None)):
        window.tab_to(window.t(button) if button else window.t("German", "choice"), "button" if button else "list item")
        window.key("Return")
        window.find("text box", within=window.dialog())  # not that of the page behind it: the dialog is filled a moment later
        problems += look(window, style, name)
        window.key("Escape")
        window.no_dialog()
    return problems


def tour(style, language="de", area=None, text=1):
    """Looks at the page of a form and its dialogs."""
    with Desktop() as desktop:
        desktop.screen.area = area or desktop.screen.area
        desktop.screen.scale_text(text)
        import_form(desktop)
        window = Window(desktop, desktop.home / "profile", language)
        open_form(window, "Netzwerktreffen")
        problems = look_around(window, style)
        window.close()
    assert not problems, "\n".join(problems)


def test_dialogs(language):
    """The page of a form and its dialogs have names, one language, and are reached by keyboard"""
    tour("plain", language)


def test_narrow():
    """In a window as narrow as a phone nothing of a form is cut off"""
    tour("narrow", area=(360, 720))


def test_large():
    """With text of twice the size nothing of a form is cut off"""
    tour("large", text=2)


if __name__ == "__main__":
    tap.run(globals())
