"""The API of translations: who may write, who may sign, and what is refused with a sentence."""

from __future__ import annotations

from base64 import b64decode, b64encode

import pytest

from bot.directory.model import Directory
from bot.handoff.people import Role
from bot.publishing.published import read_directory
from bot.storage.flows import SqlFlows
from bot.storage.reviews import SqlReviews
from bot.wording.desk import Wording
from bot.workshop.workshop import Workshop

CONTEXT = "voice/pictures/no_match"
LIST = "/api/wordings/ar"


class Shown:
    """What is published in this process."""

    directory: Directory = read_directory()

    async def refresh(self) -> bool:
        """Nobody talks here."""
        return True


@pytest.fixture
async def writers(site, browsers):
    """An admin who speaks Arabic, one who does not."""

    async def keep(_id: str, _content: bytes) -> None:
        """No talk is pinned here."""

    site.workshop = Workshop(SqlFlows(site.store), Shown(), keep)
    site.wording = Wording(site.workshop, SqlReviews(site.store))
    await site.person("ada", "north", role=Role.NETWORK_ADMIN, languages=("it", "ar"))
    await site.person("bea", "north", role=Role.NETWORK_ADMIN, languages=("it",))
    return await browsers("ada"), await browsers("bea")


async def code(writer, path, body):
    """Status and reason of an act that is refused, which says why."""
    status, problem = await writer.ask("POST", f"{LIST}/{path}", body)
    assert problem["message"]
    return status, problem["code"]


async def test_from_the_list_to_a_signature(writers, browsers):
    """Everybody who writes flows may translate; who speaks the language signs what she has read."""
    ada, bea = writers
    _, listed = await bea.ask("GET", "/api/wordings")
    own = {one["language"]: one for one in listed["languages"]}
    assert (own["ar"]["may_sign"], own["ar"]["offered"], own["fa"]["right_to_left"]) == (
        *(False, True, True),
    )
    _, page = await bea.ask("GET", f"{LIST}?place=voice&order=flow")
    assert page["total"] == len(page["rows"])
    _, text = await bea.ask("GET", f"{LIST}/text?context={CONTEXT}")
    seen = {"context": CONTEXT, "digest": text["digest"]}
    assert await code(bea, "sign", seen) == (403, "not_spoken")
    assert await code(ada, "sign", {**seen, "digest": "another"}) == (409, "overtaken")
    status, signed = await ada.ask("POST", f"{LIST}/sign", seen)
    assert (status, signed["row"]["state"], signed["signed"]["by"]) == (200, "reviewed", "ada")
    written = {**seen, "text": "لم أفهم. اختاري من هذه القائمة."}
    status, changed = await bea.ask("POST", f"{LIST}/texts", written)
    assert (status, changed["row"]["state"]) == (200, "outdated")
    assert changed["signed"]["text"] == text["row"]["said"]["text"]
    assert await code(ada, "texts", written) == (409, "overtaken")
    assert (await ada.ask("POST", f"{LIST}/unsign", {"context": CONTEXT}))[1]["signed"] is None
    operator = await browsers("prima")
    assert (await operator.ask("GET", "/api/wordings"))[0] == 403


async def test_what_cannot_be_is_refused_with_a_sentence(writers):
    """And what is written while it is wrong is looked at without being stored."""
    ada, _ = writers
    fixed = "ui//emergency"
    _, text = await ada.ask("GET", f"{LIST}/text?context={fixed}")
    body = {"context": fixed, "digest": text["digest"], "text": "112 1522"}
    assert await code(ada, "texts", body) == (409, "file_text")
    _, text = await ada.ask("GET", f"{LIST}/text?context={CONTEXT}")
    body = {"context": CONTEXT, "digest": text["digest"], "text": "{gone}"}
    assert await code(ada, "texts", body) == (422, "faulty_text")
    _, found = await ada.ask("POST", f"{LIST}/check", {"context": CONTEXT, "text": "{gone}"})
    assert [(one["code"], one["stops"]) for one in found["checks"]] == [("gap_new", True)]
    file = {"form": "xlsx", "content": b64encode(b"no").decode()}
    assert await code(ada, "file", file) == (422, "text_file")
    assert await code(ada, "file", {**file, "content": "§"}) == (422, "bad_request")
    _, out = await ada.ask("GET", f"{LIST}/file?form=po&place=voice")
    assert (out["name"], b64decode(out["content"])[:5]) == ("ar.po", b"msgid")
    status, plan = await ada.ask("POST", f"{LIST}/file", {"form": "po", "content": out["content"]})
    assert (status, plan["stored"], plan["new"], plan["changed"]) == (200, False, 0, 0)
