"""Workshops that open by themselves: at the same time on the wall though the clocks change, once however often the bot
is stopped, and for nobody who may not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.store import group_settings, schedules
from bot.store.db import Tx
from bot.store.schedules import Scheduled
from tests.stage import ORGANISATIONS, Stage, open_stage, the_group

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
OPENING = "Récolte\n1 question"


async def _plan(stage: Stage, when: str, name: str = "Awa") -> str:
    """Plan a workshop; gives what the bot says to it."""
    stage.say(name, f"/session harvest {when}")
    await stage.settle()
    return stage.texts()[-1]


async def _begin(stage: Stage, zone: str = "UTC") -> None:
    """A group with its organisations, and nothing under way."""
    for person in stage.people.values():
        stage.room.start(person)
    await stage.app.database.transact(lambda tx: group_settings.set_zone(tx, the_group(tx), zone))
    stage.say("Awa", "/organisations")
    await stage.settle()
    stage.say("Awa", ORGANISATIONS, reply_to=stage.room.last(stage.group))
    await stage.settle()
    stage.say("Awa", "oui", reply_to=stage.room.last(stage.group))
    await stage.settle()


async def _planned(stage: Stage) -> list[Scheduled]:
    return await stage.app.database.transact(lambda tx: schedules.of_group(tx, the_group(tx)))


async def _at(stage: Stage, moment: datetime) -> None:
    stage.clock.time = moment
    await stage.there_all_the_while()
    await stage.settle()


def _opened(stage: Stage) -> int:
    return sum(text.startswith(OPENING) for text in stage.texts())


async def test_every_week_at_nine_is_nine_on_the_wall_before_and_after_the_clocks_change(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _begin(stage, "Europe/Paris")
        await _plan(stage, "tous les dimanches à partir du 21/03/2027 à 9h")
        assert "Je n’ai pas compris quand" in stage.texts()[-1]  # a day of the week, and another day
        await _plan(stage, "toutes les semaines à partir du 21/03/2027 à 9h")
        (one,) = await _planned(stage)
        assert one.next == datetime(2027, 3, 21, 8, 0, tzinfo=UTC)
        await _at(stage, one.next - timedelta(minutes=1))
        assert _opened(stage) == 0
        await _at(stage, one.next)
        assert _opened(stage) == 1
        stage.say("Awa", "/close oui")
        await stage.settle()
        (one,) = await _planned(stage)
        assert one.next == datetime(2027, 3, 28, 7, 0, tzinfo=UTC)
        await _at(stage, one.next)
        assert _opened(stage) == 2


async def test_a_bot_that_is_stopped_over_the_moment_opens_it_once_and_late(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _begin(stage)
        await _plan(stage, "vendredi 9h")
        await stage.stop()
        stage.clock.time = datetime(2027, 1, 15, 20, 30, tzinfo=UTC)
        await stage.start()
        await stage.settle()
        assert _opened(stage) == 1
        await stage.stop()
        await stage.start()
        await stage.settle()
        assert _opened(stage) == 1
        assert await _planned(stage) == []


async def test_what_was_missed_until_the_night_opens_in_the_morning_if_that_is_soon_enough(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _begin(stage)
        await _plan(stage, "vendredi 20h50")
        await _at(stage, datetime(2027, 1, 15, 21, 5, tzinfo=UTC))
        assert _opened(stage) == 0
        await _at(stage, datetime(2027, 1, 16, 8, 0, tzinfo=UTC))
        assert _opened(stage) == 1


async def test_nothing_opens_for_whoever_left_was_forgotten_or_has_no_role_any_more(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _begin(stage)
        stage.group.admins += [stage.people[name].id for name in ("Chidi", "Nour")]
        await _plan(stage, "vendredi 9h", "Chidi")
        await _plan(stage, "vendredi 9h05", "Nour")
        stage.say("Nour", "/forget oui", chat=stage.private("Nour"))
        await stage.settle()
        assert [one.person is None for one in await _planned(stage)] == [False, True]
        stage.room.leave(stage.group, stage.people["Chidi"], by=None, told=False)
        await _at(stage, datetime(2027, 1, 15, 9, 10, tzinfo=UTC))
        assert _opened(stage) == 0
        asked = [text for text in stage.texts(stage.private("Awa")) if "ne facilite plus ici" in text]
        assert len(asked) == 2
        stage.tap("Awa", "L’ouvrir maintenant", chat=stage.private("Awa"))
        await stage.settle()
        assert _opened(stage) == 1


async def test_a_wiped_group_plans_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _begin(stage)
        await _plan(stage, "vendredi 9h")

        def counts(tx: Tx) -> list[int]:
            return [len(tx.all(f"SELECT 1 FROM {table}")) for table in ("schedules", "group_timers")]  # noqa: S608

        assert await stage.app.database.transact(counts) == [1, 1]
        home = stage.private("Awa")
        stage.say("Awa", "/wipe", chat=home)
        await stage.settle()
        stage.tap("Awa", "Atelier · 0 atelier", chat=home)
        await stage.settle()
        stage.tap("Awa", next(key.label for row in stage.question(home).keyboard for key in row), chat=home)
        await stage.settle()
        assert await stage.app.database.transact(counts) == [0, 0]


async def test_what_nobody_chose_goes_after_a_day_and_no_group_plans_without_end(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _begin(stage)
        await _plan(stage, "vendredi 22h")
        assert await _planned(stage) == []
        assert await stage.app.database.transact(lambda tx: len(tx.all("SELECT 1 FROM schedules"))) == 1
        stage.clock.turn(timedelta(hours=25))
        await stage.app.work.prune()
        assert await stage.app.database.transact(lambda tx: len(tx.all("SELECT 1 FROM schedules"))) == 0
        for hour in range(9, 19):
            assert "s’ouvrira seul" in await _plan(stage, f"vendredi {hour}h")
        assert "plus d’ateliers" in await _plan(stage, "vendredi 19h")
