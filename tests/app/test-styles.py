# SPDX-License-Identifier: GPL-3.0-or-later
"""The views in a narrow window, in dark style, and with text of twice the size: nothing is cut off.

Of each a picture is kept (screenshots/de in the build directory, as "narrow-today" and so on). The language is German,
whose words are longer.
"""

import looks
import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

NARROW = (360, 720)


def look(window, style, name, problems):
    window.shot(f"{style}-{name}")
    if style == "dark":
        return  # other colours, and the same room
    problems += [f"{style} {name}: cut off: {widget}" for widget in looks.cut_off(window, looks.gather(window))]


def is_near(focused, window):
    """Whether the keyboard is in the list or, where the record hides it, in the record."""
    return focused and (focused.role == "list item" or focused.name in (window.t("Back"), window.t("Edit")))


def record(window, style, number, name, view, problems):
    """A list, and the record that is chosen in it."""
    steps.view(window, number, view)
    rows = window.find("list", window.t(view, "view"))
    steps.keyboard_in(rows)
    look(window, style, f"{name}-list", problems)
    window.key("Down", "Return")
    window.find("button", window.t("Edit"))
    wait_for("the keyboard in the record or in its list", PATIENCE, lambda: is_near(window.focused, window))
    look(window, style, name, problems)


def over(window, style, name, keys, problems):
    """What a key opens over the view."""
    window.key(keys)
    window.dialog()
    look(window, style, name, problems)
    window.key("Escape")
    window.no_dialog()


def tour(style, environment=None, area=None, text=1):
    problems = []
    with Desktop() as desktop:
        if area:
            desktop.screen.area = area
        desktop.screen.scale_text(text)
        folder = desktop.home / "demo"
        desktop.lotsectl(folder, "demo")
        window = Window(desktop, folder, "de", environment=environment)
        steps.view(window, 1, "Today")
        window.says(window.t("Tasks"))
        look(window, style, "today", problems)
        record(window, style, 2, "people", "People", problems)
        record(window, style, 3, "organisations", "Organisations", problems)
        record(window, style, 4, "tandems", "Tandems", problems)
        over(window, style, "edit", "<Control>e", problems)
        over(window, style, "history", "<Control>h", problems)
        over(window, style, "preferences", "<Control>comma", problems)
        window.key("<Control>k")
        window.find("search box", window.t("Find any record"))
        window.type("Jusuf")
        window.says("Yusuf")
        look(window, style, "search", problems)
        window.key("Escape")
        window.no_dialog()
        steps.view(window, 0, "Sync")
        look(window, style, "sync", problems)
        window.close()
    assert not problems, "\n" + "\n".join(problems)


def test_narrow():
    """In a window as narrow as a phone nothing is cut off"""
    tour("narrow", area=NARROW)


def test_dark():
    """In dark style every view comes up"""
    tour("dark", {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"})


def test_large_text():
    """With text of twice the size nothing is cut off"""
    tour("large", text=2)


if __name__ == "__main__":
    tap.run(globals())
