"""Time zones as people name them: `Africa/Dakar`, Dakar, Sénégal, Senegal, Séoul, in all of Palabre's languages.

The names are Babel's and IANA's. Knows no chat, and guesses nothing: where several zones fit it gives all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.core import get_global

from bot.languages import LANGUAGES
from bot.reading.normal import bare, spoken
from bot.reading.tokens import Tokens, heard
from bot.reading.words import Meaning, end_of
from bot.resources import folder
from bot.word_lists import headed
from bot.zones import by_country, places

#: What is longer names no place, in characters.
_LONGEST = 60


def _last(zone: str) -> str:
    """The place in a zone's name."""
    return zone.rpartition("/")[2].replace("_", " ")


def _tokens(name: str) -> Tokens:
    return heard(bare(name)).tokens


def _zones_named() -> Iterator[tuple[str, str]]:
    """Each zone by its own name, by the place in it, and by that place's names."""
    old = get_global("zone_aliases")
    yield "UTC", "UTC"
    for zone in places():
        yield zone.replace("/", " ").replace("_", " "), zone
        yield _last(zone), zone
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            if "city" in names and (here := zone if zone in places() else old.get(zone)) in places():
                yield names["city"], here
    yield from ((name, where) for where, name in entries() if where in places())


def _countries_named() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in by_country():
                yield name, code
    yield from ((name, where) for where, name in entries() if where in by_country())


def entries() -> Iterator[tuple[str, str]]:
    """What `locales/places.txt` adds: a zone or a country's code, and what people call it. Raises WordListError."""
    return headed(folder("locales") / "places.txt", [*by_country(), *places()])


@cache
def _cities() -> dict[Tokens, frozenset[str]]:
    found: dict[Tokens, set[str]] = {}
    for name, zone in _zones_named():
        found.setdefault(_tokens(name), set()).add(zone)
    return {name: frozenset(_without_old(zones)) for name, zones in found.items()}


def _without_old(zones: set[str]) -> set[str]:
    """Of several names of one zone, the one in use."""
    current = {zone for all_of in by_country().values() for zone in all_of}
    return zones & current or zones


@cache
def _countries() -> dict[Tokens, frozenset[str]]:
    found: dict[Tokens, set[str]] = {}
    for name, code in _countries_named():
        found.setdefault(_tokens(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _of_country(said: Tokens) -> set[str]:
    """The zones of the countries whose names begin with that: there are two Congos, and more than one Guinea."""
    countries = {code for name, codes in _countries().items() if name[: len(said)] == said for code in codes}
    return {zone for code in countries for zone in by_country()[code]}


@cache
def _order() -> dict[str, int]:
    """Where each zone stands in IANA's table: of a country's those with most people come early."""
    return {zone: n for n, zone in enumerate(zone for all_of in by_country().values() for zone in all_of)}


def zones(text: str) -> tuple[str, ...]:
    """The zones that a text may name, by their IANA names, in the order of IANA's table; none for no place."""
    if len(text) > _LONGEST:
        return ()
    said = tuple(token for token in _tokens(spoken(text).replace("_", " ")) if token != "/")  # noqa: S105  a sign
    for name in (said, said[end_of(said, 0, Meaning.ARTICLE) :]):
        if name and (found := _cities().get(name, frozenset()) | _of_country(name)):
            return tuple(sorted(found, key=lambda zone: (_order().get(zone, len(_order())), zone)))
    return ()
