"""Telegram and the groups: the network, the token, privacy mode, and what the bot may do where."""

from __future__ import annotations

from collections.abc import Iterator

from bot.doctor.finding import Finding, State, counted
from bot.gateway.api.probe import Reached
from bot.gateway.api.rights import Rights
from bot.store.groups import Group
from bot.store.issues import Issue

#: An answer that takes longer than this many seconds makes every message late.
_SLOW = 3.0
_BOTFATHER = "@BotFather in Telegram"


def network(reached: Reached, api_url: str) -> Finding:
    """Whether Telegram can be reached."""
    figures = {"seconds": round(reached.seconds, 3)}
    if reached.answer in ("known", "refused"):
        says = f"{api_url} answers after {reached.seconds:.2f} s."
        if reached.seconds > _SLOW:
            return Finding("network", State.NOTE, says, "It is slow: messages will come late.", figures)
        return Finding("network", State.WELL, says, figures=figures)
    if reached.answer == "ailing":
        return Finding("network", State.MEND, f"{api_url} is there, but {reached.why}.", "Try again later.", figures)
    says = f"{api_url} can't be reached: {reached.why}."
    remedy = "Look at this machine's network, and at PALABRE_API_URL and PALABRE_PROXY if you have set them."
    return Finding(
        "network", State.MEND, says, f"{remedy} What people write meanwhile Telegram keeps for a day.", figures
    )


def token(reached: Reached, given: bool) -> Finding:
    """Whether Telegram knows the token."""
    if not given:
        remedy = f"Get one from {_BOTFATHER} and put it into .env."
        return Finding("token", State.MEND, "PALABRE_TOKEN is not set.", remedy)
    if reached.answer == "refused":
        return Finding("token", State.MEND, "Telegram doesn't know this token.", f"{_BOTFATHER} shows the right one.")
    if reached.answer != "known":
        return Finding("token", State.NOTE, "It couldn't be tried, since Telegram can't be asked.")
    if not reached.joins:
        says = f"It is @{reached.username}'s, who may not be added to groups."
        return Finding("token", State.MEND, says, f"Allow it: /setjoingroups with {_BOTFATHER}.")
    return Finding("token", State.WELL, f"It is @{reached.username}'s.")


def telegram(reached: Reached) -> Iterator[Finding]:
    """Once it has answered: whether it hands its updates to the bot, and only those that it should."""
    if reached.hears_all:
        says = "Privacy mode is off: Telegram sends the bot everything that is said in its groups."
        remedy = f"Switch it on: /setprivacy with {_BOTFATHER}; then remove the bot from each group and add it again."
        yield Finding("privacy", State.MEND, says, remedy)
    else:
        says = "Privacy mode is on: the bot is sent commands and replies to its own messages, and nothing else."
        yield Finding("privacy", State.WELL, says)
    waiting = counted(reached.waiting, "update waits", "updates wait")
    figures = {"waiting": reached.waiting}
    if reached.webhook:
        says = f"Telegram sends the bot's updates to a web address, so the bot can't fetch them; {waiting}."
        remedy = "Some other program has set it. Stop that program, and get a new token: /revoke with @BotFather."
        yield Finding("updates", State.MEND, says, remedy, figures)
    else:
        yield Finding("updates", State.WELL, f"{waiting} at Telegram to be fetched.", figures=figures)


def group(group: Group, rights: Rights, troubles: frozenset[Issue]) -> Finding:
    """What the bot may do in a group that it works in, and what has kept it from that lately."""
    name = f"group “{_title(group)}”"
    if not rights.inside:
        remedy = "Add it again, if it is to go on there. The workshop and its answers are kept."
        return Finding(name, State.MEND, "The bot is no longer in it.", remedy)
    if rights.moved:
        return Finding(name, State.NOTE, "It has become a supergroup; the bot follows with its next message.")
    if not rights.writes:
        return Finding(name, State.MEND, "The bot may not write there.", "Let members write, or make it an admin.")
    if group.topic is not None and not rights.topics:
        says = "The bot is to write in a topic, but the group has no topics any more."
        return Finding(name, State.MEND, says, "Send it any command there: it then writes where it was called.")
    if Issue.TOPIC_CLOSED in troubles:
        remedy = "Open it again, or send the bot a command in another one: it then writes there."
        return Finding(name, State.MEND, "The topic in which the bot writes is closed.", remedy)
    where = "in its topic" if group.topic is not None else "there"
    pins = "pin" if rights.pins else "not pin, which it can do without"
    says = f"The bot may write {where} and {pins}."
    if Issue.REACTIONS in troubles:
        remedy = "Allow reactions in the group's settings: they are the receipts. Answers count without them."
        return Finding(name, State.NOTE, f"{says} It may not react.", remedy)
    if rights.admin:
        remedy = "If that isn't wanted, make it a plain member: it needs no more."
        return Finding(name, State.NOTE, f"{says} As an admin it is sent all that is said there.", remedy)
    return Finding(name, State.WELL, says)


def left(groups: list[Group]) -> Finding:
    """The groups in which the bot was, and isn't."""
    titles = ", ".join(f"“{_title(group)}”" for group in groups)
    remedy = "Add it again where it is to go on. What was said there is erased when its time is over."
    return Finding("left", State.NOTE, f"The bot is out of {titles}.", remedy, {"groups": len(groups)})


def unasked(number: int, why: str) -> Finding:
    """Groups of which Telegram couldn't be asked."""
    says = f"{counted(number, 'group', 'groups')} couldn't be looked at: {why}."
    return Finding("groups", State.NOTE, says, "Try again once Telegram answers.", {"unasked": number})


def _title(group: Group) -> str:
    """On one line and not too long, whatever somebody has called it."""
    title = " ".join(group.title.split())
    return title if len(title) <= 40 else title[:39] + "…"
