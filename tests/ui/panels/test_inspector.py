"""The tabs at the right: all of them can be read, however narrow the column is."""


def test_tabs_that_are_too_long_together_stand_closer(window, qtbot):
    tabs = window.bench.inspector.tabs
    bar = tabs.tabBar()
    wide = sum(
        tabs.fontMetrics().horizontalAdvance(bar.tabText(n)) + 40 for n in range(bar.count())
    )
    tabs.setFixedWidth(wide)
    qtbot.waitUntil(lambda: not bar.property("tight"))
    last = max(n for n in range(bar.count()) if bar.isTabVisible(n))
    roomy = bar.tabRect(last).right()
    tabs.setFixedWidth(wide // 2)
    qtbot.waitUntil(lambda: bool(bar.property("tight")))
    qtbot.waitUntil(lambda: bar.tabRect(last).right() < roomy)
