"""The loader: every mistake of a file at once, each with its line and what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.calls import CALLS
from bot.engine.editing.sheet import SHORT, tree_of
from bot.engine.flow import Ask, CallStep, EndStep
from bot.engine.load import load_bundle, load_flow
from bot.engine.tree import Node, UnreadableError, read_tree
from bot.publishing.published import read_source
from tests.engine.small import FILES, LANGUAGES, WORK

BASE = """\
flow: f
start: a
steps:
  a:
    ask: Che cosa?
    choices:
      one: {label: Uno, next: z}
    input: {save: x, kind: text, next: z}
    no_match: {retry: 2, next: z, say: Come?}
    timeout: {after: 10m, next: z}
  c: {call: directory.find, with: {text: x}, outcomes: {sure: z, confirm: z, several: z, outside: z, unknown: z}}
  h: {handoff: {network: x}, accepted: z, unavailable: z, closed: z}
  w: {when: [{if: x == "1", next: z}], else: z}
  z: {end: true}
"""  # noqa: E501

MISTAKES = [
    ("flow: f", "flow: g", "load/name", 1),
    ("start: a", "start: b", "structure/start", 1),
    ("start: a", "start: a\nfoo: 1", "load/key", 3),
    ("flow: f\n", "", "load/missing", 1),
    ("    ask: Che cosa?", "    ask: ''", "load/missing", 5),
    ("    ask: Che cosa?", "    ask: {town}", "load/missing", 5),
    ("    ask: Che cosa?", "    ask: Dove {Town}?", "load/placeholder", 4),
    ("    ask: Che cosa?", "    ask: Che cosa?\n    say: Due", "structure/kind", 4),
    ("    ask: Che cosa?", "    ask: Che cosa?\n    ask: Due", "load/twice", 6),
    ("    ask: Che cosa?", "    ask: Che cosa?\n    colour: red", "load/key", 6),
    ("next: z}", "next: z, agrees: yes}", "load/agrees", 7),
    ("    ask: Che cosa?", "    marks: [senstive]\n    ask: Che cosa?", "load/mark", 4),
    ("    ask: Che cosa?", "    marks: [paper]\n    ask: Che cosa?", "load/mark", 4),
    ("  z: {end: true}", f"  z: {{group: {'g' * 61}, end: true}}", "load/group", 14),
    ("  z: {end: true}", "  z: {group: '', end: true}", "load/missing", 14),
    ("  z: {end: true}", "  z: {end: yes}", "load/shape", 14),
    ("  z: {end: true}", "  z: {end: true}\n  z: {exit: true}", "load/twice", 15),
    ("  z: {end: true}", "  z: {end: true}\n  Zed: {end: true}", "load/slug", 15),
    ("  z: {end: true}", "  z: {end: true}\n  y: nothing", "load/shape", 15),
    ("  z: {end: true}", "  z: {end: true}\n  y: {say: Testo}", "load/missing", 15),
    ("  z: {end: true}", "  z: {end: true}\n  y: {set: {n: n +}, next: z}", "load/expression", 15),
    ("  z: {end: true}", "  z: {end: true}\n  y: {set: {N: 1}, next: z}", "load/slug", 15),
    ("one: {label: Uno, next: z}", "one: {label: Uno, next: nowhere}", "structure/next", 4),
    ("one: {label: Uno, next: z}", "one: {next: z}", "load/missing", 7),
    ("one: {label: Uno, next: z}", "One: {label: Uno, next: z}", "load/slug", 7),
    ("one: {label: Uno, next: z}", "one: {label: Uno, to: z}", "load/key", 7),
    ("one: {label: Uno, next: z}", "one: {label: Uno, next: z, when: x = 1}", "load/expression", 7),
    ("one: {label: Uno, next: z}", "one: {label: Uno, next: z, match: {a: b}}", "load/words", 7),
    ("one: {label: Uno, next: z}", "one: Uno", "load/shape", 7),
    ("save: x", "save: X-1", "load/slug", 8),
    ("kind: text", "kind: colour", "load/kind", 8),
    ("retry: 2", "retry: many", "load/number", 9),
    ("after: 10m", "after: 10", "load/duration", 10),
    ("after: 10m", "after: 22:30", "load/duration", 10),
    ("directory.find", "directory.fnd", "structure/call", 11),
    ("{text: x}", "{texts: x}", "structure/call", 11),
    (", unknown: z}", "}", "structure/outcomes", 11),
    (", unknown: z}", ", unknown: z, lost: z}", "structure/outcomes", 11),
    ("{network: x}", "{need: x}", "structure/call", 12),
    ("{network: x}", "{network: x, colour: x}", "structure/call", 12),
    (", closed: z", "", "load/missing", 12),
    (", else: z", "", "load/missing", 13),
    ('[{if: x == "1", next: z}]', "[]", "load/shape", 13),
    ('[{if: x == "1", next: z}]', "[{next: z}]", "load/missing", 13),
]


@pytest.mark.parametrize(("old", "new", "rule", "line"), MISTAKES)
def test_every_mistake_is_reported_with_line_and_remedy(
    old: str, new: str, rule: str, line: int
) -> None:
    """The author is told what is wrong, where, and what to do; the flow is not used."""
    assert old in BASE
    flow, problems = load_flow(BASE.replace(old, new, 1), "f", CALLS)
    assert flow is None
    assert (rule, line) in {(problem.rule, problem.line) for problem in problems}
    assert all(problem.remedy for problem in problems)


def test_the_base_of_these_mistakes_is_sound() -> None:
    """So what is reported above is the seeded mistake."""
    flow, problems = load_flow(BASE, "f", CALLS)
    assert problems == ()
    assert flow is not None
    ask, call = flow.steps["a"], flow.steps["c"]
    assert isinstance(ask, Ask)
    assert isinstance(call, CallStep)
    assert ask.timeout is not None
    assert ask.timeout.after == timedelta(minutes=10)
    assert ask.choices[0].label.context == "f/a/choices/one"
    assert ask.choices[0].line == 7
    assert isinstance(flow.steps["z"], EndStep)


def test_all_mistakes_of_a_file_come_at_once() -> None:
    """Nobody has to correct one mistake to learn of the next."""
    text = BASE.replace("after: 10m", "after: x").replace("retry: 2", "retry: y")
    text = text.replace("directory.find", "nothing").replace("end: true", "end: no")
    _, problems = load_flow(text, "f", CALLS)
    assert {"load/duration", "load/number", "structure/call", "load/shape"} <= {
        problem.rule for problem in problems
    }


def test_words_of_yaml_stay_the_words_of_the_author() -> None:
    """No, on, 22:30 and 1.10 are texts here."""
    text = BASE.replace("label: Uno", "label: No, match: [on, 22:30, 1.10]")
    flow, problems = load_flow(text, "f", CALLS)
    assert problems == ()
    assert flow is not None
    ask = flow.steps["a"]
    assert isinstance(ask, Ask)
    assert ask.choices[0].label.source == "No"
    assert ask.choices[0].match.source == ("on", "22:30", "1.10")


HOSTILE = [
    "flow: &a x\nother: *a",
    "flow: !!python/object:os.system x",
    "flow: [1",
    "a: 1\n---\nb: 2",
    "",
    "just text",
    "- a\n- b",
    "[" * 5000,
    "flow: " + "x" * 300_000,
    "flow: \x00",
    "? [a]\n: b",
    "flow:\n\t- x",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_or_broken_files_are_one_problem_and_no_crash(text: str) -> None:
    """Anchors, tags, depth, size, binary and broken YAML end in a sentence with a line."""
    flow, problems = load_flow(text, "f", CALLS)
    assert flow is None
    assert problems
    assert all(problem.line >= 1 and problem.remedy for problem in problems)


@given(st.lists(st.sampled_from([*BASE.splitlines(), "  x:", "- y", "{", "'"]), max_size=14))
def test_any_shuffle_of_lines_is_loaded_or_reported(lines: list[str]) -> None:
    """The loader never raises, whatever an author has cut and pasted."""
    flow, problems = load_flow("\n".join(lines), "f", CALLS)
    assert flow is not None or problems


def test_a_bundle_needs_its_entry_and_every_sub_flow() -> None:
    """What is called must be there."""
    bundle, problems = load_bundle({"work": WORK}, {}, CALLS, LANGUAGES)
    assert bundle is None
    assert {problem.rule for problem in problems} == {"structure/entry"}
    without = {name: text for name, text in FILES.items() if name != "work"}
    bundle, problems = load_bundle(without, {}, CALLS, LANGUAGES)
    assert bundle is None
    assert [(p.rule, p.flow, p.step) for p in problems] == [("structure/sub-flow", "menu", "work")]


def test_the_id_of_a_bundle_is_its_content() -> None:
    """Equal content has an equal id, in whatever order; any change has another."""
    texts = {"en": {"work/tell/ask": "Hello", "menu/what/ask": "What?"}}
    first, _ = load_bundle(FILES, texts, CALLS, LANGUAGES)
    turned = dict(reversed(FILES.items()))
    swapped = {"en": dict(reversed(texts["en"].items()))}
    second, _ = load_bundle(turned, swapped, CALLS, LANGUAGES)
    assert first is not None
    assert second is not None
    assert first.id == second.id
    other, _ = load_bundle(FILES, {"en": {"work/tell/ask": "Hi"}}, CALLS, LANGUAGES)
    assert other is not None
    assert other.id != first.id


def test_flows_that_lead_to_sensitive_steps_are_guarded() -> None:
    """Through sub-flows too: their words are not heard before she was asked."""
    bundle, _ = load_bundle(FILES, {}, CALLS, LANGUAGES)
    assert bundle is not None
    assert bundle.guarded == {"work", "menu", "start"}


def test_the_shipped_flows_load() -> None:
    """What lies in flows/ is a bundle."""
    source = read_source()
    bundle, problems = load_bundle(source.flows, source.catalogues, CALLS, ("it",))
    assert problems == ()
    assert bundle is not None


def test_what_is_read_step_by_step_is_what_is_read_as_a_whole() -> None:
    """Lines included: only what changed is read again."""
    long = f"# {'x' * SHORT}\n"
    flows = read_source().flows
    for text in (flows["voice"], flows["menu"]):
        assert tree_of(long + text) == read_tree(long + text)
    cut = "flow: a\nsteps:\n  x:\n    ask: {quote}\n  y: b{quote}\n"
    for quote in ('"', "'"):
        text = long + cut.format(quote=quote)
        assert tree_of(text) == read_tree(text)
    ends = ("flow: a\nsteps:\n", "flow: a\nsteps: {}\n  x:\n    end: true\n", "a: *b\n")
    for text in (long + end for end in ends):
        assert _tree_or_fault(tree_of, text) == _tree_or_fault(read_tree, text)


def _tree_or_fault(read: Callable[[str], Node], text: str) -> object:
    try:
        return read(text)
    except UnreadableError as error:
        return str(error)
