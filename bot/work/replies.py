"""Plain texts and voice notes: which question they answer, and what else they may be.

In a group the bot only hears replies to its own messages (privacy mode); in private it hears all, and
a text that replies to nothing answers the private question that is open.
"""

from __future__ import annotations

from sys import intern

from bot.gateway.inbound.updates import Heard
from bot.scenario.model import AskingStep, Scenario
from bot.session import events as e
from bot.session.joining import read_joining, read_organisation
from bot.session.state import Organisation, Session, Side
from bot.session.steering import open_step
from bot.store import groups, messages, sessions
from bot.store.messages import MessageRow
from bot.wording import desk
from bot.work.commands.table.errands import allowed
from bot.work.context import Visit
from bot.work.run_event import circumstances, play, start

#: The messages whose replies say yes or no to taking part.
_JOINING = frozenset({"opening", "join-first", "no-organisation", "joining"})


def reply(visit: Visit, heard: Heard) -> None:
    """A text or a voice note that is no command."""
    found = messages.find(visit.tx, visit.place, heard.reply_to) if heard.reply_to and heard.reply_to_bot else None
    if found and found.ref.startswith("organisations:"):
        _set_organisations(visit, heard, found)
    elif found and found.session and found.ref in _JOINING:
        if not heard.edited:
            join_by_text(visit, found.session, heard.text)
    elif found and found.session:
        _about_session(visit, heard, found.session, found.ref)
    elif visit.group is None or heard.reply_to_bot:
        _to_open_question(visit, heard)


def _about_session(visit: Visit, heard: Heard, code: str, ref: str) -> None:
    """A reply to one of a session's messages."""
    kind, _, step = ref.partition(":")
    step = intern(step)  # one string for all answers to it
    if kind == "step":
        play(visit, code, lambda _, __, who: _answer(visit, heard, who, step))
    elif kind == "summary":
        play(visit, code, lambda _, __, who: _correction(visit, heard, who))
    else:
        play(visit, code, lambda scenario, session, who: _current(visit, heard, who, scenario, session))


def _answer(visit: Visit, heard: Heard, who: e.Actor, step: str | None) -> e.Event:
    where = circumstances(visit, who)
    if heard.edited:
        return e.Edit(**where, text=heard.text, step=step)
    return e.Reply(**where, step=step or "", text=heard.text, voice=heard.voice, seconds=heard.seconds)


def _correction(visit: Visit, heard: Heard, who: e.Actor) -> e.Event:
    where = circumstances(visit, who)
    return e.Edit(**where, text=heard.text) if heard.edited else e.Correct(**where, text=heard.text)


def _current(visit: Visit, heard: Heard, who: e.Actor, scenario: Scenario, session: Session) -> e.Event | None:
    """A text to the session as a whole answers its open question; in private only a private one."""
    step = open_step(session)
    shape = scenario.step(step) if step else None
    private = isinstance(shape, AskingStep) and shape.private
    if step and (private or visit.group):
        return _answer(visit, heard, who, step)
    return e.Edit(**circumstances(visit, who), text=heard.text) if heard.edited else None


def _to_open_question(visit: Visit, heard: Heard) -> None:
    """A text that replies to nothing known: whoever takes part in one session means that one."""
    if visit.group:
        code = sessions.running_in(visit.tx, visit.group.id)
        codes = [code] if code else []
    else:
        codes = sessions.open_to(visit.tx, visit.person.person, visit.now)
    for code in reversed(codes):
        if _asks_here(visit, code) or heard.edited:
            play(visit, code, lambda scenario, session, who: _current(visit, heard, who, scenario, session))
            return
    if not heard.edited:
        visit.say(desk.nothing_asked(visit.words))


def _asks_here(visit: Visit, code: str) -> bool:
    """Whether the session has a question open that is answered in this chat."""
    stored = sessions.load(visit.tx, code)
    step = open_step(stored.session) if stored else None
    if stored is None or step is None:
        return False
    shape = visit.world.scenario(stored.digest, stored.source).step(step)
    return isinstance(shape, AskingStep) and (shape.private or visit.group is not None)


def join_by_text(visit: Visit, code: str, text: str) -> None:
    """A yes or a no to taking part, in words."""
    stored = sessions.load(visit.tx, code)
    if stored is None:
        return
    saying = read_joining(text, stored.session.organisations)
    if saying.yes is None:
        visit.say(desk.joining_unread(visit.words), ref="joining", session=code)
    elif not saying.yes:
        play(visit, code, lambda _, __, who: e.Decline(**circumstances(visit, who)))
    else:
        organisation = saying.organisation or _new(visit, stored.group_id, saying.new)
        play(visit, code, lambda _, __, who: e.Join(**circumstances(visit, who), organisation=organisation))


def _new(visit: Visit, group_id: int, named: tuple[str, Side] | None) -> Organisation | None:
    return groups.add_organisation(visit.tx, group_id, *named) if named else None


def _set_organisations(visit: Visit, heard: Heard, found: MessageRow) -> None:
    """The organisations of a group, one a line; then the session that waited for them."""
    if visit.group is None or heard.edited:
        return
    if not allowed(visit, "organisations"):
        return
    lines = [line for line in heard.text.splitlines() if line.strip()]
    read = [(line, read_organisation(line)) for line in lines]
    unread = next((line for line, organisation in read if organisation is None), None)
    if unread is not None or not read:
        visit.say(desk.organisations_unread(visit.words, unread or ""), ref=found.ref)
        return
    for _, organisation in read:
        if organisation:
            groups.add_organisation(visit.tx, visit.group.id, *organisation)
    scenario = found.ref.partition(":")[2]
    if scenario and not sessions.running_in(visit.tx, visit.group.id):
        start(visit, visit.group, scenario)
    else:
        visit.say(desk.organisations_set(visit.words, groups.organisations(visit.tx, visit.group.id)))
