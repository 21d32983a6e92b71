"""How near a bot is to what Telegram takes from one, as the doctor tells it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.doctor.finding import State, all_well
from bot.store.db import stamp
from tests.doctor.ward import Ward, open_ward
from tests.stage import the_group


async def _due_since(ward: Ward, minutes: int) -> None:
    due = stamp(ward.stage.clock.now() - timedelta(minutes=minutes))
    await ward.ask(lambda tx: tx.run("INSERT INTO group_timers VALUES (?, 'commitments:1', ?)", the_group(tx), due))


async def _busy(ward: Ward, calls: int) -> None:
    """So many calls were made in one hour."""
    row = "INSERT INTO outbox (place, line, method, priority, not_before, queued, sent_at, state)"
    hour = stamp(ward.stage.clock.now() - timedelta(hours=2)) // 3_600_000_000 * 3_600_000_000
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
    values = "SELECT 'p:nobody', '', 'send', 0, 0, ?, ? + i, 'sent' FROM n"
    await ward.ask(lambda tx: tx.run(f"{row} {numbers} {values}", calls, hour, hour))


async def test_a_quiet_bot_is_well(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as ward:
        await _due_since(ward, 5)
        found = (await ward.examined())["pace"]
        assert found.state is State.WELL
        assert "due" not in found.says
        assert found.figures["due"] == 1


async def test_moments_that_have_been_due_for_long_are_told(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as ward:
        await _due_since(ward, 25)
        found = await ward.examined()
        assert found["pace"].state is State.NOTE
        assert found["pace"].says.endswith("1 moment is due, the oldest for 25 minutes.")
        assert all_well(list(found.values())), found


async def test_an_hour_that_took_more_than_half_of_the_pace_is_told(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as ward:
        await _busy(ward, 60_000)
        found = (await ward.examined())["pace"]
        assert found.state is State.NOTE
        assert "in the busiest hour of the last day, 57% of what it takes from one bot" in found.says
        assert "docs/scale.md" in found.mend
