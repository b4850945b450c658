"""Makes ``v<version>.juseok`` beside this file: what people have on their disks from that version.

Run it once, when a version of the tables is released: ``python -m tests.data.projects.make``.
After that the file stays as it is, for every later version has to open it; ``v<version>.json``
says what is in it.
"""

import json
import tempfile
from pathlib import Path

from tests.benchmarks.generator import Size, make_project

from juseok.core.ids import sha256_hex
from juseok.core.messages import Message
from juseok.core.model import Claim, ClaimLink, Kind
from juseok.core.ops import CREATE, DELETE, SET, Action, Change
from juseok.core.records import to_body
from juseok.core.spans import make_span
from juseok.store.articles import ArticleQuery
from juseok.store.content import PageContent
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.store.schema import VERSION

FOLDER = Path(__file__).parent
SIZE = Size(articles=3, characters=160, mentions=4, names=6)
_PAGE = "지어낸 쪽\r\n둘째 줄".encode("cp949")
_LABEL = Message("history.unknown")


def content(reader: Reader) -> dict[str, object]:
    """All that a project holds; the same for two projects only if nothing differs."""
    return {
        "objects": [list(item) for item in reader.dump()],
        "operations": [[op.op_id, op.hash] for op in reader.all_ops()],
        "contents": sorted(sha256_hex(repr(piece).encode()) for piece in reader.contents()),
    }


def _work(project: Project) -> None:
    """One operation of each sort, after the bulk that the generator wrote."""
    with project.reader() as reader:
        mentions = [obj for obj, kind, _ in reader.dump() if kind == Kind.MENTION]
        articles = reader.article_ids(project.viewer(), ArticleQuery())[:2]
        spans = [make_span(reader.article(article).text, 0, 5) for article in articles]
    digest = sha256_hex(_PAGE)
    page = Change(
        project.ids(), Kind.PAGE, CREATE, {"name": "쪽.txt", "encoding": "cp949", "sha256": digest}
    )
    writer = project.writer
    writer.commit(Action(_LABEL, (page,)), (PageContent(digest, _PAGE),))
    for note in ("먼저", "나중", "취소할 것"):
        writer.commit(Action(_LABEL, (Change(mentions[0], Kind.MENTION, SET, {"note": note}),)))
    writer.undo().result()
    writer.undo().result()
    writer.redo().result()
    writer.commit(Action(_LABEL, (Change(mentions[1], Kind.MENTION, DELETE, {}),)))
    layer = project.own_layer
    head, tail = (
        Claim(project.ids(), layer, article, (span,))
        for article, span in zip(articles, spans, strict=True)
    )
    link = ClaimLink(project.ids(), layer, head.article, "supports", head.id, tail.id)
    for record, kind in ((head, Kind.CLAIM), (tail, Kind.CLAIM), (link, Kind.CLAIM_LINK)):
        writer.commit(Action(_LABEL, (Change(record.id, kind, CREATE, to_body(record)),)))


def main() -> None:
    path = FOLDER / f"v{VERSION:03}.juseok"
    with tempfile.TemporaryDirectory() as folder:
        identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", Path(folder))
        make_project(path, identity, SIZE)
        with Project.open(path, identity=identity) as project:
            _work(project)
            with project.reader() as reader:
                found = content(reader)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
