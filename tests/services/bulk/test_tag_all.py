"""Tag all in the project: found in context, tagged as one action, or nothing of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ui.kit import add_article

from juseok.core.cover import Cover
from juseok.core.messages import LANGUAGES, render
from juseok.core.model import Entity, How, Mention
from juseok.core.names import is_name_boundary
from juseok.core.ops import Action
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.spans import Span, make_span
from juseok.services import staging
from juseok.services.bulk.kwic import Done, Looked, Row
from juseok.services.bulk.tag_all import Wanted, look, tag_rows, wanted_of
from juseok.services.bulk.tag_all_here import free_places
from juseok.services.edits import create, label
from juseok.services.tagging.articles import finish_article, open_article
from juseok.store.doctor import check
from juseok.store.identity import Identity
from juseok.store.project import Project

TEXTS = (
    "상무부 발표\n상무부는 인도와 만났다. 인도네시아는 오지 않았다.\n",
    "수출 규제\n미국 상무부가 규제를 밝혔다. 상무부장관은 말을 아꼈다.\n",
    "관보\n상무부의 관보가 나왔다. 상무부도 확인했다.\n",
    "아직 열지 않은 글\n상무부가 또 나왔다. 상무부와 상무부.\n",
    "끝낸 글\n상무부를 다룬 글이다.\n",
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    changes = scheme_changes(load_scheme("default"))
    with Project.create(tmp_path / "뉴스.juseok", identity=identity, scheme=changes) as project:
        yield project


@pytest.fixture
def articles(project: Project) -> list[str]:
    """Three articles in progress, one that nobody opened, one that is finished."""
    made = [
        add_article(project, title=text.split("\n")[0], publisher="가온신문", text=text, position=n)
        for n, text in enumerate(TEXTS)
    ]
    layer = project.own_layer
    for article in (*made[:3], made[4]):
        do(project, open_article(state=None, layer=layer, article=article))
    do(project, finish_article(state=None, layer=layer, article=made[4], title=""))
    return made


def do(project: Project, action: Action | None) -> None:
    assert action is not None
    project.writer.commit(action)


def tagged(project: Project, article: str, text: str, quote: str, entity: str = "") -> Mention:
    start = text.index(quote)
    span = make_span(text, start, start + len(quote))
    mention = Mention(project.ids(), project.own_layer, article, "ORG", (span,), entity)
    do(project, Action(label("mention.add", mention.spans, type="ORG"), (create(mention),)))
    return mention


def looked(project: Project, wanted: Wanted, first: str = "") -> tuple[list[Row], Looked]:
    with project.reader() as reader:
        found = list(look(reader=reader, viewer=project.viewer(), wanted=wanted, first=first))
    return [row for piece in found for row in piece.rows], found[-1]


def wanted(project: Project, articles: list[str], number: int = 0, quote: str = "상무부") -> Wanted:
    mention = tagged(project, articles[number], TEXTS[number], quote)
    found = wanted_of(mention)
    assert found is not None
    return found


def mentions(project: Project, article: str) -> list[Mention]:
    with project.reader() as reader:
        return list(reader.annotations(project.viewer(), article).mentions)


def dump(project: Project) -> list[tuple[str, str, str]]:
    with project.reader() as reader:
        return list(reader.dump())


def test_places_are_shown_in_context_and_those_of_other_articles_are_counted(
    project: Project, articles: list[str]
) -> None:
    rows, last = looked(project, wanted(project, articles))
    assert [(row.title, row.left, row.span.quote, row.right) for row in rows] == [
        ("상무부 발표", "", "상무부", "는 인도와 만났다. 인도네시아는 오지 않았다."),
        ("수출 규제", "미국 ", "상무부", "가 규제를 밝혔다. 상무부장관은 말을 아꼈다."),
        ("관보", "", "상무부", "의 관보가 나왔다. 상무부도 확인했다."),
        ("관보", "상무부의 관보가 나왔다. ", "상무부", "도 확인했다."),
    ]
    assert (last.done, last.total, last.left_places, last.left_articles) == (5, 5, 4, 2)


def test_the_article_that_is_read_comes_first(project: Project, articles: list[str]) -> None:
    rows, _ = looked(project, wanted(project, articles), first=articles[2])
    assert [row.article for row in rows][:3] == [articles[2], articles[2], articles[0]]


def test_the_article_of_the_mention_is_in_hand_before_the_file_says_so(
    project: Project, articles: list[str]
) -> None:
    asked = wanted(project, articles, number=3)
    rows, last = looked(project, asked)
    assert [row.article for row in rows].count(articles[3]) == 2
    assert (last.left_places, last.left_articles) == (1, 1)
    assert tag_rows(project=project, wanted=asked, rows=rows).passed == 0


def test_a_piece_of_a_longer_name_is_refused(project: Project, articles: list[str]) -> None:
    rows, _ = looked(project, wanted(project, articles, quote="인도"))
    assert rows == []


def test_all_rows_are_one_action_and_one_undo(project: Project, articles: list[str]) -> None:
    asked = wanted(project, articles)
    rows, _ = looked(project, asked)
    before = dump(project)
    done = tag_rows(project=project, wanted=asked, rows=rows)
    assert (done.places, done.articles, done.passed) == (4, 3, 0)
    made = [each for article in articles for each in mentions(project, article)]
    assert [each.how for each in made if each.id != asked.mention.id] == [How.BULK] * 4
    assert mentions(project, articles[3]) == mentions(project, articles[4]) == []
    with project.reader() as reader:
        target = reader.undo_target()
    assert target is not None
    assert render(target.label, "ko") == "기사 3건에서 ORG 언급 ‘상무부’ 4곳 모두 추가"
    assert all(render(target.label, language) for language in LANGUAGES)
    project.writer.undo().result()
    project.writer.flush()
    assert dump(project) == before
    project.writer.redo().result()
    project.writer.flush()
    assert len(dump(project)) == len(before) + 5  # four mentions and what makes them live
    assert check(project.path) == []


def test_what_changed_since_the_look_is_passed_by(project: Project, articles: list[str]) -> None:
    asked = wanted(project, articles)
    rows, _ = looked(project, asked)
    tagged(project, articles[1], TEXTS[1], "상무부")
    state = finish_article(state=None, layer=project.own_layer, article=articles[2], title="")
    do(project, state)
    done = tag_rows(project=project, wanted=asked, rows=rows)
    assert (done.places, done.articles, done.passed) == (1, 1, 3)


def test_names_of_the_entity_are_found_too(project: Project, articles: list[str]) -> None:
    mention = tagged(project, articles[0], TEXTS[0], "인도", entity="e")
    group = [Entity("e", project.register_layer, "ORG", "관보", ("규제", " "))]
    asked = wanted_of(mention, group)
    assert asked is not None
    assert asked.names == ("인도", "관보", "규제", "印")
    rows, _ = looked(project, asked)
    assert [row.span.quote for row in rows] == ["규제", "규제", "관보", "관보"]


def test_a_mention_in_pieces_is_nowhere_else(project: Project, articles: list[str]) -> None:
    spans = (make_span(TEXTS[0], 0, 3), make_span(TEXTS[0], 4, 6))
    assert wanted_of(Mention("m", project.own_layer, articles[0], "ORG", spans)) is None


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_stopped_run_leaves_nothing(
    project: Project, articles: list[str], monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(staging, "STEP", 1)
    asked = wanted(project, articles)
    rows, _ = looked(project, asked)
    before, asks = dump(project), iter(range(100))
    with project.reader() as reader:
        target = reader.undo_target()
    done = tag_rows(project=project, wanted=asked, rows=rows, cancelled=lambda: next(asks) >= after)
    if after < 2:  # asked before its only part, and before it goes live
        assert done == Done(cancelled=True)
        assert dump(project) == before
        with project.reader() as reader:
            assert reader.undo_target() == target
    else:
        assert done.places == 4


def test_a_run_that_dies_leaves_nothing(
    project: Project, articles: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "STEP", 1)
    asked = wanted(project, articles)
    rows, _ = looked(project, asked)
    before = dump(project)

    def die(done: int, total: int) -> None:
        raise RuntimeError(f"killed at {done} of {total}")

    with pytest.raises(RuntimeError, match="killed at 4 of 4"):
        tag_rows(project=project, wanted=asked, rows=rows, progress=die)
    project.writer.flush()
    assert dump(project) == before


def test_a_stopped_look_ends(project: Project, articles: list[str]) -> None:
    with project.reader() as reader:
        found = look(
            reader=reader, viewer=project.viewer(), wanted=wanted(project, articles),
            cancelled=lambda: True,
        )  # fmt: skip
        assert list(found) == []


PIECES = st.sampled_from(["인도", "네시아", "대중", "중", "국", "이", "가 ", " ", "\n", "는", "A"])


@given(
    text=st.lists(PIECES, min_size=1, max_size=30).map("".join),
    names=st.sets(st.sampled_from(["인도", "인도네시아", "중", "중국", "A"]), min_size=1),
    data=st.data(),
)
def test_places_are_names_apart_from_one_another_and_from_what_is_taken(
    text: str, names: set[str], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    taken = Span(start, end, text[start:end])
    found = free_places(text=text, names=names, taken=Cover([taken]))
    for span in found:
        assert span.quote in names
        assert text[span.start : span.end] == span.quote
        assert is_name_boundary(text, span.start, span.end)
        assert span.end <= start or end <= span.start
    assert all(a.end <= b.start for a, b in pairwise(found))


KILLED = """
import os, signal, sys
from pathlib import Path
from juseok.core.model import Mention
from juseok.core.spans import Span
from juseok.services import staging
from juseok.services.bulk.tag_all import look, tag_rows, wanted_of
from juseok.store.identity import Identity
from juseok.store.project import Project

staging.STEP = 1
path, article = Path(sys.argv[1]), sys.argv[2]
identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", path.parent / "state")
with Project.open(path, identity=identity) as project, project.reader() as reader:
    mention = Mention("m", project.own_layer, article, "ORG", (Span(0, 3, "상무부"),))
    wanted = wanted_of(mention)
    rows = [r for p in look(reader=reader, viewer=project.viewer(), wanted=wanted) for r in p.rows]

    def die(done, total):
        project.writer.flush()
        os.kill(os.getpid(), signal.SIGKILL)

    tag_rows(project=project, wanted=wanted, rows=rows, progress=die)
"""


def test_a_killed_process_leaves_nothing_of_what_it_had_staged(
    project: Project, articles: list[str], tmp_path: Path
) -> None:
    before, path = dump(project), project.path
    with project.reader() as reader:
        rows_before = sum(1 for _ in reader.all_ops())
    project.close()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), articles[0]],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    identity = Identity(project.annotator, "박기자", tmp_path / "state")
    with Project.open(path, identity=identity) as again:
        assert dump(again) == before
        with again.reader() as reader:
            assert sum(1 for _ in reader.all_ops()) > rows_before  # it was staged, and sleeps
            target = reader.undo_target()
            assert target is None or not target.label.code.startswith("undo.tag_everywhere")
    assert check(path) == []
