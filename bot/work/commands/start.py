"""/start: opening the private chat, and whatever link led there: a role, a private question, steering."""

from __future__ import annotations

from bot.gateway.api.buttons import verify
from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import step_ref
from bot.session.roles import Role
from bot.session.state import Session
from bot.store import groups, held_back, invites, messages, roles
from bot.store.invites import Invite
from bot.wording import refusals, welcome
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context
from bot.work.privacy import mydata
from bot.work.run_event import circumstances, play


def _start(context: Context, incoming: IncomingMessage) -> None:
    """/start [token]"""
    token = incoming.argument.strip()
    payload = verify(context.runtime.secret, "start", token) if token else None
    verb, _, rest = (payload or "").partition("-")
    if verb == "priv":
        _private_question(context, rest)
    elif verb == "steer":
        play(context, rest, lambda _, __, who: e.AskStatus(**circumstances(context, who)), steering=True)
    elif verb == "mydata":
        mydata.tell(context)
    elif token and not payload:
        _role_link(context, token)
    else:
        context.say(welcome.hello(context.words, coordinator=context.role() is Role.COORDINATOR))


def _private_question(context: Context, rest: str) -> None:
    code, _, index = rest.partition("-")

    def make(scenario: Scenario, session: Session, who: e.Actor) -> e.SessionEvent | None:
        step = scenario.steps[int(index)].id
        sent = messages.parts(context.tx, context.place, code, step_ref(step))
        if any(held_back.awaits(context.tx, row.id) for row in sent):
            return None  # it is on its way
        return e.AskPrivately(**circumstances(context, who), step=step)

    if not play(context, code, make):
        context.say(refusals.nothing_asked(context.words))


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
