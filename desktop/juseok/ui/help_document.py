"""A page of the help as a document: Qt reads the Markdown, the look comes after it.

Only the program's own pages are shown so, and guidelines of a team, without HTML and pictures; text
of articles never becomes markup.
"""

from typing import Final

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QImageReader,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
)

from juseok.ui.theme import FAMILIES, Tokens, mix, ui_font

TEXT: Final = 15
_HEADINGS: Final = {1: 26, 2: 18, 3: 15}
_ABOVE: Final = {1: 0, 2: 28, 3: 20}
_LINE: Final = 160
_CODE_LINE: Final = 140
MEASURE: Final = 696
"""Pixels: the widest a line gets."""


def show_page(document: QTextDocument, text: str, base: QUrl, tokens: Tokens) -> None:
    """Fill ``document`` with the Markdown ``text``; pictures are found from ``base``."""
    document.setDefaultFont(ui_font(pixels=TEXT))
    document.setBaseUrl(base)
    document.setMarkdown(text)
    style_document(document, tokens, margin=40)


def style_document(document: QTextDocument, tokens: Tokens, *, margin: int) -> None:
    """Give what Qt read from Markdown the look of the window; ``margin`` at left and right.

    All in one edit: a view lays out the document after each, and a page of keys needs 2,000.
    """
    document.setDocumentMargin(0)
    edit = QTextCursor(document)
    edit.beginEditBlock()
    _style_parts(document, tokens, margin=margin)
    edit.endEditBlock()


def _style_parts(document: QTextDocument, tokens: Tokens, *, margin: int) -> None:
    tables = [each for each in document.rootFrame().childFrames() if isinstance(each, QTextTable)]
    for table in tables:
        _mend_head(table)
    _join_code(document)
    block = document.begin()
    while block.isValid():
        _block(block, tokens)
        block = block.next()
    for table in tables:
        _table(table, tokens)
    edge = QTextFrameFormat()
    edge.setLeftMargin(margin)
    edge.setRightMargin(margin)
    edge.setTopMargin(margin - 8)
    edge.setBottomMargin(margin + 8)
    document.rootFrame().setFrameFormat(edge)


def code_font(pixels: int) -> QFont:
    """A font of one width, with Hangul from the window's own."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setFamilies([font.family(), *FAMILIES])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(pixels)
    return font


def _block(block: QTextBlock, tokens: Tokens) -> None:
    cursor = QTextCursor(block)
    shape = block.blockFormat()
    level = shape.headingLevel()
    is_code = _is_code(block)
    in_table = cursor.currentTable() is not None
    if level:
        shape.setTopMargin(_ABOVE.get(level, 16))
        shape.setBottomMargin(8)
        _set_line(shape, 130)
    elif is_code:
        _set_line(shape, _CODE_LINE)
        shape.setBackground(mix(tokens.hover, tokens.page, 0.8))
        shape.setLeftMargin(0)
        shape.setTopMargin(0)
        shape.setBottomMargin(12)
    elif _is_picture(block):
        _set_line(shape, 100)
        shape.setBottomMargin(16)
    elif in_table:
        _set_line(shape, 140)
    else:
        _set_line(shape, _LINE)
        shape.setTopMargin(0)
        shape.setBottomMargin(4 if block.textList() is not None else 12)
    cursor.setBlockFormat(shape)
    _fragments(block, level, tokens, is_code=is_code)


def _is_code(block: QTextBlock) -> bool:
    shape = block.blockFormat()
    return shape.hasProperty(QTextFormat.Property.BlockCodeFence) or shape.nonBreakableLines()


def _join_code(document: QTextDocument) -> None:
    """The lines of a piece of code as one block: its ground would be stripes else."""
    block = document.begin()
    while block.isValid():
        if not (_is_code(block) and _is_code(block.next())):
            block = block.next()
            continue
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.deleteChar()
        cursor.insertText("\u2028")
        block = cursor.block()


def _is_picture(block: QTextBlock) -> bool:
    """A line height in percent would be one of the picture's."""
    step = block.begin()
    return not step.atEnd() and step.fragment().charFormat().isImageFormat()


def _set_line(shape: QTextBlockFormat, percent: int) -> None:
    shape.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)


def _fragments(block: QTextBlock, level: int, tokens: Tokens, *, is_code: bool) -> None:
    """Fonts and colours of a block's words; pictures at their width."""
    found: list[tuple[int, int, QTextCharFormat]] = []
    step = block.begin()
    while not step.atEnd():
        piece = step.fragment()
        look = piece.charFormat()
        if look.isImageFormat():
            look = _picture(look.toImageFormat(), block.document())
        else:
            look = _look(look, level, tokens, is_code=is_code)
        found.append((piece.position(), piece.length(), look))
        step += 1
    cursor = QTextCursor(block)
    for start, length, look in found:
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)


def _look(old: QTextCharFormat, level: int, tokens: Tokens, *, is_code: bool) -> QTextCharFormat:
    new = QTextCharFormat()
    strong = bool(level) or old.fontWeight() >= QFont.Weight.DemiBold
    new.setFont(ui_font(pixels=_HEADINGS.get(level, TEXT), strong=strong))
    if old.fontFixedPitch() or is_code:
        new.setFont(code_font(TEXT - 2))
        if not is_code:
            new.setBackground(mix(tokens.line, tokens.page, 0.7))
    if old.isAnchor():
        new.setAnchor(True)
        new.setAnchorHref(old.anchorHref())
        new.setForeground(mix(tokens.accent, tokens.page, 1.0))
    else:
        new.setForeground(mix(tokens.text, tokens.page, 1.0))
    return new


def _picture(look: QTextImageFormat, document: QTextDocument) -> QTextImageFormat:
    path = document.baseUrl().resolved(QUrl(look.name())).toLocalFile()
    size: QSize = QImageReader(path).size()
    if size.isValid() and size.width() > 0:
        width = min(MEASURE, size.width())
        look.setWidth(width)
        look.setHeight(size.height() * width / size.width())
    return look


def _mend_head(table: QTextTable) -> None:
    """Qt begins a table behind code with a blank line, and forgets that its first cell is one."""
    cell = table.cellAt(0, 0)
    cursor = cell.firstCursorPosition()
    if cursor.block().length() > 1 or cursor == cell.lastCursorPosition():
        return
    cursor.deleteChar()
    cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    cursor.mergeCharFormat(strong)


def _table(table: QTextTable, tokens: Tokens) -> None:
    shape = table.format()
    shape.setBorder(0)
    shape.setCellSpacing(0)
    shape.setCellPadding(0)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setTopMargin(4)
    shape.setBottomMargin(16)
    table.setFormat(shape)
    line = mix(tokens.line, tokens.page, 1.0)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            edge = QTextTableCellFormat()
            edge.setTopPadding(6)
            edge.setBottomPadding(6)
            edge.setRightPadding(16)
            edge.setBottomBorder(1)
            edge.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            edge.setBottomBorderBrush(line)
            cell.setFormat(edge)
