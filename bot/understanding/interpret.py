"""Which choice or flow a text means, by numbers, words and near spellings; in doubt, none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Protocol

from rapidfuzz.distance import OSA

from bot.text.spelling import fold, is_han
from bot.understanding.negations import denies
from bot.understanding.numbers import digits_of, word_of
from bot.values.frozen import frozen

LONGEST = 300
"""A folded text longer than this is a story, not the name of a choice."""

FEW_WORDS = 6
SHORT_PHRASE = 4
"""A flow's words are heard inside a text of so many words, a choice's inside ``FEW_WORDS``."""

MARGIN = 0.12
"""How much nearer the best near spelling must be than the second best."""

SMALL = frozenset(
    fold(
        "a al alla allo ai con da dal dalla de dei del della di e ed i il in io la le lo mi o per "
        "su sul un una uno the an and at for i in it me my of on or to with el los las en mi para "
        "por un una unos y au aux de des du et la le les mon ma un une pour "
        "في من الى على عن مع و "
        "de la în cu pe o un та і в на з у до за и в с к о для dhe në me për nga te "
        "的 了 在 我 你 和 也 就 都 吗 呢 吧 啊 ang ng sa mga at ko ako ka "
        "e a o os as em com por para que um uma meu minha w i z do o się to jest "
        "আমি আমার এই ও এ তে মে මම මගේ ද ක් میں کا کی کے کو سے پر اور ہے "
        "من را به از که این است و در"
    ).split()
)
"""Words that name nothing by themselves."""

_SAYS: Mapping[str, frozenset[str]] = {"ro": frozenset({"da"}), "pl": frozenset({"no"})}
"""Language -> words of those that are an answer in it."""


@frozen
class Candidate:
    """What may be meant: its id and the words that mean it, the label first."""

    id: str
    words: tuple[str, ...]


class Named(Protocol):
    """What may be meant, whoever made it: a ``Candidate``, or what an ask listens for."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that mean it, the label first."""


@frozen
class Meaning:
    """The choice or, where no choice is meant, the flow that a text leads to."""

    choice: str | None = field(repr=False)
    flow: str | None = field(default=None, repr=False)


NOTHING = Meaning(None)


def interpret(
    text: str,
    options: Sequence[Named],
    anywhere: Sequence[Named],
    *,
    typed: bool,
    digits: bool = True,
    named: bool = False,
    language: str = "",
) -> Meaning:
    """What the text means at this question.

    ``typed``: a free text is expected, so only the number or the exact words of a choice count,
    and everything else is her answer; ``named``: it is the name of a place or a number, so a part
    of one label or the exact words of a flow count too. ``digits``: a number means the choice at
    that position; not so where a number is the expected answer. ``language``: what she writes in,
    whose words of denial are known best. What fits two candidates fits none.
    """
    said = fold(text[: LONGEST * 4])
    if not said or len(said) > LONGEST:
        return NOTHING
    if digits and (choice := _numbered(digits_of(said), options)) is not None:
        return Meaning(choice)
    if (choice := _exact(said, options)) is not None:
        return Meaning(choice)
    if typed and not named:
        return NOTHING
    if typed:
        flow = _exact(said, anywhere)
        return Meaning(None if flow else _part_of_label(said, options), flow)
    if digits and (choice := _numbered(word_of(said), options)) is not None:
        return Meaning(choice)
    if (flow := _exact(said, anywhere)) is not None:
        return Meaning(None, flow)
    if (choice := _inside(said, options, FEW_WORDS, language)) is not None:
        return Meaning(choice)
    if (choice := _part_of_label(said, options)) is not None:
        return Meaning(choice)
    if (choice := _near(said, options, language)) is not None:
        return Meaning(choice)
    return Meaning(None, _inside(said, anywhere, SHORT_PHRASE, language))


@lru_cache(maxsize=8192)
def _written(word: str) -> str:
    """The fold of a published word. Texts of hers never come here, so none is remembered."""
    return fold(word)


@lru_cache(maxsize=8192)
def _spellings(words: tuple[str, ...]) -> tuple[str, ...]:
    """The folds of the words of one candidate, in their order."""
    return tuple(map(_written, words))


def _only(found: Iterable[str]) -> str | None:
    """The one id that was found, or None for none or several."""
    ids = set(found)
    return ids.pop() if len(ids) == 1 else None


def _numbered(number: int | None, options: Sequence[Named]) -> str | None:
    """The choice at that position, counted from 1."""
    if number is None or not 1 <= number <= len(options):
        return None
    return options[number - 1].id


def _exact(said: str, candidates: Sequence[Named]) -> str | None:
    named = [c for c in candidates if said in _spellings(c.words)]
    labelled = _only(c.id for c in named if _spellings(c.words)[0] == said)
    return labelled if labelled is not None else _only(c.id for c in named)


def _inside(said: str, candidates: Sequence[Named], most: int, language: str) -> str | None:
    """The candidate whose words stand in the text as whole words, if it is the only one.

    A phrase that is part of a longer one that was found does not count.
    """
    tokens = said.split()
    if _count(tokens) > most:
        return None
    padded = f" {said} "
    found = {
        (phrase, candidate.id)
        for candidate in candidates
        for phrase in _spellings(candidate.words)
        if phrase and f" {phrase} " in padded and _may_stand_inside(phrase, tokens, language)
    }
    return _only(
        id
        for phrase, id in found
        if not any(phrase != longer and f" {phrase} " in f" {longer} " for longer, _ in found)
    )


def _may_stand_inside(phrase: str, tokens: Sequence[str], language: str) -> bool:
    own = phrase.split()
    if all(word in SMALL and word not in _SAYS.get(language, ()) for word in own):
        return False
    negated = denies((token for token in tokens if token not in own), language)
    # «no grazie» and «sì, per favore» are answers; «non si sa» is not.
    opens = tokens[: len(own)] == own and _count(tokens) <= SHORT_PHRASE
    return not negated and (_is_long(phrase) or opens)


def _count(tokens: Sequence[str]) -> int:
    """How many words these are: two Chinese characters count as one."""
    single = sum(map(is_han, tokens))
    return len(tokens) - single + (single + 1) // 2


def _is_long(phrase: str) -> bool:
    """Whether a phrase says enough to be heard within others: four letters, or two characters."""
    return len(phrase) >= (3 if is_han(phrase) else 4)


def _part_of_label(said: str, options: Sequence[Named]) -> str | None:
    """The choice whose label holds the text as whole words, as «appuntamento»."""
    if not _is_long(said) or all(word in SMALL for word in said.split()):
        return None
    return _only(
        option.id for option in options if option.words and _holds(_written(option.words[0]), said)
    )


def _holds(label: str, said: str) -> bool:
    return f" {said} " in f" {label} "


def _near(said: str, options: Sequence[Named], language: str) -> str | None:
    """The choice whose words are a near spelling of the text, or of one of its few words."""
    tokens = said.split()
    # One character more or less is another word in Chinese.
    if len(tokens) > FEW_WORDS or any(map(is_han, tokens)) or denies(tokens, language):
        return None
    heard = [said, *(token for token in tokens if len(token) >= 5)]
    scores = {option.id: _nearest(heard, _spellings(option.words)) for option in options}
    best, second = (*sorted(scores.values(), reverse=True), 0.0, 0.0)[:2]
    if best <= 0 or (len(scores) > 1 and best - second < MARGIN):
        return None
    return _only(id for id, score in scores.items() if score == best)


def _nearest(heard: Sequence[str], words: Sequence[str]) -> float:
    """How much the nearest of these words is like what was heard."""
    return max((_likeness(part, word) for part in heard for word in words), default=0.0)


def _likeness(said: str, word: str) -> float:
    """From 0 (another word) to 1 (the same). Words under 4 letters are never alike."""
    length = len(word)
    if length < 4 or len(said) < 4 or said.isdigit() or abs(len(said) - length) > 3:
        return 0.0
    allowed = 1 if length <= 5 else 2 if length <= 9 else 3
    distance = OSA.distance(said, word, score_cutoff=allowed)
    if distance > allowed or (length <= 5 and said[0] != word[0]):
        return 0.0
    # In a word of four letters another letter makes another word (casa, cosa).
    if length == 4 and len(said) == 4 and sorted(said) != sorted(word):
        return 0.0
    return 1 - distance / max(len(said), length)
