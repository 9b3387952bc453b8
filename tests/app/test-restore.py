# SPDX-License-Identifier: GPL-3.0-or-later
"""The way back from a backup: the first start makes a profile of it, by keyboard, and says what is wrong otherwise."""

import json

import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

KEY, WORD = "Recovery key", "Passphrase, if the key file has one"
NO_KEY = "This is neither a recovery key nor a key file. Check each letter; a key file with a passphrase needs the passphrase, too."


def choose_backup(window, path):
    """Takes a backup in GTK's own dialog for files, and waits for what is asked next."""
    window.tab_to(window.t("Restore a _Backup…"), "button")
    window.key("Return")
    wait_for("the dialog for files", PATIENCE, lambda: len(window.frames) > 1)
    window.type(str(path))
    window.key("Return")
    window.says(path.name)


def fill(window, field, role, text):
    """Replaces what stands in a field."""
    window.tab_to(window.t(field), role)
    window.key("<Control>a")
    window.type(text)


def is_back(window):
    """The person of the backup is in the list."""
    window.find("list", window.t("Views"))
    steps.view(window, 2, "People")
    window.find("label", "Fatma Kaya")


def test_restore(language):
    """A backup opens with its recovery key; a wrong key and a file that is no backup change nothing"""
    with Desktop() as desktop:
        old, new, backup = desktop.home / "old", desktop.home / "new", desktop.home / "backup.db"
        desktop.lotsectl(old, "add", "person", "display_name=Fatma Kaya")
        desktop.lotsectl(old, "backup", backup)
        encrypted = (old / "key").exists()
        before = backup.read_bytes()
        rubbish = desktop.home / "rubbish.db"
        rubbish.write_bytes(b"no backup " * 1000)
        key = json.loads(desktop.lotsectl(old, "--json", "key", "recovery").stdout)["recovery_key"] if encrypted else ""
        window = Window(desktop, new, language)
        window.find("text box", window.t("Invitation"))
        window.shot("restore-begin")
        choose_backup(window, backup)
        window.shot("restore")
        if encrypted:
            # The keyboard is where the key belongs.
            window.type("no key")
            window.key("Return")
            window.says(window.t(NO_KEY))
            window.shot("restore-wrong-key")
            assert not (desktop.home / "new-restored").exists()
            fill(window, KEY, "text box", key)
        window.tab_to(window.t("_Restore"), "button")
        window.key("Return")
        is_back(window)
        window.close()
        assert backup.read_bytes() == before
        people = json.loads(desktop.lotsectl(desktop.home / "new-restored", "--json", "list", "person").stdout)
        assert [person["display_name"] for person in people] == ["Fatma Kaya"], people
        window = Window(desktop, desktop.home / "third", language)
        choose_backup(window, rubbish)
        if encrypted:
            fill(window, KEY, "text box", key)
        window.tab_to(window.t("_Restore"), "button")
        window.key("Return")
        wait_for("the reason", PATIENCE, lambda: "rubbish.db”" in window.summary() or "rubbish.db“" in window.summary())
        window.close()
        assert not (desktop.home / "third-restored").exists()


def test_passphrase(language):
    """The text of a key file with its passphrase does as well, and that passphrase goes on to open the profile"""
    with Desktop() as desktop:
        old, new, backup, secret = (desktop.home / name for name in ("old", "new", "backup.db", "secret"))
        desktop.lotsectl(old, "add", "person", "display_name=Fatma Kaya")
        if not (old / "key").exists():
            raise tap.Skip("this build does not encrypt, so that there are no passphrases")
        desktop.lotsectl(old, "backup", backup)
        secret.write_text("drei blaue Schirme", encoding="utf-8")
        desktop.lotsectl(old, "key", "passphrase", "--new-passphrase-file", secret)
        window = Window(desktop, new, language)
        choose_backup(window, backup)
        fill(window, KEY, "text box", (old / "key.locked").read_text(encoding="ascii").strip())
        fill(window, WORD, None, "zwei blaue Schirme")
        window.key("Return")
        window.says(window.t("The passphrase does not open this key file. Nothing was changed."))
        assert not (desktop.home / "new-restored").exists()
        fill(window, WORD, None, "drei blaue Schirme")
        window.key("Return")
        window.says(window.t("Lotse Is Locked"))
        window.type("drei blaue Schirme")
        window.key("Return")
        is_back(window)
        window.close()


if __name__ == "__main__":
    tap.run(globals())
