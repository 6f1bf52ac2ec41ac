"""Serves the built console: its page, and the files that the page names by their hashes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

BUILT = Path(__file__).parent / "ui" / "built"
_TYPES = {".css": "text/css", ".js": "text/javascript"}
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_NOT_BUILT = "The console is not built yet: run `scripts/setup ui` (or `make run`), then start."
_FOR_EVER = "public, max-age=31536000, immutable"

Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]


def console(built: Path = BUILT) -> Mapping[str, Handle]:
    """Path -> handler: what lies in the folder, and nothing else, is served."""
    page = built / "index.html"
    if not page.exists():
        return {"/": _missing}
    assets = (path for path in sorted((built / "assets").iterdir()) if path.suffix in _TYPES)
    return {"/": _page(page), **{f"/assets/{path.name}": _asset(_read(path)) for path in assets}}


async def _missing(_: web.Request) -> web.Response:
    return web.Response(status=503, text=_NOT_BUILT)


def _page(file: Path) -> Handle:
    body = file.read_bytes()

    async def handle(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type="text/html", charset="utf-8")

    return handle


@dataclass(frozen=True, slots=True)
class _Asset:
    """A file as it is, and compressed when it was built."""

    kind: str
    plain: bytes = field(repr=False)
    compressed: Mapping[str, bytes] = field(repr=False)


def _read(path: Path) -> _Asset:
    packed = {name: path.with_name(path.name + suffix) for name, suffix in _ENCODINGS}
    found = {name: file.read_bytes() for name, file in packed.items() if file.exists()}
    return _Asset(_TYPES[path.suffix], path.read_bytes(), found)


def _asset(asset: _Asset) -> Handle:
    """Its name holds the hash of its content: a browser never needs to ask again."""

    async def handle(request: web.Request) -> web.Response:
        accepted = {
            part.split(";")[0].strip()
            for part in request.headers.get("Accept-Encoding", "").split(",")
        }
        headers = {"Cache-Control": _FOR_EVER, "Vary": "Accept-Encoding"}
        for name, body in asset.compressed.items():
            if name in accepted:
                headers["Content-Encoding"] = name
                return web.Response(
                    body=body, headers=headers, content_type=asset.kind, charset="utf-8"
                )
        return web.Response(
            body=asset.plain, headers=headers, content_type=asset.kind, charset="utf-8"
        )

    return handle
