"""What a participant's phone loads for a whole live workshop of eight steps: everything that the bot sends to the group
and to their private chat, as Telegram delivers it.

Text is what is shown, labels of buttons included, in UTF-8; an edit counts with all of its text, as it comes whole.
Events are new messages of the bot's, edits, deletions and pins. Reactions are listed beside them. Other people's own
messages come too, with or without the bot, and aren't counted.
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
_TARGETS = {"kB": 14.0, "events": 40.0, "messages a step": 2.5, "busiest minute": 6.0}


@dataclass(frozen=True)
class Load:
    """What one workshop came to."""

    size: int
    kinds: Counter[str]
    busiest: int
    steps: int

    @property
    def figures(self) -> dict[str, float]:
        """The figures that have targets."""
        events = sum(count for kind, count in self.kinds.items() if kind != "reactions")
        return {"kB": self.size / 1000, "events": events, "messages a step": self.kinds["messages"] / self.steps,
                "busiest minute": self.busiest}  # fmt: skip


def _size(sent: Sent) -> int:
    """The bytes of text that a call shows."""
    markup = json.loads(str(sent.call.get("reply_markup") or "{}"))
    labels = "".join(key["text"] for row in markup.get("inline_keyboard", ()) for key in row)
    return len((plain(read_html(str(sent.call.get("text") or ""))) + labels).encode())


def _busiest(sent: Iterable[Sent]) -> int:
    """The most sends and edits in any minute."""
    times = [one.at for one in sent if one.method in ("sendmessage", "editmessagetext")]
    return max(sum(time <= other < time + timedelta(minutes=1) for other in times) for time in times)


async def workshop(scenario: str) -> tuple[list[Sent], Load]:
    """Play one; gives what came to the phone, and what it came to."""
    with tempfile.TemporaryDirectory() as folder:
        async with evening(Path(folder)) as held:
            await held.play(scenario)
            group, mine = held.group.id, held.people[_WHO].id
            steps = len(held.app.runtime.library.get(scenario).steps)
    came = [sent for sent in held.sent if sent.chat in (group, mine) and sent.method in _KINDS]
    kinds = Counter(_KINDS[sent.method] for sent in came)
    busiest = _busiest(sent for sent in came if sent.chat == group)
    return came, Load(sum(_size(sent) for sent in came), kinds, busiest, steps)


def measure(plan: Plan) -> list[Table]:
    """Each shipped scenario of eight steps, in French."""
    loads = {name: asyncio.run(workshop(name))[1] for name in SCENARIOS[: 1 if plan.quick else None]}
    head = ("scenario", *_TARGETS, "of which messages, edits, pins", "reactions", "met")
    rows = [["*target*", *(f"≤ {most:g}" for most in _TARGETS.values()), "", "", ""]]
    rows += [_row(name, load) for name, load in loads.items()]
    return [Table(head, rows)]


def _row(name: str, load: Load) -> list[str]:
    figures, kinds = load.figures, load.kinds
    missed = [what for what, most in _TARGETS.items() if figures[what] > most]
    shown = [f"{figures['kB']:.1f}", f"{figures['events']:.0f}", f"{figures['messages a step']:.2f}",
             f"{figures['busiest minute']:.0f}"]  # fmt: skip
    which = ", ".join(str(kinds[kind]) for kind in ("messages", "edits", "pins"))
    return [name, *shown, which, str(kinds["reactions"]), f"**no**: {', '.join(missed)}" if missed else "yes"]
