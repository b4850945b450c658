"""What a person corrected is there again when the same text is read with other columns."""

from dataclasses import replace
from pathlib import Path

from tests.lang.pages import B1, B2, B3

from juseok.formats.base import ReportBuilder
from juseok.formats.raw.columns import ColumnMap
from juseok.services.importing.edits import split_at, with_metadata
from juseok.services.importing.kept import Corrections
from juseok.services.importing.packed import pack
from juseok.services.importing.plan import ImportOptions, PlannedPage, plan_import


def read(folder: Path, text: str, **roles: str) -> PlannedPage:
    path = folder / "a.csv"
    path.write_text(f'가,나,다\n"{B1}\n{B2}\n{B3}","{B2}",가온신문\n', encoding="utf-8")
    options = ImportOptions(columns=ColumnMap(text, roles))
    (page,) = plan_import([path], options, report=ReportBuilder())
    return page


def test_what_was_written_by_hand_stands_over_what_is_read_anew(tmp_path: Path) -> None:
    old = read(tmp_path, "가")
    (draft,) = old.extraction.articles
    corrected = with_metadata(old, 0, replace(draft.metadata, title="손으로 쓴 제목"))
    kept = Corrections({old.name: (pack(old), pack(corrected))})
    (found,) = kept.onto(pack(read(tmp_path, "가", 다="publisher"))).page().extraction.articles
    assert (found.metadata.title, found.metadata.publisher) == ("손으로 쓴 제목", "가온신문")
    assert kept.pages == {}


def test_articles_that_were_split_stay_split(tmp_path: Path) -> None:
    old = read(tmp_path, "가")
    corrected = split_at(old, old.extraction.text.index(B2))
    assert len(corrected.extraction.articles) == 2
    kept = Corrections({old.name: (pack(old), pack(corrected))})
    found = kept.onto(pack(read(tmp_path, "가", 다="publisher"))).page()
    assert found.extraction.articles == corrected.extraction.articles


def test_another_text_keeps_nothing_and_is_left_to_be_told(tmp_path: Path) -> None:
    old = read(tmp_path, "가")
    corrected = split_at(old, old.extraction.text.index(B2))
    kept = Corrections({old.name: (pack(old), pack(corrected))})
    new = pack(read(tmp_path, "나"))
    assert kept.onto(new) is new
    assert list(kept.pages) == [old.name]
