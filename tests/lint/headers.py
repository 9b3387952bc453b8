# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file says under which licence it stands, and every C file what it is for."""

import re

import lint

SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"


def licence_comes_first(root):
    """Every source file names its licence in its first lines"""
    found = []
    for path in lint.files(root, ".c", ".h", ".py", ".build", ".ui", ".css"):
        first = lint.read(path).split("\n")[:3]
        wanted = [f"/* {SPDX} */"] if path.suffix in (".c", ".h") else None
        if (wanted and first[:1] != wanted) or not any(SPDX in line for line in first):
            found.append(f"{lint.place(root, path, 1)}: the line \"{SPDX}\" is missing")
    return found


def purpose_comes_second(root):
    """Every C file begins with a comment that says what it is for"""
    found = []
    for path in lint.files(root, ".c", ".h"):
        rest = lint.read(path).split("\n", 1)[-1].lstrip()
        comment = re.match(r"/\*(.*?)\*/", rest, flags=re.S)
        if not comment or len(comment.group(1).split()) < 3:
            found.append(f"{lint.place(root, path, 2)}: a comment with the file's purpose is missing")
    return found


CHECKS = [licence_comes_first, purpose_comes_second]

if __name__ == "__main__":
    lint.run(globals())
