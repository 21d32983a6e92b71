"""A day, as people write it: `15/03/2027`, `15 mars`, `fin mars`, `next Friday`, `غدا`. What isn't a date and nothing
else is none: "Paris 15" and "second" are words.

`today` is where relative days are counted from: that of whoever writes, given from outside. Days that are written out
are read here, by the closed lists of `locales/*/dates.txt`; where a date is waited for and they don't have it,
`dateparser` is asked, which knows more phrases and guesses more freely. It is loaded when it is first needed (13 MB).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.languages import LANGUAGES
from bot.reading.date_forms import Found, coming, dated, day_of
from bot.reading.date_words import Meanings, Part, longest, vocabulary
from bot.reading.normal import bare, plain
from bot.reading.tokens import heard

#: What is longer is a sentence: "au plus tard le vendredi 15 septembre 2027" has 42 characters.
_LONGEST = 60
#: And so is what has more words.
_MOST_WORDS = 10

#: A date in digits, year last or first; without a year with a slash alone, since `3-4` and `2.5` are something else.
_DIGITS = re.compile(
    r"(?<![\d./-])(?:(?P<a>\d{1,2})(?P<by>[./-])(?P<b>\d{1,2})(?P=by)(?P<y>\d{4}|\d{2})"
    r"|(?P<year>\d{4})(?P<by2>[./-])(?P<first>\d{1,2})(?P=by2)(?P<last>\d{1,2})"
    r"|(?P<day>\d{1,2})/(?P<month>\d{1,2}))(?![\d./-])"
)
#: Three numbers with blanks between them.
_SPACED = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4})")
#: `15/mars/2027`
_SLASH_AT_A_WORD = re.compile(r"(?<=[^\W\d_])/|/(?=[^\W\d_])")


def read_date(said: str, today: date, *, placed: bool = False) -> Found | None:
    """The day that a text names, where it is a date and nothing else. `placed`: a date is waited for here, so that
    a month alone counts, and phrases that only `dateparser` knows."""
    text = bare(said) if len(said) <= _LONGEST else ""
    if not text:
        return None
    in_digits, rest = _in_digits(_SPACED.sub(r"\1/\2/\3", text), today)
    words = _words(rest)
    if in_digits:
        return _beside(in_digits, words)
    found = day_of(words, today, placed=placed) if words else None
    return found or (_by_library(plain(said), today) if placed and not is_vague(said) else None)


def mentions_date(said: str) -> bool:
    """Whether a text has a date in digits, with its year, somewhere in it."""
    return any(match["y"] or match["year"] for match in _DIGITS.finditer(plain(said)))


#: What may stand beside a vague word, or a month.
_WHEN = {Part.VAGUE, Part.MONTH, Part.BY, Part.IN, Part.SILENT}


def is_vague(said: str) -> bool:
    """Whether a text says when, and no day: "soon"; or it is a month alone, which can be a name as well."""
    words = (_words(bare(said)) if len(said) <= _LONGEST else None) or []
    when = all(_WHEN & word.keys() for word in words)
    return when and any({Part.VAGUE, Part.MONTH} & word.keys() for word in words)


# -- digits -----------------------------------------------------------------------------------------------------------


def _in_digits(text: str, today: date) -> tuple[Found | None, str]:
    """The date in digits that a text has, and the text without it."""
    match = _DIGITS.search(text)
    if match is None:
        return None, text
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    named = {name: int(digits) for name, digits in match.groupdict().items() if digits and digits.isdecimal()}
    return _numbered(named, len(match["y"] or ""), today), rest


def _numbered(named: dict[str, int], digits: int, today: date) -> Found:
    """Day first, as most of the world writes it; where only the other order is a date, that one. Where both are, the
    date isn't `exact`, and is told back."""
    if "year" in named:
        year, one, two = named["year"], named["first"], named["last"]
        return Found(dated(year, one, two) or dated(year, two, one), firm=True, exact=True)
    if "day" in named:
        one, two = named["day"], named["month"]
        day = coming(two, one, today) if two <= 12 and one <= 31 else None
        return Found(day or (coming(one, two, today) if one <= 12 and two <= 31 else None), firm=True)
    year = named["y"] + (2000 if digits == 2 else 0)
    day_first, month_first = dated(year, named["b"], named["a"]), dated(year, named["a"], named["b"])
    return Found(
        day_first or month_first, firm=True, exact=None in (day_first, month_first) or day_first == month_first
    )


def _beside(found: Found, words: Sequence[Meanings] | None) -> Found | None:
    """A date in digits with what may stand before it: "by", and the day of the week, which must be that day's."""
    if words is None or not all({Part.BY, Part.IN, Part.SILENT, Part.WEEKDAY} & word.keys() for word in words):
        return None
    weekdays = {word[Part.WEEKDAY] for word in words if Part.WEEKDAY in word}
    wrong = found.day is not None and bool(weekdays - {found.day.weekday()})
    return Found(None, firm=True) if wrong else found


# -- words ------------------------------------------------------------------------------------------------------------


def _words(text: str) -> list[Meanings] | None:
    """What the words of a text can stand for, one after the other; None where one of them is no word of a date."""
    said = heard(_SLASH_AT_A_WORD.sub(" ", text)).tokens
    if len(said) > _MOST_WORDS:
        return None
    words: list[Meanings] = []
    at = 0
    while at < len(said):
        meanings, size = next(_at(said, at), (None, 0))
        if meanings is None:
            return None
        words.append(meanings)
        at += size
    return words


def _at(said: Sequence[str], at: int) -> Iterator[tuple[Meanings, int]]:
    """What begins at a place, the longest phrase first, and how many tokens it has."""
    if said[at].isdecimal():
        yield {Part.YEAR if len(said[at]) == 4 else Part.NUMBER: int(said[at])}, 1
    for size in range(min(longest(), len(said) - at), 0, -1):
        if meanings := vocabulary().get(tuple(said[at : at + size])):
            yield meanings, size


# -- dateparser -------------------------------------------------------------------------------------------------------

#: What it is asked about has so many words and numbers.
_FEW = range(2, 7)
_SETTINGS = {
    "PREFER_DATES_FROM": "future",
    "DATE_ORDER": "DMY",
    "PREFER_LOCALE_DATE_ORDER": False,
    "RETURN_AS_TIMEZONE_AWARE": False,
    "TIMEZONE": "UTC",
}


def _by_library(text: str, today: date) -> Found | None:
    """What `dateparser` makes of a few words, one number of one or two digits among them at most: of "2 à 3" it makes
    the 2nd of March. What it finds is never `exact`, and must be told back."""
    said = heard(text).tokens
    short = [one for one in said if one.isdecimal() and len(one) <= 2]
    if len(said) not in _FEW or len(short) > 1 or not all(one.isdecimal() or one.isalpha() for one in said):
        return None
    from dateparser.date import DateDataParser  # heavy, and seldom needed

    settings = {**_SETTINGS, "RELATIVE_BASE": datetime(today.year, today.month, today.day)}  # noqa: DTZ001  a day's
    parser = DateDataParser(languages=list(LANGUAGES), settings=settings, try_previous_locales=False)
    found: datetime | None = parser.get_date_data(text).date_obj
    return Found(found.date()) if found and found.date() > today else None
