# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file with words for people is offered for translation."""

import re

import lint

MARKS = re.compile(r"\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s?\(\s*\"")
UI_MARK = re.compile(r"translatable=\"(yes|true|1)\"")
SHELL_MARK = re.compile(r"^\s*(Name|Comment|Keywords|GenericName)=|<(summary|description|name|caption)\b", re.M)


def listed(root):
    text = lint.read(root / "po" / "POTFILES.in")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def with_words(root):
    """The files that must be listed."""
    names = []
    for path in lint.files(root, ".c", ".h", ".ui", under="src"):
        text = lint.read(path)
        pattern = UI_MARK if path.suffix == ".ui" else MARKS
        if pattern.search(text if path.suffix == ".ui" else lint.without_comments(text)):
            names.append(str(path.relative_to(root)))
    for path in lint.files(root, ".in", ".xml", under="data"):
        if re.search(r"\.(desktop\.in|metainfo\.xml)(\.in)?$|\.gschema\.xml$", path.name) and \
           SHELL_MARK.search(lint.read(path)):
            names.append(str(path.relative_to(root)))
    return names


def all_are_listed(root):
    """Every file with translatable strings is in po/POTFILES.in"""
    known = set(listed(root))
    return [f"{name}: not in po/POTFILES.in" for name in with_words(root) if name not in known]


def none_is_superfluous(root):
    """po/POTFILES.in names only files that exist and have translatable strings, each once and in order"""
    names = listed(root)
    words = set(with_words(root))
    found = [f"po/POTFILES.in: {name} has no translatable string or does not exist" for name in names
             if name not in words]
    found += [f"po/POTFILES.in: {b} must come before {a}" for a, b in zip(names, names[1:]) if b < a]
    found += [f"po/POTFILES.in: {a} stands twice" for a, b in zip(names, names[1:]) if a == b]
    return found


CHECKS = [all_are_listed, none_is_superfluous]

if __name__ == "__main__":
    lint.run(globals())
