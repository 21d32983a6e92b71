"""Who facilitates in a group at this moment: those who were given a role there, and the admins seen there last, each as
Telegram says what they are in the group now."""

from __future__ import annotations

from bot.session.roles import Role, may, role_in
from bot.session.state import NOBODY
from bot.store import groups, roles
from bot.work.context import Context


def facilitating(context: Context, group_id: int, first: str) -> list[str]:
    """All of them, whoever has the buttons (`first`) before the others and in any case; of the operator's coordinators
    only those who have steered here. Raises NeedsTelegram."""
    group = groups.get(context.tx, group_id)
    others = [one for one in roles.perhaps_steering(context.tx, group_id) if one != first]
    there = context.presences(group, others) if group is not None else {}
    steering = [one for one in others if may(role_in(_role(context, one, group_id), there[one]), "organisations")]
    return [*((first,) if first != NOBODY else ()), *steering]


def _role(context: Context, person: str, group_id: int) -> Role | None:
    grant = roles.given(context.tx, person, group_id)
    return grant.role if grant else None
