"""/scenarios: what there is to play, and the installation's own workshops among it: added by sending a file, taken back
by a button. Whoever coordinates reads the list; what all groups are offered is decided by whom the operator named."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.load import read_scenario
from bot.scenario.model import Scenario
from bot.session.roles import Role
from bot.store import library
from bot.wording import refusals, scenarios
from bot.wording.catalog import N_
from bot.work import uploads
from bot.work.commands.row import Command, Press, Where
from bot.work.context import Context


def _list(context: Context, incoming: IncomingMessage) -> None:
    """/scenarios"""
    read = ((one.place, read_scenario(one.source)) for one in library.all(context.tx))
    uploaded = [(place, scenario) for place, scenario in read if scenario]
    own = {scenario.id for _, scenario in uploaded}
    others = [one for one in context.runtime.library.all() if one.id not in own]
    may = uploads.may_change(context)
    context.say(scenarios.library(context.words, uploaded, others, may_change=may))


def _shelved(context: Context, words: list[str]) -> tuple[int, Scenario] | None:
    """The uploaded scenario that a button names, for whoever may change it; else it is said why not."""
    if not uploads.may_change(context):
        context.answer(refusals.refused(context.words, needs=Role.COORDINATOR))
        return None
    found = library.get(context.tx, int(words[0]))
    scenario = read_scenario(found.source) if found else None
    if found is None or scenario is None:
        context.toast(refusals.press_again(context.words), alert=True)
        return None
    return found.place, scenario


def _asked_to_retire(context: Context, words: list[str]) -> None:
    if found := _shelved(context, words):
        context.say(scenarios.asks_to_retire(context.words, found[1], found[0]))
        context.toast()


def _retired(context: Context, words: list[str]) -> None:
    if found := _shelved(context, words):
        place, scenario = found
        library.retire(context.tx, place)
        uploads.reload(context)
        again = context.runtime.library.came_along(scenario.id)
        context.instead(scenarios.retired(context.words, scenario, again=again))
        context.toast()


def _replaced(context: Context, words: list[str]) -> None:
    scenario = uploads.replace(context, int(words[0])) if uploads.may_change(context) else None
    if scenario is None:
        context.toast(refusals.press_again(context.words), alert=True)
        return
    context.instead(scenarios.taken(context.words, scenario, ()))
    context.toast()


COMMANDS = (Command("scenarios", Where.PRIVATE, "scenarios", N_("what can be played; workshops of your own"), _list),)
PRESSES = (
    Press("retire", "scenarios", _asked_to_retire),
    Press("retireyes", "scenarios", _retired, personal=True, once=True),
    Press("replace", "scenarios", _replaced, personal=True, once=True),
)
