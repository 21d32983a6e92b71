"""/voices: voice notes go to a facilitator's private chat, to be written down in reply; and out of it again."""

from __future__ import annotations

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.addresses import PrivatePlace, RefKind, voice_ref
from bot.session.kinds import has_voice
from bot.session.roles import Role, may
from bot.session.state import Session
from bot.session.transcribing import unwritten
from bot.store import messages, outbox, roles, sessions, unsent, voices
from bot.store.outbox import Draft
from bot.wording import refusals
from bot.wording.caring import no_voices, voice_caption
from bot.wording.erasure import cleared
from bot.work.context import Context
from bot.work.tidying.clearing import delete

#: How many are sent at once; /voices again brings the next.
_MOST = 10


def asked_for(context: Context, incoming: IncomingMessage) -> None:
    """/voices"""
    perhaps = roles.perhaps_steered(context.tx, context.person.person)
    theirs = [group for group in perhaps if may(context.role(group), "voices")]
    if not theirs:
        context.say(refusals.refused(context.words, needs=Role.FACILITATOR))
        return
    codes = [code for group in theirs if (code := sessions.latest_in(context.tx, group.id))]
    found = [(code, answer) for code in codes for answer in _unwritten(context, code)]
    for code, answer in found[:_MOST]:
        _send(context, code, answer)
    if not found:
        context.say(no_voices(context.words))


def _unwritten(context: Context, code: str) -> list[str]:
    """The voice notes of a session that may be heard, aren't written down, and are kept."""
    stored = sessions.load(context.tx, code)
    if stored is None:
        return []
    return [
        answer
        for answer in unwritten(context.runtime.scenario(stored), stored.session)
        if voices.sound(context.tx, code, answer)
    ]


def _send(context: Context, code: str, answer: str) -> None:
    row = messages.queue(context.tx, context.place, code, voice_ref(answer), 0)
    draft = Draft(
        place=context.place,
        method="voice",
        html=str(voice_caption(context.words)),
        message=row,
        quotes=True,
        document=voices.sound(context.tx, code, answer),
        protect=True,
    )
    outbox.put(context.tx, draft, context.now)


def take_back(context: Context, session: Session) -> None:
    """Notes that were withdrawn leave the private chats to which they were sent."""
    for row in messages.in_private(context.tx, session.code):
        answer = session.answers.get(row.ref.key) if row.ref.kind is RefKind.VOICE else None
        if row.ref.kind is not RefKind.VOICE or (answer and has_voice(answer.value)):
            continue
        if row.number and isinstance(row.place, PrivatePlace):
            delete(context, row.place, [row.number], cleared)
        else:
            unsent.cancel(context.tx, [row])
        messages.gone(context.tx, [row.id])
