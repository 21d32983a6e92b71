"""Plain texts and voice notes: which question they answer, and what else they may be.

In a group the bot only hears replies to its own messages (privacy mode); in private it hears all, and
a text that replies to nothing answers the private question that is open.
"""

from __future__ import annotations

from sys import intern

from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.joining import read_joining, read_organisation
from bot.session.organisations import Organisation, Side
from bot.session.state import Session
from bot.session.steering import open_step
from bot.store import groups, messages, sessions
from bot.store.messages import MessageRow
from bot.wording import desk
from bot.work.commands.errands import allowed
from bot.work.context import Context
from bot.work.run_event import circumstances, open_session, play

#: The messages whose replies say yes or no to taking part.
_JOINING = frozenset({"opening", "join-first", "no-organisation", "joining"})


def reply(context: Context, incoming: IncomingMessage) -> None:
    """A text or a voice note that is no command."""
    found = (
        messages.find(context.tx, context.place, incoming.reply_to)
        if incoming.reply_to and incoming.reply_to_bot
        else None
    )
    if found and found.ref.startswith("organisations:"):
        _set_organisations(context, incoming, found)
    elif found and found.session and found.ref in _JOINING:
        if not incoming.edited:
            join_by_text(context, found.session, incoming.text)
    elif found and found.session:
        _about_session(context, incoming, found.session, found.ref)
    elif context.group is None or incoming.reply_to_bot:
        _to_open_question(context, incoming)


def _about_session(context: Context, incoming: IncomingMessage, code: str, ref: str) -> None:
    """A reply to one of a session's messages."""
    kind, _, step = ref.partition(":")
    step = intern(step)  # one string for all answers to it
    if kind == "step":
        play(context, code, lambda _, __, who: _answer(context, incoming, who, step))
    elif kind == "summary":
        play(context, code, lambda _, __, who: _correction(context, incoming, who))
    else:
        play(context, code, lambda scenario, session, who: _current(context, incoming, who, scenario, session))


def _answer(context: Context, incoming: IncomingMessage, who: e.Actor, step: str | None) -> e.Event:
    where = circumstances(context, who)
    if incoming.edited:
        return e.Edit(**where, text=incoming.text, step=step)
    return e.Reply(**where, step=step or "", text=incoming.text, voice=incoming.voice, seconds=incoming.seconds)


def _correction(context: Context, incoming: IncomingMessage, who: e.Actor) -> e.Event:
    where = circumstances(context, who)
    return e.Edit(**where, text=incoming.text) if incoming.edited else e.Correct(**where, text=incoming.text)


def _current(
    context: Context, incoming: IncomingMessage, who: e.Actor, scenario: Scenario, session: Session
) -> e.Event | None:
    """A text to the session as a whole answers its open question; in private only a private one."""
    step = open_step(session)
    if step and (scenario.step(step).private or context.group):
        return _answer(context, incoming, who, step)
    return e.Edit(**circumstances(context, who), text=incoming.text) if incoming.edited else None


def _to_open_question(context: Context, incoming: IncomingMessage) -> None:
    """A text that replies to nothing known: whoever takes part in one session means that one."""
    if context.group:
        code = sessions.running_in(context.tx, context.group.id)
        codes = [code] if code else []
    else:
        codes = sessions.open_to(context.tx, context.person.person, context.now)
    for code in reversed(codes):
        if _asks_here(context, code) or incoming.edited:
            play(context, code, lambda scenario, session, who: _current(context, incoming, who, scenario, session))
            return
    if not incoming.edited:
        context.say(desk.nothing_asked(context.words))


def _asks_here(context: Context, code: str) -> bool:
    """Whether the session has a question open that is answered in this chat."""
    stored = sessions.load(context.tx, code)
    step = open_step(stored.session) if stored else None
    if stored is None or step is None:
        return False
    shape = context.runtime.scenario(stored.digest, stored.source).step(step)
    return shape.asks and (shape.private or context.group is not None)


def join_by_text(context: Context, code: str, text: str) -> None:
    """A yes or a no to taking part, in words."""
    stored = sessions.load(context.tx, code)
    if stored is None:
        return
    saying = read_joining(text, stored.session.organisations)
    if saying.yes is None:
        context.say(desk.joining_unread(context.words), ref="joining", session=code)
    elif not saying.yes:
        play(context, code, lambda _, __, who: e.Decline(**circumstances(context, who)))
    else:
        organisation = saying.organisation or _new(context, stored.group_id, saying.new)
        play(context, code, lambda _, __, who: e.Join(**circumstances(context, who), organisation=organisation))


def _new(context: Context, group_id: int, named: tuple[str, Side] | None) -> Organisation | None:
    return groups.add_organisation(context.tx, group_id, *named) if named else None


def _set_organisations(context: Context, incoming: IncomingMessage, found: MessageRow) -> None:
    """The organisations of a group, one a line; then the session that waited for them."""
    if context.group is None or incoming.edited:
        return
    if not allowed(context, "organisations"):
        return
    lines = [line for line in incoming.text.splitlines() if line.strip()]
    read = [(line, read_organisation(line)) for line in lines]
    unread = next((line for line, organisation in read if organisation is None), None)
    if unread is not None or not read:
        context.say(desk.organisations_unread(context.words, unread or ""), ref=found.ref)
        return
    for _, organisation in read:
        if organisation:
            groups.add_organisation(context.tx, context.group.id, *organisation)
    scenario = found.ref.partition(":")[2]
    if scenario and not sessions.running_in(context.tx, context.group.id):
        open_session(context, context.group, scenario)
    else:
        context.say(desk.organisations_set(context.words, groups.organisations(context.tx, context.group.id)))
