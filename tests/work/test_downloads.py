"""Documents are written beside everything else, say nothing that was withdrawn meanwhile, and go to those alone who may
have them at that moment."""

from __future__ import annotations

import asyncio
import io
import logging
import threading
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from bot.session.roles import Role
from bot.store import orders
from bot.store.db import Tx
from bot.work.downloads import making
from bot.work.downloads.making import Task, Written
from tests.canaries import files_with
from tests.stage import Stage, open_stage
from tests.work.at_first_question import somebody_answers
from tests.work.downloading import download, press, wants, workshop_page
from tests.work.with_roles import SCENARIOS, give, tell


async def _closed(stage: Stage, scenario: str = "small") -> None:
    """A workshop that has ended, in which Chidi has answered."""
    await stage.begin(scenario)
    await somebody_answers(stage)
    stage.say("Awa", "/close oui")
    await stage.settle()


def _sent(stage: Stage, name: str = "Awa") -> list[bytes]:
    return [m.document.content for m in stage.room.messages(stage.private(name)) if m.document]


# -- written beside everything else ------------------------------------------------------------------------


async def test_nothing_waits_for_a_document_that_takes_long(tmp_path: Path) -> None:
    go_on, begun = threading.Event(), asyncio.Event()
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _closed(stage)
        await workshop_page(stage)
        loop = asyncio.get_running_loop()

        def slow(task: Task) -> Written:
            loop.call_soon_threadsafe(begun.set)
            assert go_on.wait(20)
            return making.write(task)

        stage.app.making._write = slow
        wants(stage, "html")
        await stage.app.poll.once(0)
        await stage.work()
        writing = asyncio.create_task(stage.app.making.once())
        await begun.wait()
        stage.say("Awa", "/help", chat=stage.private("Awa"))
        await stage.app.poll.once(0)
        await stage.work()
        for _ in range(5):
            stage.clock.turn(timedelta(seconds=2))
            await stage.app.sender.step()
        assert "/summaries" in stage.texts(stage.private("Awa"))[-1], "answered meanwhile"
        assert not _sent(stage)
        go_on.set()
        assert await writing
        await stage.settle()
        assert len(_sent(stage)) == 1


@pytest.mark.parametrize("ask", ["/forget oui", "/undo"])
async def test_what_is_withdrawn_while_a_document_is_written_is_not_in_it(tmp_path: Path, ask: str) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("circle")
        stage.say("Awa", "/next")
        await stage.settle()
        for name, text in (("Chidi", "CANARYSTORY"), ("Sam", "Autre chose.")):
            stage.say(name, text, reply_to=stage.question())
            await stage.settle()
        await workshop_page(stage)
        wants(stage, "json")
        await stage.app.poll.once(0)
        await stage.work()
        task = await stage.app.database.transact(stage.app.making._next)
        assert task is not None
        written = making.write(task)
        assert b"CANARYSTORY" in written.data
        stage.say("Chidi", ask, chat=stage.private("Chidi"))
        await stage.app.poll.once(0)
        await stage.work()
        await stage.app.database.transact(lambda tx: stage.app.making._done(tx, task, written))
        assert not files_with(tmp_path, "CANARYSTORY") or ask == "/undo"
        await stage.settle()
        (sent,) = _sent(stage)
        assert b"CANARYSTORY" not in sent
        assert b"Autre chose." in sent


async def test_a_document_that_can_t_be_written_is_told_and_not_tried_for_ever(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _closed(stage)
        await workshop_page(stage)

        def fails(task: Task) -> Written:
            raise ValueError("CANARYTEXT")

        stage.app.making._write = fails
        with caplog.at_level(logging.ERROR):
            wants(stage, "html")
            await stage.settle()
        assert "Je n’ai pas pu faire ce document" in stage.texts(stage.private("Awa"))[-1]
        assert "writing a document (html) failed: ValueError" in caplog.text
        assert "CANARYTEXT" not in caplog.text
        assert await stage.app.database.transact(orders.take) is None


async def test_who_was_forgotten_or_wiped_meanwhile_gets_none(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _closed(stage)
        await give(stage, "Jo", Role.COORDINATOR)
        for name in ("Awa", "Jo"):
            await workshop_page(stage, name)
            wants(stage, "html", name)
        await stage.app.poll.once(0)
        await stage.work()
        stage.say("Jo", "/forget oui", chat=stage.private("Jo"))
        await stage.settle()
        assert not _sent(stage, "Jo")
        assert len(_sent(stage)) == 1

        def rows(tx: Tx) -> int:
            return len(tx.all("SELECT 1 FROM orders"))

        assert await stage.app.database.transact(rows) == 0


# -- several in one file -----------------------------------------------------------------------------------


def _names(document: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return [name.rpartition(".")[2] for name in archive.namelist()]


async def test_all_of_a_group_s_come_in_one_file_with_the_data_for_those_who_coordinate(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _closed(stage)
        stage.say("Awa", "/session small")
        await stage.settle()
        await somebody_answers(stage)
        await give(stage, "Jo", Role.FACILITATOR)
        for name, data in (("Awa", {"csv", "xlsx", "json"}), ("Jo", set())):
            await tell(stage, name, "/summaries")
            press(stage, name, "sumall-")
            await stage.settle()
            press(stage, name, "zip-", "-html-fr")
            await stage.settle()
            (document,) = _sent(stage, name)
            assert sorted(_names(document)) == sorted(["html", "html", "ics", *data])


# -- for whom ----------------------------------------------------------------------------------------------

ALONE = """
palabre: 1
id: alone
title: { fr: Seuls }
purpose: { fr: Essayer }
steps:
  - { id: pulse, kind: scale, prompt: { fr: Combien } }
  - { id: hidden, kind: text, collect: private, reveal: never, prompt: { fr: Dites } }
"""


async def test_who_facilitates_gets_what_the_group_has_read_and_no_data(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _closed(stage)
        await give(stage, "Jo", Role.FACILITATOR)
        await download(stage, "html", name="Jo")
        assert len(_sent(stage, "Jo")) == 1
        page = next(m for m in stage.room.messages(stage.private("Jo")) if m.keyboard)
        labels = [key.label for row in page.keyboard for key in row]
        assert "Page à lire (HTML)" in labels
        assert not [label for label in labels if "Données" in label or "Excel" in label]


async def test_what_stands_in_documents_alone_is_for_those_who_coordinate(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "alone.yaml").write_text(ALONE, "utf-8")
    async with open_stage(tmp_path, scenarios=folder) as stage:
        await _closed(stage, "alone")
        await give(stage, "Jo", Role.FACILITATOR)
        assert "n’a encore de réponse" in await tell(stage, "Jo", "/summaries")
        assert len(await download(stage, "html", "xlsx")) == 2
