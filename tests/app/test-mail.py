# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail to people of an event: what they will read, the mail program that opens, and drafts in a folder."""

import email
import email.policy
import re
import urllib.parse

import looks
import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

TITLE = {"de": "Ideenwerkstatt Nachbarschaft", "en": "Neighbourhood workshop"}
SUBJECT = {"de": "Einladung: Ideenwerkstatt Nachbarschaft, 12.03.2027", "en": "Invitation: Neighbourhood workshop, 12 Mar 2027"}
# Name, address, the language for contact, and the state at the event.
PEOPLE = [
    ("Mira Beispiel", "mira@example.org", "de", "registered"),
    ("Amira Haddad", "amira@example.org", "en", "registered"),
    ("Jürgen Öztürk", None, "de", "registered"),
    ("Serhij Kowaltschuk", "serhij@example.org", "de", "invited"),
]


def make_mail_program(desktop):
    """Gives this desktop a mail program that only writes down what it is to open, and returns the file for that."""
    asked = desktop.home / "asked"
    program = desktop.home / "mail-program"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{asked}"\n', encoding="utf-8")
    program.chmod(0o700)
    applications = desktop.home / "data" / "applications"
    applications.mkdir()
    (applications / "mail.desktop").write_text(
        f"[Desktop Entry]\nType=Application\nName=Mail\nExec={program} %u\nMimeType=x-scheme-handler/mailto;\n", encoding="utf-8")
    (desktop.home / "config" / "mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/mailto=mail.desktop\n",
                                                           encoding="utf-8")
    return asked


def fill(desktop):
    """An event with people, some of whom have no address."""
    folder = desktop.home / "profile"
    event = desktop.lotsectl(folder, "add", "event", f"title_de={TITLE['de']}", f"title_en={TITLE['en']}", "date=2027-03-12",
                             "state=open").stdout.strip()
    for name, address, language, state in PEOPLE:
        fields = [f"email={address}"] if address else []
        person = desktop.lotsectl(folder, "add", "person", f"display_name={name}", f"contact_language={language}", *fields).stdout.strip()
        desktop.lotsectl(folder, "add", "registration", f"event={event}", f"person={person}", f"state={state}")
    return folder


def open_people(desktop, folder, language):
    """The window with the people of the event."""
    window = Window(desktop, folder, language)
    steps.view(window, 5, "Events")
    steps.keyboard_in(window.find("list", window.t("Events", "view")))
    window.key("Down", "Return")
    window.find("button", window.t("Edit"))
    window.key("<Control>3")
    window.find("list", window.t("People of this event"))
    return window


def write(window):
    """Opens the dialog for all whom the list shows."""
    window.tab_to(window.t("List and Mail"), "button")
    window.key("Return")
    window.press(window.find("menu item", window.t("_Write to These People…")))
    dialog = window.dialog(window.t("Write to People"))
    window.find(None, window.patterns("%u person has a mail address", "%u people have a mail address")[1], within=dialog)
    return dialog


def show_registered(window):
    """Filters the list by the drop-down before its search: all, then registered."""
    window.tab_to(window.t("Find in these people"))
    window.key("<Shift>Tab", "Return", "Down", "Return")
    window.wait_gone("list item", re.compile("^Serhij"))


def parts_of(uri):
    scheme, _, rest = uri.partition(":")
    address, _, query = rest.partition("?")
    assert scheme == "mailto", uri
    return address, {name: values[0] for name, values in urllib.parse.parse_qs(query).items()}


def test_mail_program(language):
    """Who is shown gets an invitation as blind copies, in both languages, and who has no address is named"""
    with Desktop() as desktop:
        asked = make_mail_program(desktop)
        window = open_people(desktop, fill(desktop), language)
        show_registered(window)
        dialog = write(window)
        window.find(None, re.compile("Jürgen Öztürk"), within=dialog)
        for subject in SUBJECT.values():
            window.find(None, re.compile(re.escape(subject)), within=dialog)
        missing = looks.without_names(looks.gather(window))
        assert not missing, missing
        window.shot("event-mail")
        window.tab_to(window.t("_Open in Mail Program"), "button")
        window.key("Return")
        window.no_dialog()
        wait_for("the mail program", PATIENCE, asked.exists)
        address, parts = parts_of(asked.read_text(encoding="utf-8").strip())
        assert address == "" and set(parts["bcc"].split(",")) == {"mira@example.org", "amira@example.org"}, parts
        assert TITLE["de"] in parts["body"] and TITLE["en"] in parts["body"] and "Mira" not in parts["body"], parts
        window.close()


def test_drafts(language):
    """A reminder becomes one draft for each person, by name and in that person's language"""
    with Desktop() as desktop:
        window = open_people(desktop, fill(desktop), language)
        write(window)
        window.tab_to(window.t("What you write"))
        window.key("Return", "Down", "Return")
        window.says(re.compile("^Erinnerung: "))
        window.tab_to(window.t("Save as _Drafts…"), "button")
        window.key("Return")
        window.dialog(window.t("Folder for the Drafts"))
        drafts = desktop.home / "drafts"
        drafts.mkdir()
        window.type(str(drafts))
        window.key("Return")
        window.no_dialog()
        window.says(window.patterns("%d draft saved", "%d drafts saved")[1])
        mails = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in drafts.iterdir()]
        texts = {mail["To"].addresses[0].addr_spec: mail.get_content() for mail in mails}
        assert set(texts) == {"mira@example.org", "amira@example.org", "serhij@example.org"}, texts
        assert texts["amira@example.org"].startswith("Dear Amira Haddad,"), texts
        assert texts["serhij@example.org"].startswith("Guten Tag Serhij Kowaltschuk,"), texts
        assert {mail["Subject"].split(":")[0] for mail in mails} == {"Erinnerung", "Reminder"}, mails
        window.close()


def test_no_mail_program():
    """Without a mail program it says that nothing was sent, and drafts are still at hand"""
    with Desktop() as desktop:
        window = open_people(desktop, fill(desktop), "en")
        write(window)
        window.tab_to(window.t("_Open in Mail Program"), "button")
        window.key("Return")
        window.says(re.compile("^Nothing was sent"))
        window.key("Escape")
        window.dialog(window.t("Write to People"))
        window.close()


if __name__ == "__main__":
    tap.run(globals())
