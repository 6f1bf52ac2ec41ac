"""Refuges: their place is a secret on which lives depend, so no text that names one is kept.

It errs on the side of refusing: a mention in a description is enough, since nobody can tell whether
a town or street follows. What is refused is never repeated, in no report.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from bot.text.spelling import fold

WHAT = "It names a refuge (casa rifugio). Refuges have no place in Filo: theirs is a secret."
REMEDY = (
    "Take it out of the file and of its copies. Where the service is none, "
    "describe it without that word."
)

_SIGNS = re.compile(
    r"\b(?:cas[ae]|struttur[ae]|alloggi[oi]?|appartament[oi]|comunita) (?:di |in |a )?"
    r"(?:rifugi(?!at)\w*|protezione|protett[aoei]|indirizzo (?:segreto|protetto))\b"
    r"|\brifugio?\b"
    r"|\bindirizz[oi] protett[oi]\b"
    r"|\b(?:indirizz[oi]|sed[ei]|localita|luog(?:o|hi)|ubicazione) (?:segret|riservat)[aoei]\b"
    r"|\b(?:cas[ae]|alloggi[oi]?|struttur[ae]) (?:di |per |in )?(?:accoglienza|ospitalita|"
    r"semiautonomia|semi autonomia|fuga|emergenza)(?: \w+){0,4} "
    r"(?:donn[ae]|vittim[ae]|violenza|maltrattat[ae]|madr[ei]|mamm[ae])\b"
    r"|\b(?:safe ?houses?|refuges?|shelters?|refugios?|frauenhaus|frauenhaeuser|frauenhauser)\b"
    r"|\bcasas? de acogida\b"
    r"|\bfoyers? d (?:hebergement|accueil)(?: \w+){0,3} femmes\b"
    r"|دار ايوا|بيت امن|ملجا"
)
_HINTS = re.compile(
    "rifug|refug|shelter|safe|protet|protez|segret|riservat|acogida|frauen|foyer|accoglien|ospital|"
    "autonom|fuga|emergen|ايوا|امن|ملجا"
)
"""One of these is in every text that ``_SIGNS`` finds: most texts need no closer look."""

_ARABIC = str.maketrans("گپڤ", "كبف")
"""Letters that languages of Arabic script write differently."""

_MARKS = re.compile("[\u0300-\u036f]")
_SEPARATORS = re.compile(r"[\W_]+")


def names_a_refuge(text: str) -> bool:
    """Whether the text speaks of a refuge, in any way of writing that we know of."""
    plain = _plain(text)
    return _HINTS.search(plain) is not None and (
        _SIGNS.search(_SEPARATORS.sub(" ", plain)) is not None
    )


def _plain(text: str) -> str:
    """Without capitals and accents. The thorough folding reads sign by sign, and is slow."""
    stripped = _MARKS.sub("", normalize("NFKD", text.replace("’", "'")))
    return stripped.lower() if stripped.isascii() else fold(text).translate(_ARABIC)
