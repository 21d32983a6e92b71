"""The bot's own catalogue, out to a translator and back: as `bot.wording.collect` keeps it, with the other languages
that it speaks beside the English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog, Message

from bot.languages import SOURCE, SPOKEN
from bot.translation.faithful import unkept
from bot.wording.collect import complete, known


@dataclass(frozen=True, slots=True)
class TakenOwn:
    """A language's catalogue with what a translator's gave; how many sentences that were; those that don't keep what
    they must (their beginning, and what), and those that the bot doesn't say (any more)."""

    catalog: Catalog
    count: int
    unkept: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def export_own(language: str, before: Catalog | None) -> Catalog:
    """Every sentence of the bot's, with what is translated so far, there or in `before`, and in the other languages
    that it speaks as comments."""
    catalog = known(language)
    others = {code: known(code) for code in SPOKEN if code not in (SOURCE, language)}
    for message in catalog:
        if not message.id:
            continue
        message.auto_comments = [
            f"{code}: {' | '.join(_forms(said.string))}"
            for code, other in others.items()
            if (said := other.get(_first(message), message.context)) and complete(said.string)
        ]
        former = before.get(_first(message), message.context) if before else None
        if former and complete(former.string):
            message.string, message.flags = former.string, set(former.flags)
    return catalog


def take_own(translated: Catalog, language: str) -> TakenOwn:
    """A language's catalogue with these translations in it, but for those marked fuzzy and those that don't keep what
    the sentence has."""
    taken = TakenOwn(known(language), 0)
    count = 0
    for message in translated:
        if not message.id or message.fuzzy or not complete(message.string):
            continue
        ours = taken.catalog.get(_first(message), message.context)
        if ours is None:
            taken.unknown.append(_first(message))
        elif len(_forms(message.string)) != (1 if isinstance(ours.id, str) else taken.catalog.num_plurals):
            taken.unkept.append((_first(message), "each plural form that the language has"))
        elif lost := sorted({what for said in _forms(message.string) for what in unkept(_forms(ours.id), said)}):
            taken.unkept.append((_first(message), ", ".join(lost)))
        else:
            ours.string = message.string
            ours.flags.discard("fuzzy")
            count += 1
    return TakenOwn(taken.catalog, count, taken.unkept, taken.unknown)


def _first(message: Message) -> str:
    return _forms(message.id)[0]


def _forms(said: str | Sequence[str] | None) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said or ())
