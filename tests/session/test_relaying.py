"""A voice that is passed on: its own, of nobody who is known here, and erased when that is said twice."""

from __future__ import annotations

import json

import pytest

from bot.documents.json import json_summary
from bot.session import effects as fx
from bot.session import events as e
from bot.session import windows
from bot.session.engine import advance
from bot.session.outcome import Outcome
from bot.session.roles import Role
from bot.session.state import Participant
from tests.session.guarded import START
from tests.session.moves import ORGANISATIONS, opened
from tests.session.moves import PEOPLE as MOVED
from tests.session.moves import SCENARIO as SMALL
from tests.session.several import AHEAD, LEAD, PEOPLE, SCENARIO, Play, echo_of, member

#: Who facilitates the workshop that has a question about commitments.
MOVING = e.Actor(MOVED[0], Role.FACILITATOR, True, ORGANISATIONS[0].id)
TEXT = "1\n1. 2\n2. Grey heron\n3. White heron"


def _relayed(play: Play) -> dict[str, Participant]:
    return {person: who for person, who in play.session.participants.items() if who.relayed}


def _relay(play: Play, text: str = TEXT, by: e.Actor = LEAD, **more: object) -> Outcome:
    return play.do(e.Relay, by, asked=AHEAD, text=text, **more)


def test_it_is_a_voice_of_its_own_that_nobody_waits_for() -> None:
    play = Play()
    said = _relay(play)
    ((voice, who),) = _relayed(play).items()
    assert voice not in ("lead", *PEOPLE)
    assert (who.active, who.organisation) == (False, ORGANISATIONS[0].id)
    assert voice not in play.session.active()
    assert echo_of(said).voice == who.alias
    assert {answer.step for answer in play.session.answers.all_by(voice)} == {"mood", "silent", "help"}
    assert not play.session.answers.all_by("lead")


def test_it_counts_as_an_answer() -> None:
    play = Play()
    play.goes_on()
    before, _ = windows.heard(play.session)
    _relay(play)
    assert windows.heard(play.session)[0] == before + 1


@pytest.mark.parametrize("text", ["Nobody knows it\n1. 2", "1. 2", "1\nWe are well."])
def test_what_names_no_organisation_or_no_question_notes_nothing(text: str) -> None:
    play = Play()
    _relay(play, text)
    assert not _relayed(play)
    assert not list(play.session.answers)


def test_the_same_sent_twice_is_one_voice_and_another_person_s_is_another() -> None:
    play = Play()
    _relay(play)
    _relay(play)
    assert len(_relayed(play)) == 1
    _relay(play, TEXT.replace("Grey", "Night"))
    assert len(_relayed(play)) == 2


def test_it_goes_on_and_is_corrected_by_whoever_passed_it_on() -> None:
    play = Play()
    _relay(play, source="p:lead:70")
    (voice,) = _relayed(play)
    _relay(play, "5. Night heron", voice=voice)
    assert len(play.session.answers.all_by(voice)) == 4
    play.do(e.Edit, LEAD, text=TEXT.replace("1. 2", "1. 5"), source="p:lead:70")
    assert play.session.answers.by(voice, "mood")[0].value.score == 5
    play.do(e.Edit, member("lead"), text=TEXT.replace("1. 2", "1. 1"), source="p:lead:70")
    assert play.session.answers.by(voice, "mood")[0].value.score == 5, "who steers no more changes nothing"


def test_it_is_erased_when_that_is_said_twice() -> None:
    play = Play()
    _relay(play)
    ((voice, who),) = _relayed(play).items()
    play.do(e.ForgetVoice, LEAD, alias=who.alias.upper())
    assert _relayed(play)
    play.do(e.ForgetVoice, LEAD, alias=who.alias.upper(), sure=True)
    assert not _relayed(play)
    assert not play.session.answers.all_by(voice)
    play.do(e.ForgetVoice, LEAD, voice="p1", sure=True)
    assert "p1" in play.session.participants, "nobody else is erased by it"


def test_data_tell_it_beside_words_of_the_group_s_and_never_of_what_is_anonymous_or_counted() -> None:
    play = Play()
    play.goes_on()
    play.goes_on()
    play.goes_on()
    _relay(play, TEXT + "\n5. Night heron")
    for person in PEOPLE:
        play.do(e.Reply, member(person), step="help", text=f"Words of {person}", private=False)
        play.do(e.Reply, member(person), step="mood", text="3")
        play.do(e.Reply, member(person), step="silent", text=f"Silence of {person}")
    play.do(e.Close, LEAD, sure=True)
    told = json.loads(json_summary([(SCENARIO, play.session)]))["sessions"][0]["steps"]
    relayed = {step["id"]: sum("relayed" in answer for answer in step["answers"]) for step in told}
    assert relayed["help"] == 1
    assert not any(n for step, n in relayed.items() if step != "help")
    assert "aside" not in json.dumps(told)


def test_what_its_author_would_be_asked_about_an_answer_is_told_to_whoever_passes_it_on() -> None:
    text, asked = "1\n1. call ; us ; soon", ((1, "promise"),)
    relay = e.Relay(by=MOVING, at=START, chance=5, source="p:awa:4", private=True, asked=asked, text=text)
    outcome = advance(SMALL, opened(), relay)
    assert echo_of(outcome).answers[0].note is not None
    assert {effect.to for effect in outcome.effects if isinstance(effect, fx.Post)} == {MOVING.person}
