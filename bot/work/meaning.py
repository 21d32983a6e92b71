"""Saying what a message is that waits: an answer, to which question, or none; by a tap, or in words."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.reading.numbered import numbered
from bot.reading.numbers import numbers
from bot.session import events as e
from bot.session.addresses import GroupPlace, Ref, RefKind
from bot.session.asking import read_together
from bot.session.joining import read_yes
from bot.store import pending
from bot.store.pending import Pending
from bot.wording import refusals
from bot.wording.meant import set_aside, waits_no_longer
from bot.work import meant
from bot.work.context import Context
from bot.work.run_event import circumstances, play
from bot.work.which import chosen

#: No message asks so many questions.
_MOST = 100


def said_by_text(context: Context, incoming: IncomingMessage, about: Ref) -> bool:
    """Whether a text says what a message is that waits: in reply to the question about it, or in private right after
    that was asked. Then it is settled."""
    asked, yes = about.kind is RefKind.MEANT, read_yes(incoming.text)
    waiting = pending.find(context.tx, about.key) if asked else meant.just_asked(context)
    if waiting is None:
        return asked and _too_late(context, yes)
    place = chosen(incoming.text, len(waiting.asks), yes) if waiting.person == context.person.person else None
    if place is not None:
        _settle(context, waiting, place)
    return place is not None


def _too_late(context: Context, yes: bool | None) -> bool:
    """Whether somebody says what a message is that isn't kept any more."""
    if yes is not None:
        context.say(waits_no_longer(context.words))
    return yes is not None


def pressed(context: Context, words: list[str]) -> None:
    """A tap: the id under which a message waits, and which of the questions it is for."""
    id, place = words
    waiting = pending.find(context.tx, id)
    if waiting is None or waiting.person != context.person.person or int(place) > len(waiting.asks):
        context.toast(refusals.press_again(context.words), alert=True)
    else:
        _settle(context, waiting, int(place))


def _settle(context: Context, waiting: Pending, place: int) -> None:
    meant.settled(context, waiting)
    if not place:
        context.toast(set_aside(context.words))
        return
    code, step = waiting.asks[place - 1]
    if not play(context, code, lambda _, __, who: _answer(context, who, waiting, step)):
        context.answer(refusals.nothing_running(context.words))


def _without_number(words: str) -> str:
    """What stands behind a number by which a question was meant, where it is one alone; `4 – thanks` is a number."""
    if numbers(words) is not None:
        return words
    read = numbered(words, range(1, _MOST))
    return next(iter(read.said.values())) if len(read.said) == 1 and not (read.unclear or read.before) else words


def _answer(context: Context, who: e.Actor, waiting: Pending, step: str) -> e.Reply | e.Replies:
    """What waited, as the answer that it is, or the answers."""
    where = circumstances(context, who)
    where["source"], where["private"] = waiting.source, not isinstance(waiting.place, GroupPlace)
    where["day"] = waiting.at.astimezone(context.runtime.zone).date()  # from which it says "tomorrow"
    if len(steps := read_together(step)) > 1:
        return e.Replies(**where, asked=tuple(enumerate(steps, 1)), text=waiting.words, seconds=waiting.seconds)
    return e.Reply(
        **where,
        step=step,
        text=_without_number(waiting.words),
        seconds=waiting.seconds,
        sure=True,
        came=waiting.at,
    )
