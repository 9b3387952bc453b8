# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers of an application add up to the cent, leave nothing out, name no mentee, and say the same in every form.

Prints TAP. Each test gets a folder with a profile of its own.
"""

import csv
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import points

CTL = os.environ["LOTSECTL"]
PAPERS = ("checklist", "disbursement-request", "receipt-list", "financial-statement", "report-frame")
RECEIPTS = 200
BASE = None  # the folder of a profile that each test begins with
MENTEE = "Parwana Geheim"
CATEGORIES = ("Honorare", "Raummiete", "Öffentlichkeitsarbeit")
ALL_EXPENSES = {"de": "Ausgaben insgesamt", "en": "All expenses"}
ALL_INCOME = {"de": "Einnahmen insgesamt", "en": "All income"}
LONG = ("Interkultureller Förderverein für Bildung, Begegnung und Beteiligung zugewanderter Familien im Landkreis e. V. " * 20).strip()


class Profile:
    def __init__(self, folder):
        self.folder = Path(folder)

    def run(self, *words, language="en"):
        env = dict(os.environ, DBUS_SESSION_BUS_ADDRESS="disabled:", XDG_DATA_HOME=str(self.folder), XDG_RUNTIME_DIR=str(self.folder),
                   LANGUAGE=language, LC_ALL="C.UTF-8")
        return subprocess.run([CTL, "--data", self.folder / "profile", *map(str, words)], capture_output=True, text=True, env=env)

    def ctl(self, *words, **more):
        result = self.run(*words, **more)
        assert result.returncode == 0, f"{words}: {result.stderr}"
        return result.stdout.strip()

    def add(self, kind, **fields):
        return self.ctl("add", kind, *(f"{name}={value}" for name, value in fields.items()))

    def load(self, kind, rows):
        path = self.folder / f"{kind}.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, sorted({name for row in rows for name in row}))
            writer.writeheader()
            writer.writerows(rows)
        self.ctl("import", kind, path)

    def paper(self, name, ending, language, process="en"):
        path = self.folder / f"{name}-{language}.{ending}"
        self.ctl("paper", name, "A1", path, "--language", language, language=process)
        assert path.stat().st_mode & 0o777 == 0o600, "others can read it"
        return path


def receipts():
    """Odd amounts, refunds, receipts of which a part is eligible, and some without a category."""
    rows = []
    for i in range(RECEIPTS):
        cents = (i * 7919 + 13) % 90000 + 1
        cents = -cents if i % 23 == 7 else cents
        eligible = "" if i % 4 else f"{cents // 2 / 100:.2f}"
        rows.append(dict(application="A1", number=f"2026-{i:03}", direction="expense", paid_on=f"2026-{1 + i % 12:02}-{1 + i % 28:02}",
                         party=f"Zahlungsempfänger Nummer {i:03} GmbH", reason=f"Zweck {i}", amount=f"{cents / 100:.2f}", eligible=eligible,
                         category="" if i % 31 == 5 else CATEGORIES[i % 3], inventory="yes" if i % 67 == 1 else "no"))
    rows[50]["party"] = LONG
    return rows


def cents(text):
    """The whole cents of an amount as people or files have it."""
    digits = re.sub(r"[^\d-]", "", text)
    assert re.search(r"[.,]\d\d\D*$", text), text
    return int(digits)


def make(profile):
    """An application with a plan, an award and payments; its id."""
    profile.add("organisation", name="Stadt Musterstadt", reference="STADT")
    profile.add("organisation", name="Brücke e. V.", reference="BR")
    profile.add("grant_programme", name="Mikroprojekte", reference="MP", funder="STADT", credit_line="Gefördert durch die Stadt Musterstadt",
                volunteer_hour="15.00",
                **{"deadline_rules/spend": '{"type":"spend_by","anchor":"disbursement.paid_on","count":6,"unit":"weeks"}'})
    profile.add("call", programme="MP", budget_year=2026, reference="C1", closes_at="2025-12-31T23:59", how="portal_and_post", counts="postmark",
                signed_by="Vorstand", papers="Satzung;Finanzierungsplan")
    application = profile.add("application", title="Ankommen im Verein", reference="A1", organisation="BR", call="C1", state="running", goals="Vereine öffnen sich",
                target_groups="Zugewanderte;Vereine", volunteer_hours=10)
    profile.add("award", application="A1", file_number="IV-3/17", dated_on="2026-01-15", starts_on="2026-01-01", ends_on="2026-12-31",
                amount="8000.00", financing="fixed", own_money="500.00")
    profile.add("disbursement", award="IV-3/17", requested_on="2026-02-01", paid_on="2026-02-20", amount="4000.00")
    profile.add("disbursement", award="IV-3/17", requested_on="2026-09-01", amount="1500.50")
    for i, name in enumerate(CATEGORIES):
        profile.add("budget_item", application="A1", category=name, position=i, planned="3000.10")
    profile.add("budget_item", application="A1", category="Mitgliedsbeiträge", direction="income", source="own", planned="500.00", position=9)
    return application


def set_up(profile, rows=()):
    """The profile that was made once, with these receipts and one of income."""
    shutil.copytree(BASE / "profile", profile.folder / "profile")
    rows and profile.load("receipt", [*rows, dict(application="A1", category="Mitgliedsbeiträge", direction="income", number="E-1",
                                                  paid_on="2026-03-01", party="Kasse", amount="250.25")])
    return (BASE / "application").read_text()


# --- PDF ----------------------------------------------------------------------------------------------------------

def text_of(path, order="-layout"):
    """Line by line; with "-raw" cell by cell."""
    return subprocess.run(["pdftotext", order, "-enc", "UTF-8", path, "-"], capture_output=True, check=True, text=True).stdout


def flat(text):
    return re.sub(r"\s+", "", text)


AMOUNT = {"de": r"-?[\d.]+,\d\d(?=\s?€)", "en": r"-?€[\d,]+\.\d\d"}


def amounts_of(text, label, language):
    """The amounts of the last line that begins with the label."""
    lines = [line for line in text.splitlines() if line.strip().startswith(label)]
    assert lines, f"no {label}"
    return [cents(amount) for amount in re.findall(AMOUNT[language], lines[-1])]


# --- Spreadsheets -------------------------------------------------------------------------------------------------

class Sheets:
    """Cells by sheet and address: text or number, and formulas beside it."""

    def __init__(self, path):
        space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
        book = zipfile.ZipFile(path)
        texts = ["".join(t.text or "" for t in item.iter(f"{space}t"))
                 for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{space}si")]
        self.names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{space}sheet")]
        self.cells, self.formulas, self.styles = {}, {}, {}
        for number, name in enumerate(self.names, 1):
            for cell in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{space}c"):
                value, formula, place = cell.find(f"{space}v"), cell.find(f"{space}f"), (name, cell.get("r"))
                if value is not None:
                    self.cells[place] = texts[int(value.text)] if cell.get("t") == "s" else float(value.text)
                if formula is not None:
                    self.formulas[place] = formula.text

    def value(self, sheet, address):
        """Whole cents, computed by the formula where there is one."""
        if (sheet, address) not in self.formulas:
            found = self.cells.get((sheet, address), 0)
            return 0 if isinstance(found, str) else round(found * 100)
        total = 0
        formula = re.fullmatch(r"ROUND\((.*),[02]\)", self.formulas[sheet, address])
        assert formula, self.formulas[sheet, address]
        for sign, other, first, last in re.findall(r"([+-]?)SUM\((?:'([^']+)'!)?([A-Z]+\d+)(?::([A-Z]+\d+))?\)", formula[1]):
            column, start = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()
            end = re.fullmatch(r"[A-Z]+(\d+)", last or first)[1]
            part = sum(self.value(other or sheet, f"{column}{row}") for row in range(int(start), int(end) + 1))
            total += -part if sign == "-" else part
        return total

    def check(self):
        """Each formula gives the value that stands beside it; how many there are."""
        for (sheet, address) in self.formulas:
            assert self.value(sheet, address) == round(self.cells[sheet, address] * 100), f"{sheet} {address}"
        return len(self.formulas)

    def row(self, label):
        """{column: cents} of the last row that begins with the label."""
        sheet, address = [place for place, value in self.cells.items() if value == label and place[1].startswith("A")][-1]
        number = address[1:]
        return {place[1].rstrip("0123456789"): self.value(*place) for place in self.cells
                if place[0] == sheet and place[1].lstrip("ABCDEFGHIJ") == number and not isinstance(self.cells[place], str)}


# --- Tests --------------------------------------------------------------------------------------------------------

def test_receipt_list(profile):
    """A receipt list over pages leaves nobody out and adds up to the cent, in German and English, on paper and in the spreadsheet."""
    rows = receipts()
    set_up(profile, rows)
    spent = sum(cents(row["amount"]) for row in rows)
    eligible = sum(cents(row["eligible"] or row["amount"]) for row in rows)
    for language in ("de", "en"):
        path = profile.paper("receipt-list", "pdf", language)
        text, cells = text_of(path), flat(text_of(path, "-raw"))
        assert all(flat(row["party"]) in cells for row in rows if row["party"] != LONG), "somebody is missing"
        assert cells.count("Förderverein") == 20, "a long name is cut off"
        assert all(row["number"] in text for row in rows)
        assert re.search(r"Seite 2 von \d|Page 2 of \d", text) and "IV-3/17" in text and "Gefördert durch die Stadt" in text
        assert amounts_of(text, ALL_EXPENSES[language], language) == [spent, eligible]
        assert amounts_of(text, ALL_INCOME[language], language) == [425025]
        carried = [flat(line) for line in re.findall(r"(?m)^\s*(?:Carried over|Brought forward|Übertrag)\s+(.*)$", text)]
        assert len(carried) >= 4 and carried[::2] == carried[1::2], carried
        sheets = Sheets(profile.paper("receipt-list", "xlsx", language))
        assert sheets.check() > 8
        assert sheets.row(ALL_EXPENSES[language]) == {"B": spent, "C": eligible}
        listed = [sheets.cells[sheets.names[0], address] for sheet, address in sheets.cells if sheet == sheets.names[0] and address[0] == "C"]
        assert {row["party"] for row in rows} <= set(listed)
        for category in CATEGORIES:
            assert sheets.row(category)["B"] == sum(cents(row["amount"]) for row in rows if row["category"] == category), category


def test_statement(profile):
    """A financial statement adds up, line by line, and says what is left, on paper and in the spreadsheet."""
    rows = receipts()
    set_up(profile, rows)
    spent = sum(cents(row["amount"]) for row in rows)
    eligible = sum(cents(row["eligible"] or row["amount"]) for row in rows)
    words = {"de": ("Honorare", "Einnahmen minus Ausgaben", "Ausgezahlt", "Noch auszuzahlen", "Eigenleistung"),
             "en": ("Honorare", "Income less expenses", "Paid out", "Still to be paid out", "Contribution")}
    for language, (category, result, paid, left, work) in words.items():
        text = text_of(profile.paper("financial-statement", "pdf", language, process="en" if language == "de" else "de"))
        done = sum(cents(row["amount"]) for row in rows if row["category"] == category)
        counted = sum(cents(row["eligible"] or row["amount"]) for row in rows if row["category"] == category)
        assert amounts_of(text, category, language) == [300010, done, counted, counted - 300010]
        lines = [line for line in text.splitlines() if line.strip().startswith(ALL_EXPENSES[language])]
        assert [cents(a) for a in re.findall(AMOUNT[language], lines[0])] == [900030, spent, eligible, eligible - 900030], lines
        lines = [line for line in text.splitlines() if line.strip().startswith(ALL_INCOME[language])]
        assert [cents(a) for a in re.findall(AMOUNT[language], lines[0])] == [850000, 440025, -409975], lines
        assert amounts_of(text, result, language) == [425025 - spent]
        assert amounts_of(text, paid, language) == [400000] and amounts_of(text, left, language) == [400000]
        assert amounts_of(text, work, language) == [15000]
        assert "Vorstand" in text and all(row["reason"] in text for row in rows if row["inventory"] == "yes")
        sheets = Sheets(profile.paper("financial-statement", "xlsx", language))
        assert sheets.check() > 10
        assert sheets.row(result) == {"B": 425025 - spent}
        assert sheets.row(category) == {"B": 300010, "C": done, "D": counted, "E": counted - 300010}


def test_forms(profile):
    """Checklist and disbursement request say until when, how and how much, and name what is missing."""
    set_up(profile)
    text = text_of(profile.paper("checklist", "pdf", "de"))
    for word in ("Satzung", "Finanzierungsplan", "Poststempel spätestens vom 31.12.2025, 23:59", "Über das Portal", "Mit der Post", "Vorstand",
                 "Verantwortlich"):
        assert flat(word) in flat(text), word
    assert "Ziele" not in text.split("Im Antrag fehlt noch")[1].split("Abgabe")[0], "goals are there"
    assert "Postmarked by 31 Dec 2025, 23:59" in text_of(profile.paper("checklist", "pdf", "en"))
    text = text_of(profile.paper("disbursement-request", "pdf", "de"))
    assert amounts_of(text, "Beantragter Betrag", "de") == [150050]
    assert amounts_of(text, "Noch nicht ausgezahlt", "de") == [400000]
    assert flat("01.02.2026 20.02.2026 03.04.2026 4.000,00 €") in flat(text), "the day by which it is to be spent"
    assert Sheets(profile.paper("disbursement-request", "xlsx", "en")).check() >= 4
    text = profile.paper("report-frame", "txt", "de").read_text(encoding="utf-8")
    assert "Vereine öffnen sich" in text and "Worum es in dem Projekt geht\n----" in text


def add_work(profile):
    """An event with two associations, sheets of feedback, consultations and a tandem."""
    forms, questions = profile.folder / "forms.csv", profile.folder / "questions.csv"
    forms.write_text("form,order,question\nmixed,1,liked\n")
    questions.write_text("question,theme,type,text_de,text_en\nliked,,rating,Wie war es?,How was it?\n")
    profile.ctl("form", "import", forms, questions)
    event = profile.add("event", title_de="Netzwerktreffen", title_en="Networking meeting", reference="E1", date="2026-05-01", venue="Haus der Vereine",
                form="mixed", applications="A1", state="held")
    profile.add("organisation", name="Kulturverein")
    profile.load("participation", [dict(event="E1", organisation=name, people=people) for name, people in (("Kulturverein", 7), ("Brücke e. V.", 5))])
    sheets = profile.folder / "sheets.csv"
    sheets.write_text("event,liked\n" + "E1,1\n" * 3 + "E1,2\n")
    profile.ctl("import", "response", sheets)
    profile.load("consultation", [dict(topic="Satzung ändern", date=date, application="A1", minutes=minutes, note=f"{MENTEE} rief an")
                                  for date, minutes in (("2026-03-01", 45), ("2026-04-01", 30), ("2027-02-01", 600))])
    mentor = profile.add("person", display_name="Mira Mentor")
    mentee = profile.add("person", display_name=MENTEE)
    pair = profile.add("mentoring_pair", mentor=mentor, mentee=mentee, state="agreed", applications="A1", reference="T1")
    profile.load("session", [dict(pair=pair, date=date, minutes=minutes, summary=f"{MENTEE} war da")
                             for date, minutes in (("2026-03-01", 90), ("2026-04-01", 60), ("2025-12-31", 600))])
    return event


def test_report_frame(profile):
    """The frame of the report has events, means of enough sheets, consultations and hours in the grant period; no paper names a mentee."""
    set_up(profile, receipts()[:3])
    event = add_work(profile)
    text = text_of(profile.paper("report-frame", "pdf", "de"))
    for line in ("01.05.2026 Netzwerktreffen Haus der Vereine 12 2", "Wie war es? 4 1,3", "Satzung ändern 2 1 Std. 15 Min.", "Tandems, die sich trafen 1",
                 "Treffen 2", "Stunden 2 Std. 30 Min."):
        assert flat(line) in flat(text), line
    assert flat("Stunden 12 Std. 30 Min.") in flat(text_of(profile.paper("financial-statement", "pdf", "de"))), "hours outside the period"
    assert "1.3" in text_of(profile.paper("report-frame", "pdf", "en"))
    for paper in PAPERS:
        for ending in ("pdf", "txt", "xlsx"):
            path = profile.paper(paper, ending, "de")
            found = text_of(path) if ending == "pdf" else path.read_text() if ending == "txt" else " ".join(map(str, Sheets(path).cells.values()))
            assert "Parwana" not in found and "Geheim" not in found, f"{paper}.{ending}"
    profile.add("event", title_de="Klein", reference="E2", date="2026-06-01", form="mixed", applications="A1", state="held")
    profile.ctl("set", event, "applications=")
    sheets = profile.folder / "few.csv"
    sheets.write_text("event,liked\nE2,4\nE2,4\n")
    profile.ctl("import", "response", sheets)
    text = text_of(profile.paper("report-frame", "pdf", "de"))
    assert "4,0" not in text and "weniger als 3" in text, text


def test_folder(profile):
    """The folder for handing in has papers, scans by number and attachments, and its contents name a scan that is not here."""
    application = set_up(profile, receipts()[:5])
    for i, number in enumerate(("../../x", "B/2:?", "aux")):
        path = profile.folder / f"scan{i}.pdf"
        path.write_bytes(b"%PDF-1.4 " + number.encode())
        profile.ctl("add", "receipt", "application=A1", f"number={number}", "amount=1.00", f"paid_on=2027-01-0{i + 1}", f"scan=@{path}")
    profile.ctl("add", "attachment", f"attached={application}", "title=Satzung / Fassung 2", f"file=@{profile.folder / 'scan0.pdf'}")
    target = profile.folder / "Abgabe"
    target.mkdir()
    profile.ctl("paper", "folder", "A1", target, "--language", "de")
    names = sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())
    assert names == ["00 Inhaltsverzeichnis.pdf", "01 Zahlenmäßiger Nachweis.pdf", "01 Zahlenmäßiger Nachweis.xlsx", "02 Belegliste.pdf", "02 Belegliste.xlsx",
                     "03 Rahmen für den Sachbericht.pdf", "03 Rahmen für den Sachbericht.txt", "04 Mittelabruf.pdf", "04 Mittelabruf.xlsx",
                     "Anlagen/01 Satzung - Fassung 2.pdf", "Belege/006 x.pdf", "Belege/007 B-2.pdf", "Belege/008 aux.pdf"], names
    contents = text_of(target / "00 Inhaltsverzeichnis.pdf", "-raw")
    assert all(flat(name) in flat(contents) for name in names[1:]), contents
    assert (target / "Belege/006 x.pdf").read_bytes() == b"%PDF-1.4 ../../x"
    assert target.stat().st_mode & 0o777 == 0o700
    listed = text_of(target / "02 Belegliste.pdf")
    assert re.search(r"(?m)^\s*7\s.*B/2:\?", listed), "the scan has another number than the list"
    result = profile.run("paper", "folder", "A1", target)
    assert result.returncode == 2 and sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()) == names
    profile.ctl("add", "receipt", "application=A1", "number=fern", "amount=1.00", "paid_on=2027-02-01", "scan=" + "ab" * 32)
    profile.ctl("paper", "folder", "A1", profile.folder / "neu", "--language", "de")
    assert "Fehlt: noch nicht auf diesem Gerät" in text_of(profile.folder / "neu" / "00 Inhaltsverzeichnis.pdf")


def test_wrong(profile):
    """A wrong ending, kind or application writes nothing and says so."""
    set_up(profile)
    for words in (("receipt-list", "A1", "x.doc"), ("receipts", "A1", "x.pdf"), ("receipt-list", "B9", "x.pdf")):
        path = profile.folder / words[2]
        result = profile.run("paper", words[0], words[1], path)
        assert result.returncode == 2 and result.stderr and not path.exists(), f"{words}: {result}"
    assert not any(path.name.startswith("x.") for path in profile.folder.iterdir())


def main():
    global BASE
    with tempfile.TemporaryDirectory(prefix="lotse-papers-") as folder:
        BASE = Path(folder)
        (BASE / "application").write_text(make(Profile(folder)))
        points.run(globals(), Profile)


if __name__ == "__main__":
    main()
