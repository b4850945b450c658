"""A page as PDF or PNG, painted without a window.

Used in whichever process writes an export; where that has no Qt yet, one without a screen is made.
"""

import os
import re
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QHashSeed,
    QIODevice,
    QMarginsF,
    QRectF,
    QSizeF,
    Qt,
    QUuid,
)
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from juseok.core.ids import sha256_hex
from juseok.ui.theme import register_fonts, ui_font

_WIDTH: Final = 800
_MARGIN: Final = 48
_TALLEST: Final = 5_000
"""In units of 1/96 inch; what is longer goes on in a second picture."""
_SCALE: Final = 2
_CUT: Final = 48
_UNITS: Final = 96
_PAGE_MARGIN_MM: Final = 18
_BODY: Final = 16
_DATE: Final = re.compile(rb"(?<=Date )\(D:\d{14}[^)]*\)")
_XMP: Final = b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><?xpacket end="r"?>'
_BEGINNING: Final = "2000-01-01"

_app: QGuiApplication | None = None


def paint_page(html: str, path: Path, title: str, date: str) -> list[Path]:
    """Paint rich text to the new ``path``, a PDF or a PNG by its ending; the files that were
    made, which are several where one picture would be too tall.

    ``date`` (ISO 8601) stands in a PDF for when it was made, so the same export is the same bytes.
    Raises ``OSError`` where a file cannot be written.
    """
    _ready()
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(ui_font(pixels=_BODY))
    document.setHtml(html)
    if path.suffix == ".pdf":
        _pdf(document, path, title, date)
        return [path]
    return _png(document, path)


def _ready() -> None:
    """A Qt to paint with, and the fonts that travel with the program."""
    global _app  # Qt wants one application a process, and to be kept
    if QGuiApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        QHashSeed.setDeterministicGlobalSeed()  # fonts in a PDF stand in the order of a hash
        _app = QGuiApplication([])
        register_fonts()


def _pdf(document: QTextDocument, path: Path, title: str, date: str) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_UNITS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(*[_PAGE_MARGIN_MM] * 4)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(title)
    writer.setCreator("Juseok")
    writer.setDocumentXmpMetadata(_XMP)
    digest = sha256_hex(document.toHtml().encode("utf-8", "replace"))
    writer.setDocumentId(QUuid.fromString(str(UUID(digest[:32]))))
    size = QSizeF(writer.width(), writer.height())
    document.setPageSize(size)
    painter = QPainter(writer)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        _part(document, painter, QRectF(0, number * size.height(), *size.toTuple()))
    painter.end()
    _put(path, _dated(bytes(buffer.data().data()), date))


def _png(document: QTextDocument, path: Path) -> list[Path]:
    document.setTextWidth(_WIDTH - 2 * _MARGIN)
    whole = document.size().height()
    height, count = min(whole, float(_TALLEST)), 1
    if whole > _TALLEST:
        document.setPageSize(QSizeF(_WIDTH - 2 * _MARGIN, height))
        count = document.pageCount()
        whole += count * _CUT  # a line that does not fit goes whole to the next
    made: list[Path] = []
    for number in range(count):
        shown = min(height, whole - number * height)
        image = QImage(
            _WIDTH * _SCALE, round(shown + 2 * _MARGIN) * _SCALE, QImage.Format.Format_RGB32
        )
        if image.isNull():
            raise MemoryError
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.scale(_SCALE, _SCALE)
        painter.translate(_MARGIN, _MARGIN)
        _part(document, painter, QRectF(0, number * height, _WIDTH - 2 * _MARGIN, shown))
        painter.end()
        target = path.with_name(f"{path.stem}-{number + 1}{path.suffix}") if number else path
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        _put(target, bytes(buffer.data().data()))
        made.append(target)
    return made


def _part(document: QTextDocument, painter: QPainter, rect: QRectF) -> None:
    """Paint what of ``document`` is in ``rect`` at the painter's origin."""
    painter.save()
    painter.setPen(QColor("#1c1c1e"))
    painter.translate(0, -rect.top())
    painter.setClipRect(rect)
    document.drawContents(painter, rect)
    painter.restore()


def _put(path: Path, data: bytes) -> None:
    with open(path, "xb") as file:
        file.write(data)


def _dated(data: bytes, date: str) -> bytes:
    """``data`` with ``date`` in the place of the time of day, which Qt writes and nobody can
    set."""
    day = re.sub(r"\D", "", date or _BEGINNING)[:8].ljust(8, "0").encode()

    def fixed(found: re.Match[bytes]) -> bytes:
        return (b"(D:" + day + b"000000Z").ljust(len(found[0]) - 1) + b")"

    return _DATE.sub(fixed, data, count=2)
