#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""window.py ROUNDS PROGRAM...: starts windows by turns and prints as JSON the ratios of each to the first one.

Each PROGRAM is one argument, split at blanks; it writes a line when its window is ready, and ends. Runs on the display that
it is given. What else the machine does hits neighbours alike, so that the ratio is taken between neighbours, and of these
ratios the median. The time is that from the start of the process, with everything that the system does for it.
"""

import json
import os
import statistics
import subprocess
import sys
import time


def start(program):
    """Seconds until it says that it is ready, and of the processor until it has ended."""
    before = time.monotonic()
    process = subprocess.Popen(program.split(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    said = process.stdout.readline()
    seconds = time.monotonic() - before
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0 or not said:
        sys.exit(f"window: {program} ended with {status}")
    return seconds, usage.ru_utime + usage.ru_stime


def main():
    rounds, programs = int(sys.argv[1]), sys.argv[2:]
    for program in programs:  # the first start reads the files
        start(program)
    runs = [[start(program) for program in programs] for _ in range(rounds)]
    print(json.dumps([{
        "seconds": statistics.median(run[number][0] for run in runs),
        "ratio": statistics.median(run[number][0] / run[0][0] for run in runs),
        "work": statistics.median(run[number][1] / run[0][1] for run in runs),
    } for number in range(len(programs))]))


if __name__ == "__main__":
    main()
