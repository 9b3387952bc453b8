# SPDX-License-Identifier: GPL-3.0-or-later
"""Locking closes the profile in every window and program, and only what opens it as always opens it again."""

import steps
import tap
from desktop import Desktop
from window import Window


def profile(desktop):
    folder = desktop.home / "shared"
    desktop.lotsectl(folder, "add", "person", "display_name=Fatma Kaya")
    return folder


def assert_locked(window):
    window.says(window.t("Lotse Is Locked"))
    assert window.search("label", "Fatma Kaya") is None, window.summary()


def show_people(window):
    window.find("list item", window.t("People", "view"))
    steps.view(window, 2, "People")
    window.find("label", "Fatma Kaya")


def unlock(window, passphrase):
    window.find(None, "Passphrase")
    window.type(passphrase)
    window.key("Return")


def test_lock_reaches_other_windows(language):
    """A lock in one window, or by lotsectl, closes the profile in all windows; each is unlocked for itself"""
    with Desktop() as desktop:
        folder = profile(desktop)
        first = Window(desktop, folder, language)
        show_people(first)
        second = Window(desktop, folder, language)
        show_people(second)
        second.key("<Control>l")
        assert_locked(second)
        assert_locked(first)
        second.click("button", second.t("_Unlock"))
        show_people(second)
        assert_locked(first)
        desktop.lotsectl(folder, "lock")
        assert_locked(second)
        second.close()
        first.close()
        desktop.lotsectl(folder, "check")


def test_lock_with_passphrase():
    """While a window is locked, another process needs the passphrase, too; the window opens with it"""
    with Desktop() as desktop:
        folder = profile(desktop)
        secret = desktop.home / "passphrase"
        secret.write_text("elbe\n", encoding="utf-8")
        desktop.lotsectl(folder, "key", "passphrase", "--new-passphrase-file", secret)
        window = Window(desktop, folder, "en")
        unlock(window, "elbe")
        show_people(window)
        window.key("<Control>l")
        assert_locked(window)
        refused = desktop.lotsectl(folder, "list", "person", check=False)
        assert refused.returncode == 2 and "passphrase" in refused.stderr, refused
        window.click("button", "Unlock")
        window.find(None, "Passphrase")
        assert_locked(window)
        unlock(window, "elbe")
        show_people(window)
        window.close()


if __name__ == "__main__":
    tap.run(globals())
