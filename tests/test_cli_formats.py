"""Other tools' formats from the shell: listed, out, in, with a map to edit."""

import json
from pathlib import Path

import pytest

from juseok.cli import Exit, run
from juseok.cli.shell import Shell
from juseok.core.messages import Message
from juseok.formats.base import Report, ReportLine
from juseok.formats.document import Feature, Painter
from juseok.services.heavy import Worker
from juseok.services.staging import Staging


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    folder = tmp_path / "foreign"
    folder.mkdir()
    (folder / "a.txt").write_text("한빛전자는 차를 판다.", "utf-8")
    (folder / "a.ann").write_text("T1\tOrganization 0 4\t한빛전자\nT2\tCar 6 7\t차\n", "utf-8")
    return folder


def test_formats_are_listed_with_what_they_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["formats"]) == Exit.OK
    assert "brat" in capsys.readouterr().out
    assert run(["formats", "--json"]) == Exit.OK
    found = {each["id"]: each for each in json.loads(capsys.readouterr().out)["formats"]}
    assert found["jsonl"]["in"] is found["jsonl"]["out"] is True
    assert set(found["brat"]["features"]) == set(Feature)


def test_what_is_refused_of_an_array_is_told_by_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps([{"text": "한빛전자", "label": []}, 7]), "utf-8")
    asked = ["import", str(tmp_path / "news.juseok"), str(file)]
    assert run([*asked, "--json"]) == Exit.PROBLEM
    (line,) = json.loads(capsys.readouterr().out)["refused"]
    assert (line["line"], line["record"]) == (1, 2)


def test_what_is_passed_over_is_said_once_with_the_first_files(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(5):
        (foreign / f"{number}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run(["import", str(tmp_path / "news.juseok"), str(foreign)]) == Exit.PROBLEM
    first = ", ".join(str(foreign / f"{number}.png") for number in range(3))
    said = f"{first}, and 2 more: This is no file of text and was passed over."
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "passed over" in line] == [said]


def test_no_more_notes_on_files_are_printed_than_one_reads(
    capsys: pytest.CaptureFixture[str],
) -> None:
    notes = [ReportLine(Message("json.unproved", count=n), f"{n}.json", None, "note")
             for n in range(2, 32)]  # fmt: skip
    Shell().reported(Report(notes=tuple(notes)), Message("cli.imported", count=1, name="a"))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 22
    assert lines[0].startswith("2.json: ")
    assert lines[20] == "10 more notes on files: all of them with --json."


def test_a_folder_of_brat_comes_in_by_its_content_and_goes_out_again(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, out = str(tmp_path / "news.juseok"), tmp_path / "out"
    assert run(["import", project, str(foreign)]) == Exit.PROBLEM
    assert f"{foreign / 'a.ann'}:2: " in capsys.readouterr().err
    assert run(["export", project, "--format", "brat", "--out", str(out)]) == Exit.OK
    (lines,) = out.glob("*.ann")
    assert "T1\tORG 0 4\t한빛전자" in lines.read_text("utf-8").splitlines()
    assert run(["export", project, "--format", "brat", "--out", str(out)]) == Exit.INPUT
    again = ["export", project, "--format", "brat", "--out", str(out), "--overwrite"]
    assert run(again) == Exit.OK
    lines.write_text(lines.read_text("utf-8").replace("ORG", "PERSON"), "utf-8")
    capsys.readouterr()
    assert run(again) == Exit.INPUT
    assert f"{lines.name}. Import it first" in capsys.readouterr().err
    assert "PERSON" in lines.read_text("utf-8")
    assert run([*again[:-1], "--overwrite-edited"]) == Exit.OK
    assert "PERSON" not in lines.read_text("utf-8")
    assert run([*again, "--layer", "nobody"]) == Exit.USAGE
    assert run(["export", project, "--format", "brat", "--out", "-"]) == Exit.USAGE


def test_a_map_is_written_first_and_counts_the_second_time(foreign: Path, tmp_path: Path) -> None:
    project, table = tmp_path / "news.juseok", tmp_path / "map.toml"
    call = ["import", str(project), str(foreign), "--map", str(table), "--annotator", "이가온"]
    assert run(call) == Exit.OK
    assert not project.exists()
    table.write_text(table.read_text("utf-8").replace('Car = ""', 'Car = "PRODUCT"'), "utf-8")
    assert run(call) == Exit.OK
    assert run(["check", str(project)]) == Exit.OK
    out = tmp_path / "out"
    export = ["export", str(project), "--format", "brat", "--out", str(out), "--layer", "이가온"]
    assert run(export) == Exit.OK
    (lines,) = out.glob("*.ann")
    assert "T2\tPRODUCT 6 7\t차" in lines.read_text("utf-8").splitlines()


def test_a_map_is_kept_in_the_project_and_counts_by_its_name(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, table = str(tmp_path / "news.juseok"), tmp_path / "map.toml"
    table.write_text("[mentions]\nCar = 'PRODUCT'\n", "utf-8")
    call = ["import", project, str(foreign), "--map"]
    assert run([*call, str(table), "--save-map", "우리 표지"]) == Exit.OK
    table.unlink()
    assert run([*call, "우리 표지", "--annotator", "이가온"]) == Exit.OK
    assert not list(tmp_path.glob("우리*"))
    assert run([*call, str(tmp_path / "other.toml")]) == Exit.OK
    assert (tmp_path / "other.toml").exists()


def test_a_map_that_cannot_be_leaves_nothing_behind(foreign: Path, tmp_path: Path) -> None:
    project, table = tmp_path / "news.juseok", tmp_path / "map.toml"
    table.write_text("[mentions]\nCar = 'NO_SUCH'\n", "utf-8")
    assert run(["import", str(project), str(foreign), "--map", str(table)]) == Exit.INPUT
    assert not project.exists()


def test_an_export_is_saved_and_run_again_by_its_name(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch
) -> None:
    project, out = str(tmp_path / "news.juseok"), tmp_path / "out"
    assert run(["import", project, str(foreign)]) == Exit.PROBLEM
    asked = ["--format", "brat", "--type", "ORG", "--split", "8:2", "--seed", "7", "--anonymous"]
    assert run(["export", project, *asked, "--out", str(out), "--save", "학습 자료"]) == Exit.OK
    assert sorted(each.name for each in out.iterdir()) == ["manifest.json", "test", "train"]
    monkeypatch.chdir(tmp_path)
    assert run(["export", project, "--recipe", "학습 자료"]) == Exit.OK
    assert (tmp_path / "학습_자료" / "manifest.json").read_bytes() == (
        out / "manifest.json"
    ).read_bytes()
    assert run(["export", project]) == Exit.USAGE
    assert run(["export", project, "--recipe", "없음"]) == Exit.USAGE
    assert run(["export", project, "--recipe", "학습 자료", "--out", "-"]) == Exit.USAGE
    capsys.readouterr()
    assert run(["recipes", project, "--json"]) == Exit.OK
    (recipe,) = json.loads(capsys.readouterr().out)["recipes"]
    assert (recipe["name"], recipe["form"], recipe["types"]) == ("학습 자료", "brat", ["ORG"])
    assert run(["recipes", project, "--forget", "학습 자료"]) == Exit.OK
    assert run(["recipes", project]) == Exit.OK
    assert "학습" not in capsys.readouterr().out
    assert run(["check", project]) == Exit.OK


def test_a_format_becomes_another_without_a_project(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, table, native = tmp_path / "out.xlsx", tmp_path / "map.toml", tmp_path / "all.jsonl"
    with open(foreign / "a.ann", "a", encoding="utf-8") as file:
        file.write("T3\tSale 7 8\t를\nE1\tSale:T3 Who:T1\n*\tAlias T1 T2\n")
    assert run(["convert", str(foreign), str(tmp_path / "same"), "--to", "brat"]) == Exit.OK
    again = (tmp_path / "same").glob("*.ann")
    lines = next(again).read_text("utf-8").splitlines()
    assert sorted(lines) == sorted((foreign / "a.ann").read_text("utf-8").splitlines())
    assert run(["convert", str(foreign), str(out), "--to", "xlsx"]) == Exit.PROBLEM
    assert f"{foreign / 'a.ann'}:4: " in capsys.readouterr().err
    assert out.stat().st_size > 1000
    assert json.loads((tmp_path / "out.xlsx.manifest.json").read_text("utf-8"))["format"] == "xlsx"
    assert run(["convert", str(foreign), str(out), "--to", "xlsx"]) == Exit.INPUT
    table.write_text("[mentions]\nCar = 'PRODUCT'\n[events]\nSale = 'claim'\n", "utf-8")
    call = ["convert", str(foreign), str(out), "--to", "xlsx", "--map", str(table), "--overwrite"]
    assert run(call) == Exit.PROBLEM
    assert run(["convert", str(foreign), str(native), "--to", "jsonl"]) == Exit.PROBLEM
    assert run(["convert", str(native), str(tmp_path / "back"), "--to", "brat"]) == Exit.OK
    assert run(["convert", str(table), str(tmp_path / "no"), "--to", "brat"]) == Exit.INPUT
    assert not (tmp_path / "no").exists()


def test_releases_are_frozen_listed_and_compared(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = str(tmp_path / "news.juseok")
    run(["import", project, str(foreign)])
    assert run(["release", project, "v1"]) == Exit.OK
    assert run(["release", project, "v1"]) == Exit.INPUT
    assert run(["release", project]) == Exit.USAGE
    capsys.readouterr()
    assert run(["release", project, "--diff", "v1", "now"]) == Exit.OK
    assert capsys.readouterr().out == "Nothing differs.\n"
    (foreign / "b.txt").write_text("누리칩은 말을 아꼈다.", "utf-8")
    (foreign / "b.ann").write_text("T1\tORG 0 3\t누리칩\n", "utf-8")
    run(["import", project, str(foreign)])
    capsys.readouterr()
    assert run(["release", project, "--list"]) == Exit.OK
    assert "v1\t20" in capsys.readouterr().out
    assert run(["release", project, "--diff", "v1", "now"]) == Exit.OK
    told = capsys.readouterr().out.splitlines()
    assert {"article\t+1 ~0 -0", "mention\t+1 ~0 -0", "b\tmention\t+1 ~0 -0"} <= set(told)
    assert run(["release", project, "--diff", "v1", "now", "--json"]) == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert {"kind": "mention", "sort": "added", "count": 1} in found["kinds"]
    assert run(["release", project, "--diff", "v1", "v2"]) == Exit.INPUT
    capsys.readouterr()
    assert run(["release", project, "--diff", "v1"]) == Exit.USAGE
    assert "“--diff” needs 2 values" in capsys.readouterr().err
    assert run(["check", project]) == Exit.OK


def test_an_export_of_nothing_says_so_and_one_that_exists_says_what_to_do(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = str(tmp_path / "news.juseok")
    run(["import", project, str(foreign)])
    for form in ("jsonl", "brat", "xlsx"):
        out = str(tmp_path / f"out.{form}")
        asked = ["export", project, "--format", form, "--out", out]
        capsys.readouterr()
        assert run([*asked, "--query", "없는낱말"]) == Exit.OK
        assert f"no article to write: {out}" in capsys.readouterr().out
        assert run(asked) == Exit.INPUT
        assert "add --overwrite" in capsys.readouterr().err
        assert run([*asked, "--overwrite"]) == Exit.OK
        assert "no article" not in capsys.readouterr().out


def test_an_article_counts_once_however_many_people_annotated_it(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, out = str(tmp_path / "news.juseok"), tmp_path / "out.jsonl"
    run(["import", project, str(foreign)])
    run(["import", project, str(foreign), "--annotator", "이가온"])
    capsys.readouterr()
    asked = ["export", project, "--format", "standoff", "--layer", "all", "--out", str(out)]
    run([*asked, "--json"])
    assert json.loads(capsys.readouterr().out)["written"] == 1
    lines = map(json.loads, out.read_text("utf-8").splitlines())
    assert sum("article" in each for each in lines) == 2


@pytest.mark.parametrize(
    "wrong",
    ["--split abc", "--state no", "--type NO", "--zone no", "--option a=b", "--option unit=no",
     "--query type:NO", "--layer no", "--recipe no", "--release no", "--seed no"],
)  # fmt: skip
def test_an_option_with_a_value_that_it_cannot_have_is_a_wrong_command_line(
    wrong: str, foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, out = str(tmp_path / "news.juseok"), tmp_path / "out"
    run(["import", project, str(foreign)])
    capsys.readouterr()
    asked = ["export", project, "--format", "conll", "--out", str(out), *wrong.split()]
    assert run(asked) == Exit.USAGE
    assert capsys.readouterr().err
    assert not out.exists()


class Painting:
    """Stands in for the window: paints a page as its words."""

    def open(self, project: Path | None, *, starter: bool) -> int:
        raise NotImplementedError

    def tour(self, out: Path) -> int:
        raise NotImplementedError

    def painter(self) -> Painter:
        def paint(html: str, path: Path, title: str, date: str) -> list[Path]:
            path.write_text(html, "utf-8")
            return [path]

        return paint


def test_pages_are_painted_by_who_is_handed_in(foreign: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["convert", str(foreign), str(out), "--to", "png"]
    assert run(arguments) == Exit.INPUT  # nobody can paint
    assert not out.exists()
    assert run(arguments, windows=Painting()) == Exit.OK
    (page,) = out.glob("*.png")
    assert "한빛전자" in page.read_text("utf-8")
    project = tmp_path / "p.juseok"
    assert run(["import", str(project), str(foreign)]) in (Exit.OK, Exit.PROBLEM)
    again = ["export", str(project), "--format", "pdf", "--out", str(tmp_path / "pdf")]
    assert run(again, windows=Painting()) in (Exit.OK, Exit.PROBLEM)
    assert list((tmp_path / "pdf").glob("*.pdf"))


@pytest.fixture
def sources(foreign: Path, tmp_path: Path) -> dict[str, Path]:
    """Annotations of another tool, a text, and an export of a project with that text."""
    text, made, export = tmp_path / "a.txt", tmp_path / "made.juseok", tmp_path / "a.jsonl"
    text.write_text("한빛전자, 새 공장\n한빛전자는 15일 공장을 늘린다고 밝혔다.\n", "utf-8")
    assert run(["import", str(made), str(text)]) == Exit.OK
    assert run(["export", str(made), "--format", "jsonl", "--out", str(export)]) == Exit.OK
    return {"foreign": foreign, "text": text, "native": export}


@pytest.mark.parametrize(
    ("of", "there"), [("foreign", False), ("foreign", True), ("text", True), ("native", False)]
)
def test_an_import_that_is_interrupted_leaves_nothing(
    sources: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of: str, there: bool
) -> None:
    """Its reading runs in a process of its own, which ends with it."""
    project = tmp_path / "news.juseok"
    if there:
        assert run(["new", str(project)]) == Exit.OK
    workers: list[Worker] = []

    def stop(self: Staging, *_: object) -> None:
        raise KeyboardInterrupt

    class Watched(Worker):
        def warm(self) -> None:
            super().warm()
            workers.append(self)

    with monkeypatch.context() as patch:
        patch.setattr("juseok.services.heavy.Worker", Watched)
        patch.setattr(Staging, "take", stop)
        assert run(["import", str(project), str(sources[of])]) == Exit.INTERRUPTED
    assert workers
    assert workers[0].pid is None
    assert project.exists() is there
    if there:
        assert run(["check", str(project)]) == Exit.OK
    done = Exit.PROBLEM if of == "foreign" else Exit.OK
    assert run(["import", str(project), str(sources[of])]) == done


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx"])
def test_tables_come_back_under_the_name_under_which_they_went_out(
    form: str, foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, out = str(tmp_path / "news.juseok"), str(tmp_path / f"out.{form}")
    run(["import", project, str(foreign)])
    assert run(["export", project, "--format", form, "--out", out]) == Exit.OK
    capsys.readouterr()
    again = ["import", str(tmp_path / "again.juseok"), out, "--format", form, "--json"]
    assert run(again) == Exit.OK
    assert json.loads(capsys.readouterr().out)["written"] == 2
    back = ["convert", out, str(tmp_path / "back"), "--from", form, "--to", "brat"]
    assert run(back) == Exit.OK


def test_all_files_of_an_export_are_the_export(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, out = str(tmp_path / "news.juseok"), tmp_path / "out"
    run(["import", project, str(foreign)])
    run(["export", project, "--format", "label-studio", "--out", str(out)])
    files = [str(each) for each in sorted(out.iterdir())]
    capsys.readouterr()
    assert run(["import", str(tmp_path / "again.juseok"), *files, "--json"]) == Exit.OK
    assert json.loads(capsys.readouterr().out)["written"] == 2


def test_a_conversion_tells_groups_without_a_place_and_keeps_events_in_a_family(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [("1", "한빛은", "Entity=(e1)"), ("2", "그를", "Entity=(e1)")]
    rows = "\n".join("\t".join((n, w, *"_______", misc)) for n, w, misc in words)
    corpus = tmp_path / "a.conllu"
    corpus.write_text(f"# newdoc id = 1\n# global.Entity = eid\n{rows}\n\n", "utf-8")
    out = tmp_path / "again"
    assert run(["convert", str(corpus), str(out), "--to", "conllu"]) == Exit.PROBLEM
    assert "“coref”" in capsys.readouterr().err
    slots = tmp_path / "b.tsv"
    slots.write_text(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Firm|\n#T_SP=webanno.custom.Sale|"
        "ROLE_webanno.custom.Sale:who_webanno.custom.SaleWhoLink|webanno.custom.Firm\n\n\n"
        "#Text=한빛은 판다\n1-1\t0-3\t한빛은\t*\t_\t_\t\n1-2\t4-6\t판다\t_\tseller\t1-1\t\n",
        "utf-8",
    )
    assert run(["convert", str(slots), str(tmp_path / "cas"), "--to", "uima-json"]) == Exit.OK
