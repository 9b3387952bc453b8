# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader sees of a window: the tree of AT-SPI, asked over D-Bus.

The bus is asked directly and nothing is remembered: the library that screen readers use keeps names and children until
an event tells it otherwise, and a test that waits for a change would wait for the event instead of for the change.
"""

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
PROGRAM = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
ANSWER_MS = 30000
LONG_LIST = 60  # children; GTK keeps about 200 rows of a list that scrolls
SCREEN_HEIGHT = 800

# Numbers of AtspiStateType.
STATES = {"active": 1, "busy": 3, "checked": 4, "editable": 7, "enabled": 8, "expandable": 9, "expanded": 10,
          "focusable": 11, "focused": 12, "modal": 16, "pressed": 20, "selectable": 22, "selected": 23, "sensitive": 24,
          "showing": 25, "visible": 30, "required": 33, "checkable": 41, "read-only": 43}


class Gone(Exception):
    """The widget, or the program, is no longer there."""


def connect(session):
    """The connection to the accessibility bus of a session bus."""
    answer = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
                               GLib.VariantType("(s)"), 0, ANSWER_MS, None)
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(answer.unpack()[0], flags, None, None)


def covers(box, point):
    left, top, width, height = box
    return left <= point[0] < left + width and top <= point[1] < top + height


def overlap(box, other):
    """Whether two boxes have more than a border in common, as the pages of a stack have."""
    return min(box[0] + box[2], other[0] + other[2]) - max(box[0], other[0]) > 4 and \
        min(box[1] + box[3], other[1] + other[3]) - max(box[1], other[1]) > 4


OLDER_GTK = (4, 8)  # that of Debian 12
# Newer GTK tells the names of AT-SPI's roles where GTK 4.8 told its own.
NEWER_ROLES = {"text": "text box", "entry": "search box", "grouping": "group", "push button": "button"}
gtk_versions = {}  # by the owner of the tree


class Node:
    """One widget as a screen reader knows it."""

    def __init__(self, bus, owner, path):
        self.bus, self.owner, self.path = bus, owner, path

    def __eq__(self, other):
        return isinstance(other, Node) and (self.owner, self.path) == (other.owner, other.path)

    def __hash__(self):
        return hash((self.owner, self.path))

    def __repr__(self):
        try:
            return f"<{self.role} “{self.name}”>"
        except Gone:
            return "<gone>"

    def call(self, interface, method, arguments=None):
        try:
            answer = self.bus.call_sync(self.owner, self.path, interface, method, arguments, None, 0, ANSWER_MS, None)
        except GLib.Error as error:
            raise Gone(error.message) from error
        return answer.unpack()

    def read(self, name, interface=ACCESSIBLE):
        return self.call("org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (interface, name)))[0]

    @property
    def name(self):
        return self.read("Name")

    @property
    def description(self):
        return self.read("Description")

    @property
    def role(self):
        name = self.call(ACCESSIBLE, "GetRoleName")[0]
        return NEWER_ROLES.get(name, name)

    @property
    def states(self):
        low, high = self.call(ACCESSIBLE, "GetState")[0]
        bits = low | high << 32
        return {name for name, number in STATES.items() if bits >> number & 1}

    def has(self, state):
        return state in self.states

    @property
    def interfaces(self):
        return {name.rsplit(".", 1)[1] for name in self.call(ACCESSIBLE, "GetInterfaces")[0]}

    @property
    def children(self):
        return [Node(self.bus, owner, path) for owner, path in self.call(ACCESSIBLE, "GetChildren")[0]]

    @property
    def parent(self):
        owner, path = self.read("Parent")
        return Node(self.bus, owner, path)

    @property
    def text(self):
        """What stands in an entry or text view."""
        length = self.read("CharacterCount", "org.a11y.atspi.Text")
        return self.call("org.a11y.atspi.Text", "GetText", GLib.Variant("(ii)", (0, length)))[0]

    @property
    def value(self):
        """How far a progress bar is, from 0 to 1."""
        return self.read("CurrentValue", "org.a11y.atspi.Value")

    @property
    def box(self):
        """(x, y, width, height) inside its window."""
        return self.call("org.a11y.atspi.Component", "GetExtents", GLib.Variant("(u)", (1,)))[0]

    @property
    def relations(self):
        """{relation number: [widgets]}, as in 2 for "labelled by"."""
        found = self.call(ACCESSIBLE, "GetRelationSet")[0]
        return {kind: [Node(self.bus, *target) for target in targets] for kind, targets in found}

    def act(self, number=0):
        return self.call("org.a11y.atspi.Action", "DoAction", GLib.Variant("(i)", (number,)))[0]

    def at(self, point):
        """Whether something of this widget is on the screen at a point of its window."""
        return bool(self.call("org.a11y.atspi.Component", "GetAccessibleAtPoint", GLib.Variant("(iiu)", (*point, 1)))[0][0])

    @property
    def is_of_older_gtk(self):
        """Whether the program shows itself as GTK 4.8 does."""
        if self.owner not in gtk_versions:
            version = Node(self.bus, self.owner, PROGRAM).read("Version", "org.a11y.atspi.Application")
            gtk_versions[self.owner] = tuple(int(part) for part in version.split(".")[:2])
        return gtk_versions[self.owner] <= OLDER_GTK

    def is_drawn(self):
        """Whether this is on the screen. GTK 4.8 also names what a stack hides, so the screen is asked.

        Newer GTK leaves that out of the tree, and says of a point only which boxes cover it.
        GTK 4.8 knows only the widgets that were asked for before, so these are asked for on the way down to a point.
        """
        if not self.is_of_older_gtk:
            return True
        left, top, width, height = self.box
        # The edge is tried, too: the inner parts of entries are no widgets for screen readers.
        for x, y in ((width // 2, height // 2), (width // 4, height // 4), (3, height // 2), (width // 8, height // 8),
                     (width // 2, 3)):
            point = (left + x, top + y)
            if self.at(point):
                return True
            node = self
            while node is not None:
                node = next((child for child in node.children if covers(child.box, point)), None)
            if self.at(point):
                return True
        return False

    def walk_all(self):
        """This widget and all below it, shown or not, in the order of the window."""
        stack = [self]
        while stack:
            node = stack.pop()
            try:
                yield node
                stack.extend(reversed(node.children))
            except Gone:
                continue

    def shown_children(self):
        """The children that are on the screen, or would be after scrolling; of a long list only those in sight."""
        children = [(child, child.box) for child in self.children]
        children = [(child, box) for child, box in children if box[2] > 0 and box[3] > 0]
        if len(children) > LONG_LIST:
            return [child for child, box in children if -box[3] < box[1] < SCREEN_HEIGHT]
        doubtful = [child for child, box in children
                    if any(overlap(box, other) for sibling, other in children if sibling is not child)]
        if doubtful and (self.role == "list" or any(child.role == "scroll bar" for child in doubtful)):
            doubtful = []  # rows that are kept for scrolling lie where they were, and scroll bars lie over pages
        return [child for child, box in children if child not in doubtful or child.is_drawn()]

    def walk(self):
        """This widget and all below it that are shown, in the order of the window."""
        stack = [self]
        while stack:
            node = stack.pop()
            try:
                yield node
                stack.extend(reversed(node.shown_children()))
            except Gone:
                continue


def programs(bus):
    """The programs that show themselves to screen readers."""
    return Node(bus, *REGISTRY).children


def process_of(bus, node):
    """The process id of a program, or None when it went."""
    try:
        answer = bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                               "GetConnectionUnixProcessID", GLib.Variant("(s)", (node.owner,)),
                               GLib.VariantType("(u)"), 0, ANSWER_MS, None)
    except GLib.Error:
        return None
    return answer.unpack()[0]
