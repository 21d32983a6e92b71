"""Days are those of the group's own zone, where it has one: also in a workshop that is played live."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.session.kinds.commitment import CommitmentValue
from bot.store import group_settings
from bot.store.db import Tx
from tests.stage import open_stage, the_group

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


@pytest.mark.parametrize(("zone", "day"), [(None, 12), ("Pacific/Kiritimati", 13), ("Pacific/Pago_Pago", 11)])
async def test_tomorrow_is_tomorrow_where_the_group_lives(zone: str | None, day: int, tmp_path: Path) -> None:
    def live(tx: Tx) -> None:
        group_settings.set_zone(tx, the_group(tx), zone)

    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.app.database.transact(live)
        await stage.begin("harvest")
        stage.clock.turn(timedelta(minutes=90))  # half past ten: there the next day has begun, or this one hasn't yet
        stage.say("Awa", "/next oui")
        await stage.settle()
        stage.say("Jo", "Lire ; nous ; demain", reply_to=stage.question())
        await stage.settle()
        _, session = await stage.session()
        (answer,) = session.answers
        assert isinstance(answer.value, CommitmentValue)
        assert [one.due for one in answer.value.commitments] == [date(2027, 1, day)]
