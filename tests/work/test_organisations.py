"""The list of a group's organisations in the whole app: what a participant names, what is forgotten, what an earlier
version left, and what is no longer to be decided."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.model import Message
from bot.session.organisations import Organisation, Side
from bot.store import organisations
from bot.store.db import Tx
from tests.canaries import files_with
from tests.stage import NORTH, SOUTH, Stage, open_stage, the_group

NAME = "Canarivage"


async def _listed(stage: Stage) -> list[tuple[str, str, str]]:
    listed = await stage.app.database.transact(lambda tx: organisations.of_group(tx, the_group(tx)))
    return [(one.id, one.name, one.side.value) for one in listed]


BEFORE = [("o1", SOUTH, "south"), ("o2", NORTH, "north")]


async def _propose(stage: Stage, name: str = "Nour", called: str = NAME) -> None:
    stage.say(name, f"/join {called}, autre")
    await stage.settle()


async def _decide(stage: Stage, button: str) -> None:
    stage.tap("Awa", button, chat=stage.private("Awa"))
    await stage.settle()


def _saying(stage: Stage, words: str) -> list[str]:
    """What the bot says now, in every chat, with these words in it; on buttons too."""
    return [
        text
        for chat in stage.room.chats.values()
        for message in stage.room.messages(chat)
        if message.sender == 0
        for text in (message.text, *(key.label for row in message.keyboard for key in row))
        if words in text
    ]


@pytest.mark.parametrize(
    "said",
    [
        *("Ｔoit vert, nord", "toit vert, nord", "To\u200bit vert, nord", "\u202eToit vert, nord", "Tоit vert, nord"),
        *("T0it vert, nord", "TOÎT VERT; nord", "Toıt vert, nord", "Palabre, nord", "Les facilitateurs, sud"),
    ],
)
async def test_whatever_a_member_names_changes_nothing_of_the_list(said: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        stage.say("Jo", f"/join {said}")
        await stage.settle()
        assert await _listed(stage) == BEFORE
        _, session = await stage.session()
        assert [(o.id, o.name, o.side.value) for o in session.organisations] == BEFORE


async def test_a_hundred_names_leave_an_opening_that_telegram_takes(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        for n in range(100):
            stage.say("Jo", f"/join Maison {n}, nord")
            await stage.settle()
            stage.clock.turn(timedelta(seconds=10))
        assert await _listed(stage) == BEFORE
        asked = [text for text in stage.texts(stage.private("Awa")) if "pas sur la liste" in text]
        assert len(asked) == 1
        stage.say("Awa", "/close oui")
        stage.say("Awa", "/session together")
        await stage.settle()
        assert [len(row) for row in stage.question().keyboard] == [2, 2]


async def test_what_one_person_alone_brought_in_goes_with_them_from_every_byte_and_every_message(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        await _propose(stage)
        await _decide(stage, "L’ajouter")
        stage.say("Awa", "/organisations")
        stage.say("Awa", "/organisations", chat=stage.private("Awa"))
        stage.say("Awa", "/close oui")
        stage.say("Awa", "/session together")
        await stage.settle()
        assert _saying(stage, NAME)
        stage.say("Nour", "/forget oui")
        await stage.settle()
        await stage.app.work.prune()
        stage.clock.turn(timedelta(minutes=1))
        await stage.settle()
        await stage.app.database.scrub()
        assert await _listed(stage) == BEFORE
        assert _saying(stage, NAME) == []
        assert files_with(tmp_path, NAME) == []


async def test_what_others_are_with_too_stays(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        await _propose(stage)
        await _decide(stage, "L’ajouter")
        stage.say("Jo", "/join 3")
        await stage.settle()
        stage.say("Nour", "/forget oui")
        await stage.settle()
        assert (await _listed(stage))[2][1] == NAME


async def test_a_name_that_waits_goes_with_whoever_waits_and_no_button_brings_it_back(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        await _propose(stage)
        asked = next(m for m in reversed(stage.room.messages(stage.private("Awa"))) if NAME in m.text)
        add = next(key.data for row in asked.keyboard for key in row if key.label == "L’ajouter")
        stage.say("Nour", "/forget oui")
        await stage.settle()
        assert _saying(stage, NAME) == []
        stage.room.press(stage.people["Awa"], asked, add)
        await stage.settle()
        assert await _listed(stage) == BEFORE
        assert "C’est réglé" in stage.room.toasts_of(stage.people["Awa"])[-1]


async def test_it_can_be_decided_after_the_end_and_no_more_once_the_next_workshop_has_begun(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        await _propose(stage)
        await _propose(stage, "Jo", "Port")
        stage.say("Awa", "/close oui")
        await stage.settle()
        asked: list[Message] = [m for m in stage.room.messages(stage.private("Awa")) if "pas sur la liste" in m.text]
        stage.tap("Awa", "L’ajouter", chat=stage.private("Awa"), message=asked[0])
        await stage.settle()
        assert (await _listed(stage))[2] == ("o3", NAME, "other")
        stage.say("Awa", "/session together")
        await stage.settle()
        stage.tap("Jo", NORTH)
        await stage.settle()
        stage.tap("Awa", "L’ajouter", chat=stage.private("Awa"), message=asked[1])
        await stage.settle()
        assert len(await _listed(stage)) == 3
        row = await stage.app.database.transact(
            lambda tx: tx.all(
                "SELECT organisation, count(*) n FROM members GROUP BY organisation ORDER BY organisation"
            )
        )
        assert [tuple(one) for one in row] == [("o1", 2), ("o2", 3), ("o3", 1)]


def _older(tx: Tx) -> None:
    """As an earlier version left a group: more organisations than a list holds now."""
    many = [Organisation(f"o{n}", f"Maison numéro {n} de la rue", Side.NORTH) for n in range(1, 61)]
    organisations.save(tx, the_group(tx), many)


async def test_a_group_of_an_earlier_version_with_sixty_still_opens_and_is_told(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        for person in stage.people.values():
            stage.room.start(person)
        await stage.settle()
        await stage.app.database.transact(_older)
        stage.say("Awa", "/session roles")
        await stage.settle()
        opening = next(m for m in stage.room.messages(stage.group) if m.keyboard)
        assert sum(map(len, opening.keyboard)) == 14
        assert any("60 organisations" in text for text in stage.texts(stage.private("Awa")))
        for (
            name,
            said,
        ) in (("Jo", "47"), ("Sam", "maison numéro 58 de la rue")):
            receipt = stage.say(name, said, reply_to=opening)
            await stage.settle()
            assert receipt.reaction
        stage.say("Awa", "/organisations")
        await stage.settle()
        listed = stage.room.last(stage.group)
        assert sum(map(len, listed.keyboard)) == 12
        stage.say("Awa", "60", reply_to=listed)
        await stage.settle()
        for button in ("La retirer de la liste", "Oui, la retirer"):
            stage.tap("Awa", button)
            await stage.settle()
        assert len(await _listed(stage)) == 59


async def test_what_was_taken_off_never_comes_back_nor_does_its_id(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        stage.say("Awa", "/organisations")
        await stage.settle()
        for button in (NORTH, "La retirer de la liste", "Oui, la retirer"):
            stage.tap("Awa", button)
            await stage.settle()
        stage.say("Awa", "Rive, nord", reply_to=next(m for m in stage.room.messages(stage.group) if SOUTH in m.text))
        stage.say("Awa", "/organisations")
        await stage.settle()
        stage.say("Awa", "Rive, nord", reply_to=stage.room.last(stage.group))
        await stage.settle()
        stage.tap("Awa", "C’est juste")
        await stage.settle()
        assert await _listed(stage) == [BEFORE[0], ("o3", "Rive", "north")]
        stage.say("Awa", "/close oui")
        stage.say("Awa", "/session together")
        await stage.settle()
        assert NORTH not in stage.question().text


async def test_what_nobody_confirms_counts_nowhere_and_is_gone_after_a_day(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.say("Awa", "/session roles")
        await stage.settle()
        stage.say("Awa", f"{NAME}, sud", reply_to=stage.room.last(stage.group))
        await stage.settle()
        assert await _listed(stage) == []
        stage.clock.turn(timedelta(hours=25))
        await stage.app.work.prune()
        stage.tap("Awa", "C’est juste")
        await stage.settle()
        assert await _listed(stage) == []
        assert "ne fonctionne plus" in stage.room.toasts_of(stage.people["Awa"])[-1]


async def test_of_two_readings_only_the_last_one_can_be_confirmed(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles", join=False)
        stage.say("Awa", "/organisations")
        await stage.settle()
        asked = stage.room.last(stage.group)
        for line in ("Rive, sud", "Rivage, nord"):
            stage.say("Awa", line, reply_to=asked)
            await stage.settle()
        first, second = [m for m in stage.room.messages(stage.group) if "J’ai compris" in m.text][-2:]
        for message in (first, second, second):
            stage.tap("Awa", "C’est juste", message=message)
            await stage.settle()
        assert await _listed(stage) == [*BEFORE, ("o3", "Rivage", "north")]
