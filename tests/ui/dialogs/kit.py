"""What tests of the import ask of its dialog."""

from juseok.ui.models.import_list import ROW_ROLE


def settled(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.work.idle and not dialog.stop.isVisible())


def rows(dialog):
    model = dialog.bench.model
    return [model.data(model.index(row, 0), ROW_ROLE) for row in range(model.rowCount())]
