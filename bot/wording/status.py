"""Where a session stands, in a line: for the group, and on the facilitators' message."""

from __future__ import annotations

from markupsafe import Markup

from bot.session import windows
from bot.session.days_told import days_told
from bot.session.disclosure.visibility import agreement
from bot.session.numbering import question_number
from bot.session.placing import open_steps, progress_of_all
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
        joined = w.count("{n} person has joined so far.", "{n} people have joined so far.", people)
        return Markup(" ").join((joined, *_first_question(scene)))
    return _progress(scene, w)


def _first_question(scene: Scene) -> tuple[Markup, ...]:
    """When the first question comes by itself, in a session over days."""
    moment, w = windows.told(scene.scenario, scene.session), scene.words
    if moment is None:
        return ()
    return (w.say("The first question comes {moment}.", moment=w.moment(moment.astimezone(scene.zone))),)


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
    session = scene.session
    places = [place for step in open_steps(session) if (place := question_number(scene.scenario, session, step))]
    if not places:
        parts = [w.say("Between two questions.")]
    else:
        have, there = progress_of_all(session)
        parts = [
            _questions(w, places),
            w.count("{n} of {total} has answered", "{n} of {total} have answered", have, total=w.number(there)),
        ]
    if session.phase is Phase.PAUSED:
        parts.append(w.say("paused"))
    elif session.pace and session.pace.closes:
        # The line is loaded again with each change, and the question has told the day in full.
        parts.append(w.say("until {moment}", moment=w.soon(session.pace.closes.astimezone(scene.zone))))
    return Markup(" · ").join(parts)


def _questions(w: Words, places: list[tuple[int, int]]) -> Markup:
    total = w.number(places[0][1])
    if len(places) == 1:
        return w.say("Question {n} of {total}", n=w.number(places[0][0]), total=total)
    return w.say("Questions {numbers} of {total}", numbers=w.listing([w.number(n) for n, _ in places]), total=total)
