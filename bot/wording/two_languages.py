"""A group with two languages: what is said to all of it carries both, the shorter first, so that whoever reads the
other has the least to pass over. What people said themselves stands there once, in their own words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest

from markupsafe import Markup

from bot.wording.catalog import words
from bot.wording.message import Block, Button, Message, pages, size
from bot.wording.scene import Scene

#: What is said to a scene's reader.
Blocks = tuple[Block, ...]
Rows = tuple[tuple[Button, ...], ...]

#: Between one language and the other.
_RULE = Markup("— — —")
#: How long a button may get with both its labels, in characters: what a small phone shows of one.
_LABEL = 28


def each_language(scene: Scene) -> tuple[Scene, ...]:
    """The scene in each of the group's languages; in the reader's own in private."""
    if scene.private:
        return (scene,)
    return tuple(replace(scene, words=words(language)) for language in scene.session.languages)


def shortest_first(scene: Scene, said: Callable[[Scene], Blocks]) -> tuple[Scene, ...]:
    """The scene in each language, in the order of how long it is what is said."""
    scenes = each_language(scene)
    return tuple(sorted(scenes, key=lambda one: _length(said(one)))) if len(scenes) > 1 else scenes


def in_each(scene: Scene, said: Callable[[Scene], Blocks]) -> Blocks:
    """The same in each language."""
    return apart([said(one) for one in shortest_first(scene, said)])


def words_once(scene: Scene, whole: Callable[[Scene], Blocks], figures: Callable[[Scene], Blocks]) -> Blocks:
    """All of it in the language that is shorter, and what isn't people's own words in the other too."""
    first, *others = shortest_first(scene, figures)
    return apart([whole(first), *map(figures, others)])


def apart(parts: Sequence[Blocks]) -> Blocks:
    """Those of these parts that there are, with a rule between them."""
    there = [part for part in parts if part]
    return tuple(block for n, part in enumerate(there) for block in (((_RULE,) if n else ()) + part))


def buttons(scene: Scene, keys: Callable[[Scene], Rows]) -> Rows:
    """The buttons with their labels in both languages, where there is room for both."""
    first, *others = [keys(one) for one in each_language(scene)]
    for other in others:
        first = tuple(
            tuple(_labelled(one, two) for one, two in zip_longest(row, again))
            for row, again in zip_longest(first, other)
        )
    return first


def _labelled(one: Button, two: Button) -> Button:
    both = f"{one.label} · {two.label}"
    return one if one.label == two.label or len(both) > _LABEL else replace(one, label=both)


def _length(said: Blocks) -> int:
    return sum(map(size, pages(Message(said))))
