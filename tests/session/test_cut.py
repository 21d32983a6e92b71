"""When the way from an anonymous answer to its author is cut, what of it is left, and what wakes a session for what
waits: each case by itself. Random ones: `test_permuted.py`, `tests/file_alone`."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.session import aliases
from bot.session import effects as fx
from bot.session import events as e
from bot.session.chance import BITS, drawn, drawn_id
from bot.session.engine import advance
from bot.session.kinds.text import TextValue
from bot.session.roles import Role
from bot.session.state import HOLD, Phase, Progress, Session
from bot.session.steering import MOMENT
from bot.session.wakes import HeldOver, Idle
from tests.session.guarded import SCENARIO, START, opened

LEAD = e.Actor("p0", Role.FACILITATOR, True, "o0")


def _do(session: Session, kind: type[e.Event], **more: object) -> Session:
    return advance(SCENARIO, session, kind(**{"by": LEAD, "at": START, "chance": 7, **more})).session


def _at(step: str) -> Session:
    session, at = opened((3, 3, 3)).session, START - timedelta(days=1)
    while session.step(step).progress is not Progress.OPEN:
        session, at = _do(session, e.Next, sure=True, at=at), at + MOMENT
    return session


def _told(session: Session, step: str, *people: int, voice: int = 0) -> Session:
    for n in people:
        by = e.Actor(f"p{n}", Role.MEMBER, True, session.participants[f"p{n}"].organisation)
        said = {"step": step, "text": "" if voice else f"words {n}", "seconds": voice, "private": True}
        session = _do(session, e.Reply, by=by, source=f"p:p{n}:{n}", chance=1000 + n, **said)
    return session


def _linked(session: Session, step: str) -> list[str]:
    return [answer.person for answer in session.answers.to(step) if answer.person is not None]


@pytest.mark.parametrize(
    "ends",
    [
        [(e.Next, {"sure": True})],
        [(e.Close, {"sure": True})],
        [(e.Back, {}), (e.Close, {"sure": True})],
        [(e.Back, {}), (e.Back, {}), (e.Pause, {}), (e.Close, {"sure": True})],
        [(e.Due, {"by": e.Actor("", Role.STRANGER), "at": START + timedelta(days=200), "wake": Idle()})],
    ],
    ids=["closed", "the end", "gone back from, then the end", "gone back twice, then the end", "nobody ended it"],
)
def test_whichever_way_a_question_ends_nothing_leads_to_its_authors(ends: list[tuple[type[e.Event], dict]]) -> None:
    session = _told(_at("secret"), "secret", 1, 2, 3)
    before = {answer.id for answer in session.answers.to("secret")}
    assert len(_linked(session, "secret")) == 3
    for kind, more in ends:
        session = _do(session, kind, **more)
    assert session.phase is Phase.CLOSED or session.step("secret").progress is Progress.CLOSED
    assert _linked(session, "secret") == []
    assert session.step("secret").answered == {"p1", "p2", "p3"}
    assert not before & {answer.id for answer in session.answers.to("secret")}


def test_a_late_one_leaves_the_others_ids_and_has_one_of_its_own() -> None:
    session = _do(_told(_at("secret"), "secret", 1, 2, 3), e.Next, sure=True)
    before = {answer.id for answer in session.answers.to("secret")}
    session = _told(session, "secret", 4)
    after = {answer.id for answer in session.answers.to("secret")}
    assert before < after, "a vote may name them"
    assert (after - before) != {drawn_id(1004, "answer")}
    assert [answer.late for answer in session.answers.to("secret")] == [False] * 4


def test_once_three_have_come_late_nothing_tells_that_they_did() -> None:
    session = _do(_told(_at("secret"), "secret", 1, 2, 3), e.Next, sure=True)
    session = _told(session, "secret", 4, 5)
    assert sorted(answer.batch for answer in session.answers.to("secret")) == [-1, -1, 0, 0, 0]
    session = _told(session, "secret", 6)
    assert {answer.batch for answer in session.answers.to("secret")} == {0}
    assert session.step("secret").tables == 2


def test_what_is_drawn_for_one_purpose_tells_nothing_of_another() -> None:
    """No bits in common, also with one chance; and each way to make one of the other fails."""
    chances = [drawn(1, f"{n}") << 64 * (n % 4) for n in range(400)]
    assert all(chance < 2**BITS for chance in chances)
    ids, names = [drawn(chance, "answer") for chance in chances], [drawn(chance, "alias") for chance in chances]
    trees = [aliases.draw([], name) for name in names]
    same = sum(aliases.draw([], id) == tree for id, tree in zip(ids, trees, strict=True))
    assert same < 30, "as often as by chance, one in sixty"
    bits = [bin(id ^ name).count("1") for id, name in zip(ids, names, strict=True)]
    assert 30.5 < sum(bits) / len(bits) < 33.5, "half of sixty-four differ"


@pytest.mark.parametrize(("step", "seconds", "taken"), [("story", 12, True), ("nick", 1, True), ("secret", 12, False),
                                                        ("secret", 1, False)])  # fmt: skip
def test_a_voice_is_taken_where_it_may_be_known_and_only_its_length_is_kept(
    step: str, seconds: int, taken: bool
) -> None:
    session = _told(_at(step), step, 1, voice=seconds)
    assert [answer.value for answer in session.answers.to(step)] == ([TextValue("", seconds)] if taken else [])


# -- what waits for a yes

_GUEST = {"by": e.Actor("guest", Role.MEMBER), "private": True}


def _held(session: Session, minutes: int, number: int) -> tuple[Session, list[fx.WakeAt]]:
    reply = e.Reply(at=START + timedelta(minutes=minutes), chance=number, source=f"p:guest:{number}", step="secret",
                    text=f"words {number}", **_GUEST)  # fmt: skip
    outcome = advance(SCENARIO, session, reply)
    return outcome.session, [effect for effect in outcome.effects if isinstance(effect, fx.WakeAt)]


def test_one_timer_at_a_full_hour_wakes_for_all_that_waits() -> None:
    session, first = _held(_at("secret"), 17, 1)
    assert first == [fx.WakeAt(START + HOLD, HeldOver())]
    session, second = _held(session, 45, 2)
    session, third = _held(session, 130, 3)
    assert (second, third) == ([], []), "it is woken for the first of them"
    woken = e.Due(by=e.Actor("", Role.STRANGER), at=START + HOLD, wake=HeldOver())
    outcome = advance(SCENARIO, session, woken)
    assert [answer.value.text for answer in outcome.session.held] == ["words 3"]
    assert outcome.effects == (fx.WakeAt(START + HOLD + timedelta(hours=2), HeldOver()),)


@pytest.mark.parametrize("kind", [e.Join, e.Decline, e.Forget])
def test_it_is_woken_no_more_once_nothing_waits(kind: type[e.Event]) -> None:
    session, _ = _held(_at("secret"), 17, 1)
    by = e.Actor("guest", Role.MEMBER, False, "o0")
    outcome = advance(SCENARIO, session, kind(by=by, at=START + timedelta(hours=1), source="p:guest:9"))
    assert outcome.session.held == ()
    assert fx.WakeAt(None, HeldOver()) in outcome.effects
