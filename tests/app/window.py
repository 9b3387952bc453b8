# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window under test: finds widgets as a screen reader does, and works them as people do.

    with Desktop() as desktop:
        window = Window(desktop, desktop.home / "profile", "de")
        window.click("button", window.t("_Save"))

Everything waits until it happens, up to a deadline; nothing waits for a fixed time.
"""

import gettext
import os
import re
import subprocess
import time

import a11y
from desktop import BUILD
from screen import wait_for

BUTTONS = ("button", "radio", "checkbox")  # as newer GTK calls them
PATIENCE = 60  # seconds; only a failure takes so long, and a loaded machine must not fail
FOCUS_PATIENCE = 5  # seconds for the keyboard to move on
FIRST_FOCUS_PATIENCE = 1  # seconds for a window to give it to something; Tab does so in any case
COMPLAINT = re.compile(r"(WARNING|CRITICAL|ERROR|Sanitizer)", re.I)


def plain(text):
    """A label without the mark of its access key."""
    return text.replace("__", "\0").replace("_", "").replace("\0", "_")


def has_role(role, roles):
    """Whether a role is one of these. Newer GTK calls the button of a menu a toggle button."""
    return role in roles or (role == "toggle button" and "button" in roles)


def is_named(name, wanted):
    """Whether a name is this text or fits the pattern. GTK 4.8 says the label of some buttons twice."""
    if isinstance(wanted, re.Pattern):
        return wanted.search(name)
    return name == wanted or plain(name) in (wanted, f"{wanted} {wanted}")


def is_edited(node):
    """Whether this is the row of an entry that has the keyboard: it then shows no pen. libadwaita 1.2 says it no other way."""
    try:
        if node.role != "text box" or not node.children:
            return False
        parts = a11y.roles_of(node.children[0].children)
    except a11y.Gone:
        return False
    return "widget" in parts and parts[parts.index("widget") + 1:][:1] != ["image"]


def focused_of(nodes):
    """The widget among these that has the keyboard, or None."""
    nodes = list(nodes)
    states = [told or set() for told in a11y.states_of(nodes)]
    focused = next((node for node, told in zip(nodes, states) if "focused" in told), None)
    return focused or next((node for node, told in zip(nodes, states) if "editable" in told and is_edited(node)), None)


def catalogue(language):
    return gettext.translation("lotse", BUILD / "po", [language], fallback=language == "en")


class Window:
    """One run of the program on one profile."""

    def __init__(self, desktop, folder, language="en", ready=True, through=(), environment=None):
        self.desktop, self.folder, self.language = desktop, folder, language
        self.words = catalogue(language)
        self.log = desktop.home / "tmp" / f"window-{len(desktop.processes)}.log"
        self.program = os.environ.get("LOTSE", BUILD / "src/app/lotse")
        self.environment = environment or {}
        self.through = list(through)  # a command that starts the program, for special circumstances
        self.start()
        if ready:
            wait_for("the window", PATIENCE, lambda: self.screen.front(self.pid) and self.frames)
            wait_for("the profile", PATIENCE, lambda: not self.is_opening)

    def start(self):
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = self.desktop.spawn([*self.through, self.program, "--data", self.folder],
                                              {"LOTSE_LANGUAGE": self.language, "LANGUAGE": self.language, **self.environment},
                                              stdout=log, stderr=subprocess.STDOUT)
        self.pid = self.process.pid
        self.root = None
        self.near = []  # the widgets of the front window when the keyboard was last looked for in all of it

    @property
    def screen(self):
        return self.desktop.screen

    def t(self, text, context=None):
        """The program's own text in the language of this window, without the mark of an access key."""
        return plain(self.words.pgettext(context, text) if context else self.words.gettext(text))

    def pattern(self, text, context=None):
        """A pattern for a translated text with its %s and %u filled in."""
        return re.compile("^" + re.sub(r"%(\d\\\$)?[sdu]", ".*", re.escape(self.t(text, context))) + "$", re.S)

    def patterns(self, singular, plural):
        """The patterns of both forms of a counted text."""
        return [re.compile("^" + re.sub(r"%[du]", r"[0-9.,]+", re.escape(plain(self.words.ngettext(singular, plural, n)))))
                for n in (1, 2)]

    # --- Looking --------------------------------------------------------------------------------------------

    @property
    def frames(self):
        """The windows of the program, the main one first."""
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}: {self.complaints()}")
        if self.root is None:
            mine = [node for node in a11y.programs(self.desktop.bus)
                    if a11y.process_of(self.desktop.bus, node) == self.pid]
            self.root = mine[0] if mine else None
        return self.root.children if self.root else []

    @property
    def is_opening(self):
        return self.t("Opening your data") in a11y.names_of(self.nodes())

    def nodes(self):
        """All that is shown, the front window first."""
        return [node for frame in reversed(self.frames) for node in frame.walk()]

    def search(self, role=None, name=None, within=None):
        """The first widget with this role (or one of these) and name (text or pattern), or None."""
        roles = (role,) if isinstance(role, str) else role
        nodes = list(within.walk()) if within else self.nodes()
        if roles:
            nodes = [node for node, told in zip(nodes, a11y.roles_of(nodes)) if told and has_role(told, roles)]
        if name is not None:
            nodes = [node for node, told in zip(nodes, a11y.names_of(nodes)) if told is not None and is_named(told, name)]
        return next(iter(nodes), None)

    def find(self, role=None, name=None, within=None, patience=PATIENCE):
        """As search, but waits for it, and fails when it does not come."""
        what = f"{role or 'something'} “{name.pattern if isinstance(name, re.Pattern) else name}”"
        try:
            return wait_for(what, patience, lambda: self.search(role, name, within))
        except AssertionError as error:
            raise AssertionError(f"{error}; there is: {self.summary()}") from None

    def wait_gone(self, role=None, name=None, patience=PATIENCE):
        wait_for(f"{role} “{name}” going", patience, lambda: self.search(role, name) is None)

    def dialog(self, title=None, patience=PATIENCE):
        """Waits for a window over the main one, with this title (text or pattern)."""
        def question():
            try:
                return next((frame for frame in self.frames[1:] if title is None or is_named(frame.name, title)), None)
            except a11y.Gone:  # another dialog closed meanwhile
                return None

        return wait_for(f"the dialog {title}", patience, question)

    def no_dialog(self):
        """Waits until only the main window is there, to which the keyboard goes back, as a window manager does it."""
        wait_for("the end of the dialog", PATIENCE, lambda: len(self.frames) == 1)
        self.front()

    def says(self, text, patience=PATIENCE):
        """Waits for a label that holds this text or pattern."""
        pattern = text if isinstance(text, re.Pattern) else re.compile(re.escape(text))
        return self.find(None, pattern, patience=patience)

    def summary(self):
        """What the window shows, for messages."""
        told = ("label", "button", "text box", "search box", "list item", "toggle button", "notification", "alert")
        nodes = self.nodes()
        names = [f"{role} “{name}”" for role, name in zip(a11y.roles_of(nodes), a11y.names_of(nodes)) if name and role in told]
        return ", ".join(dict.fromkeys(names))

    @property
    def focused(self):
        """The widget that has the keyboard, or None."""
        frames = self.frames
        if not frames:
            return None
        # Mostly it went on among what was there a moment ago, which takes one question for all instead of one for each level.
        near = next((node for node, told in zip(self.near, a11y.states_of(self.near)) if told and "focused" in told), None)
        if near is None or self.near[0] != frames[-1]:
            # What is hidden never has it, so nobody needs to ask what shows.
            self.near = list(frames[-1].walk_at_once())
            near = focused_of(self.near)
        return near

    # --- Working --------------------------------------------------------------------------------------------

    def front(self):
        """This window comes to the front and gets the keyboard, once all its dialogs are on the screen."""
        end = time.monotonic() + FOCUS_PATIENCE
        while len(self.screen.windows(self.pid)) != len(self.frames) and time.monotonic() < end:
            time.sleep(0.02)
        wait_for("a window with the keyboard", PATIENCE, lambda: self.screen.front(self.pid))

    def click(self, role=None, name=None, within=None):
        node = self.find(role, name, within)
        self.press(node)
        return node

    def press(self, node):
        """Does what a click on a widget does."""
        if not node.act():
            self.mouse(node)

    def mouse(self, node):
        """Clicks with the pointer into the middle of a widget."""
        # GTK 4.18 leaves the padding of what is around out of the places that it tells, and a button may lie elsewhere.
        if not node.is_of_older_gtk and node.role in BUTTONS and node.read("NActions", "org.a11y.atspi.Action") and node.act():
            return
        self.front()
        x, y, width, height = node.box
        left, top, *_ = self.screen.size_of(self.screen.front(self.pid))
        self.screen.click(left + x + width // 2, top + y + height // 2)

    def key(self, *accelerators):
        for accelerator in accelerators:
            self.front()
            self.screen.key(accelerator)

    def type(self, text):
        self.front()
        self.screen.type(text)

    def wait_focus(self, before, patience=FOCUS_PATIENCE):
        """The widget that has the keyboard, once it is another one than before; the same one after a while."""
        end = time.monotonic() + patience
        node = self.focused
        while (node is None or node == before) and time.monotonic() < end:
            node = self.focused
        return node

    def tab_to(self, name, role=None, key="Tab", most=120):
        """Goes from widget to widget with the keyboard until one with this name has it."""
        seen = []
        node = self.wait_focus(None, FIRST_FOCUS_PATIENCE)
        for _ in range(most):
            try:
                if node is not None and is_named(node.name, name) and (role is None or has_role(node.role, (role,))):
                    return node
            except a11y.Gone:  # the page was read anew meanwhile, and gives the keyboard to something of the new one
                node = self.wait_focus(node)
                continue
            seen.append(repr(node))
            self.key(key)
            node = self.wait_focus(node)
        raise AssertionError(f"{key} does not lead to “{name}”: {', '.join(dict.fromkeys(seen))}")

    def shot(self, name):
        """A picture for people, of this window in front, once it no longer changes."""
        self.front()
        self.screen.wait_still()
        self.desktop.screenshot(self.language, name)

    # --- The end --------------------------------------------------------------------------------------------

    def complaints(self):
        return [line for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines()
                if COMPLAINT.search(line)]

    def close(self):
        """Ends the program as people do, and fails when it complained about anything."""
        for _ in self.frames[1:]:
            self.key("Escape")
        self.no_dialog()
        self.key("<Control>q")
        wait_for("the end of the program", PATIENCE, lambda: self.process.poll() is not None)
        problems = self.complaints()
        if self.process.returncode or problems:
            raise AssertionError(f"the program ended with {self.process.returncode}: {problems}")

    def kill(self):
        self.process.kill()
        self.process.wait()
