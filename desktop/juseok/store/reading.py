"""What is opened is closed: by ``with``, and once."""

from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Self

from juseok.store.connection import connect
from juseok.store.names import Names


class Closing(ABC):
    """Something open, which ``with`` closes."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of the file."""


class Reading(Closing):
    """A read-only connection of its own, for one thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = connect(path, mode="ro")
        self._names = Names(self._db)

    def close(self) -> None:
        self._db.close()
