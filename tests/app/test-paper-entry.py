# SPDX-License-Identifier: GPL-3.0-or-later
"""A pile of paper is typed: digits and Return, corrections, a death in the middle, open answers, and its release."""

import json
import random
import re
import time

import looks
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window

EVENT, FORM = "Ideenwerkstatt Nachbarschaft", "Rückmeldung"
RATINGS = ["liked", "prepared", "talks", "atmosphere", "again"]
STEPS = {1: "sehr gut", 2: "gut", 3: "mäßig", 4: "schlecht"}
STEPS_EN = {1: "very good", 2: "good", 3: "fair", 4: "poor"}
OPEN = "improve"
LIKED = "How did you like the event?"
SHEETS = 20
NARROW = (360, 720)


def add(desktop, folder, kind, *fields):
    return desktop.lotsectl(folder, "add", kind, *fields).stdout.strip()


def make(desktop, kinds=None):
    """A profile with a past event that is asked with a form: five ratings and an open question, or those kinds."""
    folder = desktop.home / "profile"
    form = add(desktop, folder, "form", f"title={FORM}", "languages=de; en; ar")
    words = [f"steps/{language}:{step}={text}" for language, steps in (("de", STEPS), ("en", STEPS_EN)) for step, text in steps.items()]
    for position, (code, *fields) in enumerate(kinds or [(code, "type=rating", *words) for code in RATINGS], 1):
        text = [f"texts/en={LIKED}", "texts/de=Wie hat Ihnen die Veranstaltung gefallen?"] if position == 1 else []
        add(desktop, folder, "question", f"form={form}", f"position={position}", f"code={code}", *fields, *text)
    add(desktop, folder, "question", f"form={form}", "position=90", f"code={OPEN}", "type=open", "texts/de=Was können wir besser machen?",
        "texts/en=What can we do better?")
    event = add(desktop, folder, "event", f"title_de={EVENT}", "date=2026-04-10", "state=held", f"form={form}")
    return folder, event


def open_pile(window):
    """The main menu, its piles, the event: the grid has the keyboard."""
    if window.search("button", window.t("Back")):  # a narrow window shows one pane
        window.click("button", window.t("Back"))
        window.screen.wait_still()
    window.key("F10")
    window.press(window.find("menu item", window.t("Piles of Pape_r…")))
    window.dialog(window.t("Piles of Paper"))
    window.find("label", EVENT)
    window.shot("paper-piles")
    window.tab_to(re.compile(re.escape(EVENT)), "list item")
    window.key("Return")
    window.dialog(window.t("Type From Paper"))
    return in_sheet(window)


def in_sheet(window, number=None):
    """Waits until the grid has the keyboard in that sheet (None: any), and returns it."""
    window.front()
    name = re.compile(f"^{window.t('Sheet %u, %s: %s').split('%u')[0]}{number or '.*'}, ", re.S)
    return wait_for(f"the sheet {number}", PATIENCE, lambda: (node := window.focused) and name.search(node.name) and node)


def pile(desktop, folder):
    """(finished sheets, the one that is begun or None, open answers) on disk."""
    piles = [pile for pile in desktop_json(desktop, folder, "pile") if pile["way"] == "paper"]
    if not piles:
        return [], None, []
    found = desktop_json(desktop, folder, "pile", "show", piles[0]["pile"])
    sheets = [row for row in found if "remark" not in row]
    return [row for row in sheets if row["place"]], next((row for row in sheets if not row["place"]), None), \
        [row["remark"] for row in found if "remark" in row]


def desktop_json(desktop, folder, *words):
    return json.loads(desktop.lotsectl(folder, "--json", *words).stdout)


def digits_of(sheet):
    return [sheet[code] for code in RATINGS]


def model(sheets):
    """(n, no answer, sum) of each question."""
    return {code: (sum(sheet[i] != "-" for sheet in sheets), sum(sheet[i] == "-" for sheet in sheets),
                   sum(int(sheet[i]) for sheet in sheets if sheet[i] != "-")) for i, code in enumerate(RATINGS)}


def evaluated(desktop, folder, event):
    lines = [line.split(",") for line in desktop.lotsectl(folder, "evaluate", event, "--output", "csv").stdout.splitlines()]
    column = lines[0].index
    return {line[column("question")]: tuple(int(line[column(name)] or 0) for name in ("n", "no_answer", "sum")) for line in lines[1:]}


def release(window, sheets):
    """Asks for it, reads what will happen, and does it."""
    window.tab_to(window.t("_Release…"), "button")
    window.key("Return")
    window.dialog(window.patterns("Release %u Sheet?", "Release %u Sheets?")[1])
    window.shot("paper-release")
    window.tab_to(window.t("_Release"), "button")
    window.key("Return")
    window.no_dialog()
    window.says(window.patterns("%u sheet released", "%u sheets released")[1])


def test_twenty_sheets(language):
    """Twenty sheets are typed with digits and Return alone, a released pile is counted as it was typed"""
    chance = random.Random(20)
    sheets = [[chance.choice("1234-") for _ in RATINGS] for _ in range(SHEETS)]
    with Desktop() as desktop:
        folder, event = make(desktop)
        window = Window(desktop, folder, language)
        open_pile(window)
        window.shot("paper-empty")
        pressed = "".join("".join(sheet) + "\n" for sheet in sheets)
        assert set(pressed) <= set("1234-\n"), pressed
        began = time.monotonic()
        window.type(pressed)
        in_sheet(window, SHEETS + 1)
        took = time.monotonic() - began
        print(f"# {SHEETS} sheets, {len(pressed)} keys: {took:.2f} s")
        assert took < 20, took
        assert [digits_of(sheet) for sheet in pile(desktop, folder)[0]] == sheets
        assert not looks.without_names(looks.gather(window))
        window.type("12")
        window.says(STEPS[1] if language == "de" else STEPS_EN[1])
        window.shot("paper-sheets")
        window.key("BackSpace", "BackSpace")
        release(window, SHEETS)
        window.close()
        assert pile(desktop, folder) == ([], None, [])
        assert {code: row for code, row in evaluated(desktop, folder, event).items() if code in RATINGS} == model(sheets)


def wrong(window, keys, said):
    """Types keys of which the last is refused, with a message."""
    window.type(keys)
    window.says(said)


def test_corrections(language):
    """Wrong digits are refused, what is missing is said, earlier sheets are corrected and withdrawn"""
    with Desktop() as desktop:
        folder, _ = make(desktop)
        window = Window(desktop, folder, language)
        open_pile(window)
        wrong(window, "7", window.pattern("“%s” is no answer here. Type %s, or - for no answer."))
        wrong(window, "x", re.compile("“x”|„x“"))
        wrong(window, "1234\n", window.pattern("“%s” is missing: type its answer, or - for no answer."))
        window.shot("paper-missing")
        wrong(window, "12", window.t("The last question has its answer. Enter ends the sheet, Backspace goes back."))
        assert pile(desktop, folder)[0] == []
        window.type("\n22222\n33333\n4")
        in_sheet(window, 4)
        # Up to the first sheet, its second answer, and back to the one that is begun, which is as it was.
        window.key("Up", "Up", "Up")
        in_sheet(window, 1)
        window.key("Home", "Right")
        window.type("4\n")
        in_sheet(window, 4)
        window.key("Up")
        in_sheet(window, 3)
        withdraw(window, 3)
        wait_for("the sheet going", PATIENCE, lambda: len(pile(desktop, folder)[0]) == 2)
        sheets, begun, _ = pile(desktop, folder)
        assert [digits_of(sheet) for sheet in sheets] == [["1", "4", "3", "4", "1"], ["2"] * 5], sheets
        assert begun["liked"] == "4", begun
        window.close()


def withdraw(window, number):
    """The sheet that the keyboard is in."""
    window.key("Delete")
    window.dialog(window.t("Withdraw Sheet %u?") % number)
    window.shot("paper-withdraw")
    window.tab_to(window.t("_Withdraw"), "button")
    window.key("Return")
    in_sheet(window)


def test_languages(language):
    """What is begun is not released, its language stays for the next sheets, and the whole pile is withdrawn"""
    with Desktop() as desktop:
        folder, _ = make(desktop)
        window = Window(desktop, folder, language)
        open_pile(window)
        window.type("14341\n22222\n4")
        in_sheet(window, 3)
        # A sheet that is begun is not released, and its language stays for the next ones.
        window.tab_to(window.t("_Release…"), "button", key="<Shift>Tab")
        window.key("Return")
        window.says(window.t("A sheet is begun: end it with Enter or withdraw it with Delete, then release the pile."))
        in_sheet(window, 3)
        window.tab_to(window.t("Language of the sheet"))
        window.key("Return")
        window.key("Down", "Return")
        in_sheet(window, 3)
        chosen = pile(desktop, folder)[1]["language"]
        assert chosen in ("de", "en", "ar"), chosen
        window.type("1111\n-----\n")
        in_sheet(window, 5)
        assert [sheet["language"] for sheet in pile(desktop, folder)[0]] == [None, None, chosen, chosen]
        # The pointer goes into a cell, too; GTK 4.18 does not tell where a cell is.
        sheet = window.find(None, re.compile(f"^{(window.t('Sheet %u: %s') % (2, '.*'))}$"))
        if sheet.is_of_older_gtk:
            window.mouse(sheet)
        else:
            window.key("Up", "Up", "Up")
        in_sheet(window, 2)
        window.type("1")
        wait_for("the correction", PATIENCE, lambda: "1" in digits_of(pile(desktop, folder)[0][1]))
        menu(window, "Withdraw Whole _Pile…")
        window.dialog(window.t("Withdraw the Whole Pile?"))
        window.tab_to(window.t("_Withdraw"), "button")
        window.key("Return")
        window.no_dialog()
        window.close()
        assert pile(desktop, folder) == ([], None, [])


def menu(window, label):
    window.tab_to(window.t("More"))
    window.key("Return")
    window.press(window.find("menu item", window.t(label)))


def test_killed(language):
    """The program dies in the middle of a sheet, and everything typed is there again"""
    with Desktop() as desktop:
        folder, _ = make(desktop)
        window = Window(desktop, folder, language)
        open_pile(window)
        window.type("12341\n2-")
        wait_for("the begun sheet", PATIENCE, lambda: (pile(desktop, folder)[1] or {}).get("prepared") == "-")
        window.kill()
        window = Window(desktop, folder, language)
        open_pile(window)
        window.type("333\n")
        in_sheet(window, 3)
        window.close()
        assert [digits_of(sheet) for sheet in pile(desktop, folder)[0]] == [list("12341"), list("2-333")]


def test_elsewhere(language):
    """A pile that is released by another program meanwhile loses nothing that is typed after that"""
    with Desktop() as desktop:
        folder, event = make(desktop)
        window = Window(desktop, folder, language)
        open_pile(window)
        window.type("11111\n22222\n")
        in_sheet(window, 3)
        desktop.lotsectl(folder, "pile", "release", desktop_json(desktop, folder, "pile")[0]["pile"])
        window.type("33333\n")
        in_sheet(window, 2)
        window.says(window.t("Released or withdrawn elsewhere. What you type now is on a new pile."))
        window.shot("paper-elsewhere")
        assert [digits_of(sheet) for sheet in pile(desktop, folder)[0]] == [list("33333")]
        desktop.lotsectl(folder, "pile", "withdraw", desktop_json(desktop, folder, "pile")[0]["pile"])
        window.key("Up")
        in_sheet(window, 1)
        window.type("4")
        window.dialog(window.t("The Pile Was Not Changed"))
        window.shot("paper-gone")
        window.key("Escape")
        wait_for("the end of the message", PATIENCE, lambda: len(window.frames) == 2)
        in_sheet(window, 1)
        window.close()
        assert pile(desktop, folder) == ([], None, [])
        assert evaluated(desktop, folder, event)[RATINGS[0]][2] == 0  # two sheets are too few to be shown


def test_open_answers(language):
    """Open answers are one list, on no sheet, repeats are counted, changed and withdrawn"""
    with Desktop() as desktop:
        folder, event = make(desktop)
        window = Window(desktop, folder, language)
        open_pile(window)
        window.type("12341\n22222\n33333\n")
        in_sheet(window, 4)
        window.key("<Control>2")
        window.tab_to(window.t("Next answer"), "text box")
        window.type("Zu laut\nMehr Zeit\nZu laut\n")
        wait_for("the answers", PATIENCE, lambda: pile(desktop, folder)[2] == ["Zu laut", "Mehr Zeit", "Zu laut"])
        window.says(window.t("%u times").replace("%u", "2"))
        assert not looks.without_names(looks.gather(window))
        window.shot("paper-answers")
        window.tab_to(window.t("Change “%s”") % "Mehr Zeit", "button")
        window.key("Return")
        window.dialog(window.t("Change the Answer"))
        window.tab_to(window.t("Open answer"), "text box")
        window.key("<Control>a")
        window.type("Mehr Zeit zum Reden\n")
        window.says("Mehr Zeit zum Reden")
        window.tab_to(window.t("Withdraw “%s”") % "Zu laut", "button")
        window.key("Return")
        window.dialog(window.t("Withdraw the Answer?"))
        window.tab_to(window.t("_Withdraw"), "button")
        window.key("Return")
        wait_for("the answers", PATIENCE, lambda: pile(desktop, folder)[2] == ["Zu laut", "Mehr Zeit zum Reden"])
        release(window, 3)
        window.close()
        assert evaluated(desktop, folder, event)[OPEN][:2] == (2, 1)


def test_many(language):
    """On a pile of three hundred sheets a sheet is typed as quickly as on an empty one"""
    with Desktop() as desktop:
        folder, _ = make(desktop)
        window = Window(desktop, folder, language)
        open_pile(window)
        times = []
        for batch in range(6):
            began = time.monotonic()
            window.type("12341\n" * 50)
            in_sheet(window, 50 * (batch + 1) + 1)
            times.append(time.monotonic() - began)
        print("# 50 sheets each: " + ", ".join(f"{took:.2f} s" for took in times))
        window.shot("paper-many")
        assert times[-1] < 3 * times[0] + 2, times
        window.close()
        assert len(pile(desktop, folder)[0]) == 300


KINDS = [
    ("liked", "type=rating"),
    ("again", "type=yes_no"),
    ("why", "type=single", "choices=far late other", "if_question=again", "if_answers=no", "steps/de:far=zu weit", "steps/en:far=too far"),
    ("heard", "type=multiple", "choices=web friend paper", "steps/de:web=Internet", "steps/en:web=web"),
    ("district", "type=single", "choices=a b c d e f g h i j k l"),
]


def tour(area=None, text=1):
    """All kinds of question, in a window in which there is little room: nothing but the grid is cut off."""
    with Desktop() as desktop:
        if area:
            desktop.screen.area = area
        desktop.screen.scale_text(text)
        folder, _ = make(desktop, KINDS)
        window = Window(desktop, folder, "de")
        open_pile(window)
        window.type("1n1")
        window.says("Internet")
        style = "narrow" if area else "large"
        window.shot(f"{style}-paper-sheets")
        problems = looks.cut_off(window, looks.gather(window))
        window.type("13\n12\n2j2\n3\n")
        in_sheet(window, 3)
        window.key("<Control>2")
        window.tab_to(window.t("Next answer"), "text box")
        window.type("Zu laut\nEine sehr lange Antwort, die nicht in eine Zeile passt, weil jemand viel zu sagen hatte\n")
        window.says("Eine sehr lange")
        window.shot(f"{style}-paper-answers")
        problems += looks.cut_off(window, looks.gather(window))
        window.close()
        sheets = [[sheet[code] for code, *_ in KINDS] for sheet in pile(desktop, folder)[0]]
        assert sheets == [["1", "no", "far", "paper web", "l"], ["2", "yes", "", "friend", "c"]], sheets
        assert not problems, problems


def test_narrow():
    """All kinds of question are typed in a window as narrow as a phone"""
    tour(area=NARROW)


def test_large_text():
    """The same with text of twice the size"""
    tour(text=2)


if __name__ == "__main__":
    tap.run(globals())
