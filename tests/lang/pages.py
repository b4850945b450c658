"""Invented pages in the layouts of Korean news sites, with what is to be found on each."""

# ruff: noqa: E501  (pages keep the long lines that pages have)

from dataclasses import dataclass

BODY = (
    "한빛전자가 내년 상반기까지 전남 해남에 인공지능 전용 데이터센터를 짓기로 했다고 4일 밝혔다. "
    "투자 규모는 2조4000억원으로, 국내 단일 시설로는 가장 크다.",
    "회사 측은 “전력을 먼저 확보한 곳에 짓는 것이 원칙”이라며 “해남은 태양광 발전소와 가까워 송전 비용이 "
    "적게 든다”고 설명했다.",
    "다만 지역 주민 일부는 냉각수 사용량을 공개하라고 요구하고 있어 착공 시점은 아직 정해지지 않았다.",
)
B1, B2, B3 = BODY


@dataclass(frozen=True)
class Page:
    """A page and what is on it; ``body`` are the sentences that must be in body zones."""

    name: str
    text: str
    title: str = ""
    bylines: tuple[str, ...] = ()
    published: str | None = None
    raw: str = ""
    precision: str = "none"
    publisher: str = ""
    subtitles: tuple[str, ...] = ()
    body: tuple[str, ...] = BODY
    kicker: str = ""
    portal: str = ""
    place: str = ""
    credits: tuple[str, ...] = ()
    section: str = ""
    modified: str = ""
    leftovers: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


NAVER = Page(
    "portal copy with menus and buttons",
    f"""본문 바로가기
NAVER
뉴스
엔터
스포츠
날씨
프리미엄
검색
언론사별
정치
경제
사회
생활/문화
IT/과학
세계
랭킹
한빛일보
한빛일보
PICK 안내
구독
한빛일보 언론사 구독되었습니다. 메인 뉴스판에서 주요뉴스를 볼 수 있습니다.
보러가기
한빛전자, 해남에 국내 최대 AI 데이터센터 짓는다
입력2025.03.04. 오전 9:12  수정2025.03.04. 오후 12:30 기사원문
한지원 기자
구독
추천 3
댓글 12
본문 요약봇
텍스트 음성 변환 서비스 사용하기
글자 크기 변경하기
SNS 보내기
인쇄하기
해남에 들어설 데이터센터 조감도. 한빛전자 제공
원본보기
{B1}

{B2}

{B3}

한지원 기자 jiwon@hanbit.example

Copyright ⓒ 한빛일보. All rights reserved. 무단 전재 및 재배포 금지.

이 기사는 언론사에서 경제 섹션으로 분류했습니다.
기사 섹션 분류 안내
한빛일보 주요뉴스
해당 언론사에서 선정하며 언론사 페이지(아웃링크)로 이동해 볼 수 있습니다.
전기요금 개편안 이르면 다음 달 나온다
""",
    title="한빛전자, 해남에 국내 최대 AI 데이터센터 짓는다",
    bylines=("한지원",),
    published="2025-03-04T09:12+09:00",
    raw="2025.03.04. 오전 9:12",
    precision="minute",
    modified="2025.03.04. 오후 12:30",
    publisher="한빛일보",
    portal="네이버",
    leftovers=("본문 바로가기", "구독", "전기요금 개편안 이르면 다음 달 나온다"),
    captions=("해남에 들어설 데이터센터 조감도. 한빛전자 제공",),
)

DAUM = Page(
    "portal copy with name and date in one line",
    f"""메뉴 바로가기
본문 바로가기
뉴스
미래신문
PICK 안내
“전력부터 확보”… 한빛전자가 해남을 고른 이유
한지원 기자2025. 3. 4. 09:12
타임톡0
요약보기
음성재생
번역 설정
글씨크기 조절하기
인쇄하기
[미래신문 한지원·오세린 기자] {B1}
{B2}
사진=한빛전자
{B3}
Copyright © 미래신문. 무단전재 및 재배포 금지.
타임톡
한지원 기자의 다른 기사보기
""",
    title="“전력부터 확보”… 한빛전자가 해남을 고른 이유",
    bylines=("한지원", "오세린"),
    published="2025-03-04T09:12+09:00",
    raw="2025. 3. 4. 09:12",
    precision="minute",
    publisher="미래신문",
    portal="다음",
    leftovers=("메뉴 바로가기", "타임톡"),
)

AGENCY = Page(
    "news agency with dateline, picture and send time",
    f"""해남에 2조4천억원 데이터센터…주민 "냉각수 공개해야"
송고시간2025-03-04 10:05
글자크기조정
공유
댓글
오세린 기자
기자 페이지
전남도 "일자리 600개 기대"…착공 시점은 미정
(해남=새벽통신) 오세린 기자 = {B1}
이미지 확대
데이터센터가 들어설 해남 솔라시도 터
데이터센터가 들어설 해남 솔라시도 터
[한빛전자 제공. 재판매 및 DB 금지]
{B2}
{B3}
serin@saebyeok.example
제보는 카카오톡 saebyeok
<저작권자(c) 새벽통신, 무단 전재-재배포, AI 학습 및 활용 금지> 2025/03/04 10:05 송고
#데이터센터
#해남
댓글쓰기
에디터스 픽
""",
    title='해남에 2조4천억원 데이터센터…주민 "냉각수 공개해야"',
    subtitles=('전남도 "일자리 600개 기대"…착공 시점은 미정',),
    bylines=("오세린",),
    published="2025-03-04T10:05+09:00",
    raw="2025-03-04 10:05",
    precision="minute",
    publisher="새벽통신",
    place="해남",
    captions=("데이터센터가 들어설 해남 솔라시도 터",),
    leftovers=("댓글쓰기",),
)

DAILY = Page(
    "daily with registration lines, audio and byline at the end",
    f"""물 얼마나 쓰나…해남 데이터센터 앞의 질문
오세린기자
수정 2025-03-04 19:20
등록 2025-03-04 17:00
기사를 읽어드립니다
0:00 / 3:21
{B1}
{B2}
왜 해남인가
{B3}
한지원 선임기자 jiwon@hanbit.example
""",
    title="물 얼마나 쓰나…해남 데이터센터 앞의 질문",
    bylines=("오세린", "한지원"),
    published="2025-03-04T17:00+09:00",
    raw="2025-03-04 17:00",
    precision="minute",
    modified="2025-03-04 19:20",
    headings=("왜 해남인가",),
)

RELATED_INSIDE = Page(
    "headlines of related articles before the rest of the body",
    f"""'데이터센터 불모지' 전남에 2조원대 투자

지자체 "전력망 공동 이용 협의"

산업입력 :2025/03/04 08:19    수정: 2025/03/05 09:50

한지원 기자

{B1}

■ 전력이 입지를 정했다

{B2}

해남 데이터센터 부지 전경 (사진=한빛전자)

관련기사

반도체 보조금 협상 다시 원점으로

"냉각수 재활용률 90%까지" 새 설비 공개

{B3}
""",
    title="'데이터센터 불모지' 전남에 2조원대 투자",
    subtitles=('지자체 "전력망 공동 이용 협의"',),
    bylines=("한지원",),
    published="2025-03-04T08:19+09:00",
    raw="2025/03/04 08:19",
    precision="minute",
    modified="2025/03/05 09:50",
    section="산업",
    headings=("■ 전력이 입지를 정했다",),
    captions=("해남 데이터센터 부지 전경 (사진=한빛전자)",),
    related=("관련기사", "반도체 보조금 협상 다시 원점으로"),
)

NO_YEAR = Page(
    "a page date without a year",
    f"""컨텐츠 바로가기

3.04 (화)

이슈 데이터센터 전쟁

해남으로 가는 한빛…'전력 선점' 승부수

댓글 첫 댓글을 작성해보세요
주소복사가 완료되었습니다

2조4000억원 투자해 국내 최대 규모로

[한밭경제 오세린 기자] {B1}

(사진=한빛전자)

<이미지를 클릭하시면 크게 보실 수 있습니다>

{B2}

{B3}

기사가 속한 카테고리는 언론사가 분류합니다.
언론사는 한 기사를 두 개 이상의 카테고리로 분류할 수 있습니다.
""",
    title="해남으로 가는 한빛…'전력 선점' 승부수",
    kicker="이슈 데이터센터 전쟁",
    subtitles=("2조4000억원 투자해 국내 최대 규모로",),
    bylines=("오세린",),
    raw="3.04 (화)",
    publisher="한밭경제",
    leftovers=("컨텐츠 바로가기", "기사가 속한 카테고리는 언론사가 분류합니다."),
)

DATE_ONLY = Page(
    "breadcrumb, page title, date without a time, copyright and imprint",
    f"""한빛전자 2조4000억 투자 - 남도매일
홈 > 경제 > 산업
한빛전자 2조4000억 투자
기자명 오세린 기자 | 승인 2025.03.04 | 댓글 0
{B1}
{B2}
▲ 한빛전자 관계자가 4일 해남군청에서 사업 계획을 설명하고 있다.
{B3}
오세린 기자 serin@namdo.example
저작권자 © 남도매일 무단전재 및 재배포 금지
오세린 기자 다른기사 보기
회사소개
광고문의
개인정보처리방침
등록번호 : 전남아00000
발행인 : 나도현
""",
    title="한빛전자 2조4000억 투자",
    bylines=("오세린",),
    published="2025-03-04",
    raw="2025.03.04",
    precision="day",
    publisher="남도매일",
    section="산업",
    captions=("▲ 한빛전자 관계자가 4일 해남군청에서 사업 계획을 설명하고 있다.",),
    leftovers=("홈 > 경제 > 산업", "회사소개", "발행인 : 나도현"),
)

PRESS_RELEASE = Page(
    "press release with boxes and circles",
    f"""보도자료
배포일시 2025. 3. 4.(화) 10:00
데이터센터 전력 공급 절차 간소화한다
- 한 창구에서 전력·용수·부지 심사, 처리 기간 절반으로 -
□ 산업에너지부는 4일 데이터센터 전력 공급 절차를 간소화하는 내용의 지침을 마련했다고 밝혔다.
ㅇ 지침에 따르면 사업자는 전력, 용수, 부지 심사를 한 창구에서 한꺼번에 신청할 수 있음
ㅇ 처리 기간은 지금의 14개월에서 7개월로 줄어들 전망임
□ {B3}
※ 붙임: 세부 절차 1부. 끝.
""",
    title="데이터센터 전력 공급 절차 간소화한다",
    published="2025-03-04T10:00+09:00",
    raw="2025. 3. 4.(화) 10:00",
    precision="minute",
    subtitles=("- 한 창구에서 전력·용수·부지 심사, 처리 기간 절반으로 -",),
    body=("ㅇ 처리 기간은 지금의 14개월에서 7개월로 줄어들 전망임", B3),
)

ENGLISH_MENU = Page(
    "menu in English, publisher in the e-mail address only",
    f"""Skip to content
Subscribe
Sign in
Search
World
Business
Technology
Opinion
English
한빛전자 “해남 데이터센터, 내년 상반기 완공”
By Jiwon Han
Published: 2025-03-04T00:12:00Z
Share
Print
{B1}
{B2}
{B3}
serin@yna.co.kr
Advertisement
Most Read
Fusion start-up raises funds
""",
    title="한빛전자 “해남 데이터센터, 내년 상반기 완공”",
    bylines=("Jiwon Han",),
    published="2025-03-04T09:12:00+09:00",
    raw="2025-03-04T00:12:00Z",
    precision="second",
    publisher="연합뉴스",
    leftovers=("Skip to content", "Most Read"),
)

BODY_ONLY = Page("nothing but the body", "\n".join(BODY))

ONE_LINE = Page("one paragraph", " ".join(BODY), body=(" ".join(BODY),))

HEADLINE_ONLY = Page(
    "one headline",
    "[속보] 한빛전자, 해남 데이터센터 착공",
    "[속보] 한빛전자, 해남 데이터센터 착공",
    body=(),
)

CORRESPONDENTS = Page(
    "several reporters in several cities, credits, hanja",
    f"""美中 AI 패권 경쟁 속 韓 기업의 選擇
입력 : 2025년 3월 4일 (화) 오후 3시 12분
글·사진 한지원 베이징 특파원, 오세린 기자
베이징=한지원 특파원 {B1}
{B2}
◆ 北京의 시선
{B3}
그래픽=도하람
정리=나도현 인턴기자
*유가온 기자가 이 기사의 번역에 기여했습니다.
ⓒ 한빛일보
""",
    title="美中 AI 패권 경쟁 속 韓 기업의 選擇",
    bylines=("한지원", "오세린"),
    published="2025-03-04T15:12+09:00",
    raw="2025년 3월 4일 (화) 오후 3시 12분",
    precision="minute",
    place="베이징",
    headings=("◆ 北京의 시선",),
    credits=("도하람", "나도현", "유가온"),
)

BROADCAST = Page(
    "broadcast script in polite style",
    """'물 먹는 하마' 논란…해남 데이터센터 가보니
입력 2025.03.04 (21:14) 수정 2025.03.04 (21:30)
[앵커]
국내에서 가장 큰 인공지능 데이터센터가 전남 해남에 들어섭니다. 그런데 물을 얼마나 쓸지를 두고 논란이 일고 있습니다.
[리포트]
바다와 맞닿은 너른 들판입니다. 한빛전자는 이곳에 2조4천억 원을 들여 데이터센터를 짓기로 했습니다.
주민들은 농업용수가 모자랄까 걱정합니다.
새벽방송 뉴스 오세린입니다.
촬영기자:도하람/영상편집:나도현
""",
    title="'물 먹는 하마' 논란…해남 데이터센터 가보니",
    published="2025-03-04T21:14+09:00",
    raw="2025.03.04 (21:14)",
    modified="2025.03.04 (21:30)",
    precision="minute",
    body=("주민들은 농업용수가 모자랄까 걱정합니다.", "새벽방송 뉴스 오세린입니다."),
    headings=("[앵커]", "[리포트]"),
    credits=("도하람", "나도현"),
)

INTERVIEW = Page(
    "interview with questions, footnotes and a series name",
    f"""[데이터센터의 두 얼굴]
②“숫자를 감추면 불신만 커진다”
2025.03.04 18:05 한빛일보 한지원 기자
{B1}
― 주민들이 무엇을 걱정하나.
“물이다. 하루에 얼마나 쓰는지 아무도 말해 주지 않는다.”
― 회사는 영업비밀이라고 한다.
“그렇다면 최소한 검증 기관에는 공개해야 한다.”
{B3}
/한지원 기자 jiwon@hanbit.example
[ⓒ 한빛일보, 무단전재 및 재배포 금지]
많이 본 뉴스
1
수능 개편 시안 공개
2
장마 이달 말 시작
""",
    title="②“숫자를 감추면 불신만 커진다”",
    kicker="[데이터센터의 두 얼굴]",
    bylines=("한지원",),
    published="2025-03-04T18:05+09:00",
    raw="2025.03.04 18:05",
    precision="minute",
    publisher="한빛일보",
    body=(B1, "― 주민들이 무엇을 걱정하나.", "“그렇다면 최소한 검증 기관에는 공개해야 한다.”", B3),
    leftovers=("많이 본 뉴스", "장마 이달 말 시작"),
)

TAIL_BYLINE = Page(
    "byline behind the last sentence, hours ago, two-digit year",
    f"""해남의 봄, 서버가 온다
25.03.04 09:12
{B1}
{B2}
{B3} /한지원 기자 jiwon@hanbit.example
""",
    title="해남의 봄, 서버가 온다",
    bylines=("한지원",),
    raw="25.03.04 09:12",
    body=(B1, B2, B3),
)

PAGES = (
    NAVER, DAUM, AGENCY, DAILY, RELATED_INSIDE, NO_YEAR, DATE_ONLY, PRESS_RELEASE, ENGLISH_MENU,
    BODY_ONLY, ONE_LINE, HEADLINE_ONLY, CORRESPONDENTS, BROADCAST, INTERVIEW, TAIL_BYLINE,
)  # fmt: skip


def listing(count: int, *, stamp_first: bool = False, reporter: str = "오세린") -> str:
    """A search page of ``count`` articles, stamped after the text or (``stamp_first``) before."""
    menu = "새벽통신 검색 페이지\n\n'데이터센터' 통합검색 결과 입니다. (1,204건)\n\n  • 제목\n  • 제목 + 내용\n\n"
    foot = "\n  Prev 1 2 3 4 5 Next  \n\n이시각 헤드라인\n\n수능 개편 시안 공개\n\n회사소개\n제호 : 새벽통신\n"
    records: list[str] = []
    for number in range(1, count + 1):
        title, stamp = f'해남 데이터센터 소식 {number}보…"물 사용량 공개"', stamp_of(number)
        text = f"{number}번째 소식이다. {B1} {B2}"
        parts = (title, f"{reporter} 기자 | {stamp}", text) if stamp_first else (
            title, text, f"{stamp}{reporter}"
        )  # fmt: skip
        records.append("\n\n".join(parts))
    return menu + "\n\n".join(records) + foot


def stamp_of(number: int) -> str:
    return f"2025.03.{number % 28 + 1:02} 10:{number:02}"
