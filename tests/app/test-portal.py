# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders of a program in a sandbox: through the portal, which is the only service that it can reach there."""

import datetime
import json

import portal
import tap
from desktop import Desktop
from notifications import Notifications
from screen import wait_for
from window import PATIENCE, Window


class Boxed(Window):
    """The program as the session starts it, without a window, in a sandbox."""

    def __init__(self, desktop, language, box):
        super().__init__(desktop, profile(desktop), language, ready=False, through=box)

    def start(self):
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = self.desktop.spawn([*self.through, self.program, "--gapplication-service"],
                                              {"LOTSE_LANGUAGE": self.language, "LANGUAGE": self.language}, stdout=log, stderr=log)


def profile(desktop):
    return desktop.home / "data" / "lotse"


def add(desktop, text):
    before = (datetime.datetime.now() - datetime.timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M")
    return desktop.lotsectl(profile(desktop), "add", "task", f"text={text}", f"remind_at={before}").stdout.strip()


def done_on(desktop, task):
    return json.loads(desktop.lotsectl(profile(desktop), "get", task, "--json").stdout).get("done_on")


def test_portal():
    """A task is shown, done by its button and taken away through the portal"""
    reason = Notifications.missing() or portal.missing()
    if reason:
        raise tap.Skip(reason)
    with Desktop() as desktop:
        box = portal.sandbox(desktop)
        if box is None:
            raise tap.Skip("no sandbox may be made here")
        seen = Notifications(desktop)
        portal.start(desktop)
        desktop.lotsectl(profile(desktop), "add", "person", "display_name=Mira Beispiel")
        program = Boxed(desktop, "de", box)
        first = add(desktop, "Brief")
        seen.wait_for(1)
        assert seen.says(program.t("Remind Me Tomorrow"))
        seen.press(program.t("Done"))
        wait_for("the task to be done", PATIENCE, lambda: done_on(desktop, first) == datetime.date.today().isoformat())
        # A portal forgets what was pressed; some services leave it on the screen for a while all the same.
        seen.close()
        seen.wait_for(0)
        second = add(desktop, "Fax")
        seen.wait_for(1)
        desktop.lotsectl(profile(desktop), "set", second, f"done_on={datetime.date.today().isoformat()}")
        seen.wait_for(0)
        assert seen.arrived() == 2
        program.process.terminate()
        program.process.wait()


if __name__ == "__main__":
    tap.run(globals())
