"""/commitments: what groups have committed to, and what became of it."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.wording.catalog import N_
from bot.work.commands.row import Command, Press, Where
from bot.work.commitments import answering, listing
from bot.work.context import Context


def _commitments(context: Context, incoming: IncomingMessage) -> None:
    """/commitments [2 done]"""
    listing.show(context, incoming.argument)


COMMANDS = (
    Command("commitments", Where.ANYWHERE, "commitments", N_("the commitments, and what became of them"), _commitments),
)
PRESSES = (
    Press("became", "commitments", answering.pressed, by_engine=True),
    Press("pledged", "commitments", answering.agreeing_pressed, by_engine=True),
)
