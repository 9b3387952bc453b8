# SPDX-License-Identifier: GPL-3.0-or-later
"""The German translation is complete, current, and fits the format strings."""

import re
import subprocess
import tempfile
from pathlib import Path

import lint

# German texts say "Sie": these words would address the reader as a friend.
FAMILIAR = re.compile(r"\b([Dd]u|[Dd]ein(e[mnrs]?)?|[Dd]ir|[Dd]ich|[Ee]uch|[Ee]uer|[Ee]ure[mnrs]?)\b")


def command(*arguments):
    """The complaints of a gettext tool, none when it is content."""
    result = subprocess.run([str(a) for a in arguments], capture_output=True, text=True)
    return [] if result.returncode == 0 else [line for line in result.stderr.splitlines() if line]


def of_program(root):
    return [root / "po" / f"{name}.po" for name in lint.read(root / "po" / "LINGUAS").split()]


def of_help(root):
    return [root / "help" / name / f"{name}.po" for name in lint.read(root / "help" / "LINGUAS").split()]


def catalogues(root):
    return of_program(root) + of_help(root)


def compare(root, kind, translated):
    """What the catalogues lack of a template that is made from the sources as they are now."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "lotse.pot"
        return command(root / "build-aux" / "update-po", kind, template) or \
            [line for catalogue in translated for line in command("msgcmp", catalogue, template)]


def program_is_complete(root):
    """Every string of the program is translated"""
    return compare(root, "--pot", of_program(root))


def help_is_complete(root):
    """Every paragraph of the help is translated"""
    return compare(root, "--help-pot", of_help(root))


def formats_match(root):
    """Placeholders, plural forms and headers of each translation are right"""
    return [line for catalogue in catalogues(root)
            for line in command("msgfmt", "--check", "--output-file=/dev/null", catalogue)]


def nothing_is_fuzzy(root):
    """No entry is marked as fuzzy and none is left over"""
    found = []
    for catalogue in catalogues(root):
        for number, line in lint.lines(catalogue):
            if line.startswith("#,") and "fuzzy" in line:
                found.append(f"{lint.place(root, catalogue, number)}: fuzzy")
            if line.startswith("#~"):
                found.append(f"{lint.place(root, catalogue, number)}: left over")
    return found


def translations(path):
    """(line, text) of the translated strings of a catalogue."""
    inside = False
    for number, line in lint.lines(path):
        if not line.startswith('"'):
            inside = line.startswith("msgstr")
        if inside and '"' in line:
            yield number, line


def readers_are_addressed_formally(root):
    """German texts say Sie"""
    return [f"{lint.place(root, path, number)}: {line}" for path in catalogues(root) if path.stem == "de"
            for number, line in translations(path) if FAMILIAR.search(line)]


CHECKS = [program_is_complete, help_is_complete, formats_match, nothing_is_fuzzy, readers_are_addressed_formally]

if __name__ == "__main__":
    lint.run(globals())
