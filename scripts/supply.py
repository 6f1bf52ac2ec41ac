"""What the service is made of: checked without a network, and written as a bill of materials.

``python -m scripts.supply`` checks the lock files, ``python -m scripts.supply sbom FILE`` writes a
CycloneDX 1.5 document (https://cyclonedx.org/docs/1.5/json/) out of them.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
FILES = ("run", "meaning", "build", "dev", "node", "train", "fuzz")
SERVED = ("run", "meaning")
"""What is on the machine that serves; the others check, build and measure."""

ALLOWED = frozenset(
    {
        "0bsd", "apache-2.0", "apache 2.0", "apache license, version 2.0",
        "apache software license", "bsd", "bsd license", "bsd-2-clause",
        "bsd 2-clause license", "bsd-3-clause", "cc0-1.0",
        "gnu lesser general public license v3", "isc", "isc license",
        "lgpl-3.0-only", "mit", "mit license", "mit-0", "mozilla public license 2.0",
        "mpl-2.0", "psf-2.0", "python software foundation license", "python-2.0", "zlib",
    }
)  # fmt: skip
"""Licences, as packages call them, under which a program under the EUPL-1.2 may use a library."""

READ_BY_HAND: Mapping[str, str] = {"axe-playwright-python": "MIT", "atheris": "Apache-2.0"}
"""Packages that name no licence in their metadata: what their file says."""

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.M)
_LINE = re.compile(r"^[A-Za-z0-9]", re.M)


@dataclass(frozen=True, slots=True)
class Part:
    """One package. ``hashes``: (algorithm, hexadecimal) of each file that may be installed."""

    kind: str
    name: str
    version: str
    hashes: tuple[tuple[str, str], ...]
    licence: str
    served: bool

    @property
    def address(self) -> str:
        """Its package URL (https://github.com/package-url/purl-spec)."""
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}@{self.version}"


def problems(root: Path = ROOT) -> Iterator[str]:
    """One sentence for each thing that is wrong with what is locked."""
    texts = {name: (root / f"requirements/{name}.txt").read_text("utf-8") for name in FILES}
    pins = {name: dict(_pins(text)) for name, text in texts.items()}
    for name, text in texts.items():
        if len(_LINE.findall(text)) != len(pins[name]):
            yield f"requirements/{name}.txt holds what is not pinned by version and hashes."
        if "://" in text or "--index" in text or "--find-links" in text:
            yield f"requirements/{name}.txt says where packages come from: that is set elsewhere."
    yield from _out_of_step(tomllib.loads((root / "pyproject.toml").read_text("utf-8")), pins)
    yield from _npm(root / "admin/ui")
    for part in parts(root):
        words = re.split(r" AND | OR |; ", part.licence)
        if part.licence and not all(_bare(word) in ALLOWED for word in words):
            yield f"{part.name} has the licence «{part.licence}», which is not on the list."


def _bare(word: str) -> str:
    """A licence without brackets around it or behind it: «ISC License (ISCL)» is «isc license»."""
    return re.sub(r"(?<=\S) \(.*", "", word.casefold()).strip(" ()")


def _pins(text: str) -> Iterator[tuple[str, str]]:
    for found in _PIN.finditer(text):
        yield canonicalize_name(found[1]), found[2]


def _out_of_step(
    project: Mapping[str, Any], pins: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    groups = project["dependency-groups"]
    wanted = {"run": project["project"]["dependencies"], **groups}
    wanted["dev"] = project["project"]["optional-dependencies"]["dev"]
    for file, lines in wanted.items():
        for line in map(Requirement, lines):
            pinned = pins[file].get(canonicalize_name(line.name))
            if pinned is None or not line.specifier.contains(pinned, prereleases=True):
                yield f"pyproject.toml wants {line}, {file}.txt has {pinned}: run `make lock`."
    for file in ("meaning", "dev", "train"):
        for name in pins[file].keys() & pins["run"].keys():
            if pins[file][name] != pins["run"][name]:
                yield f"{name} has two versions: in requirements/run.txt and {file}.txt."


def _npm(folder: Path) -> Iterator[str]:
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    own = json.loads((folder / "package.json").read_text("utf-8"))
    for which in ("dependencies", "devDependencies"):
        if own.get(which, {}) != lock["packages"][""].get(which, {}):
            yield f"admin/ui/package-lock.json is out of step with package.json in its {which}."
    for path, one in lock["packages"].items():
        if path and not one.get("integrity", "").startswith("sha512-"):
            yield f"admin/ui/package-lock.json holds {path} without its hash."
        if "resolved" in one:
            yield f"admin/ui/package-lock.json says where {path} comes from."


def parts(root: Path = ROOT) -> list[Part]:
    """Every package of every lock file, in order."""
    found: dict[str, Part] = {}
    for file in FILES:
        text = (root / f"requirements/{file}.txt").read_text("utf-8")
        for pin in _PIN.finditer(text):
            hashes = tuple(("SHA-256", one) for one in re.findall(r"sha256:(\w+)", pin[3]))
            name = canonicalize_name(pin[1])
            part = Part("pypi", name, pin[2], hashes, _licence(name), file in SERVED)
            found.setdefault(part.address, part)
    lock = json.loads((root / "admin/ui/package-lock.json").read_text("utf-8"))
    for path, one in lock["packages"].items():
        if path:
            name = path.rpartition("node_modules/")[2]
            digest = b64decode(one["integrity"].removeprefix("sha512-")).hex()
            served = not one.get("dev", False)
            licence = one.get("license", "")
            part = Part("npm", name, one["version"], (("SHA-512", digest),), licence, served)
            found.setdefault(part.address, part)
    return [found[address] for address in sorted(found)]


@cache
def _licence(name: str) -> str:
    """As the installed package tells it; empty where it is not installed here."""
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    try:
        told = distribution(name).metadata
    except PackageNotFoundError:
        return ""
    kinds = [one.rpartition("::")[2].strip() for one in told.get_all("Classifier", [])
             if one.startswith("License")]  # fmt: skip
    own, short = (told.get_all(key, [""])[0] for key in ("License-Expression", "License"))
    return own or "; ".join(kinds) or short or "unknown"


def bill(root: Path = ROOT) -> dict[str, Any]:
    """The bill of materials. The same lock files always give the same one."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": "filo", "name": project["name"],
                "version": project["version"], "licenses": [{"license": {"id": "EUPL-1.2"}}],
            }
        },
        "components": [_component(part) for part in parts(root)],
    }  # fmt: skip


def _component(part: Part) -> dict[str, Any]:
    known = [{"license": {"name": part.licence}}] if part.licence else []
    return {
        "type": "library",
        "bom-ref": part.address,
        "name": part.name,
        "version": part.version,
        "scope": "required" if part.served else "excluded",
        "purl": part.address,
        "licenses": known,
        # CycloneDX wants one hash of one file: those of all wheels are told as properties.
        "properties": [{"name": f"filo:{kind}", "value": one} for kind, one in part.hashes],
    }


def main(arguments: list[str]) -> int:
    """Check, or write the bill where that is asked for."""
    if arguments[:1] == ["sbom"]:
        text = json.dumps(bill(), indent=1) + "\n"
        file = Path(arguments[1])
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return 0
    found = list(problems())
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
