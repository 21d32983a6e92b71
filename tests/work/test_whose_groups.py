"""Who gives roles and who takes them away: the operator's settings and invitations; and whose groups are whose."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.session.roles import Role
from bot.store.record import Deed
from bot.store.roles import EVERYWHERE, OWN, Origin
from tests.stage import open_stage
from tests.work.at_first_question import somebody_answers
from tests.work.downloading import wants, workshop_page
from tests.work.with_roles import (
    COORDINATORS_ONLY,
    OVER,
    SCENARIOS,
    deeds,
    give,
    group_of,
    held,
    restart,
    tap,
    tell,
)

# -- the settings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", [(), ("Jo",), ("Jo", "Nour")], ids=["none", "another", "two others"])
async def test_whom_the_settings_name_no_more_has_no_role_from_the_next_start_on(
    named: tuple[str, ...], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await somebody_answers(stage)
        await workshop_page(stage)
        with caplog.at_level(logging.WARNING):
            await restart(stage, *named)
        assert [r.getMessage() for r in caplog.records if "PALABRE_COORDINATORS" in r.getMessage()] == [
            "1 who coordinated by PALABRE_COORDINATORS no longer do: it doesn't name them now"
        ]
        assert await held(stage, "Awa") == []
        assert COORDINATORS_ONLY in await tell(stage, "Awa", "/groups")
        wants(stage, "json")
        await stage.settle()
        assert OVER in stage.room.toasts_of(stage.people["Awa"])[-1], "an admin of the group, as whom one gets no data"
        for name in named:
            assert await held(stage, name) == [(Role.COORDINATOR, True)]
        assert await deeds(stage, EVERYWHERE) == [Deed.OPERATOR]


async def test_what_they_had_before_or_gave_themselves_doesn_t_outlive_the_settings(tmp_path: Path) -> None:
    """An earlier invitation, their own invitation followed by themselves, a group that they opened: all of it is in
    what the settings give, and goes with that."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await give(stage, "Jo", Role.FACILITATOR)
        await restart(stage, "Awa", "Jo")
        await tell(stage, "Jo", "/invite")
        link = (await tap(stage, "Jo", "Pour coordonner Atelier")).split()[-1]
        stage.room.open_link(stage.people["Jo"], link)
        other = stage.room.group("Autre", [stage.people["Jo"]], admins=[stage.people["Jo"]])
        stage.room.add_bot(other, stage.people["Jo"])
        await stage.settle()
        await tell(stage, "Jo", "/invite")
        open_one = (await tap(stage, "Jo", "Pour faciliter Atelier")).split()[-1]
        await restart(stage, "Awa")
        assert await held(stage, "Jo") == []
        stage.room.open_link(stage.people["Jo"], open_one)
        await stage.settle()
        assert "Ce lien ne marche plus" in stage.texts(stage.private("Jo"))[-1]
        assert await held(stage, "Jo") == []


async def test_what_others_gave_stays_when_the_settings_change(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await give(stage, "Nour", Role.COORDINATOR)
        await give(stage, "Sam", Role.COORDINATOR, EVERYWHERE, Origin.CLAIM)
        await restart(stage)
        assert await held(stage, "Nour") == [(Role.COORDINATOR, False)]
        assert await held(stage, "Sam") == [(Role.COORDINATOR, True)]
        assert await stage.app.claim_link() is None
        await restart(stage, "Sam")
        await restart(stage)
        assert await held(stage, "Sam") == [], "named once, it is the settings' from then on"


# -- whose groups ------------------------------------------------------------------------------------------


async def test_a_coordinator_has_their_own_groups_alone(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await somebody_answers(stage)
        await give(stage, "Jo", Role.COORDINATOR, OWN)
        assert "aucun groupe" in await tell(stage, "Jo", "/team")
        other = stage.room.group("Autre", [stage.people["Jo"]], admins=[stage.people["Jo"]])
        stage.room.add_bot(other, stage.people["Jo"])
        await stage.settle()
        assert await tell(stage, "Jo", "/groups") == "Autre · 0 atelier"
        assert "aucun atelier n’a encore de réponse" in await tell(stage, "Jo", "/summaries")
        for command in ("/invite", "/wipe", "/team"):
            await tell(stage, "Jo", command)
            labels = [key.label for row in stage.room.last(stage.private("Jo")).keyboard for key in row]
            assert labels
            assert not [label for label in labels if "Atelier" in label]
        assert "Atelier" in await tell(stage, "Awa", "/groups")


async def test_who_adds_the_bot_again_to_another_s_group_comes_by_nothing(tmp_path: Path) -> None:
    """A coordinator of another group, who is a member here, adds the bot after it was removed."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await somebody_answers(stage)
        await give(stage, "Jo", Role.COORDINATOR, OWN)
        stage.room.remove_bot(stage.group, stage.people["Awa"])
        stage.room.add_bot(stage.group, stage.people["Jo"])
        await stage.settle()
        stage.clock.turn(timedelta(seconds=11))
        await stage.settle()
        assert not stage.group.bot_in
        assert "aucun atelier n’a encore de réponse" in await tell(stage, "Jo", "/summaries")
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        assert stage.group.bot_in


async def test_who_makes_another_s_group_a_supergroup_comes_by_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await give(stage, "Jo", Role.COORDINATOR, OWN)
        stage.group = stage.room.migrate(stage.group, stage.people["Jo"])
        await stage.settle()
        assert await held(stage, "Jo") == [(Role.COORDINATOR, False)]
        assert "aucun groupe" in await tell(stage, "Jo", "/team")
        assert await stage.app.database.transact(lambda tx: group_of(tx, stage))
