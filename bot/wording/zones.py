"""Time zones, told by a city in the reader's language and the time that it is there: nobody need know IANA's names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.core import get_global
from markupsafe import Markup

from bot.wording.catalog import N_, Words, isolate
from bot.wording.message import Button, Message, paragraph
from bot.zones import Region, alike, code, of_region

#: How many cities a button names of those that go alike: more don't fit on a small screen.
_CITIES = 3

#: Cities that only IANA's old names have, and Babel calls otherwise.
_OWN = {"America/Montreal": N_("Montreal")}

_REGIONS: dict[Region, Callable[[Words], Markup]] = {
    Region.AFRICA: lambda w: w.say("Africa"),
    Region.NORTH: lambda w: w.say("North America"),
    Region.CENTRAL: lambda w: w.say("Caribbean, Central America"),
    Region.SOUTH: lambda w: w.say("South America"),
    Region.ASIA: lambda w: w.say("Asia"),
    Region.EUROPE: lambda w: w.say("Europe"),
    Region.OCEANIA: lambda w: w.say("Oceania"),
}


def city(w: Words, zone: str) -> str:
    """The city by which a zone (its IANA name) is told."""
    if zone in _OWN:
        return w.say(_OWN[zone]).unescape()
    known = w.locale.time_zones
    names = (zone, *(old for old, now in get_global("zone_aliases").items() if now == zone))
    told = (known[name]["city"] for name in names if "city" in known.get(name, ()))
    return str(next(told, zone.rpartition("/")[2].replace("_", " ")))


def place_and_time(w: Words, zone: str, now: datetime) -> Markup:
    """Which city, and what time it is there."""
    here = now.astimezone(ZoneInfo(zone))
    return w.say("{city}, where it’s {time}", city=isolate(city(w, zone)), time=w.time(here))


def regions(w: Words, press: str) -> tuple[tuple[Button, ...], ...]:
    """A button for each side of the world; `press` is what begins their data."""
    cells = [Button(_REGIONS[region](w).unescape(), press=f"{press}-{region}") for region in Region]
    return tuple(tuple(cells[n : n + 2]) for n in range(0, len(cells), 2))


def offered(w: Words, zones: Sequence[str], now: datetime, press: str) -> tuple[tuple[Button, ...], ...]:
    """A button for each group of zones that go alike: the time that it is there now, and cities."""
    return tuple((_button(w, group, now, press),) for group in alike(zones, now))


def _button(w: Words, group: Sequence[str], now: datetime, press: str) -> Button:
    here = now.astimezone(ZoneInfo(group[0]))
    cities = f"{w.comma} ".join(city(w, zone) for zone in group[:_CITIES])
    label = f"{w.time(here)} · {cities}"
    return Button(f"{label}…" if len(group) > _CITIES else label, press=f"{press}-{code(group[0])}")


def of_the_region(w: Words, region: Region, now: datetime, press: str, back: str) -> Message:
    """The zones of a side of the world; `back` is the press that leads back."""
    rows = offered(w, of_region(region), now, press)
    return paragraph(w.say("What time is it there now?"), *rows, (Button(w.say("Back").unescape(), press=back),))


def several(w: Words, zones: Sequence[str], now: datetime, press: str) -> Message:
    """A name that several zones have."""
    return paragraph(w.say("There are several. What time is it there now?"), *offered(w, zones, now, press))


def unknown(w: Words) -> Message:
    """What was sent names no place that is known."""
    return paragraph(
        w.say("I don’t know that place. Send the name of a country or of a big city, for example /timezone Dakar.")
    )


def choose_mine(w: Words, zone: str | None, now: datetime) -> Message:
    """Somebody's own zone, and how it is changed."""
    if zone is None:
        said = w.say("Your reminders go by your group’s time.")
    else:
        said = w.say("Your time zone: {place}.", place=place_and_time(w, zone, now))
    how = w.say("Where do you live? Tap, or send for example /timezone Dakar. At night I don’t remind you of anything.")
    clear = () if zone is None else ((Button(w.say("My group’s time").unescape(), press="zone-default"),),)
    return Message((said, how), (*regions(w, "zone"), *clear))


def mine_set(w: Words, zone: str | None, now: datetime) -> Message:
    """Somebody's zone is set, or is the group's."""
    if zone is None:
        return paragraph(w.say("From now on your reminders go by your group’s time."))
    return paragraph(
        w.say("Noted: {place}. I won’t remind you of anything at night.", place=place_and_time(w, zone, now))
    )
