"""The directory on the command line: one line in, one line of JSON out."""

from __future__ import annotations

import json

from bot.directory.model import Directory


def find_json(directory: Directory, line: str) -> str:
    """What ``filo directory find`` prints for a text: candidates best first, and whether sure."""
    found = directory.find(line)
    candidates = [
        {"istat_code": town.istat_code, "name": town.name, "network": town.network}
        for town in found.candidates
    ]
    return json.dumps({"candidates": candidates, "sure": found.sure}, ensure_ascii=False)
