"""Pseudonyms: drawn at random for a session, or chosen by whoever bears them.

Those drawn are trees, for the tree under which a community talks things through; most are called
nearly the same in all of Palabre's languages. Those chosen must not pass for somebody else's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

#: At most so many characters, combining marks not counted (24 are what a name needs; docs/safety.md).
LONGEST = 24

TREES = (
    *("Acacia", "Acajou", "Almendro", "Anona", "Areca", "Argan", "Avocado", "Bambu", "Baobab", "Bergamot"),
    *("Cacao", "Camelia", "Caoba", "Cassia", "Ceiba", "Coco", "Cola", "Dika", "Eben", "Ficus", "Frangipani"),
    *("Ginkgo", "Guarana", "Guava", "Hibiscus", "Iroko", "Jacaranda", "Jujube", "Kapok", "Karite", "Kiwi"),
    *("Lilas", "Limba", "Litchi", "Magnolia", "Mango", "Maracuja", "Mimosa", "Moringa", "Neem", "Okoume"),
    *("Olive", "Oranger", "Palma", "Papaya", "Pistachio", "Rambutan", "Sapele", "Sequoia", "Sorbus"),
    *("Tamarindo", "Teca", "Tilia", "Yucca", "Ziziphus"),
)

#: Words that would make somebody pass for the bot or for a role.
_RESERVED = frozenset({"palabre", "bot", "admin", "telegram", "system", "facilitator", "coordinator"})

#: Look-alikes and accents fold onto these, so that two pseudonyms never differ by them alone.
_FOLD = str.maketrans("01358|$@", "oieesisa")


def _skeleton(alias: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", alias.casefold()) if not unicodedata.combining(c))
    return "".join(c for c in bare.translate(_FOLD) if c.isalnum())


def _script(character: str) -> str:
    return unicodedata.name(character, "?").split(" ")[0]


def draw(taken: Collection[str], chance: int) -> str:
    """A tree that nobody in this session bears yet; with all trees given away, a numbered one."""
    used = {_skeleton(alias) for alias in taken}
    free = [tree for tree in TREES if _skeleton(tree) not in used]
    if free:
        return free[chance % len(free)]
    tree = TREES[chance % len(TREES)]
    return next(name for n in range(2, len(used) + 3) if _skeleton(name := f"{tree} {n}") not in used)


def fits(alias: str) -> bool:
    """Whether a chosen pseudonym can be read by all and passes for nobody else: letters of one script,
    digits, spaces, hyphens and apostrophes, none of the reserved words, and not too long."""
    name = unicodedata.normalize("NFC", alias)
    letters = [c for c in name if c.isalpha()]
    length = sum(1 for c in name if not unicodedata.combining(c))
    allowed = all(c.isalnum() or unicodedata.combining(c) or c in " -'’" for c in name)
    one_script = len({_script(c) for c in letters}) == 1
    return allowed and one_script and length <= LONGEST and _skeleton(name) not in _RESERVED


def clashes(alias: str, taken: Collection[str]) -> bool:
    """Whether somebody bears this pseudonym already, or one that looks the same."""
    return _skeleton(alias) in {_skeleton(other) for other in taken}
