"""Whatever a file holds, an import ends with flows that load and a report, or with a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.engine.canonical import canonical
from bot.engine.flow import Ask
from bot.interchange.importing import import_rapidpro
from bot.interchange.report import ForeignFileError
from tests.interchange.samples import OURS, flow, loaded, node, say, taken, wait

TEXTS = some.one_of(
    some.text(max_size=12),
    some.sampled_from(
        ["Ciao @results.a", "@(upper(fields.b))", "@@", "@(", "{a}", "null", "no", "1", "a" * 50,
         "@contact.language", "Sì, @fields.a.b.c!", "has_any_word", "https://x.invalid"]
    ),
)  # fmt: skip
ANY = some.recursive(
    some.one_of(some.none(), some.booleans(), some.integers(), some.floats(), TEXTS),
    lambda inner: some.one_of(
        some.lists(inner, max_size=3), some.dictionaries(some.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
IDS = some.sampled_from(["a", "b", "c", "d", ""])
KINDS = some.sampled_from(
    ["send_msg", "set_run_result", "set_contact_field", "set_run_local", "enter_flow",
     "open_ticket", "call_webhook", "send_interactive_msg", "set_contact_language", "odd"]
)  # fmt: skip
TESTS = some.sampled_from(
    ["has_any_word", "has_phrase", "has_only_text", "has_text", "has_number_eq", "has_category",
     "has_number_between", "has_group", "has_beginning", ""]
)  # fmt: skip
OPERANDS = some.sampled_from(
    ["@results.a", "@fields.b", "@input.text", "@contact.language", "@contact.groups", "", "@("]
)


def odd(**fields: some.SearchStrategy[Any]) -> some.SearchStrategy[Any]:
    """A table with these fields, each of which may be anything at times."""
    return some.fixed_dictionaries(
        {key: some.one_of(*[value] * 12, ANY) for key, value in fields.items()}
    )


ACTIONS = odd(
    type=KINDS, uuid=IDS, text=TEXTS, name=TEXTS, value=TEXTS,
    quick_replies=some.lists(TEXTS, max_size=3),
    field=odd(key=TEXTS, name=TEXTS), flow=odd(uuid=IDS, name=TEXTS), language=TEXTS, local=TEXTS,
    operation=some.just("increment"), terminal=some.booleans(),
)  # fmt: skip
ROUTERS = odd(
    type=some.sampled_from(["switch", "random"]), operand=OPERANDS, result_name=TEXTS,
    cases=some.lists(
        odd(uuid=IDS, type=TESTS, arguments=some.lists(TEXTS, max_size=2), category_uuid=IDS),
        max_size=3,
    ),
    categories=some.lists(odd(uuid=IDS, name=TEXTS, exit_uuid=IDS), max_size=3),
    default_category_uuid=IDS,
    wait=odd(type=some.just("msg"), timeout=odd(seconds=some.integers(), category_uuid=IDS)),
)  # fmt: skip
NODES = odd(
    uuid=IDS,
    actions=some.lists(ACTIONS, max_size=3),
    exits=some.lists(odd(uuid=IDS, destination_uuid=IDS), max_size=3),
    router=ROUTERS,
)
FLOWS = odd(
    uuid=IDS,
    name=TEXTS,
    spec_version=some.sampled_from(["13.0.0", "14.3.0", "13"]),
    language=some.sampled_from(["eng", "ita", "base", "spa"]),
    localization=some.dictionaries(
        some.sampled_from(["ita", "fra", "zzz"]),
        some.dictionaries(IDS, odd(text=some.lists(TEXTS, max_size=2)), max_size=3),
        max_size=2,
    ),
    nodes=some.lists(NODES, min_size=1, max_size=5),
    _ui=odd(nodes=some.dictionaries(IDS, odd(position=odd(left=some.integers())), max_size=2)),
)
FILES = odd(
    flows=some.lists(FLOWS, min_size=1, max_size=2),
    triggers=some.lists(odd(trigger_type=TEXTS, keyword=TEXTS, flow=odd(uuid=IDS)), max_size=2),
    campaigns=ANY,
    interactive_templates=ANY,
)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@QUICK
@given(ANY)
def test_any_json_is_refused_in_a_sentence(value: object) -> None:
    """And nothing else is raised."""
    text = json.dumps(value)
    if isinstance(value, dict) and {"nodes", "flows"} & set(value):
        return
    with pytest.raises(ForeignFileError, match=r"\.$"):
        import_rapidpro(text, OURS)


@QUICK
@given(FILES)
def test_whatever_stands_in_an_export_the_flows_load_and_let_her_out(value: object) -> None:
    """Every question has a way for what fits nothing, and silence that says nothing."""
    try:
        imported = import_rapidpro(json.dumps(value), OURS)
    except ForeignFileError:
        return
    for one in imported.flows:
        found = loaded(one.text, one.name)
        assert canonical(one.text) == one.text
        for step in found.steps.values():
            if isinstance(step, Ask):
                assert step.no_match is not None
                assert step.timeout is not None
                assert step.timeout.next == "quiet"
        contexts = {context for texts in one.texts.values() for context in texts}
        assert {context.split("/")[1] for context in contexts} <= set(found.steps)


def test_deep_nesting_and_long_texts_do_not_end_the_import() -> None:
    """A text of 100,000 signs is cut; a path of 20,000 brackets is no expression."""
    flows, imported = taken(
        flow(node("n", say("parola " * 15_000), to="m"), node("m", say("@(" * 20_000 + "x")))
    )
    assert len(imported.flows[0].text) < 20_000
    assert "more than 4000 characters" in "\n".join(map(str, imported.remarks))
    assert flows


def test_five_thousand_nodes_are_several_flows_that_lead_into_each_other() -> None:
    """A loop through all of them, and a jump across the parts at each."""
    count = 2500
    nodes = []
    for at in range(count):
        ways = {
            "Avanti": (f"q{(at + 1) % count}", [("has_any_word", ["avanti si"])]),
            "Salta": (f"q{at * 7 % count}", [("has_any_word", ["salta"])]),
            "Other": (None, []),
        }
        nodes += [node(f"q{at}", say(f"Domanda {at}, va bene?"), to=f"w{at}"), wait(f"w{at}", ways)]
    text = json.dumps({"flows": [flow(*nodes, name="Grande")]})
    imported = import_rapidpro(text, OURS)
    assert [one.name for one in imported.flows][:2] == ["grande", "grande_part_1"]
    asked = [
        line for one in imported.flows for line in one.text.splitlines() if "    ask: " in line
    ]
    assert len(asked) == count
    assert max(len(one.text.encode()) for one in imported.flows) < 256 * 1024
