# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen without a monitor: Xvfb, its keyboard and pointer, and what a window manager would do.

There is no window manager, so that the tests need none: this places the windows, and gives the keyboard to the one
that is meant. Keys are pressed through XTEST, exactly as a keyboard would. Letters that a keyboard of the United
States lacks are put on unused keys once, before any program starts.

Xlib is called through ctypes, with only the few functions that are needed.
"""

import ctypes
import ctypes.util
import os
import subprocess
import time

WIDTH, HEIGHT = 1280, 800
EXTRA_LETTERS = "äöüÄÖÜßéèçğışŞżŁłńćŽžđ–—„“”…·§°€»«×"
NAMED_KEYS = {"Control": "Control_L", "Alt": "Alt_L", "Shift": "Shift_L", "Enter": "Return", "Esc": "Escape",
              "comma": "comma", "question": "question"}
MULTIMEDIA = 0x1008
REVERT_TO_PARENT = 2
RESOURCE_MANAGER, STRING, REPLACE = 23, 31, 0
ALL_PLANES, Z_PIXMAP = 2**32 - 1, 2
BETWEEN_LOOKS = 0.08  # seconds, longer than a frame
LONGEST_PAUSE = 0.2  # seconds


class WindowAttributes(ctypes.Structure):
    """XWindowAttributes, as far as it is read here; the rest is only room."""

    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int),
                ("border_width", ctypes.c_int), ("depth", ctypes.c_int), ("visual", ctypes.c_void_p),
                ("root", ctypes.c_ulong), ("c_class", ctypes.c_int), ("bit_gravity", ctypes.c_int),
                ("win_gravity", ctypes.c_int), ("backing_store", ctypes.c_int), ("backing_planes", ctypes.c_ulong),
                ("backing_pixel", ctypes.c_ulong), ("save_under", ctypes.c_int), ("colormap", ctypes.c_ulong),
                ("map_installed", ctypes.c_int), ("map_state", ctypes.c_int), ("all_event_masks", ctypes.c_long),
                ("your_event_mask", ctypes.c_long), ("do_not_propagate_mask", ctypes.c_long),
                ("override_redirect", ctypes.c_int), ("screen", ctypes.c_void_p)]


class Image(ctypes.Structure):
    """XImage, as far as it is read here."""

    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.c_void_p), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
                ("bytes_per_line", ctypes.c_int)]


class Gone(Exception):
    """The widget, or the program, is no longer there."""


ERROR_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


def load_xlib():
    """Returns libX11 and libXtst with the types of the functions that need them, or None when they are not there."""
    names = [ctypes.util.find_library("X11"), ctypes.util.find_library("Xtst")]
    if None in names:
        return None
    x11, xtst = (ctypes.CDLL(name) for name in names)
    pointer, window, long = ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong
    x11.XOpenDisplay.restype = pointer
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x11.XDefaultRootWindow.restype = window
    x11.XDefaultRootWindow.argtypes = [pointer]
    x11.XSync.argtypes = [pointer, ctypes.c_int]
    x11.XCloseDisplay.argtypes = [pointer]
    x11.XQueryTree.argtypes = [pointer, window, ctypes.POINTER(window), ctypes.POINTER(window),
                               ctypes.POINTER(ctypes.POINTER(window)), ctypes.POINTER(ctypes.c_uint)]
    x11.XFree.argtypes = [pointer]
    x11.XGetWindowAttributes.argtypes = [pointer, window, ctypes.POINTER(WindowAttributes)]
    x11.XChangeProperty.argtypes = [pointer, window, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_int, ctypes.c_int,
                                    ctypes.c_char_p, ctypes.c_int]
    x11.XSetInputFocus.argtypes = [pointer, window, ctypes.c_int, long]
    x11.XGetInputFocus.argtypes = [pointer, ctypes.POINTER(window), ctypes.POINTER(ctypes.c_int)]
    x11.XMoveResizeWindow.argtypes = [pointer, window, ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint]
    x11.XMoveWindow.argtypes = [pointer, window, ctypes.c_int, ctypes.c_int]
    x11.XRaiseWindow.argtypes = [pointer, window]
    x11.XInternAtom.restype = long
    x11.XInternAtom.argtypes = [pointer, ctypes.c_char_p, ctypes.c_int]
    x11.XGetWindowProperty.argtypes = [pointer, window, long, ctypes.c_long, ctypes.c_long, ctypes.c_int, long,
                                       ctypes.POINTER(long), ctypes.POINTER(ctypes.c_int), ctypes.POINTER(long),
                                       ctypes.POINTER(long), ctypes.POINTER(pointer)]
    x11.XGetImage.restype = ctypes.POINTER(Image)
    x11.XGetImage.argtypes = [pointer, window, ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint, long, ctypes.c_int]
    x11.XDestroyImage.argtypes = [ctypes.POINTER(Image)]
    x11.XStringToKeysym.restype = long
    x11.XStringToKeysym.argtypes = [ctypes.c_char_p]
    x11.XkbKeycodeToKeysym.restype = long
    x11.XkbKeycodeToKeysym.argtypes = [pointer, ctypes.c_ubyte, ctypes.c_uint, ctypes.c_uint]
    x11.XChangeKeyboardMapping.argtypes = [pointer, ctypes.c_int, ctypes.c_int, ctypes.POINTER(long), ctypes.c_int]
    xtst.XTestFakeKeyEvent.argtypes = [pointer, ctypes.c_uint, ctypes.c_int, long]
    xtst.XTestFakeButtonEvent.argtypes = [pointer, ctypes.c_uint, ctypes.c_int, long]
    xtst.XTestFakeMotionEvent.argtypes = [pointer, ctypes.c_int, ctypes.c_int, ctypes.c_int, long]
    return x11, xtst


def start_xvfb(preexec):
    """Starts Xvfb on a free display; returns the process and the name of the display."""
    reader, writer = os.pipe()
    # -r: on a loaded machine a key would seem to be held down, and repeat.
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", "-noreset",
               "-r"]
    process = subprocess.Popen(command, pass_fds=[writer], preexec_fn=preexec, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        number = pipe.readline().strip()
    if not number:
        raise RuntimeError("Xvfb does not start")
    return process, f":{number}"


class Screen:
    """The connection to an X display, its windows and its keyboard."""

    def __init__(self, display):
        self.x11, self.xtst = load_xlib()
        # A window may go while it is asked about: that is not an error here.
        self.handler = ERROR_HANDLER(lambda display, event: 0)
        self.x11.XSetErrorHandler(self.handler)
        self.display = self.x11.XOpenDisplay(display.encode())
        if not self.display:
            raise RuntimeError(f"no connection to the display {display}")
        self.root = self.x11.XDefaultRootWindow(self.display)
        self.pid_atom = self.x11.XInternAtom(self.display, b"_NET_WM_PID", 0)
        self.state_atom = self.x11.XInternAtom(self.display, b"WM_STATE", 0)
        self.leader_atom = self.x11.XInternAtom(self.display, b"WM_TRANSIENT_FOR", 0)
        self.placed = set()
        self.area = (WIDTH, HEIGHT)  # what a window may cover; a phone or a half of a screen has less
        self.keys = self.read_keyboard()
        self.add_letters()
        self.point(WIDTH - 2, HEIGHT - 2)

    def close(self):
        if self.display:
            self.x11.XCloseDisplay(self.display)
            self.display = None

    def sync(self):
        self.x11.XSync(self.display, 0)

    # --- The keyboard ---------------------------------------------------------------------------------------

    def read_keyboard(self):
        """{keysym: (keycode, shift)} of all keys; and remembers which have nothing or only a multimedia symbol."""
        keys, self.unused = {}, []
        for code in range(8, 256):
            symbols = [self.x11.XkbKeycodeToKeysym(self.display, code, 0, level) for level in (0, 1)]
            if code > 8 and all(symbol == 0 or symbol >> 16 == MULTIMEDIA for symbol in symbols):
                self.unused.append(code)
                continue
            for shift, symbol in enumerate(symbols):
                if symbol and symbol not in keys:
                    keys[symbol] = (code, bool(shift))
        return keys

    def add_letters(self):
        for letter in EXTRA_LETTERS:
            symbol = self.symbol_of(letter)
            if symbol in self.keys:
                continue
            code = self.unused.pop()
            symbols = (ctypes.c_ulong * 2)(symbol, symbol)
            self.x11.XChangeKeyboardMapping(self.display, code, 2, symbols, 1)
            self.keys[symbol] = (code, False)
        self.sync()

    @staticmethod
    def symbol_of(letter):
        number = ord(letter)
        return number if number < 0x100 else 0x1000000 + number

    def press(self, code, down):
        self.xtst.XTestFakeKeyEvent(self.display, code, int(down), 0)

    def press_symbol(self, symbol, modifiers=()):
        code, shift = self.keys[symbol]
        held = [self.keys[self.named("Shift_L")][0]] if shift else []
        held += [self.keys[modifier][0] for modifier in modifiers]
        for key in held:
            self.press(key, True)
        self.press(code, True)
        self.press(code, False)
        for key in reversed(held):
            self.press(key, False)
        self.sync()

    def named(self, name):
        return self.x11.XStringToKeysym(NAMED_KEYS.get(name, name).encode())

    def key(self, accelerator):
        """Presses a key as in "Tab", "<Control>k" or "<Control><Shift>z"."""
        *modifiers, name = accelerator.replace("<", "").split(">")
        self.press_symbol(self.named(name), [self.named(modifier) for modifier in modifiers])

    def type(self, text):
        for letter in text:
            self.press_symbol({"\n": self.named("Return"), "\t": self.named("Tab")}.get(letter, self.symbol_of(letter)))

    # --- The pointer ----------------------------------------------------------------------------------------

    def point(self, x, y):
        self.xtst.XTestFakeMotionEvent(self.display, -1, x, y, 0)
        self.sync()

    def click(self, x, y):
        self.point(x, y)
        for down in (1, 0):
            self.xtst.XTestFakeButtonEvent(self.display, 1, down, 0)
        self.sync()

    def draw(self, points):
        """Draws a line with the button held."""
        self.point(*points[0])
        self.xtst.XTestFakeButtonEvent(self.display, 1, 1, 0)
        for point in points[1:]:
            self.point(*point)
        self.xtst.XTestFakeButtonEvent(self.display, 1, 0, 0)
        self.sync()

    # --- The windows ----------------------------------------------------------------------------------------

    def attributes(self, window):
        values = WindowAttributes()
        return values if self.x11.XGetWindowAttributes(self.display, window, ctypes.byref(values)) else None

    def property_number(self, window, atom):
        kind, form, count, rest = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong()
        data = ctypes.c_void_p()
        failed = self.x11.XGetWindowProperty(self.display, window, atom, 0, 1, 0, 0, ctypes.byref(kind),
                                             ctypes.byref(form), ctypes.byref(count), ctypes.byref(rest),
                                             ctypes.byref(data))
        if failed or not data.value:
            return None
        number = ctypes.cast(data, ctypes.POINTER(ctypes.c_ulong))[0] if count.value else None
        self.x11.XFree(data)
        return number

    def windows(self, pid=None):
        """The visible windows, lowest first, without menus and the like; those of one process when it is named."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self.x11.XQueryTree(self.display, self.root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children),
                            ctypes.byref(count))
        found = [children[i] for i in range(count.value)]
        if children:
            self.x11.XFree(children)
        visible = []
        for window in found:
            values = self.attributes(window)
            if values is None or not values.map_state or values.override_redirect or values.width < 32:
                continue
            if pid is None or self.property_number(window, self.pid_atom) == pid:
                visible.append(window)
        return visible

    def size_of(self, window):
        values = self.attributes(window)
        return (values.x, values.y, values.width, values.height) if values else None

    def place(self, window, full):
        """Puts a main window over the whole area and a dialog, no larger than that, into its middle, once each."""
        if window in self.placed:
            return
        self.placed.add(window)
        values = self.attributes(window)
        width, height = self.area
        if full:
            self.x11.XMoveResizeWindow(self.display, window, 0, 0, width, height)
        elif values is not None and (values.width > width or values.height > height):
            self.x11.XMoveResizeWindow(self.display, window, 0, 0, min(values.width, width), min(values.height, height))
        elif values is not None:
            self.x11.XMoveWindow(self.display, window, (width - values.width) // 2, (height - values.height) // 2)

    def front(self, pid):
        """Gives the keyboard to the front window of a process, as a window manager would; returns that window."""
        windows = self.windows(pid)
        if not windows:
            return None
        main = [w for w in windows if self.property_number(w, self.leader_atom) is None]
        dialogs = [w for w in windows if w not in main]
        for window in windows:
            self.place(window, window in main)
        front = dialogs[-1] if dialogs else main[-1]
        focus, revert = ctypes.c_ulong(), ctypes.c_int()
        self.x11.XGetInputFocus(self.display, ctypes.byref(focus), ctypes.byref(revert))
        stack = self.windows()
        if stack and stack[-1] != front:
            for window in main + dialogs:
                self.x11.XRaiseWindow(self.display, window)
        if focus.value != front:
            self.x11.XSetInputFocus(self.display, front, REVERT_TO_PARENT, 0)
            self.sync()
            self.x11.XGetInputFocus(self.display, ctypes.byref(focus), ctypes.byref(revert))
        return front if focus.value == front else None

    def resize(self, pid, width, height):
        """Makes the main window of a process as large as asked for."""
        for window in self.windows(pid):
            if self.property_number(window, self.leader_atom) is None:
                self.placed.add(window)
                self.x11.XMoveResizeWindow(self.display, window, 0, 0, width, height)
        self.sync()

    def scale_text(self, factor):
        """Makes the text of programs that start from now on larger, as the setting of a desktop does."""
        resources = f"Xft.dpi:\t{96 * factor}\n".encode()
        self.x11.XChangeProperty(self.display, self.root, RESOURCE_MANAGER, STRING, 8, REPLACE, resources, len(resources))
        self.sync()

    def look(self):
        """Everything that is on the screen, as bytes."""
        image = self.x11.XGetImage(self.display, self.root, 0, 0, WIDTH, HEIGHT, ALL_PLANES, Z_PIXMAP)
        try:
            return ctypes.string_at(image.contents.data, image.contents.bytes_per_line * HEIGHT)
        finally:
            self.x11.XDestroyImage(image)

    def wait_still(self, patience=5):
        """Waits until three looks at the screen are the same; not longer when something moves all the time."""
        before, same, end = None, 0, time.monotonic() + patience
        while same < 2 and time.monotonic() < end:
            now = self.look()
            same = same + 1 if now == before else 0
            before = now
            time.sleep(BETWEEN_LOOKS)


def wait_for(what, deadline, question, pause=0.02):
    """Asks again until the answer is something; raises an error that says what was missing.

    The pauses grow: asking keeps both the program and the machine from what is waited for.  What goes while it is asked about is
    no answer yet.
    """
    end = time.monotonic() + deadline
    while True:
        try:
            answer = question()
        except Gone:
            answer = None
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {deadline} s")
        time.sleep(pause)
        pause = min(pause * 1.4, LONGEST_PAUSE)
