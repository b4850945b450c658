"""Looking a whole project over: is the log unbroken, and is everything else what it says?

One small rule for each way in which a file can be wrong; a rule yields a message for each place.
Nothing is changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from juseok.core.canon import canonical
from juseok.core.errors import KnownError, SpanError
from juseok.core.messages import Message
from juseok.core.ops import HASHED_FIELDS, Op, op_hash
from juseok.core.records import prove_fields
from juseok.store.content import ArticleContent, prove_content
from juseok.store.fold import ObjectState, fold_log
from juseok.store.reader import Reader


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at, and what is wrong with it."""

    operations: int
    objects: int
    articles: int
    problems: tuple[Message, ...]


def check_project(*, reader: Reader) -> CheckReport:
    """Check everything that ``reader`` can see of a project."""
    ops = list(reader.all_ops())
    states = {obj: state for obj, state in fold_log(ops).items() if state.live}
    texts: dict[str, str] = {}
    problems = [*broken_chains(ops)]
    for content in reader.contents():
        try:
            prove_content(content)
        except KnownError as error:
            problems.append(error.message)
        if isinstance(content, ArticleContent):
            texts[content.id] = content.text
    problems += differing_rows(states, reader.dump())
    problems += unproved_spans(states.values(), texts)
    return CheckReport(len(ops), len(states), len(texts), tuple(problems))


def broken_chains(ops: Iterable[Op]) -> Iterator[Message]:
    """Operations that were altered, and gaps between those of one replica."""
    chains: defaultdict[str, list[Op]] = defaultdict(list)
    for op in ops:
        chains[op.replica].append(op)
        if op_hash({name: getattr(op, name) for name in HASHED_FIELDS}) != op.hash:
            yield Message("check.altered", op=op.op_id)
    for replica, chain in sorted(chains.items()):
        yield from _gaps(replica, sorted(chain, key=lambda op: op.seq))


def _gaps(replica: str, chain: Sequence[Op]) -> Iterator[Message]:
    seq, digest = 0, ""
    for op in chain:
        if op.seq != seq + 1 or op.prev != digest:
            yield Message("check.gap", replica=replica, seq=op.seq)
        seq, digest = op.seq, op.hash


def differing_rows(
    states: Mapping[str, ObjectState], rows: Iterable[tuple[str, str, str]]
) -> Iterator[Message]:
    """Objects that the tables of the screens show otherwise than the log has them."""
    shown = {obj: (kind, fields) for obj, kind, fields in rows}
    told = {obj: (state.kind, canonical(state.fields)) for obj, state in states.items()}
    for obj in sorted(shown.keys() | told.keys()):
        if shown.get(obj) != told.get(obj):
            yield Message("check.differs", object=obj)


def unproved_spans(states: Iterable[ObjectState], texts: Mapping[str, str]) -> Iterator[Message]:
    """Annotations whose quotes do not stand where they say."""
    for state in states:
        article = state.fields.get("article")
        if not isinstance(article, str):
            continue
        text = texts.get(article)
        if text is None:
            yield Message("check.no_text", object=state.obj, article=article)
            continue
        try:
            prove_fields(state.kind, state.fields, text)
        except SpanError as error:
            yield Message("check.span", object=state.obj, problem=error.message)
