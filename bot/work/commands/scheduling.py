"""/schedule: the workshops that are to open by themselves. Planning one is /session's."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.wording.catalog import N_
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context
from bot.work.scheduling import firing, planning


def _schedule(context: Context, incoming: IncomingMessage) -> None:
    """/schedule [cancel 1]"""
    planning.show(context, incoming.argument)


COMMANDS = (Command("schedule", Where.GROUP, "schedule", N_("the planned workshops"), _schedule),)
PRESSES = (
    Press("plan", "schedule", planning.chosen),
    Press("unplan", "schedule", planning.cancel_pressed),
    Press("opennow", "schedule", firing.opened, by_engine=True),
)
