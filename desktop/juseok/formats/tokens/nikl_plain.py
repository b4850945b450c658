"""Documents of NIKL in the shape that nearly all have, decoded at once: several times faster than
objects that are looked at field by field.  What has another shape is not decoded at all."""

from typing import Any, Final

import msgspec

from juseok.core.text import normalise
from juseok.formats.json_tools.reading import Notes
from juseok.formats.tokens.pieces import Mark, Piece, SentenceProof

_BOM: Final = "\ufeff"


class PlainWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    id: int | None = None
    form: str = ""
    begin: int = 0
    end: int = 0


class PlainEntity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    form: str
    label: str
    begin: int
    end: int
    id: int | None = None


class PlainSentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    form: str
    id: str = ""
    word: list[PlainWord] = []
    NE: list[PlainEntity] = []


class PlainDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    sentence: list[PlainSentence]
    metadata: Any = None

    def pieces(self, line: int, notes: Notes) -> list[Piece]:
        """The sentences that say anything; ``line`` of the file, from 1."""
        whole = "\n".join([each.form for each in self.sentence])
        # as long as nothing of the whole is normalised, nothing of a sentence is
        is_plain = _BOM not in whole and not normalise(whole).edits
        notes.report.read += len(self.sentence)
        return [_piece(each, line, notes, is_plain) for each in self.sentence if each.form.strip()]


PLAIN: Final = msgspec.json.Decoder(PlainDocument)


def _piece(sentence: PlainSentence, line: int, notes: Notes, is_plain: bool) -> Piece:
    form, report = sentence.form, notes.report
    length = len(form)
    report.read += len(sentence.NE)
    proof = None if is_plain else SentenceProof(form, file=notes.file, report=report)
    marks: list[Mark] = []
    for each in sentence.NE:
        begin, end, label = each.begin, each.end, each.label
        if not label:
            notes.refuse(line, "tokens.record")
            continue
        if is_plain and 0 <= begin < end <= length and form[begin:end] == each.form:
            marks.append(Mark(label, begin, end, line))
            continue
        if proof is None:
            proof = SentenceProof(form, file=notes.file, report=report)
        mark = proof.mark(label, begin, end, quote=each.form, line=line)
        if mark is not None:
            marks.append(mark)
    return Piece(form if proof is None else proof.text, tuple(marks))
