"""What the database can fail with, in words for whoever looks after the bot."""

from __future__ import annotations


class StoreError(Exception):
    """The database can't be used; the message says why and what to do."""
