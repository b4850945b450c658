"""The analyser's process with words for morphemes: it is there at once, and does the same jobs."""

from juseok.core.morphs import Morph
from juseok.lang import worker


class Words:
    def pieces(self, line, *, names=None):
        at = 0
        for word in line.split(" "):
            yield [Morph(word, "NNG", at, at + len(word))]
            at += len(word) + 1


def main():
    worker.main(Words)
