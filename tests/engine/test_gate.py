"""The publish gate: a clean bundle passes, and every rule finds its seeded defect."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.conversation.calls import CALLS
from bot.engine.inspect import inspect
from bot.engine.problems import Problem, Severity
from bot.publishing.gate import clues
from tests.engine.small import FILES, changed, inspected, load, translated

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def rules(problems: tuple[Problem, ...], severity: Severity) -> set[str]:
    return {problem.rule for problem in problems if problem.severity is severity}


def test_a_clean_bundle_has_no_problem_at_all() -> None:
    """What is right is not complained about."""
    assert inspected(FILES) == ()


def step(flow: str, text: str) -> dict[str, str]:
    """The clean files with one more step at the end of a flow."""
    return {**FILES, flow: FILES[flow] + text}


def calling(call: str, outcome: str, network: str) -> dict[str, str]:
    """The clean files with a call after the hand-off, to that network."""
    files = changed("person", ("{label: Non aspetto, next: done}", "{label: Ora, next: extra}"))
    extra = f"""
  extra:
    call: {call}
    with: {{network: '{network}', word: '"papavero"', text: need}}
    outcomes: {{{outcome}: done, refused: done}}
"""
    return {**files, "person": files["person"].rstrip() + extra}


@dataclass(frozen=True)
class Seeded:
    """A defect: the files that hold it, and where the gate must find it."""

    rule: str
    files: dict[str, str]
    flow: str
    step: str
    severity: Severity = ERROR


LONG = "x" * 25
MANY = "".join(f"      c{n}: {{label: Voce {n}a, next: done}}\n" for n in range(9))

DEFECTS = [
    Seeded("structure/unreachable", step("work", "  lost: {end: true}\n"), "work", "lost"),
    Seeded(
        "structure/unused-flow",
        {**FILES, "extra": "flow: extra\nstart: a\nsteps:\n  a: {end: true}\n"},
        "extra",
        "",
        WARNING,
    ),
    Seeded(
        "structure/recursion",
        {
            **FILES,
            "work": changed("work", ("none: done}", "none: up}"))["work"]
            + "  up: {flow: menu, next: done}\n",
        },
        "work",
        "up",
    ),
    Seeded(
        "structure/circle",
        changed("work", ("    next: done\n", "    next: find\n")),
        "work",
        "find",
    ),
    Seeded(
        "structure/unknown-variable",
        changed("work", ('need == "work"', 'needs == "work"')),
        "work",
        "know",
    ),
    Seeded(
        "structure/unknown-variable", changed("work", ("{measure}", "{measures}")), "work", "show"
    ),
    Seeded(
        "structure/given-variable",
        changed("work", ("{need: '\"work\"'}", "{need: '\"work\"', channel: '\"web\"'}")),
        "work",
        "gate",
    ),
    Seeded(
        "structure/unused-variable",
        changed("work", ("{need: '\"work\"'}", "{need: '\"work\"', other: '1'}")),
        "work",
        "gate",
        WARNING,
    ),
    Seeded(
        "liveness/stuck",
        {
            **FILES,
            "work": changed(
                "work",
                ("back: {label: Indietro, next: done}", "back: {label: Indietro, next: round}"),
            )["work"]
            + "  round: {ask: Ancora?, choices: {a: {label: Uno, next: round}}, "
            "no_match: {retry: 1, next: round}, timeout: {after: 10m, next: round}}\n",
        },
        "work",
        "round",
    ),
    Seeded(
        "liveness/no-match",
        changed("work", ("    no_match: {retry: 1, next: done}\n", "")),
        "work",
        "tell",
    ),
    Seeded("liveness/retries", changed("work", ("retry: 1", "retry: 4")), "work", "tell"),
    Seeded(
        "liveness/no-match-loop",
        changed("work", ("{retry: 1, next: done}", "{retry: 1, next: tell}")),
        "work",
        "tell",
    ),
    Seeded(
        "liveness/timeout",
        changed("work", ("    timeout: {after: 10m, next: done}\n", "")),
        "work",
        "tell",
    ),
    Seeded(
        "liveness/timeout-speaks",
        changed("work", ("{after: 10m, next: done}", "{after: 10m, next: show}")),
        "work",
        "tell",
    ),
    Seeded(
        "safety/question-first",
        changed("start", ("[safe_question, critical]", "[critical]")),
        "work",
        "tell",
    ),
    Seeded(
        "safety/real-no",
        changed(
            "start",
            (
                "label: 'No', match: [non ora], next: out",
                "label: 'No', match: [non ora], next: menu",
            ),
        ),
        "start",
        "hello",
    ),
    Seeded(
        "safety/first-message",
        changed("start", ("[safe_question, critical]", "[safe_question, sensitive]")),
        "start",
        "hello",
    ),
    Seeded(
        "safety/emergency-near",
        changed("start", ("Emergenze 112.", "")),
        "start",
        "hello",
    ),
    Seeded(
        "safety/unavailable",
        changed("person", ("Emergenze 112.", "Emergenze 1522.")),
        "person",
        "human",
    ),
    Seeded(
        "safety/unavailable",
        changed(
            "person",
            ("Non aspetto, next: done}}\n", "Non aspetto, next: done}}\n    unattended: done\n"),
        ),
        "person",
        "wait",
    ),
    Seeded(
        "safety/empty-emergency",
        changed("person", ("Emergenze 112.", "")),
        "person",
        "nobody",
        WARNING,
    ),
    Seeded(
        "safety/reserved-word", changed("work", ("label: Indietro", "label: Esci")), "work", "tell"
    ),
    Seeded(
        "safety/reserved-word",
        changed("menu", ("match: [corsi]", "match: [corsi, EXIT]")),
        "menu",
        "what",
    ),
    Seeded("safety/reserved-word", changed("menu", ("[menu]", "[stop]")), "menu", ""),
    Seeded("duty/notice", changed("person", ("    marks: [notice]\n", "")), "person", "human"),
    Seeded("duty/agrees", changed("person", ("    marks: [notice]\n", "")), "person", "notice"),
    Seeded("duty/consent", changed("person", (", agrees: share", "")), "person", "human"),
    Seeded(
        "duty/consent",
        changed("person", ("next: who, agrees: share", "next: human, agrees: keep")),
        "person",
        "human",
    ),
    Seeded("duty/report", changed("person", ("marks: [duty], ", "")), "person", "human"),
    Seeded("duty/told", changed("person", ("marks: [duty], ", "")), "person", "who"),
    Seeded(
        "duty/told",
        changed("person", ("closed: told}", "closed: wait}")),
        "person",
        "who",
    ),
    Seeded("duty/agency", changed("person", ("agency_id", "'\"nord\"'")), "person", "human"),
    Seeded(
        "duty/agency",
        changed("work", ("{need: '\"work\"'}", "{need: '\"work\"', agency_id: '\"sud\"'}")),
        "person",
        "human",
    ),
    Seeded("duty/agency", calling("letterbox.leave", "left", '"nord"'), "person", "extra"),
    Seeded(
        "duty/consent",
        {
            flow: text.replace(", agrees: share", "")
            for flow, text in calling("letterbox.leave", "left", "agency_id").items()
        },
        "person",
        "extra",
    ),
    Seeded(
        "duty/notice",
        changed("work", ("marks: [offers]", "marks: [offers, stores]")),
        "work",
        "show",
    ),
    Seeded(
        "duty/who-knows",
        changed("work", ("[sensitive, who_knows]", "[sensitive]")),
        "work",
        "show",
    ),
    Seeded(
        "duty/who-knows",
        changed("work", ("[sensitive, who_knows]", "[sensitive]"), ("    marks: [offers]\n", "")),
        "work",
        "show",
    ),
    Seeded(
        "choices/same",
        changed("menu", ("match: [corsi]", "match: [una pérsona]")),
        "menu",
        "what",
    ),
    Seeded("choices/label", changed("menu", ("label: Lavoro", "label: '3'")), "menu", "what"),
    Seeded(
        "choices/same-anywhere",
        changed("work", ("start: gate", "anywhere: [MENU]\nstart: gate")),
        "work",
        "",
    ),
    Seeded(
        "choices/none",
        changed(
            "person",
            (
                "{label: Non aspetto, next: done}",
                '{label: Non aspetto, when: channel == "web", next: done}',
            ),
        ),
        "person",
        "wait",
    ),
    Seeded("channels/body", changed("work", ("Ecco", "Ecco " * 210)), "work", "show"),
    Seeded(
        "channels/rows",
        changed("menu", ("      back:", MANY + "      back:")),
        "menu",
        "what",
    ),
    Seeded(
        "channels/label", changed("menu", ("label: Lavoro", "label: " + LONG[:21])), "menu", "what"
    ),
    Seeded(
        "channels/callback",
        changed(
            "menu",
            ("      work: {", "      " + "w" * 40 + ": {"),
            ("  what:", "  " + "q" * 20 + ":"),
            ("start: what", "start: " + "q" * 20),
            ("next: what", "next: " + "q" * 20),
        ),
        "menu",
        "q" * 20,
    ),
    Seeded("channels/segments", changed("work", ("Ecco", "Ecco " * 40)), "work", "show", WARNING),
    Seeded(
        "words/hard",
        changed("work", ("Ecco", "Ecco " + "l'indispensabile documentazione amministrativa " * 4)),
        "work",
        "show",
        WARNING,
    ),
    Seeded(
        "words/risky",
        changed(
            "work", ("say: Ecco", "say: Qui si parla ancora a lungo di altre cose e di violenza")
        ),
        "work",
        "show",
    ),
    Seeded("words/preview", changed("work", ("say: Ecco", "say: Sulla violenza")), "work", "show"),
    Seeded("words/risky", changed("menu", ("label: Lavoro", "label: Violenza")), "menu", "what"),
]


@pytest.mark.parametrize("seeded", DEFECTS, ids=lambda seeded: f"{seeded.rule}-{seeded.step}")
def test_every_rule_finds_its_seeded_defect(seeded: Seeded) -> None:
    """The defect is reported at its flow and step, with its line, severity and a remedy."""
    found = [problem for problem in inspected(seeded.files) if problem.rule == seeded.rule]
    hit = [p for p in found if (p.flow, p.step) == (seeded.flow, seeded.step)]
    assert hit, f"{seeded.rule} was not found; found {inspected(seeded.files)}"
    assert hit[0].severity is seeded.severity
    assert hit[0].line > 0
    assert hit[0].remedy


def test_a_critical_step_must_be_there_in_every_language() -> None:
    """A missing critical text is an error, any other gap a warning."""
    full = translated(load(FILES))
    critical = {key: text for key, text in full.items() if key != "start/hello/ask"}
    assert rules(inspected(FILES, critical), ERROR) == {"languages/critical"}
    ordinary = {key: text for key, text in full.items() if key != "menu/what/ask"}
    problems = inspected(FILES, ordinary)
    assert rules(problems, ERROR) == set()
    assert rules(problems, WARNING) == {"languages/missing"}


def test_a_translation_fills_the_same_gaps() -> None:
    """A placeholder that differs is an error."""
    english = {**translated(load(FILES)), "work/show/say": "Here is {mesure}"}
    assert "languages/placeholders" in rules(inspected(FILES, english), ERROR)


def test_a_context_that_no_step_has_is_an_error() -> None:
    """A catalogue cannot drift away from the flows, nor from the texts that are of no flow."""
    beside = {"ui//failure": "Failed", "ui//gone": "?", "directory/measure/leave/name": "Leave"}
    english = {**translated(load(FILES)), "menu/gone/ask": "?", **beside}
    hints = clues({}, frozenset({"it", "en"}), frozenset(beside) - {"ui//gone"})
    problems = inspect(load(FILES, english), hints, CALLS)
    found = [p for p in problems if p.rule == "languages/unknown"]
    assert [p.flow for p in found] == ["menu", "ui"]


def test_a_defect_of_a_translation_alone_is_found() -> None:
    """Safety words, doubles, the emergency number and lengths are judged in every language."""
    full = translated(load(FILES))
    seeds = {
        "safety/reserved-word": {"work/tell/choices/back": "Exit"},
        "choices/same": {
            "menu/what/choices/work": "A person",
            "menu/what/choices/person": "a person",
        },
        "safety/emergency-near": {"start/hello/ask": "Can you write now?"},
        "channels/label": {"menu/what/choices/work": "Work, training and more"},
    }
    for rule, texts in seeds.items():
        assert rule in rules(inspected(FILES, {**full, **texts}), ERROR), rule


def test_production_needs_a_review_by_a_native_speaker() -> None:
    """An unreviewed language is a warning, and in production an error."""
    hints = clues({}, frozenset({"it"}))
    bundle = load(FILES)
    assert rules(inspect(bundle, hints, CALLS), WARNING) == {"languages/unreviewed"}
    assert rules(inspect(bundle, hints, CALLS, production=True), ERROR) == {"languages/unreviewed"}


def test_choices_of_different_channels_may_share_their_words() -> None:
    """Only choices that can stand side by side are compared."""
    files = changed(
        "menu",
        (
            "      work: {label: Lavoro, match: [corsi], next: work}\n",
            '      work: {label: Lavoro, when: channel == "web", next: work}\n'
            '      jobs: {label: Lavoro, when: channel != "web", next: work}\n',
        ),
    )
    assert rules(inspected(files), ERROR) == set()


def test_words_do_not_lead_around_the_question() -> None:
    """A flow that words lead to may hold sensitive steps: within the entry they are not heard."""
    files = changed("work", ("start: gate", "anywhere: [lavoro ora]\nstart: gate"))
    assert rules(inspected(files), ERROR) == set()


def test_a_condition_on_a_remembered_answer_counts_as_the_question() -> None:
    """``safe == "yes"`` proves the question where only its answer sets it, and not otherwise."""
    ask = (
        "flow: safe\nstart: ask\nsteps:\n  ask:\n    marks: [safe_question, critical]\n"
        "    ask: Puoi scrivere?\n    choices:\n"
        "      fine: {label: 'Sì', set: {safe: '\"yes\"'}, next: done}\n"
        "      later: {label: 'No', next: out}\n"
        "    no_match: {retry: 1, next: out}\n    timeout: {after: 10m, next: done}\n"
        "  out: {exit: true}\n  done: {end: true}\n"
    )
    guarded = {
        **changed("start", ("[safe_question, critical]", "[critical]")),
        "work": changed(
            "work",
            ("start: gate", "start: safe"),
            (
                "steps:\n",
                'steps:\n  safe: {when: [{if: safe == "yes", next: gate}], else: ask}\n'
                "  ask: {flow: safe, next: gate}\n",
            ),
        )["work"],
        "safe": ask,
    }
    assert "safety/question-first" not in rules(inspected(guarded), ERROR)
    leaky = {
        **guarded,
        "menu": changed(
            "menu",
            ("next: work}\n      person", "next: cheat}\n      person"),
            ("  work: {flow", "  cheat: {set: {safe: '\"yes\"'}, next: work}\n  work: {flow"),
        )["menu"],
    }
    assert "safety/question-first" in rules(inspected(leaky), ERROR)


def test_what_a_choice_is_called_on_a_phone_is_judged_there() -> None:
    """A telling label passes with a neutral one beside it; a telling neutral one does not."""
    told = ("menu", ("{label: Lavoro,", "{label: Violenza, sms: Lavoro,"))
    assert "words/risky" not in rules(inspected(changed(*told)), ERROR)
    telling = ("menu", ("{label: Lavoro,", "{label: Lavoro, sms: Violenza,"))
    assert "words/risky" in rules(inspected(changed(*telling)), ERROR)
    exit_word = ("menu", ("{label: Lavoro,", "{label: Lavoro, sms: Esci,"))
    assert "safety/reserved-word" in rules(inspected(changed(*exit_word)), ERROR)


def test_what_changed_is_judged_again() -> None:
    """A flow is judged once for as long as nothing changes: its text, a translation of it, or what
    may be seen by chance."""
    bundle = load(FILES)
    own = translated(bundle)
    menu = next(key for key, text in own.items() if text == "Lavoro")
    assert inspected(FILES, {**own, menu: LONG})
    assert inspected(changed("menu", ("label: Lavoro", f"label: {LONG}")))
    hints = clues({"it": frozenset({"lavoro"})}, frozenset({"it", "en"}))
    assert inspect(bundle, hints, CALLS)
    assert inspected(FILES) == ()
