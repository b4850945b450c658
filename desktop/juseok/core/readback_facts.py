"""What a read-back sentence speaks of, before any grammar."""

from collections.abc import Mapping
from dataclasses import dataclass

from juseok.core.messages import Message, render, template_of
from juseok.core.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the sentence; ``field`` is the role or attribute it speaks for, or ""."""

    text: str
    field: str = ""


@dataclass(frozen=True)
class Voice:
    """The words of one language, from the message catalogue and the scheme."""

    language: str
    scheme: Scheme

    def word(self, name: str, **params: str) -> str:
        """The word ``readback.<name>``."""
        return render(Message(f"readback.{name}", **params), self.language)

    def has(self, name: str) -> bool:
        return template_of(f"readback.{name}", self.language) is not None

    def value_name(self, attribute: str, value: str) -> str:
        """The scheme's name for a value of an attribute; the value itself if it has none."""
        held = self.scheme.attribute(attribute)
        found = held.value(value) if held else None
        return found.name(self.language) if found else value

    def word_for(self, table: str, attribute: str, value: str) -> str:
        """The catalogue's word for a value, or the scheme's name of a value added by a team."""
        name = f"{table}.{value}"
        return self.word(name) if self.has(name) else self.value_name(attribute, value)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A claim with its references as words and its attributes as value ids."""

    voice: Voice
    content: str
    source_state: str
    sources: tuple[str, ...]
    affiliation: tuple[str, ...]
    medium: tuple[str, ...]
    time: tuple[str, ...]
    place: tuple[str, ...]
    object: tuple[str, ...]
    nested: bool
    values: Mapping[str, str]

    def value(self, attribute: str) -> str:
        return self.values.get(attribute, "")

    @property
    def kind(self) -> str:
        """The name of the kind of source where it says more than the source's state does."""
        value = self.value("source_kind")
        told = {"elided": "implicit", "none": "none"}.get(self.source_state)
        return "" if value in ("", told) else self.voice.value_name("source_kind", value)

    @property
    def denied(self) -> bool:
        return self.value("polarity") == "negative"

    @property
    def bare_content(self) -> str:
        """The content without quotation marks around the whole of it."""
        text = self.content
        if len(text) > 2 and text[0] in '“"' and text[-1] in '”"':
            inner = text[1:-1]
            return text if {"“", "”", '"'} & set(inner) else inner
        return text
