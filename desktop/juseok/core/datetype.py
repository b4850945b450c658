"""Which value type a stretch of text is: date, time, money, percent or quantity, by rule.

One key serves the five types: it takes what the rules say, and pressed again it goes on to
the next type.  Units follow the KLUE and TTA guidelines: a clock time or hours are a time,
days and longer are a date, shares are a percent, multiples a quantity.
"""

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

ValueType: TypeAlias = Literal["DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"]

_LONGEST: Final = 80
VALUE_TYPES: Final[tuple[ValueType, ...]] = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY")

_DIGIT: Final = r"\d일이삼사오육칠팔구십백천만억조경수몇"
_NUMBER: Final = rf"[{_DIGIT}][{_DIGIT},.여 ]*"
_NATIVE: Final = (
    r"(?:한|두|세|네|석|넉|서너|두어|다섯|여섯|일곱|여덟|아홉|열\s?(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉)?"
    r"|스무|서른|마흔|쉰|예순|일흔|여든|아흔|여러)"
)
_AFTER: Final = r"(?=$|[^가-힣]|간|께|쯤|경|여|부터|까지|전|후|만|째|동안|내|반|말|초|중)"

# Compiled by the first question: a window starts faster without them.
_PERCENT: Final = (
    rf"[%％‰]|(?:퍼센트|프로)(?:포인트)?$|{_NUMBER}\s?분의\s?{_NUMBER}|절반|과반"
    rf"|{_NUMBER}\s?할(?:$|[^가-힣])"
)
_MONEY: Final = (
    rf"[$€£¥₩￦￥＄]\s?\d|\b(?:USD|KRW|EUR|JPY|CNY|HKD|GBP)\b"
    rf"|{_NUMBER}\s?(?:(?:미국?|홍콩|호주|캐나다|대만|싱가포르)\s?)?"
    r"(?:원|달러|위안|엔|유로|파운드|루피|프랑|루블|페소|동|바트|센트)(?![가-힣])"
)
_DATE: Final = (
    r"(?:\d{4}|\d{2}|['’]\d{2})\s?[.\-/]\s?\d{1,2}(?:\s?[.\-/]\s?\d{1,2})\b(?!:)"
    rf"|(?:{_NUMBER}|{_NATIVE})\s?(?:년도?|년대|개년|월|개월|달|일|세기|분기|학기){_AFTER}"
    rf"|(?<![\d.,])\d{{1,2}}\s?주(?:일|째|년)?{_AFTER}|(?:{_NATIVE}|[일이삼사오육])\s?주(?:일|간){_AFTER}"
    r"|(?:하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘|보름)(?:간|째|동안)?$"
    r"|(?:지난|이번|다음|오는|올|이달|내달|전달|지난달|금년|당해|최근)(?:\s?(?:해|달|주|말|봄|여름|가을|겨울))?$"
    r"|[월화수목금토일]요일|올해|작년|지난해|재작년|내년|내후년|이듬해|새해|연말|연초|연내"
    r"|(?:상|하)반기|어제|오늘|내일|모레|그저께|이날|전날|다음\s?날|당일|지난달|이달|내달|월말|월초|주말"
    r"|^(?:올|지난|이번|다음|오는)\s?(?:봄|여름|가을|겨울)|설날?\s?연휴|추석|성탄절|광복절"
)
_TIME: Final = (
    rf"(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)|(?:{_NUMBER}|{_NATIVE})\s?시(?:간|각)?(?:\s?반)?"
    r"(?=$|[^가-힣]|간|께|쯤|경|반|부터|까지|정각|전|후)"
    rf"|{_NUMBER}\s?(?:분|초)(?!기|의){_AFTER}|오전|오후|자정|정오|새벽|한밤중|저녁|아침"
)
_QUANTITY: Final = (
    rf"\d|(?:{_NATIVE}|{_NUMBER})\s?"
    r"(?:배|명|곳|개|대|건|차례|번|가지|종|마리|권|장|채|척|그루|살|세|팀|사람|쪽|편|점|위|호|층|군데|달"
    r"|톤|킬로|미터|나노|그램|리터|와트|헥타르|평)"
)

_RULES: Final[tuple[tuple[ValueType, str], ...]] = (
    ("PERCENT", _PERCENT),
    ("MONEY", _MONEY),
    ("DATE", _DATE),
    ("TIME", _TIME),
    ("QUANTITY", _QUANTITY),
)


def value_types_of(text: str) -> tuple[ValueType, ...]:
    """Every value type that ``text`` may be, the likeliest first; empty for plain words.

    A date with a time in it is a date first.  Only the first 80 characters are read.
    """
    stripped = text.strip()[:_LONGEST]
    return tuple(name for name, pattern in _RULES if re.search(pattern, stripped))


def guess_value_type(text: str) -> ValueType | None:
    """The value type that ``text`` reads as; None when nothing in it is a number or a time."""
    return next(iter(value_types_of(text)), None)


def cycle(current: str | None, types: Sequence[str] = VALUE_TYPES) -> str:
    """The type after ``current`` in ``types``, the first one after the last or for another."""
    if current not in types:
        return types[0]
    return types[(types.index(current) + 1) % len(types)]
