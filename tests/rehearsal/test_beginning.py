"""How a rehearsal begins, begins again, and ends, on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.rehearsal.browser import Phone, rehearsal, tools, watched

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with watched(browser, {"width": 1280, "height": 800}) as page:
        yield page


def test_without_an_open_question_nobody_answers(page: Page, tmp_path: Path) -> None:
    with rehearsal(tmp_path, "fr") as address:
        page.goto(address)
        phones = {name: Phone(page, name) for name in ("Awa", "Nour", "Jo")}
        phones["Nour"].hold().root.get_by_role("button", name="Faire répondre les autres").click()
        phones["Nour"].toast("Aucune question n’est ouverte.")


def test_a_phone_alone_on_a_small_screen(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    with rehearsal(tmp_path, "fr") as address:
        page.goto(address)
        phones = {name: Phone(page, name) for name in ("Awa", "Nour", "Jo")}
        expect(phones["Awa"].root).to_be_visible()
        expect(phones["Jo"].root).to_be_hidden()
        phones["Awa"].root.locator(".chips").get_by_role("button", name="/session").click()
        phones["Awa"].tap("Qui décide quoi")
        phones["Awa"].tap(re.compile("court"))
        phones["Awa"].says("Quelles organisations")
        page.get_by_role("navigation").get_by_role("button", name="Jo").click()
        expect(phones["Jo"].root).to_be_visible()
        expect(phones["Awa"].root).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tools(page).locator("#language").select_option(label="English")
        expect(page.get_by_role("navigation", name="Phones")).to_be_visible()


def test_says_when_the_rehearsal_has_ended(page: Page, tmp_path: Path) -> None:
    with rehearsal(tmp_path, "fr") as address:
        page.goto(address)
        expect(page.locator("#scenarios summary").first).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="La répétition est terminée")).to_be_visible()


def test_it_begins_again_with_as_many_people_as_are_wanted(page: Page, tmp_path: Path) -> None:
    with rehearsal(tmp_path, "fr") as address:
        page.goto(address)
        phones = {name: Phone(page, name) for name in ("Awa", "Nour", "Jo")}
        phones["Awa"].root.locator(".chips").get_by_role("button", name="/session").click()
        phones["Awa"].says("Quel atelier")
        page.get_by_role("button", name="Recommencer").click()
        page.locator("#again-people").select_option("8")
        page.get_by_role("dialog").get_by_role("button", name="Recommencer").click()
        expect(page.locator(".phone")).to_have_count(8)
        phones["Awa"].says("Je suis Palabre")
        expect(phones["Awa"].bot_messages()).to_have_count(1)
        boxes = [phone.bounding_box() for phone in page.locator(".phone").all()]
        assert all(box and box["y"] + box["height"] <= 800 for box in boxes)
        phones["Awa"].root.locator(".chips").get_by_role("button", name="/session").click()
        phones["Awa"].says("Quel atelier")
