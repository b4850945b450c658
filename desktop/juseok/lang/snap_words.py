"""What Korean lets stand at the end of a name, as data for :mod:`juseok.lang.snap_tail`."""

import re
from typing import Final

from juseok.core.names import LONG_PARTICLES

NOUN: Final = frozenset([
    "NNG", "NNP", "NNB", "NR", "NP", "XSN", "SL", "SH", "SN", "SW", "W_SERIAL", "ETN",
])  # fmt: skip
VERBAL: Final = frozenset([
    "XSV", "XSA",
])  # fmt: skip
LAST: Final = frozenset([
    "이", "가", "께서", "을", "를", "의", "은", "는", "도", "나", "이나", "야", "아", "ᆯ", "ᆫ",
])  # fmt: skip
"""Particles behind which no other particle stands."""

FULL_ONLY_AFTER_FINAL: Final = ("든", "나", "랑", "라")
"""Endings before which the copula is 이 behind a consonant, and nothing behind a vowel."""

BARE: Final = frozenset([
    "랑", "나", "든", "든지", "란", "라고", "라며", "라는", "라도",
])  # fmt: skip
"""What follows a vowel where 이랑, 이나 … would follow a consonant."""

RA: Final = frozenset([
    "며", "고", "면", "서", "면서",
])  # fmt: skip
"""Behind 라 each is a form of the copula, and one that is commoner than the form without 라."""

CALLED: Final = frozenset([
    "이름", "별명", "별칭", "명칭", "뜻", "의미", "말", "단어", "표현", "개념", "점", "것",
    "이유", "회사", "기업", "업체", "사람", "인물", "남성", "여성", "곳", "나라", "도시",
    "브랜드", "서비스", "제품", "모델", "작품", "제목", "주장", "지적", "평가", "얘기", "이야기",
    "소문", "설명", "해석",
])  # fmt: skip
"""What stands behind X라는, but hardly behind the topic of a sentence."""

NOT_BEHIND_ENDINGS: Final = frozenset([
    "로", "으로", "에", "에서", "에게", "을", "를", "이", "가", "의", "와", "과",
])  # fmt: skip
INDIRECT: Final = ("지", "가", "냐")
"""Ends of an indirect question, which takes such particles: 누구인지를."""

ATTACHED: Final = frozenset([
    "뿐", "만", "대로", "만큼",
])  # fmt: skip
"""Nouns that are particles where no blank stands before them."""

SWALLOWED: Final = (*LONG_PARTICLES, "보다", "마다", "뿐", "뿐만", "만의", "만은", "만이", "만을")
"""Longer particles, which no name that has to be guessed ends in."""

NEVER_A_NAME: Final = frozenset("는를을")
"""Syllables that end no name."""

ABOUT: Final = frozenset([
    "이상", "이하", "미만", "초과", "가량", "안팎", "내외", "남짓", "정도", "쯤", "여", "께",
])  # fmt: skip
NUMBER: Final = re.compile(r"[\d일이삼사오육칠팔구십백천만억조]\S{0,6}\s*$")
TITLES: Final = frozenset([
    "기자", "특파원", "앵커", "대표", "대표이사", "사장", "부사장", "회장", "부회장", "이사",
    "이사장", "전무", "상무", "부장", "차장", "과장", "팀장", "실장", "국장", "본부장", "센터장",
    "소장", "원장", "청장", "장관", "차관", "총리", "대통령", "의원", "시장", "지사", "위원",
    "위원장", "대변인", "교수", "박사", "연구원", "책임", "선임", "변호사", "판사", "검사",
    "감독", "선수", "작가", "애널리스트", "씨", "양", "군",
])  # fmt: skip
SURNAMES: Final = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구나민진지엄채"
    "원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부라로"
)
