# SPDX-License-Identifier: GPL-3.0-or-later
"""The history of a record on a laptop that came later, and bringing an old value back."""

import re

import steps
import tap
from desktop import Centre, Desktop
from window import Window

PERSON = "Mehmet Yıldız"


def region(window, value):
    """How the history shows a value of the field."""
    return f"{window.t('Region', 'field')}: {value}"


def prepare(desktop, centre):
    """Another laptop makes a person and changes it, before this one comes."""
    other = desktop.home / "other"
    desktop.lotsectl(other, "connect", f"http://{centre.address}", "--account", "sabine", "--password-file", centre.password)
    person = desktop.lotsectl(other, "add", "person", f"display_name={PERSON}", "region=Nordstadt").stdout.strip()
    desktop.lotsectl(other, "sync")
    desktop.lotsectl(other, "set", person, "region=Südstadt")
    desktop.lotsectl(other, "sync")


def test_history(language):
    """A new laptop sees who wrote what before it came, brings an old value back by keyboard, and undoes that"""
    with Desktop() as desktop:
        centre = Centre(desktop, {"sabine": ["coordinator"], "murat": ["coordinator"]})
        prepare(desktop, centre)
        window = Window(desktop, desktop.home / "first", language)
        steps.connect(window, centre.invite("murat"))
        steps.wait_for_sync(window, "done")
        steps.find_record(window, PERSON, PERSON)
        window.find("button", window.t("Edit"))
        window.key("<Control>h")
        window.dialog(window.t("History"))
        window.says(region(window, "Nordstadt"))
        window.says(re.compile("sabine.*" + re.escape(window.t("known only at the centre"))))
        window.shot("history-centre")
        old = window.t("Take this value: %s") % region(window, "Nordstadt")
        window.tab_to(old, "button")
        window.key("Return")
        window.no_dialog()
        window.says("Nordstadt")
        window.says(window.t("The old value stands again"))
        window.key("<Control>z")
        window.says("Südstadt")
        steps.wait_for_sync(window, "done")
        centre.stop()
        window.key("<Control>h")
        window.dialog(window.t("History"))
        window.says(window.pattern("Only what this device knows is shown. %s"))
        window.says(region(window, "Nordstadt"))
        window.shot("history-offline")
        window.key("Escape")
        window.no_dialog()
        window.close()


if __name__ == "__main__":
    tap.run(globals())
