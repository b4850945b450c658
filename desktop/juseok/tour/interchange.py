"""The part of the tour about annotations that other tools made, on their way in."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from juseok.core.errors import KnownError
from juseok.tour.hands import wait_until
from juseok.tour.stage import Stage
from juseok.ui.dialogs.documents_dialog import DocumentsDialog

_TEXTS: Final = (
    "한빛전자, 내년 새 공장\n한빛전자는 15일 “내년에 부산 공장을 늘린다”고 밝혔다.\n"
    "김하늘 대표는 한빛전자가 부산에 1조원을 쓴다고 말했다.\n",
    "나루소프트, 3분기 실적 발표\n나루소프트가 3분기 실적을 냈다.\n"
    "이가온 이사는 “서울 매출이 늘었다”고 설명했다.\n",
)
_LABELS: Final = {
    "한빛전자": "Company", "나루소프트": "Company", "김하늘": "PERSON", "이가온": "PERSON",
    "부산": "City", "서울": "City", "1조원": "MONEY",
}  # fmt: skip
_BRAT: Final = ("한빛전자가 대전에 연구소를 연다.\n", "T1\tORG 0 4\t한빛전자\nT2\tCity 6 8\t대전\n")


class InterchangePart:
    """Two files of two tools dropped at once; nothing is imported."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def go(self) -> None:
        """Leave a picture of what they hold."""
        stage = self._stage
        with TemporaryDirectory() as folder:
            stage.trigger("project.documents")
            dialog = stage.dialog("documents")
            if not isinstance(dialog, DocumentsDialog):
                raise KnownError("tour.stuck", step="documents")
            dialog.bring(_files(Path(folder)))
            wait_until(dialog.go.isEnabled, "documents")
            stage.take(dialog, "documents")


def _files(folder: Path) -> list[Path]:
    """What doccano and brat would have written."""
    doccano = folder / "doccano.jsonl"
    rows = [
        {"id": number, "text": text, "label": _marks(text)}
        for number, text in enumerate(_TEXTS, start=1)
    ]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    doccano.write_text("".join(lines), encoding="utf-8")
    text, marks = _BRAT
    (folder / "brat.txt").write_text(text, encoding="utf-8")
    (folder / "brat.ann").write_text(marks, encoding="utf-8")
    return [doccano, folder / "brat.ann"]


def _marks(text: str) -> list[list[int | str]]:
    """Every word with a label, wherever it stands: start, end (code points) and label."""
    found: list[list[int | str]] = []
    for words, label in _LABELS.items():
        start = text.find(words)
        while start >= 0:
            found.append([start, start + len(words), label])
            start = text.find(words, start + len(words))
    return sorted(found, key=lambda each: int(each[0]))
