# SPDX-License-Identifier: GPL-3.0-or-later
"""A window that crashes leaves nothing of its memory behind."""

import os
import resource
import signal
import tempfile

import tap
from desktop import Desktop
from window import Window


def dumps(process):
    """Whether a process that is made to crash leaves a core dump."""
    os.kill(process.pid, signal.SIGSEGV)
    _, status = os.waitpid(process.pid, 0)
    process.returncode = -signal.SIGSEGV  # it was waited for here
    return os.WCOREDUMP(status)


def test_no_core_dump():
    """A window that crashes writes no core dump, though the system would let it"""
    if os.environ.get("LOTSE_SANITIZED"):
        raise tap.Skip("the sanitizers handle the crash themselves")
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with tempfile.TemporaryDirectory() as folder, Desktop() as desktop:
        os.chdir(folder)
        if not dumps(desktop.spawn(["sleep", "60"])):
            raise tap.Skip("this machine writes no core dumps at all")
        window = Window(desktop, desktop.home / "profile", "de")
        assert not dumps(window.process)
        os.chdir("/")


if __name__ == "__main__":
    tap.run(globals())
