"""A summary for machines: JSON as the README documents it, and `summary.schema.json` says exactly.

What is added later is new keys, which a reader can leave aside; a change of what is there would be another `VERSION`.

The `value` of an answer is what its kind of step makes of it (`bot.session.kinds`). Beside a figure stands neither
organisation nor side: each answer with its part would be the part's exact figures. Passes stand nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, tzinfo

from bot.scenario.fields import lists_of
from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.session.disclosure.visibility import asked_about, visible
from bot.session.kinds import spec_of
from bot.session.state import Session
from bot.summary.tally import played

#: The version of the form in which it is.
VERSION = 1


def json_summary(sessions: Iterable[tuple[Scenario, Session]], zone: tzinfo = UTC, day: date | None = None) -> bytes:
    """All these sessions as one JSON document, UTF-8, as of that day. Days only, those of `zone`; of the authors what
    each step's attribution gives, and of small numbers what visibility allows."""
    document = {
        "version": VERSION,
        "as_of": day.isoformat() if day else None,
        "sessions": [session_as_json(scenario, session, zone) for scenario, session in sessions],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def session_as_json(scenario: Scenario, session: Session, zone: tzinfo = UTC) -> dict[str, object]:
    """One session."""
    return {
        "code": session.code,
        "scenario": session.scenario,
        "title": dict(scenario.title),
        "mode": session.mode.value,
        "opened": session.opened.astimezone(zone).date().isoformat(),
        "closed": session.closed.astimezone(zone).date().isoformat() if session.closed else None,
        "steps": [
            {**_question(scenario.step(id)), "answers": _answers(scenario, session, id)}
            for id in played(scenario, session)
        ],
    }


def _question(step: AnyStep) -> dict[str, object]:
    """What was asked, in the languages of the scenario, with what there was to choose from."""
    lists = {name: {option.id: dict(option.text) for option in getattr(step, name)} for name in lists_of(type(step))}
    heading = {"heading": dict(step.heading)} if step.heading else {}
    ends = {name: dict(text) for name in ("low", "high") if (text := getattr(step, name, None))}
    more = {name: value for name, value in (("measure", step.measures), ("on", step.draws_on)) if value}
    return {"id": step.id, "kind": step.kind, **heading, "prompt": dict(step.prompt), **lists, **ends, **more}


def _answers(scenario: Scenario, session: Session, step: str) -> list[dict[str, object]]:
    view = visible(scenario, session, step, audience="document")
    spec, asked = spec_of(scenario.step(step)), asked_about(scenario, session, step)
    return [
        {
            "alias": shown.alias,
            "organisation": shown.organisation.name if shown.organisation and not spec.figures else None,
            "side": shown.side.value if shown.side and not spec.figures else None,
            "value": spec.json(asked, shown.value),
            "late": shown.late,
            **({"relayed": True} if shown.relayed else {}),
        }
        for shown in view.answers
    ]
