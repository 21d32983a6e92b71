"""The processes of one run: a server and a bot, what they say, and what they use.

Memory is read from /proc: RSS is all of a process that is in memory, PSS the same with what it shares with
others divided among them. Targets go by RSS, since PSS depends on who else is running.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO

from benchmarks.letters import Size

ROOT = Path(__file__).parents[1]
#: When a run that hangs is ended, in seconds.
_HANGS = 900.0
_TICKS = os.sysconf("SC_CLK_TCK")


class ChildError(Exception):
    """A process ended before it said what was waited for; the message has the end of its errors."""


class Child:
    """A Python process that says things line by line."""

    def __init__(self, process: subprocess.Popen[str], errors: IO[str]) -> None:
        self._process = process
        self._errors = errors
        self._timer = threading.Timer(_HANGS, process.kill)
        self._timer.daemon = True
        self._timer.start()

    def wait_for(self, word: str) -> list[float]:
        """The numbers of the next line that begins with this word; an empty word means any line."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(word):
                return [float(number) for number in line.removeprefix(word).split()]
        self._errors.seek(0)
        raise ChildError(f"ended without saying {word!r}:\n{self._errors.read()[-2000:]}")

    def go(self) -> None:
        """Let it begin, or go on."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def memory(self) -> tuple[float, float]:
        """RSS and PSS, in MB."""
        rollup = self._proc("smaps_rollup").read_text()
        found = {name: int(kb) / 1024 for name, kb in re.findall(r"^(\w+): +(\d+) kB", rollup, re.M)}
        return found["Rss"], found["Pss"]

    def forget_peak(self) -> None:
        """From now on `peak` is that of what follows."""
        self._proc("clear_refs").write_text("5")

    def peak(self) -> float:
        """The most RSS that it had, in MB."""
        found = re.search(r"VmHWM:\s+(\d+) kB", self._proc("status").read_text())
        assert found is not None
        return int(found[1]) / 1024

    def cpu(self) -> float:
        """The CPU time that it has used, all threads, in seconds."""
        fields = self._proc("stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def _proc(self, name: str) -> Path:
        return Path(f"/proc/{self._process.pid}/{name}")

    def end(self, number: int = signal.SIGKILL) -> None:
        """Send it a signal and wait until it is gone."""
        self._process.send_signal(number)
        self._process.wait()
        self._timer.cancel()
        for stream in (self._process.stdout, self._process.stdin, self._errors):
            if stream is not None:
                stream.close()


@contextmanager
def started(*arguments: object, environment: Mapping[str, str] | None = None, folder: Path = ROOT) -> Iterator[Child]:
    """Run `python -m …` until the block ends."""
    errors = tempfile.TemporaryFile("w+")  # noqa: SIM115  closed with the child
    process = subprocess.Popen(
        [sys.executable, "-m", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
    )
    child = Child(process, errors)
    try:
        yield child
    finally:
        child.end()


@contextmanager
def telegram(kind: str, size: Size, **told: object) -> Iterator[tuple[Child, str]]:
    """A server of that kind, and its address."""
    with started("benchmarks.telegram", json.dumps({"kind": kind, "size": asdict(size), **told})) as server:
        yield server, f"http://127.0.0.1:{server.wait_for('')[0]:.0f}"
