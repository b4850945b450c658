"""A window with one article, for the test that reads it from outside.

Prints ``ready``; then ``caret N`` on its input moves the caret, ``say TEXT`` announces.
"""

import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from juseok.ui.articleview.document import ArticleDoc
from juseok.ui.articleview.view import ArticleView


def main() -> None:
    app = QApplication(["juseok-article-window"])
    app.setApplicationName("juseok-article-window")
    view = ArticleView()
    view.resize(700, 400)
    view.set_document(ArticleDoc("첫 문단이다.\n둘째 👍 문단에서 규제를 다룬다.", (), "칩과 규제"))
    view.show()
    view.setFocus()

    def obey() -> None:
        line = sys.stdin.readline()
        command, _, rest = line.strip().partition(" ")
        if command == "caret":
            view.select(int(rest), int(rest))
        elif command == "say":
            view.announce(rest)
        else:
            app.quit()
            return
        print("done", flush=True)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(obey)
    print("ready", flush=True)
    app.exec()


if __name__ == "__main__":
    main()
