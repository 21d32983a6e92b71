"""The facilitators' message in their private chat: where the session stands, what there is to know at this moment, and
the buttons for what can be done now.

Tells who takes part by numbers alone, and of answers no more than the status does.
"""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from bot.session.disclosure.review import pending
from bot.session.going_on import voted_on
from bot.session.organisations import Side, side_name
from bot.session.placing import open_step, open_steps
from bot.session.probing import may_probe
from bot.session.roster import MOST
from bot.session.state import Phase, Progress
from bot.summary.balance import balance
from bot.summary.report import voices
from bot.wording.asked_first import extend_button
from bot.wording.catalog import isolate
from bot.wording.message import Block, Button, Message, Quote, grid, joined, plain_text
from bot.wording.report import result_blocks
from bot.wording.scene import Scene
from bot.wording.status import status_line
from bot.wording.tell import tell


def control(scene: Scene) -> Message:
    """The message as it is now."""
    title = Markup("<b>{}</b>").format(scene.text(scene.scenario.title))
    there = joined((title, status_line(scene), _taking_part(scene), *_voices(scene)))
    advice = (
        _before(scene)
        if scene.session.phase is Phase.OPENING
        else joined((_waiting(scene), _needs(scene), _note(scene)))
    )
    return Message((*there, *advice, *_to_list(scene)), _buttons(scene))


def _taking_part(scene: Scene) -> Markup | None:
    """How many are in of each organisation."""
    session = scene.session
    if session.phase is Phase.CLOSED:
        return None
    there = Counter(session.participants[person].organisation for person in session.active())
    named = [(o.name, there[o.id]) for o in session.organisations if there[o.id]]
    if not named:
        return None
    listed = Markup(" · ").join(Markup("{} {}").format(isolate(name), scene.words.number(n)) for name, n in named)
    return scene.words.say("Taking part: {organisations}", organisations=listed)


def _voices(scene: Scene) -> tuple[Block, ...]:
    """How the floor is shared so far, while the session lasts."""
    if scene.session.phase in (Phase.OPENING, Phase.CLOSED):
        return ()
    found = balance(scene.scenario, scene.session, "group")
    return tuple(block for section in voices(found, "group") for block in result_blocks(section.blocks, scene.words))


def _before(scene: Scene) -> tuple[Block, ...]:
    """What is good to know before the first question."""
    w = scene.words
    start = w.say("When everybody is here, tap <b>Start</b>, or send /next in the group. Only you see this.")
    pairs = w.say(
        "It goes best with two who facilitate, one from each side. Admins of the group can steer too; a coordinator "
        "brings others in with /invite, in private."
    )
    return joined((_listed(scene), start, _few(scene), pairs, Quote(_when_it_goes_wrong(scene))))


def _listed(scene: Scene) -> Markup | None:
    """The organisations read back, with their sides, while whatever was misread can be put right without a trace."""
    w, listed = scene.words, [one for _, one in scene.session.listed()][:MOST]
    if not listed:
        return None
    asked = w.say("I understood these organisations. Tap <b>Organisations</b> to correct one.")
    lines = (Markup("{} · {}").format(isolate(one.name), tell(side_name(one.side), w)) for one in listed)
    return Markup("\n").join((asked, *lines))


def _few(scene: Scene) -> Markup | None:
    """Said while one side has too few people to be compared."""
    session = scene.session
    sides = {o.id: o.side for o in session.organisations}
    there = Counter(sides.get(session.participants[person].organisation or "") for person in session.active())
    listed = {o.side for o in session.organisations if o.listed} - {Side.OTHER}
    if len(listed) < len(Side) - 1 or all(there[side] >= session.minimum for side in listed):
        return None
    return scene.words.count(
        "With fewer than {n} person on one side I can’t show how they differ. Invite more if you can.",
        "With fewer than {n} people on one side I can’t show how they differ. Invite more if you can.",
        session.minimum,
    )


def _when_it_goes_wrong(scene: Scene) -> tuple[Markup, ...]:
    w = scene.words
    return (
        w.say("<b>When it gets difficult</b>"),
        w.say("• Nobody answers: give it time, then write to one person, in private."),
        w.say("• One person fills the room: thank them, and ask what the others would add."),
        w.say("• An answer wounds: /pause, then speak with each of the two, alone."),
        w.say("• Somebody is in danger: /pause, and call them, outside this group. The workshop can wait."),
        w.say("• You’d rather stop: /close can end it kindly, without a summary in the group."),
    )


def _waiting(scene: Scene) -> Markup | None:
    """That answers wait to be looked at."""
    w, steps = scene.words, pending(scene.scenario, scene.session)
    if not steps:
        return None
    listed = w.listing(w.say("“{question}”", question=scene.heading(step)) for step in steps)
    return w.say("Nothing of {questions} is shown until one of you has looked at it.", questions=listed)


def _needs(scene: Scene) -> Markup | None:
    """What the open question needs, for its answers to show and be voted on."""
    said = {need: None for step in open_steps(scene.session) if (need := _need(scene, step))}
    return Markup(" ").join(said) if said else None


def _need(scene: Scene, id: str) -> Markup | None:
    w = scene.words
    step, least = scene.scenario.step(id), scene.session.minimum
    if not step.asks:
        return w.say("Nothing to answer here. Go on once everybody has read it.")
    if not step.private:
        return w.say("The vote later on is about these answers.") if voted_on(scene.scenario, id) else None
    if voted_on(scene.scenario, id):
        return w.count(
            "It takes {n} answer for them to show, and for the vote on them.",
            "It takes {n} answers for them to show, and for the vote on them.",
            least,
        )
    return w.count("It takes {n} answer for them to show.", "It takes {n} answers for them to show.", least)


def _note(scene: Scene) -> Markup | None:
    notes = [note for step in open_steps(scene.session) if (note := scene.scenario.step(step).note)]
    said = Markup("\n").join(map(scene.text, notes))
    return scene.words.say("For you alone: {note}", note=said) if notes else None


def _to_list(scene: Scene) -> tuple[Markup, ...]:
    """What there is to do with the list of organisations."""
    w, waiting, listed = scene.words, len(scene.session.waiting()), len(scene.session.listed())
    said: tuple[Markup, ...] = ()
    if waiting:
        asked = w.count(
            "{n} organisation is waiting for your decision: /organisations",
            "{n} organisations are waiting for your decision: /organisations",
            waiting,
        )
        said = (asked,)
    if scene.session.phase is Phase.OPENING and listed > MOST:
        more = w.say(
            "This group has {n} organisations, and buttons for {most}. The others are chosen by number; you can "
            "take some off with /organisations.",
            n=w.number(listed),
            most=w.number(MOST),
        )
        said = (*said, more)
    return said


def _here(scene: Scene) -> str:
    """The place of the open step, as buttons have it; `s` is before the first."""
    current = open_step(scene.session)
    return "s" if current is None else str(scene.scenario.index(current))


def _buttons(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    w, code, phase, here = scene.words, scene.session.code, scene.session.phase, _here(scene)
    if phase is Phase.CLOSED:
        return _looked_at(scene)
    label = w.say("Start") if phase is Phase.OPENING else w.say("Next question")
    onward = Button(label.unescape(), press=f"next-{code}-{here}")
    end = Button(w.say("End the workshop").unescape(), press=f"end-{code}")
    if phase is Phase.OPENING:
        return ((onward,), (Button(w.say("Organisations").unescape(), press=f"list-{code}"), end))
    rest = (
        Button(w.say("Resume").unescape(), press=f"resume-{code}")
        if phase is Phase.PAUSED
        else Button(w.say("Pause").unescape(), press=f"pause-{code}")
    )
    return ((onward,), *_over_days(scene), *_looked_at(scene), *_probe(scene), (*_back(scene), rest, end))


def _looked_at(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """What waits to be looked at before it is shown."""
    w, code = scene.words, scene.session.code

    def key(step: str) -> Button:
        label = plain_text(w.say("Look at: {question}", question=scene.heading(step)))
        return Button(label, press=f"review-{code}-{scene.scenario.index(step)}")

    return grid(map(key, pending(scene.scenario, scene.session)), 1)


def _probe(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """Asking for more, while there is an answer to ask about."""
    if next(may_probe(scene.scenario, scene.session), None) is None:
        return ()
    return ((Button(scene.words.say("Ask to say more").unescape(), press=f"probe-{scene.session.code}"),),)


def _over_days(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    """What there is besides in a session over days, while a question is open."""
    w, session = scene.words, scene.session
    if session.pace is None or session.phase is not Phase.RUNNING:
        return ()
    remind = Button(w.say("Remind").unescape(), press=f"remind-{session.code}")
    return ((extend_button(scene, _here(scene)), remind),)


def _back(scene: Scene) -> tuple[Button, ...]:
    """Going back, where there is something to go back to: for a minute, the last step can be taken back."""
    w, session, here = scene.words, scene.session, _here(scene)
    if session.left is not None:
        return (Button(w.say("Undo").unescape(), press=f"back-{session.code}-{here}"),)
    played = any(step.progress is Progress.CLOSED for step in session.steps.values())
    return (Button(w.say("Previous question").unescape(), press=f"back-{session.code}-{here}"),) if played else ()
