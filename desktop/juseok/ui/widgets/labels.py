"""Labels that never take text for markup, and small buttons with names."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from juseok.ui.icons import icon
from juseok.ui.theme import ui_font
from juseok.ui.widgets.plain import set_tip


class Label(QLabel):
    """Plain text in the window's font; ``name`` is the object name the stylesheet knows."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        name: str = "",
        pixels: int = 13,
        strong: bool = False,
        wrap: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setFont(ui_font(pixels=pixels, strong=strong))
        self.setWordWrap(wrap)


class EmptyLabel(Label):
    """What a panel without rows says: why, and what to do next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, name="Quiet", wrap=True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setMargin(24)  # margins of contents do not outlive the polish of a wrapped label


class ElidedLabel(Label):
    """One line that ends in … where there is no room; the whole text is its tooltip."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "", pixels: int = 13) -> None:
        super().__init__("", parent, name=name, pixels=pixels)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.width()
        )
        self.setText(shown)
        set_tip(self, "" if shown == self._whole else self._whole)


def icon_button(name: str, words: str, parent: QWidget) -> QToolButton:
    """A flat button with an icon; ``words`` are its accessible name and its tooltip."""
    button = QToolButton(parent)
    button.setIcon(icon(name))
    button.setIconSize(QSize(16, 16))
    button.setAccessibleName(words)
    set_tip(button, words)
    button.setAutoRaise(True)
    return button
