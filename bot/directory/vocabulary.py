"""The words around a town in a sentence of hers, in the languages that she may write in."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LINKS = _set(
    "piu plus mas a ad al alla allo ai in nel nella nello di d de del della dello dei da dal dalla "
    "il la lo l i le un una the at from of to en el los las du des au aux une city town comune "
    "citta cittadina paese paesino ciudad pueblo ville commune village proprio qui fi min في "
    "من مدينه بلده بلديه в во из 在 市 город городе городок г м місті місто"
)
"""Words that may stand between a verb of living and the name."""

LINKERS = _set("a al con d de dei del della di e in la sopra sul sull sulla su the")
"""Small words inside a name, which many leave out."""

LIVING = _set(
    "abito vivo sto abitiamo viviamo stiamo risiedo risiediamo resido residente residenti "
    "domiciliata domicilio residenza dimoro live living habite habitons vis vivons vivimos "
    "habito reside resides اسكن اعيش ساكنه مقيمه نسكن نعيش живу живем проживаю мешкаю "
    "проживаємо banoj jetoj locuiesc 住 mieszkam nakatira moro"
)
"""Words by which she says where she herself lives now."""

BEING = _set("sono siamo soy somos am m suis انا я son")
"""Words that say it only together with a preposition: "sono di Rho"."""

FROM = _set("a ad di da in at from de d of en من في в из з")
"""Prepositions of place."""

NEGATION = _set("non no not don dont didn ne pas nunca never piu لا لست ما ليس не ні mai")
"""Words that turn a sentence round."""

DOUBT = _set(
    "forse credo penso boh maybe perhaps quizas quiza probabilmente circa tipo ربما может наверное"
)
"""Words after which nothing is sure."""

CARRIERS = (
    LINKS
    | LIVING
    | BEING
    | FROM
    | _set(
        "io noi mi e ed o oppure and y et or ou per favore grazie ciao salve buongiorno "
        "buonasera si ecco ok allora prego please thanks thank you hello hi yes hola gracias por "
        "favor bonjour merci oui s il vous plait je i j nous yo we are is it my mia mio nostra "
        "comune zona zone quartiere municipio circoscrizione centro provincia prov italia italie "
        "italy lombardia lombardy italien adesso ora attualmente now currently ahora maintenant "
        "sempre in di cap nr n numero anche chiama trovo troviamo siamo vengo مرحبا شكرا نعم و "
        "او ايطاليا 我 是 人 住 привет спасибо да и италия італія так дякую"
    )
)
"""Words that add nothing to a name: with only these around it, the text is the name."""

STREETS = _set(
    "via viale piazza piazzale corso largo vicolo strada vial piazzetta ripa bastioni rue "
    "street avenue squadra"
)
"""Words after which a name of a town is the name of a street."""

AREAS = _set("provincia prov metropolitana hinterland nord sud est ovest diocesi area")
"""Words after which "Milano" is not the city itself."""

ORDINARY_INSIDE = _set("pero opera magenta gorgonzola")
"""Comuni whose name is a word: taken as a town only with a preposition of place or alone."""

AFTER = _set(
    "con ma e ed da perche dove che ho ha mio mia mi ti si lui lei sono insieme in vicino "
    "dal ormai anche quando se poi senza cerco vorrei voglio devo posso non lavoro with and "
    "but my i he because since for where mis desde porque pero y donde avec mon mes et mais "
    "depuis parce car مع و لكن منذ زوجي с но мой муж уже з але мій"
)
"""Words that begin something new after a name."""
