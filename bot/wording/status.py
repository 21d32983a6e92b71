"""Where a session stands, in a line: for the group, and on the facilitators' message."""

from __future__ import annotations

from markupsafe import Markup

from bot.session.days_told import days_told
from bot.session.disclosure.visibility import agreement
from bot.session.numbering import question_number
from bot.session.placing import open_step, progress
from bot.session.state import GRACE, Phase
from bot.summary.report import agreeing
from bot.wording.catalog import Words
from bot.wording.scene import Scene

#: How many days are told.
_DAYS = 5


def status_line(scene: Scene) -> Markup:
    """Where the session stands; a number, never a name or a value."""
    w, session = scene.words, scene.session
    people = len(session.active())
    if session.phase is Phase.CLOSED and session.closed:
        if not session.participants:
            return w.say("The workshop has ended.")
        end = (session.closed + GRACE).astimezone(scene.zone)
        ended = w.say("The workshop has ended. Late answers still count until {day}.", day=w.day(end))
        agreed = agreement(session)
        return Markup("{} {}").format(ended, scene.tell(agreeing(agreed))) if agreed else ended
    if session.phase is Phase.OPENING:
        if not people:
            return w.say("Waiting for the first people to join.")
        return w.count("{n} person has joined so far.", "{n} people have joined so far.", people)
    return _progress(scene, w)


def days_line(scene: Scene) -> Markup | None:
    """The days that were read of what people have written to the open question; None where none needs telling."""
    days, w = days_told(scene.scenario, scene.session), scene.words
    if not days:
        return None
    told, more = Markup(" · ").join(map(w.day, days[:_DAYS])), len(days[_DAYS:])
    if more:
        told = w.say("{days} … and {n} more", days=told, n=w.number(more))
    return w.say("Noted for: {days}. If that’s not it, edit your message.", days=told)


def _progress(scene: Scene, w: Words) -> Markup:
    session, current = scene.session, open_step(scene.session)
    if current is None:
        return w.say("Between two questions.")
    place = question_number(scene.scenario, session, current)
    if place is None:
        parts = [w.say("Between two questions.")]
    else:
        have, there = progress(session, current)
        n, total = map(w.number, place)
        parts = [
            w.say("Question {n} of {total}", n=n, total=total),
            w.count("{n} of {total} has answered", "{n} of {total} have answered", have, total=w.number(there)),
        ]
    if session.phase is Phase.PAUSED:
        parts.append(w.say("paused"))
    return Markup(" · ").join(parts)
