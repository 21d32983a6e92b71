"""The rehearsal page in a real browser, played by hand: what a facilitator does who has never seen it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.rehearsal.browser import Phone, chromium, rehearsal

pytestmark = pytest.mark.browser

SOUTH, NORTH = ("Awa", "Chidi", "Nour"), ("Camille", "Sam", "Jo")
#: Where pictures go, if anywhere: `PICTURES=docs pytest -m browser` takes them anew.
PICTURES = os.environ.get("PICTURES")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="fr-FR", accept_downloads=True)
    page.set_default_timeout(8000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.close()
    assert wrong == []


def _picture(page: Page, name: str) -> None:
    if PICTURES:
        page.set_viewport_size({"width": 1280, "height": 1100})
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
    awa.root.get_by_role("button", name="/session").click()
    awa.tap("Qui décide quoi")
    awa.says("Quelles organisations")
    awa.write("Toit vert, sud\nAurore, nord")
    awa.tap("C’est juste")
    awa.says("Avant de dire oui")
    for name in (*SOUTH, *NORTH[:2]):
        phones[name].tap("Toit vert" if name in SOUTH else "Aurore")
        phones[name].toast("Bienvenue")
    phones["Jo"].reply("Avant de dire oui", "2")
    phones["Jo"].receipt("2")


def _forward(phones: dict[str, Phone], label: str, says: str, *, asked: bool = False) -> None:
    """The facilitator goes on from the control message, `asked` first where most haven't answered; everybody reads the
    next question."""
    phones["Awa"].open(private=True).tap(label)
    if asked:
        phones["Awa"].tap("Continuer quand même")
    for phone in phones.values():
        phone.open(private=False).says(says)


def test_six_people_play_roles_to_the_summary(page: Page, tmp_path: Path) -> None:
    with rehearsal(tmp_path, "fr") as address:
        phones = _phones(page, address)
        _opened(phones)
        _forward(phones, "Commencer", "savez-vous qui décide quoi")
        _today(phones)
        _forward(phones, "Suite", "Pensez à une décision du projet")
        _surprise(phones)
        _forward(phones, "Suite", "Voici six décisions")
        phones["Awa"].says("Nous avons appris cela de la radio, 3")
        _decisions(phones)
        _picture(page, "rehearsal")
        _forward(phones, "Suite", "Première question")
        phones["Awa"].says("Les organisations voient ceci autrement")
        _words(phones, "Première question", "Le budget, avant qu’il soit envoyé")
        _forward(phones, "Suite", "Deuxième question", asked=True)
        _part(phones)
        _forward(phones, "Suite", "De quoi auriez-vous besoin")
        _words(phones, "De quoi auriez-vous besoin", "D’un budget pour les imprévus")
        _forward(phones, "Suite", "Laquelle de ces demandes", asked=True)
        _votes(phones)
        _forward(phones, "Suite", "À quoi vous engagez-vous")
        for name in ("Nour", "Sam"):
            phones[name].reply("À quoi vous engagez-vous", "Partager le calendrier ; nos deux équipes ; 15/02/2027")
            phones[name].receipt("Partager le calendrier")
        _forward(phones, "Suite", "Synthèse", asked=True)
        phones["Awa"].says("15 février 2027")
        phones["Jo"].tap("C’est bien nous")
        phones["Jo"].toast("Merci")
        _documents(page, phones["Awa"], tmp_path)


def _today(phones: dict[str, Phone]) -> None:
    for name, score in zip((*SOUTH, *NORTH), "121232", strict=True):
        if name in ("Awa", "Camille"):
            phones[name].tap(score, exact=True)
            phones[name].toast(f"Noté : {score}")
        else:
            phones[name].reply("savez-vous qui décide quoi", score)
            phones[name].receipt(score)


def _surprise(phones: dict[str, Phone]) -> None:
    """A private question: the button opens the chat with the bot, and nobody else sees the answer."""
    for n, phone in enumerate(phones.values(), 1):
        phone.tap("Répondre en privé")
        phone.says("Écrivez ici")
        phone.write(f"Nous avons appris cela de la radio, {n}")
        phone.receipt(f"radio, {n}")
        phone.open(private=False)
    for phone in phones.values():
        expect(phone.root.locator(".message")).not_to_contain_text(["radio"])


def _nothing_left(phone: Phone) -> None:
    """The question has closed: it and the answer are gone from the private chat."""
    phone.open(private=True)
    expect(phone.root.locator(".messages")).not_to_contain_text("radio")
    expect(phone.root.locator(".messages")).not_to_contain_text("Écrivez ici")
    phone.open(private=False)


def _decisions(phones: dict[str, Phone]) -> None:
    """Both sides claim the budget: by buttons and by text. Of the private question before nothing is left."""
    _nothing_left(phones["Jo"])
    for name, phone in phones.items():
        if name == "Awa":
            for row in range(1, 7):
                phone.tap(f"{row}a", exact=True)
                phone.toast(f"{row}a")
        else:
            phone.reply("Voici six décisions", "1a 2c 3a 4c 5a 6c" if name in SOUTH else "1a 2c 3b 4c 5b 6c")
            phone.receipt("1a 2c")


def _words(phones: dict[str, Phone], question: str, text: str) -> None:
    for name in ("Chidi", "Camille"):
        phones[name].reply(question, text)
        phones[name].receipt(text)


def _part(phones: dict[str, Phone]) -> None:
    for n, phone in enumerate(phones.values(), 1):
        phone.open(private=True).says("Deuxième question")
        phone.write(f"Un avis sur le choix des activités, {n}")
        phone.receipt(f"activités, {n}")
        phone.open(private=False)


def _votes(phones: dict[str, Phone]) -> None:
    for name, phone in phones.items():
        if name in SOUTH:
            phone.tap("1", exact=True)
            phone.toast("Noté : 1")
        else:
            phone.reply("Laquelle de ces demandes", "1, 2")
            phone.receipt("1, 2")


def _documents(page: Page, awa: Phone, folder: Path) -> None:
    """The coordinator downloads the summary; the file opens by itself, as on any phone."""
    awa.open(private=True).write("/summaries")
    awa.says("Qui décide quoi")
    with page.expect_download() as downloading:
        awa.tap("HTML")
        awa.root.locator("a.document").last.click()
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
        chidi.root.get_by_role("button", name="Hors connexion").click()
        chidi.tap("3", exact=True)
        chidi.toast("Pas de connexion")
        chidi.reply("savez-vous qui décide quoi", "4")
        expect(chidi.root.locator(".message.own").last).to_contain_text("part au retour du réseau")
        chidi.root.get_by_role("button", name="Hors connexion").click()
        chidi.receipt("4")


def test_a_phone_alone_on_a_small_screen(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    with rehearsal(tmp_path, "fr") as address:
        phones = _phones(page, address)
        expect(phones["Awa"].root).to_be_visible()
        expect(phones["Jo"].root).to_be_hidden()
        phones["Awa"].root.get_by_role("button", name="/session").click()
        phones["Awa"].tap("Qui décide quoi")
        phones["Awa"].says("Quelles organisations")
        page.get_by_role("navigation").get_by_role("button", name="Jo").click()
        expect(phones["Jo"].root).to_be_visible()
        expect(phones["Awa"].root).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="English").click()
        expect(phones["Jo"].root.locator("textarea")).to_have_attribute("placeholder", "Write…")


def test_says_when_the_rehearsal_has_ended(page: Page, tmp_path: Path) -> None:
    with rehearsal(tmp_path, "fr") as address:
        _phones(page, address)
        expect(page.locator(".phone").first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="La répétition est terminée")).to_be_visible()
