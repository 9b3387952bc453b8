#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench.py BUILD [PEOPLE]: measures Lotse against baselines of the same run and prints the ratios beside the goals.

Nothing here passes or fails: machines differ and are noisy. Each line says what was measured, the ratio or the
number, and the goal. The centre is a real lotse-server on loopback; devices are real lotsectl processes.
"""

import csv
import datetime
import json
import os
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUILD = Path(sys.argv[1]).resolve()
PEOPLE = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
ROOT = Path(tempfile.mkdtemp(prefix="lotse-bench-"))
CTL = BUILD / "src/ctl/lotsectl"
SERVER = BUILD / "src/centre/lotse-server"
APP = BUILD / "src/app/lotse"
BENCH = BUILD / "tests/bench"
PASSWORD = ROOT / "password"
WINDOW_ROUNDS = 15
GUESTS = 20_000
AT_A_DOOR = 300
SHEETS = 100_000
RECEIPTS = 10_000
TANDEMS = 2_500
MEETINGS = 13
QUESTIONS = "liked prepared own_topics can_apply atmosphere".split()


def run(*args, **kwargs):
    """Runs a command and returns (seconds, peak memory in MB, its output)."""
    start = time.monotonic()
    process = subprocess.Popen([str(arg) for arg in args], stdout=subprocess.PIPE, text=True, **kwargs)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"bench: {' '.join(str(arg) for arg in args)} ended with {status}: {output}")
    return time.monotonic() - start, usage.ru_maxrss / 1024, output


def ctl(device, *args, **kwargs):
    return run(CTL, "--data", ROOT / device, *args, **kwargs)


def sync(device):
    seconds, memory, output = ctl(device, "--json", "sync")
    return seconds, memory, json.loads(output)


def line(what, value, goal):
    print(f"{what:<58} {value:>14}   goal {goal}", flush=True)


class Centre:
    """A real server process on a port of the kernel's choice."""

    def __init__(self, folder):
        self.folder = ROOT / folder
        run(SERVER, "--data", self.folder, "account", "add", "office", "--role", "coordinator", "--password-file", PASSWORD)
        self.process = subprocess.Popen([SERVER, "--data", self.folder, "serve", "--listen", "127.0.0.1:0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().split()[-1]

    def connect(self, device):
        ctl(device, "connect", self.url, "--account", "office", "--password-file", PASSWORD)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def write_people(path, first, count, seed):
    """A list of people as an office has one: twelve columns, names of many languages, all made up."""
    chance = random.Random(seed)
    given = "Amina Yusuf Olena Mehmet Thi Ngoc Karim Svitlana Anna Björn Zeynep Łukasz Farid Mariam Tesfaye Leyla".split()
    family = "Haddad Kovalchuk Yıldız Nguyễn Müller Weiß Şahin Nowak Petrović Abebe Rahimi Schäfer Öztürk Alami".split()
    towns = "Gießen Kassel Frankfurt Eschwege Langen Darmstadt Marburg Fulda Hanau Wetzlar".split()
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow("reference display_name given_name family_name email phone street city birth_year preferred_channel region languages".split())
        for number in range(first, first + count):
            name, other = chance.choice(given), chance.choice(family)
            syllables = "".join("ba ke li mo nu ra se ti vo za".split()[int(digit)] for digit in str(number)).title()
            rows.writerow([f"P{number}", f"{name} {syllables} {other}", f"{name} {syllables}", other,
                           f"p{number}@example.org", f"+49 641 {chance.randrange(10**6, 10**7)}",
                           f"Musterweg {chance.randrange(1, 200)}", chance.choice(towns), chance.randrange(1950, 2008),
                           "phone", "Hessen", "de:B2; ar:C2" if number % 3 else "uk:C2"])


def bench_first_sync(centre):
    baseline = float(run(BENCH / "baseline-insert", ROOT / "baseline.db", PEOPLE)[2])
    write_people(ROOT / "people.csv", 0, PEOPLE, 1)
    centre.connect("office")
    ctl("office", "import", "person", ROOT / "people.csv")
    sync("office")
    centre.connect("laptop")
    seconds, memory, report = sync("laptop")
    wire = (report["bytes_in"] + report["bytes_out"]) / 1e6
    print(f"baseline: {PEOPLE} rows into plain SQLite in {baseline:.2f} s; first sync in {seconds:.2f} s")
    line("first sync / insert", f"{seconds / baseline:.1f} x", "10 x")
    line("first sync, on the wire", f"{wire:.1f} MB", "12 MB")
    line("first sync, requests", report["round_trips"], "50")
    line("first sync, memory of the client", f"{memory:.0f} MB", "96 MB")


def bench_small_syncs(centre):
    _, _, report = sync("laptop")
    line("nothing new", f"{report['round_trips']} / {report['bytes_in'] + report['bytes_out']} B", "1 / 1,000 B")
    person = json.loads(ctl("laptop", "--json", "list", "person", "--limit", "1")[2])[0]["id"]
    ctl("laptop", "set", person, "phone=+49 641 12345")
    _, _, report = sync("laptop")
    sent = report
    _, _, got = sync("office")
    line("one changed record, sent", f"{sent['round_trips']} / {sent['bytes_in'] + sent['bytes_out']} B", "1 / 2,000 B")
    line("one changed record, received", f"{got['round_trips']} / {got['bytes_in'] + got['bytes_out']} B", "1 / 2,000 B")
    write_changes(ROOT / "changes.csv", 1000)
    ctl("laptop", "import", "person", ROOT / "changes.csv")
    _, _, sent = sync("laptop")
    _, _, got = sync("office")
    for word, report in (("sent", sent), ("received", got)):
        line(f"1,000 changed, {word}", f"{report['round_trips']} / {(report['bytes_in'] + report['bytes_out']) / 1e3:.0f} KB",
             "2 / 120 KB")


def write_changes(path, count):
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["reference", "phone"])
        for number in range(count):
            rows.writerow([f"P{number}", f"+49 561 {number}"])


def write_sessions(path, pair, mentor, count):
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["pair", "mentor", "date", "minutes", "way", "summary", "next_step"])
        for number in range(count):
            rows.writerow([pair, mentor, "2026-11-22", 60, "in_person", f"What happened the {number}th time", "Call on Monday"])


def add_mentor(centre, office, name, count):
    """A mentor with a pair, an account, and a laptop on which so many sessions wait. Returns the laptop's name."""
    person = ctl(office, "add", "person", f"display_name={name}")[2].strip()
    mentee = ctl(office, "add", "person", f"display_name=Mentee of {name}")[2].strip()
    pair = ctl(office, "add", "mentoring_pair", f"mentor={person}", f"mentee={mentee}", "state=agreed")[2].strip()
    sync(office)
    run(SERVER, "--data", centre.folder, "account", "add", name, "--role", "mentor", "--person", person, "--password-file", PASSWORD)
    ctl(name, "connect", centre.url, "--account", name, "--password-file", PASSWORD, "--confirm-undertaking")
    sync(name)
    write_sessions(ROOT / f"{name}.csv", pair, person, count)
    ctl(name, "import", "session", ROOT / f"{name}.csv")
    return name


def bench_many_devices():
    """Twenty mentors who send 200 new sessions each at once, against one mentor who sends 4,000."""
    centre = Centre("centre-many")
    centre.connect("head")
    names = [add_mentor(centre, "head", f"mentor{number}", 200) for number in range(20)]
    alone = sync(add_mentor(centre, "head", "alone", 4000))[0]
    start = time.monotonic()
    running = [subprocess.Popen([CTL, "--data", ROOT / name, "--json", "sync"], stdout=subprocess.PIPE, text=True) for name in names]
    reports = [(process.communicate()[0], process.returncode) for process in running]
    together = time.monotonic() - start
    sent = sum(json.loads(output)["sent"] for output, status in reports if status == 0)
    sync("head")
    count = len(json.loads(ctl("head", "--json", "list", "session")[2]))
    centre.stop()
    line("20 devices x 200 new / one x 4,000", f"{together / alone:.1f} x", "3 x")
    line("reported as sent / at the centre", f"{sent} / {count - 4000}", "all")


def bench_undo():
    """A large import that was a mistake, on top of all people."""
    shutil.copytree(ROOT / "laptop", ROOT / "mistaken")
    write_people(ROOT / "mistake.csv", 10 * PEOPLE, PEOPLE // 10, 3)
    imported = ctl("mistaken", "import", "person", ROOT / "mistake.csv")[0]
    undone = ctl("mistaken", "undo")[0]
    line(f"undo of an import of {PEOPLE // 10} rows / the import", f"{undone / imported:.1f} x", "1 x")


def bench_find():
    values = run(BENCH / "bench-find", ROOT / "laptop", "2000")[2].split()
    line("find over all people, p50 / p99 / longest in ms", " / ".join(values), "p99 16 ms")


def desk(device, *args):
    return run(BENCH / "bench-desk", ROOT / device, *args)[2].split()


def fsync_ms(path, count):
    """What the disk itself takes to keep 16 KB, the 99th hundredth: no door can be faster than that."""
    times = []
    with open(path, "wb", buffering=0) as file:
        for _ in range(count):
            start = time.monotonic()
            file.write(b"x" * 16384)
            os.fsync(file.fileno())
            times.append(1000 * (time.monotonic() - start))
    return sorted(times)[count * 99 // 100]


def bench_desk():
    """The door of an event for which very many people are registered."""
    event = desk("hall", "fill", GUESTS)[0]
    loading, *keys = desk("hall", "keys", event, 2000)
    disk = fsync_ms(ROOT / "fsync", 500)
    times = desk("hall", "sign-in", event, "Nord", 0, 500)
    print(f"desk: {GUESTS} registered people read in {loading} ms; 16 KB and fsync take {disk:.1f} ms (p99)")
    line("key press to rows, p50 / p99 / longest in ms", " / ".join(keys), "p99 16 ms")
    line("Enter to durable, p50 / p99 / longest in ms", " / ".join(times), "p99 30 ms")


def came(device, event):
    return json.loads(ctl(device, "--json", "attendance", event)[2])["counts"]["came"]


def bench_doors():
    """Three doors that signed in 300 people each without a network meet the centre at once, against one door that has all 900."""
    centre = Centre("centre-doors")
    centre.connect("planning")
    events = [desk("planning", "fill", 3 * AT_A_DOOR)[0] for _ in range(2)]
    sync("planning")
    doors = ["north", "south", "west"]
    for device in [*doors, "only"]:
        centre.connect(device)
        sync(device)
    desk("only", "sign-in", events[0], "only", 0, 3 * AT_A_DOOR)
    alone = sync("only")[0]
    for number, door in enumerate(doors):
        desk(door, "sign-in", events[1], door, number * AT_A_DOOR, AT_A_DOOR)
    start = time.monotonic()
    running = [subprocess.Popen([CTL, "--data", ROOT / door, "--json", "sync"], stdout=subprocess.PIPE, text=True) for door in doors]
    reports = [json.loads(process.communicate()[0]) for process in running]
    together = time.monotonic() - start
    for door in doors:
        sync(door)
    counts = {came(door, events[1]) for door in doors}
    centre.stop()
    line("3 doors x 300 sign-ins / one door x 900", f"{together / alone:.1f} x", "3 x")
    line("the same, round trips / on the wire", f"{max(report['round_trips'] for report in reports)} / "
         f"{sum(report['bytes_in'] + report['bytes_out'] for report in reports) / 1e3:.0f} KB", "4 / 600 KB")
    line("who came, as each door knows", " / ".join(str(count) for count in counts), str(3 * AT_A_DOOR))


def add_tandems(device, count):
    """A programme at work: half of the tandems met lately, some went quiet, and there is something to do today."""
    people = [person["id"] for person in json.loads(ctl(device, "--json", "list", "person", "--limit", 2 * count)[2])]
    today = datetime.date.today()
    chance = random.Random(2)
    with open(ROOT / "pairs.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["mentor", "mentee", "state"]] + [
            [people[2 * number], people[2 * number + 1], chance.choice(["agreed", "agreed", "trial_phase", "completed"])]
            for number in range(count)])
    ctl(device, "import", "mentoring_pair", ROOT / "pairs.csv")
    with open(ROOT / "meetings.csv", "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["pair", "date", "minutes", "next_meeting"])
        for pair in json.loads(ctl(device, "--json", "list", "mentoring_pair")[2]):
            last = today - datetime.timedelta(days=chance.randrange(60))
            for number in range(13):
                ahead = f"{last + datetime.timedelta(days=9)}T15:00" if number == 0 and chance.random() < 0.7 else ""
                rows.writerow([pair["id"], last - datetime.timedelta(days=10 * number), 60, ahead])
    ctl(device, "import", "session", ROOT / "meetings.csv")
    with open(ROOT / "tasks.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["text", "due"]] + [
            [f"Call number {number}", today + datetime.timedelta(days=number - 10)] for number in range(20)])
    ctl(device, "import", "task", ROOT / "tasks.csv")


def write_feedback():
    """One form of five ratings, three events, and their sheets; an answer in twenty is missing."""
    chance = random.Random(4)
    sheets = [[f"E{chance.randrange(3)}"] + [chance.choice("1112222334") if chance.random() < 0.95 else "-" for _ in QUESTIONS]
              for _ in range(SHEETS)]
    tables = {"forms": [["form", "order", "question"]] + [["bench", place, code] for place, code in enumerate(QUESTIONS, 1)],
              "questions": [["question", "text_de"]] + [[code, code] for code in QUESTIONS],
              "events": [["reference", "title_de", "form"]] + [[name, name, "bench"] for name in ("E0", "E1", "E2", "nobody")],
              "sheets": [["event", *QUESTIONS]] + sheets}
    for name, rows in tables.items():
        with open(ROOT / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    return sheets


def sums_in_sql(sheets):
    """The same sums by one statement on plain SQLite, a column a question: how to measure them."""
    plain = sqlite3.connect(ROOT / "sheets.db")
    plain.execute(f"CREATE TABLE sheet (event, {', '.join(QUESTIONS)})")
    plain.executemany(f"INSERT INTO sheet VALUES (?{', ?' * len(QUESTIONS)})",
                      ([name, *(int(cell) if cell != "-" else None for cell in cells)] for name, *cells in sheets))
    plain.commit()
    sums = ", ".join(f"count({code}), sum({code} IS NULL), sum({code}), sum({code} = 1), sum({code} = 2), sum({code} = 3), "
                     f"sum({code} = 4)" for code in QUESTIONS)

    def measure():
        start = time.monotonic()
        plain.execute(f"SELECT event, {sums} FROM sheet GROUP BY event").fetchall()
        return time.monotonic() - start
    return measure


def bench_evaluation():
    sheets = write_feedback()
    ctl("feedback", "form", "import", ROOT / "forms.csv", ROOT / "questions.csv")
    ctl("feedback", "import", "event", ROOT / "events.csv")
    ctl("feedback", "import", "response", ROOT / "sheets.csv")
    measure = sums_in_sql(sheets)
    # What the program takes to begin is not the evaluation's; the three take turns, as the machine is not always the same.
    rounds = [(ctl("feedback", "evaluate")[0], ctl("feedback", "evaluate", "nobody")[0], measure()) for _ in range(9)]
    everything, nothing, plain = (statistics.median(times) for times in zip(*rounds))
    print(f"feedback: {SHEETS} sheets evaluated in {everything:.2f} s, none in {nothing:.2f} s; one SQL statement takes {plain:.2f} s")
    line("evaluation of all sheets / one SQL statement", f"{(everything - nothing) / plain:.2f} x", "2 x")


def bench_window():
    if not shutil.which("xvfb-run"):
        print("window: no xvfb-run here, not measured")
        return
    env = dict(os.environ, GSK_RENDERER="cairo", GSETTINGS_BACKEND="memory",
               GSETTINGS_SCHEMA_DIR=str(BUILD / "data"), GTK_A11Y="none")
    shutil.copytree(ROOT / "laptop", ROOT / "busy")
    add_tandems("busy", 1000)
    output = run("dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1280x800x24", sys.executable,
                 Path(__file__).parent / "window.py", WINDOW_ROUNDS, BENCH / "empty-window",
                 *(f"{APP} --data {ROOT / device} --time-to-ready" for device in ("laptop", "busy")), env=env,
                 stderr=subprocess.DEVNULL)[2]
    empty, laptop, busy = json.loads(output.splitlines()[-1])
    print(f"baseline: empty window in {empty['seconds']:.2f} s, {WINDOW_ROUNDS} starts of each by turns; "
          f"Lotse with {PEOPLE} people in {laptop['seconds']:.2f} s")
    line("window ready / empty window", f"{laptop['ratio']:.2f} x", "1.5 x")
    line("window ready with 1,000 tandems / empty window", f"{busy['ratio']:.2f} x", "1.5 x")
    line("the same in time of the processor", f"{laptop['work']:.2f} x / {busy['work']:.2f} x", "2 x")


def median_ms(plain, question):
    """The median of nine times that plain SQLite takes for a question."""
    times = []
    for _ in range(9):
        start = time.monotonic()
        plain.execute(question).fetchall()
        times.append((time.monotonic() - start) * 1000)
    return statistics.median(times)


def bench_money():
    """The money of an application with many receipts, against one sum of the same amounts in plain SQLite."""
    counted, checked = (float(ms) for ms in run(BENCH / "bench-money", ROOT / "money", RECEIPTS)[2].split())
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE TABLE receipt (application, amount TEXT, eligible TEXT)")
    plain.executemany("INSERT INTO receipt VALUES ('a', ?, NULL)", ((str(n),) for n in range(RECEIPTS)))
    baseline = median_ms(plain, "SELECT sum(amount), sum(coalesce(eligible, amount)) FROM receipt WHERE application = 'a'")
    print(f"baseline: one sum of {RECEIPTS} receipts in {baseline:.2f} ms; all money of them in {counted:.0f} ms, checks in {checked:.0f} ms")
    line("money of an application / one sum", f"{counted / baseline:.0f} x", "100 x")


def bench_deadlines():
    """All deadlines of a centre with many tandems, against one question of plain SQLite for the last meeting of each."""
    listed, found = run(BENCH / "bench-deadlines", ROOT / "deadlines", PEOPLE, TANDEMS, MEETINGS)[2].split()
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE TABLE session (pair, date TEXT)")
    plain.executemany("INSERT INTO session VALUES (?, ?)", ((f"{number % TANDEMS:032}", f"2026-{1 + number % 12:02}-{1 + number % 28:02}")
                                                            for number in range(TANDEMS * MEETINGS)))
    baseline = median_ms(plain, "SELECT pair, max(date) FROM session GROUP BY pair")
    print(f"baseline: the last of {MEETINGS} meetings of {TANDEMS} tandems in {baseline:.1f} ms; all {found} deadlines in {float(listed):.0f} ms")
    line("all deadlines / last meetings by one question", f"{float(listed) / baseline:.0f} x", "15 x")


def main():
    PASSWORD.write_text("a long password for the bench\n", encoding="utf-8")
    PASSWORD.chmod(0o600)
    try:
        centre = Centre("centre")
        bench_first_sync(centre)
        bench_small_syncs(centre)
        centre.stop()
        bench_many_devices()
        bench_find()
        bench_desk()
        bench_doors()
        bench_evaluation()
        bench_undo()
        bench_money()
        bench_deadlines()
        bench_window()
    finally:
        shutil.rmtree(ROOT, ignore_errors=True)


if __name__ == "__main__":
    main()
