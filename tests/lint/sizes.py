# SPDX-License-Identifier: GPL-3.0-or-later
"""Functions and files stay short: the aim is 45 and 500 lines, 100 and 1,000 fail."""

import ast

import lint

FUNCTION_AIM, FUNCTION_MOST = 45, 100
FILE_AIM, FILE_MOST = 500, 1000


def c_functions(path):
    """(name, first line, length) of each function; the project's layout puts its braces in the first column."""
    found = []
    start = name = None
    before = ""
    for number, line in lint.lines(path):
        if line == "{" and start is None and before.endswith(")"):
            start = number
        elif line == "}" and start is not None:
            found.append((name, start, number - start + 1))
            start = None
        elif start is None and "(" in line and line[:1] not in (" ", "\t", "#", "/", "*", ""):
            name = line.split("(")[0].split()[-1]
        before = line.rstrip() or before
    return found


def python_functions(path):
    tree = ast.parse(lint.read(path))
    return [(node.name, node.lineno, node.end_lineno - node.lineno + 1) for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)]


def long_functions(root, limit):
    found = []
    for path in lint.files(root, ".c", ".h", ".py"):
        functions = python_functions(path) if path.suffix == ".py" else c_functions(path)
        found += [f"{lint.place(root, path, line)}: {name} has {length} lines"
                  for name, line, length in functions if length > limit]
    return found


def long_files(root, limit):
    return [f"{path.relative_to(root)}: {count} lines" for path in lint.files(root, ".c", ".h", ".py", ".ui")
            if (count := lint.read(path).count("\n")) > limit]


def functions_are_short(root):
    """No function has more than 100 lines"""
    return long_functions(root, FUNCTION_MOST)


def files_are_short(root):
    """No source file has more than 1,000 lines"""
    return long_files(root, FILE_MOST)


def notes(root):
    return long_functions(root, FUNCTION_AIM) + long_files(root, FILE_AIM)


CHECKS = [functions_are_short, files_are_short]

if __name__ == "__main__":
    lint.run(globals())
