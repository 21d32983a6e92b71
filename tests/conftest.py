"""What all tests share: their options, where their files are, how many run at once, and how often what is random is
tried."""

from __future__ import annotations

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
    """For a test of its own other processes aren't worth their start, and what is written down must be written before
    it is read: then none (0). Else as many as there are processors (None)."""
    return 0 if config.option.rewrite or any("::" in name for name in config.args) else None
