"""What a chart says in words, in one language."""

from __future__ import annotations

from dataclasses import dataclass

from bot.content.phrase import Lines, Phrase
from bot.wording.catalog import Words
from bot.wording.tell import tell


@dataclass(frozen=True, slots=True)
class Says:
    """Phrases as plain text."""

    words: Words

    def text(self, phrase: Phrase) -> str:
        """A phrase, without tags."""
        return tell(phrase, self.words).striptags()

    def lines(self, phrases: Lines) -> str:
        """Phrases, a line each."""
        return "\n".join(map(self.text, phrases))

    def number(self, value: float) -> str:
        """A number."""
        return self.words.number(value)

    def percent(self, share: float) -> str:
        """A share."""
        return self.words.percent(share)
