"""The check finds each way in which a project can be wrong, and nothing in a sound one."""

from dataclasses import replace

from juseok.core.messages import Message
from juseok.core.ops import CREATE, Op, op_hash
from juseok.services.checking import broken_chains, differing_rows, unproved_spans
from juseok.store.fold import ObjectState

TEXT = "한빛전자는 내년에 늘린다고 밝혔다."


def chain(*, length: int) -> list[Op]:
    ops: list[Op] = []
    for seq in range(1, length + 1):
        fields: dict[str, str | int] = {
            "v": 1, "op_id": f"op{seq}", "replica": "r", "seq": seq, "lamport": seq,
            "annotator": "a", "action": f"x{seq}", "at": "", "scheme": "", "label": "",
            "obj": f"o{seq}", "kind": "note", "verb": CREATE, "body": "{}",
            "prev": ops[-1].hash if ops else "",
        }  # fmt: skip
        ops.append(Op(**fields, hash=op_hash(fields)))
    return ops


def mention(quote: str) -> ObjectState:
    return ObjectState("m", "mention", {"article": "a", "spans": [[0, 4, quote]]})


def test_a_whole_chain_is_in_order() -> None:
    assert list(broken_chains(chain(length=4))) == []


def test_an_altered_operation_is_found() -> None:
    first, second = chain(length=2)
    altered = replace(second, body='{"name":"x"}')
    assert list(broken_chains([first, altered])) == [Message("check.altered", op="op2")]


def test_a_missing_operation_is_found() -> None:
    first, _, third = chain(length=3)
    assert list(broken_chains([first, third])) == [Message("check.gap", replica="r", seq=3)]


def test_a_chain_without_its_start_is_found() -> None:
    _, second, third = chain(length=3)
    assert list(broken_chains([third, second])) == [Message("check.gap", replica="r", seq=2)]


def test_tables_that_say_something_else_are_found() -> None:
    states = {"one": ObjectState("one", "k", {"a": 1}), "two": ObjectState("two", "k", {})}
    rows = [("one", "k", '{"a":2}'), ("three", "k", "{}")]
    assert [message.params["object"] for message in differing_rows(states, rows)] == [
        "one", "three", "two",
    ]  # fmt: skip
    assert list(differing_rows(states, [("one", "k", '{"a":1}'), ("two", "k", "{}")])) == []


def test_a_quote_that_stands_elsewhere_is_found() -> None:
    assert list(unproved_spans([mention("한빛전자")], {"a": TEXT})) == []
    (problem,) = unproved_spans([mention("한빛전기")], {"a": TEXT})
    assert problem.code == "check.span"


def test_an_article_without_its_text_is_found() -> None:
    (problem,) = unproved_spans([mention("한빛전자")], {})
    assert problem.code == "check.no_text"
