"""What one process carries: 10,000 workshops over days in one file (`multitude.py`), at the pace that Telegram allows.

Measured is the start; a minute in which nothing is due; some minutes of an hour in which everybody in each group is due
a reminder, while others answer and three groups are in trouble; and the same after an outage, with all of it due at
once. How late a message may be is what pacing demands: as if all calls before it went 29 a second, and took no time.
"""

from __future__ import annotations

import shutil
import signal
import sqlite3
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.children import Child, started, telegram
from benchmarks.hour import TROUBLES, writer
from benchmarks.letters import DAY, Size
from benchmarks.multitude import make
from benchmarks.names import account
from benchmarks.report import UNJUDGED, Plan, Table, judged
from benchmarks.template import ANSWERED, NAMES
from bot.gateway.outbound.pacing import Limits

#: Answers a second: in 10,000 groups of eight, everybody answers one question in four and a half hours.
_RATE = 5.0


@dataclass(frozen=True)
class _Length:
    """For how long each part is measured, in seconds, and how long the program is left alone before."""

    calm: float = 30
    idle: float = 60
    hour: float = 480
    outage: float = 150


_QUICK = _Length(1, 1, 4, 4)


@dataclass(frozen=True)
class _Call:
    """A call to Telegram: when it came there (monotonic seconds), which, to whom, and about which message."""

    at: float
    method: str
    chat: int
    about: int


@dataclass(frozen=True)
class _Busy:
    """What came of a busy time: how many calls a second, how late the reminders were, how long receipts took (both in
    seconds), in groups without trouble; CPU seconds a second, and the most memory in MB."""

    calls: float
    reminders: int
    late: Sequence[float]
    receipts: Sequence[float]
    unreceived: int
    cpu: float
    memory: float


@dataclass(frozen=True)
class _Field:
    """The file, how many groups are in it, and when each private chat (by its account) is due its reminder."""

    file: Path
    size: Size
    due: dict[int, datetime]


def _field(folder: Path, size: Size) -> _Field:
    file = folder / "multitude.sqlite3"
    make(file, size.groups)
    connection = sqlite3.connect(file)
    rows = connection.execute(
        "SELECT account, due FROM people JOIN participants USING (person) JOIN timers USING (session)"
        " WHERE name = 'remind'"
    )
    due = {one: datetime.fromtimestamp(at / 1_000_000, UTC) for one, at in rows}
    connection.close()
    return _Field(file, size, due)


def _run(field: _Field, at: datetime) -> tuple[str, ...]:
    return ("benchmarks.palabre", str(field.file), "--at", at.isoformat())


def measure(plan: Plan) -> list[Table]:
    """All parts, one after the other."""
    size = Size(40 if plan.quick else 10_000, len(NAMES), ANSWERED)
    length = _QUICK if plan.quick else _Length()
    with tempfile.TemporaryDirectory() as name:
        field = _field(Path(name), size)
        first, last = min(field.due.values()), max(field.due.values())
        quiet = _idle(field, first - timedelta(hours=1), length)
        hour = _busy(field, first if not plan.quick else last, length.hour)
        outage = _busy(field, last + timedelta(minutes=10), length.outage)
    return [_small(quiet, max(hour.memory, outage.memory)), _large(field, {"an hour’s": hour, "all at once": outage})]


@dataclass(frozen=True)
class _Quiet:
    """Seconds to the first getUpdates; the share of a core, and the memory in MB, when nothing is due."""

    start: float
    cpu: float
    memory: float


def _idle(field: _Field, at: datetime, length: _Length) -> _Quiet:
    with telegram("hour", field.size, rate=_RATE, sent=0, log="/dev/null") as (server, address):
        began = time.monotonic()
        module, *rest = _run(field, at)
        with started(module, address, *rest) as bot:
            start = server.wait_for("asked")[0] - began
            time.sleep(length.calm)
            before = bot.cpu()
            time.sleep(length.idle)
            found = _Quiet(start, (bot.cpu() - before) / length.idle, bot.memory()[0])
            bot.end(signal.SIGTERM)
        return found


def _busy(field: _Field, at: datetime, seconds: float) -> _Busy:
    """Some of a busy time, in a copy of the file that goes on from `at`."""
    with tempfile.TemporaryDirectory() as name:
        copy, log = Path(name) / "palabre.sqlite3", Path(name) / "calls"
        shutil.copy(field.file, copy)
        sent = int(at.timestamp()) - DAY
        with telegram("hour", field.size, rate=_RATE, sent=sent, log=str(log)) as (server, address):
            module, _, *rest = _run(field, at)
            with started(module, address, copy, *rest) as bot:
                (clock,) = bot.wait_for("clock")
                server.wait_for("asked")
                return _watched(field, server, bot, log, (at, clock), seconds)


def _watched(
    field: _Field, server: Child, bot: Child, log: Path, clock: tuple[datetime, float], seconds: float
) -> _Busy:
    bot.forget_peak()
    server.go()
    (began,) = server.wait_for("began")
    before = bot.cpu()
    time.sleep(seconds)
    cpu, memory = bot.cpu() - before, bot.peak()
    calls = [_read(line) for line in log.read_text().splitlines()]
    due = {one: clock[1] + (at - clock[0]).total_seconds() for one, at in field.due.items()}
    paced = [call for call in calls if call.chat and call.method != "getchatmember" and began <= call.at]
    paced = [call for call in paced if call.at <= began + seconds]
    writers = [account(*writer(field.size, n)) for n in range(int((seconds - 1) * _RATE))]
    taken, missing = _receipts(paced, writers, began)
    late = _late(paced, {one: at for one, at in due.items() if one not in writers}, began)
    return _Busy(len(paced) / seconds, len(late), late, taken, missing, cpu / seconds, memory)


def _read(line: str) -> _Call:
    at, method, chat, about = line.split()
    return _Call(float(at), method, int(chat), int(about))


def _receipts(calls: Sequence[_Call], writers: Sequence[int], began: float) -> tuple[list[float], int]:
    """How long it took until those who wrote saw that it came (a message or a reaction, whatever is first), and how
    many haven't seen it; but for groups in trouble."""
    seen: dict[int, list[float]] = {}
    for call in calls:
        seen.setdefault(call.chat, []).append(call.at)
    written = {n: who for n, who in enumerate(writers) if who >= account(len(TROUBLES), 0)}
    times = {n: next((at for at in seen.get(who, []) if at >= began + n / _RATE), None) for n, who in written.items()}
    taken = [at - began - n / _RATE for n, at in times.items() if at is not None]
    return taken, len(written) - len(taken)


def _late(calls: Sequence[_Call], due: dict[int, float], began: float) -> list[float]:
    """How much later each reminder came than pacing demands: as if each had gone as soon as it was due, after all that
    were due before, and after what is more urgent, whenever that went."""
    reminders = {c.chat: c.at for c in reversed(calls) if c.method == "sendmessage" and c.chat in due}
    others = deque(call.at for call in calls if not (call.method == "sendmessage" and call.chat in due))
    late, free, gap = [], began, 1 / Limits().overall_second
    for person in sorted(reminders, key=due.__getitem__):
        free = max(free, due[person])
        while others and others[0] <= free:
            others.popleft()
            free += gap
        free += gap
        late.append(reminders[person] - free)
    return late


def _hundredth(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[98] if len(values) > 1 else 0.0


def _small(quiet: _Quiet, peak: float) -> Table:
    rows = [
        ["seconds to the first getUpdates", f"{quiet.start:.2f}", *judged(quiet.start, 5)],
        ["share of a core with nothing due, %", f"{quiet.cpu * 100:.2f}", *judged(quiet.cpu * 100, 1)],
        ["RSS with nothing due, MB", f"{quiet.memory:.0f}", *UNJUDGED],
        ["most RSS in a busy time, MB", f"{peak:.0f}", *judged(peak, 300)],
    ]
    return Table(("what", "measured", "target", "met"), rows)


def _large(field: _Field, busy: dict[str, _Busy]) -> Table:
    head = ("reminders", "sent", "calls a second", "late, beyond pacing, s: 99 %", "most", "receipt, s: median", "99 %",
            "not yet", "share of a core, %")  # fmt: skip
    rows = [
        [name, f"{b.reminders:,}", f"{b.calls:.1f}", f"{_hundredth(b.late):.2f}", f"{max(b.late, default=0):.2f}",
         f"{statistics.median(b.receipts or [0]):.2f}", f"{_hundredth(b.receipts):.2f}", f"{b.unreceived:,}",
         f"{b.cpu * 100:.0f}"]
        for name, b in busy.items()
    ]  # fmt: skip
    size = field.size
    note = f"{size.groups:,} groups, {size.groups * size.people:,} people, {size.total:,} answers in the file."
    return Table(head, rows, note)
