"""What stands beside a record: the quick way says what the careful one says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.model import Kind
from juseok.formats.brat.notes import patched_entity, plain_entity
from juseok.formats.patches import Patch, PatchError, entity_made, patched_fields

_NAMES = st.sampled_from(["layer", "type", "name", "kb_id", "note", "aliases", "@kind", "later"])
_VALUES = st.sampled_from(["", "ORG", "한빛", None, 1, True, ["하나"], ["값", "hand"]])


@given(st.dictionaries(_NAMES, _VALUES))
def test_an_entity_of_words_is_what_its_registers_say(registers: Patch) -> None:
    quick = entity_made("e", {"type": "ORG", "name": "한빛", **registers})
    if quick is not None:
        whole: Patch = {"layer": "", "type": "ORG", "name": "한빛", **registers}
        assert quick == patched_fields(Kind.ENTITY, "e", whole, {}, "")


@pytest.mark.parametrize("patch", [{"type": "ORG"}, {"name": "한빛"}, {"type": 1, "name": "한빛"}])
def test_an_entity_without_its_words_is_refused(patch: Patch) -> None:
    with pytest.raises(PatchError):
        patched_entity(None, {"id": "e", **patch})


def test_a_note_changes_what_a_normalization_says() -> None:
    plain = plain_entity("Wikidata:Q42", type_="ORG", name="한빛")
    made = patched_entity(plain, {"name": "한빛전자"})
    assert (made.id, made.type, made.name, made.kb_id) == (plain.id, "ORG", "한빛전자", "Q42")
