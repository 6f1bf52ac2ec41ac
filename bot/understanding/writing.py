"""In which language a text seems to be written: by its script, and by small words of ours.

It is a guess that is offered and never acted on. The lists hold words that people write all the
time, romanised and mixed ones too: Arabizi, Roman Urdu, Taglish, Bengali and Sinhala in Latin
letters, Russian and Ukrainian without their alphabet. A list is no dictionary: a text that none
fits has no guess.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bot.spelling import fold

READ = 400
"""So many characters of a text are looked at."""

FEWEST = 2
"""So many words of a language a text must show, in a script that several languages have."""

SURER = 2
"""By how many words the best guess must be ahead, where the second one has any."""

_SCRIPTS: Mapping[str, re.Pattern[str]] = {
    "zh-Hans": re.compile("[\u3400-\u9fff]"),
    "bn": re.compile("[\u0985-\u09b9]"),
    "si": re.compile("[\u0d85-\u0dc6]"),
}
"""Scripts of a single language of ours."""

_LETTERS: Mapping[str, re.Pattern[str]] = {
    "ur": re.compile("[ٹڈڑےںھہۓ]"),
    "fa": re.compile("[پچژگ]|می\u200c|ی\\b|ک"),
    "ar": re.compile("[ةىيأإؤئ]|ال"),
    "uk": re.compile("[іїєґ]", re.IGNORECASE),
    "ru": re.compile("[ыэъё]", re.IGNORECASE),
}
"""Letters that tell languages of one script apart, in the order in which they are asked for."""

_ARABIC = re.compile("[\u0620-\u06ff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")

_WORDS: Mapping[str, str] = {
    "it": (
        "non che sono mi ho per ma di una un "
        "il la mia mio con anche come cosa perché questo hai "
        "lui lei ciao voglio posso devo aiuto figli casa ha è ti ci adesso sempre"
    ),
    "en": (
        "i the is my me and to you he she it "
        "not what how am are do don have want need help can "
        "please with for in of this was his her please husband children where"
    ),
    "es": (
        "que no es mi me yo de la el en "
        "un una por con para estoy tengo quiero necesito puedo él "
        "ella mis hijos casa y pero cómo qué dónde ayuda hola está muy esto"
    ),
    "fr": (
        "je ne pas est mon ma mes il elle que de "
        "le la les un une et pour avec suis ai veux peux "
        "dans mais comment où aide bonjour enfants j c'est vous tu moi quoi chez"
    ),
    "ro": (
        "nu este sunt mă am pe și să că în cu la ce un o meu mea copii casă vreau pot trebuie "
        "ajutor unde cum bună eu îmi mi el ea acasă vă rog bărbatul soțul mult"
    ),
    "sq": (
        "nuk jam është e në të me për një dua "
        "kam më ndihmë fëmijët burri shtëpi si ku çfarë unë "
        "ai ajo po jo mund duhet shumë dhe pse kur tani faleminderit përshëndetje dhunë mos"
    ),
    "pt": (
        "não que eu é meu minha em um uma com por para estou tenho quero preciso posso ele ela "
        "meus filhos casa e mas como onde ajuda olá você muito isso ta ele marido"
    ),
    "pl": (
        "nie jest mam się w na i z do że "
        "mnie mój moja mi jestem chcę potrzebuję mogę muszę mąż "
        "dzieci dom pomoc gdzie jak co czy proszę dzień dobry ale on ona przez już bardzo"
    ),
    "fil": (
        "ako ko ang ng sa mga po na hindi "
        "ba ay siya niya kami namin asawa anak bahay kailangan "
        "gusto tulong saan paano ano may wala kasi "
        "yung lang naman pero nang akin natatakot dito "
        "kay opo salamat tinatakot sinasaktan"
    ),
    "ar": (
        "ana enta inta anta msh mish mesh ma3 3ala "
        "fi fe el al ya3ni 3ayza 3ayez 7abibi bas shu "
        "kif keef ezay ezayak wallah lazem momken law "
        "sama7ti awlad awlady gozi jozi beit bayt 3andi "
        "mafi baddi biddi bdi hatta 3nd bel7a2 sa3dini sa3douni khayfa 5ayfa 2ana ento lesa"
    ),
    "ur": (
        "main mein mujhe mera meri mere hai hain nahi nahin ka ki ke ko se kya kyun kaise aur "
        "shohar bachay bachon ghar madad chahiye chahti "
        "hoon hun karna karta raha rahi bohat bahut "
        "abhi kahan ap aap woh wo apne sath darr dar lagta"
    ),
    "bn": (
        "ami amar amake tumi apni apnar ki kothay keno kivabe korte chai hobe ache nai nei na "
        "shami amar bacha bari shahajjo sahajjo dorkar khub ekhon eto ar kintu jonno theke bhoy"
    ),
    "si": (
        "mama mage mata oya eyaa ekka kiyala karanna "
        "puluwan one nehe naha danne ganna inne innawa "
        "gedara daruwo swamiya husband udaw udawwak ona kohomada koheda mokakda habai api eka "
        "bayai dan thiyenawa"
    ),
    "fa": (
        "man mikham nemikham hastam ast mano to shoma chera koja chetor komak shoharam bache "
        "bacheha khane khoone bayad dare daram nadaram "
        "ke az ba be hast mitunam nemitunam mitarsam "
        "inja khaste salam lotfan"
    ),
    "uk": (
        "я не мені мене мій моя чоловік діти допомога допоможіть де як що це та але хочу треба "
        "можу дуже будь ласка добрий день вдома зараз "
        "ya meni mene cholovik dity dopomoha yak shcho "
        "bud laska treba duzhe"
    ),
    "ru": (
        "я не мне меня мой моя муж дети помощь помогите "
        "где как что это и но хочу нужно могу очень "
        "пожалуйста здравствуйте дома сейчас ya mne menya muzh deti pomogite gde kak chto eto "
        "nuzhno mogu ochen pozhaluysta hochu net"
    ),
}
"""Language -> words that are written all the time. What two languages share tells neither apart."""

_FOLDED = {language: frozenset(fold(words).split()) for language, words in _WORDS.items()}
_FOLDED_ARABIC: Mapping[str, frozenset[str]] = {
    language: frozenset(fold(words).split())
    for language, words in {
        "ar": (
            "انا أنا في من على مع هو هي هذا هذه "
            "مش مو عندي عايزة بدي اريد أريد كيف وين فين زوجي "
            "جوزي أولادي ولادي بيت مساعدة السلام عليكم لو سمحت لا ما والله اللي التي الذي"
        ),
        "fa": (
            "من را از به که این است در با هستم نیستم می کنم دارم ندارم شوهرم بچه خانه خونه کمک "
            "چطور کجا سلام لطفا باید خیلی برای چه"
        ),
        "ur": (
            "میں مجھے میرا میری میرے ہے ہیں نہیں کا کی کے کو سے کیا کیوں اور شوہر بچے گھر مدد "
            "چاہیے ہوں آپ وہ یہ بہت ابھی کہاں"
        ),
    }.items()
}


def written_in(text: str) -> str | None:
    """The language of ours that the text seems to be written in, or None where that is open."""
    text = text[:READ]
    for language, letters in _SCRIPTS.items():
        if len(letters.findall(text)) >= FEWEST:
            return language
    words = set(fold(text).split())
    if _ARABIC.search(text):
        return _best(words, _FOLDED_ARABIC) or _by_letters(text, ("ur", "fa", "ar"))
    if _CYRILLIC.search(text):
        return _by_letters(text, ("uk", "ru")) or _best(words, _FOLDED)
    return _best(words, _FOLDED)


def _by_letters(text: str, languages: Collection[str]) -> str | None:
    return next((one for one in languages if _LETTERS[one].search(text)), None)


def _best(words: Collection[str], lists: Mapping[str, Collection[str]]) -> str | None:
    """The language whose words the text shows most, if it is clearly ahead."""
    shown = sorted(
        ((sum(word in known for word in words), language) for language, known in lists.items()),
        reverse=True,
    )
    (most, language), (second, _) = shown[0], shown[1]
    if most < FEWEST or most - second < min(SURER, most):
        return None
    return language
