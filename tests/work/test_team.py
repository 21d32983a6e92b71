"""/team: roles that are taken away, by whom and how soon, names that are told and not kept; and the record."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.session.roles import Role
from bot.store import invites
from bot.store.record import Deed
from bot.store.roles import EVERYWHERE, Origin
from tests.canaries import files_with
from tests.stage import Stage, open_stage
from tests.work.at_first_question import somebody_answers
from tests.work.downloading import download, wants, workshop_page
from tests.work.with_roles import (
    FACILITATORS_ONLY,
    SCENARIOS,
    deeds,
    give,
    held,
    restart,
    revoke,
    tap,
    team_page,
    tell,
)

# -- /team -------------------------------------------------------------------------------------------------


async def test_a_role_is_gone_at_once_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await somebody_answers(stage)
        for name in ("Jo", "Nour"):
            await give(stage, name, Role.COORDINATOR)
        await workshop_page(stage, "Nour")
        await tell(stage, "Nour", "/invite")
        link = (await tap(stage, "Nour", "Pour faciliter Atelier")).split()[-1]
        said = len(stage.texts(stage.private("Nour")))
        await revoke(stage, "Jo", "coordination 2")
        assert await held(stage, "Nour") == []
        assert "coordination 1 a retiré son rôle à coordination 2." in stage.texts(stage.private("Awa"))[-1]
        assert len(stage.texts(stage.private("Nour"))) == said, "a phone that was taken isn't told"
        wants(stage, "html", "Nour")
        await stage.settle()
        assert not [m for m in stage.room.messages(stage.private("Nour")) if m.document]
        assert FACILITATORS_ONLY in await tell(stage, "Nour", "/summaries")
        stage.room.open_link(stage.people["Sam"], link)
        await stage.settle()
        assert "Ce lien ne marche plus" in stage.texts(stage.private("Sam"))[-1]
        assert await deeds(stage) == [Deed.INVITED, Deed.REVOKED]


async def test_a_document_on_its_way_doesn_t_go_and_the_facilitator_s_message_neither(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await somebody_answers(stage)
        await give(stage, "Nour", Role.COORDINATOR)
        for command in ("/close oui", "/session small"):
            stage.say("Nour", command)
            await stage.settle()
        assert [m for m in stage.room.messages(stage.private("Nour")) if m.keyboard]
        await workshop_page(stage, "Nour")
        await team_page(stage, "Awa")
        page = stage.room.last(stage.private("Awa"))
        row = next(row for row in page.keyboard if "coordination 1" in row[0].label and len(row) > 1)
        stage.room.tap(stage.people["Awa"], page, row[1].data)
        await stage.settle()
        wants(stage, "html", "Nour")
        await stage.app.poll.once(0)
        await stage.work()
        stage.tap("Awa", "Oui, retirer", chat=stage.private("Awa"))
        await stage.app.poll.once(0)
        await stage.work()
        await stage.settle()
        theirs = stage.room.messages(stage.private("Nour"))
        assert not [m for m in theirs if m.document]
        assert not [m for m in theirs if any(key.label == "Fin" for row in m.keyboard for key in row)]


async def _with_two_groups(stage: Stage) -> list[str]:
    """Jo looks after the group and another one; gives what the first one's buttons say, all of them."""
    await stage.begin("small")
    await somebody_answers(stage)
    await give(stage, "Jo", Role.COORDINATOR)
    other = stage.room.group("Autre", [stage.people["Jo"]], admins=[stage.people["Jo"]])
    stage.room.add_bot(other, stage.people["Jo"])
    await stage.settle()
    await workshop_page(stage, "Jo")
    for command in ("/summaries", "/invite", "/wipe"):
        await tell(stage, "Jo", command)
    await tap(stage, "Jo", "Atelier · 1 atelier")
    await team_page(stage, "Jo")
    messages = stage.room.messages(stage.private("Jo"))
    keys = [key for message in messages for row in message.keyboard for key in row if key.data]
    return [key.data for key in keys if "Autre" not in key.label]


async def test_whoever_keeps_another_group_reaches_the_one_that_was_taken_by_no_older_button(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        old = await _with_two_groups(stage)
        verbs = {data[12:].split("-")[0] for data in old}
        assert verbs == {"sums", "sum", "get", "invite", "wipe", "wipeyes", "team", "who", "record", "revoke"}
        await revoke(stage, "Awa", "coordination 1")
        said, where = len(stage.texts(stage.private("Jo"))), stage.room.last(stage.private("Jo"))
        for data in old:
            stage.room.press(stage.people["Jo"], where, data)
            await stage.settle()
            assert stage.room.toasts_of(stage.people["Jo"])[-1].startswith("Ce bouton ne fonctionne plus"), data[12:]
        assert len(stage.texts(stage.private("Jo"))) == said
        assert "Autre" in await tell(stage, "Jo", "/groups")


async def test_nobody_takes_away_what_the_settings_gave_nor_the_last_one(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await give(stage, "Jo", Role.COORDINATOR)
        labels = await team_page(stage, "Jo")
        assert labels[0].startswith("Qui est «\u00a0coordination générale 1\u00a0»")
        assert labels[1].startswith("Qui est «\u00a0coordination 1\u00a0»"), "no button beside whom the settings name"
        await restart(stage)
        assert await held(stage, "Awa") == []
        assert "Retirer ce rôle" not in await team_page(stage, "Jo"), "the last one"
        await give(stage, "Sam", Role.COORDINATOR, EVERYWHERE, Origin.CLAIM)
        assert await team_page(stage, "Jo")
        row = stage.room.last(stage.private("Jo")).keyboard[0]
        assert len(row) == 1, "a group's coordinator can't take away who looks after all groups"
        await revoke(stage, "Sam", "coordination 1")
        assert await held(stage, "Jo") == []


async def test_two_who_take_each_other_s_role_away_leave_one(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        for name in ("Jo", "Nour"):
            await give(stage, name, Role.COORDINATOR)
        await restart(stage)
        for name, whose in (("Jo", "coordination 2"), ("Nour", "coordination 1")):
            await team_page(stage, name)
            page = stage.room.last(stage.private(name))
            row = next(row for row in page.keyboard if whose in row[0].label)
            stage.room.tap(stage.people[name], page, row[1].data)
            await stage.settle()
        for name in ("Jo", "Nour"):
            stage.tap(name, "Oui, retirer", chat=stage.private(name))
        await stage.settle()
        assert [await held(stage, name) for name in ("Jo", "Nour")] == [[(Role.COORDINATOR, False)], []]


async def test_a_name_is_on_the_screen_alone_and_in_no_file(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.people["Jo"].name = "Canarienne"
        await stage.begin("small")
        await give(stage, "Jo", Role.FACILITATOR)
        await team_page(stage, "Awa")
        assert (
            await tap(stage, "Awa", "Qui est «\u00a0facilitation 1\u00a0»\u202f?") == "facilitation 1\u00a0: Canarienne"
        )
        assert "Canarienne" not in "".join(stage.texts(stage.private("Awa")))
        assert not files_with(tmp_path, "Canarienne")
        stage.room.chats.pop(stage.people["Jo"].id)
        assert await tap(stage, "Awa", "Qui est «\u00a0facilitation 1\u00a0»\u202f?") == "facilitation 1\u00a0: –"


# -- the record --------------------------------------------------------------------------------------------


async def test_what_was_done_stands_in_the_record_for_180_days_and_by_nobody_who_was_forgotten(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await somebody_answers(stage)
        for name in ("Jo", "Nour"):
            await give(stage, name, Role.COORDINATOR)
        await download(stage, "html", "json", name="Jo")
        await revoke(stage, "Jo", "coordination 2")
        _, session = await stage.session()
        await team_page(stage, "Awa")
        told = await tap(stage, "Awa", "Ce qui a été fait")
        assert told.count(f"coordination 1 a téléchargé la synthèse de {session.code}") == 2
        assert "coordination 1 a retiré son rôle à coordination 2" in told
        assert "3 lignes" in await tell(stage, "Jo", "/mydata")
        await tell(stage, "Jo", "/forget oui")
        await tell(stage, "Nour", "/forget oui")
        told = await tap(stage, "Awa", "Ce qui a été fait")
        assert told.count(f"quelqu’un a téléchargé la synthèse de {session.code}") == 2
        assert "quelqu’un a retiré son rôle à quelqu’un" in told
        assert "registre" not in await tell(stage, "Jo", "/mydata")
        stage.clock.turn(timedelta(days=181))
        await stage.app.work.prune()
        assert await deeds(stage) == []


async def test_an_erased_group_s_other_coordinators_are_told_and_the_record_of_all_has_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        for name in ("Jo", "Nour"):
            await give(stage, name, Role.COORDINATOR)
        await tell(stage, "Jo", "/wipe")
        await tap(stage, "Jo", "Atelier · 1 atelier")
        await tap(stage, "Jo", "Oui, effacer")
        for name in ("Awa", "Nour"):
            assert "coordination 1 a effacé le groupe" in stage.texts(stage.private(name))[-1]
        assert await deeds(stage, EVERYWHERE) == [Deed.ERASED]
        assert await held(stage, "Nour") == []


async def test_a_link_for_somebody_who_was_banned_gives_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.room.leave(stage.group, stage.people["Jo"], by=stage.people["Awa"])
        await stage.settle()
        await tell(stage, "Awa", "/invite")
        link = (await tap(stage, "Awa", "Pour coordonner Atelier")).split()[-1]
        stage.room.open_link(stage.people["Jo"], link)
        await stage.settle()
        assert "Ce lien ne marche plus" in stage.texts(stage.private("Jo"))[-1]
        assert await held(stage, "Jo") == []
        assert await stage.app.database.transact(lambda tx: len(tx.all("SELECT 1 FROM invites"))) == 1
        token = link.split("start=")[1]
        assert await stage.app.database.transact(lambda tx: invites.look(tx, token, stage.clock.now()))
