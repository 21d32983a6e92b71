"""Whoever has a summary that says no longer what is so is told once, in the same words and after the same hour whatever
has changed; and what is noted for that goes."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from bot.session.roles import Role
from bot.store import downloads
from bot.store.db import Tx
from tests.stage import Stage, open_stage
from tests.work.at_first_question import somebody_answers
from tests.work.downloading import download, press
from tests.work.with_roles import OVER, SCENARIOS, give, tell

CHANGED = "a changé depuis que vous l’avez téléchargée"


async def _closed(stage: Stage) -> None:
    """A workshop that has ended, in which Chidi has answered."""
    await stage.begin("small")
    await somebody_answers(stage)
    stage.say("Awa", "/close oui")
    await stage.settle()


def _sent(stage: Stage) -> list[bytes]:
    return [m.document.content for m in stage.room.messages(stage.private("Awa")) if m.document]


def _told(stage: Stage, name: str = "Awa") -> int:
    return sum(CHANGED in text for text in stage.texts(stage.private(name)))


async def _correct(stage: Stage, name: str, text: str) -> None:
    summary = next(m for m in reversed(stage.room.messages(stage.group)) if m.text.startswith("Synthèse"))
    stage.say(name, text, reply_to=summary)
    await stage.settle()


async def test_who_has_an_older_one_is_told_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _closed(stage)
        await download(stage, "html")
        for text in ("Pas tout à fait.", "Et encore."):
            await _correct(stage, "Sam", text)
        assert _told(stage) == 0, "more may come"
        await stage.pass_time(timedelta(hours=2))
        assert _told(stage) == 1
        await _correct(stage, "Nour", "Une troisième.")
        await stage.pass_time(timedelta(hours=2))
        assert _told(stage) == 1, "they know"
        press(stage, "Awa", "get-", "-html-fr")
        await stage.settle()
        assert b"troisi\xc3\xa8me" in _sent(stage)[-1]
        await _correct(stage, "Nour", "Une quatrième.")
        await stage.pass_time(timedelta(hours=2))
        assert _told(stage) == 2


async def test_nobody_is_told_of_what_changes_no_document(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _closed(stage)
        await download(stage, "html")
        for text in ("/alias Baobab", "/status"):
            stage.say("Chidi", text)
            await stage.settle()
        await stage.pass_time(timedelta(hours=2))
        assert _told(stage) == 0


async def test_after_forget_they_are_told_the_same_at_the_same_time(tmp_path: Path) -> None:
    said: dict[str, list[str]] = {}
    for cause in ("forget", "correction"):
        folder = tmp_path / cause
        folder.mkdir()
        async with open_stage(folder, scenarios=SCENARIOS) as stage:
            await _closed(stage)
            await download(stage, "html")
            if cause == "forget":
                stage.say("Jo", "/forget oui", chat=stage.private("Jo"))
                await stage.settle()
            else:
                await _correct(stage, "Sam", "Pas tout à fait.")
            before = len(stage.texts(stage.private("Awa")))
            await stage.pass_time(timedelta(minutes=50))
            assert len(stage.texts(stage.private("Awa"))) == before
            await stage.pass_time(timedelta(minutes=20))
            said[cause] = stage.texts(stage.private("Awa"))[before:]
    assert said["forget"] == said["correction"] != []


async def test_who_may_have_it_no_longer_is_told_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _closed(stage)
        await give(stage, "Jo", Role.FACILITATOR)
        await download(stage, "html", name="Jo")
        stage.room.leave(stage.group, stage.people["Jo"], told=False)
        await _correct(stage, "Sam", "Pas tout à fait.")
        await stage.pass_time(timedelta(hours=2))
        assert _told(stage, "Jo") == 0
        press(stage, "Jo", "get-", "-html-fr")
        await stage.settle()
        assert stage.room.toasts_of(stage.people["Jo"])[-1].startswith(OVER)


async def test_what_is_noted_goes_with_the_session_and_with_whoever_downloaded(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _closed(stage)
        await give(stage, "Jo", Role.COORDINATOR)
        (document,) = await download(stage, "json", name="Jo")
        await download(stage, "html")
        code = json.loads(document)["sessions"][0]["code"]
        assert code in await tell(stage, "Jo", "/mydata")

        def noted(tx: Tx) -> int:
            return len(tx.all("SELECT 1 FROM downloads"))

        assert await stage.app.database.transact(noted) == 2
        await tell(stage, "Jo", "/forget oui")
        assert await stage.app.database.transact(noted) == 1
        stage.clock.turn(timedelta(days=91))
        await stage.app.work.prune()
        assert await stage.app.database.transact(noted) == 0
        assert await stage.app.database.transact(lambda tx: downloads.up_to_date(tx, code)) is False
