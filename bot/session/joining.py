"""How a reply to the opening is read: yes, no, an organisation by its number or name, or a new one.

A yes is one of a closed list (`bot.reading.words`), or a number or a name by itself; whatever else somebody writes is
asked back. Words of all of Palabre's languages are read whatever language the group has: people answer in theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.reading.choosing import chosen
from bot.reading.normal import bare, spoken
from bot.reading.tokens import heard
from bot.reading.words import Meaning, end_of, meaning_of
from bot.session.lookalikes import plain
from bot.session.naming import Named, read_organisation
from bot.session.organisations import Organisation, Side

#: What is longer says more than a yes, a no, or a name with its side, in characters.
_LONGEST = 200

#: By what a new organisation's name doesn't begin: "No, I'll be in the south" isn't one called "No".
_ANSWERS = (Meaning.YES, Meaning.NO, Meaning.PASSING)


@dataclass(frozen=True, slots=True)
class Saying:
    """What a reply to the opening says: `yes` (None: it can't be told), the organisation it names by
    number or name, and the side on which it was said to stand, or the name and side of a new one."""

    yes: bool | None
    organisation: Organisation | None = None
    new: Named | None = None
    side: Side | None = None


def named(name: str, organisations: tuple[Organisation, ...]) -> Organisation | None:
    """The organisation of the list that bears this name, however it is spelled; None where several could be meant."""
    wanted = plain(name)
    same = [o for o in organisations if o.listed and wanted and plain(o.name) == wanted]
    return same[0] if len(same) == 1 else None


def _chosen(text: str, organisations: tuple[Organisation, ...]) -> Organisation | None:
    """The one organisation of the list that a text names by its number or its name, alone or after a yes."""
    names = tuple((o.name,) for o in organisations)
    said = heard(spoken(text)).tokens
    after_yes = " ".join(said[end_of(heard(bare(spoken(text))).tokens, 0, Meaning.YES) :])
    found = chosen(text, names) or chosen(after_yes, names)
    one = organisations[min(found)] if found and len(found) == 1 else None
    return one if one and one.listed else None


def _new(text: str) -> Named | None:
    """A new organisation with its side; None for what begins as an answer does, or asks something."""
    said = heard(bare(spoken(text))).tokens
    answers = any(end_of(said, 0, meaning) for meaning in _ANSWERS)
    unclear = not said or answers or said[0].isdecimal() or "?" in said
    return None if unclear else read_organisation(text)


def read_yes(text: str) -> bool | None:
    """A plain yes or no; None for anything else, a name with its side too."""
    answer = meaning_of(text, Meaning.YES, Meaning.NO)
    return answer is Meaning.YES if answer else None


def read_joining(text: str, organisations: tuple[Organisation, ...]) -> Saying:
    """Read a reply to the opening."""
    if len(text) > _LONGEST:
        return Saying(None)
    answer = meaning_of(text, Meaning.YES, Meaning.NO)
    if answer:
        return Saying(answer is Meaning.YES)
    if known := _chosen(text, organisations):
        return Saying(True, known)
    new = _new(text)
    if new and (known := named(new[0], organisations)):
        return Saying(True, known, side=new[1])
    return Saying(True, new=new) if new else Saying(None)
