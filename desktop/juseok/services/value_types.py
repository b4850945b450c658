"""Dates, times and numbers: which type a quote is, by rule."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from juseok.core.scheme import Scheme

_RULES: Final = (
    ("PERCENT", re.compile(r"%|％|퍼센트|프로$|%p|포인트|분의")),
    ("MONEY", re.compile(r"원(?:$|\s)|달러|위안|엔$|유로|파운드|루피|[$￦₩€£¥]")),
    (
        "TIME",
        re.compile(r"[0-9]\s*시(?!간)|[0-9]:[0-9]{2}|[0-9]\s*분(?!기)|오전|오후|새벽|정오|자정"),
    ),
    (
        "DATE",
        re.compile(
            r"[0-9]\s*(?:년|월|일|분기|세기|주|개월|시간)|[가-힣]\s*(?:년|개월)$|^[0-9]{4}$"
            r"|[0-9]{4}[.-][0-9]|어제|오늘|내일|모레|지난|이번|다음|올해|내년|작년|재작년|최근"
            r"|[월화수목금토일]요일|상반기|하반기|연말|연초|월말|월초|주말"
        ),
    ),
    ("QUANTITY", re.compile(r"[0-9０-９]|[일이삼사오육칠팔구십백천만억조한두세네]")),
)


def value_types(scheme: Scheme) -> frozenset[str]:
    """The types that share a key: values, which a rule tells apart and which name no entity."""
    keys = Counter(item.key for item in scheme.entity_types if item.key and not item.retired)
    return frozenset(item.id for item in scheme.entity_types if keys[item.key] > 1)


def guess_value_type(quote: str, types: Sequence[str]) -> str:
    """The likeliest of ``types`` (not empty) for a quote, by its unit; else the first of them.

    Knows the ids PERCENT, MONEY, TIME, DATE and QUANTITY.
    """
    found = (name for name, rule in _RULES if name in types and rule.search(quote))
    return next(found, types[0])
