"""Relaying: a facilitator passes on what somebody says who has no Telegram, no network, or better not be seen here. It
is a voice of its own, under a pseudonym and an id that stands in no other table: nobody it leads to is known here, and
nobody waits for it. Its answers count as anybody's.
"""

from __future__ import annotations

from bot.content.phrase import Phrase, say
from bot.reading.numbered import Numbered, numbered
from bot.scenario.model import Scenario
from bot.session import ahead, aliases
from bot.session import events as e
from bot.session.answers import PersonId
from bot.session.asking import relay_ref
from bot.session.chance import drawn, drawn_id
from bot.session.effects import Occasion, Post, Questions, Retell, Short, Text
from bot.session.joining import read_joining
from bot.session.lookalikes import plain
from bot.session.organisations import Organisation
from bot.session.outcome import Outcome, refreshed, refusal, reply_with, toast
from bot.session.part_by_part import Heard
from bot.session.participation import without
from bot.session.placing import open_steps
from bot.session.replying import fits
from bot.session.roles import Role
from bot.session.state import Participant, Session

_WHICH_ORGANISATION = say(
    "I noted nothing yet. The first line says with which organisation the person is: its number, or its name. Please "
    "reply again."
)
_NUMBERS = say("I noted nothing yet. Begin each line with the number of its question. Please reply again.")


def ask(scenario: Scenario, session: Session, event: e.AskRelay) -> Outcome:
    """The questions that are open or to come, for a new voice, or one that is named."""
    voice = voice_called(session, event.alias) if event.alias else ""
    if voice is None:
        return refusal(session, Text.NO_SUCH_VOICE, detail=event.alias)
    asks = tuple(step for step in open_steps(session) if scenario.step(step).asks)
    steps = (*asks, *ahead.coming(scenario, session))
    if not steps:
        return refusal(session, Text.NOTHING_TO_RELAY)
    alias = session.participants[voice].alias if voice else ""
    body = Questions(steps, Occasion.RELAY, alias)
    return Outcome(session, (Post(body, relay_ref(steps, voice), to=event.by.person),))


def voice_called(session: Session, alias: str) -> PersonId | None:
    """The relayed voice of that pseudonym, by its id."""
    wanted = plain(alias)
    found = (person for person, who in session.participants.items() if who.relayed and plain(who.alias) == wanted)
    return next(found, None)


def relay(scenario: Scenario, session: Session, event: e.Relay) -> Outcome:
    """What a voice says, question by question."""
    known = session.participants.get(event.voice)
    if event.voice and (known is None or not known.relayed):
        return refusal(session, Text.NO_LONGER)
    text, organisation = event.text, session.organisation(known.organisation) if known else None
    if known is None and session.listed():
        first, _, text = event.text.strip().partition("\n")
        organisation = read_joining(first, session.organisations).organisation
        if organisation is None:
            return _said(session, event, _WHICH_ORGANISATION)
    said = _read(scenario, session, dict(event.asked), text)
    if not said.named:
        return _said(session, event, _NUMBERS)
    return _heard(scenario, session, event, organisation, said)


def _said(session: Session, event: e.Relay, more: Phrase) -> Outcome:
    return Outcome(session, (reply_with(event, Text.SAID, more=more),))


def _read(scenario: Scenario, session: Session, steps: dict[int, str], text: str) -> Numbered:
    """What is said to which question; without numbers, where it can be for one alone."""
    read = numbered(text, steps)
    fitting = [n for n, step in steps.items() if fits(scenario, session, step, text)] if text.strip() else []
    alone = not read.named and (len(steps) == 1 or len(fitting) == 1)
    return Numbered({(fitting or list(steps))[0]: text.strip()}) if alone and text.strip() else read


def _heard(
    scenario: Scenario, session: Session, event: e.Relay, organisation: Organisation | None, read: Numbered
) -> Outcome:
    voice = event.voice or drawn_id(event.chance, "voice")
    there = session if event.voice else _begun(session, voice, organisation, event)
    by = e.Actor(voice, Role.MEMBER, consented=True, organisation=organisation.id if organisation else None)
    steps = dict(event.asked)
    heard = Heard(scenario, there, _as_replies(event, by), tuple(steps), reader=event.by.person)
    heard.each({number: (steps[number], said) for number, said in sorted(read.said.items())})
    same = None if event.voice else _same(heard.session, voice)
    if same or not heard.taken:
        heard.session = session
    alias = (same or there.participants[voice]).alias if heard.taken else ""
    return heard.told(read, voice=alias)


def _begun(session: Session, voice: PersonId, organisation: Organisation | None, event: e.Relay) -> Session:
    """The session with a new voice in it, under a pseudonym of its own."""
    in_use = [who.alias for who in session.participants.values()]
    alias = aliases.draw(in_use, drawn(event.chance, "alias"), session.languages)
    who = Participant(alias, organisation.id if organisation else None, active=False, relayed=True)
    return session.with_participant(voice, who)


def _as_replies(event: e.Relay, by: e.Actor) -> e.Replies:
    where = event.circumstances
    where["by"] = by
    return e.Replies(**where, asked=event.asked, text=event.text)


def _same(session: Session, voice: PersonId) -> Participant | None:
    """Another relayed voice of the same organisation that says the very same: a phone that was offline sends twice."""
    mine, me = _says(session, voice), session.participants[voice]
    others = ((person, who) for person, who in session.participants.items() if who.relayed and person != voice)
    return next((w for p, w in others if w.organisation == me.organisation and mine == _says(session, p)), None)


def _says(session: Session, voice: PersonId) -> list[tuple[str, object]]:
    return [(answer.step, answer.value) for answer in session.answers.all_by(voice)]


def forget(scenario: Scenario, session: Session, event: e.ForgetVoice) -> Outcome:
    """A voice and all that it said goes, once that was said twice."""
    named = event.voice if event.voice in session.participants else None
    voice = voice_called(session, event.alias) if event.alias else named
    who = session.participants.get(voice or "")
    if voice is None or who is None or not who.relayed:
        return refusal(session, Text.NO_SUCH_VOICE, detail=event.alias)
    if event.sure is False:
        return refusal(session, Text.LEFT_AS_IT_IS)
    if event.sure is None:
        sure = Short(Text.FORGET_VOICE_SURE, step=voice, detail=who.alias)
        return Outcome(session, (Post(sure, to=event.by.person, reply_to=event.source or None),))
    session = without(session, voice)
    word = Text.VOICE_FORGOTTEN
    done = reply_with(event, word, detail=who.alias) if event.source else toast(word, detail=who.alias)
    return Outcome(session, (done, Retell(), *refreshed(session)))
