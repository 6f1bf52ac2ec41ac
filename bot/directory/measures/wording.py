"""What the Italian texts of a measure may not say, and what they must."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.directory.measures.model import Knows, Watcher, WhoWillKnow
from bot.safety import refuge

LONGEST = 400
"""Signs of one text: more is not read in bad light."""

CERTAIN = re.compile(
    r"\b(?:hai diritto|ti spetta|ti spettano|sicuramente|di sicuro|certamente|di certo|garantit\w+|"
    r"senza dubbio|sempre accettat\w+|lo avrai|l'avrai|lo ottieni|otterrai)\b",
    re.IGNORECASE,
)
"""Words that promise what only whoever decides can say."""

STEMS: Mapping[Watcher, tuple[str, ...]] = {
    Watcher.EMPLOYER: ("datore", "ti dà lavoro", "ti assume"),
    Watcher.COMUNE: ("comune",),
    Watcher.INPS: ("inps",),
    Watcher.HOUSEHOLD: ("famiglia", "vive con te", "vivi con"),
    Watcher.JOINT_ACCOUNT: ("conto",),
    Watcher.PAYSLIP: ("busta paga",),
    Watcher.LETTER: ("letter", "arriva a casa"),
    Watcher.IDENTITY: ("avviso digitale", "avvisi digitali", "spid", "cie"),
}
"""By which of these a text speaks of a watcher."""


def faults(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong in one text, with the remedy."""
    if len(text) > LONGEST:
        yield f"A text has {len(text)} signs.", f"Say it in {LONGEST}."
    if found := CERTAIN.search(text):
        yield (
            f"'{found.group()}' promises what only whoever decides can say.",
            "Say what the norm gives, and that somebody has to be asked.",
        )
    if "{" in text or "}" in text:
        yield "A brace would be taken for a gap to fill.", "Take it out."
    if refuge.names_a_refuge(text):
        yield refuge.WHAT, refuge.REMEDY


def unsaid(who_knows: str, who: WhoWillKnow) -> list[str]:
    """The watchers who come or may come to know, and of whom the sentences do not speak."""
    spoken = who_knows.lower()
    return [
        one.value
        for one, answer in who.items()
        if answer in (Knows.YES, Knows.PERHAPS) and not any(stem in spoken for stem in STEMS[one])
    ]
