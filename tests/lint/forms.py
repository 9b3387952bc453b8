# SPDX-License-Identifier: GPL-3.0-or-later
"""The ready forms are whole in German and English, and can be evaluated together."""

import configparser
import re

import lint

LANGUAGES = ("de", "en")
TYPES = {"rating", "yes_no", "single", "multiple", "open"}


def read_forms(root):
    """(path, parts) of each form; parts are {name: {key: text}} in the order of the file."""
    found = []
    for path in lint.files(root, ".form", under="data"):
        parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",), strict=True)
        parser.optionxform = str
        parser.read(path, encoding="utf-8")
        found.append((path.relative_to(root), {name: dict(parser[name]) for name in parser.sections()}))
    return found


def questions(parts):
    return [(name.removeprefix("question "), part) for name, part in parts.items() if name.startswith("question ")]


def steps(parts, part):
    """The keys of what can be chosen, in their order."""
    keys = parts.get(f"scale {part['scale']}", {}) if "scale" in part else \
        [key.removeprefix("step.") for key in part if key.startswith("step.")]
    return list(dict.fromkeys(key.split("[")[0] for key in keys))


def answers(parts, part):
    return ["yes", "no"] if part.get("type") == "yes_no" else steps(parts, part)


def nothing_is_missing(root):
    """Every text of a ready form is there in German and English"""
    found = []
    for path, parts in read_forms(root):
        wanted = [("form", key) for key in ("title", "about", "introduction", "thanks")]
        wanted += [(f"question {code}", "text") for code, _ in questions(parts)]
        for name, part in parts.items():
            wanted += [(name, key.split("[")[0]) for key in part if "[" in key]
        found += [f"{path}: [{name}] has no {key}[{language}]" for name, key in dict.fromkeys(wanted)
                  for language in LANGUAGES if not parts.get(name, {}).get(f"{key}[{language}]", "").strip()]
    return found


def questions_are_whole(root):
    """Every question of a ready form has a key, a kind and what to choose from"""
    found = []
    for path, parts in read_forms(root):
        for code, part in questions(parts):
            kind = part.get("type")
            if not re.fullmatch(r"[a-z][a-z0-9_]*", code):
                found.append(f"{path}: the key “{code}” has more than small letters, digits and underscores")
            if kind not in TYPES:
                found.append(f"{path}: [{code}] is of no kind: {kind}")
            elif kind == "rating" and steps(parts, part) != ["1", "2", "3", "4"]:
                found.append(f"{path}: [{code}] needs the steps 1 to 4 in words")
            elif kind in ("single", "multiple") and len(steps(parts, part)) < 2:
                found.append(f"{path}: [{code}] has nothing to choose from")
    return found


def conditions_lead_back(root):
    """What is asked only after an answer names an earlier question and its answers"""
    found = []
    for path, parts in read_forms(root):
        earlier = {}
        for code, part in questions(parts):
            if "if" in part:
                other, _, wanted = part["if"].partition(":")
                known = earlier.get(other.strip())
                if known is None or not wanted.split() or set(wanted.split()) - set(known):
                    found.append(f"{path}: [{code}] depends on “{part['if']}”, which is no answer to an earlier question")
            earlier[code] = answers(parts, part)
    return found


def themes_agree(root):
    """A key has the same theme everywhere, and a theme or key the same kind"""
    found, themes, kinds = [], {}, {}
    for path, parts in read_forms(root):
        for code, part in questions(parts):
            theme, kind = part.get("theme"), part.get("type")
            if themes.setdefault(code, theme) != theme:
                found.append(f"{path}: [{code}] has another theme elsewhere: {theme} and {themes[code]}")
            if kinds.setdefault(theme or code, kind) != kind:
                found.append(f"{path}: [{code}] is of another kind elsewhere: {kind} and {kinds[theme or code]}")
    return found


def all_are_listed(root):
    """Every ready form is compiled in and listed"""
    places = [root / "src/feedback/forms.gresource.xml", root / "src/feedback/lotse-form-library.c"]
    texts = [lint.read(place) for place in places]
    return [f"{path} is not in {place.relative_to(root)}" for path, _ in read_forms(root)
            for place, text in zip(places, texts) if not re.search(rf'[">]{re.escape(path.stem)}[".]', text)]


CHECKS = [nothing_is_missing, questions_are_whole, conditions_lead_back, themes_agree, all_are_listed]

if __name__ == "__main__":
    lint.run(globals())
