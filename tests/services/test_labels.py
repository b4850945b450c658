"""Every label and refusal that the services can give stands in both catalogues."""

import ast
from collections.abc import Iterator
from pathlib import Path

import juseok.services as services
from juseok.core.messages import LANGUAGES, catalogue
from juseok.services.edits import elide

OWN = ("bulk/tag_all_here", "edits", "entities", "tagging")
"""Files and folders."""
CALLS = {"label": "undo.", "AnnotationError": "", "Message": ""}


def _codes() -> Iterator[str]:
    folder = Path(services.__path__[0])
    files = [folder / f"{name}.py" for name in OWN if (folder / f"{name}.py").is_file()]
    files += [each for name in OWN for each in sorted((folder / name).glob("*.py"))]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            prefix = CALLS.get(node.func.id)
            if prefix is not None and node.args and isinstance(node.args[0], ast.Constant):
                yield prefix + str(node.args[0].value)


def test_every_code_has_its_sentence_in_both_languages() -> None:
    codes = set(_codes())
    assert len(codes) > 40
    for language in LANGUAGES:
        assert codes - catalogue(language).keys() == set()


def test_the_codes_that_are_put_together_have_sentences_too() -> None:
    made = {f"undo.claim.source.{each}" for each in ("open", "given", "elided", "none")}
    made |= {f"undo.article.{each}" for each in ("open", "finished", "in_progress", "skipped")}
    roles = ("affiliation", "medium", "time", "place", "object")
    made |= {f"undo.claim.role.{each}" for each in roles}
    made |= {f"undo.claim.content.{each}" for each in ("add", "remove")}
    made |= {"undo.claim.cue", "undo.claim.cue_clear", "undo.claim.add", "undo.claim.same_speaker"}
    made |= {"undo.claim.nest", "undo.claim.unnest", "undo.remark.resolve", "undo.remark.reopen"}
    for language in LANGUAGES:
        assert made - catalogue(language).keys() == set()


def test_quotes_are_cut_to_one_short_line() -> None:
    assert elide("한빛전자\n는  크다") == "한빛전자 는 크다"
    assert elide("가" * 20) == "가" * 20
    assert elide("가" * 21) == "가" * 19 + "…"
    assert len(elide("가 " * 100_000)) == 20
    assert elide(" " * 1000 + "끝") == "…"
