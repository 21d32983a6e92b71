"""Plain texts, voice notes and whatever else people send: which question it answers, and what else it may be.

In a group the bot only hears replies to its own messages (privacy mode); in private it hears all, and a text that
replies to nothing answers the private question that is open, where there is no doubt that it is meant for that one.
"""

from __future__ import annotations

from dataclasses import replace

from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session import replying
from bot.session.addresses import NO_REF, Ref, RefKind, step_ref
from bot.session.amending import knows
from bot.session.asking import asked_in, written_together
from bot.session.pledges import OF_PLEDGES
from bot.session.state import Session
from bot.session.values import LARGEST_NOTE, LONGEST_NOTE
from bot.store import messages, sessions
from bot.store.messages import MessageRow
from bot.wording import caring, organisations, refusals
from bot.work import meant, route, which, whisper
from bot.work.commitments import answering
from bot.work.context import Context
from bot.work.meaning import said_by_text
from bot.work.organisations.replies import HEARD, heard
from bot.work.run_event import circumstances, play
from bot.work.steered import STEERED


def reply(context: Context, incoming: IncomingMessage) -> None:
    """What somebody wrote or sent, that is no command."""
    changed = context.runtime.heard.note(context.source, incoming.text, incoming.written, edited=incoming.edited)
    replied = incoming.reply_to if incoming.reply_to_bot else None
    found = messages.find(context.tx, context.place, replied) if replied else None
    if incoming.edited:
        if changed is not False and not meant.reworded(context, incoming.text):
            _edited(context, incoming, found)
    elif _again_of_album(context, incoming) or said_by_text(context, incoming, found.ref if found else NO_REF):
        pass
    elif found and found.ref.kind in OF_PLEDGES:
        answering.heard(context, found.ref, "" if incoming.media else incoming.text)
    elif found and found.ref.kind in HEARD:
        heard(context, found, incoming.text)
    elif found and found.ref.kind is RefKind.WHISPERING:
        whisper.replied(context, found, "" if incoming.media else incoming.text)
    elif found and found.ref.kind is RefKind.WHISPER:
        context.say(caring.no_way_back(context.words))
    elif found and found.session and found.ref.kind in route.JOINING:
        join_by_text(context, found.session, "" if incoming.media else incoming.text)
    elif found and found.session and found.ref.kind in STEERED:
        _steering(context, found.session, found.ref, "" if incoming.media else incoming.text)
    elif found and found.session:
        _about_session(context, found.session, _written(incoming), found.ref)
    elif context.group is None or incoming.reply_to_bot:
        _to_open_question(context, incoming)


def _written(incoming: IncomingMessage) -> route.Written:
    return route.Written(
        incoming.text,
        incoming.edited,
        incoming.seconds if incoming.size <= LARGEST_NOTE else LONGEST_NOTE + 1,
        incoming.media,
        incoming.forwarded,
    )


def _again_of_album(context: Context, incoming: IncomingMessage) -> bool:
    """Whether of this album, of which each picture comes by itself, a word was said already."""
    heard, album = context.runtime.heard, incoming.album
    return album is not None and not incoming.text and not heard.first_of(f"{context.place} {album}", context.source)


def _edited(context: Context, incoming: IncomingMessage, found: MessageRow | None) -> None:
    """An edit is brought to the session that knows the message: as an answer, or as one that it asked back about."""
    known = context.runtime.heard.answer_to(context.source)
    what = replace(_written(incoming), said_to=known[1] if known else None)
    for code in _open_here(context):
        stored = sessions.load(context.tx, code)
        theirs = stored is not None and knows(stored.session, context.person.person, context.source)
        if theirs or (known and known[0] == code):
            relayed = found is not None and found.ref.kind is RefKind.RELAY
            _about_session(context, code, what, steering=relayed)
            return
    if found and found.session:
        _about_session(context, found.session, what, found.ref)


def _open_here(context: Context) -> list[str]:
    """The sessions that what is said here may be about, the newest first."""
    if context.group is None:
        return sessions.open_to(context.tx, context.person.person, context.now)[::-1]
    code = sessions.running_in(context.tx, context.group.id)
    return [code] if code else []


def _about_session(
    context: Context, code: str, what: route.Written, ref: Ref = NO_REF, *, steering: bool = False
) -> None:
    """A reply to one of a session's messages, or a text to the session as a whole."""
    meant_something = False

    def make(scenario: Scenario, session: Session, who: e.Actor) -> e.SessionEvent | None:
        nonlocal meant_something
        event = route.written(circumstances(context, who), what, ref, scenario, session)
        meant_something = event is not None
        return event

    play(context, code, make, steering=steering or ref.kind is RefKind.VOICE)
    if not meant_something and not what.edited:
        context.say(refusals.nothing_asked(context.words))


def _steering(context: Context, code: str, about: Ref, text: str) -> None:
    """What a facilitator says who was asked that."""
    asked = STEERED[about.kind]

    def make(_: Scenario, __: Session, who: e.Actor) -> e.SessionEvent | None:
        said = asked.read(circumstances(context, who), text, about)
        if said is None:
            context.say(asked.unread(context.words), ref=about if asked.again else NO_REF, session=code)
        return said

    play(context, code, make, steering=True)


def _to_open_question(context: Context, incoming: IncomingMessage) -> None:
    """What replies to nothing known: in the group it is for the open question, in private maybe for one of several."""
    if context.group:
        code = next((code for code in _open_here(context) if _asks_here(context, code)), None)
        asks, sure = [(code, "")] if code else [], True
    else:
        if _by_numbers(context, incoming):
            return
        asks, sure = _asked_in_private(context, incoming)
    what = _written(incoming)
    last = None if asks or context.group else messages.newest(context.tx, context.place)
    if last and last.kind in OF_PLEDGES and what.text:
        answering.heard(context, last, what.text)
    elif not asks:
        context.say(refusals.nothing_asked(context.words))
    elif (len(asks) == 1 and sure) or (what.medium and not what.text):
        code, step = asks[-1]
        _about_session(context, code, what, step_ref(step) if step else NO_REF)
    else:
        meant.ask_which_one(context, (what.text, what.seconds), asks)


def _by_numbers(context: Context, incoming: IncomingMessage) -> bool:
    """Whether it answers the questions of our last message that asked several, by their numbers; then it is brought
    there."""
    row = messages.newest_questions(context.tx, context.place)
    stored = sessions.load(context.tx, row.session) if row and row.session else None
    if row is None or stored is None:
        return False
    scenario, session = context.runtime.scenario(stored), stored.session
    if not route.names(incoming.text, row.ref, scenario, session):
        return False
    before = which.unanswered_together(scenario, session, context.person.person, asked_in(row.ref))
    if before:
        asks = [(session.code, written_together(steps)) for steps in (*before, asked_in(row.ref))]
        meant.ask_which_one(context, (incoming.text, incoming.seconds), asks)
    else:
        _about_session(context, session.code, _written(incoming), row.ref)
    return True


def _asked_in_private(context: Context, incoming: IncomingMessage) -> tuple[list[tuple[str, str]], bool]:
    """The questions, each of a session, that a text in private may be for, and whether there is no doubt. Those of a
    workshop that has ended are thought of only where nothing else is open."""
    found = [(code, one) for code in reversed(_open_here(context)) if (one := _meant(context, code, incoming)).steps]
    found = [pair for pair in found if not pair[1].ended] or found
    asks = [(code, step) for code, one in found for step in one.steps]
    return asks, all(one.sure for _, one in found)


def _meant(context: Context, code: str, incoming: IncomingMessage) -> which.Meant:
    stored = sessions.load(context.tx, code)
    if stored is None:
        return which.Meant()
    scenario = context.runtime.scenario(stored)

    def asked_here(step: str) -> bool | None:
        return messages.came_before(context.tx, context.place, code, step, context.number)

    def fits(step: str) -> bool:
        return replying.fits(scenario, stored.session, step, incoming.text, incoming.seconds)

    return which.meant(scenario, stored.session, context.person.person, context.now, asked_here, fits)


def _asks_here(context: Context, code: str) -> bool:
    """Whether the session has a question open that is answered in this chat."""
    stored = sessions.load(context.tx, code)
    if stored is None:
        return False
    scenario = context.runtime.scenario(stored)
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
