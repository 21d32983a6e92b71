"""What a command says that can't be carried out."""

from __future__ import annotations


class CommandError(Exception):
    """A command can't be carried out; the message says why and what to do."""
