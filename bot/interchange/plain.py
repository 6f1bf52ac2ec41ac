"""What may stand in a text of ours: no signs that are none, no addresses and numbers of others."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 4000
"""Characters of one text; what is longer is cut, and told."""

GAP = "(…)"
"""What stands where an address or a number was."""

_ENDINGS = "com|org|net|info|io|it|eu|edu|gov|int|me|ly|gl|app|dev|co|link|page|ai|biz|in|uk|be"
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}:)?//[^\s<>\"]+"
    r"|(?:mailto|tel|sms|whatsapp):[^\s<>\"]+"
    r"|www\.[^\s<>\"]+"
    r"|[^\s@<>\"(),;:]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+"
    rf"|(?<![\w@.-])(?:[a-z0-9-]{{1,63}}\.){{1,6}}(?:{_ENDINGS})(?![\w-])(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])[+(]{0,2}\d(?:[ .()/-]{0,2}\d){5,}(?!\w)")
_KEPT = frozenset({"\u200c", "\u200d"})
_SPACES = re.compile(r"[^\S\n]+")


def cleaned(text: str) -> str:
    """The text without control and hidden characters, braces and needless spaces."""
    kept = "".join(_character(one) for one in text.replace("\r\n", "\n").replace("\\n", "\n"))
    lines = (_SPACES.sub(" ", line).strip() for line in kept.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _character(one: str) -> str:
    if one == "{":
        return "("
    if one == "}":
        return ")"
    if one == "\n" or one in _KEPT or " " <= one <= "~":
        return one
    category = unicodedata.category(one)
    if category in {"Zs", "Zl", "Zp"} or one == "\t":
        return " "
    return "" if category[0] == "C" or one in {"\ufffe", "\uffff"} else one


def without_addresses(text: str) -> tuple[str, bool]:
    """The text with a gap for every address and telephone number, and whether there was one."""
    found = _NUMBER.sub(GAP, _ADDRESS.sub(GAP, text))
    return found, found != text


def says_something(text: str) -> bool:
    """Whether there is a letter, a digit or a sign such as an emoji, and not only punctuation."""
    return any(unicodedata.category(one)[0] in "LNS" for one in text)
