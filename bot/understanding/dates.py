"""Which day a short text means: «giovedì prossimo», «بعد بكرة», «12/3», in every language of ours.

The tables are words of ours, checked against the CLDR by a test; a library that reads dates in all
languages takes seconds and a hundred megabytes. What may be two days is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot.text.spelling import fold, to_digits

LONGEST = 60
"""A longer text says more than a day."""

AHEAD = 366
"""So many days ahead a day without a year is looked for."""

WEEKDAYS: Mapping[str, str] = {
    "it": "lunedì lun|martedì|mercoledì|giovedì|venerdì ven|sabato sab|domenica dom",
    "en": "monday mon|tuesday tue|wednesday wed|thursday thu|friday fri|saturday sat|sunday sun",
    "es": "lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    "fr": "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    "ar": "الاثنين الإثنين etnen|الثلاثاء التلات talat|الأربعاء الاربع arba3|الخميس khamis|"
    "الجمعة gom3a|السبت sabt|الأحد a7ad",
    "ro": "luni|marți|miercuri|joi|vineri|sâmbătă|duminică",
    "uk": "понеділок понеділка|вівторок вівторка|середа середу|четвер четверга|п'ятниця п'ятницю|"
    "субота суботу|неділя неділю",
    "sq": "hënë hënën|martë martën|mërkurë mërkurën|enjte enjten|premte premten|shtunë shtunën|"
    "diel dielën",
    "zh-Hans": "星期一 周一 礼拜一|星期二 周二 礼拜二|星期三 周三 礼拜三|星期四 周四 礼拜四|"
    "星期五 周五 礼拜五|星期六 周六 礼拜六|星期日 星期天 周日 礼拜天",
    "fil": "lunes|martes|miyerkules|huwebes|biyernes|sabado|linggo",
    "pt": "segunda|terça|quarta|quinta|sexta|sábado|domingo",
    "ru": "понедельник понедельника|вторник вторника|среда среду|четверг четверга|"
    "пятница пятницу|суббота субботу|воскресенье",
    "bn": "সোমবার shombar|মঙ্গলবার mongolbar|বুধবার budhbar|বৃহস্পতিবার brihospotibar|"
    "শুক্রবার shukrobar|শনিবার shonibar|রবিবার robibar",
    "si": "සඳුදා sanduda|අඟහරුවාදා angaharuwada|බදාදා badada|බ්‍රහස්පතින්දා brahaspathinda|"
    "සිකුරාදා sikurada|සෙනසුරාදා senasurada|ඉරිදා irida",
    "ur": "پیر somwar|منگل mangal|بدھ budh|جمعرات jumerat|جمعہ juma|ہفتہ hafta|اتوار itwar",
    "fa": "دوشنبه doshanbe|سه‌شنبه seshanbe|چهارشنبه chaharshanbe|پنجشنبه panjshanbe|جمعه jome|"
    "شنبه shanbe|یکشنبه yekshanbe",
    "pl": "poniedziałek|wtorek|środa środę|czwartek|piątek|sobota sobotę|niedziela niedzielę",
}
"""Language -> its weekdays from Monday, each with what else it is called."""

MONTHS: Mapping[str, str] = {
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie "
    "decembrie",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "fil": "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre "
    "disyembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "bn": "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "si": "ජනවාරි පෙබරවාරි මාර්තු අප්‍රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
}
"""Language -> its months, as one says them after a day."""

DAYS: Mapping[str, str] = {
    "it": "oggi stasera|domani|dopodomani/dopo domani",
    "en": "today tonight|tomorrow tmrw|day after tomorrow/after tomorrow",
    "es": "hoy|mañana|pasado mañana",
    "fr": "aujourd'hui|demain|après-demain/après demain",
    "ar": "اليوم النهارده النهاردة elnaharda|غدا بكرة بكره بكرا bokra|"
    "بعد غد/بعد بكرة/بعد بكره/بعد بكرا/ba3d bokra",
    "ro": "azi astăzi|mâine|poimâine",
    "uk": "сьогодні|завтра|післязавтра",
    "sq": "sot|nesër|pasnesër",
    "zh-Hans": "今天|明天|后天",
    "fil": "ngayon|bukas|sa makalawa/makalawa",
    "pt": "hoje|amanhã|depois de amanhã",
    "ru": "сегодня|завтра|послезавтра",
    "bn": "আজ আজকে aj ajke|কাল আগামীকাল kal agamikal|পরশু porshu",
    "si": "අද ada|හෙට heta|අනිද්දා anidda",
    "ur": "آج aaj|کل kal|پرسوں parson",
    "fa": "امروز emrooz|فردا farda|پس فردا/پس‌فردا/pas farda",
    "pl": "dziś dzisiaj|jutro|pojutrze",
}
"""Language -> today, tomorrow, the day after; what has a space stands between strokes."""

NEXT_WEEK = fold("下周")
"""In Chinese a weekday of next week is one of next week, however near it is."""

_SHARED = frozenset(
    fold("mai mar lun dom ven sab mon tue wed thu fri sat sun me mar may hafta").split()
)
"""Words that mean something else too: they count only where the text has at most two words."""

_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{2,4}))?(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_CHINESE = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})")


def _table(groups: Iterator[tuple[int, list[str]]]) -> dict[str, int]:
    return {fold(word): at for at, words in groups for word in words if fold(word)}


_WEEKDAY = {
    language: _table((at, words.split()) for at, words in enumerate(said.split("|")))
    for language, said in WEEKDAYS.items()
}
_MONTH = {
    language: _table((at + 1, [word]) for at, word in enumerate(said.split()))
    for language, said in MONTHS.items()
}
_DAY = {
    language: _table(
        (at, [*words.split("/"), *([] if "/" in words else words.split())])
        for at, words in enumerate(said.split("|"))
    )
    for language, said in DAYS.items()
}


def day_meant(text: str, today: date, language: str) -> date | None:
    """The day that a text means, seen from today, or None. Her language is heard first, then
    Italian: who writes little Italian knows its weekdays."""
    if not text or len(text) > LONGEST:
        return None
    digits = to_digits(text)
    if (written := _written(digits, today)) is not None:
        return written
    said = fold(text)
    for spoken in dict.fromkeys((language, "it")):
        found = _said(said, today, spoken)
        if found is not None:
            return found
    return None


def _said(said: str, today: date, language: str) -> date | None:
    words = said.split()
    days = _found(said, _DAY.get(language, {}))
    if days:
        # «dopo domani» holds «domani»: the longest that stands there is meant.
        longest = max(days, key=len)
        return today + timedelta(days=days[longest])
    if (named := _named_month(words, today, language)) is not None:
        return named
    weekdays = {
        at
        for word, at in _found(said, _WEEKDAY.get(language, {})).items()
        if word not in _SHARED or len(words) <= 2
    }
    if len(weekdays) != 1:
        return None
    weekday = weekdays.pop()
    if NEXT_WEEK in said:
        return today + timedelta(days=7 - today.weekday() + weekday)
    # Elsewhere «next Thursday» is the first that comes for some and not for others: the first is
    # meant, and whoever offers it says the date.
    ahead = (weekday - today.weekday()) % 7
    return today + timedelta(days=ahead or 7)


def _found(said: str, table: Mapping[str, int]) -> dict[str, int]:
    padded = f" {said} "
    return {word: at for word, at in table.items() if f" {word} " in padded}


def _named_month(words: list[str], today: date, language: str) -> date | None:
    """«12 marzo», «march 12»: a number beside the name of a month."""
    months = _MONTH.get(language, {})
    for place, word in enumerate(words):
        if word not in months:
            continue
        beside = [*words[max(place - 2, 0) : place], *words[place + 1 : place + 2]]
        numbers = [int(one) for one in beside if one.isdigit() and len(one) <= 2]
        if len(numbers) == 1:
            return _ahead(numbers[0], months[word], None, today)
    return None


def _written(text: str, today: date) -> date | None:
    if match := _ISO.search(text):
        return _ahead(int(match[3]), int(match[2]), int(match[1]), today)
    if match := _CHINESE.search(text):
        return _ahead(int(match[2]), int(match[1]), None, today)
    if match := _NUMBERS.search(text):
        year = int(match[3]) if match[3] else None
        return _ahead(int(match[1]), int(match[2]), year, today)
    return None


def _ahead(day: int, month: int, year: int | None, today: date) -> date | None:
    """That day of this year or the next; None where there is none, or it is over."""
    years = (today.year, today.year + 1) if year is None else (year + 2000 if year < 100 else year,)
    for one in years:
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if today <= found <= today + timedelta(days=AHEAD):
            return found
    return None
