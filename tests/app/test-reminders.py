# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders through a real service for notifications, with the window closed."""

import datetime
import json
import signal
import time

import tap
from desktop import Desktop
from notifications import Notifications
from screen import wait_for
from window import PATIENCE, Window

APPLICATION = "Ferienschule"
CLOSE = {"de": "Schließen", "en": "Close"}  # GTK's own words
QUIET = 2  # seconds in which nothing may come


class Session(Window):
    """The program as people start it, on the profile in their own folder; or as the session starts it, without a window."""

    options = ()

    def start(self):
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = self.desktop.spawn([self.program, *self.options],
                                              {"LOTSE_LANGUAGE": self.language, "LANGUAGE": self.language}, stdout=log, stderr=log)
        self.pid = self.process.pid
        self.root = None


class Background(Session):
    options = ("--gapplication-service",)

    def __init__(self, desktop, language="en"):
        super().__init__(desktop, profile(desktop), language, ready=False)


def profile(desktop):
    return desktop.home / "data" / "lotse"


def begin(desktop):
    """The service for notifications, and a profile with an application."""
    reason = Notifications.missing()
    if reason:
        raise tap.Skip(reason)
    add(desktop, "person", "display_name=Mira Beispiel")
    application = add(desktop, "application", f"title={APPLICATION}", "involvement=own", "state=running")
    return Notifications(desktop), application


def add(desktop, kind, *values):
    return desktop.lotsectl(profile(desktop), "add", kind, *values).stdout.strip()


def day(days):
    return (datetime.date.today() + datetime.timedelta(days=days)).isoformat()


def moment(minutes):
    return (datetime.datetime.now() + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


def quit(desktop, program):
    """What Ctrl+Q does, for a program without a window."""
    program.process.terminate()
    program.process.wait()


def stays(seen, arrived):
    """Nothing comes for a while."""
    time.sleep(QUIET)
    assert seen.arrived() == arrived, f"{seen.arrived()} notifications instead of {arrived}"


def test_window_closed():
    """A deadline is reminded of once with the window closed, and Open shows its application"""
    with Desktop() as desktop:
        language = "de"
        seen, application = begin(desktop)
        window = Session(desktop, profile(desktop), language)
        window.find("list", window.t("Views"))
        window.click("button", CLOSE[language])
        wait_for("the window to close", PATIENCE, lambda: not window.screen.windows(window.pid))
        assert (desktop.home / "config" / "autostart" / "de.lotse.Lotse.desktop").exists()
        add(desktop, "deadline", "type=proof_of_use", "name=Nachweis", f"attached={application}", f"due={day(-10)}")
        seen.wait_for(1)
        assert seen.says("Nachweis") and seen.says(APPLICATION)
        desktop.screenshot(language, "reminder")
        stays(seen, 1)
        assert window.process.poll() is None and not window.screen.windows(window.pid)
        seen.click()
        wait_for("the window", PATIENCE, lambda: window.screen.front(window.pid) and window.frames)
        window.find(None, APPLICATION)
        seen.wait_for(0)
        window.close()


def test_task():
    """A task is put off or done in its notification, and done by another program takes it away; a new profile is left alone"""
    with Desktop() as desktop, Desktop() as fresh:
        seen, _ = begin(desktop)
        too_early = Background(fresh)
        program = Background(desktop)
        first = add(desktop, "task", "text=Geheimes Telefonat", f"remind_at={moment(-30)}")
        seen.wait_for(1)
        assert not seen.says("Geheim"), "the text of a task is on the screen"
        seen.press(program.t("Done"))
        seen.wait_for(0)
        wait_for("the task to be done", PATIENCE, lambda: get(desktop, first, "done_on") == day(0))
        second = add(desktop, "task", "text=Brief", f"remind_at={moment(-30)}")
        seen.wait_for(1)
        desktop.lotsectl(profile(desktop), "set", second, f"done_on={day(0)}")
        seen.wait_for(0)
        third = add(desktop, "task", "text=Fax", f"remind_at={moment(-30)}")
        seen.wait_for(1)
        seen.press(program.t("Remind Me Tomorrow"))
        seen.wait_for(0)
        stays(seen, 3)
        assert get(desktop, third, "done_on") is None
        tomorrow = json.loads(desktop.lotsectl(profile(desktop), "remind", "--json", "--now", day(1) + "T09:01").stdout)
        assert [entry["reminders"][0]["id"] for entry in tomorrow["notifications"]] == [third]
        quit(desktop, program)
        # Started with the session before the first start of the window, it ends and leaves nothing behind.
        wait_for("the end of the program", PATIENCE, lambda: too_early.process.poll() is not None)
        assert too_early.process.returncode == 0 and not profile(fresh).exists()


def get(desktop, record, field):
    return json.loads(desktop.lotsectl(profile(desktop), "get", record, "--json").stdout).get(field)


def test_killed():
    """Killed at the moment of showing, the program shows the same notification again or none, never a second one"""
    with Desktop() as desktop:
        seen, _ = begin(desktop)
        program = Background(desktop)
        add(desktop, "task", "text=Brief", f"remind_at={moment(-30)}")
        wait_for("the notification", PATIENCE, lambda: seen.arrived() == 1, 0.001)
        program.process.send_signal(signal.SIGKILL)
        program.process.wait()
        program = Background(desktop)
        time.sleep(QUIET)
        assert seen.displayed() == 1 and seen.arrived() <= 2
        seen.close()
        seen.wait_for(0)
        quit(desktop, program)


def test_locked():
    """A profile with a passphrase says that it is locked, and nothing else"""
    with Desktop() as desktop:
        seen, application = begin(desktop)
        add(desktop, "deadline", "type=proof_of_use", "name=Nachweis", f"attached={application}", f"due={day(-10)}")
        secret = desktop.home / "secret"
        secret.write_text("correct horse battery staple", encoding="utf-8")
        desktop.lotsectl(profile(desktop), "key", "passphrase", "--new-passphrase-file", secret)
        program = Background(desktop)
        seen.wait_for(1)
        assert seen.says(program.t("Unlock it to be reminded.")) and not seen.says("Nachweis")
        quit(desktop, program)


if __name__ == "__main__":
    tap.run(globals())
