"""How long the pure engine thinks about one answer."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from bot.engine.advance import advance
from bot.engine.effects import Advanced, Answered
from bot.engine.session import Frame, Session
from bot.publishing.published import bundle_of, read_source

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
TURNS = 20_000


def microseconds_per_turn() -> float:
    """The median of five rounds of turns at the menu, in microseconds."""
    bundle = bundle_of(read_source())
    stack = (Frame("start", "menu"), Frame("menu", "first"))
    session = Session(bundle.id, "it", stack, {"safe": "yes"}, turn=3)
    rounds = []
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(TURNS):
            done = advance(bundle, session, Answered(choice="more"), NOW)
        rounds.append((time.perf_counter() - began) / TURNS * 1e6)
    if not isinstance(done, Advanced) or done.session.stack[-1].step != "second":
        raise RuntimeError("the menu is not as this measurement knows it")
    return sorted(rounds)[2]
