"""Exports under a name: saved, run, narrowed, split, without names."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.services.interchange.test_documents import SCHEME, create
from tests.services.interchange.test_splits import STORY
from tests.services.seeded import OTHER_LAYER, do

from juseok.core.errors import KnownError
from juseok.core.model import Kind
from juseok.core.ops import CREATE, DELETE, SET, Change
from juseok.core.recipe import ALL, BEST, MINE, Recipe, SavedMap
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.brat.reader import BratReader
from juseok.formats.document import Document
from juseok.services.importing.bringing import Choices, bring_in
from juseok.services.interchange.exporting import (
    chosen_articles,
    export_project,
    full_viewer,
    rights_of_articles,
)
from juseok.services.interchange.named import find_named, forget_named, save_named
from juseok.services.interchange.recipes import check_recipe, options_of
from juseok.services.search.keeping import catch_up
from juseok.store.articles import ArticleQuery
from juseok.store.project import Project
from juseok.store.search_index import SearchIndex


def wanted(asked: dict[str, Any]) -> Recipe:
    return Recipe("", "", **{"form": "brat", "layer": MINE, **asked})


def run(project: Project, path: Path, **asked: Any) -> Report:
    project.writer.flush()
    recipe = wanted(asked)
    return export_project(
        project=project, viewer=full_viewer(project), path=path, form=recipe.form,
        options=options_of(project=project, recipe=recipe),
    )  # fmt: skip


def native_lines(
    project: Project, path: Path, asked: dict[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The lines of a native export, and its manifest."""
    run(project, path, **asked)
    beside = path.with_name(f"{path.name}.manifest.json").read_text("utf-8")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()], json.loads(beside)


def documents(path: Path) -> list[Document]:
    return list(BratReader().read(path, report=ReportBuilder()))


def test_a_recipe_is_saved_changed_forgotten_and_saved_again(full: Project) -> None:
    recipe = Recipe(
        "", " 학습  자료 ", form="brat", types=("ORG",), options=(("tokens", "eojeol"),)
    )
    for each in (recipe, SavedMap("", "Our labels", "[mentions]\nA = 'ORG'\n")):
        with full.reader() as reader:
            action = save_named(reader, each)
        assert action is not None
        full.writer.commit(action)
    with full.reader() as reader:
        (kept,) = reader.recipes()
        assert kept.name == "학습 자료"
        assert (kept.form, kept.types, kept.options) == (recipe.form, recipe.types, recipe.options)
        assert find_named(reader.recipes(), "학습 자료") == kept
        assert find_named(reader.label_maps(), "our labels").text.startswith("[mentions]")
        assert save_named(reader, recipe) is None
        changed = save_named(reader, Recipe("", "학습 자료", form="brat"))
    assert changed is not None
    full.writer.commit(changed)
    with full.reader() as reader:
        assert reader.recipes()[0].types == ()
        full.writer.commit(forget_named(reader.recipes()[0]))
    with full.reader() as reader:
        assert reader.recipes() == []
        with pytest.raises(KnownError):
            find_named(reader.recipes(), "학습 자료")
        back = save_named(reader, recipe)
    assert back is not None
    full.writer.commit(back)
    with full.reader() as reader:
        assert reader.recipes() == [kept]


@pytest.mark.parametrize(
    "asked",
    [
        {"form": "no such"}, {"split": "8"}, {"types": ("NO_SUCH",)}, {"zones": ("attic",)},
        {"states": ("ready",)}, {"form": "jsonl", "anonymous": True},
        {"query": "date:yesterday"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(KnownError):
        check_recipe(Recipe("", "x", **{"form": "brat", **asked}), SCHEME)


def test_types_and_zones_narrow_what_goes_out_and_claims_keep_their_words(
    full: Project, tmp_path: Path
) -> None:
    run(full, tmp_path / "all")
    run(full, tmp_path / "some", types=("claim", "ORG"))
    every = {each.article.id: each for each in documents(tmp_path / "all")}
    some = {each.article.id: each for each in documents(tmp_path / "some")}
    assert every.keys() == some.keys()
    for article, whole in every.items():
        part = some[article].annotations
        due = [each.spans for each in whole.annotations.mentions if each.type == "ORG"]
        assert [each.spans for each in part.mentions] == due
        assert part.relationships == ()
        words = [_sources(whole, each) for each in whole.annotations.claims]
        assert [_sources(some[article], each) for each in part.claims] == words
    run(full, tmp_path / "titles", zones=("title",))
    for each in documents(tmp_path / "titles"):
        end = each.article.text.index("\n")
        assert all(m.spans[-1].end <= end for m in each.annotations.mentions)


def _sources(document: Document, claim: Any) -> list[str]:
    held = {each.id: each.spans for each in document.annotations.mentions}
    return [
        span.quote
        for ref in claim.source
        for span in ((ref.span,) if ref.span is not None else held.get(ref.id, ()))
    ]


def test_a_search_states_and_rights_choose_the_articles(full: Project, tmp_path: Path) -> None:
    with full.reader() as reader:
        ids = reader.article_ids(full.viewer(), ArticleQuery())
        word = max(re.findall(r"[가-힣]+", reader.article(ids[0]).metadata.title), key=len)
        (occurrence,) = reader.occurrences(ids[1])
    body = {"extra": {"license": "CC-BY-4.0"}}
    do(full, Change(occurrence.obj, Kind.OCCURRENCE, SET, body))
    run(full, tmp_path / "found", query=f"title:{word}")
    asked = Recipe("", "", query=word)
    plain = options_of(project=full, recipe=asked)
    assert plain.articles is not None
    path = tmp_path / "words.index"
    with SearchIndex.open(path) as index, full.reader() as reader:
        catch_up(reader=reader, index=index)
    assert options_of(project=full, recipe=asked, index=path) == plain
    path.write_bytes(b"no index")
    assert options_of(project=full, recipe=asked, index=path) == plain
    assert ids[0] in {each.article.id for each in documents(tmp_path / "found")}
    report = run(full, tmp_path / "free", rights=("CC-BY-4.0",))
    assert [each.article.id for each in documents(tmp_path / "free")] == [ids[1]]
    assert {line.message.code for line in report.notes} >= {"documents.rights"}
    assert run(full, tmp_path / "done", states=("skipped",)).written == 0
    with pytest.raises(KnownError) as caught:
        run(full, tmp_path / "gold", layer="gold")
    assert caught.value.message.code == "compare.no_gold"


def test_what_will_go_is_known_before_it_is_written(full: Project, tmp_path: Path) -> None:
    with full.reader() as reader:
        first, second = reader.article_ids(full.viewer(), ArticleQuery())[:2]
        of = len(reader.article_ids(full.viewer(), ArticleQuery()))
        (occurrence,) = reader.occurrences(second)
    do(full, Change(occurrence.obj, Kind.OCCURRENCE, SET, {"copyright": "무단 전재 금지"}))
    theirs = {"layer": OTHER_LAYER.id, "article": first, "state": "finished", "reason": ""}
    do(full, Change("f" * 32, Kind.ARTICLE_STATE, CREATE, theirs))
    cases: tuple[dict[str, Any], ...] = (
        {"states": ("finished",), "layer": BEST}, {"states": ("finished",)}, {"states": ("new",)},
        {"rights": ("무단 전재 금지",)}, {"rights": ("없음",)},
    )  # fmt: skip
    for number, asked in enumerate(cases):
        path = tmp_path / str(number)
        run(full, path, **asked)
        options = options_of(
            project=full, recipe=Recipe("", "", "brat", **{"layer": MINE, **asked})
        )
        known = chosen_articles(project=full, viewer=full_viewer(full), options=options)
        assert sorted(known) == sorted(each.article.id for each in documents(path)), asked
        native = {"form": "jsonl", **asked}
        lines, manifest = native_lines(full, tmp_path / f"{number}.jsonl", native)
        assert sorted(each["id"] for each in lines if each["kind"] == "article") == sorted(known)
        assert manifest["asked"].keys() == asked.keys() - {"layer"}
        passed = {f"documents.{each}" for each in manifest["asked"]} if len(known) < of else set()
        assert manifest.get("left_out", {}).keys() == passed
        assert not lines[0]["complete"]
        people = {each["name"] for each in lines if each["kind"] == "annotator"}
        assert manifest["layer"] == ("all" if asked.get("layer") == BEST else "김주석"), people
    assert rights_of_articles(project=full).count("무단 전재 금지") == 1


def test_a_split_is_a_folder_of_parts_with_one_manifest(full: Project, tmp_path: Path) -> None:
    whole = run(full, tmp_path / "whole")
    report = run(full, tmp_path / "out", split="1:1:1", seed=7)
    assert report.written == whole.written
    parts = [tmp_path / "out" / name for name in ("train", "dev", "test")]
    ids = [each.article.id for part in parts for each in documents(part)]
    assert sorted(ids) == sorted(each.article.id for each in documents(tmp_path / "whole"))
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["counts"]["article"] == report.written
    here = {
        each.relative_to(tmp_path / "out").as_posix()
        for each in (tmp_path / "out").rglob("*")
        if each.is_file()
    }
    assert set(manifest["files"]) == here - {"manifest.json"}


def test_near_duplicates_come_into_one_part(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(12):
        said = STORY if number % 2 else STORY.replace("이틀째", "사흘째")
        (folder / f"{number:02}.txt").write_text(f"{said} {number}\n", "utf-8")
    with create(tmp_path) as project:
        bring_in(
            project=project, sources=[folder], choices=Choices(whole=True),
            progress=lambda done, of: None,
        )  # fmt: skip
        recipe = Recipe("", "", form="brat", split="1:1:1")
        together = options_of(project=project, recipe=recipe)
        apart = options_of(project=project, recipe=replace(recipe, apart=True))
    assert sorted(len(each.articles or ()) for each in together.pieces) == [0, 0, 12]
    assert sum(bool(each.articles) for each in apart.pieces) > 1


def test_all_layers_go_out_each_for_itself_and_without_names(full: Project, tmp_path: Path) -> None:
    run(full, tmp_path / "out", layer=ALL)
    parts = sorted(each for each in (tmp_path / "out").iterdir() if each.is_dir())
    assert len(parts) == 2
    assert {each.annotator for part in parts for each in documents(part)} == {"김주석", "이가온"}
    run(full, tmp_path / "hidden", layer=ALL, anonymous=True)
    for each in (tmp_path / "hidden").rglob("*"):
        assert "이가온" not in each.name
        assert each.is_dir() or "이가온" not in each.read_text("utf-8")
    names = {each.annotator for each in documents(tmp_path / "hidden")}
    assert len(names) == 2
    do(full, Change(OTHER_LAYER.id, Kind.LAYER, DELETE, {}))
    run(full, tmp_path / "later", layer=ALL, anonymous=True)
    assert {each.annotator for each in documents(tmp_path / "later")} < names


def test_a_file_has_its_manifest_beside_it(full: Project, tmp_path: Path) -> None:
    killed, young = tmp_path / ".juseok-killed", tmp_path / ".juseok-young"
    for each in (killed, young):
        each.mkdir()
        (each / "out.jsonl").write_text("half")
    os.utime(killed, (0, 0))
    report = run(full, tmp_path / "out.jsonl", form="jsonl", layer=ALL)
    assert not killed.exists()
    assert young.exists()
    beside = tmp_path / "out.jsonl.manifest.json"
    manifest = json.loads(beside.read_text("utf-8"))
    assert list(manifest["files"]) == ["out.jsonl"]
    assert manifest["counts"] == dict(sorted(report.kinds.items()))
    assert manifest["scheme"]["version"]
    beside.write_text("mine")
    with pytest.raises(KnownError):
        run(full, tmp_path / "out.jsonl", form="jsonl", layer=ALL)
    assert beside.read_text() == "mine"


def test_a_manifest_says_what_was_asked_for_and_what_was_left_out(
    full: Project, tmp_path: Path
) -> None:
    with full.reader() as reader:
        first = reader.article_ids(full.viewer(), ArticleQuery())[0]
    mine = {"layer": full.own_layer, "article": first, "state": "skipped", "reason": ""}
    do(full, Change("f" * 32, Kind.ARTICLE_STATE, CREATE, mine))
    asked = {"types": ("ORG",), "query": "type:ORG", "states": ("new",), "layer": BEST}
    report = run(full, tmp_path / "out", form="conll", **asked)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["asked"] == {"query": "type:ORG", "states": ["new"], "types": ["ORG"]}
    codes = {each.message.code for each in (*report.notes, *report.refused)}
    assert "documents.states" in codes
    assert set(manifest["left_out"]) == codes & {"documents.states", "documents.undecided"}
    assert manifest["mapped"].get("provenance", 0) == manifest["counts"].get("mention", 0)
    run(full, tmp_path / "few", split="8:2", seed=7, anonymous=True, **asked)
    manifest = json.loads((tmp_path / "few" / "manifest.json").read_text("utf-8"))
    assert "query" not in manifest["asked"]
    assert (manifest["asked"]["split"], manifest["asked"]["seed"]) == ("8:2", 7)


def test_an_article_between_two_parts_is_told(tmp_path: Path) -> None:
    lines = [
        f"{number}번째 소식은 {number * 37}명이 모인 자리에서 나왔다. " for number in range(40)
    ]
    texts = ["".join(lines[:30]), "".join(lines[10:]), "".join(lines[6:34])]
    with create(tmp_path) as project:
        for number, text in enumerate(texts):
            (tmp_path / f"{number}.txt").write_text(text, "utf-8")
            bring_in(
                project=project, sources=[tmp_path / f"{number}.txt"], choices=Choices(whole=True),
                progress=lambda done, of: None,
            )  # fmt: skip
        recipes = [Recipe("", "", "brat", split="1:1", seed=seed) for seed in range(6)]
        told = [options_of(project=project, recipe=each) for each in recipes]
        with project.reader() as reader:  # as a merge brings what somebody imported before
            last = reader.articles_as_they_came()[-1]
            (occurrence,) = reader.occurrences(last)
        do(project, Change(occurrence.obj, Kind.OCCURRENCE, SET, {"position": -1}))
        project.writer.flush()
        with project.reader() as reader:
            assert reader.article_ids(project.viewer(), ArticleQuery())[0] == last
        assert [options_of(project=project, recipe=each) for each in recipes] == told
    for options in told:
        sizes = sorted(len(each.articles or ()) for each in options.pieces)
        assert [each.params["count"] for each in options.notes] == [1] * (sizes == [1, 2])
    assert {len(options.notes) for options in told} == {0, 1}
