"""The gold set holds what it promises: enough of each kind, in two halves that share nothing."""

import itertools
import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.quality.gold import FOLDER, HALVES, Gold, GoldError, Half, load

from juseok.core.quotations import quotations
from juseok.core.resources import resource
from juseok.core.scheme import load_scheme

GOLD = load()
PAIR: tuple[Half, Half] = ("dev", "blind")
ROOT = Path(__file__).resolve().parents[2]
NAMES_LIKE_PARTICLES = ("왕이", "만도", "가나", "마쓰다", "화웨이")

COUNTS: dict[str, tuple[int, Callable[[Gold], int]]] = {
    "selections": (320, lambda gold: len(gold.selections)),
    "sentence units": (210, lambda gold: sum(len(line.units) for line in gold.lines)),
    "core mentions": (
        260,
        lambda gold: len([m for a in gold.articles for m in a.mentions if m.core]),
    ),
    "claims": (65, lambda gold: sum(len(article.claims) for article in gold.articles)),
    "claim sentences": (
        65,
        lambda gold: len([u for a in gold.articles for u in a.units if u.claim]),
    ),
}


@pytest.mark.parametrize("what", COUNTS)
def test_there_is_enough_of_each_and_half_of_it_is_blind(what: str) -> None:
    least, count = COUNTS[what]
    dev, blind = count(GOLD.of("dev")), count(GOLD.of("blind"))
    assert dev + blind >= least
    share = blind / (dev + blind)
    assert 0.44 <= share <= 0.60


def test_no_id_stands_twice() -> None:
    ids = Counter(
        [each.id for each in GOLD.selections]
        + [each.id for each in GOLD.lines]
        + [each.id for each in GOLD.articles]
        + [each.id for article in GOLD.articles for each in article.mentions]
        + [each.id for article in GOLD.articles for each in article.units]
        + [each.id for article in GOLD.articles for each in article.claims]
    )
    assert [key for key, count in ids.items() if count > 1] == []


def _sentences(gold: Gold) -> set[str]:
    lines = {line.text[slice(*unit)] for line in gold.lines for unit in line.units}
    return lines | {each.text for each in gold.selections}


def test_the_halves_share_no_sentence() -> None:
    parts = [_sentences(GOLD.of(half)) for half in HALVES]
    assert all(one & other == set() for one, other in itertools.combinations(parts, 2))


def test_each_kind_of_selection_is_in_both_halves() -> None:
    dev, blind = ({each.kind for each in GOLD.of(half).selections} for half in PAIR)
    assert dev == blind


def test_the_names_that_end_like_particles_are_there_with_and_without_one() -> None:
    for name in NAMES_LIKE_PARTICLES:
        found = [x for x in GOLD.selections if x.text[slice(*x.want)] == name]
        assert {x.selected == x.want for x in found} == {True, False}, name


def test_the_halves_share_no_name_that_ends_like_a_particle() -> None:
    dev, blind = (
        {x.text[slice(*x.want)] for x in GOLD.of(half).selections if x.kind == "particle-like"}
        for half in PAIR
    )
    assert dev & blind == set()


def test_an_exact_selection_is_wanted_as_it_is() -> None:
    exact = [each for each in GOLD.selections if each.kind == "exact"]
    assert exact
    assert all(each.want == each.selected and each.alias is None for each in exact)


def test_an_alias_stands_in_a_bracket_behind_the_name() -> None:
    for each in GOLD.selections:
        if each.alias is not None:
            start, end = each.alias
            assert each.text[each.want[1] : start] + each.text[end] == "()", each.id


def test_mentions_have_types_of_the_default_scheme() -> None:
    types = {each.id for each in load_scheme(resource("schemes/default.toml")).entity_types}
    mentions = [m for article in GOLD.articles for m in article.mentions]
    assert {mention.type for mention in mentions} <= types
    assert {m.type for m in mentions if m.core} & {"TITLE", "TECH"} == set()


def test_one_core_mention_covers_a_stretch() -> None:
    for article in GOLD.articles:
        core = sorted(m.span for m in article.mentions if m.core)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(core)), article.id


def test_the_lines_of_an_article_and_its_units_agree() -> None:
    lines = {line.id: line for line in GOLD.lines}
    for article in GOLD.articles:
        offset = 0
        units: list[tuple[int, int]] = []
        for number, text in enumerate(article.text.split("\n"), 1):
            line = lines[f"{article.id}-l{number:02}"]
            assert line.text == text
            units += [(offset + start, offset + end) for start, end in line.units]
            offset += len(text) + 1
        assert [unit.span for unit in article.units] == units


def _bare_bite(unit: str) -> bool:
    """A sound bite in brackets that stands without quotation marks: ``[이름/직함 : 말]``."""
    return unit.startswith("[") and unit.endswith("]") and " : " in unit and '"' not in unit


def test_a_direct_content_is_what_stands_between_double_quotes() -> None:
    for article in GOLD.articles:
        inside = quotations(article.text, 0, len(article.text))
        for claim in article.claims:
            if claim.opened is not None:
                whole = (claim.content[0][0], claim.content[-1][1])
                assert {article.text[whole[0] - 1], article.text[whole[1]]} <= set('“”"'), claim.id
            elif _bare_bite(article.text[slice(*claim.unit)]):
                assert article.text[claim.content[0][1]] == "]", claim.id
            elif claim.quote_type == "direct":
                assert set(claim.content) <= set(inside), claim.id
            else:
                assert not set(claim.content) & set(inside), claim.id


def test_an_article_from_a_page_is_its_lines() -> None:
    for article in GOLD.articles:
        if article.source is not None:
            page = (ROOT / article.source).read_text(encoding="utf-8").split("\n")
            assert [
                line for line in page if line in article.text.split("\n")
            ] == article.text.split("\n")


def _spoiled(tmp_path: Path, name: str, change: Callable[[dict[str, Any]], object]) -> Path:
    folder = tmp_path / "gold"
    shutil.copytree(FOLDER, folder)
    path = folder / f"{name}.jsonl"
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    record = json.loads(first)
    change(record)
    path.write_text(f"{json.dumps(record)}\n{rest}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("selections", lambda r: r.update(quote="다른 말")),
        ("selections", lambda r: r.update(want=[0, 60])),
        ("selections", lambda r: r.update(half="both")),
        ("selections", lambda r: r.pop("want")),
        ("sentences", lambda r: r.update(want=[[0, 2]])),
        ("mentions", lambda r: r.update(start=r["start"] + 1)),
        ("mentions", lambda r: r.update(half="blind")),
        ("mentions", lambda r: r.update(article="nowhere")),
        ("units", lambda r: r.update(claim="no")),
        ("claims", lambda r: r.update(source_state="elided")),
        ("claims", lambda r: r.update(sentence=[0, 5])),
    ],
)
def test_a_slip_is_refused(
    tmp_path: Path, name: str, change: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(GoldError):
        load(_spoiled(tmp_path, name, change))


def test_names_known_to_a_project_are_the_core_names_of_an_article() -> None:
    names = GOLD.articles[0].known_names(frozenset({"ORG", "PRODUCT"}))
    assert names["칼데라"] == "ORG"
    assert names["C400L"] == "PRODUCT"
    assert "12억달러" not in names
