"""What a facilitator reads of words before they are shown, and what is said about it."""

from __future__ import annotations

from markupsafe import Markup

from bot.session.disclosure.review import looked_over, waits
from bot.session.effects import Text
from bot.session.kinds import spec_of
from bot.session.kinds.telling import HURTS
from bot.session.shown import Shown
from bot.wording.catalog import N_, Words, isolate
from bot.wording.message import Button, Message, grid, joined, paragraph
from bot.wording.report import quoted
from bot.wording.scene import Scene
from bot.wording.sentence import Phrase, plain
from bot.wording.tell import tell

#: In a row of buttons on a small screen, and in all.
_WIDE, _MOST = 4, 40


def review(scene: Scene, step: str) -> Message:
    """The words of a question, numbered, without their authors, and what can be done about them."""
    w, head = scene.words, Markup("<b>{}</b>").format(scene.heading(step))
    if not waits(scene.session, step):
        return Message((head, w.say("These answers have been looked at.")))
    listed, aside = looked_over(scene.scenario, scene.session, step), scene.session.step(step).set_aside
    lines = (_line(scene, step, number, one) for number, one in enumerate(listed, 1))
    ask = w.say(
        "Nobody else has read this, and nothing tells who wrote what. Set aside what would hurt somebody: tap its "
        "number, or reply with it and why, such as: 2 names a person. Then show the others: the group reads why."
    )
    few = w.say("With so few left, nothing of this question will be shown.")
    left = len(listed) - len(aside) < scene.session.minimum
    return Message(
        joined((head, Markup("\n").join(lines), ask, few if left else None)), _keys(scene, step, len(listed))
    )


def _line(scene: Scene, step: str, number: int, one: Shown) -> Markup:
    w, aside = scene.words, scene.session.step(step).set_aside
    said = Markup("{}. {}").format(w.number(number), quoted(w, spec_of(scene.scenario.step(step)).quote(one.value)))
    if one.id not in aside:
        return said
    why = isolate(aside[one.id]) if aside[one.id] else tell(HURTS, w)
    return Markup("<s>{}</s> {}").format(said, w.say("(set aside: {reason})", reason=why))


def _keys(scene: Scene, step: str, number: int) -> tuple[tuple[Button, ...], ...]:
    w, aside = scene.words, scene.session.step(step).set_aside
    about = f"{scene.session.code}-{scene.scenario.index(step)}"
    show = w.say("Show the others") if aside else w.say("Show all")
    each = (
        Button(w.say("Set aside {n}", n=w.number(n)).unescape(), press=f"aside-{about}-{n}")
        for n in range(1, min(number, _MOST) + 1)
    )
    return ((Button(show.unescape(), press=f"reveal-{about}"),), *grid(each, _WIDE))


def review_unread(w: Words) -> Message:
    """What a facilitator replied says neither what is set aside nor that it is shown."""
    return paragraph(w.say("Please reply with a number and why, such as: 2 names a person. Or reply: show."))


REVIEWING: dict[Text, Phrase] = {
    Text.REVIEWED: plain(N_("These answers have been looked at.")),
    Text.REVIEWING: plain(N_("Thank you. A facilitator looks at these answers first; then we vote on them.")),
    Text.REVIEW_FIRST: plain(
        N_("The vote waits for the answers that it’s about. Look at them first, with the button in our private chat.")
    ),
    Text.SET_ASIDE: plain(N_("Set aside. The reason stays on record.")),
    Text.REVIEW_AT_NIGHT: plain(N_("It’s quiet time in this group. Please show them when it’s over.")),
}
