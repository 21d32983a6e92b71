"""The phones on the page as chats that people know: at the newest message, unread marks, replies, buttons, tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.rehearsal.model import Chat, Person
from bot.rehearsal.room import Room
from bot.rehearsal.runs import Run
from tests.rehearsal.browser import Phone, watched
from tests.rehearsal.room_alone import Alone, alone, opened

pytestmark = pytest.mark.browser

WIDE, SMALL = {"width": 1440, "height": 900}, {"width": 360, "height": 640}
#: How ten workshops fill a group, in messages.
TEN_WORKSHOPS = 1500


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with watched(browser, WIDE) as page:
        yield page


@pytest.fixture
def room() -> Iterator[Alone]:
    with alone() as made:
        yield made


def _at_end(phone: Phone) -> bool:
    script = "list => list.scrollHeight - list.scrollTop - list.clientHeight < 4"
    phone.page.wait_for_function(script, arg=phone.chat.element_handle())
    return True


def test_all_phones_are_seen_on_a_desk(page: Page, room: Alone) -> None:
    phones = opened(page, room)
    for phone in phones.values():
        box = phone.root.bounding_box()
        assert box
        assert 0 <= box["x"] <= 1440 - box["width"]
        assert box["y"] + box["height"] <= 900
    phones["Jo"].chat.click()
    expect(phones["Jo"].root).to_have_class(re.compile("held"))
    expect(phones["Jo"].root.locator("textarea")).to_be_visible()
    expect(phones["Awa"].root.locator("textarea")).to_be_hidden()


def test_a_small_screen_has_one_phone_and_a_switch(page: Page, room: Alone) -> None:
    page.set_viewport_size(SMALL)
    phones = opened(page, room)
    expect(phones["Jo"].root).to_be_hidden()
    room.bot("Bonjour")
    expect(phones["Jo"].switch.locator(".badge")).to_have_text("1")
    expect(phones["Awa"].switch.locator(".badge")).to_be_hidden()
    phones["Jo"].hold()
    expect(phones["Jo"].switch.locator(".badge")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
def test_it_stays_at_the_newest_and_counts_what_is_missed(size: dict[str, int], page: Page, room: Alone) -> None:
    page.set_viewport_size(size)
    awa = opened(page, room)["Awa"]
    for number in range(30):
        room.bot(f"Ligne {number}")
    awa.says("Ligne 29")
    assert _at_end(awa)
    awa.chat.evaluate("list => { list.scrollTop = 0 }")
    expect(awa.root.locator(".down")).to_be_visible()
    room.bot("Encore une")
    room.bot("Et une autre")
    expect(awa.root.locator(".down")).to_have_attribute("data-unread", "2")
    awa.root.locator(".down").click()
    assert _at_end(awa)
    expect(awa.root.locator(".down")).to_be_hidden()


def test_chips_never_cover_the_newest_line(page: Page, room: Alone) -> None:
    menu = [{"command": f"c{n}", "description": "fait quelque chose"} for n in range(12)]
    room.do(lambda: room.room.commands.update({("all_chat_administrators", ""): menu}))
    awa = opened(page, room)["Awa"]
    for number in range(20):
        room.bot(f"Ligne {number}", "Oui", "Non")
    awa.says("Ligne 19")
    awa.root.locator("textarea").fill("/")
    expect(awa.root.locator(".chips button")).to_have_count(12)
    assert _at_end(awa)
    last, chips = awa.chat.locator(".keys").last.bounding_box(), awa.root.locator(".chips").bounding_box()
    assert last
    assert chips
    assert last["y"] + last["height"] <= chips["y"]


def test_a_tap_on_a_message_replies_and_a_quote_leads_back(page: Page, room: Alone) -> None:
    phones = opened(page, room)
    asked = room.bot("Que voyez-vous ?")
    awa = phones["Awa"]
    awa.chat.locator(".bubble").last.click()
    expect(awa.root.locator(".context")).to_contain_text("Que voyez-vous")
    awa.write("La pluie")
    expect(awa.chat.locator(".own .quoted")).to_contain_text("Que voyez-vous")
    said = room.do(lambda: room.room.messages(room.group)[-1])
    assert said.reply_to == asked.id
    said.reaction = "👍"
    room.changed(said)
    awa.receipt("La pluie")
    asked.runs = (Run("Que voyez-vous là-bas ?"),)
    room.changed(asked)
    expect(awa.chat.locator(".own .quoted")).to_contain_text("là-bas")
    awa.chat.locator(".own .quoted").click()
    expect(awa.chat.locator(".found")).to_contain_text("là-bas")


def test_the_focus_stays_after_a_tap(page: Page, room: Alone) -> None:
    phones = opened(page, room)
    asked = room.bot("Combien ?", "Un", "Deux")
    button = phones["Awa"].chat.get_by_role("button", name="Deux")
    button.focus()
    page.keyboard.press("Enter")
    asked.runs = (Run("Combien ? Noté."),)
    room.changed(asked)
    phones["Awa"].says("Noté")
    expect(button).to_be_focused()
    asked.keyboard = ()
    room.changed(asked)
    expect(button).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('.phone') !== null")


def test_one_tab_stop_a_phone_and_arrows_inside(page: Page, room: Alone) -> None:
    phones = opened(page, room)
    room.bot("Combien ?", "Un", "Deux")
    phones["Jo"].says("Combien")
    page.locator("#people button").last.focus()
    inside = []
    for _ in phones:
        page.keyboard.press("Tab")
        inside.append(page.evaluate("document.activeElement.closest('.phone')?.querySelector('h2').textContent"))
    assert [name.split("Toit")[0].split("Aurore")[0] for name in inside] == list(phones)
    awa = phones["Awa"]
    awa.root.locator("textarea").focus()
    for _ in range(6):
        page.keyboard.press("ArrowUp")
        if page.evaluate("document.activeElement.textContent") == "Deux":
            break
    expect(awa.chat.get_by_role("button", name="Deux")).to_be_focused()


def test_a_pin_stays_and_a_quotation_unfolds(page: Page, room: Alone) -> None:
    awa = opened(page, room)["Awa"]
    pinned = room.bot("Question 1 sur 8")
    room.bot("<blockquote expandable>" + "Une longue citation.\n" * 20 + "</blockquote>")
    room.group.pinned = pinned.id
    for number in range(20):
        room.bot(f"Ligne {number}")
    expect(awa.root.locator(".pinned")).to_be_visible()
    expect(awa.root.locator(".pinned")).to_contain_text("Question 1 sur 8")
    awa.root.locator(".more").click()
    expect(awa.root.locator(".more")).to_have_attribute("aria-expanded", "true")
    awa.root.locator(".pinned").click()
    expect(awa.chat.locator(".found")).to_contain_text("Question 1 sur 8")


def _ten_workshops(room: Room, group: Chat, people: list[Person]) -> None:
    for number in range(TEN_WORKSHOPS):
        room.post(group, (Run(f"Message {number}, avec quelques mots de plus"),))


def test_after_ten_workshops_it_is_as_quick(page: Page) -> None:
    with alone(before=_ten_workshops) as room:
        phones = opened(page, room)
        phones["Jo"].says(f"Message {TEN_WORKSHOPS - 1}")
        script = """() => new Promise(done => {
            const from = performance.now(), jo = [...document.querySelectorAll('.phone')].at(-1);
            new MutationObserver(() => jo.textContent.includes('Vu de loin') && done(performance.now() - from))
              .observe(jo, {childList: true, subtree: true});
            const input = document.querySelector('.held textarea');
            input.value = 'Vu de loin';
            input.form.requestSubmit();
        })"""
        took = min(page.evaluate(script.replace("Vu de loin", f"Vu de loin {n}")) for n in range(3))
        assert timedelta(milliseconds=took) < timedelta(seconds=0.2)
        phones["Awa"].chat.evaluate("list => { list.scrollTop = 0 }")
        phones["Awa"].chat.locator(".earlier").click()
        assert phones["Awa"].chat.locator(".message").count() > 100
