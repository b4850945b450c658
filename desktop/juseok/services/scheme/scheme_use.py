"""What of a scheme is in use, as far as the one who asks may know.

Whoever works blind is told of the own annotations alone.  That a type is not used there does not
say that nobody uses it, so nothing can be deleted then; it can be retired.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from juseok.core.errors import SchemeError
from juseok.core.model import Viewer
from juseok.store.reader import Reader


@dataclass(frozen=True, slots=True)
class InUse:
    """``counts``: by type, attribute, and ``attribute=value``; ``whole``: over all layers."""

    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    whole: bool = True

    def count(self, name: str) -> int:
        """How many annotations use it, of those that may be seen."""
        return self.counts.get(name, 0)

    def to_delete(self, name: str) -> int:
        """The same before something is deleted; raises ``SchemeError`` where others' use of it
        may not be known."""
        if not self.whole and not self.count(name):
            raise SchemeError("scheme.edit.blind")
        return self.count(name)


def read_use(reader: Reader, own: Viewer) -> InUse:
    """What ``own`` may know of what is in use; ``own`` sees the own layer and the register."""
    if reader.is_blind(own):
        return InUse(reader.usage(own.visible_layers), whole=False)
    return InUse(reader.usage())
