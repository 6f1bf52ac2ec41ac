"""The directory out of the contents of its files; every mistake is reported at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar, get_args

from bot.calendar.timetable import BadHours, Timetable, read_week
from bot.directory.gazetteer import Alias, Gazetteer, Outside, Reach, gazetteer
from bot.directory.hsds import office
from bot.directory.hsds.office import take_row
from bot.directory.hsds.package import Package, Spot
from bot.directory.hsds.traits import terms
from bot.directory.kinds import LONGEST_INTERVAL, Upkeep
from bot.directory.listing import Listing
from bot.directory.measures.load import FILE as MEASURES
from bot.directory.measures.load import read_measures
from bot.directory.measures.model import Measure
from bot.directory.model import (
    Directory,
    DutyToReport,
    Hotline,
    JobCentre,
    Municipality,
    Network,
    Seeds,
)
from bot.directory.records import ENTITY
from bot.directory.searching import Map
from bot.directory.tables import Problem, Row, read_fact, read_table
from bot.safety import refuge

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "municipalities.csv": ("istat_code", "name", "network", "capofila", "ambito", "basis"),
    "centres.csv": ("istat_code", "latitude", "longitude"),
    "outside.csv": ("name", "province", "reach"),
    "aliases.csv": ("alias", "istat_code", "sure"),
    "networks.csv": (
        *("id", "name", "agency", "lead", "duty_to_report"),
        *("hours", "address", "address_public"),
    ),
    "job_centres.csv": ("id", "name"),
    "job_centre_areas.csv": ("istat_code", "job_centre", "basis"),
    "services.csv": ("id", "name", "kind", "network", "town", "purpose", "who_for", "contact"),
    "hotlines.csv": ("number", "name", "hours", "languages", "note"),
}
"""The tables and the columns that each needs beside source, basis and the two dates."""

ORDINARY = "ordinary_words.txt"
"""The file of words that look like a town and are none, one a line."""

_Made = TypeVar("_Made")


class _Reader:
    """Reads the tables of one publication and gathers what is wrong."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.problems: list[Problem] = []
        self._rows = {name: self._read(name, files) for name in COLUMNS}

    def _read(self, name: str, files: Mapping[str, str]) -> tuple[Row, ...]:
        if name not in files:
            self.problems.append(Problem(name, 1, "The file is missing.", "Put it back."))
            return ()
        rows, problems = read_table(name, files[name], COLUMNS[name])
        self.problems.extend(problems)
        return tuple(row for row in rows if not self._refused(row))

    def _refused(self, row: Row) -> bool:
        """A refuge's place is a secret: its row is refused wherever it stands."""
        if row.file in ("outside.csv", "aliases.csv", "municipalities.csv"):
            return False
        text = "\n".join(row[name] for name in ("id", "name", "kind", "purpose", "address"))
        if not refuge.names_a_refuge(text):
            return False
        self.problems.append(row.problem(refuge.WHAT, refuge.REMEDY))
        return True

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of a table."""
        return self._rows[name]

    def table(self, name: str, key: str, make: Callable[[Row], _Made]) -> dict[str, _Made]:
        """The things of a table by key; a key twice is a problem."""
        made: dict[str, _Made] = {}
        for row in self.rows(name):
            if not row[key] or row[key] in made:
                what = f"'{row[key]}' stands here twice." if row[key] else f"'{key}' is empty."
                self.problems.append(row.problem(what, f"Give each row its own {key}."))
            made[row[key]] = make(row)
        return made

    def known(self, row: Row, column: str, among: object, *, may_be_empty: bool = False) -> None:
        """Report a value that names nothing known."""
        value = row[column]
        if (value or not may_be_empty) and value not in among:  # type: ignore[operator]
            what = f"'{value}' is no known {column}."
            self.problems.append(row.problem(what, "Correct it, or add what it names."))

    def municipality(self, row: Row) -> Municipality:
        """A comune of the area."""
        if not re.fullmatch(r"\d{6}", row["istat_code"]):
            self.problems.append(
                row.problem("The ISTAT code has not six digits.", "Write all six.")
            )
        fact = read_fact(row, self.problems)
        values = (row["istat_code"], row["name"], row["network"], row["capofila"], row["ambito"])
        return Municipality(*values, fact)

    def network(self, row: Row) -> Network:
        """A network with its hours; its address only where it is marked public."""
        duty = row["duty_to_report"]
        self.known(row, "duty_to_report", get_args(DutyToReport))
        public = row["address_public"] == "yes"
        return Network(
            row["id"],
            row["name"],
            row["agency"],
            row["lead"],
            "yes" if duty == "yes" else "no" if duty == "no" else "unknown",
            self._hours(row),
            read_fact(row, self.problems),
            row["address"] if public else "",
        )

    def _hours(self, row: Row) -> Timetable:
        try:
            return Timetable(read_week(row["hours"]))
        except BadHours as wrong:
            self.problems.append(row.problem(f"'{row['hours']}' cannot be read:", f"{wrong}."))
            return Timetable()

    def job_centre(self, row: Row) -> JobCentre:
        """An employment centre."""
        fact = read_fact(row, self.problems)
        return JobCentre(row["id"], row["name"], f"{fact.source}, da confermare", fact)

    def hotline(self, row: Row) -> Hotline:
        """A national number."""
        spoken = tuple(row["languages"].split())
        fact = read_fact(row, self.problems)
        return Hotline(row["number"], row["name"], row["hours"], spoken, row["note"], fact)


def load_directory(files: Mapping[str, str]) -> tuple[Directory | None, tuple[Problem, ...]]:
    """The directory of these files (name -> content), or None with everything that is wrong."""
    reader = _Reader(files)
    towns = reader.table("municipalities.csv", "istat_code", reader.municipality)
    networks = reader.table("networks.csv", "id", reader.network)
    centres = reader.table("job_centres.csv", "id", reader.job_centre)
    seeds = _seeds(reader, _measures(reader, files, networks))
    areas = reader.table("job_centre_areas.csv", "istat_code", lambda row: row["job_centre"])
    _check_references(reader, towns, networks, centres)
    directory = Directory(
        towns,
        networks,
        centres,
        areas,
        Listing(),
        seeds.measures,
        tuple(reader.table("hotlines.csv", "number", reader.hotline).values()),
        _names(reader, towns, files.get(ORDINARY, "")),
        _map(reader, towns),
        seeds,
    ).holding({}, ())
    problems = tuple(reader.problems)
    return (None if problems else directory), problems


def _measures(
    reader: _Reader, files: Mapping[str, str], networks: Collection[str]
) -> Mapping[str, Measure]:
    if MEASURES not in files:
        reader.problems.append(Problem(MEASURES, 1, "The file is missing.", "Put it back."))
        return {}
    measures, problems = read_measures(files[MEASURES], networks)
    reader.problems += problems
    return measures


def _seeds(reader: _Reader, measures: Mapping[str, Measure]) -> Seeds:
    """The services of the files, read as an office's spreadsheet is."""
    package, upkeep = Package(), list[Upkeep]()
    for one in terms():
        package.records[ENTITY[type(one)], one.id] = one
    for row in reader.table("services.csv", "id", lambda row: row).values():
        fact = read_fact(row, reader.problems)
        until, since = fact.valid_until, fact.verified_on
        days = (
            {"interval": str(min((until - since).days, LONGEST_INTERVAL))}
            if until and since
            else {}
        )
        upkeep += take_row(office.Row({**row.values, **days}, Spot(row.file, row.line)), package)
    reader.problems += package.problems
    return Seeds(package.records, tuple(upkeep), measures)


def _map(reader: _Reader, towns: Mapping[str, Municipality]) -> Map:
    centres: dict[str, tuple[float, float]] = {}
    for row in reader.rows("centres.csv"):
        reader.known(row, "istat_code", towns)
        try:
            centres[row["istat_code"]] = (float(row["latitude"]), float(row["longitude"]))
        except ValueError:
            reader.problems.append(row.problem("It is no place.", "Write degrees, as 45.47."))
    return Map(centres, {code: town.network for code, town in towns.items()})


def _check_references(
    reader: _Reader,
    towns: Mapping[str, Municipality],
    networks: Mapping[str, Network],
    centres: Mapping[str, JobCentre],
) -> None:
    for row in reader.rows("municipalities.csv"):
        reader.known(row, "network", networks)
    for row in reader.rows("job_centre_areas.csv"):
        reader.known(row, "istat_code", towns)
        reader.known(row, "job_centre", centres)
        read_fact(row, reader.problems)
    for row in reader.rows("services.csv"):
        reader.known(row, "network", networks, may_be_empty=True)
        reader.known(row, "town", towns, may_be_empty=True)
    for row in reader.rows("aliases.csv"):
        for code in row["istat_code"].split():
            if code != "outside" and code not in towns:
                reader.problems.append(row.problem(f"'{code}' is no comune here.", "Correct it."))
    for row in reader.rows("outside.csv"):
        reader.known(row, "reach", get_args(Reach))


def _names(reader: _Reader, towns: Mapping[str, Municipality], ordinary: str) -> Gazetteer:
    reaches: Mapping[str, Reach] = {"near": "near", "large": "large"}
    elsewhere = [
        Outside(row["name"], reaches.get(row["reach"], "far")) for row in reader.rows("outside.csv")
    ]
    aliases = [
        Alias(
            row["alias"],
            tuple(code for code in row["istat_code"].split() if code in towns),
            row["sure"] == "yes",
        )
        for row in reader.rows("aliases.csv")
    ]
    names = {code: town.name for code, town in towns.items()}
    return gazetteer(names, elsewhere, aliases, frozenset(ordinary.split()))
