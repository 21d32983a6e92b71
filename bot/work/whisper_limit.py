"""How many whispers somebody may send: 3 an hour, 10 in a session. Counted in memory alone: in no file stands that
anybody whispered. After a restart they have theirs again, which harms nobody."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

#: As many as a person needs in bad moments, and too few to wear anybody out.
_AN_HOUR, _A_SESSION = 3, 10
_HOUR = timedelta(hours=1)
#: Of so many whispers at most is it known whose they are.
_KNOWN = 5_000


@dataclass(frozen=True, slots=True)
class _Whisper:
    person: str
    code: str
    by: str
    at: datetime


@dataclass(slots=True)
class WhisperLimit:
    """What was whispered lately; and the words that wait for their author to say for which group they are, which are
    kept nowhere else."""

    _sent: deque[_Whisper] = field(default_factory=lambda: deque(maxlen=_KNOWN), repr=False)
    _waiting: dict[str, str] = field(default_factory=dict, repr=False)

    def wait(self, person: str, code: str, now: datetime) -> timedelta | None:
        """How long somebody has to wait before their next whisper in a session: not at all, or until one of the last
        hour's is older. None: there were as many in this session as there may be."""
        theirs = [one for one in self._sent if one.person == person]
        if sum(one.code == code for one in theirs) >= _A_SESSION:
            return None
        lately = [one.at for one in theirs if now - _HOUR < one.at <= now]
        return lately[-_AN_HOUR] + _HOUR - now if len(lately) >= _AN_HOUR else timedelta(0)

    def note(self, person: str, code: str, by: str, now: datetime) -> None:
        """Somebody has whispered. The same message, worked on again, is one."""
        if not any(one.by == by and one.person == person for one in self._sent):
            self._sent.append(_Whisper(person, code, by, now))

    def noted(self, person: str, by: str) -> bool:
        """Whether this message was counted already, so that it may go: it is worked on again."""
        return any(one.by == by and one.person == person for one in self._sent)

    def hold(self, person: str, words: str) -> None:
        """These words wait until their author has said for which group they are."""
        while len(self._waiting) >= _KNOWN:
            self._waiting.pop(next(iter(self._waiting)))
        self._waiting[person] = words

    def held(self, person: str) -> str:
        """The words of somebody that wait; empty where there are none."""
        return self._waiting.get(person, "")

    def release(self, person: str) -> None:
        """Nothing of theirs waits any more."""
        self._waiting.pop(person, None)
