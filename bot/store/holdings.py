"""What each table holds, and what becomes of it in each erasure: the one list.

    person     /forget, `palabre purge --person`, and a restored backup of somebody who was forgotten
    session    what is past its time, a wiped group's sessions, and both in a restored backup
    group      /wipe, and a restored backup of a group that was wiped
    kept       how long it stays where nobody erases it

`erasure` carries out what stands here, from the top down: what refers to others goes before them. Each column of the
schema is named, so that a new one has to be decided on (tests/store/test_erasure.py reads the real schema). Knows no
engine: what stands in a session's state and answers, that alone takes apart.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.store.beyond import BEYOND
from bot.store.holding import Cascade, Delete, Empty, Holds, Stays, Table
from bot.store.unsent import ABOUT, TAKEN_BACK, WAITING

_CASCADE = Cascade()
_BY_SESSION = Stays("its sessions are erased before the group, each with all that is its own")
_BY_ENGINE = Stays("the engine takes somebody out of it, and what was shown of them (work/privacy/erasing.py)")


TABLES: Mapping[str, Table] = {
    "outbox": Table(
        holds={
            "place": Holds.PLACE, "line": Holds.PLACE, "fold": Holds.PLACE, "session": Holds.SESSION,
            "payload": Holds.WORDS, "document": Holds.WORDS,
        },
        plain="id method message quotes priority not_before expires queued begun sent_at attempts state error",
        person=(
            Empty(TAKEN_BACK, "when something was sent is what pacing goes by", by=("place",), only=WAITING),
            Stays("what quotes them elsewhere is worded anew or taken back by its session (work/retell.py)"),
        ),
        session=(Empty(TAKEN_BACK, "as above", where=ABOUT, only=WAITING),),
        group=(Delete(by=("place",)),),
        kept="words, and whose chat, until it is sent, the rest for a day; what its group doesn't take for three",
    ),
    "messages": Table(
        holds={"place": Holds.PLACE, "session": Holds.SESSION, "ref": Holds.REF, "digest": Holds.WORDS},
        plain="id part number result edited rest mark hour doubtful",
        person=(
            Delete(by=("place",)),
            Empty("ref = 'renamed'", "so that what the group was told of their pseudonym is edited", by=("ref",)),
        ),
        session=(Delete(),),
        group=(Delete(),),
        kept="with its session; others until the next purge, or with their group where a reply to them means something",
    ),
    "inbox": Table(
        holds={
            "chat": Holds.CHAT, "account": Holds.ACCOUNT, "payload": Holds.WORDS, "session": Holds.SESSION,
            "name": Holds.WAKE,
        },
        plain="seq update_id received state attempts not_before error",
        person=(
            Empty(
                "chat = NULL, account = NULL, payload = NULL, "
                "state = CASE state WHEN 'open' THEN 'done' ELSE state END",
                "by its number an update that comes again is known; the doctor shows what was set aside",
                where="seq IN (SELECT value FROM json_each(:heard))"
                " OR state = 'aside' AND payload IS NOT NULL AND :account IN (account, chat)",
            ),
            Delete(by=("name",)),
        ),
        session=(Delete(),),
        group=(
            Empty(
                "state = 'done', chat = NULL, account = NULL, payload = NULL, error = NULL",
                "by its number an update that comes again is known",
                by=("chat",),
                only="payload IS NOT NULL",
            ),
            Delete(by=("name",)),
        ),
        kept="its words until it is worked on, its number for two days; what was set aside for a week",
    ),
    "pending": Table(
        holds={
            "person": Holds.PERSON, "place": Holds.PLACE, "asks": Holds.SESSION, "words": Holds.WORDS,
        },
        plain="id number seconds at",
        person=(Delete(by=("person",)),),
        session=(Delete(where="instr(asks, :session)"),),
        group=(Delete(by=("place",)),),
        kept="until its author has said what it is, for a day at most",
    ),
    "timers": Table(
        holds={"session": Holds.SESSION, "name": Holds.WAKE},
        plain="due",
        person=(Delete(),),
        session=(_CASCADE,),
        group=(_BY_SESSION,),
        kept="until it is due",
    ),
    "private_messages": Table(
        holds={"session": Holds.SESSION},
        plain="number hour",
        session=(_CASCADE,),
        kept="until what was said in private leaves the private chats, two days at most",
    ),
    "participants": Table(
        holds={"person": Holds.PERSON, "session": Holds.SESSION},
        plain="",
        person=(Delete(),),
        session=(_CASCADE,),
        kept="with its session",
    ),
    "answers": Table(
        holds={"session": Holds.SESSION, "body": Holds.STATE},
        plain="place id",
        person=(_BY_ENGINE,),
        session=(_CASCADE,),
        group=(_BY_SESSION,),
        kept="with its session",
    ),
    "voices": Table(
        holds={"session": Holds.SESSION, "file": Holds.WORDS, "sound": Holds.WORDS},
        plain="place answer since tries not_before",
        person=(_BY_ENGINE,),
        session=(_CASCADE,),
        group=(_BY_SESSION,),
        kept="with its answer; Telegram's name of it until it is fetched, for a day at most",
    ),
    "sessions": Table(
        holds={"code": Holds.SESSION, "group_id": Holds.GROUP, "state": Holds.STATE},
        plain="scenario digest phase opened closed retention",
        person=(_BY_ENGINE,),
        session=(Delete(),),
        group=(_BY_SESSION,),
        kept="90 days from its close (PALABRE_RETENTION_DAYS), or as its group wants where that is less",
    ),
    "scenarios": Table(
        holds={"source": Holds.WORDS},
        plain="digest",
        person=(Stays("it is its author's, and says nothing of who takes part"),),
        session=(Delete(where="digest NOT IN (SELECT digest FROM sessions)"),),
        group=(_BY_SESSION,),
        kept="with the last session that was started with it",
    ),
    "tallies": Table(
        holds={"code": Holds.SESSION, "group_id": Holds.GROUP},
        plain="scenario opened closed steps",
        session=(Stays("it is what is to stay of a session: counts and measures, from three people on"),),
        group=(_CASCADE,),
        kept="with its group",
    ),
    **BEYOND,
    "members": Table(
        holds={"group_id": Holds.GROUP, "person": Holds.PERSON},
        plain="organisation notice notice_day",
        person=(Delete(),),
        group=(_CASCADE,),
        kept="with the last session of the group in which they took part",
    ),
    "admins": Table(
        holds={"group_id": Holds.GROUP, "person": Holds.PERSON},
        plain="",
        person=(Stays("a role that others count on; the answer to /forget names it, `purge --person` takes it away"),),
        group=(_CASCADE,),
        kept="with the group's last session; else it is asked anew of Telegram",
    ),
    "grants": Table(
        holds={"person": Holds.PERSON, "given_by": Holds.PERSON, "group_id": Holds.GROUP},
        plain="role number origin day",
        person=(
            Stays("as of an admin"),
            Empty("given_by = NULL", "whoever was invited stays so, by somebody", by=("given_by",)),
        ),
        group=(Delete(),),
        kept="until it is taken away, or with its group",
    ),
    "invites": Table(
        holds={"group_id": Holds.GROUP, "given_by": Holds.PERSON},
        plain="hash role expires origin",
        person=(Delete(),),
        group=(Delete(),),
        kept="a quarter of an hour",
    ),
    "record": Table(
        holds={"group_id": Holds.GROUP, "session": Holds.SESSION, "actor": Holds.PERSON, "subject": Holds.PERSON},
        plain="entry day act actor_called subject_called",
        person=(
            Empty("actor = NULL, actor_called = NULL", "that it was done stays, by somebody", by=("actor",)),
            Empty("subject = NULL, subject_called = NULL", "as above", by=("subject",)),
        ),
        session=(Stays("that a summary was downloaded is the group's to know; the code leads nowhere any more"),),
        group=(Delete(),),
        kept="180 days",
    ),
    "confirmations": Table(plain="token expires used", kept="a quarter of an hour"),
    "organisations": Table(
        holds={"group_id": Holds.GROUP, "name": Holds.WORDS, "author": Holds.PERSON},
        plain="id side",
        person=(
            Delete(by=("author",)),
            Stays("who named it isn't kept where a facilitator did, nor once others are with it"),
        ),
        session=(Stays("it is the group's, for its next workshops too"),),
        group=(_CASCADE,),
        kept="until a facilitator takes it away, or with its group",
    ),
    "readings": Table(
        holds={"group_id": Holds.GROUP, "lines": Holds.WORDS},
        plain="id scenario made",
        person=(Stays("it is a facilitator's list of a group, and who wrote it isn't kept"),),
        session=(Stays("it is the group's"),),
        group=(_CASCADE,),
        kept="until it is confirmed, or another takes its place; a day",
    ),
    "troubles": Table(
        holds={"group_id": Holds.GROUP}, plain="kind since tries", group=(_CASCADE,), kept="until it is over"
    ),
    "pauses": Table(
        holds={"place": Holds.PLACE},
        plain="until",
        person=(Stays("Telegram bids the answer to /forget wait, too"),),
        group=(Delete(),),
        kept="until it is over",
    ),
    "groups": Table(
        holds={"id": Holds.GROUP, "chat": Holds.CHAT, "title": Holds.WORDS},
        plain="topic languages active opened least tidies organisations_made zone quiet_from quiet_to window review"
        " retention",
        person=(Stays("its chat is no private one, and its title is the group's"),),
        session=(Stays("it outlives its sessions"),),
        group=(Delete(),),
        kept="as long as the bot is in it, or anything is left of its sessions",
    ),
    "people": Table(
        holds={"person": Holds.PERSON, "account": Holds.ACCOUNT},
        plain="language reachable opened zone muted",
        person=(
            Empty(
                "language = NULL, reachable = 0, opened = 0, zone = NULL, muted = 0",
                "the answer is still to be sent; then it goes",
            ),
        ),
        kept="until nothing leads there any more; since the private chat was last opened, as long as a session",
    ),
    "withdrawals": Table(plain="entry mark day", kept="180 days, as long as any backup may be restored"),
    "meta": Table(plain="key value", kept="for good: the installation's own"),
}  # fmt: skip
