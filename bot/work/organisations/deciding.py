"""A facilitator decides on an organisation that somebody has proposed: it is put on the list, it is one of the list, or
neither."""

from __future__ import annotations

from bot.session.events import Decide
from bot.session.joining import named
from bot.session.organisations import Organisation
from bot.session.roster import Fault, Line, Refused, revised
from bot.session.state import Proposal, Session
from bot.store import groups, organisations, sessions
from bot.store.groups import Group
from bot.wording.message import paragraph
from bot.wording.organisations import not_so, proposed
from bot.work.access import allowed
from bot.work.context import Context
from bot.work.organisations.lists import refresh_lists
from bot.work.run_event import circumstances, play


def decide(context: Context, code: str, number: int, said: str) -> None:
    """`said` is yes, no, or the id of the one that it is. What waited in a workshop before the last one is over: who
    proposed it may have chosen anew."""
    stored = sessions.load(context.tx, code)
    group = groups.get(context.tx, stored.group_id) if stored else None
    session = stored.session if stored else None
    proposal = session.waiting().get(number) if session else None
    if session is None or group is None or proposal is None or sessions.latest_in(context.tx, group.id) != code:
        context.answer(paragraph(proposed(context.words, None, ())))
        return
    if not allowed(context, "organisations", group):
        return
    chosen = _chosen(context, group, session, proposal, said)
    if isinstance(chosen, Refused):
        context.answer(paragraph(not_so(context.words, chosen)))
        return
    play(
        context,
        code,
        lambda _, __, who: Decide(**circumstances(context, who), number=number, organisation=chosen),
        steering=True,
    )
    refresh_lists(context, group.id)


def _chosen(
    context: Context, group: Group, session: Session, proposal: Proposal, said: str
) -> Organisation | Refused | None:
    listed = organisations.of_group(context.tx, group.id)
    if said == "no":
        return None
    if said != "yes":
        found = next((one for one in listed if one.id == said), None)
        return found or Refused(Fault.GONE, proposal.name)
    if known := named(proposal.name, listed):
        return known  # somebody else's was put on the list meanwhile
    made = organisations.made(context.tx, group.id)
    after = revised(listed, [Line(proposal.name, proposal.side)], made, sides_fixed=False)
    if isinstance(after, Refused):
        return after
    organisations.save(context.tx, group.id, after, author=session.proposer(proposal.number))
    return named(proposal.name, after)
