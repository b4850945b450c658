"""Edits on their way to the disk."""

from concurrent.futures import Future

from hypothesis import given
from hypothesis import strategies as st

from juseok.core.messages import Message
from juseok.core.ops import Action
from juseok.ui.underway import Underway


@given(st.permutations(range(6)))
def test_edits_are_settled_in_their_order_however_they_land(order):
    underway = Underway()
    edits = [Action(Message("history.create"), ()) for _ in order]
    underway.edits.extend(edits)
    settled = []
    for number, each in enumerate(order):
        settled += underway.land(edits[each])
        assert len(settled) + len(underway.edits) == len(edits)
        landed = set(order[: number + 1])
        first_missing = next((n for n in range(len(edits)) if n not in landed), len(edits))
        assert len(settled) == first_missing
    assert all(one is other for one, other in zip(settled, edits, strict=True))


def test_waiting_ends_with_the_last_answer_or_when_saving_is_given_up():
    underway, told = Underway(), []
    answered, open_ = Future(), Future()
    underway.follow(answered, told.append)
    answered.set_result(None)
    assert told == [answered]
    underway.wait(given_up=lambda: False)
    underway.drop(answered)
    underway.follow(open_, told.append)
    asked = []
    underway.wait(given_up=lambda: bool(asked) or asked.append(1))
    assert asked == [1]
    open_.set_result(None)
    underway.wait(given_up=lambda: False)
