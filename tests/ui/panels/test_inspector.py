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


def test_where_words_have_no_room_the_other_tabs_are_pictures_with_tips(window, qtbot):
    tabs = window.bench.inspector.tabs
    bar = tabs.tabBar()
    tabs.show_count("notes", 2)
    tabs.setFixedWidth(300)
    tabs.show_panel("claims")
    qtbot.waitUntil(lambda: bar.tabText(tabs.ids.index("entities")) == "")
    assert bar.tabText(tabs.ids.index("claims")) == "Claims"
    assert bar.tabText(tabs.ids.index("notes")) == "?2"
    shown = [n for n in range(bar.count()) if bar.isTabVisible(n)]
    for number in shown:
        assert bar.tabIcon(number).isNull() == (number == tabs.currentIndex())
        assert bar.tabToolTip(number).startswith(bar.accessibleTabName(number))
    assert bar.accessibleTabName(tabs.ids.index("notes")) == "Notes ?2"
    assert bar.tabRect(shown[-1]).right() <= 300
    tabs.setFixedWidth(900)
    qtbot.waitUntil(lambda: bar.tabText(tabs.ids.index("notes")) == "Notes ?2")
    assert bar.tabIcon(tabs.ids.index("notes")).isNull()
