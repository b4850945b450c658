"""Dates, bylines and the lines that hold only those."""

import pytest

from juseok.core.model import PublishedAt
from juseok.lang.extract.bylines import lead_of, tail_of
from juseok.lang.extract.dates import DATE, parse_date
from juseok.lang.extract.meta import Part, read_meta


@pytest.mark.parametrize(
    ("raw", "iso", "precision"),
    [
        ("2025.03.04 09:12", "2025-03-04T09:12+09:00", "minute"),
        ("2025-03-04 09:12:33", "2025-03-04T09:12:33+09:00", "second"),
        ("2025/3/4", "2025-03-04", "day"),
        ("2025. 3. 4.", "2025-03-04", "day"),
        ("2025년 3월 4일 (화) 오후 3시 12분", "2025-03-04T15:12+09:00", "minute"),
        ("2025년 3월 4일 화요일 오후 3시", "2025-03-04", "day"),
        ("2025년 3월", "2025-03", "month"),
        ("2025.03.04. 오전 12:05", "2025-03-04T00:05+09:00", "minute"),
        ("2025.03.04. 오후 12:05", "2025-03-04T12:05+09:00", "minute"),
        ("2025-03-04T00:12:00Z", "2025-03-04T09:12:00+09:00", "second"),
        ("2025-03-04T09:12:00-05:00", "2025-03-04T23:12:00+09:00", "second"),
        ("2025.03.04 (21:14)", "2025-03-04T21:14+09:00", "minute"),
        ("March 4, 2025 - 6:31 pm", "2025-03-04T18:31+09:00", "minute"),
        ("4 March 2025", "2025-03-04", "day"),
        ("2024.02.29", "2024-02-29", "day"),
        ("2025.02.29", None, "none"),
        ("2025.13.01", None, "none"),
        ("2025.03.04 25:00", "2025-03-04", "day"),
        ("0000년 0월", None, "none"),
        ("11.19 (화)", None, "none"),
        ("25.03.04 09:12", None, "none"),
        ("3월 4일", None, "none"),
        ("3시간 전", None, "none"),
    ],
)
def test_a_date_says_as_much_as_it_prints(raw: str, iso: str | None, precision: str) -> None:
    assert parse_date(raw) == PublishedAt(raw, iso, precision)
    if raw != "0000년 0월":
        found = DATE.search(f"{raw} ")
        assert found is not None
        assert found[0] == raw


@pytest.mark.parametrize(
    ("raw", "iso", "precision"),
    [
        ("20250304", "2025-03-04", "day"),
        ("20250304091233", "2025-03-04T09:12:33+09:00", "second"),
        ("202503040912", "2025-03-04T09:12+09:00", "minute"),
        ("20251304", None, "none"),
    ],
)
def test_digits_alone_are_a_date_where_one_is_meant_and_none_in_a_line(
    raw: str, iso: str | None, precision: str
) -> None:
    assert parse_date(raw) == PublishedAt(raw, iso, precision)
    assert DATE.search(f"{raw} ") is None


@pytest.mark.parametrize("line", ["1.5%", "10:00", "3.1절", "버전 2.10.3", "192.168.0.1", "1/2"])
def test_other_numbers_are_no_dates(line: str) -> None:
    assert DATE.fullmatch(line) is None


@pytest.mark.parametrize(
    ("line", "names", "publisher", "place"),
    [
        ("[이데누리 방성준 기자] 본문", ("방성준",), "이데누리", ""),
        ("[한빛일보=오세린 기자] 본문", ("오세린",), "한빛일보", ""),
        ("[가온신문 오세린·한지원 기자] 본문", ("오세린", "한지원"), "가온신문", ""),
        ("[누리매체 오세린 선임기자] 본문", ("오세린",), "누리매체", ""),
        ("[누리매체 오세린기자] 본문", ("오세린",), "누리매체", ""),
        ("[누리매체 도쿄=오세린 특파원] 본문", ("오세린",), "누리매체", "도쿄"),
        ("[누리매체 베이징(중국)=오세린 특파원] 본문", ("오세린",), "누리매체", "베이징"),
        ("(서울=새벽통신) 오세린 기자 = 본문", ("오세린",), "새벽통신", "서울"),
        ("(서울=새벽통신) 오세린 한지원 기자 = 본문", ("오세린", "한지원"), "새벽통신", "서울"),
        (
            "(서울=새벽통신) 오세린 기자·한지원 인턴기자 = 본문",
            ("오세린", "한지원"),
            "새벽통신",
            "서울",
        ),
        ("【세종=새벽통신】오세린 기자 = 본문", ("오세린",), "새벽통신", "세종"),
        ("(서울·세종=새벽통신) 오세린 기자 = 본문", ("오세린",), "새벽통신", "서울·세종"),
        ("【베이징=오세린 특파원】 본문", ("오세린",), "", "베이징"),
        ("베이징=오세린 특파원 본문", ("오세린",), "", "베이징"),
        ("한빛경제=오세린 기자 본문", ("오세린",), "한빛경제", ""),
        ("(서울=새벽통신) 본문", (), "새벽통신", "서울"),
        ("[연합뉴스] 본문", (), "연합뉴스", ""),
    ],
)
def test_a_byline_in_front_of_a_sentence_is_read(
    line: str, names: tuple[str, ...], publisher: str, place: str
) -> None:
    found = lead_of(line)
    assert found is not None
    assert (found.names, found.publisher, found.place) == (names, publisher, place)
    assert line[found.end :] == "본문"


@pytest.mark.parametrize(
    "line",
    ["[속보] 정부는 발표했다.", "[단독] 오세린 기자가 썼다.", "(사진=새벽통신)", "x = 3 이다."],
)
def test_other_brackets_are_no_bylines(line: str) -> None:
    assert lead_of(line) is None


@pytest.mark.parametrize(
    ("line", "rest", "names"),
    [
        ("그렇게 말했다. 오세린 기자", " 오세린 기자", ("오세린",)),
        ("그렇게 말했다./오세린 기자 a@b.example", "/오세린 기자 a@b.example", ("오세린",)),
        ("그렇게 말했다.” a@b.example", " a@b.example", ()),
    ],
)
def test_a_byline_behind_a_sentence_is_read(line: str, rest: str, names: tuple[str, ...]) -> None:
    found = tail_of(line)
    assert found is not None
    assert (line[found[0] :], found[1]) == (rest, names)


def test_a_reporter_who_is_spoken_of_is_no_byline() -> None:
    assert tail_of("그는 “나는 오세린 기자다”라고 했다.") is None
    assert tail_of("이 자리에는 오세린 기자도 있었다.") is None


@pytest.mark.parametrize(
    ("line", "names", "raw"),
    [
        ("입력2025-03-04 09:12 수정 2025.03.04 10:00 오세린 기자", ("오세린",), "2025-03-04 09:12"),
        ("입력 2025.03.04. 09:00업데이트 2025.03.04. 10:00", (), "2025.03.04. 09:00"),
        ("오세린 기자 a@b.example 입력 2025.03.04 09:00 지면 A10", ("오세린",), "2025.03.04 09:00"),
        ("기사입력 : 2025년 03월 04일 11:53", (), "2025년 03월 04일 11:53"),
        ("최종수정 2025.03.04 09:12 기사입력 2025.03.04 08:00", (), "2025.03.04 08:00"),
        ("발행일 : 2025-03-04 15:00 지면 : 2025-03-05 1면", (), "2025-03-04 15:00"),
    ],
)
def test_a_line_of_small_print_is_read_to_its_end(
    line: str, names: tuple[str, ...], raw: str
) -> None:
    found = read_meta(line)
    assert found is not None
    assert found.names == names
    assert found.dates(Part.PUBLISHED)[0].raw == raw


@pytest.mark.parametrize(
    "line",
    ["2025년 3월 4일 정부는 발표했다", "오세린 기자가 만난 사람", "기자의 눈", "2025 한빛 포럼"],
)
def test_a_headline_is_no_small_print(line: str) -> None:
    assert read_meta(line) is None
