"""Plain texts and voice notes: which question they answer, and what else they may be.

In a group the bot only hears replies to its own messages (privacy mode); in private it hears all, and
a text that replies to nothing answers the private question that is open.
"""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import NO_REF, Ref, RefKind
from bot.session.state import Session
from bot.store import messages, sessions
from bot.wording import organisations, refusals
from bot.work import route
from bot.work.context import Context
from bot.work.organisations.replies import HEARD, heard
from bot.work.run_event import circumstances, play


def reply(context: Context, incoming: IncomingMessage) -> None:
    """A text or a voice note that is no command."""
    replied = incoming.reply_to if incoming.reply_to_bot else None
    found = messages.find(context.tx, context.place, replied) if replied else None
    if found and found.ref.kind in HEARD:
        if not incoming.edited:
            heard(context, found, incoming.text)
    elif found and found.session and found.ref.kind in route.JOINING:
        if not incoming.edited:
            join_by_text(context, found.session, incoming.text)
    elif found and found.session:
        _about_session(context, incoming, found.session, found.ref)
    elif context.group is None or incoming.reply_to_bot:
        _to_open_question(context, incoming)


def _about_session(context: Context, incoming: IncomingMessage, code: str, ref: Ref = NO_REF) -> None:
    """A reply to one of a session's messages, or a text to the session as a whole."""
    what = route.Written(incoming.text, incoming.edited, incoming.seconds)

    def make(scenario: Scenario, session: Session, who: e.Actor) -> e.SessionEvent | None:
        return route.written(circumstances(context, who), what, ref, scenario, session)

    play(context, code, make)


def _to_open_question(context: Context, incoming: IncomingMessage) -> None:
    """A text that replies to nothing known: whoever takes part in one session means that one."""
    if context.group:
        code = sessions.running_in(context.tx, context.group.id)
        codes = [code] if code else []
    else:
        codes = sessions.open_to(context.tx, context.person.person, context.now)
    for code in reversed(codes):
        if incoming.edited or _asks_here(context, code):
            _about_session(context, incoming, code)
            return
    if not incoming.edited:
        context.say(refusals.nothing_asked(context.words))


def _asks_here(context: Context, code: str) -> bool:
    """Whether the session has a question open that is answered in this chat."""
    stored = sessions.load(context.tx, code)
    if stored is None:
        return False
    scenario = context.runtime.scenario(stored.digest, stored.source)
    return route.asks_here(scenario, stored.session, private=context.group is None)


def join_by_text(context: Context, code: str, text: str) -> None:
    """A yes or a no to taking part, in words."""

    def make(_: Scenario, session: Session, who: e.Actor) -> e.SessionEvent | None:
        where = circumstances(context, who)
        said = route.joining(where, text, session.organisations)
        if said is None:
            context.say(organisations.joining_unread(context.words), ref=Ref(RefKind.JOINING), session=code)
        return said

    play(context, code, make)
