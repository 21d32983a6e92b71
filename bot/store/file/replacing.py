"""A new database file in the place of the old one, so that a kill at any instant leaves exactly one.

    P.incoming       the new one, while it is made
    P.outgoing       the old one, on its way out; at first a second name of P itself
    P.outgoing-wal   what belongs to it

The new file is whole and on the disk before it gets the name P, and the old one is overwritten only after
that. `settle` is called by whoever has the lock, before anything else: it finishes what was begun, or takes it back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bot.store.errors import StoreError

#: The files that SQLite keeps beside a database.
_BESIDE = ("-wal", "-shm", "-journal")
_NEW, _OLD = ".incoming", ".outgoing"
_BLOCK = 1 << 20


def _named(path: Path, suffix: str) -> Path:
    return Path(f"{path}{suffix}")


def staging(path: Path) -> Path:
    """An empty file, for this user alone, in which a new database is made for the place of `path`."""
    new = _named(path, _NEW)
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return new


def settle(path: Path) -> bool:
    """Finish or take back a replacement that was cut short; whether there was any."""
    old, new = _named(path, _OLD), _named(path, _NEW)
    _drop_spent_journal(path)
    if not any(left.exists() for name in (old, new) for left in _with_its_own(name)):
        return False
    if old.exists() and path.exists() and old.samefile(path):  # the new one hadn't taken its place yet
        for kind in _BESIDE:
            if _named(old, kind).exists():
                _named(old, kind).rename(_named(path, kind))
        old.unlink()
    for left in (*_with_its_own(old), *_with_its_own(new)):
        overwrite(left)
    sync_folder(path)
    return True


def _drop_spent_journal(path: Path) -> None:
    """A journal with an empty head is over. SQLite passes it over, and what was in the database stays in it."""
    journal = _named(path, "-journal")
    if journal.exists():
        with journal.open("rb") as file:
            spent = file.read(1) in (b"", b"\x00")
        if spent:
            overwrite(journal)


def _with_its_own(path: Path) -> Iterator[Path]:
    yield path
    for kind in _BESIDE:
        yield _named(path, kind)


def take_place(path: Path) -> Iterator[str]:
    """Put the file made in `staging` in the place of `path`, which nobody has open; yields the name of each
    step that is about to be taken. The old file and what belongs to it are overwritten and removed."""
    old, new = _named(path, _OLD), _named(path, _NEW)
    _as_owned(new, path if path.exists() else path.parent)
    sync_file(new)
    sync_folder(path)
    if path.exists():
        yield "keeping the old file"
        _second_name(path, old)
        for kind in _BESIDE:
            yield "keeping what belongs to it"
            if _named(path, kind).exists():
                _named(path, kind).rename(_named(old, kind))
        sync_folder(path)
    yield "putting the new file in its place"
    new.rename(path)
    sync_folder(path)
    for left in _with_its_own(old):
        yield "overwriting the old file"
        overwrite(left)
    sync_folder(path)
    yield "done"


def _as_owned(new: Path, other: Path) -> None:
    """Whoever runs the bot must be able to open it, also where an administrator gave the command."""
    owner = other.stat()
    if os.geteuid() == 0:
        os.chown(new, owner.st_uid, owner.st_gid)


def _second_name(path: Path, old: Path) -> None:
    try:
        old.hardlink_to(path)
    except OSError as error:
        raise StoreError(
            f"{path.parent} can't hold a file under two names ({error.strerror}). Use another disk."
        ) from None


def overwrite(path: Path) -> None:
    """Remove a file and what stood in it. A disk that writes elsewhere than it is told, as flash does, may
    keep it all the same."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def sync_file(path: Path) -> None:
    """What was written into a file is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """The names in a file's folder are on the disk as they are now."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
