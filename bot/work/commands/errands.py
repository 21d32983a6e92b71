"""Errands: what anybody, facilitators and coordinators ask for outside a session."""

from __future__ import annotations

from bot.documents.formats import FORMATS
from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.texts import text_in
from bot.session.roles import Role, may
from bot.session.state import MINIMUM, MOST_NEEDED
from bot.store import groups, invites, outbox, people, roles, sessions
from bot.store.groups import Group
from bot.store.outbox import Draft
from bot.wording import desk
from bot.wording.catalog import words
from bot.wording.privacy import privacy
from bot.wording.settings import group_settings, least_set, least_unread
from bot.work.context import Context

#: How many sessions the list of summaries offers; older ones come from `palabre export`.
_LISTED = 12


def allowed(context: Context, act: str, *, needs: str = "facilitator") -> bool:
    """Whether whoever is here may do this; if not they are told whom it needs."""
    if may(context.role(), act):
        return True
    context.answer(desk.refused(context.words, needs=needs))
    return False


def show_help(context: Context, incoming: IncomingMessage) -> None:
    """/help"""
    person = context.person.person
    if context.group:
        steers = may(context.role(), "next")
    else:
        steers = bool(roles.groups_of(context.tx, person)) or may(context.role(), "groups")
    context.say(desk.help_text(context.words, group=context.group is not None, steers=steers))


def show_privacy(context: Context, incoming: IncomingMessage) -> None:
    """/privacy"""
    least = context.group.least if context.group else MINIMUM
    context.say(privacy(context.words, context.runtime.retention, least))


def choose_language(context: Context, incoming: IncomingMessage) -> None:
    """/language [fr] [en]"""
    if context.group and not allowed(context, "next"):
        return
    asked = [word.casefold() for word in incoming.argument.split()]
    named = tuple(dict.fromkeys(word for word in asked if word in desk.SPOKEN))[:2]
    if named:
        _set_language(context, named)
    else:
        context.say(desk.choose_language(context.words, group=context.group is not None))


def _set_language(context: Context, languages: tuple[str, ...]) -> None:
    if context.group:
        groups.set_languages(context.tx, context.group.id, languages)
    else:
        people.set_language(context.tx, context.person.person, languages[0])
        languages = languages[:1]
    context.say(desk.language_chosen(words(languages[0]), languages))


def language_pressed(context: Context, rest: list[str]) -> None:
    """A language chosen by tap."""
    if context.group and not allowed(context, "next"):
        return
    _set_language(context, (rest[0],))
    context.toast()


def settings(context: Context, incoming: IncomingMessage) -> None:
    """/settings [least number]"""
    if context.group is None or not allowed(context, "settings"):
        return
    said = incoming.argument.strip()
    if not said:
        context.say(group_settings(context.words, context.group.least))
    elif said.isdecimal() and MINIMUM <= int(said) <= MOST_NEEDED:
        _set_least(context, context.group, int(said))
    else:
        context.say(least_unread(context.words))


def least_pressed(context: Context, rest: list[str]) -> None:
    """A least number chosen by tap."""
    if context.group and allowed(context, "settings"):
        _set_least(context, context.group, int(rest[0]))
        context.toast()


def _set_least(context: Context, group: Group, least: int) -> None:
    groups.set_least(context.tx, group.id, least)
    context.say(least_set(context.words, least, running=sessions.running_in(context.tx, group.id) is not None))


def list_groups(context: Context, incoming: IncomingMessage) -> None:
    """/groups"""
    if allowed(context, "groups", needs="coordinator"):
        count = sessions.count_by_group(context.tx)
        known = [(group.title, count.get(group.id, 0)) for group in groups.all_active(context.tx)]
        context.say(desk.groups_list(context.words, known))


def invite(context: Context, incoming: IncomingMessage) -> None:
    """/invite"""
    if allowed(context, "invite", needs="coordinator"):
        known = [(group.id, group.title) for group in groups.all_active(context.tx)]
        context.say(desk.whom_to_invite(context.words, known))


def invite_pressed(context: Context, rest: list[str]) -> None:
    """A one-time link for the role chosen."""
    if not allowed(context, "invite", needs="coordinator"):
        return
    role = Role.COORDINATOR if rest[0] == "c" else Role.FACILITATOR
    group_id = int(rest[1]) if role is Role.FACILITATOR else None
    token = invites.create(context.tx, role, group_id, context.now)
    link = f"https://t.me/{context.runtime.bot_username}?start={token}"
    context.say(desk.invitation(context.words, link))
    context.toast()


def list_summaries(context: Context, incoming: IncomingMessage) -> None:
    """/summaries"""
    if allowed(context, "summaries", needs="coordinator"):
        titles = {group.id: group.title for group in groups.everyone(context.tx)}
        listed = sessions.listing(context.tx)[:_LISTED]
        zone = context.runtime.zone
        rows = [
            (
                s.code,
                _title(context, s.scenario),
                titles.get(s.group_id, ""),
                s.opened.astimezone(zone).date(),
            )
            for s in listed
        ]
        context.say(desk.summaries_list(context.words, rows, {name: one.purpose for name, one in FORMATS.items()}))


def _title(context: Context, scenario: str) -> str:
    if scenario not in context.runtime.library.ids():
        return scenario
    return text_in(context.runtime.library.get(scenario).title, context.words.language).text


def summary_pressed(context: Context, rest: list[str]) -> None:
    """A summary as a document, in the language of whoever asks."""
    if not allowed(context, "summaries", needs="coordinator"):
        return
    code, kind = rest
    stored = sessions.load(context.tx, code)
    if stored is None or kind not in FORMATS:
        context.toast(desk.press_again(context.words), alert=True)
        return
    scenario = context.runtime.scenario(stored.digest, stored.source)
    language = context.words.language
    draft = Draft(
        place=context.place,
        method="document",
        document=FORMATS[kind].write([(scenario, stored.session)], language, context.runtime.zone),
        filename=f"palabre-{scenario.id}-{code}.{kind}",
        html=str(desk.caption(context.words, text_in(scenario.title, language).text)),
    )
    outbox.put(context.tx, draft, context.now)
    context.toast()
