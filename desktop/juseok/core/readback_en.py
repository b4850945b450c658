"""English grammar of the read-back sentence; names and contents stay Korean."""

from collections.abc import Iterator

from juseok.core.readback_facts import Facts, Piece


def compose(facts: Facts) -> Iterator[Piece]:
    """The pieces of the English sentence of ``facts``, its first letter capital."""
    pieces = [piece for piece in _pieces(facts) if piece.text]
    first = pieces[0]
    yield Piece(first.text[:1].upper() + first.text[1:], first.field)
    yield from pieces[1:]


def _pieces(facts: Facts) -> Iterator[Piece]:
    voice = facts.voice
    if facts.nested:
        yield Piece(voice.word("nested"), "nested_in")
    if facts.time:
        yield Piece(f"on {_joined(facts.time)}, ", "time")
    if facts.place:
        yield Piece(f"in {_joined(facts.place)}, ", "place")
    if facts.source_state == "none":
        yield from _without_source(facts)
    else:
        yield from _source(facts)
        yield from _said(facts)
    reporter = facts.value("reporter_stance")
    if reporter not in ("", "neutral"):
        remark = voice.word_for("reporter", "reporter_stance", reporter)
        yield Piece(f" ({remark})", "reporter_stance")
    yield Piece(".")


def _joined(words: tuple[str, ...]) -> str:
    """‘A’, ‘A and B’, ‘A, B and C’."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _source(facts: Facts) -> Iterator[Piece]:
    voice = facts.voice
    kind = facts.kind
    if facts.source_state == "elided":
        name = voice.word("elided")
    elif facts.sources:
        name = _joined(facts.sources)
    else:
        name = voice.word("open")
        kind = kind or voice.word("undecided")
    yield Piece(name, "source")
    yield Piece(f" ({kind.lower()})" if kind else "", "source_kind")
    yield Piece(f" of {_joined(facts.affiliation)}" if facts.affiliation else "", "affiliation")
    yield Piece(" ")


def _said(facts: Facts) -> Iterator[Piece]:
    voice = facts.voice
    act = facts.value("act") or "statement"
    kind = facts.value("source_kind")
    plain = act == "statement" and kind in ("document", "media")
    verb = voice.word(f"verb.{kind}") if plain else voice.word_for("verb", "act", _told(facts, act))
    yield Piece(verb, "act")
    yield from _manner(facts, act)
    yield from _content(facts, act)


def _without_source(facts: Facts) -> Iterator[Piece]:
    voice = facts.voice
    act = facts.value("act") or "statement"
    yield Piece(voice.word("none"), "source")
    yield Piece(f" ({facts.kind.lower()})" if facts.kind else "", "source_kind")
    yield Piece(f" of {_joined(facts.affiliation)}" if facts.affiliation else "", "affiliation")
    yield Piece(", it is ")
    yield Piece(voice.word_for("passive", "act", _told(facts, act)), "act")
    yield from _manner(facts, act)
    yield from _content(facts, act)


def _told(facts: Facts, act: str) -> str:
    """The act whose verb is used: that there is no plan is stated, not announced as a plan."""
    return "statement" if act == "plan" and facts.denied else act


def _hedge(facts: Facts, act: str) -> str:
    """The catalogue's name for what is denied with less than certainty; "" where none is."""
    name = f"{facts.value('certainty')}_not.{act}"
    plain = f"{facts.value('certainty')}_not.statement"
    if not facts.denied or act == "no_comment":
        return ""
    return next((each for each in (name, plain) if facts.voice.has(each)), "")


def _manner(facts: Facts, act: str) -> Iterator[Piece]:
    """Certainty, occasion, object and stance, which stand between verb and content."""
    voice = facts.voice
    certainty = facts.value("certainty")
    if certainty and not _hedge(facts, act):
        yield Piece(" " + voice.word_for("certainty", "certainty", certainty), "certainty")
    if facts.medium:
        yield Piece(f" in {_joined(facts.medium)}", "medium")
    if facts.object:
        yield Piece(f" about {_joined(facts.object)}", "object")
    stance = facts.value("stance")
    if stance not in ("", "neutral"):
        yield Piece(" " + voice.word_for("stance", "stance", stance), "stance")


def _content(facts: Facts, act: str) -> Iterator[Piece]:
    """How the content follows: quoted after a colon, or reported after ‘that’.

    The denial of a positive content quotes the denial itself; of a negative one, what is denied.
    """
    direct = facts.value("quote_type") == "direct"
    text = f"“{facts.bare_content}”" if direct else f"‘{facts.content}’"
    if hedge := _hedge(facts, act):
        yield Piece(f" {facts.voice.word(hedge)} ", "polarity")
    elif act == "deny":
        yield Piece(" that " if facts.denied else ", saying ", "polarity")
    elif facts.denied and act == "no_comment":
        yield Piece(f", {facts.voice.word('not.no_comment')} ", "polarity")
    elif facts.denied:
        wanted = act if facts.voice.has(f"not.{act}") else "statement"
        yield Piece(f" {facts.voice.word(f'not.{wanted}')} ", "polarity")
    else:
        colon = direct or act in ("plan", "question")
        yield Piece(" on " if act == "no_comment" else ": " if colon else " that ")
    yield Piece(text, "content")
