# SPDX-License-Identifier: GPL-3.0-or-later
"""The layers of src/ point one way, and what belongs in one place stays there."""

import re

import lint

BELOW = {
    "base": [],
    "model": ["base"],
    "rules": ["base", "model"],
    "protocol": ["base", "model"],
    "db": ["base", "model", "protocol"],
    "store": ["base", "model", "protocol", "db"],
    "events": ["base", "model", "rules", "protocol", "db", "store"],
    "feedback": ["base", "model", "protocol", "db", "store"],
    "grants": ["base", "model", "rules", "protocol", "db", "store", "events", "feedback"],
    "paper": ["base", "model", "rules", "protocol", "db", "store", "events", "feedback", "grants"],
    "demo": ["base", "model", "rules", "protocol", "db", "store", "events"],
    "sync": ["base", "model", "protocol", "db", "store"],
    "ctl": ["base", "model", "rules", "protocol", "db", "store", "events", "feedback", "grants", "paper", "demo", "sync"],
    "app": ["base", "model", "rules", "protocol", "db", "store", "events", "feedback", "grants", "paper", "demo", "sync"],
    "centre": ["base", "model", "rules", "protocol", "db"],
}

# An include that only some places may have: pattern -> prefixes of the paths that may.
ONLY = {
    r"<(gtk/|gdk/|adwaita)": ["src/app/", "tests/"],
    r"[<\"](sqlcipher/)?sqlite3\.h": ["src/db/lotse-db-private.h", "tests/"],
    r"libpq-fe\.h": ["src/centre/lotse-backend-postgres.c"],
    r"<libsoup/": ["src/sync/", "src/centre/", "tests/"],
    r"<libsecret/": ["src/store/", "tests/"],
    r"<(cairo|pango|qrencode)": ["src/paper/", "src/app/", "tests/"],
    r"<libical/": ["src/events/", "src/rules/", "tests/"],
    r"<archive": ["src/feedback/", "tests/"],
    r"<unicode/": ["src/base/", "tests/"],
}

SQL = re.compile(r'"[^"\n]*\b(SELECT\s.*\bFROM\b|INSERT (OR \w+ )?INTO\b|UPDATE \w+ SET\b|DELETE FROM\b'
                 r'|CREATE (UNIQUE |VIRTUAL |TEMP )*(TABLE|INDEX|TRIGGER)\b|ALTER TABLE\b|DROP TABLE\b)')


def home(root, path):
    return path.relative_to(root / "src").parts[0]


def header_layers(root):
    return {p.name: home(root, p) for p in lint.files(root, ".h", under="src")}


def includes_point_down(root):
    """A layer includes only headers of itself and of layers below it"""
    where = header_layers(root)
    found = []
    for path in lint.files(root, ".c", ".h", under="src"):
        layer = home(root, path)
        for number, line in lint.lines(path):
            match = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if not match:
                continue
            target = where.get(match.group(1).split("/")[-1])
            if target and target != layer and target not in BELOW.get(layer, []):
                found.append(f"{lint.place(root, path, number)}: {layer} must not include {match.group(1)} of {target}")
            if target and target != layer and match.group(1).endswith("-private.h"):
                found.append(f"{lint.place(root, path, number)}: {match.group(1)} is private to {target}")
            if "/" in match.group(1) and target:
                found.append(f"{lint.place(root, path, number)}: include {match.group(1)} by its name alone")
    return found


def header_names_are_unique(root):
    """No two layers have a header of the same name"""
    seen = {}
    found = []
    for path in lint.files(root, ".h", under="src"):
        if path.name in seen:
            found.append(f"{path.relative_to(root)}: {seen[path.name]} has a header of that name")
        seen[path.name] = path.relative_to(root)
    return found


def libraries_stay_in_place(root):
    """GTK, SQLite, libsoup, libsecret and ICU are included only where they belong"""
    found = []
    for path in lint.files(root, ".c", ".h", under="src"):
        name = str(path.relative_to(root))
        for number, line in lint.lines(path):
            for pattern, allowed in ONLY.items():
                if re.match(r"\s*#\s*include\s+.*" + pattern, line) and not name.startswith(tuple(allowed)):
                    found.append(f"{name}:{number}: only {', '.join(allowed)} may have {line.strip()}")
    return found


def sql_stays_in_place(root):
    """SQL is written only in the store and in the centre"""
    found = []
    for path in lint.files(root, ".c", ".h", under="src"):
        if home(root, path) in ("store", "centre"):
            continue
        for number, line in enumerate(lint.without_comments(lint.read(path)).split("\n"), 1):
            # The gateway may ask SQLite for its own catalogue, which is how a file proves to be a database.
            if SQL.search(line) and not (home(root, path) == "db" and "sqlite_master" in line):
                found.append(f"{lint.place(root, path, number)}: SQL outside the store and the centre")
    return found


def every_source_is_built(root):
    """Every C file of src/ is listed in its layer's meson.build, in order"""
    found = []
    for layer in lint.LAYERS:
        build = root / "src" / layer / "meson.build"
        if not build.exists():
            continue
        text = lint.read(build)
        for path in (root / "src" / layer).glob("*.c"):
            if f"'{path.name}'" not in text:
                found.append(f"{build.relative_to(root)}:1: {path.name} is not listed")
        for block in re.findall(r"files\((.*?)\)", text, flags=re.S):
            names = re.findall(r"'([^']+)'", block)
            if names not in (sorted(names), sorted(names, key=lambda name: name.rsplit(".")[0])):
                wrong = next(a for a, b in zip(names, sorted(names)) if a != b)
                found.append(f"{build.relative_to(root)}:1: the list of files is not sorted at {wrong}")
    return found


def every_test_is_run(root):
    """Every test program is listed in the meson.build beside it"""
    found = []
    for path in sorted((root / "tests").glob("*/test-*.*")):
        build = path.parent / "meson.build"
        text = lint.read(build) if build.exists() else ""
        if path.suffix in (".c", ".py") and f"'{path.stem.removeprefix('test-')}'" not in text and f"'{path.name}'" not in text:
            found.append(f"{path.relative_to(root)}:1: nothing runs it")
    return found


CHECKS = [includes_point_down, header_names_are_unique, libraries_stay_in_place, sql_stays_in_place,
          every_source_is_built, every_test_is_run]

if __name__ == "__main__":
    lint.run(globals())
