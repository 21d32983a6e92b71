"""What of a session goes into a backup: all of it but what leads from an anonymous answer to its author.

Somebody with two copies compares them. Of an anonymous question that is still open a copy would tell who has answered
and what was said, so that one answer more would be its author's, copy by copy. So what was answered in private goes in
as a whole, once it has been shown: until then it is left out, as if it hadn't been given, and can be given again where
a copy is put back. What came after that is left out until it is shown too, with others'. What was said in the group
goes in when the question has closed. What waits for its author's yes waits a day at most, and a copy is kept for
longer: it is left out, and so is which messages couldn't be read.
"""

from __future__ import annotations

from dataclasses import replace

from bot.scenario.model import Scenario
from bot.session.answers import WAITING, Answer, Answers
from bot.session.placing import SUMMARY
from bot.session.state import Progress, Session


def copied(scenario: Scenario | None, session: Session) -> Session:
    """The session as it goes into a backup; the same one where there is nothing to leave out. Of one whose scenario
    can't be read every open question is taken for an anonymous one."""
    hidden = frozenset(
        id
        for id in {*session.steps, *(answer.step for answer in session.answers)}
        if _nameless(scenario, session, id) and _unshown(scenario, session, id)
    )
    kept = [answer for answer in session.answers if answer.step not in hidden and _goes(scenario, session, answer)]
    if len(kept) < len(session.answers):
        session = replace(session, answers=Answers(kept))
    for id in hidden:
        if session.step(id).answered:
            session = session.with_step(id, replace(session.step(id), answered=frozenset()))
    return replace(session, held=(), unclear=()) if session.held or session.unclear else session


def _nameless(scenario: Scenario | None, session: Session, step: str) -> bool:
    """Whether nothing may lead from the answers to a step to their authors, now or once it has closed."""
    if step == SUMMARY:
        return False
    if scenario is not None:
        return scenario.step(step).unattributed
    return session.step(step).progress is not Progress.CLOSED or bool(session.step(step).answered)


def _unshown(scenario: Scenario | None, session: Session, step: str) -> bool:
    """Whether nothing of what was answered in private has been shown yet."""
    return not session.step(step).tables and (scenario is None or scenario.step(step).private)


def _goes(scenario: Scenario | None, session: Session, answer: Answer) -> bool:
    if answer.person is None:
        return answer.batch != WAITING
    return not _nameless(scenario, session, answer.step)
