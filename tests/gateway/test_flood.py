"""200 groups open a step at once, at a Telegram that enforces its limits: nothing is refused, the last group
has its prompt almost as soon as the limits allow, and a group in trouble keeps no other waiting."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.rehearsal.allowance import OVERALL
from bot.rehearsal.calls import RefusedError
from bot.rehearsal.shapes import Json
from tests.gateway.flood import Flood, flood
from tests.stage import Clock
from tests.waiting import count_queued

SIZE = 200
#: 30 at once, and 30 more each second after that: nobody can be quicker.
BEST = (SIZE - 1) // OVERALL.most * OVERALL.length


async def _calm(made: Flood, clock: Clock) -> None:
    """Let the app do all that there is to do, turning the clock where it only waits for its pace."""
    idle = 0
    while idle < 2:
        await made.app.poll.once(0)
        report = await made.app.work.once()
        sent = await made.app.sender.step()
        idle = 0 if sent or report.done or report.to_ask or made.room.pending(None) else idle + 1
        if not sent and await made.app.database.transact(count_queued):
            clock.turn(timedelta(seconds=await made.app.sender.next_wait()))
            idle = 0


async def test_every_group_has_its_prompt_as_soon_as_the_limits_allow(tmp_path: Path) -> None:
    clock = Clock()
    async with flood(tmp_path, SIZE, clock.now) as made:
        began = clock.now()
        made.go()
        await _calm(made, clock)
        prompted = made.prompted()
        assert len(prompted) == SIZE
        assert max(prompted.values()) - began <= 1.1 * BEST
        assert made.allowance.refused == 0
        edits = [at for at, method, _ in made.emulator.calls if method == "editmessagetext"]
        assert len(edits) == SIZE, "the status is brought up to date in each group,"
        assert min(edits) >= max(prompted.values()), "after the prompts"


REFUSALS = {0: (429, "Too Many Requests: retry after 20"), 1: (500, "Internal Server Error")}


class Issue:
    """A watch that makes trouble for some groups: the first is refused for 20 s, the second answered with
    500, the third has become another chat, and calls to the fourth take 30 s."""

    def __init__(self) -> None:
        self.made: Flood | None = None
        self.times = {0: 3, 1: 3}
        self.slow = asyncio.Event()
        self.delay = 0.0

    async def __call__(self, moment: str, method: str, call: Json) -> None:
        if self.made is None or method in ("getupdates", "getchatmember"):  # what it sends is in trouble
            return
        await asyncio.sleep(self.delay)
        number = next((n for n in range(4) if self.made.groups[n][0].id == int(call.get("chat_id") or 0)), None)
        if moment == "after" or number is None:
            return
        if number == 3 and self.delay:
            await self.slow.wait()
        if self.times.get(number):
            self.times[number] -= 1
            raise (
                RefusedError(429, "Too Many Requests: retry after 20", retry_after=20)
                if number == 0
                else RefusedError(500, "Internal Server Error")
            )


async def test_a_group_in_trouble_keeps_no_other_waiting(tmp_path: Path) -> None:
    clock, trouble = Clock(), Issue()
    async with flood(tmp_path, SIZE, clock.now, trouble) as made:
        trouble.made = made
        made.room.migrate(made.groups[2][0])
        made.room.updates.clear()
        began = clock.now()
        made.go()
        await _calm(made, clock)
        prompted = made.prompted()
        assert len(prompted) == SIZE
        assert max(at for number, at in prompted.items() if number > 2) - began <= 1.1 * BEST
        assert prompted[0] - began >= timedelta(seconds=20)
        assert made.allowance.refused == 0


@pytest.mark.slow
@pytest.mark.alone
async def test_so_it_is_with_a_network_in_between(tmp_path: Path) -> None:
    """In real time, with 30 ms each way, and in one group a call doesn't come back: Telegram counts by arrival.
    How long it takes is held by the clock that is turned, above; here all are asked within a minute."""
    trouble = Issue()
    async with flood(tmp_path, SIZE, lambda: datetime.now(UTC), trouble) as made:
        trouble.made, trouble.delay = made, 0.03
        running = asyncio.create_task(made.app.run())
        made.go()
        async with asyncio.timeout(60):
            while len(made.prompted()) < SIZE - 2:  # noqa: ASYNC110  it is in the room, not in an event
                await asyncio.sleep(0.1)
        assert made.prompted().keys() >= set(range(4, SIZE))
        trouble.slow.set()
        await asyncio.sleep(5)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert made.allowance.refused == 0
