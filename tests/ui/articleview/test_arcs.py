from PySide6.QtCore import QRectF

from juseok.ui.articleview.arcs import free_plate


def test_names_of_arcs_lie_beside_each_other_where_there_is_room():
    first = QRectF(100, 0, 60, 14)
    aside = free_plate(QRectF(110, 2, 60, 14), [first], 400)
    assert not aside.intersects(first)
    assert aside.top() == 2


def test_else_they_lie_below():
    wide = QRectF(10, 0, 150, 14)
    below = free_plate(QRectF(100, 2, 60, 14), [wide], 170)
    assert not below.intersects(wide)
    assert below.left() == 100
