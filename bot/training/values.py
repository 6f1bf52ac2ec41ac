"""What stands in a cell or a field of a source, as a value of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from bot.text.spelling import fold
from bot.training.call import ROME
from bot.training.kinds import Audience, Cefr, Eligibility, Kind, Mode, Schooling

E = TypeVar("E", bound=StrEnum)

LAST_MINUTE = time(23, 59)
"""A deadline without a time counts until the end of its day."""

YES = frozenset({"yes", "si", "x", "1", "vero", "true"})
NO = frozenset({"no", "0", "falso", "false"})

KINDS: Mapping[str, Kind] = {
    **{one.value: one for one in Kind},
    "corso": Kind.COURSE,
    "formazione": Kind.COURSE,
    "tirocinio": Kind.PLACEMENT,
    "stage": Kind.PLACEMENT,
    "internship": Kind.PLACEMENT,
    "percorso": Kind.PATH,
    "inserimento": Kind.PATH,
    "inserimento lavorativo": Kind.PATH,
    "apprenticeship": Kind.PLACEMENT,
}
PLACEMENTS: Mapping[str, str] = {
    "apprenticeship": "placement",
    "internship": "placement",
    "tirocinio": "placement",
    "work_study": "placement",
    "work study": "placement",
}
"""schema.org's ``programType`` where it names a placement."""

AUDIENCES: Mapping[str, Audience] = {
    "women": Audience.WOMEN,
    "woman": Audience.WOMEN,
    "donne": Audience.WOMEN,
    "persone": Audience.WOMEN,
    "people": Audience.WOMEN,
    "tutti": Audience.WOMEN,
    "organisations": Audience.ORGANISATIONS,
    "organizations": Audience.ORGANISATIONS,
    "enti": Audience.ORGANISATIONS,
    "organizzazioni": Audience.ORGANISATIONS,
    "associazioni": Audience.ORGANISATIONS,
    "imprese": Audience.ORGANISATIONS,
    "aziende": Audience.ORGANISATIONS,
    "companies": Audience.ORGANISATIONS,
}
ELIGIBILITIES: Mapping[str, Eligibility] = {
    "open": Eligibility.OPEN,
    "aperto": Eligibility.OPEN,
    "libero": Eligibility.OPEN,
    "centre": Eligibility.CENTRE,
    "center": Eligibility.CENTRE,
    "centro": Eligibility.CENTRE,
    "tramite centro": Eligibility.CENTRE,
}
MODES: Mapping[str, Mode] = {
    "onsite": Mode.ONSITE,
    "in presenza": Mode.ONSITE,
    "presenza": Mode.ONSITE,
    "in person": Mode.ONSITE,
    "offline": Mode.ONSITE,
    "online": Mode.ONLINE,
    "a distanza": Mode.ONLINE,
    "distanza": Mode.ONLINE,
    "blended": Mode.BLENDED,
    "misto": Mode.BLENDED,
    "mista": Mode.BLENDED,
}
SCHOOLING: Mapping[str, Schooling] = {
    **{one.value: one for one in Schooling},
    "nessuno": Schooling.NONE,
    "licenza media": Schooling.MIDDLE,
    "media": Schooling.MIDDLE,
    "qualifica": Schooling.QUALIFICATION,
    "laurea": Schooling.DEGREE,
}

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(.+))?")
_ITALIAN = re.compile(r"(\d\d?)[/.](\d\d?)[/.](\d{4})(?:[\s,]+(.+))?")
_CLOCK = re.compile(r"(?:ore\s+|h\s*)?(\d\d?)[:.](\d\d)(?:[:.]\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
_DURATION = re.compile(r"P(?:T(?:(\d+)H)?(?:(\d+)M)?)", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,4})(?:\s*(?:h|ore|hours))?\.?", re.IGNORECASE)
_LEVEL = re.compile(r"\b([abc][12])\b", re.IGNORECASE)
_WORD = re.compile(r"[^a-z ]+")


def words(text: str) -> str:
    """The text folded, with single spaces and nothing but letters."""
    return " ".join(_WORD.sub(" ", fold(text)).split())


def one_of(text: str, known: Mapping[str, E]) -> E | None:
    """The value of this word, or of the last part of an address such as schema.org's."""
    plain = words(text.rsplit("/", 1)[-1] if "://" in text else text)
    return known.get(plain)


def yes_or_no(text: str) -> bool | None:
    """None: neither."""
    plain = fold(text.strip())
    return True if plain in YES else False if plain in NO else None


def level(text: str) -> Cefr | None:
    """The one level of the European Framework that the text names."""
    found = {one.lower() for one in _LEVEL.findall(text)}
    return Cefr(found.pop()) if len(found) == 1 else None


def hours_of(text: str) -> int | None:
    """Whole hours of ``40``, ``40 ore`` or ``PT40H``."""
    plain = text.strip()
    if found := _HOURS.fullmatch(plain):
        return int(found[1])
    duration = _DURATION.fullmatch(plain)
    if duration is None or not (duration[1] or duration[2]) or len(plain) > 12:
        return None
    return int(duration[1] or 0) + int(duration[2] or 0) // 60


def day_of(text: str) -> date | None:
    """The day of ``2026-12-10`` or ``10/12/2026``, whatever time stands behind it."""
    parts = _parts(text)
    return None if parts is None else parts[0]


def moment_of(text: str) -> datetime | None:
    """The moment in UTC; without a zone it is Rome's, without a time the last minute of the day."""
    parts = _parts(text)
    if parts is None:
        return None
    day, rest = parts
    if not rest:
        return datetime.combine(day, LAST_MINUTE, ROME).astimezone(UTC)
    clock = _CLOCK.fullmatch(rest)
    if clock is None:
        return None
    hour, minute, zone = int(clock[1]), int(clock[2]), clock[3]
    try:
        at = LAST_MINUTE if (hour, minute) == (24, 0) else time(hour, minute)
        local = datetime.combine(day, at)
        if not zone:
            return local.replace(tzinfo=ROME).astimezone(UTC)
        return datetime.fromisoformat(f"{local.isoformat()}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _parts(text: str) -> tuple[date, str] | None:
    plain = text.strip()
    try:
        if found := _ISO.fullmatch(plain):
            day = date(int(found[1]), int(found[2]), int(found[3]))
        elif found := _ITALIAN.fullmatch(plain):
            day = date(int(found[3]), int(found[2]), int(found[1]))
        else:
            return None
    except ValueError:
        return None
    # What is so far away is a slip of the keyboard, and would never run out.
    return (day, (found[4] or "").strip()) if 2000 <= day.year <= 2100 else None


def is_page(text: str) -> bool:
    """Whether it is the address of a public page, and nothing else in disguise."""
    if any(sign.isspace() or not sign.isprintable() for sign in text):
        return False
    try:
        split = urlsplit(text)
    except ValueError:
        return False
    return split.scheme in ("http", "https") and bool(split.hostname) and "@" not in split.netloc


def parted(text: str) -> tuple[str, ...]:
    """What stands between semicolons or bars, each once."""
    return tuple(dict.fromkeys(part for one in re.split(r"[;|]", text) if (part := one.strip())))


def codes(text: str) -> tuple[str, ...] | None:
    """Language codes of two or three letters; None where something else is among them."""
    found = [one for one in re.split(r"[;,/|\s]+", text.lower()) if one]
    short = [one.partition("-")[0] for one in found]
    return (
        tuple(dict.fromkeys(short)) if all(re.fullmatch("[a-z]{2,3}", x) for x in short) else None
    )
