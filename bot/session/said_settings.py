"""What somebody says is to be set for a group, or for themselves: from their words to a value. Pure.

What can be read in two ways is none: several zones that fit are given, to be asked about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reading.lengths import length_of
from bot.reading.numbers import numbers
from bot.reading.settings import languages, named, switched
from bot.reading.times import times
from bot.reading.words import Meaning, says
from bot.reading.zones import zones
from bot.scenario.durations import Days
from bot.session.settable import Keep, Languages, Least, Quiet, Review, Setting, Tidy, Value, Window, Zone
from bot.zones import alike


@dataclass(frozen=True, slots=True)
class Asked:
    """Which setting is meant, and the value that was said, if any can be read; `several` are the zones that fit, where
    more than one does; `silent`: nothing was said besides the setting's name."""

    setting: Setting
    value: Value | None = None
    several: tuple[str, ...] = ()
    silent: bool = False


def asked(text: str, now: datetime) -> Asked | None:
    """What is to be set; None where a text names no setting. A language, and a number, need no name."""
    meaning, said = named(text)
    if meaning is not None:
        return _of(Setting(meaning.value), said, now)
    if languages(text):
        return _of(Setting.LANGUAGE, text, now)
    return _of(Setting.LEAST, text, now) if numbers(text) else None


def _of(setting: Setting, said: str, now: datetime) -> Asked:
    if not said:
        return Asked(setting, silent=True)
    if setting is Setting.ZONE:
        zone = said_zone(said, now)
        return Asked(setting, several=zone) if isinstance(zone, tuple) else Asked(setting, zone)
    return Asked(setting, _READERS[setting](said))


def said_zone(said: str, now: datetime) -> Zone | tuple[str, ...] | None:
    """The zone that a text names, or that it is none of one's own; several where they don't go alike; None for none."""
    if says(said, Meaning.DEFAULT):
        return Zone(None)
    groups = alike(zones(said), now)
    if len(groups) > 1:
        return tuple(zone for group in groups for zone in group)
    return Zone(groups[0][0]) if groups else None


def _languages(said: str) -> Value | None:
    codes = languages(said)
    return Languages(codes) if codes else None


def _quiet(said: str) -> Value | None:
    found = times(said)
    return Quiet(*found) if found and len(found) == 2 else None


def _window(said: str) -> Value | None:
    if says(said, Meaning.DEFAULT):
        return Window(None)
    found = length_of(said)
    hours = found // timedelta(hours=1) if found else _number(said)
    return Window(hours) if hours else None


def _least(said: str) -> Value | None:
    people = _number(said)
    return Least(people) if people is not None else None


def _number(said: str) -> int | None:
    found = numbers(said)
    return found[0] if found and len(found) == 1 else None


def _tidy(said: str) -> Value | None:
    on = switched(said)
    return None if on is None else Tidy(on)


def _review(said: str) -> Value | None:
    on = switched(said)
    return None if on is None else Review(on)


def _keep(said: str) -> Value | None:
    if says(said, Meaning.DEFAULT):
        return Keep(None)
    found = length_of(said)
    days = found.days if isinstance(found, Days) else _number(said)
    return Keep(days) if days else None


_READERS: dict[Setting, Callable[[str], Value | None]] = {
    Setting.LANGUAGE: _languages,
    Setting.QUIET: _quiet,
    Setting.WINDOW: _window,
    Setting.LEAST: _least,
    Setting.TIDY: _tidy,
    Setting.REVIEW: _review,
    Setting.KEEP: _keep,
}
