# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command and option that the help names exists in the programs as they are built now.

Arguments: the root of the sources, then NAME=PROGRAM for each program that the help speaks of. "PROGRAM help COMMAND"
and "PROGRAM --help" list what there is.
"""

import html
import re
import subprocess
import sys
from pathlib import Path


def said(*arguments):
    result = subprocess.run(arguments, capture_output=True, text=True)
    return result.stdout + result.stderr


def mentions(root, name):
    """(page, command, options) of each mention of the program in <cmd> or <input>."""
    for page in sorted((root / "help" / "C").glob("*.page")):
        text = page.read_text(encoding="utf-8")
        for line in re.findall(rf"<(?:cmd|input)>({re.escape(name)} [^<]*)</", text):
            words = html.unescape(line).split()
            commands = [w for w in words[1:] if re.fullmatch(r"[a-z]+(-[a-z]+)*", w)]
            yield page.name, commands[0] if commands else "", [w for w in words if w.startswith("--")]


def faults(root, name, program):
    """Commands and options in the help that the program does not have."""
    listed = said(program, "--help")
    found = []
    count = 0
    for page, command, options in mentions(root, name):
        count += 1
        if not re.search(rf"^\s+{command}\b", listed, flags=re.M):
            found.append(f"{page}: {name} has no command {command}")
            continue
        about = listed + said(program, "help", command)
        found += [f"{page}: {name} {command} has no option {o}" for o in options if o not in about]
    return found if count else ["the help does not speak of it"]


def main():
    root = Path(sys.argv[1])
    programs = [argument.split("=", 1) for argument in sys.argv[2:]]
    failed = 0
    for number, (name, program) in enumerate(programs, 1):
        complaints = faults(root, name, program)
        failed += bool(complaints)
        print(f"{'not ok' if complaints else 'ok'} {number} the help names only what {name} has")
        print("".join(f"# {complaint}\n" for complaint in complaints), end="")
    print(f"1..{len(programs)}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
