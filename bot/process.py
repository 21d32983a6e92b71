"""This process, as the machine sees it: what it writes is its owner's alone, and its memory is nobody's.

A core dump, a debugger of the same user, and the environment as the kernel shows it (`/proc/…/environ`) would all give
away the key. What isn't there on a system (macOS has no `prctl`) is left out.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from collections.abc import Iterable
from pathlib import Path

#: prctl(2): whether memory may be dumped, or looked at by others of the same user.
_SET_DUMPABLE = 4
#: What holds a secret in the environment.
SECRETS = ("PALABRE_DATABASE_KEY", "PALABRE_TOKEN", "PALABRE_PROXY")


def close_up() -> None:
    """From here on: files for their owner alone, no core dump, no look into the memory."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def forget(names: Iterable[str] = SECRETS) -> None:
    """Take these out of the environment, also where the kernel shows it: their bytes are overwritten."""
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_void_p
    for name in names:
        value = os.environ.get(name)
        if value is None:
            continue
        if place := libc.getenv(name.encode()):
            ctypes.memset(place, 0, len(os.fsencode(value)))
        del os.environ[name]


def write_private(path: Path, data: bytes) -> None:
    """Write a file that its owner alone can read, also where there was one that others could. Raises OSError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        if path.is_file():  # and no device, nor a pipe
            os.fchmod(file.fileno(), 0o600)
        file.write(data)
