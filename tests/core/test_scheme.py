"""Schemes: files are read strictly, the log gives the same scheme back, pairs are judged."""

import dataclasses
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.errors import SchemeError
from juseok.core.messages import LANGUAGES, Message, catalogue, render
from juseok.core.model import Claim, Kind
from juseok.core.ops import CREATE
from juseok.core.resources import resource
from juseok.core.scheme import (
    CATEGORIES,
    Scheme,
    load_scheme,
    scheme_changes,
    scheme_from_objects,
    scheme_from_toml,
    scheme_objects,
    shipped_schemes,
    with_type_names,
)

SMALL = """
format = 1
id = "small"
names = { ko = "작은 체계", en = "Small" }
[[entity]]
id = "ANIMAL"
names = { ko = "동물", en = "Animal" }
color = "#009E73"
key = "q"
attributes = ["wild"]
[[relationship]]
id = "eats"
names = { ko = "먹음", en = "Eats" }
color = "#8a8a8a"
head = ["ANIMAL"]
[[attribute]]
id = "wild"
names = { ko = "야생", en = "Wild" }
on = ["mention"]
sort = "bool"
"""


@pytest.fixture(scope="module")
def default() -> Scheme:
    return load_scheme("default")


@pytest.mark.parametrize("name", shipped_schemes())
def test_shipped_schemes_name_and_explain_everything_in_both_languages(name: str) -> None:
    scheme = load_scheme(name)
    live = [item for category in CATEGORIES for item in scheme.types(category) if not item.retired]
    for item in [*live, *scheme.attributes]:
        assert set(item.names) == set(item.help) == set(LANGUAGES), item.id
    for value in (value for item in scheme.attributes for value in item.values):
        assert set(value.names) == set(LANGUAGES)


@pytest.mark.parametrize("name", shipped_schemes())
def test_no_two_entity_types_look_alike_without_colour_or_with_it(name: str) -> None:
    types = load_scheme(name).entity_types
    assert len(types) == 15
    assert len({item.letter for item in types}) == 15
    assert len({item.color for item in types}) == 15


def test_the_default_keys_are_the_documented_ones(default: Scheme) -> None:
    keys = {"Q": "PERSON", "W": "ORG", "E": "GPE", "R": "LOC", "T": "TITLE", "A": "PRODUCT"}
    keys |= {"S": "TECH", "D": "LAW", "F": "EVENT", "G": "WORK"}
    for key, type_id in keys.items():
        assert [item.id for item in default.entity_types if item.key == key] == [type_id]
    values = [item.id for item in default.entity_types if item.key == "V"]
    assert values == ["DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"]


def test_claim_roles_are_fields_of_the_claim_record(default: Scheme) -> None:
    fields = {item.name for item in dataclasses.fields(Claim)}
    assert {item.id for item in default.roles} <= fields
    assert [item.id for item in default.roles if item.required] == ["content"]


def test_every_label_of_klue_re_but_no_relation_is_mapped(default: Scheme) -> None:
    labels = {
        label.label
        for item in default.relationship_types
        for label in item.labels
        if label.scheme == "klue"
    }
    assert len(labels) == 29
    assert "no_relation" not in labels


@pytest.mark.parametrize("name", shipped_schemes())
def test_the_log_gives_back_the_scheme_that_was_put_in(name: str) -> None:
    scheme = load_scheme(name)
    changes = scheme_changes(scheme)
    assert {change.verb for change in changes} == {CREATE}
    again = scheme_from_objects((item.obj, item.kind, item.body) for item in reversed(changes))
    assert again == scheme
    assert again.version == scheme.version


@given(st.data())
def test_the_version_changes_with_any_content_and_with_nothing_else(data: st.DataObject) -> None:
    scheme = load_scheme("default")
    index = data.draw(st.integers(0, len(scheme.entity_types) - 1))
    change = data.draw(
        st.sampled_from([{"key": "9"}, {"color": "#123456"}, {"order": 7}, {"names": {"ko": "새"}}])
    )
    types = list(scheme.entity_types)
    types[index] = dataclasses.replace(types[index], **change)
    assert dataclasses.replace(scheme, entity_types=tuple(types)).version != scheme.version
    assert dataclasses.replace(scheme).version == scheme.version


def test_two_schemes_in_one_project_lose_no_type() -> None:
    default, nikl = load_scheme("default"), load_scheme("nikl15")
    rows = [*scheme_objects(default), *scheme_objects(nikl)]
    both = scheme_from_objects(rows)
    assert both == scheme_from_objects(reversed(rows))
    wanted = {item.id for item in (*default.entity_types, *nikl.entity_types)}
    assert {item.id for item in both.entity_types} == wanted
    assert both.id in {default.id, nikl.id}


def test_a_project_without_a_scheme_is_refused() -> None:
    with pytest.raises(SchemeError, match="no annotation scheme"):
        scheme_from_objects([("e", Kind.ENTITY, {"name": "한빛전자"})])


def test_a_register_of_the_wrong_shape_names_its_object() -> None:
    head, *_ = scheme_objects(load_scheme("default"))
    broken = ("t1", Kind.TYPE, {"id": "X", "category": "entity", "order": "first"})
    with pytest.raises(SchemeError, match=r"t1.*order"):
        scheme_from_objects([head, broken])


def test_what_only_a_newer_program_knows_does_not_stop_this_one() -> None:
    head, *rest = scheme_objects(_small())
    later = [
        ("t1", Kind.TYPE, {"id": "storm", "category": "weather"}),
        ("t2", Kind.TYPE, {"id": "X", "category": "entity", "pattern": "zigzag", "color": "red"}),
        ("t3", Kind.ATTRIBUTE, {"id": "mood", "sort": "scale", "shown": "aside"}),
    ]
    found = scheme_from_objects([head, *rest, *later])
    assert found.type("storm") is None
    unknown, mood = found.entity_type("X"), found.attribute("mood")
    assert unknown is not None
    assert mood is not None
    assert (unknown.pattern, unknown.color) == ("solid", "#808080")
    assert (mood.sort, mood.shown) == ("text", "folded")


def test_unknown_registers_of_a_newer_program_are_passed_over() -> None:
    rows = [(obj, kind, {**body, "later": 1}) for obj, kind, body in scheme_objects(_small())]
    assert scheme_from_objects(rows) == _small()


def test_allowed_relationships_say_why_the_others_are_not(default: Scheme) -> None:
    choices = {item.type.id: item for item in default.allowed_relationships("PERSON", "TITLE")}
    assert choices["title_of"].reversed
    assert choices["title_of"].reason is not None
    assert "반대 방향" in render(choices["title_of"].reason, "ko")
    employed = choices["employed_by"].reason
    assert employed is not None
    assert str(employed) == "“Employed by” ends at Organisation, Country or region; this is " + (
        "Title or role."
    )
    assert "born_on" not in choices


def test_allowed_relationships_of_a_person_and_a_company(default: Scheme) -> None:
    allowed = [
        item.type.id for item in default.allowed_relationships("PERSON", "ORG") if item.allowed
    ]
    assert allowed == ["employed_by"]


def test_also_called_joins_the_same_type_only(default: Scheme) -> None:
    alias = default.relationship_type("alias_of")
    assert alias is not None
    assert alias.joins("LAW", "LAW")
    assert not alias.joins("LAW", "ORG")


def test_symmetric_types_join_both_ways(default: Scheme) -> None:
    for item in default.relationship_types:
        if item.symmetric:
            for head in item.head:
                for tail in item.tail:
                    assert item.joins(tail, head)


def test_attributes_are_those_the_type_lists(default: Scheme) -> None:
    def on_mention(type_id: str) -> list[str]:
        return [item.id for item in default.attributes_on("mention", type_id)]

    assert on_mention("GPE") == ["mention_form", "actor", "uncertain"]
    assert on_mention("MONEY") == ["uncertain"]
    assert "measure" in [x.id for x in default.attributes_on("relationship", "has_value")]
    assert "measure" not in [x.id for x in default.attributes_on("relationship", "acquires")]


def _small(text: str = SMALL) -> Scheme:
    return scheme_from_toml(text.encode(), file="small.toml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "q"', 'colour = "q"', r"small\.toml.*entity\[0\].*colour"),
        ('color = "#8a8a8a"', "", r"relationship\[0\].*color"),
        ('color = "#8a8a8a"', 'color = "grey"', r"grey.*relationship\.eats\.color"),
        ('head = ["ANIMAL"]', 'head = ["PLANT"]', r"PLANT.*relationship\.eats\.head"),
        ('attributes = ["wild"]', 'attributes = ["tame"]', r"tame.*entity\.ANIMAL\.attributes"),
        ('id = "eats"', 'id = "ANIMAL"', r"type\.ANIMAL.*twice"),
        ('id = "eats"', 'id = "e ts"', r"e ts.*identifier"),
        ('sort = "bool"', 'sort = "choice"', r"attribute\.wild\.values"),
        ('sort = "bool"', 'sort = "bool"\ndefault = "x"', r"x.*attribute\.wild\.default"),
        ("format = 1", "format = 2", r"format"),
        ("[[entity]]", "[[entity", r"TOML"),
    ],
)
def test_a_wrong_key_is_refused_by_file_and_key(old: str, new: str, said: str) -> None:
    text = SMALL.replace(old, new)
    assert text != SMALL
    with pytest.raises(SchemeError, match=said):
        _small(text)


def test_every_scheme_sentence_exists_in_both_languages() -> None:
    codes = [{code for code in catalogue(lang) if code.startswith("scheme.")} for lang in LANGUAGES]
    assert codes[0] == codes[1] != set()


def test_the_shipped_files_hold_no_type_twice_under_one_key_but_by_rule() -> None:
    raw = tomllib.loads(resource("schemes/default.toml").read_text(encoding="utf-8"))
    keys = [item["key"] for item in raw["entity"] if item["key"] != "V"]
    assert len(keys) == len(set(keys)) == 10


def test_labels_of_actions_name_types_as_the_scheme_does_now():
    scheme = load_scheme("default")
    made = Message("undo.mention.retype", type="ORG", before="GONE", quote="ORG")
    whole = with_type_names(Message("undo.back", what=made), scheme)
    assert isinstance(whole.params["what"], Message)
    said = whole.params["what"].params
    assert (render(said["type"], "ko"), said["before"], said["quote"]) == (
        "기관·기업",
        "GONE",
        "ORG",
    )
    renamed = Message("undo.entity.rename", before="ORG", name="조직")
    assert with_type_names(renamed, scheme) is renamed
