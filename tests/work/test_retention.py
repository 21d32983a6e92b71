"""How long things are kept, on a clock that is turned: texts, people and links go; counts and measures stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.session.state import Phase
from bot.store import group_settings, groups, holdings, tallies
from bot.store.db import Tx
from bot.store.tallies import StepTally
from tests.canaries import files_with, stuck
from tests.stage import Stage, open_stage, the_group

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
STORY, OPEN = "Le canari du récit est passé par la rivière.", "Le canari bavard chante à midi."
TABLES = ("answers", "participants", "sessions", "members", "timers", "scenarios")


async def _play(stage: Stage, *, end: bool = True) -> None:
    """A session with a scale that six answer, a private question that three answer, and one that two pass."""
    await stage.begin("small")
    stage.say("Awa", "/next oui")
    await stage.settle()
    for name, score in zip(stage.people, (1, 2, 2, 3, 3, 1), strict=True):
        stage.say(name, str(score), reply_to=stage.question())
    stage.say("Awa", "/next oui")
    await stage.settle()
    for name in ("Chidi", "Camille", "Sam"):
        stage.say(name, f"{STORY} {name}", chat=stage.private(name), reply_to=stage.question(stage.private(name)))
    await stage.settle()
    stage.say("Awa", "/next oui")
    await stage.settle()
    for name in ("Chidi", "Camille"):
        stage.say(name, OPEN, chat=stage.private(name), reply_to=stage.question(stage.private(name)))
    await stage.settle()
    if end:
        stage.say("Awa", "/close oui")
        await stage.settle()


async def _hours(stage: Stage, hours: int) -> None:
    """So much time passes, with the purge and whatever else there is to do in each hour."""
    for _ in range(hours):
        stage.clock.turn(timedelta(hours=1))
        await stage.app.work.prune()
    await stage.settle()


async def _count(stage: Stage, table: str) -> int:
    row = await stage.app.database.transact(lambda tx: tx.one(f"SELECT count(*) AS n FROM {table}"))  # noqa: S608
    return int(row["n"])


async def test_over_200_days_only_counts_and_measures_stay(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _play(stage)
        accounts = [person.id for name, person in stage.people.items() if name != "Awa"]
        stage.clock.turn(timedelta(days=89))
        await _hours(stage, 20)
        assert files_with(tmp_path, STORY)
        assert await _count(stage, "sessions") == 1
        await _hours(stage, 6)
        for text in (STORY, OPEN, *accounts):
            assert not files_with(tmp_path, text), text
        assert [await _count(stage, table) for table in TABLES] == [0] * len(TABLES)
        assert await _count(stage, "messages WHERE session IS NOT NULL OR place LIKE 'p:%'") == 0
        assert await _count(stage, "people") == 1, "the coordinator, who was given a role"
        stage.clock.turn(timedelta(days=110))
        await _hours(stage, 1)
        (kept,) = await _kept(stage)
        assert (kept.scenario, kept.opened, kept.closed) == ("small", date(2027, 1, 11), date(2027, 1, 11))
        assert kept.steps == (
            StepTally("today", "scale", "small", 6, 2.0, (4 / 6) ** 0.5),
            StepTally("story", "text", people=3),
            StepTally("secret", "text"),
        )


def _set_retention(days: int | None) -> Callable[[Tx], None]:
    return lambda tx: group_settings.set_retention(tx, the_group(tx), days)


@pytest.mark.parametrize(
    ("at_first", "later", "days"),
    [(30, 30, 30), (None, 30, 30), (30, None, 30), (30, 60, 30), (60, 14, 14), (180, 180, 90)],
)
async def test_a_group_s_smaller_number_is_honoured_and_what_was_said_is_never_made_longer(
    at_first: int | None, later: int | None, days: int, tmp_path: Path
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.app.database.transact(_set_retention(at_first))
        await _play(stage)
        assert any(f"jusqu’à {min(at_first or 90, 90)} jours après la fin" in text for text in stage.texts())
        await stage.app.database.transact(_set_retention(later))
        stage.clock.turn(timedelta(days=days, hours=-2))
        await _hours(stage, 1)
        assert files_with(tmp_path, STORY)
        await _hours(stage, 2)
        assert not files_with(tmp_path, STORY)
        assert await _count(stage, "sessions") == 0


async def _kept(stage: Stage) -> list[tallies.Tally]:
    def read(tx: Tx) -> list[tallies.Tally]:
        return [tally for group in groups.everyone(tx) for tally in tallies.of_group(tx, group.id)]

    return await stage.app.database.transact(read)


async def test_a_session_that_nobody_ends_ends_by_itself_and_is_erased_in_its_time(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _play(stage, end=False)
        stage.clock.turn(timedelta(days=29))
        await _hours(stage, 1)
        assert (await stage.session())[1].phase is Phase.RUNNING
        stage.say("Jo", "Encore un mot.", chat=stage.private("Jo"), reply_to=stage.question(stage.private("Jo")))
        await stage.settle()
        stage.clock.turn(timedelta(days=29))
        await _hours(stage, 1)
        assert (await stage.session())[1].phase is Phase.RUNNING, "somebody has said something meanwhile"
        stage.clock.turn(timedelta(days=1))
        await _hours(stage, 1)
        assert (await stage.session())[1].phase is Phase.CLOSED
        assert any("calme depuis 30 jours" in text for text in stage.texts())
        assert any("Synthèse" in text for text in stage.texts())
        assert files_with(tmp_path, STORY)
        stage.clock.turn(timedelta(days=90))
        await _hours(stage, 1)
        assert not files_with(tmp_path, STORY)


async def test_a_session_that_goes_on_and_on_ends_after_half_a_year(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _play(stage, end=False)
        stage.say("Awa", "/next oui")
        await stage.settle()
        for n in range(9):
            stage.clock.turn(timedelta(days=20))
            await _hours(stage, 1)
            stage.say("Jo", f"1{'ab'[n % 2]}", reply_to=stage.question())
            await stage.settle()
        await _hours(stage, 1)
        assert (await stage.session())[1].phase is Phase.CLOSED


async def test_a_session_whose_scenario_can_t_be_read_any_more_is_erased_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _play(stage, end=False)
        await stage.app.database.transact(lambda tx: tx.run("UPDATE scenarios SET source = ?", b"palabre: 0"))
        await stage.app.database.transact(_forget_what_is_kept)
        stage.clock.turn(timedelta(days=271))
        await _hours(stage, 1)
        assert await _count(stage, "sessions") == 0
        assert not files_with(tmp_path, STORY)


def _forget_what_is_kept(tx: Tx) -> None:
    tx.stale = True


async def test_a_group_that_the_bot_has_left_goes_with_its_last_session(tmp_path: Path) -> None:
    """What the coordinators have of it are the tallies; where there are none, nothing is left of the group."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stranger = stage.room.group("Ailleurs", stage.people.values(), admins=[stage.people["Jo"]])
        stage.room.add_bot(stranger, stage.people["Jo"])
        await stage.settle()
        assert await _count(stage, "groups") == 1, "of one that isn't opened nothing is kept"
        await _hours(stage, 1)
        assert not files_with(tmp_path, "Ailleurs")
        stage.say("Awa", "/session small")
        await stage.settle()
        stage.room.remove_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        stage.clock.turn(timedelta(days=10))
        await _hours(stage, 1)
        assert await _count(stage, "groups") == 0
        assert not files_with(tmp_path, stage.group.id)


async def test_long_after_it_every_table_that_is_listed_is_empty_but_for_what_stays(tmp_path: Path) -> None:
    """Nobody erased anything: it went by itself, as `holdings` says of each table."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _play(stage)
        assert all([await _count(stage, table) for table in ("outbox", "inbox", "messages", "members", "people")])
        stage.room.remove_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        stage.clock.turn(timedelta(days=91))
        await _hours(stage, 1)
        stage.clock.turn(timedelta(days=3))
        await _hours(stage, 1)
        left = {table for table in holdings.TABLES if await _count(stage, table)}
        assert left == {"tallies", "groups", "organisations", "messages", "people", "grants", "meta"}
        assert await _count(stage, "messages WHERE ref NOT LIKE 'organisations:%'") == 0
        assert await _count(stage, "people") == 1, "the coordinator, who was given a role"


async def test_what_was_never_kept_is_out_of_the_files_within_the_hour(tmp_path: Path) -> None:
    """A text that had to wait, and then answered nothing, goes once it is read; the purge takes the bytes."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        await stage.settle()
        async with stuck(stage):
            stage.say("Jo", STORY, reply_to=stage.question())
            await stage.app.poll.once(0)
        assert files_with(tmp_path, STORY)
        stage.clock.turn(timedelta(seconds=1))
        await stage.settle()
        assert "pas compris" in stage.texts()[-1]
        await _hours(stage, 1)
        assert not files_with(tmp_path, STORY)
