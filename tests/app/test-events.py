# SPDX-License-Identifier: GPL-3.0-or-later
"""Events in the window, worked by keyboard alone as a screen reader sees them: list, calendar, and an event's page."""

import datetime
import json
import pathlib
import re

import steps
import tap
from desktop import Desktop
from screen import wait_for
from window import PATIENCE, Window, plain

TITLE = "Ideenwerkstatt Nachbarschaft"


def records(desktop, kind):
    return json.loads(desktop.lotsectl(desktop.home / "profile", "--json", "list", kind).stdout)


def written(day, language):
    """A date as the language writes it."""
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return day.strftime("%d.%m.%Y") if language == "de" else f"{day.day} {months[day.month - 1]} {day.year}"


def chosen_day(window):
    """What a screen reader says of the day that has the keyboard."""
    focused = window.focused
    return focused.name if focused is not None else ""


def wait_day(window, day, language):
    """Waits until this day of the calendar has the keyboard."""
    wait_for(f"{day} in the calendar", PATIENCE, lambda: written(day, language) in chosen_day(window))


def to_calendar(window):
    window.key("<Control>m")
    window.find("button", window.t("Next Month"))


def test_calendar(language):
    """The calendar is walked with arrows and Page keys; a new event stands on the chosen day and opens with Enter"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        desktop.lotsectl(folder, "add", "person", "display_name=Mira Beispiel")
        window = Window(desktop, folder, language)
        steps.view(window, 5, "Events")
        window.says(window.t("No Events Yet"))
        window.shot("events-empty")
        to_calendar(window)
        today = datetime.date.today()
        wait_day(window, today, language)
        window.key("Right", "Down")
        wait_day(window, today + datetime.timedelta(8), language)
        window.key("Page_Down", "Page_Up", "Home")
        wait_day(window, today, language)
        window.key("Right", "<Control>n")
        window.dialog(window.pattern("New: %s"))
        window.type(TITLE)
        window.tab_to(window.t("Begins", "field"), "text box")
        window.type("18:30")
        window.tab_to(window.t("Ends", "field"), "text box")
        window.type("20")
        window.shot("event-new")
        window.key("Return")
        window.no_dialog()
        window.find("button", window.t("Edit"))
        tomorrow = (today + datetime.timedelta(1)).isoformat()
        event = records(desktop, "event")[0]
        assert event["title_de"] == TITLE and event["date"] == tomorrow, event
        assert event["slots"]["1"]["start"] == f"{tomorrow}T18:30", event
        to_calendar(window)
        wait_for("the event in the calendar", PATIENCE,
                 lambda: re.search(f"18:30 {TITLE}", chosen_day(window)))
        window.shot("calendar")
        window.key("Return")
        window.find("button", window.t("Edit"))
        window.close()


PEOPLE = ["Mira Beispiel", "Jürgen Öztürk", "Amira Haddad", "Serhij Kowaltschuk"]


def add_guest(window, words, name):
    """Types into the line that adds people and takes the first who is found."""
    window.tab_to(window.t("Add a person: type the name"), "text box")
    window.type(words)
    window.find("list item", name)
    window.key("Return")
    entry = window.find("text box", window.t("Add a person: type the name"))
    wait_for(f"{name} added", PATIENCE, lambda: entry.text == "")


def states_of(desktop):
    people = {person["id"]: person["display_name"] for person in records(desktop, "person")}
    return {people[registration["person"]]: registration["state"] for registration in records(desktop, "registration")}


def move_up(window, desktop):
    """Who has a place is invited only, by a digit in the list; then the first of the waiting list moves up."""
    rows = window.find("list", window.t("People of this event"))
    window.tab_to(re.compile(f"^({'|'.join(PEOPLE)}), "), "list item")
    window.key("Home", "Down")
    wait_for("the second row", PATIENCE, lambda: window.focused.name.startswith(PEOPLE[1]))
    window.key("3")
    wait_for("the invitation", PATIENCE, lambda: states_of(desktop)[PEOPLE[1]] == "invited")
    button = re.compile(plain(window.words.ngettext("Move %u _Up", "Move %u _Up", 1)).replace("%u", "1") + "$")
    window.find("button", button)
    window.tab_to(button, key="<Shift>Tab")
    window.key("Return")
    wait_for("the place", PATIENCE, lambda: states_of(desktop)[PEOPLE[2]] == "registered")
    window.find("list item", re.compile(f"^{PEOPLE[2]}, {window.t('Registered', 'choice')}"), within=rows)


def who_came(desktop):
    people = {person["id"]: person["display_name"] for person in records(desktop, "person")}
    return {people[attendance["person"]] for attendance in records(desktop, "attendance")
            if any("undone" not in json.loads(mark) if isinstance(mark, str) else "undone" not in mark
                   for mark in attendance["marks"].values())}


def tick(window, letters, name):
    window.type(letters)
    wait_for(f"the row of {name}", PATIENCE, lambda: (row := window.focused) and row.name.startswith(f"{name}: "))
    window.key("space")


def catch_up(window, desktop):
    """A paper list is ticked: letters find the row, the space bar ticks it, and ticks it off again."""
    window.find("list", window.t("Who came"))
    window.tab_to(re.compile(f"^({'|'.join(PEOPLE)}): "), "list item")
    tick(window, "oztu", PEOPLE[1])
    wait_for("the first tick", PATIENCE, lambda: PEOPLE[1] in who_came(desktop))
    tick(window, "mir", PEOPLE[0])
    wait_for("the second tick", PATIENCE, lambda: PEOPLE[0] in who_came(desktop))
    window.shot("event-door")
    tick(window, "ozt", PEOPLE[1])
    wait_for("the tick taken back", PATIENCE, lambda: who_came(desktop) == {PEOPLE[0]})


def open_first(window):
    """Opens the first event of the list."""
    rows = window.find("list", window.t("Events", "view"))
    steps.keyboard_in(rows)
    window.key("Down", "Return")
    window.find("button", window.t("Edit"))


def test_people(language):
    """People are registered by typing names; who comes when all is full waits and moves up"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        for name in PEOPLE:
            desktop.lotsectl(folder, "add", "person", f"display_name={name}")
        desktop.lotsectl(folder, "add", "event", f"title_de={TITLE}", "title_en=Neighbourhood workshop", "date=2027-03-12",
                         "venue=Bürgerhaus Nordstadt", "state=open", "capacity=2")
        window = Window(desktop, folder, language)
        steps.view(window, 5, "Events")
        open_first(window)
        window.shot("event-plan")
        window.key("<Control>3")
        window.says(window.t("Nobody Registered Yet"))
        window.shot("event-people-empty")
        steps.hear_choice(window, "State of whom you add", window.t("Registered", "choice"))
        steps.hear_choice(window, "Show", f'{window.t("All", "filter")}: 0')
        for words, name in (("mira", PEOPLE[0]), ("ozturk", PEOPLE[1]), ("amira", PEOPLE[2])):
            add_guest(window, words, name)
            window.find("label", name)
        wait_for("the waiting list", PATIENCE, lambda: states_of(desktop).get(PEOPLE[2]) == "waiting")
        window.shot("event-people")
        move_up(window, desktop)
        window.key("<Control>4")
        catch_up(window, desktop)
        window.close()


def open_papers(desktop, language):
    """The window with the papers of an event on Good Friday that has one guest."""
    folder = desktop.home / "profile"
    person = desktop.lotsectl(folder, "add", "person", f"display_name={PEOPLE[0]}").stdout.strip()
    event = desktop.lotsectl(folder, "add", "event", f"title_de={TITLE}", "title_en=Neighbourhood workshop", "date=2027-03-26").stdout.strip()
    desktop.lotsectl(folder, "add", "registration", f"event={event}", f"person={person}", "state=registered")
    window = Window(desktop, folder, language)
    steps.view(window, 5, "Events")
    open_first(window)
    window.says({"de": "Karfreitag", "en": "Good Friday"}[language])
    window.key("<Control>5")
    window.says(window.t("Attendance list", "paper"))
    return window


def test_papers(language):
    """A date that meets a holiday says so, and the attendance list of the event is saved as a file"""
    with Desktop() as desktop:
        window = open_papers(desktop, language)
        window.shot("event-papers")
        save = f'{window.t("Attendance list", "paper")}: {window.t("Save as _PDF…")}'
        window.tab_to(save, "button")
        window.key("Return")
        window.dialog(window.t("Attendance list", "paper"))
        window.key("<Control>a")
        paper = desktop.home / "list.pdf"
        window.type(str(paper))
        window.key("Return")
        window.says(window.patterns("%u page saved", "%u pages saved")[0])
        assert paper.read_bytes().startswith(b"%PDF-"), paper
        window.close()


def test_calendar_file(language):
    """An agenda names what clashes and ends with what has no time; the event is saved as a calendar file"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        desktop.lotsectl(folder, "add", "person", f"display_name={PEOPLE[0]}")
        slot = '{"end":"2027-03-28T18:00","start":"2027-03-28T14:00"}'
        event = desktop.lotsectl(folder, "add", "event", f"title_de={TITLE}", "title_en=Neighbourhood workshop", "date=2027-03-28",
                                 f"slots/1={slot}").stdout.strip()
        room = desktop.lotsectl(folder, "add", "room", "name=Saal").stdout.strip()
        for title in ("Werkstatt Antrag", "Werkstatt Presse"):
            desktop.lotsectl(folder, "add", "agenda_item", f"event={event}", f"title={title}", "starts_at=2027-03-28T15:00", f"room={room}")
        desktop.lotsectl(folder, "add", "agenda_item", f"event={event}", "title=Anmeldetisch")
        window = Window(desktop, folder, language)
        steps.view(window, 5, "Events")
        open_first(window)
        window.key("<Control>2")
        clash = window.t("In the same room at the same time as “%s”")
        for title, other in (("Antrag", "Presse"), ("Presse", "Antrag")):
            window.find("button", re.compile(f"^Werkstatt {title}, .*{clash % f'Werkstatt {other}'}"))
        tops = [window.find("button", re.compile(f"^{title}")).box[1] for title in ("Werkstatt Presse", "Anmeldetisch")]
        assert tops[0] < tops[1], tops
        window.key("<Control>5")
        window.tab_to(window.t("Save as Calendar _File…"), "button")
        window.key("Return")
        window.dialog(window.t("Calendar file"))
        window.key("<Control>a")
        calendar = desktop.home / "event.ics"
        window.type(str(calendar))
        window.key("Return")
        wait_for("the calendar file", PATIENCE, calendar.exists)
        text = calendar.read_text(encoding="utf-8")
        assert f"SUMMARY:{TITLE}" in text and "DTSTART;TZID=Europe/Berlin:20270328T140000" in text, text
        assert "SUMMARY:Werkstatt Presse" in text and f"RELATED-TO:{event}-1" in text, text
        window.close()


def open_print(window):
    """The print dialog of the badges, which is GTK's own and speaks GTK's words."""
    window.tab_to(f'{window.t("Badges", "paper")}: {window.t("P_rint…")}', "button")
    window.key("Return")
    return window.dialog(re.compile("^(Print|Drucken)$"))


def test_print(language):
    """A paper goes to the printer of the print dialog, and nothing is printed when that is closed"""
    with Desktop() as desktop:
        documents = desktop.home / "documents"
        documents.mkdir()
        (desktop.home / "config" / "user-dirs.dirs").write_text(f'XDG_DOCUMENTS_DIR="{documents}"\n', encoding="utf-8")
        window = open_papers(desktop, language)
        open_print(window)
        window.key("Escape")
        window.no_dialog()
        dialog = open_print(window)
        try:
            printer = window.find("label", re.compile("^(Print to File|In Datei drucken)$"), within=dialog, patience=10)
        except AssertionError:  # GTK has no such printer here
            window.key("Escape")
            window.no_dialog()
            window.close()
            return
        window.mouse(printer)
        button = window.find("button", re.compile("^_?(Print|Drucken)( |$)"), within=dialog)
        wait_for("the printer", PATIENCE, lambda: button.has("sensitive"))
        window.press(button)
        window.no_dialog()
        paper = wait_for("the file", PATIENCE, lambda: next(iter(documents.glob("*.pdf")), None))
        assert paper.stem == window.t("Badges", "paper"), paper
        wait_for("the whole file", PATIENCE, lambda: paper.read_bytes().rstrip().endswith(b"%%EOF"))
        window.close()


def add_item(window, begins, ends, title, workshop):
    """Types one item of an agenda into its line; `workshop` chooses the kind after the one that is chosen."""
    for name, text in (("From", begins), ("To", ends)):
        window.tab_to(window.t(name), "text box")
        window.key("<Control>a")
        window.type(text)
    if workshop:
        window.key("Tab", "Return", "Down", "Return")
    window.tab_to(window.t("New item: what it is called"), "text box")
    window.type(title)
    window.key("Return")
    window.find("button", re.compile(f"^{title}, "))


def test_plan(language):
    """An event gets two days in its plan, and an agenda with two workshops side by side"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        desktop.lotsectl(folder, "add", "person", "display_name=Mira Beispiel")
        desktop.lotsectl(folder, "add", "event", f"title_de={TITLE}", "title_en=Neighbourhood workshop", "date=2027-03-12",
                         "venue=Bürgerhaus Nordstadt", "state=planned", "capacity=50")
        window = Window(desktop, folder, language)
        steps.view(window, 5, "Events")
        open_first(window)
        for number, begins, ends in ((12, "10", "16:30"), (13, "9:30", "13")):
            day = written(datetime.date(2027, 3, number), language)
            for name, text in (("Another day", day), ("From", begins), ("To", ends)):
                window.tab_to(window.t(name), "text box")
                window.key("<Control>a")
                window.type(text)
            window.key("Return")
            window.says(re.compile(f", {day}, .*–{ends.split(':')[0]}"))
        slots = records(desktop, "event")[0]["slots"]
        assert {slot["start"] for slot in slots.values()} == {"2027-03-12T10:00", "2027-03-13T09:30"}, slots
        window.shot("event-days")
        window.key("<Control>2")
        window.says(window.t("No agenda yet. The line above adds its items, one after the other."))
        add_item(window, "10", "11", "Begrüßung", False)
        add_item(window, "11", "12:30", "Werkstatt Antrag", True)
        add_item(window, "11", "12:30", "Werkstatt Presse", False)
        window.shot("event-agenda")
        boxes = [window.find("button", re.compile(f"^{title}, ")).box for title in ("Werkstatt Antrag", "Werkstatt Presse")]
        assert boxes[0][1] == boxes[1][1] and boxes[0][0] != boxes[1][0], boxes
        window.close()


def test_checklist(language):
    """The checklist of a format is written in its dialog; its item becomes a task of the coming event and moves with it"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        desktop.lotsectl(folder, "add", "person", "display_name=Mira Beispiel")
        kind = desktop.lotsectl(folder, "add", "event_format", "name_de=Werkstatt", "name_en=Workshop").stdout.strip()
        desktop.lotsectl(folder, "add", "event", f"title_de={TITLE}", "date=2027-03-12", "state=planned", f"format={kind}")
        window = Window(desktop, folder, language)
        steps.view(window, 5, "Events")
        open_first(window)
        window.tab_to(window.t("Edit the checklist of the format"), "button")
        window.key("Return")
        window.dialog(window.t("Checklist of the Format"))
        window.tab_to(window.t("What is to be done"), "text box")
        window.type("Raum buchen")
        window.tab_to(window.t("Days"), "text box")
        window.type("14")
        window.key("Return")
        window.find("list item", "Raum buchen")
        window.shot("event-checklist")
        window.key("Escape")
        window.no_dialog()
        window.find(None, window.t("Done: %s") % "Raum buchen")
        task = records(desktop, "task")[0]
        assert task["due"] == "2027-02-26", task
        window.key("<Control>e")
        window.dialog(window.pattern("Edit: %s"))
        window.tab_to(window.t("Date", "field"), "text box")
        window.key("<Control>a")
        window.type(written(datetime.date(2027, 3, 19), language))
        window.key("<Control>s")
        window.no_dialog()
        wait_for("the task moved", PATIENCE, lambda: records(desktop, "task")[0]["due"] == "2027-03-05")
        window.close()


def test_duplicate(language):
    """An event is duplicated on another day with its people and its agenda, and one undo takes all of it back"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        person = desktop.lotsectl(folder, "add", "person", f"display_name={PEOPLE[0]}").stdout.strip()
        event = desktop.lotsectl(folder, "add", "event", f"title_de={TITLE}", "date=2027-03-12", "state=held").stdout.strip()
        desktop.lotsectl(folder, "add", "registration", f"event={event}", f"person={person}", "state=registered")
        desktop.lotsectl(folder, "add", "agenda_item", f"event={event}", "title=Begrüßung", "starts_at=2027-03-12T10:00")
        window = Window(desktop, folder, language)
        steps.view(window, 5, "Events")
        open_first(window)
        window.tab_to(window.t("More Actions"))
        window.key("Return")
        window.press(window.find("menu item", window.t("D_uplicate This Event…")))
        window.dialog(window.t("Duplicate: %s") % TITLE)
        day = written(datetime.date(2028, 4, 14), language)
        window.type(day)
        window.says({"de": "Karfreitag", "en": "Good Friday"}[language])
        window.tab_to(window.t("People", "copied"))
        window.key("space")
        window.shot("event-duplicate")
        window.tab_to(window.t("_Duplicate"), "button")
        window.key("Return")
        window.no_dialog()
        window.find("label", re.compile(f"^{day}"))
        copy = next(record for record in records(desktop, "event") if record["id"] != event)
        assert (copy["title_de"], copy["date"], copy["state"]) == (TITLE, "2028-04-14", "planned"), copy
        assert [found["state"] for found in records(desktop, "registration") if found["event"] == copy["id"]] == ["invited"]
        assert [found["starts_at"] for found in records(desktop, "agenda_item") if found["event"] == copy["id"]] == ["2028-04-14T10:00"]
        window.key("<Control>z")
        for kind in ("event", "registration", "agenda_item"):
            wait_for(f"one {kind} less", PATIENCE, lambda kind=kind: len(records(desktop, kind)) == 1)
        window.close()


def import_published(desktop, folder):
    """The published numbers of two years of a competence centre, through the import that everybody has."""
    data = pathlib.Path(__file__).parent.parent / "ctl" / "data"
    place = ("--map", "event=reference", "--map", "place=venue")
    desktop.lotsectl(folder, "import", "event", str(data / "events.csv"), *place, "--map", "event=title_de", "--create-links")
    desktop.lotsectl(folder, "import", "event", str(data / "feedback-events.csv"), *place, "--map", "form=", "--map", "sheets=")
    desktop.lotsectl(folder, "import", "participation", str(data / "attendance.csv"), "--create-links")


def counted(window, number, singular, plural):
    return window.words.ngettext(singular, plural, number).replace("%u", str(number))


def numbers(window, organisations, people):
    return f'{counted(window, organisations, "%u organisation", "%u organisations")} · {counted(window, people, "%u person", "%u people")}'


def totals(window, events, organisations, participations, people):
    return " · ".join((counted(window, events, "%u event", "%u events"),
                       counted(window, organisations, "%u organisation", "%u organisations"),
                       counted(window, participations, "%u participation", "%u participations"),
                       counted(window, people, "%u person", "%u people")))


def filter_format(window, words, name):
    """Filters the list by a format, found by words, or shows all again."""
    window.tab_to(window.t("Sort and Filter"), "button")
    window.key("Return")
    window.tab_to(window.t("Format", "field"), "text box")
    window.key("<Control>a")
    window.type(words)
    window.find("list item", name)
    window.key("Return", "Escape")


def test_published(language):
    """List and pages of the 24 imported events show the published numbers, also those of a filtered list"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        import_published(desktop, folder)
        window = Window(desktop, folder, language)
        steps.view(window, 5, "Events")
        window.find("label", totals(window, 24, 123, 177, 244))
        window.shot("events-totals")
        filter_format(window, "regional", "regional-networking")
        window.find("label", totals(window, 4, 34, 34, 57))
        filter_format(window, "statewide", "statewide-networking")
        window.find("label", totals(window, 2, 50, 54, 85))
        rows = window.find("list", window.t("Events", "view"))
        for reached in (numbers(window, 28, 45), numbers(window, 26, 40)):
            window.find("label", re.compile(re.escape(reached)), within=rows)
        window.tab_to(window.t("Calendar"), "button")
        window.key("Tab")
        steps.keyboard_in(rows)
        for key, reached in (("Home", numbers(window, 28, 45)), ("Down", numbers(window, 26, 40))):
            window.key(key, "Return")
            window.find("label", reached)
        window.shot("event-reached")
        window.close()


def test_wishes(language):
    """A guest's workshop and need are chosen from the row's menu, and the list is filtered by that need"""
    with Desktop() as desktop:
        folder = desktop.home / "profile"
        event = desktop.lotsectl(folder, "add", "event", f"title_de={TITLE}", "date=2027-03-12", "state=open").stdout.strip()
        workshop = desktop.lotsectl(folder, "add", "agenda_item", f"event={event}", "title=Werkstatt Presse", "type=workshop",
                                    "starts_at=2027-03-12T11:00", "capacity=12").stdout.strip()
        for name in PEOPLE[:2]:
            person = desktop.lotsectl(folder, "add", "person", f"display_name={name}").stdout.strip()
            desktop.lotsectl(folder, "add", "registration", f"event={event}", f"person={person}", "state=registered")
        window = Window(desktop, folder, language)
        steps.view(window, 5, "Events")
        open_first(window)
        window.key("<Control>3")
        rows = window.find("list", window.t("People of this event"))
        window.tab_to(re.compile(f"^({'|'.join(PEOPLE)}), "), "list item")
        window.key("Home", "Menu")
        window.press(window.find("menu item", window.t("_Workshops and Needs…")))
        window.dialog(window.t("Workshops and needs: %s") % PEOPLE[1])
        for name in (window.t("Interpreter", "choice"), "Werkstatt Presse"):
            window.tab_to(name)
            window.key("space")
        window.shot("event-wishes")
        window.tab_to(window.t("_Save"), "button")
        window.key("Return")
        window.no_dialog()
        wait_for("the need", PATIENCE, lambda: any(found.get("needs") for found in records(desktop, "registration")))
        found = next(record for record in records(desktop, "registration") if record.get("needs"))
        assert list(found["needs"]) == ["interpreter"] and list(found["workshops"]) == [workshop], found
        window.find("list item", re.compile(f"^{PEOPLE[0]}"), within=rows)
        window.tab_to(window.t("List and Mail"), "button")
        window.key("Tab", "Return", "Down", "Return")
        wait_for("one row", PATIENCE, lambda: window.search("list item", re.compile(f"^{PEOPLE[0]}"), within=rows) is None)
        window.find("list item", re.compile(f"^{PEOPLE[1]}"), within=rows)
        window.shot("event-needs")
        window.close()


if __name__ == "__main__":
    tap.run(globals())
