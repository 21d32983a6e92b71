"""The words of a rehearsal: those on its page, and what its group and organisations are called.

The rehearsal itself knows no language: it is handed these.
"""

from __future__ import annotations

from bot.wording.catalog import N_, Words

#: Name on the page -> sentence; what stands in {braces} is filled in by the page.
_PAGE = {
    "hint": N_("A rehearsal: each phone is somebody in the group. Start with the first one."),
    "first": N_("Start here"),
    "write": N_("Write…"),
    "replying": N_("Reply – {name}"),
    "editing": N_("Editing"),
    "send": N_("Send"),
    "reply": N_("Reply"),
    "edit": N_("Edit"),
    "cancel": N_("Cancel"),
    "voice": N_("Voice (12 s)"),
    "voiceNote": N_("Voice note, {seconds} s"),
    "network": N_("Network"),
    "good": N_("Good"),
    "slow": N_("Slow"),
    "airplane": N_("Offline"),
    "language": N_("Language"),
    "phones": N_("Phones"),
    "phoneSettings": N_("This phone’s network and language"),
    "newest": N_("To the newest message"),
    "earlier": N_("Earlier messages"),
    "more": N_("Show all"),
    "less": N_("Show less"),
    "open": N_("Open"),
    "waiting": N_("goes out when the network is back"),
    "noNetwork": N_("No connection. Answer with a text: it goes out when the network is back."),
    "empty": N_("Nothing here yet."),
    "edited": N_("edited"),
    "received": N_("{messages} messages · {kilobytes} kB"),
    "tools": N_("Tools"),
    "time": N_("Time"),
    "toNext": N_("To what comes next"),
    "hour": N_("+ 1 h"),
    "tomorrow": N_("Tomorrow"),
    "week": N_("+ 1 week"),
    "month": N_("+ 1 month"),
    "quiet": N_("Quiet from {from} to {to}"),
    "reminder": N_("reminders"),
    "questionOpens": N_("a question opens"),
    "questionCloses": N_("the question closes"),
    "commitments": N_("commitments are asked about"),
    "opens": N_("a workshop begins"),
    "one": N_("One person answers"),
    "everybody": N_("Everybody answers"),
    "goOn": N_("Next question"),
    "toStep": N_("Go there"),
    "toEnd": N_("To the summary"),
    "playing": N_("Playing…"),
    "workshops": N_("Workshops"),
    "minutes": N_("{minutes} min"),
    "begin": N_("Begin"),
    "short": N_("Short form"),
    "bring": N_("Try a file: YAML or XLSForm"),
    "brought": N_("{name} is in the list now."),
    "tooLarge": N_("This file is too large."),
    "note": N_("For who facilitates"),
    "answered": N_("answered"),
    "notYet": N_("not yet"),
    "data": N_("Data received"),
    "again": N_("Begin again"),
    "againSure": N_("All phones begin again. Nothing of this rehearsal is kept."),
    "later": N_("One moment, please."),
    "stuck": N_("It doesn’t go on by itself. Have a look at the first phone."),
    "nothingAhead": N_("Nothing is to come by itself."),
    "gone": N_("The rehearsal has ended. Start palabre rehearse again to go on."),
    "phoneOf": N_("{name}’s phone"),
    "close": N_("Close"),
    "commands": N_("Commands"),
    "unread": N_("{messages} unread"),
    "download": N_("Download"),
    "others": N_("Let the others answer"),
    "nothingOpen": N_("No question is open."),
    "noSamples": N_("This workshop has no sample answers."),
}
_BLANKS = {name: f"{{{name}}}" for name in ("seconds", "messages", "kilobytes", "name", "from", "to", "minutes")}


def page_words(w: Words) -> dict[str, str]:
    """The page's own words by name, as plain text, with {braces} where the page puts something."""
    said = {name: w.say(sentence, **_BLANKS).unescape() for name, sentence in _PAGE.items()}
    return said | {"start": w.in_context("as Telegram's apps say it", "Start").unescape()}


def chats_seen(w: Words, facilitator: str, participant: str) -> tuple[str, str, str]:
    """The headings of a transcript: the group, the private chat of whoever facilitates, that of one who takes part."""
    said = (
        w.say("In the group"),
        w.say("In the private chat with {name}, who facilitates", name=facilitator),
        w.say("In the private chat with {name}", name=participant),
    )
    return said[0].unescape(), said[1].unescape(), said[2].unescape()


def labels(w: Words) -> tuple[str, str, str]:
    """What the group is called, and the two organisations: that of the South, that of the North."""
    title, south, north = w.say("Workshop"), w.say("Southern organisation"), w.say("Northern organisation")
    return title.unescape(), south.unescape(), north.unescape()
