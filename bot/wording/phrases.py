"""The short things that the bot says in a session: one sentence for each of `effects.Text`.

Each reads well aloud, fits a small screen, says what happened and, where something didn't work, what
to do next.
"""

from __future__ import annotations

from markupsafe import Markup

from bot.session.effects import Short, Text
from bot.session.going_on import Why, why
from bot.session.kinds.telling import WITHDRAWN
from bot.session.placing import SUMMARY, progress
from bot.wording.caring import CARING
from bot.wording.catalog import N_, isolate
from bot.wording.organisations import proposed
from bot.wording.over_days import OVER_DAYS
from bot.wording.prompts import how_to_answer
from bot.wording.refusals import FACILITATORS_ONLY
from bot.wording.relaying import RELAYING
from bot.wording.reviewing import REVIEWING
from bot.wording.scene import Scene
from bot.wording.sentence import Phrase, plain


def _join_first(scene: Scene, short: Short) -> Markup:
    return scene.words.say(
        "Thank you. I’m keeping this apart, unseen, until you say yes: tap a button of the message that opened the "
        "workshop, or send /join. After 24 hours I erase it."
    )


def _no_organisation(scene: Scene, short: Short) -> Markup:
    return scene.words.say(
        "Which organisation are you with? Tap it, or reply with its number, or with a new name and its side, like: "
        "Green Roof, south. A nickname is enough, and safer: this name will appear in the documents."
    )


def _proposed(scene: Scene, short: Short) -> Markup:
    return proposed(scene.words, scene.session.waiting().get(short.number), scene.session.listed())


def _joined(scene: Scene, short: Short) -> Markup:
    return scene.words.say("Welcome. You’re {alias} here. To change it: /alias.", alias=isolate(short.detail))


def _noted(scene: Scene, short: Short) -> Markup:
    w = scene.words
    if short.more is None:
        return w.say("Noted: {answer}", answer=isolate(short.detail)) if short.detail else w.say("Noted.")
    if not short.detail:
        return w.say("Noted: {answer}", answer=scene.tell(short.more))
    noted = w.say("Noted: {answer}.", answer=isolate(short.detail))
    return Markup("{} {}").format(noted, scene.tell(short.more))


def _said(scene: Scene, short: Short) -> Markup:
    """The phrase of whoever decided it: a step's kind of a reply that it can't read, say."""
    return scene.tell(short.more) if short.more else Markup("")


def _unfit(scene: Scene, short: Short) -> Markup:
    """What was sent can be no answer; what can."""
    asked = short.step is not None and short.step != SUMMARY
    how = how_to_answer(scene, scene.scenario.step(short.step)) if asked and short.step else None
    sorry = scene.words.say("That can’t be an answer here; I haven’t looked at it, and I won’t keep it.")
    return Markup("{} {}").format(sorry, how or scene.words.say("Please reply with words."))


def _about(sentence: str) -> Phrase:
    """A sentence that names the step's {question}."""
    return lambda scene, short: scene.words.say(sentence, question=scene.heading(short.step or SUMMARY))


def _undo_sure(scene: Scene, short: Short) -> Markup:
    return scene.words.say(
        "What you said to an anonymous question that has closed can’t be taken back, and nothing tells me whether "
        "that was your last answer. Take back the one to “{question}”? Tap the button, or send /undo yes.",
        question=scene.heading(short.step or SUMMARY),
    )


def _go_on_sure(scene: Scene, short: Short) -> Markup:
    """How many have answered, what going on would cost, and what else can be done."""
    w, step = scene.words, short.step or ""
    have, there = progress(scene.session, step)
    said = w.count(
        "“{question}”: {n} of {total} has answered.",
        "“{question}”: {n} of {total} have answered.",
        have,
        total=w.number(there),
        question=scene.heading(step),
    )
    lost = why(scene.scenario, scene.session, step) is Why.LOST
    least = scene.session.minimum
    cost = w.count(
        "With fewer than {n} answer they stay hidden, and there’s no vote on them.",
        "With fewer than {n} answers they stay hidden, and there’s no vote on them.",
        least,
    )
    last = scene.scenario.steps[-1].id == step
    end = w.say("This is the last question: going on ends the workshop.")
    ask = (
        w.say("Go on all the same? Tap a button, or reply: go on, longer, or ask in the group.")
        if scene.session.pace
        else w.say("Go on all the same? Tap a button, or reply: go on, leave it open, or ask in the group.")
    )
    return Markup(" ").join((said, *((cost,) if lost else ()), *((end,) if last else ()), ask))


def _close_sure(scene: Scene, short: Short) -> Markup:
    w = scene.words
    sure = w.say("End the workshop now? The summary keeps what has been said. Tap the button, or send /close yes.")
    return Markup("{} {}").format(sure, w.say("Without a summary in the group: /close quietly."))


def _renamed(scene: Scene, short: Short) -> Markup:
    return scene.words.say("From now on you’re {alias} here.", alias=isolate(short.detail))


def _idle(scene: Scene, short: Short) -> Markup:
    return scene.words.count(
        "It has been quiet here for {n} day, so I’m closing the workshop. You can start again whenever you like, "
        "with /session.",
        "It has been quiet here for {n} days, so I’m closing the workshop. You can start again whenever you like, "
        "with /session.",
        short.number,
    )


PHRASES: dict[Text, Phrase] = {
    **OVER_DAYS,
    **RELAYING,
    **CARING,
    **REVIEWING,
    Text.JOIN_FIRST: _join_first,
    Text.NO_ORGANISATION: _no_organisation,
    Text.PROPOSED: _proposed,
    Text.DECLINED: plain(N_("Understood, and that’s fine. I keep no answer of yours. If you change your mind: /join.")),
    Text.JOINED: _joined,
    Text.LEFT: plain(N_("You’re no longer taking part. /forget also erases what you said.")),
    Text.NOT_TAKING_PART: plain(N_("You’re not taking part in this workshop yet. Send /join in its group.")),
    Text.TOOK_NO_PART: plain(N_("This workshop has ended, and you weren’t taking part in it.")),
    Text.NOTED: _noted,
    Text.STANDS: plain(N_("Your answer stands. /undo takes it back.")),
    Text.PASSED: plain(N_("Skipped. You can still answer if you like.")),
    Text.PASSED_LATE: plain(N_("Skipped. This question has closed.")),
    Text.HEARD_FOR: _about(N_("Noted for “{question}”")),
    Text.HEARD_WITH_THANKS: _about(N_("Thank you, it arrived safely. Noted for “{question}”")),
    Text.UNFIT: _unfit,
    Text.CLOSED_TO_EDITS: _about(
        N_("“{question}” was anonymous and has closed: nothing leads to your answer any more, so it stays as it was.")
    ),
    Text.SAID: _said,
    Text.ENOUGH: plain(N_("That’s as many answers as I can keep for one question. /undo takes the last one back.")),
    Text.NOT_YET: plain(N_("This question isn’t open. Please answer the one that is.")),
    Text.NO_LONGER: plain(N_("This question no longer takes answers. What you said before still counts.")),
    Text.SHOWN: plain(
        N_("The results of this question have been shown, so your answer stays as it is. /undo takes it back.")
    ),
    Text.NOT_YOUR_WORDS: plain(N_("This question is for the person who wrote that.")),
    Text.NOTHING_TO_UNDO: plain(N_("There’s no answer of yours I could take back.")),
    Text.UNDONE: _about(N_("Taken back: your last answer, to “{question}”.")),
    Text.UNDO_SURE: _undo_sure,
    Text.UNDO_CUT: plain(
        N_("Your answer to the anonymous question can’t be taken back: nothing leads from it to you any more.")
    ),
    Text.LEFT_AS_IT_IS: plain(N_("All right. Everything stays as it is.")),
    Text.RENAMED: _renamed,
    Text.ALIAS_TAKEN: plain(N_("Somebody here already has that name, or one very like it. Please choose another.")),
    Text.ALIAS_UNFIT: plain(N_("A name has at most 24 letters, all from one alphabet. Please choose another.")),
    Text.ALIAS_READ: plain(
        N_("Everybody in the group has read that name, so I won’t give it to you. Choose another here, with /alias.")
    ),
    Text.TOLD_IN_PRIVATE: plain(N_("That’s only for you. Open our private chat, and send it again there.")),
    Text.RENAMED_UNTOLD: plain(
        N_("You have another name here now. I’ll only tell it to you: open our private chat, and send /mydata there.")
    ),
    Text.UNDONE_UNTOLD: plain(N_("Your last answer is taken back.")),
    Text.NO_BACK: plain(N_("There’s no earlier question to go back to.")),
    Text.BACK_CUT: plain(N_("The previous question was anonymous, so it can’t be opened again.")),
    Text.MOVED_ON: plain(N_("The workshop has already moved on.")),
    Text.JUST_ASKED: plain(N_("This question has only just come. If you do want to go on, do it again in a moment.")),
    Text.GO_ON_SURE: _go_on_sure,
    Text.STAYS_OPEN: plain(N_("All right. The question stays open.")),
    Text.NUDGE: plain(
        N_("This question is still open. Take the time you need: a few words are enough, and you can skip it.")
    ),
    Text.NUDGED: plain(N_("I’ve asked in the group, without any names.")),
    Text.NUDGED_BEFORE: plain(N_("I’ve already asked the group about this question, and once is enough.")),
    Text.STEP_TAKEN_BACK: plain(N_("Taken back. The question before goes on as if nothing had happened.")),
    Text.REOPENED: plain(
        N_("The question before is open again, in a new message. What was said to the other one is kept.")
    ),
    Text.PAUSED: plain(N_("We’re taking a break. You can still answer the open question.")),
    Text.RESUMED: plain(N_("We’re going on. The open question is still the same.")),
    Text.CLOSE_SURE: _close_sure,
    Text.ENDED_QUIETLY: plain(
        N_("We stop here, gently. What was said is kept, and nobody has to add anything. Thank you for being here.")
    ),
    Text.KEPT_FOR_DOCUMENTS: plain(
        N_("It has ended, without a summary in the group. Coordinators find it under /summaries.")
    ),
    Text.SUMMARY_STANDS: plain(N_("The 72 hours for the summary are over, so it stays as it is. Thank you.")),
    Text.ALIAS_RESERVED: plain(N_("That name would be taken for me, or for a role. Please choose another.")),
    Text.AGREED: plain(N_("Thank you, noted.")),
    Text.NOT_NOW: plain(N_("That isn’t possible at this point in the workshop.")),
    Text.WITHDRAWN: lambda scene, short: scene.tell(WITHDRAWN),
    Text.IDLE: _idle,
    Text.NOT_YOURS: plain(FACILITATORS_ONLY),
}


def phrase(scene: Scene, short: Short) -> Markup:
    """The sentence for one of the short things."""
    return PHRASES[short.text](scene, short)
