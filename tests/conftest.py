"""What all tests share: their options."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write down what the bot says now, for review")
    parser.addoption("--kills", type=int, default=8, help="how often the bot is killed while answers flow")
    parser.addoption("--answers", type=int, default=320, help="how many answers flow meanwhile, in ten groups")
