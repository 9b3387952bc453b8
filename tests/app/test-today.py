# SPDX-License-Identifier: GPL-3.0-or-later
"""Today: what waits shows in words and is done in place, by keyboard."""

import datetime
import json
import time

import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

MEETING = "Netzwerktreffen am Fluss"
PROJECT, APPLICATION, JOB = "Vereine im Gespräch", "Nähwerkstatt für Nachbarinnen", "Projektbüro"  # of the example centre


def in_days(days):
    return (datetime.date.today() + datetime.timedelta(days)).isoformat()


def add(desktop, folder, kind, *fields):
    return desktop.lotsectl(folder, "add", kind, *fields).stdout.strip()


def tasks(desktop, folder):
    return json.loads(desktop.lotsectl(folder, "--json", "list", "task", "--sort", "due").stdout)


def named(window, text, deadline, title):
    """The button of a deadline's row."""
    return window.t(text) % f"{window.t(deadline, 'choice')} ({title})"


def add_pile(desktop, folder):
    """A pile of one sheet, typed and not released."""
    steps.add_form(desktop, folder)
    form = json.loads(desktop.lotsectl(folder, "--json", "list", "form").stdout)[0]["id"]
    desktop.lotsectl(folder, "set", form, "released=1")
    event = add(desktop, folder, "event", f"title_de={MEETING}", f"title_en={MEETING}", f"date={in_days(-20)}", f"form={form}")
    desktop.lotsectl(folder, "answer", form, event, "gesamt=1")


def test_today(language):
    """A task that repeats makes the next one in sight, and undo takes both back; paper that waits opens"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        add(desktop, folder, "task", "text=Beiträge melden", f"due={in_days(-3)}", "repeats=weekly")
        add(desktop, folder, "task", "text=Raum bestätigen", f"due={in_days(5)}")
        add(desktop, folder, "task", "text=Karten nachbestellen")
        add_pile(desktop, folder)
        window = Window(desktop, folder, language)
        steps.view(window, 1, "Today")
        window.find("label", window.t("Paper That Waits"))
        window.says(window.patterns("%d day overdue", "%d days overdue")[1])
        window.shot("today-waits")
        window.tab_to(window.t("Done: %s") % "Beiträge melden", "button")
        window.key("Return")
        window.says(window.words.ngettext("due in %d day, %s", "due in %d days, %s", 4) % (4, ""))
        rows = [(task["due"], task.get("done_on") is not None) for task in tasks(desktop, folder) if task["text"] == "Beiträge melden"]
        assert rows == [(in_days(-3), True), (in_days(4), False)], rows
        window.key("<Control>z")
        window.says(window.patterns("%d day overdue", "%d days overdue")[1])
        rows = [task for task in tasks(desktop, folder) if task["text"] == "Beiträge melden"]
        assert len(rows) == 1 and "done_on" not in rows[0], rows
        window.tab_to(MEETING, "list item")
        window.key("Return")
        window.dialog(window.t("Type From Paper"))
        window.close()


def test_keys():
    """A key that is pressed while Today is read anew counts, and the keyboard goes on to the next row"""
    moments = [number * 0.02 for number in range(16)]  # seconds after a deed: before, while and after Today is read
    calls = [f"Anruf {number}" for number in range(len(moments) + 1)]
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        desktop.lotsectl(folder, "demo")  # many rows, which take a while to be drawn
        for number, call in enumerate(calls):
            add(desktop, folder, "task", f"text={call}", f"due={in_days(number - 40)}")
        window = Window(desktop, folder, "de")
        steps.view(window, 1, "Today")
        # The row above belongs to the same grant, and does not get the keyboard for that.
        window.tab_to(window.pattern("Done: %s"), "button")
        window.key("Return")
        following = f"{window.t('Application', 'choice')} ({APPLICATION})"
        wait_for(f"the keyboard on {following}", PATIENCE, lambda: window.focused and window.focused.name == following)
        for call, following, moment in zip(calls, calls[1:], moments):
            done = window.t("Done: %s") % call
            window.tab_to(done, "button")
            window.key("Return")
            time.sleep(moment)
            window.key("<Control>k")
            window.find("search box", window.t("Find any record"))
            window.key("Escape")
            window.no_dialog()
            window.wait_gone("button", done)
            wait_for(f"the keyboard on {following}", PATIENCE, lambda: window.focused and window.focused.name == following)
        window.close()


def reminds(desktop, folder, deadline, now):
    """Whether the deadline is among what is reminded of at that time."""
    found = json.loads(desktop.lotsectl(folder, "--json", "remind", "--now", now).stdout)
    return deadline in [reminder["id"] for notification in found["notifications"] for reminder in notification["reminders"]]


def test_deadlines(language):
    """Deadlines of grants come first; each ends in its own way, or sleeps until the chosen hour of tomorrow"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        desktop.run(["gsettings", "set", "de.lotse.Lotse", "remind-hour", "7"])
        desktop.lotsectl(folder, "demo")
        window = Window(desktop, folder, language)
        steps.view(window, 1, "Today")
        window.find("label", window.t("Deadlines"))
        window.shot("today-deadlines")
        window.tab_to(named(window, "Hand In: %s", "Interim proof", PROJECT), "button")
        window.key("Return")
        window.dialog()
        window.key("Escape")
        window.no_dialog()
        done = named(window, "Done: %s", "Mini-job notice", JOB)
        window.tab_to(done, "button")
        window.key("Return")
        window.wait_gone("button", done)
        stored = json.loads(desktop.lotsectl(folder, "--json", "list", "deadline", "--where", "type=mini_job_notice").stdout)
        assert [deadline["handed_in_on"] for deadline in stored] == [in_days(0)], stored
        asleep = named(window, "Not before tomorrow: %s", "Application", APPLICATION)
        window.tab_to(asleep, "button")
        window.key("Return")
        window.wait_gone("button", asleep)
        due = json.loads(desktop.lotsectl(folder, "--json", "deadlines").stdout)
        [deadline] = [each["id"] for each in due if each["type"] == "application" and each["title"] == APPLICATION]
        assert not reminds(desktop, folder, deadline, in_days(1) + "T06:59")
        assert reminds(desktop, folder, deadline, in_days(1) + "T07:01")
        steps.find_record(window, JOB, JOB)
        window.find("button", window.t("Done: %s") % window.t("Mini-job payment", "choice"))
        window.close()


def test_dates(language):
    """What runs out shows on Today and on the page of the person; staff erases what is no longer to be kept"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        person = add(desktop, folder, "person", "display_name=Amira Haddad")
        add(desktop, folder, "mentor_profile", f"person={person}", "state=active", f"youth_leader_until={in_days(10)}")
        event = add(desktop, folder, "event", f"title_de={MEETING}", f"title_en={MEETING}", f"date={in_days(-40)}")
        guest = add(desktop, folder, "registration", f"event={event}", f"person={person}", "state=registered", "needs=interpreter")
        window = Window(desktop, folder, language)
        steps.view(window, 1, "Today")
        window.find("label", window.t("Runs Out"))
        window.find("label", window.t("To Be Erased"))
        window.shot("today-dates")
        window.tab_to(window.pattern("Erase: %s"), "button")
        window.key("Return")
        window.find("button", window.t("_Erase"))
        window.shot("today-erase")
        window.click("button", window.t("_Erase"))
        window.wait_gone("label", window.t("To Be Erased"))
        needs = json.loads(desktop.lotsectl(folder, "--json", "get", guest).stdout).get("needs")
        assert not needs, needs
        steps.find_record(window, "Haddad", "Amira Haddad")
        window.find("label", window.t("Deadlines"))
        window.shot("person-dates")
        window.close()


if __name__ == "__main__":
    tap.run(globals())
