"""One's own slips: found in one's own layer only, mended as one action."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ui.kit import add_article

from juseok.core.messages import LANGUAGES, render
from juseok.core.model import Entity, Kind, Mention, Relationship, Value
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.spans import make_span
from juseok.services.bulk.consistency import habits, look_for_slips
from juseok.services.bulk.kwic import Row
from juseok.services.bulk.recode import (
    Delete,
    Edit,
    Give,
    Put,
    Relink,
    Retype,
    do_rows,
    look_at_entity,
    note_of,
    recode,
)
from juseok.services.edits import create, label
from juseok.services.tagging.value_types import value_types
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.surfaces import Surface

TEXT = (
    "상무부 발표\n상무부는 약 10억 달러를 쓴다. 상무부가 약 3억 달러, 2억 달러를 더한다.\n"
    "상무부의 안. 상무부도 안다. 그는 약 5억 달러라고 했다.\n"
)
VALUES = value_types(load_scheme("default"))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    changes = scheme_changes(load_scheme("default"))
    with Project.create(tmp_path / "뉴스.juseok", identity=identity, scheme=changes) as project:
        yield project


@pytest.fixture
def article(project: Project) -> str:
    return add_article(project, title="상무부 발표", publisher="가온", text=TEXT, position=0)


class Tagger:
    """Tags words of the article, the first place behind the one before."""

    def __init__(self, project: Project, article: str) -> None:
        self.project, self.article, self.at = project, article, 0

    def __call__(self, quote: str, type: str, *, entity: str = "", again: bool = False) -> Mention:
        start = TEXT.index(quote, 0 if again else self.at)
        self.at = start + 1
        span = make_span(TEXT, start, start + len(quote))
        layer = self.project.own_layer
        mention = Mention(self.project.ids(), layer, self.article, type, (span,), entity)
        action = Action(label("mention.add", mention.spans, type=type), (create(mention),))
        self.project.writer.commit(action)
        return mention


@pytest.fixture
def tag(project: Project, article: str) -> Tagger:
    return Tagger(project, article)


def slips(project: Project) -> list[Row]:
    with project.reader() as reader:
        pieces = look_for_slips(reader=reader, viewer=project.viewer(), value_types=VALUES)
        return [row for piece in pieces for row in piece.rows]


def edits(rows: list[Row]) -> list[Edit | None]:
    return [row.edit for row in rows]


def mend(project: Project, rows: list[Row]) -> None:
    with project.reader() as reader:
        done = do_rows(project=project, reader=reader, rows=rows)
    assert (done.places, done.passed) == (len(rows), 0)


def own(project: Project, article: str) -> list[tuple[str, str]]:
    with project.reader() as reader:
        found = reader.annotations(project.viewer(), article).mentions
    return [(each.spans[0].quote, each.type) for each in found]


def test_the_same_name_under_two_types_goes_to_the_more_frequent_one(
    project: Project, article: str, tag: Tagger
) -> None:
    for _ in range(3):
        tag("상무부", "ORG", entity="e" * 32)
    tag("상무부", "GPE", entity="f" * 32)
    rows = slips(project)
    assert edits(rows) == [Retype("ORG", "e" * 32)]
    assert rows[0].note is not None
    assert render(rows[0].note, "ko") == "GPE (1) → ORG (3)"
    mend(project, rows)
    assert own(project, article) == [("상무부", "ORG")] * 4
    assert slips(project) == []
    project.writer.undo().result()
    assert ("상무부", "GPE") in own(project, article)


def test_two_types_as_frequent_are_left_alone(project: Project, tag: Tagger) -> None:
    tag("상무부", "ORG")
    tag("상무부", "GPE")
    assert slips(project) == []


def test_a_common_noun_may_mean_somebody_else(project: Project, article: str, tag: Tagger) -> None:
    for _ in range(2):
        tag("상무부", "ORG")
    noun = tag("상무부", "TITLE")
    form = Change(noun.id, Kind.MENTION, "set", {"@mention_form": Value("nominal").to_json()})
    project.writer.commit(Action(label("mention.add", noun.spans, type="TITLE"), (form,)))
    assert slips(project) == []


def test_a_particle_in_a_name_goes_out(project: Project, article: str, tag: Tagger) -> None:
    tag("상무부", "ORG", entity="e" * 32)
    tag("상무부는", "ORG", entity="f" * 32)
    rows = slips(project)
    assert edits(rows) == [Put((make_span(TEXT, 7, 10),), "e" * 32)]
    mend(project, rows)
    assert own(project, article) == [("상무부", "ORG")] * 2


def test_about_goes_where_it_mostly_is(project: Project, article: str, tag: Tagger) -> None:
    tag("약 10억 달러", "MONEY")
    tag("3억 달러", "MONEY")
    tag("2억 달러", "MONEY")
    assert [row.record and row.record.spans[0].quote for row in slips(project)] == ["약 10억 달러"]
    tag("약 5억 달러", "MONEY")
    rows = slips(project)
    assert [row.span.quote for row in rows] == ["3억 달러"]
    mend(project, rows)
    assert own(project, article)[1] == ("약 3억 달러", "MONEY")


def test_about_that_is_always_inside_agrees(project: Project, tag: Tagger) -> None:
    tag("약 10억 달러", "MONEY")
    tag("2억 달러", "MONEY")
    assert slips(project) == []


def test_a_place_tagged_twice_alike_loses_one(project: Project, article: str, tag: Tagger) -> None:
    tag("상무부", "ORG")
    tag("상무부", "ORG", again=True)
    rows = slips(project)
    assert edits(rows) == [Delete()]
    mend(project, rows)
    assert own(project, article) == [("상무부", "ORG")]


def test_a_colleagues_tags_are_not_looked_at(project: Project, article: str) -> None:
    for n, kind in enumerate(("ORG", "ORG", "GPE")):
        mention = Mention(f"{n}" * 32, "d" * 32, article, kind, (make_span(TEXT, 7, 10),))
        change = Change(mention.id, Kind.MENTION, CREATE, to_body(mention))
        project.writer.commit(Action(label("note", text="x"), (change,)))
    assert slips(project) == []
    with project.reader() as reader:
        assert reader.precedents(project.viewer()) == []


def test_precedents_are_counted_by_type_and_entity(project: Project, tag: Tagger) -> None:
    for _ in range(2):
        tag("상무부", "ORG", entity="e" * 32)
    tag("상무부", "GPE")
    tag("2억 달러", "MONEY")
    with project.reader() as reader:
        assert reader.precedents(project.viewer(), "상무부") == [
            Surface("상무부", "ORG", "e" * 32, 2),
            Surface("상무부", "GPE", "", 1),
        ]
        assert len(reader.precedents(project.viewer())) == 3


def test_what_changed_since_it_was_listed_is_passed_by(project: Project, tag: Tagger) -> None:
    for _ in range(3):
        tag("상무부", "ORG")
    odd = tag("상무부", "GPE")
    rows = slips(project)
    project.writer.commit(
        Action(label("note", text="x"), (Change(odd.id, "mention", "delete", {}),))
    )
    with project.reader() as reader:
        done = do_rows(project=project, reader=reader, rows=rows)
    assert (done.label, done.places, done.passed) == (None, 0, 1)


def test_a_stopped_recode_changes_nothing(project: Project, article: str, tag: Tagger) -> None:
    for _ in range(3):
        tag("상무부", "ORG")
    tag("상무부", "GPE")
    before = own(project, article)
    with project.reader() as reader:
        done = do_rows(project=project, reader=reader, rows=slips(project), cancelled=lambda: True)
    assert done.cancelled
    assert own(project, article) == before


def test_all_mentions_of_an_entity_are_recoded_in_one_action(
    project: Project, article: str, tag: Tagger
) -> None:
    made = [tag("상무부", "ORG", entity="e" * 32) for _ in range(3)]
    edge = Relationship("r" * 32, project.own_layer, article, "part_of", made[0].id, made[1].id)
    project.writer.commit(Action(label("note", text="x"), (create(edge),)))
    new = Entity(project.ids(), project.register_layer, "GPE", "상무부")

    def rows(edit: Edit) -> list[Row]:
        with project.reader() as reader:
            pieces = look_at_entity(
                reader=reader, viewer=project.viewer(), entities={"e" * 32}, edit=edit
            )
            return [row for piece in pieces for row in piece.rows]

    planned = rows(Retype("GPE", new.id))
    assert [row.left for row in planned][:2] == ["", ""]
    with project.reader() as reader:
        done = do_rows(project=project, reader=reader, rows=planned, made=[new])
    assert done.label is not None
    assert all(render(done.label, language) for language in LANGUAGES)
    assert own(project, article) == [("상무부", "GPE")] * 3
    project.writer.undo().result()
    assert own(project, article) == [("상무부", "ORG")] * 3
    mend(project, rows(Delete()))
    assert own(project, article) == []
    with project.reader() as reader:
        assert not reader.annotations(project.viewer(), article).relationships


def test_edits_that_change_nothing_are_none() -> None:
    mention = Mention("m", "l", "a", "ORG", (make_span(TEXT, 0, 3),), "e", {"form": Value("name")})
    entity = Entity("e", "r", "ORG", "상무부")
    for edit in (
        Retype("ORG", "e"), Relink(entity), Put(mention.spans), Give("form", "name"),
        Give("other", None),
    ):  # fmt: skip
        assert recode(planned=[(mention, edit)], annotations={}) is None
        assert all(render(note_of(mention, edit), language) for language in LANGUAGES)
    action = recode(planned=[(mention, Give("form", "nominal"))], annotations={})
    assert action is not None
    assert action.changes[0].body == {"@form": ["nominal", "hand"]}


PRECEDENTS = st.lists(
    st.builds(
        Surface,
        st.sampled_from(["상무부", "서울"]),
        st.sampled_from(["ORG", "GPE", "MONEY"]),
        st.sampled_from(["", "e", "f"]),
        st.integers(1, 5),
    ),
    unique_by=lambda each: (each.text, each.type, each.entity),
)


@given(PRECEDENTS)
def test_a_habit_is_the_most_frequent_type_and_counts_all(found: list[Surface]) -> None:
    found.sort(key=lambda each: -each.times)
    known = habits(found, {"MONEY"})
    names = [each for each in found if each.type != "MONEY"]
    assert known.names.keys() == {each.text for each in names}
    for quote, habit in known.names.items():
        counts = [habit.count, *(count for _, count in habit.others)]
        assert counts == sorted(counts, reverse=True)
        assert sum(counts) == sum(each.times for each in names if each.text == quote)
