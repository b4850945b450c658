"""Entities that were made in this sitting, and the articles that named them."""

from juseok.core.model import Kind
from juseok.core.ops import CREATE, Action


class MadeHere:
    """Told of every action in its order."""

    def __init__(self) -> None:
        self._articles: dict[str, set[str | None]] = {}

    def only_in(self, entity: str, article: str) -> bool:
        """Whether ``entity`` was made in this sitting and ``article`` alone names it."""
        return self._articles.get(entity) == {article}

    def note(self, action: Action) -> None:
        """``action`` was done."""
        for change in action.changes:
            if change.kind == Kind.ENTITY and change.verb == CREATE:
                self._articles[change.obj] = {action.article}
        for change in action.changes:
            named = change.body.get("entity")
            if isinstance(named, str) and named in self._articles:
                self._articles[named].add(action.article)

    def forget(self, action: Action) -> None:
        """``action`` was refused: what it made is not there."""
        for change in action.changes:
            if change.verb == CREATE:
                self._articles.pop(change.obj, None)
