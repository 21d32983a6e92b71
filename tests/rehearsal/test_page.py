"""The rehearsal page in a real browser, played by hand: what a facilitator does who has never seen it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.rehearsal.browser import Phone, rehearsal, watched

pytestmark = pytest.mark.browser

SOUTH, NORTH = ("Awa", "Chidi", "Nour"), ("Camille", "Sam", "Jo")
#: The facilitator's button for going on.
NEXT = re.compile("^(Question suivante|Suite)")
#: Where pictures go, if anywhere: `PICTURES=docs pytest -m browser` takes them anew.
PICTURES = os.environ.get("PICTURES")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with watched(browser, {"width": 1280, "height": 800}) as page:
        yield page


def _picture(page: Page, name: str) -> None:
    if PICTURES:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.mouse.move(2, 2)
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(4500)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def _phones(page: Page, address: str) -> dict[str, Phone]:
    page.goto(address)
    return {name: Phone(page, name) for name in (*SOUTH, *NORTH)}


def _opened(phones: dict[str, Phone]) -> None:
    """From the first look at the page to a session that everybody takes part in."""
    awa = phones["Awa"]
    awa.root.locator(".chips").get_by_role("button", name="/session").click()
    awa.tap("Qui décide quoi")
    awa.tap(re.compile("^En direct, environ"))
    awa.says("Quelles organisations")
    awa.write("Toit vert, sud\nAurore, nord")
    awa.tap("C’est juste")
    awa.says("Avant de dire oui")
    for name in (*SOUTH, *NORTH[:2]):
        phones[name].tap("Toit vert" if name in SOUTH else "Aurore")
        phones[name].toast("Bienvenue")
    phones["Jo"].reply("Avant de dire oui", "2")
    phones["Jo"].receipt("2")


def _forward(phones: dict[str, Phone], label: str | re.Pattern[str], says: str, *, asked: bool = False) -> None:
    """The facilitator goes on from the control message, `asked` first where most haven't answered; everybody reads the
    next question."""
    phones["Awa"].open(private=True).tap(label)
    if asked:
        phones["Awa"].tap("Continuer quand même")
    for phone in phones.values():
        phone.open(private=False).says(says)


def _rest(phones: dict[str, Phone], name: str) -> None:
    """Whoever has answered lets the others do so: their answers come before whatever is pressed next."""
    phones[name].hold().open(private=False).root.get_by_role("button", name="Faire répondre les autres").click()


def _until_the_table(phones: dict[str, Phone]) -> None:
    """From the first question, a private number, to a private table of who decides what."""
    _forward(phones, "Commencer", "savez-vous qui décide quoi")
    _today(phones)
    _forward(phones, NEXT, "sans vérifier")
    _words(phones, "Chidi", "sans vérifier", "Les comptes, toujours")
    _forward(phones, NEXT, "découverte une fois prise")
    _surprise(phones)
    _forward(phones, NEXT, "le dernier mot à partir de maintenant")
    phones["Awa"].says("Nous avons appris cela de la radio")
    _nothing_left(phones["Jo"])
    _decisions(phones)


def test_six_people_play_roles_to_the_summary(page: Page, tmp_path: Path) -> None:
    with rehearsal(tmp_path, "fr") as address:
        phones = _phones(page, address)
        _opened(phones)
        _until_the_table(phones)
        _forward(phones, NEXT, "Quelle place voulez-vous")
        phones["Awa"].says("Partager le budget")
        _picture(page, "rehearsal")
        _decisions(phones)
        _to_the_summary(phones)
        phones["Awa"].says("15 février 2027")
        phones["Jo"].tap(re.compile("c’est (bien )?nous", re.I))
        phones["Jo"].toast("Merci")
        _documents(page, phones["Awa"], tmp_path)


def _to_the_summary(phones: dict[str, Phone]) -> None:
    """A sentence, a vote, a commitment, each by one of the six and then the others; then the end."""
    _forward(phones, NEXT, "que nous pourrions signer")
    _words(phones, "Camille", "que nous pourrions signer", "Pour le budget, nous décidons ensemble")
    _forward(phones, NEXT, "pourrait-elle signer")
    phones["Sam"].tap("1", exact=True)
    phones["Sam"].toast("Noté")
    _rest(phones, "Sam")
    _forward(phones, NEXT, "quoi ; qui ; pour quand")
    _words(phones, "Nour", "quoi ; qui ; pour quand", "Partager le calendrier ; nos deux équipes ; 15/02/2027")
    _forward(phones, NEXT, "Synthèse")


def _today(phones: dict[str, Phone]) -> None:
    """A private number, by tap and by text."""
    phones["Awa"].open(private=True).tap("3", exact=True)
    phones["Awa"].toast("Noté : 3")
    phones["Chidi"].tap("Répondre en privé")
    phones["Chidi"].says("savez-vous qui décide quoi")
    phones["Chidi"].write("1")
    phones["Chidi"].receipt("1")
    _rest(phones, "Chidi")


def _surprise(phones: dict[str, Phone]) -> None:
    """A private question: the button opens the chat with the bot, and nobody else sees the answer."""
    phones["Jo"].tap("Répondre en privé")
    phones["Jo"].says("Écrivez ici")
    phones["Jo"].write("Nous avons appris cela de la radio")
    phones["Jo"].receipt("radio")
    _rest(phones, "Jo")
    for phone in phones.values():
        expect(phone.chat.locator(".message")).not_to_contain_text(["radio"])


def _nothing_left(phone: Phone) -> None:
    """The question has closed: it and the answer are gone from the private chat."""
    phone.open(private=True)
    expect(phone.chat).not_to_contain_text("radio")
    expect(phone.chat).not_to_contain_text("Écrivez ici")
    phone.open(private=False)


def _decisions(phones: dict[str, Phone]) -> None:
    """A private table of six lines, by text."""
    phones["Awa"].open(private=True).write("1a 2a 3a 4b 5a 6c")
    phones["Awa"].receipt("1a 2a")
    _rest(phones, "Awa")


def _words(phones: dict[str, Phone], name: str, question: str, text: str) -> None:
    phones[name].reply(question, text)
    phones[name].receipt(text)
    _rest(phones, name)


def _documents(page: Page, awa: Phone, folder: Path) -> None:
    """The coordinator downloads the summary; the file opens by itself, as on any phone."""
    awa.open(private=True).write("/summaries")
    awa.tap("Qui décide quoi")
    with page.expect_download() as downloading:
        awa.tap("Page à lire (HTML)")
        awa.chat.locator("a[download]").last.click()
    path = folder / downloading.value.suggested_filename
    downloading.value.save_as(path)
    assert path.suffix == ".html"
    phone = page.context.browser.new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    phone.goto(path.as_uri())
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Qui décide quoi")
    expect(phone.locator("body")).to_contain_text("Partager le calendrier")
    expect(phone.locator("body")).to_contain_text("Toit vert")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    content = path.read_text("utf-8")
    assert not any(name in content for name in (*SOUTH, *NORTH) if name != "Jo")
    phone.close()


def test_offline_a_text_waits_and_a_tap_is_lost(page: Page, tmp_path: Path) -> None:
    with rehearsal(tmp_path, "fr") as address:
        phones = _phones(page, address)
        _opened(phones)
        chidi = phones["Chidi"]
        _forward(phones, "Commencer", "savez-vous qui décide quoi")
        chidi.tap("Répondre en privé")
        chidi.says("savez-vous qui décide quoi")
        chidi.network("Hors connexion")
        chidi.tap("3", exact=True)
        chidi.toast("Pas de connexion")
        chidi.reply("savez-vous qui décide quoi", "4")
        expect(chidi.chat.locator(".message.own").last).to_contain_text("part au retour du réseau")
        chidi.network("Bon")
        chidi.receipt("4")
