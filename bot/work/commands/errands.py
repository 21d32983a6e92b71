"""Errands: what anybody, facilitators and coordinators ask for outside a session."""

from __future__ import annotations

from bot.gateway.inbound.updates import Heard
from bot.scenario.model import Scenario
from bot.scenario.texts import text_in
from bot.session.roles import Role, may
from bot.session.state import MINIMUM, MOST_NEEDED, Session
from bot.store import groups, invites, outbox, people, roles, sessions
from bot.store.groups import Group
from bot.store.outbox import Draft
from bot.wording import desk
from bot.wording.catalog import words
from bot.wording.privacy import privacy
from bot.wording.settings import group_settings, least_set, least_unread
from bot.work.context import Visit

#: How many sessions the list of summaries offers; older ones come from `palabre export`.
_LISTED = 12


def allowed(visit: Visit, act: str, *, needs: str = "facilitator") -> bool:
    """Whether whoever is here may do this; if not they are told whom it needs."""
    if may(visit.role(), act):
        return True
    visit.answer(desk.refused(visit.words, needs=needs))
    return False


def show_help(visit: Visit, heard: Heard) -> None:
    """/help"""
    person = visit.person.person
    if visit.group:
        steers = may(visit.role(), "next")
    else:
        steers = bool(roles.groups_of(visit.tx, person)) or may(visit.role(), "groups")
    visit.say(desk.help_text(visit.words, group=visit.group is not None, steers=steers))


def show_privacy(visit: Visit, heard: Heard) -> None:
    """/privacy"""
    least = visit.group.least if visit.group else MINIMUM
    visit.say(privacy(visit.words, visit.world.retention, least))


def choose_language(visit: Visit, heard: Heard) -> None:
    """/language [fr] [en]"""
    if visit.group and not allowed(visit, "next"):
        return
    asked = [word.casefold() for word in heard.argument.split()]
    named = tuple(dict.fromkeys(word for word in asked if word in desk.SPOKEN))[:2]
    if named:
        _set_language(visit, named)
    else:
        visit.say(desk.choose_language(visit.words, group=visit.group is not None))


def _set_language(visit: Visit, languages: tuple[str, ...]) -> None:
    if visit.group:
        groups.set_languages(visit.tx, visit.group.id, languages)
    else:
        people.set_language(visit.tx, visit.person.person, languages[0])
        languages = languages[:1]
    visit.say(desk.language_chosen(words(languages[0]), languages))


def language_pressed(visit: Visit, rest: list[str]) -> None:
    """A language chosen by tap."""
    if visit.group and not allowed(visit, "next"):
        return
    _set_language(visit, (rest[0],))
    visit.toast()


def settings(visit: Visit, heard: Heard) -> None:
    """/settings [least number]"""
    if visit.group is None or not allowed(visit, "settings"):
        return
    said = heard.argument.strip()
    if not said:
        visit.say(group_settings(visit.words, visit.group.least))
    elif said.isdecimal() and MINIMUM <= int(said) <= MOST_NEEDED:
        _set_least(visit, visit.group, int(said))
    else:
        visit.say(least_unread(visit.words))


def least_pressed(visit: Visit, rest: list[str]) -> None:
    """A least number chosen by tap."""
    if visit.group and allowed(visit, "settings"):
        _set_least(visit, visit.group, int(rest[0]))
        visit.toast()


def _set_least(visit: Visit, group: Group, least: int) -> None:
    groups.set_least(visit.tx, group.id, least)
    visit.say(least_set(visit.words, least, running=sessions.running_in(visit.tx, group.id) is not None))


def list_groups(visit: Visit, heard: Heard) -> None:
    """/groups"""
    if allowed(visit, "groups", needs="coordinator"):
        count = sessions.count_by_group(visit.tx)
        known = [(group.title, count.get(group.id, 0)) for group in groups.all_active(visit.tx)]
        visit.say(desk.groups_list(visit.words, known))


def invite(visit: Visit, heard: Heard) -> None:
    """/invite"""
    if allowed(visit, "invite", needs="coordinator"):
        known = [(group.id, group.title) for group in groups.all_active(visit.tx)]
        visit.say(desk.whom_to_invite(visit.words, known))


def invite_pressed(visit: Visit, rest: list[str]) -> None:
    """A one-time link for the role chosen."""
    if not allowed(visit, "invite", needs="coordinator"):
        return
    role = Role.COORDINATOR if rest[0] == "c" else Role.FACILITATOR
    group_id = int(rest[1]) if role is Role.FACILITATOR else None
    token = invites.create(visit.tx, role, group_id, visit.now)
    link = f"https://t.me/{visit.world.bot_username}?start={token}"
    visit.say(desk.invitation(visit.words, link))
    visit.toast()


def list_summaries(visit: Visit, heard: Heard) -> None:
    """/summaries"""
    if allowed(visit, "summaries", needs="coordinator"):
        titles = {group.id: group.title for group in groups.everyone(visit.tx)}
        listed = sessions.listing(visit.tx)[:_LISTED]
        zone = visit.world.zone
        rows = [
            (
                s.code,
                _title(visit, s.scenario),
                titles.get(s.group_id, ""),
                s.opened.astimezone(zone).date(),
            )
            for s in listed
        ]
        visit.say(desk.summaries_list(visit.words, rows))


def _title(visit: Visit, scenario: str) -> str:
    if scenario not in visit.world.shelf.ids():
        return scenario
    return text_in(visit.world.shelf.get(scenario).title, visit.words.language).text


def summary_pressed(visit: Visit, rest: list[str]) -> None:
    """A summary as a document, in the language of whoever asks."""
    if not allowed(visit, "summaries", needs="coordinator"):
        return
    code, kind = rest
    stored = sessions.load(visit.tx, code)
    if stored is None:
        visit.toast(desk.press_again(visit.words), alert=True)
        return
    scenario = visit.world.scenario(stored.digest, stored.source)
    language = visit.words.language
    draft = Draft(
        place=visit.place,
        method="document",
        document=_document(visit, kind, scenario, stored.session),
        filename=f"palabre-{scenario.id}-{code}.{kind}",
        html=str(desk.caption(visit.words, text_in(scenario.title, language).text)),
    )
    outbox.put(visit.tx, draft, visit.now)
    visit.toast()


def _document(visit: Visit, kind: str, scenario: Scenario, session: Session) -> bytes:
    """A summary as a file. What makes it is loaded here, since most days nobody asks for one: that spares each
    start a thirtieth of a second and two megabytes."""
    if kind == "html":
        from bot.documents.html import html_summary

        return html_summary(scenario, session, visit.words.language, visit.world.zone)
    from bot.documents.json import json_summary

    return json_summary([(scenario, session)], visit.world.zone)
