"""A summary for machines: JSON as the README documents it.

The `value` of an answer is what its kind of step makes of it (`bot.session.kinds`). Beside a figure stands neither
organisation nor side: each answer with its part would be the part's exact figures. Passes stand nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, tzinfo

from bot.scenario.model import Scenario
from bot.session.disclosure.visibility import asked_about, visible
from bot.session.kinds import spec_of
from bot.session.state import Session
from bot.summary.tally import played


def json_summary(sessions: Iterable[tuple[Scenario, Session]], zone: tzinfo = UTC) -> bytes:
    """All these sessions as one JSON document, UTF-8. Days only, those of `zone`; of the authors what each
    step's attribution gives, and of small numbers what visibility allows."""
    document = {"sessions": [_session(scenario, session, zone) for scenario, session in sessions]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _session(scenario: Scenario, session: Session, zone: tzinfo) -> dict[str, object]:
    return {
        "code": session.code,
        "scenario": session.scenario,
        "mode": session.mode.value,
        "opened": session.opened.astimezone(zone).date().isoformat(),
        "closed": session.closed.astimezone(zone).date().isoformat() if session.closed else None,
        "steps": [
            {"id": id, "kind": scenario.step(id).kind, "answers": _answers(scenario, session, id)}
            for id in played(scenario, session)
        ],
    }


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
