# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold of every view: names for screen readers, the right language, and every widget by keyboard."""

import re

import a11y
from window import focused_of

WORKED_WITH = {"button", "toggle button", "text box", "search box", "combo box", "check box", "switch", "spin button",
               "list", "slider", "radio button", "menu button"}
CLASS_NAME = re.compile(r"^(Gtk|Adw|Lotse)[A-Z]\w+$")
WINDOW_BUTTONS = {"Close", "Minimize", "Maximize", "Restore", "Schließen", "Minimieren", "Maximieren", "Wiederherstellen"}
SHORTEST_PATTERN = 8  # letters of a text with %s and the like that must be left for it to be looked for


# --- Names ------------------------------------------------------------------------------------------------------

def without_names(window):
    """The widgets that people work with and that say nothing to a screen reader."""
    found = []
    for node in window.nodes():
        try:
            role, name = node.role, node.name
            if role in WORKED_WITH and (not name.strip() or CLASS_NAME.match(name)) and not is_inner(node):
                found.append(f"{role} “{name}” in {place_of(node)}")
        except a11y.Gone:
            continue
    return found


def is_inner(node):
    """Whether this is a part of a widget of GTK or libadwaita that has a name: the list of a choice, the eye of a password."""
    for _ in range(6):
        node = node.parent
        if node.role in ("combo box", "text box", "list item") and node.name and not CLASS_NAME.match(node.name):
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

    def find(self, window):
        found = []
        for node in window.nodes():
            try:
                texts = {node.name, node.description}
            except a11y.Gone:
                continue
            for text in texts:
                text = text.replace("_", "")
                if text in self.plain or any(pattern.match(text) for pattern in self.patterns):
                    found.append(text)
        return sorted(set(found))


def english(source):
    return English(source / "po" / "de.po")


# --- Keyboard ---------------------------------------------------------------------------------------------------

def out_of_reach(window, most=250):
    """Presses Tab until it comes round again; returns the widgets of the front window that it never came to."""
    nodes = [node for node in window.frames[-1].walk() if "focusable" in node.states]
    visited, first = set(), None
    for _ in range(most):
        window.key("Tab")
        node = focused_of(nodes) or window.focused
        if first is not None and node == first:
            break
        first = first or node
        visited.add(node)
    return [f"{node.role} “{node.name}” in {place_of(node)}" for node in wanted(window) if not is_reached(node, visited)]


def wanted(window):
    """What Tab must come to: all that can be worked with in the front window."""
    for node in window.frames[-1].walk():
        try:
            states = node.states
            if node.role in WORKED_WITH and "focusable" in states and "sensitive" in states \
                    and node.name not in WINDOW_BUTTONS:
                yield node
        except a11y.Gone:
            continue


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
