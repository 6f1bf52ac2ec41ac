"""What is said in a language that this service does not speak: so, 112, and to choose another.

Drafts like every translation (``docs/languages/unserved.md``). They stand outside the catalogues,
which are whole or not at all. Neutral words alone: they may stay on her phone.
"""

from __future__ import annotations

from collections.abc import Mapping

UNSERVED: Mapping[str, tuple[str, str]] = {
    "hi": (
        "यहाँ अभी हिन्दी नहीं है। आपातकाल: 112, दुभाषिए के साथ।",
        "वह भाषा चुनें जो आप सबसे अच्छी तरह समझती हैं।",
    ),
    "ne": (
        "यहाँ नेपाली अझै छैन। आपतकाल: 112, दोभासेसहित।",
        "तपाईंले सबैभन्दा राम्रोसँग बुझ्ने भाषा छान्नुहोस्।",
    ),
    "pa": (
        "ਇੱਥੇ ਅਜੇ ਪੰਜਾਬੀ ਨਹੀਂ ਹੈ। ਐਮਰਜੈਂਸੀ: 112, ਦੁਭਾਸ਼ੀਏ ਨਾਲ।",
        "ਉਹ ਭਾਸ਼ਾ ਚੁਣੋ ਜੋ ਤੁਸੀਂ ਸਭ ਤੋਂ ਚੰਗੀ ਤਰ੍ਹਾਂ ਸਮਝਦੇ ਹੋ।",
    ),
    "ta": (
        "இங்கே தமிழ் இன்னும் இல்லை. அவசரம்: 112, மொழிபெயர்ப்பாளருடன்.",
        "உங்களுக்கு நன்றாகப் புரியும் மொழியைத் தேர்ந்தெடுங்கள்.",
    ),
    "ml": (
        "ഇവിടെ മലയാളം ഇതുവരെ ഇല്ല. അടിയന്തരം: 112, പരിഭാഷകരുണ്ട്.",
        "നിങ്ങൾക്ക് ഏറ്റവും നന്നായി മനസ്സിലാകുന്ന ഭാഷ തിരഞ്ഞെടുക്കുക.",
    ),
    "hy": (
        "Այստեղ հայերեն դեռ չկա։ Արտակարգ դեպք՝ 112, թարգմանչով։",
        "Ընտրեք այն լեզուն, որն ամենից լավ եք հասկանում։",
    ),
    "am": (
        "እዚህ አማርኛ ገና የለም። ድንገተኛ አደጋ፦ 112፣ ከአስተርጓሚ ጋር።",
        "በደንብ የሚረዱትን ቋንቋ ይምረጡ።",
    ),
    "ti": (
        "ኣብዚ ትግርኛ ክሳብ ሕጂ የለን። ህጹጽ ኩነታት፦ 112፣ ምስ ተርጓሚ።",
        "ዝያዳ እትርድእዮ ቋንቋ ምረጺ።",
    ),
    "ka": (
        "აქ ქართული ჯერ არ არის. გადაუდებელი: 112, თარჯიმნით.",
        "აირჩიეთ ენა, რომელიც ყველაზე კარგად გესმით.",
    ),
    "bg": (
        "Тук още няма български. Спешни случаи: 112, с преводач.",
        "Избери езика, който разбираш най-добре.",
    ),
    "sr": (
        "Tvog jezika ovdje još nema. Hitni slučajevi: 112, uz prevodioca.",
        "Izaberi jezik koji najbolje razumiješ.",
    ),
    "de": (
        "Deutsch gibt es hier noch nicht. Notfälle: 112, mit Dolmetscher.",
        "Wähle die Sprache, die du am besten verstehst.",
    ),
    "tr": (
        "Burada henüz Türkçe yok. Acil durum: 112, tercümanla.",
        "En iyi anladığın dili seç.",
    ),
    "hu": (
        "Itt magyar még nincs. Vészhelyzet: 112, tolmáccsal.",
        "Válaszd azt a nyelvet, amelyet a legjobban értesz.",
    ),
    "vi": (
        "Ở đây chưa có tiếng Việt. Khẩn cấp: 112, có phiên dịch.",
        "Hãy chọn ngôn ngữ bạn hiểu rõ nhất.",
    ),
    "th": (
        "ที่นี่ยังไม่มีภาษาไทย เหตุฉุกเฉิน: 112 มีล่าม",
        "เลือกภาษาที่คุณเข้าใจดีที่สุด",
    ),
    "ja": (
        "ここではまだ日本語が使えません。緊急: 112(通訳あり)。",
        "いちばんよく分かる言語を選んでください。",
    ),
    "ko": (
        "여기에는 아직 한국어가 없습니다. 긴급: 112, 통역 있음.",
        "가장 잘 이해하는 언어를 고르세요.",
    ),
    "el": (
        "Εδώ δεν υπάρχουν ακόμη ελληνικά. Έκτακτη ανάγκη: 112, με διερμηνέα.",
        "Διάλεξε τη γλώσσα που καταλαβαίνεις καλύτερα.",
    ),
    "he": (
        "עברית עדיין אין כאן. חירום: 112, עם מתורגמן.",
        "בחרי את השפה שאת מבינה הכי טוב.",
    ),
    "so": (
        "Halkan weli af Soomaali kuma jiro. Degdeg: 112, turjumaan ayaa jira.",
        "Dooro luqadda aad si fiican u fahanto.",
    ),
    "ps": (
        "دلته لا پښتو نشته. بيړنۍ پېښې: 112، له ژباړونکي سره.",
        "هغه ژبه وټاکئ چې تر ټولو ښه پرې پوهېږئ.",
    ),
    "kmr": (
        "Li vir hê kurmancî tune. Rewşa awarte: 112, bi wergêr.",
        "Zimanê ku tu herî baş fêm dikî hilbijêre.",
    ),
    "ckb": (
        "لێرە هێشتا کوردی نییە. فریاکەوتن: 112، لەگەڵ وەرگێڕ.",
        "ئەو زمانە هەڵبژێرە کە باشتر لێی تێدەگەیت.",
    ),
}
"""Language -> that it is not here, with 112; and the request to choose."""

_ELSE = (
    (
        "La tua lingua qui non c'è ancora. Emergenze: 112, con interpreti.",
        "Scegli la lingua che capisci meglio.",
    ),
    (
        "Your language is not here yet. Emergencies: 112, with interpreters.",
        "Choose the language you understand best.",
    ),
)
"""The same for whoever writes a language that we have no sentence in: Italian, then English."""


_EITHER: Mapping[str, tuple[str, ...]] = {"gez": ("am", "ti")}
"""What is said where the alphabet alone is known, and we have its languages."""


def say_unserved(language: str, *, briefly: bool) -> str:
    """What is said to whoever writes that language; ``briefly``: one text message."""
    either = tuple(UNSERVED[one] for one in _EITHER.get(language, (language,)) if one in UNSERVED)
    said = either or _ELSE
    return "\n".join(first if briefly else f"{first} {second}" for first, second in said)
