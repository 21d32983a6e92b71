"""What a participant's phone loads for a whole live workshop of eight steps: everything that the bot sends to the group
and to their private chat, as Telegram delivers it.

The group's and the private chat's are counted apart. Text is what is shown, labels of buttons included, in UTF-8; an
edit counts with all of its text, as it comes whole.
Events are new messages of the bot's, edits, deletions and pins: those that the whole group gets, and those in private,
at most three a step, most of which answer a tap of this person's own. Messages a step are those in the group, opening
and summary included. Reactions are listed beside them. Other people's own messages come too, with or without the bot,
and aren't counted.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.evening import NAMES, Sent, evening
from benchmarks.report import Plan, Table
from bot.rehearsal.runs import plain, read_html

SCENARIOS = ("roles", "flexibility", "leadership", "south-south", "together")
#: Whose phone is looked at: not the facilitator's.
_WHO = NAMES.index("Sam")
_KINDS = {"sendmessage": "messages", "editmessagetext": "edits", "deletemessage": "deletions", "pinchatmessage": "pins",
          "setmessagereaction": "reactions"}  # fmt: skip
_TARGETS = {"kB": 14.0, "events": 40.0, "kB in private": 4.8, "events in private": 24.0, "messages a step": 2.5,
            "busiest minute": 6.0}  # fmt: skip


@dataclass(frozen=True)
class Load:
    """What one workshop came to."""

    size: int
    aside_size: int
    kinds: Counter[str]
    aside: Counter[str]
    busiest: int
    steps: int

    @property
    def figures(self) -> dict[str, float]:
        """The figures that have targets."""
        return {
            "kB": self.size / 1000,
            "events": _events(self.kinds),
            "kB in private": self.aside_size / 1000,
            "events in private": _events(self.aside),
            "messages a step": self.kinds["messages"] / self.steps,
            "busiest minute": self.busiest,
        }


def _events(kinds: Counter[str]) -> float:
    return sum(count for kind, count in kinds.items() if kind != "reactions")


def _size(sent: Sent) -> int:
    """The bytes of text that a call shows."""
    markup = json.loads(str(sent.call.get("reply_markup") or "{}"))
    labels = "".join(key["text"] for row in markup.get("inline_keyboard", ()) for key in row)
    return len((plain(read_html(str(sent.call.get("text") or ""))) + labels).encode())


def _text(sent: Iterable[Sent]) -> int:
    return sum(map(_size, sent))


def _busiest(sent: Iterable[Sent]) -> int:
    """The most sends and edits in any minute."""
    times = [one.at for one in sent if one.method in ("sendmessage", "editmessagetext")]
    return max(sum(time <= other < time + timedelta(minutes=1) for other in times) for time in times)


async def workshop(scenario: str, *, over_days: bool = False, languages: str = "") -> tuple[list[Sent], Load]:
    """Play one, live or over days, in French or in these languages; gives what came to the phone, and what it came
    to."""
    with tempfile.TemporaryDirectory() as folder:
        async with evening(Path(folder), languages) as held:
            await (held.play_over_days if over_days else held.play)(scenario)
            group, mine = held.group.id, held.people[_WHO].id
            steps = len(held.app.runtime.library.get(scenario).steps)
    came = [sent for sent in held.sent if sent.chat in (group, mine) and sent.method in _KINDS]
    public, private = ([sent for sent in came if sent.chat == chat] for chat in (group, mine))
    kinds, aside = (Counter(_KINDS[sent.method] for sent in part) for part in (public, private))
    return came, Load(_text(public), _text(private), kinds, aside, _busiest(public), steps)


def measure(plan: Plan) -> list[Table]:
    """Each shipped scenario of eight steps, in French; and one in two languages."""
    some = SCENARIOS[: 1 if plan.quick else None]
    loads = {name: asyncio.run(workshop(name))[1] for name in some}
    loads |= {f"{name}, over days": asyncio.run(workshop(name, over_days=True))[1] for name in some}
    two = ("français espagnol", "français arabe")[: 1 if plan.quick else None]
    loads |= {f"{some[0]}, {languages}": asyncio.run(workshop(some[0], languages=languages))[1] for languages in two}
    head = ("scenario", *_TARGETS, "of which messages, edits, pins", "reactions", "met")
    rows = [["*target*", *(f"≤ {most:g}" for most in _TARGETS.values()), "", "", ""]]
    rows += [_row(name, load) for name, load in loads.items()]
    return [Table(head, rows)]


def _row(name: str, load: Load) -> list[str]:
    figures, kinds = load.figures, load.kinds
    missed = [what for what, most in _TARGETS.items() if figures[what] > most]
    digits = {"kB": 1, "kB in private": 1, "messages a step": 2}
    shown = [f"{figures[what]:.{digits.get(what, 0)}f}" for what in _TARGETS]
    which = ", ".join(str(kinds[kind]) for kind in ("messages", "edits", "pins"))
    return [name, *shown, which, str(kinds["reactions"]), f"**no**: {', '.join(missed)}" if missed else "yes"]
