"""The time zones: which there are, which country's each is, and which go alike; from IANA's own tables (tzdata).

Knows IANA's names and countries' codes. How people call either is elsewhere (`reading/zones.py`, `wording/zones.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

#: For how many days zones are compared: a year has every change of clocks, also those that move through it.
_AHEAD = 366


class Region(StrEnum):
    """The sides of the world by which zones are offered, so that each fits on a small screen."""

    AFRICA = "africa"
    NORTH = "north"
    CENTRAL = "central"
    SOUTH = "south"
    ASIA = "asia"
    EUROPE = "europe"
    OCEANIA = "oceania"


_FIRST_PART = {
    "Africa": Region.AFRICA,
    "America": Region.CENTRAL,
    "Asia": Region.ASIA,
    "Indian": Region.ASIA,
    "Europe": Region.EUROPE,
    "Arctic": Region.EUROPE,
    "Atlantic": Region.EUROPE,
    "Australia": Region.OCEANIA,
    "Pacific": Region.OCEANIA,
}
#: Countries that are elsewhere than the first part of their zones' names says.
_ELSEWHERE = {
    **dict.fromkeys(("CV", "SH", "MG", "MU", "RE", "YT", "KM", "SC"), Region.AFRICA),
    **dict.fromkeys(("CA", "US", "MX", "GL", "PM", "BM"), Region.NORTH),
    **dict.fromkeys(
        ("AR", "BO", "BR", "CL", "CO", "EC", "FK", "GF", "GS", "GY", "PE", "PY", "SR", "UY", "VE"), Region.SOUTH
    ),
}


def _table(name: str) -> Iterator[tuple[str, str]]:
    """The lines of one of IANA's tables: country or countries, and zone."""
    for line in (resources.files("tzdata") / "zoneinfo" / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            yield country, zone


@cache
def by_country() -> dict[str, tuple[str, ...]]:
    """The zones of each country, by its ISO code; none in Antarctica, where nobody's home is."""
    found: dict[str, list[str]] = {}
    for country, zone in _table("zone.tab"):
        if not zone.startswith("Antarctica/"):
            found.setdefault(country, []).append(zone)
    return {country: tuple(zones) for country, zones in found.items()}


@cache
def _populous() -> frozenset[str]:
    """Of all zones that go alike from now on, the one with the most people."""
    return frozenset(zone for _, zone in _table("zonenow.tab"))


@cache
def places() -> frozenset[str]:
    """Every name that is a place's, also those that IANA keeps for old times' sake."""
    named = {name for name in available_timezones() if name.partition("/")[0] in _FIRST_PART}
    return frozenset(named.union(*by_country().values()))


@cache
def known() -> dict[str, str]:
    """Every name that may be set, by how a button writes it: the names have signs that no button can."""
    return {code(name): name for name in (*places(), "UTC")}


def code(zone: str) -> str:
    """A zone as a button writes it: eight letters and digits."""
    return hashlib.blake2s(zone.encode(), digest_size=4).hexdigest()


def region_of(zone: str, country: str) -> Region | None:
    """Under which side of the world a country's zone is offered."""
    return _ELSEWHERE.get(country) or _FIRST_PART.get(zone.partition("/")[0])


def of_region(region: Region) -> list[str]:
    """The zones that are offered under a side of the world."""
    countries = by_country().items()
    return [zone for country, zones in countries for zone in zones if region_of(zone, country) is region]


@lru_cache(maxsize=1024)
def _year(zone: str, noon: datetime) -> tuple[timedelta, ...]:
    """How far a zone is from UTC, through the year that begins there."""
    there = ZoneInfo(zone)
    offsets = ((noon + timedelta(days=n)).astimezone(there).utcoffset() for n in range(_AHEAD))
    return tuple(offset or timedelta() for offset in offsets)


def alike(zones: Iterable[str], now: datetime) -> list[tuple[str, ...]]:
    """Zones grouped by how they go in the coming year, the westernmost first; in each group the most populous one is
    first, where IANA tells which that is."""
    noon = now.astimezone(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    found: dict[tuple[timedelta, ...], list[str]] = {}
    for zone in zones:
        found.setdefault(_year(zone, noon), []).append(zone)
    return [tuple(sorted(found[year], key=lambda zone: zone not in _populous())) for year in sorted(found)]
