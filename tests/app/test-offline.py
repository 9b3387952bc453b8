# SPDX-License-Identifier: GPL-3.0-or-later
"""Work without the centre, and two people who change the same thing, in the real window."""

import json

import steps
import tap
from desktop import Centre, Desktop
from window import Window

PERSON = "Mehmet Yıldız"


def rename(window, text):
    """Writes another region into the person that is shown."""
    window.key("<Control>e")
    window.dialog(window.pattern("Edit: %s"))
    window.tab_to(window.t("Region", "field"), "text box")
    window.key("<Control>a")
    window.type(text)
    window.key("<Control>s")
    window.no_dialog()
    window.says(text)


def two_windows(desktop, centre, language):
    first = Window(desktop, desktop.home / "first", language)
    steps.connect(first, centre.invite("sabine"))
    steps.wait_for_sync(first, "done")
    steps.add_person(first, PERSON)
    steps.sync_now(first)
    second = Window(desktop, desktop.home / "second", language)
    steps.connect(second, centre.invite("murat"))
    steps.wait_for_sync(second, "done")
    steps.find_record(second, PERSON, PERSON)
    second.find("button", second.t("Edit"))
    first.front()
    return first, second


def test_centre_stops(language):
    """An edit without the centre waits and says so, and is sent when the centre comes back"""
    with Desktop() as desktop:
        centre = Centre(desktop, {"sabine": ["coordinator"]})
        window = Window(desktop, desktop.home / "first", language)
        steps.connect(window, centre.invite("sabine"))
        steps.wait_for_sync(window, "done")
        centre.stop()
        steps.add_person(window, PERSON)
        steps.wait_for_sync(window, "waits")
        steps.view(window, 0, "Sync")
        window.says(PERSON)
        window.shot("sync-waits")
        centre.start()
        window.key("F5")
        steps.wait_for_sync(window, "done")
        window.close()
        status = json.loads(desktop.lotsectl(desktop.home / "first", "--json", "status").stdout)
        assert status["waiting"] == 0, status


def file_sheet(desktop, profile):
    """Makes a form and an event, and releases one sheet, as lotsectl does it; returns the title of the event."""
    def run(*words):
        return json.loads(desktop.lotsectl(profile, "--json", *words).stdout)

    form = run("add", "form", "title=Bogen", "languages=de")["id"]
    run("add", "question", f"form={form}", "code=liked", "type=rating", "texts/de=Hat es Ihnen gefallen?")
    event = run("add", "event", "title_de=Netzwerktreffen")["id"]
    run("pile", "release", run("answer", form, event, "liked=1")["pile"])
    return "Netzwerktreffen"


def test_sheets_wait(language):
    """A released feedback sheet waits and says so, and is sent when the centre comes back"""
    with Desktop() as desktop:
        centre = Centre(desktop, {"sabine": ["coordinator"]})
        window = Window(desktop, desktop.home / "first", language)
        steps.connect(window, centre.invite("sabine"))
        steps.wait_for_sync(window, "done")
        centre.stop()
        title = file_sheet(desktop, desktop.home / "first")
        window.key("F5")
        steps.wait_for_sync(window, "waits")
        steps.view(window, 0, "Sync")
        window.says(title)
        window.says(window.patterns("%u feedback sheet", "%u feedback sheets")[0])
        window.shot("sync-sheets")
        centre.start()
        window.key("F5")
        steps.wait_for_sync(window, "done")
        window.close()
        status = json.loads(desktop.lotsectl(desktop.home / "first", "--json", "status").stdout)
        assert status["waiting"] == 0, status


def test_conflict(language):
    """Two people change one field at once: both see one question, and one of them answers it"""
    with Desktop() as desktop:
        centre = Centre(desktop, {"sabine": ["coordinator"], "murat": ["coordinator"]})
        first, second = two_windows(desktop, centre, language)
        centre.stop()
        rename(first, "Nordstadt")
        steps.wait_for_sync(first, "waits")
        rename(second, "Südstadt")
        steps.wait_for_sync(second, "waits")
        centre.start()
        for window in (first, second, first):
            window.key("F5")
        steps.wait_for_sync(first, "answers")
        steps.view(first, 0, "Sync")
        first.says("Nordstadt")
        first.says("Südstadt")
        first.shot("conflict")
        first.tab_to(first.t("_Take This Instead"), "button")
        first.key("Return")
        first.wait_gone("button", first.t("_Take This Instead"))
        steps.wait_for_sync(first, "done")
        second.key("F5")
        steps.wait_for_sync(second, "done")
        regions = {region_of(desktop, name) for name in ("first", "second")}
        assert len(regions) == 1 and regions <= {"Nordstadt", "Südstadt"}, regions
        second.close()
        first.close()


def region_of(desktop, profile):
    """What stands in the field on this device, once nothing waits there."""
    folder = desktop.home / profile
    people = json.loads(desktop.lotsectl(folder, "--json", "list", "person").stdout)
    return next(person["region"] for person in people if person["display_name"] == PERSON)


if __name__ == "__main__":
    tap.run(globals())
