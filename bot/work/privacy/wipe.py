"""/wipe: a group with all that was ever said in it, erased at once by somebody who coordinates."""

from __future__ import annotations

from bot.gateway.inbound.updates import Heard
from bot.store import groups, outbox, sessions, withdrawals
from bot.store.groups import Group
from bot.store.outbox import Draft
from bot.wording import desk, erasure
from bot.wording.scene import Scene
from bot.work.commands.table.errands import allowed
from bot.work.context import Visit
from bot.work.privacy.retell import reader_words, unsay
from bot.work.runtime import PinnedScenarioError


def wipe(visit: Visit, heard: Heard) -> None:
    """/wipe: which group?"""
    if allowed(visit, "wipe", needs="coordinator"):
        held = sessions.count_by_group(visit.tx)
        known = [(group.id, group.title, held.get(group.id, 0)) for group in groups.everyone(visit.tx)]
        visit.say(erasure.choose_wipe(visit.words, known))


def chosen(visit: Visit, words: list[str]) -> None:
    """A group chosen: asks once more."""
    if group := _group(visit, words):
        held = sessions.count_by_group(visit.tx).get(group.id, 0)
        visit.say(erasure.wipe_sure(visit.words, group.id, group.title, held))
        visit.toast()


def sure(visit: Visit, words: list[str]) -> None:
    """The second tap."""
    if group := _group(visit, words):
        held = sessions.count_by_group(visit.tx).get(group.id, 0)
        people = groups.count_members(visit.tx, group.id)
        edited = _erase(visit, group)
        visit.say(erasure.wiped(visit.words, group.title, held, people, edited))
        visit.toast()


def _group(visit: Visit, words: list[str]) -> Group | None:
    if not allowed(visit, "wipe", needs="coordinator"):
        return None
    group = groups.get(visit.tx, int(words[0]))
    if group is None:
        visit.toast(desk.press_again(visit.words), alert=True)
        return None
    return group


def _erase(visit: Visit, group: Group) -> int:
    """Erase it all. The bot's messages there are changed, and it leaves, as in any chat that it doesn't know;
    gives how many messages are to be changed."""
    tx = visit.tx
    edited = sum(_erase_session(visit, code, group) for code in sessions.of_group(tx, group.id))
    if group.active:
        outbox.put(tx, Draft(place=f"c:{group.chat}", method="leave"), visit.now)
    groups.erase(tx, group.id)
    withdrawals.note_group(tx, group.id, visit.now)
    tx.erased = True
    return edited


def _erase_session(visit: Visit, code: str, group: Group) -> int:
    stored = sessions.load(visit.tx, code)
    edited = 0
    if stored is not None:
        try:
            scenario = visit.world.scenario(stored.digest, stored.source)
            scene = Scene(scenario, stored.session, reader_words(visit, f"g:{stored.group_id}"))
            edited = unsay(visit, stored.session, scene, group.chat)
        except PinnedScenarioError:
            pass  # which messages quote somebody can't be told; they are named among what stays
    sessions.erase(visit.tx, code)
    withdrawals.note_session(visit.tx, code, visit.now)
    return edited
