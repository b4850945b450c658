"""The tour's pictures keep their colours as far as a table of 256 can."""

from PySide6.QtGui import QColor, QImage

from juseok.tour.pictures import few_colours


def test_a_picture_of_few_colours_stays_as_it_is(qapp):
    image = QImage(101, 7, QImage.Format.Format_RGB32)
    image.fill(QColor("#fafaf8"))
    image.setPixelColor(100, 6, QColor("#2458c5"))
    small = few_colours(image)
    assert small.format() == QImage.Format.Format_Indexed8
    assert small.convertToFormat(image.format()) == image


def test_a_colour_that_has_no_place_takes_the_nearest(qapp):
    image = QImage(300, 2, QImage.Format.Format_RGB32)
    for x in range(300):
        colour = QColor(x * 7 % 300 * 255 // 299, x % 2, 0)
        image.setPixelColor(x, 0, colour)
        image.setPixelColor(x, 1, colour)
    small = few_colours(image)
    assert small.colorCount() == 256
    for x in range(300):
        before, after = image.pixelColor(x, 0), small.pixelColor(x, 0)
        assert abs(before.red() - after.red()) + abs(before.green() - after.green()) <= 20
