"""All that is kept of somebody, told to them: in plain words, and short, since data is dear."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.languages import SPOKEN
from bot.scenario.model import Scenario
from bot.scenario.texts import text_in
from bot.session.answers import Answer, PersonId
from bot.session.kinds import CORRECTION, spec_of
from bot.session.placing import SUMMARY, asked
from bot.session.pledges import Pledge
from bot.session.state import Participant, Session
from bot.wording.catalog import Words, isolate
from bot.wording.commitments import told_alone
from bot.wording.erasure import role
from bot.wording.message import Block, Button, Message, joined
from bot.wording.tell import shortened, tell
from bot.wording.zones import city

#: How much of a question is repeated, in characters.
_QUESTION = 50


@dataclass(frozen=True, slots=True)
class Membership:
    """What is kept of somebody in a group: their organisation, and the version and day of their yes."""

    group: str
    organisation: str | None
    notice: int
    day: date


@dataclass(frozen=True, slots=True)
class Account:
    """What is kept of somebody besides what they said."""

    number: int
    language: str | None
    reachable: bool
    roles: tuple[tuple[str, str], ...]
    memberships: tuple[Membership, ...]
    recorded: int = 0
    zone: str | None = None
    muted: bool = False


def in_private(w: Words) -> Message:
    """Asked in a group: what is kept of somebody is theirs alone to read."""
    return Message(
        (w.say("I’ll tell you that in our private chat."),),
        ((Button(w.say("To our private chat").unescape(), start="mydata"),),),
    )


def my_data(w: Words, account: Account, sessions: tuple[Block, ...]) -> Message:
    """All that is kept; `sessions` are what `session_block` made of each."""
    end = w.say(
        "/forget erases all of this. Once an anonymous question has closed, its answers carry no trace of you: I "
        "can’t find yours again, or erase it. This message disappears in an hour."
    )
    known = tuple(_membership(w, one) for one in account.memberships)
    return Message(joined((_account(w, account), *known, *sessions, end)))


def _account(w: Words, account: Account) -> Markup:
    lines = [w.say("<b>What I keep about you</b>"), w.say("Your Telegram account number: {n}", n=str(account.number))]
    if account.language in SPOKEN:
        lines.append(w.say("Your language: {language}", language=SPOKEN[account.language].name))
    if account.zone:
        lines.append(w.say("Your time zone: {zone}", zone=isolate(city(w, account.zone))))
    if account.muted:
        lines.append(w.say("That you want no reminders."))
    if account.reachable:
        lines.append(w.say("That you’ve opened this chat."))
    if account.roles:
        named = w.listing(role(w, kind, group) for kind, group in account.roles)
        lines.append(w.say("Your roles: {roles}", roles=named))
    if account.recorded:
        lines.append(
            w.count(
                "In the record of what is done with a role, for 180 days: {n} line.",
                "In the record of what is done with a role, for 180 days: {n} lines.",
                account.recorded,
            )
        )
    return Markup("\n").join(lines)


def _membership(w: Words, one: Membership) -> Markup:
    said = w.say(
        "In {group}: your yes to the notice (version {version}) on {day}",
        group=isolate(one.group),
        version=w.number(one.notice),
        day=w.day(one.day),
    )
    if one.organisation is None:
        return said
    return Markup("{}\n{}").format(said, w.say("Your organisation: {name}", name=isolate(one.organisation)))


def session_block(w: Words, scenario: Scenario, session: Session, person: PersonId, sounds: Collection[str]) -> Markup:
    """What is kept of somebody in a session: their pseudonym, and each answer under its question; of `sounds`, by their
    ids, the sound too."""
    title = Markup("<b>{}</b>").format(isolate(text_in(scenario.title, w.language).text))
    head = w.say("{title}, workshop {code}", title=title, code=session.code)
    who, lines = session.participants.get(person), [head]
    if who:
        lines.append(_pseudonym(w, session, who))
    if who and who.proposal:
        lines.append(w.say("Waiting for a facilitator: {name}", name=isolate(who.proposal.name)))
    if session.facilitator == person:
        lines.append(w.say("You opened it."))
    lines += _answers(w, scenario, session, person, sounds)
    return Markup("\n").join((*lines, *_anonymous(w, session, person)))


def _anonymous(w: Words, session: Session, person: PersonId) -> tuple[Markup, ...]:
    """To how many questions somebody has given an answer that leads to them no more."""
    cut = sum(person in step.answered for step in session.steps.values())
    said = w.count(
        "That you answered {n} anonymous question, but not what you said.",
        "That you answered {n} anonymous questions, but not what you said.",
        cut,
    )
    return (said,) if cut else ()


def _answers(
    w: Words, scenario: Scenario, session: Session, person: PersonId, sounds: Collection[str]
) -> Iterator[Markup]:
    """Each answer of theirs, and each that waits for their yes."""
    for answer in session.answers:
        if answer.person == person:
            told = _answer(w, scenario, session, answer)
            yield _with_sound(w, told) if answer.id in sounds else told
    for answer in session.held:
        if answer.person == person:
            yield w.say("{answer} (waiting for your yes)", answer=_answer(w, scenario, session, answer))


def waits(w: Words, words: str) -> Markup:
    """A message that waits for its author to say what it is."""
    return w.say("“{words}” (waiting for you to say whether it’s an answer, for a day at most)", words=isolate(words))


def unreadable(w: Words, code: str) -> Markup:
    """A session whose scenario can't be read any more."""
    return w.say("Workshop {code}: I still hold your answers but can’t display them. /forget erases them.", code=code)


def _pseudonym(w: Words, session: Session, who: Participant) -> Markup:
    organisation = session.organisation(who.organisation)
    name = isolate(who.alias)
    if organisation is None:
        return w.say("Pseudonym: {name}", name=name)
    return w.say("Pseudonym: {name}, with {organisation}", name=name, organisation=isolate(organisation.name))


def _with_sound(w: Words, answer: Markup) -> Markup:
    return w.say("{answer} (its sound is kept)", answer=answer)


def _answer(w: Words, scenario: Scenario, session: Session, answer: Answer) -> Markup:
    value = _value(w, scenario, session, answer)
    if answer.step == SUMMARY:
        return w.say("• correction of the summary: {answer}", answer=value)
    prompt = shortened(text_in(scenario.step(answer.step).called, w.language).text, _QUESTION)
    return Markup("• <i>{}</i> {}").format(isolate(prompt), value)


def _value(w: Words, scenario: Scenario, session: Session, answer: Answer) -> Markup:
    """The answer in words."""
    if answer.passed:
        return w.say("skipped")
    if answer.step == SUMMARY:
        return tell(CORRECTION.quote(answer.value).whole, w)
    return tell(spec_of(scenario.step(answer.step)).mine(asked(scenario, session, answer.step), answer.value), w)


def beyond_workshops(w: Words, pledges: Sequence[Pledge], possible: Sequence[str], planned: int) -> tuple[Markup, ...]:
    """What of commitments and planned workshops leads to somebody, for the answer to /mydata."""
    lines = []
    if pledges:
        lines.append(w.say("Commitments I ask you about:"))
        lines += [Markup("• {}").format(told_alone(w, one)) for one in pledges]
    if possible:
        lines.append(w.say("What you said a change made possible:"))
        lines += [Markup("• {}").format(isolate(words)) for words in possible]
    if planned:
        lines.append(w.count("{n} workshop that you planned.", "{n} workshops that you planned.", planned))
    return (Markup("\n").join(lines),) if lines else ()
