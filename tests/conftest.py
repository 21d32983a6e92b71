"""What all tests share: their options, where their files are, how many run at once, and how often what is random is
tried."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import pytest

from tests import often

#: A file system in memory, where there is one with room: each of some 70,000 commits waits for the disk elsewhere.
_MEMORY, _ROOM = Path("/dev/shm"), 2**30  # noqa: S108  pytest makes a folder of its own there, for this user alone

if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
often.register()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write down what the bot says now, for review")
    parser.addoption("--kills", type=int, default=8, help="how often the bot is killed while answers flow")
    parser.addoption("--answers", type=int, default=320, help="how many answers flow meanwhile, in ten groups")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """How many processes `-n auto` is: none besides this one (0) where tests need the machine for themselves, write
    down what others read, or are a few files, not worth another process's start; else one a processor (None)."""
    asked = config.option
    alone = asked.markexpr in ("slow", "browser", "alone")
    return 0 if alone or asked.rewrite or all(".py" in name for name in config.args) else None


def pytest_collection_finish() -> None:
    """What is there by now stays to the end, so it isn't looked through again and again for what could be freed; and
    what comes and goes is, less often. That spares a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 10, 10)
