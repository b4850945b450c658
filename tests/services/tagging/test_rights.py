"""Rights of articles, set for many in one action, and exports that go by them."""

from pathlib import Path

from tests.services.interchange.test_documents import create
from tests.services.seeded import fill

from juseok.core.recipe import Recipe
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.services.interchange.recipes import options_of
from juseok.services.tagging.rights import rights_in, set_rights
from juseok.store.articles import ArticleQuery
from juseok.store.project import Project

FREE = "CC BY 4.0"


def states(project: Project) -> dict[str, object]:
    with project.reader() as reader:
        ids = reader.article_ids(project.viewer(), ArticleQuery())
        return {each: next(iter(reader.occurrences(each))) for each in ids}


def test_many_articles_say_it_in_one_action_and_exports_go_by_it(tmp_path: Path) -> None:
    with create(tmp_path) as project:
        fill(project)
        project.writer.flush()
        found = states(project)
        wanted = list(found)[:2]
        action = set_rights(occurrences=[found[each] for each in wanted], rights=f" {FREE} ")
        assert action is not None
        assert len(action.changes) == 2
        project.writer.commit(action)
        said = {each: rights_in(state) for each, state in states(project).items()}
        assert [each for each, rights in said.items() if rights == FREE] == wanted
        again = [states(project)[each] for each in wanted]
        assert set_rights(occurrences=again, rights=FREE) is None
        options = options_of(project=project, recipe=Recipe("", "", form="brat", rights=(FREE,)))
        report = export_project(
            project=project, viewer=full_viewer(project), path=tmp_path / "out", form="brat",
            options=options,
        )  # fmt: skip
        assert report.kinds["article"] == 2
        back = set_rights(occurrences=again, rights="")
        assert back is not None
        project.writer.commit(back)
        assert {rights_in(state) for state in states(project).values()} == {
            rights_in(state) for state in found.values()
        }
