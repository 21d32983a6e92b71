"""What tests of roles have in common: the bot started with other settings, what people write and press in private,
roles given, and what is kept of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bot.app import App
from bot.session.roles import Role
from bot.store import groups, people, record, roles
from bot.store.db import Tx
from bot.store.record import Deed
from bot.store.roles import EVERYWHERE, Origin
from tests.stage import QUICK, Chance, Stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
COORDINATORS_ONLY = "C’est réservé à la coordination."
FACILITATORS_ONLY = "C’est réservé à la facilitation de ce groupe."
OVER = "Ce bouton ne fonctionne plus."


async def restart(stage: Stage, *coordinators: str) -> None:
    """The bot starts anew, with these in PALABRE_COORDINATORS."""
    named = tuple(stage.people[name].id for name in coordinators)
    settings = stage.app.settings.model_copy(update={"coordinators": named})
    await stage.stop()
    stage._make = partial(App, settings, now=stage.clock.now, waits=QUICK, chance=Chance())
    await stage.start()


async def tell(stage: Stage, name: str, text: str) -> str:
    """Somebody writes to the bot in private; gives what it says last."""
    stage.say(name, text, chat=stage.private(name))
    await stage.settle()
    return stage.texts(stage.private(name))[-1]


async def tap(stage: Stage, name: str, button: str) -> str:
    """Somebody presses a button there; gives the words on their screen, else what the bot says last."""
    toasts = len(stage.room.toasts_of(stage.people[name]))
    stage.tap(name, button, chat=stage.private(name))
    await stage.settle()
    return "".join(stage.room.toasts_of(stage.people[name])[toasts:]) or stage.texts(stage.private(name))[-1]


def group_of(tx: Tx, stage: Stage) -> int:
    """The id of the stage's group."""
    group = groups.by_chat(tx, stage.group.id)
    assert group is not None
    return group.id


async def give(stage: Stage, name: str, role: Role, where: int | None = None, origin: Origin = Origin.INVITED) -> None:
    """Give somebody who has opened the private chat a role."""

    def write(tx: Tx) -> None:
        person = people.by_account(tx, stage.people[name].id).person
        place = group_of(tx, stage) if where is None else where
        roles.give(tx, person, role, place, origin, stage.clock.now().date())

    stage.room.start(stage.people[name])
    await stage.settle()
    await stage.app.database.transact(write)


async def held(stage: Stage, name: str) -> list[tuple[Role, bool]]:
    """The roles of somebody, each with whether it is for all groups."""

    def read(tx: Tx) -> list[tuple[Role, bool]]:
        known = roles.held_by(tx, people.by_account(tx, stage.people[name].id).person)
        return [(grant.role, grant.where == EVERYWHERE) for grant in known]

    return await stage.app.database.transact(read)


async def deeds(stage: Stage, where: int | None = None) -> list[Deed]:
    """What the record tells."""

    def read(tx: Tx) -> list[Deed]:
        return [entry.deed for entry in record.of(tx, group_of(tx, stage) if where is None else where)]

    return await stage.app.database.transact(read)


async def team_page(stage: Stage, name: str) -> list[str]:
    """The labels of the buttons of a group's team."""
    await tell(stage, name, "/team")
    if stage.room.last(stage.private(name)).text.startswith("L’équipe"):
        await tap(stage, name, "Atelier")
    return [key.label for row in stage.room.last(stage.private(name)).keyboard for key in row]


async def revoke(stage: Stage, name: str, whose: str) -> None:
    """The two taps that take a role away."""
    await team_page(stage, name)
    page = stage.room.last(stage.private(name))
    row = next(row for row in page.keyboard if whose in row[0].label)
    stage.room.tap(stage.people[name], page, row[1].data)
    await stage.settle()
    await tap(stage, name, "Oui, retirer")
