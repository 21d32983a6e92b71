"""The message that opens a workshop: what it is about, what everybody is told before they say yes, how to take part.

Made so that all that is needed to say yes or no stands on one small screen: what could put somebody in danger is read
without a tap, and the rest of the notice is folded beneath.
"""

from __future__ import annotations

from markupsafe import Markup

from bot.session import windows
from bot.session.numbering import questions
from bot.session.roster import MOST
from bot.wording.catalog import isolate
from bot.wording.message import Block, Button, Quote, grid
from bot.wording.notice import first, notice
from bot.wording.organisations import label
from bot.wording.scene import Scene


def opening_blocks(scene: Scene) -> tuple[Block, ...]:
    """What it is about, the notice, and how to take part."""
    w, scenario = scene.words, scene.scenario
    title = Markup("<b>{}</b>").format(scene.text(scenario.title))
    return (
        Markup("{}\n{}").format(title, _length(scene)),
        scene.text(scenario.purpose),
        first(w),
        Quote(notice(w, scene.retention)),
        _how_to_join(scene),
    )


def _length(scene: Scene) -> Markup:
    """How many questions, and how long it takes."""
    w, scenario, pace = scene.words, scene.scenario, scene.session.pace
    asked = w.count("{n} question", "{n} questions", questions(scenario, scene.session))
    if pace:
        days = pace.days or windows.usual_days(scenario, pace)
        over = w.count("over about {n} day", "over about {n} days", days)
        own = w.say("Answer when you can, also without a network: what you write is sent when it is back.")
        return Markup("{}, {}\n{}").format(asked, over, own)
    live = scenario.duration.live if scenario.duration else None
    return w.say("{questions}, about {time}", questions=asked, time=w.minutes(live)) if live else asked


def _how_to_join(scene: Scene) -> Markup:
    w = scene.words
    listed = scene.session.listed()
    if not listed:
        return w.say("To take part, tap the button or reply <b>yes</b> to this message.")
    names = Markup(" · ").join(Markup("{}. {}").format(w.number(n), isolate(one.name)) for n, one in listed)
    ask = w.say("To say yes and take part, tap your organisation, or reply to this message with its number:")
    return Markup("{}\n{}").format(ask, names)


def joining_buttons(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """Saying yes with an organisation, with another one, or saying no. Those that are more than a list holds now have
    a number and no button."""
    w, code = scene.words, scene.session.code
    known = [Button(label(o.name), press=f"join-{code}-{o.id}") for _, o in scene.session.listed()[:MOST]]
    if not known:
        known = [Button(w.say("I’m taking part").unescape(), press=f"join-{code}-any")]
    other = Button(w.say("Another organisation").unescape(), press=f"join-{code}-other")
    no = Button(w.say("No, thank you").unescape(), press=f"no-{code}")
    return (*grid(known, 2), (other, no))
