"""How often what is tried at random is tried: the one place that says it, for Hypothesis and for draws of our own.

`quick` goes with every run: few, and the same ones each time, so that nobody's change fails by another's bad luck.
`whole` is what `.ci/run` tries: many, and Hypothesis others each time. `long` is ten times as many, for whoever likes.

    pytest --hypothesis-profile=whole tests/session
"""

from __future__ import annotations

from hypothesis import settings

#: How many times `many` a profile tries; 0 stands for `few`.
_PROFILES = {"quick": 0, "whole": 1, "long": 10}


def often(few: int, many: int) -> int:
    """How often to try something, in the profile that was chosen. Known from when tests are collected on."""
    return _counted(settings.get_current_profile_name(), few, many)


def _counted(profile: str, few: int, many: int) -> int:
    return many * _PROFILES[profile] or few


def register() -> None:
    """Make the profiles known and choose the quick one; Hypothesis takes another where `--hypothesis-profile` says so.
    Examples have no deadline: a busy machine fails nothing."""
    for name in _PROFILES:
        quick = name == "quick"
        count = _counted(name, 30, 200)
        parent = settings.get_profile("default")
        made = settings(parent, max_examples=count, deadline=None, derandomize=quick, print_blob=not quick)
        settings.register_profile(name, made)
    settings.load_profile("quick")
