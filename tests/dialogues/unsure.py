"""A message that may not be meant as an answer waits, and its author is asked, as `work.meant` has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.session import effects as fx
from bot.session.addresses import Ref, RefKind
from bot.wording import meant
from tests.dialogues.visit import Pending, Visit

if TYPE_CHECKING:
    from tests.dialogues.alone import Alone


def ask(bot: Alone, visit: Visit, code: str, effect: fx.AskMeant) -> None:
    """Whether it is meant as an answer to this question."""
    id = _wait(bot, visit, effect.text, ((code, effect.step),))
    scene = bot.scene(code, visit.name if visit.private else None)
    bot.say(visit, meant.ask_meant(scene, effect.why, effect.step, id), ref=Ref(RefKind.MEANT, id), code=code)


def ask_which(bot: Alone, visit: Visit, text: str, asks: list[tuple[str, str]]) -> None:
    """For which of these questions it is."""
    id = _wait(bot, visit, text, tuple(asks))
    scenes = [(bot.scene(code, visit.name), step) for code, step in asks]
    if len(scenes) == 1:
        message = meant.ask_meant(scenes[0][0], fx.Unsure.WHICH, asks[0][1], id)
    else:
        message = meant.ask_which(bot.words, [(scene.group, scene.heading(step)) for scene, step in scenes], id)
    bot.say(visit, message, ref=Ref(RefKind.MEANT, id), code=asks[-1][0])


def _wait(bot: Alone, visit: Visit, text: str, asks: tuple[tuple[str, str], ...]) -> str:
    """It waits for its author to say what it is; gives the id by which they are asked."""
    id = f"{len(bot.chats.posted)}"
    bot.pending.append(Pending(id, visit.name, visit.source, text, asks, bot.known.now))
    return id
