"""What the bot says outside a session: welcome, help, privacy, languages, invitations, lists, refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.content.phrase import Phrase
from bot.content.phrase import joined as joined_phrases
from bot.scenario.model import Scenario
from bot.scenario.texts import text_in
from bot.session.organisations import Organisation, side_name
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, joined
from bot.wording.phrases import N_
from bot.wording.tell import tell

#: The languages that the bot's own sentences exist in, each by its own name.
SPOKEN = {"fr": "Français", "en": "English"}

#: Every command: where it is offered (group, private), and what it does in a few words. The order is
#: that of the menu.
COMMANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "session": (("steer",), N_("start a workshop")),
    "next": (("steer",), N_("next question")),
    "back": (("steer",), N_("previous question")),
    "pause": (("steer",), N_("take a break")),
    "resume": (("steer",), N_("go on after a break")),
    "status": (("steer",), N_("where the workshop stands")),
    "close": (("steer",), N_("end the workshop")),
    "organisations": (("steer",), N_("the organisations of this group")),
    "settings": (("steer",), N_("from how many people on results are shown")),
    "join": (("group",), N_("take part")),
    "leave": (("group",), N_("take part no longer")),
    "undo": (("group", "private"), N_("withdraw my last answer")),
    "alias": (("group", "private"), N_("change my name in the workshop")),
    "summaries": (("private",), N_("download summaries")),
    "groups": (("private",), N_("the groups I look after")),
    "invite": (("private",), N_("invite somebody to help")),
    "wipe": (("private",), N_("erase a group")),
    "language": (("group", "private"), N_("choose the language")),
    "privacy": (("group", "private"), N_("what is kept, and who sees it")),
    "mydata": (("group", "private"), N_("all that is kept of me")),
    "forget": (("group", "private"), N_("erase all that I said")),
    "help": (("group", "private"), N_("help")),
}


def _one(text: Markup, *rows: tuple[Button, ...]) -> Message:
    return Message((text,), rows)


def welcome(w: Words) -> Message:
    """A group has just been opened."""
    return _one(
        w.say(
            "Hello. I am Palabre, and I run reflection workshops in this group. I only see commands and replies to my "
            "messages. A facilitator starts a workshop with /session."
        )
    )


def not_opened(w: Words) -> Message:
    """Somebody without a role has added the bot; it says so and leaves."""
    return _one(w.say("Hello. I work in a group once a coordinator has added me. Please ask one. I leave for now."))


def hello(w: Words, *, coordinator: bool) -> Message:
    """The private chat has just been opened."""
    text = w.say(
        "Hello. I am Palabre. Here you can answer private questions, away from the group. I tell you when there is one."
    )
    more = w.say("You are a coordinator: add me to a group to open it, and see /summaries, /groups and /invite.")
    return Message(joined((text, more if coordinator else None)))


def help_text(w: Words, *, group: bool, steers: bool) -> Message:
    """What can be done here, in a line each."""
    wanted = {"group" if group else "private", *(("steer",) if steers else ())}
    lines = [
        Markup("/{} – {}").format(name, w.say(does)) for name, (where, does) in COMMANDS.items() if wanted & {*where}
    ]
    how = w.say("Answer a question by tapping, or by a reply to its message; a dash (-) skips it.")
    return Message((how, Markup("\n").join(lines)))


def choose_language(w: Words, *, group: bool) -> Message:
    """Which language, by tap; a group can also have two, by text."""
    buttons = tuple(Button(name, press=f"lang-{code}") for code, name in SPOKEN.items())
    ask = (
        w.say("Which language does this group read? For two, send for example /language fr en.")
        if group
        else w.say("Which language do you read?")
    )
    return _one(ask, buttons)


def language_chosen(w: Words, languages: Sequence[str]) -> Message:
    """The language is set."""
    return _one(w.say("From now on I write in: {languages}.", languages=w.listing(SPOKEN[x] for x in languages)))


def choose_scenario(w: Words, scenarios: Sequence[Scenario]) -> Message:
    """The workshops to choose from."""
    rows = [(Button(text_in(s.title, w.language).text[:60], press=f"pick-{s.id}"),) for s in scenarios]
    return Message((w.say("Which workshop? Tap, or send /session with its name, like /session roles."),), tuple(rows))


def unknown_scenario(w: Words, name: str, known: Sequence[str]) -> Message:
    """There is no such scenario; these there are."""
    said = w.say(
        "I know no workshop called {name}. There are: {known}.", name=isolate(name[:40]), known=w.listing(known)
    )
    return _one(said)


def live_only(w: Words) -> Message:
    """Sessions over several days can't be started yet."""
    return _one(w.say("I can only run live workshops so far, not over several days. Send /session to choose one."))


def already_running(w: Words) -> Message:
    """A group holds one session at a time."""
    return _one(w.say("A workshop is under way in this group. End it with /close before you start another."))


def nothing_running(w: Words) -> Message:
    """There is no session here that this could be about."""
    return _one(w.say("No workshop is under way here. A facilitator starts one with /session."))


def nothing_asked(w: Words) -> Message:
    """A text that answers nothing."""
    return _one(w.say("No question of mine is open here. /help shows what I can do."))


def several_running(w: Words) -> Message:
    """A private command could mean several groups."""
    return _one(w.say("You steer several workshops. Please send this in the group that you mean."))


def steer_here(w: Words, code: str) -> Message:
    """The facilitator has no private chat with the bot yet."""
    text = w.say("For facilitators: your buttons and notes wait in our private chat. Here, /next goes on.")
    return _one(text, (Button(w.say("To my private chat").unescape(), start=f"steer-{code}"),))


def in_group_only(w: Words) -> Message:
    """A command of a group's, sent in private."""
    return _one(w.say("That works in the group. Please send it there."))


def in_private_only(w: Words) -> Message:
    """A command of the private chat's, sent in the group."""
    return _one(
        w.say("That works in our private chat, so that the group isn't disturbed."),
        (Button(w.say("To my private chat").unescape(), start="hello"),),
    )


def refused(w: Words, *, needs: str) -> Message:
    """Whoever asked has not the role for it."""
    if needs == "coordinator":
        return _one(w.say("Only coordinators can do that. If you are to be one, ask a coordinator for an invitation."))
    return _one(w.say("Only the facilitators of this group can do that."))


def anonymous(w: Words) -> Message:
    """An anonymous admin's command can't be attributed to anybody."""
    return _one(
        w.say("I can't tell who you are while you write as the group. Turn off “remain anonymous” and send it again.")
    )


def too_many_messages(w: Words, most: int, minutes: int) -> Message:
    """Somebody writes more than can be read."""
    text = w.say(
        "That was more than {most} messages in a minute, from one person. I don't read yours for the next {minutes} "
        "minutes, so that everybody is heard. What you said before counts.",
        most=w.number(most),
        minutes=w.number(minutes),
    )
    return _one(text)


def unknown_command(w: Words) -> Message:
    """No such command."""
    return _one(w.say("I don't know that command. /help shows what I can do."))


def link_used_up(w: Words) -> Message:
    """A role link that was used, is too old, or never was."""
    return _one(
        w.say("This link no longer works: each is good for one person and 15 minutes. Please ask for a new one.")
    )


def now_coordinator(w: Words) -> Message:
    """Somebody has just become a coordinator."""
    return _one(
        w.say(
            "You are a coordinator now. Add me to a group to open it; /invite brings others in, /summaries shows all."
        )
    )


def now_facilitator(w: Words, group: str) -> Message:
    """Somebody has just become a facilitator of a group."""
    return _one(
        w.say("You are a facilitator of {group} now. Start a workshop there with /session.", group=isolate(group))
    )


def whom_to_invite(w: Words, groups: Sequence[tuple[int, str]]) -> Message:
    """For which role the link shall be."""
    rows = [(Button(w.say("A coordinator").unescape(), press="invite-c"),)]
    for number, title in groups:
        label = w.say("A facilitator for {group}", group=title[:30]).unescape()
        rows.append((Button(label, press=f"invite-f-{number}"),))
    return Message((w.say("Whom do you invite?"),), tuple(rows))


def invitation(w: Words, link: str) -> Message:
    """A one-time link, to be sent on."""
    return Message(
        (
            w.say("Send this link to one person you trust. It works once, for 15 minutes:"),
            Markup("{}").format(link),
        )
    )


def groups_list(w: Words, groups: Sequence[tuple[str, int]]) -> Message:
    """The open groups, and how many sessions each has had."""
    if not groups:
        return _one(w.say("No group is open yet. Add me to one as a member, and it is."))
    lines = [
        Markup("{} · {}").format(isolate(title), w.count("{n} workshop", "{n} workshops", count))
        for title, count in groups
    ]
    return _one(Markup("\n").join(lines))


def summaries_list(w: Words, sessions: Sequence[tuple[str, str, str, date]], formats: Mapping[str, Phrase]) -> Message:
    """The sessions to download: code, title of the scenario, group, day; newest first. A button a format, by its
    name, with what it is for."""
    if not sessions:
        return _one(w.say("There is no workshop yet in your groups."))
    purposes = tell(joined_phrases(*formats.values(), by=", "), w)
    rows = []
    lines = []
    for n, (code, title, group, day) in enumerate(sessions, 1):
        lines.append(Markup("{}. {} · {} · {}").format(w.number(n), isolate(title), isolate(group), w.day(day)))
        rows.append(tuple(Button(f"{w.number(n)} · {kind.upper()}", press=f"get-{code}-{kind}") for kind in formats))
    return Message((Markup("\n").join(lines), w.say("Which one, and how? {formats}.", formats=purposes)), tuple(rows))


def caption(w: Words, title: str) -> Markup:
    """Under a document that is sent."""
    return w.say("{title}. No names or numbers of people stand in it.", title=isolate(title))


def ask_organisations(w: Words, known: Sequence[Organisation]) -> Message:
    """Which organisations are in this group, each with its side."""
    lines = [
        Markup("{} · {}").format(isolate(organisation.name), tell(side_name(organisation.side), w))
        for organisation in known
    ]
    ask = w.say(
        "Which organisations are in this group? Reply to this message, one a line, each with its side "
        "(south, north or other), for example:\nGreen Roof, south\nNorthern Lights, north"
    )
    add = w.say("To add or change one, reply with its name and side, for example: Green Roof, south")
    blocks = (Markup("\n").join(lines), add) if lines else (ask,)
    return Message(blocks, asks_reply=not lines)


def organisations_unread(w: Words, line: str) -> Message:
    """A line that isn't a name and a side."""
    said = w.say(
        "I couldn't read “{line}”. Please write each line as a name (40 characters at most), a comma and the side: "
        "south, north or other.",
        line=isolate(line[:60]),
    )
    return Message((said,), asks_reply=True)


def organisations_set(w: Words, organisations: Sequence[Organisation]) -> Message:
    """The organisations as they are now."""
    names = (
        w.say("{name} ({side})", name=isolate(organisation.name), side=tell(side_name(organisation.side), w))
        for organisation in organisations
    )
    return _one(w.say("Noted: {organisations}.", organisations=w.listing(names)))


def joining_unread(w: Words) -> Message:
    """A reply to the opening that could be a yes or a no."""
    return _one(
        w.say("Is that a yes? Reply with the number of your organisation, or with a new name and its side. No is: no.")
    )


def other_organisation(w: Words) -> str:
    """What to do to come with an organisation that isn't listed; plain text for a toast."""
    return w.say("Reply to this message with its name and side, like: Green Roof, south").unescape()


def press_again(w: Words) -> str:
    """A button that no longer means anything; plain text for a toast."""
    return w.say("This button is no longer good. Please use a newer message.").unescape()


def not_your_button(w: Words) -> str:
    """A button that was put there for somebody else; plain text for a toast."""
    return w.say("This button is for the person who asked for it.").unescape()


def press_again_after_outage(w: Words) -> Message:
    """The bot was cut off for longer than Telegram keeps presses."""
    return _one(
        w.say(
            "I was cut off for a while. If you pressed a button meanwhile, please press it again, or answer with the "
            "number. Your texts have all arrived."
        )
    )
