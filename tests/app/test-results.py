# SPDX-License-Identifier: GPL-3.0-or-later
"""The view Results in the window, worked by keyboard as a screen reader sees it: the published table, and what is not shown."""

import csv
import re
from pathlib import Path

import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

DATA = Path(__file__).resolve().parents[1] / "ctl" / "data"
RESULTS = 7  # of the views in the sidebar


def rows_of(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(desktop):
    """The forms, events and sheets of two years, brought in as people bring them in."""
    folder = desktop.home / "profile"
    desktop.lotsectl(folder, "form", "import", DATA / "feedback-forms.csv", DATA / "feedback-questions.csv")
    desktop.lotsectl(folder, "import", "event", DATA / "feedback-events.csv", "--map", "event=reference", "--map", "place=venue",
                     "--map", "sheets=", "--create-links")
    desktop.lotsectl(folder, "import", "response", DATA / "feedback-responses.csv")
    return folder


def open_results(window):
    steps.view(window, RESULTS, "Results")
    window.find("grid", window.t("Table of results"))


def cells(window):
    """What a screen reader says of the cells of the table."""
    table = window.find("grid", window.t("Table of results"))
    return [node.name for node in table.walk() if node.role in ("grid cell", "table cell")]


def events_of(language):
    """What each event is called in the table: title and date."""
    names = {}
    for row in rows_of("feedback-events.csv"):
        year, month, day = row["date"].split("-")
        months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
        date = f"{day}.{month}.{year}" if language == "de" else f"{int(day)} {months[int(month) - 1]} {year}"
        names[row["event"]] = f"{row['title_' + language]}, {date}"
    return names


def published(window):
    """The published figures that have one decimal and enough sheets, as the table must say them."""
    texts = {row["question"]: row["text_" + window.language] for row in rows_of("feedback-questions.csv")}
    sheets = {row["event"]: int(row["sheets"]) for row in rows_of("feedback-events.csv")}
    events = events_of(window.language)
    mean_text = window.t("mean %s, median %s, ").split("%s")[0]
    for row in rows_of("feedback-published-means.csv"):
        mean = row["mean"].replace(".", "," if window.language == "de" else ".")
        answers = window.words.ngettext("%u answer", "%u answers", int(row["n"])).replace("%u", row["n"])
        missing = window.t("%u without an answer").replace("%u", row["no_answer"])
        if sheets[row["event"]] >= 3 and len(row["mean"].split(".")[1]) == 1:
            yield row, f"{events[row['event']]}: {mean_text}{mean}", f"{answers}, {missing}", texts[row["question"]]


def assert_published(window):
    said = cells(window)
    n = 0
    for row, start, end, question in published(window):
        # A question that another one of the same theme stands for is known by event, mean and numbers.
        found = [name for name in said if f" – {start}" in name and end in name]
        assert found, f"{row}: {[name for name in said if row['question'] in name or start[:20] in name]}"
        n += 1
    assert n > 50, n


def test_published(language):
    """The table shows the published figures with the decimal sign of the language, and says what it does not show"""
    with Desktop() as desktop:
        window = Window(desktop, load(desktop), language)
        open_results(window)
        wait_for("the figures", PATIENCE, lambda: len(cells(window)) > 50)
        assert_published(window)
        small = events_of(language)["R3"]
        hidden = window.t("Not shown: fewer than %s sheets.", "evaluation").replace("%s", "3")
        assert any(name.endswith(f"{small}: {hidden}") for name in cells(window))
        window.says(f"{small} – {hidden}")
        window.shot("results")
        walk(window)
        window.close()


def walk(window):
    """Arrows go from cell to cell and the heads stay; Tab leaves the table."""
    window.tab_to(re.compile(" – "), None)
    first = window.focused
    window.key("Right")
    second = window.wait_focus(first)
    assert second.name.split(" – ")[0] == first.name.split(" – ")[0], (first, second)
    window.key("Down")
    third = window.wait_focus(second)
    assert third.name.split(" – ")[0] != first.name.split(" – ")[0], third
    window.key("End")
    last = window.wait_focus(third)
    assert window.t("All together") in last.name, last
    head = window.find(None, re.compile("^" + window.t("All together")))
    assert head.box[0] == last.box[0] and head.box[1] < last.box[1], (head.box, last.box)
    window.shot("results-end")
    window.key("Tab")
    assert " – " not in window.wait_focus(last).name


if __name__ == "__main__":
    tap.run(globals())
