"""Taking part: joining and leaving, answering, another name."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.joining import read_yes
from bot.session.placing import SUMMARY
from bot.store import organisations, sessions
from bot.wording import refusals
from bot.wording.catalog import N_
from bot.wording.organisations import other_organisation
from bot.work import meaning, route
from bot.work.commands import catching_up
from bot.work.commands.row import ALIVE, EVER, Command, Press, Where
from bot.work.commands.to_session import Pressed, TakingPart
from bot.work.context import Context
from bot.work.replies import join_by_text


def _join(context: Context, incoming: IncomingMessage) -> None:
    """/join [number, or name and side]"""
    code = sessions.running_in(context.tx, context.group.id) if context.group else None
    if code is None:
        context.say(refusals.nothing_running(context.words))
    else:
        join_by_text(context, code, incoming.argument or "yes")


def _join_pressed(context: Context, words: list[str]) -> None:
    """An organisation chosen by tap, or that it is none of these."""
    code, named = words
    if named == "other":
        context.toast(other_organisation(context.words), alert=True)
        return
    stored = sessions.load(context.tx, code)
    known = organisations.of_group(context.tx, stored.group_id) if stored else ()
    Pressed(lambda where, _, __: route.chosen(where, named, known))(context, words)


def _answer(where: e.Circumstances, scenario: Scenario, words: list[str]) -> e.SessionEvent:
    """An answer by tap: the step's place, and what was tapped; `p` passes."""
    index, said = words
    return e.Tap(**where, step=scenario.steps[int(index)].id, code="-" if said == "p" else said)


def _turn_to(where: e.Circumstances, scenario: Scenario, words: list[str]) -> e.SessionEvent:
    """Another line of a question: the step's place, and the line's."""
    index, line = words
    return e.TurnTo(**where, step=scenario.steps[int(index)].id, line=int(line))


def _settle(where: e.Circumstances, _: Scenario, words: list[str]) -> e.SessionEvent:
    """What somebody is asked back about an answer, said by tap: the answer, the doubt's number, and what was tapped."""
    answer, number, said = words
    return e.Settle(**where, doubt=(answer, int(number)), said=said)


def _skip(where: e.Circumstances, _: Scenario, words: list[str]) -> e.SessionEvent:
    """Nothing more is said about the answer that was asked about."""
    return e.Elaborate(**where, answer=words[0], text="-")


def _undo(where: e.Circumstances, scenario: Scenario, words: list[str]) -> e.SessionEvent:
    """The answer named is taken back; `s` is what was said of the summary."""
    index = words[0]
    return e.Undo(**where, sure=True, step=SUMMARY if index == "s" else scenario.steps[int(index)].id)


COMMANDS = (
    Command("join", Where.GROUP, "join", N_("take part"), _join, by_engine=True, when=ALIVE),
    Command(
        "leave",
        Where.ANYWHERE,
        "leave",
        N_("leave the workshop"),
        TakingPart(lambda where, _: e.Leave(**where), ended=True),
        hidden=Where.PRIVATE,
        by_engine=True,
        when=ALIVE,
    ),
    Command(
        "catchup",
        Where.PRIVATE,
        "catchup",
        N_("what I missed, and all open questions"),
        catching_up.catch_up,
        by_engine=True,
        when=ALIVE,
    ),
    Command(
        "ahead",
        Where.PRIVATE,
        "ahead",
        N_("answer the questions to come"),
        catching_up.ask_ahead,
        by_engine=True,
        when=ALIVE,
    ),
    Command(
        "undo",
        Where.ANYWHERE,
        "undo",
        N_("take back my last answer"),
        TakingPart(lambda where, said: e.Undo(**where, sure=read_yes(said)), ended=True, last=True),
        by_engine=True,
        when=EVER - {None},
    ),
    Command(
        "alias",
        Where.ANYWHERE,
        "alias",
        N_("change my name in the workshop"),
        TakingPart(lambda where, said: e.Rename(**where, alias=said), ended=False),
        by_engine=True,
        when=ALIVE,
    ),
)
PRESSES = (
    Press("a", "answer", Pressed(_answer), by_engine=True),
    Press("line", "answer", Pressed(_turn_to), by_engine=True),
    Press("settle", "answer", Pressed(_settle), by_engine=True),
    Press("skip", "answer", Pressed(_skip), by_engine=True),
    Press("join", "join", _join_pressed, by_engine=True),
    Press("catchup", "catchup", catching_up.catch_up_pressed, by_engine=True),
    Press("ahead", "ahead", catching_up.ask_ahead_pressed, by_engine=True),
    Press("no", "decline", Pressed(lambda where, _, __: e.Decline(**where)), by_engine=True),
    Press("meant", "answer", meaning.pressed, personal=True, by_engine=True),
    Press("undo", "undo", Pressed(_undo), personal=True, by_engine=True),
    Press("agree", "agree", Pressed(lambda where, _, __: e.Agree(**where)), by_engine=True),
)
