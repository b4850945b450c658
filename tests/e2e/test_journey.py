"""The main job, from import to export, by hand or by keys alone, in the window of ``main()``."""

import json

import pytest
from tests.e2e import dialogs
from tests.e2e.job import (
    CLAIMS,
    MENTIONS,
    RELATIONSHIPS,
    dump,
    made,
    prove_spans,
    redo_all,
    undo_all,
    work,
)

from juseok.core.model import ZoneRole
from juseok.services.projects import open_project
from juseok.store.doctor import check
from juseok.store.reader import ArticleQuery

CAPTION = "E"

# Twice the whole job in one window after the other, on a machine that does other work too.
pytestmark = pytest.mark.timeout(240)


def roles_of(path, line):
    """The roles that ``line`` has in the articles of a project file."""
    found = set()
    with open_project(path=path, read_only=True) as project, project.reader() as reader:
        for article in reader.article_ids(project.viewer(), ArticleQuery()):
            held = reader.article(article)
            at = f"\n{held.text}\n".find(f"\n{line}\n")
            if at >= 0:
                found |= {zone.role for zone in held.zones if zone.start <= at < zone.end}
    return found


def kinds(file):
    """How many records of each kind an exported file holds; every line is one."""
    counts = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        kind = json.loads(line)["kind"]
        counts[kind] = counts.get(kind, 0) + 1
    return counts


@pytest.mark.drill  # the ordinary run has it on a real screen: test_on_a_screen.py
@pytest.mark.parametrize("by_key", [False, True], ids=["hand", "keys"])
def test_import_tag_undo_redo_restart_undo_export_and_import_elsewhere(
    tmp_path, folder, command, at_window, by_key
):
    path, elsewhere = tmp_path / "뉴스.juseok", tmp_path / "다른 곳.juseok"
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    assert command("new", path) == command("new", elsewhere) == 0
    lines = []

    def import_and_work(hands):
        hands.until(lambda: hands.desk.session is not None and hands.window.bench is not None)
        if by_key:
            dialog = dialogs.open_import(hands)
            dialogs.choose(hands, dialog, folder)
        else:
            dialog = dialogs.drop(hands, *sorted(folder.iterdir()))
        lines.append(dialogs.rezone_last_line(hands, dialog, CAPTION))
        dialogs.finish_import(hands, dialog, by_key=by_key)
        hands.wait_open()
        hands.until(lambda: hands.bench.list.model.rowCount() >= len(list(folder.iterdir())))
        hands.wait_shown(hands.bench.list.model.ids[0])
        assert made(dump(path)) == []
        work(hands, by_key=by_key)
        worked = dump(path)
        undo_all(hands)
        assert made(dump(path)) == []
        redo_all(hands)
        assert made(dump(path)) == made(worked)
        assert hands.moused is not by_key
        hands.quit()

    def undo_once_more_and_export(hands):
        counts = len(hands.mentions), len(hands.workspace.claims)
        assert counts == (MENTIONS, CLAIMS)
        hands.wait_turned()
        hands.press("Ctrl+Z")
        hands.until(lambda: len(hands.workspace.relationships) == RELATIONSHIPS - 1)
        hands.wait_saved()
        assert (len(hands.mentions), len(hands.workspace.claims)) == counts
        dialogs.export(hands, first, by_key=by_key)
        hands.quit()

    def import_elsewhere_and_export(hands):
        hands.until(lambda: hands.desk.session is not None and hands.window.bench is not None)
        if by_key:
            dialog = dialogs.open_import(hands)
            dialogs.choose(hands, dialog, first)
        else:
            dialog = dialogs.drop(hands, first)
        dialogs.finish_import(hands, dialog, by_key=by_key)
        hands.wait_open()
        dialogs.export(hands, second, by_key=by_key)
        hands.quit()

    at_window(import_and_work, path, wait=False)
    assert roles_of(path, lines[0]) == {ZoneRole.CAPTION}
    at_window(undo_once_more_and_export, path)
    assert prove_spans(path) >= MENTIONS + CLAIMS + RELATIONSHIPS
    counts = kinds(first)
    assert counts["article"] >= 5
    assert counts["mention"] == MENTIONS
    assert counts["claim"] == CLAIMS + 1
    assert counts["claim_link"] == 1
    assert counts["relationship"] == RELATIONSHIPS - 1
    at_window(import_elsewhere_and_export, elsewhere, wait=False)
    assert dump(elsewhere) == dump(path)
    assert second.read_bytes() == first.read_bytes()
    assert check(path) == check(elsewhere) == []
