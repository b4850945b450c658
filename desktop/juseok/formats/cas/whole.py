"""What a CAS of ours says of the article as a whole, beside its annotations."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from juseok.core.model import Article, Metadata, SentenceEdits, Zone
from juseok.core.text import NORM_VERSION, normalise
from juseok.formats import patches
from juseok.formats.cas.graph import Graph
from juseok.formats.patches import Patch, PatchError

CHARACTERS: Final = "characters"
"""Characters that the file cannot have, with their places."""
_INFO: Final = ("documentTitle", "documentUri", "collectionId")
Refuse: TypeAlias = Callable[[str], None]
"""Told why something cannot be used."""


def restored(raw: str, patch: Patch, refuse: Refuse) -> str:
    """``raw`` with the characters that its file could not have."""
    given = patch.get(CHARACTERS)
    if not isinstance(given, list):
        return raw
    text = list(raw)
    for item in given:
        match item:
            case [int(at), str(char)] if 0 <= at < len(text) and len(char) == 1:
                if text[at] == " ":
                    text[at] = char
            case _:
                refuse(CHARACTERS)
    found = "".join(text)
    return found if normalise(found).text == found else raw


def article_of(id_: str, text: str, graph: Graph, patch: Patch, *, refuse: Refuse) -> Article:
    """The article ``id_``; of a file that is not ours, what it is called is kept as further
    details, and of every one what its layers say of the document."""
    zones: tuple[Zone, ...] = ()
    metadata, sentencing = Metadata(), SentenceEdits()
    try:
        zones = patches.zones_of(patch, text)
        metadata = patches.metadata_of(patch)
        sentencing = patches.sentencing_of(patch, text)
    except PatchError as error:
        refuse(str(error))
    if not patch:
        info = graph.info
        metadata = Metadata(extra={name: info[name] for name in _INFO if info.get(name)})
    if graph.about:
        metadata = replace(metadata, extra={**graph.about, **metadata.extra})
    return Article(id_, text, zones, metadata, NORM_VERSION, sentencing=sentencing)
