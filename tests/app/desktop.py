# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of its own for a test: screen, session bus, accessibility, home folder, and what runs on it.

Nothing of the desktop of whoever runs the tests is touched, and nothing is left behind: every process that was started
from here, also by the session bus, is known by the folder that it has in its environment, and is ended at the end.
"""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import screen

PR_SET_PDEATHSIG = 1
BUILD = Path(os.environ.get("G_TEST_BUILDDIR", "build/tests")).resolve().parent
MARK = "LOTSE_TEST_HOME"
SETTINGS = """[Settings]
gtk-font-name=Cantarell 11
gtk-decoration-layout=appmenu:close
gtk-enable-animations=false
gtk-cursor-blink=false
"""
BUS = """<busconfig>
  <type>session</type>
  <listen>unix:path={home}/run/session-bus</listen>
  <servicedir>{home}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def missing():
    """What these tests need and this machine has not, or None."""
    if shutil.which("Xvfb") is None:
        return "Xvfb is not installed"
    if shutil.which("dbus-daemon") is None:
        return "dbus-daemon is not installed"
    if screen.load_xlib() is None:
        return "libXtst is not installed"
    try:
        import a11y  # noqa: F401
        import pyatspi  # noqa: F401
    except ImportError as error:
        return f"pyatspi is not installed ({error})"
    return None


def end_with_parent():
    """For a child process: it ends when this one is killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Desktop:
    """Use it as a context manager."""

    def __init__(self):
        self.home = Path(tempfile.mkdtemp(prefix="lotse-desktop-"))
        self.processes = []
        self.screen = None
        self.failed = False

    # --- Start ----------------------------------------------------------------------------------------------

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.end()
            raise
        return self

    def start(self):
        for name in ("config", "cache", "data", "run", "tmp"):
            (self.home / name).mkdir(mode=0o700)
        settings = self.home / "config" / "gtk-4.0" / "settings.ini"
        settings.parent.mkdir()
        settings.write_text(SETTINGS, encoding="utf-8")
        self.environment = self.make_environment()
        xvfb, display = screen.start_xvfb(end_with_parent)
        self.processes.append(xvfb)
        self.environment["DISPLAY"] = display
        self.screen = screen.Screen(display)
        bus = self.spawn(["dbus-daemon", f"--config-file={self.make_bus()}", "--nofork", "--nosyslog", "--print-address=1"],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self.run(["gsettings", "set", "org.gnome.desktop.interface", "toolkit-accessibility", "true"])
        self.connect()

    def make_environment(self):
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("XDG_", "DBUS_", "LC_", "GTK_", "GDK_")) and name not in ("DISPLAY", "LANG")}
        kept.update({
            MARK: str(self.home), "HOME": str(self.home), "TMPDIR": str(self.home / "tmp"),
            "XDG_CONFIG_HOME": str(self.home / "config"), "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_DATA_HOME": str(self.home / "data"), "XDG_RUNTIME_DIR": str(self.home / "run"),
            "XDG_DATA_DIRS": "/usr/local/share:/usr/share", "XDG_CURRENT_DESKTOP": "GNOME",
            "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GTK_A11Y": "atspi", "NO_AT_BRIDGE": "0",
            "GSETTINGS_BACKEND": "keyfile", "GSETTINGS_SCHEMA_DIR": str(BUILD / "data"),
            "LOTSE_LOCALEDIR": str(BUILD / "po"), "LC_ALL": "C.UTF-8", "TZ": "Europe/Berlin",
        })
        return kept

    def make_bus(self):
        """The configuration of a session bus that starts nothing but the accessibility bus: no keyring, no portals."""
        services = self.home / "services"
        services.mkdir()
        shutil.copy("/usr/share/dbus-1/services/org.a11y.Bus.service", services)
        config = self.home / "bus.conf"
        config.write_text(BUS.format(home=self.home), encoding="utf-8")
        return config

    def connect(self):
        import a11y
        from gi.repository import Gio

        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        session = Gio.DBusConnection.new_for_address_sync(self.environment["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)
        self.bus = a11y.connect(session)
        for connection in (session, self.bus):
            connection.set_exit_on_close(False)
        self.session = session

    # --- Processes ------------------------------------------------------------------------------------------

    def spawn(self, command, environment=None, **options):
        """Starts a program on this desktop that ends with it at the latest."""
        process = subprocess.Popen([str(word) for word in command], env={**self.environment, **(environment or {})},
                                   preexec_fn=end_with_parent, stdin=subprocess.DEVNULL, **options)
        self.processes.append(process)
        return process

    def run(self, command, check=True, environment=None, **options):
        """Runs a program to its end and returns what subprocess.run returns."""
        result = subprocess.run([str(word) for word in command], env={**self.environment, **(environment or {})},
                                capture_output=True, text=True, timeout=120, **options)
        if check and result.returncode:
            raise AssertionError(f"{' '.join(str(word) for word in command)} ends with {result.returncode}: "
                                 f"{result.stderr or result.stdout}")
        return result

    def lotsectl(self, folder, *words, check=True):
        return self.run([os.environ.get("LOTSECTL", BUILD / "src/ctl/lotsectl"), "--data", folder, *words], check=check)

    def screenshot(self, language, name):
        """Keeps a picture of the screen among the build's artefacts."""
        folder = BUILD / "screenshots" / language
        folder.mkdir(parents=True, exist_ok=True)
        width, height = self.screen.area
        self.run(["import", "-window", "root", "-crop", f"{width}x{height}+0+0", "+repage", folder / f"{name}.png"])

    # --- End ------------------------------------------------------------------------------------------------

    def __exit__(self, kind, error, trace):
        if kind is not None and self.screen is not None:
            try:
                self.screenshot("failed", Path(sys.argv[0]).stem)
            except Exception:  # the error of the test counts, not the one of its picture
                pass
            self.tell()
        self.end()

    def tell(self):
        """What the windows wrote, and which of them ended by a signal: a window that is gone looks like one that is slow."""
        for log in sorted((self.home / "tmp").glob("window-*.log")):
            for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
                print(f"# {log.name}: {line}")
        for process in self.processes:
            if (process.poll() or 0) < 0:
                print(f"# {process.args[0]} ended by signal {-process.returncode}")

    def strangers(self):
        """The processes that have this desktop's folder in their environment."""
        mark = f"{MARK}={self.home}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue
        return [pid for pid in found if pid != os.getpid()]

    def end(self):
        for process in reversed(self.processes[1:]):
            if process.poll() is None:
                process.terminate()
        end = time.monotonic() + 5
        while self.strangers() and time.monotonic() < end:
            time.sleep(0.05)
        for pid in self.strangers():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if self.screen is not None:
            self.screen.close()
        for process in self.processes[:1]:
            process.terminate()
        for process in self.processes:
            process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


class Centre:
    """A lotse-server of its own on the loopback address, on a port that the system chose at the first start."""

    def __init__(self, desktop, accounts, name="Integrationszentrum Mittelstadt"):
        self.desktop, self.name = desktop, name
        self.folder = desktop.home / "centre"
        self.folder.mkdir(mode=0o700)
        self.password = desktop.home / "password"
        self.password.write_text("correct horse battery staple", encoding="utf-8")
        self.address = "127.0.0.1:0"
        for account, roles in accounts.items():
            words = [word for role in roles for word in ("--role", role)]
            self.admin("account", "add", account, *words, "--password-file", self.password)
        self.start()

    def command(self, *words):
        return [os.environ.get("LOTSE_SERVER", BUILD / "src/centre/lotse-server"), "--data", self.folder, *words]

    def admin(self, *words):
        """Runs a command of the admin and returns what it prints."""
        return self.desktop.run(self.command(*words)).stdout

    def start(self):
        self.process = self.desktop.spawn(self.command("serve", "--listen", self.address, "--name", self.name),
                                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://([0-9.]+:[0-9]+)", line)
        if not found:
            raise AssertionError(f"the centre does not listen: {line}")
        self.address = found[1]

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def invite(self, account):
        """An invitation as the centre's admin hands it out."""
        return self.admin("code", account, "--url", f"http://{self.address}").strip()
