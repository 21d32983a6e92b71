"""What a command says that can't be carried out."""

from __future__ import annotations

TWO_PACKAGES = "The rehearsal needs two more packages: pip install 'palabre[rehearsal]'"


class CommandError(Exception):
    """A command can't be carried out; the message says why and what to do."""
