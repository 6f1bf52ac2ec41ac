"""Whether a message is the name of a language: she may change by writing it, in any language."""

from __future__ import annotations

from bot.text.spelling import fold
from bot.understanding.tongue_names import NAMES

LONGEST = 40
"""A longer message is more than a name, and need not be folded to know it."""

_BESIDE = frozenset(
    fold(
        "in en auf au su po na la le el il di de do per por please pls favor favore parlo parla "
        "scrivo scrivi speak speaks i want hablo habla je parle falo fala lingua language idioma "
        "langue limba język język мова язык мовою gjuha wika زبان لغة اللغة بال ভাষা භාෂාව zaban "
        "bhasha bashawa 语 说 用 我 请 请用"
    ).split()
)
"""Words that stand beside a name without changing what is meant."""

_CODES = {name: code for code, names in NAMES.items() for name in names.split("|")}


def language_named(text: str) -> str | None:
    """The code of the language that the whole message names, as ``fr`` for «parlo francese»."""
    stripped = text.strip()
    if not stripped or len(stripped) > LONGEST:
        return None
    folded = fold(stripped)
    if folded in _CODES:
        return _CODES[folded]
    bare = " ".join(word for word in folded.split() if word not in _BESIDE)
    return _CODES.get(bare)
