"""Layers of a CAS by their types: those of DKPro that every tool knows, and our own as INCEpTION
has custom ones.

A span layer has only primitive features and slots (arrays of links with ``role`` and ``target``), a
relation layer has ``Governor`` and ``Dependent``, a chain has ``first``: what INCEpTION takes for a
layer when it imports a type system.
"""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from keyword import iskeyword
from typing import Final

_DKPRO: Final = "de.tudarmstadt.ukp.dkpro.core.api"
SENTENCE: Final = f"{_DKPRO}.segmentation.type.Sentence"
TOKEN: Final = f"{_DKPRO}.segmentation.type.Token"
NAMED_ENTITY: Final = f"{_DKPRO}.ner.type.NamedEntity"
METADATA: Final = f"{_DKPRO}.metadata.type.DocumentMetaData"
COREF_CHAIN: Final = f"{_DKPRO}.coref.type.CoreferenceChain"
COREF_LINK: Final = f"{_DKPRO}.coref.type.CoreferenceLink"
CLAIM: Final = "custom.Claim"
PART: Final = "custom.ClaimPart"
FRAME: Final = "custom.Frame"
RELATIONSHIP: Final = "custom.Relationship"
CLAIM_LINK: Final = "custom.ClaimLink"
RELATION: Final = "custom.Relation"
"""Between what is neither two mentions nor two claims."""
ARTICLE: Final = "custom.Article"
"""On the first word: what is said of the article as a whole."""

VALUE: Final = "value"
IDENTIFIER: Final = "identifier"
NOTE: Final = "note"
OWN: Final = "juseok"
"""The feature with what the others do not say."""
ROLES: Final = "roles"
GOVERNOR: Final = "Governor"
DEPENDENT: Final = "Dependent"
FIRST: Final = "first"
NEXT: Final = "next"
TARGET: Final = "target"
ROLE: Final = "role"
REFERENCE_TYPE: Final = "referenceType"
REFERENCE_RELATION: Final = "referenceRelation"

STRING: Final = "uima.cas.String"
BOOLEAN: Final = "uima.cas.Boolean"
FS_ARRAY: Final = "uima.cas.FSArray"
TOP: Final = "uima.cas.TOP"
ANNOTATION: Final = "uima.tcas.Annotation"
_BASE: Final = "uima.cas.AnnotationBase"

SPAN_LAYERS: Final = (NAMED_ENTITY, CLAIM, PART, FRAME, ARTICLE)
BASES: Final[Mapping[str, str]] = {
    RELATIONSHIP: NAMED_ENTITY, CLAIM_LINK: CLAIM, RELATION: ANNOTATION,
}  # fmt: skip
"""Relation layer → the type that its ends have."""
SLOTTED: Final = frozenset({CLAIM, FRAME})
_PLAIN: Final[Mapping[str, tuple[str, ...]]] = {
    NAMED_ENTITY: (VALUE, IDENTIFIER, NOTE, OWN),
    CLAIM: (NOTE, OWN),
    PART: (VALUE,),
    FRAME: (VALUE, NOTE),
    ARTICLE: (OWN,),
    RELATIONSHIP: (VALUE, NOTE, OWN),
    CLAIM_LINK: (VALUE, NOTE, OWN),
    RELATION: (VALUE, NOTE, OWN),
    COREF_LINK: (REFERENCE_TYPE, REFERENCE_RELATION),
}
LAYERS: Final = (*_PLAIN,)
RESERVED: Final = frozenset(
    {VALUE, IDENTIFIER, NOTE, OWN, ROLES, ROLE, TARGET, GOVERNOR, DEPENDENT, "begin", "end",
     "sofa", "type", "self", "id", "label", "get", "set", "get_covered_text", "xmiID"}
)  # fmt: skip
"""Names that no attribute may have as a feature of its own; the last four are cassis's."""
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Feature:
    """``element``: of an array, what its elements are."""

    name: str
    range: str = STRING
    element: str = ""


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """A type of a type system with the features of its own."""

    name: str
    base: str
    features: tuple[Feature, ...] = ()


def link_type(layer: str) -> str:
    """What the links in the slots of ``layer`` are, as INCEpTION names them."""
    return f"{layer}RolesLink"


@lru_cache(maxsize=512)
def is_feature(name: str) -> bool:
    """Whether an attribute called ``name`` can be a feature of its own."""
    return _NAME.fullmatch(name) is not None and name not in RESERVED and not iskeyword(name)


def features_of(layer: str, attributes: Iterable[str] = ()) -> tuple[str, ...]:
    """The primitive features of one of our layers: attributes in order, then what it always has."""
    return (*sorted(attributes), *_PLAIN[layer])


def usual(layer: str) -> frozenset[str]:
    """The primitive features that one of our layers always has."""
    return frozenset(_PLAIN[layer])


def type_system(attributes: Set[tuple[str, str]]) -> list[TypeInfo]:
    """Every type that is written, those first that others have features of; ``attributes``: layers
    with the name of an attribute on them."""

    def strings(layer: str) -> list[Feature]:
        names = features_of(layer, (name for of, name in attributes if of == layer))
        return [Feature(name) for name in names]

    found = [
        TypeInfo(
            METADATA, "uima.tcas.DocumentAnnotation",
            (Feature("documentTitle"), Feature("documentId"), Feature("documentUri"),
             Feature("collectionId"), Feature("documentBaseUri"),
             Feature("isLastSegment", BOOLEAN)),
        ),
        TypeInfo(SENTENCE, ANNOTATION, (Feature("id"),)),
        TypeInfo(TOKEN, ANNOTATION, (Feature("id"), Feature("form"))),
        TypeInfo(COREF_CHAIN, _BASE, (Feature(FIRST, COREF_LINK),)),
        TypeInfo(COREF_LINK, ANNOTATION, (Feature(NEXT, COREF_LINK), *strings(COREF_LINK))),
    ]  # fmt: skip
    for layer in SPAN_LAYERS:
        features = strings(layer)
        if layer in SLOTTED:
            link = link_type(layer)
            features.append(Feature(ROLES, FS_ARRAY, link))
            found.append(TypeInfo(link, TOP, (Feature(ROLE), Feature(TARGET, ANNOTATION))))
        found.append(TypeInfo(layer, ANNOTATION, tuple(features)))
    for layer, base in BASES.items():
        ends = (Feature(GOVERNOR, base), Feature(DEPENDENT, base))
        found.append(TypeInfo(layer, ANNOTATION, (*ends, *strings(layer))))
    return found
