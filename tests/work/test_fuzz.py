"""Anything at all from anybody: forged and altered buttons and links, random texts through every command and to
every kind of question, random scenario files. Nothing is set aside, no error is logged, and no state changes
that the sender could not have changed."""

from __future__ import annotations

import logging
import random
from pathlib import Path

import pytest

from bot.resources import folder
from bot.scenario.load import load
from bot.store import inbox
from bot.store.db import Tx
from bot.work.commands.table import COMMANDS, PRESSES
from tests.often import often
from tests.stage import Stage, open_stage

#: What must not change by a forgery, whoever sends it.
_STATE = ("sessions", "answers", "participants", "grants", "invites", "members", "organisations", "groups")
_ALPHABET = "ABCXYZabcxyz0123456789-_"
_NASTY = (
    "", "\x00", "\u202egnp.exe", "=HYPERLINK(\"http://x\")", "＝1+1", "\ufeff=1+1",
    "'; DROP TABLE answers; --",
    "<b>&\"'</b><a href=tg://user?id=1>x</a>", "😀" * 4096, "../../x.yaml", "{n} {0} %s", "\u0600" * 50, "9" * 400,
    "-" * 9,
    "1a" * 200, "٣", "1,2,3,4,5,6,7,8,9", ";;;;", "/", "//", "/next@other_bot", "0", "-1", "1e9", "²", "①",
)  # fmt: skip


def _word(chance: random.Random) -> str:
    """Lone surrogates aside, which no HTTP carries: `gateway/test_decode.py` has them."""
    if chance.random() < 0.5:
        return chance.choice(_NASTY)
    made = "".join(chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x2FFFF)))) for _ in range(
        chance.randrange(60)))  # fmt: skip
    return made.encode("utf-8", "ignore").decode()


async def _state(stage: Stage) -> list[object]:
    def read(tx: Tx) -> list[object]:
        return [[tuple(row) for row in tx.all(f"SELECT * FROM {name}")] for name in _STATE]  # noqa: S608

    return await stage.app.database.transact(read)


async def _unharmed(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    assert await stage.app.database.transact(inbox.dead) == []
    assert await stage.app.database.transact(inbox.count_open) == 0
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []


def _altered(chance: random.Random, known: list[str]) -> str:
    """A forged button, or one that is there with a character changed, cut off, or another's payload."""
    data = chance.choice(known)
    at = chance.randrange(len(data))
    return chance.choice((
        "".join(chance.choice(_ALPHABET) for _ in range(chance.randrange(65))),
        data[:at] + chance.choice([c for c in _ALPHABET if c != data[at]]) + data[at + 1 :],
        data[:at],
        data[:12] + chance.choice([*PRESSES]) + "-" + chance.choice(known)[12:][:30] + "x",
        data + "x",
        _word(chance)[:64],
    ))  # fmt: skip


async def test_forged_buttons_and_links_change_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    chance = random.Random(4)
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        stage.say("Awa", "/next oui")
        await stage.settle()
        names, where = list(stage.people), [stage.question(), stage.question(stage.private("Awa"))]
        known = [key.data for m in where for row in m.keyboard for key in row if key.data]
        before = await _state(stage)
        for number in range(often(60, 1000)):
            name = stage.people[chance.choice(names)]
            data = _altered(chance, known)
            if number % 3:
                message = chance.choice([m for m in where if m.chat in (stage.group.id, name.id)])
                stage.room.press(name, message, data)
            else:
                link = data.encode("utf-8", "ignore").decode().replace("\x00", "")
                stage.room.start(name, "x" + "".join(link.split())[:60])
            if number % 20 == 0:
                await stage.settle()
        await stage.settle()
        assert await _state(stage) == before
        await _unharmed(stage, caplog)


async def test_random_texts_through_every_command_and_kind(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever it is: the session goes on, and answers are those of people who may give them."""
    chance, count = random.Random(5), often(40, 500)
    small = tmp_path / "mine"
    small.mkdir()
    (small / "small.yaml").write_bytes((Path(__file__).parents[1] / "dialogues/scenarios/small.yaml").read_bytes())
    async with open_stage(tmp_path, scenarios=small) as stage:
        await stage.begin("small")
        commands = [name for name in COMMANDS if name not in ("next", "close", "forget", "leave")]
        for number in range(count):
            if number % max(count // 9, 1) == 0:
                stage.say("Awa", "/next oui")
                await stage.settle()
            name, text = chance.choice(list(stage.people)), _word(chance)
            chat = chance.choice([stage.group, stage.private(name)])
            if number % 2:
                stage.say(name, f"/{chance.choice(commands)} {text}", chat=chat)
            else:
                questions = [m for m in stage.room.messages(chat) if m.sender == 0]
                stage.say(name, text, chat=chat, reply_to=chance.choice(questions))
            await stage.settle()
        _, session = await stage.session()
        assert len(session.participants) == len(stage.people)
        assert {a.person for a in session.answers if a.person} <= session.participants.keys()
        await _unharmed(stage, caplog)


def test_random_scenario_files_are_read_or_refused_with_a_reason() -> None:
    chance = random.Random(6)
    shipped = [path.read_bytes() for path in sorted(folder("scenarios").glob("*.yaml"))]
    for _ in range(often(60, 500)):
        data = bytearray(chance.choice(shipped))
        for _ in range(chance.randrange(1, 30)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(8)] = chance.choice(
                (bytes([chance.randrange(256)]), b"\n", b"  - ", b": ", b"&a ", b"*a",
                 b"!!python/object/apply:os.system ",
                 b"<<: ", b"{", b"[" * 40, b"no", b"../../x.yaml", _word(chance).encode("utf-8", "ignore")[:40])
            )  # fmt: skip
        reading = load(bytes(data))
        assert (reading.scenario is None) == any(not problem.advice for problem in reading.problems)
