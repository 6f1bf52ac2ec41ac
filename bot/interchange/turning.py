"""Turns one flow of another product into the steps of one of ours, with what keeps her safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.engine.editing.sheet import Plain
from bot.interchange.acting import Around, Part, parts_of, result_of
from bot.interchange.answering import Offered, answers
from bot.interchange.branching import conditions
from bot.interchange.expressions import operand_key, quoted
from bot.interchange.graph import Asked, asked
from bot.interchange.names import Names
from bot.interchange.source import Definition, Node, Router
from bot.interchange.speaking import Message, Said, Speaker

STOP, QUIET, PERSON, NOBODY = "stop", "quiet", "to_person", "nobody"
KEPT = frozenset({"arrive", "leave"})
"""Names that a step of a divided flow must not have."""
CHOOSE = "Non ho capito. Scegli una voce."
WRITE = "Scrivi qui il tuo messaggio."
UNHEARD = "Non riesco a capire, e mi dispiace. Il 112 e il 1522 rispondono a voce, giorno e notte."
ADDED = frozenset({CHOOSE, WRITE, UNHEARD})
"""What is added is said elsewhere in our flows already, so that it is translated."""

_CALLING = frozenset(
    {"call_webhook", "call_resthook", "call_classifier", "call_llm", "transfer_airtime"}
)

Body = dict[str, Plain]


@dataclass(slots=True)
class Turned:
    """The steps of a flow in order, their translations, and where they stand on the canvas."""

    start: str
    steps: dict[str, Body] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    positions: dict[str, dict[str, int]] = field(default_factory=dict)


class Turning:
    """The work on one flow: first what stands there, then the names, then the ways."""

    def __init__(
        self, flow: Definition, name: str, speaker: Speaker, around: Around, person: str
    ) -> None:
        self._flow = flow
        self._slug = name
        self._speaker = speaker
        self._around = around
        self._person = person
        self._nodes = {node.uuid: node for node in flow.nodes}
        self._names = Names({STOP, QUIET, PERSON, NOBODY, *KEPT})
        self._parts = {node.uuid: parts_of(node, speaker, around) for node in flow.nodes}
        self._asked = asked(self._nodes, self._parts)
        self._first: dict[str, str] = {}
        self._onward: dict[str, str] = {}
        self._ids: dict[str, list[str]] = {}
        self._questions: dict[str, dict[str, str]] = {}
        self._lead: dict[str, str] = {}
        self._whens: dict[str, list[tuple[str, str]]] = {}
        self._failure: dict[str, str] = {}
        self._made = Turned(STOP)

    def turned(self) -> Turned:
        """The flow as one of ours."""
        for node in self._flow.nodes:
            self._name_question(node)
        for node in self._flow.nodes:
            self._name_steps(node)
        for node in self._flow.nodes:
            self._write(node)
        self._made.start = self._entry(self._flow.nodes[0].uuid) if self._flow.nodes else STOP
        self._add_ends()
        self._prune()
        return self._made

    # --- names ------------------------------------------------------------------------------

    def _name_question(self, node: Node) -> None:
        """Each question of a wait is a step of its own, where it was said."""
        one = self._asked.get(node.uuid)
        if one is None:
            return
        if not one.questions:
            self._speaker.remark(
                node.uuid, "it waits, and nothing is asked before", "A question was added"
            )
            one.questions[node.uuid] = Message(self._speaker.own(WRITE))
        hint = node.router.result if node.router else ""
        self._questions[node.uuid] = {
            uuid: self._names.give(hint or (message.said.source if message.said else ""), "ask")
            for uuid, message in one.questions.items()
        }
        for uuid, step in self._questions[node.uuid].items():
            if uuid != node.uuid:
                self._lead[uuid] = step

    def _name_steps(self, node: Node) -> None:
        parts = self._parts[node.uuid]
        ids = [self._names.give(part.hint, "step") for part in parts]
        if node.uuid not in self._asked:
            way = self._way(node)
            if way is None:
                ids.append(self._names.give(node.router.result if node.router else "", "check"))
            else:
                self._onward[node.uuid] = way
        self._ids[node.uuid] = ids
        if ids:
            self._first[node.uuid] = ids[0]
        elif node.uuid in self._asked:
            self._first[node.uuid] = self._asking(node.uuid)
        elif self._leads(node):
            self._first[node.uuid] = self._leads(node)

    def _asking(self, wait: str) -> str:
        """The step that a wait begins with, for whoever comes from elsewhere."""
        questions = self._questions[wait]
        return questions.get(wait) or next(iter(questions.values()))

    def _leads(self, node: Node) -> str:
        """The question that this node asked, where its own message became one."""
        return self._lead.get(node.uuid, "")

    def _entry(self, uuid: str) -> str:
        """The step that a node begins with; the end where it leads nowhere."""
        passed: list[str] = []
        at = uuid
        while at in self._nodes and at not in self._first and at not in passed[-1:]:
            if len(passed) > len(self._nodes):
                self._speaker.remark(at, "nodes lead in a circle and do nothing", "An end")
                at = ""
                break
            passed.append(at)
            at = self._onward.get(at, "")
        if at and at not in self._nodes:
            self._speaker.remark(
                passed[-1] if passed else "", "it leads to a node that is not there", "An end"
            )
        found = self._first.get(at, STOP)
        for one in passed:
            self._first[one] = found
        return found

    # --- ways -------------------------------------------------------------------------------

    def _way(self, node: Node) -> str | None:
        """Where a node that asks nothing leads; None where conditions decide."""
        router = node.router
        if router is None:
            if len(set(node.exits.values())) > 1:
                self._speaker.remark(node.uuid, "several exits and no router", "The first is taken")
            return node.leads_to
        kinds = {action.kind for action in node.actions}
        if router.kind == "random":
            self._speaker.remark(node.uuid, "chance decides", "The first way is always taken")
            return node.way(router.categories[0].uuid) if router.categories else ""
        if "open_ticket" in kinds:
            self._failure[node.uuid] = node.way(router.default)
            return self._succeeds(node, router)
        if "enter_flow" in kinds:
            if any(way for _, way in self._others(node, router)):
                self._speaker.remark(
                    node.uuid, "a flow that expired leads elsewhere", "That way is never taken"
                )
            return self._succeeds(node, router)
        if kinds & _CALLING:
            return node.way(router.default)
        return self._decided(node, router)

    def _succeeds(self, node: Node, router: Router) -> str:
        good = [case.category for case in router.cases if _is_good(case.arguments)]
        return node.way(good[0] if good else router.default)

    def _others(self, node: Node, router: Router) -> list[tuple[str, str]]:
        taken = self._succeeds(node, router)
        ways = [(one.uuid, node.way(one.uuid)) for one in router.categories]
        return [(category, way) for category, way in ways if way != taken]

    def _decided(self, node: Node, router: Router) -> str | None:
        variable = self._around.variables.of(operand_key(router.operand))
        if not variable:
            self._speaker.remark(
                node.uuid,
                "it decides by something that nothing here sets",
                "Only the way of everything else is taken",
            )
            return node.way(router.default)
        found: list[tuple[str, str]] = []
        for case in router.cases:
            tests = conditions(case, variable)
            if not tests:
                kind = case.kind[:30] or "none"
                self._speaker.remark(
                    node.uuid, f"a test that cannot be expressed ({kind})", "It goes to else"
                )
            found += [(test, node.way(case.category)) for test in tests]
        if not found:
            return node.way(router.default)
        self._whens[node.uuid] = found
        return None

    # --- steps ------------------------------------------------------------------------------

    def _write(self, node: Node) -> None:
        ids, parts = self._ids[node.uuid], self._parts[node.uuid]
        one = self._asked.get(node.uuid)
        last = self._leads(node) or self._after(node)
        for at, part in enumerate(parts):
            after = ids[at + 1] if at + 1 < len(ids) else last
            self._put(node, ids[at], at, self._linked(node, part, after))
            if part.message is not None and part.message.said is not None:
                self._say(ids[at], "say", part.message.said)
        if node.uuid in self._whens:
            cases = [{"if": test, "next": self._entry(way)} for test, way in self._whens[node.uuid]]
            default = node.way(node.router.default) if node.router else ""
            self._put(node, ids[-1], len(ids), {"when": cases, "else": self._entry(default)})
        if one is not None and node.router is not None:
            self._ask(node, node.router, one)

    def _after(self, node: Node) -> str:
        if node.uuid in self._asked:
            return self._asking(node.uuid)
        return self._entry(self._onward.get(node.uuid, ""))

    def _linked(self, node: Node, part: Part, after: str) -> Body:
        """A step with the ways that its kind has."""
        body = dict(part.body)
        if "handoff" in body:
            failure = self._failure.get(node.uuid, "")
            body["accepted"] = after
            body["unavailable"] = self._entry(failure) if failure else NOBODY
            body["closed"] = STOP
        elif "call" in body:
            body["outcomes"] = {"done": after}
        else:
            body["next"] = STOP if part.ends else after
        return body

    def _ask(self, node: Node, router: Router, one: Asked) -> None:
        if router.timeout and node.way(router.timeout_category):
            self._speaker.remark(
                node.uuid, "her silence leads on", "It leads to a quiet end: nothing is sent to her"
            )
        if router.hint:
            what = f"it waits for a {router.hint[:20]}"
            self._speaker.remark(node.uuid, what, "Only what is written is heard")
        mine = set(self._questions[node.uuid].values())
        for uuid, message in one.questions.items():
            step = self._questions[node.uuid][uuid]
            asker = self._nodes.get(uuid, node)
            found = answers(node, router, message.replies, self._speaker)
            said = message.said or self._speaker.own(WRITE)
            body: Body = {"ask": said.source}
            self._say(step, "ask", said)
            result, kept = result_of(node, self._around.variables)
            if found.choices:
                body["choices"] = self._choices(step, found.choices, kept)
            if found.typed is not None:
                save = self._around.variables.of(result) or "answer"
                way = self._entry(found.typed)
                body["input"] = {"save": save, "kind": found.kind, "next": way}
            otherwise = self._entry(found.otherwise) if found.otherwise else PERSON
            if otherwise in mine or found.typed == found.otherwise:
                otherwise = PERSON
            again = one.again or self._speaker.own(CHOOSE if found.choices else WRITE)
            body["no_match"] = {"retry": "2", "next": otherwise, "say": again.source}
            self._say(step, "no_match", again)
            body["timeout"] = {"after": _duration(router.timeout), "next": QUIET}
            self._put(asker, step, len(self._ids[asker.uuid]), body)

    def _choices(self, step: str, choices: tuple[Offered, ...], kept: str) -> Mapping[str, Plain]:
        found: dict[str, Plain] = {}
        names = Names()
        for choice in choices:
            name = names.give(choice.label.source, "choice")
            entry: dict[str, Plain] = {"label": choice.label.source}
            self._say(step, f"choices/{name}", choice.label)
            if choice.words is not None:
                entry["match"] = [word.strip() for word in choice.words.source.split(",")]
                self._say(step, f"choices/{name}/match", choice.words)
            if kept and (value := quoted(self._speaker.shown("", choice.value))):
                entry["set"] = {kept: value}
            entry["next"] = self._entry(choice.way)
            found[name] = entry
        return found

    def _put(self, node: Node, step: str, at: int, body: Body) -> None:
        self._made.steps[step] = body
        if node.position is not None:
            left, top = node.position
            self._made.positions[step] = {"x": left, "y": top + 80 * at}

    def _say(self, step: str, part: str, said: Said) -> None:
        for language, text in said.translations.items():
            if language in self._around.languages and text:
                self._made.texts.setdefault(language, {})[f"{self._slug}/{step}/{part}"] = text

    # --- ends -------------------------------------------------------------------------------

    def _add_ends(self) -> None:
        steps = self._made.steps
        steps[PERSON] = {"flow": self._person, "next": STOP}
        if not self._person:
            steps[PERSON] = {"set": {"safe": '""'}, "next": NOBODY}
        steps[NOBODY] = {"marks": ["emergency", "critical"], "say": UNHEARD, "next": STOP}
        self._say(NOBODY, "say", self._speaker.own(UNHEARD))
        steps[QUIET] = {"set": {"safe": '""'}, "next": STOP}
        steps[STOP] = {"end": "true"}

    def _prune(self) -> None:
        """What nothing leads to goes, and is told where it was in the file."""
        steps = self._made.steps
        seen = {self._made.start}
        waiting = [self._made.start]
        while waiting:
            for way in _ways(steps[waiting.pop()]):
                if way not in seen:
                    seen.add(way)
                    waiting.append(way)
        for node in self._flow.nodes:
            if any(step in steps and step not in seen for step in self._ids[node.uuid]):
                self._speaker.remark(node.uuid, "nothing leads to it", "Left out")
        self._made.steps = {name: body for name, body in steps.items() if name in seen}
        kept = self._made.positions.items()
        self._made.positions = {name: place for name, place in kept if name in seen}
        self._made.texts = {
            language: {key: text for key, text in texts.items() if key.split("/")[1] in seen}
            for language, texts in self._made.texts.items()
        }


def _is_good(arguments: tuple[str, ...]) -> bool:
    return any(one.strip().casefold() in {"success", "completed", "complete"} for one in arguments)


def _ways(body: Body) -> list[str]:
    """The steps that a step made here leads to."""
    found: list[str] = []
    waiting: list[tuple[str, Plain]] = list(body.items())
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, str):
            if key in {"next", "else", "accepted", "unavailable", "closed", "done"}:
                found.append(value)
        elif key in {"set", "with", "handoff"}:
            continue
        elif isinstance(value, Mapping):
            waiting += value.items()
        else:
            waiting += [("", one) for one in value]
    return found


def _duration(seconds: float) -> str:
    """How long is waited: what the file says, between a minute and two hours; else 10 minutes."""
    if seconds <= 0:
        return "10m"
    return f"{max(1, min(120, round(seconds / 60)))}m"
