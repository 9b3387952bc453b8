# SPDX-License-Identifier: GPL-3.0-or-later
"""The systemd unit of the centre is understood by systemd and gives away little.

Arguments: systemd-analyze, the unit. The program that the unit starts is not installed when tests run, so
/bin/true stands in for it.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

MOST_EXPOSURE = 2.0


def run(*arguments):
    result = subprocess.run(arguments, capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def exposure(text):
    match = re.search(r"Overall exposure level for .*?: ([0-9.]+)", text)
    return float(match.group(1)) if match else None


def main():
    analyze, unit = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "lotse-server.service"
        text = Path(unit).read_text(encoding="utf-8")
        copy.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.M), encoding="utf-8")
        code, said = run(analyze, "verify", "--man=no", str(copy))
        print(f"{'not ok' if code or 'Unknown' in said else 'ok'} 1 systemd understands the unit")
        print("".join(f"# {line}\n" for line in said.splitlines()), end="")
        code, said = run(analyze, "security", "--offline=true", str(copy))
    level = exposure(said)
    if level is None:
        print("ok 2 the unit gives away little # SKIP this systemd-analyze cannot judge a file")
    else:
        print(f"{'ok' if level <= MOST_EXPOSURE else 'not ok'} 2 the unit gives away little ({level} of 10)")
    print(f"{'ok' if re.search(r'^LimitCORE=0$', text, re.M) else 'not ok'} 3 no core dump is written")
    print("1..3")


if __name__ == "__main__":
    main()
