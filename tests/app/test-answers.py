# SPDX-License-Identifier: GPL-3.0-or-later
"""What people must answer on the sync page: what the centre refused, and what it asks staff about."""

import json
import re

import steps
import tap
from desktop import Centre, Desktop
from window import Window

PERSON, OTHER = "Leyla Kaya", "Piotr Zieliński"


def connect(desktop, centre, folder, account):
    """Connects a profile that has no window."""
    url = f"http://{centre.address}"
    desktop.lotsectl(folder, "connect", url, "--account", account, "--password-file", centre.password)


def names(desktop, folder):
    people = json.loads(desktop.lotsectl(folder, "--json", "list", "person").stdout)
    return {person["display_name"] for person in people}


def test_review(language):
    """What a locked account still sent waits for staff, who accept one change and let the other go, by keyboard"""
    with Desktop() as desktop:
        centre = Centre(desktop, {"sabine": ["coordinator"], "murat": ["coordinator"]})
        away, here = desktop.home / "away", desktop.home / "here"
        connect(desktop, centre, away, "murat")
        desktop.lotsectl(away, "sync")
        for name in (PERSON, OTHER):
            desktop.lotsectl(away, "add", "person", f"display_name={name}", "region=Nordstadt")
        centre.admin("account", "disable", "murat")
        desktop.lotsectl(away, "sync", check=False)
        window = Window(desktop, here, language)
        steps.connect(window, centre.invite("sabine"))
        steps.wait_for_sync(window, "answers")
        steps.view(window, 0, "Sync")
        for text in (PERSON, OTHER, "murat", "Nordstadt", window.t("The account had been locked when it came.")):
            window.says(text)
        window.shot("review")
        window.tab_to(window.t("_Accept"), "button")
        window.key("Return")
        window.wait_gone(None, re.compile(re.escape(PERSON)))
        window.tab_to(window.t("Do _Not Accept"), "button")
        window.key("Return")
        window.wait_gone("button", window.t("Do _Not Accept"))
        steps.sync_now(window)
        window.close()
        assert names(desktop, here) == {PERSON}, names(desktop, here)


def test_refusal(language):
    """A change that the centre refuses is shown with its reason and can be discarded, by keyboard"""
    with Desktop() as desktop:
        centre = Centre(desktop, {"fritz": ["finance"]})
        folder = desktop.home / "first"
        desktop.lotsectl(folder, "add", "person", f"display_name={PERSON}")
        connect(desktop, centre, folder, "fritz")
        desktop.lotsectl(folder, "sync", check=False)
        window = Window(desktop, folder, language)
        steps.wait_for_sync(window, "answers")
        steps.view(window, 0, "Sync")
        window.says(PERSON)
        window.says(window.t("Your account may not change this."))
        window.shot("refusal")
        window.tab_to(window.t("Discard it"), "button")
        window.key("Return")
        window.wait_gone("button", window.t("Discard it"))
        steps.wait_for_sync(window, "done")
        window.close()
        status = json.loads(desktop.lotsectl(folder, "--json", "status").stdout)
        assert status["refused"] == 0, status


if __name__ == "__main__":
    tap.run(globals())
