"""What an editor does to a flow touches nothing else: not a byte, not a remark."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.canonical import canonical
from bot.engine.editing.edits import (
    LONGEST,
    Add,
    Edit,
    EditError,
    Head,
    Move,
    Note,
    Put,
    Remark,
    Remove,
    Rename,
    edited,
)
from bot.engine.editing.sheet import Plain, SheetError, plain, sheet_of
from bot.engine.tree import Table, read_tree
from bot.publishing.published import FLOWS

FILES = sorted(FLOWS.rglob("*.yaml"))

FLOW = """\
flow: work
title: Lavoro
start: what
steps:
  # The desk is asked first.
  what:
    marks: [critical]
    # Translators: must read as neutral.
    ask: Che cosa ti serve?
    choices:
      course: {label: Un corso, match: [corsi, imparare], next: near}
      # Nobody reads this at night.
      desk: {label: "Sì, uno sportello", next: near}
    no_match: {retry: 2, next: near} # twice is enough
    timeout: {after: 10m, next: bye}
  near:
    when:
      - {if: place == "", next: what}
    else: bye
  bye:
    end: true
"""


def body(text: str, step: str) -> dict[str, Plain]:
    """What a step of a text says."""
    block = sheet_of(text).block(step)
    assert block is not None
    assert isinstance(block.body, dict)
    return dict(block.body)


def changed(before: str, after: str) -> list[str]:
    """The lines that went and came."""
    return [line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FLOWS)))
def test_a_flow_is_cut_at_its_steps_and_comes_together_again(path: Path) -> None:
    """Byte for byte, with the same steps that the engine reads."""
    text = path.read_text(encoding="utf-8")
    sheet = sheet_of(text)
    tree = read_tree(text)
    assert isinstance(tree, Table)
    steps = plain(next(node for key, node in tree.entries if key.text == "steps"))
    assert sheet.text == text
    assert {block.id: block.body for block in sheet.blocks} == steps
    lines = text.splitlines()
    assert all(lines[block.line - 1].startswith(f"  {block.id}:") for block in sheet.blocks)


@pytest.mark.parametrize("path", FILES[::3], ids=lambda path: str(path.relative_to(FLOWS)))
def test_an_edit_touches_the_lines_of_its_step_alone(path: Path) -> None:
    """The longest step without a remark of a flow of ours says something more, then no longer."""
    text = path.read_text(encoding="utf-8")
    bare = (one for one in sheet_of(text).blocks if not one.text.lstrip().startswith("#"))
    block = max(bare, key=lambda one: len(one.text))
    was = body(text, block.id)
    after = edited(text, [Put(block.id, {**was, "telegram": "x"}), Note(block.id, "y")])
    assert set(changed(text, after)) == {"+     telegram: x", "+   # y"}
    assert edited(after, [Put(block.id, was), Note(block.id, "")]) == text


def test_one_label_changes_one_line() -> None:
    """Remarks, quotation marks and the other choices stay as they were."""
    what = body(FLOW, "what")
    choices = what["choices"]
    assert isinstance(choices, dict)
    what["choices"] = {**choices, "course": {**choices["course"], "label": "Corsi, gratis"}}
    after = edited(FLOW, [Put("what", what)])
    assert changed(FLOW, after) == [
        "-       course: {label: Un corso, match: [corsi, imparare], next: near}",
        '+       course: {label: "Corsi, gratis", match: [corsi, imparare], next: near}',
    ]
    assert canonical(after) == after


def test_a_choice_that_goes_takes_its_remark_along_and_nothing_else() -> None:
    """What was said about it would otherwise stand above another choice."""
    what = body(FLOW, "what")
    choices = what["choices"]
    assert isinstance(choices, dict)
    what["choices"] = {"course": choices["course"]}
    assert changed(FLOW, edited(FLOW, [Put("what", what)])) == [
        "-       # Nobody reads this at night.",
        '-       desk: {label: "Sì, uno sportello", next: near}',
    ]


def test_a_new_entry_stands_behind_the_one_it_follows() -> None:
    """A text for short messages stands beside the text that it is short for."""
    what = body(FLOW, "what")
    after = edited(
        FLOW, [Put("what", {"marks": what["marks"], "ask": what["ask"], "sms": "Cosa?", **what})]
    )
    lines = after.splitlines()
    assert lines[lines.index("    ask: Che cosa ti serve?") + 1] == "    sms: Cosa?"
    assert len(changed(FLOW, after)) == 1


def test_a_step_comes_where_it_was_put() -> None:
    """A new step stands below the one that was named, written as an author would."""
    after = edited(FLOW, [Add("hello", {"say": "Ciao.\nSono qui.", "next": "near"}, "what")])
    assert [block.id for block in sheet_of(after).blocks] == ["what", "hello", "near", "bye"]
    assert changed(FLOW, after) == [
        "+   hello:",
        '+     say: "Ciao.\\nSono qui."',
        "+     next: near",
    ]


def test_a_step_that_goes_leaves_no_way_into_nothing() -> None:
    """What led to it leads elsewhere, the start of the flow included."""
    after = edited(FLOW, [Remove("near", "bye")])
    assert "near" not in after
    assert "next: bye} # twice is enough" in after or "next: bye}" in after
    assert edited(FLOW, [Remove("what", "bye")]).splitlines()[2] == "start: bye"


def test_a_step_called_otherwise_is_found_by_its_new_name() -> None:
    """Everything that led to it leads to it still; a variable of that name is no way."""
    after = edited(FLOW, [Rename("near", "place_known")])
    assert "near" not in after
    assert after.count("place_known") == 4


def test_a_step_moves_with_the_remark_above_it() -> None:
    """The remark is about the step, not about the place."""
    after = edited(FLOW, [Move("what", "near")])
    assert [block.id for block in sheet_of(after).blocks] == ["near", "what", "bye"]
    assert edited(after, [Move("what")]) == FLOW


def test_remarks_are_written_and_taken_away() -> None:
    """For colleagues above the step, for translators beside the text."""
    after = edited(FLOW, [Note("what", "Una riga.\nUn'altra."), Remark("what", "short, warm")])
    assert "  # Una riga.\n  # Un'altra.\n  what:\n" in after
    assert "    # Translators: short, warm\n    ask:" in after
    bare = edited(after, [Note("what", ""), Remark("what", " ")])
    assert bare.count("#") == 2


def test_the_head_is_edited_alone() -> None:
    """Words that lead here may come, and go again without a trace."""
    after = edited(FLOW, [Head({"title": "Lavoro, e corsi", "anywhere": ["cerco lavoro"]})])
    assert after.startswith("flow: work\ntitle: Lavoro, e corsi\nanywhere: [cerco lavoro]\nstart:")
    assert edited(after, [Head({"title": "Lavoro", "anywhere": []})]) == FLOW


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Put("gone", {"end": "true"}), "no step gone any more"),
        (Put("bye", {}), "needs entries"),
        (Add("Bye", {"end": "true"}), "a step bye|a step Bye"),
        (Add("two words", {"end": "true"}), "no name for a step"),
        (Add("long", {"say": "a" * (LONGEST + 1), "next": "bye"}), "50,001 characters"),
        (Put("bye", {"say": "\x07"}), "cannot stand in a flow"),
        (Rename("near", "BYE"), "no name for a step"),
        (Remark("bye", "x"), "says nothing"),
        (Head({"flow": "other"}), "cannot be changed here"),
    ],
)
def test_what_cannot_be_is_said_in_words(edit: Edit, why: str) -> None:
    """Whoever edits reads why; the text stays as it was."""
    with pytest.raises(EditError, match=why):
        edited(FLOW, [edit])


def test_the_last_step_stays() -> None:
    """A flow without steps could not be opened again."""
    with pytest.raises(EditError, match="at least one step"):
        edited(FLOW, [Remove("what"), Remove("near"), Remove("bye")])


@pytest.mark.parametrize("text", ["", "a: b\n", "steps: []\n", "flow: x\nsteps:\n   odd: {}\n"])
def test_what_is_no_flow_is_refused(text: str) -> None:
    """Pasted from another product, or not canonical: nothing is guessed."""
    with pytest.raises(SheetError):
        sheet_of(text)


WRITTEN = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n"),
    min_size=1,
    max_size=40,
).filter(lambda text: text == text.strip())


@given(WRITTEN, WRITTEN)
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_reads_as_it_was_typed(said: str, label: str) -> None:
    """Markup, colons, braces and signs of YAML are text; or the edit is refused, never altered."""
    step: dict[str, Plain] = {"ask": said, "choices": {"one": {"label": label, "next": "bye"}}}
    try:
        after = edited(FLOW, [Put("bye", step)])
    except EditError:
        return
    assert body(after, "bye") == step
    assert after.startswith(FLOW[: FLOW.index("  bye:")])
