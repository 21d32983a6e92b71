"""The attacker isn't blind: each thing that once led back, put into the program again, is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bot.session import answering, participation, placing
from bot.session.answers import Answer
from bot.session.disclosure import batches
from bot.session.kinds.text import TextSpec, TextValue
from bot.session.wakes import HeldOver, Wake, write_wake
from bot.store import outbox, sessions, timers
from tests.file_alone import playing
from tests.file_alone.attack import attack, links
from tests.file_alone.odds import TOO_MANY, Odds

Patch = pytest.MonkeyPatch
#: In so many random workshops at most each weakness must show; most do in the first.
TRIES = 24


def shared_chance(patch: Patch) -> None:
    """Ids and pseudonyms are drawn from the same bits, and an id stays."""
    same_ids(patch)
    patch.setattr(answering, "drawn_id", lambda chance, _: f"{chance % 2**64:016x}")
    patch.setattr(participation, "drawn", lambda chance, _: chance % 2**64)


def same_ids(patch: Patch) -> None:
    """An answer that is cut is known by the id that it had before."""
    patch.setattr(placing, "drawn_id", lambda _, purpose: purpose.split()[-1])


def _kept(patch: Patch, name: str) -> None:
    bare = placing._bare

    def weak(answer: Answer, chance: int) -> Answer:
        return replace(bare(answer, chance), **{name: getattr(answer, name)})

    patch.setattr(placing, "_bare", weak)


def its_time(patch: Patch) -> None:
    """The moment stays."""
    _kept(patch, "at")


def its_lateness(patch: Patch) -> None:
    """That it came late stays."""
    _kept(patch, "late")


def its_batch(patch: Patch) -> None:
    """With which others it was shown later stays."""

    def marked(step: object, session: object, waiting: object) -> object:
        return batches._in_batches(session, ((answer, 1) for answer in waiting))

    patch.setattr(batches, "_mingled", marked)


def its_row(patch: Patch) -> None:
    """Its row stands where it was written."""
    patch.setattr(sessions, "_anywhere", lambda: None)


def its_timer(patch: Patch) -> None:
    """What waits for a yes is woken for by its name."""
    drawn, last = answering.drawn_id, [""]

    def noted(chance: int, purpose: str) -> str:
        last[0] = drawn(chance, purpose)
        return last[0]

    def named(wake: Wake) -> str:
        return f"held:{last[0]}" if isinstance(wake, HeldOver) else write_wake(wake)

    patch.setattr(answering, "drawn_id", noted)
    patch.setattr(timers, "write_wake", named)


def its_receipt(patch: Patch) -> None:
    """To whom something was sent stays."""
    patch.setattr(outbox, "EMPTIED", "line = '', payload = NULL, document = NULL, session = NULL, quotes = 0")


def its_voice(patch: Patch) -> None:
    """A voice is taken, and its file is known."""
    numbers = count(1)
    patch.setattr(TextSpec, "hear", lambda *_: TextValue(f"voice-{next(numbers)}-1799992800", 7))


def the_order_of_those_who_answered(patch: Patch) -> None:
    """It is written who has answered in the order in which they joined, and ids are as theirs."""
    bare = placing._bare

    def weak(answer: Answer, chance: int) -> Answer:
        return replace(bare(answer, chance), id=answer.person)

    patch.setattr(placing, "_bare", weak)


def whole_copies(patch: Patch) -> None:
    """A backup is the database as it is."""
    patch.setattr(playing, "leave_out", lambda tx: None)


WEAKNESSES: tuple[Callable[[Patch], None], ...] = (
    *(shared_chance, same_ids, its_time, its_lateness, its_batch, its_row, its_timer, its_receipt, its_voice),
    *(the_order_of_those_who_answered, whole_copies),
)


@pytest.mark.slow
@pytest.mark.parametrize("weaken", WEAKNESSES, ids=lambda weakness: weakness.__name__)
async def test_what_once_led_back_is_found(tmp_path: Path, monkeypatch: Patch, weaken: Callable[[Patch], None]) -> None:
    weaken(monkeypatch)
    odds: dict[str, Odds] = {}
    for seed in range(TRIES):
        folder = tmp_path / f"{seed}"
        folder.mkdir()
        played = await playing.play(folder, seed)
        attack(played, odds)
        if list(links(played)) or any(one.beyond > TOO_MANY for one in odds.values()):
            return
    raise AssertionError(f"not found: {max(map(str, odds.values()))}")
