"""Looking through files of other tools in another process."""

from collections.abc import Sequence
from pathlib import Path

from juseok.core.scheme import Scheme
from juseok.services.interchange.foreign import Foreign
from juseok.services.interchange.readers import texts_of
from juseok.services.interchange.reading import Look, look_at
from juseok.services.worker import Port
from juseok.store.reader import Reader


def look_apart(
    port: Port, sources: Sequence[Foreign], scheme: Scheme, project: Path, annotator: str
) -> Look:
    """As :func:`~juseok.services.interchange.reading.look_at`, for a worker, with the texts of the
    project file ``project``; tells how many documents are read."""
    with Reader.alone(project, annotator) as reader:
        return look_at(
            sources=sources, scheme=scheme, text_of=texts_of(reader), progress=port.progress()
        )
