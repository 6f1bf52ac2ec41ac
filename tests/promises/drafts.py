"""What the tests of promises look for in languages that are drafted and not offered yet.

The day that one of them comes into ``LANGUAGES`` its tests run with what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping

Words = tuple[str, ...]

NOTICE: Mapping[str, Words] = {
    "ro": ("program", "persoana", "nume", "citeste", "razgandi"),
    "uk": ("програма", "людиною", "ім", "читає", "передумати"),
    "sq": ("program", "person", "emri", "lexon", "mendje"),
    "zh-Hans": ("程序", "一个人", "名字", "看到", "改主意"),
    "fil": ("program", "tao", "pangalan", "sumasagot", "umatras"),
    "pt": ("programa", "pessoa", "nome", "lê", "mudar de ideia"),
    "ru": ("программа", "человеком", "им", "читает", "передумать"),
    "bn": ("প্রোগ্রাম", "মানুষ", "নাম", "পড়েন", "মত বদল"),
    "si": ("වැඩසටහනක්", "කෙනෙක්ට", "නම", "කියවන්නේ", "අදහස වෙනස්"),
    "ur": ("پروگرام", "انسان", "نام", "پڑھتا", "ارادہ بدل"),
    "fa": ("برنامه", "آدم", "نام", "می‌خواند", "نظر"),
    "pl": ("programem", "człowiekiem", "imi", "czyta", "zmienić zdanie"),
}

PERSON_KEPT: Mapping[str, Words] = {
    "ro": ("72", "sterge tot"),
    "uk": ("72", "видалити все"),
    "sq": ("72", "fshi gjithcka"),
    "zh-Hans": ("72", "全部删除"),
    "fil": ("72", "burahin lahat"),
    "pt": ("72", "apagar tudo"),
    "ru": ("72", "удалить все"),
    "bn": ("72", "সব মুছে দিন"),
    "si": ("72", "ඔක්කොම මකන්න"),
    "ur": ("72", "سب مٹا دیں"),
    "fa": ("72", "همه را پاک کن"),
    "pl": ("72", "usuń wszystko"),
}

PERSON_CONSENT: Mapping[str, Words] = {
    "ro": ("limba", "tema", "de acum inainte"),
    "uk": ("мову", "тему", "відтепер"),
    "sq": ("gjuhen", "temen", "nga tani"),
    "zh-Hans": ("语言", "主题", "看"),
    "fil": ("wika", "paksa", "mula ngayon"),
    "pt": ("língua", "tema", "a partir de agora"),
    "ru": ("язык", "тем", "только"),
    "bn": ("ভাষা", "বিষয়", "এখন থেকে"),
    "si": ("භාෂාව", "මාතෘකාව", "දැන් ඉඳන්"),
    "ur": ("زبان", "موضوع", "اب سے"),
    "fa": ("زبان", "موضوع", "از حالا"),
    "pl": ("język", "temat", "od teraz"),
}

PRIVACY_WHAT: Mapping[str, Words] = {
    "ro": ("citeste", "sterge"),
    "uk": ("читає", ""),
    "sq": ("lexon", "fshihet"),
    "zh-Hans": ("再看", "删除"),
    "fil": ("basa", "mabubura"),
    "pt": ("lê", "apaga se"),
    "ru": ("читает", "удаляется"),
    "bn": ("পড়ে", "মুছে যায়"),
    "si": ("කියවන්නේ නැහැ", "මැකෙනවා"),
    "ur": ("پڑھتا", "مٹ"),
    "fa": ("نمی‌خواند", "پاک می‌شود"),
    "pl": ("czyta", "usuwa"),
}

READS: Mapping[str, Words] = {
    "ro": ("citeste numai cine iti raspunde", "nume", "72"),
    "uk": ("читає лише", "ім", "72"),
    "sq": ("lexon vetem kush te pergjigjet", "emri", "72"),
    "zh-Hans": ("只有回答你的人能看到", "名字", "72"),
    "fil": ("lang ang nagbabasa", "pangalan", "72"),
    "pt": ("só lê quem responde", "nome", "72"),
    "ru": ("читает только", "им", "72"),
    "bn": ("শুধু", "নাম", "72"),
    "si": ("විතරයි", "නම", "72"),
    "ur": ("صرف وہی پڑھتا", "نام", "72"),
    "fa": ("فقط", "نام", "72"),
    "pl": ("czyta tylko osoba", "imie", "72"),
}

ABOUT_WHO: Mapping[str, Words] = {
    "ro": ("program", "gresi", "persoana"),
    "uk": ("програма", "помилятися", "людин"),
    "sq": ("program", "gaboj", "person"),
    "zh-Hans": ("程序", "出错", "真人"),
    "fil": ("program", "magkamali", "tao"),
    "pt": ("programa", "errar", "pessoa"),
    "ru": ("программа", "ошибаться", "человеком"),
    "bn": ("প্রোগ্রাম", "ভুল", "মানুষ"),
    "si": ("වැඩසටහනක්", "වරදින්න", "කෙනෙක්ට"),
    "ur": ("پروگرام", "غلطی", "انسان"),
    "fa": ("برنامه", "اشتباه", "آدم"),
    "pl": ("programem", "mylić", "człowiek"),
}

CONTACT_CONFIRM: Mapping[str, Words] = {
    language: ("until said", word)
    for language, word in {
        "ro": "reamintire",
        "uk": "нагадування",
        "sq": "rikujtim",
        "zh-Hans": "提醒",
        "fil": "paalala",
        "pt": "lembrete",
        "ru": "напоминание",
        "bn": "রিমাইন্ডার",
        "si": "මතක් කිරීම",
        "ur": "یاددہانی",
        "fa": "یادآوری",
        "pl": "przypomnienie",
    }.items()
}

TOLD: Mapping[tuple[str, str], Mapping[str, Words]] = {
    ("person", "kept"): PERSON_KEPT,
    ("person", "consent"): PERSON_CONSENT,
    ("privacy", "what"): PRIVACY_WHAT,
    ("about", "reads"): READS,
    ("privacy", "reads"): READS,
    ("about", "who"): ABOUT_WHO,
    ("contact", "confirm"): CONTACT_CONFIRM,
}

SAYS_SO: Mapping[str, Words] = {
    "ro": ("femei", "sunt ranita", "nu pot vorbi", "am facut rau", "mi e prea rau"),
    "uk": ("жінки", "мене поранено", "не можу говорити", "мені дуже погано"),
    "sq": ("gratë", "jam e plagosur", "nuk mund të flas", "jam shumë keq"),
    "zh-Hans": ("妇女", "我受伤了", "不能说话", "伤害了别人"),
    "fil": ("kababaihan", "sugatan ako", "hindi ako makapagsalita", "nakasakit ako"),
    "pt": ("mulheres", "estou ferida", "não posso falar", "fiz mal", "estou muito mal"),
    "ru": ("женщины", "я ранена", "не могу говорить", "мне очень плохо"),
    "bn": ("নারীরা", "আমি আহত", "কথা বলতে পারছি না"),
    "si": ("කාන්තා", "මට තුවාල", "කතා කරන්න බැහැ"),
    "ur": ("خواتین", "میں زخمی ہوں", "بول نہیں سکتی"),
    "fa": ("زنان", "زخمی شده‌ام", "نمی‌توانم حرف بزنم"),
    "pl": ("kobiet", "jestem ranna", "nie mogę mówić", "skrzywdziłam"),
}

STAYS: Mapping[str, str] = {
    "ro": "Ce rămâne pe telefon?",
    "uk": "що лишається на телефоні",
    "sq": "Çfarë mbetet në telefon?",
    "zh-Hans": "手机上会留下什么？",
    "fil": "ano ang naiiwan sa phone",
    "pt": "O que fica no telefone?",
    "ru": "Что остаётся в телефоне?",
    "bn": "ফোনে কী থাকে?",
    "si": "දුරකථනයේ ඉතුරු වෙන දේ",
    "ur": "فون پر کیا رہ جاتا ہے؟",
    "fa": "روی گوشی چه می‌ماند؟",
    "pl": "Co zostaje w telefonie?",
}

TAKES_BACK: Mapping[str, str] = {
    "ro": "îmi retrag acordul",
    "uk": "забираю згоду",
    "sq": "e marr mbrapsht pëlqimin",
    "zh-Hans": "收回同意",
    "fil": "binabawi ko ang consent",
    "pt": "retiro o consentimento",
    "ru": "отозвать согласие",
    "bn": "সম্মতি ফেরত নিই",
    "si": "කැමැත්ත ආපහු ගන්නවා",
    "ur": "اجازت واپس لینا",
    "fa": "رضایتم را پس می‌گیرم",
    "pl": "cofam zgodę",
}

DAYS: Mapping[str, str] = {
    "ro": "24 noiembrie 2026",
    "uk": "24 листопада 2026",
    "sq": "24 nëntor 2026",
    "zh-Hans": "2026年11月24日",
    "fil": "24 Nobyembre 2026",
    "pt": "24 de novembro de 2026",
    "ru": "24 ноября 2026",
    "bn": "24 নভেম্বর 2026",
    "si": "24 නොවැම්බර් 2026",
    "ur": "24 نومبر 2026",
    "fa": "24 نوامبر 2026",
    "pl": "24 listopada 2026",
}
