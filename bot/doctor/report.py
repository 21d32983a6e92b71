"""What `palabre doctor` tells: for people as text, for machines as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from bot.doctor.finding import Finding, State, all_well, counted


def render(findings: Sequence[Finding]) -> str:
    """One line for each finding, with what to do under it, and at the end what it comes to."""
    width = max((len(finding.name) for finding in findings if " " not in finding.name), default=0)
    return "\n".join([*(line for finding in findings for line in _lines(finding, width)), "", _sum(findings)])


def _lines(finding: Finding, width: int) -> Iterator[str]:
    yield f"{finding.state:5} {finding.name + ':':{width + 1}} {finding.says}"
    if finding.mend:
        yield f"      {'':{width + 1}} → {finding.mend}"


def _sum(findings: Sequence[Finding]) -> str:
    to_mend = sum(finding.state is State.MEND for finding in findings)
    return f"{counted(to_mend, 'thing needs', 'things need')} mending." if to_mend else "All is well."


def as_json(findings: Sequence[Finding]) -> str:
    """The same as JSON: `{"well": …, "findings": [{"name", "state", "says", "mend", "figures": {…}}]}`."""
    found = [
        {"name": f.name, "state": f.state.value, "says": f.says, "mend": f.mend, "figures": dict(f.figures)}
        for f in findings
    ]
    return json.dumps({"well": all_well(findings), "findings": found}, ensure_ascii=False, indent=2)
