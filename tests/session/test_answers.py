"""The collection of answers behaves as a plain list would, whatever is done to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.session.answers import WAITING, Answer, Answers, answer_from_json, answer_to_json, arrival
from bot.session.kinds.text import TextValue
from tests.often import often

START = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
CODEC: TypeAdapter[Answers] = TypeAdapter(Answers)


@st.composite
def answer(draw: st.DrawFn) -> Answer:
    """Few moments, people and numbers, so that many answers share them."""
    person = draw(st.sampled_from(["ana", "ben", None]))
    at = START + timedelta(seconds=draw(st.integers(0, 2))) if person else None
    source = f"g:1:{draw(st.integers(1, 9))}" if person and draw(st.booleans()) else None
    step = draw(st.sampled_from(["first", "second"]))
    id = f"{draw(st.integers(0, 2**30)):08x}"
    said, batch = TextValue(draw(st.sampled_from(["yes", "no"]))), draw(st.sampled_from([0, 1, WAITING]))
    return Answer(id, step, person, None, said, at, source=source, batch=batch)


EACH_ONCE = st.lists(answer(), max_size=12, unique_by=lambda a: a.id)


@settings(max_examples=often(40, 200))
@given(EACH_ONCE, st.data())
def test_it_holds_what_a_list_would(given: list[Answer], data: st.DataObject) -> None:
    kept, plain = Answers(), list[Answer]()
    for one in given:
        kept, plain = kept.plus(one), [*plain, one]
    if plain and data.draw(st.booleans()):
        old = data.draw(st.sampled_from(plain))
        new = replace(old, value=TextValue("changed"))
        kept, plain = kept.swap(old, new), [new if a == old else a for a in plain]
    if plain and data.draw(st.booleans()):
        gone = data.draw(st.sampled_from(plain))
        kept, plain = kept.minus(gone), [a for a in plain if a != gone]
    if data.draw(st.booleans()):
        kept, plain = kept.without("ana"), [a for a in plain if a.person != "ana"]
    assert list(kept) == sorted(plain, key=arrival)
    assert len(kept) == len(plain)
    assert kept == Answers(plain)
    for step in ("first", "second"):
        assert list(kept.to(step)) == sorted((a for a in plain if a.step == step), key=arrival)
        assert kept.authors(step) == {a.person for a in plain if a.step == step and a.person}
    assert list(kept.all_by("ben")) == sorted((a for a in plain if a.person == "ben"), key=arrival)
    assert CODEC.validate_json(CODEC.dump_json(kept)) == kept


@settings(max_examples=often(40, 200))
@given(EACH_ONCE, EACH_ONCE)
def test_the_changes_make_one_out_of_the_other(before: list[Answer], after: list[Answer]) -> None:
    stale, fresh = Answers(after).changes(Answers(before))
    left = {a.id: a for a in before if a.id not in stale}
    assert not left.keys() & {a.id for a in fresh}
    assert left | {a.id: a for a in fresh} == {a.id: a for a in after}


def test_only_what_is_not_shared_is_looked_at() -> None:
    """Else each answer would cost more the more there are."""
    many = Answers(Answer(f"{n:04}", "first", f"p{n}", None, TextValue("x"), START) for n in range(1000))
    more = many.plus(Answer("new", "second", "p1", None, TextValue("y"), START))
    assert more._tree["first"] is many._tree["first"]
    assert (more.same_to("first", many), more.same_to("second", many)) == (True, False)
    assert more.changes(many) == ([], [more.by("p1", "second")[0]])


def test_answers_of_one_moment_stay_in_the_order_of_their_chat() -> None:
    numbers = [12, 3, 45, 7]
    kept = Answers(Answer(f"{99 - n}", "first", f"p{n}", None, TextValue("x"), START, source=f"g:1:{n}")
                   for n in numbers)  # fmt: skip
    assert [a.source for a in kept.to("first")] == ["g:1:3", "g:1:7", "g:1:12", "g:1:45"]


def test_every_moment_that_is_read_is_in_the_one_zone() -> None:
    noon = START.astimezone(timezone(timedelta(hours=3)))
    given = [Answer(str(n), "first", "ana", None, TextValue("yes"), noon) for n in range(2)]
    read = [answer_from_json(answer_to_json(one)) for one in given]
    assert [one.at for one in read] == [START, START]
    assert all(one.at is not None and one.at.tzinfo is UTC for one in read)
