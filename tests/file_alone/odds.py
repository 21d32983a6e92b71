"""How good guesses are, against chance.

If nothing leads from answers to their authors, then for whoever guesses those who have answered are as good as drawn:
each way to give the answers' authors other authors' names is as likely as the truth. So the truth is one of k! of them,
and of a guess it is known exactly how many it would get right on average, and how far that varies. Added up over many
sessions, what is right beyond that is told in standard deviations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from math import sqrt

from tests.file_alone.guesses import Guess

#: So many standard deviations are no chance: once in three million tries of one way to guess.
TOO_MANY = 5.0


@dataclass
class Odds:
    """What one way to guess has got right, what chance would have, and its variance."""

    guesses: int = 0
    right: int = 0
    expected: float = 0.0
    variance: float = 0.0

    def add(self, guess: Guess, truth: Mapping[str, str], people: frozenset[str]) -> None:
        """Guesses at one moment of one session, of answers whose authors are among these people."""
        told = {mark: person for mark, person in guess.items() if truth.get(mark) in people}
        authors = sorted(people)
        if not told or len(authors) < 2:
            return
        named = [(authors.index(truth[mark]), person) for mark, person in told.items()]
        counts = [sum(drawn[n] == person for n, person in named) for drawn in permutations(authors)]
        mean = sum(counts) / len(counts)
        self.guesses += len(told)
        self.right += sum(truth[mark] == person for mark, person in told.items())
        self.expected += mean
        self.variance += sum((count - mean) ** 2 for count in counts) / len(counts)

    @property
    def beyond(self) -> float:
        """By how many standard deviations it is better than chance."""
        if self.variance == 0:
            return 0.0 if self.right <= self.expected + 1e-9 else float("inf")
        return (self.right - self.expected) / sqrt(self.variance)

    def __str__(self) -> str:
        return f"{self.right} of {self.guesses} right, {self.expected:.1f} by chance: {self.beyond:+.1f}"
