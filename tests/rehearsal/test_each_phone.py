"""Each phone has a language and a network of its own, and the page reads from either side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.rehearsal.browser import tools, watched
from tests.rehearsal.room_alone import Alone, alone, opened

pytestmark = pytest.mark.browser

WIDE, SMALL = {"width": 1440, "height": 900}, {"width": 360, "height": 640}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with watched(browser, WIDE) as page:
        yield page


@pytest.fixture
def room() -> Iterator[Alone]:
    with alone() as made:
        yield made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
def test_arabic_reads_from_the_right(size: dict[str, int], scheme: str, browser: Browser) -> None:
    with watched(browser, size, scheme=scheme) as page, alone("ar") as room:
        awa = opened(page, room)["Awa"]
        room.bot("مرحبا\nمرحبا بكم في هذه الورشة\nBonjour", "نعم")
        awa.says("مرحبا")
        assert awa.root.get_attribute("dir") == "rtl"
        tools(page).locator("#language").select_option("ar")
        tools(page, shown=size == WIDE)
        held, tabs = awa.root.bounding_box(), page.locator(".phone:not(.held)").first.bounding_box()
        assert held
        assert tabs is None or held["x"] > tabs["x"] + tabs["width"], "what is in hand begins the line"
        text = awa.chat.locator(".text")
        assert text.evaluate("node => getComputedStyle(node).unicodeBidi") == "plaintext"
        rows = """node => { const range = document.createRange(); range.selectNodeContents(node);
            return [...range.getClientRects()].filter(one => one.width).map(one => [one.left, one.right]) }"""
        arabic, _, french = text.locator("span").first.evaluate(rows)
        box = text.bounding_box()
        assert box
        assert abs(arabic[1] - box["x"] - box["width"]) < 2, "Arabic begins at the right"
        assert abs(french[0] - box["x"]) < 2, "French at the left"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_slow_network_brings_all_of_it_late(page: Page, room: Alone) -> None:
    page.clock.install()
    phones = opened(page, room)
    chidi = phones["Chidi"]
    chidi.network("Lent")
    expect(chidi.root.locator(".sign")).to_be_visible()
    room.bot("Bonjour")
    phones["Awa"].says("Bonjour")
    chidi.write("Je suis là")
    expect(chidi.chat.locator(".queue")).to_contain_text("Je suis là")
    expect(chidi.chat).not_to_contain_text("Bonjour")
    page.clock.run_for(4100)
    chidi.says("Bonjour")
    expect(phones["Awa"].chat.locator(".other")).to_contain_text("Je suis là")
    page.clock.run_for(4100)
    expect(chidi.chat.locator(".queue")).to_be_empty()
    expect(chidi.chat.locator(".shown .own")).to_contain_text("Je suis là")


def test_each_phone_has_a_language_of_its_own(page: Page, room: Alone) -> None:
    phones = opened(page, room)
    jo = phones["Jo"]
    jo.network("العربية")
    expect(jo.root).to_have_attribute("dir", "rtl")
    expect(jo.root.locator("textarea")).not_to_have_attribute("placeholder", "Écrire…")
    expect(phones["Awa"].root).to_have_attribute("dir", "ltr")
    assert room.people["Jo"].language == "ar"
