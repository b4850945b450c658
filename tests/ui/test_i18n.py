"""Which language the window speaks."""

import re

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel

from juseok.core.resources import resource
from juseok.ui import i18n


@pytest.fixture(autouse=True)
def german_desktop(monkeypatch):
    locale = QLocale(QLocale.Language.German)
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: locale))


@pytest.mark.parametrize(
    ("setting", "variable", "spoken"),
    [
        ("system", None, "en"),
        ("system", "ko", "ko"),
        ("system", "ko_KR.UTF-8", "ko"),
        ("system", "de", "en"),
        ("en", "ko", "en"),
        ("ko", "en", "ko"),
    ],
)
def test_a_setting_goes_before_the_environment_and_that_before_the_desktop(
    monkeypatch, setting, variable, spoken
):
    if variable is not None:
        monkeypatch.setenv("JUSEOK_LANG", variable)
    assert i18n.resolve(setting) == spoken


def test_a_file_dialog_of_qt_speaks_korean(korean, qtbot, tmp_path):
    dialog = QFileDialog(None, "제목", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    buttons = dialog.findChild(QDialogButtonBox).buttons()
    assert {button.text() for button in buttons} == {"저장(&S)", "취소"}
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    assert len(labels) == 3
    assert all(re.search("[가-힣]", words) for words in labels)


def test_particles_in_the_translations_are_pairs_that_are_known():
    words = resource("i18n/juseok_ko.ts").read_text("utf-8")
    strange = re.findall(r"\S*\([는가를와로라]\)[가-힣]\S*", words)
    strange += re.findall(r"\S*(?:은\(는\)|이\(가\)|을\(를\)|과\(와\))\S*", words)
    assert strange == []


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        (r"캐럿", "커서"),
        (r"물음(?!표)", "질문"),
        (r"까닭", "이유"),
        (r"검사 창", "정보 창"),
        (r"십시오", "…세요"),
        (r"스페이스|엔터", "Space, Enter"),
        (r"주석에서 (오류|내보)", "Juseok에서, which nobody takes for an annotation"),
    ],
)
def test_korean_calls_a_thing_by_one_name(word, instead):
    texts = [resource("i18n/juseok_ko.ts"), resource("messages/ko.toml")]
    texts += sorted(resource("help/ko").glob("*.md"))
    found = [f"{each.name}: {line.strip()}" for each in texts
             for line in each.read_text("utf-8").splitlines() if re.search(word, line)]  # fmt: skip
    assert found == [], f"say {instead}"
