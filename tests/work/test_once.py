"""Buttons that can't be undone are good once, for a quarter of an hour, in their chat and for their person; and what a
button names is never given to something else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import random_bits
from bot.gateway.api.buttons import sign
from bot.rehearsal.model import Message
from bot.session.addresses import PrivatePlace
from bot.session.state import Phase
from bot.store import groups, people, sessions
from bot.store.db import Tx
from bot.work.commands.table import PRESSES
from bot.work.context import owned
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
DONE, OVER, NOT_YOURS = "C’est déjà fait.", "Ce bouton n’est valable que 15 minutes", "Ce bouton est pour la personne"
NO_LONGER = "Ce bouton ne fonctionne plus"


async def _press(stage: Stage, name: str, message: Message, data: str) -> str:
    """Press with any data, as a changed app does; gives what it brought on the screen."""
    before = len(stage.room.toasts_of(stage.people[name]))
    stage.room.press(stage.people[name], message, data)
    await stage.settle()
    return "".join(stage.room.toasts_of(stage.people[name])[before:])


async def _asked(stage: Stage, command: str) -> tuple[Message, str]:
    """The button that a command of Awa's brings, with what it says."""
    private = command == "/wipe"
    stage.say("Awa", command, chat=stage.private("Awa") if private else stage.group)
    await stage.settle()
    if private:
        stage.tap("Awa", "Atelier · 1 atelier", chat=stage.private("Awa"))
        await stage.settle()
    message = stage.room.last(stage.private("Awa") if private else stage.group)
    return message, message.keyboard[0][0].data


def test_every_button_that_is_good_once_is_one_person_s() -> None:
    once = {row.verb for row in PRESSES.values() if row.once}
    assert once == {"endyes", "endquiet", "wipeyes", "revokeyes", "forget", "unrelay", "retireyes", "replace"}
    assert all(row.personal for row in PRESSES.values() if row.once)


@pytest.mark.parametrize("command", ["/close", "/wipe", "/forget"])
async def test_it_works_for_a_quarter_of_an_hour_for_one_person_in_one_chat_and_once(
    command: str, tmp_path: Path
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS, chance=random_bits) as stage:
        await stage.begin("small")
        message, data = await _asked(stage, command)
        elsewhere = stage.room.last(stage.group if message.chat != stage.group.id else stage.private("Awa"))
        assert NOT_YOURS in await _press(stage, "Jo", message, data)
        assert NOT_YOURS in await _press(stage, "Awa", elsewhere, data), "in another chat"
        assert NOT_YOURS in await _press(stage, "Awa", message, data[:-1] + ("0" if data[-1] != "0" else "1"))
        stage.clock.turn(timedelta(minutes=16))
        await stage.there_all_the_while()
        assert OVER in await _press(stage, "Awa", message, data)
        await stage.app.work.prune()
        assert OVER in await _press(stage, "Awa", message, data)
        assert (await stage.session())[1].phase is Phase.OPENING
        message, fresh = await _asked(stage, command)
        assert fresh != data
        assert OVER in await _press(stage, "Awa", message, data), "the older one under the newer message"
        assert DONE not in await _press(stage, "Awa", message, fresh)
        assert await _press(stage, "Awa", message, fresh) in (DONE, "")
        if command == "/wipe":
            assert await stage.app.database.transact(lambda tx: groups.everyone(tx)) == []
            assert DONE in await _press(stage, "Awa", message, fresh)


async def test_one_that_was_signed_but_never_shown_does_nothing(tmp_path: Path) -> None:
    """Whoever came by the secret for a moment can make no button that erases: what was shown is kept."""
    async with open_stage(tmp_path, scenarios=SCENARIOS, chance=random_bits) as stage:
        await stage.begin("small")
        message, _ = await _asked(stage, "/wipe")

        def made(tx: Tx) -> str:
            group, awa = groups.by_chat(tx, stage.group.id), people.by_account(tx, stage.people["Awa"].id).person
            assert group is not None
            return sign(stage.app.runtime.secret, owned(PrivatePlace(awa), awa), f"wipeyes-{group.id}-{'0' * 16}")

        assert OVER in await _press(stage, "Awa", message, await stage.app.database.transact(made))


async def test_yes_erase_it_pressed_after_the_group_is_gone_erases_no_other(tmp_path: Path) -> None:
    """The group is erased by somebody else meanwhile; another one comes in its place."""
    async with open_stage(tmp_path, scenarios=SCENARIOS, chance=random_bits) as stage:
        await stage.begin("small")
        first, wanted = await _asked(stage, "/wipe")
        choice = next(m for m in reversed(stage.room.messages(stage.private("Awa"))) if m.keyboard and m is not first)
        chosen = choice.keyboard[0][0].data
        second, data = await _asked(stage, "/wipe")
        await _press(stage, "Awa", second, data)
        new = stage.room.group("Nouveau", list(stage.people.values()), admins=[stage.people["Awa"]])
        stage.room.add_bot(new, stage.people["Awa"])
        await stage.settle()
        stage.say("Awa", "/session small", chat=new)
        await stage.settle()
        assert NO_LONGER in await _press(stage, "Awa", first, wanted)
        assert NO_LONGER in await _press(stage, "Awa", choice, chosen)
        assert [group.title for group in await stage.app.database.transact(groups.everyone)] == ["Nouveau"]
        assert new.bot_in


async def test_ids_of_groups_are_random_and_those_of_sessions_are_none_that_was(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS, chance=random_bits) as stage:
        await stage.begin("small")
        _, session = await stage.session()

        def ids(tx: Tx) -> set[int]:
            found = set()
            for number in range(50):
                group = groups.open(tx, -5000 - number, "", None, ("fr",), stage.clock.now())
                found.add(group.id)
                groups.erase(tx, group.id)
            return found

        found = await stage.app.database.transact(ids)
        assert len(found) == 50
        assert all(0 < id < 2**47 for id in found)
        assert max(found) > 2**40, "no numbers that are counted up"
        message, data = await _asked(stage, "/wipe")
        await _press(stage, "Awa", message, data)
        letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
        chance = sum(letters.index(letter) * len(letters) ** place for place, letter in enumerate(session.code))
        assert await stage.app.database.transact(lambda tx: sessions.new_code(tx, chance)) != session.code
