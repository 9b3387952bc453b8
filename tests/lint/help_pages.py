# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the help are valid Mallard, hang together, and are all installed, in every language."""

import re
import subprocess
import tempfile
from pathlib import Path

import lint


def translated(root, folder):
    """Writes the pages of each translation, and yields the folders of all languages with their pages."""
    pages = [str(p) for p in sorted((root / "help" / "C").glob("*.page"))]
    yield root / "help" / "C", pages
    for name in lint.read(root / "help" / "LINGUAS").split():
        target = Path(folder) / name
        target.mkdir()
        compiled = Path(folder) / f"{name}.mo"
        subprocess.run(["msgfmt", "--output-file", compiled, root / "help" / name / f"{name}.po"], check=True)
        subprocess.run(["itstool", "--merge", compiled, "--output", target, *pages], check=True, capture_output=True)
        for extra in (root / "help" / name / "figures", root / "help" / "C" / "legal.xml"):
            if extra.exists():
                (target / extra.name).symlink_to(extra.resolve())
        yield target, [str(p) for p in sorted(target.glob("*.page"))]


def complaints(root, *checks):
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for place, pages in translated(root, folder):
            for check in checks:
                result = subprocess.run(["yelp-check", check, *pages], capture_output=True, text=True, cwd=place)
                said = (result.stdout + result.stderr).splitlines()
                found += [f"{check}: {line.removeprefix(folder + '/')}" for line in said
                          if line.strip() and not line.endswith(" validates")]
                if result.returncode and not said:
                    found.append(f"{check} fails for {place.name}")
    return found


def pages_are_mallard(root):
    """Every page of the help is valid, in every language"""
    return complaints(root, "validate")


def links_lead_somewhere(root):
    """Every link and picture of the help exists, and every page can be reached"""
    return complaints(root, "links", "media", "orphans", "ids")


def pages_are_listed(root):
    """help/meson.build installs every page and picture, in order"""
    text = lint.read(root / "help" / "meson.build")
    found = []
    for path in sorted((root / "help" / "C").glob("*.page")) + sorted((root / "help" / "C" / "figures").glob("*.png")):
        name = str(path.relative_to(root / "help" / "C"))
        if f"'{name}'" not in text:
            found.append(f"help/meson.build: {name} is not listed")
    for block in re.findall(r"= \[(.*?)\]", text, flags=re.S):
        names = re.findall(r"'([^']+)'", block)
        if names != sorted(names):
            found.append("help/meson.build: a list is not sorted")
    return found


def pictures_come_in_pairs(root):
    """Every picture of the help exists in every language"""
    original = {p.name for p in (root / "help" / "C" / "figures").glob("*.png")}
    found = []
    for name in lint.read(root / "help" / "LINGUAS").split():
        other = {p.name for p in (root / "help" / name / "figures").glob("*.png")}
        found += [f"help: {picture} is not in both C and {name}" for picture in sorted(original ^ other)]
    return found


def views_have_pages(root):
    """Every page that a view opens with F1 exists"""
    found = []
    for path in lint.files(root, ".c", under="src"):
        for number, line in lint.lines(path):
            for name in re.findall(r'\.help = "([^"]+)"', line):
                if not (root / "help" / "C" / f"{name}.page").exists():
                    found.append(f"{lint.place(root, path, number)}: there is no page {name}")
    return found


CHECKS = [pages_are_mallard, links_lead_somewhere, pages_are_listed, pictures_come_in_pairs, views_have_pages]

if __name__ == "__main__":
    lint.run(globals())
