"""What somebody will do, as people write it down: what, who, by when, in any order that can be told apart.

A line each, with or without the marks of a list; the parts stand between semicolons of any script, bars or tabs. A part
that is a date is the date, wherever it stands; of the others the first is what, the second who. No word gets lost: what
can't be told apart stays together, and says so. Knows no question and no answer, and takes time in proportion to the
length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bot.reading.date_forms import Found
from bot.reading.dates import is_vague, mentions_date, read_date
from bot.reading.lines import cut, unmarked
from bot.reading.normal import bare

#: Between two parts, however each is written.
_SIGNS = ";|\t"
#: What a list puts before its lines besides (`bot.reading.lines`): a dash close to the first word, a squared number.
_MARK = re.compile("(?:[-–—−]+(?=[^\\W\\d_])|\\d\ufe0f?\u20e3)\\s*")
#: Where a line has no date so far, one may stand before or after a comma, a colon or a dash.
_COMMA = re.compile(r"[,،，、:：]|\s[-–—](?=\s)")

#: Between parts that are kept together.
TOGETHER = " ; "
#: How many deeds one text can hold: more than anybody takes on, and few enough to read at once.
MOST = 10
#: A mark may stand in another ("- 1."), and hardly in a third.
_MOST_MARKS = 3
#: A line with more parts is a sentence, and stays whole.
_MOST_PARTS = 8
#: What is due later than in so many years was hardly meant: `2072` for `2027`.
_FAR = 10


class Why(StrEnum):
    """Why somebody has to be asked when it is due."""

    UNREAD = "unread"
    SEVERAL = "several"
    NO_SUCH_DAY = "no-such-day"
    PAST = "past"
    FAR = "far"


class Guess(StrEnum):
    """What was read so that it has to be told back: a day that isn't written in full, parts of which nobody can say
    which is who, lines that make one."""

    DAY = "day"
    TOGETHER = "together"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to be done. `when` is the date as it was written, `day` that date; `why` says that it must be asked
    for, `guess` that what was read must be told back."""

    what: str
    who: str = ""
    when: str = ""
    day: date | None = None
    why: Why | None = None
    guess: Guess | None = None


class _Part(NamedTuple):
    """A part of a line, and the date that it is, if it is one."""

    text: str
    date: Found | None


def read_deeds(text: str, today: date) -> tuple[Deed, ...]:
    """All that a text says is to be done, up to one more than MOST; empty where it says nothing. A deed without a
    `what` is a date alone."""
    written = [texts for line in text.splitlines() if (texts := _parts(line))][: MOST + 1]
    lines = [[_Part(part, read_date(part, today)) for part in texts] for texts in written]
    if _one_over_lines(lines):
        deed = _deed([part for parts in lines for part in parts], today)
        return (replace(deed, guess=Guess.LINES) if len(lines) > 2 else deed,)
    joined: list[list[_Part]] = []
    for parts in lines:
        if joined and len(parts) == 1 and parts[0].date and not _has_date(joined[-1]):
            joined[-1] = [*joined[-1], *parts]
        else:
            joined.append(parts)
    return tuple(_deed(parts, today) for parts in joined)


def judged(found: Found | None, today: date) -> Why | None:
    """What is wrong with a date by which something is to be done, if anything is."""
    if found is None:
        return Why.UNREAD
    if found.day is None:
        return Why.NO_SUCH_DAY
    if found.day < today:
        return Why.PAST
    return Why.FAR if found.day.year > today.year + _FAR else None


# -- lines and parts --------------------------------------------------------------------------------------------------


def _parts(line: str) -> list[str]:
    """The parts of a line that say anything, without the mark of a list before the first."""
    parts = [part for part in cut(line, _SIGNS) if bare(part)]
    if len(parts) > _MOST_PARTS:
        return [TOGETHER.join(parts)]
    for _ in range(_MOST_MARKS):
        rest = _unmarked(parts[0]) if parts else ""
        parts = [rest, *parts[1:]] if bare(rest) else parts[1:]
    return parts


def _unmarked(part: str) -> str:
    said = unmarked(part)
    mark = _MARK.match(said)
    return said[mark.end() :] if mark else said


def _has_date(parts: Sequence[_Part]) -> bool:
    return any(part.date for part in parts)


#: What, who and by when.
_THREE = 3


def _one_over_lines(lines: Sequence[Sequence[_Part]]) -> bool:
    """Whether what, who and by when stand on lines of their own: one part each, and one of them a date."""
    alone = [parts[0] for parts in lines if len(parts) == 1]
    return 1 < len(lines) == len(alone) <= _THREE and len([part for part in alone if part.date]) == 1


# -- what, who, by when -----------------------------------------------------------------------------------------------


def _deed(said: Sequence[_Part], today: date) -> Deed:
    parts = said if _has_date(said) else _with_its_date_apart(said, today)
    dates = _dates(parts)
    texts = [part.text for n, part in enumerate(parts) if n not in dates]
    when = TOGETHER.join(parts[n].text for n in dates)
    found = _placed(parts, dates[0], today) if len(dates) == 1 else None
    why = judged(found, today) if dates or any(mentions_date(text) for text in texts) else None
    why = Why.SEVERAL if len(dates) > 1 else why
    together = len(texts) > 2 or any(TOGETHER in text for text in texts)
    guess = Guess.DAY if found and not why and not found.exact else None
    what, who = (TOGETHER.join(texts), "") if together else (*texts, "", "")[:2]
    return Deed(what, who, when, found.day if found else None, why, Guess.TOGETHER if together else guess)


def _placed(parts: Sequence[_Part], n: int, today: date) -> Found | None:
    """The date that a part is; of three parts one is the date, and so is read with more freedom."""
    return parts[n].date or (read_date(parts[n].text, today, placed=True) if len(parts) >= _THREE else None)


def _dates(parts: Sequence[_Part]) -> list[int]:
    """Which parts are the date: one mostly. A date written out comes before "Sunday", which can be somebody's name."""
    found = [n for n, part in enumerate(parts) if part.date]
    if found:
        return [n for n in found if (one := parts[n].date) and one.firm] or found
    vague = [n for n, part in enumerate(parts) if len(parts) > 1 and is_vague(part.text)]
    return vague if len(vague) == 1 else [len(parts) - 1] if len(parts) >= _THREE else []


def _with_its_date_apart(parts: Sequence[_Part], today: date) -> Sequence[_Part]:
    """The parts, with a date that a comma parts from the last one, or from the first, as a part of its own."""
    first, last = parts[0].text, parts[-1].text
    if commas := list(_COMMA.finditer(last)):
        text, after = last[: commas[-1].start()].strip(), last[commas[-1].end() :].strip()
        if text and (found := read_date(after, today)) and found.firm:
            return [*parts[:-1], _Part(text, None), _Part(after, found)]
    if comma := _COMMA.search(first):
        before, text = first[: comma.start()].strip(), first[comma.end() :].strip()
        if text and (found := read_date(before, today)) and found.firm:
            return [_Part(before, found), _Part(text, None), *parts[1:]]
    return parts
