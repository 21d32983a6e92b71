"""Pseudonyms: drawn at random for a session, or chosen by whoever bears them.

Those drawn are trees, for the tree under which a community talks things through; most are called
nearly the same in all of Palabre's languages. Those chosen must not pass for somebody else's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from bot.reading.trees import trees
from bot.session.lookalikes import names_a_role, script, skeleton

#: At most so many graphemes: 24 are what a name needs (docs/safety.md).
LONGEST = 24

#: None that is a coarse word somewhere: papaya, coco, cola and yucca are, in Spanish or Haitian Creole.
TREES = (
    *("Acacia", "Acajou", "Almendro", "Anona", "Areca", "Argan", "Avocado", "Bambu", "Baobab", "Bergamot"),
    *("Cacao", "Camelia", "Caoba", "Cassia", "Ceiba", "Dika", "Eben", "Ficus", "Frangipani", "Ginkgo"),
    *("Guarana", "Guava", "Hibiscus", "Iroko", "Jacaranda", "Jujube", "Kapok", "Karite", "Kiwi", "Lilas"),
    *("Limba", "Litchi", "Magnolia", "Mango", "Maracuja", "Mimosa", "Moringa", "Neem", "Okoume", "Olive"),
    *("Oranger", "Palma", "Pistachio", "Rambutan", "Sapele", "Sequoia", "Sorbus", "Tamarindo", "Teca"),
    *("Tilia", "Ziziphus"),
)

#: What a name is at most before it is looked at, in characters: each grapheme with two marks on it.
_MOST = 3 * LONGEST

#: The alphabets in which a pseudonym can be written: those of Palabre's languages and of its partners'
#: neighbours. Of what looks like Latin letters in them, `lookalikes` knows which.
_SCRIPTS = frozenset({"LATIN", "ARABIC", "CYRILLIC", "GREEK", "ETHIOPIC", "NKO", "TIFINAGH", "HEBREW", "DEVANAGARI"})


def _graphemes(name: str) -> int | None:
    """How many characters a reader sees; None where more than two marks are heaped on one."""
    marks = "".join("m" if unicodedata.combining(c) else "." for c in name)
    return None if "mmm" in marks or marks.startswith("m") else marks.count(".")


def draw(taken: Collection[str], chance: int, languages: Sequence[str] = ()) -> str:
    """A tree that nobody in this session bears yet, in letters that readers of these languages can write; with all
    trees given away, a numbered one."""
    named = trees(languages) or TREES
    used = {skeleton(alias) for alias in taken}
    free = [tree for tree in named if skeleton(tree) not in used]
    if free:
        return free[chance % len(free)]
    tree = named[chance % len(named)]
    return next(name for n in range(2, len(used) + 3) if skeleton(name := f"{tree} {n}") not in used)


def fits(alias: str) -> bool:
    """Whether a chosen pseudonym can be read by all and passes for nobody else: letters of one script,
    digits, spaces, hyphens and apostrophes, none of the reserved words, and not too long. With these alone
    each letter is a grapheme, with the marks on it."""
    if len(alias) > _MOST:
        return False
    name = unicodedata.normalize("NFC", alias)
    if name != unicodedata.normalize("NFKC", name):
        return False  # full-width, bold, encircled and other guises of letters
    scripts = {script(c) for c in name if c.isalpha()}
    allowed = all(c.isalnum() or unicodedata.combining(c) or c in " -'’" for c in name)
    length = _graphemes(name)
    one_script = len(scripts) == 1 and scripts <= _SCRIPTS
    return allowed and one_script and length is not None and length <= LONGEST and not names_a_role(name)


def clashes(alias: str, taken: Collection[str]) -> bool:
    """Whether somebody bears this pseudonym already, or one that looks the same."""
    return skeleton(alias) in {skeleton(other) for other in taken}
