"""What a flow is: steps, texts, choices and the bundle that is published together.

The format is described in ``docs/flows.md``. These are plain frozen values; ``load`` makes them
from YAML, ``inspect`` judges them, ``advance`` runs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from bot.engine.expressions import Expression
from bot.messages import variant


@dataclass(frozen=True, slots=True)
class Text:
    """An Italian text of an author and the gettext context its translations are found by.

    ``context`` is ``flow/step/part``. ``short`` holds variants per channel (their contexts are
    ``flow/step/part.channel``).
    """

    source: str
    context: str
    short: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that mean a choice or a flow; a translation is one comma-separated list."""

    source: tuple[str, ...]
    context: str


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One choice of an ask; ``when`` hides it, ``set`` stores values when it is taken.

    It is compared by identity, as its bundle is: what it says in a language is worked out once.
    ``agrees``: taking it is her yes to what the ask tells, one of ``PURPOSES``; empty: it is none.
    """

    id: str
    label: Text
    match: Words
    next: str
    when: Expression | None = None
    set: Mapping[str, Expression] = field(default_factory=dict)
    line: int = 0
    agrees: str = ""


PURPOSES = frozenset({"share", "keep", "contact"})
"""What she can agree to: that others read, that something of hers is kept, that she is written to.
"""


LISTED = "(listed)"
SILENCE = "(silence)"
"""What the ways on from a question are called that are none of its author's choices."""


@dataclass(frozen=True, slots=True)
class ChoicesFrom:
    """Choices out of a variable that a call filled: a list of ``{id, label}``.

    The id of the one taken is stored in ``save``.
    """

    variable: str
    save: str
    next: str

    @property
    def id(self) -> str:
        """The same for whatever is chosen of the list."""
        return LISTED


class Kind(StrEnum):
    """What a typed answer is expected to be. It guides the keyboard and the check of length."""

    TEXT = "text"
    MUNICIPALITY = "municipality"
    NUMBER = "number"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Input:
    """A typed answer, stored in ``save``."""

    save: str
    kind: Kind
    next: str


@dataclass(frozen=True, slots=True)
class NoMatch:
    """What follows an answer that fits nothing: ``text`` and the question again, then ``next``."""

    retry: int
    next: str
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Timeout:
    """Where to go when she is silent for so long. The path sends nothing."""

    after: timedelta
    next: str

    @property
    def id(self) -> str:
        """The same for every timeout."""
        return SILENCE


@dataclass(frozen=True, slots=True)
class Step:
    """What every step has. Marks are what the publish gate reads.

    ``sensitive``: tells of violence; only after she said that she can write safely.
    ``critical``: must be fully translated. ``notice``: tells what is kept and who reads.
    ``who_knows``: says who will come to know. ``duty``: says whether the agency may have to report.
    ``emergency``: holds the emergency numbers. ``stores``: what is kept from here is of a special
    category. ``offers``: a measure, booking or call is offered here.
    """

    id: str
    line: int
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ask(Step):
    """A message and a wait.

    ``unattended``: where it leads when she waits for a person here and nobody is on duty any more;
    ``waited``: where it leads when nobody has taken her case for long. Both are empty where this is
    no such wait.
    """

    text: Text
    choices: tuple[Choice, ...]
    choices_from: ChoicesFrom | None
    input: Input | None
    no_match: NoMatch | None
    timeout: Timeout | None
    unattended: str = ""
    waited: str = ""

    def told(self, way: str) -> str:
        """Where ``effects.StillWaits`` leads from here; empty where she does not wait here."""
        return self.unattended if way == "unattended" else self.waited


@dataclass(frozen=True, slots=True)
class Say(Step):
    """A message without a wait."""

    text: Text
    next: str


@dataclass(frozen=True, slots=True)
class Set(Step):
    """Variables get values."""

    values: Mapping[str, Expression]
    next: str


@dataclass(frozen=True, slots=True)
class When(Step):
    """The first condition that holds decides; ``otherwise`` (``else``) is mandatory."""

    cases: tuple[tuple[Expression, str], ...]
    otherwise: str | None


@dataclass(frozen=True, slots=True)
class CallStep(Step):
    """A registered lookup or wish; each declared outcome leads somewhere.

    The values of the answer are stored as variables ``<save>_<name>`` (or ``<name>`` where
    ``save`` is empty).
    """

    call: str
    args: Mapping[str, Expression]
    save: str
    outcomes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FlowStep(Step):
    """A sub-flow: when it ends, ``next``."""

    flow: str
    next: str


@dataclass(frozen=True, slots=True)
class HandoffStep(Step):
    """A human is asked for. The call ``handoff.open`` answers ``accepted`` or ``unavailable``;
    ``closed`` follows when the operator closes the case."""

    args: Mapping[str, Expression]
    accepted: str
    unavailable: str
    closed: str


@dataclass(frozen=True, slots=True)
class ExitStep(Step):
    """She leaves: the curtain falls."""


@dataclass(frozen=True, slots=True)
class EndStep(Step):
    """The flow ends; the flow that called it goes on."""


AnyStep = Ask | Say | Set | When | CallStep | FlowStep | HandoffStep | ExitStep | EndStep


@dataclass(frozen=True, slots=True, repr=False)
class Flow:
    """One file under ``flows/``. ``anywhere`` are words that lead here from every ask."""

    id: str
    title: str
    start: str
    steps: Mapping[str, AnyStep]
    anywhere: Words
    line: int = 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Bundle:
    """All flows and catalogues published together; a session is pinned to one.

    ``texts[language][context]`` is the translation; Italian is the source and may be missing.
    ``id`` is a digest of the content: equal bundles have equal ids. ``guarded`` are the flows that
    lead to a sensitive step: within the entry flow, where she is asked whether she can write
    safely, their words are not heard.
    """

    id: str
    entry: str
    flows: Mapping[str, Flow]
    texts: Mapping[str, Mapping[str, str]]
    languages: tuple[str, ...]
    guarded: frozenset[str] = frozenset()

    def say(self, text: Text, language: str) -> str:
        """The text in a language, or its Italian source where the translation is missing."""
        return self.texts.get(language, {}).get(text.context) or text.source

    def label(self, choice: Choice, language: str, channel: str) -> str:
        """What a choice is called on a channel."""
        return self.say(variant(choice.label.short, channel) or choice.label, language)

    def labels(self, choice: Choice, language: str) -> tuple[str, ...]:
        """All that a choice is called, in a language, on any channel."""
        texts = (choice.label, *choice.label.short.values())
        return tuple(dict.fromkeys(self.say(text, language) for text in texts))

    def words(self, words: Words, language: str) -> tuple[str, ...]:
        """The match words in a language and in Italian, without repetition."""
        return _words(self, words, language)

    def spoken(self) -> Iterator[str]:
        """Every label, match word and keyword, in every language."""
        for flow in self.flows.values():
            asks = [step for step in flow.steps.values() if isinstance(step, Ask)]
            for language in self.languages:
                yield from self.words(flow.anywhere, language)
                for choice in (choice for ask in asks for choice in ask.choices):
                    yield from self.labels(choice, language)
                    yield from self.words(choice.match, language)


@lru_cache(maxsize=16384)
def _words(bundle: Bundle, words: Words, language: str) -> tuple[str, ...]:
    """A bundle never changes and is compared by identity, so this is worked out once."""
    translated = bundle.texts.get(language, {}).get(words.context, "")
    own = (word.strip() for word in translated.split(","))
    return tuple(dict.fromkeys(word for word in (*own, *words.source) if word))
