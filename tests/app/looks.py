# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold of every view: names for screen readers, the right language, and every widget by keyboard."""

import re
import time

import a11y
from window import FOCUS_PATIENCE, focused_of

WORKED_WITH = {"button", "toggle button", "text box", "search box", "combo box", "check box", "switch", "spin button",
               "list", "slider", "radio button", "menu button"}
CLASS_NAME = re.compile(r"^(Gtk|Adw|Lotse)[A-Z]\w+$")
WINDOW_BUTTONS = {"Close", "Minimize", "Maximize", "Restore", "Schließen", "Minimieren", "Maximieren", "Wiederherstellen"}
FRAMES = {"window", "dialog", "alert"}
WIDEST = 1 << 15  # no window of X11 is wider; GTK 4.18 gives pages of a stack that never showed such numbers
MOST_CUT_OFF = 4  # that are told of each view; the others follow from the first
SHORTEST_PATTERN = 8  # letters of a text with %s and the like that must be left for it to be looked for


# --- Names ------------------------------------------------------------------------------------------------------

class Widget:
    """What one look at a widget told."""

    def __init__(self, node):
        self.node, self.role, self.name = node, node.role, node.name
        self.description, self.states = node.description, node.states


def gather(window):
    """All that shows in the front window."""
    found = []
    for node in window.frames[-1].walk():
        try:
            found.append(Widget(node))
        except a11y.Gone:
            continue
    return found


def without_names(widgets):
    """The widgets that people work with and that say nothing to a screen reader."""
    return [f"{widget.role} “{widget.name}” in {place_of(widget.node)}" for widget in widgets
            if widget.role in WORKED_WITH and (not widget.name.strip() or CLASS_NAME.match(widget.name))
            and not is_inner(widget.node)]


def is_inner(node):
    """Whether this is a part of a widget of GTK or libadwaita that has a name: the list of a choice, the eye of a password."""
    inner = node.role
    if inner in ("button", "toggle button") and node.parent.role == "combo box":
        return False  # the button of a choice gets the keyboard, so that it is what a screen reader says
    for _ in range(6):
        node = node.parent
        if node.role == "list item" and inner == "list":
            return True  # the parts of a row that unfolds
        if node.role in ("combo box", "text box") and node.name and not CLASS_NAME.match(node.name):
            return True
    return False


def place_of(node):
    """The nearest thing around a widget that has a name, for messages."""
    for _ in range(12):
        node = node.parent
        if node.role == "application":
            break
        if node.name and not CLASS_NAME.match(node.name):
            return f"{node.role} “{node.name}”"
        labels = [child.name for child in node.children if child.role == "label"]
        if labels:
            return f"{node.role} beside “{labels[0]}”"
    return "the window"


# --- Room -------------------------------------------------------------------------------------------------------

def cut_off(window, widgets):
    """The widgets that lie, wholly or in part, beside the front window or the screen: nothing there scrolls sideways."""
    # GTK 4.18 counts the shadow of a window as part of it; what is in the window is what must fit.
    boxes = [child.box for child in window.frames[-1].children]
    origin, needed = min(box[0] for box in boxes), max(box[2] for box in boxes)
    width = window.screen.area[0]
    found = [f"the window needs {needed} of {width}"] if needed > width else []
    width = min(needed, width)
    for widget in widgets:
        try:
            left, _, across, high = widget.node.box
        except a11y.Gone:
            continue
        left -= origin
        if widget.role not in FRAMES and 0 < across < WIDEST and high > 0 and (left < -1 or left + across > width + 1):
            found.append(f"{widget.role} “{widget.name}” from {left} to {left + across} of {width}")
    return found[:MOST_CUT_OFF]


# --- Language ---------------------------------------------------------------------------------------------------

def entries(path):
    """(original, translation) of a catalogue in the form that translators edit."""
    key, current = None, {}
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        start = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) "(.*)"$', line)
        if start:
            key = start[1]
            current[key] = start[2]
        elif line.startswith('"') and key:
            current[key] += line[1:-1]
        elif not line.strip():
            if current.get("msgid"):
                yield current["msgid"], current.get("msgstr", current.get("msgstr[0]", ""))
                if "msgid_plural" in current:
                    yield current["msgid_plural"], current.get("msgstr[1]", "")
            key, current = None, {}


def unescape(text):
    return text.replace('\\n', "\n").replace('\\"', '"').replace("_", "")


class English:
    """Finds texts of the program that stand in English where German is due."""

    def __init__(self, catalogue):
        pairs = [(unescape(original), unescape(translation)) for original, translation in entries(catalogue)]
        german = {translation for original, translation in pairs}
        foreign = {original for original, translation in pairs if original != translation} - german
        self.plain = {text for text in foreign if "%" not in text}
        self.patterns = [re.compile("^" + re.sub(r"%(\d\\\$)?[-0-9.]*[a-z]+", ".+", re.escape(text)) + "$", re.S)
                         for text in foreign if "%" in text
                         and len(re.sub(r"%\S*|[\W\d]", "", text)) >= SHORTEST_PATTERN]

    def find(self, widgets):
        texts = {text.replace("_", "") for widget in widgets for text in (widget.name, widget.description)}
        return sorted(text for text in texts
                      if text in self.plain or any(pattern.match(text) for pattern in self.patterns))


def english(source):
    return English(source / "po" / "de.po")


# --- Keyboard ---------------------------------------------------------------------------------------------------

def out_of_reach(window, widgets, most=250):
    """Presses Tab until it comes round again; returns the widgets of the front window that it never came to."""
    nodes = [widget.node for widget in widgets if "focusable" in widget.states]
    visited, first, node = set(), None, None
    for _ in range(most):
        window.key("Tab")
        node = moved(window, nodes, node)
        if first is not None and node == first:
            break
        first = first or node
        visited.add(node)
    return [f"{widget.role} “{widget.name}” in {place_of(widget.node)}" for widget in widgets
            if is_due(widget) and not is_reached(widget.node, visited)]


def moved(window, nodes, before):
    """The widget that the keyboard went to from another one."""
    end = time.monotonic() + FOCUS_PATIENCE
    node = before
    while (node is None or node == before) and time.monotonic() < end:
        node = focused_of(nodes) or window.focused
    return node


def is_due(widget):
    """Whether Tab must come to a widget."""
    return widget.role in WORKED_WITH and {"focusable", "sensitive"} <= widget.states \
        and widget.name not in WINDOW_BUTTONS and not (widget.role == "button" and is_inner(widget.node))


def is_reached(node, visited):
    """Whether Tab came to a widget, to something in it (a row of a list), or to what it is the inner part of."""
    if node in visited:
        return True
    inner = set(node.walk_all())
    if inner & visited:
        return True
    outer = node
    for _ in range(3):
        outer = outer.parent
        if outer in visited and outer.role in ("combo box", "text box", "search box", "button", "toggle button"):
            return True
    return False
