"""Everything that is translated: the texts of flows, our own, the directory's, the covers'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.conversation.hearing import ALARM_FLOW, ALWAYS, DANGER_FLOWS, WORDS_FLOW
from bot.directory.model import Directory
from bot.directory.texts import passages as directory_passages
from bot.engine.contexts import messages
from bot.engine.flow import AnyStep, Ask, Choice, ExitStep, Flow, Text
from bot.engine.inspect.channels import BUTTON_LABEL, BUTTONS, ROW_LABEL
from bot.engine.inspect.languages import CRITICAL
from bot.engine.inspect.safety import EMERGENCY
from bot.engine.ways import ways
from bot.i18n.texts import TEXTS
from bot.messages import variant
from bot.wording.model import Part, Piece, Rank

_CONSENT = frozenset({"notice", "duty", "who_knows"})
_EXIT_KEYS = ("web.exit", "web.once_more", "returned", "is_it_you", "web.locked", "web.away")
_ALARM_KEYS = ("sign.", "small_talk")
_CONSENT_KEYS = ("callback.", "contact.", "consent")


def of_flow(flow: Flow, remarks: Mapping[str, str] | None = None) -> Iterator[Piece]:
    """The texts of a flow in its order. ``remarks``: step -> what translators are told there."""
    whole = _of_flow(flow.id)
    if flow.anywhere.source:
        listed = ", ".join(flow.anywhere.source)
        yield Piece(flow.anywhere.context, listed, flow.id, Part.WORDS, whole)
    for step in flow.steps.values():
        remark = (remarks or {}).get(step.id, "")
        rank = min(_of_step(step), whole)
        for text in messages(step):
            part = Part.AGAIN if text.context.endswith("/no_match") else Part.MESSAGE
            yield from _of_text(text, flow.id, step.id, part, rank, remark)
        if isinstance(step, Ask):
            for choice in step.choices:
                yield from _of_choice(flow, step, choice, rank, remark)


def _of_flow(name: str) -> Rank:
    if name in DANGER_FLOWS.values():
        return Rank.DANGER
    if name == ALARM_FLOW:
        return Rank.ALARM
    if name == WORDS_FLOW:
        return Rank.EXIT
    return Rank.CRITICAL if name in ALWAYS else Rank.OTHER


def _of_step(step: AnyStep) -> Rank:
    if "emergency" in step.marks:
        return Rank.DANGER
    if "safe_question" in step.marks:
        return Rank.EXIT
    if step.marks & _CONSENT or (isinstance(step, Ask) and any(c.agrees for c in step.choices)):
        return Rank.CONSENT
    return Rank.CRITICAL if step.marks & CRITICAL else Rank.OTHER


def _of_words(italian: str) -> Rank:
    return Rank.DANGER if EMERGENCY.search(italian) else Rank.OTHER


def _of_text(
    text: Text, flow: str, step: str, part: Part, rank: Rank, remark: str
) -> Iterator[Piece]:
    """A message and its variants, each with the channels that say it."""
    for one in (text, *text.short.values()):
        spoken = {name: variant(text.short, name) or text for name in ("sms", "whatsapp")}
        channel = "" if one is text else one.context.rpartition(".")[2]
        yield Piece(
            one.context,
            one.source,
            flow,
            part,
            min(rank, _of_words(one.source)),
            step,
            channel,
            sms=spoken["sms"] is one,
            whatsapp=spoken["whatsapp"] is one,
            early=(variant(text.short, "telegram") or text) is one,
            remark=remark,
        )


def _of_choice(flow: Flow, ask: Ask, choice: Choice, rank: Rank, remark: str) -> Iterator[Piece]:
    if choice.agrees:
        rank = min(rank, Rank.CONSENT)
    if _leaves(flow, choice.next):
        rank = min(rank, Rank.EXIT)
    listed = len(ask.choices) > BUTTONS or ask.choices_from is not None
    most = ROW_LABEL if listed else BUTTON_LABEL
    words = None
    if choice.match.source:
        said = ", ".join(choice.match.source)
        words = Piece(choice.match.context, said, flow.id, Part.WORDS, rank, ask.id)
    for one in _of_text(choice.label, flow.id, ask.id, Part.LABEL, rank, remark):
        yield Piece(
            one.context,
            one.italian,
            flow.id,
            Part.LABEL,
            rank,
            ask.id,
            one.channel,
            most,
            one.sms,
            one.whatsapp,
            remark=remark,
            words=words if one.context == choice.label.context else None,
        )


def _leaves(flow: Flow, begin: str) -> bool:
    """Whether she leaves from here before anything is asked."""
    seen, waiting = {begin}, [begin]
    while waiting:
        step = flow.steps.get(waiting.pop())
        if isinstance(step, ExitStep):
            return True
        if step is None or isinstance(step, Ask):
            continue
        new = [target for target in ways(step) if target not in seen]
        seen.update(new)
        waiting += new
    return False


def built_in() -> Iterator[Piece]:
    """Our own fixed texts, by group: the first word of a key."""
    for key, italian in TEXTS.items():
        rank = _of_words(italian)
        if key.startswith(_EXIT_KEYS):
            rank = min(rank, Rank.EXIT)
        elif key.startswith(_ALARM_KEYS):
            rank = min(rank, Rank.ALARM)
        elif key.startswith(_CONSENT_KEYS):
            rank = min(rank, Rank.CONSENT)
        elif key.startswith("failure"):
            rank = Rank.DANGER
        yield Piece(f"ui//{key}", italian, "ui", Part.BUILT_IN, rank)


def of_directory(directory: Directory) -> Iterator[Piece]:
    """What the directory of the project says."""
    for one in directory_passages(directory):
        rank = Rank.CONSENT if one.kind == "measure/who_knows" else _of_words(one.source)
        if one.kind.startswith("hotline/"):
            rank = Rank.DANGER
        yield Piece(one.context, one.source, "directory", Part.DIRECTORY, rank)


def of_cover(flow: Flow) -> Iterator[Piece]:
    """What a cover says: dull and true, and it may not tell what stands behind."""
    for one in of_flow(flow):
        for piece in one.all:
            rank = Rank.DANGER if EMERGENCY.search(piece.italian) else Rank.CRITICAL
            yield Piece(piece.context, piece.italian, flow.id, Part.COVER, rank, piece.step)
