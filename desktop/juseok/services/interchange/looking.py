"""Looking through files of other tools in another process."""

from collections.abc import Sequence

from juseok.core.scheme import Scheme
from juseok.services.interchange.foreign import Foreign
from juseok.services.interchange.reading import Look, look_at
from juseok.services.worker import Port


def look_apart(port: Port, sources: Sequence[Foreign], scheme: Scheme) -> Look:
    """As :func:`~juseok.services.interchange.reading.look_at`, for a worker; tells how many
    documents are read."""
    return look_at(sources=sources, scheme=scheme, progress=port.progress())
