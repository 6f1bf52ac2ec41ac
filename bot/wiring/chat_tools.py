"""Puts together what stands beside the conversation of a case (``admin.chat.ports.ChatTools``)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.config import Settings
from bot.conversation.beside import Beside
from bot.conversation.presence import Presence
from bot.conversation.scene import Scene
from bot.conversation.silence import is_silent
from bot.handoff.case import Ticket
from bot.handoff.translation import NoTranslation, Translation
from bot.meaning.translating import LocalTranslation
from bot.messages import Thread
from bot.storage.care import SqlCanned, SqlCare
from bot.storage.chat import SqlCallbacks, SqlDeliveries, SqlDrafts, SqlNotes
from bot.storage.sql import SqlStore
from bot.web.words import PageWords


@dataclass(frozen=True, slots=True)
class ChatTools:
    """The tools over one store and one process."""

    store: SqlStore
    scene: Callable[[], Scene]
    presence: Presence
    notes: SqlNotes
    drafts: SqlDrafts
    deliveries: SqlDeliveries
    callbacks: SqlCallbacks
    canned: SqlCanned
    care: SqlCare
    beside: Beside
    translation: Translation
    kept: timedelta
    title: str
    name: str

    def telling(self, language: str) -> frozenset[str]:
        """Folded words that would tell, in a language and in Italian."""
        return self.scene().telling(language)

    def sender(self, language: str) -> str:
        """What her phone calls this service's chats: the name of the cover."""
        return PageWords(self.scene().translator, self.name).text(self.title, language)

    def label(self, key: str, language: str) -> str:
        """A fixed text of the service in a language."""
        return self.scene().translator.text(key, language)

    async def silent(self, ticket: Ticket, now: datetime) -> bool:
        """Whether she has been silent so long that nothing may be sent."""
        found = await self.store.read_thread(Thread(ticket.conversation), ticket.seq)
        if found is None:
            return True
        talk, case, _ = found
        return is_silent(talk, case, self.scene(), now, self.presence.last(talk.address))

    async def sweep(self) -> int:
        """Destroy drafts of those who hold their cases no longer. Returns how many."""
        return await self.drafts.forget_strays()

    def watching(
        self, publish: Callable[[str], None], clock: Callable[[], datetime]
    ) -> Callable[[], Awaitable[None]]:
        """A look at arrangements, to be repeated: it wakes the desks of those that came due since
        the last one. The operator is reminded, and nobody else."""
        looked: list[datetime] = []

        async def look() -> None:
            now = clock()
            before = looked.pop() if looked else now
            looked.append(now)
            for network in await self.callbacks.came_due(before, now):
                publish(f"network:{network}")

        return look


def chat_tools(
    settings: Settings, scene: Callable[[], Scene], store: SqlStore, presence: Presence
) -> ChatTools:
    """The tools as the settings want them."""
    engine = settings.translation_url
    return ChatTools(
        store=store,
        scene=scene,
        presence=presence,
        notes=SqlNotes(store),
        drafts=SqlDrafts(store),
        deliveries=SqlDeliveries(store),
        callbacks=SqlCallbacks(store),
        canned=SqlCanned(store),
        care=SqlCare(store),
        beside=Beside(),
        translation=LocalTranslation(engine) if engine else NoTranslation(),
        kept=timedelta(days=settings.keep_note_days),
        title={"almanac": "web.title"}.get(settings.cover, f"web.title.{settings.cover}"),
        name=settings.cover_name,
    )
