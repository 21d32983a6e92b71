"""`palabre progress` and `palabre agreement`: what they are asked. What they do is loaded when somebody asks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from bot.documents.reports import WRITERS
from bot.languages import SPOKEN

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add(commands: _Commands) -> None:
    """The two commands."""
    progress = commands.add_parser("progress", help="how each group’s measures moved from workshop to workshop")
    progress.add_argument("--group", metavar="TITLE", help="of this group alone (default: each, by itself)")
    progress.add_argument("--json", action="store_true", help="for machines")
    written = "a file: .html, a page with a picture, of one group; or .json"
    progress.add_argument("--output", type=Path, metavar="FILE", help=written)
    spoken = "of what it says (default: English; of a page, PALABRE_LANGUAGE)"
    progress.add_argument("--language", choices=(*SPOKEN,), help=spoken)
    progress.set_defaults(act=_progress)
    agreement = commands.add_parser("agreement", help="a draft of the agreement that a group has approved")
    agreement.add_argument("--group", metavar="TITLE", help="of this group (needed where there are several)")
    agreement.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="FILE",
        help=f"a file: {', '.join(f'.{name}' for name in WRITERS)}",
    )
    agreement.add_argument("--language", choices=(*SPOKEN,), help="of the headings (default: PALABRE_LANGUAGE)")
    agreement.set_defaults(act=_agreement)


def _progress(parsed: argparse.Namespace) -> int:
    from bot.commands.beyond import progress

    return progress(parsed.group, parsed.output, parsed.language, as_json=parsed.json)


def _agreement(parsed: argparse.Namespace) -> int:
    from bot.commands.beyond import agreement

    return agreement(parsed.group, parsed.output, parsed.language)
