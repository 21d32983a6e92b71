"""The forms of dates: which words in which order name which day, seen from a given one. Knows no language; what its
words stand for is said by `bot.reading.date_words`.

A form is a row: letters of `Part` in their order, and what they come to. `?` and `*` have their usual sense, brackets
hold alternatives, `n` is a second number; what says nothing may stand anywhere in between. A word that can stand for
several things is tried as each, so that the row decides: in "dans sept jours" *sept* is a number, in "15 sept" a month.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.reading.date_words import UNITS, Meanings, Part

#: What the words of one form said, by the letters of `Part`: a number each.
Said = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A day that was read; `day` is None where the words name one that doesn't exist. `firm`: the words can be nothing
    but a date, since they name a day of a month. `exact`: with its year, and so that it can't be read another way."""

    day: date | None
    firm: bool = False
    exact: bool = False


def dated(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date | None:
    return dated(year, month, monthrange(year, month)[1]) if 1 <= year <= 9999 and 1 <= month <= 12 else None


#: A year's 29th of February comes again within eight years.
_LEAP = 9


def coming(month: int, day: int, today: date) -> date | None:
    """The next such day of a year, today included."""
    years = (dated(today.year + n, month, day) for n in range(_LEAP))
    return next((one for one in years if one and one >= today), None)


def later(today: date, unit: int, n: int) -> date | None:
    """So many days, weeks, months or years (`UNITS`) later; on the last day of a month that is too short."""
    try:
        match UNITS[unit]:
            case "day":
                return today + timedelta(days=n)
            case "week":
                return today + timedelta(weeks=n)
            case "month":
                months = today.year * 12 + today.month - 1 + n
            case _:
                months = (today.year + n) * 12 + today.month - 1
    except OverflowError:
        return None
    end = _month_end(months // 12, months % 12 + 1)
    return min(end, end.replace(day=min(today.day, end.day))) if end else None


def _in_full(said: Said, today: date) -> Found:
    """A day of a month, with the year or without; a day of the week beside it must be that day's."""
    year = said.get("Y", 2000 + said["n"] if "n" in said else None)
    day = coming(said["M"], said["N"], today) if year is None else dated(year, said["M"], said["N"])
    wrong = day is not None and "W" in said and day.weekday() != said["W"]
    return Found(None if wrong else day, firm=True, exact=year is not None)


def _weekday(said: Said, today: date) -> Found:
    """The next such day that comes; "this Friday" may be today."""
    ahead = (said["W"] - today.weekday()) % 7
    return Found(today + timedelta(days=ahead or (0 if "T" in said else 7)))


def _after(said: Said, today: date) -> Found:
    if "O" in said:
        return Found(today + timedelta(days=said["O"]))
    unit, n = (said["P"], 2) if "P" in said else (said["U"], said.get("N", 1))  # "بعد شهر": after [a] month
    return Found(later(today, unit, n))


def _month(said: Said, today: date) -> Found:
    """A whole month is over on its last day; its middle is the 15th."""
    middle, month = "D" in said, said["M"]
    years = [said["Y"]] if "Y" in said else [today.year, today.year + 1]
    days = [dated(year, month, 15) if middle else _month_end(year, month) for year in years]
    return Found(next((day for day in days if day and ("Y" in said or day >= today)), None))


def _period(said: Said, today: date) -> Found | None:
    """This or the next week, month or year is over on its last day, and a week on Sunday. Of a month there is a middle
    too: the next that comes."""
    unit, ahead = UNITS[said["U"]], 1 if "X" in said else 0
    if "D" in said:
        months = [later(today.replace(day=15), UNITS.index("month"), n) for n in (ahead, ahead + 1)]
        return Found(next((day for day in months if day and day >= today), None)) if unit == "month" else None
    match unit:
        case "week":
            return Found(today + timedelta(days=6 - today.weekday() + 7 * ahead))
        case "month":
            first = later(today.replace(day=1), UNITS.index("month"), ahead)
            return Found(_month_end(first.year, first.month) if first else None)
        case "year":
            return Found(dated(today.year + ahead, 12, 31))
        case _:
            return None


@dataclass(frozen=True, slots=True)
class _Slot:
    """One place of a form: the letters that fit, and how often."""

    letters: str
    optional: bool
    repeated: bool

    def taken(self, word: Meanings) -> dict[str, int] | None:
        """What a word says here; None where it doesn't fit."""
        said = {letter: word[part] for letter in self.letters if (part := Part(letter.upper())) in word}
        return said or None


def _slots(form: str) -> tuple[_Slot, ...]:
    return tuple(_Slot(p.strip("[]?*"), p[-1] in "?*", p[-1] == "*") for p in form.split())


@dataclass(frozen=True, slots=True)
class _Form:
    """A row of the table. `needs` are the places that must be filled: most texts lack the words for most forms, and are
    not tried any further."""

    slots: tuple[_Slot, ...]
    reader: Callable[[Said, date], Found | None]
    needs: tuple[frozenset[str], ...]


def _form(form: str, reader: Callable[[Said, date], Found | None]) -> _Form:
    slots = _slots(form)
    return _Form(slots, reader, tuple(frozenset(one.letters.upper()) for one in slots if not one.optional))


#: Which letters in which order -> what they come to. The first row that fits counts.
_FORMS = (
    _form("[BI]* W? N M Y?", _in_full),
    _form("[BI]* W? N M n", _in_full),
    _form("[BI]* W? M N Y?", _in_full),
    _form("[BI]* [XT]? W X?", _weekday),
    _form("I I* X? N? U", _after),
    _form("I I* P", _after),
    _form("[BI]* O", _after),
    _form("[BI]* M Y", _month),
    _form("[BI]* M X", _month),
    _form("[BI]* [XT] M", _month),
    _form("I I* M", _month),
    _form("[BI]* [ED] X? M X?", _month),
    _form("[BI]* [ED] M Y", _month),
    _form("[BI]* [ED] [XT]? U X?", _period),
    _form("[BI]* [XT] U", _period),
    _form("[BI]* U X", _period),
)
#: A month alone is a name as often: a form only where a date is waited for.
_PLACED = (_form("[BI]* M", _month),)


def _fit(slots: Sequence[_Slot], words: Sequence[Meanings]) -> Said | None:
    """What the words say where they fit into a form, each of them; None where they don't. What has been tried once in
    vain isn't tried again, so that it takes time in proportion to their number."""
    failed: set[tuple[int, int]] = set()

    def fit(slot: int, word: int) -> dict[str, int] | None:
        if (slot, word) in failed:
            return None
        failed.add((slot, word))
        if word == len(words):
            return {} if all(one.optional for one in slots[slot:]) else None
        if slot < len(slots):
            here = slots[slot].taken(words[word])
            rest = fit(slot if slots[slot].repeated else slot + 1, word + 1) if here else None
            if here and rest is not None:
                return {**rest, **here}
            if slots[slot].optional and (found := fit(slot + 1, word)) is not None:
                return found
        return fit(slot, word + 1) if Part.SILENT in words[word] else None

    return fit(0, 0)


def day_of(words: Sequence[Meanings], today: date, *, placed: bool) -> Found | None:
    """The day that these words name, seen from today; None where they name none. `placed`: a date is waited for."""
    there = {str(part) for word in words for part in word}
    for form in (*_FORMS, *(_PLACED if placed else ())):
        said = _fit(form.slots, words) if all(need & there for need in form.needs) else None
        found: Found | None = form.reader(said, today) if said is not None else None
        if found:
            return found
    return None
