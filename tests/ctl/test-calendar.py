# SPDX-License-Identifier: GPL-3.0-or-later
"""Deadlines as a calendar, read by programs that are not Lotse: khal takes the file into a folder of entries, and icalendar reads it.

Prints TAP. Each test gets a folder with a profile of its own.
"""

import datetime
import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import icalendar

CTL = os.environ["LOTSECTL"]
KHAL = """[calendars]
[[deadlines]]
path = {0}/entries
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = deadlines
[sqlite]
path = {0}/khal.db
"""


class Profile:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.env = dict(os.environ, DBUS_SESSION_BUS_ADDRESS="disabled:", XDG_DATA_HOME=folder, XDG_RUNTIME_DIR=folder, XDG_CACHE_HOME=folder,
                        XDG_CONFIG_HOME=folder, HOME=folder, LANGUAGE="en")
        (self.folder / "entries").mkdir()
        (self.folder / "khal.conf").write_text(KHAL.format(folder))

    def run(self, *words):
        result = subprocess.run([*map(str, words)], capture_output=True, text=True, env=self.env)
        assert result.returncode == 0, f"{words}: {result.stderr}"
        return result.stdout

    def ctl(self, *words):
        return self.run(CTL, "--data", self.folder / "profile", *words)

    def add(self, due):
        answer = json.loads(self.ctl("deadline", "add", self.application, due, "Proof, 1; of \\ use", "--lead", "14", "--lead", "1", "--json"))
        return answer["deadline"]["id"]

    def start(self):
        self.application = json.loads(self.ctl("add", "application", "title=Sommerschule 🎈; mit „Zeichen“ \\ und mehr " + "ä" * 80, "--json"))["id"]

    def take_in(self, text):
        path = self.folder / "deadlines.ics"
        path.write_bytes(text.encode())
        self.run("khal", "-c", self.folder / "khal.conf", "import", "--batch", "-a", "deadlines", path)
        return self.entries()

    def entries(self):
        """The entries that khal holds, by their UID; two with one UID are a mistake."""
        found = {}
        for path in (self.folder / "entries").glob("*.ics"):
            for entry in read(path.read_text()):
                assert str(entry["UID"]) not in found, "doubled"
                found[str(entry["UID"])] = entry
        return found


def read(text):
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def alarms(entry):
    """When it rings, by the clock: days by the calendar first, then hours (RFC 5545, 3.3.6)."""
    moments = []
    for alarm in entry.walk("VALARM"):
        trigger = alarm["TRIGGER"].dt
        start = entry["DTSTART"].dt
        begins = datetime.datetime(start.year, start.month, start.day, getattr(start, "hour", 0), getattr(start, "minute", 0))
        moments.append((begins + trigger).strftime("%Y-%m-%d %H:%M"))
    return moments


def updated_not_doubled(profile):
    """A second import changes the entries of the first"""
    profile.start()
    moves = profile.add("2027-01-29")
    stays = profile.add("2026-10-26")
    done = profile.add("2027-03-31")
    first = profile.take_in(profile.ctl("deadlines", "--output", "ics"))
    uids = {f"{each}@lotse" for each in (moves, stays, done)}
    assert set(first) == uids, set(first)
    assert first[f"{moves}@lotse"]["DTSTART"].dt == datetime.date(2027, 1, 29)
    assert alarms(first[f"{moves}@lotse"]) == ["2027-01-15 09:00", "2027-01-28 09:00"], alarms(first[f"{moves}@lotse"])
    assert alarms(first[f"{stays}@lotse"]) == ["2026-10-12 09:00", "2026-10-23 09:00"], alarms(first[f"{stays}@lotse"])
    title = "Proof, 1; of \\ use: Sommerschule 🎈; mit „Zeichen“ \\ und mehr " + "ä" * 80
    assert str(first[f"{moves}@lotse"]["SUMMARY"]) == title, first[f"{moves}@lotse"]["SUMMARY"]
    profile.ctl("deadline", "move", moves, "2027-02-26")
    profile.ctl("deadline", "hand-in", done, "--on", "2026-11-02", "--how", "portal", "--confirmation", "4711")
    second = profile.take_in(profile.ctl("deadlines", "--output", "ics"))
    assert set(second) == uids, set(second)
    assert second[f"{moves}@lotse"]["DTSTART"].dt == datetime.date(2027, 2, 26)
    assert alarms(second[f"{moves}@lotse"]) == ["2027-02-12 09:00", "2027-02-25 09:00"], alarms(second[f"{moves}@lotse"])
    assert second[f"{moves}@lotse"]["SEQUENCE"] >= first[f"{moves}@lotse"]["SEQUENCE"]
    assert str(second[f"{done}@lotse"]["SUMMARY"]).startswith("Done: ") and alarms(second[f"{done}@lotse"]) == []
    listed = profile.run("khal", "-c", profile.folder / "khal.conf", "list", "--format", "{title}", "2027-02-26", "1d")
    assert title in listed, listed


def file_follows(profile):
    """The file is the same calendar without names, and follows each command"""
    profile.start()
    path = profile.folder / "Lotse.ics"
    assert profile.ctl("calendar", "file").strip() == "off"
    profile.ctl("calendar", "file", path)
    assert profile.ctl("calendar", "file").strip() == str(path)
    deadline = profile.add("2027-01-29")
    assert path.stat().st_mode & 0o777 == 0o600, "others can read it"
    before = read(path.read_text())
    assert [str(each["UID"]) for each in before] == [f"{deadline}@lotse"], before
    profile.ctl("deadline", "move", deadline, "2027-02-26")
    after = read(path.read_text())
    assert after[0]["DTSTART"].dt == datetime.date(2027, 2, 26)
    assert after[0]["SEQUENCE"] > before[0]["SEQUENCE"]
    profile.ctl("calendar", "file", "off")
    assert not path.exists()


def wrong_words(profile):
    """What cannot be done is said, and changes nothing"""
    profile.start()
    other = profile.folder / "list.txt"
    other.write_text("milk")
    for words, status in ((["address"], 2), (["revoke"], 2), (["address", "old"], 2), (["files"], 2), (["file", other], 2),
                          (["file", profile.folder / "nowhere" / "Lotse.ics"], 1)):
        result = subprocess.run([CTL, "--data", profile.folder / "profile", "calendar", *words], capture_output=True, text=True, env=profile.env)
        assert result.returncode == status and result.stdout == "" and result.stderr, (words, result)
    assert other.read_text() == "milk"
    assert profile.ctl("calendar", "file").strip() == "off"


TESTS = [updated_not_doubled, file_follows, wrong_words]


def main():
    print(f"1..{len(TESTS)}")
    failed = 0
    for number, test in enumerate(TESTS, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(Profile(folder))
                print(f"ok {number} {test.__doc__}", flush=True)
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print("# " + traceback.format_exc().replace("\n", "\n# "))
                print(f"not ok {number} {test.__doc__}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
