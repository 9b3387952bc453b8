# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the functions of a test in their order and prints TAP.

A test is a module whose functions named test_… each are one point, named by their docstring. A function that takes an
argument is run once for each language ("de", "en").
"""

import inspect
import sys
import traceback

import desktop

class Skip(Exception):
    """Says that a point cannot be tried here, and why."""


LANGUAGES = ["de", "en"]


def points(names):
    """(name, function, arguments) of each point, in the order of the file."""
    for name, function in names.items():
        if not name.startswith("test_") or not inspect.isfunction(function):
            continue
        title = function.__doc__.strip().splitlines()[0].rstrip(".")
        if inspect.signature(function).parameters:
            for language in LANGUAGES:
                yield f"{title} ({language})", function, [language]
        else:
            yield title, function, []


def run(names):
    wanted = sys.argv[1:]  # parts of the functions' names or languages, to run only these
    plan = [(title, function, arguments) for title, function, arguments in points(names)
            if not wanted or any(word in function.__name__ for word in wanted) or set(wanted) & set(arguments)]
    reason = desktop.missing()
    failed = 0
    for number, (title, function, arguments) in enumerate(plan, 1):
        if reason:
            print(f"ok {number} {title} # SKIP {reason}", flush=True)
            continue
        try:
            function(*arguments)
        except Skip as skip:
            print(f"ok {number} {title} # SKIP {skip}")
        except Exception:
            failed += 1
            print(f"not ok {number} {title}")
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
        else:
            print(f"ok {number} {title}")
        sys.stdout.flush()
    print(f"1..{len(plan)}")
    sys.exit(1 if failed else 0)
