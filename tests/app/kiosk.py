# SPDX-License-Identifier: GPL-3.0-or-later
"""A kiosk in a window, and the guests who come to it."""

import json
import re

import steps
from screen import wait_for
from window import PATIENCE, Window

PIN = "2468"
EVENT = "Netzwerktreffen Nord"
LANGUAGES = {"de": "Deutsch", "en": "English", "ar": "العربية", "tr": "Türkçe"}
TITLES = {"de": "Wie war das Netzwerktreffen?", "en": "How was the networking meeting?", "ar": "كيف كان لقاء التواصل؟",
          "tr": "Buluşma nasıldı?"}
THANKS = {"de": "Ihre Antworten helfen uns sehr.", "ar": "إجاباتك تساعدنا كثيرًا."}
LIKED = {"de": "Wie hat es Ihnen gefallen?", "en": "How did you like it?", "ar": "ما مدى إعجابك باللقاء؟", "tr": "Toplantıyı beğendiniz mi?"}
STEPS = {"de": ("sehr gut", "gut", "befriedigend", "ausreichend"), "en": ("very good", "good", "satisfactory", "sufficient"),
         "ar": ("جيد جدًا", "جيد", "مُرضٍ", "مقبول"), "tr": ("çok iyi", "iyi", "orta", "yeterli")}
AGAIN = {"de": "Kommen Sie wieder?", "en": "Will you come again?", "ar": "هل ستأتي مرة أخرى؟", "tr": "Tekrar gelecek misiniz?"}
WHY = {"de": "Was fehlt Ihnen?", "en": "What do you miss?", "ar": "ما الذي ينقصك؟", "tr": "Eksik olan nedir?"}
TOPICS = {"de": "Worüber möchten Sie mehr wissen?", "en": "What would you like to know more about?", "ar": "ما المواضيع التي تود معرفة المزيد عنها؟",
          "tr": "Hangi konular sizi ilgilendiriyor?"}
CHOICES = {"de": ("Arbeit", "Wohnen", "Schule"), "en": ("Work", "Housing", "School"), "ar": ("العمل", "السكن", "المدرسة"), "tr": ("İş", "Konut", "Okul")}
NEXT = {"de": "Weiter", "en": "Next", "ar": "التالي", "tr": "İleri"}
SKIP = {"de": "Überspringen", "en": "Skip", "ar": "تخطٍّ", "tr": "Atla"}
DONE = {"de": "Fertig", "en": "Done", "ar": "إنهاء", "tr": "Bitti"}
YES_NO = {"de": ("ja", "nein"), "en": ("yes", "no"), "ar": ("نعم", "لا"), "tr": ("evet", "hayır")}
WORDS_OF_THANKS = {"de": "Vielen Dank!", "en": "Thank you!", "ar": "شكرًا جزيلًا!", "tr": "Teşekkür ederiz!"}
ANSWERS = ("radio", "radio button", "checkbox", "check box")
REQUIRED = {"de": "Bitte beantworten Sie diese Frage", "en": "Please answer this question", "ar": "يرجى الإجابة عن هذا السؤال",
            "tr": "Lütfen bu soruyu yanıtlayınız"}


def texts(field, values):
    return [f"{field}/{language}={text}" for language, text in values.items()]


def steps_of(keys, words):
    return [f"steps/{language}:{key}={word}" for language, some in words.items() for key, word in zip(keys, some)]


class Kiosk:
    """One event with a form in four languages, and the window in which the kiosk is opened."""

    def __init__(self, desktop, language):
        self.desktop, self.folder, self.language = desktop, desktop.home / "profile", language
        self.form = self.add("form", "title=Netzwerktreffen", *texts("titles", TITLES), *texts("thanks", THANKS))
        self.event = self.add("event", f"title_de={EVENT}", f"title_en={EVENT}", "date=2026-11-28", f"form={self.form}")
        self.question(1, "liked", "rating", "required=yes", *texts("texts", LIKED), *steps_of("1234", STEPS))
        self.question(2, "again", "yes_no", *texts("texts", AGAIN))
        self.question(3, "why", "open", "if_question=again", "if_answers=no", *texts("texts", WHY))
        self.question(4, "topics", "multiple", "choices=work home school", *texts("texts", TOPICS),
                      *steps_of(("work", "home", "school"), CHOICES))
        self.window = Window(desktop, self.folder, language)

    def add(self, *words):
        return self.desktop.lotsectl(self.folder, "add", *words).stdout.strip()

    def question(self, position, code, kind, *words):
        self.add("question", f"form={self.form}", f"position={position}", f"code={code}", f"type={kind}", *words)

    def to_feedback(self):
        """The section Feedback of the event's page."""
        window = self.window
        steps.find_record(window, EVENT, EVENT)
        window.find("button", window.t("Edit"))
        window.key("<Control>6")
        window.find("button", window.t("Open the _Kiosk…"))

    def open(self, paged=True, seconds=None, pause=None, come=None):
        """Opens the kiosk from the page of the event, or from where it is come to, by keyboard."""
        window = self.window
        (come or self.to_feedback)()
        window.tab_to(window.t("Open the _Kiosk…"), "button")
        window.key("Return")
        window.dialog(window.t("Open the Kiosk"))
        for field in ("PIN (at least four digits)", "PIN again"):
            window.tab_to(window.t(field), "text box")
            window.type(PIN)
        if not paged:
            window.tab_to(window.t("One question at a time"), key="<Shift>Tab")
            window.key("space")
        if seconds:
            window.tab_to(window.t("Seconds without a touch"), "spin button", key="<Shift>Tab")
            window.key("<Control>a")
            window.type(str(seconds))
            window.key("Tab")
        if pause:
            pause()
        window.tab_to(window.t("_Open the Kiosk"), "button")
        window.key("Return")
        self.at_start()

    def at_start(self):
        """Waits until guests can choose a language."""
        name = LANGUAGES["tr"]
        wait_for("the languages", PATIENCE, lambda: (node := self.window.search("button", name)) and node.has("sensitive"))

    def begin(self, language):
        """A guest chooses a language by its digit, and the first question is asked."""
        self.window.key(str(list(LANGUAGES).index(language) + 1))
        self.asked(LIKED[language])

    def asked(self, question):
        self.window.find("label", question)

    def answer(self, text):
        """The large button of this answer."""
        return self.window.find(ANSWERS, re.compile("^[0-9] " + re.escape(text) + "$"))

    def finish(self, language):
        """The quickest way through: very good, and nothing else."""
        self.begin(language)
        self.window.key("1", "Return")
        self.asked(AGAIN[language])
        self.window.key("Return")
        self.asked(TOPICS[language])
        self.window.key("Return")
        self.thanked(language)

    def thanked(self, language):
        self.window.find(None, WORDS_OF_THANKS[language])

    def ask_pin(self):
        self.window.key("F10")
        name = self.window.t("PIN")
        wait_for("the question for the PIN", PATIENCE, lambda: (node := self.window.focused) and node.name == name)

    def leave(self):
        self.ask_pin()
        self.window.type(PIN)
        self.window.key("Return")
        self.window.find("list", self.window.t("Views"))

    def start_again(self):
        self.window = Window(self.desktop, self.folder, self.language)
        self.at_start()

    def results(self):
        """What lotsectl evaluates of the sheets that are released, by question."""
        report = json.loads(self.desktop.lotsectl(self.folder, "--json", "evaluate", self.event, "--smallest", "1").stdout)
        return report

    def piles(self):
        return json.loads(self.desktop.lotsectl(self.folder, "--json", "pile").stdout)
