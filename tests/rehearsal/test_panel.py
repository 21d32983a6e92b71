"""The panel beside the phones: a workshop is chosen, played and left, and time passes, each by a tap."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.resources import folder
from tests.rehearsal.browser import Phone, rehearsal, tools, watched

pytestmark = pytest.mark.browser

WIDE, SMALL = {"width": 1440, "height": 900}, {"width": 360, "height": 640}
#: A whole workshop is to be played in under a minute, on a slow machine too; in milliseconds.
PLAYED = 60_000


def _chosen(page: Page, title: str) -> Locator:
    """A workshop of the list, unfolded."""
    listed = tools(page).locator("#scenarios details").filter(has=page.locator("summary", has_text=title))
    listed.locator("summary").click()
    return listed


def _played(page: Page) -> None:
    """What is being played has been played."""
    expect(page.locator("#panel")).not_to_have_attribute("data-busy", "", timeout=PLAYED)


def test_a_workshop_is_played_for_me(browser: Browser, tmp_path: Path) -> None:
    with rehearsal(tmp_path, "fr") as address, watched(browser, WIDE) as page:
        page.goto(address)
        listed = _chosen(page, "Qui décide quoi")
        expect(listed).to_contain_text("Savoir qui décide")
        listed.get_by_role("button", name="Forme courte").click()
        _played(page)
        panel = page.locator("#panel")
        expect(panel.locator("#play-step")).to_contain_text(re.compile("^1/"))
        expect(panel.locator("#note")).to_be_visible()
        panel.get_by_role("button", name="Une personne répond").click()
        expect(panel.locator("#data .done")).to_have_count(1)
        panel.get_by_role("button", name="Tout le monde répond").click()
        expect(panel.locator("#data .done")).to_have_count(6)
        panel.locator("#jump-step").select_option("3")
        panel.locator("#jump-go").click()
        expect(panel.locator("#play-step")).to_contain_text(re.compile("^3/"), timeout=PLAYED)
        panel.get_by_role("button", name="Jusqu’à la synthèse").click()
        expect(panel.locator("#workshop")).to_be_hidden(timeout=PLAYED)
        for name in ("Awa", "Jo"):
            Phone(page, name).says("Synthèse")
            expect(Phone(page, name).root.locator(".down")).to_be_hidden()


def test_time_passes_in_arabic_on_a_small_screen(browser: Browser, tmp_path: Path) -> None:
    with rehearsal(tmp_path, "ar") as address, watched(browser, SMALL, locale="ar", scheme="dark") as page:
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        before = page.locator("#now").get_attribute("datetime")
        tools(page).locator("[data-wind=week]").click()
        _played(page)
        expect(page.locator("#now")).not_to_have_attribute("datetime", before or "")
        page.wait_for_function("from => new Date(now.dateTime) - new Date(from) > 6.9 * 864e5", arg=before)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_to_come_stands_on_a_line(browser: Browser, tmp_path: Path) -> None:
    with rehearsal(tmp_path, "fr") as address, watched(browser, WIDE) as page:
        page.goto(address)
        awa = Phone(page, "Awa")
        awa.says("Je suis Palabre")
        page.locator("[data-wind=tomorrow]").click()  # to the morning, whenever this is
        _played(page)
        awa.write("/session roles async")
        awa.says("Quelles organisations")
        awa.write("Toit vert, sud\nAurore, nord")
        awa.tap("C’est juste")
        awa.says("Avant de dire oui")
        page.locator("#panel").get_by_role("button", name="Question suivante").click()
        _played(page)
        expect(page.locator("#coming")).to_contain_text("la question se ferme")
        expect(page.locator("#coming")).to_contain_text("rappels")
        expect(page.locator("#quiet")).to_contain_text("21:00")
        assert page.locator("#line .night").count() >= 2
        before = page.locator("#now").get_attribute("datetime")
        page.locator("[data-wind=next]").click()
        _played(page)
        page.wait_for_function("from => new Date(now.dateTime) - new Date(from) > 36e5", arg=before)


def test_a_file_is_tried_told_what_is_wrong_in_it_and_played(browser: Browser, tmp_path: Path) -> None:
    good = (folder("scenarios") / "pulse.yaml").read_text("utf-8").replace("id: pulse", "id: my-own", 1)
    with rehearsal(tmp_path, "fr") as address, watched(browser, WIDE) as page:
        page.goto(address)
        listed = page.locator("#scenarios details")
        expect(listed).to_have_count(11)
        wrong = good.replace("steps:", "stepps:", 1).encode()
        page.locator("#bring-file").set_input_files({"name": "a.yaml", "mimeType": "text/yaml", "buffer": wrong})
        expect(page.locator("#mistakes")).to_contain_text(re.compile(r"Ligne \d+"))
        expect(listed).to_have_count(11)
        content = {"name": "a.yaml", "mimeType": "text/yaml", "buffer": good.encode()}
        page.locator("#bring-file").set_input_files(content)
        expect(listed).to_have_count(12)
        expect(page.locator("#mistakes")).to_contain_text("a.yaml")
        page.get_by_role("button", name="Recommencer").click()
        page.get_by_role("dialog").get_by_role("button", name="Recommencer").click()
        Phone(page, "Awa").says("Je suis Palabre")
        expect(listed).to_have_count(12)
        listed.last.locator("summary").click()
        listed.last.get_by_role("button", name="Commencer").click()
        expect(page.locator("#play-step")).to_contain_text("1/", timeout=PLAYED)
