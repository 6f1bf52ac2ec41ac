"""What the properties of schema.org say, under the names of our columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.training.call import id_of
from bot.training.kinds import Mode
from bot.training.values import AUDIENCES, MODES, PLACEMENTS, hours_of, is_page, one_of

Thing = dict[str, Any]
By = Mapping[str, Thing]

KNOWN = frozenset(
    {
        *("name", "description", "url", "provider", "organizer", "audience", "identifier"),
        *("startDate", "endDate", "applicationDeadline", "offers", "hasCourseInstance"),
        *("courseWorkload", "timeRequired", "timeToComplete", "courseSchedule", "courseMode"),
        *("educationalProgramMode", "location", "inLanguage", "maximumEnrollment"),
        *("maximumAttendeeCapacity", "remainingAttendeeCapacity", "programType"),
        *("educationalCredentialAwarded", "trainingSalary", "additionalProperty"),
    }
)
_DAYS = {
    "Monday": "lunedì",
    "Tuesday": "martedì",
    "Wednesday": "mercoledì",
    "Thursday": "giovedì",
    "Friday": "venerdì",
    "Saturday": "sabato",
    "Sunday": "domenica",
}


def values_of(course: Thing, instance: Thing, by_id: By, *, alone: bool) -> dict[str, str]:
    """What a course, and one time at which it is held, say: column -> text. ``alone``: it has no
    other time.

    Pages are written for search engines, not for us: what is no value of ours is left to the staff
    and does not refuse the page.
    """
    both = {**course, **{name: value for name, value in instance.items() if value}}
    page = _first(_text(both.get("url")), _text(course.get("@id")), _text(course.get("url")))
    place = _resolved(both.get("location"), by_id)
    work = _text(_first_of(both, "courseWorkload", "timeRequired", "timeToComplete"))
    times = _timetable(both.get("courseSchedule"))
    found = {
        "title": _first(_text(course.get("name")), _text(instance.get("name"))),
        "text": _text(both.get("description")),
        "provider": _name(_first_of(both, "provider", "organizer"), by_id),
        "kind": _kind(course),
        "audience": _audience(both.get("audience"), by_id),
        "begins": _day(both.get("startDate")),
        "ends": _day(both.get("endDate")),
        "deadline": _deadline(both, by_id),
        "hours": work if hours_of(work) is not None else "",
        "timetable": "; ".join(filter(None, (times, work if hours_of(work) is None else ""))),
        "mode": _mode(_first_of(both, "courseMode", "educationalProgramMode"), place),
        **_placed(place),
        "languages": _languages(both.get("inLanguage"), by_id),
        "seats": _number(
            _first_of(
                both, "remainingAttendeeCapacity", "maximumAttendeeCapacity", "maximumEnrollment"
            )
        ),
        "certificate": _name(both.get("educationalCredentialAwarded"), by_id),
        "stipend": _amount(both.get("trainingSalary")),
        "page": page if is_page(page) else "",
    }
    if given := _id(course, instance, alone=alone):
        found["id"] = given
    return {name: value for name, value in found.items() if value}


def _id(course: Thing, instance: Thing, *, alone: bool) -> str:
    """The same for the same course and time of the source, also when a date moves."""
    own = _first(_text(instance.get("@id")), _text(instance.get("identifier")))
    whole = _first(_text(course.get("@id")), _text(course.get("identifier")))
    whole = whole or _text(course.get("url"))
    if own:
        return id_of("instance", whole, own)
    if not alone and (begins := _day(instance.get("startDate"))):
        return id_of("begins", whole, _text(course.get("name")), begins)
    return id_of("course", whole) if whole else ""


def _deadline(both: Thing, by_id: By) -> str:
    given = _text(both.get("applicationDeadline"))
    if given:
        return given
    offers = (_resolved(one, by_id) for one in _listed(both.get("offers")))
    ends = (_text(_first_of(one, "availabilityEnds", "validThrough")) for one in offers)
    return min(filter(None, ends), default="")


def _kind(course: Thing) -> str:
    kind = PLACEMENTS.get(_text(course.get("programType")).strip().lower(), "")
    program = "EducationalOccupationalProgram" in str(course.get("@type"))
    return kind or ("path" if program else "course")


def _audience(given: Any, by_id: By) -> str:
    """Every audience must be one that we know: one that is not would be passed over."""
    named = []
    for one in _listed(given):
        thing = _resolved(one, by_id)
        named.append(
            _first(_text(thing.get("audienceType")), _text(thing.get("name"))) or _text(one)
        )
    known = one_of(named[0], AUDIENCES) if len(named) == 1 else None
    return named[0] if known is not None else ""


def _mode(given: Any, place: Thing) -> str:
    modes = {_text(one).rsplit("/", 1)[-1].lower() for one in _listed(given)}
    known = {found for one in modes if (found := one_of(one, MODES))}
    if known:
        return known.pop().value if len(known) == 1 else Mode.BLENDED.value
    return "online" if "VirtualLocation" in str(place.get("@type")) else ""


def _placed(place: Thing) -> dict[str, str]:
    if "VirtualLocation" in str(place.get("@type")):
        return {}
    address = place.get("address")
    if not isinstance(address, dict):
        where = (_text(place.get("name")), _text(address))
        return {"place": ", ".join(filter(None, where))}
    where = (_text(place.get("name")), _text(address.get("streetAddress")))
    return {
        "place": ", ".join(filter(None, where)),
        "town": _text(address.get("addressLocality")),
    }


def _timetable(given: Any) -> str:
    told = []
    for one in _listed(given):
        if isinstance(one, dict):
            days = [_text(day).rsplit("/", 1)[-1] for day in _listed(one.get("byDay"))]
            times = [_text(one.get(name))[:5] for name in ("startTime", "endTime")]
            hours = "-".join(time for time in times if time)
            told.append(" ".join(filter(None, (", ".join(_DAYS.get(d, d) for d in days), hours))))
    return "; ".join(filter(None, told))


def _languages(given: Any, by_id: By) -> str:
    named = []
    for one in _listed(given):
        thing = _resolved(one, by_id)
        named.append(_first(_text(thing.get("alternateName")), _text(one)))
    codes = [code for one in named if (code := one.lower().partition("-")[0]) != "it"]
    return "; ".join(code for code in codes if len(code) in (2, 3) and code.isalpha())


def _amount(given: Any) -> str:
    for one in _listed(given):
        if isinstance(one, dict):
            value = _first_of(one, "value", "median", "minValue")
            told = _text(value.get("value") if isinstance(value, dict) else value)
            return f"{told} {_text(one.get('currency'))}".strip() if told else ""
    return _text(given)


def _day(given: Any) -> str:
    return _text(given)[:10]


def _number(given: Any) -> str:
    text = _text(given)
    return text if text.isascii() and text.isdecimal() and len(text) < 6 else ""


def _name(given: Any, by_id: By) -> str:
    for one in _listed(given):
        thing = _resolved(one, by_id)
        named = _first(_text(thing.get("name")), _text(thing.get("legalName")), _text(one))
        if named:
            return named
    return ""


def _resolved(given: Any, by_id: By) -> Thing:
    """The object, or the one elsewhere in the text that it points to."""
    for one in _listed(given):
        if isinstance(one, dict):
            known = by_id.get(str(one.get("@id")))
            return known if known is not None and len(one) == 1 else one
    return {}


def _listed(given: Any) -> Iterator[Any]:
    yield from given if isinstance(given, list) else [] if given is None else [given]


def _first_of(thing: Thing, *names: str) -> Any:
    return next((thing[name] for name in names if thing.get(name) not in (None, "", [])), None)


def _first(*texts: str) -> str:
    return next(filter(None, texts), "")


def _text(given: Any) -> str:
    """Text or number; of several the first that is one."""
    for one in _listed(given):
        if isinstance(one, dict):
            inner = one.get("@value", one.get("value"))
            if isinstance(inner, str | int | float) and not isinstance(inner, bool):
                return str(inner).strip()
        elif isinstance(one, str | int | float) and not isinstance(one, bool):
            return str(one).strip()
    return ""
