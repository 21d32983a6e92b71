"""The machine: the disk, the database's files, the clock, and the scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.doctor.finding import Finding, State, counted, lasted, size
from bot.store.health import Health

#: With less room than this the bot may stop writing soon; with less than that it is time to look.
_FULL, _NEARLY = 50e6, 500e6

#: A clock may be off by so many seconds: windows and due dates are of minutes and days, and what is
#: measured has whole seconds and the way of the answer in it.
_CLOCK = 10.0


@dataclass(frozen=True, slots=True)
class Files:
    """The database's folder and files, as the file system tells. `free` is in bytes; `writable` says of
    each path that is there whether this user may write it; `open` are files that others may read."""

    path: Path
    folder: bool
    free: int
    writable: Mapping[Path, bool]
    open: tuple[Path, ...]
    size: int | None
    log: int


def disk(files: Files) -> Finding:
    """Whether there is room, and whether it may be used."""
    folder, figures = files.path.parent, {"free": files.free}
    if not files.folder:
        return Finding(
            "disk", State.MEND, f"There is no folder {folder}.", "Make it, or set PALABRE_DATABASE to another path."
        )
    if closed := [str(path) for path, writable in files.writable.items() if not writable]:
        says = f"This user can't write to {', '.join(closed)}."
        return Finding("disk", State.MEND, says, "Give the right to, or run this as the user that the bot runs as.")
    says = f"{size(files.free)} free in {folder}, which can be written to."
    if files.free < _NEARLY:
        state = State.MEND if files.free < _FULL else State.NOTE
        return Finding("disk", state, says, "Make room: without any the bot waits and writes nothing down.", figures)
    return Finding("disk", State.WELL, says, figures=figures)


def database(files: Files, health: Health) -> Finding:
    """Whether the file is sound, and for nobody else's eyes."""
    octets = files.size or 0
    says = (
        f"{files.path}: {size(octets)} and a log of {size(files.log)}, version {health.version},"
        f" SQLite {health.sqlite}; "
    )
    figures = {"size": octets, "log": files.log, "version": health.version, "flaws": health.flaws}
    if health.flaws:
        return Finding(
            "database",
            State.MEND,
            says + f"it is damaged ({counted(health.flaws, 'flaw', 'flaws')}).",
            "Stop the bot, keep a copy of the file, and put a backup in its place. Have the disk looked at.",
            figures,
        )
    if files.open:
        names = " ".join(map(str, files.open))
        says += "it is sound, but others on this machine may read it."
        return Finding("database", State.MEND, says, f"chmod 600 {names}", figures)
    return Finding("database", State.WELL, says + "it is sound, and only its owner may read it.", figures=figures)


def no_database(files: Files) -> Finding:
    """There is none yet."""
    return Finding(
        "database",
        State.NOTE,
        f"There is none at {files.path} yet.",
        "The bot makes it when it first starts. If there should be one, look at PALABRE_DATABASE.",
    )


def clock(here: datetime, there: datetime | None) -> Finding:
    """Whether this machine has the same time as Telegram."""
    if there is None:
        return Finding("clock", State.NOTE, "It couldn't be compared with Telegram's.")
    off = (here - there).total_seconds()
    figures = {"seconds_ahead": round(off, 1)}
    if abs(off) <= _CLOCK:
        return Finding("clock", State.WELL, "It goes with Telegram's.", figures=figures)
    says = f"It is {lasted(timedelta(seconds=round(abs(off))))} {'ahead of' if off > 0 else 'behind'} Telegram's."
    return Finding(
        "clock",
        State.MEND,
        says + " Questions close, and results are erased, at the wrong time.",
        "Have it set by the network: timedatectl set-ntp true",
        figures,
    )


def scenarios(
    shipped: int,
    own: int,
    folder: Path | None,
    broken: Mapping[Path, int],
    passed_over: Mapping[Path, str],
    unread: str,
) -> Finding:
    """Whether all can be played: how many came with the program and how many are of one's own folder, the
    mistakes in each broken file, why others aren't taken, and why the folder couldn't be read."""
    figures = {"shipped": shipped, "own": own, "broken": len(broken), "passed_over": len(passed_over)}
    if unread:
        return Finding("scenarios", State.MEND, unread, "Give this user the right to read it.", figures)
    yours = f", {own} of your own in {folder}" if folder else ""
    if passed_over and not broken:
        says = f"{shipped} came with Palabre{yours}; not taken: "
        says += "; ".join(f"{path.name} ({why})" for path, why in passed_over.items())
        remedy = "Give it another name or id, or the right to be read, or take it out of the folder; then start anew."
        return Finding("scenarios", State.NOTE, says + ".", remedy, figures)
    if not broken:
        return Finding("scenarios", State.WELL, f"{shipped} came with Palabre{yours}.", figures=figures)
    says = f"{counted(sum(broken.values()), 'mistake', 'mistakes')} in " + ", ".join(
        f"{path.name} ({number})" for path, number in broken.items()
    )
    names = " ".join(map(str, broken))
    remedy = f"It tells each mistake, and what to write instead: palabre check {names}"
    return Finding("scenarios", State.MEND, says + "; what has mistakes isn't offered.", remedy, figures)
