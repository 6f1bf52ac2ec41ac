"""The shapes of WhatsApp's buttons and lists, made at Twilio once and used for every message.

A content holds no text of ours: all that is said is a variable. So there are thirteen of them, of
one to three buttons and of one to ten rows, and nothing telling stands in an account.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, final

import orjson
import structlog
from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList

from bot.channels.fit import WHATSAPP_BUTTONS, WHATSAPP_ROWS, Fitted, Form

SAMPLE = "…"
"""What stands in a variable that is given no value."""

LONGEST_VALUE = 250
"""A variable's value may have 1,600 characters, and Twilio recommends fewer than these; it was 255
for a while (www.twilio.com/docs/content/using-variables-with-content-api)."""

KNOWN_AT_MOST = 500
"""So many contents of the account are looked through for ours."""

Shape = tuple[Form, int]

SHAPES: tuple[Shape, ...] = (
    *((Form.BUTTONS, count) for count in range(1, WHATSAPP_BUTTONS + 1)),
    *((Form.LIST, count) for count in range(1, WHATSAPP_ROWS + 1)),
)

log = structlog.get_logger(__name__)


@final
class Contents:
    """Which content carries which shape. A shape that is not there yet goes as digits."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._sids: dict[Shape, str] = {}

    def sid(self, fitted: Fitted) -> str | None:
        """The content for a message, or None where it has to go as digits.

        What Twilio does not promise of a variable, a longer text or one of several lines, is not
        tried: a refusal may come when it is too late to send it otherwise.
        """
        if len(fitted.text) > LONGEST_VALUE or "\n" in fitted.text:
            return None
        return self._sids.get((fitted.form, len(fitted.buttons)))

    def distrust(self, fitted: Fitted) -> None:
        """Twilio refused this shape: it goes as digits until it was made again."""
        self._sids.pop((fitted.form, len(fitted.buttons)), None)

    async def prepare(self) -> None:
        """Find the contents that are there, and make those that are missing.

        Raises the client's own errors; what was found until then stays found.
        """
        missing = [shape for shape in SHAPES if shape not in self._sids]
        if not missing:
            return
        known = {
            str(one.friendly_name): str(one.sid)
            for one in await self._client.content.v1.contents.list_async(limit=KNOWN_AT_MOST)
        }
        for shape in missing:
            self._sids[shape] = known.get(name_of(shape)) or await self._make(shape)

    async def _make(self, shape: Shape) -> str:
        made = await self._client.content.v1.contents.create_async(_request(shape))
        log.info("content_made", kind=shape[0].value, count=shape[1])
        return str(made.sid)


def name_of(shape: Shape) -> str:
    """The content's name: its hash, so that another shape has another name."""
    return "shape_" + sha256(orjson.dumps(_types(shape))).hexdigest()[:24]


def variables(fitted: Fitted) -> str:
    """What is said in a message, as the variables of its content."""
    said = [fitted.text, *([f"1-{len(fitted.buttons)}"] if fitted.form is Form.LIST else ())]
    for button in fitted.buttons:
        said += [button.label, button.data]
    return orjson.dumps({str(at): text for at, text in enumerate(said, 1)}).decode()


def _types(shape: Shape) -> Mapping[str, Any]:
    form, count = shape
    if form is Form.BUTTONS:
        actions = [
            {"type": "QUICK_REPLY", "title": _variable(at), "id": _variable(at + 1)}
            for at in range(2, 2 + 2 * count, 2)
        ]
        return {"twilio/quick-reply": {"body": _variable(1), "actions": actions}}
    items = [{"item": _variable(at), "id": _variable(at + 1)} for at in range(3, 3 + 2 * count, 2)]
    return {"twilio/list-picker": {"body": _variable(1), "button": _variable(2), "items": items}}


def _variable(at: int) -> str:
    return f"{{{{{at}}}}}"


class _Plain(dict[str, Any]):
    """A request that is written already: the library wants something that it can ask for it."""

    def to_dict(self) -> dict[str, Any]:
        """Itself."""
        return dict(self)


def _request(shape: Shape) -> ContentList.ContentCreateRequest:
    count = 2 * shape[1] + (1 if shape[0] is Form.BUTTONS else 2)
    return _Plain(
        friendly_name=name_of(shape),
        language="it",
        variables={str(at): SAMPLE for at in range(1, count + 1)},
        types=_types(shape),
    )
