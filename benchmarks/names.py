"""Names that the servers and all programs share. Imports nothing, so that a program that is compared carries
nothing of ours."""

BOT = {"id": 100001, "is_bot": True, "first_name": "Palabre", "username": "palabre_bot"}
TOKEN = "100001:benchmark"

FIRST_ACCOUNT, FIRST_CHAT = 7_000_000_000, -1_002_000_000_000


def account(group: int, person: int) -> int:
    """The Telegram account of somebody."""
    return FIRST_ACCOUNT + group * 1000 + person


def chat(group: int) -> int:
    """The Telegram chat of a group."""
    return FIRST_CHAT - group
