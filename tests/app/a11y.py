# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader sees of a window: the tree of AT-SPI, asked over D-Bus.

The bus is asked directly and nothing is remembered: the library that screen readers use keeps names and children until
an event tells it otherwise, and a test that waits for a change would wait for the event instead of for the change.
"""

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

from screen import Gone  # noqa: E402

REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
PROGRAM = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"
ANSWER_MS = 30000
LONG_LIST = 60  # children; GTK keeps about 200 rows of a list that scrolls
SCREEN_HEIGHT = 800

# Numbers of AtspiStateType.
STATES = {"active": 1, "busy": 3, "checked": 4, "editable": 7, "enabled": 8, "expandable": 9, "expanded": 10,
          "focusable": 11, "focused": 12, "modal": 16, "pressed": 20, "selectable": 22, "selected": 23, "sensitive": 24,
          "showing": 25, "visible": 30, "required": 33, "checkable": 41, "read-only": 43}


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


def ask_each(questions):
    """Asks many things at once, which takes a fraction of the time: of (widget, interface, method, arguments).

    None stands for the answer of what is gone.
    """
    answers = [None] * len(questions)
    waiting = len(questions)
    context = GLib.MainContext.new()

    def on_answer(bus, result, number):
        nonlocal waiting
        waiting -= 1
        try:
            answers[number] = bus.call_finish(result).unpack()
        except GLib.Error:
            pass

    context.push_thread_default()
    try:
        for number, (node, interface, method, arguments) in enumerate(questions):
            node.bus.call(node.owner, node.path, interface, method, arguments, None, 0, ANSWER_MS, None, on_answer, number)
        while waiting:
            context.iteration(True)
    finally:
        context.pop_thread_default()
    return answers


def ask(nodes, interface, method, arguments=None):
    return ask_each([(node, interface, method, arguments) for node in nodes])


def names_of(nodes):
    answers = ask(nodes, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, "Name")))
    return [answer and answer[0] for answer in answers]


def roles_of(nodes):
    return [answer and NEWER_ROLES.get(answer[0], answer[0]) for answer in ask(nodes, ACCESSIBLE, "GetRoleName")]


def states_of(nodes):
    return [answer and names_of_states(*answer[0]) for answer in ask(nodes, ACCESSIBLE, "GetState")]


def names_of_states(low, high):
    bits = low | high << 32
    return {name for name, number in STATES.items() if bits >> number & 1}


def children_of(nodes):
    """For each of the widgets its children, none of what is gone."""
    return [[Node(node.bus, owner, path) for owner, path in answer[0]] if answer else []
            for node, answer in zip(nodes, ask(nodes, ACCESSIBLE, "GetChildren"))]


def boxed(nodes):
    """Pairs of those widgets that are still there and take room, and their boxes."""
    answers = ask(nodes, "org.a11y.atspi.Component", "GetExtents", GLib.Variant("(u)", (1,)))
    return [(node, answer[0]) for node, answer in zip(nodes, answers) if answer and answer[0][2] > 0 and answer[0][3] > 0]


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
        return self.call(PROPERTIES, "Get", GLib.Variant("(ss)", (interface, name)))[0]

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
        return names_of_states(*self.call(ACCESSIBLE, "GetState")[0])

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

    def at_any(self, points):
        """Whether something of this widget is on the screen at one of the points of its window."""
        answers = ask_each([(self, "org.a11y.atspi.Component", "GetAccessibleAtPoint", GLib.Variant("(iiu)", (*point, 1)))
                            for point in points])
        return any(answer and answer[0][0] for answer in answers)

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
        points = [(left + x, top + y)
                  for x, y in ((width // 2, height // 2), (width // 4, height // 4), (3, height // 2),
                               (width // 8, height // 8), (width // 2, 3))]
        if self.at_any(points):
            return True
        level = [self]
        while level:
            below = boxed([child for family in children_of(level) for child in family])
            level = [child for child, box in below if any(covers(box, point) for point in points)]
        return self.at_any(points)

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

    def shown_of(self, children):
        """Of the boxed children, those that are on the screen, or would be after scrolling; of a long list only those in sight."""
        if len(children) > LONG_LIST:
            return [child for child, box in children if -box[3] < box[1] < SCREEN_HEIGHT]
        doubtful = [child for child, box in children
                    if any(overlap(box, other) for sibling, other in children if sibling is not child)]
        if not doubtful:
            return [child for child, _ in children]
        own, *roles = roles_of([self, *doubtful])
        if own == "list" or "scroll bar" in roles:
            doubtful = []  # rows that are kept for scrolling lie where they were, and scroll bars lie over pages
        return [child for child, box in children if child not in doubtful or child.is_drawn()]

    def walk(self):
        """This widget and all below it that are shown, in the order of the window."""
        def shown(level, families):
            boxes = dict(boxed([child for family in families for child in family]))
            for node, family in zip(level, families):
                try:
                    yield node.shown_of([(child, boxes[child]) for child in family if child in boxes])
                except Gone:
                    yield []
        return self.walk_by(shown)

    def walk_at_once(self):
        """This widget and all below it, shown or not: asked a level at a time, which takes a fraction of the time."""
        return self.walk_by(lambda level, families: families)

    def walk_by(self, choose):
        """This widget and all that are chosen below it, in the order of the window."""
        below = {}
        level = [self]
        while level:
            families = list(choose(level, children_of(level)))
            below.update(zip(level, families))
            level = [child for family in families for child in family]
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(below[node]))


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
