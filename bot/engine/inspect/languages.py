"""Languages: what is critical is there in every language, and a translation fills the same gaps."""

from __future__ import annotations

from collections.abc import Iterator

from bot.engine.contexts import Passage, flow_passages, passages, placeholders
from bot.engine.flow import AnyStep, Bundle, Flow
from bot.engine.inspect.clues import Clues
from bot.engine.inspect.graph import steps
from bot.engine.problems import Problem, Severity

SOURCE = "it"
CRITICAL = frozenset({"critical", "emergency", "safe_question", "notice", "duty", "who_knows"})
"""Marks of steps that must be understood."""


def languages(bundle: Bundle, clues: Clues, *, production: bool) -> Iterator[Problem]:
    """Missing translations, placeholders that differ, contexts of no step, texts unreviewed."""
    translated = [language for language in bundle.languages if language != SOURCE]
    for flow, step in steps(bundle):
        critical = bool(step.marks & CRITICAL)
        for passage in passages(step):
            for language in translated:
                yield from _missing(bundle, flow, step, passage, language, critical=critical)
    for flow in bundle.flows.values():
        for language in translated:
            context = flow.anywhere.context
            if flow.anywhere.source and not bundle.texts.get(language, {}).get(context):
                yield Problem(
                    flow.id,
                    "",
                    flow.line,
                    "languages/missing",
                    f"the words of anywhere are missing in {language}",
                    f"translate {context}",
                    Severity.WARNING,
                )
    yield from _unknown(bundle, clues)
    yield from _unreviewed(bundle, clues, translated, production=production)


def _missing(
    bundle: Bundle, flow: Flow, step: AnyStep, passage: Passage, language: str, *, critical: bool
) -> Iterator[Problem]:
    said = bundle.texts.get(language, {}).get(passage.context, "")
    if not said.strip():
        yield Problem(
            flow.id,
            step.id,
            passage.line,
            "languages/critical" if critical else "languages/missing",
            f"{passage.context} is missing in {language}",
            f"translate it in locales/{language} (fuzzy counts as missing)",
            Severity.ERROR if critical else Severity.WARNING,
        )
    elif not passage.words and placeholders(said) != placeholders(passage.source):
        yield Problem(
            flow.id,
            step.id,
            passage.line,
            "languages/placeholders",
            f"{passage.context} fills other gaps in {language} than in Italian",
            "use exactly the {names} of the source",
        )


def _unknown(bundle: Bundle, clues: Clues) -> Iterator[Problem]:
    known = {passage.context for flow in bundle.flows.values() for passage in flow_passages(flow)}
    known |= clues.elsewhere
    for language, texts in bundle.texts.items():
        for context in texts:
            if context not in known:
                yield Problem(
                    context.partition("/")[0],
                    "",
                    0,
                    "languages/unknown",
                    f"{language} translates {context}, which no text has",
                    "remove it from the catalogue or correct the context",
                )


def _unreviewed(
    bundle: Bundle, clues: Clues, translated: list[str], *, production: bool
) -> Iterator[Problem]:
    for language in translated:
        if language not in clues.reviewed:
            yield Problem(
                "",
                "",
                0,
                "languages/unreviewed",
                f"no native speaker has reviewed the critical texts in {language}",
                f"have each of them read and signed: docs/languages/README.md ({language})",
                Severity.ERROR if production else Severity.WARNING,
            )
