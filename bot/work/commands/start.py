"""/start: opening the private chat, and whatever link led there: a role, a private question, steering."""

from __future__ import annotations

from collections.abc import Callable

from bot.gateway.api.buttons import verify
from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import step_ref
from bot.session.roles import Role
from bot.store import groups, held_back, invites, messages, roles
from bot.store.invites import Invite
from bot.wording import refusals, welcome
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context
from bot.work.privacy import mydata
from bot.work.run_event import circumstances, play


def _asked_privately(where: e.Circumstances, scenario: Scenario, words: list[str]) -> e.SessionEvent:
    """The private question at that place."""
    return e.AskPrivately(**where, step=scenario.steps[int(words[0])].id)


#: What a link to a session, by its verb, comes to: as the `make` of a press, given the words after the session's code.
LINKS: dict[str, Callable[[e.Circumstances, Scenario, list[str]], e.SessionEvent]] = {
    "priv": _asked_privately,
    "steer": lambda where, _, __: e.AskStatus(**where),
}


def _start(context: Context, incoming: IncomingMessage) -> None:
    """/start [token]"""
    token = incoming.argument.strip()
    payload = verify(context.runtime.secret, "start", token) if token else None
    verb, *rest = (payload or "").split("-")
    if verb in LINKS:
        _to_session(context, verb, rest)
    elif verb == "mydata":
        mydata.tell(context)
    elif token and not payload:
        _role_link(context, token)
    else:
        context.say(welcome.hello(context.words, coordinator=context.role() is Role.COORDINATOR))


def _to_session(context: Context, verb: str, words: list[str]) -> None:
    code, *rest = words

    def make(scenario: Scenario, _: object, who: e.Actor) -> e.SessionEvent | None:
        event = LINKS[verb](circumstances(context, who), scenario, rest)
        on_its_way = isinstance(event, e.AskPrivately) and _awaited(context, code, event.step)
        return None if on_its_way else event

    if not play(context, code, make, steering=verb == "steer"):
        context.say(refusals.nothing_asked(context.words))


def _awaited(context: Context, code: str, step: str) -> bool:
    """Whether this question waits to be sent to this chat already."""
    sent = messages.parts(context.tx, context.place, code, step_ref(step))
    return any(held_back.awaits(context.tx, row.id) for row in sent)


def _role_link(context: Context, token: str) -> None:
    invite = invites.redeem(context.tx, token, context.now)
    if invite is None:
        context.say(welcome.link_used_up(context.words))
    else:
        _grant(context, invite)


def _grant(context: Context, invite: Invite) -> None:
    roles.grant(context.tx, context.person.person, invite.role, invite.group_id)
    group = groups.get(context.tx, invite.group_id) if invite.group_id is not None else None
    if group is None:
        context.say(welcome.now_coordinator(context.words))
    else:
        context.say(welcome.now_facilitator(context.words, group.title))


COMMANDS = (Command("start", Where.PRIVATE, "start", "", _start, hidden=Where.PRIVATE),)
PRESSES: tuple[Press, ...] = ()
