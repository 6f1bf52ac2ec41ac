"""Reads what can be practised in a drill from ``data/drills/scenarios.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.handoff.drills import DrillStep, Expected, Scenario

FILE = Path(__file__).resolve().parents[2] / "data" / "drills" / "scenarios.yaml"


def read_scenarios(file: Path = FILE) -> Mapping[str, Scenario]:
    """Every scenario by its id, in the order of the file. Raises ``KeyError`` or ``ValueError``
    where the file is not as it must be: it is part of the program, and a test reads it."""
    found: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return {one["id"]: _scenario(one) for one in found}


def _scenario(one: dict[str, Any]) -> Scenario:
    return Scenario(
        id=one["id"],
        title=dict(one["title"]),
        brief=dict(one["brief"]),
        play={language: tuple(steps) for language, steps in one["play"].items()},
        expects=tuple(
            Expected(DrillStep(each["step"]), each.get("within")) for each in one["expects"]
        ),
    )
