# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's portal and a sandbox as Flatpak makes it: a root folder of its own with a file that names the application."""

import os
import shutil
from pathlib import Path

from screen import wait_for
from window import PATIENCE

PROGRAMS = Path("/usr/libexec")
# In the order in which they need each other: the program and the name that it takes.
SERVICES = (
    ("xdg-permission-store", "org.freedesktop.impl.portal.PermissionStore"),
    ("xdg-desktop-portal-gtk", "org.freedesktop.impl.portal.desktop.gtk"),
    ("xdg-desktop-portal", "org.freedesktop.portal.Desktop"),
)
CHOICE = """[preferred]
default=gtk
"""
INFO = """[Application]
name=de.lotse.Lotse

[Instance]
instance-id=1
"""


def missing():
    for program, _ in SERVICES:
        if not (PROGRAMS / program).exists():
            return f"{program} is not installed"
    return None if shutil.which("bwrap") else "bubblewrap is not installed"


def start(desktop):
    """Starts the portal, which hands notifications to whatever service there is on this desktop."""
    choice = desktop.home / "config" / "xdg-desktop-portal" / "portals.conf"
    choice.parent.mkdir()
    choice.write_text(CHOICE, encoding="utf-8")
    for program, name in SERVICES:
        with open(desktop.home / "tmp" / f"{program}.log", "w", encoding="utf-8") as log:
            desktop.spawn([PROGRAMS / program], {"G_DEBUG": ""}, stdout=log, stderr=log)
        wait_for(program, PATIENCE, lambda name=name: has_owner(desktop, name))


def has_owner(desktop, name):
    from gi.repository import Gio, GLib

    answer = desktop.session.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                                       GLib.Variant("(s)", (name,)), None, Gio.DBusCallFlags.NONE, -1, None)
    return answer.unpack()[0]


def sandbox(desktop):
    """What comes before a command that is to believe it runs in a sandbox; or None where this machine allows none."""
    info = desktop.home / "flatpak-info"
    info.write_text(INFO, encoding="utf-8")
    words = ["bwrap", "--die-with-parent"]
    for entry in sorted(Path("/").iterdir()):
        if entry.is_symlink():
            words += ["--symlink", os.readlink(entry), entry]
        elif entry.is_dir():
            words += ["--dev-bind", entry, entry]
    words += ["--ro-bind", info, "/.flatpak-info"]
    return words if desktop.run([*words, "true"], check=False).returncode == 0 else None
