# SPDX-License-Identifier: GPL-3.0-or-later
"""A kiosk by keyboard and by clicks: guests in four languages, what each leaves, and what only the PIN opens."""

import looks
import steps
import tap
from desktop import Desktop
from kiosk import AGAIN, ANSWERS, CHOICES, DONE, LANGUAGES, LIKED, NEXT, REQUIRED, SKIP, STEPS, TOPICS, WHY, YES_NO, Kiosk
from screen import wait_for
from window import PATIENCE

SURVEY = "Bedarf der Vereine"
NARROW = (640, 800)  # half of a screen


def guest(kiosk, language, shots=True):
    """A guest likes it, will not come again and says what is missed, and chooses two topics; all by keyboard."""
    window = kiosk.window

    def shot(state):
        if shots:
            window.shot(f"kiosk-{language}-{state}")

    kiosk.begin(language)
    for digit, step in enumerate(STEPS[language], 1):
        assert kiosk.answer(step).name == f"{digit} {step}"
    window.key("Return")
    window.says(REQUIRED[language])
    window.key("2")
    window.find("button", NEXT[language])
    wait_for("the chosen answer", PATIENCE, lambda: kiosk.answer(STEPS[language][1]).has("checked"))
    window.says("1/3")
    shot("rating")
    window.key("Return")
    kiosk.asked(AGAIN[language])
    window.find("button", SKIP[language])
    window.key("2")
    kiosk.answer(YES_NO[language][1])
    window.says("2/4")
    window.key("Return")
    kiosk.asked(WHY[language])
    window.type(f"Zeit 2-{language}")
    shot("open")
    window.key("Escape")
    kiosk.asked(AGAIN[language])
    window.key("Return")
    kiosk.asked(WHY[language])
    window.key("Return")
    kiosk.asked(TOPICS[language])
    window.key("1", "3")
    kiosk.answer(CHOICES[language][2])
    window.find("button", DONE[language])
    shot("multiple")
    window.key("Return")
    kiosk.thanked(language)
    shot("thanks")
    window.key("space")
    kiosk.at_start()


def column(kiosk):
    return kiosk.results()["columns"][0]


def counts(kiosk):
    """{question: (answers, no answers)} of what is released."""
    return {question["question"]: (question["n"], question["no_answer"]) for question in column(kiosk)["questions"]}


def test_languages(language):
    """Guests answer in four languages by keyboard; when the kiosk is closed their sheets count, and nothing counts before"""
    with Desktop() as desktop:
        kiosk = Kiosk(desktop, language)
        kiosk.open(pause=lambda: kiosk.window.shot("kiosk-setup"))
        kiosk.window.shot("kiosk-start")
        for spoken in LANGUAGES:
            guest(kiosk, spoken)
        assert [pile["sheets"] for pile in kiosk.piles()] == [len(LANGUAGES)]
        assert not kiosk.results()["columns"]
        kiosk.ask_pin()
        kiosk.window.shot("kiosk-pin")
        kiosk.window.key("Escape")
        kiosk.at_start()
        kiosk.leave()
        kiosk.window.says(kiosk.window.patterns("%u sheet counts", "%u sheets count")[1])
        kiosk.window.shot("event-feedback-sheets")
        kiosk.window.close()
        assert not kiosk.piles()
        assert column(kiosk)["sheets"] == len(LANGUAGES)
        assert counts(kiosk) == {"liked": (4, 0), "again": (4, 0), "why": (4, 0), "topics": (4, 0)}, counts(kiosk)


def test_clicks(language):
    """A guest answers by clicks on one page, skips what is not required, and takes an answer back"""
    with Desktop() as desktop:
        kiosk = Kiosk(desktop, language)
        kiosk.open(paged=False)
        window = kiosk.window
        window.shot("kiosk-start-page")
        window.mouse(window.find("button", LANGUAGES["ar"]))
        kiosk.asked(LIKED["ar"])
        window.mouse(window.find("button", DONE["ar"]))
        window.says(REQUIRED["ar"])
        assert window.search("label", WHY["ar"]) is None
        window.mouse(kiosk.answer(STEPS["ar"][0]))
        window.mouse(kiosk.answer(YES_NO["ar"][1]))
        kiosk.asked(WHY["ar"])
        window.mouse(kiosk.answer(YES_NO["ar"][1]))
        wait_for("the end of the question", PATIENCE, lambda: window.search("label", WHY["ar"]) is None)
        window.shot("kiosk-page")
        window.mouse(window.find("button", DONE["ar"]))
        kiosk.thanked("ar")
        window.key("space")
        kiosk.at_start()
        kiosk.leave()
        window.close()
        # Taken back, the answer asks for no reason.
        assert counts(kiosk) == {"liked": (1, 0), "again": (0, 1), "topics": (0, 1)}, counts(kiosk)


def test_time_out():
    """A guest who goes away leaves nothing, neither on the screen nor on disk; the next one begins anew"""
    with Desktop() as desktop:
        kiosk = Kiosk(desktop, "en")
        kiosk.open(seconds=10)
        window = kiosk.window
        kiosk.begin("de")
        window.key("1", "Return", "2", "Return")
        kiosk.asked(WHY["de"])
        window.type("Geheimnis")
        window.key("<Control>a", "<Control>c")
        kiosk.at_start()
        assert not kiosk.piles()
        kiosk.begin("de")
        window.find("button", NEXT["de"])
        assert not any(node.has("checked") for node in window.nodes() if node.role in ANSWERS)
        window.key("1", "Return", "2", "Return")
        kiosk.asked(WHY["de"])
        window.key("<Control>v")
        assert not window.focused.text, window.focused.text
        window.key("Escape", "Escape", "Escape")
        kiosk.at_start()
        kiosk.leave()
        window.close()
        assert not kiosk.results()["columns"]


def test_kept_in():
    """Only the PIN leaves the kiosk, and a new start of the program is a kiosk again"""
    with Desktop() as desktop:
        kiosk = Kiosk(desktop, "en")
        kiosk.open()
        window = kiosk.window
        window.key("<Control>q", "<Control>w", "<Control>k", "<Alt>2", "F1", "F5", "Escape")
        kiosk.at_start()
        assert window.process.poll() is None and len(window.frames) == 1
        kiosk.ask_pin()
        window.type("1111")
        window.key("Return")
        window.says("That is not the PIN of this kiosk.")
        window.kill()
        kiosk.start_again()
        assert kiosk.window.search("list", "Views") is None
        kiosk.finish("en")
        kiosk.leave()
        kiosk.window.close()
        assert column(kiosk)["sheets"] == 1


def test_killed():
    """Killed in the middle of a session nothing of it is there; right after the thanks the sheet is there, once"""
    with Desktop() as desktop:
        kiosk = Kiosk(desktop, "en")
        kiosk.open()
        kiosk.finish("tr")
        kiosk.window.kill()
        assert [pile["sheets"] for pile in kiosk.piles()] == [1]
        kiosk.start_again()
        kiosk.begin("de")
        kiosk.window.key("1", "Return", "2", "Return")
        kiosk.asked(WHY["de"])
        kiosk.window.type("Halb")
        kiosk.window.kill()
        assert [pile["sheets"] for pile in kiosk.piles()] == [1]
        kiosk.start_again()
        for _ in range(3):
            kiosk.finish("ar")
            kiosk.window.key("space")
            kiosk.at_start()
        kiosk.window.kill()
        desktop.lotsectl(kiosk.folder, "desk-unlock")
        assert not kiosk.piles() and column(kiosk)["sheets"] == 4
        assert counts(kiosk)["topics"] == (0, 4)


def test_survey(language):
    """The page of a survey has the same buttons, and its kiosk has a pile of its own"""
    with Desktop() as desktop:
        kiosk = Kiosk(desktop, language)
        survey = kiosk.add("survey", f"name={SURVEY}", f"form={kiosk.form}")

        def come():
            steps.find_record(kiosk.window, SURVEY, SURVEY)
            kiosk.window.find("button", kiosk.window.t("Open the _Kiosk…"))
            kiosk.window.shot("survey-feedback")

        kiosk.open(come=come)
        kiosk.finish("en")
        assert [(pile["survey"], pile["sheets"]) for pile in kiosk.piles()] == [(survey, 1)], kiosk.piles()
        kiosk.window.key("space")
        kiosk.at_start()
        kiosk.leave()
        kiosk.window.close()
        assert not kiosk.piles()


def test_chosen(language):
    """The form of an event is chosen on its page, and notes for the evaluation are written there"""
    with Desktop() as desktop:
        kiosk = Kiosk(desktop, language)
        desktop.lotsectl(kiosk.folder, "set", kiosk.event, "form=")
        window = kiosk.window
        kiosk.to_feedback()
        window.tab_to(window.t("Open the _Kiosk…"), "button")
        window.key("Return")
        window.says(window.t("No form is chosen yet. Choose one in the section Feedback first."))
        window.key("Escape")
        window.no_dialog()
        window.tab_to(window.t("Spoken feedback", "field"), "text box", key="<Shift>Tab")
        window.type("Mehr Pausen")
        window.tab_to(window.t("_Save the Notes"), "button")
        window.key("Return")
        window.says(window.t("Notes saved"))
        window.tab_to(window.t("Form"), key="<Shift>Tab")
        window.key("space", "Down", "Return")
        wait_for("the form of the event", PATIENCE, lambda: kiosk.form in desktop.lotsectl(kiosk.folder, "--json", "list", "event").stdout)
        assert "Mehr Pausen" in desktop.lotsectl(kiosk.folder, "--json", "list", "event").stdout
        window.shot("event-feedback")
        window.close()


def look(kiosk, state, problems):
    """Everything of a page fits into the window and has a name for screen readers."""
    widgets = looks.gather(kiosk.window)
    problems.extend(f"{state}: {problem}" for problem in looks.cut_off(kiosk.window, widgets) + looks.without_names(widgets))
    kiosk.window.shot(f"kiosk-{state}")


def test_room():
    """In a narrow window, and with letters of twice the size, nothing of a kiosk is cut off"""
    for name, area, factor in (("narrow", NARROW, 1), ("large", None, 2)):
        with Desktop() as desktop:
            problems = []
            kiosk = Kiosk(desktop, "de")
            kiosk.open()
            kiosk.window.kill()
            desktop.screen.area = area or desktop.screen.area
            desktop.screen.scale_text(factor)
            kiosk.start_again()
            look(kiosk, f"{name}-start", problems)
            kiosk.begin("tr")
            look(kiosk, f"{name}-rating", problems)
            kiosk.window.key("1", "Return", "2", "Return")
            kiosk.asked(WHY["tr"])
            look(kiosk, f"{name}-open", problems)
            kiosk.window.key("Return")
            kiosk.asked(TOPICS["tr"])
            look(kiosk, f"{name}-multiple", problems)
            kiosk.window.key("Return")
            kiosk.thanked("tr")
            look(kiosk, f"{name}-thanks", problems)
            kiosk.ask_pin()
            look(kiosk, f"{name}-pin", problems)
            kiosk.window.kill()
            assert not problems, "\n" + "\n".join(problems)


if __name__ == "__main__":
    tap.run(globals())
