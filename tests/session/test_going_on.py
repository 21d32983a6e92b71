"""Whether going on is asked about first, what hangs on it and what must not, and that the group is asked once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import Ref, RefKind, step_ref
from bot.session.engine import advance
from bot.session.going_on import Why, meant, why
from bot.session.outcome import Outcome
from bot.session.placing import open_step
from bot.session.roles import Role
from bot.session.state import Phase, Session
from tests.session.guarded import SCENARIO, START, opened

LEAD = e.Actor("p0", Role.FACILITATOR, True, "o0")
AT = START + timedelta(days=1)


def _do(session: Session, kind: type[e.Event], **more: object) -> Outcome:
    return advance(SCENARIO, session, kind(**{"by": LEAD, "at": AT, "chance": 3, **more}))


def _at(step: str) -> Session:
    session, at = opened((3, 3, 3)).session, AT - timedelta(hours=5)
    while open_step(session) != step:
        session, at = _do(session, e.Next, sure=True, at=at).session, at + timedelta(minutes=2)
    return session


def _said(session: Session, texts: list[str]) -> Session:
    step = open_step(session)
    for n, text in enumerate(texts):
        by = e.Actor(f"p{n}", Role.MEMBER, True, "o0")
        reply = {"by": by, "step": step, "text": text, "private": True, "source": f"p:p{n}:{n}", "chance": 90 + n}
        session = _do(session, e.Reply, **reply).session
    return session


@pytest.mark.parametrize(
    ("step", "answered", "asked"),
    [
        ("mood", 0, Why.MOST),
        ("mood", 4, Why.MOST),
        ("mood", 5, None),
        ("story", 2, Why.LOST),
        ("story", 3, Why.MOST),
        ("story", 5, None),
        ("secret", 2, Why.MOST),
    ],
)
def test_it_is_asked_where_most_have_not_answered_or_too_few_for_the_vote(
    step: str, answered: int, asked: Why | None
) -> None:
    session = _said(_at(step), ["3"] * answered)
    assert why(SCENARIO, session, step) is asked
    outcome = _do(session, e.Next)
    assert (outcome.session is session) == (asked is not None)
    if asked:
        body = fx.Short(fx.Text.GO_ON_SURE, step)
        assert outcome.effects == (fx.Post(body, to="p0", otherwise=body),)


def test_nothing_hangs_on_whether_somebody_answered_or_passed() -> None:
    """Whoever is asked would learn of sealed passes else."""
    for texts in (["words", "words"], ["-", "words"], ["-", "-"]):
        assert why(SCENARIO, _said(_at("story"), texts), "story") is Why.LOST
    for texts in (["words"] * 5, ["-"] * 5):
        assert why(SCENARIO, _said(_at("story"), texts), "story") is None


def test_nobody_is_asked_when_all_have_answered_or_nobody_takes_part() -> None:
    session = _said(_at("story"), ["words"] * 9)
    assert why(SCENARIO, session, "story") is None
    for n in range(9):
        session = _do(session, e.Leave, by=e.Actor(f"p{n}")).session
    assert why(SCENARIO, session, "story") is None


def test_what_is_said_to_it_decides_and_an_old_button_decides_nothing() -> None:
    session = _at("story")
    stays = _do(session, e.Next, sure=False, leaving="story")
    assert (stays.session, stays.effects) == (session, (fx.Toast(fx.Short(fx.Text.STAYS_OPEN)),))
    assert open_step(_do(session, e.Next, sure=True, leaving="story").session) == "secret"
    for old in (e.Next, e.Nudge):
        outcome = _do(session, old, leaving="mood", **({"sure": True} if old is e.Next else {}))
        assert (outcome.session, outcome.effects) == (session, (fx.Toast(fx.Short(fx.Text.MOVED_ON)),))


def test_the_group_is_asked_once_a_question_by_a_line_that_names_nobody() -> None:
    first = _do(_at("story"), e.Nudge, leaving="story")
    line = fx.Post(fx.Short(fx.Text.NUDGE, "story"), Ref(RefKind.NUDGE, "story"), under=step_ref("story"))
    assert first.effects == (line, fx.Toast(fx.Short(fx.Text.NUDGED)))
    second = _do(first.session, e.Nudge, leaving="story")
    assert (second.session, second.effects) == (first.session, (fx.Refuse(fx.Short(fx.Text.NUDGED_BEFORE)),))
    further = _do(first.session, e.Next, sure=True).session
    assert not _do(further, e.Nudge).refused


@pytest.mark.parametrize(
    ("said", "comes_to"),
    [
        *[(text, True) for text in ("go on", "Go on!", "yes", "suite", "continuer", "siguiente", "avançar", "تابع")],
        *[(text, False) for text in ("leave it open", "no", "attendre", "dejarla abierta", "esperar", "انتظر")],
        *[(text, None) for text in ("ask in the group", "relancer", "preguntar al grupo", "perguntar no grupo")],
    ],
)
def test_it_is_answered_in_every_language(said: str, comes_to: bool | None) -> None:
    where: e.Circumstances = {"by": LEAD, "at": AT, "chance": 1, "source": "", "private": True, "day": None}
    event = meant(where, said, "story")
    assert event == (
        e.Nudge(**where, leaving="story") if comes_to is None else e.Next(**where, leaving="story", sure=comes_to)
    )
    assert meant(where, "go on, or not?", "story") is None


def test_it_is_asked_before_the_end_too_and_the_quiet_end_posts_no_summary_whatever_comes() -> None:
    session = _said(_at("table"), ["1a 2b"])
    ended = _do(session, e.Close, sure=True, quiet=True)
    bodies = [effect.body for effect in ended.effects if isinstance(effect, fx.Post)]
    assert bodies == [fx.Short(fx.Text.ENDED_QUIETLY)]
    assert ended.session.phase is Phase.CLOSED
    reply = {"by": e.Actor("p5", Role.MEMBER, True, "o1"), "step": "table", "text": "1a 2a", "source": "g:1:7"}
    late = _do(ended.session, e.Reply, **reply)
    assert len(late.session.answers) == 2
    assert not [effect for effect in late.effects if isinstance(effect, fx.Post)]
