"""Wakes: what a session, or a group, is woken for, each with the one form in which it is written down.

    idle · held · stands · window · remind · revise status  · tidy · newer · trouble:7:rights · probe:7 · moved:7
    commitments:7 · schedule:7 · upload:7

A moment that this version doesn't know is refused, and never taken for another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from bot.session.addresses import Ref, read_ref


@dataclass(frozen=True, slots=True)
class HeldOver:
    """Of the answers that are kept apart some have waited long enough for their author's yes. Which, it doesn't say:
    it would lead to them."""


@dataclass(frozen=True, slots=True)
class Idle:
    """A session may have come to rest."""


@dataclass(frozen=True, slots=True)
class StepStands:
    """The last step forward can't be taken back any more."""


@dataclass(frozen=True, slots=True)
class WindowOver:
    """A question's window may have ended, or the first question may be due."""


@dataclass(frozen=True, slots=True)
class RemindersDue:
    """Somebody may be due a reminder. Whom, it doesn't say."""


@dataclass(frozen=True, slots=True)
class EditDue:
    """One of a session's standing messages is to be edited; `to` is who reads it, empty for the group."""

    ref: Ref
    to: str = ""


@dataclass(frozen=True, slots=True)
class TidyDue:
    """What was said in private about a session is to leave the private chats."""


@dataclass(frozen=True, slots=True)
class NewerDue:
    """Whoever has downloaded an older summary is to be told that there is a newer one."""


@dataclass(frozen=True, slots=True)
class IssueFound:
    """Something keeps the bot from speaking in a group: what (`bot.store.issues.Issue`)."""

    group: int
    issue: str


@dataclass(frozen=True, slots=True)
class TryAgain:
    """What is held back for a group is tried again."""

    group: int


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """A group has another chat now, which holds none of our messages."""

    group: int


@dataclass(frozen=True, slots=True)
class CommitmentsDue:
    """Of a group's commitments some are to be asked about this morning."""

    group: int


@dataclass(frozen=True, slots=True)
class ScheduleDue:
    """A workshop is to open in a group by itself."""

    group: int


@dataclass(frozen=True, slots=True)
class UploadCame:
    """A file that somebody sent to become a scenario is here, or can't be had."""

    upload: int


#: What the engine is asked about; an edit that is due, a chat to be tidied, or what is to be told of documents, changes
#: nothing in the session.
EngineWake = HeldOver | Idle | StepStands | WindowOver | RemindersDue
SessionWake = EngineWake | EditDue | TidyDue | NewerDue
#: What a group is woken for at its time, and what is found out about it.
GroupTimer = CommitmentsDue | ScheduleDue
GroupFinding = IssueFound | TryAgain | GroupMoved
GroupWake = GroupFinding | GroupTimer
Wake = SessionWake | GroupWake | UploadCame


class UnknownWakeError(ValueError):
    """What was written down as a moment is none that this version knows; it is set aside."""


def write_wake(wake: Wake) -> str:
    """A moment as it is written down."""
    match wake:
        case HeldOver():
            return "held"
        case Idle():
            return "idle"
        case StepStands():
            return "stands"
        case WindowOver():
            return "window"
        case RemindersDue():
            return "remind"
        case EditDue(ref, to):
            return f"revise {ref} {to}"
        case TidyDue():
            return "tidy"
        case NewerDue():
            return "newer"
        case _:
            return _write_numbered(wake)


def _write_numbered(wake: GroupWake | UploadCame) -> str:
    """One that is about a group, or about what was sent, by its number."""
    match wake:
        case IssueFound(group, issue):
            return f"trouble:{group}:{issue}"
        case TryAgain(group):
            return f"probe:{group}"
        case GroupMoved(group):
            return f"moved:{group}"
        case CommitmentsDue(group):
            return f"commitments:{group}"
        case ScheduleDue(group):
            return f"schedule:{group}"
        case UploadCame(upload):
            return f"upload:{upload}"
        case _:
            assert_never(wake)


def read_wake(written: str) -> Wake:
    """What `write_wake` wrote; raises UnknownWakeError for anything else."""
    word, _, rest = written.partition(" " if written.startswith("revise ") else ":")
    reader = _WAKES.get(word)
    try:
        wake = reader(rest) if reader else None
    except ValueError:
        wake = None
    if wake is None or write_wake(wake) != written:
        raise UnknownWakeError("an unknown wake-up")
    return wake


def _issue_found(rest: str) -> Wake:
    group, _, issue = rest.partition(":")
    return IssueFound(int(group), issue)


def _edit_due(rest: str) -> Wake:
    ref, _, to = rest.partition(" ")
    return EditDue(read_ref(ref), to)


_WAKES: dict[str, Callable[[str], Wake]] = {
    "held": lambda _: HeldOver(),
    "idle": lambda _: Idle(),
    "stands": lambda _: StepStands(),
    "window": lambda _: WindowOver(),
    "remind": lambda _: RemindersDue(),
    "revise": _edit_due,
    "tidy": lambda _: TidyDue(),
    "newer": lambda _: NewerDue(),
    "trouble": _issue_found,
    "probe": lambda rest: TryAgain(int(rest)),
    "moved": lambda rest: GroupMoved(int(rest)),
    "commitments": lambda rest: CommitmentsDue(int(rest)),
    "upload": lambda rest: UploadCame(int(rest)),
    "schedule": lambda rest: ScheduleDue(int(rest)),
}
