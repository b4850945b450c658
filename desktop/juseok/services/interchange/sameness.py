"""What an annotation says, so that one that is here already does not come in a second time."""

from collections.abc import Callable, Set
from dataclasses import replace

from juseok.core.canon import canonical
from juseok.core.model import (
    Attributes,
    Claim,
    ClaimLink,
    How,
    Mention,
    Relationship,
    Remark,
    Value,
)
from juseok.core.records import to_body
from juseok.core.scheme import Scheme


def said_by(
    record: Mention | Claim | Relationship | ClaimLink | Remark,
    *,
    speaker: Callable[[str], str],
    unsaid: Set[str] | None = None,
) -> str:
    """What ``record`` says, without how it came to be; ``speaker``: who stands for an entity.

    ``unsaid``: of files without anybody’s words, attributes that are such words; then neither they
    nor notes count, for a file that lacks them does not say that there are none.
    """
    if isinstance(record, Remark):
        return canonical(to_body(record))
    plain = replace(record, how=How.IMPORTED, derived_from="")
    if unsaid is not None:
        plain = replace(plain, note="")
    if isinstance(plain, Mention):
        entity = speaker(plain.entity) if plain.entity else ""
        plain = replace(plain, entity=entity)
    if not isinstance(plain, ClaimLink):
        plain = replace(plain, attributes=_said(plain.attributes, unsaid or frozenset()))
    return canonical(to_body(plain))


def words_of(scheme: Scheme) -> Set[str]:
    """Attributes of ``scheme`` whose values are anybody’s words."""
    return frozenset(each.id for each in scheme.attributes if each.sort == "text")


def _said(attributes: Attributes, unsaid: Set[str]) -> dict[str, Value]:
    return {
        name: Value(each.value, How.IMPORTED)
        for name, each in attributes.items() if name not in unsaid
    }  # fmt: skip
