"""Import of plain texts: budget 2,000 articles a second without analysis (DESIGN §7)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.lang.pages import PAGES

from juseok.core.text import decode, normalise
from juseok.formats.base import ReportBuilder
from juseok.lang.extract import extract
from juseok.services.import_plan import ImportOptions, plan_import
from juseok.services.importing import import_planned
from juseok.store.identity import Identity
from juseok.store.project import Project

PAGES_IN_ALL = 1000
Benchmark = Callable[..., Any]


def texts() -> list[str]:
    """Pages of every layout, none like another."""
    return [
        PAGES[number % len(PAGES)].text.replace("한빛전자", f"한빛전자{number}") + f"\n{number}호"
        for number in range(PAGES_IN_ALL)
    ]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, text in enumerate(texts()):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return folder


def test_decode_normalise_and_extract_1000_pages(benchmark: Benchmark) -> None:
    data = [text.encode() for text in texts()]
    benchmark(lambda: [extract(normalise(decode(page).text).text) for page in data])


@pytest.mark.parametrize("workers", [0, 2])
def test_import_1000_pages_into_a_project(
    benchmark: Any, inbox: Path, tmp_path: Path, workers: int
) -> None:
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")

    def fresh() -> tuple[tuple[Project], dict[str, Any]]:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.juseok"
        return (Project.create(path, identity=identity, scheme=()),), {}

    def run(project: Project) -> None:
        with project:
            report = ReportBuilder()
            pages = plan_import([inbox], ImportOptions(), report=report, workers=workers)
            assert import_planned(project=project, planned=pages, report=report).pages == 1000

    benchmark.pedantic(run, setup=fresh, rounds=3)
