"""What the analyser's process does with a learned model: name what it knows in an article."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from juseok.lang.jobs import Steps, Tools
from juseok.lang.sequence import Found, Tagger
from juseok.lang.sequence_file import read_model

JOB: Final = "learned"


def learned(payload: Any, tools: Tools) -> Steps:
    """Tells :class:`Found` of ``payload`` = [path, version, [[start, line], …]].

    ``start`` is where the line begins in its article; what is found is in offsets of the
    article.  Tells nothing where the file is gone, damaged, or of another version.
    """
    path, version, lines = payload
    try:
        tagger = _tagger(path, version)
    except LookupError:
        return
    mine = tools.knowing(tagger.names)
    for start, text in lines:
        (line,) = yield from mine.lines([text])
        yield [
            Found(start + each.start, start + each.end, each.type, each.score)
            for each in tagger.find(text, line)
        ]


@lru_cache(maxsize=1)
def _tagger(path: str, version: str) -> Tagger:
    read = read_model(Path(path))
    if read is None or read[1].version != version:
        raise LookupError(path)  # nothing is remembered: it may come yet
    return Tagger(read[0])
