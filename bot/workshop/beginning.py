"""What a new flow is before anybody has written it: one step, which ends it."""

from __future__ import annotations

from bot.engine.editing.edits import Head, edited

_NEW = """\
flow: {flow}
title: {flow}
start: begin
steps:
  begin:
    end: true
"""


def new_flow(flow: str, title: str) -> str:
    """Its text. Raises ``EditError`` for a title that no flow can have."""
    return edited(_NEW.format(flow=flow), [Head({"title": title})])
