"""The scheduler is used by one at a time: it chooses in the database's thread."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.gateway.outbound.scheduler import Scheduler
from tests.gateway.test_send_loop import in_play


def _watch(monkeypatch: pytest.MonkeyPatch, clashes: list[str]) -> None:
    """What of the scheduler is used while something else of it is at work is told to `clashes`."""
    busy: list[str] = []

    def watched(name: str) -> Callable[..., object]:
        real = getattr(Scheduler, name)

        def used(*asked: object, **more: object) -> object:
            clashes.extend(f"{name} during {other}" for other in busy)
            busy.append(name)
            try:
                if name == "choose":
                    time.sleep(0.02)
                return real(*asked, **more)
            finally:
                busy.remove(name)

        return used

    for name in ("choose", "roll_back", "ended", "next_at"):
        monkeypatch.setattr(Scheduler, name, watched(name))


async def test_nobody_uses_the_scheduler_while_it_chooses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It chooses in the database's thread; here it takes its time, while answers come and calls end."""
    clashes: list[str] = []
    async with in_play(tmp_path) as playing:
        stage = playing.stage
        await asyncio.sleep(0.3)
        _watch(monkeypatch, clashes)
        for turn, name in enumerate(list(stage.people) * 2):
            stage.say(name, str(1 + turn % 4), reply_to=stage.question())
            coming = asyncio.create_task(playing.fetched())
            await asyncio.sleep(0.005 * (turn % 5))
            stage.app.sender.ring()
            stage.clock.turn(timedelta(seconds=5))
            await coming
        assert len(await playing.receipts()) > 1
        assert await playing.answers() >= len(stage.people)
    assert clashes == []
