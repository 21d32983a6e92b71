"""Look-alikes: what a name looks like at a glance, whatever letters it is written with, and whether it would pass for
the bot or for a role.

Pseudonyms and organisations ask the same here. Knows names alone, and nothing of who bears them. The folding is a part
of Unicode's list of confusables (UTS 39), the letters that people of our languages and their neighbours can type, with
accents besides. The library that has the whole list only says whether letters are confusable, not what they look like,
and was last kept up in January 2024.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from bot.reading.words import Meaning, written

#: Words that would make somebody pass for the bot or for Telegram, also as the beginning of a longer one where they
#: have a star. Those that would make them pass for a role stand with each language's words.
_OURS = ("palabre*", "telegram*", "بالابر*", "تيليجرام", "تلغرام", "تليجرام")
_ARTICLE = "ال"
#: Articles that may stand before a role without making it anything else.
_ARTICLES = frozenset({"the", "le", "la", "les", "l", "un", "une", "el", "los", "las", "o", "a", "os", "as"})

#: Look-alikes fold onto these, so that two names never differ by them alone; for casefolded letters. Left what is
#: written, right what it looks like.
_FOLD = str.maketrans(
    {
        **dict(zip("01358|$@lıɩǀɑɡøłđħŧƅʋɯ", "oiesbisaiiiiagoidhtbuw", strict=True)),
        **dict(zip("авекмнорстухѕіјһԁѵӏґғқңүұԛԝєзьч", "abekmhopctyxsijhdviifkhyyqwe3b4", strict=True)),
        **dict(zip("αβγεζηικλμνορστυχω", "abyezniiaunopotuxw", strict=True)),
        **dict(zip("ىیکہةە", "ييكههه", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "ⵏ": "i",
        "ⵔ": "o",
        "ـ": None,
    }
)
#: Two letters that look like one.
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _bare(name: str) -> str:
    """Without case, accents and guises of letters; digits of every script as ours."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(_digit(c) for c in plain if not unicodedata.combining(c))


def plain(name: str) -> str:
    """A name as people spell it who mean the same: no case, accents, spaces or signs. Empty where it has no letter."""
    return "".join(c for c in _bare(name) if c.isalnum())


def skeleton(name: str) -> str:
    """What a name looks like at a glance: as plain, and one letter for all its look-alikes."""
    folded = name.casefold()
    for pair, letter in _PAIRS:
        folded = folded.replace(pair, letter)
    bare = "".join(_digit(c) for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return "".join(c for c in bare.translate(_FOLD).translate(_FOLD) if c.isalnum())


def script(character: str) -> str:
    """The alphabet of a letter, by the first word of its name in Unicode."""
    return unicodedata.name(character, "?").split(" ")[0]


def _among(word: str, known: Iterable[str]) -> bool:
    seen = {skeleton(word), skeleton(word.removeprefix(_ARTICLE))}
    return any(
        one == skeleton(reserved) or (reserved.endswith("*") and one.startswith(skeleton(reserved)))
        for reserved in known
        for one in seen
    )


def names_a_role(name: str) -> bool:
    """Whether any word of a person's name, or all of it, would make them pass for the bot or a role."""
    return any(_among(word, (*_OURS, *written(Meaning.RESERVED))) for word in (name, *name.split()))


def is_a_role(name: str) -> bool:
    """Whether an organisation so called would pass for the bot or a role. Many have a role's word in a longer name, as
    a coordination of somebody has: by that alone nobody is deceived."""
    words = [word for word in name.replace("’", " ").replace("'", " ").split() if word.casefold() not in _ARTICLES]
    if any(_among(word, _OURS) for word in (name, *words)):
        return True
    return len(words) == 1 and _among(words[0], written(Meaning.RESERVED))
