"""A summary for machines: JSON as the README documents it.

`value` by kind: text `{"text"}`, or `{"text", "voice_seconds"}` for a voice note; scale a number from 1 to
5; choice a list of option ids; matrix `{row: column}` by ids; vote a list of the answers' texts;
commitment `{"what", "who", "when", "due"}` with a date or null; null where the question was passed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, tzinfo

from bot.scenario.model import Scenario, VoteStep
from bot.session.disclosure.visibility import View, visible
from bot.session.state import Progress, Session
from bot.session.values import (
    ChoiceValue,
    CommitmentValue,
    MatrixValue,
    ScaleValue,
    TextValue,
    Value,
    VoteValue,
)


def json_summary(sessions: Iterable[tuple[Scenario, Session]], zone: tzinfo = UTC) -> bytes:
    """All these sessions as one JSON document, UTF-8. Days only, those of `zone`; of the authors what each
    step's attribution gives, and of small numbers what visibility allows."""
    document = {"sessions": [_session(scenario, session, zone) for scenario, session in sessions]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _session(scenario: Scenario, session: Session, zone: tzinfo) -> dict[str, object]:
    played = [s for s in scenario.steps if session.step(s.id).progress in (Progress.OPEN, Progress.CLOSED)]
    return {
        "code": session.code,
        "scenario": session.scenario,
        "mode": "live",
        "opened": session.opened.astimezone(zone).date().isoformat(),
        "closed": session.closed.astimezone(zone).date().isoformat() if session.closed else None,
        "steps": [
            {"id": step.id, "kind": step.kind, "answers": _answers(scenario, session, step.id)}
            for step in played
            if step.kind != "message"
        ],
    }


def _answers(scenario: Scenario, session: Session, step: str) -> list[dict[str, object]]:
    view = visible(scenario, session, step, audience="document")
    shape = scenario.step(step)
    texts = _texts(visible(scenario, session, shape.on, audience="group")) if isinstance(shape, VoteStep) else {}
    given: list[dict[str, object]] = [
        {
            "alias": shown.alias,
            "organisation": shown.organisation.name if shown.organisation else None,
            "side": shown.side.value if shown.side else None,
            "value": _value(shown.value, texts),
            "late": shown.late,
        }
        for shown in view.answers
    ]
    passed = {"alias": None, "organisation": None, "side": None, "value": None, "late": False}
    return given if view.hidden else given + [dict(passed) for _ in range(view.passed)]


def _texts(view: View) -> dict[str, str]:
    return {shown.id: shown.value.text for shown in view.answers if isinstance(shown.value, TextValue)}


def _value(value: Value, texts: dict[str, str]) -> object:
    match value:
        case TextValue(text=text, voice=voice, seconds=seconds):
            return {"text": text, "voice_seconds": seconds} if voice else {"text": text}
        case ScaleValue(score=score):
            return score
        case ChoiceValue(options=options):
            return list(options)
        case MatrixValue(cells=cells):
            return dict(cells)
        case VoteValue(answers=answers):
            return [texts[id] for id in answers if id in texts]
        case CommitmentValue(what=what, who=who, when=when, due=due):
            return {"what": what, "who": who, "when": when, "due": due.isoformat() if due else None}
        case _:
            return None
