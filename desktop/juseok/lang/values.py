"""What a value says: 약 10억 달러 is an amount and a currency, 지난해 a year of the calendar.

Nothing is guessed: a day without its month, or a date without its year, stays so unless the
article's date decides it.
"""

import re
from datetime import date, timedelta
from typing import Final, TypeAlias

Json: TypeAlias = "dict[str, str | int | float | bool] | None"

_SCALES: Final = {
    "십": 10,
    "백": 100,
    "천": 1_000,
    "만": 10**4,
    "억": 10**8,
    "조": 10**12,
    "경": 10**16,
}
_GREAT: Final = "만억조경"
_PIECE: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)|([일이삼사오육칠팔구])|([십백천만억조경])")
_SYLLABLES: Final = {c: n for n, c in enumerate("일이삼사오육칠팔구", 1)}
_NATIVE: Final = {
    "한": 1,
    "하나": 1,
    "두": 2,
    "둘": 2,
    "세": 3,
    "석": 3,
    "셋": 3,
    "네": 4,
    "넉": 4,
    "넷": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_TENS: Final = ("열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_DAYS: Final = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
    "일주일": 7,
}
_CURRENCIES: Final = (
    ("홍콩달러", "HKD"),
    ("홍콩 달러", "HKD"),
    ("호주달러", "AUD"),
    ("호주 달러", "AUD"),
    ("캐나다달러", "CAD"),
    ("캐나다 달러", "CAD"),
    ("대만달러", "TWD"),
    ("대만 달러", "TWD"),
    ("싱가포르달러", "SGD"),
    ("싱가포르 달러", "SGD"),
    ("달러", "USD"),
    ("弗", "USD"),
    ("$", "USD"),
    ("＄", "USD"),
    ("위안", "CNY"),
    ("元", "CNY"),
    ("유로", "EUR"),
    ("€", "EUR"),
    ("파운드", "GBP"),
    ("£", "GBP"),
    ("루피", "INR"),
    ("루블", "RUB"),
    ("프랑", "CHF"),
    ("페소", "MXN"),
    ("바트", "THB"),
    ("링깃", "MYR"),
    ("엔", "JPY"),
    ("円", "JPY"),
    ("¥", "JPY"),
    ("￥", "JPY"),
    ("원", "KRW"),
    ("₩", "KRW"),
    ("￦", "KRW"),
    ("동", "VND"),
)
_APPROXIMATE: Final = re.compile(
    r"약|대략|거의|가량|안팎|정도|남짓|여\s?(?=[가-힣])|수[십백천만억]|몇"
)
_RANGE: Final = re.compile(r"\s?[~∼〜～–-]\s?")
_FULL: Final = re.compile(r"(\d{4})\s?[.\-/년]\s?(\d{1,2})\s?[.\-/월]\s?(\d{1,2})")
_CLOCK: Final = re.compile(
    r"(오전|오후|새벽|낮|밤|저녁|아침)?\s?(\d{1,2})(?::(\d{2})|시(?!간)(?:\s?(\d{1,2})분)?(\s?반)?)"
)
_DURATION: Final = re.compile(r"(?:년|개월|달|주일|주|일|해|시간|분|초)(?:간|째|여)?$")
_UNIT: Final = re.compile(r"[\d십백천만억조경일이삼사오육칠팔구수몇여,.\s]+")


def normalise_value(quote: str, kind: str, published: str | None = None) -> Json:
    """What ``quote`` of value type ``kind`` says, or None where that cannot be told.

    MONEY: ``amount``, ``currency``; PERCENT: ``percent`` or ``points``; QUANTITY: ``amount``,
    ``unit``; of a range ``min`` and ``max``; ``approx`` with 약, 가량, 여.  DATE: ``year``,
    ``month``, ``day``, ``quarter``, ``half`` as far as known, ``iso`` where it is whole, or
    ``duration`` (ISO 8601).  TIME: ``time`` (HH:MM) or ``duration``.  ``published``: the date of
    the article (ISO), which resolves 올해, 지난달, 이날 and the like.
    """
    text = quote.strip()
    found: Json = None
    if kind == "MONEY":
        found = _money(text)
    elif kind == "PERCENT":
        found = _range_of(text, "points" if re.search(r"포인트|%\s?[pP]", text) else "percent")
    elif kind == "QUANTITY":
        found = _quantity(text)
    elif kind == "DATE":
        found = _date(text, _day_of(published))
    elif kind == "TIME":
        found = _time(text)
    if found and kind not in ("DATE", "TIME") and _APPROXIMATE.search(text):
        found["approx"] = True
    return found


def number_of(text: str) -> int | float | None:
    """The number that ``text`` begins with or holds: 1조6천500억, 1,200.5, 열두, 수십 (None)."""
    native = re.match(r"\s*(?:약\s?)?([가-힣]+)", text)
    if native is not None and not re.search(r"\d", text):
        counted = _native(native[1])
        if counted is not None:
            return counted
    if re.search(r"[수몇][십백천만억]", text):
        return None
    total = section = current = 0.0
    seen = False
    for digits, syllable, scale in _PIECE.findall(text):
        if digits:
            current, seen = float(digits.replace(",", "").rstrip(".")), True
        elif syllable:
            current, seen = float(_SYLLABLES[syllable]), True
        elif scale in _GREAT:
            total += ((section + current) or 1) * _SCALES[scale]
            section = current = 0.0
            seen = True
        else:
            section += (current or 1) * _SCALES[scale]
            current, seen = 0.0, True
    if not seen:
        return None
    value = total + section + current
    return int(value) if value == int(value) else round(value, 6)


def _native(word: str) -> int | None:
    for tens in _TENS:
        if word.startswith(tens):
            rest = next(
                (
                    n
                    for w, n in sorted(_NATIVE.items(), key=lambda i: -len(i[0]))
                    if word[len(tens) :].startswith(w) and n < 10
                ),
                0,
            )
            return _NATIVE[tens] + rest
    return next(
        (n for w, n in sorted(_NATIVE.items(), key=lambda i: -len(i[0])) if word.startswith(w)),
        None,
    )


def _range_of(text: str, name: str) -> Json:
    parts = _RANGE.split(text)
    if len(parts) == 2:
        high = number_of(parts[1])
        low = number_of(parts[0])
        if low is not None and high is not None:
            shared = re.search(r"[천만억조]+(?=\s?(?:원|달러|위안|엔|유로|명|개|건))", parts[1])
            if shared and not re.search(r"[천만억조]", parts[0]):
                low = number_of(parts[0] + shared[0]) or low
            return {"min": low, "max": high}
    value = number_of(text)
    return None if value is None else {name: value}


def _money(text: str) -> Json:
    found = _range_of(text, "amount")
    currency = next((code for word, code in _CURRENCIES if word in text), None)
    if found is None or currency is None:
        return None
    found["currency"] = currency
    return found


def _quantity(text: str) -> Json:
    part = re.search(r"(\d+)분의\s?(\d+)", text)
    if part is not None and int(part[1]):
        return {"numerator": int(part[2]), "denominator": int(part[1])}
    found = _range_of(text, "amount")
    if found is None:
        return None
    bare = re.sub(r"^(?:약|대략|거의)\s?|\s?(?:가량|안팎|정도|남짓|이상|이하|미만|넘는)$", "", text)
    last = _RANGE.split(bare)[-1]
    unit = (
        _UNIT.sub("", last, count=1)
        if re.match(r"[\d수몇십백천만억]", last)
        else (
            last.split()[-1]
            if " " in last
            else re.sub(r"^(?:" + "|".join(_NATIVE) + ")+", "", last)
        )
    )
    if unit:
        found["unit"] = unit.strip()
    return found


def _day_of(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _time(text: str) -> Json:
    clock = _CLOCK.search(text)
    if clock is None:
        return _duration(text, "PT", {"시간": "H", "분": "M", "초": "S"})
    hour = int(clock[2])
    minute = int(clock[3] or clock[4] or (30 if clock[5] else 0))
    if clock[1] in ("오후", "저녁", "밤") and hour < 12:
        hour += 12
    elif clock[1] in ("오전", "새벽") and hour == 12:
        hour = 0
    return {"time": f"{hour:02}:{minute:02}"} if hour <= 24 and minute < 60 else None


def _duration(text: str, prefix: str, units: dict[str, str]) -> Json:
    pieces: list[str] = []
    for found in re.finditer(r"((?:\d[\d,.]*|[가-힣]+?)\s?)(" + "|".join(units) + ")", text):
        number = number_of(found[1])
        if number is None:
            return None
        pieces.append(f"{number}{units[found[2]]}")
    return {"duration": prefix + "".join(pieces)} if pieces else None


def _date(text: str, day: date | None) -> Json:
    whole = _FULL.search(text)
    if whole is not None:
        return _iso({"year": int(whole[1]), "month": int(whole[2]), "day": int(whole[3])})
    for word, count in _DAYS.items():
        if text.startswith(word):
            return {"duration": f"P{count}D"}
    absolute = re.search(r"\d{4}년|\d{1,2}월|\d{1,2}일(?!간|째)|분기$|반기", text)
    lasting = absolute is None and _DURATION.search(text.removesuffix(" 전")) is not None
    counted = re.search(r"[\d두세석네넉한다여일아열]", text) is not None
    calendar = re.match(r"이번|지난해|올해|다음|지난\s?[달주해]", text) is not None
    if lasting and counted and not calendar:
        units = {"개월": "M", "년": "Y", "달": "M", "주일": "W", "주": "W", "일": "D", "해": "Y"}
        return _duration(text, "P", units)
    found: dict[str, str | int | float | bool] = {}
    _year(text, day, found)
    month = re.search(r"(\d{1,2})월", text)
    if month is not None:
        found["month"] = int(month[1])
    number = re.search(r"(\d{1,2})일(?!간|째)", text)
    if number is not None:
        found["day"] = int(number[1])
    quarter = re.search(r"([1-4])분기", text)
    if quarter is not None:
        found["quarter"] = int(quarter[1])
    half = re.search(r"([상하])반기", text)
    if half is not None:
        found["half"] = 1 if half[1] == "상" else 2
    _relative(text, day, found)
    return _iso(found) if found else None


def _year(text: str, day: date | None, found: dict[str, str | int | float | bool]) -> None:
    year = re.search(r"(\d{4})년", text)
    if year is not None:
        found["year"] = int(year[1])
        return
    if day is None:
        return
    shifts = (
        ("재작년", -2),
        ("지난해", -1),
        ("작년", -1),
        ("올해", 0),
        ("올 ", 0),
        ("올", 0),
        ("내후년", 2),
        ("내년", 1),
        ("연내", 0),
        ("연말", 0),
        ("연초", 0),
    )
    shift = next((n for word, n in shifts if text.startswith(word)), None)
    if shift is not None:
        found["year"] = day.year + shift


def _relative(text: str, day: date | None, found: dict[str, str | int | float | bool]) -> None:
    if day is None:
        return
    days = {"어제": -1, "오늘": 0, "내일": 1, "모레": 2, "그제": -2}
    if text in days:
        that = day + timedelta(days=days[text])
        found.update(year=that.year, month=that.month, day=that.day)
        return
    months = (
        ("지난달", -1),
        ("지난 달", -1),
        ("이달", 0),
        ("이번 달", 0),
        ("다음 달", 1),
        ("내달", 1),
    )
    shift = next((n for word, n in months if text.startswith(word)), None)
    if shift is not None:
        month = day.year * 12 + day.month - 1 + shift
        found.update(year=month // 12, month=month % 12 + 1)
    elif text.startswith("지난 ") and "month" in found and "year" not in found:
        found["year"] = day.year - (1 if int(found["month"]) > day.month else 0)
    elif text.startswith("오는 ") and "month" in found and "year" not in found:
        found["year"] = day.year + (1 if int(found["month"]) < day.month else 0)
    elif set(found) == {"day"} and abs(int(found["day"]) - day.day) <= 7:
        found.update(year=day.year, month=day.month)


def _iso(found: dict[str, str | int | float | bool]) -> Json:
    year, month, day = (found.get(name) for name in ("year", "month", "day"))
    if isinstance(year, int) and isinstance(month, int) and isinstance(day, int):
        try:
            found["iso"] = date(year, month, day).isoformat()
        except ValueError:
            return None
    return found
