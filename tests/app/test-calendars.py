# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferences let calendar programs follow: a file on this device, and a private address at the centre."""

import re
import urllib.error
import urllib.request

import steps
import tap
from desktop import Centre, Desktop
from screen import wait_for
from window import Window


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert answer.read().startswith(b"BEGIN:VCALENDAR")
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def rings(text):
    """When its entries ring, counted from the beginning of their days."""
    return re.findall(r"TRIGGER:(\S+)", text)


def test_calendars(language):
    """The file and the address show in the preferences, the file rings at the chosen hour, and the address is made, shown, copied and revoked there"""
    with Desktop() as desktop:
        centre = Centre(desktop, {"sabine": ["coordinator"]})
        folder = desktop.home / "first"
        window = Window(desktop, folder, language)
        steps.connect(window, centre.invite("sabine"))
        steps.wait_for_sync(window, "done")
        path = desktop.home / "Lotse.ics"
        desktop.lotsectl(folder, "calendar", "file", path)
        window.key("<Control>comma")
        window.dialog(window.t("Preferences"))
        window.says(str(path))
        window.tab_to(window.t("Crea_te"), "button")
        window.key("Return")
        window.says(window.t("Whoever knows it can read your deadlines"))
        address = desktop.lotsectl(folder, "calendar", "address").stdout.strip()
        assert status(address) == 200
        window.shot("preferences-calendar")
        window.click("button", window.t("Copy the Address"))
        window.says(window.t("Copied. Put it where your calendar program subscribes to calendars."))
        window.click("button", window.t("Show the Address"))
        window.says(address)
        window.shot("preferences-calendar-address")
        window.click("button", window.t("_Revoke…"))
        window.dialog(window.t("Revoke the Address?"))
        window.shot("preferences-calendar-revoke")
        window.click("button", window.t("_Revoke"))
        window.says(window.t("For the calendar of your phone, without names of people"))
        assert status(address) == 404
        application = desktop.lotsectl(folder, "add", "application", "title=Sommerschule", "involvement=own").stdout.strip()
        desktop.lotsectl(folder, "deadline", "add", application, "2027-02-26", "Bericht", "--lead", "1")
        assert rings(path.read_text()) == ["-PT15H"]
        desktop.run(["gsettings", "set", "de.lotse.Lotse", "remind-hour", "18"])
        wait_for("the file to ring at the chosen hour", 10, lambda: rings(path.read_text()) == ["-PT6H"])
        assert rings(desktop.lotsectl(folder, "deadlines", "--output", "ics").stdout) == ["-PT6H"]
        window.click("button", window.t("Turn _Off"))
        wait_for("the file to be gone", 10, lambda: not path.exists())
        window.key("Escape")
        window.no_dialog()
        window.close()


if __name__ == "__main__":
    tap.run(globals())
