"""Probing: who asks learns nothing of the author; what is sealed, hidden or nameless can't be asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.scenario.load import load
from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import PrivatePlace, RefKind, source
from bot.session.disclosure.visibility import visible
from bot.session.probing import may_probe
from bot.session.state import GRACE
from tests.session.caring import FILE, LEAD, PEOPLE, SCENARIO, Told


def _listed(told: Told) -> list[str]:
    return list(may_probe(SCENARIO, told.session))


def _weighed(*people: e.Actor) -> Told:
    """The private question has closed, answered by these."""
    told = Told()
    told.next()
    told.next()
    told.answer("weighs", *people)
    told.next()
    return told


def test_nothing_sealed_or_too_small_is_listed() -> None:
    told = Told()
    told.next()
    told.next()
    told.answer("weighs", *PEOPLE)
    assert not _listed(told)
    told.next()
    assert len(_listed(told)) == 3
    assert not _listed(_weighed(*PEOPLE[:2]))


def test_of_a_nameless_question_nothing_is_listed_open_or_closed() -> None:
    told = _weighed()
    told.answer("unsaid", *PEOPLE)
    for _ in range(2):
        assert not _listed(told)
        for answer in told.session.answers:
            before = told.session
            effects = told.does(e.Probe, LEAD, answer=answer.id, question="Why?")
            assert told.session is before
            assert [effect.to for effect in effects if isinstance(effect, fx.Post)] == [LEAD.person]
        told.next()


def test_nor_where_its_answers_are_read_as_they_come() -> None:
    live = load(
        FILE.read_bytes().replace(b"    reveal: together\n    attribution: none", b"    attribution: none")
    ).scenario
    assert live is not None
    told = _weighed()
    told.answer("unsaid", *PEOPLE)
    assert len(visible(live, told.session, "unsaid", audience="group").answers) == 3
    assert not list(may_probe(live, told.session))


def test_whoever_asks_is_told_the_same_whatever_comes_of_it() -> None:
    told = _weighed(*PEOPLE)
    told.does(e.Leave, PEOPLE[0])
    heard = set()
    for id in _listed(told):
        effects = told.does(e.Probe, LEAD, answer=id, question="Why?")
        author = told.session.answers.get(id).person
        asked = [one.to for one in effects if isinstance(one, fx.Post) and one.ref.kind is RefKind.PROBE]
        assert asked == ([author] if author != PEOPLE[0].person else [])
        heard |= {repr(one.body) for one in effects if isinstance(one, fx.Post) and one.to == LEAD.person}
    assert len(heard) == 1
    assert not _listed(told), "each is asked about once"


def test_what_is_added_stands_with_the_answer_and_withdraws_no_table() -> None:
    told = _weighed(*PEOPLE)
    id = _listed(told)[0]
    author = next(who for who in PEOPLE if who.person == told.session.answers.get(id).person)
    told.does(e.Probe, LEAD, answer=id, question="Why?")
    told.does(e.Elaborate, author, answer=id, text="because")
    there = told.number
    told.does(e.Elaborate, author, answer=id, text="because!", edited=True, source=source(PrivatePlace("x"), 9999))
    told.does(
        e.Elaborate, author, answer=id, text="because of it", edited=True,
        source=source(PrivatePlace(author.person), there),
    )  # fmt: skip
    view = visible(SCENARIO, told.session, "weighs", audience="group")
    said = {shown.id: shown.value.whole for shown in view.answers}
    assert said[id] == f"what {author.person} says – because of it"
    assert len(said) == 3
    assert not told.session.step("weighs").withdrawn


def test_nobody_else_adds_to_it_and_nobody_after_the_grace() -> None:
    told = _weighed(*PEOPLE)
    id = _listed(told)[0]
    author = next(who for who in PEOPLE if who.person == told.session.answers.get(id).person)
    told.does(e.Probe, LEAD, answer=id, question="Why?")
    before = told.session.answers
    for who in (*PEOPLE, LEAD):
        if who != author:
            told.does(e.Elaborate, who, answer=id, text="mine")
    told.does(e.Elaborate, author, answer=id, text="-")
    told.does(e.Close, LEAD, sure=True)
    told.does(e.Elaborate, author, answer=id, text="late", at=told.session.closed + GRACE + timedelta(minutes=1))
    assert told.session.answers == before
    told.does(e.Elaborate, author, answer=id, text="in time")
    assert told.session.answers != before


def test_an_edit_of_the_answer_leaves_what_was_added_and_forgetting_takes_it_all() -> None:
    told = Told()
    told.next()
    told.answer("helps", PEOPLE[0])
    (answer,) = told.session.answers
    told.does(e.Probe, LEAD, answer=answer.id, question="Why?")
    told.does(e.Elaborate, PEOPLE[0], answer=answer.id, text="because")
    told.does(e.Edit, PEOPLE[0], text="other words", source=answer.source)
    assert told.session.answers.get(answer.id).value.whole == "other words – because"
    told.does(e.Forget, PEOPLE[0])
    assert not told.session.probed
    assert "because" not in repr(told.session)


def test_one_workshop_has_twenty_probes() -> None:
    told = _weighed(*PEOPLE)
    told.session = replace(told.session, probed={str(n): "Why?" for n in range(20)})
    effects = told.does(e.Probe, LEAD, answer=_listed(told)[0], question="Why?")
    assert not [one for one in effects if isinstance(one, fx.Post) and one.ref.kind is RefKind.PROBE]
