"""What the tests of connections share: names that are known here, and an environment that says nothing."""

from __future__ import annotations

import os

import pytest

from tests.gateway.internet import CERTIFICATE, Names


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """What the resolver knows."""
    return Names(monkeypatch)


@pytest.fixture
def ours_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy in the environment, and no certificates named but those of the test."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith("SSL_CERT"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
