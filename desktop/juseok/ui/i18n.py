"""The language of the window.

Widgets say ``tr("Literal English")``; the Korean stands in ``resources/i18n``.  Data that is
read before a translator is there (the action and settings tables) marks its literals with
:func:`mark` and is translated where it is shown.  Sentences from below the window are
:class:`~juseok.core.messages.Message` and go through :func:`sentence`.
"""

import os
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from juseok.core.josa import choose_particles
from juseok.core.messages import Message, render
from juseok.core.plurals import agreed
from juseok.core.resources import resource

CONTEXT: Final = "juseok"
SYSTEM: Final = "system"
_VARIABLE: Final = "JUSEOK_LANG"  # the shell's sentences follow it, too


_QT_LACKS: Final = {
    ("QFileDialog", "&Look in:"): "찾는 곳(&L):",
    ("QFileDialog", "Files of &type:"): "파일 형식(&T):",
    ("QFileDialog", "&Directory:"): "폴더(&D):",
    ("QAbstractFileIconProvider", "Folder"): "폴더",
    ("QAbstractFileIconProvider", "File"): "파일",
    ("QAbstractFileIconProvider", "%1 File"): "%1 파일",
}
"""What Qt shows in its own dialogs and its own Korean catalogue does not have."""


class _QtGaps(QTranslator):
    """Asked last, for what no catalogue knew."""

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return _QT_LACKS.get((context, sourceText), "")

    def isEmpty(self) -> bool:
        return False


def mark(text: str) -> str:
    """``text`` itself; marks a literal for the catalogue."""
    return text


def tr(text: str, **params: str | float) -> str:
    """``text`` in the window's language with ``{name}`` parameters put in.

    In Korean, particles written as pairs (``{name}(을)를``) take the form that fits; in English,
    what a number decides (``{count} claim(s)``) does.
    """
    found = QCoreApplication.translate(CONTEXT, text)
    return filled(found, **params) if params else found


def filled(found: str, **params: str | float) -> str:
    """What :func:`tr` gave without parameters, with ``params`` put in as it would have done."""
    if language() == "ko":
        return choose_particles(found.format(**params))
    return agreed(found, params).format(**params)


def korean(text: str) -> str:
    """The Korean of a marked literal, whatever language the window speaks; empty: none."""
    return _korean().translate(CONTEXT, text) or ""


@cache
def _korean() -> QTranslator:
    catalogue = QTranslator()
    catalogue.load(str(resource("i18n/juseok_ko.qm")))
    return catalogue


def sentence(message: Message) -> str:
    """``message`` in the window's language."""
    return render(message, language())


def language() -> str:
    """``"ko"`` or ``"en"``: what the installed translator speaks."""
    app = QCoreApplication.instance()
    return str(app.property("juseok_language") or "en") if app is not None else "en"


def resolve(choice: str) -> str:
    """The language for a setting: itself, or for ``"system"`` what the environment asks for.

    ``JUSEOK_LANG`` goes before the locale of the desktop.
    """
    for wish in (choice, os.environ.get(_VARIABLE, "")[:2]):
        if wish in ("ko", "en"):
            return wish
    return "ko" if QLocale.system().language() is QLocale.Language.Korean else "en"


def install(app: QCoreApplication, choice: str) -> str:
    """Put the language of ``choice`` in force; returns ``"ko"`` or ``"en"``."""
    chosen = resolve(choice)
    for old in app.findChildren(QTranslator, CONTEXT):
        app.removeTranslator(old)
        old.setParent(None)
        old.deleteLater()
    if chosen == "ko":
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        gaps = _QtGaps(app)
        gaps.setObjectName(CONTEXT)
        app.installTranslator(gaps)  # what is installed later is asked first
        for catalogue in (f"{qt}/qtbase_ko.qm", str(resource("i18n/juseok_ko.qm"))):
            translator = QTranslator(app)
            translator.setObjectName(CONTEXT)
            if translator.load(catalogue):  # Qt's own: file dialogs, and menus of text fields
                app.installTranslator(translator)
    app.setProperty("juseok_language", chosen)
    return chosen
