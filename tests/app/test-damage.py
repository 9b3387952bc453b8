# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window does with data that it cannot use: it says so, loses nothing, and does not crash."""

import json
import os
import re
import subprocess

import steps
import tap
from desktop import Desktop
from window import Window

# The headings of the two pages that say why a profile does not open.
REFUSALS = ["Your Data Could Not Be Opened", "Lotse Is Locked"]


def test_shared_folder():
    """The window and lotsectl work on one folder at the same time and see each other's changes"""
    with Desktop() as desktop:
        folder = desktop.home / "shared"
        desktop.lotsectl(folder, "add", "person", "display_name=Fatma Kaya")
        window = Window(desktop, folder, "de")
        steps.view(window, 2, "People")
        window.find("label", "Fatma Kaya")
        desktop.lotsectl(folder, "add", "person", "display_name=Nguyễn Văn An")
        window.find("label", "Nguyễn Văn An")
        steps.add_person(window, "Jan Łukasz")
        people = json.loads(desktop.lotsectl(folder, "--json", "list", "person").stdout)
        assert {p["display_name"] for p in people} == {"Fatma Kaya", "Nguyễn Văn An", "Jan Łukasz"}, people
        window.close()
        desktop.lotsectl(folder, "check")


def profile(desktop, name):
    """A profile with one person, and its database."""
    folder = desktop.home / name
    desktop.lotsectl(folder, "add", "person", "display_name=Fatma Kaya")
    return folder, folder / "lotse.db"


def refuses(desktop, folder, name, language, through=()):
    """Opens a profile that cannot be opened, checks that the window says so in words, and ends it."""
    window = Window(desktop, folder, language, through=through)
    window.says(re.compile("|".join(re.escape(window.t(text)) for text in REFUSALS)))
    window.shot(name)
    said = window.summary()
    window.close()
    return said


def test_no_database(language):
    """A file that is no database is left as it is, and the window says so"""
    with Desktop() as desktop:
        folder, database = profile(desktop, "broken")
        for path in folder.glob("lotse.db-*"):
            path.unlink()
        rubbish = b"This is not a database. " * 1000
        database.write_bytes(rubbish)
        said = refuses(desktop, folder, "damage-no-database", language)
        assert str(database) in said, said
        assert database.read_bytes() == rubbish


def test_wrong_key(language):
    """A key that does not fit changes nothing; with the right one all is there"""
    with Desktop() as desktop:
        folder, database = profile(desktop, "wrong-key")
        key = folder / "key"
        if not key.exists():
            return  # built on plain SQLite: there is no key
        right, before = key.read_bytes(), database.read_bytes()
        key.write_text("0123456789abcdef" * 4, encoding="ascii")
        refuses(desktop, folder, "damage-wrong-key", language)
        assert database.read_bytes() == before
        key.write_bytes(right)
        window = Window(desktop, folder, language)
        steps.view(window, 2, "People")
        window.find("label", "Fatma Kaya")
        window.close()


def read_only(folder):
    """A command that runs another one with this folder read-only, or None when that cannot be done here."""
    if os.getuid():
        return ["sh", "-c", 'chmod -w "$1" "$1"/* && shift && exec "$@"', "sh", folder]
    command = ["unshare", "--mount", "sh", "-c",
               'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"', "sh", folder]
    possible = subprocess.run([str(word) for word in command + ["true"]], capture_output=True).returncode == 0
    return command if possible else None


def test_read_only(language):
    """A folder that cannot be written gives a clear message, and nothing is lost"""
    with Desktop() as desktop:
        folder, database = profile(desktop, "read-only")
        through = read_only(folder)
        if through is None:
            raise tap.Skip("this container may not mount a folder read-only")
        refuses(desktop, folder, "damage-read-only", language, through)
        for path in (folder, database):
            path.chmod(0o700)
        people = json.loads(desktop.lotsectl(folder, "--json", "list", "person").stdout)
        assert [person["display_name"] for person in people] == ["Fatma Kaya"], people


if __name__ == "__main__":
    tap.run(globals())
