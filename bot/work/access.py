"""Whether somebody may, at this moment: asked of `session.roles`, and where they may not, told whom it needs."""

from __future__ import annotations

from bot.session.roles import Act, Role, may, needed
from bot.store.groups import Group
from bot.wording.refusals import refused
from bot.work.context import Context


def allowed(context: Context, act: Act, group: Group | None = None) -> bool:
    """Whether whoever is here may do this, in that group or where they are; if not they are told. Raises NeedsAdmins
    where it hangs on who is an admin, and that isn't known."""
    needs = needed(act)
    if needs is Role.STRANGER or may(context.role(group), act):
        return True
    context.answer(refused(context.words, needs=needs))
    return False
