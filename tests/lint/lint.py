# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lints share: finding files, reading C, and reporting in TAP.

A lint is a module with CHECKS, a list of functions (root: Path) -> list of complaints. Each function is one
test point, named by its docstring. Complaints read "path:line: what is wrong". NOTES, when a lint has it, is a
function that returns lines to print without failing.
"""

import re
import sys
from pathlib import Path

LAYERS = ["base", "model", "rules", "protocol", "db", "store", "events", "feedback", "grants", "paper", "demo", "sync", "ctl", "app", "centre"]
FOLDERS = ["src", "tests", "data", "po", "help", "flatpak", "build-aux", ".ci"]
TEXT = {".c", ".form", ".h", ".py", ".ui", ".xml", ".in", ".build", ".txt", ".md", ".page", ".po", ".css", ".svg", ".sh",
        ".json", ".csv", ".service", ".desktop", ".sql", ".supp", ""}


def files(root, *suffixes, under=None):
    """The project's files with one of the suffixes (all text files without any), sorted."""
    found = [p for p in root.iterdir() if p.is_file() and p.name != ".git"] if under is None else []
    for folder in ([under] if under else FOLDERS):
        found += [p for p in (root / folder).rglob("*") if p.is_file()]
    wanted = set(suffixes) or TEXT
    return sorted(p for p in found if p.suffix in wanted and "__pycache__" not in p.parts)


def read(path):
    return path.read_text(encoding="utf-8")


def lines(path):
    return enumerate(read(path).split("\n"), 1)


def place(root, path, number):
    return f"{path.relative_to(root)}:{number}"


def without_comments(text):
    """C text with its comments blanked out, so that line numbers stay."""
    def blank(match):
        word = match.group(0)
        return word if word[0] in "\"'" else re.sub(r"[^\n]", " ", word)

    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', blank, text, flags=re.S)


def run(module_globals):
    """Runs CHECKS of a lint over the tree named on the command line, and prints TAP."""
    root = Path(sys.argv[1]).resolve()
    checks = module_globals["CHECKS"]
    failed = 0
    for number, check in enumerate(checks, 1):
        complaints = check(root)
        failed += bool(complaints)
        print(f"{'not ok' if complaints else 'ok'} {number} {check.__doc__.strip()}")
        for complaint in complaints:
            print(f"# {complaint}")
    if "notes" in module_globals:
        for note in module_globals["notes"](root):
            print(f"# aim: {note}")
    print(f"1..{len(checks)}")
    sys.exit(1 if failed else 0)
