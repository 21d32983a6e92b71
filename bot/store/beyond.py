"""What the tables hold that outlive a group's workshops, or come before them: commitments, what is to open by itself,
scenarios that were uploaded, documents that were asked for.
A part of `holdings`, where the rest stands, and what its words mean."""

from __future__ import annotations

from collections.abc import Mapping

from bot.store.holding import Cascade, Delete, Empty, Holds, Stays, Table

_CASCADE = Cascade()

BEYOND: Mapping[str, Table] = {
    "commitments": Table(
        holds={
            "group_id": Holds.GROUP, "session": Holds.SESSION, "what": Holds.WORDS, "who": Holds.WORDS,
            "said": Holds.WORDS, "organisation_name": Holds.WORDS, "other_name": Holds.WORDS, "person": Holds.PERSON,
            "possible": Holds.WORDS, "told_by": Holds.PERSON,
        },
        plain="id answer place made due organisation standing other ask_on asked asked_on became told_on",
        person=(
            Delete(where="person = :person AND standing <> 'agreed'"),
            Empty("person = NULL", "the words are another's, who proposed it to them", by=("person",)),
            Empty("possible = '', told_by = NULL", "what became of it is the group's", by=("told_by",)),
            Empty(
                "organisation_name = ''",
                "it is the group's, and the name was theirs",
                where="(group_id, organisation) IN (SELECT group_id, id FROM organisations WHERE author = :person)",
            ),
        ),
        session=(
            Empty(
                "person = NULL, told_by = NULL, session = '', answer = ''",
                "it is the group's for its next workshops, and leads to nobody from then on",
            ),
        ),
        group=(_CASCADE,),
        kept="400 days from the end of its workshop, and whose it is no longer than the workshop",
    ),
    "commitment_messages": Table(plain="commitment message", kept="as long as the message is known"),
    "schedules": Table(
        holds={"group_id": Holds.GROUP, "person": Holds.PERSON},
        plain="id workshop next first every unit asked made",
        person=(Empty("person = NULL", "it is the group's: those who facilitate are asked when it is due"),),
        group=(_CASCADE,),
        kept="until it has opened for the last time, or is cancelled; what waits for a tap, a day",
    ),
    "library": Table(
        holds={"source": Holds.WORDS},
        plain="place id",
        person=(Stays("it is the installation's, and says nothing of who takes part; who sent it isn't kept"),),
        session=(Stays("as above; a session has its own copy"),),
        group=(Stays("as above: all groups are offered it"),),
        kept="until it is taken back",
    ),
    "uploads": Table(
        holds={"person": Holds.PERSON, "file": Holds.WORDS, "source": Holds.WORDS},
        plain="place since tries not_before",
        person=(Delete(),),
        session=(Stays("it belongs to no session"),),
        group=(Stays("it belongs to no group"),),
        kept="until it is taken or left, for a day at most",
    ),
    "orders": Table(
        holds={"person": Holds.PERSON, "sessions": Holds.SESSION},
        plain="id format language since taken",
        person=(Delete(),),
        session=(
            Empty(
                "sessions = trim(replace(' ' || sessions || ' ', ' ' || :session || ' ', ' ')), taken = 0",
                "it may be of others too; what is being written is written anew",
                where="instr(sessions, :session)",
            ),
        ),
        kept="until it is written, for a day at most",
    ),
    "downloads": Table(
        holds={"session": Holds.SESSION, "person": Holds.PERSON},
        plain="format language day age",
        person=(Delete(),),
        session=(_CASCADE,),
        kept="with its session",
    ),
    "group_timers": Table(
        holds={"group_id": Holds.GROUP}, plain="name due", group=(_CASCADE,), kept="until it is due"
    ),
}  # fmt: skip
