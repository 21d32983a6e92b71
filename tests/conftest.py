"""What all tests share: the option to rewrite dialogues, and folders for their scenarios."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write down what the bot says now, for review")
