# SPDX-License-Identifier: GPL-3.0-or-later
"""A real service for notifications on the test's desktop: dunst, and what people press there."""

import json
import shutil

from screen import wait_for
from window import PATIENCE

SETTINGS = """[global]
dmenu = {menu}
monitor = 0
follow = none
idle_threshold = 0
"""
# dunst gives the buttons as lines of a menu: this presses the one that the test wants.
MENU = """#!/bin/sh
grep -F -m 1 "$(cat {wanted})"
"""


class Notifications:
    """Use it as `with Desktop() as desktop: seen = Notifications(desktop)`."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.wanted, self.log = desktop.home / "wanted", desktop.home / "tmp" / "notifications.log"
        menu, settings = desktop.home / "menu", desktop.home / "dunstrc"
        menu.write_text(MENU.format(wanted=self.wanted), encoding="utf-8")
        menu.chmod(0o700)
        settings.write_text(SETTINGS.format(menu=menu), encoding="utf-8")
        with open(self.log, "w", encoding="utf-8") as log:
            # Its own warnings are no fault of ours and must not end it.
            self.process = desktop.spawn(["dunst", "-conf", settings, "-print"], {"G_DEBUG": ""}, stdout=log, stderr=log)
        wait_for("the service for notifications", PATIENCE, lambda: self.control("is-paused", check=False).returncode == 0)

    @staticmethod
    def missing():
        return None if shutil.which("dunst") and shutil.which("dunstctl") else "dunst is not installed"

    def control(self, *words, check=True):
        return self.desktop.run(["dunstctl", *words], check=check)

    def displayed(self):
        return int(self.control("count", "displayed").stdout)

    def wait_for(self, number):
        """Waits until so many notifications are on the screen."""
        wait_for(f"{number} notifications", PATIENCE, lambda: self.displayed() == number)

    def arrived(self):
        """How many came or were replaced since the beginning."""
        return self.log.read_text(encoding="utf-8", errors="replace").count("summary:")

    def says(self, text):
        return text in self.log.read_text(encoding="utf-8", errors="replace")

    def history(self):
        """(summary, body) of those that are no longer on the screen, the newest first."""
        shown = json.loads(self.control("history").stdout)["data"][0]
        return [(entry["summary"]["data"], entry["body"]["data"]) for entry in shown]

    def click(self):
        """What a click on the newest notification does."""
        self.control("action", "0")

    def press(self, label):
        """Presses a button."""
        self.wanted.write_text(f"#{label}", encoding="utf-8")
        self.control("context")

    def close(self):
        self.control("close")
