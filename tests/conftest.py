"""What all tests share: their options, how many run at once, and how often what is random is tried."""

from __future__ import annotations

import pytest

from tests import often

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
