"""What the furniture of Korean news pages looks like: the data of the extraction rules.

``EXACT`` holds whole lines without blanks and punctuation; ``PATTERNS`` holds expressions for
short lines, tried in order.  Add a site's wording here; the rules need not change.
"""

# ruff: noqa: E501  (tables of words: wrapping them to the column would hide their order)

import re
from typing import Final

from juseok.core.model import ZoneRole


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CITIES: Final = frozenset(
    _words(
        "서울 부산 대구 인천 광주 대전 울산 세종 수원 성남 고양 용인 창원 청주 전주 천안 포항 제주 춘천 "
        "강릉 원주 평택 안산 안양 부천 경기 강원 충북 충남 전북 전남 경북 경남 무안 홍성 안동 과천 판교 "
        "워싱턴 뉴욕 로스앤젤레스 샌프란시스코 실리콘밸리 시카고 베이징 상하이 선전 홍콩 타이베이 도쿄 "
        "오사카 런던 파리 베를린 브뤼셀 제네바 다보스 모스크바 하노이 싱가포르 뉴델리 두바이 카이로 "
        "자카르타 방콕 시드니 라스베이거스 바르셀로나 로마 빈 북경"
    )
)

NOT_NAMES: Final = frozenset(
    _words(
        "담당 전문 시민 취재 사진 인턴 수습 선임 객원 명예 제보 소속 해당 다른 현직 전직 여러 많은 동료 외신 "
        "본지 우리 한국 중국 일본 미국 모든 일부 출입 방송 신문 의학전문 과학전문 산업전문 경제전문 대학생 청년 "
        "정치부 경제부 사회부 국제부 문화부 산업부 체육부 과학부 기자 특파원 글 그림 영상 온라인 편집 이날 "
        "기자명 작성자 글쓴이 필자 순회 상주 정리 번역 기사 뉴스 입력 수정 등록 공유 구독 인쇄 스크랩 댓글 목록 이전 다음"
    )
)

PUBLISHERS: Final = frozenset(
    _words(
        "연합뉴스 연합뉴스TV 뉴시스 뉴스1 YTN KBS MBC SBS JTBC MBN OBS TV조선 채널A EBS 노컷뉴스 조선일보 "
        "중앙일보 동아일보 한겨레 경향신문 한국일보 국민일보 서울신문 세계일보 문화일보 내일신문 매일경제 "
        "한국경제 서울경제 머니투데이 머니S 이데일리 아시아경제 헤럴드경제 파이낸셜뉴스 이투데이 아주경제 "
        "조선비즈 비즈워치 전자신문 디지털타임스 지디넷코리아 ZDNet블로터 아이뉴스24 디지털데일리 테크M "
        "오마이뉴스 프레시안 미디어오늘 시사저널 시사IN 주간조선 주간경향 한겨레21 뉴스타파 데일리안 쿠키뉴스 "
        "뉴스핌 더팩트 스포츠서울 스포츠조선 스포츠동아 일간스포츠 OSEN 부산일보 국제신문 매일신문 영남일보 "
        "광주일보 강원일보 대전일보 경인일보 경기일보 제민일보 한라일보 에포크타임스 코메디닷컴 동아사이언스 "
        "이코노미스트 인공지능신문 AI타임스 ZDNET ZDNetKorea 로이터 신화통신 AP AFP 블룸버그"
    )
)
"""Outlets that are recognised by name alone; others by their ending or their copyright line."""

OUTLET_ENDING: Final = re.compile(
    r"[가-힣A-Za-z0-9]{0,14}(?:일보|신문|뉴스|경제|방송|통신|타임스|투데이|데일리|저널|미디어|포스트|비즈|매거진"
    r"|워치|매일|주간|월간|TV|News|Times|Daily)"
)

OUTLET_LINE: Final = re.compile(
    r"(?!(?:주요|최신|속보|인기|관련|많이본|오늘의?|종합|포토|영상|지역|전체|연예|스포츠|경제|정치|사회|국제|문화|추천|이시각|실시간|"
    r"홈|구독|종이|무료|조간|석간|가짜|허위|굿)뉴스|종이신문|석간신문|조간신문|지난신문|신문)"
    r"[가-힣A-Za-z0-9]{2,10}(?:일보|신문|뉴스|타임스|헤럴드|데일리|투데이|저널)"
)
"""A line that is nothing but the name of an outlet; words of menus that end so are none."""

EMAIL_OUTLETS: Final = {
    "yna.co.kr": "연합뉴스", "newsis.com": "뉴시스", "news1.kr": "뉴스1", "hani.co.kr": "한겨레",
    "kyunghyang.com": "경향신문", "khan.kr": "경향신문", "chosun.com": "조선일보",
    "joongang.co.kr": "중앙일보", "donga.com": "동아일보", "hankookilbo.com": "한국일보",
    "kmib.co.kr": "국민일보", "seoul.co.kr": "서울신문", "segye.com": "세계일보",
    "munhwa.com": "문화일보", "mk.co.kr": "매일경제", "hankyung.com": "한국경제",
    "sedaily.com": "서울경제", "mt.co.kr": "머니투데이", "edaily.co.kr": "이데일리",
    "asiae.co.kr": "아시아경제", "heraldcorp.com": "헤럴드경제", "fnnews.com": "파이낸셜뉴스",
    "etoday.co.kr": "이투데이", "etnews.com": "전자신문", "dt.co.kr": "디지털타임스",
    "zdnet.co.kr": "지디넷코리아", "bloter.net": "블로터", "inews24.com": "아이뉴스24",
    "ddaily.co.kr": "디지털데일리", "kbs.co.kr": "KBS", "mbc.co.kr": "MBC", "sbs.co.kr": "SBS",
    "ytn.co.kr": "YTN", "jtbc.co.kr": "JTBC", "ohmynews.com": "오마이뉴스",
}  # fmt: skip

PORTALS: Final = (
    ("네이버", ("NAVER Corp", "네이버뉴스", "네이버 뉴스", "섹션으로 분류했습니다", "본문 요약봇")),
    ("다음", ("타임톡", "Kakao Corp", "다음뉴스", "다음 뉴스", "번역 설정")),
    ("네이트", ("네이트 뉴스", "SK Communications", "Nate Communications")),
    ("줌", ("ZUM internet", "줌뉴스")),
)
"""What only the copy of an article on a portal says."""

_NAV = (
    "본문바로가기 컨텐츠바로가기 콘텐츠바로가기 메뉴바로가기 검색바로가기 메인메뉴 주메뉴 전체메뉴 메뉴 로그인 "
    "로그아웃 회원가입 마이페이지 검색 통합검색 상세검색 전체기사 기사검색 구독 구독하기 구독중 구독신청 기사원문 "
    "원문보기 원본보기 이미지확대 이미지확대보기 사진확대 크게보기 이미지크게보기 확대보기 본문요약봇 요약보기 "
    "자동요약 음성재생 음성으로듣기 번역설정 글자크기 글자크기변경 글자크기변경하기 글자크기조정 글씨크기 "
    "글씨크기조절하기 글자크기설정 본문글씨키우기 본문글씨줄이기 인쇄 인쇄하기 프린트 스크랩 스크랩하기 공유 "
    "공유하기 기사공유 기사공유하기 sns공유하기 sns보내기 sns기사보내기 url복사 url복사하기 주소복사 "
    "주소복사가완료되었습니다 링크복사 링크복사하기 카카오톡 페이스북 트위터 엑스 x 카카오스토리 네이버밴드 밴드 "
    "네이버블로그 블로그 인스타그램 유튜브 라인 이메일 메일 텍스트음성변환서비스사용하기 기사를읽어드립니다 기사듣기 "
    "북마크 북마크하기 좋아요 싫어요 가 가가 닫기 열기 더보기 펼치기 접기 이전 다음 이전기사 다음기사 이전글 다음글 "
    "목록 목록보기 위로 맨위로 처음으로 top 홈 home 뉴스 뉴스홈 정치 경제 사회 국제 세계 문화 생활 생활문화 연예 "
    "스포츠 it it과학 과학 테크 산업 금융 증권 부동산 오피니언 사설 칼럼 사설칼럼 포토 영상 동영상 랭킹 신문보기 "
    "언론사별 팩트체크 전체언론사 뉴스스탠드 라이브러리 tv 날씨 프리미엄 naver daum 지역 전국 북한 사람 인물 "
    "부고 인사 운세 만화 웹툰 라이프 여행 건강 교육 기획 특집 연재 이슈 피플 게임 방송통신 컴퓨팅 인터넷 홈모바일 "
    "카테크 헬스케어 유통 디지털경제 글로벌뉴스 배터리 인공지능 반도체디스플레이 중기스타트업 포토영상 칼럼연재 "
    "컨퍼런스 양자컴퓨팅 pick안내 기자구독 기자페이지 기자페이지보기 기자프로필 응원 추천 이메일다른기사보기 "
    "다른기사보기 기자의다른기사보기 기사섹션분류안내 프로필보기 알림 알림설정 설정 페이지 english 日本語 中文 "
    "subscribe login signin signup logout search menu share print facebook twitter newsletter world business "
    "technology tech politics opinion sports culture lifestyle science health video videos photos markets latest "
    "more news topnews skiptocontent skiptomaincontent advertisement 광고 ad 앱다운로드 앱에서보기 모바일버전 pc버전"
)  # fmt: skip
_COMMENT = (
    "댓글 댓글쓰기 댓글달기 댓글보기 댓글목록 댓글작성 댓글등록 전체댓글 첫댓글을작성해보세요 댓글첫댓글을작성해보세요 "
    "타임톡 한줄의견 의견쓰기 최신순 추천순 공감순 과거순 찬성순 등록순 쏠쏠정보 흥미진진 공감백배 분석탁월 후속강추 "
    "훈훈해요 슬퍼요 화나요 놀랐어요 후속기사원해요 공감해요 "
    "comments comment leaveacomment"
)
_RELATED = (
    "관련기사 관련뉴스 관련기사더보기 관련기사보기 관련기사목록 관련글 관련키워드 관련태그 연관기사 연관뉴스 많이본뉴스 "
    "많이본기사 가장많이본뉴스 가장많이본기사 인기기사 인기뉴스 주요뉴스 주요기사 지금뜨는기사 지금뜨는뉴스 이시각헤드라인 "
    "이시각주요뉴스 이시각추천뉴스 실시간주요뉴스 오늘의주요뉴스 추천기사 추천뉴스 이기사를추천합니다 이기사를본사람들이본기사 "
    "함께본기사 함께보면좋은기사 함께보는기사 최신기사 최신뉴스 최신기사더보기 헤드라인 헤드라인뉴스 핫이슈 핫뉴스 "
    "기자의다른기사 이기자의다른기사 당신이좋아할만한기사 당신을위한추천기사 랭킹뉴스 놓치면안되는기사 오늘의핫뉴스 에디터픽 "
    "다른사람들이많이본기사 같은섹션기사 섹션주요뉴스 이슈기사 연재기사 분야별많이본뉴스 분야별주요뉴스 "
    "relatedarticles relatednews relatedstories mostread mostpopular youmayalsolike trending readmore"
)  # fmt: skip


def _exact() -> dict[str, ZoneRole]:
    table = dict.fromkeys(_words(_NAV), ZoneRole.NAV)
    table |= dict.fromkeys(_words(_COMMENT), ZoneRole.COMMENT)
    return table | dict.fromkeys(_words(_RELATED), ZoneRole.RELATED)


EXACT: Final = _exact()
KEY: Final = re.compile(r"[^0-9A-Za-z가-힣\u3040-\u30ff\u4e00-\u9fff]+")
"""What is left out of a line before it is looked up in :data:`EXACT`."""

_PHOTO_AGENCY = r"(?:AP|AFP|EPA|UPI|로이터|뉴시스|뉴스1|연합뉴스|연합|신화|신화통신|타스|게티\s?이미지(?:뱅크|코리아|스)?|셔터스톡)"
_MEDIA = "(?:사진|그래픽|이미지|자료|출처|영상|일러스트|삽화|캡처|도표|표|제공)"
_WORK = r"(?:번역|정리|영상\s?(?:취재|편집|촬영)?|촬영(?:기자)?|그래픽|디자인|글|감수|기획|구성|진행|취재|자료|CG)"
_NAMES = r"[가-힣A-Za-z·,\s]{2,40}"

PATTERNS: Final[tuple[tuple[ZoneRole, re.Pattern[str]], ...]] = (
    (
        ZoneRole.RELATED,
        re.compile(
            r"[▶☞▷■\[(<\s]{0,3}(?:관련|연관)\s?(?:기사|뉴스|영상|글)\s?[\])>:：|]\s?.{0,120}$"
        ),
    ),
    (ZoneRole.OTHER, re.compile(r"[\s\-=_*~·.•─━—|/\\<>+#]{1,120}$")),
    (ZoneRole.OTHER, re.compile(r"[(\[<\-]{0,2}\s?끝\s?[)\]>.\-]{1,2}$")),
    (
        ZoneRole.COPYRIGHT,
        re.compile(
            r"[<\[(〈ㆍ·\s]{0,3}(?:저작권자|copyright|\(c\)\s|[ⓒ©].{0,60}(?:무단|all\s?rights|재배포|corp))"
            r"|.{0,80}무단\s?(?:전재|복제|배포|사용|도용).{0,60}(?:금지|금합니다|금함)|.{0,60}all\s?rights?\s?reserved",
            re.IGNORECASE,
        ),
    ),
    (
        ZoneRole.COMMENT,
        re.compile(
            r"(?:댓글|타임톡|의견|한\s?줄\s?의견)\s{0,2}[(\[]?\d*[)\]]?\s?개?$|\d+개의?\s댓글|댓글.{1,40}(?:니다|세요|시오)\.?$|"
            r"댓글\s?(?:운영|작성)?\s?(?:규정|정책|원칙|안내)$|.{0,20}첫\s?댓글|(?:공감|찬성|반대|비공감|답글)\s?[\d,]*$|내 댓글"
        ),
    ),
    (
        ZoneRole.FOOTER,
        re.compile(
            r"(?:회사명|상호명?|제호|등록번호|등록\s?(?:연월일|일자|일)|(?:신문|인터넷신문)\s?등록|사업자\s?(?:등록)?번호|"
            r"통신판매|주\s?소|주호|대표\s?(?:전화|번호|이사|자)|전화(?:번호)?|팩스|발행인|편집인|발행\s?[·.]\s?편집인|발행(?:일자?|연월일)|"
            r"법인명|청소년\s?보호|개인정보.{0,14}책임|고객센터\s?[:：]|tel\b|fax\b)\s?[:：.(·].{0,160}$"
            r"|(?:회사\s?소개|광고\s?(?:문의|안내)|제휴\s?(?:문의|안내)|구독\s?(?:문의|안내)|(?:서비스\s?)?이용\s?약관|"
            r"개인정보\s?(?:처리|취급)\s?방침|청소년\s?보호\s?정책|저작권\s?(?:보호\s?)?(?:정책|안내|규약)|"
            r"이메일\s?(?:주소\s?)?(?:무단\s?)?수집\s?거부|고충처리(?:인)?|기사\s?제보|제보\s?하기|사이트\s?맵|윤리\s?강령|편집\s?규약|"
            r"독자\s?(?:투고|센터)|고객\s?센터|오시는\s?길|rss|about us|contact us|privacy policy|terms of (?:use|service)|"
            r"[A-Z]{2,3}마케팅문의|connect with us|ZDNet Power Center)(?:\s?[|·/]?\s?.{0,60})?$"
            r"|.{0,40}(?:언론사(?:는|가|에서).{0,40}분류|섹션으로 분류했습니다|카카오톡\s?(?:okjebo|jebo)|제보를 (?:기다|받)|"
            r"제보는\s.{0,60}(?:카카오|@|\d-)|이 기사는 .{1,40}(?:자동|제휴|번역|로봇)|is operated by)",
            re.IGNORECASE,
        ),
    ),
    (
        ZoneRole.CREDIT,
        re.compile(
            rf"[*※]\s?.{{0,60}}기자.{{0,40}}(?:기여|번역|정리|도움|작성|취재)"
            rf"|[(\[<〈【]\s?(?!.{{0,30}}클릭){_MEDIA}\s?(?:제공|출처)?\s?[=:：ㅣ|/·]?\s?[^)\]>〉】]{{1,60}}[)\]>〉】]$"
            rf"|{_WORK}(?:[·,]\s?[가-힣]{{1,4}}){{0,3}}\s?[=:：ㅣ|/]\s?{_NAMES}"
            rf"(?:[/|]\s?{_WORK}\s?[=:：]\s?{_NAMES}){{0,4}}$"
            rf"|사진\s?[=:：ㅣ|/]\s?.{{1,40}}$|[ⓒ©]\s?.{{1,40}}$"
        ),
    ),
    (
        ZoneRole.CAPTION,
        re.compile(
            rf".{{1,280}}(?:[(\[/〈<【]\s?{_MEDIA}\s?[=:：ㅣ|/]\s?[^)\]>〉】]{{1,50}}[)\]>〉】]?"
            rf"|\s(?:사진|그래픽|자료|출처|제공)\s?[=:：]\s?{_NAMES}|(?:자료\s?사진|사진\s?제공|재판매 및 DB 금지|캡처|갈무리|제공\s?사진)[)\]>〉】]?"
            rf"|[./=ⓒ©(\[)\]”]\s?{_PHOTO_AGENCY}(?:[=\s/·]{{1,3}}{_PHOTO_AGENCY})?[)\]]?|[ⓒ©]\s?[^.]{{1,30}}"
            rf"|[./)\]”]\s?[가-힣A-Za-z\s]{{2,20}}\s제공)\.?$"
            r"|[▲△]\s?.{1,200}(?:있다|모습|장면|전경|사진)[.)]?$|[\[(<]?(?:사진|그래픽|이미지)\s?(?:설명|\d)\s?.{0,200}$"
        ),
    ),
    (
        ZoneRole.NAV,
        re.compile(
            r".{0,60}(?:바로가기|보러가기|더\s?보기|다운로드)\s?[>›»]?$|.{0,40}클릭(?:하(?:면|시면|세요)|하여)"
            r"|[<(\[]?\s?\d{1,4}\s?[/|]\s?\d{1,4}\s?[>)\]]?$|\d{1,4}$|(?:\d{1,3}\s){2,}\d{1,3}(?:\s.{0,10})?$|prev\b.{0,60}\bnext$"
            r"|(?:이전|처음)\s[\d\s]{0,50}(?:다음|마지막|끝)$|\d{1,2}:\d\d(?:\s?/\s?\d{1,2}:\d\d)?$"
            r"|(?:추천|좋아요|구독|조회(?:수)?|스크랩|공유|응원|기사\s?수|뷰)\s?[:：]?\s?[\d,]+\s?(?:명|회|개|건)?$"
            r"|(?:홈|HOME|Home|뉴스|전체|메인)\s?[>›»≫/]\s?.{1,60}$|(?:기사|이 기사|본문|뉴스)\s?(?:듣기|요약|공유|저장|스크랩|인쇄).{0,8}$"
            r"|.{0,60}(?:통합\s?검색\s?결과|검색\s?결과|검색\s?페이지).{0,30}$|[가+\-\s]{1,6}$|(?:총|전체)\s?[\d,]+\s?(?:건|개)"
            r"|(?:좋아요|공유|추천|댓글|URL|SNS).{0,12}(?:되었습니다|됐습니다|했습니다|하세요)\.?$|.{0,40}완료되었습니다\.?$"
            r"|.{0,80}(?:구독되었습니다|(?:뉴스|페이지|이미지|원문|앱)\S{0,6}\s.{0,20}볼 수 있(?:습니다|어요)|설정해\s?주세요|브라우저에서)"
            r"|(?:[▶☞▷■※]\s?)?.{0,30}(?:채널|구독|팔로우|친구)\s?(?:추가|하기|하세요).{0,20}$"
            r"|(?:[^\s|·]{1,12}\s?[|·]\s?){3,40}[^\s|·]{1,12}$",
            re.IGNORECASE,
        ),
    ),
)
"""Whole short lines (``match`` from the start), the first that fits decides."""

KICKER: Final = re.compile(
    r"(?:이슈|핫이슈|기획|연재|특집|시리즈|토픽|심층|단독|칼럼|사설|인터뷰)\s.{2,40}$|[<\[【〈《][^>\]】〉》]{2,30}[>\]】〉》]$"
)
"""The name of a topic or series above a title."""

BREADCRUMB: Final = re.compile(r"(?:홈|HOME|Home|뉴스|전체|메인)\s?[>›»≫/]\s?(.{1,60})$")
HEADING_MARK: Final = re.compile(
    r"[■▶◆◇□●▣◈▷☐◾🔹🔸]\s?\S|[①-⑳ⅠⅡⅢⅣⅤ]\s?\S|\d{1,2}[.)]\s\S|<[^<>]{2,40}>$|\[[^\[\]]{2,40}\]$"
)
LIST_MARK: Final = re.compile(r"[-–—―·•ㆍ○◦▪▫*※→☞▲△▽▼ㅇ]\s?\S|[QA][.:)]\s?\S|[-–—―]{1,2}\S")
BULLET: Final = re.compile(r"[•·▪◦‣*]\s+\S|-\s+\S.{0,12}$")
BROADCAST: Final = re.compile(
    r"[\[◀(<]\s?(?:앵커|기자|리포트|리포터|인터뷰|아나운서|ANC|ANN|VCR)[^\]▶)>]{0,20}[\]▶)>]",
    re.IGNORECASE,
)
"""Who speaks in a broadcast script; the text begins at the first of them."""
ENDING: Final = 8
"""As many characters as :data:`PERIOD`, :data:`FINAL` and :data:`POLITE` take at most."""

PERIOD: Final = re.compile(r"[.!][”’\"'」』)\]]{0,3}$")
"""How a long line ends that is a sentence in any style or language."""

FINAL: Final = re.compile(
    r"(?:다|요|죠|까|니다|함|임|됨|음)[.?!…]{1,3}[”’\"'」』)\]]{0,3}$|다[”’\"']{1,2}\.?$|[.][”’\"']$"
)
"""A sentence that is over."""

MOSTLY_FINAL: Final = tuple(word + sign for word in "다요죠까함임됨음" for sign in ".?!…")
"""How nearly every sentence that is over ends: a test far quicker than :data:`FINAL`."""

CLOSING: Final = frozenset(".?!…”’\"'」』)]")
"""The last character of whatever fits :data:`FINAL` or :data:`PERIOD`."""

POLITE: Final = re.compile(r"(?:니다|세요|시오|에요|예요|해요|어요)[.!~]{0,2}$")
INSIDE: Final = re.compile(r"[가-힣]다[.][”’\"')\]]{0,2}\s")
"""A sentence that ends inside a line, as no headline has it."""

LONG_FURNITURE: Final = re.compile(r"copyright|[ⓒ©]|.{0,60}is operated by", re.IGNORECASE)
"""How the few furniture lines begin that are as long as a paragraph."""
