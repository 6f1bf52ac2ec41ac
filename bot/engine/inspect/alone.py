"""What is wrong in a flow whatever the others say: found once while it and its texts stay as they
are. Three fifths of a judgement are spent here, and who saves changes one flow of a hundred."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.engine.flow import Bundle, Flow
from bot.engine.inspect.channels import channels
from bot.engine.inspect.choices import choices
from bot.engine.inspect.clues import Clues
from bot.engine.inspect.ease import ease
from bot.engine.inspect.words import words
from bot.engine.problems import Problem


def alone(bundle: Bundle, clues: Clues) -> Iterator[Problem]:
    """Problems of choices, channels, words and reading ease, flow by flow."""
    texts: dict[str, list[str]] = {}
    for language in bundle.languages:
        for context, text in bundle.texts.get(language, {}).items():
            texts.setdefault(context.partition("/")[0], []).extend((language, context, text))
    for flow in bundle.flows.values():
        yield from _alone(
            _Same(flow),
            tuple(texts.get(flow.id, ())),
            bundle.languages,
            _Known(clues, tuple(clues.risky.items())),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A flow that was read from the same file is the same object (``bot.engine.load``)."""

    flow: Flow

    def __hash__(self) -> int:
        return id(self.flow)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.flow is self.flow


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """The part of the clues that is asked here, and nothing else: the rest differs by bundle."""

    clues: Clues
    risky: tuple[tuple[str, frozenset[str]], ...]

    def __hash__(self) -> int:
        return hash(self._compared())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other._compared() == self._compared()

    def _compared(self) -> tuple[object, ...]:
        clues = self.clues
        return clues.fold, clues.is_reserved, clues.mean, clues.segments, self.risky

    def given(self) -> Clues:
        """What the rules are handed: what is not compared is not there."""
        clues = self.clues
        return Clues(clues.fold, clues.is_reserved, clues.mean, clues.segments, clues.risky)


@lru_cache(maxsize=256)
def _alone(
    same: _Same, texts: tuple[str, ...], languages: tuple[str, ...], known: _Known
) -> tuple[Problem, ...]:
    """``texts``: language, context, text, over and over."""
    found: dict[str, dict[str, str]] = {language: {} for language in languages}
    for language, context, text in zip(texts[::3], texts[1::3], texts[2::3], strict=True):
        found[language][context] = text
    bundle = Bundle("", "", {same.flow.id: same.flow}, found, languages)
    clues = known.given()
    return (
        *choices(bundle, clues),
        *channels(bundle, clues),
        *words(bundle, clues),
        *ease(bundle),
    )
