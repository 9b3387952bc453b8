# SPDX-License-Identifier: GPL-3.0-or-later
"""The window asks mentors for the confidentiality undertaking: at the first start, and when somebody becomes a mentor later."""

import steps
import tap
from desktop import Centre, Desktop
from window import Window


def confirm(window):
    window.says(window.t("Confidentiality"))
    window.tab_to(window.t("I keep to this."))
    window.key("space")
    window.click("button", window.t("C_onfirm and Continue"))
    window.find("list", window.t("Views"))
    steps.wait_for_sync(window, "done")


def test_mentor_confirms(language):
    """A mentor confirms at the first start, and is not asked again when the window opens the next time"""
    with Desktop() as desktop:
        centre = Centre(desktop, {"murat": ["mentor"]})
        window = Window(desktop, desktop.home / "first", language)
        window.tab_to(window.t("Invitation"), "text box")
        window.type(centre.invite("murat"))
        window.key("Return")
        confirm(window)
        window.close()
        assert "undertaking-confirmed" in centre.admin("audit")
        window = Window(desktop, desktop.home / "first", language)
        steps.wait_for_sync(window, "done")
        window.close()


def test_becomes_mentor():
    """Who becomes a mentor is asked at the next meeting, and goes on after the answer"""
    with Desktop() as desktop:
        centre = Centre(desktop, {"sabine": ["organiser"]})
        window = Window(desktop, desktop.home / "first", "en")
        steps.connect(window, centre.invite("sabine"))
        steps.wait_for_sync(window, "done")
        centre.admin("account", "role", "sabine", "--role", "mentor", "--role", "organiser")
        window.key("F5")
        confirm(window)
        window.close()


if __name__ == "__main__":
    tap.run(globals())
