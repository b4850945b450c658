"""Two annotators work blind in copies of their own, a third reviews: from campaign to report.

All of it goes through ``main()`` with keys, at four machines with settings of their own.
"""

import shutil

import pytest
from tests.e2e import team
from tests.e2e.browser import CHROMIUM, browser
from tests.e2e.team import DURI, HANA

from juseok.core.review_model import gold_layer_id
from juseok.services.projects import current_identity, open_project
from juseok.services.starter import ensure_starter
from juseok.store.doctor import check
from juseok.store.fold import BATCH

LEAD, REVIEWER = "박기자", "정검토"
PEOPLE = {LEAD: "1", "김하나": "2", "이두리": "3", REVIEWER: "4"}
WIDTHS = (1366, 400)

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="needs Chromium, 300 MB that `make test` does not install"
)


@pytest.fixture
def seat(tmp_path, monkeypatch):
    """``seat(name)``: sit down at that person's machine; gives where settings and data are."""

    def sit(name):
        home = tmp_path / name
        home.mkdir(exist_ok=True)
        settings = home / "settings.toml"
        if not settings.exists():
            settings.write_text(
                f'[annotator]\nid = "{PEOPLE[name] * 8}-1111-4111-8111-111111111111"\n'
                f'name = "{name}"\n[look]\nlanguage = "ko"\ntheme = "light"\n'
                "[korean]\nanalyser = false\n",
                encoding="utf-8",
            )
        monkeypatch.setenv("JUSEOK_CONFIG", str(home))
        return home

    return sit


def state(path):
    """Everything that lives in a project, and the hash of every operation but of the merges."""
    with open_project(path=path, read_only=True) as project, project.reader() as reader:
        live = [each for each in reader.dump() if each[1] != BATCH]
        return live, sorted(op.hash for op in reader.all_ops() if op.kind != BATCH)


def layer(path, name):
    """The annotations of one layer of a project, by kind and id."""
    with open_project(path=path, read_only=True) as project, project.reader() as reader:
        return {each[:2] for each in reader.dump() if f'"layer":"{name}"' in each[2]}


def make(at_window, seat, tmp_path, *, people):
    """The lead makes a campaign over two articles, and sends ``people`` their copies."""
    project = seat(LEAD) / "data" / "첫 프로젝트.juseok"

    def lead(hands):
        team.add_people(hands, *list(PEOPLE)[1:], reviewer=REVIEWER)
        team.filter_list(hands, "추론", 2)
        team.make_campaign(hands, "1차", "김하나", "이두리")
        for name in people:
            team.send(hands, name, tmp_path / f"{name}.juseok")
        hands.quit()

    at_window(lead, "--starter")
    return project


def judge(at_window, seat, path):
    """The reviewer goes through what differs, in a copy that holds everybody's layers."""
    seat(REVIEWER)
    assert layer(path, gold_layer_id()) == set()

    def review(hands):
        team.judge(hands, team.begin_review(hands))
        hands.quit()

    at_window(review, path)
    assert len(layer(path, gold_layer_id())) > 10


def work(at_window, seat, path, view):
    """One annotator works through a copy, without a look at anybody else's."""
    seat(path.stem)

    def annotate(hands):
        assert hands.session.project.is_working_copy
        assert hands.bench.list.model.rowCount() == 2
        team.go_to(hands, team.TITLE)
        assert not hands.mentions
        team.annotate(hands, view)
        team.finish(hands)
        hands.until(lambda: team.OTHER in hands.text[:200])  # the next of the queue
        team.tag_words(hands, team.OTHER, "W")
        team.finish(hands)
        hands.quit()

    at_window(annotate, path)
    assert check(path) == []


def merge(at_window, seat, path, *files):
    """The lead brings files back; gives what the previews said."""
    seat(LEAD)
    told = []

    def bring(hands):
        told.extend(team.bring(hands, *files))
        hands.until(
            lambda: all(
                each["finished"] == 2 for each in team.campaign_of(hands).progress().values()
            )
        )
        hands.quit()

    at_window(bring, path)
    assert check(path) == []
    return told


def collect(at_window, seat, command, monkeypatch, project, copy, folder):
    """The lead brings the review back; gold goes out and comes in elsewhere, the report is seen."""
    seat(LEAD)
    gold = layer(copy, gold_layer_id())
    pages = {"ko": folder / "일치도.html", "en": folder / "agreement.html"}
    exported, reread = folder / "정답.jsonl", folder / "다시.juseok"

    def take(hands):
        (said,) = team.bring(hands, copy)[0]
        assert "태그 5개, 주장 1건, 관계 1개, 판정 10건, 의견 1건" in said
        team.save_report(hands, pages["ko"])
        team.export_gold(hands, exported)
        hands.quit()

    at_window(take, project)
    assert layer(project, gold_layer_id()) == gold
    assert command("import", reread, exported) == 0
    assert layer(reread, gold_layer_id()) == gold
    assert check(project) == check(reread) == []
    monkeypatch.setenv("JUSEOK_LANG", "en")
    assert command("agreement", project, "--report", pages["en"]) == 0
    return pages


def look_at(pages, folder, *, name):
    """Open the reports, keep pictures of them, and hold their width against the window's."""
    with browser(folder / "browser") as tab:
        for language, page in pages.items():
            for width in WIDTHS:
                picture = folder / f"{language}-{width}.png"
                seen = tab.look(page, width=width, picture=picture)
                assert seen.needs <= seen.wide <= width, (language, width)
                assert seen.outside == [], (language, width)
                assert name in seen.words
                assert picture.stat().st_size > 10_000


@pytest.mark.timeout(240)  # four windows one after the other
def test_two_annotators_and_a_reviewer_make_gold(at_window, seat, command, tmp_path):
    hana, duri, copy = (tmp_path / f"{name}.juseok" for name in ("김하나", "이두리", REVIEWER))
    first = make(at_window, seat, tmp_path, people=("김하나", "이두리"))
    second = first.with_name("둘째.juseok")
    shutil.copy(first, second)
    work(at_window, seat, hana, HANA)
    work(at_window, seat, duri, DURI)
    seat(LEAD)
    assert command("merge", first, hana, duri) == command("merge", second, duri, hana) == 0
    assert state(first) == state(second)
    assert command("bundle", first, "--annotator", REVIEWER, "--out", copy) == 0
    judge(at_window, seat, copy)
    seat(LEAD)
    assert command("merge", first, copy) == 0
    assert layer(first, gold_layer_id()) == layer(copy, gold_layer_id())
    assert command("agreement", first, "--report", tmp_path / "일치도.html") == 0
    assert check(first) == check(second) == check(copy) == []


@needs_chromium
def test_the_report_of_the_starter_project_fits_a_page_and_a_telephone(
    command, tmp_path, monkeypatch
):
    project = ensure_starter(tmp_path, current_identity())
    pages = {language: tmp_path / f"{language}.html" for language in ("ko", "en")}
    for language, page in pages.items():
        monkeypatch.setenv("JUSEOK_LANG", language)
        assert command("agreement", project, "--report", page) == 0
    look_at(pages, tmp_path, name="이가온")


@pytest.mark.drill  # eleven windows one after the other take a minute
@pytest.mark.timeout(400)
@needs_chromium
def test_a_whole_round_by_four_people(at_window, seat, command, tmp_path, monkeypatch):
    hana, duri = (tmp_path / f"{name}.juseok" for name in ("김하나", "이두리"))
    first = make(at_window, seat, tmp_path, people=("김하나", "이두리"))
    second = first.with_name("둘째.juseok")
    shutil.copy(first, second)
    early = tmp_path / "이른 사본.juseok"
    shutil.copy(duri, early)
    work(at_window, seat, hana, HANA)

    def peek(hands):
        team.go_to(hands, team.TITLE)
        assert "김하나: 기사 2건에 태그 6개, 주장 1건" in team.bring(hands, hana)[0][0]
        hands.until(lambda: hands.session.workspace(hands.article))
        team.prove_blind(hands, secret=HANA.alone, other="김하나")
        hands.quit()

    seat("이두리")
    at_window(peek, early)
    work(at_window, seat, duri, DURI)

    told = merge(at_window, seat, first, hana, duri)
    assert merge(at_window, seat, second, duri, hana) == told[::-1]
    assert [len(each) for each in told] == [1, 1]
    assert state(first) == state(second)

    copy = tmp_path / f"{REVIEWER}.juseok"
    at_window(lambda hands: (team.send(hands, REVIEWER, copy), hands.quit()), first)
    judge(at_window, seat, copy)
    pages = collect(at_window, seat, command, monkeypatch, first, copy, tmp_path)
    look_at(pages, tmp_path, name="김하나")
