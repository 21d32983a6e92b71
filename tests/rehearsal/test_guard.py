"""A web page of any origin, open beside the rehearsal, can do nothing: neither as somebody, nor as the bot."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.rehearsal.cast import cast
from bot.rehearsal.room import Room
from bot.rehearsal.server import Running, serve
from bot.wording.catalog import words
from bot.wording.rehearsal import labels
from tests.stage import TOKEN, Clock

#: What a browser says of a request that another page makes, or a file, or a frame without an origin.
FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Host": "evil.example"},
    {"Host": "rehearsal.evil.example:8765"},
]


@pytest.fixture
async def stage() -> AsyncIterator[tuple[Room, Running]]:
    clock = Clock()
    room = Room(clock.now, token=TOKEN)
    _, people = cast(room, "fr", labels(words("fr")))
    async with serve(room, people) as running:
        room.start(people[0])
        yield room, running


@pytest.mark.parametrize("foreign", FOREIGN, ids=str)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-www-form-urlencoded"])
async def test_it_acts_for_nobody(foreign: dict[str, str], kind: str, stage: tuple[Room, Running]) -> None:
    room, running = stage
    person = next(iter(room.people.values()))
    act, head = json.dumps({"do": "say", "person": person.id, "text": "Bonjour"}), {"Content-Type": kind, **foreign}
    before = room.stamp
    async with ClientSession() as session, session.post(f"{running.address}/act", data=act, headers=head) as answer:
        assert answer.status in (400, 403)
    assert room.stamp == before


@pytest.mark.parametrize("foreign", FOREIGN, ids=str)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_it_is_not_the_bot(foreign: dict[str, str], method: str, stage: tuple[Room, Running]) -> None:
    """Not even with the token: it posts nothing, and takes no update from the bot."""
    room, running = stage
    waiting, said = len(room.pending(None)), room.stamp
    assert waiting
    async with ClientSession() as session:
        for call in ("getUpdates?offset=999999", "sendMessage?chat_id=1&text=x", "deleteWebhook"):
            address = f"{running.address}/bot{TOKEN}/{call}"
            async with session.request(method, address, headers=foreign) as answer:
                assert answer.status in (400, 403)
    assert (len(room.pending(None)), room.stamp) == (waiting, said)


@pytest.mark.parametrize("foreign", FOREIGN, ids=str)
@pytest.mark.parametrize("what", ["/events", "/words", "/documents/x"])
async def test_it_reads_nothing(foreign: dict[str, str], what: str, stage: tuple[Room, Running]) -> None:
    async with ClientSession() as session, session.get(f"{stage[1].address}{what}", headers=foreign) as answer:
        assert answer.status in (400, 403)


async def test_the_page_itself_and_the_bot_do_all_of_it(stage: tuple[Room, Running]) -> None:
    room, running = stage
    own = {"Origin": running.address, "Sec-Fetch-Site": "same-origin"}
    person = next(iter(room.people.values()))
    async with asyncio.timeout(10), ClientSession() as session:
        act = {"do": "say", "person": person.id, "text": "Bonjour"}
        async with session.post(f"{running.address}/act", json=act, headers=own) as answer:
            assert answer.status == 200
        async with session.get(running.address, headers={"Sec-Fetch-Site": "cross-site"}) as answer:
            assert answer.status == 200, "a link may lead to the page"
        async with session.get(f"{running.address}/bot{TOKEN}/getUpdates") as answer:
            assert (await answer.json())["ok"]
