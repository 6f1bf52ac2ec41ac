"""A flow that is too large for a file goes the same ways as several."""

from __future__ import annotations

from collections.abc import Mapping

from bot.engine.flow import FlowStep, Set, When
from bot.engine.ways import ways
from bot.interchange.dividing import divided
from bot.interchange.names import Names
from bot.interchange.writing import flow_text
from tests.interchange.samples import loaded

STEPS = {
    "a": {"say": "Uno", "next": "c"},
    "b": {"say": "Due", "next": "a"},
    "c": {"when": [{"if": 'x == "1"', "next": "b"}, {"if": 'x == "2"', "next": "d"}], "else": "e"},
    "d": {"say": "Tre", "next": "stop"},
    "e": {"set": {"next": '"stop"'}, "next": "a"},
    "stop": {"end": "true"},
}


def test_every_way_leads_where_it_led():
    """Within a part at once; into another one by the flow itself, which enters the right part."""
    parts = divided("big", "a", STEPS, "big_at", Names({"big"}), largest=160)
    assert len(parts) > 3
    flows = {
        one.name: loaded(flow_text(one.name, "T", one.start, one.steps), one.name) for one in parts
    }
    holder = {step: one.name for one in parts for step in one.own}
    assert set(holder) == set(STEPS)
    main = flows["big"]
    which = main.steps["which"]
    assert isinstance(which, When)
    enters = {test.source: main.steps[to] for test, to in which.cases}

    def target(name: str, step: str) -> str:
        found = flows[name].steps[step]
        if not step.startswith("go_"):
            return step
        assert isinstance(found, Set)
        aim = found.values["big_at"].source.strip('"')
        entered = enters[f'big_at == "{aim}"']
        assert isinstance(entered, FlowStep)
        assert entered.flow == holder[aim]
        assert entered.next == "which"
        arrive = flows[holder[aim]].steps["arrive"]
        assert isinstance(arrive, When)
        assert {test.source: to for test, to in arrive.cases}[f'big_at == "{aim}"'] == aim
        return aim

    whole = loaded(flow_text("whole", "T", "a", STEPS), "whole")
    for step, name in holder.items():
        if step == "stop":
            ended = flows[name].steps["stop"]
            assert isinstance(ended, Set)
            assert ended.values["big_at"].source == '""'
        else:
            led = [target(name, way) for way in ways(flows[name].steps[step])]
            assert led == list(ways(whole.steps[step]))
    begin = main.steps["begin"]
    assert isinstance(begin, Set)
    assert isinstance(begin.values, Mapping)
    assert begin.values["big_at"].source == '"a"'
