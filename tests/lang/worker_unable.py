"""The analyser's process where the analyser is not installed."""

from juseok.core.errors import AnalyserGone
from juseok.lang import worker


def load():
    raise AnalyserGone("analyser.not_loaded", reason="no model")


def main():
    worker.main(load)
