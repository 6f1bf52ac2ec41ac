"""What an edit touches of the file: the order of choices, and the lines of a group."""

from __future__ import annotations

import re

from bot.conversation.calls import CALLS
from bot.engine.canonical import canonical
from bot.engine.editing.edits import Put, edited
from bot.engine.editing.sheet import sheet_of
from bot.engine.load import load_flow

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


def played(text: str) -> str:
    """Everything that the engine knows of a flow but the lines where it stands."""
    flow, problems = load_flow(text, "x", CALLS)
    assert flow is not None
    assert not problems
    return re.sub(r"line=\d+", "", repr((flow.start, flow.anywhere, flow.steps)))


def test_a_group_is_one_line_of_each_step_and_nothing_to_the_bot() -> None:
    """Put in, called otherwise and taken away, it changes no other line and nothing that is
    played; the file is canonical all the while."""
    body = dict(sheet_of(FLOW).block("a").body)
    first = edited(FLOW, [Put("a", {"group": "Dov\u2019è: qui", **body})])
    lines = FLOW.splitlines(keepends=True)
    assert first == "".join([*lines[:5], '    group: "Dov\u2019è: qui"\n', *lines[5:]])
    named = edited(first, [Put("a", {"group": "Casa", **body})])
    assert named == first.replace('"Dov\u2019è: qui"', "Casa")
    assert canonical(named) == named
    assert played(named) == played(first) == played(FLOW)
    assert edited(named, [Put("a", body)]) == FLOW
