"""A small clean bundle that every seeded defect starts from."""

from __future__ import annotations

from bot.conversation.calls import CALLS
from bot.engine.contexts import flow_passages
from bot.engine.flow import Bundle
from bot.engine.inspect import inspect
from bot.engine.load import load_bundle
from bot.engine.problems import Problem
from bot.publishing.gate import clues

LANGUAGES = ("it", "en")

START = """\
flow: start
start: hello
steps:
  hello:
    marks: [safe_question, critical]
    ask: Puoi scrivere adesso? Emergenze 112.
    choices:
      fine: {label: 'Sì', match: [posso], next: menu}
      later: {label: 'No', match: [non ora], next: out}
    no_match: {retry: 2, next: out}
    timeout: {after: 10m, next: quiet}
  menu: {flow: menu, next: quiet}
  out: {exit: true}
  quiet: {end: true}
"""

MENU = """\
flow: menu
anywhere: [menu]
start: what
steps:
  what:
    ask: Che cosa ti serve?
    choices:
      work: {label: Lavoro, match: [corsi], next: work}
      person: {label: Una persona, next: person}
      back: {label: Basta così, next: done}
    no_match: {retry: 2, next: person}
    timeout: {after: 10m, next: done}
  work: {flow: work, next: what}
  person: {flow: person, next: what}
  done: {end: true}
"""

WORK = """\
flow: work
start: gate
steps:
  gate: {set: {need: '"work"'}, next: know}
  know: {when: [{if: need == "work", next: tell}], else: done}
  tell:
    marks: [sensitive, who_knows]
    ask: Il datore di lavoro lo viene a sapere. Vuoi vedere?
    choices:
      look: {label: Vedo, next: find}
      back: {label: Indietro, next: done}
    no_match: {retry: 1, next: done}
    timeout: {after: 10m, next: done}
  find: {call: directory.measure, with: {id: '"leave"'}, outcomes: {found: show, none: done}}
  show:
    marks: [offers]
    say: Ecco {measure}
    next: done
  done: {end: true}
"""

PERSON = """\
flow: person
start: notice
steps:
  notice:
    marks: [notice]
    ask: Legge solo chi ti risponde. Continuo?
    choices:
      go: {label: Continuo, next: who, agrees: share}
      back: {label: Indietro, next: done}
    no_match: {retry: 1, next: done}
    timeout: {after: 10m, next: done}
  who:
    call: handoff.who
    with: {network: '"nord"'}
    outcomes: {open: told, closed: told}
  told: {marks: [duty], say: 'Risponde {agency}.', next: human}
  human:
    handoff: {network: agency_id, need: need}
    accepted: wait
    unavailable: nobody
    closed: done
  wait:
    ask: Arriva qualcuno.
    choices: {stop: {label: Non aspetto, next: done}}
    no_match: {retry: 1, next: done}
    timeout: {after: 10m, next: done}
  nobody: {marks: [emergency], say: 'Non c’è nessuno. Emergenze 112.', next: done}
  done: {end: true}
"""

FILES = {"start": START, "menu": MENU, "work": WORK, "person": PERSON}


def translated(bundle: Bundle) -> dict[str, str]:
    """A catalogue that says everything as the source does."""
    return {
        passage.context: passage.source
        for flow in bundle.flows.values()
        for passage in flow_passages(flow)
    }


def load(files: dict[str, str], english: dict[str, str] | None = None) -> Bundle:
    """The bundle of these files, with a complete English catalogue unless one is given."""
    bundle, problems = load_bundle(files, {}, CALLS, LANGUAGES)
    assert bundle is not None, problems
    catalogue = translated(bundle) if english is None else english
    bundle, problems = load_bundle(files, {"en": catalogue}, CALLS, LANGUAGES)
    assert bundle is not None, problems
    return bundle


def inspected(
    files: dict[str, str], english: dict[str, str] | None = None, *, production: bool = False
) -> tuple[Problem, ...]:
    """What the gate says of these files."""
    hints = clues({"it": frozenset({"violenza"})}, frozenset({"it", "en"}))
    return inspect(load(files, english), hints, CALLS, production=production)


def changed(flow: str, *replacements: tuple[str, str]) -> dict[str, str]:
    """The clean files with one flow changed; what is replaced must be there."""
    text = FILES[flow]
    for old, new in replacements:
        assert old in text, f"{old!r} is not in {flow}"
        text = text.replace(old, new)
    return {**FILES, flow: text}
