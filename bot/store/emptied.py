"""What is left of a row of the outbox once it needn't be sent any more: when it went, by which calls are paced, and in
which group. Neither what it said nor of what; nor to whom, in private: a receipt that went out late would tell who
answered late. So a restart forgets to which private chat something went in its last second, and no more than that.
"""

from __future__ import annotations

from typing import Final

from bot.session.addresses import PrivatePlace
from bot.session.state import NOBODY

_PRIVATE = f"place LIKE '{PrivatePlace.PREFIX}%'"

#: What becomes of such a row's columns, as SQL.
EMPTIED: Final = (
    "line = '', payload = NULL, document = NULL, session = NULL, quotes = 0, fold = '', "
    f"message = CASE WHEN {_PRIVATE} THEN NULL ELSE message END, "
    f"place = CASE WHEN {_PRIVATE} THEN '{PrivatePlace(NOBODY)}' ELSE place END"
)
