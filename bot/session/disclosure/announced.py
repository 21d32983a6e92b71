"""What is announced: how an answer will be shown, said with its question, before anybody gives it. A sentence for each
way in which answers are collected, revealed and attributed.

It promises no more than `bot.session.disclosure.visibility` keeps: what small numbers hide besides isn't told here.
"""

from __future__ import annotations

from typing import assert_never

from bot.content.phrase import Phrase, joined, say
from bot.scenario.kinds import AnyQuestion, AnyStep
from bot.scenario.step import AskingStep
from bot.session.kinds import spec_of
from bot.session.kinds.terms import Asked

_NEVER = say("Never shown in the group, only in the documents.")


def announced(step: AnyStep, *, private: bool) -> Phrase | None:
    """How an answer to this step will be shown, to whoever answers it in the group or in their `private` chat; None
    where it asks nothing."""
    if not isinstance(step, AskingStep):
        return None
    if not private:
        return _openly(step)
    how = _totals(step) if spec_of(step).figures else _words(step)
    return joined(_NEVER, how, by=" ") if step.revealed == "never" else how


def _openly(step: AnyQuestion) -> Phrase:
    """In the group everybody reads a reply. Telegram shows nobody what somebody else has pressed."""
    if spec_of(step).lines(Asked(step)):
        return say("Everybody sees what you write here, nobody what you tap in private.")
    if spec_of(step).figures:
        return say("Nobody sees what you tap; everybody sees what you write.")
    if step.unattributed:
        return say("The whole group sees who answers; the documents don’t tell.")
    return say("The whole group sees who answers.")


def _totals(step: AnyQuestion) -> Phrase:
    """What is counted is shown as figures; beside an answer stands a pseudonym at most."""
    match step.attribution:
        case "none":
            return say("Anonymous: only totals are shown.")
        case "organisation":
            return say("Only totals are shown, never your own answer.")
        case "alias":
            return say("The group sees only totals; files of data have your answer under your pseudonym.")
    assert_never(step.attribution)


def _words(step: AnyQuestion) -> Phrase:
    match step.attribution:
        case "none":
            return say("Anonymous: neither your name nor your organisation is shown.")
        case "organisation":
            return say("Shown with your organisation’s name, never yours.")
        case "alias":
            return say("Shown with your pseudonym and your organisation.")
    assert_never(step.attribution)


def sealed(step: AnyStep) -> Phrase:
    """What the group is told of a question that is answered in private."""
    where = say("Answer in private: tap the button or write to me, even offline.")
    if isinstance(step, AskingStep) and step.revealed == "never":
        until = say("The group never sees your answer.")
    else:
        until = say("Nothing is shown until this question closes.")
    return joined(where, until, by=" ")
