"""Checks the staff's console: lint, types against the API's own document, unit tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson

from admin.app import ENDPOINTS
from admin.openapi import document

UI = Path("admin/ui")
CHECKS = ("lint", "types", "test")


def write_document() -> None:
    """The OpenAPI document, from which the types are made."""
    folder = UI / "generated"
    folder.mkdir(exist_ok=True)
    declared = document(ENDPOINTS)
    (folder / "openapi.json").write_bytes(orjson.dumps(declared, option=orjson.OPT_INDENT_2))


def main() -> int:
    """0 when every check passed; otherwise what the first one said was printed."""
    write_document()
    # Node of the machine, or the one that `scripts/setup ui` has put into .venv.
    path = f"{os.environ.get('PATH', '')}{os.pathsep}{Path(sys.executable).parent}"
    for name in CHECKS:
        done = subprocess.run(
            ("npm", "run", "--silent", name), cwd=UI, env=os.environ | {"PATH": path}, check=False
        )
        if done.returncode:
            print(f"console: {name} failed; is everything there? scripts/setup ui-checks")
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
