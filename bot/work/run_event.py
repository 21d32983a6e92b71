"""From an update to the engine and back: which session is meant, who is acting, what was decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.scenario.model import Scenario
from bot.scenario.variant import played
from bot.session.addresses import GroupPlace
from bot.session.amending import is_cut, last_said
from bot.session.engine import advance, begin
from bot.session.events import Actor, Back, Circumstances, Due, ForgetVoice, Next, Open, SessionEvent, Undo
from bot.session.playing import Workshop
from bot.session.roles import Presence, Role, may
from bot.session.state import NOBODY, Phase, Session
from bot.session.steering import private_next
from bot.session.wakes import EditDue, WindowOver
from bot.store import groups, people, roles, sessions, withdrawals
from bot.store.groups import Group
from bot.store.organisations import of_group
from bot.wording import refusals
from bot.wording.message import Message
from bot.wording.notice import VERSION
from bot.wording.starting import steer_here
from bot.work.commitments.listing import tell_ahead
from bot.work.context import Context
from bot.work.delivery import Delivery
from bot.work.downloads import newer
from bot.work.edits import revise_debounced
from bot.work.effects import deliver
from bot.work.over_days import pace_of, zone_of
from bot.work.route import acting, leaves_chat
from bot.work.tidying import tidy

#: What Telegram may say of whoever pressed a button in the group, so that they begin to take part.
_BELIEVED = (Presence.ADMIN, Presence.IN, Presence.UNKNOWN)

#: Makes the event, once it is known who acts.
MakeEvent = Callable[[Scenario, Session, Actor], SessionEvent | None]


def actor(context: Context, group: Group, session: Session | None, *, steering: bool, showing: bool = False) -> Actor:
    """Who acts, with their role in the group at this moment; `showing`: something private is to be shown to them."""
    person = context.person.person
    member = groups.member(context.tx, group.id, person)
    consented = member is not None and member.notice == VERSION

    def present() -> bool:
        return _present(context, group, session, known=member is not None, showing=showing)

    acts_as = acting(lambda: context.role(group), present, steering=steering)
    return Actor(person, acts_as, consented, member.organisation if member else None)


def _present(context: Context, group: Group, session: Session | None, *, known: bool, showing: bool) -> bool:
    """Whether somebody is in the group. Who writes in it is. In private nobody is who hasn't said yes there: a link can
    be passed on to anybody. Who takes part is believed to be in it still, since Telegram tells of those who leave,
    unless something private is shown; whoever begins to take part is asked for."""
    here = context.group is not None and context.group.id == group.id
    if here and not context.callback:
        return True
    if not here and not known:
        return False
    who = session.participants.get(context.person.person) if session else None
    if who is not None and who.active and not showing:
        return True
    if here:  # a press there says that they are, where Telegram can't be asked whether it is more than a changed app's
        return context.presences(group, (person := context.person.person,))[person] in _BELIEVED
    return context.presence(group).here


def play(context: Context, code: str, make: MakeEvent, *, steering: bool = False, showing: bool = False) -> bool:
    """Bring an event to a session; False where there is no such session any more."""
    stored = sessions.load(context.tx, code)
    group = groups.get(context.tx, stored.group_id) if stored else None
    if stored is None or group is None:
        return False
    scenario = context.runtime.scenario(stored)
    event = make(scenario, stored.session, actor(context, group, stored.session, steering=steering, showing=showing))
    if event is None:
        context.toast()
        return True
    if isinstance(event, Undo):
        event = _remembered(context, code, event)
    if _moves_on(event):
        private = isinstance(event, Back) or private_next(scenario, stored.session)
        _ask_for_all(context, group, stored.session, private=private)
    outcome = advance(scenario, stored.session, event)
    context.runtime.heard.notice(code, event, scenario, answered=outcome.session.answers is not stored.session.answers)
    if isinstance(event, Undo | ForgetVoice):
        left = {answer.id for answer in outcome.session.answers}
        for answer in stored.session.answers:
            if answer.id not in left:
                withdrawals.note(context.tx, withdrawals.answer(code, answer.id), context.now)
    if leaves_chat(event, outcome.session):
        tidy.note(context, scenario, outcome.session, event)
    deliver(context, scenario, stored.session, outcome, group.id)
    newer.noticed(context, scenario, stored.session, outcome.session)
    return True


def _moves_on(event: SessionEvent) -> bool:
    """Whether another question may open."""
    if isinstance(event, Due):
        return isinstance(event.wake, WindowOver)
    return isinstance(event, Next | Back) and may(event.by.role, "next")


def _remembered(context: Context, code: str, event: Undo) -> Undo:
    """A wish to take back the last answer, with what is known of it besides what the session knows."""
    person = context.person.person
    others = [] if context.group else sessions.open_to(context.tx, person, context.now)
    stored = [sessions.load(context.tx, other) for other in others if other != code]
    elsewhere = any(is_cut(one.session, person) for one in stored if one)
    return replace(event, last=context.runtime.heard.last_of(person, code), elsewhere=elsewhere)


def _ask_for_all(context: Context, group: Group, session: Session, *, private: bool) -> None:
    """Before a private question goes to everybody who takes part, Telegram is asked who of them is still in the group,
    since it doesn't tell of everybody who leaves; and of the facilitator with every question. Whoever isn't has been
    taken out of the session when the answer came. Raises NeedsTelegram."""
    wanted = {session.facilitator} - {NOBODY, context.person.person}
    if private:
        wanted |= {*session.active()}
    context.presences(group, wanted)


def edit_due(context: Context, code: str, wake: EditDue) -> None:
    """Make the debounced edit that a session was woken for."""
    if stored := sessions.load(context.tx, code):
        scenario = context.runtime.scenario(stored)
        revise_debounced(Delivery(context, scenario, stored.session, stored.group_id), wake)


def steered(context: Context) -> str | None:
    """The session that a steering command means: the group's own, or in private the only one that
    this person steers. Says so and gives None where there is none, or more than one."""
    if context.group:
        code = sessions.running_in(context.tx, context.group.id)
        codes = [code] if code else []
    else:
        theirs = roles.perhaps_steered(context.tx, context.person.person)
        running = [(group, code) for group in theirs if (code := sessions.running_in(context.tx, group.id))]
        codes = [code for group, code in running if may(context.role(group), "next")]
    if len(codes) == 1:
        return codes[0]
    context.answer(_which(context, several=bool(codes)))
    return None


def _which(context: Context, *, several: bool) -> Message:
    """Why no session is meant: whoever takes part in one, and doesn't steer it, is told that."""
    if several:
        return refusals.several_running(context.words)
    if context.group is None and taken_part_in(context, ended=False):
        return refusals.refused(context.words, needs=Role.FACILITATOR)
    return refusals.nothing_running(context.words)


def taken_part_in(context: Context, *, ended: bool, last: bool = False) -> str | None:
    """The session that a participant's own command means (/undo, /alias, /leave): the group's last one, or in
    private the newest one they take part in, or with `last` that in which they said something last; also one that has
    ended, where that may be."""
    if context.group:
        find = sessions.latest_in if ended else sessions.running_in
        return find(context.tx, context.group.id)
    codes = sessions.open_to(context.tx, context.person.person, context.now)
    meant = [code for code in codes if ended or _under_way(context, code)]
    if last:
        meant.sort(key=lambda code: _last_said(context, code))
    return meant[-1] if meant else None


def _last_said(context: Context, code: str) -> datetime:
    stored = sessions.load(context.tx, code)
    said = last_said(stored.session, context.person.person) if stored else None
    return said or datetime.min.replace(tzinfo=UTC)


def _under_way(context: Context, code: str) -> bool:
    stored = sessions.load(context.tx, code)
    return stored is not None and stored.session.phase is not Phase.CLOSED


def open_session(context: Context, group: Group, workshop: Workshop) -> None:
    """Open a session of that workshop in the group; whoever asks may steer there."""
    who = actor(context, group, None, steering=True)
    library, id = context.runtime.library, workshop.scenario
    scenario = played(library.get(id), short=workshop.short, day=context.now.date())
    event = Open(
        by=who,
        at=context.now,
        chance=context.runtime.chance(),
        code=sessions.new_code(context.tx, context.runtime.chance()),
        scenario=id,
        languages=group.languages,
        organisations=of_group(context.tx, group.id),
        minimum=group.least,
        tidies=group.tidies,
        reviews=group.review,
        short=workshop.short,
        pace=pace_of(context, group, workshop),
    )
    outcome = begin(scenario, event)
    if outcome is None:
        context.answer(refusals.refused(context.words, needs=Role.FACILITATOR))
        return
    sessions.create(context.tx, outcome.session, group.id, library.source(id), group.retention)
    tell_ahead(context, group)
    deliver(context, scenario, None, outcome, group.id)
    facilitator = people.get(context.tx, who.person)
    if facilitator is None or not facilitator.reachable:
        context.say(steer_here(context.words, outcome.session.code), place=GroupPlace(group.id))


def circumstances(context: Context, who: Actor) -> Circumstances:
    """Who, when, where and with what chance something is done in this context."""
    return {
        "by": who,
        "at": context.now,
        "chance": context.runtime.chance(),
        "source": context.source,
        "private": context.group is None,
        "day": context.now.astimezone(zone_of(context.runtime, context.group)).date(),
    }
