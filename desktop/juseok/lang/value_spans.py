"""Where dates, times, money, shares and quantities stand in a text: by rule, in linear time.

Units follow the guideline of the scheme: particles, 약, 이상, 가량 and 여 at the edge are left
out; 지난, 오는, 다음 and -간 belong to a date; a date and a time of day are two.  What counts
without measuring (두 회사, 제3국, 세 번째, 한 개) is none.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, cast

from juseok.core.datetype import ValueType
from juseok.core.names import is_particle

_DIGITS: Final = r"(?:\d{1,3}+(?:,\d{3})++|\d++)(?:\.\d++)?+"
_SCALE: Final = "십백천만억조경"
NUMBER: Final = (
    rf"(?:{_DIGITS}(?:\s?[{_SCALE}]{{1,3}}+(?:여(?=[{_SCALE}]))?[{_SCALE}]{{0,2}}+(?:\s?{_DIGITS}(?=\s?[{_SCALE}가-힣A-Za-z%℃]))?)"
    rf"{{0,5}}+|[수몇][{_SCALE}]{{1,4}}+|[일이삼사오육칠팔구]?[십백천]{{0,2}}+[만억조])"
)
"""A number in figures, with or without 천, 만, 억 and 조; 수십, 몇백만, 백만."""

_TILDE: Final = r"\s?[~∼〜～–-]\s?"
_HEAD: Final = rf"(?<![\d.,A-Za-z{_SCALE}])(?<![가-힣]\d)(?<!제)"
_FREE: Final = r"(?<![A-Za-z\d.,])"
_RANGE: Final = rf"(?:{NUMBER}{_TILDE})?+{NUMBER}"
_RANGE_YEARS: Final = rf"\d{{4}}년?{_TILDE}\d{{4}}년"
_NATIVE: Final = (
    r"(?:두세|서너|두어|너댓|대여섯|두|세|네|석|넉|다섯|여섯|일곱|여덟|아홉"
    r"|(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)\s?(?:한|하나|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉)?"
    r"|스무|수십|수백|수천|수만)"
)
_NOT_HANGUL: Final = r"(?<![가-힣])"

_YEAR: Final = r"(?:\d{4}|['’]?\d{2})년(?:도|대)?(?!간|여|째|차|만\s?에)"
_RELATIVE: Final = (
    r"지난해|재작년|작년|전년|전월|전주(?=보다|\s?대비|比)|전\s?분기|직전\s?분기|전\s거래일|전날|익일|익월|당월|올해|내후년|내년|이듬해|지난달|이번\s?달|이달|내달|다음\s?달|지난\s달"
    r"|지난주|이번\s?주|다음\s?주|지난\s주|금주|내주|연말|연초|연내"
    r"|(?:내|금|작|전)년도(?=\s(?:예산|본예산|사업|계획|경제|국비|업무|최저임금|정원|모집|입학|대입|수능|임금|세입|세출))"
)
_PART: Final = (
    rf"(?:{_RELATIVE}|{_YEAR}|\d{{1,2}}(?:{_TILDE}|·)\d{{1,2}}(?:월|일|분기)|\d{{1,2}}월|\d{{1,2}}일(?!간|째)|\d{{1,2}}주차"
    r"|[1-4]분기|[상하]반기|[월화수목금토일]요일)"
)
_MORE: Final = (
    rf"(?:\s?(?:{_PART}|(?:초순|중순|하순|봄|여름|가을|겨울"
    rf"|초|말|이맘때|같은\s?(?:기간|달|분기)|동기|동월|동분기)(?=[^가-힣]|$"
    rf"|[에의께쯤은이과로]|까지|부터|보다|대비)))"
)
_BEFORE: Final = r"(?:지난|오는|이번|다음|올|같은|매년|매달|전년|당해)\s?"
_DATE: Final = (
    rf"{_FREE}(?:"
    r"\d{4}\s?[.\-/]\s?\d{1,2}\s?[.\-/]\s?\d{1,2}(?!\d)"
    rf"|(?<![가-힣])(?:{_RANGE_YEARS}|{_PART}){_MORE}{{0,4}}"
    rf"|(?<![가-힣]){_BEFORE}(?:(?:한|{_NATIVE}|{NUMBER})여?\s?(?:년|개월|해|달|주|일)간?"
    rf"|해|주말|주|달|분기|봄|여름|가을|겨울|{_PART}){_MORE}{{0,3}}"
    r"|\d{1,2}세기"
    rf"|\d{{1,3}}년\s?\d{{1,2}}개월(?:간|째)?|{_RANGE}여?\s?(?:년|개년|개월|달|주일|주|일)(?:간|째)?"
    rf"|{_NOT_HANGUL}(?:한|{_NATIVE})\s?(?:달|해|주일|주|개월|분기)(?:간|째)?"
    r"|(?<![가-힣])(?:하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘|보름|일주일|반년|수년|수개월)(?:간|째)?"
    r"|(?<![가-힣])(?:이날|전날|이튿날|다음\s?날|같은\s?날|어제|오늘|내일|모레|그제)"
    r")"
)
_TIME: Final = (
    rf"{_FREE}(?:(?:(?:오전|오후|새벽|낮|밤|저녁|아침)\s?)?\d{{1,2}}시(?!간)(?:\s?\d{{1,2}}분|\s?반)?"
    r"|(?:(?:오전|오후)\s?)?\d{1,2}:\d{2}(?!\d)"
    rf"|{_RANGE}여?\s?시간(?:\s?\d{{1,2}}여?\s?분)?|{_NOT_HANGUL}(?:한|{_NATIVE})\s?시간(?:\s?\d{{1,2}}분)?|{_RANGE}여?\s?(?:분|초)(?![기의당])"
    r"|(?<![가-힣])(?:오전|오후|새벽|자정|정오)(?=[\s,.]|에))"
)
_CURRENCY: Final = (
    r"(?:(?:미국?|홍콩|호주|캐나다|대만|싱가포르)\s?)?"
    r"(?:달러|위안화?|유로화?|파운드|루피|프랑|루블|페소|바트|링깃|동|엔화?|원화?|弗|元|円)"
)
_MONEY: Final = (
    rf"[$€£¥₩￦￥＄]\s?{NUMBER}(?:\s?(?:million|billion|trillion|bn|mn|tn|[mMbBkK])(?![A-Za-z]))?"
    rf"|{_HEAD}(?:{NUMBER}(?:\s?{_CURRENCY})?{_TILDE})?+{NUMBER}여?\s?{_CURRENCY}"
)
_PERCENT: Final = (
    rf"{_FREE}(?:{NUMBER}%?{_TILDE})?+{NUMBER}\s?(?:[%％‰](?:포인트"
    rf"|[pP](?![A-Za-z]))?|퍼센트(?:포인트)?"
    rf"|프로(?:포인트)?(?=[^가-힣]))"
)
_UNITS: Final = (
    r"개국|개사|개소|개교|개년|개|여개|명|곳|건|장(?!관|비|기)|편|대(?!표|중|기|형|규)|번|회|차례|가지|종|마리|권|채|척|그루|살|세(?!대)|팀|쪽|점"
    r"|배|층|군데|톤|가구|인분|품목|항목|문항|토큰|매|벌|쌍|상자|병|잔|송이|필지|페이지|단어|글자|그램|킬로그램"
    r"|(?:제곱|세제곱)?(?:킬로|센티|밀리|나노|마이크로)?미터|킬로|나노|리터|밀리리터"
    r"|(?:킬로|메가|기가|테라|페타)?(?:와트시?|바이트|비트|헤르츠|플롭스|톤)|가마니?|포대|자루|켤레|다발|묶음|그릇|컵|세트|경기|볼트|암페어|화소|픽셀|인치|피트|마일"
    r"|에이커|평|헥타르|배럴|갤런|도|사람|기|석|표|줄|방울|베이시스포인트|분의\s?\d+"
)
_SIGNS: Final = (
    r"(?:[kKmMcnµμGTP]?(?:m|g|W|Wh|B|b|Hz|L|t|V|A)|[KMGTP]Wh?|TOPS|TFLOPS|bps?|Mbps|Gbps|dB|ppm|rpm|px)"
    r"(?![A-Za-z\d])|[℃℉ℓ°\u3371-\u33df]C?"
)
_QUANTITY: Final = (
    rf"(?<![가-힣])영[상하]\s?{_RANGE}(?:도|℃)|{_HEAD}{_RANGE}여?\s?(?:{_UNITS}|{_SIGNS})"
    rf"|{_NOT_HANGUL}(?<!첫 ){_NATIVE}(?:\s(?:{_UNITS})|(?:번|배|명|곳|건|가지|차례))"
)
_ANY: Final = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("MONEY", _MONEY),
            ("PERCENT", _PERCENT),
            ("DATE", _DATE),
            ("TIME", _TIME),
            ("QUANTITY", _QUANTITY),
        )
    )
)
_START: Final = re.compile(
    r"[\d$€£¥₩￦￥＄'’]|(?<![가-힣])(?:[수몇일이삼사오육칠팔구십백천만두세서너댓대석넉네다여일아열스마쉰예흔]"
    r"|지난|오|이|다음|올|같|매|전|당|재|작|내|금|연|월|화|목|금|토|한|영|하|반|나|닷|엿|보|어|모|그|새|낮|밤|저|아|자|정|상)"
)
"""Where a value may begin; a text without figures is passed over quickly."""

_TAIL: Final = re.compile(r"[가-힣]{1,8}")
_TAILS: Final = (
    "가량",
    "안팎",
    "이상",
    "이하",
    "미만",
    "초과",
    "정도",
    "남짓",
    "어치",
    "짜리",
    "대",
    "당",
    "씩",
    "꼴",
    "까지",
    "부터",
    "께",
    "쯤",
    "경",
    "자",
    "산",
    "분",
    "형",
    "식",
    "생",
    "발",
    "중",
    "치",
    "내",
    "전",
    "후",
    "뒤",
    "만",
    "여",
    "넘",
    "뿐",
    "동안",
    "규모",
    "수준",
    "이",
    "였",
    "면",
    "인",
    "급",
    "용",
    "판",
    "선",
)
_NO_TAIL: Final = re.compile(
    r"째|사[가-힣]|장[가-힣]?관|대[표중]|기[업관]|회[사의]|도[시]|세[대계]"
)
_AGO: Final = re.compile(r"\s전(?=[^가-힣]|에|부터|만|까지|의|보다|과|이|은)")
_BARE_NOUN: Final = re.compile(r"([가-힣A-Za-z)]+)\s$")
_AGE: Final = re.compile(r"(?:\d+[~∼-])?[1-9]0대")
_SCORE: Final = re.compile(r"\s?\d{1,3}(?:로|으로|의|[\s,.)]|$)")
_WORDS: Final = frozenset(("만점", "만세", "천장", "천대", "백번", "백방"))
_BARE_SCALE: Final = re.compile(r"[만억조][가-힣]")
"""만도, 조기, 억대: a name or another word; 만명 alone is a number."""
_RANKING: Final = re.compile(
    r"대\s(?:과제|그룹|기업|전략|원칙|핵심|분야|축|요소|은행|도시|강국|시장|산업|업체|통신사|제약사|메이커|품목|공약|의혹|개혁|수출)"
)
_SPOKEN_END: Final = tuple("은는이가을를의에도로와과서지며고만다,")


class Value(NamedTuple):
    """A value at ``[start, end)``, code points; ``wide`` also takes in 약 and 가량 around it."""

    start: int
    end: int
    type: ValueType
    wide: tuple[int, int]


def values_in(text: str) -> Iterator[Value]:
    """The values of ``text`` in order, none over another.

    A line of any length takes time in proportion to it: numbers are read from their first figure
    only, and no repetition is open.
    """
    at = 0
    while (start := _START.search(text, at)) is not None:
        at = start.start() + 1
        found = _ANY.match(text, start.start())
        value = _value(text, found) if found is not None else None
        if value is not None:
            at = max(at, value.end)
            yield value


def _value(text: str, found: re.Match[str]) -> Value | None:
    kind = cast("ValueType", found.lastgroup)  # the groups of _ANY are named by type
    start, end = found.span()
    while end > start and text[end - 1].isspace():
        end -= 1
    if not _stands(text, start, end):
        return None
    if kind == "QUANTITY" and found[0].endswith("대") and _SCORE.match(text, end):
        return None
    if kind == "QUANTITY" and (
        found[0] in _WORDS or (_BARE_SCALE.fullmatch(found[0]) and found[0] != "만명")
    ):
        return None
    if kind == "QUANTITY" and (_AGE.fullmatch(found[0]) or _RANKING.match(text, end - 1)):
        return None
    if kind == "DATE":
        end = _with_ago(text, start, end)
    return Value(start, end, kind, _wide(text, start, end))


def _stands(text: str, start: int, end: int) -> bool:
    """Whether no word goes on behind the value."""
    if end >= len(text) or not text[end].isalnum():
        return True
    tail = _TAIL.match(text, end)
    if tail is None:
        return not text[end - 1].isalnum() or not text[end].isascii()
    if _NO_TAIL.match(tail[0]):
        return False
    return tail[0].startswith(_TAILS) or is_particle(text[start:end], tail[0])


def _with_ago(text: str, start: int, end: int) -> int:
    """With 전 where it counts from now: not in 선적 60일 전."""
    ago = _AGO.match(text, end)
    if ago is None or text[end - 1] not in "년월달주일간해루틀흘새름":
        return end
    if re.search(r"\d{4}년$|월\s?\d+일$", text[max(0, start - 8) : end]):
        return end
    before = _BARE_NOUN.search(text[max(0, start - 20) : start])
    if before is not None and not before[1].endswith(_SPOKEN_END) and before[1] != "약":
        return end
    return ago.end()


def _wide(text: str, start: int, end: int) -> tuple[int, int]:
    head = re.search(r"(?:약|대략|최소|최대|무려|거의)\s?$", text[max(0, start - 4) : start])
    tail = re.match(r"\s?(?:가량|안팎|정도|남짓|이상|이하|미만|넘는)", text[end : end + 4])
    left = start - (len(head[0]) if head else 0)
    return left, end + (tail.end() if tail else 0)
