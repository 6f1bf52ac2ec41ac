"""What she may answer to a question of a foreign flow: choices, a typed answer, anything else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.interchange.source import Case, Category, Node, Router
from bot.interchange.speaking import Said, Speaker
from bot.text.spelling import fold

_WORDS = frozenset({"has_any_word", "has_multiple"})
_PHRASES = frozenset(
    {"has_all_words", "has_phrase", "has_only_phrase", "has_only_text", "has_beginning",
     "has_number_eq", "has_category"}
)  # fmt: skip
_NUMBERS = frozenset(
    {"has_number", "has_number_between", "has_number_lt", "has_number_lte", "has_number_gt",
     "has_number_gte"}
)  # fmt: skip
_TYPED = frozenset(
    {"has_text", "has_phone", "has_email", "has_date", "has_date_lt", "has_date_eq", "has_date_gt",
     "has_time", "has_state", "has_district", "has_ward", "has_pattern"}
)  # fmt: skip
_SPLIT = re.compile(r"[,\s]+")
_MOST_WORDS = 30


@dataclass(slots=True)
class Offered:
    """A choice: what it is called, what else means it, and the node that it leads to."""

    label: Said
    way: str
    value: str
    words: Said | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """All that may follow a question. ``typed`` is None where nothing can be typed."""

    choices: tuple[Offered, ...]
    typed: str | None
    kind: str
    otherwise: str


def answers(node: Node, router: Router, replies: tuple[Said, ...], speaker: Speaker) -> Answers:
    """The answers to the wait of a node, whose question had these quick replies."""
    worded: dict[str, list[Case]] = {}
    typed: list[str] = []
    kind = "text"
    for case in router.cases:
        if node.category(case.category) is None:
            speaker.remark(node.uuid, "a test without a category", "Left out")
        elif case.kind in _WORDS | _PHRASES:
            worded.setdefault(case.category, []).append(case)
        elif case.kind in _NUMBERS | _TYPED:
            typed.append(case.category)
            kind = "number" if case.kind in _NUMBERS and len(set(typed)) == 1 else "text"
            _tell_typed(node, case, speaker)
        else:
            speaker.remark(node.uuid, f"a test that is not known ({case.kind[:30]})", "Left out")
    left = list(replies)
    choices = []
    for category in router.categories:
        if category.uuid in worded and category.uuid not in typed:
            choices.append(_choice(node, category, worded[category.uuid], left, speaker))
    if len(set(typed)) > 1:
        speaker.remark(node.uuid, "several ways for typed answers", "The first one is taken")
    way = node.way(typed[0]) if typed else None
    if way is None and not choices:
        way = node.way(router.default)
    for reply in left:
        if way is None:
            speaker.remark(node.uuid, "a button that no test looks for", "Left out")
        else:
            choices.append(Offered(reply, way, reply.source))
    return Answers(_numbered(node, choices, speaker), way, kind, node.way(router.default))


def _tell_typed(node: Node, case: Case, speaker: Speaker) -> None:
    if case.kind not in {"has_text", "has_number"}:
        what = f"a typed answer is tested ({case.kind})"
        speaker.remark(node.uuid, what, "Any answer is taken")


def _choice(
    node: Node, category: Category, cases: list[Case], left: list[Said], speaker: Speaker
) -> Offered:
    name = speaker.said(node.uuid, category.uuid, "name", category.name or "Risposta")
    label = name or Said("Risposta")
    words = [word for case in cases for word in _split(case.kind, case.arguments)]
    sought = {fold(word) for word in words} | {fold(category.name)}
    for reply in left:
        folded = fold(reply.source)
        if folded in sought or any(
            set(folded.split()) & {fold(w) for w in _split(case.kind, case.arguments)}
            for case in cases
            if case.kind in _WORDS
        ):
            # A name that has an Italian is better than a button that has none.
            if label.source == category.name or "@" in category.name:
                label = reply
            left.remove(reply)
            break
    return Offered(label, node.way(category.uuid), category.name, _match(node, cases, speaker))


def _split(kind: str, arguments: tuple[str, ...]) -> list[str]:
    text = arguments[0] if arguments else ""
    if "@" in text:
        return []
    parts = _SPLIT.split(text) if kind in _WORDS else [text.replace(",", " ")]
    return [part for part in (" ".join(part.split()) for part in parts) if part]


def _match(node: Node, cases: list[Case], speaker: Speaker) -> Said | None:
    """What else means a choice, as a comma list in each language."""
    for case in cases:
        if case.kind in {"has_all_words", "has_beginning"}:
            what = f"words are tested otherwise ({case.kind})"
            speaker.remark(node.uuid, what, "They stand as words that mean the choice")
        if any("@" in argument for argument in case.arguments):
            speaker.remark(node.uuid, "an answer is compared with a calculation", "Left out")
    base = _listed([word for one in cases for word in _split(one.kind, one.arguments)])
    translated: dict[str, str] = {}
    for language in speaker.languages:
        words = [
            word
            for one in cases
            for word in _split(one.kind, speaker.local(language, one.uuid, "arguments"))
        ]
        if words:
            translated[language] = speaker.shown(node.uuid, _listed(words))
    return speaker.chosen(speaker.shown(node.uuid, base), translated, counts=False)


def _listed(words: list[str]) -> str:
    return ", ".join(list(dict.fromkeys(words))[:_MOST_WORDS])


def _numbered(node: Node, choices: list[Offered], speaker: Speaker) -> tuple[Offered, ...]:
    """The choices without digits among their words: those follow the order, in every channel."""
    for at, choice in enumerate(choices, 1):
        if choice.words is None:
            continue
        words = [word.strip() for word in choice.words.source.split(",")]
        digits = [word for word in words if fold(word).isdecimal()]
        if any(fold(word) != str(at) for word in digits):
            speaker.remark(
                node.uuid, "a digit means another choice than its place says", "It was left out"
            )
        kept = [word for word in words if word not in digits and fold(word) != _label(choice)]
        translated = {
            language: ", ".join(one for one in text.split(", ") if not fold(one).isdecimal())
            for language, text in choice.words.translations.items()
        }
        choice.words = Said(", ".join(kept), translated) if kept else None
    return tuple(choices)


def _label(choice: Offered) -> str:
    return fold(choice.label.source)
