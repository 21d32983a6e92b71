"""Words that nobody can miss, in everything that is known of people and everything that they say: played
through a whole session with errors on the way, they are in no line of the log at any level, not in the
documents where they don't belong, and account numbers are in one table alone."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.documents.formats import FORMATS
from bot.gateway.api.logs import set_up
from bot.rehearsal.calls import RefusedError
from bot.rehearsal.emulator import BrokenError
from bot.rehearsal.shapes import Json
from bot.store import inbox
from bot.store.db import Tx
from tests.documents.made import opened
from tests.stage import TOKEN, Chance, Stage, open_stage
from tests.work.downloading import download

SAID = ("CANARYTEXT", "CANARYSTORY", "CANARYPROMISE", "CANARYCORRECTION", "CANARYCAPTION", "CANARYALIAS")
#: Loggers of the libraries, which tell all that they get and send once somebody turns them up.
LIBRARIES = ("aiohttp.client", "httpx", "httpcore.http11", "telegram.Bot", "asyncio", "aiosqlite")
KNOWN = ("CANARYNAME", "CANARYLAST", "canaryuser", "CANARYTITLE")


class Unlucky(Chance):
    """Chance that for a while quotes what it was never given, and fails."""

    fails = 0

    def __call__(self) -> int:
        if self.fails:
            self.fails -= 1
            raise RuntimeError(f"no luck for {SAID[0]} of {KNOWN[0]} with {TOKEN}")
        return super().__call__()


class Issue:
    """What Telegram answers now and then: refusals that quote, and a network that breaks off."""

    def __init__(self) -> None:
        self.calls = 0

    async def __call__(self, when: str, method: str, call: Json) -> None:
        if when == "before" and method in (
            "sendmessage",
            "editmessagetext",
            "setmessagereaction",
            "answercallbackquery",
        ):
            self.calls += 1
            if self.calls % 7 == 0:
                raise RefusedError(
                    400, f"Bad Request: can't parse entities: {call.get('text', '')} for {call.get('chat_id')}"
                )
            if self.calls % 7 == 3:
                raise BrokenError(502, f"{SAID[0]} {KNOWN[0]}") if self.calls % 2 else BrokenError


@dataclass
class Played:
    """A session that was played to its end, with its documents."""

    stage: Stage
    documents: dict[str, str]
    chance: Unlucky


@asynccontextmanager
async def played(folder: Path, *, trouble: Issue | None = None) -> AsyncIterator[Played]:
    chance = Unlucky()
    async with open_stage(folder, add=False, watch=trouble, chance=chance) as stage:
        for person in stage.people.values():
            person.name, person.last_name, person.username = "CANARYNAME", "CANARYLAST", "canaryuser"
        stage.group.title = "CANARYTITLE"
        stage.room.start(stage.people["Awa"])
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        await stage.begin("roles")
        await _answers(stage, chance)
        stage.say("Awa", "/close oui")
        await stage.settle()
        stage.say("Nour", "CANARYCORRECTION", reply_to=stage.room.last(stage.group))
        documents = await download(stage, *FORMATS)
        told = [opened(document).decode("utf-8", "replace") for document in documents]
        yield Played(stage, dict(zip(FORMATS, told, strict=True)), chance)


async def _settled(stage: Stage) -> None:
    """Also what is tried again after a while has been done."""
    for _ in range(3):
        await stage.settle()
        stage.clock.turn(timedelta(seconds=40))
    await stage.settle()


async def _answers(stage: Stage, chance: Unlucky) -> None:
    """Everybody says something to every question, in words where it takes words; not all goes well."""
    stage.say("Jo", "/alias CANARYALIAS")
    for _ in range(20):
        stage.say("Awa", "/next oui")
        await _settled(stage)
        scenario, session = await stage.session()
        current = next((id for id, state in session.steps.items() if state.progress == "open"), None)
        if current is None or scenario.steps[-1].id == current:
            break
        kind, private = scenario.step(current).kind, getattr(scenario.step(current), "private", False)
        said = {"scale": "2", "matrix": "1a 2b 3a", "vote": "1"}.get(kind, "CANARYTEXT and CANARYSTORY")
        for name in stage.people:
            where = stage.private(name) if private else stage.group
            stage.say(name, said, chat=where, reply_to=None if private else stage.question())
        chance.fails = 3 if kind == "text" else 0
        await _settled(stage)
    stage.say("Nour", "CANARYPROMISE ; CANARYNAME ; demain", reply_to=stage.question())
    stage.room.media(stage.people["Sam"], stage.private("Sam"), "photo")
    stage.room.press(stage.people["Sam"], stage.question(), "CANARYTEXT")
    stage.say("Sam", "/CANARYTEXT CANARYTEXT", chat=stage.private("Sam"))
    await stage.settle()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the program logs when it is told to log everything; then all is as it was."""
    root, levels = logging.getLogger(), {}
    before = (root.level, root.handlers[:])
    set_up(1)
    stream = io.StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)
    for name in [*root.manager.loggerDict, *LIBRARIES]:
        levels[name] = logging.getLogger(name).level
    yield stream
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("forced", [False, True], ids=["as set up", "with every logger's level turned to 1"])
async def test_no_line_of_the_log_says_who_or_what(tmp_path: Path, log: io.StringIO, *, forced: bool) -> None:
    if forced:
        for name in [*logging.root.manager.loggerDict, *LIBRARIES]:
            logging.getLogger(name).setLevel(1)
    async with played(tmp_path, trouble=Issue()) as session:
        aside = await session.stage.app.database.transact(inbox.dead)
        accounts = [str(person.id) for person in session.stage.people.values()]
        group = str(abs(session.stage.group.id))
    lines = log.getvalue()
    assert "failed: RuntimeError at" in lines, "errors were provoked"
    assert "markup was refused" in lines
    assert "sending failed" in lines
    for canary in (*SAID, *KNOWN, TOKEN, TOKEN.split(":")[1], *accounts, group):
        assert canary.casefold() not in lines.casefold(), canary
    assert aside == [] or all("CANARY" not in error for _, error in aside)


async def test_documents_say_nothing_of_who(tmp_path: Path) -> None:
    async with played(tmp_path) as session:
        accounts = [str(person.id) for person in session.stage.people.values()]
        place = str(abs(session.stage.group.id))
        rows = await session.stage.app.database.transact(lambda tx: tx.all("SELECT person FROM people"))
    assert {"html", "docx", "json", "xlsx", "csv", "ics"} <= session.documents.keys()
    for kind, document in session.documents.items():
        assert ("CANARYPROMISE" if kind == "ics" else "CANARYSTORY") in document, kind
        # What somebody writes of a name in an answer of theirs stands there, and where a summary begins; nothing else.
        told = document.replace("CANARYPROMISE", "").replace("CANARYNAME", "", 2)
        for canary in (*KNOWN, *accounts, place, TOKEN, *(row["person"] for row in rows)):
            assert canary not in told, (kind, canary)
    json.loads(session.documents["json"])


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def _cells(tx: Tx) -> Iterator[tuple[str, str, str]]:
    """Every cell of every table, as text, blobs too."""
    for table in [row["name"] for row in tx.all("SELECT name FROM sqlite_master WHERE type = 'table'")]:
        for row in tx.all(f"SELECT * FROM {table}"):  # noqa: S608  our own tables
            for column in row.keys():  # noqa: SIM118  a Row is no mapping
                value = row[column]
                yield table, column, value.decode("latin-1") if isinstance(value, bytes) else str(value)


async def test_account_numbers_are_in_one_table_alone_and_names_in_none(tmp_path: Path) -> None:
    async with played(tmp_path) as session:
        accounts = [person.id for person in session.stage.people.values()]
        cells = await session.stage.app.database.transact(lambda tx: list(_cells(tx)))
        files = _bytes(tmp_path)
    forms = {form for n in accounts for form in (str(n), f"{n:x}", n.to_bytes(8, "big").decode("latin-1"))}
    found = {(table, column) for table, column, text in cells if any(form in text for form in forms)}
    assert found == {("people", "account")}
    for name in ("CANARYLAST", "canaryuser"):
        assert name.encode() not in files, "not even for a moment"
    titles = {(table, column) for table, column, text in cells if "CANARYTITLE" in text}
    assert titles == {("groups", "title")}
    said = {(table, column) for table, column, text in cells if "CANARYSTORY" in text}
    assert said == {("answers", "body")}
