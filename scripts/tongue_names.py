"""What our languages are called in many languages: writes ``bot/understanding/tongue_names.py``.

The names are those of the CLDR, which Babel brings. Reading every locale takes seconds and much
memory, so this is done here and never in the service: ``python -m scripts.tongue_names``.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from pathlib import Path

from babel import Locale

from bot.text.spelling import fold
from bot.text.tongues import WRITTEN, spoken

FILE = Path("bot/understanding/tongue_names.py")
LEAST = 5
"""A name of fewer Latin letters would be said by chance; one of another script may have two."""

LOCALES = """
it en es fr ar ro uk sq zh zh_Hant fil pt ru bn si ur fa pl de nl tr hi pa ta te ml gu mr ne sw so
am ti ha yo ig wo ff ln rw bg sr hr bs sl sk cs hu el mk ka hy az kk uz ky mn ko ja vi th id ms km
my lo he ku ckb ps sd lt lv et fi sv da nb ga cy mt ca eu gl be om zu af jv ceb
""".split()  # noqa: SIM905 - a list for a person to read
"""Whose words for our languages are taken: the languages of Europe and of those who come to it."""

BY_HAND = {
    "it": "italiano, in italiano, italyano, по-итальянски, italisht, po włosku",
    "en": "english, in english, inglis, по-английски, anglisht, po angielsku",
    "es": "español, castellano, espanol, по-испански, spanjisht, po hiszpańsku",
    "fr": "français, francais, по-французски, frëngjisht, po francusku",
    "ar": "عربي, بالعربي, بالعربية, arabi, 3arabi, bel3arabi, arabic, arabo, araba",
    "ro": "română, romaneste, în română, moldovenească, moldova, rumeno, romena, rumena",
    "uk": "українська, українською, по-українськи, ukrainska, ukrayinska, ucraino, ucraina",
    "sq": "shqip, në shqip, shqipe, albanese, albanisht",
    "zh-Hans": (
        "中文, 汉语, 国语, 普通话, 华语, 简体, 简体中文, 说中文, "
        "zhongwen, putonghua, hanyu, mandarin, cinese"
    ),
    "fil": "filipino, tagalog, pilipino, pinoy, taglish, sa filipino, sa tagalog, filippino",
    "pt": "português, portugues, brasileiro, em português, portoghese, brasiliano",
    "ru": "русский, по-русски, на русском, russkiy, russki, russo",
    "bn": "বাংলা, বাংলায়, bangla, banglay, bengali, bengalese",
    "si": "සිංහල, සිංහලෙන්, sinhala, singhala, sinhalen, singalese, cingalese",
    "ur": "اردو, اردو میں, urdu, urdu mein, urdu main",
    "fa": "فارسی, به فارسی, دری, farsi, parsi, dari, persiano",
    "pl": "polski, po polsku, polacco, polskie",
}
"""What people call them besides: adverbs, romanised names, those of Italian, feminine forms."""

NOT_NAMES = frozenset({"moldova", "araba", "ucraina", "italia", "spani"})
"""Countries and ordinary words that the rules above would let in."""

HEAD = '''"""What our languages are called: written by ``python -m scripts.tongue_names``.

Code -> folded names, a bar between two. What means several languages is not here.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
'''


def names() -> dict[str, list[str]]:
    """Code -> folded names, each of one language only."""
    owners: dict[str, set[str]] = defaultdict(set)
    for identifier in LOCALES:
        for code, name in Locale.parse(identifier).languages.items():
            plain = code.partition("_")[0]
            if code in (plain, "zh_Hans"):
                owners[fold(name)].add(spoken(plain))
    for code, more in BY_HAND.items():
        for name in more.split(","):
            owners[fold(name)] = {spoken(code)}
    return {code: sorted(_of(spoken(code), owners)) for code in WRITTEN}


def _of(language: str, owners: dict[str, set[str]]) -> list[str]:
    own = [name for name, of in owners.items() if of == {language} and name not in NOT_NAMES]
    by_hand = {fold(name) for more in BY_HAND.values() for name in more.split(",")}
    return [
        name for name in own if name in by_hand or len(name) >= (LEAST if name.isascii() else 2)
    ]


def written() -> str:
    """The whole file."""
    lines = []
    for code, mine in names().items():
        lines.append(f'    "{code}": (')
        text = "|".join(mine).replace(" ", "\u00a0")
        wrapped = textwrap.wrap(text, 56, break_on_hyphens=False)
        lines += [f'        "{line}"' for line in wrapped]
        lines.append("    ),")
    return HEAD + "\n".join(lines).replace("\u00a0", " ") + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
