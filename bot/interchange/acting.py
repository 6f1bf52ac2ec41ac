"""What the nodes of a foreign flow do, as the beginnings of steps of ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.engine.editing.sheet import Plain
from bot.interchange.expressions import Key, Variables, pieces, quoted
from bot.interchange.languages import ours
from bot.interchange.names import slug
from bot.interchange.source import Action, Node
from bot.interchange.speaking import Message, Speaker

_LONGEST_VALUE = 190
SAYING = frozenset({"send_msg", "send_interactive_msg", "say_msg"})

_LEFT: Mapping[str, tuple[str, str]] = {
    "call_webhook": ("a call of another service", "Nothing is called: it goes on as a failure"),
    "call_resthook": ("a call of another service", "Nothing is called: it goes on as a failure"),
    "call_classifier": ("a classifier of texts", "Nothing is sent to it"),
    "call_llm": ("a language model of others", "Nothing is sent to it"),
    "link_google_sheet": ("a sheet of another service", "Nothing is read from it or written to it"),
    "send_email": ("an e-mail", "None is sent"),
    "send_broadcast": ("a message to others", "None is sent"),
    "start_session": ("a flow is begun for others", "None is begun"),
    "add_contact_groups": ("she is added to a group", "No lists of people are kept"),
    "remove_contact_groups": ("she is taken out of a group", "No lists of people are kept"),
    "add_contact_urn": ("an address of hers is kept", "It is not"),
    "set_contact_name": ("her name is kept", "It is not"),
    "set_contact_timezone": ("her time zone is kept", "It is not"),
    "set_contact_status": ("she is blocked or stopped", "She is not"),
    "set_contact_channel": ("her channel is changed", "She stays where she writes"),
    "set_contact_profile": ("a profile of hers is chosen", "None is kept"),
    "add_input_labels": ("her message is labelled", "It is not"),
    "transfer_airtime": ("airtime is given", "None is"),
    "play_audio": ("a sound is played", "None is"),
    "request_optin": ("she is asked to be written to", "She is not: see flows/contact.yaml"),
}  # fmt: skip


@dataclass(slots=True)
class Part:
    """A step that is not led anywhere yet. ``hint`` is what it may be called after."""

    hint: str
    body: dict[str, Plain] = field(default_factory=dict)
    message: Message | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What a flow can refer to: the variables and flows of the file, and what of ours."""

    variables: Variables
    flows: Mapping[str, str]
    """uuid and name of each flow of the file -> its name with us."""
    templates: Mapping[str, object]
    languages: Collection[str]
    calls: Collection[str]


def parts_of(node: Node, speaker: Speaker, around: Around) -> list[Part]:
    """What a node does before it chooses its way; what cannot be done is told."""
    found: list[Part] = []
    for action in node.actions:
        if action.kind in SAYING:
            found += _say(node, action, speaker, around)
        elif action.kind == "enter_flow":
            found += _enter(node, action, speaker, around)
        elif action.kind == "open_ticket":
            found.append(_ticket(node, speaker))
        elif action.kind in {"set_run_result", "set_contact_field", "set_run_local"}:
            found += _keep(node, action, speaker, around)
        elif action.kind == "set_contact_language":
            found += _language(node, action, speaker, around)
        else:
            what, done = _LEFT.get(action.kind, ("an action that is not known", "Left out"))
            named = f" ({slug(action.kind, 'without_type')})" if action.kind not in _LEFT else ""
            speaker.remark(node.uuid, what + named, done)
    return found


def _say(node: Node, action: Action, speaker: Speaker, around: Around) -> list[Part]:
    message = speaker.message(node.uuid, action, around.templates)
    if message.said is None:
        speaker.remark(node.uuid, "a message without a text of its own", "Left out")
        return []
    return [Part(message.said.source, {"say": message.said.source}, message)]


def _enter(node: Node, action: Action, speaker: Speaker, around: Around) -> list[Part]:
    named = action.fields.get("flow")
    flow: Mapping[str, object] = named if isinstance(named, dict) else {}
    for key in ("uuid", "name"):
        name = around.flows.get(f"{key}:{flow.get(key)}")
        if name:
            ends = action.fields.get("terminal") is True
            return [Part(name, {"flow": name}, ends=ends)]
    speaker.remark(node.uuid, "it enters a flow that the file does not hold", "It goes on without")
    return []


def _ticket(node: Node, speaker: Speaker) -> Part:
    speaker.remark(
        node.uuid,
        "a ticket is opened",
        "It is a hand-off: before it she must hear what is kept, who reads and the duty to report, "
        "and say yes; see flows/person.yaml",
    )
    return Part("handoff", {"handoff": {"network": "agency_id", "need": "need"}})


def key_of(action: Action) -> tuple[str, str]:
    """Which variable an action sets: kind and name; an empty name where it has none."""
    if action.kind == "set_run_result":
        return "results", action.text("name")
    if action.kind == "set_run_local":
        return "locals", action.text("local")
    named = action.fields.get("field")
    if isinstance(named, dict):
        key = named.get("key") or named.get("name")
        return "fields", key if isinstance(key, str) else ""
    return "fields", ""


def _keep(node: Node, action: Action, speaker: Speaker, around: Around) -> list[Part]:
    kind, name = key_of(action)
    variable = around.variables.of((kind, slug(name, "value"))) if name.strip() else ""
    if not variable:
        speaker.remark(node.uuid, "a value without a name", "It is not kept")
        return []
    if action.kind == "set_run_local" and action.text("operation") == "increment":
        step = action.text("value")
        by = step if step.isdecimal() and len(step) < 10 else "1"
        return [Part(variable, {"set": {variable: f"{variable} + {by}"}})]
    value = action.text("value")
    expression = _expression(value, node, speaker, around.variables)
    if not expression:
        speaker.remark(node.uuid, "a value that cannot be written as one of ours", "It is not kept")
        return []
    return [Part(variable, {"set": {variable: expression}})]


def _expression(text: str, node: Node, speaker: Speaker, variables: Variables) -> str:
    """The sum of the pieces of a template; empty where it cannot be one."""
    parts = []
    for plain, key, gap in pieces(text[: _LONGEST_VALUE * 2]):
        name = variables.of(key)
        if gap or (key is not None and not name):
            speaker.remark(
                node.uuid, "a value is calculated out of something unknown", "That part is left out"
            )
        elif name:
            parts.append(name)
        elif plain and (shown := speaker.shown(node.uuid, plain)):
            # A space between two pieces is a part of the value.
            shown = f" {shown}" if plain[0] == " " and parts else shown
            shown = f"{shown} " if plain[-1] == " " else shown
            if not (literal := quoted(shown)):
                return ""
            parts.append(literal)
    whole = " + ".join(parts) or '""'
    return whole if len(whole) <= _LONGEST_VALUE and len(parts) < 20 else ""


def _language(node: Node, action: Action, speaker: Speaker, around: Around) -> list[Part]:
    language = ours(action.text("language"))
    if language not in around.languages or "language.set" not in around.calls:
        speaker.remark(node.uuid, "her language is set to one that is not offered", "It stays")
        return []
    return [
        Part(f"speak {language}", {"call": "language.set", "with": {"language": f'"{language}"'}})
    ]


def declared(nodes: Collection[Node], variables: Variables) -> None:
    """Make known what these nodes set, before any text is read that shows it."""
    for node in nodes:
        for action in node.actions:
            if action.kind in {"set_run_result", "set_contact_field", "set_run_local"}:
                kind, name = key_of(action)
                if name.strip():
                    variables.declare(kind, name)
        if node.router is not None and node.router.waits and node.router.result:
            variables.declare("results", node.router.result)


def result_of(node: Node, variables: Variables) -> tuple[Key, str]:
    """The variable that an answer is kept in, where something looks at it; else an empty name."""
    result = node.router.result if node.router else ""
    key = ("results", slug(result, "value"))
    return key, variables.of(key) if result and key in variables.read else ""
