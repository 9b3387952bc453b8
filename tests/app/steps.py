# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do in the window, step by step, as several tests do it. All of it by keyboard."""

import re

from screen import wait_for
from window import PATIENCE


def connect(window, invitation):
    """The first start: the invitation is typed and the window shows its views."""
    window.tab_to(window.t("Invitation"), "text box")
    window.type(invitation)
    window.key("Return")
    window.find("list", window.t("Views"))


def sync_row(window):
    """What the row below the views says."""
    row = window.search("button", re.compile("|".join(pattern.pattern for pattern in sync_texts(window).values())))
    return row.name if row else None


def sync_texts(window):
    return {
        "done": window.pattern("Up to date since %s"),
        "waits": re.compile("|".join(text.pattern for text in window.patterns("%u change waits", "%u changes wait"))),
        "answers": re.compile("|".join(text.pattern for text in window.patterns("%u answer needed", "%u answers needed"))),
    }


def wait_for_sync(window, what):
    """Waits until the sync row says that all is done, that changes wait, or that answers are needed."""
    return window.find("button", sync_texts(window)[what])


def sync_now(window):
    window.key("F5")
    return wait_for_sync(window, "done")


def view(window, number, name):
    """Goes to a view by its key and waits for its page."""
    window.key(f"<Alt>{number}")
    label = window.t(name, "view")
    wait_for(f"the view {label}", PATIENCE, lambda: any(frame.name.startswith(label) for frame in window.frames))


def keyboard_in(rows):
    """Waits until a row of a list has the keyboard."""
    wait_for("the keyboard in the list", PATIENCE, lambda: any(row.has("focused") for row in rows.walk()))


def press(window, name, role="button"):
    """Goes to a button and presses it with Enter."""
    window.tab_to(name, role)
    window.key("Return")


def choose_from_menu(window, button, item):
    """Opens the menu of a button and chooses an entry."""
    press(window, button)
    window.find("menu item", item)
    window.tab_to(item, "menu item", key="Down")
    window.key("Return")


def hear_choice(window, name, chosen):
    """Goes to a choice; the button in it, which gets the keyboard, says what it is and what is chosen."""
    button = window.tab_to(window.t(name))
    wait_for(f"{chosen} for {name}", PATIENCE, lambda: button.description == chosen)


def add_form(desktop, folder):
    """A feedback form with two questions, from tables."""
    forms, questions = desktop.home / "forms.csv", desktop.home / "questions.csv"
    forms.write_text("form,order,question,title\ntreffen,1,gesamt,Netzwerktreffen\ntreffen,2,offen,Netzwerktreffen\n", encoding="utf-8")
    questions.write_text("question,theme,type,text_de,text_en\n"
                         "gesamt,overall,rating,Wie war das Treffen insgesamt?,How was the meeting?\n"
                         "offen,,open,Was sollen wir ändern?,What should we change?\n", encoding="utf-8")
    desktop.lotsectl(folder, "form", "import", forms, questions)


def add_person(window, name):
    """Adds a person by keyboard and waits until it is in the list."""
    view(window, 2, "People")
    window.key("<Control>n")
    window.dialog(window.pattern("New: %s"))
    window.tab_to(window.t("Name", "field"), "text box")
    window.type(name)
    window.key("<Control>s")
    window.no_dialog()
    window.find("label", name)


def choose(window, field, words, result):
    """Types into the field of a link until the record is offered, and takes it."""
    window.tab_to(window.t(field, "field"), "text box")
    window.type(words)
    window.find("list item", result)
    window.key("Return")
    entry = window.find("text box", window.t(field, "field"))
    wait_for(f"{result} in {field}", PATIENCE, lambda: entry.text == result)


def add_pair(window, mentor, mentee):
    view(window, 4, "Tandems")
    window.key("<Control>n")
    window.dialog(window.pattern("New: %s"))
    choose(window, "Mentor", mentor.split()[0], mentor)
    choose(window, "Mentee", mentee.split()[0], mentee)
    window.key("<Control>s")
    window.no_dialog()
    window.find("text box", window.t("What happened"))


def add_session(window, minutes, summary, next_step):
    """Writes a meeting of the pair that is shown into the one line, and saves it with Enter."""
    for name, text in (("Minutes", minutes), ("What happened", summary), ("Next step", next_step)):
        window.tab_to(window.t(name), "text box")
        window.type(text)
    window.key("Return")
    window.says(summary)


def find_record(window, words, result):
    """Ctrl+K, words, Enter: opens the record whose line in the results says `result`."""
    window.key("<Control>k")
    window.find("search box", window.t("Find any record"))
    window.type(words)
    window.find("label", result, window.find("list", window.t("Records found")))
    window.key("Return")
    window.wait_gone("list", window.t("Records found"))
