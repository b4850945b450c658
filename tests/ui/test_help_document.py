"""A page of the help as it is shown."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QTextBlock, QTextDocument, QTextTable

from juseok.ui.help_document import show_page
from juseok.ui.theme import LIGHT

_PAGE = """# 형식

```
juseok export a.juseok
juseok import a.juseok
```

| 열 | 내용 |
|---|---|
| 1 | 토큰 |
"""


@pytest.fixture
def page(qapp) -> QTextDocument:
    document = QTextDocument()
    show_page(document, _PAGE, QUrl(), LIGHT)
    return document


def test_the_head_of_a_table_behind_code_is_a_head(page: QTextDocument):
    (table,) = (each for each in page.rootFrame().childFrames() if isinstance(each, QTextTable))
    heads = [table.cellAt(0, column).firstCursorPosition().block() for column in (0, 1)]
    assert [each.text() for each in heads] == ["열", "내용"]
    assert {_weight(each) for each in heads} == {_weight(page.begin())}
    assert _weight(table.cellAt(1, 1).firstCursorPosition().block()) < _weight(heads[0])


def test_code_stands_on_one_ground(page: QTextDocument):
    code = page.begin().next()
    assert code.text() == "juseok export a.juseok\u2028juseok import a.juseok"
    assert code.blockFormat().background().style() == Qt.BrushStyle.SolidPattern


def _weight(block: QTextBlock) -> QFont.Weight:
    return block.begin().fragment().charFormat().font().weight()
