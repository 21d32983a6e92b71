"""A rehearsal that is opened to a network: one code lets one device in, to the page alone."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator
from itertools import count

import pytest
from aiohttp import ClientSession, CookieJar

from bot.commands.addresses import network_address
from bot.rehearsal.cast import cast
from bot.rehearsal.door import Codes
from bot.rehearsal.room import Room
from bot.rehearsal.server import Running, serve
from tests.stage import TOKEN, Clock

#: Another address of this machine, which stands for one in a network.
OUTSIDE = "127.0.0.2"


@pytest.fixture
async def opened() -> AsyncIterator[tuple[Running, Codes, list[str]]]:
    drawn, told = count(1), list[str]()
    codes = Codes(lambda: next(drawn), told.append)
    room = Room(Clock().now, token=TOKEN)
    _, people = cast(room, "fr", ("Atelier", "Sud", "Nord"))
    async with serve(room, people, host=OUTSIDE, codes=codes) as running:
        yield running, codes, told


def _device() -> ClientSession:
    return ClientSession(cookie_jar=CookieJar(unsafe=True))


async def _status(session: ClientSession, url: str) -> int:
    async with session.get(url) as answer:
        return answer.status


async def test_one_code_lets_one_device_in(opened: tuple[Running, Codes, list[str]]) -> None:
    running, codes, told = opened
    code = codes.code
    async with _device() as first, _device() as second:
        assert await _status(first, running.outside) == 403
        assert await _status(first, f"{running.outside}/?code=0") == 403
        assert await _status(first, f"{running.outside}/?code={code}") == 200
        assert await _status(first, f"{running.outside}/words") == 200
        assert await _status(second, f"{running.outside}/?code={code}") == 403, "it has been used"
        assert told == [codes.code]
        assert await _status(second, f"{running.outside}/?code={codes.code}") == 200


async def test_nobody_outside_is_the_bot(opened: tuple[Running, Codes, list[str]]) -> None:
    running, codes, _ = opened
    async with _device() as session:
        assert await _status(session, f"{running.outside}/?code={codes.code}") == 200
        for path in (f"/bot{TOKEN}/getMe", f"/file/bot{TOKEN}/voice/x"):
            assert await _status(session, f"{running.outside}{path}") == 403
        assert await _status(session, f"{running.address}/bot{TOKEN}/getMe") == 200


async def test_this_machine_needs_no_code(opened: tuple[Running, Codes, list[str]]) -> None:
    async with _device() as session:
        assert await _status(session, opened[0].address) == 200


@pytest.mark.parametrize("written", ["0.0.0.0", "8.8.8.8", "home", "::1", ""])  # noqa: S104  refused
def test_it_is_opened_to_no_other_network(written: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"192\.168"):
        network_address(written)


def test_an_address_at_home_is_taken() -> None:
    assert network_address("192.168.1.20") == "192.168.1.20"
