"""/start: opening the private chat, and whatever link led there: a role, a private question, steering."""

from __future__ import annotations

from bot.gateway.api.buttons import verify
from bot.gateway.inbound.updates import Heard
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.roles import Role
from bot.session.state import Session
from bot.store import groups, held_back, invites, messages, roles
from bot.store.invites import Invite
from bot.wording import desk
from bot.work.context import Visit
from bot.work.privacy import mydata
from bot.work.run_event import circumstances, play


def start(visit: Visit, heard: Heard) -> None:
    """/start [token]"""
    token = heard.argument.strip()
    payload = verify(visit.world.secret, "start", token) if token else None
    verb, _, rest = (payload or "").partition("-")
    if verb == "priv":
        _private_question(visit, rest)
    elif verb == "steer":
        play(visit, rest, lambda _, __, who: e.AskStatus(**circumstances(visit, who)), steering=True)
    elif verb == "mydata":
        mydata.tell(visit)
    elif token and not payload:
        _role_link(visit, token)
    else:
        visit.say(desk.hello(visit.words, coordinator=visit.role() is Role.COORDINATOR))


def _private_question(visit: Visit, rest: str) -> None:
    code, _, index = rest.partition("-")

    def make(scenario: Scenario, session: Session, who: e.Actor) -> e.Event | None:
        step = scenario.steps[int(index)].id
        sent = messages.parts(visit.tx, visit.place, code, f"step:{step}")
        if any(held_back.awaits(visit.tx, row.id) for row in sent):
            return None  # it is on its way
        return e.AskPrivately(**circumstances(visit, who), step=step)

    if not play(visit, code, make):
        visit.say(desk.nothing_asked(visit.words))


def _role_link(visit: Visit, token: str) -> None:
    invite = invites.redeem(visit.tx, token, visit.now)
    if invite is None:
        visit.say(desk.link_used_up(visit.words))
    else:
        _grant(visit, invite)


def _grant(visit: Visit, invite: Invite) -> None:
    roles.grant(visit.tx, visit.person.person, invite.role, invite.group_id)
    group = groups.get(visit.tx, invite.group_id) if invite.group_id is not None else None
    if group is None:
        visit.say(desk.now_coordinator(visit.words))
    else:
        visit.say(desk.now_facilitator(visit.words, group.title))
