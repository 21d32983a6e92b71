"""Hostile texts as answers, through the whole app: kept and shown as the texts they are, and nothing else comes of
them. docs/safety.md lists every hostile case with its test."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest

from bot.documents.html import html_summary
from bot.documents.json import json_summary
from bot.gateway.inbound.decode import clean
from bot.scenario.load import load
from tests.stage import open_stage

TEXTS = {
    "markup": "<b>&\"'</b><a href=tg://user?id=1>x</a>",
    "4,096 emoji": "😀" * 2048,
    "4,096 of another plane": "𝄞" * 2048,
    "right to left override": "\u202egnp.exe",
    "NUL": "a\x00b",
    "formula": '=HYPERLINK("http://x";"y")',
    "full-width formula": "＝1+1",
    "BOM before a formula": "\ufeff=1+1",
    "SQL": "'); DROP TABLE answers; --",
    "a template": "{{ 7*7 }} {% raw %} {n} %s",
    "a path": "../../x.yaml",
    "tags of ours": "</blockquote></script><script>alert(1)</script>",
}


async def test_hostile_texts_are_answers_like_others(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "words.yaml").write_text(
        "palabre: 1\nid: words\ntitle: { fr: Mots }\npurpose: { fr: Essayer }\nsteps:\n"
        "  - { id: words, kind: text, reveal: together, prompt: { fr: Mots } }\n"
        "  - { id: more, kind: text, prompt: { fr: Encore } }\n"
    )
    async with open_stage(tmp_path, scenarios=mine) as stage:
        await stage.begin("words")
        stage.say("Awa", "/next oui")
        await stage.settle()
        for text in TEXTS.values():
            stage.say("Jo", text, reply_to=stage.question())
            await stage.settle()
        for command in ("/next oui", "/close oui"):
            stage.say("Awa", command)
            await stage.settle()
        scenario, session = await stage.session()
        posted = "".join(stage.texts())
    kept = {clean(text).strip() for text in TEXTS.values()}
    assert {answer.value.text for answer in session.answers} == kept
    document = json.loads(json_summary([(scenario, session)]))
    assert {a["value"]["text"] for a in document["sessions"][0]["steps"][0]["answers"]} == kept
    html = html_summary(scenario, session, "fr", stage.clock.time.tzinfo).decode()
    assert "<script" not in html
    for text in kept:
        assert text in unescape(html)
        assert "".join(text.split())[:20] in "".join(posted.split()), "and in the group, cut where it is long"


@pytest.mark.parametrize("id", ["../../x.yaml", "..", "/etc/passwd", "a/b", "con\\u0000", "x" * 99])
def test_a_scenario_s_id_is_no_path(id: str) -> None:
    text = f'palabre: 1\nid: "{id}"\ntitle: {{ fr: A }}\npurpose: {{ fr: A }}\nsteps: []\n'
    assert any(problem.line == 2 for problem in load(text.encode()).problems)
