"""What a command is, and what a button is: one row each, from which menus, /help, routing, refusals and tests come.

Knows what is said of them, and nothing of what any of them does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Flag, auto

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.roles import Act
from bot.session.state import Phase
from bot.work.context import Context


class Where(Flag):
    """In which chats."""

    GROUP = auto()
    PRIVATE = auto()
    ANYWHERE = GROUP | PRIVATE
    NOWHERE = 0


#: The moments of a group: the phase of its workshop, or that there is none (None).
Moment = Phase | None
ALIVE: frozenset[Moment] = frozenset({Phase.OPENING, Phase.RUNNING, Phase.PAUSED})
BETWEEN: frozenset[Moment] = frozenset({None, Phase.CLOSED})
EVER = ALIVE | BETWEEN


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, where it works, the act of `session.roles` that it is, what it does in a few words (a
    sentence of the catalogue, marked with N_), and what carries it out.

    It is offered, in menus and by /help, wherever it works and isn't `hidden`; elsewhere it is answered with where it
    works. Who may is asked before the handler is, unless the act is the engine's to judge (`by_engine`): whoever is
    meant then is known with the session alone. `when` it can do anything it is told by /help.
    """

    name: str
    works: Where
    act: Act
    does: str
    handler: Callable[[Context, IncomingMessage], None]
    hidden: Where = Where.NOWHERE
    by_engine: bool = False
    when: frozenset[Moment] = EVER

    @property
    def offered(self) -> Where:
        """Where it is offered."""
        return self.works & ~self.hidden


@dataclass(frozen=True, slots=True)
class Press:
    """What a button does: the verb that its data begins with, the act that it is, and what carries it out, given the
    data's further words. A `personal` one is signed for whoever it was put there for, and good for nobody else; one
    that is good `once` also for a quarter of an hour alone."""

    verb: str
    act: Act
    handler: Callable[[Context, list[str]], None]
    personal: bool = False
    by_engine: bool = False
    once: bool = False
