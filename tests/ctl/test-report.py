# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports and spreadsheets have the published figures, whatever was written, and nothing that was taken away.

Prints TAP. Each test gets a folder with a profile of its own.
"""

import csv
import os
import re
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import points

CTL = os.environ["LOTSECTL"]
DATA = Path(__file__).parent / "data"
WORDS_APART = 2.5  # points; numbers of a column end at one place
LINE = 14

QUESTIONS = """question,theme,type,text_de,text_en,step_de_a,step_de_b
liked,,rating,Wie war es?,How was it?,,
parts,,multiple,Was war gut?,What was good?,Essen,Musik
more,,open,Was noch?,What else?,,
"""
FORMS = "form,order,question\nmixed,1,liked\nmixed,2,parts\nmixed,3,more\n"
LONG = "sehr lang " * 900 + "Ende"
SHEETS = [["1", "a b", "Gut 😀"], ["2", "b", "شكرا جزيلا لكم"], ["1", "-", "=1+1"], ["4", "a", "Herr Kaya war laut"], ["2", "-", LONG],
          ["1", "a", "gut 😀"]]


class Profile:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.locale = "C.UTF-8"

    def ctl(self, *words, language="en"):
        env = dict(os.environ, DBUS_SESSION_BUS_ADDRESS="disabled:", XDG_DATA_HOME=str(self.folder), XDG_RUNTIME_DIR=str(self.folder),
                   LANGUAGE=language, LC_ALL=self.locale)
        result = subprocess.run([CTL, "--data", self.folder / "profile", *map(str, words)], capture_output=True, text=True, env=env)
        assert result.returncode == 0, f"{words}: {result.stderr}"
        return result.stdout

    def write(self, name, rows):
        path = self.folder / name
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(rows) if isinstance(rows, str) else csv.writer(file).writerows(rows)
        return path

    def evaluate(self, output, *words):
        path = self.folder / f"out.{output}"
        path.unlink(missing_ok=True)
        self.ctl("evaluate", *words, "--output", output, "--file", path)
        assert path.stat().st_mode & 0o777 == 0o600, "others can read it"
        return path


# --- PDF ----------------------------------------------------------------------------------------------------------

def pages_of(path):
    """Pages as lists of (left, top, right, word)."""
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True).stdout
    space = "{http://www.w3.org/1999/xhtml}"
    for page in ElementTree.fromstring(text).iter(f"{space}page"):
        yield [(float(word.get("xMin")), float(word.get("yMin")), float(word.get("xMax")), word.text) for word in page.iter(f"{space}word")]


def lines_below(words):
    """The words of lines that follow each other closely: what comes after a gap is no longer the question."""
    last = None
    for _, top, _, word in words:
        if last is not None and top - last > LINE:
            return
        last = top
        yield word


def table_of(words, heading):
    """{question: {number of the cell: text}} of the table on one page."""
    tops = [top for left, top, _, word in words if word == heading and left < 60]
    if not tops:
        return {}
    head = [(right, word) for left, top, right, word in words if abs(top - tops[0]) < 4 and left > 200]
    ends = sorted(right for right, word in head if word in ("n", "Median") or word in ("Mean", "Mittel") or word == "A." or word == "a.")
    rows = sorted({top for left, top, right, _ in words
                   if top > tops[0] + 8 and any(abs(right - end) < WORDS_APART for end in ends) and left > 200})
    starts = [top for i, top in enumerate(rows) if i == 0 or top - rows[i - 1] > 4]
    table = {}
    for start, end in zip(starts, starts[1:] + [starts[-1] + 40]):
        inside = [word for word in words if start - 4 <= word[1] < end - 4]
        text = " ".join(lines_below([word for word in inside if word[2] < 210]))
        cells = {min(range(len(ends)), key=lambda n: abs(ends[n] - right)): word
                 for left, top, right, word in inside if left > 200 and abs(top - start) < 4}
        table[text] = cells
    return table


def text_of(path):
    return subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"], capture_output=True, check=True, text=True).stdout


# --- Spreadsheets -------------------------------------------------------------------------------------------------

def sheets_of(path):
    """{name: rows of {column letter: text or number}}."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    book = zipfile.ZipFile(path)
    texts = ["".join(t.text or "" for t in item.iter(f"{space}t"))
             for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{space}si")]
    names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{space}sheet")]
    found = {}
    for number, name in enumerate(names, 1):
        root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
        assert not list(root.iter(f"{space}f")), "a formula"
        rows = []
        for row in root.iter(f"{space}row"):
            cells = {}
            for cell in row.iter(f"{space}c"):
                value = cell.find(f"{space}v")
                if value is not None:
                    cells[cell.get("r").rstrip("0123456789")] = texts[int(value.text)] if cell.get("t") == "s" else float(value.text)
            rows.append(cells)
        found[name] = rows
    return found


# --- The published table --------------------------------------------------------------------------------------------

def load_published(profile):
    profile.ctl("form", "import", DATA / "feedback-forms.csv", DATA / "feedback-questions.csv")
    profile.ctl("import", "event", DATA / "feedback-events.csv", "--map", "event=reference", "--map", "place=venue", "--map", "sheets=",
                "--create-links")
    profile.ctl("import", "response", DATA / "feedback-responses.csv")


def published():
    with open(DATA / "feedback-published-means.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def joined():
    """Each key of a question, and each of its texts, -> what its row is known by."""
    with open(DATA / "feedback-questions.csv", encoding="utf-8") as file:
        questions = list(csv.DictReader(file))
    rows = {}
    for question in questions:
        for name in ("question", "text_de", "text_en"):
            rows[question[name]] = question["theme"] or question["question"]
    return rows


def figures_in_pdf(profile, language, decimals):
    """{(event, row): (n, no answer, mean)}, four events a report."""
    found, rows = {}, joined()
    events = sorted({line["event"] for line in published()})
    for first in range(0, len(events), 4):
        named = events[first:first + 4]
        order = [line.split(",")[0] for line in profile.ctl("evaluate", *named, "--output", "csv", "--smallest", 1).splitlines()[1:]]
        order = [event for i, event in enumerate(order) if i == 0 or order[i - 1] != event]
        path = profile.evaluate("pdf", *named, "--smallest", 1, "--language", language, "--decimals", decimals)
        for words in pages_of(path):
            for text, cells in table_of(words, "Frage" if language == "de" else "Question").items():
                for number, event in enumerate(order):
                    figures = tuple(cells.get(4 * number + i, "") for i in range(3))
                    if text in rows and all(re.fullmatch(r"[\d.,]+", figure) for figure in figures):
                        found.setdefault((event, rows[text]), figures)  # below the table there are charts
    return found


def check_figures(figures, decimals, sign):
    """How many of the published figures have so many decimals; all of them are right."""
    rows, n = joined(), 0
    for line in published():
        if len(line["mean"].split(".")[1]) != decimals:
            continue
        wanted = (line["n"], line["no_answer"], line["mean"].replace(".", sign))
        got = figures.get((line["event"], rows[line["question"]]))
        assert got == wanted, f"{line['event']} {line['question']}: {got}, not {wanted}"
        n += 1
    return n


def test_published_pdf(profile):
    """A report has all published figures, in German and English."""
    load_published(profile)
    for language, sign in (("de", ","), ("en", ".")):
        n = sum(check_figures(figures_in_pdf(profile, language, decimals), decimals, sign) for decimals in (1, 2))
        assert n == len(published()) == 67, n
    whole = text_of(profile.evaluate("pdf", "--language", "de"))
    assert "Nicht gezeigt: weniger als 3 Bögen." in whole and "Ohne 2 Bögen, die oben nicht gezeigt werden." in whole
    assert re.search(r"Seite 2 von \d", whole) and "sehr gut" in whole


def test_published_spreadsheet(profile):
    """A spreadsheet has all published figures as numbers."""
    load_published(profile)
    n, rows = 0, joined()
    for decimals in (1, 2):
        sheets = sheets_of(profile.evaluate("xlsx", "--smallest", 1, "--decimals", decimals))
        assert list(sheets) == ["Results", "Distribution", "Open answers", "Notes"], list(sheets)
        figures = {}
        for row in sheets["Results"][1:]:
            figures[row.get("B"), rows.get(row["E"])] = (f"{row['G']:.0f}", f"{row['H']:.0f}", f"{row['J']:.{decimals}f}")
            assert 1 <= row["I"] / row["G"] <= 4, "the sum"
        n += check_figures(figures, decimals, ".")
        assert sum(row["G"] for row in sheets["Distribution"][1:] if row.get("B") == "R2" and row["C"] == "liked") == 19
    assert n == 67, n
    hidden = sheets_of(profile.evaluate("xlsx", "--language", "de"))
    row = next(row for row in hidden["Ergebnisse"] if row.get("B") == "R3")
    assert row["L"] == "Nicht gezeigt: weniger als 3 Bögen." and "G" not in row and "J" not in row


def test_spreadsheet_points(profile):
    """Where people write a comma, numbers in a spreadsheet have a point all the same, or no program could read it."""
    load_mixed(profile)
    profile.locale = "de_DE.UTF-8"
    path = profile.evaluate("xlsx", "--decimals", 2)
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if name.startswith("xl/worksheets/"):
                wrong = re.findall(r'"\d+,\d+"|<v>\d+,\d+', file.read(name).decode())
                assert not wrong, f"{name}: {wrong}"
    row = next(row for row in sheets_of(path)["Results"] if row.get("E") == "liked")
    assert (row["I"], row["J"]) == (11, 1.83), row


# --- Whatever was written -----------------------------------------------------------------------------------------

def load_mixed(profile):
    profile.ctl("form", "import", profile.write("forms.csv", FORMS), profile.write("questions.csv", QUESTIONS))
    profile.ctl("add", "event", "title_de=Treffen", "reference=E1", "form=mixed", "date=2018-05-01", "evaluation_note=Zwei kamen später",
                "spoken_feedback=Gern wieder")
    profile.ctl("import", "response", profile.write("sheets.csv", [["event", "liked", "parts", "more"], *(["E1", *sheet] for sheet in SHEETS)]))


def exports(profile):
    """Each output as one text."""
    sheets = sheets_of(profile.evaluate("xlsx"))
    return {"csv": profile.ctl("open-answers", "--output", "csv"), "json": profile.ctl("evaluate", "--output", "json"),
            "table": profile.ctl("open-answers"), "pdf": text_of(profile.evaluate("pdf")),
            "xlsx": "\n".join(str(value) for rows in sheets.values() for row in rows for value in row.values())}


def flat(text):
    return re.sub(r"\s+", "", text)


def test_any_text(profile):
    """Emoji, right-to-left, long texts and formulas come out unharmed."""
    load_mixed(profile)
    for name, text in exports(profile).items():
        assert "😀" in text or name == "pdf", name  # the picture letters of a PDF depend on the fonts that are there
        assert flat(LONG) in flat(re.sub(r"Page \d+ of \d+|\f", "", text)), name
        if name in ("csv", "xlsx"):
            assert "'=1+1" in text, name
        if name != "pdf":
            assert "شكرا جزيلا لكم" in text, name
    found = text_of(profile.folder / "out.pdf")
    assert any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in found)
    assert "Zwei kamen später" in found and "Gern wieder" in found
    row = next(row for row in sheets_of(profile.folder / "out.xlsx")["Open answers"] if "😀" in str(row.get("D")))
    assert row["E"] == 2, "said twice"


def test_redacted(profile):
    """A redacted text is in no export."""
    load_mixed(profile)
    listed = csv.DictReader(profile.ctl("open-answers", "--output", "csv").splitlines())
    assert any(row["answer"] == "Herr Kaya war laut" for row in listed)
    table = profile.ctl("open-answers").splitlines()
    answer = next(line.split()[0] for line in table if "Kaya" in line)
    profile.ctl("open-answer", answer, "--redact", "[Jemand] war laut", "--category", "Lärm")
    for name, text in exports(profile).items():
        assert "Kaya" not in text, name
        assert "[Jemand] war laut" in text and "Lärm" in text, name


def test_few(profile):
    """Open answers of too few sheets are in no export, and each says so."""
    load_mixed(profile)
    for output in ("pdf", "xlsx", "csv"):
        text = profile.evaluate(output, "--smallest", 7).read_bytes()
        assert text
    sheets = sheets_of(profile.evaluate("xlsx", "--smallest", 7))
    assert [row.get("D") for row in sheets["Open answers"][1:]] == ["Not shown: fewer than 7 sheets."]
    whole = text_of(profile.evaluate("pdf", "--smallest", 7))
    assert "Kaya" not in whole and "Not shown: fewer than 7 sheets." in whole


def test_survey(profile):
    """Sheets of a survey are typed and evaluated like those of an event."""
    load_mixed(profile)
    profile.ctl("add", "survey", "name=Umfrage", "reference=U1", "form=mixed", "starts_on=2018-06-01")
    for rating in (1, 2, 2):
        profile.ctl("answer", "mixed", "U1", f"liked={rating}", "parts=a", "more=Ja")
    pile = profile.ctl("pile").splitlines()[1].split()[0]
    profile.ctl("pile", "release", pile)
    sheets = sheets_of(profile.evaluate("xlsx", "--survey", "U1"))
    row = next(row for row in sheets["Results"] if row.get("E") == "liked")
    assert (row["B"], row["G"], row["I"], row["J"]) == ("U1", 3, 5, 1.7), row
    assert len({row.get("B") for row in sheets_of(profile.evaluate("xlsx", "E1", "--survey", "U1"))["Results"][1:]}) == 3


if __name__ == "__main__":
    points.run(globals(), Profile)
