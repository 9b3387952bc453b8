# SPDX-License-Identifier: GPL-3.0-or-later
"""What must not stand in the tree: places of one machine, hosts that only serve packages, loose ends.

The patterns are put together from pieces so that this file does not find itself.
"""

import re

import lint

PLACES = re.compile("(?<![\\w.:])/" + "(work|root)/" + "|\\.\\./sha" + "red" + "|/ho" + "me/[a-z]")
HOSTS = re.compile("deb\\.deb" + "ian\\.org|snapshot\\.deb" + "ian|py" + "pi\\.org|npm" + "js\\.|registry\\.")
LOOSE = re.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|<<<<" + "<<<|>>>>" + ">>>")


def search(root, pattern):
    found = []
    for path in lint.files(root):
        if path.name == "COPYING":
            continue
        for number, line in lint.lines(path):
            if match := pattern.search(line):
                found.append(f"{lint.place(root, path, number)}: {match.group(0)}")
    return found


def no_places(root):
    """No file names a folder of one machine"""
    return search(root, PLACES)


def no_hosts(root):
    """No file names a host that serves packages"""
    return search(root, HOSTS)


def no_loose_ends(root):
    """No file has a note of unfinished work or a mark of a merge"""
    return search(root, LOOSE)


def texts_are_clean(root):
    """Text is UTF-8 with line feeds, without blanks at line ends and tabs in C, and ends with a line feed"""
    found = []
    for path in lint.files(root, ".c", ".h", ".py", ".build", ".ui", ".md", ".page", ".in"):
        text = lint.read(path)
        if text and not text.endswith("\n"):
            found.append(f"{lint.place(root, path, text.count(chr(10)) + 1)}: no line feed at the end")
        for number, line in enumerate(text.split("\n"), 1):
            if line != line.rstrip():
                found.append(f"{lint.place(root, path, number)}: blanks at the end of the line")
            if "\t" in line and path.suffix in (".c", ".h", ".py", ".build"):
                found.append(f"{lint.place(root, path, number)}: a tab")
    return found


CHECKS = [no_places, no_hosts, no_loose_ends, texts_are_clean]

if __name__ == "__main__":
    lint.run(globals())
