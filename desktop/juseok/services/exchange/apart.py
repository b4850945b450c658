"""The heavy steps of exchange, as functions for another process: they write only where told."""

from collections.abc import Sequence
from pathlib import Path

from juseok.services.exchange.merging import Refused, Taken, preview, take_in
from juseok.services.exchange.previews import Preview
from juseok.services.exchange.sending import Order, Sent, send_from
from juseok.services.exchange.sharing import Found, look, write_own
from juseok.services.worker import Port


def look_through(
    port: Port, project: Path, files: Sequence[Path], folder: Path
) -> tuple[list[Taken], Preview, list[Refused]]:
    """Private copies of ``files`` in ``folder``, looked through, and what they would bring; and
    the files that cannot be taken."""
    progress = port.progress()
    refused: list[Refused] = []
    taken = take_in(
        project=project, files=files, folder=folder, refuse=refused.append,
        progress=lambda n, of: progress(n, 2 * of),
    )  # fmt: skip
    seen = preview(
        project=project, taken=taken, refuse=refused.append,
        progress=lambda n, of: progress(of + n, 2 * of),
    )  # fmt: skip
    out = {each.file for each in refused}
    return [each for each in taken if each.file not in out], seen, refused


def pack(port: Port, snapshot: Path, annotator: str, path: Path) -> Sent:
    """One person's part of ``snapshot`` as the file ``path``, in a folder that is cleared away."""
    return send_from(snapshot=snapshot, order=Order(annotator, path, progress=port.progress()))


def look_at_folder(
    port: Port, project: Path, writer: str, folder: Path, seen: frozenset[str], place: Path
) -> Found:
    """What others wrote into a shared folder, in private copies in ``place``."""
    return look(project=project, writer=writer, folder=folder, seen=seen, place=place)


def write_to_folder(port: Port, project: Path, writer: str, folder: Path) -> int:
    """Write what is own into a shared folder: each file whole or not at all."""
    return write_own(project=project, writer=writer, folder=folder)
