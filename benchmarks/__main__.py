"""`python -m benchmarks [--only NAME …] [--runs N] [--quick] [--soak] [--write] [--profile NAME]`"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from benchmarks import burst, document, growth, memory, phone, receipt, scale, soak, start
from benchmarks.report import Plan, Table, machine, write

MEASURES: dict[str, Callable[[Plan], list[Table]]] = {
    "burst": burst.measure,
    "receipt": receipt.measure,
    "memory": memory.measure,
    "soak": soak.measure,
    "growth": growth.measure,
    "start": start.measure,
    "phone": phone.measure,
    "document": document.measure,
    "scale": scale.measure,
}
PROFILES: dict[str, Callable[[Plan], str]] = {"burst": burst.profile, "receipt": receipt.profile}


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=list(MEASURES), metavar="NAME",
                        help=", ".join(MEASURES))  # fmt: skip
    parser.add_argument("--runs", type=int, default=3, help="of each row (3)")
    parser.add_argument("--quick", action="store_true", help="small and once: shows that it works, measures nothing")
    parser.add_argument("--soak", action="store_true", help="the soak with 200,000 answers")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md here")
    parser.add_argument("--profile", nargs="+", choices=PROFILES, metavar="NAME",
                        help=f"say where the time goes instead: {', '.join(PROFILES)}")  # fmt: skip
    asked = parser.parse_args()
    plan = Plan(1 if asked.quick else asked.runs, asked.quick, asked.soak)
    wanted = [(f"profile-{name}", PROFILES[name]) for name in asked.profile] if asked.profile else [
        (name, MEASURES[name]) for name in asked.only]  # fmt: skip
    _tell("machine", f"{machine()}.", writing=asked.write)
    for name, act in wanted:
        found = act(plan)
        _tell(name, found if isinstance(found, str) else "\n\n".join(map(str, found)), writing=asked.write)


def _tell(name: str, text: str, *, writing: bool) -> None:
    print(f"## {name}\n\n{text}\n", flush=True)
    if writing:
        write(name, text)


if __name__ == "__main__":
    main()
