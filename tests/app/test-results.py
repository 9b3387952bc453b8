# SPDX-License-Identifier: GPL-3.0-or-later
"""The view Results in the window, worked by keyboard as a screen reader sees it: the published table, and what is not shown."""

import csv
import json
import re
import zipfile
from pathlib import Path

import looks
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


REMARKS = ["Mehr Zeit für Gespräche", "mehr zeit für gespräche", "Frau Beispiel war sehr freundlich", "Das Essen"]


def with_remarks(desktop):
    """One event with five sheets and an open question."""
    folder = desktop.home / "profile"
    files = {name: desktop.home / f"{name}.csv" for name in ("forms", "questions", "sheets")}
    files["forms"].write_text("form,order,question,title\ntreffen,1,gesamt,Netzwerktreffen\ntreffen,2,offen,Netzwerktreffen\n",
                              encoding="utf-8")
    files["questions"].write_text("question,theme,type,text_de,text_en\n"
                                  "gesamt,overall,rating,Wie war das Treffen insgesamt?,How was the meeting?\n"
                                  "offen,,open,Was sollen wir ändern?,What should we change?\n", encoding="utf-8")
    rows = [*enumerate(REMARKS, 1), (5, "-")]
    files["sheets"].write_text("event,sheet,gesamt,offen\n" + "".join(f"V1,{n},{n % 3 + 1},{text}\n" for n, text in rows),
                               encoding="utf-8")
    desktop.lotsectl(folder, "form", "import", files["forms"], files["questions"])
    desktop.lotsectl(folder, "add", "event", "reference=V1", "title_de=Netzwerktreffen Mitte", "date=2026-05-04", "form=treffen")
    desktop.lotsectl(folder, "import", "response", files["sheets"])
    return folder


def records(desktop, kind):
    return json.loads(desktop.lotsectl(desktop.home / "profile", "--json", "list", kind).stdout)


def evaluate(desktop, *words):
    return json.loads(desktop.lotsectl(desktop.home / "profile", "evaluate", *words, "--output", "json").stdout)["columns"][0]


def open_cell(window, name):
    """Goes to the table and to a cell by arrows, and opens it."""
    window.tab_to(re.compile(" – "), None)
    if not window.focused.name.startswith(name):
        window.key("Home")
        window.key("Right")
    window.key("Return")
    return window.dialog()


def test_note(language):
    """A note and an exclusion are typed in the dialog of a cell, count at once, and stand among the notes"""
    with Desktop() as desktop:
        window = Window(desktop, with_remarks(desktop), language)
        open_results(window)
        question = "Wie war das Treffen insgesamt?" if language == "de" else "How was the meeting?"
        dialog = open_cell(window, question)
        assert dialog.name == question, dialog.name
        window.find(None, re.compile("^" + window.t("Left out of the evaluation", "field")))
        window.shot("results-cell")
        window.tab_to(re.compile("^" + window.t("Left out of the evaluation", "field")))
        window.key("space")
        window.tab_to(window.t("Note", "field"), "text box")
        window.type("Falscher Bogen")
        window.key("Escape")
        window.says(window.t("Discard What You Typed?"))
        window.key("Return")
        window.key("<Control>s")
        window.no_dialog()
        note = wait_for("the note", PATIENCE, lambda: records(desktop, "feedback_note"))[0]
        assert note["note"] == "Falscher Bogen" and note["excluded"] and note["code"] == "gesamt", note
        assert evaluate(desktop)["questions"][0]["n"] == 0
        out = window.t("Left out of the evaluation.", "evaluation")
        wait_for("the exclusion in the table", PATIENCE, lambda: any(name.endswith(out) for name in cells(window)))
        window.key("<Control>3")
        window.says("Falscher Bogen")
        window.shot("results-notes")
        window.close()


def test_answers(language):
    """Open answers stand together with repeats counted; a category and a redaction are given by keyboard"""
    with Desktop() as desktop:
        window = Window(desktop, with_remarks(desktop), language)
        open_results(window)
        window.key("<Control>2")
        window.find("list item", REMARKS[2])
        window.says(re.compile(window.words.ngettext("%u time", "%u times", 2).replace("%u", "2")))
        window.shot("results-answers")
        window.tab_to(REMARKS[2], "list item")
        window.key("Return")
        window.dialog(window.t("Open Answer"))
        window.tab_to(window.t("Category", "field"), "text box")
        window.type("Lob")
        window.tab_to(window.t("Begin with What Was _Written"), "button")
        window.key("Return")
        text = window.tab_to(window.t("Text to show instead", "field"), "text box")
        wait_for("the text", PATIENCE, lambda: text.text == REMARKS[2])
        window.key("<Control>a")
        window.type("Eine Person war sehr freundlich")
        window.shot("results-answer")
        window.key("<Control>s")
        window.no_dialog()
        window.find("list item", "Eine Person war sehr freundlich")
        assert window.search(None, re.compile("Frau Beispiel")) is None
        made = records(desktop, "open_answer")
        assert len(made) == 1 and made[0]["category"] == "Lob", made
        second_answer(window, desktop)
        window.close()


def second_answer(window, desktop):
    """The category in use is offered for the next answer, which is two remarks; the filter then shows both."""
    window.tab_to(re.compile(REMARKS[0], re.I), "list item")
    window.key("Return")
    window.dialog(window.t("Open Answer"))
    window.tab_to("Lob", "button")
    window.key("Return")
    window.key("<Control>s")
    window.no_dialog()
    wait_for("the category of both", PATIENCE, lambda: len(records(desktop, "open_answer")) == 3)
    window.key("<Control>z")
    wait_for("one undone act", PATIENCE, lambda: [made["category"] for made in records(desktop, "open_answer")].count("Lob") == 1)


def choose_action(window, label):
    """Chooses an entry of the menu of the page."""
    window.tab_to(window.t("More Actions"), "button")
    window.key("Return")
    window.press(window.find("menu item", window.t(label)))


def save(window, label, path):
    """Chooses an entry of the menu of the page and types the name of the file."""
    choose_action(window, label)
    window.dialog(window.t("Save Results"))
    window.key("<Control>a")
    window.type(str(path))
    window.key("Return")
    wait_for(f"the file {path.name}", PATIENCE, path.exists)
    window.no_dialog()


def test_files(language):
    """The results are saved as PDF, spreadsheet and CSV, which is the one of lotsectl"""
    with Desktop() as desktop:
        window = Window(desktop, with_remarks(desktop), language)
        open_results(window)
        files = {end: desktop.home / f"results.{end}" for end in ("csv", "pdf", "xlsx")}
        save(window, "Save as _CSV…", files["csv"])
        save(window, "Save as _PDF…", files["pdf"])
        save(window, "Save as Spreadshee_t…", files["xlsx"])
        other = desktop.home / "other.csv"
        desktop.lotsectl(desktop.home / "profile", "evaluate", "--output", "csv", "--language", language, "--file", other)
        wait_for("the same table", PATIENCE, lambda: files["csv"].read_bytes() == other.read_bytes())
        wait_for("the whole report", PATIENCE, lambda: files["pdf"].read_bytes().rstrip().endswith(b"%%EOF"))
        wait_for("the whole spreadsheet", PATIENCE, lambda: zipfile.is_zipfile(files["xlsx"]))
        assert any("worksheets/sheet1.xml" in name for name in zipfile.ZipFile(files["xlsx"]).namelist())
        window.close()


def open_choice(window):
    window.tab_to(re.compile("^" + window.t("What is evaluated: %s").replace("%s", "")), "button", key="<Shift>Tab")
    window.key("Return")
    window.dialog(window.t("What Is Evaluated"))


def test_choice(language):
    """What is evaluated is chosen by keyboard: one event; staff sets the decimals"""
    with Desktop() as desktop:
        window = Window(desktop, load(desktop), language)
        open_results(window)
        open_choice(window)
        window.type("Schreibwerkstatt")
        title = "Schreibwerkstatt" if language == "de" else "Writing workshop"
        window.find("list item", re.compile("Schreibwerkstatt|Writing workshop"))
        window.key("Return")
        window.find("button", window.pattern("Leave Out %s"))
        window.shot("results-choice")
        window.press(window.find("button", window.t("_Show")))
        window.no_dialog()
        wait_for("one event", PATIENCE, lambda: cells(window) and all(f" – {title}" in name for name in cells(window)))
        settings(window, "Decimals of means", 2)
        wait_for("two decimals", PATIENCE, lambda: re.search(r"\d[.,]\d\d, ", cells(window)[0]))
        window.close()


def settings(window, field, number):
    """A number of the centre becomes this one."""
    choose_action(window, "What the C_entre Shows…")
    window.dialog(window.t("What the Centre Shows"))
    window.shot("results-settings")
    window.tab_to(window.t(field, "field"), "text box")
    window.key("<Control>a")
    window.type(str(number))
    window.key("<Control>s")
    window.no_dialog()


def test_smallest(language):
    """Staff sets the smallest number of sheets: what has fewer goes from the table, and from what lotsectl shows"""
    with Desktop() as desktop:
        window = Window(desktop, load(desktop), language)
        open_results(window)
        shown = f" – {events_of(language)['R4']}: "
        mean = window.t("mean %s, median %s, ").split("%s")[0]
        wait_for("ten sheets", PATIENCE, lambda: any(shown + mean in name for name in cells(window)))
        settings(window, "Fewest sheets to show results of", 11)
        hidden = window.t("Not shown: fewer than %s sheets.", "evaluation").replace("%s", "11")
        wait_for("nothing of ten sheets", PATIENCE, lambda: any(name.endswith(shown + hidden) for name in cells(window)))
        assert not any(shown in name and not name.endswith((hidden, window.t("not asked"))) for name in cells(window))
        window.shot("results-smallest")
        assert evaluate(desktop, "R4")["suppressed"]
        window.close()


def ends_of(window, column):
    """What the cells of the table hold for the questions that lotsectl shows in a column."""
    for question in column["questions"]:
        if not question["suppressed"]:
            answers = window.words.ngettext("%u answer", "%u answers", question["n"]).replace("%u", str(question["n"]))
            yield f"{answers}, " + window.t("%u without an answer").replace("%u", str(question["no_answer"]))


def test_years(language):
    """Years stand side by side once that is chosen by keyboard, with the numbers of lotsectl"""
    with Desktop() as desktop:
        folder = load(desktop)
        window = Window(desktop, folder, language)
        open_results(window)
        open_choice(window)
        window.tab_to(re.compile("^" + window.t("Columns")))
        window.key("space")
        window.find("label", window.t("Formats"))
        window.key("Down", "Down", "Return")
        window.wait_gone("label", window.t("Formats"))
        window.shot("results-choice-years")
        window.press(window.find("button", window.t("_Show")))
        window.no_dialog()
        report = json.loads(desktop.lotsectl(folder, "evaluate", "--by", "year", "--language", language, "--output", "json").stdout)
        assert [column["title"] for column in report["columns"]][:3] == ["2017", "2018", "2019"], report["columns"]
        wait_for("the years", PATIENCE, lambda: any(" – 2017: " in name for name in cells(window)))
        said = cells(window)
        assert {name.split(" – ")[1].split(": ")[0] for name in said} == {column["title"] for column in report["columns"]}
        for column in report["columns"]:
            own = [name for name in said if f" – {column['title']}: " in name]
            ends = list(ends_of(window, column))
            assert ends and all(any(end in name for name in own) for end in ends), (column["title"], ends, own)
        window.shot("results-years")
        window.close()


def test_from_event(language):
    """The section Feedback of an event leads to its results alone"""
    with Desktop() as desktop:
        window = Window(desktop, load(desktop), language)
        name = events_of(language)["R2"]
        steps.find_record(window, "Nordhessen" if language == "de" else "North Hesse", re.compile(name.split(",")[0]))
        window.find("button", window.t("Edit"))
        window.key("<Control>6")
        window.find("button", window.t("_Results"))
        window.tab_to(window.t("_Results"), "button")
        window.key("Return")
        wait_for("one event", PATIENCE, lambda: cells(window) and all(f" – {name}: " in cell for cell in cells(window)))
        window.says(window.words.ngettext("%u sheet", "%u sheets", 19).replace("%u", "19"))
        window.shot("results-of-event")
        window.close()


def test_copy(language):
    """The table is copied as lines with tabs, in the numbers of the language"""
    with Desktop() as desktop:
        window = Window(desktop, with_remarks(desktop), language)
        open_results(window)
        choose_action(window, "C_opy Table")
        window.says(window.t("Table copied"))
        date = "04.05.2026" if language == "de" else "4 May 2026"
        heads = [f"Netzwerktreffen Mitte, {date}: {window.t(head)}" for head in ("Answers", "Without an answer", "Mean", "Median")]
        texts = ["Wie war das Treffen insgesamt?", "Was sollen wir ändern?"] if language == "de" else \
            ["How was the meeting?", "What should we change?"]
        lines = [[window.t("Question"), *heads], [texts[0], "5", "0", "2,2" if language == "de" else "2.2", "2"], [texts[1], "4", "1", "", ""]]
        window.key("<Control>k")
        box = window.find("search box", window.t("Find any record"))
        window.key("<Control>v")
        wait_for("the table", PATIENCE, lambda: box.text.strip() == "\n".join("\t".join(line) for line in lines).strip())
        window.close()


def test_release(language):
    """The table that shows follows a pile that is released, and shows nothing of it before"""
    with Desktop() as desktop:
        folder = with_remarks(desktop)
        for mark in (1, 4):
            desktop.lotsectl(folder, "answer", "treffen", "V1", f"gesamt={mark}", "offen=-")
        window = Window(desktop, folder, language)
        open_results(window)
        counts = [window.words.ngettext("%u answer", "%u answers", n).replace("%u", str(n)) + ", " for n in (5, 7)]
        wait_for("the sheets that count", PATIENCE, lambda: any(counts[0] in name for name in cells(window)))
        assert not any(counts[1] in name for name in cells(window))
        window.key("F10")
        window.press(window.find("menu item", window.t("Piles of Pape_r…")))
        window.dialog(window.t("Piles of Paper"))
        window.tab_to(re.compile("Netzwerktreffen Mitte"), "list item")
        window.key("Return")
        window.dialog(window.t("Type From Paper"))
        window.tab_to(window.t("_Release…"), "button")
        window.key("Return")
        window.dialog(window.patterns("Release %u Sheet?", "Release %u Sheets?")[1])
        window.tab_to(window.t("_Release"), "button")
        window.key("Return")
        window.no_dialog()
        wait_for("the sheets of the pile", PATIENCE, lambda: any(counts[1] in name for name in cells(window)))
        window.shot("results-released")
        window.close()


SCROLLS = {"grid cell", "table cell", "column header", "row header", "table column header", "table row header", "grid", "table"}


def room(name, area=None, text=1):
    """Nothing is cut off but what the table scrolls to."""
    with Desktop() as desktop:
        if area:
            desktop.screen.area = area
        desktop.screen.scale_text(text)
        window = Window(desktop, load(desktop), "de")
        open_results(window)
        problems = []
        for number, section in enumerate(("table", "answers", "notes"), 1):
            window.key(f"<Control>{number}")
            window.shot(f"{name}-results-{section}")
            widgets = [widget for widget in looks.gather(window) if widget.role not in SCROLLS and widget.node.parent.role not in SCROLLS]
            problems += looks.cut_off(window, widgets)
        window.close()
        assert not problems, problems


def test_narrow():
    """In a window as narrow as a phone the table keeps its questions beside it, and nothing else is cut off"""
    room("narrow", area=(360, 720))


def test_large():
    """With text of twice the size nothing is cut off"""
    room("large", text=2)


if __name__ == "__main__":
    tap.run(globals())
