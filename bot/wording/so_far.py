"""What was said so far, for somebody who was away: of each question that has closed a heading and two lines at most,
the newest last, as far as the group may see it. And when the next question comes.
"""

from __future__ import annotations

from itertools import islice

from markupsafe import Markup

from bot.session import windows
from bot.session.placing import open_steps
from bot.session.state import Progress
from bot.summary.report import step_blocks
from bot.summary.tally import tally_step
from bot.wording.fitting import clipped
from bot.wording.message import Block, Quote
from bot.wording.report import told_again
from bot.wording.scene import Scene

#: How many questions are told of at most, how many lines of each, and how long a line is, in UTF-16 units.
_QUESTIONS, _LINES, _LONG = 8, 2, 160


def said_so_far(scene: Scene) -> tuple[Markup, ...]:
    """What was said to the questions that have closed, a paragraph each; empty where none has."""
    session = scene.session
    closed = [s.id for s in scene.scenario.steps if s.asks and session.step(s.id).progress is Progress.CLOSED]
    return tuple(_of(scene, step) for step in closed[-_QUESTIONS:])


def _of(scene: Scene, step: str) -> Markup:
    blocks = step_blocks(scene.scenario, tally_step(scene.scenario, scene.session, step, audience="group"))
    lines = (line for block in told_again(blocks, scene.words) for line in _lines(block) if line.strip())
    short = [clipped(line, _LONG) for line in islice(lines, _LINES)]
    return Markup("\n").join((Markup("<b>{}</b>").format(scene.heading(step)), *short))


def _lines(block: Block) -> tuple[Markup, ...]:
    if isinstance(block, Quote):
        return block.lines
    return tuple(Markup(line) for line in block.split("\n"))  # noqa: S704  lines of our own HTML


def nothing_open(scene: Scene) -> Markup:
    """That nothing is open to whoever asks, and when the next question comes."""
    w, moment = scene.words, _next(scene)
    if moment is not None and not open_steps(scene.session):
        return w.say("No question is open yet. The first one comes {moment}.", moment=moment)
    if moment is not None:
        return w.say(
            "You’ve answered everything for now. The next question comes {moment} at the latest.", moment=moment
        )
    if open_steps(scene.session):
        return w.say("You’ve answered everything for now. The next question comes when whoever facilitates goes on.")
    return w.say("No question is open yet. I’ll ask the first one when the workshop begins.")


def _next(scene: Scene) -> str | None:
    due = windows.told(scene.scenario, scene.session)
    return scene.words.moment(due.astimezone(scene.zone)) if due else None
