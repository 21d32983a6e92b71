"""The rehearsal as somebody at a browser has it: the real program, a real Chromium, and the phones on the page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright


@contextmanager
def rehearsal(folder: Path, language: str) -> Iterator[str]:
    """`palabre rehearse` until the block ends; gives the page's address."""
    command = [sys.executable, "-m", "bot", "rehearse", "--port", "0", "--language", language]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), "TMPDIR": str(folder)}
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=folder, bufsize=1)
    try:
        assert program.stdout is not None
        found = re.search(r"http://\S+", program.stdout.readline())
        assert found, "the rehearsal says where it is"
        yield found[0]
    finally:
        program.terminate()
        assert program.wait(10) == 0
        assert program.stdout is not None
        program.stdout.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "the browser tests need Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


def _wrong(message: ConsoleMessage) -> bool:
    """Whether the page has done something wrong; that the program ended before the page is no wrong of its."""
    return message.type in ("error", "warning") and "net::ERR_" not in message.text


@contextmanager
def watched(browser: Browser, size: dict[str, int], *, locale: str = "fr-FR", scheme: str = "light") -> Iterator[Page]:
    """A page of that size, on which nothing goes wrong that its console would tell."""
    page = browser.new_page(
        viewport={"width": size["width"], "height": size["height"]},
        locale=locale,
        accept_downloads=True,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.set_default_timeout(8000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if _wrong(message) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.close()
    assert wrong == []


def tools(page: Page, *, shown: bool = True) -> Locator:
    """The panel beside the phones, shown or not."""
    if (page.locator("#tools").get_attribute("aria-expanded") == "true") != shown:
        page.locator("#tools").click()
    return page.locator("#panel")


class Phone:
    """One phone on the page, by the hands of its person."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.root = page.locator(".phone").filter(has=page.locator("h2", has_text=name))
        self.chat = self.root.locator(".messages:not([hidden])")
        self.switch = page.locator("#people button").filter(has_text=name)

    def hold(self) -> Phone:
        """Take it in hand."""
        if self.switch.get_attribute("aria-pressed") != "true":
            self.switch.click()
        return self

    def network(self, label: str) -> None:
        """Give it another network, from its menu."""
        self.hold().root.locator(".menu").click()
        self.root.locator(".settings").get_by_role("button", name=label).click()
        self.root.locator(".menu").click()

    def open(self, *, private: bool) -> Phone:
        """Look at the group, or at the chat with the bot."""
        tab = self.root.get_by_role("tab").nth(1 if private else 0)
        if tab.get_attribute("aria-selected") != "true":
            tab.click()
        return self

    def bot_messages(self) -> Locator:
        return self.chat.locator(".message.bot")

    def says(self, text: str) -> None:
        """Wait until the bot has said something, in the chat that is open."""
        expect(self.bot_messages().filter(has_text=text).last).to_be_visible()

    def tap(self, label: str | re.Pattern[str], *, exact: bool = False) -> None:
        """Press the newest button of that label."""
        self.chat.locator(".keys").get_by_role("button", name=label, exact=exact).last.click()

    def write(self, text: str) -> None:
        """Type a text and send it."""
        self.hold()
        self.root.locator("textarea").fill(text)
        self.root.locator(".send").click()

    def reply(self, to: str, text: str) -> None:
        """Reply to the bot's newest message that says so."""
        message = self.hold().bot_messages().filter(has_text=to).last
        message.hover()
        message.get_by_role("button", name=re.compile("Répondre|Reply")).click()
        self.write(text)

    def toast(self, text: str) -> None:
        expect(self.root.locator(".toast")).to_contain_text(text)

    def receipt(self, text: str) -> None:
        """Wait for the bot's reaction on what this person wrote."""
        expect(self.chat.locator(".message.own").filter(has_text=text).last.locator(".reaction")).to_be_visible()
