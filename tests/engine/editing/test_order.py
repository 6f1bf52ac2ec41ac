"""Choices are shown in the order of the file: another order is an edit."""

from __future__ import annotations

from bot.engine.editing.edits import Put, edited
from bot.engine.editing.sheet import sheet_of

FLOW = """\
flow: x
title: X
start: a
steps:
  a:
    ask: Che cosa?
    choices:
      one: {label: Uno, next: b}
      two: {label: Due, next: b}
  b:
    end: true
"""


def test_choices_in_another_order_are_written_in_that_order() -> None:
    """Each keeps its own line."""
    choices = {"two": {"label": "Due", "next": "b"}, "one": {"label": "Uno", "next": "b"}}
    text = edited(FLOW, [Put("a", {"ask": "Che cosa?", "choices": choices})])
    lines = FLOW.splitlines(keepends=True)
    assert text == "".join([*lines[:7], lines[8], lines[7], *lines[9:]])


def test_entries_of_a_step_in_another_order_are_no_change() -> None:
    """Their order says nothing to her: the file keeps its own."""
    block = sheet_of(FLOW).block("a")
    assert block is not None
    assert isinstance(block.body, dict)
    turned = dict(reversed(list(block.body.items())))
    assert edited(FLOW, [Put("a", turned)]) == FLOW
