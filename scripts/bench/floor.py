"""What aiohttp alone does on the same core: one JSON answer to one form, nothing stored."""

from __future__ import annotations

import sys

import orjson
import uvloop
from aiohttp import web

ANSWER = orjson.dumps({"live": True, "form": "x" * 60, "ask": "", "seq": 1, "messages": []})


async def _answer(request: web.Request) -> web.Response:
    await request.read()
    return web.Response(body=ANSWER, content_type="application/json")


async def _ready(_: web.Request) -> web.Response:
    return web.Response(text="ok")


def main(port: int) -> None:
    """Serve until terminated."""
    app = web.Application()
    app.router.add_post("/", _answer)
    app.router.add_get("/readyz", _ready)
    web.run_app(
        app,
        host="127.0.0.1",
        port=port,
        access_log=None,
        print=lambda _: None,
        loop=uvloop.new_event_loop(),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
