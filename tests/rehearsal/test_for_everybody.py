"""The page for everybody: nothing that axe-core finds against WCAG 2.2 AA, in light and dark, on a desk and in a hand;
small enough for any network; nothing fetched from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.rehearsal.browser import tools, watched
from tests.rehearsal.room_alone import alone, opened
from tests.rehearsal.test_phones import SMALL, WIDE

AXE = Path(__file__).parent / "axe" / "axe.min.js"
PAGE = Path(__file__).parents[2] / "bot" / "rehearsal" / "page"
#: What the whole page may weigh, in bytes.
HEAVIEST = 200_000
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: A chat is no tab stop of its own: its phone is one, and turns it from wherever one is (tested below).
_BY_KEYS = "scrollable-region-focusable"


def _found(page: Page) -> list[str]:
    """What axe-core finds, each with the first place where it does."""
    page.evaluate(AXE.read_text("utf-8"))
    script = "([tags, rules]) => axe.run({runOnly: tags, rules}).then(found => found.violations)"
    off = {_BY_KEYS: {"enabled": False}}
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in page.evaluate(script, [_RULES, off])]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "scheme", "size"), [("fr", "light", WIDE), ("ar", "dark", SMALL)], ids=["fr", "ar"]
)
def test_nothing_keeps_anybody_out(language: str, scheme: str, size: dict[str, int], browser: Browser) -> None:
    with alone(language) as room, watched(browser, size, locale=language, scheme=scheme) as page:
        phones = opened(page, room)
        asked = room.bot("<b>Bonjour</b>\n/session\n<blockquote expandable>Oui</blockquote>", "Un", "Deux")
        room.group.pinned = asked.id
        room.changed(asked)
        phones["Awa"].says("Bonjour")
        phones["Awa"].chat.locator(".bubble").last.click(position={"x": 8, "y": 8})
        phones["Awa"].write("Oui")
        phones["Awa"].root.locator(".menu").click()
        assert _found(page) == []
        tools(page)
        assert _found(page) == []
        page.locator("#language").evaluate("node => node.removeAttribute('aria-label')")
        assert [one.split(":")[0] for one in _found(page)] == ["select-name"], "and it does look"


@pytest.mark.browser
def test_a_chat_is_read_by_keys(browser: Browser) -> None:
    with alone() as room, watched(browser, SMALL) as page:
        awa = opened(page, room)["Awa"]
        for number in range(30):
            room.bot(f"Ligne {number}")
        awa.says("Ligne 29")
        awa.root.locator("textarea").focus()
        page.keyboard.press("PageUp")
        expect(awa.root.locator(".down")).to_be_visible()
        page.keyboard.press("PageDown")
        page.keyboard.press("PageDown")
        expect(awa.root.locator(".down")).to_be_hidden()


@pytest.mark.browser
def test_nothing_comes_from_elsewhere(browser: Browser) -> None:
    asked: list[str] = []
    with alone() as room, watched(browser, WIDE) as page:
        page.on("request", lambda request: asked.append(request.url))
        opened(page, room)
        assert [url for url in asked if not url.startswith((room.running.address, "data:"))] == []


def test_it_is_light() -> None:
    assert sum(path.stat().st_size for path in PAGE.iterdir()) < HEAVIEST
