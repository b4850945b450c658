"""The tabs at the right: all of them can be read, however narrow the column is."""


def test_tabs_that_are_too_long_together_stand_closer(window, qtbot):
    tabs = window.bench.inspector.tabs
    bar = tabs.tabBar()
    wide = sum(
        tabs.fontMetrics().horizontalAdvance(bar.tabText(n)) + 40 for n in range(bar.count())
    )
    tabs.setFixedWidth(wide)
    qtbot.waitUntil(lambda: not bar.property("tight"))
    roomy = bar.tabRect(bar.count() - 1).right()
    tabs.setFixedWidth(wide // 2)
    qtbot.waitUntil(lambda: bool(bar.property("tight")))
    qtbot.waitUntil(lambda: bar.tabRect(bar.count() - 1).right() < roomy)
