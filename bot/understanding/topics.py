"""What a free text is about. So far: whether it tells of danger to life at this moment.

Words and patterns alone decide, after folding, in the five languages that are offered. A sign that
is denied ("non mi ha più picchiata") or lies in the past is not taken for danger now.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.spelling import fold

Decision = Literal["sure", "offer", "lost"]

READ = 4000
"""Characters of a text that are screened: signs stand near the beginning or the end."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """Danger, topics with their certainty (best first), and what to do with them."""

    danger: bool
    topics: tuple[tuple[str, float], ...]
    decision: Decision


_DANGER = (
    # Italian
    r"mi sta (picchiando|strangolando|menando|ammazzando|soffocando|inseguendo|minacciando)",
    r"mi (picchia|mena) (adesso|ora|ancora)",
    r"(mi )?(vuole|vuol|sta per) (ammazzar|uccider)(mi|ci)",
    r"(mi|ci) (ammazza|uccide)",
    r"(ha|con) (un|il) (coltello|pistola|fucile)",
    r"ha una pistola",
    r"(mi ha|ha) (chius[ao]|rinchius[ao]) (dentro|in casa|in camera|a chiave)",
    r"mi ha (strangolat[ao]|stretto il collo|preso per il collo)",
    r"mi ha (buttat[ao]|cacciat[ao]) (fuori|di casa)",
    r"sta (sfondando|buttando giu) la porta",
    r"sono in pericolo",
    r"ho paura (adesso|ora)",
    r"sta (picchiando|facendo del male a)( i| il| la)? (bambin|figli)",
    # English
    r"(he is|hes|he s|she is) (hitting|beating|choking|strangling|hurting|chasing|killing) (me|us)",
    r"(going to|gonna|wants to|will) kill (me|us)",
    r"he (has|got) a (knife|gun)",
    r"(locked me in|locked in the (house|room))",
    r"(he )?(choked|strangled) me",
    r"(threw|kicked) me out",
    r"(i am|im|i m) in danger",
    r"breaking (down )?(the|my) door",
    # Spanish
    r"me esta (pegando|golpeando|ahorcando|estrangulando|matando|persiguiendo)",
    r"me (quiere|va a) matar",
    r"tiene (un cuchillo|una pistola|un arma)",
    r"me (tiene encerrada|ha encerrado|encerro)",
    r"me (echo|ha echado) de (la )?casa",
    r"estoy en peligro",
    # French
    r"il (est en train de )?me (frappe|frapper|tape|etrangle|etrangler)( maintenant)?",
    r"il (veut|va) me tuer",
    r"il a un (couteau|pistolet|fusil)",
    r"il ma (enfermee|enferme|etranglee|mise dehors)",
    r"je suis en danger",
    # Arabic, folded
    r"(يضربني|بيضربني|عم يضربني|يخنقني|بيخنقني)",
    r"(راح|رح|حا|ه|سوف|بده|يريد ان|عايز) ?يقتلني",
    r"معه (سكين|سكينه|سلاح|مسدس)",
    r"انا في خطر",
    r"(حبسني|طردني من البيت)",
)

_SELF_HARM = (
    r"(voglio|vorrei) (morire|ammazzarmi|uccidermi|farla finita)",
    r"non voglio (piu )?vivere",
    r"(mi uccido|mi ammazzo|penso al suicidio|penso di morire)",
    r"(want|going) to (die|kill myself|end my life|end it all)",
    r"(kill myself|suicidal|dont want to live|do not want to live)",
    r"(quiero|me quiero) (morir|matar)(me)?",
    r"no quiero (seguir viviendo|vivir)",
    r"(je veux|envie de) (mourir|me tuer|en finir)",
    r"je ne veux plus vivre",
    r"(اريد ان اموت|بدي موت|عايزه اموت|نفسي اموت|اقتل نفسي|انتحر)",
)

_DENIED = re.compile(
    r"(\b(non|mai|never|not|no|nunca|jamais|ne|didnt|doesnt|isnt|wont)\b|\b(لا|لم|ما|مش|لن)\b)"
    r"(\W+\w+){0,2}\W*$"
)
_ALREADY_NEGATIVE = re.compile(r"^(non voglio|no quiero|je ne veux|dont want|do not want)")


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")")


_SIGNS = (("self_harm", _compiled(_SELF_HARM)), ("danger_now", _compiled(_DANGER)))


def signs_of_danger(text: str) -> str | None:
    """``danger_now`` or ``self_harm`` where the text tells of it, else None."""
    if len(text) < 4:
        return None
    said = fold(text if len(text) <= READ else text[: READ // 2] + " " + text[-READ // 2 :])
    for topic, pattern in _SIGNS:
        for match in pattern.finditer(said):
            if _ALREADY_NEGATIVE.match(match[0]) or not _DENIED.search(said[: match.start()]):
                return topic
    return None


def understand(text: str) -> Understanding:
    """What the text means. Topics other than danger are not told apart yet: ``lost``."""
    sign = signs_of_danger(text)
    if sign is None:
        return Understanding(False, (), "lost")
    return Understanding(True, ((sign, 1.0),), "sure")
