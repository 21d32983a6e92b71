"""The quiet hours of a group and of its people, each on the clocks of where they are: a person's are the group's, in
their own zone where they have said which."""

from __future__ import annotations

from bot.session.quiet import QuietHours
from bot.store.groups import Group
from bot.store.people import Person
from bot.work.runtime import Runtime


def of_group(runtime: Runtime, group: Group) -> QuietHours:
    """When nothing is posted in a group."""
    rhythm = group.rhythm
    return QuietHours(rhythm.zone or str(runtime.zone), rhythm.quiet_from, rhythm.quiet_to)


def of_person(runtime: Runtime, group: Group, person: Person) -> QuietHours:
    """When somebody isn't written to about a group's things."""
    quiet = of_group(runtime, group)
    return QuietHours(person.zone or quiet.zone, quiet.start, quiet.end)
