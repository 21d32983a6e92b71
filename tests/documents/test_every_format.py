"""What is promised of documents holds in every format: nobody's account, name or pseudonym, no time of day, nothing
that is hidden, no control characters, every text whole."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from bot.documents.formats import FORMATS
from tests.documents.made import PEOPLE, SCENARIO, opened, session, written

HOSTILE = '=HYPERLINK("http://x";"y")\x00\x0b\ud800\ufffe <b>&"\'</b> _x0041_ \u202egnp.exe ＝1+1'


@pytest.mark.parametrize("name", FORMATS)
def test_nobody_stands_in_a_document(name: str) -> None:
    told = opened(written(name, session("CANARYTEXT")))
    assert b"CANARYTEXT" in told
    for canary in (*PEOPLE, "CANARYPERSON", "CANARYALIAS"):
        assert canary.encode() not in told


@pytest.mark.parametrize("name", FORMATS)
def test_no_document_tells_a_time_of_day(name: str) -> None:
    document = written(name)
    told = opened(document).replace(b"T000000Z", b"")
    assert not re.search(rb"\d\d:\d\d|T\d{6}", told.split(b"</style>")[-1])
    if document.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert document == written(name), "nor anything else of when it was made"


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_hidden_is_in_no_document(name: str) -> None:
    """Of a question in private that too few answered."""
    steps = [one.model_copy(update={"collect": "private"}) for one in SCENARIO.steps if one.id in ("tell", "do")]
    scenario = SCENARIO.model_copy(update={"steps": tuple(steps)})
    _, whole = session("CANARYTEXT")
    few = [one for one in whole.answers if one.person in PEOPLE[:2]]
    left = replace(whole, answers=type(whole.answers)(few))
    assert b"CANARYTEXT" not in opened(written(name, (scenario, left)))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_hostile_text_breaks_no_document(name: str, language: str) -> None:
    document = opened(written(name, session(HOSTILE), language=language), pictures=False)
    text = document.decode("utf-8")
    assert "HYPERLINK" in text
    if name != "json":  # which has its own way of writing them
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)


def test_documents_are_made_of_many_sessions_at_once() -> None:
    two = [session("CANARYONE"), session("CANARYTWO", code="ZZZZ2")]
    for name, form in FORMATS.items():
        if form.several:
            told = opened(written(name, *two))
            assert b"CANARYONE" in told, name
            assert b"CANARYTWO" in told, name
