"""A plain mention of a colleague's file is looked at quickly, and as the full rules would."""

from hypothesis import example, given
from hypothesis import strategies as st

from juseok.core.model import Kind
from juseok.store.incoming import UNREADABLE, ProjectError, _Proof

TEXT = "한빛전자가 부산에"
RIGHT = [[0, 4, "한빛전자"], [6, 8, "부산"]]


class Held:
    """A file with one text, which has no more than a proof asks for."""

    def text(self, article):
        return TEXT if article == "a" else None

    def article_of(self, obj):
        return None


odd = st.sampled_from(["", "ORG", 1, None, True])
span = st.sampled_from([*RIGHT, [0, 4, "부산"], [4, 0, ""], [0, 99, TEXT], [True, 4, "빛전자"], 1])
bodies = st.fixed_dictionaries(
    {},
    optional={
        "layer": odd, "type": odd, "entity": odd,
        "article": st.sampled_from(["a", "a", "b", "", 1]),
        "spans": st.just(RIGHT) | st.lists(span, max_size=3) | odd,
    },
)  # fmt: skip


def refusal(fields):
    """Why a mention is refused; None where it is not."""
    try:
        _Proof(Held(), None)._object("m", Kind.MENTION, fields, whole=True)
    except (*UNREADABLE, ProjectError) as error:
        return repr(error)
    return None


@example({"layer": "l", "type": "ORG", "article": "a", "spans": RIGHT, "entity": "e"})
@given(bodies)
def test_what_is_plain_is_refused_for_what_the_full_rules_say(fields):
    full = {**fields, "register of a newer program": 1}
    assert refusal(fields) == refusal(full)
