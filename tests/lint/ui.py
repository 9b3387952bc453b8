# SPDX-License-Identifier: GPL-3.0-or-later
"""The .ui files: what people read can be translated, and buttons with only an icon have a name for screen readers.

Whether GTK accepts the files is shown by the window tests, which build every template with warnings as errors.
"""

import re
import xml.etree.ElementTree as ElementTree

import lint

WORDS = {"label", "title", "subtitle", "tooltip-text", "placeholder-text", "description", "heading", "body",
         "secondary-text", "menu-label"}
BUTTONS = {"GtkButton", "GtkMenuButton", "GtkToggleButton", "AdwSplitButton"}


def trees(root):
    """(path, tree, fault) of each .ui file; the tree is None where the file is no XML."""
    for path in lint.files(root, ".ui", under="src"):
        try:
            yield path, ElementTree.parse(path).getroot(), None
        except ElementTree.ParseError as fault:
            yield path, None, str(fault)


def files_are_xml(root):
    """Every .ui file is well-formed"""
    return [f"{path.relative_to(root)}: {fault}" for path, tree, fault in trees(root) if tree is None]


def words_are_translatable(root):
    """Every text in a .ui file is marked for translation, or as one that must not be"""
    found = []
    for path, tree, _fault in trees(root):
        for node in tree.iter() if tree is not None else []:
            if node.tag not in ("property", "attribute") or node.get("name") not in WORDS:
                continue
            text = (node.text or "").strip()
            if re.search(r"[^\W\d_]", text) and text != "Lotse" and node.get("translatable") is None:
                found.append(f"{path.relative_to(root)}: “{text}” cannot be translated")
    return found


def has_name(node):
    """Whether a screen reader finds a name: a label, a child with one, or an accessible label."""
    if any(child.get("name") in ("label", "child") for child in node.findall("property")) or node.find("child") is not None:
        return True
    return any(child.get("name") in ("label", "labelled-by") for child in node.findall("accessibility/*"))


def icons_have_names(root):
    """Every button that shows only an icon has an accessible label"""
    found = []
    for path, tree, _fault in trees(root):
        for node in tree.iter("object") if tree is not None else []:
            icon = next((p for p in node.findall("property") if p.get("name") == "icon-name"), None)
            if node.get("class") in BUTTONS and icon is not None and not has_name(node):
                found.append(f"{path.relative_to(root)}: the button with {icon.text} has no accessible label")
    return found


CHECKS = [files_are_xml, words_are_translatable, icons_have_names]

if __name__ == "__main__":
    lint.run(globals())
