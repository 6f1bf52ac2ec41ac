"""Flows of RapidPro, TextIt and Glific become flows of ours that are safe by default."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.engine.canonical import canonical
from bot.engine.flow import Ask, FlowStep, HandoffStep, Kind, Say, Set, When
from bot.interchange.importing import import_rapidpro
from bot.interchange.report import ForeignFileError
from tests.interchange.samples import OURS, flow, node, remarks, say, switch, taken, wait

COLOURS = {
    "Rosso": ("told", [("has_any_word", ["rosso scarlatto"])]),
    "Blu": ("told", [("has_phrase", ["blu notte"])]),
    "Other": ("again", []),
}


def ask_of(found, step=None):
    """The one question of a flow, or that of a name."""
    (asked,) = [s for s in found.steps.values() if isinstance(s, Ask) and step in (None, s.id)]
    return asked


def test_a_message_before_a_wait_is_a_question_that_never_traps_her():
    """Words become choices, «Other» that asks again a retry and a person, silence is quiet."""
    flows, _ = taken(
        flow(
            node(
                "q", say("Che colore ti piace?", quick_replies=["Rosso", {"text": "Blu"}]), to="w"
            ),
            node("again", say("Non lo conosco."), to="w"),
            wait("w", COLOURS, "Colour", timeout={"seconds": 300, "category_uuid": "w-Blu"}),
            node("told", say("Bello, @results.colour!")),
        )
    )
    found = flows["prova"]
    ask = found.steps[found.start]
    assert isinstance(ask, Ask)
    assert ask.text.source == "Che colore ti piace?"
    assert [choice.label.source for choice in ask.choices] == ["Rosso", "Blu"]
    assert [choice.match.source for choice in ask.choices] == [("scarlatto",), ("blu notte",)]
    assert ask.choices[0].set["colour"].source == '"Rosso"'
    assert ask.no_match is not None
    assert ask.no_match.text is not None
    assert ask.no_match.text.source == "Non lo conosco."
    assert ask.no_match.retry == 2
    way = found.steps[ask.no_match.next]
    assert isinstance(way, FlowStep)
    assert way.flow == "person"
    assert ask.timeout is not None
    assert ask.timeout.after == timedelta(minutes=5)
    assert isinstance(found.steps[ask.timeout.next], Set)
    told = found.steps[ask.choices[0].next]
    assert isinstance(told, Say)
    assert told.text.source == "Bello, {colour}!"


def test_two_questions_with_one_wait_are_two_questions():
    """Whoever comes from the second one is not asked the first."""
    flows, _ = taken(
        flow(
            node("q", say("Uno?"), to="w"),
            wait("w", {"Sì": ("r", [("has_any_word", ["si"])]), "Other": (None, [])}),
            node("r", say("Due?"), to="w"),
        )
    )
    found = flows["prova"]
    first = found.steps[found.start]
    assert isinstance(first, Ask)
    second = found.steps[first.choices[0].next]
    assert isinstance(second, Ask)
    assert (first.text.source, second.text.source) == ("Uno?", "Due?")
    assert second.choices[0].next == second.id


def test_a_question_is_found_past_what_has_no_counterpart():
    """A group, a label or a kept value between a message and its wait is no other question."""
    group = {"type": "add_contact_groups", "uuid": "g", "groups": []}
    kept = {"type": "set_run_result", "uuid": "k", "name": "Step", "value": "1"}
    flows, imported = taken(
        flow(
            node("q", say("Ti va?"), kept, to="g"),
            node("g", group, to="w"),
            wait("w", {"Sì": (None, [("has_any_word", ["si"])]), "Other": (None, [])}),
        )
    )
    found = flows["prova"]
    first = found.steps[found.start]
    assert isinstance(first, Set)
    ask = found.steps[first.next]
    assert isinstance(ask, Ask)
    assert ask.text.source == "Ti va?"
    assert "A question was added" not in remarks(imported)


def test_an_open_question_is_typed():
    """«All Responses» and a number keep what she writes; the tests of a range are told."""
    flows, imported = taken(
        flow(
            node("q", say("Quanti anni ha il bambino?"), to="w"),
            wait(
                "w",
                {"Età": ("z", [("has_number_between", ["0", "17"])]), "Other": (None, [])},
                "Age",
            ),
            node("z", say("E il nome del corso?"), to="v"),
            wait("v", {"All Responses": ("end", [])}, "Course"),
            node("end", say("@results.age @results.course")),
        )
    )
    age, course = (s for s in flows["prova"].steps.values() if isinstance(s, Ask))
    assert age.input is not None
    assert (age.input.save, age.input.kind) == ("age", Kind.NUMBER)
    assert course.input is not None
    assert (course.input.save, course.input.kind) == ("course", Kind.TEXT)
    assert course.no_match is not None
    assert "has_number_between" in remarks(imported)


def test_a_split_becomes_conditions_and_the_rest_goes_to_else():
    """What our expressions cannot say is reported, and never guessed."""
    ways = {
        "A": ("a", [("has_any_word", ["uno due"]), ("has_pattern", ["^u"])]),
        "B": ("b", [("has_only_phrase", ["tre"])]),
        "Other": (None, []),
    }
    kept = {"type": "set_run_result", "uuid": "k", "name": "Topic", "value": "uno"}
    flows, imported = taken(
        flow(
            node("k", kept, to="s"),
            switch("s", "@results.topic.value", ways),
            node("a", say("A")),
            node("b", say("B")),
        )
    )
    found = flows["prova"]
    (when,) = [s for s in found.steps.values() if isinstance(s, When)]
    assert [case.source for case, _ in when.cases] == [
        'topic has "uno"', 'topic has "Uno"', 'topic has "due"', 'topic has "Due"',
        'topic == "tre"', 'topic == "Tre"',
    ]  # fmt: skip
    assert when.otherwise == "stop"
    assert "has_pattern" in remarks(imported)


def test_a_ticket_is_a_hand_off_with_numbers_where_nobody_can_answer():
    """Success goes on; without a way for a failure she hears 112 and 1522."""
    ways = {"Success": ("ok", [("has_category", ["Success"])]), "Failure": (None, [])}
    ticket = {"type": "open_ticket", "uuid": "t", "result_name": "Ticket"}
    flows, _ = taken(
        flow(switch("t", "@results.ticket", ways, ticket), node("ok", say("Ti rispondono.")))
    )
    found = flows["prova"]
    step = found.steps[found.start]
    assert isinstance(step, HandoffStep)
    accepted, nobody = found.steps[step.accepted], found.steps[step.unavailable]
    assert isinstance(accepted, Say)
    assert accepted.text.source == "Ti rispondono."
    assert isinstance(nobody, Say)
    assert "112" in nobody.text.source
    assert "1522" in nobody.text.source


def test_flows_enter_each_other_and_a_missing_one_is_told():
    """By id or by name; what the file does not hold is passed over."""
    enter = {"type": "enter_flow", "uuid": "e", "flow": {"uuid": "uuid-Altro", "name": "x"}}
    lost = {"type": "enter_flow", "uuid": "l", "flow": {"uuid": "gone", "name": "Gone"}}
    flows, imported = taken(
        flow(node("n", enter, lost, to="z"), node("z", say("Fine"))),
        flow(node("o", say("Ciao")), name="Altro"),
    )
    step = flows["prova"].steps[flows["prova"].start]
    assert isinstance(step, FlowStep)
    assert step.flow == "altro"
    assert "a flow that the file does not hold" in remarks(imported)


LEFT = [
    {"type": "call_webhook", "url": "https://spy.invalid/?n=@contact.name"},
    {"type": "send_email", "addresses": ["who@example.invalid"], "body": "x"},
    {"type": "add_contact_groups", "groups": [{"name": "Vittime"}]},
    {"type": "send_broadcast", "urns": ["tel:+390000000000"], "text": "x"},
    {"type": "play_audio", "audio_url": "https://spy.invalid/a.mp3"},
    {"type": "set_contact_name", "name": "@results.name"},
    {"type": "link_google_sheet", "url": "https://sheet.invalid"},
    {"type": "brand_new_thing", "secret": "https://spy.invalid"},
]


@pytest.mark.parametrize("action", LEFT, ids=lambda action: action["type"])
def test_nothing_of_hers_goes_anywhere_and_no_address_survives(action):
    """Each becomes a line of the report that names neither address nor number."""
    flows, imported = taken(flow(node("n", {"uuid": "a", **action}, say("Ciao"))))
    assert [s.text.source for s in flows["prova"].steps.values() if isinstance(s, Say)] == ["Ciao"]
    whole = imported.flows[0].text + json.dumps(imported.flows[0].texts) + remarks(imported)
    assert not [bad for bad in ("invalid", "+39", "0000", "Vittime") if bad in whole]
    assert "Prova n:" in remarks(imported)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Scrivi a aiuto@example.org oggi", "Scrivi a (…) oggi"),
        ("Vedi https://example.org/a?b=1 e www.example.org", "Vedi (…) e (…)"),
        ("Vai su example.com/pagina", "Vai su (…)"),
        ("Chiama +39 02 0000 0000 ora", "Chiama (…) ora"),
        ("Chiama il 112 o il 1522", "Chiama il 112 o il 1522"),
        ("Ciao @contact.first_name, come va?", "Ciao, come va?"),
        ("Ciao {nome} @@casa <%= x %>", "Ciao (nome) @casa"),
        ('Costa 20@(if(a, "b)", 1)) euro', "Costa 20 euro"),
    ],
)
def test_a_text_keeps_what_is_its_own(text, kept):
    """Addresses leave a gap, what nothing sets goes; both are told."""
    flows, _ = taken(flow(node("n", say(text))))
    (found,) = [s.text.source for s in flows["prova"].steps.values() if isinstance(s, Say)]
    assert found == kept


def test_a_value_of_theirs_never_becomes_one_of_ours():
    """A field called «safe» would open what only her own answer may open."""
    field = {"type": "set_contact_field", "uuid": "f", "field": {"key": "safe"}, "value": "yes"}
    flows, imported = taken(flow(node("n", field, to="z"), node("z", say("@fields.safe"))))
    found = flows["prova"]
    step = found.steps[found.start]
    assert isinstance(step, Set)
    assert {name: value.source for name, value in step.values.items()} == {"safe_2": '"yes"'}
    assert "It is called safe_2" in remarks(imported)


def test_translations_find_their_place_and_italian_is_the_source():
    """Of an English flow with some Italian; what has none stands in English, and is told."""
    local = {
        "ita": {"What?": {"text": ["Che cosa?"]}, "w-Job": {"name": ["Lavoro"]},
                "w-Job-0": {"arguments": ["impiego"]}},
        "fra": {"What?": {"text": ["Quoi ?"]}},
        "swa": {"What?": {"text": ["Nini?"]}},
    }  # fmt: skip
    flows, imported = taken(
        flow(
            node("q", say("What?"), to="w"),
            wait("w", {"Job": ("z", [("has_any_word", ["job work"])]), "Other": (None, [])}),
            node("z", say("Fine")),
            language="eng",
            localization=local,
        )
    )
    ask = ask_of(flows["prova"])
    assert ask.text.source == "Che cosa?"
    assert ask.choices[0].label.source == "Lavoro"
    assert ask.choices[0].match.source == ("impiego",)
    texts = imported.flows[0].texts
    assert texts["fr"][ask.text.context] == "Quoi ?"
    assert texts["en"][ask.text.context] == "What?"
    assert texts["en"][ask.choices[0].match.context] == "job, work"
    assert ask.no_match is not None
    assert ask.no_match.text is not None
    assert texts["en"][ask.no_match.text.context] == "I did not understand. Choose one."
    assert "1 texts have no Italian" in remarks(imported)
    assert "not offered (swa)" in remarks(imported)


def test_buttons_of_glific_become_choices():
    """Its export wraps each flow, and its buttons are JSON within a text or beside the flows."""
    content = {
        "type": "quick_reply",
        "content": {"type": "text", "text": "Che cosa ti serve?"},
        "options": [{"type": "text", "title": "Un corso"}, {"type": "text", "title": "Casa"}],
    }
    listed = {
        "type": "list", "title": "Lista", "body": "Oppure?", "globalButtons": [{"title": "Apri"}],
        "items": [{"title": "A", "options": [{"type": "text", "title": "Uno"}]}],
    }  # fmt: skip
    definition = flow(
        node(
            "q", {"type": "send_interactive_msg", "uuid": "i", "text": json.dumps(content)}, to="w"
        ),
        wait("w", {"Corso": ("p", [("has_any_word", ["corso"])]), "Other": ("q", [])}),
        node("p", {"type": "send_interactive_msg", "uuid": "j", "id": 7, "text": ""}, to="v"),
        wait("v", {"Uno": (None, [("has_only_phrase", ["uno"])]), "Other": (None, [])}),
        language="base",
        type="message",
    )
    whole = {
        "flows": [{"definition": definition, "keywords": ["corsi"]}],
        "interactive_templates": [{"source_id": 7, "interactive_content": listed}],
        "collections": [{"group": "x"}],
    }
    imported = import_rapidpro(json.dumps(whole), OURS)
    (one,) = imported.flows
    assert "anywhere: [corsi]" in one.text
    assert 'ask: "Che cosa ti serve?"' in one.text
    assert "label: Un corso" in one.text
    assert 'ask: "Oppure?"' in one.text
    assert "label: Uno" in one.text
    assert "a button that no test looks for" in remarks(imported)


def test_broken_references_loops_and_wrong_types_are_told_and_lead_to_an_end():
    """A node that is not there, a circle that does nothing, a router that is a number."""
    flows, imported = taken(
        flow(
            node("a", say("Uno"), to="gone"),
            node("l", to="m"),
            node("m", to="l"),
            {"uuid": "r", "router": 7, "actions": "x", "exits": None},
            17,
            node("a", say("Doppio")),
        )
    )
    found = flows["prova"]
    step = found.steps[found.start]
    assert isinstance(step, Say)
    assert step.next == "stop"
    for told in ("a node that is not there", "the same id", "wrong type", "it is no node"):
        assert told in remarks(imported)


@pytest.mark.parametrize("nodes", [[], [node("l", to="l")], [node("l", to="m"), node("m", to="l")]])
def test_a_flow_that_says_nothing_is_an_end(nodes):
    """And not a circle."""
    flows, _ = taken(flow(*nodes))
    assert list(flows["prova"].steps) == ["stop"]


def test_what_is_written_is_canonical_whatever_it_holds():
    """Quotation marks, line breaks, other scripts, words that YAML takes for something else."""
    odd = [
        "No",
        "null",
        "22:30",
        "a: b",
        '"citata"',
        "riga\ndue",
        "# niente",
        "مرحبا 😀",
        "- x",
        "'",
    ]
    nodes = [node(f"n{at}", say(text), to=f"n{at + 1}") for at, text in enumerate(odd)]
    flows, imported = taken(flow(*nodes, name="null"))
    (one,) = imported.flows
    assert canonical(one.text) == one.text
    said = [s.text.source for s in flows[one.name].steps.values() if isinstance(s, Say)]
    assert said == odd[:-1]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no JSON"),
        ("[1]", "no export"),
        ("{}", "no flow"),
        ('{"typebot": {"groups": []}}', "no flow"),
        ('{"flows": [7]}', "Flow 1"),
        ('{"flows": [{"name": "x"}]}', "no nodes"),
        ('{"action_sets": [], "rule_sets": []}', "before version 13"),
        ('{"nodes": [], "spec_version": "15.0.0"}', "13 and 14 are read"),
        ("[" * 100_000, "nested too deep"),
        ("1" * 5000, "no"),
    ],
)
def test_a_file_of_another_product_is_refused_in_a_sentence(text, says):
    """Nothing of it is taken."""
    with pytest.raises(ForeignFileError, match=says):
        import_rapidpro(text, OURS)


def test_one_flow_that_cannot_be_read_keeps_the_whole_file_out():
    """Half an import would look whole."""
    with pytest.raises(ForeignFileError):
        taken(flow(node("n", say("Ciao"))), flow(spec_version="12.0"))
