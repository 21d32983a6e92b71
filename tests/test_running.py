"""What `palabre run` does beside running the bot."""

from __future__ import annotations

import gc

from bot.commands.run import leave_standing


def test_the_collector_leaves_alone_what_was_there_at_the_start() -> None:
    try:
        leave_standing()
        assert gc.get_freeze_count() > 10_000
        later = [[number] for number in range(1_000)]
        assert len(gc.get_objects()) >= len(later), "and looks after what came later"
        assert len(gc.get_objects()) < gc.get_freeze_count()
    finally:
        gc.unfreeze()
