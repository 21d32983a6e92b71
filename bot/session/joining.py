"""How a reply to the opening is read: yes, no, an organisation by its number, or a new one.

Words of all of Palabre's languages are read whatever language the group has: people answer in theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.session.kinds.reading import numbers
from bot.session.lookalikes import plain
from bot.session.organisations import Organisation, Side

#: An organisation's name, in characters: what fits on a button and in a table.
LONGEST_NAME = 40

_YES = frozenset(
    {"yes", "y", "ok", "okay", "oui", "ouais", "d’accord", "d'accord", "sí", "si", "sim", "نعم", "موافق", "👍"}
)
_NO = frozenset({"no", "non", "não", "nao", "لا", "no thanks", "non merci", "no gracias", "👎"})
_SIDES = {
    **dict.fromkeys(("south", "sud", "sur", "sul", "جنوب", "الجنوب"), Side.SOUTH),
    **dict.fromkeys(("north", "nord", "norte", "شمال", "الشمال"), Side.NORTH),
    **dict.fromkeys(("other", "autre", "otro", "otra", "outro", "outra", "أخرى"), Side.OTHER),
}
_PARTED = re.compile(r"\s*[,،;؛|:–—]\s*|\s+-\s+")


@dataclass(frozen=True, slots=True)
class Saying:
    """What a reply to the opening says: `yes` (None: it can't be told), the organisation it names by
    number or name, and the side on which it was said to stand, or the name and side of a new one."""

    yes: bool | None
    organisation: Organisation | None = None
    new: tuple[str, Side] | None = None
    side: Side | None = None


def read_organisation(line: str) -> tuple[str, Side] | None:
    """`Green Roof, south` as a name and a side; None where either is missing or the name is too long."""
    *name, side = [part for part in _PARTED.split(line.strip()) if part] or [""]
    words = side.casefold().split()
    known = _SIDES.get(words[-1]) if words else None
    title = " ".join(", ".join(name).split())
    return (title, known) if known and 0 < len(title) <= LONGEST_NAME else None


def named(name: str, organisations: tuple[Organisation, ...]) -> Organisation | None:
    """The organisation that bears this name, however it is spelled."""
    wanted = plain(name)
    return next((o for o in organisations if o.listed and wanted and plain(o.name) == wanted), None)


def read_yes(text: str) -> bool | None:
    """A plain yes or no; None for anything else, a name with its side too."""
    saying = read_joining(text, ())
    return None if saying.new else saying.yes


def read_joining(text: str, organisations: tuple[Organisation, ...]) -> Saying:
    """Read a reply to the opening."""
    said = text.strip().rstrip(".!").casefold()
    if said in _NO:
        return Saying(False)
    if said in _YES:
        return Saying(True)
    if found := numbers(said):
        fits = len(found) == 1 and 1 <= found[0] <= len(organisations) and organisations[found[0] - 1].listed
        return Saying(True, organisations[found[0] - 1]) if fits else Saying(None)
    if known := named(said, organisations):
        return Saying(True, known)
    new = read_organisation(text)
    if new and (known := named(new[0], organisations)):
        return Saying(True, known, side=new[1])
    return Saying(True, new=new) if new else Saying(None)
