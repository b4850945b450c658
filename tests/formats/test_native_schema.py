"""The published schema of the native format says what the program writes."""

import json
from typing import Any

import jsonschema
import msgspec
import pytest

from juseok.core.records import SPECS
from juseok.core.resources import resource
from juseok.formats.native.fields import to_record

SCHEMA = json.loads(resource("schemas/native.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
MENTION = {"layer": "l", "article": "a", "type": "ORG", "spans": [[0, 2, "한빛"]], "new": 1}


def line(fields: dict[str, Any]) -> dict[str, Any]:
    return json.loads(msgspec.json.encode(to_record("m", "mention", fields)))


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("kind", [str(kind) for kind in SPECS])
def test_it_knows_every_register_of_a_record_and_which_are_needed(kind: str) -> None:
    spec, definition = SPECS[kind], SCHEMA["$defs"][kind]
    shared = {"kind", "format", "id", "extra"}
    assert definition["properties"].keys() - shared - {"attributes"} == spec.names
    assert set(definition["required"]) - shared == spec.required


def test_a_line_fits_and_a_wrong_one_does_not() -> None:
    VALIDATOR.validate(line(MENTION))
    VALIDATOR.validate({"kind": "of a newer program", "format": 1, "id": "x"})
    wrong = line(MENTION)
    wrong["spans"][0]["quote"] = ""
    assert not VALIDATOR.is_valid(wrong)
    assert not VALIDATOR.is_valid(line(MENTION) | {"typo": 1})
    assert not VALIDATOR.is_valid({"kind": "mention", "format": 1, "id": "m"})
