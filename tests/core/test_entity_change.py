"""A proposed change of an entity: what is shown, and what one edit after another comes to."""

from hypothesis import given
from hypothesis import strategies as st

from juseok.core.entity_change import changed, proposed
from juseok.core.model import Entity

names = st.sampled_from(["한빛전자", "한빛", "HB", "㈜한빛", "한빛그룹"])
edits = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "name": names, "type": st.sampled_from(["ORG", "PRODUCT"]), "note": names,
            "aliases": st.lists(names, unique=True, max_size=4),
        },
    ),
    max_size=5,
)  # fmt: skip


@given(edits, st.lists(names, unique=True, max_size=3))
def test_what_is_seen_is_what_all_edits_come_to(wanted, aliases):
    register = Entity("e", "register", "ORG", "한빛전자", tuple(aliases))
    seen, change = register, None
    for fields in wanted:
        change = proposed(seen, fields, layer="mine", before=change)
        seen = changed(seen, change)
        for name in ("name", "type", "note"):
            assert getattr(seen, name) == fields.get(name, getattr(seen, name))
        if "aliases" in fields:
            assert set(seen.aliases) == set(fields["aliases"])
        again = changed(register, change)  # read from the file, and not one edit after another
        assert (again.name, again.type, again.note) == (seen.name, seen.type, seen.note)
        assert set(again.aliases) == set(seen.aliases)
        assert (change.layer, change.target) == ("mine", "e")
