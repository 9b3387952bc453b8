# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the functions test_… of a program as points of TAP, each with a folder of its own."""

import shutil
import sys
import tempfile
import traceback


def run(functions, world):
    """`functions` are the globals of the program; each test gets what `world` makes of its folder."""
    tests = [function for name, function in functions.items() if name.startswith("test_")]
    failed = 0
    for number, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory(prefix="lotse-points-") as folder:
            try:
                if not shutil.which("pdftotext"):
                    print(f"ok {number} {test.__doc__} # SKIP no pdftotext here")
                    continue
                test(world(folder))
                print(f"ok {number} {test.__doc__}")
            except Exception:
                failed += 1
                print(f"not ok {number} {test.__doc__}")
                print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), end="")
    print(f"1..{len(tests)}")
    sys.exit(1 if failed else 0)
