"""Killed between any two steps of the pipeline and started again, a session goes on where it was.

The same short session is played again and again. Each time the bot is killed with SIGKILL at another
point: before or after the commit of its nth transaction (an update stored, worked on, chosen for sending,
noted as sent), before or after the nth call to Telegram took effect.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from bot.rehearsal.model import Chat, Person
from bot.rehearsal.room import Room
from tests.kill.lives import Lives, killer, lives, said, until

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_any_commit(when: str, tmp_path: Path) -> None:
    whole = await _unkilled(tmp_path)
    nth, unharmed, killed = 1, 0, 0
    while unharmed < 5:  # a session has so many transactions, give or take a few that only look
        async with lives(_folder(tmp_path, nth)) as (bot, room, group, people):
            bot.begin(when, nth)
            await _play(bot, room, group, people)
            killed += bot.deaths
            unharmed = 0 if bot.deaths else unharmed + 1
            _compare(whole, _outcome(bot, room, group), bot.deaths)
        nth += 1
    assert killed >= 60


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_any_call(when: str, tmp_path: Path) -> None:
    whole = await _unkilled(tmp_path)
    calls, nth, killed = 10_000, 1, 0
    while nth <= calls:
        made: list[Lives] = []
        watch, count = killer(lambda made=made: made[0], when, nth)
        async with lives(_folder(tmp_path, nth), watch) as (bot, room, group, people):
            made.append(bot)
            bot.begin()
            await _play(bot, room, group, people)
            killed += bot.deaths
            _compare(whole, _outcome(bot, room, group), bot.deaths)
        calls = min(calls, count())
        nth += 1
    assert killed >= 20


def _folder(tmp_path: Path, nth: int) -> Path:
    folder = tmp_path / str(nth)
    folder.mkdir()
    return folder


async def _unkilled(tmp_path: Path) -> dict[str, object]:
    """What comes of the session when nobody is killed."""
    async with lives(_folder(tmp_path, 0)) as (bot, room, group, people):
        bot.begin()
        await _play(bot, room, group, people)
        assert bot.deaths == 0
        return _outcome(bot, room, group)


async def _begin(room: Room, group: Chat, awa: Person) -> None:
    """The organisations are named, and what was understood is right."""
    room.say(awa, group, "/session small")
    for asked, text in (("Quelles organisations", "Toit vert, sud\nAurore, nord"), ("J’ai compris", "oui")):
        await until(lambda asked=asked: said(room, group, asked))
        room.say(awa, group, text, reply_to=said(room, group, asked))


async def _play(bot: Lives, room: Room, group: Chat, people: list[Person]) -> None:
    """From an empty group to the summary: taps and texts, in the group and in private."""
    awa, chidi, camille = people
    for person in people:
        room.start(person)
        await until(lambda person=person: said(room, room.private(person), "Bonjour"))
    room.add_bot(group, awa)
    await until(lambda: said(room, group, "Bonjour"))
    await _begin(room, group, awa)
    await until(lambda: said(room, group, "Avant de dire oui"))
    opening = said(room, group, "Avant de dire oui")
    joins = [room.say(person, group, text, reply_to=opening) for person, text in zip(people, "112", strict=True)]
    await until(lambda: all(message.reaction for message in joins))
    room.say(awa, group, "/next oui")
    await until(lambda: said(room, group, "Comment allons-nous"))
    question = said(room, group, "Comment allons-nous")
    answers = [room.say(p, group, t, reply_to=question) for p, t in zip((chidi, camille), "25", strict=True)]
    room.tap(awa, question, "4")
    await until(lambda: all(message.reaction for message in answers) and _answers(bot.path, "today") == 3)
    room.say(awa, group, "/next oui")
    await until(lambda: all(said(room, room.private(person), "Racontez une fois") for person in people))
    stories = [room.say(person, room.private(person), f"Une histoire de {n}.") for n, person in enumerate(people)]
    await until(lambda: all(message.reaction for message in stories))
    room.say(awa, group, "/next oui")
    await until(lambda: said(room, group, "Une histoire de 2"))
    room.say(awa, group, "/close oui")
    await until(lambda: said(room, group, "Synthèse"))
    await until(lambda: not room.pending(None) and _idle(bot.path))


def _rows(path: Path, sql: str, *values: object) -> list[tuple]:
    connection = sqlite3.connect(path, timeout=10)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def _answers(path: Path, step: str) -> int:
    return sum(f'"step":"{step}"' in body for (body,) in _rows(path, "SELECT body FROM answers"))


def _idle(path: Path) -> bool:
    """Nothing is left to do but calm edits, for which a session is woken later."""
    queued = _rows(path, "SELECT count(*) FROM outbox WHERE state = 'queued'")
    opened = _rows(path, "SELECT count(*) FROM inbox WHERE state = 'open'")
    return queued == opened == [(0,)]


def _outcome(bot: Lives, room: Room, group: Chat) -> dict[str, object]:
    """What is left of a session: the bot's messages (how often each), the receipts, the answers."""
    assert _rows(bot.path, "PRAGMA integrity_check") == [("ok",)]
    assert _rows(bot.path, "SELECT count(*) FROM inbox WHERE state = 'aside'") == [(0,)]
    texts: Counter[tuple[int, str]] = Counter()
    receipts: Counter[str] = Counter()
    for chat in room.chats.values():
        for message in room.messages(chat):
            if message.sender == 0 and not message.service:
                texts[chat.id, _kind(message.text)] += 1
            elif message.reaction:
                receipts[message.reaction] += 1
    answers = sorted(body[body.index('"step"') :].split('"person"')[0] for (body,) in
                     _rows(bot.path, "SELECT body FROM answers"))  # fmt: skip
    return {"texts": texts, "receipts": receipts, "answers": answers}


def _kind(text: str) -> str:
    """A message by its last paragraph's beginning: pseudonyms and the order of answers are drawn anew."""
    return text.split("\n")[0][:24]


def _compare(whole: dict[str, object], killed: dict[str, object], deaths: int) -> None:
    assert killed["receipts"] == whole["receipts"]
    assert killed["answers"] == whole["answers"]
    texts, expected = killed["texts"], whole["texts"]
    assert isinstance(texts, Counter)
    assert isinstance(expected, Counter)
    assert expected - texts == Counter(), "every message came at least once"
    assert (texts - expected).total() <= deaths, "at most one message came twice for each kill"
