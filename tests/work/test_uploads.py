"""Scenarios that are sent by chat, as nobody should send them: over HTTP, by the whole app."""

from __future__ import annotations

import io
import zipfile
from asyncio import to_thread
from pathlib import Path

import pytest

from bot.scenario.starter import starter
from bot.store import library, uploads
from bot.store.db import Tx
from bot.xlsform.conversion import form_of
from tests.dialogues.lines import FILES
from tests.stage import Stage, open_stage

VISIT = (FILES / "visit.yaml").read_bytes()
BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("xl/workbook.xml", b"0" * 20_000_000)


async def _sent(stage: Stage, data: bytes, *, who: str = "Awa", name: str = "visit.yaml") -> list[str]:
    """What the bot says to whoever sends a file."""
    chat = stage.private(who)
    before = len(stage.texts(chat))
    stage.room.file(stage.people[who], chat, name, data)
    await stage.settle()
    return stage.texts(chat)[before:]


def _kept(tx: Tx) -> tuple[list[str], int]:
    """The ids in the library, and how many files are on their way."""
    return [one.id for one in library.all(tx)], len(tx.all("SELECT 1 FROM uploads"))


#: What is sent -> a word of the answer.
HOSTILE = {
    "larger than a spreadsheet may be": (b"# " + b"x" * uploads.LARGEST, "too large"),
    "larger than a text may be": (b"# " + b"x" * 70_000, "larger than 64 KiB"),
    "aliases": (b"a: &a [x]\nb: *a\n", "anchors and aliases"),
    "a merge key": (b"palabre: 1\nx: { <<: y }\n", "merge keys (<<)"),
    "a tag": (b"a: !!python/object/apply:os.system [x]\n", "tags (with !)"),
    "30,000 brackets": (b"[" * 30_000, "8 levels"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "not a text file"),
    "UTF-16": ("palabre: 1".encode("utf-16"), "not UTF-8"),
    "a zip bomb": (BOMB.getvalue(), "can’t take this spreadsheet"),
    "tags of a page": (b"palabre: 1\n<b>x</b>: 1\n", "<b>x</b>"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_what_is_wrong_is_told_and_nothing_is_kept(name: str, tmp_path: Path) -> None:
    data, said = HOSTILE[name]
    async with open_stage(tmp_path, language="en") as stage:
        (answer,) = await _sent(stage, data)
        assert said in answer
        assert await stage.app.database.transact(_kept) == ([], 0)


async def test_a_form_becomes_a_workshop_and_its_name_is_never_used(tmp_path: Path) -> None:
    form, _ = form_of(starter(("en", "fr"), "our-form").encode())
    async with open_stage(tmp_path, language="en") as stage:
        (answer,) = await _sent(stage, form, name="../../etc/x.yaml")
        assert "/session our-form" in answer
        assert stage.app.runtime.library.get("our-form").title["en"] == "How do we work together?"
    written = [str(path) for path in await to_thread(lambda: list(tmp_path.rglob("*")))]
    assert written
    assert all("palabre.sqlite3" in path for path in written)


async def test_without_the_packages_spreadsheets_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.work.uploads.packages_are_there", lambda: False)
    form, _ = form_of(starter(("en",)).encode())
    async with open_stage(tmp_path, language="en") as stage:
        (answer,) = await _sent(stage, form)
        assert "as a .yaml file" in answer


async def test_it_outlives_a_restart_and_wins_over_one_that_came_along(tmp_path: Path) -> None:
    data = starter(("en",), "roles").encode()
    async with open_stage(tmp_path, language="en") as stage:
        (asked,) = await _sent(stage, data)
        assert "roles is there already" in asked.replace("\u2068", "").replace("\u2069", "")
        assert stage.app.runtime.library.source("roles") != data
        stage.tap("Awa", "Take this one", chat=stage.private("Awa"))
        await stage.settle()
        await stage.stop()
        await stage.start()
        assert stage.app.runtime.library.source("roles") == data
        stage.say("Awa", "/scenarios", chat=stage.private("Awa"))
        await stage.settle()
        stage.tap("Awa", "Take back: How do we work together?", chat=stage.private("Awa"))
        await stage.settle()
        stage.tap("Awa", "Yes, offer it no more", chat=stage.private("Awa"))
        await stage.settle()
        assert stage.app.runtime.library.source("roles") != data
        assert "came with Palabre is offered again" in stage.texts(stage.private("Awa"))[-1]


async def test_a_running_workshop_keeps_what_it_began_with(tmp_path: Path) -> None:
    async with open_stage(tmp_path, language="en") as stage:
        await _sent(stage, VISIT)
        await stage.begin("visit")
        await _sent(stage, (FILES / "visit-in-may.yaml").read_bytes())
        stage.tap("Awa", "Take this one", chat=stage.private("Awa"))
        await stage.settle()
        assert stage.app.runtime.library.get("visit").title["en"] == "The visit in May"
        scenario, _ = await stage.session()
        assert scenario.title["en"] == "The visit"


async def test_a_file_that_can_t_be_had_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_stage(tmp_path, language="en") as stage:
        monkeypatch.setattr(stage.room, "recorded", lambda name: None)
        (answer,) = await _sent(stage, VISIT)
        assert "couldn’t get this file" in answer
        assert await stage.app.database.transact(_kept) == ([], 0)


async def test_only_whom_the_operator_named_may(tmp_path: Path) -> None:
    """Neither who facilitates, nor who coordinates a group; and not who no longer may once the file has come."""
    async with open_stage(tmp_path, language="en") as stage:
        for name in ("Chidi", "Awa"):
            stage.room.start(stage.people[name])
        await stage.settle()
        await _sent(stage, VISIT, who="Chidi")
        assert await stage.app.database.transact(_kept) == ([], 0)
        stage.room.file(stage.people["Awa"], stage.private("Awa"), "x", VISIT)
        await stage.app.poll.once(0)
        await stage.work()
        await stage.app.database.transact(lambda tx: tx.run("DELETE FROM grants"))
        await stage.app.database.transact(lambda tx: tx.invalidate("role"))
        await stage.settle()
        assert await stage.app.database.transact(_kept) == ([], 0)


async def test_of_many_at_once_the_newest_wait(tmp_path: Path) -> None:
    async with open_stage(tmp_path, language="en") as stage:
        for _ in range(9):
            stage.room.file(stage.people["Awa"], stage.private("Awa"), "x", VISIT)
        await stage.app.poll.once(0)
        await stage.work()
        assert await stage.app.database.transact(_kept) == ([], 5)
        await stage.settle()
        assert (await stage.app.database.transact(_kept))[0] == ["visit"]


async def test_a_file_in_a_group_is_none_of_ours(tmp_path: Path) -> None:
    async with open_stage(tmp_path, language="en") as stage:
        stage.room.file(stage.people["Awa"], stage.group, "x", VISIT)
        await stage.settle()
        assert await stage.app.database.transact(_kept) == ([], 0)
