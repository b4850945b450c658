"""Keeping the search index in step with the project, in small steps and behind everything else."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from juseok.core.ids import sha256_hex
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.store.search_index import SearchIndex

_STEP: Final = 32
_LEMMA_ARTICLES: Final = 16
_LEMMA_TEXT: Final = 20_000


def index_path(folder: Path, project: Project) -> Path:
    """Where the index of ``project`` is, below the user's own ``folder``: each copy has its own."""
    place = sha256_hex(f"{project.project_id}\n{project.path}".encode())[:16]
    return folder / "search" / f"{project.path.stem[:40]}-{place}.index"


def catch_up(
    *,
    reader: Reader,
    index: SearchIndex,
    told: Callable[[int, int], object] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Put in what came since the last time; whether it was not cancelled.

    ``told(done, total)`` is called between steps, of which none takes long; an article is read
    and let go before it is written, so the project's writer never waits for the index.  Raises
    ``IndexGone``.
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
        index.add(reader.finding.texts(missing[at : at + _STEP]).items())
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
