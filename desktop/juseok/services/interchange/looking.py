"""Looking through files of other tools in another process."""

from pathlib import Path

from juseok.core.scheme import Scheme
from juseok.services.interchange.reading import Look, look_at
from juseok.services.worker import Port


def look_apart(port: Port, path: Path, form: str, scheme: Scheme) -> Look:
    """As :func:`~juseok.services.interchange.reading.look_at`, for a worker; tells how many
    documents are read."""
    return look_at(path=path, form=form, scheme=scheme, progress=port.progress())
