"""Pairs of names to decide on: which are proposed, with what, and what becomes of a decision."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.services.bulk.test_tag_all import do
from tests.ui.kit import add_article

from juseok.core.messages import LANGUAGES, render
from juseok.core.model import Entity, Mention
from juseok.core.ops import Action
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.spans import make_span
from juseok.lang.name_kin import Named, kin, spells
from juseok.services.edits import create, label
from juseok.services.entities.alias_queue import Pair, keep_apart, pairs_to_decide, take_alias
from juseok.services.entities.entities import merge_entities
from juseok.services.entities.index import EntityIndex
from juseok.services.entities.known_names import Known
from juseok.services.suggestions.decisions import reject
from juseok.services.suggestions.look import Ask, look
from juseok.services.suggestions.sources import Material, propose
from juseok.services.suggestions.suggesting import Suggestion, rejection_id
from juseok.store.identity import Identity
from juseok.store.project import Project


@pytest.fixture
def identity(tmp_path: Path) -> Identity:
    return Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")


@pytest.fixture
def project(tmp_path: Path, identity: Identity) -> Iterator[Project]:
    changes = scheme_changes(load_scheme("default"))
    with Project.create(tmp_path / "뉴스.juseok", identity=identity, scheme=changes) as project:
        yield project


class Hand:
    """Tags words of new articles, each name as an entity of its own."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.made = 0

    def article(self, text: str) -> str:
        self.made += 1
        return add_article(
            self.project, title=text.split("\n")[0], publisher="가온", text=text, position=self.made
        )

    def entity(self, name: str, type: str = "ORG", aliases: tuple[str, ...] = ()) -> Entity:
        made = Entity(self.project.ids(), self.project.register_layer, type, name, aliases)
        do(self.project, Action(label("entity.merge", name="", other=""), (create(made),)))
        return made

    def tag(self, article: str, text: str, quote: str, entity: Entity, nth: int = 0) -> None:
        at = -1
        for _ in range(nth + 1):
            at = text.index(quote, at + 1)
        span = make_span(text, at, at + len(quote))
        made = Mention(
            self.project.ids(), self.project.own_layer, article, entity.type, (span,), entity.id
        )
        do(self.project, Action(label("mention.add", (span,), type="ORG"), (create(made),)))


@pytest.fixture
def hand(project: Project) -> Hand:
    return Hand(project)


def proposed(project: Project) -> dict[tuple[str, str], Pair]:
    with project.reader() as reader:
        found = pairs_to_decide(reader=reader, viewer=project.viewer())
    for each in found:
        assert all(render(each.reason, language) for language in LANGUAGES)
    return {(each.one.name, each.other.name): each for each in found}


def reasons(project: Project) -> dict[tuple[str, str], str]:
    return {names: pair.reason.code for names, pair in proposed(project).items()}


# -- by their letters


def test_names_are_told_by_their_letters() -> None:
    names = ("나루소프트웨어", "나루 소프트웨어", "파이낸셜타임스", "파이낸셜타임즈", "FT",
             "칼데라컴퓨트", "칼데라", "World Seed Bank", "WSB", "강강")  # fmt: skip
    found = {(a.text, b.text): s for a, b, s, _ in kin([Named(n, "ORG", n) for n in names])}
    assert found["나루 소프트웨어", "나루소프트웨어"] == "spacing"
    assert found["파이낸셜타임스", "파이낸셜타임즈"] == "spelling"
    assert found["파이낸셜타임스", "FT"] == "letters"
    assert found["칼데라컴퓨트", "칼데라"] == "inside"
    assert found["World Seed Bank", "WSB"] == "initials"
    assert not any("강강" in pair for pair in found)


def test_a_longer_office_is_another_office() -> None:
    assert not list(kin([Named(n, "TITLE", n) for n in ("선임연구원", "연구원", "부본부장단")]))
    assert list(kin([Named(n, "TITLE", n) for n in ("Chief Word Officer", "CWO")]))


def test_types_owners_and_persons_are_kept_apart() -> None:
    assert list(kin([Named("가나다라마", "ORG", "a"), Named("가나다라바", "GPE", "b")])) == []
    assert list(kin([Named("가나다라마", "ORG", "a"), Named("가나다라바", "ORG", "a")])) == []
    assert list(kin([Named("김하늘", "PERSON", "a"), Named("김하늘", "PERSON", "b")])) == []


def test_letters_follow_the_syllables() -> None:
    assert spells("ms", "마이크로소프트")
    assert spells("nyt", "뉴욕타임스")
    assert not spells("ft", "현대자동차")
    assert not spells("ms", "미소금융회사")


# -- with the texts


def test_a_bracket_joins_two_entities_and_offers_a_name_that_nobody_has(
    project: Project, hand: Hand
) -> None:
    text = "한국씨앗협회(KSA)가 세계씨앗은행(WSB)을 만났다.\n"
    article = hand.article(text)
    one, other = hand.entity("한국씨앗협회"), hand.entity("KSA")
    bank = hand.entity("세계씨앗은행")
    for entity in (one, other, bank):
        hand.tag(article, text, entity.name, entity)
    found = proposed(project)
    pair = found["한국씨앗협회", "KSA"]
    assert pair.reason.code == "aliases.bracket"
    assert pair.one.row is not None
    assert pair.other.row is not None
    assert (pair.one.row.span.quote, pair.other.row.span.quote) == ("한국씨앗협회", "KSA")
    name = found["세계씨앗은행", "WSB"]
    assert name.other.entity is None
    do(project, take_alias(register_layer=project.register_layer, pair=name))
    assert ("세계씨앗은행", "WSB") not in proposed(project)


def test_a_beginning_and_letters_count_only_in_one_article(project: Project, hand: Hand) -> None:
    names = [hand.entity(each) for each in ("파이낸셜타임스", "FT", "칼데라컴퓨트", "칼데라")]
    for entity in names:
        text = f"{entity.name}가 밝혔다.\n"
        hand.tag(hand.article(text), text, entity.name, entity)
    assert reasons(project) == {}
    text = "FT와 파이낸셜타임스와 칼데라와 칼데라컴퓨트가 만났다.\n"
    article = hand.article(text)
    for entity in names[:2]:
        hand.tag(article, text, entity.name, entity)
    hand.tag(article, text, "칼데라컴퓨트", names[2])
    hand.tag(article, text, "칼데라", names[3])
    assert {frozenset(pair): code for pair, code in reasons(project).items()} == {
        frozenset({"파이낸셜타임스", "FT"}): "aliases.letters",
        frozenset({"칼데라컴퓨트", "칼데라"}): "aliases.inside",
    }


def test_a_family_name_with_a_title_means_the_one_person_here_who_has_it(
    project: Project, hand: Hand
) -> None:
    text = "왕민제 박사가 왔다. 왕 박사는 웃었다. 김도윤과 김하람이 왔다. 김 대표는 웃었다.\n"
    article = hand.article(text)
    people = ("왕민제", "김도윤", "김하람")
    for name in people:
        hand.tag(article, text, name, hand.entity(name, "PERSON"))
    hand.tag(article, text, "왕", hand.entity("왕", "PERSON"), nth=1)
    hand.tag(article, text, "김 대표", hand.entity("김 대표", "PERSON"))
    assert list(map(frozenset, reasons(project))) == [frozenset({"왕민제", "왕"})]


def test_persons_of_one_name_need_the_same_office(project: Project, hand: Hand) -> None:
    texts = ("한빛전자 김하늘 대표가 왔다.\n", "김하늘 한빛전자 대표는 갔다.\n",
             "누리칩 김하늘 대표는 있었다.\n")  # fmt: skip
    people = [hand.entity("김하늘", "PERSON") for _ in texts]
    for text, person in zip(texts, people, strict=True):
        hand.tag(hand.article(text), text, "김하늘", person)
    with project.reader() as reader:
        (pair,) = pairs_to_decide(reader=reader, viewer=project.viewer())
    assert pair.one.entity in people[:2]
    assert pair.other.entity in people[:2]
    assert pair.reason.params["words"] == "한빛전자 대표"


# -- deciding


def test_what_is_not_the_same_never_comes_back_and_an_undo_brings_it_back(
    project: Project, hand: Hand, identity: Identity, tmp_path: Path
) -> None:
    hand.entity("파이낸셜타임스"), hand.entity("파이낸셜타임즈")
    ((names, pair),) = proposed(project).items()
    do(project, keep_apart(register_layer=project.register_layer, pair=pair))
    assert proposed(project) == {}
    project.writer.undo().result()
    assert list(proposed(project)) == [names]
    do(project, keep_apart(register_layer=project.register_layer, pair=pair))
    project.back_up(tmp_path / "copy.juseok")
    with Project.open(tmp_path / "copy.juseok", identity=identity) as copy:
        assert proposed(copy) == {}


def test_decisions_of_two_people_are_both_kept_whichever_file_takes_in_the_other(
    project: Project, hand: Hand, tmp_path: Path
) -> None:
    for name in ("파이낸셜타임스", "파이낸셜타임즈", "나루 소프트웨어", "나루소프트웨어"):
        hand.entity(name)
    text = "한빛전자가 왔다. 누리칩도 왔다.\n"
    article = hand.article(text)
    known = [hand.entity("한빛전자"), hand.entity("누리칩")]
    project.back_up(tmp_path / "hers.juseok")
    other = Identity("22222222-2222-4222-8222-222222222222", "이기자", tmp_path / "hers")
    with Project.open(tmp_path / "hers.juseok", identity=other) as hers:
        for mine, (owner, number) in enumerate(((project, 0), (hers, 1))):
            pair = sorted(proposed(owner).items())[number][1]
            do(owner, keep_apart(register_layer=owner.register_layer, pair=pair))
            gone = suggested(owner, article, known)[mine]
            do(owner, reject(article=article, layer=owner.own_layer, suggestion=gone))
            assert len(proposed(owner)) == 1
        logs = []
        for owner in (project, hers):
            with owner.reader() as reader:
                logs.append(list(reader.all_ops()))
        project.merge_ops(logs[1])
        hers.merge_ops(logs[0])
        for owner in (project, hers):
            assert proposed(owner) == {}
        assert [each.quote for each in suggested(project, article, known)] == ["누리칩"]
        assert [each.quote for each in suggested(hers, article, known)] == ["한빛전자"]
        with project.reader() as one, hers.reader() as two:
            assert list(one.dump()) == list(two.dump())
            held = [obj for obj, kind, _ in one.dump() if kind == "rejection"]
        assert len(held) == 2


def suggested(project: Project, article: str, known: list[Entity]) -> tuple[Suggestion, ...]:
    """What the owner of ``project`` is suggested in ``article``."""
    viewer = project.viewer()
    with project.reader() as reader:
        about, held = reader.article(article), reader.annotations(viewer, article)
        ask = Ask(about, viewer, frozenset({"ORG"}), rejections=held.rejections)
        found = look(ask, Known.of(known)).items
    assert propose(Material(about, viewer.own_layer, Known.of(known), (), frozenset({"ORG"})))
    assert not {each.suggestion for each in held.rejections} & {each.id for each in found}
    assert all(each.id == rejection_id(each.suggestion) for each in held.rejections)
    return found


def test_an_alias_that_is_an_entity_leaves_two(project: Project, hand: Hand) -> None:
    hand.entity("파이낸셜타임스"), hand.entity("파이낸셜타임즈")
    (pair,) = proposed(project).values()
    do(project, take_alias(register_layer=project.register_layer, pair=pair))
    assert proposed(project) == {}
    with project.reader() as reader:
        names = [row.entity.aliases for row in reader.entities(project.viewer())]
    assert sorted(names) == [(), (pair.other.name,)]
    project.writer.undo().result()
    assert len(proposed(project)) == 1


def test_joined_entities_are_one_and_their_names_are_compared_as_one(
    project: Project, hand: Hand
) -> None:
    hand.entity("파이낸셜타임스"), hand.entity("파이낸셜타임즈"), hand.entity("파이낸셜 타임스")
    assert len(proposed(project)) == 3
    pair = next(iter(proposed(project).values()))
    with project.reader() as reader:
        index = EntityIndex.read(reader, project.viewer())
    assert pair.one.entity is not None
    assert pair.other.entity is not None
    do(
        project,
        merge_entities(
            ids=project.ids, register_layer=project.register_layer, one=pair.one.entity,
            other=pair.other.entity, index=index,
        ),
    )  # fmt: skip
    (left,) = proposed(project).values()
    do(project, keep_apart(register_layer=project.register_layer, pair=left))
    assert proposed(project) == {}
