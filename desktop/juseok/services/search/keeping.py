"""Keeping the search index in step with the project, in small steps and behind everything else."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from juseok.core.ids import sha256_hex
from juseok.services.worker import Port
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.store.search_index import SearchIndex, tokens_of

_STEP: Final = 32
_APART: Final = 50_000
_LEMMA_ARTICLES: Final = 16
_LEMMA_TEXT: Final = 20_000


def index_path(folder: Path, project: Project) -> Path:
    """Where the index of ``project`` is, below the user's own ``folder``: each copy has its own."""
    place = sha256_hex(f"{project.project_id}\n{project.path}".encode())[:16]
    return folder / "search" / f"{project.path.stem[:40]}-{place}.index"


Prepare = Callable[[Sequence[str]], Sequence[str]]
"""Texts → the tokens of each."""


def tokens_of_each(texts: Sequence[str]) -> list[str]:
    """The tokens of texts, as the index keeps them."""
    return [tokens_of(text) for text in texts]


def tokens_apart(_: Port, texts: Sequence[str]) -> list[str]:
    """As :func:`tokens_of_each`, for a process of its own."""
    return tokens_of_each(texts)


def catch_up(
    *,
    reader: Reader,
    index: SearchIndex,
    apart: Prepare = tokens_of_each,
    told: Callable[[int, int], object] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Put in what came since the last time; whether it was not cancelled.

    ``apart`` does the same as :func:`tokens_of_each` where it stops nobody; it is given
    what would take long.  ``told(done, total)`` is called between steps, of which none takes
    long; an article is read and let go before it is written, so the project's writer never waits
    for the index.  Raises ``IndexGone``.
    """
    arrival = reader.finding.arrival()
    if index.watermark == arrival:
        return True
    ids = reader.finding.listed().ids
    here = index.ids()
    missing = [article for article in ids if article not in here]
    for at in range(0, len(missing), _STEP):
        if cancelled():
            return False
        told(at, len(missing))
        texts = reader.finding.texts(missing[at : at + _STEP])
        held = list(texts.values())
        prepare = apart if sum(map(len, held)) > _APART else tokens_of_each
        index.add_tokens(zip(texts, prepare(held), strict=True))
    index.set_watermark(arrival)
    if missing:
        told(len(missing), len(missing))
    return True


def without_lemmas(
    *, reader: Reader, index: SearchIndex, size: int = _LEMMA_TEXT
) -> list[tuple[str, str]]:
    """Some articles whose lemmas the index does not know, as id and text: one at least, together
    about ``size`` code points."""
    found: list[tuple[str, str]] = []
    held = 0
    for article, text in reader.finding.texts(index.without_lemmas(_LEMMA_ARTICLES)).items():
        if found and held + len(text) > size:
            break
        found.append((article, text))
        held += len(text)
    return found
