"""A message that may not be meant as an answer waits, and its author is asked: whether it is one, or to which question.

What is asked is known by the id under which the message waits, so that a tap and a reply to the question both find it.
Who says what it is, and what comes of that, is `commands.meaning`.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.session.addresses import Ref, RefKind
from bot.session.asking import read_together
from bot.session.effects import AskMeant, Unsure
from bot.store import groups, messages, outbox, pending, sessions
from bot.store.outbox import Draft, Priority
from bot.store.pending import Pending
from bot.wording.meant import ask_meant, ask_which
from bot.wording.scene import Scene
from bot.work.context import Context
from bot.work.delivery import Delivery

#: Words, and how many seconds a voice note has.
Said = tuple[str, int]


def ask(delivery: Delivery, effect: AskMeant) -> None:
    """Whether a message is meant as an answer to this one question."""
    context, code = delivery.context, delivery.session.code
    id = _kept(context, (effect.text, effect.seconds), [(code, effect.step)])
    scene = delivery.scene(None if context.group else context.person.person)
    message = ask_meant(scene, effect.why, effect.step, id)
    context.say(message, ref=Ref(RefKind.MEANT, id), session=code)


def ask_which_one(context: Context, said: Said, asks: Sequence[tuple[str, str]]) -> None:
    """Which of these questions, each of a session, a message in private is for."""
    views = [(view, step) for code, step in asks if (view := _view(context, code))]
    id = _kept(context, said, asks)
    if len(views) == 1:
        view, step = views[0]
        message = ask_meant(view.scene(context.person.person), Unsure.WHICH, step, id)
    else:
        scenes = [(view.scene(context.person.person), step) for view, step in views]
        message = ask_which(context.words, [(scene.group, _headings(scene, step)) for scene, step in scenes], id)
    context.say(message, ref=Ref(RefKind.MEANT, id), session=asks[-1][0])


def _headings(scene: Scene, steps: str) -> Markup:
    """The question, or those that are asked at once."""
    return Markup(" · ").join(map(scene.heading, read_together(steps)))


def _kept(context: Context, said: Said, asks: Sequence[tuple[str, str]]) -> str:
    return pending.keep(
        context.tx, context.person.person, context.place, context.number, said, tuple(asks), context.now
    )


def _view(context: Context, code: str) -> Delivery | None:
    stored = sessions.load(context.tx, code)
    if stored is None or groups.get(context.tx, stored.group_id) is None:
        return None
    scenario = context.runtime.scenario(stored)
    return Delivery(context, scenario, stored.session, stored.group_id)


def reworded(context: Context, text: str) -> bool:
    """Whether a message that was edited waits; then it says this now."""
    waiting = pending.by_message(context.tx, context.place, context.number)
    if waiting and waiting.words != text:
        pending.reword(context.tx, waiting.id, text)
    return waiting is not None


def just_asked(context: Context) -> Pending | None:
    """What somebody was asked about by the bot's last words in their private chat, if they were asked there."""
    if context.group:
        return None
    ref = messages.newest(context.tx, context.place)
    return pending.find(context.tx, ref.key) if ref and ref.kind is RefKind.MEANT else None


def settled(context: Context, waiting: Pending) -> None:
    """It waits no longer, and what asked about it is taken away."""
    pending.drop(context.tx, waiting.id)
    for row in messages.of_ref(context.tx, waiting.place, Ref(RefKind.MEANT, waiting.id)):
        draft = Draft(place=waiting.place, method="delete", message=row.id, priority=Priority.LOW)
        outbox.put(context.tx, draft, context.now)
