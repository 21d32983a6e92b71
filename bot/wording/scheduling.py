"""Workshops that open by themselves: when, what is asked where that can be read two ways, the list, and what those who
facilitate are told when one couldn't open. A moment is always said whole: the day, the time and the zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from babel import dates
from markupsafe import Markup

from bot.content.phrase import count
from bot.reading.plans import Every, Unplanned
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, grid, paragraph
from bot.wording.tell import tell


@dataclass(frozen=True, slots=True)
class Told:
    """One that is scheduled, as it is told: its id, its title, how it is played, when (on the wall, with its zone), and
    how often again."""

    id: str
    title: str
    over_days: bool
    at: datetime
    every: Every | None


def moment(w: Words, at: datetime) -> str:
    """A moment on the wall, whole: Friday 15 January 2027 at 9:00 (Europe/Paris)."""
    day = dates.format_date(at, "EEEE", locale=w.locale)
    said = {"weekday": day, "day": w.day(at.date()), "time": w.time(at), "zone": str(at.tzinfo)}
    return w.say("{weekday} {day}, {time} ({zone})", **said).unescape()


def _again(w: Words, every: Every) -> Markup:
    """How often it comes again."""
    match every.unit:
        case "day":
            again = count("then every day", "then every {n} days", every.n)
        case "week":
            again = count("then every week", "then every {n} weeks", every.n)
        case "month":
            again = count("then every month", "then every {n} months", every.n)
        case _:
            again = count("then every year", "then every {n} years", every.n)
    return tell(again, w)


def _when(w: Words, one: Told) -> Markup:
    at = Markup("<b>{}</b>").format(moment(w, one.at))
    return Markup("{}, {}").format(at, _again(w, one.every)) if one.every else at


def _what(w: Words, one: Told) -> Markup:
    title = w.say("“{words}”", words=isolate(one.title))
    return w.say("{title} over days", title=title) if one.over_days else title


def _cancel(w: Words, one: Told, place: int | None = None) -> Button:
    label = w.say("Cancel") if place is None else w.say("Cancel {n}", n=w.number(place))
    return Button(label.unescape(), press=f"unplan-{one.id}")


def scheduled(w: Words, one: Told) -> Message:
    """It is set, and said back."""
    said = w.say("{workshop} opens by itself on {when}.", workshop=_what(w, one), when=_when(w, one))
    return paragraph(said, (_cancel(w, one),))


def which(w: Words, candidates: Sequence[Told]) -> Message:
    """What can be read two ways is asked."""
    said = w.say(
        "When exactly should {workshop} open? Tap one, or send it again with the whole date.",
        workshop=_what(w, candidates[0]),
    )
    return Message(
        (said, Markup("\n").join(_when(w, one) for one in candidates)),
        tuple((_candidate(w, one),) for one in candidates),
    )


def _candidate(w: Words, one: Told) -> Button:
    return Button(moment(w, one.at), press=f"plan-{one.id}")


def quiet(w: Words, at: datetime, begin: int, end: int, instead: Told) -> Message:
    """The time is in the quiet hours, told in minutes after midnight; their end is offered."""
    said = w.say(
        "In this group’s quiet hours, from {begin} to {end}, I don’t write here, so not on {when}. Tap the time when "
        "they end, or send another one.",
        when=moment(w, at),
        begin=w.minute(begin),
        end=w.minute(end),
    )
    return paragraph(said, (_candidate(w, instead),))


def unplanned(w: Words, why: Unplanned, scenario: str) -> Message:
    """Why nothing is scheduled, and how it would be."""
    match why:
        case Unplanned.UNREAD:
            said = w.say("I didn’t understand when.")
        case Unplanned.NO_TIME:
            said = w.say("At what time?")
        case Unplanned.NO_SUCH_DAY:
            said = w.say("There’s no such day.")
        case Unplanned.PAST:
            said = w.say("That time has passed.")
        case _:
            assert_never(why)
    example = f"/session {scenario} {w.say('friday 9:00').unescape()}"
    how = w.say("Send for example {example}.", example=Markup("<code>{}</code>").format(example))
    return paragraph(Markup("{} {}").format(said, how))


def too_many(w: Words) -> Message:
    """A group has as many as it can."""
    return paragraph(w.say("That’s as many planned workshops as a group can have. /schedule shows them."))


# -- the list ---------------------------------------------------------------------------------------------------------


def schedule_list(w: Words, planned: Sequence[Told]) -> Message:
    """What is scheduled in a group, each with a button that takes it off."""
    if not planned:
        how = Markup("<code>/session roles {}</code>").format(w.say("friday 9:00"))
        return paragraph(w.say("No workshop is planned here. To plan one: {example}.", example=how))
    lines = [
        Markup("{}. {} · {}").format(w.number(n), _what(w, one), _when(w, one)) for n, one in enumerate(planned, 1)
    ]
    buttons = tuple(_cancel(w, one, n) for n, one in enumerate(planned, 1))
    how = w.say("To take one off: tap, or send /schedule cancel 1.")
    return Message((Markup("\n").join(lines), how), grid(buttons, 3))


def cancelled(w: Words, one: Told) -> Message:
    """It doesn't open."""
    return paragraph(w.say("Cancelled: {workshop} on {when}.", workshop=_what(w, one), when=_when(w, one)))


def schedule_unread(w: Words) -> Message:
    """What was sent after /schedule takes nothing off."""
    return paragraph(w.say("Send /schedule to see what is planned, and for example /schedule cancel 1 to take it off."))


# -- to those who facilitate ------------------------------------------------------------------------------------------


class Hindered(StrEnum):
    """Why one didn't open at its time."""

    RUNNING = "running"
    MISSED = "missed"
    NOBODY_S = "nobody-s"
    UNKNOWN = "unknown"


def hindered(w: Words, why: Hindered, one: Told, group: str, then: datetime | None) -> Message:
    """Told in private to those who facilitate, and when it comes next; where nobody who scheduled it steers any more
    they are asked."""
    about = Markup("{} · {}").format(isolate(group), _what(w, one))
    said = Markup("{}\n{}").format(about, _why(w, why, moment(w, one.at)))
    if then is not None:
        said = Markup("{} {}").format(said, w.say("It’s next planned for {when}.", when=moment(w, then)))
    rows = ((Button(w.say("Open it now").unescape(), press=f"opennow-{one.id}"),),) if why is Hindered.NOBODY_S else ()
    return Message((said,), rows)


def _why(w: Words, why: Hindered, at: str) -> Markup:
    match why:
        case Hindered.RUNNING:
            return w.say(
                "It was planned for {when}. Another workshop is still running there, so I haven’t opened it.", when=at
            )
        case Hindered.MISSED:
            return w.say(
                "It was planned for {when}, and I couldn’t be reached then. Start it with /session when it suits you.",
                when=at,
            )
        case Hindered.NOBODY_S:
            return w.say("It’s planned for now, and whoever planned it no longer facilitates there. Shall I open it?")
        case Hindered.UNKNOWN:
            return w.say(
                "It was planned for {when}, and that workshop is no longer there. /session shows the others.", when=at
            )
        case _:
            assert_never(why)
