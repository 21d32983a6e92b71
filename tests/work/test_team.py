"""Who gives roles and who takes them away: the operator's settings, /team, invitations; and what the record tells."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.app import App
from bot.session.roles import Role
from bot.store import groups, invites, people, record, roles
from bot.store.db import Tx
from bot.store.record import Deed
from bot.store.roles import EVERYWHERE, OWN, Origin
from tests.canaries import files_with
from tests.stage import QUICK, Chance, Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
COORDINATORS_ONLY = "Seules les personnes qui coordonnent peuvent le faire."
OVER = "Ce bouton ne sert plus."


async def _restart(stage: Stage, *coordinators: str) -> None:
    """The bot starts anew, with these in PALABRE_COORDINATORS."""
    named = tuple(stage.people[name].id for name in coordinators)
    settings = stage.app.settings.model_copy(update={"coordinators": named})
    await stage.stop()
    stage._make = partial(App, settings, now=stage.clock.now, waits=QUICK, chance=Chance())
    await stage.start()


async def _private(stage: Stage, name: str, text: str) -> str:
    stage.say(name, text, chat=stage.private(name))
    await stage.settle()
    return stage.texts(stage.private(name))[-1]


async def _tap(stage: Stage, name: str, button: str) -> str:
    toasts = len(stage.room.toasts_of(stage.people[name]))
    stage.tap(name, button, chat=stage.private(name))
    await stage.settle()
    return "".join(stage.room.toasts_of(stage.people[name])[toasts:]) or stage.texts(stage.private(name))[-1]


def _group(tx: Tx, stage: Stage) -> int:
    group = groups.by_chat(tx, stage.group.id)
    assert group is not None
    return group.id


async def _give(stage: Stage, name: str, role: Role, where: int | None = None, origin: Origin = Origin.INVITED) -> None:
    def give(tx: Tx) -> None:
        person = people.by_account(tx, stage.people[name].id).person
        place = _group(tx, stage) if where is None else where
        roles.give(tx, person, role, place, origin, stage.clock.now().date())

    stage.room.start(stage.people[name])
    await stage.settle()
    await stage.app.database.transact(give)


async def _held(stage: Stage, name: str) -> list[tuple[Role, bool]]:
    def held(tx: Tx) -> list[tuple[Role, bool]]:
        known = roles.held_by(tx, people.by_account(tx, stage.people[name].id).person)
        return [(grant.role, grant.where == EVERYWHERE) for grant in known]

    return await stage.app.database.transact(held)


async def _deeds(stage: Stage, where: int | None = None) -> list[Deed]:
    def read(tx: Tx) -> list[Deed]:
        return [entry.deed for entry in record.of(tx, _group(tx, stage) if where is None else where)]

    return await stage.app.database.transact(read)


# -- the settings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", [(), ("Jo",), ("Jo", "Nour")], ids=["none", "another", "two others"])
async def test_whom_the_settings_name_no_more_has_no_role_from_the_next_start_on(
    named: tuple[str, ...], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await _private(stage, "Awa", "/summaries")
        with caplog.at_level(logging.WARNING):
            await _restart(stage, *named)
        assert [r.getMessage() for r in caplog.records if "PALABRE_COORDINATORS" in r.getMessage()] == [
            "1 who coordinated by PALABRE_COORDINATORS no longer do: it doesn't name them now"
        ]
        assert await _held(stage, "Awa") == []
        assert COORDINATORS_ONLY in await _private(stage, "Awa", "/groups")
        assert COORDINATORS_ONLY in await _tap(stage, "Awa", "1 · HTML")
        for name in named:
            assert await _held(stage, name) == [(Role.COORDINATOR, True)]
        assert await _deeds(stage, EVERYWHERE) == [Deed.OPERATOR]


async def test_what_they_had_before_or_gave_themselves_doesn_t_outlive_the_settings(tmp_path: Path) -> None:
    """An earlier invitation, their own invitation followed by themselves, a group that they opened: all of it is in
    what the settings give, and goes with that."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await _give(stage, "Jo", Role.FACILITATOR)
        await _restart(stage, "Awa", "Jo")
        await _private(stage, "Jo", "/invite")
        link = (await _tap(stage, "Jo", "Un·e coordinateur·rice pour Atelier")).split()[-1]
        stage.room.open_link(stage.people["Jo"], link)
        other = stage.room.group("Autre", [stage.people["Jo"]], admins=[stage.people["Jo"]])
        stage.room.add_bot(other, stage.people["Jo"])
        await stage.settle()
        await _private(stage, "Jo", "/invite")
        open_one = (await _tap(stage, "Jo", "Un·e facilitateur·rice pour Atelier")).split()[-1]
        await _restart(stage, "Awa")
        assert await _held(stage, "Jo") == []
        stage.room.open_link(stage.people["Jo"], open_one)
        await stage.settle()
        assert "Ce lien ne marche plus" in stage.texts(stage.private("Jo"))[-1]
        assert await _held(stage, "Jo") == []


async def test_what_others_gave_stays_when_the_settings_change(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await _give(stage, "Nour", Role.COORDINATOR)
        await _give(stage, "Sam", Role.COORDINATOR, EVERYWHERE, Origin.CLAIM)
        await _restart(stage)
        assert await _held(stage, "Nour") == [(Role.COORDINATOR, False)]
        assert await _held(stage, "Sam") == [(Role.COORDINATOR, True)]
        assert await stage.app.claim_link() is None
        await _restart(stage, "Sam")
        await _restart(stage)
        assert await _held(stage, "Sam") == [], "named once, it is the settings' from then on"


# -- whose groups ------------------------------------------------------------------------------------------


async def test_a_coordinator_has_their_own_groups_alone(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await _give(stage, "Jo", Role.COORDINATOR, OWN)
        assert "aucun groupe" in await _private(stage, "Jo", "/team")
        other = stage.room.group("Autre", [stage.people["Jo"]], admins=[stage.people["Jo"]])
        stage.room.add_bot(other, stage.people["Jo"])
        await stage.settle()
        assert await _private(stage, "Jo", "/groups") == "Autre · 0 atelier"
        assert "pas encore eu d’atelier" in await _private(stage, "Jo", "/summaries")
        for command in ("/invite", "/wipe", "/team"):
            await _private(stage, "Jo", command)
            labels = [key.label for row in stage.room.last(stage.private("Jo")).keyboard for key in row]
            assert labels
            assert not [label for label in labels if "Atelier" in label]
        assert "Atelier" in await _private(stage, "Awa", "/groups")


async def test_who_adds_the_bot_again_to_another_s_group_comes_by_nothing(tmp_path: Path) -> None:
    """A coordinator of another group, who is a member here, adds the bot after it was removed."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await _give(stage, "Jo", Role.COORDINATOR, OWN)
        stage.room.remove_bot(stage.group, stage.people["Awa"])
        stage.room.add_bot(stage.group, stage.people["Jo"])
        await stage.settle()
        stage.clock.turn(timedelta(seconds=11))
        await stage.settle()
        assert not stage.group.bot_in
        assert "pas encore eu d’atelier" in await _private(stage, "Jo", "/summaries")
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        assert stage.group.bot_in


async def test_who_makes_another_s_group_a_supergroup_comes_by_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await _give(stage, "Jo", Role.COORDINATOR, OWN)
        stage.group = stage.room.migrate(stage.group, stage.people["Jo"])
        await stage.settle()
        assert await _held(stage, "Jo") == [(Role.COORDINATOR, False)]
        assert "aucun groupe" in await _private(stage, "Jo", "/team")
        assert await stage.app.database.transact(lambda tx: _group(tx, stage))


# -- /team -------------------------------------------------------------------------------------------------


async def _page(stage: Stage, name: str) -> list[str]:
    """The labels of the buttons of a group's team."""
    await _private(stage, name, "/team")
    if stage.room.last(stage.private(name)).text.startswith("L’équipe"):
        await _tap(stage, name, "Atelier")
    return [key.label for row in stage.room.last(stage.private(name)).keyboard for key in row]


async def _revoke(stage: Stage, name: str, whose: str) -> None:
    """The two taps that take a role away."""
    await _page(stage, name)
    page = stage.room.last(stage.private(name))
    row = next(row for row in page.keyboard if whose in row[0].label)
    stage.room.tap(stage.people[name], page, row[1].data)
    await stage.settle()
    await _tap(stage, name, "Oui, retirer")


async def test_a_role_is_gone_at_once_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        for name in ("Jo", "Nour"):
            await _give(stage, name, Role.COORDINATOR)
        await _private(stage, "Nour", "/summaries")
        await _private(stage, "Nour", "/invite")
        link = (await _tap(stage, "Nour", "Un·e facilitateur·rice pour Atelier")).split()[-1]
        said = len(stage.texts(stage.private("Nour")))
        await _revoke(stage, "Jo", "coordination 2")
        assert await _held(stage, "Nour") == []
        assert "coordination 1 a retiré son rôle à coordination 2." in stage.texts(stage.private("Awa"))[-1]
        assert len(stage.texts(stage.private("Nour"))) == said, "a phone that was taken isn't told"
        assert COORDINATORS_ONLY in await _tap(stage, "Nour", "1 · HTML")
        assert COORDINATORS_ONLY in await _private(stage, "Nour", "/summaries")
        stage.room.open_link(stage.people["Sam"], link)
        await stage.settle()
        assert "Ce lien ne marche plus" in stage.texts(stage.private("Sam"))[-1]
        assert await _deeds(stage) == [Deed.INVITED, Deed.REVOKED]


async def test_a_document_on_its_way_doesn_t_go_and_the_facilitator_s_message_neither(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small", join=False)
        await _give(stage, "Nour", Role.COORDINATOR)
        for command in ("/close oui", "/session small"):
            stage.say("Nour", command)
            await stage.settle()
        assert [m for m in stage.room.messages(stage.private("Nour")) if m.keyboard]
        await _private(stage, "Nour", "/summaries")
        await _page(stage, "Awa")
        page = stage.room.last(stage.private("Awa"))
        row = next(row for row in page.keyboard if "coordination 1" in row[0].label and len(row) > 1)
        stage.room.tap(stage.people["Awa"], page, row[1].data)
        await stage.settle()
        stage.tap("Nour", "1 · HTML", chat=stage.private("Nour"))
        stage.tap("Awa", "Oui, retirer", chat=stage.private("Awa"))
        for _ in range(6):
            await stage.app.poll.once(0)
            await stage.work()
        await stage.settle()
        assert not [m for m in stage.room.messages(stage.private("Nour")) if m.document]
        assert not [
            m
            for m in stage.room.messages(stage.private("Nour"))
            if any("Fin" in k.label for r in m.keyboard for k in r)
        ]


async def test_nobody_takes_away_what_the_settings_gave_nor_the_last_one(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await _give(stage, "Jo", Role.COORDINATOR)
        labels = await _page(stage, "Jo")
        assert labels[0].startswith("Qui est coordination générale 1")
        assert labels[1].startswith("Qui est coordination 1"), "no button beside whom the settings name"
        await _restart(stage)
        assert await _held(stage, "Awa") == []
        assert "Retirer" not in await _page(stage, "Jo"), "the last one"
        await _give(stage, "Sam", Role.COORDINATOR, EVERYWHERE, Origin.CLAIM)
        assert await _page(stage, "Jo")
        row = stage.room.last(stage.private("Jo")).keyboard[0]
        assert len(row) == 1, "a group's coordinator can't take away who looks after all groups"
        await _revoke(stage, "Sam", "coordination 1")
        assert await _held(stage, "Jo") == []


async def test_two_who_take_each_other_s_role_away_leave_one(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        for name in ("Jo", "Nour"):
            await _give(stage, name, Role.COORDINATOR)
        await _restart(stage)
        for name, whose in (("Jo", "coordination 2"), ("Nour", "coordination 1")):
            await _page(stage, name)
            page = stage.room.last(stage.private(name))
            row = next(row for row in page.keyboard if whose in row[0].label)
            stage.room.tap(stage.people[name], page, row[1].data)
            await stage.settle()
        for name in ("Jo", "Nour"):
            stage.tap(name, "Oui, retirer", chat=stage.private(name))
        await stage.settle()
        assert [await _held(stage, name) for name in ("Jo", "Nour")] == [[(Role.COORDINATOR, False)], []]


async def test_a_name_is_on_the_screen_alone_and_in_no_file(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.people["Jo"].name = "Canarienne"
        await stage.begin("small")
        await _give(stage, "Jo", Role.FACILITATOR)
        await _page(stage, "Awa")
        assert await _tap(stage, "Awa", "Qui est facilitation 1\u202f?") == "facilitation 1\u00a0: Canarienne"
        assert "Canarienne" not in "".join(stage.texts(stage.private("Awa")))
        assert not files_with(tmp_path, "Canarienne")
        stage.room.chats.pop(stage.people["Jo"].id)
        assert await _tap(stage, "Awa", "Qui est facilitation 1\u202f?") == "facilitation 1\u00a0: –"


# -- the record --------------------------------------------------------------------------------------------


async def test_what_was_done_stands_in_the_record_for_180_days_and_by_nobody_who_was_forgotten(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        for name in ("Jo", "Nour"):
            await _give(stage, name, Role.COORDINATOR)
        await _private(stage, "Jo", "/summaries")
        await _tap(stage, "Jo", "1 · HTML")
        await _tap(stage, "Jo", "1 · JSON")
        await _revoke(stage, "Jo", "coordination 2")
        _, session = await stage.session()
        await _page(stage, "Awa")
        told = await _tap(stage, "Awa", "Ce qui a été fait")
        assert told.count(f"coordination 1 a téléchargé la synthèse de {session.code}") == 2
        assert "coordination 1 a retiré son rôle à coordination 2" in told
        assert "3 lignes" in await _private(stage, "Jo", "/mydata")
        await _private(stage, "Jo", "/forget oui")
        await _private(stage, "Nour", "/forget oui")
        told = await _tap(stage, "Awa", "Ce qui a été fait")
        assert told.count(f"quelqu’un a téléchargé la synthèse de {session.code}") == 2
        assert "quelqu’un a retiré son rôle à quelqu’un" in told
        assert "registre" not in await _private(stage, "Jo", "/mydata")
        stage.clock.turn(timedelta(days=181))
        await stage.app.work.prune()
        assert await _deeds(stage) == []


async def test_an_erased_group_s_other_coordinators_are_told_and_the_record_of_all_has_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        for name in ("Jo", "Nour"):
            await _give(stage, name, Role.COORDINATOR)
        await _private(stage, "Jo", "/wipe")
        await _tap(stage, "Jo", "Atelier · 1 atelier")
        await _tap(stage, "Jo", "Oui, effacer")
        for name in ("Awa", "Nour"):
            assert "coordination 1 a effacé le groupe" in stage.texts(stage.private(name))[-1]
        assert await _deeds(stage, EVERYWHERE) == [Deed.ERASED]
        assert await _held(stage, "Nour") == []


async def test_a_link_for_somebody_who_was_banned_gives_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.room.leave(stage.group, stage.people["Jo"], by=stage.people["Awa"])
        await stage.settle()
        await _private(stage, "Awa", "/invite")
        link = (await _tap(stage, "Awa", "Un·e coordinateur·rice pour Atelier")).split()[-1]
        stage.room.open_link(stage.people["Jo"], link)
        await stage.settle()
        assert "Ce lien ne marche plus" in stage.texts(stage.private("Jo"))[-1]
        assert await _held(stage, "Jo") == []
        assert await stage.app.database.transact(lambda tx: len(tx.all("SELECT 1 FROM invites"))) == 1
        token = link.split("start=")[1]
        assert await stage.app.database.transact(lambda tx: invites.look(tx, token, stage.clock.now()))
