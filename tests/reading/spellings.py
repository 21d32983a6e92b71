"""The same words in other spellings: what keyboards, phones and scripts make of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from hypothesis import strategies as st

Respell = Callable[[str], str]


def wide(text: str) -> str:
    """As an East Asian keyboard writes it."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def digits(zero: str) -> Respell:
    """With the digits of another script."""
    return lambda text: "".join(chr(ord(zero) + int(c)) if c in "0123456789" else c for c in text)


def swapped(old: str, new: str) -> Respell:
    """With another of the signs that mean the same."""
    return lambda text: text.replace(old, new)


def between(sign: str) -> Respell:
    """With something that nobody sees after every character."""
    return lambda text: "".join(c + sign for c in text)


def around(before: str, after: str) -> Respell:
    """With something before and after."""
    return lambda text: f"{before}{text}{after}"


#: What changes nothing of any text.
ANYWHERE: dict[str, Respell] = {
    "wide": wide,
    "capitals": str.upper,
    "first capital": str.capitalize,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "composed": lambda text: unicodedata.normalize("NFC", text),
    **{f"digits {zero}": digits(zero) for zero in "٠۰०߀𝟎"},
    **{f"apostrophe {sign}": swapped("'", sign) for sign in "’‘ʼ´`′"},
    **{f"dash {ord(sign):x}": swapped("-", sign) for sign in "‐‑–—−﹣"},
    **{f"comma {sign}": swapped(",", sign) for sign in "،，、﹐"},
    **{f"semicolon {ord(sign):x}": swapped(";", sign) for sign in "؛；;"},
    **{f"blank {ord(sign):x}": swapped(" ", sign) for sign in "\u00a0\u202f\u3000\u2009\t"},
    **{f"unseen {ord(sign):x}": between(sign) for sign in "\u200b\u200f\u2060\ufeff\u00ad\ufe0f\u034f"},
    **{f"after {sign}": around("", sign) for sign in (".", "!", " !", "。", " ", "\n", "…")},
    "before": around("  \u200e", ""),
    "said to the bot": around("@palabre_bot ", ""),
    "said to the Bot": around("@Palabre_Bot, ", ""),
    "mark •": around("• ", ""),
    "mark -": around("- ", ""),
}

#: What changes nothing of what isn't a name.
AROUND: dict[str, Respell] = {
    f"in {before}{after}": around(before, after) for before, after in ("()", "[]", "«»", "“”")
}

#: Some of them, one after the other; of each sort one, for three mentions are no spelling.
some = st.lists(st.sampled_from(sorted(ANYWHERE)), max_size=4, unique_by=lambda name: name.split()[0])


def respelled(text: str, names: list[str]) -> str:
    """A text in these spellings: those that put something around it come last, the bot's name last of all."""
    table = ANYWHERE | AROUND
    outer = {"mark •": 1, "mark -": 1, "before": 2, "said to the bot": 3, "said to the Bot": 3}
    for name in sorted(names, key=lambda name: outer.get(name, 0)):
        text = table[name](text)
    return text
