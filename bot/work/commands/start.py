"""/start: opening the private chat, and whatever link led there: a role, a private question, steering."""

from __future__ import annotations

from collections.abc import Callable

from bot.gateway.api.buttons import verify
from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import step_ref
from bot.session.roles import Presence, Role
from bot.store import groups, held_back, invites, messages, record, roles, sessions
from bot.store.groups import Group
from bot.store.invites import Invite
from bot.wording import refusals, welcome
from bot.work import whisper
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
    "catchup": lambda where, _, __: e.CatchUp(**where),
    "steer": lambda where, _, __: e.AskStatus(**where),
}


def _start(context: Context, incoming: IncomingMessage) -> None:
    """/start [token]"""
    token = incoming.argument.strip()
    payload = verify(context.runtime.secret, "start", token) if token else None
    verb, *rest = (payload or "").split("-")
    if verb in LINKS:
        _to_session(context, verb, rest)
    elif verb == "whisper":
        whisper.ask(context, rest[0])
    elif verb == "mydata":
        mydata.tell(context)
    elif token and not payload:
        _role_link(context, token)
    else:
        context.say(welcome.hello(context.words, coordinator=context.role() is Role.COORDINATOR))


def _to_session(context: Context, verb: str, words: list[str]) -> None:
    code, *rest = words
    if verb == "priv" and _awaited(context, code, int(rest[0])):
        return

    def make(scenario: Scenario, _: object, who: e.Actor) -> e.SessionEvent:
        return LINKS[verb](circumstances(context, who), scenario, rest)

    if not play(context, code, make, steering=verb == "steer", showing=True):
        context.say(refusals.nothing_asked(context.words))


def _awaited(context: Context, code: str, index: int) -> bool:
    """Whether the question at this place waits to be sent to this chat already."""
    stored = sessions.load(context.tx, code)
    if stored is None:
        return False
    step = context.runtime.scenario(stored).steps[index].id
    sent = messages.parts(context.tx, context.place, code, step_ref(step))
    return any(held_back.awaits(context.tx, row.id) for row in sent)


def _role_link(context: Context, token: str) -> None:
    invite = invites.look(context.tx, token, context.now)
    group = groups.get(context.tx, invite.where) if invite else None
    banned = group is not None and group.active and context.presence(group) is Presence.BANNED
    if invite is None or banned:
        context.say(welcome.link_used_up(context.words))
    else:
        invites.use(context.tx, token)
        _give(context, invite, group)


def _give(context: Context, invite: Invite, group: Group | None) -> None:
    tx, now, person = context.tx, context.now, context.person.person
    actor = roles.given(tx, invite.given_by, invite.where) if invite.given_by else None
    given = roles.give(tx, person, invite.role, invite.where, invite.origin, now.date(), invite.given_by)
    record.note(tx, invite.where, record.Deed.JOINED, now, actor=actor, subject=given)
    title = group.title if group else ""
    if given.role is Role.FACILITATOR:
        context.say(welcome.now_facilitator(context.words, title))
    elif given.where == roles.EVERYWHERE:
        context.say(welcome.now_coordinator_of_all(context.words))
    else:
        context.say(welcome.now_coordinator(context.words, title))


COMMANDS = (Command("start", Where.PRIVATE, "start", "", _start, hidden=Where.PRIVATE),)
PRESSES: tuple[Press, ...] = ()
