"""Which languages have signatures under all that must be understood, and which had them once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.calls import CALLS
from bot.engine.contexts import Passage, passages
from bot.engine.editing.drafts import Texts
from bot.engine.inspect.languages import CRITICAL
from bot.engine.load import load_flow
from bot.i18n.reviews import digest
from bot.publishing.published import Source


@dataclass(frozen=True, slots=True)
class Signing:
    """How many of the texts of a language that must be understood are signed as they are now, were
    signed as they were, or never."""

    signed: int = 0
    changed: int = 0
    never: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nobody has to sign anything."""
        return not self.changed and not self.never

    @property
    def is_outdated(self) -> bool:
        """Somebody signed, and texts changed or came since."""
        return not self.is_whole and bool(self.signed or self.changed)


def signings(source: Source, *signed: Texts) -> Mapping[str, Signing]:
    """Language -> how far it is signed, of each that something is translated into.

    ``signed``: language -> context -> the digest that a signature is bound to.
    """
    flows = [load_flow(text, name, CALLS)[0] for name, text in source.flows.items()]
    steps = [step for flow in flows if flow is not None for step in flow.steps.values()]
    wanted = [one for step in steps if step.marks & CRITICAL for one in passages(step)]
    return {
        language: _signing(wanted, texts, [one.get(language, {}) for one in signed])
        for language, texts in source.catalogues.items()
    }


def signed_languages(source: Source, *signed: Texts) -> frozenset[str]:
    """Italian, and the languages in which all that must be understood was signed as it is now.

    ``signed`` is that of ``signings``.
    """
    bound = {language for one in signed for language, digests in one.items() if digests}
    whole = (one for one, how in signings(source, *signed).items() if how.is_whole)
    return frozenset({"it", *(bound & {*whole})})


def _signing(
    wanted: Sequence[Passage], texts: Mapping[str, str], bound: Sequence[Mapping[str, str]]
) -> Signing:
    counted = {"signed": 0, "changed": 0, "never": 0}
    for passage in wanted:
        now = digest(passage.source, texts.get(passage.context, ""))
        marks = {one[passage.context] for one in bound if passage.context in one}
        counted["signed" if now in marks else "changed" if marks else "never"] += 1
    return Signing(**counted)
