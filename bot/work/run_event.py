"""From a visit to the engine and back: which session is meant, who is acting, what was decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

from bot.scenario.model import Scenario
from bot.session.engine import advance, begin
from bot.session.events import Actor, Event, Open, Undo
from bot.session.roles import Role
from bot.session.state import Session
from bot.store import groups, people, roles, sessions, withdrawals
from bot.store.groups import Group
from bot.wording import desk
from bot.wording.notice import VERSION
from bot.work.context import Visit
from bot.work.effects import Delivery, deliver, revise_calmly

#: Makes the event, once it is known who acts.
MakeEvent = Callable[[Scenario, Session, Actor], Event | None]


def actor(visit: Visit, group: Group, *, steering: bool) -> Actor:
    """Who acts, with their role in the group at this moment."""
    person = visit.person.person
    member = groups.member(visit.tx, group.id, person)
    here = visit.group is not None and visit.group.id == group.id
    consented = member is not None and member.notice == VERSION
    role = _role(visit, group, known=here or member is not None, steering=steering)
    return Actor(person, role, consented, member.organisation if member else None)


def _role(visit: Visit, group: Group, *, known: bool, steering: bool) -> Role:
    """What somebody is who is `known` to be of the group: by acting in it, or by a yes said there. Whoever isn't
    has only the roles that they were given, and is nobody without one: a link can be passed on to anybody. Of those
    who are known a role is only asked for where it matters, for steering; answers come by the hundred."""
    if known and not steering:
        return Role.MEMBER
    role = visit.role(group) if steering else roles.of(visit.tx, visit.person.person, group.id)
    return Role.STRANGER if role is Role.MEMBER and not known else role


def play(visit: Visit, code: str, make: MakeEvent, *, steering: bool = False) -> bool:
    """Bring an event to a session; False where there is no such session any more."""
    stored = sessions.load(visit.tx, code)
    group = groups.get(visit.tx, stored.group_id) if stored else None
    if stored is None or group is None:
        return False
    scenario = visit.world.scenario(stored.digest, stored.source)
    event = make(scenario, stored.session, actor(visit, group, steering=steering))
    if event is None:
        visit.toast()
        return True
    outcome = advance(scenario, stored.session, event)
    if isinstance(event, Undo):
        left = {answer.id for answer in outcome.session.answers}
        for answer in stored.session.answers:
            if answer.id not in left:
                withdrawals.note_answer(visit.tx, code, answer.id, visit.now)
    deliver(visit, scenario, stored.session, outcome, group.id)
    return True


def revised(visit: Visit, code: str, name: str) -> bool:
    """Make the calm edit that a session was woken for under this name; False where it means something else."""
    stored = sessions.load(visit.tx, code)
    if stored is None:
        return True
    scenario = visit.world.scenario(stored.digest, stored.source)
    return revise_calmly(Delivery(visit, scenario, stored.session, stored.group_id), name)


def steered(visit: Visit) -> str | None:
    """The session that a steering command means: the group's own, or in private the only one that
    this person steers. Says so and gives None where there is none, or more than one."""
    if visit.group:
        code = sessions.running_in(visit.tx, visit.group.id)
        codes = [code] if code else []
    else:
        theirs = roles.groups_of(visit.tx, visit.person.person)
        codes = [code for group in theirs if (code := sessions.running_in(visit.tx, group.id))]
    if len(codes) == 1:
        return codes[0]
    visit.answer(desk.several_running(visit.words) if codes else desk.nothing_running(visit.words))
    return None


def taken_part_in(visit: Visit) -> str | None:
    """The session that a participant's own command means (/undo, /alias, /leave): the group's last one,
    or in private the newest one they take part in."""
    if visit.group:
        return sessions.latest_in(visit.tx, visit.group.id)
    codes = sessions.open_to(visit.tx, visit.person.person, visit.now)
    return codes[-1] if codes else None


def start(visit: Visit, group: Group, id: str) -> None:
    """Open a session of the scenario in the group; whoever asks may steer there."""
    who = actor(visit, group, steering=True)
    source, scenario = visit.world.shelf.source(id), visit.world.shelf.get(id)
    event = Open(
        by=who,
        at=visit.now,
        chance=visit.world.chance(),
        code=sessions.new_code(visit.tx, visit.world.chance()),
        scenario=id,
        languages=group.languages,
        organisations=groups.organisations(visit.tx, group.id),
        minimum=group.least,
    )
    outcome = begin(scenario, event)
    if outcome is None:
        visit.answer(desk.refused(visit.words, needs="facilitator"))
        return
    sessions.create(visit.tx, outcome.session, group.id, source)
    deliver(visit, scenario, None, outcome, group.id)
    facilitator = people.get(visit.tx, who.person)
    if facilitator is None or not facilitator.reachable:
        visit.say(desk.steer_here(visit.words, outcome.session.code), place=f"g:{group.id}")


class Circumstances(TypedDict):
    """What every event carries, as its keyword arguments."""

    by: Actor
    at: datetime
    chance: int
    source: str
    private: bool


def circumstances(visit: Visit, who: Actor) -> Circumstances:
    """Who, when, where and with what chance something is done in this visit."""
    return {
        "by": who,
        "at": visit.now,
        "chance": visit.world.chance(),
        "source": visit.source,
        "private": visit.group is None,
    }
